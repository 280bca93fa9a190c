"""What the procedural pictures are drawn with: gradients, noise, clouds, ridges, fonts."""
import random, math
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

S = 160


def fonts():
    import glob

    return [f for f in glob.glob('/usr/share/fonts/truetype/**/*.ttf', recursive=True)]


FONTS = fonts()
WORDS = 'the total date amount invoice report meeting please find below order number name address price item summary notes project plan and for with from this that status open file edit view help settings search home save cancel ok user list tag photo album'.split()


def font(r, lo=8, hi=14):
    if FONTS:
        return ImageFont.truetype(r.choice(FONTS), r.randint(lo, hi))
    return ImageFont.load_default()


def grad(stops):
    ys = np.linspace(0, 1, S)
    a = np.stack([np.interp(ys, [s[0] for s in stops], [s[1][c] for s in stops]) for c in range(3)], -1)
    return np.repeat(a[:, None], S, 1)


def jit(c, r, k=25):
    return tuple(max(0, min(255, x + r.randint(-k, k))) for x in c)


def noise(a, r, k=6):
    rs = np.random.RandomState(r.randint(0, 1 << 30))
    n = rs.randn(S // 4, S // 4, 1) * k
    n = np.kron(n, np.ones((4, 4, 1)))
    return np.clip(a + n[:S, :S] + rs.randn(S, S, 1) * k * 0.6, 0, 255)


def clouds(r, size=4):
    rs = np.random.RandomState(r.randint(0, 1 << 30))
    t = np.zeros((S, S))
    for k in range(5):
        m = size * 2**k
        t += (
            np.asarray(Image.fromarray((rs.rand(m, m) * 255).astype(np.uint8)).resize((S, S), Image.BICUBIC), float)
            / 255
            / 2**k
        )
    return (t - t.min()) / (t.max() - t.min())


def ridge(r, base, rough, n=9):
    pts = [base + r.uniform(-rough, rough) for _ in range(n)]
    x = np.linspace(0, n - 1, S)
    y = np.interp(x, range(n), pts)
    return y + np.array([r.uniform(-1, 1) for _ in range(S)])


def fill_below(a, y, col, r, k=8):
    col = np.array(col, float)
    yy = np.arange(S)[:, None] >= y[None]
    a[yy] = col + np.random.RandomState(r.randint(0, 1 << 30)).randn(int(yy.sum()), 1) * k
    return a


def toimg(a):
    return Image.fromarray(np.clip(a, 0, 255).astype(np.uint8))
