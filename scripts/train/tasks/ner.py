"""Names, by a conditional random field over the words; GMB's tags by a layer of their own that is used in training alone."""

import random

import torch
from torch import nn

import data
import synthetic
from batching import batches, pad, pieces_in, word_states, words_of
from model import GMB_TAGS, NER_TAGS

NAMES = ("ner", "gmb")


def draw(e):
    """The epoch's sentences with names."""
    t, a = e.trainer, e.args
    items = [data.noisy(data.renamed(x, e.rng), e.rng) for x in t.conll + t.wiki]
    items += [data.noisy(x, e.rng) for x in t.fine] + [data.noisy(x, e.rng) for x in e.rng.sample(t.wnut, 1700)]
    items += t.gum * a.gum
    items += written(900, e.seed) if e.warm else []
    e.add("ner", e.some_of(items, a.share if a.names_share is None else a.names_share))


def written(n, seed):
    """Sentences put together from the templates of names, as (text, names)."""
    for x in synthetic.generate_ner(n, seed=seed):
        yield x["text"], [(m["start"], m["end"], m["type"]) for m in x["mentions"] if m["type"] in data.NAME_TYPES and m["kind"] == "name"]


def draw_gmb(e):
    """GMB's sentences; an exported model has lost the layer that its tags need."""
    e.add("gmb", [] if e.args.init else e.rng.sample(e.trainer.gmb, int(len(e.trainer.gmb) * e.args.gmb)))


def prepare(name, items, encoded):
    out = words_of(encoded)
    if name == "gmb":
        gold = torch.full(out["first"].shape, -100)
        for b, (item, x) in enumerate(zip(items, encoded)):
            tags = data.tag_words(x.spans, item[1], GMB_TAGS)
            gold[b, : len(tags)] = torch.tensor(tags)
        return out | {"gold": gold}
    allowed = torch.ones(*out["first"].shape, len(NER_TAGS), dtype=torch.bool)
    for b, (item, x) in enumerate(zip(items, encoded)):
        for k, tag in enumerate(data.tag_words(x.spans, item[1])):
            if tag != data.UNKNOWN:
                allowed[b, k] = False
                allowed[b, k, data.allowed_tags(tag)] = True
    return out | {"allowed": allowed}


def loss(trainer, name, d):
    m = trainer.model
    h = trainer.states(d)
    words = m.drop(word_states(h, d["first"]))
    if name == "gmb":
        return 0.5 * nn.functional.cross_entropy(m.aside["gmb"](words).flatten(0, 1), d["gold"].flatten())
    return m.heads["names"]["crf"].loss(m.heads["names"]["out"](words), d["lengths"], d["allowed"])


@torch.no_grad()
def predict(trainer, texts, model=None):
    """Names of each text by the CRF: (start, end, type)."""
    model = model or trainer.model
    model.eval()
    out = [[] for _ in texts]
    encoded = [(i, e) for i, e in trainer.encode(range(len(texts)), lambda i: texts[i]) if e.first]
    for batch in batches(encoded, pieces_in, 4096, random.Random(0)):
        es = [e for _, e in batch]
        d = trainer.to_device(pad(es) | words_of(es))
        emissions = model.heads["names"]["out"](word_states(trainer.states(d, model), d["first"]))
        for (i, e), tags in zip(batch, model.heads["names"]["crf"].viterbi(emissions, d["lengths"])):
            for a, b, t in data.spans_of([NER_TAGS[t] for t in tags]):
                out[i].append((e.spans[a][0], e.spans[b - 1][1], t))
    trainer.model.train()
    return out


def measure(trainer):
    """F1 on CoNLL-2003's dev."""
    found = predict(trainer, [t for t, _ in trainer.conll_dev])
    tp = fp = fn = 0
    for (_, gold), pred in zip(trainer.conll_dev, found):
        g, p = set(gold), set(pred)
        tp += len(g & p)
        fp += len(p - g)
        fn += len(g - p)
    return {"ner_f1": 2 * tp / (2 * tp + fp + fn)}
