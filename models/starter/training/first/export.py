"""Step 5: write the two ONNX files (weights kept as 16-bit, computed in 32-bit), tokenizer and configs; check them against torch.
--calibrate S B sets the sigmoid's scale and bias (defaults: those learned with the space)."""
import argparse, copy, json, math, os, shutil
import numpy as np, torch, torch.nn as nn, onnx
from onnx import helper, numpy_helper, TensorProto
import nets

ap = argparse.ArgumentParser()
for a in ('image', 'text', 'space', 'vocab', 'out'):
    ap.add_argument('--' + a, required=True)
ap.add_argument('--side', type=int, default=128)
ap.add_argument('--scale', type=float)
ap.add_argument('--bias', type=float)
ap.add_argument('--arch', default='ab')
ap.add_argument('--width', type=int, default=128)
ap.add_argument('--no-text', action='store_true')
A = ap.parse_args()
os.makedirs(A.out, exist_ok=True)
sp = torch.load(A.space)
dim = sp['T'].shape[1]
img = nets.ImageTower(dim=dim, **nets.ARCH[A.arch])
sd = torch.load(A.image, map_location='cpu')
img.load_state_dict({k: v for k, v in sd.items() if not k.startswith('multi') and k != 'embed_ready'})
img.eval()


def fold(m):
    for c in m.modules():
        if isinstance(c, nets.ConvBN):
            f = torch.nn.utils.fuse_conv_bn_eval(c[0], c[1])
            c[0] = f
            c[1] = nn.Identity()


folded = copy.deepcopy(img)
fold(folded)


def half(path):
    """store big float weights as float16 + Cast; onnxruntime folds the Cast when it opens the file"""
    m = onnx.load(path)
    g = m.graph
    new = []
    for t in list(g.initializer):
        a = numpy_helper.to_array(t)
        if a.dtype == np.float32 and a.size >= 512:
            g.initializer.remove(t)
            h = numpy_helper.from_array(a.astype(np.float16), t.name + '_h')
            g.initializer.append(h)
            new.append(helper.make_node('Cast', [t.name + '_h'], [t.name], to=TensorProto.FLOAT))
    for n in reversed(new):
        g.node.insert(0, n)
    m.doc_string = ''
    onnx.checker.check_model(m)
    onnx.save(m, path)


class Vision(nn.Module):
    def __init__(s, n):
        super().__init__()
        s.t = n.trunk
        s.e = n.embed

    def forward(s, x):
        return s.e(s.t(x))


def save(mod, arg, names, path):
    torch.onnx.export(
        mod,
        arg,
        path,
        input_names=[names[0]],
        output_names=[names[1]],
        dynamic_axes={names[0]: {0: 'batch'}, names[1]: {0: 'batch'}},
        opset_version=17,
        dynamo=False,
    )
    shutil.copy(path, os.path.join(os.path.dirname(A.image), 'fp32_' + os.path.basename(path)))
    half(path)


save(
    Vision(folded).eval(),
    torch.randn(2, 3, A.side, A.side),
    ('pixel_values', 'pooler_output'),
    A.out + '/vision_model.onnx',
)
T = torch.load(A.text + '/text.pt')
nv = T['emb.weight'].shape[0]
txt = nets.TextTower(nv, T['emb.weight'].shape[1], dim)
txt.load_state_dict(T)
txt.eval()
ids = torch.zeros(2, 64, dtype=torch.long)
ids[:, :3] = torch.tensor([300, 400, 1])
save(txt, ids, ('input_ids', 'pooler_output'), A.out + '/text_model.onnx')
shutil.copy(A.text + '/tokenizer.json', A.out + '/tokenizer.json')
scale, bias = A.scale or sp['scale'], A.bias if A.bias is not None else sp['bias']
cfg = {
    'architectures': ['StarterDualEncoder'],
    'model_type': 'siglip',
    'initializer_factor': 1.0,
    'logit_scale': math.log(scale),
    'logit_bias': bias,
    'torch_dtype': 'float32',
    'text_config': {
        'model_type': 'siglip_text_model',
        'hidden_size': int(T['emb.weight'].shape[1]),
        'intermediate_size': int(T['emb.weight'].shape[1]) * 3,
        'num_hidden_layers': 2,
        'num_attention_heads': 4,
        'max_position_embeddings': 64,
        'vocab_size': int(nv),
        'projection_size': int(dim),
        'pad_token_id': 0,
        'eos_token_id': 1,
        'bos_token_id': 2,
    },
    'vision_config': {
        'model_type': 'siglip_vision_model',
        'backbone': 'small residual CNN',
        'hidden_size': int(dim),
        'image_size': A.side,
        'num_channels': 3,
        'patch_size': 32,
    },
}
json.dump(cfg, open(A.out + '/config.json', 'w'), indent=2)
json.dump(
    {
        'do_convert_rgb': True,
        'do_normalize': True,
        'do_rescale': True,
        'do_resize': True,
        'image_mean': [0.5] * 3,
        'image_std': [0.5] * 3,
        'image_processor_type': 'SiglipImageProcessor',
        'processor_class': 'SiglipProcessor',
        'resample': 2,
        'rescale_factor': 1 / 255,
        'size': {'height': A.side, 'width': A.side},
    },
    open(A.out + '/preprocessor_config.json', 'w'),
    indent=2,
)
json.dump(
    {
        'tokenizer_class': 'GemmaTokenizer',
        'model_max_length': 64,
        'padding_side': 'right',
        'pad_token': '<pad>',
        'eos_token': '<eos>',
        'bos_token': '<bos>',
        'unk_token': '<unk>',
        'add_bos_token': False,
        'add_eos_token': True,
        'do_lower_case': True,
    },
    open(A.out + '/tokenizer_config.json', 'w'),
    indent=2,
)
V = json.load(open(A.vocab))
with open(A.out + '/VOCABULARY.txt', 'w', encoding='utf-8') as f:
    for (en, o), k in zip(V['names'], V['kind']):
        f.write(f"{k}: {'; '.join(en)}" + (f" | {'; '.join(o)}" if o else '') + '\n')
import onnxruntime as ort

x = torch.randn(4, 3, A.side, A.side).clamp(-1, 1)
o = ort.InferenceSession(A.out + '/vision_model.onnx').run(None, {'pixel_values': x.numpy()})[0]
with torch.no_grad():
    r = img(x).numpy()
c = lambda a, b: ((a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)).min()
o2 = ort.InferenceSession(A.out + '/text_model.onnx').run(None, {'input_ids': ids.numpy()})[0]
with torch.no_grad():
    r2 = txt(ids).numpy()
print(
    'vision onnx vs torch: max diff %.4g, min cosine %.6f' % (abs(o - r).max(), c(o, r)),
    '| text: max diff %.4g, min cosine %.6f' % (abs(o2 - r2).max(), c(o2, r2)),
)
for f in sorted(os.listdir(A.out)):
    print(f, os.path.getsize(A.out + '/' + f))
