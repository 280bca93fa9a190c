"""Further photos in packages of Debian and npm, shown without labels: what the teacher says of them is enough.

Drawings (few colours), near copies of one another and near copies of the photos that measure the model are left out."""
import glob, os, re

import numpy as np
from PIL import Image

DEBIAN = 'opencv-doc psychtoolbox-3-common labelme-examples palapeli-data python3-skimage python3-imgviz qtdeclarative5-examples'.split()
NPM = 'tabler-ui material-kit startbootstrap-creative admin-lte'.split()
COLOURS = 900  # at least so many, four grey values taken as one, in 64 x 64 px


def outline(picture):
    """64 bits: where a row of 9 x 8 grey values gets lighter"""
    grey = np.asarray(picture.convert('L').resize((9, 8), Image.BILINEAR), np.int16)
    return (grey[:, 1:] > grey[:, :-1]).flatten()


def near(picture, outlines, bits):
    return len(outlines) > 0 and (np.array(outlines) != outline(picture)).sum(1).min() <= bits


def opened(file, side):
    try:
        picture = Image.open(file)
        picture.draft('RGB', (side, side))
        return picture.convert('RGB')
    except OSError:
        return None


def load_others(root, everyday, side=448):
    """root: a folder with one unpacked package per folder -> photos"""
    measured = [outline(picture) for file in glob.glob(f'{everyday}/*/*') if (picture := opened(file, 128))]
    photos, outlines = [], []
    for package in DEBIAN + NPM:
        for file in sorted(glob.glob(f'{root}/{package}/**/*.*', recursive=True)):
            if not re.search(r'\.(jpe?g|png|webp)$', file) or os.path.islink(file) or os.path.getsize(file) < 12000:
                continue
            picture = opened(file, side)
            if picture is None or min(picture.size) < 160:
                continue
            colours = np.asarray(picture.resize((64, 64))).reshape(-1, 3) // 4
            if len(np.unique(colours, axis=0)) < COLOURS or near(picture, outlines, 5) or near(picture, measured, 4):
                continue
            outlines.append(outline(picture))
            picture.thumbnail((side, side))
            photos.append(picture)
    return photos
