"""The two small towers."""
import torch, torch.nn as nn, torch.nn.functional as F


class ConvBN(nn.Sequential):
    def __init__(self, i, o, k=3, s=1, g=1, act=True):
        super().__init__(
            nn.Conv2d(i, o, k, s, k // 2, groups=g, bias=False),
            nn.BatchNorm2d(o),
            *([nn.ReLU(inplace=True)] if act else [])
        )


class Block(nn.Module):
    """bottleneck block: 1x1 down, 3x3, 1x1 up, shortcut"""

    def __init__(self, i, o, mid, s=1, groups=1):
        super().__init__()
        self.f = nn.Sequential(ConvBN(i, mid, 1), ConvBN(mid, mid, 3, s, groups), ConvBN(mid, o, 1, act=False))
        self.short = (
            nn.Identity()
            if i == o and s == 1
            else nn.Sequential(nn.AvgPool2d(2, ceil_mode=True) if s == 2 else nn.Identity(), ConvBN(i, o, 1, act=False))
        )

    def forward(self, x):
        return F.relu(self.f(x) + self.short(x), inplace=True)


class ImageNet1(nn.Module):
    """pixels -> pooled trunk vector h"""

    def __init__(self, width=(64, 128, 256, 512), depth=(2, 3, 4, 2), ratio=0.5, groups=1):
        super().__init__()
        self.stem = nn.Sequential(ConvBN(3, 24, 3, 2), ConvBN(24, 48, 3, 2))
        layers, i = [], 48
        for n, (w, d) in enumerate(zip(width, depth)):
            for k in range(d):
                layers.append(Block(i, w, int(w * ratio), 2 if k == 0 and n else 1, groups))
                i = w
        self.body = nn.Sequential(*layers)
        self.out = i

    def forward(self, x):
        return self.body(self.stem(x)).mean((2, 3))


class ImageTower(nn.Module):
    def __init__(self, dim=256, concepts=0, **k):
        super().__init__()
        self.trunk = ImageNet1(**k)
        h = self.trunk.out
        self.feat = nn.Linear(h, 1280)
        self.logit = nn.Linear(h, 1000)
        self.embed = nn.Linear(h, dim)
        self.multi = nn.Linear(h, concepts) if concepts else None

    def forward(self, x):
        return self.embed(self.trunk(x))


class TextTower(nn.Module):
    """subword embeddings + position, two small transformer layers, masked mean over real subwords"""

    def __init__(self, vocab, width=128, dim=256, layers=2, heads=4, length=64):
        super().__init__()
        self.emb = nn.Embedding(vocab, width, padding_idx=0)
        self.pos = nn.Parameter(torch.randn(length, width) * 0.02)
        self.heads = heads
        self.layers = nn.ModuleList(
            [
                nn.ModuleDict(
                    dict(
                        n1=nn.LayerNorm(width),
                        qkv=nn.Linear(width, 3 * width),
                        o=nn.Linear(width, width),
                        n2=nn.LayerNorm(width),
                        up=nn.Linear(width, 3 * width),
                        down=nn.Linear(3 * width, width),
                    )
                )
                for _ in range(layers)
            ]
        )
        self.norm = nn.LayerNorm(width)
        self.out = nn.Linear(width, dim)
        nn.init.normal_(self.emb.weight, std=0.3)

    def forward(self, ids):
        B, L = ids.shape
        m = ids > 0
        x = self.emb(ids) + self.pos[:L]
        bias = ((~m).float() * -1e4)[:, None, None, :]
        for l in self.layers:
            q, k, v = l['qkv'](l['n1'](x)).view(B, L, 3, self.heads, -1).permute(2, 0, 3, 1, 4).unbind(0)
            a = torch.softmax(q @ k.transpose(-1, -2) * (q.shape[-1] ** -0.5) + bias, -1) @ v
            x = x + l['o'](a.transpose(1, 2).reshape(B, L, -1))
            x = x + l['down'](F.gelu(l['up'](l['n2'](x))))
        w = (ids > 1).float().unsqueeze(-1)  # neither padding (0) nor the end mark (1)
        return self.out(self.norm((x * w).sum(1) / w.sum(1).clamp(min=1)))


ARCH = {
    'ab': dict(width=(32, 64, 192, 512), depth=(1, 2, 5, 2)),
    'big': dict(width=(48, 96, 208, 512), depth=(2, 3, 6, 2)),
}
