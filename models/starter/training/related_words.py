"""Writes RELATED.txt: for each name that the vocabulary knows, the nouns of WordNet that it stands above, so that Lumitag can
say "try dog" where somebody writes "husky". One line per name: "dog: akita; husky; ...".

usage: related_words.py VOCABULARY.txt RELATED.txt   (WordNet: $WORDNET_DIR, else where Debian's wordnet-base puts it)
"""
import os, re, sys
from collections import Counter

WORDNET = os.environ.get('WORDNET_DIR', '/usr/share/wordnet')
LEVELS = 6  # how far up a stand-in may be
WORD = re.compile(r'[a-z]{3,}')
# names that say too little to be a help
VAGUE = set(
    '''structure;device;equipment;container;implement;system;mechanism;fabric;vertebrate;invertebrate;mammal;mammalian
arthropod;carnivore;creature;ware;supply;area;body;fluid;solution;surface;line;support;strip;protection;barrier;covering
commodity;merchandise;passage;way;component;element;unit;means;medium;machine;obstruction;enclosure;shape;material;location
medication;drug;signal;level;communication;creation;mixture;tissue;work;speaker;spot;organ;bureau;cloth;medicine
alcohol;oscine;percoid fish;vascular plant;geological formation;flat solid;supporting structure;decoration;institution;baked
goods;decapod crustacean;black and white;dark;bright;colorful;white;black;red;green;blue;yellow;pink;art;family;field;office;sign
landscape;spiny-finned fish;drug of abuse;monarch;passerine'''.replace(
        '\n', ';'
    ).split(
        ';'
    )
)
# instances of these are worth a word (Paris: city), not each king and painter
PLACES = {
    'city',
    'town',
    'village',
    'river',
    'lake',
    'mountain',
    'sea',
    'desert',
    'island',
    'bridge',
    'tower',
    'church',
    'castle',
    'building',
}


def lines(name):
    return (line for line in open(f'{WORDNET}/{name}', encoding='latin-1') if not line.startswith('  '))


def read_nouns():
    """-> the meanings of each noun (word -> synsets), and for each synset what it is a kind or an instance of"""
    above, meanings = {}, {}
    for line in lines('data.noun'):
        part = line.split(' | ')[0].split()
        pointers = part[5 + 2 * int(part[3], 16) :]
        above[part[0]] = [
            (pointers[i], pointers[i + 1]) for i in range(0, len(pointers) - 3, 4) if pointers[i] in ('@', '@i')
        ]
    for line in lines('index.noun'):
        part = line.split()
        meanings[part[0].replace('_', ' ')] = part[-int(part[2]) :]
    return meanings, above


def read_names(file):
    """-> the English names of each concept, and whether it is one of those described by hand"""
    for line in open(file, encoding='utf-8'):
        kind, _, names = line.strip().partition(':')
        yield [name.strip() for name in names.split('|')[0].split(';')], kind == 'hand'


def main():
    vocabulary, out = sys.argv[1:]
    concepts = list(read_names(vocabulary))
    known = {name for names, _ in concepts for name in names}
    meanings, above = read_nouns()
    breadth = Counter(up for ups in above.values() for _, up in ups)
    stands_for, everyday = {}, {}  # synset -> the name by which the vocabulary knows it
    for names, by_hand in concepts:
        if VAGUE.intersection(names):
            continue
        for name in names:
            if name not in meanings:
                continue
            # a name described by hand means the widest of its meanings: a plant is no factory
            synset = max(meanings[name], key=lambda one: breadth[one]) if by_hand else meanings[name][0]
            stands_for.setdefault(synset, name)
            if by_hand:
                everyday.setdefault(synset, names[0])
    under = {}
    for word, (synset, *_) in meanings.items():
        if not WORD.fullmatch(word) or word in known or word.removesuffix('s') in known:
            continue
        instance = any(kind == '@i' for kind, _ in above[synset])
        level, wanted = [synset], [stands_for, everyday]  # the nearest name, and the nearest everyday one
        for _ in range(LEVELS + 1):
            for table in list(wanted):
                hit = next((table[one] for one in level if one in table), None)
                if not hit:
                    continue
                wanted.remove(table)
                if not instance or hit in PLACES:
                    under.setdefault(hit, set()).add(word)
            level = [up for one in level for _, up in above[one]]
    with open(out, 'w', encoding='utf-8') as file:
        for name in sorted(under):
            file.write(f"{name}: {'; '.join(sorted(under[name]))}\n")
    print(len(under), 'names,', len(set().union(*under.values())), 'words')


if __name__ == '__main__':
    main()
