"""The sentiment of sentences: three classes and a valence, from corpora that were each rated on a scale of their own."""

import random

import numpy as np
import torch
from torch import nn

import data
from batching import batches, pad, pieces_in
from resources import lines
from teaching import states_beside

# By task, how much the sentiment of its sentences counts.
WEIGHTS = {"nyt": 1.0, "sst": 0.7, "amazon": 0.6, "lexicon": 0.3, "own": 0.7, "news": 1.0, "wire": 0.7}
NAMES = tuple(WEIGHTS)
# Classes and valence of what nobody has rated.
NO_GOAL = ([0.0, 0.0, 0.0], 0.0)
CLASSES = {"negative": [0.9, 0.1, 0], "neutral": [0.05, 0.9, 0.05], "positive": [0, 0.1, 0.9]}

# News-like sentences written for this project: (class, valence from -1 to 1, text).
SENTENCES = [(c, float(v), t) for c, v, t in (line.split("\t") for line in lines("templates/sentiment.tsv"))]


def rated(r):
    """Classes and valence of a rating from -4 to 4."""
    return data.soft_classes(r), max(-1.0, min(1.0, r / 3))


def on_trees(label):
    """Classes and valence of a label of SST, 0 to 4."""
    return [[0.95, 0.05, 0], [0.8, 0.2, 0], [0.1, 0.8, 0.1], [0, 0.2, 0.8], [0, 0.05, 0.95]][label], (label - 2) / 2.2


def draw(e):
    """The epoch's rated sentences."""
    t, a = e.trainer, e.args
    sst = [(x[0][1], on_trees(x[0][0])) for x in t.sst]
    # The roots of two- and three-word trees aside, phrases teach composition; the neutral ones are too many.
    some = [p for p in e.rng.sample(t.phrases, min(a.phrases, len(t.phrases))) if p[1] != 2 or e.rng.random() < 0.25]
    add_taught(e, "sst", e.some_of(sst + [(text, on_trees(label)) for text, label in some]))
    add_taught(e, "nyt", e.some_of([(text, rated(r)) for r, text in t.nyt]))
    e.add("amazon", e.some_of([(text, rated(r)) for r, text in t.amazon]))
    e.add("lexicon", e.some_of([(text, rated(r)) for r, text in e.rng.sample(t.lexicon, 2500)]))
    # Their feeling is in what is told, which a teacher of the student's own size misses.
    e.add("wire", e.some_of([(text, (data.soft_classes(r), 0.3 * r)) for r, text in t.wire]) * a.wire)


def add_taught(e, name, items):
    if e.wanted(name):
        e.add(name, taught(e.trainer, items, sst=name == "sst"))


def draw_unrated(e):
    """Sentences that a teacher alone has an answer for; gives the targets (text, start, end, goal) of those for the large one."""
    t, a = e.trainer, e.args
    if t.large:
        news = e.rng.sample(t.unrated, min(a.news, len(t.unrated)))
        texts = [text for text, _ in news] + data.mixed_trees(t.sst, a.mixed, e.rng)
        e.add("news", [(text, NO_GOAL) for text in texts])
        return [(text, start, end, NO_GOAL[0]) for text, spans in news for start, end in spans]
    if t.teacher:
        news = [text for text, _, _, _ in e.some_of(t.targets, a.share / 2)]
        probs, valence = predict(t, news, model=t.teacher)
        e.add("news", [(text, (list(p), float(v))) for text, p, v in zip(news, probs, valence)])
    return []


def draw_written(e):
    if e.warm:
        e.add("own", e.some_of([(text, (CLASSES[label], v)) for label, v, text in SENTENCES]))


def prepare(name, items, encoded):
    return {"classes": torch.tensor([i[1][0] for i in items]), "valence": torch.tensor([i[1][1] for i in items])}


def of_answers(logits, valence, classes, felt):
    return nn.functional.cross_entropy(logits, classes) + 4.0 * nn.functional.mse_loss(valence, felt)


def loss(trainer, name, d):
    if trainer.large:
        return loss_by_large(trainer, name, d)
    m = trainer.model
    logits, valence = m.heads["sentiment"](trainer.states(d), d["mask"])
    # A teacher's answers are on the scale of the first corpus already, and so are the ratings of newswire.
    if not trainer.teacher and name != "wire":
        logits, valence = m.calibrate(name, logits, valence)
    return WEIGHTS[name] * of_answers(logits, valence, d["classes"], d["valence"])


def loss_by_large(trainer, name, d):
    """Sentiment as the large teacher sees it: its answer, mixed with the label where there is one, and its states."""
    share = trainer.args.mix
    h, seen, unlike = states_beside(trainer, d)
    with torch.no_grad():
        goal, felt = trainer.large.heads["sentiment"](seen, d["mask"])
        goal = goal.softmax(1)
    if name != "news":
        goal = (1 - share) * d["classes"] + share * goal
    # The other corpora have scales of their own.
    if name in ("nyt", "wire", "own"):
        felt = (1 - share) * d["valence"] + share * felt
    logits, valence = trainer.model.heads["sentiment"](h, d["mask"])
    return WEIGHTS[name] * (of_answers(logits, valence, goal, felt) + unlike)


@torch.no_grad()
def predict(trainer, texts, corpus="nyt", model=None):
    """Class probabilities [texts, 3] and valences [texts], on the scale of a corpus."""
    model = model or trainer.model
    model.eval()
    probs, val = np.zeros((len(texts), 3)), np.zeros(len(texts))
    for batch in batches(trainer.encode(range(len(texts)), lambda i: texts[i]), pieces_in, 4096, random.Random(0)):
        d = trainer.to_device(pad([e for _, e in batch]))
        logits, v = model.calibrate(corpus, *model.heads["sentiment"](trainer.states(d, model), d["mask"]))
        rows = [i for i, _ in batch]
        probs[rows] = logits.softmax(1).cpu().numpy()
        val[rows] = v.cpu().numpy()
    trainer.model.train()
    return probs, val


def taught(trainer, items, sst=False):
    """Items (text, (classes, valence)) with goals half way between theirs and the answers of the teachers of the student's own
    size."""
    if not items or not trainer.teacher:
        return items
    texts = [t for t, _ in items]
    probs, val = predict(trainer, texts, model=trainer.teacher)
    if sst and trainer.sst_teacher:
        other, v = predict(trainer, texts, "sst", trainer.sst_teacher)
        # The two have scales of their own.
        probs, val = (probs + other) / 2, (val + v * val.std() / v.std()) / 2
    label = np.array([v for _, (_, v) in items])
    label *= (label * val).sum() / (label * label).sum()
    return [
        (t, ([(a + b) / 2 for a, b in zip(c, p)], float((v + w) / 2)))
        for (t, (c, _)), p, v, w in zip(items, probs, label, val)
    ]


def measure(trainer):
    """Pearson's r and macro-F1 on rated sentences, the two classes of SST by the valence's sign and by the likelier class."""
    from sklearn.metrics import f1_score

    out = {}
    for corpus, items in (("nyt", trainer.nyt_dev), ("wire", trainer.wire_dev)):
        probs, val = predict(trainer, [t for _, t in items])
        r = np.array([r for r, _ in items])
        out[f"{corpus}_r"] = float(np.corrcoef(r, val)[0, 1])
        out[f"{corpus}_macro"] = f1_score(np.where(r > 0.5, 2, np.where(r < -0.5, 0, 1)), probs.argmax(1), average="macro")
    roots = [t[0] for t in trainer.sst_dev if t[0][0] != 2]
    probs, val = predict(trainer, [t for _, t in roots])
    sign = np.array([label > 2 for label, _ in roots])
    out["sst_val"] = float(((val > 0) == sign).mean())
    out["sst_prob"] = float(((probs[:, 2] > probs[:, 0]) == sign).mean())
    return out
