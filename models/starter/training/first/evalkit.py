"""Evaluation: zero-shot top-1/top-5 over the category names and multi-label precision/recall for broad labels."""
import csv, glob, hashlib, os
import numpy as np
from PIL import Image

LABEL_TEXT = {
    'city-street': 'city street',
    'burger-sandwich': 'burger or sandwich',
    'cake-dessert': 'cake or dessert',
    'desert-canyon': 'desert or canyon',
    'field-meadow': 'field or meadow',
    'group-of-people': 'group of people',
    'handwriting-document': 'handwritten document',
    'holiday': 'christmas or holiday decoration',
    'lake-river': 'lake or river',
    'musical-instrument': 'musical instrument',
    'night': 'night',
    'other-sport': 'sport',
    'reptile-frog': 'reptile or frog',
    'sea-coast': 'sea coast',
    'shop-market': 'shop or market',
    'snow-ski': 'skiing in the snow',
    'teddy-toy': 'teddy bear or toy',
    'train-tram': 'train or tram',
    'underwater-fish': 'fish under water',
    'wild-animal': 'wild animal',
    'amusement-park': 'amusement park',
    'hot-air-balloon': 'hot air balloon',
    'living-room': 'living room',
    't-shirt': 't-shirt',
}
A = 'bear bird cat dog elephant giraffe horse insect reptile-frog sheep squirrel underwater-fish wild-animal zebra'.split()
BROAD = {
    'animal': A,
    'dog': ['dog'],
    'cat': ['cat'],
    'bird': ['bird'],
    'person': 'baseball child group-of-people portrait skateboard snow-ski surfing tennis wedding'.split(),
    'food': 'bread burger-sandwich cake-dessert coffee fruit meal pizza vegetables'.split(),
    'flower': ['flower'],
    'vehicle': 'airplane bicycle boat bus car helicopter motorcycle train-tram truck'.split(),
    'car': ['car'],
    'airplane': ['airplane'],
    'boat': ['boat'],
    'building': ['building'],
    'landscape': 'beach desert-canyon field-meadow lake-river mountain sea-coast'.split(),
    'mountain': ['mountain'],
    'water': 'beach boat lake-river sea-coast surfing underwater-fish'.split(),
    'sunset': ['sunset'],
    'document': ['handwriting-document', 'receipt'],
    'screenshot': ['screenshot'],
    'night': ['night'],
    'snow': ['snow-ski'],
    'indoor': 'bathroom bedroom kitchen living-room'.split(),
    'clothing': 'dress hat shoes skirt t-shirt trousers'.split(),
    'forest': ['forest'],
    'sport': 'baseball other-sport skateboard snow-ski surfing tennis'.split(),
    'city street': ['city-street'],
    'musical instrument': ['musical-instrument'],
}
# categories whose photos may or may not show the broad thing: not counted either way
UNSURE = {
    'person': None,
    'landscape': 'forest snow-ski sunset night building camping surfing'.split(),
    'water': 'sunset bridge dog bird wild-animal'.split(),
    'building': 'city-street bridge night shop-market amusement-park sunset'.split(),
    'indoor': None,
    'snow': 'mountain dog wild-animal bear'.split(),
    'clothing': None,
    'car': 'city-street truck bus sign'.split(),
    'vehicle': 'city-street amusement-park sign skateboard hot-air-balloon camping'.split(),
    'city street': 'bus car sign building night shop-market truck bicycle motorcycle'.split(),
    'forest': 'field-meadow lake-river mountain camping wild-animal squirrel bear mushroom'.split(),
    'food': 'kitchen wine shop-market mushroom'.split(),
    'animal': 'amusement-park field-meadow'.split(),
    'flower': 'insect field-meadow wedding'.split(),
    'mountain': 'desert-canyon lake-river snow-ski forest camping field-meadow sunset'.split(),
    'boat': 'sea-coast lake-river beach sunset'.split(),
    'document': 'books screenshot sign'.split(),
    'screenshot': [],
    'sport': 'bicycle'.split(),
    'night': 'concert holiday'.split(),
    'sunset': 'night'.split(),
}
CERTAIN_NOT = {
    'person': 'airplane bear bird cat dog elephant forest flower fruit giraffe insect mushroom mountain pizza receipt screenshot sheep squirrel zebra vegetables bread clock'.split(),
    'indoor': 'airplane beach bear boat bridge building bus desert-canyon elephant field-meadow forest giraffe helicopter hot-air-balloon lake-river mountain sea-coast sheep snow-ski sunset surfing zebra'.split(),
    'clothing': 'airplane beach bear bird cat desert-canyon elephant forest flower fruit giraffe insect kitchen lake-river mountain pizza receipt screenshot sheep zebra bathroom car'.split(),
}


def load_everyday(root, side):
    """-> categories list, per photo (category index, split, pixels side x side uint8, path)"""
    cats = sorted(d for d in os.listdir(root) if os.path.isdir(os.path.join(root, d)))
    out = []
    for ci, c in enumerate(cats):
        for f in sorted(glob.glob(f'{root}/{c}/*')):
            h = hashlib.sha256(open(f, 'rb').read()).hexdigest()
            im = Image.open(f)
            if im.format == 'JPEG':
                im.draft('RGB', (side * 3, side * 3))
            try:
                if im.mode in ('P', 'LA', 'RGBA', 'PA'):
                    im = im.convert('RGBA')
                    bg = Image.new('RGBA', im.size, (255,) * 4)
                    bg.alpha_composite(im)
                    im = bg
                from PIL import ImageOps

                im = ImageOps.exif_transpose(im).convert('RGB').resize((side, side), Image.BILINEAR)
            except Exception as e:
                print('skip', f, e)
                continue
            out.append((ci, 'HELD' if int(h[-1], 16) & 1 else 'DEV', np.asarray(im), f))
    return cats, out


def texts(cats):
    return [LABEL_TEXT.get(c, c.replace('-', ' ')) for c in cats]


def report(cats, ci, split, logits_cat, probs_broad, which, verbose=True):
    m = split == which
    L = logits_cat[m]
    y = ci[m]
    o = np.argsort(-L, 1)
    top1 = (o[:, 0] == y).mean()
    top5 = (o[:, :5] == y[:, None]).any(1).mean()
    print(f'{which}: {m.sum()} photos  top-1 {100*top1:.1f}%  top-5 {100*top5:.1f}%')
    tp = fp = fn = 0
    rows = []
    for j, (b, pos) in enumerate(BROAD.items()):
        pr = probs_broad[m][:, j] >= 0.5
        names = np.array([cats[k] for k in y])
        P = np.isin(names, pos)
        N = np.isin(names, CERTAIN_NOT[b]) if UNSURE.get(b, []) is None else ~P & ~np.isin(names, UNSURE.get(b, []))
        a, c, d = int((pr & P).sum()), int((pr & N).sum()), int((~pr & P).sum())
        tp += a
        fp += c
        fn += d
        rows.append(f'{b} P{100*a/max(1,a+c):.0f}/R{100*a/max(1,a+d):.0f} ({a+d})')
    print(
        f'   {len(BROAD)} broad labels at p>=0.5: precision {100*tp/max(1,tp+fp):.1f}%  recall {100*tp/max(1,tp+fn):.1f}%'
    )
    if verbose:
        print('   ' + '; '.join(rows))
        rec = {}
        for k, c in enumerate(cats):
            q = y == k
            if q.any():
                rec[c] = f'{(o[q][:, 0] == k).sum()}/{(o[q][:, :5] == k).any(1).sum()}/{q.sum()}'
        print('   per category top1/top5/n: ' + ', '.join(f'{k} {v}' for k, v in rec.items()))
    return top1, top5
