"""Step 6: writes vision_model.onnx: the mean of several towers' unit embeddings, centred.

Two towers of different training make different mistakes, and a photo has time for both. What all photos have in common says
nothing about one of them, so a part of the mean embedding of training photos is taken off. Batch norms are folded into the
convolutions; weights are stored as 8-bit integers with a scale per output channel, which onnxruntime turns into 32-bit floats
when it opens the file: arithmetic is in 32 bits.

usage: export.py --towers img2.pt:0.4 new.pt:0.6 --work WORK --out vision_model.onnx [--centre 0.4] [--side 112]
"""
import argparse, os, sys

import numpy as np
import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'first'))
import nets
from teacher_graph import load_tower


class Vision(nn.Module):
    """pixels -> weighted mean of the towers' unit embeddings, less the centre"""

    def __init__(self, towers, weights, dimensions=256):
        super().__init__()
        self.towers, self.weights = nn.ModuleList(towers), weights
        self.register_buffer('centre', torch.zeros(dimensions))

    def forward(self, pixels):
        unit = [F.normalize(tower(pixels), dim=1) * weight for tower, weight in zip(self.towers, self.weights)]
        return sum(unit) - self.centre


def folded(files):
    """the tower of a checkpoint, or the mean of several's weights (a.pt+b.pt), its batch norms folded into the convolutions"""
    towers = [load_tower(file) for file in files.split('+')]
    tower = towers[0]
    with torch.no_grad():
        for name, value in tower.state_dict().items():
            if value.is_floating_point():
                value.copy_(torch.stack([one.state_dict()[name] for one in towers]).mean(0))
    for module in tower.modules():
        if isinstance(module, nets.ConvBN):
            module[0] = nn.utils.fuse_conv_bn_eval(module[0], module[1])
            module[1] = nn.Identity()
    return tower


@torch.no_grad()
def mean_embedding(vision, work, side):
    """of 400 whole photos, without those that are no scenes"""
    photos, source = np.load(f'{work}/px.npy', mmap_mode='r'), np.load(f'{work}/src.npy')
    scenes = np.where(~np.isin(source, ('shots', 'receipt', 'clothing')))[0]
    drawn = np.sort(np.random.default_rng(0).choice(scenes, 400, False))
    z = []
    for part in np.array_split(drawn, 8):
        x = torch.from_numpy(photos[part]).permute(0, 3, 1, 2).float() / 127.5 - 1
        z.append(vision(F.interpolate(x, size=(side, side), mode='bilinear', antialias=True, align_corners=False)))
    return torch.cat(z).mean(0)


def quantise(path):
    """weights as integers: Cast and Mul are folded when the file is opened"""
    model = onnx.load(path)
    graph = model.graph
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.ndim < 2:
            continue
        axes = tuple(range(1, values.ndim))
        scale = np.maximum(np.abs(values).max(axes, keepdims=True) / 127, 1e-12).astype(np.float32)
        name = tensor.name
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(np.round(values / scale).astype(np.int8), f'{name}_8bit'))
        graph.initializer.append(numpy_helper.from_array(scale, f'{name}_scale'))
        graph.node.insert(0, helper.make_node('Mul', [f'{name}_float', f'{name}_scale'], [name]))
        graph.node.insert(0, helper.make_node('Cast', [f'{name}_8bit'], [f'{name}_float'], to=TensorProto.FLOAT))
    model.doc_string = ''
    onnx.checker.check_model(model)
    onnx.save(model, path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--towers', nargs='+', required=True)
    for name in ('work', 'out'):
        parser.add_argument('--' + name, required=True)
    parser.add_argument('--centre', type=float, default=0.4)
    parser.add_argument('--side', type=int, default=112)
    options = parser.parse_args()
    files, weights = zip(*(tower.rsplit(':', 1) for tower in options.towers))
    vision = Vision([folded(file) for file in files], [float(weight) for weight in weights]).eval()
    vision.centre.copy_(options.centre * mean_embedding(vision, options.work, options.side))
    torch.onnx.export(
        vision,
        torch.randn(2, 3, options.side, options.side),
        options.out,
        input_names=['pixel_values'],
        output_names=['pooler_output'],
        dynamic_axes={'pixel_values': {0: 'batch'}, 'pooler_output': {0: 'batch'}},
        opset_version=17,
    )
    quantise(options.out)
    print(options.out, os.path.getsize(options.out), 'bytes')


if __name__ == '__main__':
    main()
