"""Chunks of views, and what was answered for each, as they come in while training runs."""
import glob, json, os, re

import numpy as np

EARLY = (2, 14, 14, 64)  # as it is and mirrored


class Views:
    def __init__(self, folder):
        self.folder, self.chunks = folder, {}
        self.scan()

    def scan(self):
        """takes up chunks that were answered since"""
        for file in glob.glob(f'{self.folder}/ft_*.f32'):
            key = re.search(r'ft_(\w+)\.f32', os.path.basename(file))[1]
            early = f'{self.folder}/early_{key}.u8'
            if key in self.chunks or key == 'whole' or not os.path.exists(early):
                continue
            self.chunks[key] = self.load(key)

    def load(self, key):
        of = lambda name: f'{self.folder}/{name}'
        meta = np.load(of(f'meta_{key}.npz'))
        labels = of(f'lab_{key}.json')
        return dict(
            early=np.memmap(of(f'early_{key}.u8'), np.uint8, 'r').reshape(-1, *EARLY),
            features=np.fromfile(of(f'ft_{key}.f32'), np.float32).reshape(-1, 1280).astype(np.float16),
            photo=meta['i'],
            area=meta['area'],
            labels=json.load(open(labels)) if os.path.exists(labels) else [[]] * len(meta['i']),
            drawn=0,
        )

    def draw(self, count, rng):
        """the least drawn chunks most often -> first blocks' bytes [n,14,14,64], features [n,1280], photo numbers or -1 [n],
        areas [n], concepts by hand [n lists]"""
        keys = list(self.chunks)
        chance = np.array([(0.5 + self.chunks[key]['drawn'] / len(self.chunks[key]['photo'])) ** -2 for key in keys])
        drawn = []
        for key in rng.choice(keys, count, p=chance / chance.sum()):
            chunk = self.chunks[key]
            at = rng.integers(len(chunk['photo']))
            chunk['drawn'] += 1
            others = [chunk[name][at] for name in ('features', 'photo', 'area', 'labels')]
            drawn.append([chunk['early'][at, rng.integers(2)], *others])
        early, features, photo, area, labels = zip(*drawn)
        return np.stack(early), np.stack(features).astype(np.float32), np.array(photo), np.array(area), labels
