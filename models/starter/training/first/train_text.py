"""Step 4: tokenizer (BPE, byte fallback, same outline as Gemma's) and the text tower, which learns to put every name of a concept,
in any caption template and in eleven languages, on that concept's vector; unknown nouns go to the 'nothing' vector (half way, when
WordNet says they are a kind of something we know)."""
import argparse, json, math, os, random, time
import numpy as np, torch, torch.nn.functional as F
import nets, wn, common

ap = argparse.ArgumentParser()
for a in ('data', 'space', 'out', 'wnids', 'caltech'):
    ap.add_argument('--' + a, required=True)
ap.add_argument('--vocab', type=int, default=5000)
ap.add_argument('--minutes', type=float, default=6)
ap.add_argument('--threads', type=int, default=1)
ap.add_argument('--lr', type=float, default=2.5e-3)
ap.add_argument('--width', type=int, default=128)
ap.add_argument('--init', default='')
A = ap.parse_args()
torch.set_num_threads(A.threads)
R = random.Random(3)
os.makedirs(A.out, exist_ok=True)
here = os.path.dirname(os.path.abspath(__file__))
V = common.make_vocab(here, A.wnids, A.caltech)
names = json.load(open(A.data + '/vocab.json'))['names']
sp = torch.load(A.space)
T = sp['T']
C = len(names)
known = {n for en, o in names for n in en + o}
# unknown nouns: single WordNet words or short phrases outside the vocabulary
under_of = {}
for j, (en, o) in enumerate(names):
    for off in V.lemma.get(en[0], [])[:1]:
        under_of[off] = j
unk = []
for off, (lem, hyp) in V.nouns.items():
    w = lem[0].lower()
    if w in known or not w.replace(' ', '').replace('-', '').isalpha() or len(w) > 24:
        continue
    near = [o for o in wn.closure(V.nouns, off) if o in under_of and len(V.under.get(o, ())) <= 140]
    j = under_of[min(near, key=lambda o: len(V.under[o]))] if near else -1
    unk.append((w, j))
R.shuffle(unk)
unk = [u for u in unk if u[1] >= 0][:9000] + [u for u in unk if u[1] < 0][:16000]
R.shuffle(unk)
unk_eval, unk = unk[:500], unk[500:]
EN = ['{}'] * 8 + [
    'a photo of a {}',
    'a photo of {}',
    'photo of {}',
    'this is a photo of {}.',
    'this is a photo of {}',
    'this is a photo of a {}.',
    'a picture of a {}',
    'an image of {}',
    '{} photo',
    'a {}',
    'the {}',
    'my {}',
    'photos of {}',
    'a close-up photo of a {}',
    'a photo of the {}',
    'a photo of an {}',
    '{}s',
    'some {}',
    'photo: {}',
    '{}.',
]
XX = ['{}'] * 5 + [
    'ein foto von {}',
    'une photo de {}',
    'una foto de {}',
    'una foto di {}',
    'uma foto de {}',
    '{}的照片',
    '{}の写真',
    '{}의 사진',
    'фото {}',
    'صورة {}',
]
LINK = [
    '{} and {}',
    '{} or {}',
    '{} or {}',
    '{} with {}',
    '{}, {}',
    '{} on {}',
    '{} in the {}',
    '{} near a {}',
    'a {} at the {}',
]
# nouns decide first; colours and light words may stand before a thing
adj = [
    j
    for j in range(C)
    if names[j][0][0] in ('red', 'green', 'blue', 'yellow', 'white', 'black', 'dark', 'blurry', 'colorful', 'pink')
]
text = (
    [n for en, o in names for n in en + o for _ in range(3)]
    + [t.format(n) for en, o in names for n in R.sample(en, 1) for t in R.sample(EN, 2)]
    + [w for w, _ in unk[:6000]]
    + [t.format('x') for t in EN + XX] * 20
)
from tokenizers import Tokenizer, models, trainers, pre_tokenizers, normalizers

special = ['<pad>', '<eos>', '<bos>', '<unk>', '<mask>']
tk = Tokenizer(models.BPE(unk_token='<unk>'))
tk.normalizer = normalizers.Replace(' ', '\u2581')
tk.pre_tokenizer = pre_tokenizers.Split('\u2581', 'merged_with_next')
tk.train_from_iterator(
    text + [' ' + t for t in text],
    trainers.BpeTrainer(vocab_size=A.vocab - 256, special_tokens=special, show_progress=False, limit_alphabet=1200),
)
m = json.loads(tk.to_str())['model']
old = m['vocab']
order = (
    special
    + ['<0x%02X>' % i for i in range(256)]
    + [t for t, _ in sorted(old.items(), key=lambda x: x[1]) if t not in special]
)
J = {
    'version': '1.0',
    'truncation': None,
    'padding': None,
    'added_tokens': [
        dict(id=i, content=s, single_word=False, lstrip=False, rstrip=False, normalized=False, special=s != '<mask>')
        for i, s in enumerate(special)
    ],
    'normalizer': {'type': 'Replace', 'pattern': {'String': ' '}, 'content': '\u2581'},
    'pre_tokenizer': {'type': 'Split', 'pattern': {'String': ' '}, 'behavior': 'MergedWithPrevious', 'invert': False},
    'post_processor': {
        'type': 'TemplateProcessing',
        'single': [{'Sequence': {'id': 'A', 'type_id': 0}}, {'SpecialToken': {'id': '<eos>', 'type_id': 0}}],
        'pair': [
            {'Sequence': {'id': 'A', 'type_id': 0}},
            {'SpecialToken': {'id': '<eos>', 'type_id': 0}},
            {'Sequence': {'id': 'B', 'type_id': 1}},
            {'SpecialToken': {'id': '<eos>', 'type_id': 1}},
        ],
        'special_tokens': {'<eos>': {'id': '<eos>', 'ids': [1], 'tokens': ['<eos>']}},
    },
    'decoder': {
        'type': 'Sequence',
        'decoders': [
            {'type': 'Replace', 'pattern': {'String': '\u2581'}, 'content': ' '},
            {'type': 'ByteFallback'},
            {'type': 'Fuse'},
        ],
    },
    'model': dict(
        type='BPE',
        dropout=None,
        unk_token='<unk>',
        continuing_subword_prefix=None,
        end_of_word_suffix=None,
        fuse_unk=True,
        byte_fallback=True,
        ignore_merges=False,
        vocab={t: i for i, t in enumerate(order)},
        merges=m['merges'],
    ),
}
json.dump(
    J, open(A.out + '/tokenizer.json', 'w', encoding='utf-8'), ensure_ascii=False, indent=None, separators=(',', ':')
)
tk = Tokenizer.from_file(A.out + '/tokenizer.json')
nv = len(order)
print('tokens', nv, 'unknown nouns', len(unk), flush=True)


def encode(ts, L=None):
    ids = [tk.encode(t.lower()).ids for t in ts]
    L = L or max(map(len, ids))
    return torch.tensor([(x[: L - 1] + [1] if len(x) > L else x) + [0] * (L - len(x)) for x in ids])


net = nets.TextTower(nv, A.width, T.shape[1])
print('text params', sum(p.numel() for p in net.parameters()))
if A.init:
    net.load_state_dict(torch.load(A.init))
opt = torch.optim.AdamW(net.parameters(), lr=A.lr, weight_decay=0.01, betas=(0.9, 0.98))
t0 = time.time()
k = 0
run = 0
nothing = sp['nothing']
hand = [j for j in range(C) if j < V.hand]


def sample():
    r = R.random()
    if r < 0.28:
        j = R.choice(hand)
    elif r < 0.80:
        j = R.randrange(C)
    elif r < 0.91:
        w, j = R.choice(unk)
        t = R.choice(EN).format(w)
        return t, (nothing if j < 0 else F.normalize(0.45 * T[j] + 0.55 * nothing, dim=0))
    elif r < 0.95:
        a, b = R.choice(adj), R.choice(hand)
        return R.choice(EN[:10]).format(R.choice(names[a][0][:1]) + ' ' + R.choice(names[b][0])), F.normalize(
            0.45 * T[a] + T[b], dim=0
        )
    else:
        a, b = R.choice(hand), R.choice(hand)
        return R.choice(LINK).format(R.choice(names[a][0]), R.choice(names[b][0])), F.normalize(T[a] + T[b], dim=0)
    en, o = names[j]
    if j >= V.hand and R.random() < 0.4:
        return R.choice(en), T[j]
    if o and R.random() < 0.5:
        return R.choice(XX).format(R.choice(o)), T[j]
    n = en[0] if R.random() < 0.4 else R.choice(en)
    return R.choice(EN).format(n), T[j]


while (pr := (time.time() - t0) / (A.minutes * 60)) < 1:
    for g in opt.param_groups:
        g['lr'] = A.lr * min(1, (k + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * pr)) + 1e-5
    ts, v = zip(*[sample() for _ in range(384)])
    z = F.normalize(net(encode(ts)), dim=1)
    loss = (1 - (z * torch.stack(v)).sum(1)).mean()
    opt.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    opt.step()
    run = 0.98 * (run or loss.item()) + 0.02 * loss.item()
    k += 1
    if k % 100 == 0:
        print(f'{time.time()-t0:.0f}s step {k} loss {run:.4f}', flush=True)
    if k % 500 == 0:
        torch.save(net.state_dict(), A.out + '/text.pt')
torch.save(net.state_dict(), A.out + '/text.pt')
net.eval()
with torch.no_grad():
    for title, ts, v in [
        ('first names', [n[0][0] for n in names], T),
        ('hand, other languages', [x for j in hand for x in names[j][1]], T[[j for j in hand for x in names[j][1]]]),
    ]:
        z = F.normalize(net(encode(ts)), dim=1)
        c = (z * v).sum(1)
        print(
            title,
            'mean cosine %.3f, below 0.8: %d of %d' % (c.mean(), (c < 0.8).sum(), len(c)),
            [ts[i] for i in c.argsort()[:12]],
        )
    z = F.normalize(net(encode([w for w, _ in unk_eval])), dim=1)
    n = [j < 0 for _, j in unk_eval]
    print(
        'unseen unknown nouns: cosine to nothing %.3f' % (z @ nothing)[torch.tensor(n)].mean(),
        'best known-concept cosine > .6: %d of %d' % (((z @ T.t()).max(1).values > 0.6).sum(), len(z)),
    )
