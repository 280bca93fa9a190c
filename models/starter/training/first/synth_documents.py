"""Procedural documents, handwriting, charts and screenshots. Each returns (picture, labels)."""
import math
import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from synth_tools import *


def textblock(d, r, x, y, w, h, fill, f=None):
    f = f or font(r)
    step = max(8, int(f.size * 1.3)) if hasattr(f, 'size') else 11
    while y < h:
        t = ' '.join(r.choice(WORDS) for _ in range(12))
        n = r.uniform(0.3, 1)
        d.text((x, y), t[: max(3, int(n * (w - x) / (f.size * 0.52 if hasattr(f, 'size') else 6)))], fill=fill, font=f)
        y += step + (step if r.random() < 0.15 else 0)


def document(r):
    bg = jit((246, 245, 240), r, 9)
    im = Image.new('RGB', (S * 2, S * 2), bg)
    d = ImageDraw.Draw(im)
    m = r.randint(10, 40)
    ink = jit((35, 35, 40), r, 20)
    d.text((m, m), ' '.join(r.choice(WORDS) for _ in range(3)), fill=ink, font=font(r, 18, 30))
    textblock(d, r, m, m + 40, 2 * S - m, 2 * S - m, ink, font(r, 9, 15))
    lab = 'document'
    im = im.rotate(
        r.uniform(-4, 4), fillcolor=jit((120, 95, 70), r, 40) if r.random() < 0.5 else bg, resample=Image.BICUBIC
    )
    return im, lab


def handwriting(r):
    bg = jit((240, 236, 225), r, 14)
    im = Image.new('RGB', (S * 2, S * 2), bg)
    d = ImageDraw.Draw(im)
    ink = jit(r.choice([(30, 40, 110), (30, 30, 35), (90, 30, 40)]), r, 20)
    step = r.randint(18, 34)
    for y in range(24, 2 * S, step):
        if r.random() < 0.6:
            d.line((0, y + 6, 2 * S, y + 6), fill=jit((190, 205, 225), r, 10))
        x = r.uniform(10, 30)
        while x < 2 * S - 20:
            L = r.randint(2, 8)
            pts = []
            q = step * 0.28
            for i in range(L * 6):
                pts.append(
                    (
                        x + i * q * 0.2,
                        y
                        + math.sin(i * 1.05 + r.uniform(-0.3, 0.3)) * q * r.uniform(0.4, 1)
                        - (q if r.random() < 0.05 else 0),
                    )
                )
            d.line(pts, fill=ink, width=r.choice([1, 2, 2]))
            x = pts[-1][0] + q * 1.4
            if r.random() < 0.08:
                break
    return im.rotate(r.uniform(-5, 5), fillcolor=bg, resample=Image.BICUBIC), 'handwriting+document'


def chart(r):
    im = Image.new('RGB', (S * 2, S * 2), jit((250, 250, 250), r, 5))
    d = ImageDraw.Draw(im)
    m = 40
    d.line((m, m, m, 2 * S - m), fill=(60, 60, 60), width=2)
    d.line((m, 2 * S - m, 2 * S - m, 2 * S - m), fill=(60, 60, 60), width=2)
    k = r.choice(['bar', 'line', 'pie'])
    n = r.randint(4, 10)
    cols = [jit(c, r, 20) for c in [(60, 110, 190), (220, 120, 50), (80, 160, 80), (200, 60, 60), (140, 100, 180)]]
    if k == 'pie':
        im = Image.new('RGB', (S * 2, S * 2), (252, 252, 252))
        d = ImageDraw.Draw(im)
        t = 0
        for i in range(n):
            e = t + r.uniform(20, 90)
            d.pieslice((60, 60, 260, 260), t, min(e, 360), fill=cols[i % 5])
            t = e
    elif k == 'bar':
        w = (2 * S - 2 * m) / n
        for i in range(n):
            d.rectangle(
                (m + i * w + 3, 2 * S - m - r.uniform(15, 220), m + (i + 1) * w - 3, 2 * S - m),
                fill=cols[0] if r.random() < 0.7 else cols[i % 5],
            )
    else:
        for j in range(r.randint(1, 4)):
            y = r.uniform(80, 240)
            pts = []
            for i in range(25):
                y = max(45, min(275, y + r.uniform(-25, 25)))
                pts.append((m + i * 9.6, y))
            d.line(pts, fill=cols[j], width=3)
    d.text((90, 10), ' '.join(r.choice(WORDS) for _ in range(3)), fill=(40, 40, 40), font=font(r, 12, 20))
    return im, 'chart'


def screenshot(r):
    dark = r.random() < 0.4
    bg = jit((34, 36, 42) if dark else (244, 245, 247), r, 8)
    fg = (215, 218, 222) if dark else (50, 54, 60)
    im = Image.new('RGB', (S * 2, S * 2), bg)
    d = ImageDraw.Draw(im)
    acc = jit(r.choice([(50, 110, 220), (30, 150, 120), (200, 70, 60)]), r, 30)
    side = r.choice([0, 50, 80])
    top = r.randint(14, 30)
    d.rectangle((0, 0, 2 * S, top), fill=jit(bg, r, 20) if r.random() < 0.5 else acc)
    d.text((8, 2), ' '.join(r.choice(WORDS) for _ in range(6)), fill=fg, font=font(r, 8, 11))
    if side:
        d.rectangle((0, top, side, 2 * S), fill=jit(bg, r, 14))
        textblock(d, r, 5, top + 8, side, 2 * S - 20, fg, font(r, 8, 10))
    k = r.random()
    y = top + 12
    if k < 0.5:
        textblock(d, r, side + 12, y, 2 * S - 10, 2 * S - 30, fg, font(r, 8, 12))
    else:
        for yy in range(y, 2 * S - 50, 60):
            for xx in range(side + 10, 2 * S - 60, 70):
                d.rectangle(
                    (xx, yy, xx + 58, yy + 44),
                    fill=jit(r.choice([(150, 160, 170), (90, 130, 160), (170, 140, 110), (110, 150, 100)]), r, 40),
                )
                d.text((xx, yy + 45), r.choice(WORDS), fill=fg, font=font(r, 8, 9))
    for _ in range(r.randint(1, 4)):
        x, q = r.randint(side, 2 * S - 60), r.randint(top, 2 * S - 20)
        d.rounded_rectangle((x, q, x + r.randint(30, 60), q + 14), 4, fill=acc)
    return im, 'screenshot'
