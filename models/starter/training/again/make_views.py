"""Step 3: makes chunks of views: crops of photos, two in five mixed with another, with stamps pasted on backgrounds and scenes
among them. What teacher and student see is the same picture, so no mixture can be wrong ("function matching").

Photos with rare concepts come more often. A view keeps its photo's number where it shows enough of it for its labels to hold.

usage: make_views.py --work WORK --vocab vocab.json --stamps DIR --scenes DIR --chunks 0:12 [--count 4000] [--whole 1000]
       [--others DIR --everyday DIR]
writes WORK/v/px_K.u8 (count x 128 x 128 x 3), meta_K.npz (i: number of the photo or -1, area: its visible part), lab_K.json
(concepts of stamps and scenes); with --whole also the chunk "whole": photos as they are, to take statistics from
"""
import argparse, json, os

import numpy as np
from PIL import Image, ImageFilter

from others import load_others
from scenes import load_scenes
from stamps import load_stamps

SIDE = 128
WEIGHTS = dict(caltech=0.5, clothing=0.4, misc=1.7, imagenet=2, coco=3, calbg=2, wallpaper=4, shots=0.5, receipt=0.5)
# concepts that say nothing about how rare a photo is
COMMON = '''red green blue yellow pink white black bright dark blurry colorful screenshot receipt document'''.split()
COMMON += ['orange color', 'black and white photo']
WIDE = 'landscape street field sea mountain forest garden'.split()
NO_SCENES = ('shots', 'receipt', 'clothing')
SCENES = 0.1
OTHERS = 0.22  # with --others; each is large enough for many crops
BY_HAND = 191

parser = argparse.ArgumentParser()
for name in ('work', 'vocab', 'stamps', 'scenes', 'chunks'):
    parser.add_argument('--' + name, required=True)
for name in ('others', 'everyday'):
    parser.add_argument('--' + name, default='')
parser.add_argument('--count', type=int, default=4000)
parser.add_argument('--whole', type=int, default=0)
parser.add_argument('--stamped', type=float, default=0.18, help='share of views that are stamps')
parser.add_argument('--mixed', type=float, default=0.4, help='share of views that are mixed with another photo')
parser.add_argument('--uncropped', type=float, default=0.3, help='share of photos that are shown whole')
options = parser.parse_args()
work = options.work

photos = np.load(f'{work}/px.npy', mmap_mode='r')
source = np.load(f'{work}/src.npy')
evidence = np.load(f'{work}/Y.npy', mmap_mode='r')[:, :BY_HAND].astype(np.float32)
names = json.load(open(options.vocab))['names']
number = {name: at for at, (english, _) in reversed(list(enumerate(names))) for name in english}

evidence[:, [number[name] for name in COMMON]] = 0
rarity = (evidence / np.sqrt(evidence.sum(0) + 15)).sum(1)
chance = np.array([WEIGHTS[one] for one in source]) * (0.03 + 0.15 * rarity)
chance /= chance.sum()
is_various = np.isin(source, ('misc', 'imagenet', 'calbg', 'coco'))
wide = np.where(is_various & (evidence[:, [number[name] for name in WIDE]].sum(1) > 0))[0]
various = np.where(is_various)[0]
scenes = load_scenes(options.scenes)
others = load_others(options.others, options.everyday) if options.others else []
stamps = load_stamps(options.stamps)
times = {}
for _, labels in stamps:
    for label in labels:
        times[label] = times.get(label, 0) + 1
stamp_chance = np.array([max(times[label] ** -0.7 for label in labels) for _, labels in stamps])
stamp_chance /= stamp_chance.sum()


def crop(picture, least, whole):
    """-> 128 x 128 px, and which part of the picture it shows"""
    if rng.random() < whole:
        return picture.resize((SIDE, SIDE), Image.BICUBIC), 1.0
    area, stretch = rng.uniform(least, 1), np.exp(rng.uniform(-0.3, 0.3))
    w, h = min(1, (area * stretch) ** 0.5), min(1, (area / stretch) ** 0.5)
    x, y = rng.uniform(0, 1 - w), rng.uniform(0, 1 - h)
    box = (x * picture.width, y * picture.height, (x + w) * picture.width, (y + h) * picture.height)
    return picture.resize((SIDE, SIDE), Image.BICUBIC, box=box), area


def develop(picture, often=0.7):
    """mirrors, lightens, colours, tints; 0..255"""
    pixels = np.asarray(picture, np.float32)
    if rng.random() < 0.5:
        pixels = pixels[:, ::-1]
    if rng.random() < often:
        pixels = pixels * rng.uniform(0.75, 1.25) * rng.uniform(0.92, 1.08, 3).astype(np.float32)
        grey = pixels.mean(2, keepdims=True)
        pixels = grey + (pixels - grey) * rng.uniform(0.6, 1.4)
    return np.clip(pixels, 0, 255)


def photo():
    at = int(rng.choice(len(chance), p=chance))
    view, area = crop(Image.fromarray(photos[at]), least=0.3, whole=options.uncropped)
    return develop(view), area, at, []


def scene():
    picture, labels = scenes[rng.integers(len(scenes))]
    view, area = crop(picture, least=0.15, whole=0.1)
    return develop(view), area, -1, labels if area > 0.3 else []


def other():
    view, area = crop(others[rng.integers(len(others))], least=0.12, whole=0.2)
    return develop(view), area, -1, []


def shown():
    kind = rng.random()
    if kind < options.stamped:
        return stamp()
    if kind < options.stamped + SCENES:
        return scene()
    return other() if others and kind < options.stamped + SCENES + OTHERS else photo()


def background():
    kind = rng.random()
    if kind < 0.2:
        return Image.new('RGB', (SIDE, SIDE), tuple(int(value) for value in rng.integers(0, 256, 3)))
    if kind < 0.45:
        picture = scenes[rng.integers(len(scenes))][0]
    else:
        picture = Image.fromarray(photos[rng.choice(wide if kind < 0.85 else various)])
    view, _ = crop(picture, least=0.2, whole=0.1)
    return view.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 4))) if rng.random() < 0.6 else view


def stamp():
    picture, labels = stamps[rng.choice(len(stamp_chance), p=stamp_chance)]
    picture = picture.rotate(rng.normal(0, 7), expand=True, resample=Image.BICUBIC)
    scale = rng.uniform(0.45, 1.15) * SIDE / max(picture.size)
    width, height = picture.width * scale * np.exp(rng.normal(0, 0.08)), picture.height * scale
    picture = picture.resize((max(8, int(width)), max(8, int(height))), Image.LANCZOS)
    if rng.random() < 0.5:
        picture = picture.transpose(Image.FLIP_LEFT_RIGHT)
    pixels = np.asarray(picture).copy()
    pixels[..., :3] = np.clip(pixels[..., :3] * rng.uniform(0.7, 1.15), 0, 255)
    picture = Image.fromarray(pixels)
    view = background().copy()
    place = (int(rng.normal(64, 14) - picture.width / 2), int(rng.normal(68, 14) - picture.height / 2))
    view.paste(picture, place, picture)
    if rng.random() < 0.3:
        view = view.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1)))
    return develop(view, often=0.5), 1.0, -1, labels


def mix(view, other):
    if rng.random() < 0.5:
        part = rng.uniform(0.5, 1)
        return part * view + (1 - part) * other
    w, h = rng.integers(40, 100, 2)
    x, y = rng.integers(0, SIDE + 1 - w), rng.integers(0, SIDE + 1 - h)
    view = view.copy()
    view[y : y + h, x : x + w] = other[y : y + h, x : x + w]
    return view


def write(key, views, numbers, areas, labelled):
    """pixels last and under their own name only when whole: the teacher takes them up as they appear"""
    np.savez(f'{work}/v/meta_{key}.npz', i=np.array(numbers), area=np.array(areas, np.float32))
    json.dump(labelled, open(f'{work}/v/lab_{key}.json', 'w'))
    views.tofile(f'{work}/v/px_{key}.u8.part')
    os.replace(f'{work}/v/px_{key}.u8.part', f'{work}/v/px_{key}.u8')


os.makedirs(f'{work}/v', exist_ok=True)
if options.whole:
    drawn = np.random.default_rng(0).choice(np.where(~np.isin(source, NO_SCENES))[0], options.whole, False)
    write('whole', photos[np.sort(drawn)], np.sort(drawn), np.ones(len(drawn)), [[]] * len(drawn))
for chunk in range(*map(int, options.chunks.split(':'))):
    rng = np.random.default_rng(500 + chunk)
    views = np.empty((options.count, SIDE, SIDE, 3), np.uint8)
    numbers, areas, labelled = [], [], []
    for at in range(options.count):
        view, area, of, labels = shown()
        if rng.random() < options.mixed:
            view, of, labels = mix(view, (other if others and rng.random() < OTHERS else photo)()[0]), -1, []
        views[at] = view
        numbers.append(of)
        areas.append(area)
        labelled.append([number[label] for label in labels])
    write(chunk, views, numbers, areas, labelled)
