"""Step 2: concept vocabulary and, per view, how much evidence there is for each concept (a number in 0..1)."""
import os, re
import numpy as np
import wn

from labels import ANIMALS_CAL, CAL, COCO, WEAK
from measures import measured


class Vocabulary:
    """concepts: name lists (first is English), per-language names, and evidence rules"""

    def __init__(self, here, wnids, use_wordnet=True):
        self.nouns = N = wn.load_nouns()
        self.wnids = wnids
        clos = [wn.closure(N, w[1:]) for w in wnids]
        under, lemma = {}, {}
        for c, s in enumerate(clos):
            for o in s:
                under.setdefault(o, set()).add(c)
        for o in under:
            for l in N[o][0]:
                lemma.setdefault(l.lower(), []).append(o)
        self.under, self.lemma = under, lemma
        self.names, self.cls, self.lab, self.kind = [], [], [], []
        taken = {}
        for line in open(os.path.join(here, 'concepts.txt'), encoding='utf-8'):
            if line[0] == '#' or not line.strip():
                continue
            p = [x.strip() for x in line.rstrip('\n').split('|')]
            en = [x.strip().lower() for x in p[0].split(';')]
            w, lab = {}, []
            for tok in p[1].split(','):
                tok = tok.strip()
                if not tok:
                    continue
                if tok[0] == '@':
                    a = tok[1:].split('*')
                    lab.append((a[0], float(a[1]) if len(a) > 1 else 1.0))
                    continue
                a = tok.split('*')
                k = float(a[1]) if len(a) > 1 else 1.0
                parts = a[0].split(':')
                ids = self.find(parts[0])
                for q in parts[1:]:
                    ids = ids - self.find(q.lstrip('-'))
                for c in ids:
                    w[c] = max(w.get(c, 0), k)
            self.names.append([en, [x.lower() for x in p[2:] if x]])
            self.cls.append(w)
            self.lab.append(lab)
            self.kind.append('hand')
            for n in en:
                taken[n] = len(self.names) - 1
        self.hand = len(self.names)
        if use_wordnet:
            skip = set(
                'entity;physical entity;object;whole;artifact;organism;living thing;instrumentality;matter;abstraction;part;relation;causal agent;solid;piece;agent;unit;chordate;vertebrate;placental;commodity;consumer goods;conveyance;covering;substance;nutriment;durables;diapsid;reproductive structure;plant part;plant organ;natural object;material;way;article;attribute;group;process;causal agency'.split(
                    ';'
                )
            )
            ids = sorted(under, key=lambda o: (len(under[o]), o))
            for o in ids:
                lem = [l.lower() for l in N[o][0]]
                if lem[0] in skip:
                    continue
                new = [l for l in lem if l not in taken and re.fullmatch(r"[a-z0-9' .\-/]+", l)]
                if lem[0] in taken and len(new) < len(lem):
                    new = [l for l in new if len(under[o]) == 1]
                    if not new:
                        continue
                if not new:
                    continue
                self.names.append([new, []])
                self.cls.append({c: 1.0 for c in under[o]})
                self.lab.append([])
                self.kind.append('wordnet')
                for n in new:
                    taken[n] = len(self.names) - 1
        self.taken = taken

    def find(self, text):
        t = text.lower()
        offs = self.lemma.get(t)
        if offs is None:
            if t not in ('crosswalk',):
                print('no WordNet name:', text)
            return set()
        # a name may belong to several WordNet entries: hand rules mean the widest one
        best = max(offs, key=lambda o: len(self.under[o]))
        return set(self.under[best])

    def add_caltech(self, folders):
        for f in folders:
            n = f.replace('_', ' ').lower().replace('water lilly', 'water lily')
            if n in self.taken or f in ('BACKGROUND_Google', 'Faces', 'Faces_easy', 'Motorbikes', 'airplanes'):
                if n in self.taken and f not in CAL:
                    self.lab[self.taken[n]].append(('cal:' + f, 1.0))
                continue
            self.names.append([[n], []])
            self.cls.append({})
            self.lab.append([('cal:' + f, 1.0)])
            self.kind.append('caltech')
            self.taken[n] = len(self.names) - 1


def own_labels(meta, coco_boxes, hand):
    """labels by data set, folder, COCO boxes and the hand labels; -> list of dict label -> value, and 'fully looked at' flags"""
    out, looked = [], []
    for name, path, v, h in meta:
        d = {}
        seen = False
        key = os.path.basename(path)
        base = path.split('/')
        if name in ('caltech', 'calbg'):
            f = base[-2]
            d['cal:' + f] = 1.0
            for l in CAL.get(f, '').split():
                d[l] = 1.0
            if f in ANIMALS_CAL:
                d['animal'] = 1.0
                d['wildanimal'] = 0.8
            d[f] = 1.0
        elif name == 'catsdogs':
            c = 'cat' if ('/cats/' in path or 'cat_breeds' in path) else 'dog'
            d.update({c: 1.0, 'animal': 1.0, 'pet': 1.0})
        elif name == 'clothing':
            d.update({base[-2]: 1.0, 'clothing': 1.0})
        elif name == 'receipt':
            d.update(receipt=1.0, document=1.0)
            seen = True
        elif name == 'shots':
            d.update(screenshot=1.0)
        elif name == 'coco':
            seen = True
            for o in coco_boxes.get(key, ()):
                for l in COCO.get(o, '').split():
                    d[l] = 1.0
        elif name == 'synth':
            for l in path.split('+'):
                d[l] = 1.0
            seen = True
        k = h if h in hand else None
        if k is not None:
            seen = True
            for l in hand[k]:
                d[l] = 1.0
        out.append(d)
        looked.append(seen)
    return out, looked


def evidence(vocab, probs, labels, looked, meas, meta):
    """-> Y [N,C] in 0..1 and W [N,C] loss weights (float16)"""
    n, c = len(probs), len(vocab.names)
    M = np.zeros((probs.shape[1], c), np.float32)
    for j, w in enumerate(vocab.cls):
        for k, x in w.items():
            M[k, j] = x
    Y = probs @ M
    W = np.ones((n, c), np.float32)
    cols = {}
    for j, lab in enumerate(vocab.lab):
        for l, x in lab:
            cols.setdefault(l, []).append((j, x))
    weak_cols = [j for j, lab in enumerate(vocab.lab) if any(l in WEAK for l, _ in lab)]
    lk = np.array(looked)
    for j in weak_cols:
        low = (~lk) & (Y[:, j] < 0.3)
        W[low, j] = 0.25
    for l, v in meas.items():
        for j, x in cols.get(l, ()):
            Y[:, j] = np.maximum(Y[:, j], v * x)
    for i, d in enumerate(labels):
        for l, x in d.items():
            for j, k in cols.get(l, ()):
                if Y[i, j] < x * k:
                    Y[i, j] = x * k
                W[i, j] = 1.0
    src = np.array([m[0] for m in meta])
    for j in (vocab.taken['dog'], vocab.taken['cat'], vocab.taken['puppy'], vocab.taken['kitten']):
        only = vocab.names[j][0][0]
        isdog = np.array(['dog' in d for d in labels]) & (src == 'catsdogs')
        iscat = np.array(['cat' in d for d in labels]) & (src == 'catsdogs')
        if only in ('dog', 'puppy'):
            Y[iscat, j] = 0
        else:
            Y[isdog, j] = 0
    return np.clip(Y, 0, 1), W
