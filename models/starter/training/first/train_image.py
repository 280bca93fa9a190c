"""Step 3: train the image tower from scratch against the teacher's logits and features and the concept evidence.

--phase 1: trunk + three read-outs (teacher logits, teacher features, concept evidence).
--phase 2: adds the shared image-text space: --space is the file written by train_text.py (concept vectors, projection).
The learning rate follows the clock (--minutes), so a run always ends on time with a finished schedule.
"""
import argparse, json, math, os, time
import numpy as np, torch, torch.nn.functional as F
import nets

ap = argparse.ArgumentParser()
ap.add_argument('--data', required=True)
ap.add_argument('--out', required=True)
ap.add_argument('--init', default='')
ap.add_argument('--space', default='')
ap.add_argument('--phase', type=int, default=1)
ap.add_argument('--minutes', type=float, default=20)
ap.add_argument('--lr', type=float, default=2e-3)
ap.add_argument('--batch', type=int, default=192)
ap.add_argument('--view', type=int, default=112)
ap.add_argument('--crop', type=int, default=96)
ap.add_argument('--threads', type=int, default=2)
ap.add_argument('--wd', type=float, default=0.05)
ap.add_argument('--arch', default='ab')
ap.add_argument('--device', default='cpu')
A = ap.parse_args()
torch.set_num_threads(A.threads)
torch.manual_seed(1)
rng = np.random.default_rng(1)
px = np.load(A.data + '/px.npy', mmap_mode='r')
lg = np.load(A.data + '/lg.npy')
ft = np.load(A.data + '/ft.npy')
Y = np.load(A.data + '/Y.npy')
W = np.load(A.data + '/W.npy')
meta = json.load(open(A.data + '/meta.json'))
src = np.array([m[0] for m in meta])
C = Y.shape[1]
wt = {
    'catsdogs': 0.45,
    'clothing': 0.5,
    'caltech': 0.75,
    'imagenet': 1.5,
    'coco': 1.5,
    'calbg': 1.2,
    'synth': 0.7,
    'shots': 0.8,
    'receipt': 0.5,
    'misc': 1.0,
    'wallpaper': 1.5,
}
p = np.array([wt[s] for s in src])
cum = np.cumsum(p / p.sum())
real = torch.from_numpy((src != 'synth').astype(np.float32))
net = nets.ImageTower(concepts=C, **nets.ARCH[A.arch])
sd = None
if A.init:
    sd = torch.load(A.init)
    net.load_state_dict(sd, strict=False)
net = net.to(A.device, memory_format=torch.channels_last)
fmean = torch.from_numpy(ft[::7].astype(np.float32).mean(0)).to(A.device)
fstd = torch.from_numpy(ft[::7].astype(np.float32).std(0) + 0.02).to(A.device)
space = torch.load(A.space) if A.space else None
if space is not None:
    T = F.normalize(space['T'], dim=1).to(A.device)
    scale, bias = float(space['scale']), float(space['bias'])
    P, Pc = space['P'].to(A.device), space['c'].to(A.device)
    if sd is not None and not sd.get(
        'embed_ready', False
    ):  # start the embedding read-out as P applied to the predicted features
        with torch.no_grad():
            net.embed.weight.copy_(P @ (net.feat.weight * fstd[:, None]))
            net.embed.bias.copy_(P @ (net.feat.bias * fstd + fmean) + Pc)
dec = [q for q in net.parameters() if q.ndim > 1]
nod = [q for q in net.parameters() if q.ndim <= 1]
opt = torch.optim.AdamW(
    [dict(params=dec, weight_decay=A.wd), dict(params=nod, weight_decay=0)], lr=A.lr, betas=(0.9, 0.99)
)
ema = {k: v.detach().clone() for k, v in net.state_dict().items()}
t0 = time.time()
step = 0
run = {}
last = t0


def prep(i):
    x = torch.from_numpy(px[np.sort(i)]).to(A.device).permute(0, 3, 1, 2).float() / 127.5 - 1
    if A.view != 128:
        x = F.interpolate(x, size=(A.view, A.view), mode='bilinear', antialias=True, align_corners=False)
    k = A.crop
    d = A.view - k
    if d:
        n = 4
        parts = []
        for c in x.chunk(n):
            a, b = rng.integers(0, d + 1, 2)
            parts.append(c[:, :, a : a + k, b : b + k])
        x = torch.cat(parts)
    f = torch.rand(len(x), device=A.device) < 0.5
    x = torch.where(f[:, None, None, None], x.flip(3), x)
    if rng.random() < 0.5:
        x = (x * (1 + 0.3 * (torch.rand(len(x), 1, 1, 1, device=A.device) - 0.5))).clamp(-1, 1)
    return x.contiguous(memory_format=torch.channels_last)


while True:
    prog = (time.time() - t0) / (A.minutes * 60)
    if prog >= 1:
        break
    lr = A.lr * min(1, (step + 1) / 150) * (0.5 * (1 + math.cos(math.pi * prog)) * 0.99 + 0.01)
    for g in opt.param_groups:
        g['lr'] = lr
    i = np.sort(np.searchsorted(cum, rng.random(A.batch)))
    x = prep(i)
    it = torch.from_numpy(i)
    with torch.autocast(A.device, torch.bfloat16):
        h = net.trunk(x)
    h = h.float()
    r = real[it].to(A.device)
    tl = torch.from_numpy(lg[i].astype(np.float32)).to(A.device)
    tf = (torch.from_numpy(ft[i].astype(np.float32)).to(A.device) - fmean) / fstd
    y = torch.from_numpy(Y[i].astype(np.float32)).to(A.device) / 255
    w = torch.from_numpy(W[i].astype(np.float32)).to(A.device) / 255
    tau = 1.5
    kd = -(F.softmax(tl / tau, 1) * F.log_softmax(net.logit(h) / tau, 1)).sum(1)
    kd = (kd * r).mean()
    fl = ((net.feat(h) - tf).pow(2).mean(1) * r).mean()
    loss = kd + 2 * fl
    rec = dict(kd=kd, feat=fl)
    ml = (F.binary_cross_entropy_with_logits(net.multi(h), y, reduction='none') * w).sum(1).mean()
    loss = loss + 0.15 * ml
    rec['multi'] = ml
    if space is not None:
        z = F.normalize(net.embed(h), dim=1)
        ls = scale * (z @ T.t()) + bias
        bl = (F.binary_cross_entropy_with_logits(ls, y, reduction='none') * w).sum(1).mean()
        zt = F.normalize((torch.from_numpy(ft[i].astype(np.float32)).to(A.device)) @ P.t() + Pc, dim=1)
        zl = ((1 - (z * zt).sum(1)) * r).mean()
        loss = loss + 0.25 * bl + 2 * zl
        rec.update(space=bl, z=zl)
    opt.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
    opt.step()
    step += 1
    if step % 5 == 0:
        d = min(0.98, 1 - 1 / (1 + step / 25))
        for k, v in net.state_dict().items():
            if v.dtype.is_floating_point:
                ema[k].lerp_(v.detach(), 1 - d)
            else:
                ema[k].copy_(v)
    for k, v in rec.items():
        run[k] = 0.97 * run.get(k, float(v.detach())) + 0.03 * float(v.detach())
    if step % 50 == 0:
        print(
            f'{time.time()-t0:.0f}s step {step} {step*A.batch/(time.time()-t0):.0f} img/s lr {lr:.5f} '
            + ' '.join(f'{k} {v:.3f}' for k, v in run.items()),
            flush=True,
        )
    if time.time() - last > 90:
        last = time.time()
        torch.save({**ema, 'embed_ready': space is not None}, A.out)
torch.save({**ema, 'embed_ready': space is not None}, A.out)
torch.save({**net.state_dict(), 'embed_ready': space is not None}, A.out + '.raw')
print('done', step, flush=True)
