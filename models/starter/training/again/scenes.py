"""Photos among the wallpapers and learning games that Debian packages (licences: see the model card), and what is on them, by name.
Drawings and patterns are left out."""
import glob, io, os, re

from PIL import Image

from file_names import concepts_of

PACKAGES = 'gnome-backgrounds mate-backgrounds plasma-workspace-wallpapers ukui-wallpapers lomiri-wallpapers-16.04 lomiri-wallpapers-20.04'.split()
GAMES = 'explore_farm_animals explore_world_animals explore_world_music explore_monuments'.split()  # gcompris-qt-data
DRAWN = '''gnome-backgrounds ukui-wallpapers /Arc Elephants Flow/ /Gulp /Silk /Spring /Waves /Float Green-T GreenTrad MATE-Str Stripes
Ubuntu-Mate Ubuntu-MATE Wood.j Altai Canopee Cascade Cluster Elarun Konq Grey Honeywave Kay Kokkini Opal Pastel Patak SafeLand Shell
analogpat greentock umang Fossa Painting'''.split()
LABELS = {
    'Aqua': 'water',
    'Blinds': 'plant',
    'Dune': 'beach, sky, outdoor, landscape',
    'FreshFlow': 'flower, plant',
    'Garden': 'flower, garden, plant',
    'GreenMead': 'field, plant',
    'LadyBird': 'insect, plant',
    'RainDrops': 'plant, rain',
    'Storm': 'sea, sky, landscape, water',
    'TwoWings': 'butterfly, insect, flower',
    'YellowFlow': 'flower, plant',
    'Autumn': 'tree, landscape',
    'B[yY]TheWater': 'lake, water, sunset',
    'ColdRipple': 'lake, water, fog',
    'DarkestHour': 'night, sea, dark',
    'EveningGlow': 'lake, boat, sunset, mountain, water, landscape, sky',
    'FallenLeaf': 'plant',
    'IceCold': 'snow, water',
    'Kite': 'sky',
    'MilkyWay': 'night, sky',
    'OneStands': 'forest, tree, landscape',
    '/Path': 'forest, tree',
    'Volna': 'beach, sea, water',
    'summer': 'sunset, lake, water, sky, landscape',
    'Bridge': 'bridge, sky',
    'Dragonfly': 'insect, plant',
    'Picture_08': 'food, fruit',
    'aitzgorri': 'mountain, landscape, tree, outdoor',
    'free_by': 'bird',
    'friends': 'dog, animal, pet',
    'life_by': 'water, forest, landscape',
    'picos': 'mountain, landscape, snow, sky',
    'seeding': 'flower, plant',
    'sunset': 'sunset, landscape, sky, mountain',
    'Infinite': 'night, sky',
    'Kleiber': 'tree',
    'monuments': 'building, outdoor',
    'farm_animals': 'animal, outdoor',
    'world_animals': 'animal, wild animal, outdoor',
}


def load_scenes(root, side=448):
    """root: a folder with one unpacked package per folder -> list of (photo, names of concepts)"""
    pictures = []
    for package in PACKAGES:
        for file in sorted(glob.glob(f'{root}/{package}/**/*.*', recursive=True)):
            if re.search(r'\.(jpe?g|png|webp)$', file) and not os.path.islink(file):
                pictures.append((file, file))
    for game in GAMES:
        # Qt's archives keep pictures as they are, one after the other
        data = open(f'{root}/gcompris-qt-data/usr/share/gcompris-qt/rcc/{game}.rcc', 'rb').read()
        for start in re.finditer(rb'\xff\xd8\xff|RIFF....WEBP|\x89PNG\r\n', data, re.S):
            pictures.append((io.BytesIO(data[start.start() :]), game))
    scenes = []
    for source, name in pictures:
        try:
            picture = Image.open(source).convert('RGB')
        except OSError:
            continue
        if min(picture.size) < 180 or any(part in name for part in DRAWN):
            continue
        picture.thumbnail((side, side))
        scenes.append((picture, concepts_of(name, LABELS)))
    return scenes
