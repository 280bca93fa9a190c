"""Packs one small JPEG per photo (128 px, the squashed whole) plus labels into one file that fits the 64 MiB that may travel to a GPU machine.
The file is for training only and is never committed."""
import argparse, io, json
import numpy as np
from PIL import Image

ap = argparse.ArgumentParser()
ap.add_argument('--data', required=True)
ap.add_argument('--out', required=True)
ap.add_argument('--limit_mib', type=float, default=52)
ap.add_argument('--quality', type=int, default=78)
A = ap.parse_args()
meta = json.load(open(A.data + '/meta.json'))
px = np.load(A.data + '/px.npy', mmap_mode='r')
Y = np.load(A.data + '/Y.npy', mmap_mode='r')
W = np.load(A.data + '/W.npy', mmap_mode='r')
rank = {
    'coco': 0,
    'wallpaper': 0,
    'imagenet': 0,
    'calbg': 1,
    'misc': 1,
    'shots': 2,
    'receipt': 2,
    'caltech': 3,
    'clothing': 4,
    'catsdogs': 5,
    'synth': 9,
}
whole = [i for i, m in enumerate(meta) if m[2] == 0 and m[0] != 'synth']
rng = np.random.default_rng(0)
rng.shuffle(whole)
whole.sort(key=lambda i: rank[meta[i][0]])
blobs, keep, size = [], [], 0
for i in whole:
    b = io.BytesIO()
    Image.fromarray(px[i]).save(b, 'JPEG', quality=A.quality, subsampling=2, optimize=False)
    b = b.getvalue()[:]
    if size + len(b) > A.limit_mib * 2**20:
        break
    blobs.append(b)
    keep.append(i)
    size += len(b)
np.savez_compressed(
    A.out,
    data=np.frombuffer(b''.join(blobs), np.uint8),
    ends=np.cumsum([len(b) for b in blobs]),
    Y=np.packbits(Y[keep] > 127, axis=1),
    W=np.packbits(W[keep] > 127, axis=1),
    concepts=Y.shape[1],
    source=np.array([meta[i][0] for i in keep]),
)
print(len(keep), 'of', len(whole), 'photos', size / 2**20, 'MiB of JPEG')
