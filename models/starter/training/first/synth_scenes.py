"""Procedural sunsets, nights, fireworks, snow, fog, greenery and scenery. Each returns (picture, labels)."""
import math
import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from synth_tools import *


def sunset(r):
    h = r.uniform(0.4, 0.8)
    top = jit(r.choice([(40, 40, 90), (90, 60, 110), (30, 60, 120), (150, 80, 70)]), r)
    mid = jit(r.choice([(240, 130, 60), (250, 100, 80), (230, 90, 110), (255, 160, 60)]), r)
    low = jit((255, 200, 110), r)
    a = grad([(0, top), (h * 0.6, mid), (h, low), (1, low)])
    c = clouds(r)[..., None]
    a = a * (1 - 0.45 * c * (c > 0.5)) + np.array(mid) * 0.3 * c * (c > 0.6)
    lab = 'sunset+sky+outdoor+landscape'
    cx, cy = r.uniform(0.15, 0.85) * S, (h - r.uniform(0, 0.25)) * S
    yy, xx = np.mgrid[:S, :S]
    d = np.hypot(xx - cx, yy - cy)
    R = r.uniform(4, 12)
    if r.random() < 0.75:
        a += (np.exp(-((d / (R * 3)) ** 2)) * 90)[..., None]
        a[d < R] = (255, 245, 200)
    k = r.random()
    if k < 0.45:
        w = int(h * S)
        a[w:] = a[w - 1 :: -1][: S - w] * r.uniform(0.4, 0.75) if w > S - w else a[w:] * 0.5
        col = (np.exp(-(((np.arange(S) - cx) / 9) ** 2)) * 70)[None, :, None]
        a[w:] += col
        lab += '+water+sea'
    else:
        fill_below(a, ridge(r, h * S, r.uniform(2, 18)), jit((25, 20, 25), r, 15), r, 4)
    return toimg(noise(a, r, 4)), lab


def night(r):
    k = r.random()
    a = grad([(0, jit((5, 6, 15), r, 5)), (1, jit((18, 18, 35), r, 10))])
    lab = 'night+dark+outdoor'
    im = toimg(noise(a, r, 4))
    d = ImageDraw.Draw(im)
    if k < 0.55:
        x = 0
        while x < S:
            w = r.randint(10, 30)
            h = r.randint(30, 120)
            d.rectangle((x, S - h, x + w, S), fill=jit((20, 20, 26), r, 8))
            for yy in range(S - h + 4, S - 4, 6):
                for xx in range(x + 2, x + w - 2, 5):
                    if r.random() < 0.35:
                        d.rectangle((xx, yy, xx + 2, yy + 3), fill=jit((250, 210, 120), r, 40))
            x += w + r.randint(0, 3)
        lab += '+building+street+sky'
    elif k < 0.8:
        for _ in range(r.randint(15, 70)):
            x, y, q = r.uniform(0, S), r.uniform(0.2, 1) * S, r.uniform(1, 7)
            d.ellipse(
                (x - q, y - q, x + q, y + q),
                fill=jit(
                    r.choice([(255, 200, 90), (255, 240, 200), (230, 60, 50), (80, 200, 120), (120, 160, 255)]), r, 30
                ),
            )
        im = im.filter(ImageFilter.GaussianBlur(r.uniform(0.4, 2)))
        lab += '+street'
    else:
        for _ in range(r.randint(60, 300)):
            x, y = r.uniform(0, S), r.uniform(0, S)
            v = r.randint(90, 255)
            d.point((x, y), fill=(v, v, v))
        if r.random() < 0.5:
            x, y, q = r.uniform(20, 140), r.uniform(15, 80), r.uniform(4, 14)
            d.ellipse((x - q, y - q, x + q, y + q), fill=(240, 238, 220))
        a = np.asarray(im, float)
        fill_below(a, ridge(r, r.uniform(0.7, 0.95) * S, 10), (6, 8, 8), r, 2)
        im = toimg(a)
        lab += '+sky'
    return im, lab


def fireworks(r):
    im = Image.new('RGB', (S, S), jit((8, 8, 18), r, 6))
    d = ImageDraw.Draw(im)
    for _ in range(r.randint(1, 4)):
        cx, cy, R = r.uniform(20, 140), r.uniform(20, 110), r.uniform(15, 50)
        col = jit(r.choice([(255, 90, 70), (255, 210, 110), (120, 255, 150), (130, 170, 255), (255, 140, 255)]), r)
        for i in range(r.randint(20, 60)):
            t = r.uniform(0, 6.28)
            q = R * r.uniform(0.6, 1)
            d.line(
                (cx + math.cos(t) * q * 0.25, cy + math.sin(t) * q * 0.25, cx + math.cos(t) * q, cy + math.sin(t) * q),
                fill=col,
            )
    return im.filter(ImageFilter.GaussianBlur(r.uniform(0, 1))), 'fireworks+night+dark+outdoor+sky'


def trees(a, r, y0, n, col, snow=False):
    im = toimg(a)
    d = ImageDraw.Draw(im)
    for _ in range(n):
        x = r.uniform(0, S)
        b = y0 + r.uniform(-5, 25)
        h = r.uniform(20, 70)
        w = h * r.uniform(0.25, 0.45)
        c = jit(col, r, 15)
        for i in range(4):
            t = b - h * i / 5
            d.polygon(
                [(x - w * (1 - i * 0.2), t), (x + w * (1 - i * 0.2), t), (x, t - h * 0.4)],
                fill=c if not (snow and i % 2) else (225, 230, 238),
            )
    return np.asarray(im.filter(ImageFilter.GaussianBlur(0.7)), float)


def snow(r):
    h = r.uniform(0.3, 0.65)
    a = grad(
        [
            (0, jit(r.choice([(110, 160, 215), (190, 200, 215), (150, 160, 180)]), r)),
            (h, jit((215, 225, 235), r, 12)),
            (1, (238, 242, 248)),
        ]
    )
    lab = 'snow+outdoor+landscape+sky'
    if r.random() < 0.6:
        fill_below(a, ridge(r, h * S - 12, r.uniform(8, 28), r.randint(5, 12)), jit((175, 190, 210), r, 20), r, 16)
        lab += '+mountain'
    fill_below(a, ridge(r, h * S + 12, 6), (236, 241, 248), r, 6)
    if r.random() < 0.7:
        a = trees(a, r, h * S + 15, r.randint(2, 14), (45, 65, 60), r.random() < 0.5)
        lab += '+tree'
    return toimg(noise(a, r, 4)), lab


def fog(r):
    c = jit((190, 195, 200), r, 25)
    a = grad([(0, c), (1, jit(c, r, 25))])
    for k in range(r.randint(1, 4)):
        f = 0.15 + 0.17 * k
        y = ridge(r, S * (0.35 + 0.17 * k), 10)
        fill_below(a, y, np.array(c) * (1 - f) + np.array((60, 70, 70)) * f, r, 2)
    if r.random() < 0.5:
        a = 0.65 * a + 0.35 * trees(a, r, S * 0.8, 8, (60, 70, 65))
    im = toimg(noise(a, r, 2)).filter(ImageFilter.GaussianBlur(1.5))
    return im, 'fog+outdoor+landscape'


def greenery(r):
    c1, c2 = jit((40, 80, 25), r), jit((130, 165, 60), r)
    t = clouds(r, 10)[..., None] ** r.uniform(0.8, 1.6)
    t = (t + clouds(r, 24)[..., None]) / 2
    a = np.array(c1) * (1 - t) + np.array(c2) * t
    lab = 'forest+tree+plant+outdoor+landscape'
    im = toimg(noise(a, r, 10))
    d = ImageDraw.Draw(im)
    for _ in range(r.randint(0, 9)):
        x = r.uniform(0, S)
        w = r.uniform(2, 8)
        d.polygon(
            [(x, 0), (x + w, 0), (x + w * 1.3 + r.uniform(-6, 6), S), (x - w * 0.3, S)], fill=jit((70, 55, 40), r, 20)
        )
    return im.filter(ImageFilter.GaussianBlur(r.uniform(0.4, 1))), lab


def scenery(r):
    kind = r.choice(['sea', 'lake', 'field', 'desert', 'mountain', 'sky'])
    h = r.uniform(0.3, 0.6)
    sky0, sky1 = jit((70, 135, 215), r), jit((185, 215, 240), r)
    a = grad([(0, sky0), (h, sky1), (1, sky1)])
    c = clouds(r)[..., None]
    a = a * (1 - 0.6 * (c > 0.55) * c) + 255 * 0.6 * (c > 0.55) * c
    lab = 'outdoor+landscape+sky'
    low = {
        'sea': (40, 105, 140),
        'lake': (70, 110, 120),
        'field': (120, 150, 60),
        'desert': (205, 160, 105),
        'mountain': (95, 115, 80),
        'sky': (90, 110, 70),
    }[kind]
    if kind == 'sky':
        h = r.uniform(0.85, 1.1)
    if kind in ('lake', 'mountain'):
        fill_below(a, ridge(r, h * S - 15, r.uniform(10, 30)), jit((105, 115, 120), r), r, 10)
        lab += '+mountain'
    if kind in ('desert', 'field'):
        fill_below(a, ridge(r, h * S, r.uniform(1, 9), 6), jit(low, r), r, 8)
    else:
        fill_below(a, ridge(r, h * S, 1 if kind == 'sea' else 3), jit(low, r), r, 8)
    if kind == 'sea' and r.random() < 0.6:
        fill_below(a, ridge(r, (h + r.uniform(0.2, 0.4)) * S, 5), jit((215, 190, 150), r), r, 8)
        lab += '+beach'
    if kind in ('sea', 'lake'):
        lab += '+water+' + kind
    if kind in ('field', 'desert'):
        lab += '+' + kind
    if kind in ('field', 'mountain', 'lake') and r.random() < 0.5:
        a = trees(a, r, h * S + 8, r.randint(2, 12), (50, 90, 40))
        lab += '+tree'
    return toimg(noise(a, r, 5)), lab
