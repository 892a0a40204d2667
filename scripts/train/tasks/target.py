"""Sentiment towards somebody or something that a sentence names."""

import random

import torch
from torch import nn

from batching import batches, pieces_in, spans_in
from teaching import states_beside

NAMES = ("target",)


def draw(e):
    """The epoch's targets (text, start, end, goal), before what a large teacher is asked for."""
    t = e.trainer
    targets = e.some_of(t.targets) + e.some_of(t.plain, 0.3 * e.args.share)
    return [(text, s, end, [0.9 * (k == gold) + 0.1 / 3 for k in range(3)]) for text, s, end, gold in targets]


def prepare(name, items, encoded):
    spans, kept = spans_in(encoded, [(b, s, t) for b, (_, s, t, _) in enumerate(items)])
    return spans | {"goal": torch.tensor([items[k][3] for k in kept])} if kept else None


def loss(trainer, name, d):
    spans = d["rows"], d["starts"], d["ends"]
    goal, mask, head = d["goal"], d["mask"], trainer.model.heads["target"]
    if trainer.large:
        share = trainer.args.mix
        h, seen, unlike = states_beside(trainer, d)
        with torch.no_grad():
            said = trainer.large.heads["target"](seen, mask, *spans).softmax(1)
        goal = torch.where(goal.sum(1, keepdim=True) > 0, (1 - share) * goal + share * said, said)
        return nn.functional.cross_entropy(head(h, mask, *spans), goal) + 0.5 * unlike
    h = trainer.states(d)
    if trainer.teacher:
        with torch.no_grad():
            seen = trainer.states(d, trainer.teacher)
            goal = (goal + trainer.teacher.heads["target"](seen, mask, *spans).softmax(1)) / 2
    return nn.functional.cross_entropy(head(h, mask, *spans), goal)


def measure(trainer):
    """Macro-F1 on NewsMTSC's devtest."""
    from sklearn.metrics import f1_score

    model = trainer.model
    model.eval()
    gold, pred = [], []
    for batch in batches(trainer.encode(trainer.targets_dev, lambda x: x[0]), pieces_in, 4096, random.Random(0)):
        gold += [i[3] for i, _ in batch]
        # As a swap's, a target that is cut off stays in, and counts.
        d = trainer.to_device(trainer.prepare("swap", [(i[:3], e) for i, e in batch]))
        h = trainer.states(d)
        pred += model.heads["target"](h, d["mask"], d["rows"], d["starts"], d["ends"]).argmax(1).tolist()
    return {"target_macro": f1_score(gold, pred, average="macro")}
