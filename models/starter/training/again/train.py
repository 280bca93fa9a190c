"""Step 5: trains the image tower further on views that were answered (ask_teacher.mjs), at one thread and with what time there is.

The first blocks stay as they are (they cost most per picture and learn least), and so do the batch norms' statistics. The learning
rate follows the clock and ends at 0, so a run always ends on time with a finished schedule, also when it was stopped for a while; a
checkpoint (moving average) is written every few minutes, and --init goes on from it.

With --partner, a finished tower and its share in the exported mean, half of the loss is that of the mean: what the partner
knows need not be learnt twice, and what it takes for something else is what the new tower learns to outvote.

usage: train.py --work WORK --space space2.pt --teacher mobilenet.onnx --init img.pt --out new.pt --minutes 45
                [--everyday DIR --vocab vocab.json] [--partner img2.pt:0.4]
"""
import argparse, copy, os, sys, time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'first'))
import teacher_torch
from dev import Development
from late import late
from muon import Muon
from teacher_graph import FROZEN, early_part, load_tower
from views import Views

TEMPERATURE = 1.5
SAVE_EVERY = 150  # seconds
HORIZON = 150  # steps that the moving average looks back


def parse():
    parser = argparse.ArgumentParser()
    for name in ('work', 'space', 'teacher', 'init', 'out'):
        parser.add_argument('--' + name, required=True)
    for name, kind, usual in (
        ('minutes', float, 45),
        ('rate', float, 0.012),
        ('rate-of-vectors', float, 4e-4),
        ('batch', int, 128),
        ('side', int, 112),
        ('seed', int, 1),
    ):
        parser.add_argument('--' + name, type=kind, default=usual)
    for name in ('everyday', 'vocab', 'partner'):
        parser.add_argument('--' + name, default='')
    return parser.parse_args()


@torch.no_grad()
def fit(readout, h, wanted):
    """least squares, so that a readout trained in other units starts well"""
    rows = torch.cat([h, torch.ones(len(h), 1)], 1)
    square = rows.t() @ rows
    square.diagonal().add_(0.003 * len(rows))
    solved = torch.linalg.solve(square, rows.t() @ wanted)
    readout.weight.copy_(solved[:-1].t())
    readout.bias.copy_(solved[-1])


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


def by_concept(logits, y):
    return F.binary_cross_entropy_with_logits(logits, y, reduction='none').sum(1).mean()


def main():
    options = parse()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    space = Space(options.space, options.teacher)
    load = lambda name: np.load(f'{options.work}/{name}.npy', mmap_mode='r')
    known, sure, unit = load('Y'), load('W'), torch.from_numpy(np.array(load('early_unit')))
    views = Views(f'{options.work}/v')
    floats = lambda early: torch.from_numpy(early).float() * unit

    net = load_tower(options.init)
    early_part(net).load_state_dict(torch.load(f'{options.work}/early.pt'))  # those that saw the views
    blocks = list(net.trunk.body[FROZEN:])
    whole = floats(np.array(views.load('whole')['early'][:, 0]))
    early, features, *_ = views.draw(2000, rng)
    features = torch.from_numpy(features)
    mean, deviation = features.mean(0), features.std(0) + 0.05
    with torch.no_grad():
        h = torch.cat([late(blocks, part) for part in floats(early).split(200)])
    fit(net.feat, h, (features - mean) / deviation)

    learning = nn.ModuleList(blocks)
    matrices = [p for p in learning.parameters() if p.ndim == 4]
    vectors = [p for p in learning.parameters() if p.ndim < 4]
    vectors += [*net.feat.parameters(), *net.embed.parameters()]
    muon = Muon(matrices)
    adam = torch.optim.AdamW(vectors, lr=options.rate_of_vectors, betas=(0.9, 0.99), weight_decay=0.01)
    average = copy.deepcopy(net)
    if options.everyday:
        development = Development(options.everyday, options.vocab, space.concepts, options.side)
        with torch.no_grad():
            everyday = early_part(net)(development.pixels).permute(0, 2, 3, 1).contiguous()

    def embedded(tower, x):
        with torch.no_grad():
            return torch.cat([tower.embed(late(tower.trunk.body[FROZEN:], part)) for part in x.split(100)])

    partner, share_of_partner = None, 0.0
    if options.partner:
        file, share_of_partner = options.partner.rsplit(':', 1)
        partner, share_of_partner = load_tower(file), float(share_of_partner)

    def together(z, x):
        """z: unit embeddings; x: what the first blocks made -> unit embeddings of the exported mean"""
        with torch.no_grad():
            other = F.normalize(embedded(partner, x), dim=1)
        return F.normalize(share_of_partner * other + (1 - share_of_partner) * z, dim=1)

    def so_far(x):
        z = F.normalize(embedded(average, x), dim=1)
        return together(z, x) if partner else z

    def save():
        torch.save(average.state_dict(), options.out + '.part')
        os.replace(options.out + '.part', options.out)

    begun = saved = time.time()
    step = 0
    while (progress := (time.time() - begun) / (60 * options.minutes)) < 1:
        if options.everyday and step % 100 == 0:
            print('   ', development.report(so_far(everyday), so_far(whole[:400]).mean(0)), flush=True)
        rate = min(1, (step + 1) / 40) * (1 - progress)
        adam.param_groups[0]['lr'] = options.rate_of_vectors * rate
        if step % 20 == 0:
            views.scan()
        early, said, photo, area, labels = views.draw(options.batch, rng)
        said = torch.from_numpy(said)
        with torch.no_grad():
            wanted = space.embed(said)
            y = evidence(torch.sigmoid(space.logits(wanted)), photo, area, labels, known, sure)
            classes = F.log_softmax(space.class_logits(said) / TEMPERATURE, 1)
        seen = floats(early)
        h = late(blocks, seen)
        z, guessed = F.normalize(net.embed(h), dim=1), net.feat(h)
        own = F.log_softmax(space.class_logits(guessed * deviation + mean) / TEMPERATURE, 1)
        embeddings = [z, together(z, seen)] if partner else [z]
        losses = dict(
            concepts=0.4 * sum(by_concept(space.logits(one), y) for one in embeddings) / len(embeddings),
            classes=1.5 * F.kl_div(own, classes, reduction='batchmean', log_target=True),
            features=(guessed - (said - mean) / deviation).pow(2).mean(),
            place=2 * sum(1 - (one * wanted).sum(1).mean() for one in embeddings) / len(embeddings),
        )
        adam.zero_grad()
        sum(losses.values()).backward()
        nn.utils.clip_grad_norm_(vectors, 5.0)
        adam.step()
        muon.step(options.rate * rate)
        step += 1
        with torch.no_grad():
            share = max(1 / HORIZON, 1 / (1 + step / 10))
            for old, new in zip(average.parameters(), net.parameters()):
                old.lerp_(new, share)
        if step % 25 == 0:
            words = ' '.join(f'{name} {float(loss):.3f}' for name, loss in losses.items())
            spent = f'{time.time() - begun:.0f} s, {time.process_time():.0f} s of processor'
            chunks = f'{len(views.chunks)} chunks'
            print(f'{spent}, step {step} of {options.batch}, {chunks}: {words}', flush=True)
        if time.time() - saved > SAVE_EVERY:
            saved = time.time()
            save()
    save()


if __name__ == '__main__':
    main()
