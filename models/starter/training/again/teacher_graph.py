"""Step 2: one graph for all that a view is asked: the teacher's features of it, and what the tower's first blocks (which are
not trained any more) make of it, as it is and mirrored. So neither is computed twice, however many towers learn from the view.

The teacher's 8-bit weights become floats: on processors without VNNI 8-bit products are no faster, and signed ones overflow
16 bits, which costs the teacher a sixth of its accuracy.

usage: teacher_graph.py --teacher mobilenetv2-12-int8-features.onnx --tower tower.pt --work WORK --out questions.onnx
bytes B x 128 x 128 x 3 -> features B x 1280, early B x 2 x 14 x 14 x 64 bytes (in units of WORK/early_unit.npy); the first blocks
themselves are kept in WORK/early.pt
"""
import argparse, os, sys

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'first'))
import nets, teacher_torch

STORED = 128
FROZEN = 3  # blocks after the stem


def shrink(side):
    """the matrix that shrinks a line of STORED pixels to `side`, as Pillow does"""
    line = torch.eye(STORED)[None, None]
    return F.interpolate(line, size=(side, STORED), mode='bilinear', antialias=True, align_corners=False)[0, 0]


def load_tower(file):
    tower = nets.ImageTower(**nets.ARCH['ab']).eval()
    state = torch.load(file, map_location='cpu')
    tower.load_state_dict({name: value for name, value in state.items() if name in tower.state_dict()})
    return tower


def early_part(tower):
    return nn.Sequential(tower.trunk.stem, *tower.trunk.body[:FROZEN])


class Questions(nn.Module):
    def __init__(self, teacher, early, side, seen):
        super().__init__()
        self.teacher, self.early, self.seen = teacher, early, seen
        self.register_buffer('rows', shrink(side))
        self.register_buffer('columns', shrink(side).t().contiguous())
        self.register_buffer('mirrored', shrink(side).flip(1).t().contiguous())
        self.register_buffer('mean', torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1))
        self.register_buffer('deviation', torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1))
        self.register_buffer('unit', torch.ones(1, 64, 1, 1))

    def first_blocks(self, x):
        rows = self.rows @ (x / 127.5 - 1)
        return [self.early(rows @ columns) for columns in (self.columns, self.mirrored)]

    def forward(self, pixels):
        x = pixels.permute(0, 3, 1, 2).float()
        large = F.interpolate(x, size=(self.seen, self.seen), mode='bilinear', align_corners=False)
        _, features = self.teacher((large / 255 - self.mean) / self.deviation)
        early = [(h / self.unit + 0.5).clamp(0, 255).permute(0, 2, 3, 1) for h in self.first_blocks(x)]
        return features, torch.stack(early, 1).to(torch.uint8)


def main():
    parser = argparse.ArgumentParser()
    for name in ('teacher', 'tower', 'work', 'out'):
        parser.add_argument('--' + name, required=True)
    parser.add_argument('--side', type=int, default=112)
    parser.add_argument('--seen', type=int, default=160, help='side of what the teacher sees')
    options = parser.parse_args()
    questions = Questions(
        teacher_torch.Teacher(options.teacher), early_part(load_tower(options.tower)), options.side, options.seen
    ).eval()
    photos = np.load(f'{options.work}/px.npy', mmap_mode='r')
    some = torch.from_numpy(photos[:: len(photos) // 200]).permute(0, 3, 1, 2).float()
    torch.save(questions.early.state_dict(), f'{options.work}/early.pt')
    with torch.no_grad():
        most = questions.first_blocks(some)[0].transpose(0, 1).flatten(1).max(1)[0]
        questions.unit.copy_((most / 255).clamp(min=1e-6).view(1, 64, 1, 1))
        np.save(f'{options.work}/early_unit.npy', questions.unit.flatten().numpy())
        torch.onnx.export(
            questions,
            torch.from_numpy(np.array(photos[:2])),
            options.out,
            input_names=['bytes'],
            output_names=['features', 'early'],
            dynamic_axes={name: {0: 'batch'} for name in ('bytes', 'features', 'early')},
            opset_version=17,
        )


if __name__ == '__main__':
    main()
