"""Step 2b: put everything together -> work/targets.npz style files (Y and W as uint8, pixels of photos + synthetic pictures)."""
import argparse, json, os, sys
import numpy as np
import common, synth, targets

ap = argparse.ArgumentParser()
for a in ('views', 'wnids', 'caltech', 'coco', 'out', 'teacher'):
    ap.add_argument('--' + a, required=True)
ap.add_argument('--hand', default='')
ap.add_argument('--synth', type=int, default=6000)
A = ap.parse_args()
os.makedirs(A.out, exist_ok=True)
here = os.path.dirname(os.path.abspath(__file__))
px, lg, ft, meta = common.load_views(A.views)
print(px.shape)
V = common.make_vocab(here, A.wnids, A.caltech)
print(len(V.names), 'concepts')
if A.synth:
    spx, slab = synth.make(A.synth)
    import onnxruntime as ort
    from PIL import Image

    so = ort.SessionOptions()
    so.intra_op_num_threads = 2
    S = ort.InferenceSession(A.teacher, so)
    M = np.array([0.485, 0.456, 0.406], np.float32)
    D = np.array([0.229, 0.224, 0.225], np.float32)
    sl, sf = [], []
    for i in range(0, len(spx), 32):
        x = np.stack(
            [(np.asarray(Image.fromarray(p).resize((224, 224), 2), np.float32) / 255 - M) / D for p in spx[i : i + 32]]
        ).transpose(0, 3, 1, 2)
        o = S.run(['output', 'features'], {'input': np.ascontiguousarray(x)})
        sl.append(o[0].astype(np.float16))
        sf.append(o[1].astype(np.float16))
    px = np.concatenate([px, spx])
    lg = np.concatenate([lg] + sl)
    ft = np.concatenate([ft] + sf)
    meta += [('synth', l, 0, '') for l in slab]
hand = json.load(open(A.hand)) if A.hand else {}
labels, looked = targets.own_labels(meta, common.coco_boxes(A.coco), hand)
probs = common.softmax(lg)
src = np.array([m[0] for m in meta])
probs[src == 'synth'] = 0
probs[src == 'shots'] *= 0.3
meas = {}
for i in range(0, len(px), 8192):
    for k, v in targets.measured(px[i : i + 8192]).items():
        meas.setdefault(k, []).append(v)
meas = {k: np.concatenate(v) for k, v in meas.items()}
Y, W = targets.evidence(V, probs, labels, looked, meas, meta)
np.save(A.out + '/px.npy', px)
np.save(A.out + '/lg.npy', lg)
np.save(A.out + '/ft.npy', ft)
np.save(A.out + '/Y.npy', (Y * 255).round().astype(np.uint8))
np.save(A.out + '/W.npy', (W * 255).round().astype(np.uint8))
json.dump(meta, open(A.out + '/meta.json', 'w'))
json.dump(dict(names=V.names, kind=V.kind, hand=V.hand), open(A.out + '/vocab.json', 'w'), ensure_ascii=False)
print('positives per hand concept:', {V.names[j][0][0]: int((Y[:, j] > 0.5).sum()) for j in range(V.hand)})
