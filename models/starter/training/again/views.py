"""Chunks of views and the teacher's features of them, as they come in while training runs."""
import glob, json, os, re

import numpy as np


class Views:
    def __init__(self, folder):
        self.folder, self.chunks = folder, {}
        self.scan()

    def scan(self):
        """takes up chunks that the teacher has answered since"""
        for file in glob.glob(f'{self.folder}/ft_*.f32'):
            key = re.search(r'ft_(\w+)\.f32', os.path.basename(file))[1]
            if key in self.chunks:
                continue
            of = lambda name: f'{self.folder}/{name}'
            meta = np.load(of(f'meta_{key}.npz'))
            labels = of(f'lab_{key}.json')
            pixels = np.fromfile(of(f'px_{key}.u8'), np.uint8).reshape(-1, 128, 128, 3)
            self.chunks[key] = dict(
                pixels=pixels,
                features=np.fromfile(file, np.float32).reshape(-1, 1280).astype(np.float16),
                photo=meta['i'],
                area=meta['area'],
                labels=json.load(open(labels)) if os.path.exists(labels) else [[]] * len(pixels),
            )

    def draw(self, count, rng):
        """-> pixels [n,128,128,3] bytes, features [n,1280], photo numbers or -1 [n], areas [n], concepts by hand [n lists]"""
        keys = list(self.chunks)
        sizes = np.array([len(self.chunks[key]['pixels']) for key in keys])
        drawn = []
        for key in rng.choice(keys, count, p=sizes / sizes.sum()):
            chunk = self.chunks[key]
            at = rng.integers(len(chunk['pixels']))
            drawn.append([chunk[name][at] for name in ('pixels', 'features', 'photo', 'area', 'labels')])
        pixels, features, photo, area, labels = zip(*drawn)
        return np.stack(pixels), np.stack(features).astype(np.float32), np.array(photo), np.array(area), labels
