"""Step 1: opens the packed photos (first/pack_for_gpu.py) into arrays.

usage: unpack.py --pack pack.npz --out WORK        writes px.npy (N x 128 x 128 x 3), Y.npy, W.npy (N x concepts, 0 or 1), src.npy
"""
import argparse, io

import numpy as np
from PIL import Image

parser = argparse.ArgumentParser()
for name in ('pack', 'out'):
    parser.add_argument('--' + name, required=True)
options = parser.parse_args()

pack = np.load(options.pack)
data, ends = pack['data'], pack['ends']
starts = np.concatenate([[0], ends[:-1]])
concepts = int(pack['concepts'])
photos = [Image.open(io.BytesIO(data[a:b].tobytes())).convert('RGB') for a, b in zip(starts, ends)]
np.save(f'{options.out}/px.npy', np.stack([np.asarray(photo) for photo in photos]))
for key in 'YW':
    np.save(f'{options.out}/{key}.npy', np.unpackbits(pack[key], axis=1)[:, :concepts])
np.save(f'{options.out}/src.npy', pack['source'])
print(len(photos), 'photos,', concepts, 'concepts')
