"""Evaluation of an exported folder, through onnxruntime only: --which DEV or HELD (look at HELD once). --scan tries scale/bias pairs on DEV."""
import argparse, json, math, os, time
import numpy as np, onnxruntime as ort
from tokenizers import Tokenizer
import evalkit

ap = argparse.ArgumentParser()
ap.add_argument('--model', required=True)
ap.add_argument('--everyday', required=True)
ap.add_argument('--which', default='DEV')
ap.add_argument('--scan', action='store_true')
ap.add_argument('--quiet', action='store_true')
ap.add_argument('--side', type=int)
ap.add_argument('--template', default='{}')
ap.add_argument('--flip', action='store_true')
ap.add_argument('--vision', default='vision_model.onnx')
A = ap.parse_args()
cfg = json.load(open(A.model + '/config.json'))
side = A.side or cfg['vision_config']['image_size']
so = ort.SessionOptions()
so.intra_op_num_threads = int(os.environ.get("THREADS", 2))
towers = A.model + '/onnx' if os.path.isdir(A.model + '/onnx') else A.model
vi = ort.InferenceSession(towers + '/' + A.vision, so)
te = ort.InferenceSession(towers + '/text_model.onnx', so)
tk = Tokenizer.from_file(A.model + '/tokenizer.json')


def text(ts):
    ids = np.zeros((len(ts), 64), np.int64)
    for i, t in enumerate(ts):
        e = tk.encode(t.lower()).ids[:64]
        ids[i, : len(e)] = e
    o = te.run(None, {'input_ids': ids})[0]
    return o / np.linalg.norm(o, axis=1, keepdims=True)


cats, it = evalkit.load_everyday(A.everyday, side)
px = np.stack([x[2] for x in it])
ci = np.array([x[0] for x in it])
sp = np.array([x[1] for x in it])
x = (px.astype(np.float32) / 127.5 - 1).transpose(0, 3, 1, 2)
x = np.ascontiguousarray(x)
t = time.time()
z = np.concatenate([vi.run(None, {'pixel_values': x[i : i + 16]})[0] for i in range(0, len(x), 16)])
dt = time.time() - t
print('vision: %.0f photos/s with 2 threads, batch 16 (side %d)' % (len(x) / dt, side))
z /= np.linalg.norm(z, axis=1, keepdims=True)
s, b = math.exp(cfg['logit_scale']), cfg['logit_bias']
C = z @ text([A.template.format(t) for t in evalkit.texts(cats)]).T
B = z @ text([A.template.format(t) for t in evalkit.BROAD]).T
sg = lambda v: 1 / (1 + np.exp(-v))
if A.scan:
    for th in np.arange(0.15, 0.5, 0.01):
        print('cos threshold %.2f ' % th, end='')
        evalkit.report(cats, ci, sp, C, (B > th).astype(float), 'DEV', False)
print('scale %.2f bias %.2f (p=0.5 at cosine %.3f)' % (s, b, -b / s))
evalkit.report(cats, ci, sp, s * C + b, sg(s * B + b), A.which, not A.quiet)
