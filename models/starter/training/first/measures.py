"""Labels by measurement: colours, light, sharpness."""
import numpy as np


def measured(px):
    """colour and light labels by measurement; px uint8 [N,128,128,3] -> dict of float arrays"""
    a = px[:, ::4, ::4].astype(np.float32) / 255
    mx, mn = a.max(-1), a.min(-1)
    sat = np.where(mx > 0.02, (mx - mn) / np.maximum(mx, 0.02), 0)
    lum = a @ np.array([0.299, 0.587, 0.114], np.float32)
    chroma = mx - mn
    r, g, b = a[..., 0], a[..., 1], a[..., 2]
    d = np.maximum(chroma, 1e-4)
    hue = np.where(mx == r, ((g - b) / d) % 6, np.where(mx == g, (b - r) / d + 2, (r - g) / d + 4)) * 60
    vivid = (sat > 0.35) & (mx > 0.25)

    def frac(m):
        return m.reshape(len(a), -1).mean(1)

    def ramp(x, lo, hi):
        return np.clip((x - lo) / (hi - lo), 0, 1).astype(np.float32)

    hues = dict(
        red=(hue < 15) | (hue > 345),
        orangec=(hue >= 15) & (hue < 42),
        yellow=(hue >= 42) & (hue < 68),
        green=(hue >= 68) & (hue < 165),
        blue=(hue >= 185) & (hue < 258),
        pink=(hue >= 258) & (hue <= 345),
    )
    out = {
        k: ramp(frac(v & vivid & ((sat > 0.5) if k in ('red', 'orangec', 'yellow') else True)), 0.2, 0.45)
        for k, v in hues.items()
    }
    out['bw'] = ramp(-np.percentile(chroma.reshape(len(a), -1), 99, axis=1), -0.06, -0.02)
    m = lum.reshape(len(a), -1)
    out['dark'] = ramp(-m.mean(1), -0.24, -0.14)
    out['bright'] = ramp(m.mean(1), 0.72, 0.86)
    out['white'] = ramp(frac((lum > 0.88) & (sat < 0.12)), 0.35, 0.6)
    out['black'] = ramp(frac(lum < 0.1), 0.35, 0.6)
    out['colorful'] = ramp(frac(vivid & (sat > 0.5)), 0.55, 0.85)
    L = px[:, ::2, ::2].astype(np.float32).mean(-1)
    lap = np.abs(4 * L[:, 1:-1, 1:-1] - L[:, :-2, 1:-1] - L[:, 2:, 1:-1] - L[:, 1:-1, :-2] - L[:, 1:-1, 2:])
    sd = L.reshape(len(L), -1).std(1) + 4
    out['blurry'] = ramp(-np.percentile(lap.reshape(len(L), -1), 90, axis=1) / sd, -0.42, -0.22) * (sd > 16)
    return out
