#!/usr/bin/env python3
"""Has a teacher answer, once, what the student will be asked often: the sentiment of sentences, and towards their targets.

    python scripts/train/answer.py --data ../shared/data --base MINILM_FOLDER --encoder MPNET_FOLDER --init teacher.pt \
        --out answers.pt

Beside the rated sentences it answers sentences that nobody has rated: of newswire (GMB), put together from SST's trees, and
groups that differ in a name alone. A teacher of twelve layers reads some 900 word pieces a second on two cores; what has been
answered is kept, and an interrupted run goes on from there.
"""

import os
import random
import time

import torch

import data
from model import SENTIMENTS
from sentiment_synthetic import SENTENCES
from train import Trainer, arguments, batches, pad, spans_in


def questions(t, a):
    """Parts: a name, and sentences with the spans to answer for."""
    rng = random.Random(a.seed)
    yield "sst", [(x[0][1], []) for x in t.sst]
    yield "nyt", [(text, []) for _, text in t.nyt]
    yield "wire", [(text, []) for _, text in t.wire] + [(text, []) for _, _, text in SENTENCES]
    towards = {}
    for text, s, e, _ in t.targets:
        towards.setdefault(text, []).append((s, e))
    some = rng.sample(sorted(towards), min(len(towards), a.news))
    yield "target", [(text, towards[text]) for text in some]
    yield "mixed", [(text, []) for text in data.mixed_trees(t.sst, a.mixed, rng)]
    groups = rng.sample(list(t.swaps.groups(1, rng)), a.groups)
    yield "groups", [(text, [(s, e)]) for group in groups for text, s, e in group]
    some = [x for x in rng.sample(t.gmb, len(t.gmb)) if 40 < len(x[0]) < 250][: a.read]
    some = [(data.detokenize(text.split(" ")), text, names) for text, names in some]
    yield "news", [(text, [(s, e) for s, e, k in names[:2] if k in ("per", "org")] if text == raw else []) for text, raw, names in some]


@torch.no_grad()
def answer(t, items):
    """The class chances and the valence of each sentence, and the class chances towards each of its spans."""
    out = [None] * len(items)
    enc = list(enumerate(t.words.encode([text for text, _ in items])))
    for batch in batches(enc, lambda x: len(x[1].ids), 2048, random.Random(0)):
        es = [e for _, e in batch]
        d = t.to_device(pad(es))
        h = t.model.states(d["ids"], d["types"], d["mask"], bf16=t.bf16)
        logits, valence = t.model.heads["sentiment"](h, d["mask"])
        said = torch.cat([logits.softmax(1), valence.unsqueeze(1)], 1).cpu()
        wanted = [(b, s, e) for b, (i, _) in enumerate(batch) for s, e in items[i][1]]
        spans, kept = spans_in(es, wanted)
        towards = {}
        if kept:
            spans = t.to_device(spans)
            p = t.model.heads["target"](h, d["mask"], spans["rows"], spans["starts"], spans["ends"]).softmax(1).cpu()
            towards = {wanted[k]: p[n] for n, k in enumerate(kept)}
        for b, (i, _) in enumerate(batch):
            out[i] = (items[i][0], said[b], [(s, e, towards[b, s, e]) for s, e in items[i][1] if (b, s, e) in towards])
    return out


def main():
    a = arguments()
    torch.set_num_threads(a.threads)
    t = Trainer(a)
    t.model.eval()
    done = torch.load(a.out) if os.path.exists(a.out) else {}
    for name, items in questions(t, a):
        if name in done or not items:
            continue
        began = time.time()
        done[name] = answer(t, items)
        mean = torch.stack([said[:3] for _, said, _ in done[name]]).mean(0)
        print(name, len(items), f"{time.time() - began:.0f} s", {k: round(float(p), 3) for k, p in zip(SENTIMENTS, mean)}, flush=True)
        torch.save(done, a.out + ".new")
        os.replace(a.out + ".new", a.out)


if __name__ == "__main__":
    main()
