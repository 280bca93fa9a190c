"""Step 2c: learn the shared space on the teacher's features: one unit vector per concept (plus one 'nothing' vector),
a linear map from features to the space, and the sigmoid's scale and bias, from the soft concept evidence."""
import argparse, json, math, time
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F

ap = argparse.ArgumentParser()
ap.add_argument('--data', required=True)
ap.add_argument('--out', required=True)
ap.add_argument('--steps', type=int, default=900)
ap.add_argument('--threads', type=int, default=1)
ap.add_argument('--dim', type=int, default=256)
A = ap.parse_args()
torch.set_num_threads(A.threads)
torch.manual_seed(0)
rng = np.random.default_rng(0)
ft = np.load(A.data + '/ft.npy')
Y = np.load(A.data + '/Y.npy', mmap_mode='r')
W = np.load(A.data + '/W.npy', mmap_mode='r')
meta = json.load(open(A.data + '/meta.json'))
src = np.array([m[0] for m in meta])
wt = {
    'catsdogs': 0.4,
    'clothing': 0.5,
    'caltech': 0.7,
    'imagenet': 1.6,
    'coco': 1.8,
    'calbg': 1.2,
    'synth': 0.6,
    'shots': 0.6,
    'receipt': 0.5,
    'misc': 0.8,
    'wallpaper': 1.5,
}
p = np.array([wt[s] for s in src])
cum = np.cumsum(p / p.sum())
C = Y.shape[1]
mu = torch.from_numpy(ft[::5].astype(np.float32).mean(0))
sd = float(ft[::5].astype(np.float32).std())
proj = nn.Linear(1280, A.dim)
T = nn.Parameter(torch.randn(C + 1, A.dim) * 0.1)
s = nn.Parameter(torch.tensor(math.log(16.0)))
b = nn.Parameter(torch.tensor(-9.0))
opt = torch.optim.AdamW(
    [dict(params=[proj.weight], weight_decay=0.02), dict(params=[proj.bias, T, s, b], weight_decay=0.0)],
    lr=4e-3,
    betas=(0.9, 0.98),
)
t0 = time.time()
for k in range(A.steps):
    for g in opt.param_groups:
        g['lr'] = 4e-3 * min(1, (k + 1) / 40) * (0.5 + 0.5 * math.cos(math.pi * k / A.steps)) + 1e-5
    i = np.sort(np.searchsorted(cum, rng.random(768)))
    f = (torch.from_numpy(ft[i].astype(np.float32)) - mu) / sd
    f = f * (1 + 0.1 * torch.randn_like(f))
    y = torch.from_numpy(Y[i].astype(np.float32)) / 255
    w = torch.from_numpy(W[i].astype(np.float32)) / 255
    y = torch.cat([y, torch.zeros(len(y), 1)], 1)
    w = torch.cat([w, torch.full((len(y), 1), 0.2)], 1)
    z = F.normalize(proj(f), dim=1)
    l = s.exp() * (z @ F.normalize(T, dim=1).t()) + b
    loss = (F.binary_cross_entropy_with_logits(l, y, reduction='none') * w).sum(1).mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
    if k % 100 == 0:
        print(
            k,
            f'{time.time()-t0:.0f}s loss {loss.item():.3f} scale {s.exp().item():.2f} bias {b.item():.2f}',
            flush=True,
        )
with torch.no_grad():
    P = proj.weight / sd
    c = proj.bias - P @ mu
torch.save(
    dict(
        P=P.detach(),
        c=c.detach(),
        T=F.normalize(T, dim=1).detach()[:C],
        nothing=F.normalize(T, dim=1).detach()[C],
        scale=s.exp().item(),
        bias=b.item(),
    ),
    A.out,
)
print('done', flush=True)
