"""Procedural pictures for light/scene/document words the photos hardly show. Each generator returns (image 128x128, labels)."""
import random
import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from synth_documents import *
from synth_scenes import *
from synth_tools import *


def solid(r):
    c = tuple(r.randint(0, 255) for _ in range(3))
    a = grad([(0, c), (1, jit(c, r, r.choice([0, 20, 60])))])
    return toimg(a), 'none'


def firepic(r):
    a = np.zeros((S, S, 3)) + np.array(jit((14, 9, 7), r, 6))
    t = clouds(r, 5)
    yy = np.linspace(-0.5, 1, S)[:, None]
    v = np.clip(t * 1.2 + yy * 0.8 - 0.55, 0, 1)[..., None]
    x = np.exp(-((np.linspace(-1, 1, S) / r.uniform(0.3, 0.9)) ** 2))[None, :, None]
    v = np.clip(v * x * 1.8, 0, 1)
    a += v * np.array((255, 190, 60)) + np.clip(v - 0.5, 0, 1) * 2 * np.array((0, 60, 150))
    return toimg(a), 'fire+night+dark'


KINDS = [
    (sunset, 5),
    (night, 5),
    (fireworks, 1),
    (snow, 3),
    (fog, 2),
    (greenery, 2),
    (scenery, 4),
    (document, 3),
    (handwriting, 3),
    (chart, 2),
    (screenshot, 4),
    (solid, 2),
    (firepic, 1),
]


def make(n, seed=1):
    r = random.Random(seed)
    px, lab = [], []
    bag = [k for k, w in KINDS for _ in range(w)]
    for _ in range(n):
        im, l = r.choice(bag)(r)
        z = r.uniform(0.75, 1)
        s = im.size[0]
        x, y = r.uniform(0, s * (1 - z)), r.uniform(0, s * (1 - z))
        im = im.resize((128, 128), Image.BILINEAR, box=(x, y, x + s * z, y + s * z))
        if r.random() < 0.5:
            im = im.transpose(0)
        px.append(np.asarray(im.convert('RGB'), np.uint8))
        lab.append(l)
    return np.stack(px), lab
