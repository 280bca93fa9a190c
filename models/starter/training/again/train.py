"""Step 5: trains the image tower further on views that the teacher answered, at one thread and with what time there is.

The first blocks stay as they are (they cost most per picture and learn least); batch norms keep the statistics of whole photos,
taken at the start. The learning rate follows the clock and ends at 0, so a run always ends on time with a finished schedule; a
checkpoint (moving average) is written every few minutes, and --init goes on from it.

usage: train.py --work WORK --space space2.pt --teacher teacher.onnx --init img.pt --out new.pt --minutes 45 [--everyday DIR --vocab vocab.json]
"""
import argparse, copy, os, time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'first'))
import nets, teacher_torch
from dev import Development
from muon import Muon
from views import Views

TEMPERATURE = 1.5
SAVE_EVERY = 150  # seconds


def parse():
    parser = argparse.ArgumentParser()
    for name in ('work', 'space', 'teacher', 'init', 'out'):
        parser.add_argument('--' + name, required=True)
    for name, kind, usual in (
        ('minutes', float, 45),
        ('rate', float, 0.012),
        ('rate-of-vectors', float, 4e-4),
        ('batch', int, 96),
        ('side', int, 112),
        ('frozen', int, 3),
        ('seed', int, 1),
    ):
        parser.add_argument('--' + name, type=kind, default=usual)
    for name in ('everyday', 'vocab'):
        parser.add_argument('--' + name, default='')
    return parser.parse_args()


def shrink(pixels, side):
    """bytes [n,h,w,3] -> [-1, 1] floats [n,3,side,side]"""
    x = torch.from_numpy(np.ascontiguousarray(pixels)).permute(0, 3, 1, 2).float() / 127.5 - 1
    x = F.interpolate(x, size=(side, side), mode='bilinear', antialias=True, align_corners=False)
    return x.contiguous(memory_format=torch.channels_last)


def settle(net, photos, side):
    """statistics of the batch norms, from whole photos"""
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.reset_running_stats()
            module.momentum = None
    net.train()
    with torch.no_grad():
        for part in np.array_split(photos, 10):
            net.trunk(shrink(part, side))
    net.eval()


class Space:
    """the shared space and the teacher's own classes, both linear in its features"""

    def __init__(self, file, teacher):
        space = torch.load(file)
        self.concepts = F.normalize(space['T'], dim=1)
        self.map, self.shift = space['P'], space['c']
        self.scale, self.bias = float(space['scale']), float(space['bias'])
        graph = teacher_torch.Teacher(teacher)
        product = next(op for op in graph.ops if op[0] == 'mm')
        added = next(name for op in graph.ops if op[0] == 'add' for name in op[1:3] if name[0] == '#')
        self.classes = getattr(graph, f'w{product[3]}')
        self.class_shift = getattr(graph, 'b' + added[1:]).reshape(-1)

    def embed(self, features):
        return F.normalize(features @ self.map.t() + self.shift, dim=1)

    def logits(self, z):
        return self.scale * z @ self.concepts.t() + self.bias

    def class_logits(self, features):
        return features @ self.classes + self.class_shift


def evidence(said, photo, area, labels, known, sure):
    """what the teacher says of each concept, mended by the photo's own labels where enough of it shows"""
    y = said.clone()
    whole = torch.from_numpy((photo >= 0) & (area > 0.45))
    if whole.any():
        of = photo[whole.numpy()]
        yes, certain = torch.from_numpy(known[of]) > 0, torch.from_numpy(sure[of]) > 0
        lower = torch.where(certain, said[whole] * 0.6, said[whole])
        y[whole] = torch.where(yes, said[whole].clamp(min=0.95), lower)
    for row, concepts in enumerate(labels):
        y[row, concepts] = 0.95
    return y


def main():
    options = parse()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    space = Space(options.space, options.teacher)
    load = lambda name: np.load(f'{options.work}/{name}.npy', mmap_mode='r')
    photos, known, sure, source = load('px'), load('Y'), load('W'), load('src')
    views = Views(f'{options.work}/v')

    net = nets.ImageTower(**nets.ARCH['ab'])
    state = torch.load(options.init)
    net.load_state_dict({name: value for name, value in state.items() if name in net.state_dict()})
    net = net.to(memory_format=torch.channels_last)
    features = np.concatenate([chunk['features'][:1000] for chunk in views.chunks.values()]).astype(np.float32)
    mean, deviation = torch.from_numpy(features.mean(0)), torch.from_numpy(features.std(0) + 0.05)
    pictures = np.where(~np.isin(source, ('shots', 'receipt')))[0]
    settle(net, photos[np.sort(rng.choice(pictures, 600, False))], options.side)

    early = nn.Sequential(net.trunk.stem, *net.trunk.body[: options.frozen]).requires_grad_(False)
    late = nn.Sequential(*net.trunk.body[options.frozen :])
    matrices = [p for p in late.parameters() if p.ndim == 4]
    readouts = [*net.feat.parameters(), *net.embed.parameters()]
    vectors = [p for p in late.parameters() if p.ndim < 4] + readouts
    muon = Muon(matrices)
    adam = torch.optim.AdamW(vectors, lr=options.rate_of_vectors, betas=(0.9, 0.99), weight_decay=0.01)
    average = copy.deepcopy(net.state_dict())
    development = Development(options.everyday, options.vocab, space.concepts) if options.everyday else None

    def save():
        torch.save(average, options.out + '.part')
        os.replace(options.out + '.part', options.out)

    begun = saved = time.time()
    step = 0
    while (progress := (time.time() - begun) / (60 * options.minutes)) < 1:
        rate = min(1, (step + 1) / 40) * (1 - progress)
        adam.param_groups[0]['lr'] = options.rate_of_vectors * rate
        if step % 100 == 0:
            views.scan()
        pixels, said, photo, area, labels = views.draw(options.batch, rng)
        x, said = shrink(pixels, options.side), torch.from_numpy(said)
        x = torch.where(torch.rand(len(x), 1, 1, 1) < 0.5, x.flip(3), x)
        with torch.no_grad():
            x = early(x.contiguous(memory_format=torch.channels_last))
            wanted = space.embed(said)
            y = evidence(torch.sigmoid(space.logits(wanted)), photo, area, labels, known, sure)
            classes = F.log_softmax(space.class_logits(said) / TEMPERATURE, 1)
        h = late(x).mean((2, 3))
        z, guessed = F.normalize(net.embed(h), dim=1), net.feat(h)
        own = F.log_softmax(space.class_logits(guessed * deviation + mean) / TEMPERATURE, 1)
        losses = dict(
            concepts=0.4 * F.binary_cross_entropy_with_logits(space.logits(z), y, reduction='none').sum(1).mean(),
            classes=1.5 * F.kl_div(own, classes, reduction='batchmean', log_target=True),
            features=(guessed - (said - mean) / deviation).pow(2).mean(),
            place=2 * (1 - (z * wanted).sum(1)).mean(),
        )
        adam.zero_grad()
        sum(losses.values()).backward()
        nn.utils.clip_grad_norm_(vectors, 5.0)
        adam.step()
        muon.step(options.rate * rate)
        step += 1
        if step % 2 == 0:
            share = 1 - min(0.97, 1 - 1 / (1 + step / 20))
            for name, value in net.state_dict().items():
                average[name].lerp_(value, share) if value.dtype.is_floating_point else average[name].copy_(value)
        if step % 25 == 0:
            words = ' '.join(f'{name} {float(loss):.3f}' for name, loss in losses.items())
            print(
                f'{time.time() - begun:.0f} s, {time.process_time():.0f} s of processor, step {step}: {words}',
                flush=True,
            )
        if development and step % 150 == 0:
            other = copy.deepcopy(net)
            other.load_state_dict(average)
            print('   ', development.report(other, options.side), flush=True)
        if time.time() - saved > SAVE_EVERY:
            saved = time.time()
            save()
    save()


if __name__ == '__main__':
    main()
