import json, os, glob
import numpy as np
import targets


def load_views(folder):
    n = sorted(int(os.path.basename(f)[2:-4]) for f in glob.glob(folder + '/px*.npy'))
    meta = [tuple(m) for i in n for m in json.load(open(f'{folder}/meta{i}.json'))]
    px = np.concatenate([np.load(f'{folder}/px{i}.npy') for i in n])
    lg = np.concatenate([np.load(f'{folder}/lg{i}.npy') for i in n])
    ft = np.concatenate([np.load(f'{folder}/ft{i}.npy') for i in n])
    return px, lg, ft, meta


def softmax(x, t=1.0):
    x = x.astype(np.float32) / t
    x -= x.max(1, keepdims=True)
    e = np.exp(x)
    return e / e.sum(1, keepdims=True)


def make_vocab(here, wnids_file, caltech_dir):
    v = targets.Vocabulary(here, open(wnids_file).read().split())
    v.add_caltech(sorted(os.listdir(caltech_dir)))
    return v


def coco_boxes(root):
    """file name -> set of object names, from the YOLO label files"""
    names = 'person,bicycle,car,motorcycle,airplane,bus,train,truck,boat,traffic light,fire hydrant,stop sign,parking meter,bench,bird,cat,dog,horse,sheep,cow,elephant,bear,zebra,giraffe'.split(
        ','
    )
    out = {}
    for f in glob.glob(root + '/object_detection/labels/*/*.txt'):
        s = set()
        for l in open(f):
            p = l.split()
            if p and int(float(p[0])) < len(names):
                area = float(p[3]) * float(p[4]) if len(p) >= 5 else 1
                if area > 0.01:
                    s.add(names[int(float(p[0]))])
        out[os.path.basename(f)[:-4] + '.jpg'] = s
    return out
