"""The int8 teacher as an ordinary torch function (weights de-quantised, outputs clipped to their 8-bit range, which also plays the part of
ReLU6), so that on a GPU every freshly augmented picture can get its own teacher answer."""
import numpy as np, onnx, torch, torch.nn as nn, torch.nn.functional as F
from onnx import numpy_helper


class Teacher(nn.Module):
    def __init__(self, path):
        super().__init__()
        g = onnx.load(path).graph
        I = {t.name: numpy_helper.to_array(t) for t in g.initializer}
        self.ops = []
        n = 0
        f = lambda k: torch.from_numpy(np.atleast_1d(np.asarray(I[k], np.float32)).copy())

        def rng(s, z):
            return float(f(s)[0] * (0 - f(z)[0])), float(f(s)[0] * (255 - f(z)[0]))

        alias = {}
        for nd in g.node:
            x = list(nd.input)
            at = {a.name: onnx.helper.get_attribute_value(a) for a in nd.attribute}
            if nd.op_type in ('QuantizeLinear', 'DequantizeLinear') or nd.op_type == 'Reshape':
                self.ops.append(('same', x[0], nd.output[0]))
            elif nd.op_type == 'QLinearConv':
                w, ws, wz = f(x[3]), f(x[4]), f(x[5])
                sh = (-1, 1, 1, 1)
                W = (w - wz.view(sh)) * ws.view(sh)
                b = f(x[8]) * f(x[1]) * ws if len(x) > 8 else torch.zeros(len(w))
                self.register_buffer(f'w{n}', W)
                self.register_buffer(f'b{n}', b)
                self.ops.append(
                    (
                        'conv',
                        x[0],
                        nd.output[0],
                        n,
                        at.get('strides', [1, 1])[0],
                        at.get('pads', [0])[0],
                        at.get('group', 1),
                        rng(x[6], x[7]),
                    )
                )
                n += 1
            elif nd.op_type == 'QLinearAdd':
                for side in (0, 3):
                    if x[side] in I:
                        self.register_buffer(f'b{n}', (f(x[side]) - f(x[side + 2])) * f(x[side + 1]))
                        I['_c'] = 0
                        x[side] = f'#{n}'
                        n += 1
                self.ops.append(('add', x[0], x[3], nd.output[0], rng(x[6], x[7])))
            elif nd.op_type == 'QLinearGlobalAveragePool':
                self.ops.append(('pool', x[0], nd.output[0]))
                self.pool = nd.output[0]
            elif nd.op_type == 'QLinearMatMul':
                self.register_buffer(f'w{n}', (f(x[3]).view(I[x[3]].shape) - f(x[5])) * f(x[4]))
                self.ops.append(('mm', x[0], nd.output[0], n))
                n += 1
        self.inp = g.input[0].name
        self.outp = 'output'
        self.last = [o.name for o in g.output if o.name != 'features'][0]

    @torch.no_grad()
    def forward(self, x):
        """x: already normalised with ImageNet mean and std, 224x224 -> logits [B,1000], features [B,1280]"""
        v = {self.inp: x}
        for o in self.ops:
            if o[0] == 'same':
                v[o[2]] = v[o[1]]
            elif o[0] == 'conv':
                v[o[2]] = F.conv2d(
                    v[o[1]],
                    getattr(self, f'w{o[3]}').to(x.dtype),
                    getattr(self, f'b{o[3]}').to(x.dtype),
                    o[4],
                    o[5],
                    1,
                    o[6],
                ).clamp(*o[7])
            elif o[0] == 'add':
                a, b = [getattr(self, 'b' + k[1:]).to(x.dtype) if k[0] == '#' else v[k] for k in o[1:3]]
                v[o[3]] = (a + b).clamp(*o[4])
            elif o[0] == 'pool':
                v[o[2]] = v[o[1]].mean((2, 3))
                feat = v[o[2]]
            elif o[0] == 'mm':
                v[o[2]] = v[o[1]] @ getattr(self, f'w{o[3]}').to(x.dtype)
        return v[self.last], feat


if __name__ == '__main__':
    import sys, onnxruntime as ort

    t = Teacher(sys.argv[1])
    d = np.load(sys.argv[2])
    x = (
        ((d['px'][:24].astype(np.float32) / 255 - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225])
        .transpose(0, 3, 1, 2)
        .astype(np.float32)
    )
    lo, fe = t(torch.from_numpy(x))
    r = ort.InferenceSession(sys.argv[1]).run(['output', 'features'], {'input': x})
    print(
        'features cosine',
        float(F.cosine_similarity(fe, torch.from_numpy(r[1])).mean()),
        'logits cosine',
        float(F.cosine_similarity(lo, torch.from_numpy(r[0])).mean()),
        'same top-1',
        float((lo.argmax(1).numpy() == r[0].argmax(1)).mean()),
    )
