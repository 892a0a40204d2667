"""Relations between two mentions of a sentence."""

import random

import numpy as np
import torch
from torch import nn

import data
import synthetic
from batching import batches, pieces_in, pieces_of
from model import RELATIONS, SPAN_KINDS, SPAN_TYPES

NAMES = ("relations",)


def draw(e):
    """The epoch's sentences with pairs: KnowledgeNet with what is found in it, Re-DocRED, and sentences from templates."""
    if not e.wanted("relations"):
        return
    t, a = e.trainer, e.args
    items = []
    passages = e.some_of([i for k in a.folds for i in t.folds[k]], a.relations_share)
    names = t.names_of([i["text"] for i in passages]) if e.warm else [[] for _ in passages]
    for item, found in zip(passages, names):
        spans = data.with_candidates(item, found)
        items.append((item["text"], spans, data.pairs_of(spans, item["facts"], item["annotated"], rng=e.rng)))
    for item in e.some_of(t.docred, a.relations_share):
        pairs = data.pairs_of(item["gold"], item["facts"], item["annotated"], cap=16, rng=e.rng)
        items.append((item["text"], item["gold"], [p for p in pairs if p[0] in item["facts"] or p[0] not in item["unknown"]]))
    if e.warm:
        items += [written(x, e.rng) for x in synthetic.generate(int(a.synthetic * a.relations_share), seed=e.seed)]
    e.add("relations", [x for x in items if x[2]])


def written(x, rng):
    """A sentence from a template as (text, spans, pairs)."""
    spans = [(m["start"], m["end"], m["type"], m["kind"]) for m in x["mentions"] if m["type"] in SPAN_TYPES]
    keep = {k: i for i, k in enumerate(k for k, m in enumerate(x["mentions"]) if m["type"] in SPAN_TYPES)}
    facts = {}
    for r in x["relations"]:
        facts.setdefault((keep[r["subject"]], keep[r["object"]]), set()).add(r["relation"])
    pairs = data.pairs_of(spans, data.both_ways(facts), set(RELATIONS), rng=rng)
    # What the sentence does not say but a reader would guess is neither true nor false.
    for r in x.get("unsure", []):
        i, j = keep.get(r["subject"]), keep.get(r["object"])
        for pair, label, mask in pairs:
            n = RELATIONS.index(r["relation"])
            if pair in ((i, j), (j, i)) and not label[n]:
                mask[n] = 0.0
    return x["text"], spans, pairs


def prepare(name, items, encoded):
    spans, pairs, labels, masks = [], [], [], []
    for b, ((_, of_text, asked), x) in enumerate(zip(items, encoded)):
        at = {}
        for k, (a, e, t, kind) in enumerate(of_text):
            p = pieces_of(x, a, e)
            if p and t in SPAN_TYPES:
                at[k] = len(spans)
                spans.append((b, p[0], p[1], SPAN_TYPES.index(t), SPAN_KINDS.index(kind)))
        for (i, j), label, known in asked:
            if i in at and j in at:
                pairs.append((at[i], at[j]))
                labels.append(label)
                masks.append(known)
    if not pairs:
        return None
    return {"spans": torch.tensor(spans), "pairs": torch.tensor(pairs), "labels": torch.tensor(labels), "masks": torch.tensor(masks)}


def loss(trainer, name, d):
    logits = trainer.model.heads["relations"](trainer.states(d), d["mask"], d["spans"], d["pairs"])
    loss = nn.functional.binary_cross_entropy_with_logits(logits, d["labels"], reduction="none") * d["masks"]
    return 2.0 * loss.sum() / d["masks"].sum().clamp(min=1)


@torch.no_grad()
def scores(trainer, folds):
    """The head's probabilities and the truth of all candidate pairs and annotated relations of the folds."""
    passages = [i for k in folds for i in trainer.folds[k]]
    names = trainer.predict_names([i["text"] for i in passages])
    trainer.model.eval()
    items = []
    for item, found in zip(passages, names):
        spans = data.with_candidates(item, found)
        pairs = data.pairs_of(spans, item["facts"], item["annotated"])
        if pairs:
            items.append((item["text"], spans, pairs))
    p, g = [np.zeros(0)], [np.zeros(0)]
    for batch in batches(trainer.encode(items, lambda x: x[0]), pieces_in, 4096, random.Random(0)):
        d = trainer.prepare("relations", batch)
        if d is None:
            continue
        d = trainer.to_device(d)
        logits = trainer.model.heads["relations"](trainer.states(d), d["mask"], d["spans"], d["pairs"])
        on = d["masks"].bool()
        p.append(torch.sigmoid(logits)[on].cpu().numpy())
        g.append(d["labels"][on].cpu().numpy())
    return np.concatenate(p), np.concatenate(g)


def measure(trainer):
    """F1 over the pairs of the held-out folds, gold spans among noisy candidates, at the best single threshold."""
    p, g = scores(trainer, [k for k in trainer.folds if k not in trainer.args.folds])
    best = 0.0
    for cut in np.arange(0.15, 0.9, 0.05):
        tp = ((p > cut) & (g > 0)).sum()
        best = max(best, 2 * tp / max(1, (p > cut).sum() + g.sum()))
    return {"relations_f1": best}
