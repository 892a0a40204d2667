#!/usr/bin/env python3
"""Trains the encoder and all its heads together, on alternating batches of the tasks.

    python scripts/train/train.py --data ../shared/data --base MINILM_FOLDER --out target/train

Runs on the CPU or a GPU, in bfloat16 autocast where that is fast; checkpoints every epoch and resumes from the last.
`export.py` turns a checkpoint into the model folder.
"""

import argparse
import json
import math
import os
import pickle
import random
import re
import sys
import time

import numpy as np
import torch
from torch import nn

import data
import synthetic
from model import GMB_TAGS, NER_TAGS, RELATIONS, SPAN_KINDS, SPAN_TYPES, build, read_weights
from sentiment_synthetic import SENTENCES, SWAPS, neutral
from words import Words


def pad(encoded):
    n = max(len(e.ids) for e in encoded)
    ids = torch.zeros(len(encoded), n, dtype=torch.long)
    types = torch.zeros(len(encoded), n, dtype=torch.long)
    mask = torch.zeros(len(encoded), n, dtype=torch.bool)
    for b, e in enumerate(encoded):
        k = len(e.ids)
        ids[b, :k] = torch.tensor(e.ids)
        types[b, :k] = torch.tensor(e.types)
        mask[b, :k] = True
    return {"ids": ids, "types": types, "mask": mask}


def words_of(encoded):
    """The place of each word's first piece [texts, words], and how many words there are."""
    n = max(1, max(len(e.first) for e in encoded))
    first = torch.zeros(len(encoded), n, dtype=torch.long)
    for b, e in enumerate(encoded):
        first[b, : len(e.first)] = torch.tensor(e.first)
    return {"first": first, "lengths": torch.tensor([len(e.first) for e in encoded])}


def word_states(h, first):
    return h.gather(1, first.unsqueeze(2).expand(-1, -1, h.shape[2]))


def spans_in(encoded, wanted):
    """Row, first and end piece of the spans (text, start, end) that are not cut off, and which of them they are."""
    rows, starts, ends, kept = [], [], [], []
    for k, (b, s, t) in enumerate(wanted):
        p = pieces_of(encoded[b], s, t)
        if p:
            rows.append(b)
            starts.append(p[0])
            ends.append(p[1])
            kept.append(k)
    return {"rows": torch.tensor(rows), "starts": torch.tensor(starts), "ends": torch.tensor(ends)}, kept


def prepare(task, batch):
    """A batch of (item, encoded) as tensors, or None where nothing is left of it."""
    items, enc = [b[0] for b in batch], [b[1] for b in batch]
    out = pad(enc)
    if task in ("ner", "gmb"):
        out.update(words_of(enc))
    if task == "ner":
        allowed = torch.ones(*out["first"].shape, len(NER_TAGS), dtype=torch.bool)
        for b, (item, x) in enumerate(zip(items, enc)):
            for k, tag in enumerate(data.tag_words(x.spans, item[1])):
                if tag != data.UNKNOWN:
                    allowed[b, k] = False
                    allowed[b, k, data.allowed_tags(tag)] = True
        out["allowed"] = allowed
    elif task == "gmb":
        gold = torch.full(out["first"].shape, -100)
        for b, (item, x) in enumerate(zip(items, enc)):
            tags = data.tag_words(x.spans, item[1], GMB_TAGS)
            gold[b, : len(tags)] = torch.tensor(tags)
        out["gold"] = gold
    elif task == "target":
        spans, kept = spans_in(enc, [(b, s, t) for b, (_, s, t, _) in enumerate(items)])
        if not kept:
            return None
        out.update(spans, goal=torch.tensor([items[k][3] for k in kept]))
    elif task == "swap":
        at = [pieces_of(x, s, e) or (0, 1) for (_, s, e), x in zip(items, enc)]
        out.update(rows=torch.arange(len(at)), starts=torch.tensor([a for a, _ in at]), ends=torch.tensor([b for _, b in at]))
    elif task == "relations":
        spans, pairs, labels, masks = [], [], [], []
        for b, ((_, sp, pr), x) in enumerate(zip(items, enc)):
            at = {}
            for k, (a, e, t, kind) in enumerate(sp):
                p = pieces_of(x, a, e)
                if p and t in SPAN_TYPES:
                    at[k] = len(spans)
                    spans.append((b, p[0], p[1], SPAN_TYPES.index(t), SPAN_KINDS.index(kind)))
            for (i, j), lab, known in pr:
                if i in at and j in at:
                    pairs.append((at[i], at[j]))
                    labels.append(lab)
                    masks.append(known)
        if not pairs:
            return None
        out.update(spans=torch.tensor(spans), pairs=torch.tensor(pairs), labels=torch.tensor(labels), masks=torch.tensor(masks))
    else:
        out.update(classes=torch.tensor([i[1][0] for i in items]), valence=torch.tensor([i[1][1] for i in items]))
    return out


class Epochs(torch.utils.data.Dataset):
    """Each epoch's batches as tensors: (task, batch, word pieces), pickled, since workers could not share so many tensors."""

    def __init__(self, trainer):
        self.trainer = trainer

    def __len__(self):
        return self.trainer.args.epochs

    def __getitem__(self, epoch):
        todo = self.trainer.epoch_batches(epoch)
        return pickle.dumps([(task, prepare(task, batch), sum(len(e.ids) for _, e in batch)) for task, batch in todo])


def pieces_of(e, a, b):
    """First and end piece of the words that [a, b) touches; None where the text was cut before it."""
    hit = [k for k, (c, d) in enumerate(e.spans) if c < b and a < d]
    if not hit:
        return None
    last = hit[-1]
    end = e.first[last + 1] if last + 1 < len(e.first) else len(e.ids) - 1
    return e.first[hit[0]], end


def batches(items, key, budget, rng):
    """Items of about one length together, `budget` padded tokens a batch, in random order."""
    order = list(range(len(items)))
    rng.shuffle(order)
    order.sort(key=lambda i: key(items[i]) // 4)
    out, now, longest = [], [], 0
    for i in order:
        n = key(items[i])
        if now and max(longest, n) * (len(now) + 1) > budget:
            out.append([items[j] for j in now])
            now, longest = [], 0
        now.append(i)
        longest = max(longest, n)
    if now:
        out.append([items[j] for j in now])
    rng.shuffle(out)
    return out


# By task, how much the sentiment of its sentences counts.
WEIGHTS = {"nyt": 1.0, "sst": 0.7, "amazon": 0.6, "lexicon": 0.3, "own": 0.7, "news": 1.0, "wire": 0.7}
# Classes and valence of what nobody has rated.
NO_GOAL = ([0.0, 0.0, 0.0], 0.0)


def sentiment_loss(logits, valence, classes, felt):
    return nn.functional.cross_entropy(logits, classes) + 4.0 * nn.functional.mse_loss(valence, felt)


class Swaps:
    """Sentences with one person in them, of whom each is seen under several names."""

    NAMES = 4

    def __init__(self, items):
        # Names that are measured with (`data/gold/names.tsv`) are not trained on.
        path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data/gold/names.tsv")
        with open(path, encoding="utf-8") as f:
            measured = {line.split("\t")[0] for line in f}
        self.first = [n for n in synthetic.MALE + synthetic.FEMALE if n not in measured]
        self.contexts = []
        for text, names in items:
            people = [(a, b) for a, b, t in names if t == "PER"]
            if len(people) == 1 and 40 < len(text) < 200:
                (a, b), = people
                self.contexts.append((text[:a], text[b:]))

    def groups(self, times, rng):
        contexts = []
        for _ in range(times):
            contexts += [s.split("{name}") for s in SWAPS * 4 + neutral(600, rng)]
            contexts += rng.sample(self.contexts, min(len(self.contexts), 1200))
        for before, after in contexts:
            surname = " " + rng.choice(synthetic.SURNAMES).replace("_", " ") if rng.random() < 0.3 else ""
            # Names that nobody has had yet are among them: what is learnt must hold for any name.
            names = [n if rng.random() < 0.7 else invented(rng) for n in rng.sample(self.first, self.NAMES)]
            names = [n + surname for n in names]
            yield [(before + n + after, len(before), len(before) + len(n)) for n in names]


ONSETS = "b br ch d dj f g gh h j jh k kh kw l m mb n ng nd ny p ph q r rh s sh shr st sv t th ts tw v vl w x xh y yv z zh zb".split()
NUCLEI = "a aa ae ai ao e ee ei i ia ie io iu o oo ou u ua ue ya yo".split()
CODAS = ["", "", "", "n", "m", "r", "l", "k", "sh", "ng", "s", "t", "d", "h", "j", "v", "wn", "n"]


def invented(rng):
    """A first name of made-up syllables: `Zhaongka`, `Shri-wan`, `DeTwoon`."""
    syllables = [rng.choice(ONSETS) + rng.choice(NUCLEI) + rng.choice(CODAS) for _ in range(rng.choice([2, 2, 2, 3]))]
    form = rng.random()
    if form < 0.25:
        return syllables[0].capitalize() + "-" + syllables[1]
    if form < 0.35:
        return rng.choice(["De", "La", "Ja", "Mac"]) + syllables[0].capitalize()
    return "".join(syllables).capitalize()


def group_mean(answers):
    """Each answer [n, k] of a group replaced by the group's mean."""
    groups = answers.view(-1, Swaps.NAMES, answers.shape[1])
    return groups.mean(1, keepdim=True).expand_as(groups).reshape(answers.shape)


def divergence(goal, logits):
    """Mean Kullback-Leibler divergence of the answers from their goals [n, k]."""
    return nn.functional.kl_div(logits.log_softmax(1), goal.clamp(min=1e-6), reduction="batchmean")


def disagreement(logits):
    """Mean Kullback-Leibler divergence of each answer in a group from the group's mean."""
    p = logits.softmax(1)
    return divergence(p, group_mean(p).clamp(min=1e-6).log())


def alike(states, others):
    """How far states are from others, each with its mean and width taken off: the mean squared error."""
    n = states.shape[-1:]
    return nn.functional.mse_loss(nn.functional.layer_norm(states, n), nn.functional.layer_norm(others, n))


def load(model, path):
    """Loads a model that `export.py` wrote, or a checkpoint."""
    state = read_weights(path)
    missing, unexpected = model.load_state_dict({n: t.float() if t.is_floating_point() else t for n, t in state.items()}, strict=False)
    # What training alone uses may be there or not.
    odd = [n for n in missing + unexpected if not n.startswith(("aside.", "corpus_bias")) and not n.endswith("position_ids")]
    assert not odd, odd


class Trainer:
    def __init__(self, args):
        self.args = args
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        # Where bfloat16 is only emulated it is slower, not faster.
        self.bf16 = self.device == "cuda" or torch.cpu._is_avx512_bf16_supported()
        self.words = Words(args.base)
        self.encoded = {}
        self.model = build(args.encoder or args.base).to(self.device)
        if args.init:
            load(self.model, args.init)

        def teacher(folder, weights):
            model = build(folder).to(self.device).eval().requires_grad_(False)
            load(model, weights)
            return model

        self.teacher = teacher(args.base, args.teacher) if args.teacher else None
        self.sst_teacher = teacher(args.base, args.sst_teacher) if args.sst_teacher else None
        self.large = teacher(*args.large) if args.large else None
        if self.large:
            self.model.learn_states_of(self.large)
            self.model.to(self.device)
        # The names of what relations are learnt from, once they are found.
        self.found = None
        if not args.train_embeddings:
            self.model.bert.get_input_embeddings().weight.requires_grad = False
        d = args.data
        # Training data.
        self.conll = data.read_ner(f"{d}/ner/conll2003-train.tsv")
        self.wiki = data.read_ner(f"{d}/ner/wikigold.tsv")
        self.fine = data.crossner(f"{d}/ner")
        self.wnut = data.read_ner(f"{d}/ner/wnut17-train.tsv")
        self.gmb = data.read_ner(f"{d}/ner/gmb.tsv", coarse=False)
        nyt = list(data.read_rated(f"{d}/sentiment/nyt-editorials-train.tsv"))
        self.nyt = [(r, t) for doc, r, t in nyt if not data.held_out(doc)]
        self.nyt_dev = [(r, t) for doc, r, t in nyt if data.held_out(doc)]
        self.amazon = [(r, t) for _, r, t in data.read_rated(f"{d}/sentiment/amazon-reviews-train.tsv")]
        self.sst = data.read_trees(f"{d}/sentiment/sst-trees-train.txt")
        self.targets = data.read_targets(f"{d}/sentiment/newsmtsc-train.jsonl")
        self.folds = {k: data.read_knowledgenet(f"{d}/relations/knowledgenet-fold{k}.jsonl") for k in (1, 2, 3)}
        self.docred = data.read_redocred(f"{d}/relations/redocred-dev.json")
        self.gum = data.read_gum(f"{d}/documents/gum.jsonl")
        self.lexicon = read_lexicon()
        wire = data.read_wire(d)
        self.wire = [(r, data.detokenize(t.split(" "))) for r, t, _, dev in wire if not dev]
        self.wire_dev = [(r, data.detokenize(t.split(" "))) for r, t, _, dev in wire if dev]
        # Nobody is spoken of well or ill in a sentence without a feeling.
        self.plain = [(t, a, b, 1) for r, t, names, dev in wire if not dev and r == 0 for a, b, k in names if k in ("PER", "ORG")]
        self.unrated = self.news_to_ask_of() if self.large else []
        self.swaps = Swaps(self.conll + self.wiki)
        # Dev data.
        self.conll_dev = data.read_ner(f"{d}/ner/conll2003-dev.tsv")
        self.sst_dev = data.read_trees(f"{d}/sentiment/sst-trees-dev.txt")
        self.targets_dev = data.read_targets(f"{d}/sentiment/newsmtsc-devtest-mt.jsonl")
        phrases = {}
        for tree in self.sst:
            for lab, t in tree[1:]:
                if " " in t:
                    phrases[t] = lab
        self.phrases = sorted(phrases.items())

    # --- what the teachers say ---

    def news_to_ask_of(self):
        """Sentences of news as if nobody had rated them, with the people and bodies that a teacher can be asked about."""
        out = [(t, [(s, e)]) for t, s, e, _ in self.targets]
        dev = {t for _, t in self.wire_dev}
        for raw, names in self.gmb + self.conll:
            text = data.detokenize(raw.split(" "))
            if 40 < len(text) < 250 and text not in dev:
                out.append((text, [(a, b) for a, b, k in names[:2] if k.upper() in ("PER", "ORG")] if text == raw else []))
        return out

    def taught(self, items, sst=False):
        """Items (text, (classes, valence)) with goals half way between theirs and the answers of the teachers of the student's
        own size."""
        if not items or not self.teacher:
            return items
        texts = [t for t, _ in items]
        probs, val = self.predict_sentiment(texts, model=self.teacher)
        if sst and self.sst_teacher:
            other, v = self.predict_sentiment(texts, "sst", self.sst_teacher)
            # The two have scales of their own.
            probs, val = (probs + other) / 2, (val + v * val.std() / v.std()) / 2
        label = np.array([v for _, (_, v) in items])
        label *= (label * val).sum() / (label * label).sum()
        return [
            (t, ([(a + b) / 2 for a, b in zip(c, p)], float((v + w) / 2)))
            for (t, (c, _)), p, v, w in zip(items, probs, label, val)
        ]

    # --- one epoch's batches ---

    def encode(self, items, text):
        """(item, encoded) each; what has been seen is not encoded again."""
        texts = [text(i) for i in items]
        if len(self.encoded) > 500_000:
            self.encoded.clear()
        new = list({t for t in texts if t not in self.encoded})
        self.encoded.update(zip(new, self.words.encode(new)))
        return [(i, self.encoded[t]) for i, t in zip(items, texts)]

    def epoch_batches(self, epoch):
        a, rng = self.args, random.Random(1000 * a_seed(self.args) + epoch)
        # Written and generated sentences join once the plain data has been seen.
        warm = epoch >= 1 or a.init or a.large
        out = []

        only = set(a.only)

        def some_of(items, share=a.share):
            return items if share == 1 else rng.sample(items, int(len(items) * share))

        def wanted(task):
            return not only or task in only

        def add(task, items, text, taught=False):
            if not wanted(task):
                return
            if taught:
                items = self.taught(items, sst=task == "sst")
            enc = [x for x in self.encode(items, text) if x[1].first]
            for b in batches(enc, lambda x: len(x[1].ids), a.budget, rng):
                out.append((task, b))

        ner = [data.noisy(data.renamed(x, rng), rng) for x in self.conll + self.wiki]
        ner += [data.noisy(x, rng) for x in self.fine] + [data.noisy(x, rng) for x in rng.sample(self.wnut, 1700)]
        ner += self.gum * a.gum
        for x in synthetic.generate_ner(900, seed=epoch + 100 * a_seed(a)) if warm else []:
            ner.append((x["text"], [(m["start"], m["end"], m["type"]) for m in x["mentions"] if m["type"] in data.FINE and m["kind"] == "name"]))
        add("ner", some_of(ner, a.share if a.names_share is None else a.names_share), lambda x: x[0])

        def rated(r):
            return (data.soft_classes(r), max(-1.0, min(1.0, r / 3)))

        def on_trees(lab):
            return ([[0.95, 0.05, 0], [0.8, 0.2, 0], [0.1, 0.8, 0.1], [0, 0.2, 0.8], [0, 0.05, 0.95]][lab], (lab - 2) / 2.2)

        sst = [(t[0][1], on_trees(t[0][0])) for t in self.sst]
        # The roots of two- and three-word trees aside, phrases teach composition; the neutral ones are too many.
        some = [p for p in rng.sample(self.phrases, min(a.phrases, len(self.phrases))) if p[1] != 2 or rng.random() < 0.25]
        add("sst", some_of(sst + [(t, on_trees(lab)) for t, lab in some]), lambda x: x[0], taught=True)
        add("nyt", some_of([(t, rated(r)) for r, t in self.nyt]), lambda x: x[0], taught=True)
        add("amazon", some_of([(t, rated(r)) for r, t in self.amazon]), lambda x: x[0])
        add("lexicon", some_of([(t, rated(r)) for r, t in rng.sample(self.lexicon, 2500)]), lambda x: x[0])
        # Their feeling is in what is told, which a teacher of the student's own size misses.
        wire = some_of([(t, (data.soft_classes(r), 0.3 * r)) for r, t in self.wire]) * a.wire
        add("wire", wire, lambda x: x[0])
        targets = some_of(self.targets) + some_of(self.plain, 0.3 * a.share)
        targets = [(t, s, e, [0.9 * (k == gold) + 0.1 / 3 for k in range(3)]) for t, s, e, gold in targets]
        if self.large:
            news = rng.sample(self.unrated, min(a.news, len(self.unrated)))
            texts = [t for t, _ in news] + data.mixed_trees(self.sst, a.mixed, rng)
            add("news", [(t, NO_GOAL) for t in texts], lambda x: x[0])
            targets += [(t, s, e, NO_GOAL[0]) for t, spans in news for s, e in spans]
        elif self.teacher:
            news = [t for t, _, _, _ in some_of(self.targets, a.share / 2)]
            probs, val = self.predict_sentiment(news, model=self.teacher)
            add("news", [(t, (list(p), float(v))) for t, p, v in zip(news, probs, val)], lambda x: x[0])
        add("target", targets, lambda x: x[0])
        # An exported model has lost the head that GMB's tags need.
        add("gmb", [] if a.init else rng.sample(self.gmb, int(len(self.gmb) * a.gmb)), lambda x: x[0])
        if warm:
            hard = {"negative": [0.9, 0.1, 0], "neutral": [0.05, 0.9, 0.05], "positive": [0, 0.1, 0.9]}
            add("own", some_of([(t, (hard[lab], v)) for lab, v, t in SENTENCES]), lambda x: x[0])
        if warm and wanted("swap"):
            # Groups of one sentence with other people's names: what is felt must not hang on the name.
            groups = [(x, self.words.encode([t for t, _, _ in x])) for x in self.swaps.groups(a.swaps, rng)]
            for b in batches(groups, lambda x: max(len(e.ids) for e in x[1]), a.budget // Swaps.NAMES, rng):
                out.append(("swap", [pair for x, enc in b for pair in zip(x, enc)]))

        if not wanted("relations"):
            rng.shuffle(out)
            return out
        rel = []
        kn = some_of([i for k in a.folds for i in self.folds[k]], a.relations_share)
        names = self.names_of([i["text"] for i in kn]) if warm else [[] for _ in kn]
        for item, found in zip(kn, names):
            spans = data.with_candidates(item, found)
            pairs = data.pairs_of(spans, item["facts"], item["annotated"], rng=rng)
            if pairs:
                rel.append((item["text"], spans, pairs))
        for item in some_of(self.docred, a.relations_share):
            pairs = data.pairs_of(item["gold"], item["facts"], item["annotated"], cap=16, rng=rng)
            pairs = [p for p in pairs if p[0] in item["facts"] or p[0] not in item["unknown"]]
            if pairs:
                rel.append((item["text"], item["gold"], pairs))
        for x in synthetic.generate(int(a.synthetic * a.relations_share), seed=epoch + 100 * a_seed(a)) if warm else []:
            spans = [(m["start"], m["end"], m["type"], m["kind"]) for m in x["mentions"] if m["type"] in SPAN_TYPES]
            keep = {k: i for i, k in enumerate(k for k, m in enumerate(x["mentions"]) if m["type"] in SPAN_TYPES)}
            facts = {}
            for r in x["relations"]:
                facts.setdefault((keep[r["subject"]], keep[r["object"]]), set()).add(r["relation"])
            pairs = data.pairs_of(spans, data.both_ways(facts), set(data.ALLOWED), rng=rng)
            # What the sentence does not say but a reader would guess is neither true nor false.
            for r in x.get("unsure", []):
                i, j = keep.get(r["subject"]), keep.get(r["object"])
                for pair, label, mask in pairs:
                    n = RELATIONS.index(r["relation"])
                    if pair in ((i, j), (j, i)) and not label[n]:
                        mask[n] = 0.0
            if pairs:
                rel.append((x["text"], spans, pairs))
        add("relations", rel, lambda x: x[0])
        rng.shuffle(out)
        return out

    # --- losses ---

    def loss(self, task, d):
        m, a = self.model, self.args
        teacher = self.large or self.teacher
        # Seen without dropout, the answers of a group differ by the name alone.
        m.train(not (task == "swap" and teacher))
        if self.large and (task in WEIGHTS or task == "target"):
            return self.loss_by_large(task, d)
        h = m.states(d["ids"], d["types"], d["mask"], bf16=self.bf16)
        if task == "ner":
            e = m.heads["names"]["out"](m.drop(word_states(h, d["first"])))
            return m.heads["names"]["crf"].loss(e, d["lengths"], d["allowed"])
        if task == "gmb":
            e = m.aside["gmb"](m.drop(word_states(h, d["first"])))
            return 0.5 * nn.functional.cross_entropy(e.flatten(0, 1), d["gold"].flatten())
        if task in WEIGHTS:
            logits, valence = m.heads["sentiment"](h, d["mask"])
            # A teacher's answers are on the scale of the first corpus already, and so are the ratings of newswire.
            if not teacher and task != "wire":
                logits, valence = m.calibrate(task, logits, valence)
            return WEIGHTS[task] * sentiment_loss(logits, valence, d["classes"], d["valence"])
        if task == "swap":
            logits, valence = m.heads["sentiment"](h, d["mask"])
            spans = d["rows"], d["starts"], d["ends"]
            towards = m.heads["target"](h, d["mask"], *spans)
            if not teacher:
                return a.swap_weight * (8.0 * valence.view(-1, Swaps.NAMES).var(1).mean() + disagreement(logits) + disagreement(towards))
            with torch.no_grad():
                seen = teacher.states(d["ids"], d["types"], d["mask"], bf16=self.bf16)
                goal, felt = teacher.heads["sentiment"](seen, d["mask"])
                goal_towards = teacher.heads["target"](seen, d["mask"], *spans)
                goal, felt = group_mean(goal.softmax(1)), group_mean(felt.unsqueeze(1)).squeeze(1)
                goal_towards = group_mean(goal_towards.softmax(1))
            # The linear term holds where the answers differ little.
            return a.swap_weight * (
                8.0 * nn.functional.mse_loss(valence, felt)
                + nn.functional.smooth_l1_loss(valence, felt, beta=0.01)
                + divergence(goal, logits)
                + divergence(goal_towards, towards)
            )
        if task == "target":
            spans = d["rows"], d["starts"], d["ends"]
            goal = d["goal"]
            if self.teacher:
                with torch.no_grad():
                    seen = self.teacher.states(d["ids"], d["types"], d["mask"], bf16=self.bf16)
                    goal = (goal + self.teacher.heads["target"](seen, d["mask"], *spans).softmax(1)) / 2
            return nn.functional.cross_entropy(m.heads["target"](h, d["mask"], *spans), goal)
        if task == "relations":
            logits = m.heads["relations"](h, d["mask"], d["spans"], d["pairs"])
            loss = nn.functional.binary_cross_entropy_with_logits(logits, d["labels"], reduction="none") * d["masks"]
            return 2.0 * loss.sum() / d["masks"].sum().clamp(min=1)
        raise ValueError(task)

    def loss_by_large(self, task, d):
        """Sentiment as the large teacher sees it: its answer, mixed with the label where there is one, and its states half way
        and at the top, which the student's are to tell by a linear map (Jiao et al. 2020, TinyBERT)."""
        m, mask, share = self.model, d["mask"], self.args.mix
        with torch.no_grad():
            seen, seen_middle = self.large.states(d["ids"], d["types"], mask, bf16=self.bf16, middle=True)
        h, middle = m.states(d["ids"], d["types"], mask, bf16=self.bf16, middle=True)
        of_states = alike(m.aside["top"](h[mask]), seen[mask]) + 0.5 * alike(m.aside["middle"](middle[mask]), seen_middle[mask])
        if task == "target":
            spans = d["rows"], d["starts"], d["ends"]
            with torch.no_grad():
                said = self.large.heads["target"](seen, mask, *spans).softmax(1)
            goal = torch.where(d["goal"].sum(1, keepdim=True) > 0, (1 - share) * d["goal"] + share * said, said)
            return nn.functional.cross_entropy(m.heads["target"](h, mask, *spans), goal) + 0.5 * of_states
        with torch.no_grad():
            goal, felt = self.large.heads["sentiment"](seen, mask)
            goal = goal.softmax(1)
        if task != "news":
            goal = (1 - share) * d["classes"] + share * goal
        # The other corpora have scales of their own.
        if task in ("nyt", "wire", "own"):
            felt = (1 - share) * d["valence"] + share * felt
        logits, valence = m.heads["sentiment"](h, mask)
        return WEIGHTS[task] * (sentiment_loss(logits, valence, goal, felt) + of_states)

    @torch.no_grad()
    def fit_maps(self, sentences=1200):
        """Has the maps to the large teacher's states begin as the least squares over some sentences make them."""
        self.model.eval()
        texts = random.Random(1).sample([t for t, _ in self.unrated] + [x[0][1] for x in self.sst], sentences)
        width = self.model.hidden + 1
        sums = {}
        for batch in batches(self.encode(texts, lambda t: t), lambda x: len(x[1].ids), 2048, random.Random(0)):
            d = self.to_device(pad([e for _, e in batch]))
            asked = [m.states(d["ids"], d["types"], d["mask"], bf16=self.bf16, middle=True) for m in (self.model, self.large)]
            for name, x, y in zip(("top", "middle"), *asked):
                x, y = x[d["mask"]].double(), y[d["mask"]].double()
                x = torch.cat([x, torch.ones_like(x[:, :1])], 1)
                y = nn.functional.layer_norm(y, y.shape[-1:])
                a, b = sums.get(name, (torch.eye(width, dtype=x.dtype, device=x.device), 0))
                sums[name] = a + x.T @ x, b + x.T @ y
        for name, (a, b) in sums.items():
            w = torch.linalg.solve(a, b)
            self.model.aside[name].weight.copy_(w[:-1].T)
            self.model.aside[name].bias.copy_(w[-1])

    def to_device(self, d):
        return {n: t.to(self.device, non_blocking=True) for n, t in d.items()}

    # --- measuring ---

    def names_of(self, texts):
        """Names of each text: by the model as it is now, or as found before the run."""
        return self.predict_names(texts) if self.found is None else [self.found[t] for t in texts]

    @torch.no_grad()
    def predict_names(self, texts, model=None):
        """Names of each text by the CRF: (start, end, type)."""
        model = model or self.model
        model.eval()
        out = [[] for _ in texts]
        enc = [(i, e) for i, e in self.encode(range(len(texts)), lambda i: texts[i]) if e.first]
        for batch in batches(enc, lambda x: len(x[1].ids), 4096, random.Random(0)):
            es = [e for _, e in batch]
            d = self.to_device(pad(es) | words_of(es))
            h = model.states(d["ids"], d["types"], d["mask"], bf16=self.bf16)
            em = model.heads["names"]["out"](word_states(h, d["first"]))
            for (i, e), tags in zip(batch, model.heads["names"]["crf"].viterbi(em, d["lengths"])):
                for a, b, t in data.spans_of([NER_TAGS[t] for t in tags]):
                    out[i].append((e.spans[a][0], e.spans[b - 1][1], t))
        self.model.train()
        return out

    @torch.no_grad()
    def predict_sentiment(self, texts, corpus="nyt", model=None):
        """Class probabilities [texts, 3] and valences [texts], on the scale of a corpus."""
        model = model or self.model
        model.eval()
        probs, val = np.zeros((len(texts), 3)), np.zeros(len(texts))
        enc = self.encode(range(len(texts)), lambda i: texts[i])
        for batch in batches(enc, lambda x: len(x[1].ids), 4096, random.Random(0)):
            d = self.to_device(pad([e for _, e in batch]))
            h = model.states(d["ids"], d["types"], d["mask"], bf16=self.bf16)
            logits, v = model.calibrate(corpus, *model.heads["sentiment"](h, d["mask"]))
            rows = [i for i, _ in batch]
            probs[rows] = logits.softmax(1).cpu().numpy()
            val[rows] = v.cpu().numpy()
        self.model.train()
        return probs, val

    @torch.no_grad()
    def measure(self):
        from sklearn.metrics import f1_score

        out = {}
        found = self.predict_names([t for t, _ in self.conll_dev])
        tp = fp = fn = 0
        for (_, gold), pred in zip(self.conll_dev, found):
            g, p = set(gold), set(pred)
            tp += len(g & p)
            fp += len(p - g)
            fn += len(g - p)
        out["ner_f1"] = 2 * tp / (2 * tp + fp + fn)
        probs, val = self.predict_sentiment([t for _, t in self.nyt_dev])
        r = np.array([r for r, _ in self.nyt_dev])
        out["nyt_r"] = float(np.corrcoef(r, val)[0, 1])
        gold = np.where(r > 0.5, 2, np.where(r < -0.5, 0, 1))
        out["nyt_macro"] = f1_score(gold, probs.argmax(1), average="macro")
        probs, val = self.predict_sentiment([t for _, t in self.wire_dev])
        r = np.array([r for r, _ in self.wire_dev])
        out["wire_r"] = float(np.corrcoef(r, val)[0, 1])
        out["wire_macro"] = f1_score(np.where(r > 0.5, 2, np.where(r < -0.5, 0, 1)), probs.argmax(1), average="macro")
        roots = [t[0] for t in self.sst_dev if t[0][0] != 2]
        probs, val = self.predict_sentiment([t for _, t in roots])
        sign = np.array([lab > 2 for lab, _ in roots])
        out["sst_val"] = float(((val > 0) == sign).mean())
        out["sst_prob"] = float(((probs[:, 2] > probs[:, 0]) == sign).mean())
        self.model.eval()
        gold, pred = [], []
        for batch in batches(self.encode(self.targets_dev, lambda x: x[0]), lambda x: len(x[1].ids), 4096, random.Random(0)):
            gold += [i[3] for i, _ in batch]
            # As a swap's, a target that is cut off stays in, and counts.
            d = self.to_device(prepare("swap", [(i[:3], e) for i, e in batch]))
            h = self.model.states(d["ids"], d["types"], d["mask"], bf16=self.bf16)
            pred += self.model.heads["target"](h, d["mask"], d["rows"], d["starts"], d["ends"]).argmax(1).tolist()
        out["target_macro"] = f1_score(gold, pred, average="macro")
        self.model.eval()
        out["relations_f1"] = self.measure_relations()
        self.model.train()
        return {k: round(float(v), 4) for k, v in out.items()}

    def measure_relations(self):
        """F1 over the pairs of the held-out folds, gold spans among noisy candidates, at the best single threshold."""
        p, g = self.relation_scores([k for k in self.folds if k not in self.args.folds])
        best = 0.0
        for cut in np.arange(0.15, 0.9, 0.05):
            tp = ((p > cut) & (g > 0)).sum()
            best = max(best, 2 * tp / max(1, (p > cut).sum() + g.sum()))
        return best

    def relation_scores(self, folds):
        """The head's probabilities and the truth of all candidate pairs and annotated relations of the folds."""
        kn = [i for k in folds for i in self.folds[k]]
        names = self.predict_names([i["text"] for i in kn])
        self.model.eval()
        items = []
        for item, found in zip(kn, names):
            spans = data.with_candidates(item, found)
            pairs = data.pairs_of(spans, item["facts"], item["annotated"])
            if pairs:
                items.append((item["text"], spans, pairs))
        p, g = [np.zeros(0)], [np.zeros(0)]
        for batch in batches(self.encode(items, lambda x: x[0]), lambda x: len(x[1].ids), 4096, random.Random(0)):
            d = prepare("relations", batch)
            if d is None:
                continue
            d = self.to_device(d)
            logits = self.model.heads["relations"](self.model.states(d["ids"], d["types"], d["mask"], bf16=self.bf16), d["mask"], d["spans"], d["pairs"])
            on = d["masks"].bool()
            p.append(torch.sigmoid(logits)[on].cpu().numpy())
            g.append(d["labels"][on].cpu().numpy())
        return np.concatenate(p), np.concatenate(g)

    # --- the run ---

    def run(self):
        a = self.args
        os.makedirs(a.out, exist_ok=True)
        head = [p for n, p in self.model.named_parameters() if not n.startswith("bert.") and p.requires_grad]
        body = [p for n, p in self.model.named_parameters() if n.startswith("bert.") and p.requires_grad]
        opt = torch.optim.AdamW(
            [{"params": body, "lr": a.lr, "top": a.lr}, {"params": head, "lr": 4 * a.lr, "top": 4 * a.lr}], weight_decay=0.01, fused=self.device == "cuda"
        )
        start, step = 0, 0
        last = os.path.join(a.out, "last.pt")
        # By the model that a run begins with, so that one taken up again sees the same.
        if a.init or self.large:
            texts = [i["text"] for k in a.folds for i in self.folds[k]]
            self.found = dict(zip(texts, self.predict_names(texts, self.model if a.init else self.large)))
        if self.large and a.init and not os.path.exists(last):
            self.fit_maps()
        ema = {n: p.detach().clone() for n, p in self.model.named_parameters()}
        if os.path.exists(last):
            s = torch.load(last, map_location=self.device)
            self.model.load_state_dict(s["model"])
            opt.load_state_dict(s["opt"])
            ema, start, step = s["ema"], s["epoch"], s["step"]
            print(f"resumed after epoch {start}", flush=True)
        # Workers have the trainer as it is now, and cannot ask a GPU.
        ahead = {"num_workers": a.workers, "multiprocessing_context": "fork"} if a.workers else {}
        epochs = torch.utils.data.DataLoader(Epochs(self), batch_size=None, sampler=range(start, a.epochs), **ahead)
        first, warm_up = None, 0.02 if a.minutes else 0.1 / a.epochs
        for epoch, todo in enumerate(map(pickle.loads, epochs), start):
            torch.manual_seed(a_seed(a) * 100 + epoch)
            first = first or time.time()
            sums, began, tokens = {}, time.time(), 0
            for k, (task, batch, pieces) in enumerate(todo):
                if batch is None:
                    continue
                # Linear warm-up over the first tenth of an epoch (the first fiftieth of a run that has its minutes), then a
                # cosine to 2% over the whole run.
                done = (epoch + (k + 1) / len(todo)) / a.epochs
                if a.minutes:
                    done = min(1.0, (time.time() - first) / 60 / a.minutes)
                scale = min(1.0, done / warm_up) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))
                for g in opt.param_groups:
                    g["lr"] = g["top"] * scale
                loss = self.loss(task, self.to_device(batch))
                opt.zero_grad(set_to_none=True)
                loss.backward()
                nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
                opt.step()
                step += 1
                decay = min(a.ema, (1 + step) / (10 + step))
                with torch.no_grad():
                    live = [(ema[n], p) for n, p in self.model.named_parameters() if p.requires_grad]
                    torch._foreach_lerp_([e for e, _ in live], [p for _, p in live], 1 - decay)
                n, s = sums.get(task, (0, 0.0))
                sums[task] = (n + 1, s + loss.detach())
                tokens += pieces
                if (k + 1) % 200 == 0:
                    text = " ".join(f"{t} {float(s) / n:.3f}" for t, (n, s) in sorted(sums.items()))
                    print(f"epoch {epoch + 1} {k + 1}/{len(todo)} {tokens / (time.time() - began):.0f} tok/s {text}", flush=True)
                    sums = {}
                if done >= 1:
                    break
            seconds = round(time.time() - began)
            raw = {n: p.detach().clone() for n, p in self.model.named_parameters()}
            torch.save(
                {"model": self.model.state_dict(), "opt": opt.state_dict(), "ema": ema, "epoch": epoch + 1, "step": step}, last + ".new"
            )
            os.replace(last + ".new", last)
            with torch.no_grad():
                for n, p in self.model.named_parameters():
                    p.copy_(ema[n])
            last_one = done >= 1
            figures = self.measure() if last_one or (epoch + 1) % a.measure_every == 0 else {}
            figures.update(epoch=epoch + 1, step=step, seconds=seconds, seed=a.seed)
            print(json.dumps(figures), flush=True)
            with open(os.path.join(a.out, "figures.jsonl"), "a") as f:
                f.write(json.dumps(figures) + "\n")
            torch.save(self.model.state_dict(), os.path.join(a.out, "averaged.pt.new"))
            os.replace(os.path.join(a.out, "averaged.pt.new"), os.path.join(a.out, "averaged.pt"))
            with torch.no_grad():
                for n, p in self.model.named_parameters():
                    p.copy_(raw[n])
            if last_one:
                break


def a_seed(args):
    return args.seed


def read_lexicon():
    """The words of the VADER lexicon (MIT) with the mean of ten raters, from the package vaderSentiment."""
    import vaderSentiment

    path = os.path.join(os.path.dirname(vaderSentiment.__file__), "vader_lexicon.txt")
    out = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            word, mean = line.split("\t")[:2]
            if re.fullmatch(r"[a-z' -]+", word):
                out.append((float(mean), word))
    return out


def arguments(argv=None):
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", required=True)
    p.add_argument("--base", required=True, help="the folder of the base encoder")
    p.add_argument("--out", default="target/train")
    p.add_argument("--encoder", help="the folder of the encoder to train, where it is another than the base: MPNet, as a teacher")
    p.add_argument("--init", help="a checkpoint or a model.safetensors, to train on from")
    p.add_argument("--teacher", help="weights of the student's kind whose answers are half of what sentiment is trained on, and all of it for names")
    p.add_argument("--sst-teacher", help="a checkpoint trained with `--only sst`, the other teacher of SST")
    p.add_argument("--large", nargs=2, metavar=("FOLDER", "WEIGHTS"), help="a larger teacher, its base encoder's folder and weights: sentiment learns its states and answers")
    p.add_argument("--mix", type=float, default=0.8, help="how much of what is learnt of a rated sentence is its answer, not the label")
    p.add_argument("--mixed", type=int, default=18000, help="sentences put together from SST's trees that it is asked for an epoch")
    p.add_argument("--news", type=int, default=6000, help="sentences of news that it is asked for an epoch")
    p.add_argument("--epochs", type=int, default=9)
    p.add_argument("--minutes", type=float, help="the run ends after so many minutes of training, its epochs over or not")
    p.add_argument("--lr", type=float, default=1.5e-4)
    p.add_argument("--budget", type=int, default=1024, help="padded tokens a batch")
    p.add_argument("--ema", type=float, default=0.999)
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--synthetic", type=int, default=2500)
    p.add_argument("--phrases", type=int, default=26000, help="phrases of SST an epoch")
    p.add_argument("--folds", type=int, nargs="*", default=[1, 2], help="KnowledgeNet folds to train on; the rest is measured on")
    p.add_argument("--share", type=float, default=1.0, help="how much of the names, sentiment and targets is seen an epoch")
    p.add_argument("--names-share", type=float, help="the same of the names alone")
    p.add_argument("--gum", type=int, default=1, help="how often GUM's sentences are seen an epoch")
    p.add_argument("--gmb", type=float, default=0.1, help="how much of GMB is seen an epoch by a model that starts from its base")
    p.add_argument("--only", nargs="*", default=[], help="the tasks to train on; without it all")
    p.add_argument("--wire", type=int, default=0, help="how often the rated newswire is seen an epoch")
    p.add_argument("--relations-share", type=float, default=1.0, help="the same of the relations")
    p.add_argument("--swaps", type=int, default=1, help="how often the groups of names are drawn an epoch")
    p.add_argument("--swap-weight", type=float, default=0.5)
    p.add_argument("--train-embeddings", action="store_true")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--workers", type=int, default=0, help="processes that prepare epochs ahead")
    p.add_argument("--measure-every", type=int, default=1, help="epochs from one look at the dev sets to the next")
    a = p.parse_args(argv)
    if a.workers and (a.teacher or not (a.init or a.large)):
        p.error("--workers cannot ask a model: only a run with --init or --large, and without --teacher, can have them")
    return a


if __name__ == "__main__":
    args = arguments()
    torch.set_num_threads(args.threads)
    # Runs of any seed begin with the same heads, so that their weights can be averaged.
    torch.manual_seed(1)
    Trainer(args).run()
