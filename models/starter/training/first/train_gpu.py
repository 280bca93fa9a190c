"""Longer training on a GPU with a teacher that answers every augmented (and mixed) picture anew ("consistent, patient teaching").

usage: train_gpu.py --pack pack.npz --teacher mobilenetv2-12-int8-features.onnx --space space.pt --minutes 9 --out $OUT/img.pt [--init img.pt] [--arch big]
Needs torch, onnx, numpy, pillow. Give --init the previous call's file to go on (a call lasts at most 10 minutes there).
"""
import argparse, io, math, time
import numpy as np, torch, torch.nn.functional as F
from PIL import Image
import nets, synth, teacher_torch

ap = argparse.ArgumentParser()
for a in ('pack', 'teacher', 'space', 'out'):
    ap.add_argument('--' + a, required=True)
ap.add_argument('--init', default='')
ap.add_argument('--arch', default='big')
ap.add_argument('--minutes', type=float, default=9)
ap.add_argument('--total', type=float, default=0, help='minutes of the whole schedule')
ap.add_argument('--start', type=float, default=0, help='minutes already done')
ap.add_argument('--batch', type=int, default=1024)
ap.add_argument('--side', type=int, default=128)
ap.add_argument('--lr', type=float, default=3e-3)
ap.add_argument('--synth', type=int, default=8000)
ap.add_argument('--device', default='cuda')
A = ap.parse_args()
dev = A.device
total = A.total or A.minutes
torch.manual_seed(int(A.start) + 1)
torch.backends.cudnn.benchmark = True
d = np.load(A.pack)
buf, ends = d['data'], d['ends']
starts = np.concatenate([[0], ends[:-1]])
C = int(d['concepts'])
real = np.stack([np.asarray(Image.open(io.BytesIO(buf[a:b].tobytes())).convert('RGB')) for a, b in zip(starts, ends)])
Yr = torch.from_numpy(np.unpackbits(d['Y'], axis=1)[:, :C].copy())
Wr = torch.from_numpy(np.unpackbits(d['W'], axis=1)[:, :C].copy())
X = torch.from_numpy(real).to(dev)
wt = {
    'catsdogs': 0.5,
    'clothing': 0.5,
    'caltech': 0.7,
    'imagenet': 6.0,
    'coco': 6.0,
    'calbg': 3.0,
    'misc': 2.0,
    'wallpaper': 6.0,
}
p = torch.tensor([wt.get(s, 1.0) for s in d['source']], device=dev)
T0 = teacher_torch.Teacher(A.teacher).to(dev).eval()
sp = torch.load(A.space, map_location=dev)
T = F.normalize(sp['T'], dim=1)
P, Pc, S, B = sp['P'], sp['c'], sp['scale'], sp['bias']
Yr, Wr = Yr.to(dev), Wr.to(dev)
net = nets.ImageTower(concepts=C, **nets.ARCH[A.arch]).to(dev, memory_format=torch.channels_last)
if A.init:
    net.load_state_dict(
        {k: v for k, v in torch.load(A.init, map_location=dev).items() if k != 'embed_ready'}, strict=False
    )
opt = torch.optim.AdamW(
    [
        dict(params=[q for q in net.parameters() if q.ndim > 1], weight_decay=0.03),
        dict(params=[q for q in net.parameters() if q.ndim < 2], weight_decay=0),
    ],
    lr=A.lr,
    betas=(0.9, 0.99),
)
mean = torch.tensor([0.485, 0.456, 0.406], device=dev).view(1, 3, 1, 1)
std = torch.tensor([0.229, 0.224, 0.225], device=dev).view(1, 3, 1, 1)
half = torch.bfloat16


def views(i):
    """random crop window + mirror by one bilinear sampling step, gentle colour change; values 0..1, 160x160"""
    x = X[i].permute(0, 3, 1, 2).float() / 255
    n = len(x)
    r = lambda lo, hi: torch.rand(n, device=dev) * (hi - lo) + lo
    area = r(0.25, 1.0)
    asp = torch.exp(r(-0.3, 0.3))
    w = (area * asp).sqrt().clamp(max=1)
    h = (area / asp).sqrt().clamp(max=1)
    cx = (torch.rand(n, device=dev) * 2 - 1) * (1 - w)
    cy = (torch.rand(n, device=dev) * 2 - 1) * (1 - h)
    fl = torch.where(torch.rand(n, device=dev) < 0.5, -1.0, 1.0)
    th = torch.zeros(n, 2, 3, device=dev)
    th[:, 0, 0] = w * fl
    th[:, 1, 1] = h
    th[:, 0, 2] = cx
    th[:, 1, 2] = cy
    x = F.grid_sample(
        x, F.affine_grid(th, (n, 3, 160, 160), align_corners=False), padding_mode='reflection', align_corners=False
    )
    x = x * r(0.75, 1.25).view(-1, 1, 1, 1)
    g = x.mean(1, keepdim=True)
    x = g + (x - g) * r(0.7, 1.3).view(-1, 1, 1, 1)
    return x.clamp(0, 1), area


t0 = time.time()
k = 0
spx = (
    torch.from_numpy(synth.make(A.synth, 5)[0]).to(dev) if A.synth else None
)  # synthetic pictures only as mixing partners and extra teacher queries
while (el := (time.time() - t0) / 60) < A.minutes:
    pr = (A.start + el) / total
    lr = A.lr * min(1, (k + 1) / 500) * (0.5 + 0.5 * math.cos(math.pi * min(1, pr)))
    for g in opt.param_groups:
        g['lr'] = lr + 1e-6
    i = torch.multinomial(p, A.batch, replacement=True)
    x, area = views(i)
    y, w = Yr[i].float(), Wr[i].float() * (area > 0.6).float()[:, None]
    if torch.rand(()) < 0.6:  # mixed pictures: the teacher answers for the mixture, own labels are set aside
        q = torch.randperm(len(x), device=dev)
        lam = torch.rand(len(x), 1, 1, 1, device=dev) * 0.5 + 0.5
        x = lam * x + (1 - lam) * x[q]
        w = w * 0
    with torch.autocast(dev, half):
        tl, tf = T0(((F.interpolate(x, size=(224, 224), mode='bilinear', align_corners=False) - mean) / std))
    tl, tf = tl.float(), tf.float()
    zt = F.normalize(tf @ P.t() + Pc, dim=1)
    yt = torch.sigmoid(S * zt @ T.t() + B)
    y = torch.where(w > 0, torch.maximum(y, yt * (y > 0).float() + yt * 0.5), yt)
    xs = F.interpolate(x, size=(A.side, A.side), mode='bilinear', antialias=True, align_corners=False) * 2 - 1
    with torch.autocast(dev, half):
        h = net.trunk(xs.contiguous(memory_format=torch.channels_last))
    h = h.float()
    z = F.normalize(net.embed(h), dim=1)
    tau = 1.5
    kd = -(F.softmax(tl / tau, 1) * F.log_softmax(net.logit(h) / tau, 1)).sum(1).mean()
    fl = (1 - F.cosine_similarity(net.feat(h), tf, dim=1)).mean()
    zl = (1 - (z * zt).sum(1)).mean()
    bl = F.binary_cross_entropy_with_logits(S * z @ T.t() + B, y.clamp(0, 1)).mul(C)
    loss = kd + 2 * fl + 4 * zl + 0.25 * bl
    opt.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
    opt.step()
    k += 1
    if k % 100 == 0 or k < 4:
        print(
            f'{el:.2f} min step {k} {k*A.batch/(time.time()-t0):.0f} img/s lr {lr:.5f} kd {kd.item():.3f} feat {fl.item():.3f} z {zl.item():.3f} bce {bl.item():.3f}',
            flush=True,
        )
torch.save({**{k: v.cpu() for k, v in net.state_dict().items()}, 'embed_ready': True}, A.out)
print('saved', k)
