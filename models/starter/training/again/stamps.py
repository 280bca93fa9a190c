"""Cut-out photos of Tux Paint's stamps (Debian: tuxpaint-stamps-default, GPL-2): what is on them, told from their file names."""
import glob, os

from PIL import Image

from file_names import concepts_of

GROUPS = 'animals vehicles sports people food plants clothes town household hobbies naturalforces seasonal'.split()
# drawings, and cut-outs that came out badly
SKIP = '''cartoon roadsigns flags dinosaur _mirror _flip t_ blue_fedora feathered_hat green_fedora propeller_hat sombrero albino
bluegroper moonwrasse stripedfish butterflyfish clownfish coraltrout shrimp hedgehog whale slug abalone mussel 7spoke sedan_police eye
rugby clothespin button chuvanna highlighter lightning star santa stocking bunny chick butterfly. egg bat_left blackcat ghost dreydl
skull spider confetti fireworks horn menorah holiday_candle party lamp hard_candy bow candy_cane. jackolantern bluebird pizza tree.
inukshuk-outline tube cylinder cell paint grave-c key explosion pen_'''.split()
RULES = {
    'birds/': 'bird, animal, wild animal',
    'birds/(duck|drake)': 'duck',
    'birds/(chicken|hen|rooster)': 'chicken',
    'birds/.*(lorik|rosella)': 'parrot',
    'penguin': 'penguin',
    'birds/vulture': 'eagle or hawk',
    'fish/': 'fish, animal',
    'dolphin|orca': 'whale or dolphin, animal',
    'amphibians': 'frog, reptile or frog, animal',
    'lizard|iguana': 'lizard, reptile or frog, animal',
    'insects/': 'insect, animal',
    '/bee|hoverfly|hornet': 'bee',
    'xanthia': 'butterfly',
    'mammals/': 'animal',
    'bears/(?!toys)': 'bear, wild animal',
    'bears/toys|edward_bear': 'teddy bear, toy',
    '/bull|/cow': 'cow',
    'gnu|yak|bison|blackbuck|zebu': 'wild animal',
    '/goat|mountaingoat': 'goat',
    '/ram|/sheep': 'sheep',
    'camel|dromedary': 'camel',
    '/lion': 'lion, wild animal',
    '/tiger': 'tiger, wild animal',
    'caribou|/deer|/doe|wapiti': 'deer, wild animal',
    '/dingo|/dog': 'dog',
    '/fox': 'fox, wild animal',
    'elephant': 'elephant, wild animal',
    '/horse|donkey': 'horse',
    '/zebra': 'zebra, wild animal',
    'giraffe': 'giraffe, wild animal',
    '/pig|wildboar': 'pig',
    'rabbit': 'rabbit',
    '/mouse|/rat': 'mouse rodent',
    'squirrel|marmot': 'squirrel, wild animal',
    'chimp|gorilla|tamarin': 'monkey, wild animal',
    'rhino|hippo|beaver|capybara|badger|otter|ferret|echidna': 'wild animal',
    'marsupials': 'animal, wild animal',
    'vehicles/': 'vehicle',
    'beetle|sedan|sportscar|indycar': 'car',
    '/truck|dumper|firetruck|garbagetruck|cementmixer': 'truck',
    'bus': 'bus',
    '747': 'airplane',
    'balloon360': 'hot air balloon',
    'Junk|Boat': 'boat',
    'tricycle': 'bicycle',
    '/basketball|soccer|tennis|cricketball|football': 'sport',
    'tennis': 'tennis',
    'soccer': 'soccer',
    'basketball': 'basketball',
    'fireman': 'person, man',
    'grannysmith': 'toy',
    'food/fruit': 'fruit, food',
    'food/vegetables': 'vegetables, food',
    'food/nuts|food/spices': 'food',
    'Roast_turkey': 'meat, food',
    'pudding|Mince_Pie': 'cake, food',
    'flowers/': 'flower, plant',
    'mushroom|cep': 'mushroom',
    'plants/trees': 'tree, plant',
    'plants/': 'plant',
    'tophat|hats/': 'hat, clothing',
    'household/tools|hammer|wrench|saw|spade|scissors|plyers': 'tool',
    'mug|glass|pitcher|teapot|kettle': 'indoor',
    'toilet': 'bathroom, indoor',
    'camera_35': 'camera, electronics',
    'hobbies/music': 'musical instrument',
    'guitar': 'guitar',
    'Christmas_Tree|xmas': 'christmas',
    '/fire\\.': 'fire',
}


def load_stamps(root, side=200):
    """-> list of (picture with alpha, at most `side` wide and high; sorted names of concepts)"""
    stamps = []
    for group in GROUPS:
        for file in sorted(glob.glob(f'{root}/{group}/**/*.png', recursive=True)):
            path = os.path.relpath(file, root)
            if any(part in path for part in SKIP):
                continue
            names = concepts_of('/' + path, RULES)
            picture = Image.open(file).convert('RGBA')
            box = picture.getchannel('A').getbbox()
            if not names or not box:
                continue
            picture = picture.crop(box)
            picture.thumbnail((side, side), Image.LANCZOS)
            if min(picture.size) >= 20:
                stamps.append((picture, names))
    return stamps
