"""Step 1: turn a folder of photos into small training views plus teacher outputs.

usage: precompute_views.py --root DIR --teacher mobilenetv2-12-int8-features.onnx
                           --everyday DIR --out DIR --shard I --shards N

For every photo we store K views of 128x128 RGB bytes (view 0 is the whole photo, squashed; the others are random
crops, half of them mirrored) and, for the same pixels seen at 224x224, the teacher's 1000 logits and 1280 features.
Photos that are byte-identical or perceptually near-identical to an evaluation photo are left out.
"""
import argparse, glob, hashlib, json, os, random, zlib
import numpy as np
from PIL import Image, ImageFile
import onnxruntime as ort

ImageFile.LOAD_TRUNCATED_IMAGES = True
Image.MAX_IMAGE_PIXELS = 200_000_000
SIDE = 128
MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)

# (name, glob below --root, views per photo)
SOURCES = [
    ('imagenet', 'photos/large/imagenet-sample-1000/*.JPEG', 16),
    ('coco', 'photos/large/coco128/images/*/*.jpg', 16),
    ('wallpaper', 'photos/large/elementary-wallpapers/backgrounds/*.jpg', 16),
    ('calbg', 'photos/large/caltech101/101_ObjectCategories/BACKGROUND_Google/*.jpg', 6),
    ('caltech', 'photos/large/caltech101/101_ObjectCategories/*/*.jpg', 3),
    ('clothing', 'photos/large/clothing-dataset-small/*/*/*.jpg', 3),
    ('catsdogs', 'photos/large/cats-dogs-8000/dataset/**/*.jpg', 2),
    ('shots', 'photos/large/digikam-doc/**/*.*', 3),
    ('receipt', 'sroie/*.jpg', 3),
    ('receipt', 'photos/large/sroie/**/*.jpg', 3),
    ('misc', 'photos/_work/**/*.*', 4),
]


def dhash(im):
    g = np.asarray(im.convert('L').resize((9, 8), Image.BILINEAR), np.int16)
    return np.packbits((g[:, 1:] > g[:, :-1]).ravel())


def popcount_dist(h, table):
    return np.unpackbits(table ^ h[None], axis=1).sum(1)


def load(path):
    im = Image.open(path)
    if im.format == 'JPEG':
        im.draft('RGB', (448, 448))
    if getattr(im, 'is_animated', False):
        im.seek(0)
    if im.mode in ('P', 'LA', 'RGBA', 'PA'):
        im = im.convert('RGBA')
        bg = Image.new('RGBA', im.size, (255, 255, 255, 255))
        bg.alpha_composite(im)
        im = bg
    return im.convert('RGB')


def main():
    ap = argparse.ArgumentParser()
    for a in ('root', 'teacher', 'everyday', 'out'):
        ap.add_argument('--' + a, required=True)
    ap.add_argument('--shard', type=int, default=0)
    ap.add_argument('--shards', type=int, default=1)
    A = ap.parse_args()
    os.makedirs(A.out, exist_ok=True)
    ev = sorted(glob.glob(A.everyday + '/*/*.*'))
    ev_sha, ev_hash = set(), []
    for f in ev:
        ev_sha.add(hashlib.sha256(open(f, 'rb').read()).hexdigest())
        try:
            ev_hash.append(dhash(load(f)))
        except Exception as e:
            print('skip', f, e)
    ev_hash = np.array(ev_hash)
    seen, items = set(), []
    for name, pat, k in SOURCES:
        for f in sorted(glob.glob(os.path.join(A.root, pat), recursive=True)):
            if f in seen or not f.lower().endswith(('.jpg', '.jpeg', '.png', '.webp')):
                continue
            seen.add(f)
            items.append((name, f, k))
    random.Random(7).shuffle(items)
    items = items[A.shard :: A.shards]
    so = ort.SessionOptions()
    so.intra_op_num_threads = 1
    so.inter_op_num_threads = 1
    S = ort.InferenceSession(A.teacher, so, providers=['CPUExecutionProvider'])
    shas, px, lg, ft, meta = set(), [], [], [], []
    left = dict(dup=0, eval=0, small=0, bad=0)
    for n, (name, f, k) in enumerate(items):
        raw = open(f, 'rb').read()
        h = hashlib.sha256(raw).hexdigest()
        if h in ev_sha:
            left['eval'] += 1
            continue
        if h in shas:
            left['dup'] += 1
            continue
        shas.add(h)
        try:
            im = load(f)
        except Exception:
            left['bad'] += 1
            continue
        w, hh = im.size
        if min(w, hh) < 90:
            left['small'] += 1
            continue
        d = popcount_dist(dhash(im), ev_hash)
        if d.min() <= 4:
            left['eval'] += 1
            continue
        if max(w, hh) > 900:
            s = 600 / min(w, hh)
            if s < 1:
                im = im.resize((round(w * s), round(hh * s)), Image.BILINEAR, reducing_gap=2)
                w, hh = im.size
        rng = random.Random(zlib.crc32(f.encode()))
        xs = []
        for v in range(k):
            if v == 0:
                box = (0, 0, w, hh)
            else:
                lo, hi = (0.45, 1.0) if v % 2 else (0.15, 0.6)
                if name in ('clothing', 'receipt'):
                    lo, hi = 0.5, 1.0
                for _ in range(10):
                    area = rng.uniform(lo, hi) * w * hh
                    r = rng.uniform(0.7, 1.4)
                    cw, ch = (area * r) ** 0.5, (area / r) ** 0.5
                    if cw <= w and ch <= hh:
                        break
                else:
                    cw, ch = w * lo**0.5, hh * lo**0.5
                x, y = rng.uniform(0, w - cw), rng.uniform(0, hh - ch)
                box = (x, y, x + cw, y + ch)
            a = im.resize((224, 224), Image.BILINEAR, box=box)
            s = a.resize((SIDE, SIDE), Image.BILINEAR) if min(box[2] - box[0], box[3] - box[1]) > 0 else a
            if v and rng.random() < 0.5:
                a = a.transpose(0)
                s = s.transpose(0)
            xs.append(((np.asarray(a, np.float32) / 255 - MEAN) / STD).transpose(2, 0, 1))
            px.append(np.asarray(s, np.uint8))
            meta.append((name, os.path.relpath(f, A.root), v, h))
        o = S.run(['output', 'features'], {'input': np.stack(xs)})
        lg.append(o[0].astype(np.float16))
        ft.append(o[1].astype(np.float16))
        if n % 200 == 0:
            print(n, len(items), len(px), left, flush=True)
    np.save(f'{A.out}/px{A.shard}.npy', np.stack(px))
    np.save(f'{A.out}/lg{A.shard}.npy', np.concatenate(lg))
    np.save(f'{A.out}/ft{A.shard}.npy', np.concatenate(ft))
    json.dump(meta, open(f'{A.out}/meta{A.shard}.json', 'w'))
    print('done', len(px), left, flush=True)


if __name__ == '__main__':
    main()
