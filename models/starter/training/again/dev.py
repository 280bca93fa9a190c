"""How a checkpoint does on the DEV half of the everyday photos, concept vectors standing for the text tower: the learning curve."""
import json, os, sys

import torch
import torch.nn.functional as F

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'first'))
import evalkit

# category names that are no name of one concept
STANDS_FOR = {
    'christmas or holiday decoration': 'christmas',
    'field or meadow': 'meadow',
    'teddy bear or toy': 'toy',
    'fish under water': 'underwater',
}
CENTRE = 0.5


class Development:
    def __init__(self, everyday, vocab, concepts, side):
        categories, photos = evalkit.load_everyday(everyday, side)
        photos = [photo for photo in photos if photo[1] == 'DEV']
        names = json.load(open(vocab))['names']
        number = {name: at for at, (english, other) in reversed(list(enumerate(names))) for name in english + other}
        texts = [STANDS_FOR.get(text, text) for text in evalkit.texts(categories)]
        self.categories = concepts[[number[text] for text in texts]]
        self.truth = torch.tensor([category for category, *_ in photos])
        pixels = torch.stack([torch.from_numpy(pixels.copy()) for _, _, pixels, _ in photos])
        self.pixels = pixels.permute(0, 3, 1, 2).float() / 127.5 - 1

    def report(self, z, mean):
        """z: embeddings of self.pixels; mean: the mean embedding, of which CENTRE is taken off"""
        cosines = F.normalize(F.normalize(z, dim=1) - CENTRE * mean, dim=1) @ self.categories.t()
        right = cosines.gather(1, self.truth[:, None])
        rank = (cosines > right).sum(1)
        surprise = -F.log_softmax(20 * cosines, 1).gather(1, self.truth[:, None]).mean()
        shares = [100 * (rank < most).float().mean() for most in (1, 5)]
        return 'DEV top-1 %.1f %%, top-5 %.1f %%, surprise %.3f' % (*shares, surprise)
