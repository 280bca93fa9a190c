"""Small reader for WordNet 3.0 nouns: ImageNet class ids are 'n' + the noun's offset in data.noun."""
import os


def load_nouns(path=os.environ.get('WORDNET_DIR', '/usr/share/wordnet')):
    """offset -> (lemmas, hypernym offsets)"""
    out = {}
    for line in open(os.path.join(path, 'data.noun'), encoding='latin-1'):
        if line.startswith(' '):
            continue
        p = line.split(' | ')[0].split()
        n = int(p[3], 16)
        lem = [p[4 + 2 * i].replace('_', ' ') for i in range(n)]
        q = 4 + 2 * n
        cnt = int(p[q])
        hyp = []
        for i in range(cnt):
            sym, off, pos, _ = p[q + 1 + 4 * i : q + 5 + 4 * i]
            if sym in ('@', '@i') and pos == 'n':
                hyp.append(off)
        out[p[0]] = (lem, hyp)
    return out


def closure(nouns, off):
    seen, todo = set(), [off]
    while todo:
        o = todo.pop()
        if o in seen:
            continue
        seen.add(o)
        todo += nouns[o][1]
    return seen
