#!/usr/bin/env python3
"""Trains shipped weights further on names and relations, while the answers of all other heads are held.

    python scripts/train/further.py --data ../shared/data --base MINILM_FOLDER --init models/news-en/model.safetensors \
        --out target/further --epochs 2 --lr 6e-5

`scripts/train/more-news` has the runs that made the shipped weights.

What is new: names of world newswire (7 of 8 articles; the rest is measured on) and of CoNLL04's train, relations of CoNLL04's
train and FewRel (7 of 8 sentences), and written sentences in which who, whether and what kind are the question. What is
held: the sentiment of sentences and towards targets, and the relations of KnowledgeNet, Re-DocRED and the written sentences
have the answers of the weights that the run begins with as their goals (knowledge distillation, Hinton et al. 2015; against
forgetting, Li and Hoiem 2016), and the two vectors that the sentiment head reads, [CLS] and the mean, keep their direction.
"""

import argparse
import json
import math
import os
import random
import time
import zlib

import torch
from torch import nn

import data
import schema
import synthetic
import train
from batching import batches, pieces_in, word_states
from model import RELATIONS
from resources import templates, words
from sentences import realise
from tasks import ner, swap
from tasks.relations import written
from tasks.sentiment import NO_GOAL, SENTENCES
from teaching import alike, divergence
from train import Trainer, arguments

# --- world newswire ---

WORLD = {label: schema.LABELS[label] for label in ("Person", "Location", "Organization")}
NO_NAMES = ("Date", "Money")
CALENDAR = {word.lower() for word in words("weekdays") + words("months")}


def read_worldwide(path):
    """Sentences of world newswire as (document, text, names), names with the corpus's own types."""
    out, document, words, tags = [], None, [], []

    def close():
        if words:
            out.append((document, *data.ner_item(list(words), list(tags), coarse=False)))
        words.clear()
        tags.clear()

    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line:
                close()
                continue
            word, tag = line.rsplit("\t", 1)
            if word == "-DOCSTART-":
                close()
                document = tag
                continue
            words.append(word)
            tags.append(tag)
    close()
    return out


def world_dev(document):
    """An eighth of the articles, by the CRC of the file's name, is kept for measuring."""
    return zlib.crc32(document.encode()) % 8 == 0


def as_conll(text, names, seen):
    """World newswire's names as far as they tell what CoNLL's would be; `seen` are the names that the weights find there.

    A nationality or a religion is MISC. A product, an event or a work is MISC where the weights say so too, else MISC or none;
    so is what the weights take for MISC and the corpus does not name. A facility is LOC or ORG by CoNLL, never told which: it
    is left open. A day or a sum is none."""
    out = []
    things = [(a, b) for a, b, t in seen if t == "MISC"]
    for a, b, t in names:
        if t in WORLD:
            out.append((a, b, WORLD[t]))
        elif t in NO_NAMES or all(w.lower() in CALENDAR for w in text[a:b].split()):
            continue
        elif t == "NORP":
            out.append((a, b, "MISC" if text[a].isupper() else "!"))
        elif t == "Facility":
            out.append((a, b, None))
        else:
            out.append((a, b, "MISC" if (a, b) in things else "!"))
    out += [(a, b, "!") for a, b in things if all(b <= c or d <= a for c, d, _ in names)]
    return sorted(out, key=lambda x: x[:2])


# --- relations ---

CONLL04_TYPES = {"Peop": "PER", "Org": "ORG", "Loc": "LOC", "Other": "MISC"}
CONLL04_RELATIONS = {"Live_In": "place_of_residence", "Work_For": "employee_or_member_of", "OrgBased_In": "headquarters"}


def label_of(**truth):
    """Labels and mask over RELATIONS from `relation=bool`; the others are unknown."""
    label, mask = [0.0] * len(RELATIONS), [0.0] * len(RELATIONS)
    for relation, holds in truth.items():
        label[RELATIONS.index(relation)] = float(holds)
        mask[RELATIONS.index(relation)] = 1.0
    return label, mask


def tells_of_birth(text):
    return any(word in text.lower() for word in ("born", "native", "birth"))


def in_dateline(text, span):
    """Whether a name is the agency of a dateline: `OSLO (NTB)`."""
    return text[: span[0]].endswith("(") and text[span[1] :].startswith(")")


def read_conll04(path):
    """Relation items (text, spans, pairs). `lives in` is where the text places somebody: residence, where nothing tells of a
    birth. An agency has its seat in each town that it reports from, which is neither taught nor denied. Whose pair of names
    holds elsewhere in the sentence is left out."""
    out = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            x = json.loads(line)
            text = x["text"]
            spans = [(a, b, CONLL04_TYPES[t], "name") for a, b, t in x["entities"]]
            facts = {(i, j): CONLL04_RELATIONS[r] for r, i, j in x["relations"] if r in CONLL04_RELATIONS}
            said = {(text[slice(*spans[i][:2])], text[slice(*spans[j][:2])], r) for (i, j), r in facts.items()}
            pairs = []
            for i, s in enumerate(spans):
                for j, o in enumerate(spans):
                    kind = {("PER", "LOC"): "place_of_residence", ("PER", "ORG"): "employee_or_member_of", ("ORG", "LOC"): "headquarters"}.get((s[2], o[2]))
                    if not kind:
                        continue
                    holds = facts.get((i, j)) == kind
                    if not holds and (text[s[0] : s[1]], text[o[0] : o[1]], kind) in said:
                        continue
                    if holds and (kind == "place_of_residence" and tells_of_birth(text) or kind == "headquarters" and in_dateline(text, s)):
                        continue
                    known = {kind: holds}
                    if kind == "place_of_residence" and not holds:
                        known["place_of_birth"] = False
                    pairs.append(((i, j), *label_of(**known)))
            if pairs:
                out.append((text, spans, pairs))
    return out


def conll04_names(path):
    """Sentences of CoNLL04 as (text, names), as far as they tell what CoNLL-2003's names would be: people without their titles,
    places, bodies. What else the corpus names is left open, and so is a body that is called by a common noun."""
    titles = set(words("gum-titles-before"))
    out = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            x = json.loads(line)
            text, names = x["text"], []
            for a, b, kind in x["entities"]:
                kind = CONLL04_TYPES[kind]
                first, space, rest = text[a:b].partition(" ")
                if kind == "PER" and space and first.lower().rstrip(".") in titles:
                    a += len(first) + 1
                common = text[a:b].split(" ")[-1].islower()
                names.append((a, b, None if kind == "MISC" or common else kind))
            out.append((text, names))
    return out


def read_fewrel(path, names_of):
    """Relation items (text, spans, pairs) and whether each is kept for measuring (an eighth, by its id). Of a sentence the one
    pair alone is known; what the two are, where the relation does not say, is what the weights take them for."""
    with open(path, encoding="utf-8") as f:
        lines = [json.loads(line) for line in f]
    found = names_of([x["text"] for x in lines])
    out = []
    for x, names in zip(lines, found):
        text, kind = x["text"], x["relation"]

        def span(at, sure=None):
            a, b = at
            hit = [t for c, d, t in names if c < b and a < d]
            return (a, b, sure or (hit[0] if hit else None), "name")

        if kind in ("spouse", "mother", "child"):
            spans = [span(x["head"], "PER"), span(x["tail"], "PER")]
            if kind == "spouse":
                pairs = [((0, 1), *label_of(spouse=True, child_of=False, sibling=False)), ((1, 0), *label_of(spouse=True, child_of=False, sibling=False))]
            else:
                child = (0, 1) if kind == "mother" else (1, 0)
                pairs = [(child, *label_of(child_of=True, spouse=False, sibling=False)), (child[::-1], *label_of(child_of=False, spouse=False, sibling=False))]
        else:
            spans = [span(x["head"]), span(x["tail"])]
            if None in (spans[0][2], spans[1][2]):
                continue
            if kind == "member of":
                if spans[0][2] != "PER" or spans[1][2] != "ORG":
                    continue
                pairs = [((0, 1), *label_of(employee_or_member_of=True))]
            elif kind == "other":
                pairs = []
                for i, j in ((0, 1), (1, 0)):
                    fits = [r for r in RELATIONS if schema.fits(r, spans[i][2], spans[j][2])]
                    if fits:
                        # What somebody's country is, no other kind of pair tells.
                        pairs.append(((i, j), *label_of(**{r: False for r in fits if r != "nationality"})))
                if not pairs:
                    continue
            else:
                continue
        out.append(((text, spans, pairs), kind, zlib.crc32(x["id"].encode()) % 8 == 0))
    return out


WHOSE, WHOSE_NONE = templates("relations-whose"), templates("relations-whose-none")


def whose(n, seed):
    """n written sentences, in turn from the templates in which a relation holds and from those in which one seems to, or holds of
    somebody else."""
    rng = random.Random(seed)
    bags = {}
    for k in range(n):
        kind = k % 2
        if not bags.get(kind):
            bags[kind] = list((WHOSE, WHOSE_NONE)[kind])
            rng.shuffle(bags[kind])
        yield realise(bags[kind].pop(), rng)


# --- the run ---

# How many of the lowest layers stay as they are.
FROZEN = 3
# How much the loss of names counts, and how much the direction of the vectors that the sentiment head reads.
NAMES_WEIGHT, STATES_WEIGHT = 2.0, 0.5


class Layers:
    """A BERT encoder cut in two: the layers below, which stay as they are, and those above."""

    def __init__(self, bert, below):
        self.bert, self.below = bert, below

    @staticmethod
    def open_to(mask):
        return mask[:, None, None, :]

    def lower(self, ids, types, mask):
        h = self.bert.embeddings(input_ids=ids, token_type_ids=types)
        return self.run(h, mask, self.bert.encoder.layer[: self.below])

    def upper(self, h, mask):
        return self.run(h, mask, self.bert.encoder.layer[self.below :])

    def run(self, h, mask, layers):
        mask = self.open_to(mask)
        for layer in layers:
            h = layer(h, mask)
            h = h[0] if isinstance(h, tuple) else h
        return h


class Further(Trainer):
    """One pool of batches, drawn once; what the frozen layers make of them is computed once, and so are the answers that are
    held."""

    def __init__(self, args):
        super().__init__(args)
        # What is held, and what is in doubt, is asked of the weights that the run begins with.
        self.model.eval().requires_grad_(False)
        bert = self.model.bert
        self.layers = Layers(bert, len(bert.encoder.layer) if args.relations_alone else FROZEN)
        d = args.data
        self.world = read_worldwide(f"{d}/ner/worldwide-train.tsv")
        self.world_dev = [(t, [(a, b, WORLD[k]) for a, b, k in names if k in WORLD]) for doc, t, names in self.world if world_dev(doc)]

    def autocast(self):
        return torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.bf16)

    # --- the pool ---

    def draw(self):
        """The batches of the pool, as (task, tensors)."""
        a, d, rng = self.args, self.args.data, random.Random(self.args.seed)
        out = []

        def some(items, share):
            return rng.sample(items, int(len(items) * min(1.0, share)))

        def add(task, items):
            enc = [x for x in self.encode(items, lambda x: x[0]) if x[1].first]
            for b in batches(enc, pieces_in, a.budget, rng):
                out.append((task, b))

        if a.relations_alone:
            add("relations", self.relations(rng, some))
            return prepared(out)
        # Of the sentences of world newswire that name nothing three in ten are enough.
        world = [(t, names) for doc, t, names in self.world if not world_dev(doc)]
        world = [x for x in world if any(k not in NO_NAMES for _, _, k in x[1]) or rng.random() < 0.3]
        world = some(world, a.world)
        # Whom to ask about: the sentences with names that may be MISC.
        doubted = [t for t, names in world if any(k in ("Misc", "Product") for _, _, k in names)]
        seen = dict(zip(doubted, self.predict_names(doubted, self.model)))
        world = [(t, as_conll(t, names, seen.get(t, []))) for t, names in world]
        print("world newswire", len(world), flush=True)
        share = a.names_share
        names = [data.renamed(x, rng, 0.06) for x in world]
        names += [data.noisy(data.renamed(x, rng), rng) for x in some(self.conll, share) + some(self.wiki, share)]
        names += [data.noisy(x, rng) for x in some(self.fine + self.wnut, 0.8 * share)] + self.gum * a.gum
        names += conll04_names(f"{d}/relations/conll04-train.jsonl") * a.conll04
        names += ner.written(400, 100 * a.seed)
        add("ner", names)
        sentences = [t[0][1] for t in self.sst] + [t for _, t in self.nyt] + [t for _, t in self.amazon] + [t for _, t in self.wire] * 2
        sentences += [t for t, _ in rng.sample(self.phrases, 6000)] + [t for _, _, t in SENTENCES]
        sentences += [data.detokenize(t.split(" ")) for t, _ in self.gmb[:4000]]
        add("news", [(t, NO_GOAL) for t in some(sentences, a.hold)])
        add("target", [(t, s, e, [0.0, 0.0, 0.0]) for t, s, e, _ in some(self.targets + self.plain, a.hold)])
        groups = [(x, self.words.encode([t for t, _, _ in x])) for x in some(list(self.swaps.groups(1, rng)), a.hold / 2)]
        for b in batches(groups, lambda x: max(len(e.ids) for e in x[1]), a.budget // swap.GROUP, rng):
            out.append(("swap", [pair for x, enc in b for pair in zip(x, enc)]))
        add("relations", self.relations(rng, some))
        return prepared(out)

    def relations(self, rng, some):
        """CoNLL04 and FewRel with what the weights have learnt already. FewRel's spouses are only measured on: hundreds of sentences
        of spouses, and few of people who are none, make the head take any two people for spouses."""
        a, d = self.args, self.args.data
        fewrel = read_fewrel(f"{d}/relations/fewrel-wiki.jsonl", lambda texts: self.predict_names(texts, self.model))
        rel = read_conll04(f"{d}/relations/conll04-train.jsonl") * a.conll04 + some([x for x, kind, dev in fewrel if not dev and kind != "spouse"], a.fewrel)
        kn = some([i for k in a.folds for i in self.folds[k]], a.relations_share)
        for item, found in zip(kn, self.predict_names([i["text"] for i in kn], self.model)):
            spans = data.with_candidates(item, found)
            pairs = data.pairs_of(spans, item["facts"], item["annotated"], rng=rng)
            rel.append((item["text"], spans, pairs))
        for item in some(self.docred, a.relations_share):
            pairs = data.pairs_of(item["gold"], item["facts"], item["annotated"], cap=16, rng=rng)
            rel.append((item["text"], item["gold"], [p for p in pairs if p[0] in item["facts"] or p[0] not in item["unknown"]]))
        rel += [written(x, rng) for x in synthetic.generate(int(2500 * a.relations_share), seed=100 * a.seed)]
        rel += [written(x, rng) for x in whose(a.whose, 100 * a.seed)]
        return [x for x in rel if x[2]]

    @torch.no_grad()
    def answers(self, task, d, lower):
        """What the weights say now, as goals."""
        if task == "ner":
            return {}
        m, mask = self.model, d["mask"]
        with self.autocast():
            h = self.layers.upper(lower, mask)
        h = h.float()
        if task == "relations":
            return {"said": m.heads["relations"](h, mask, d["spans"], d["pairs"]).sigmoid()}
        out = {}
        if task in ("news", "swap"):
            goal, felt = m.heads["sentiment"](h, mask)
            out.update(goal_classes=goal.softmax(1), felt=felt, pooled=pooled(h, mask))
        if task in ("target", "swap"):
            out["towards"] = m.heads["target"](h, mask, d["rows"], d["starts"], d["ends"]).softmax(1)
        if task == "swap":
            out.update(goal_classes=swap.group_mean(out["goal_classes"]), felt=swap.group_mean(out["felt"].unsqueeze(1)).squeeze(1), towards=swap.group_mean(out["towards"]))
        return out

    @torch.no_grad()
    def fill(self, batches):
        """The batches with what the frozen layers make of them, and the goals."""
        self.model.eval()
        out = []
        for task, d in batches:
            d = self.to_device(d)
            with self.autocast():
                lower = self.layers.lower(d["ids"], d["types"], d["mask"])
            answers = self.answers(task, d, lower)
            d = {n: t for n, t in d.items() if n not in ("ids", "types", "classes", "valence", "goal")}
            out.append((task, d | answers | {"lower": lower.to(torch.bfloat16)}))
        return out

    # --- losses ---

    def loss(self, task, d):
        m, a, mask = self.model, self.args, d["mask"]
        m.train(task != "swap")
        with self.autocast():
            h = self.layers.upper(d["lower"].float(), mask)
        h = h.float()
        if task == "ner":
            e = m.heads["names"]["out"](m.drop(word_states(h, d["first"])))
            return NAMES_WEIGHT * m.heads["names"]["crf"].loss(e, d["lengths"], d["allowed"])
        if task == "relations":
            logits, known, said = m.heads["relations"](h, mask, d["spans"], d["pairs"]), d["masks"], d["said"]
            # Where there is a label it is mixed with what was said before; else the goal is what was said before.
            goal = torch.where(known > 0, (1 - a.said) * d["labels"] + a.said * said, said)
            weight = torch.where(known > 0, known, torch.full_like(known, 0.2))
            loss = nn.functional.binary_cross_entropy_with_logits(logits, goal, reduction="none") * weight
            return 2.0 * loss.sum() / weight.sum().clamp(min=1)
        loss = 0.0
        if task in ("news", "swap"):
            logits, valence = m.heads["sentiment"](h, mask)
            loss = divergence(d["goal_classes"], logits)
            if task == "news":
                loss = loss + 4.0 * nn.functional.mse_loss(valence, d["felt"]) + STATES_WEIGHT * alike(pooled(h, mask), d["pooled"])
            else:
                loss = loss + 8.0 * nn.functional.mse_loss(valence, d["felt"]) + nn.functional.smooth_l1_loss(valence, d["felt"], beta=0.01)
        if task in ("target", "swap"):
            loss = loss + divergence(d["towards"], m.heads["target"](h, mask, d["rows"], d["starts"], d["ends"]))
        return a.swap_weight * loss if task == "swap" else loss

    # --- the run ---

    def run(self):
        a = self.args
        os.makedirs(a.out, exist_ok=True)
        began = time.time()
        pool = self.fill(self.draw())
        sizes = {}
        for task, d in pool:
            n, pieces = sizes.get(task, (0, 0))
            sizes[task] = (n + 1, pieces + int(d["mask"].sum()))
        print(json.dumps({"pool": sizes, "seconds": round(time.time() - began)}), flush=True)
        if a.start:
            train.load(self.model, a.start)
        print(json.dumps(self.measure_what_learns()), flush=True)
        body = [p for layer in self.model.bert.encoder.layer[self.layers.below :] for p in layer.parameters()]
        head = list((self.model.heads["relations"] if a.relations_alone else self.model.heads).parameters())
        for p in body + head:
            p.requires_grad_(True)
        opt = torch.optim.AdamW(
            [{"params": body, "lr": a.lr, "top": a.lr}, {"params": head, "lr": 2 * a.lr, "top": 2 * a.lr}], weight_decay=0.01
        )
        live = [(n, p) for n, p in self.model.named_parameters() if p.requires_grad]
        ema = {n: p.detach().clone() for n, p in live}
        steps, step, rng = a.epochs * len(pool), 0, random.Random(a.seed)
        for epoch in range(a.epochs):
            torch.manual_seed(100 * a.seed + epoch)
            order, sums, began = list(range(len(pool))), {}, time.time()
            rng.shuffle(order)
            for k, i in enumerate(order):
                done = (step + 1) / steps
                for g in opt.param_groups:
                    g["lr"] = g["top"] * min(1.0, done * 20) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))
                task, d = pool[i]
                loss = self.loss(task, d)
                opt.zero_grad(set_to_none=True)
                loss.backward()
                nn.utils.clip_grad_norm_([p for _, p in live], 1.0)
                opt.step()
                step += 1
                decay = min(a.ema, (1 + step) / (10 + step))
                with torch.no_grad():
                    torch._foreach_lerp_([ema[n] for n, _ in live], [p for _, p in live], 1 - decay)
                n, s = sums.get(task, (0, 0.0))
                sums[task] = (n + 1, s + float(loss.detach()))
                if (k + 1) % 100 == 0:
                    text = " ".join(f"{t} {s / n:.4f}" for t, (n, s) in sorted(sums.items()))
                    print(f"epoch {epoch + 1} {k + 1}/{len(pool)} {time.time() - began:.0f} s {text}", flush=True)
                    sums = {}
            raw = {n: p.detach().clone() for n, p in live}
            with torch.no_grad():
                for n, p in live:
                    p.copy_(ema[n])
            torch.save(self.model.state_dict(), os.path.join(a.out, "averaged.pt"))
            print(json.dumps(self.measure_what_learns() | {"epoch": epoch + 1, "seconds": round(time.time() - began)}), flush=True)
            with torch.no_grad():
                for n, p in live:
                    p.copy_(raw[n])

    def measure_what_learns(self):
        return self.measure_pairs() if self.args.relations_alone else self.measure_names() | self.measure_pairs()

    @torch.no_grad()
    def measure_pairs(self):
        """F1, right, said and true pairs of CoNLL04's dev part and of FewRel's eighth, the names given, at a few cuts; of FewRel's
        other relations every pair that is said is wrong."""
        d, out = self.args.data, {}
        fewrel = read_fewrel(f"{d}/relations/fewrel-wiki.jsonl", lambda texts: self.predict_names(texts, self.model))
        parts = {
            "conll04": read_conll04(f"{d}/relations/conll04-dev.jsonl"),
            "fewrel": [x for x, kind, dev in fewrel if dev and kind != "other"],
            "other": [x for x, kind, dev in fewrel if dev and kind == "other"],
        }
        for name, items in parts.items():
            p, g = self.scores(items)
            for cut in (0.3, 0.5, 0.7):
                right, said, true = int(((p > cut) & (g > 0)).sum()), int((p > cut).sum()), int(g.sum())
                out[f"{name}_{cut}"] = [round(f1(right, said, true), 4), right, said, true]
        return out

    @torch.no_grad()
    def scores(self, items):
        self.model.eval()
        p, g = [], []
        for batch in batches(self.encode(items, lambda x: x[0]), pieces_in, 2048, random.Random(0)):
            d = train.prepare("relations", batch)
            if d is None:
                continue
            h = self.model.states(d["ids"], d["types"], d["mask"], bf16=self.bf16)
            logits = self.model.heads["relations"](h, d["mask"], d["spans"], d["pairs"])
            on = d["masks"].bool()
            p.append(logits.sigmoid()[on])
            g.append(d["labels"][on])
        return torch.cat(p), torch.cat(g)

    def measure_names(self):
        out = {}
        for name, items, types in (("conll", self.conll_dev, ("PER", "ORG", "LOC", "MISC")), ("world", self.world_dev, ("PER", "ORG", "LOC"))):
            out.update(f1_by_type(name, items, self.predict_names([t for t, _ in items]), types))
        return {k: round(float(v), 4) for k, v in out.items()}


def f1_by_type(name, items, found, types):
    """F1 of exact spans over `types`, of all and of each."""
    counts = {t: [0, 0, 0] for t in types}
    for (_, gold), pred in zip(items, found):
        g, p = {x for x in gold if x[2] in counts}, {x for x in pred if x[2] in counts}
        for side, which in ((g & p, 0), (p, 1), (g, 2)):
            for x in side:
                counts[x[2]][which] += 1
    both = [sum(c[k] for c in counts.values()) for k in range(3)]
    return {name: f1(*both)} | {f"{name}_{t}": f1(*c) for t, c in counts.items()}


def f1(right, said, true):
    return 2 * right / max(1, said + true)


def prepared(batches):
    """The batches of (task, items) as tensors; those in which nothing is asked are left out."""
    return [(task, tensors) for task, tensors in ((task, train.prepare(task, b)) for task, b in batches) if tensors]


def pooled(states, mask):
    m = mask.unsqueeze(2).to(states.dtype)
    return torch.stack([states[:, 0], (states * m).sum(1) / m.sum(1)], 1)


def main():
    p = argparse.ArgumentParser(add_help=False)
    p.add_argument("--start", help="a checkpoint to train from, where the answers of --init are to be held")
    p.add_argument("--relations-alone", action="store_true", help="trains the relation head alone, on the states as they are")
    p.add_argument("--said", type=float, default=0.2, help="how much of a relation's goal is what the weights said before")
    p.add_argument("--hold", type=float, default=0.15, help="how much of the held sentences is in the pool")
    p.add_argument("--world", type=float, default=1.0, help="how much of world newswire is in the pool")
    p.add_argument("--conll04", type=int, default=1, help="how often CoNLL04's sentences are in the pool")
    p.add_argument("--fewrel", type=float, default=0.5, help="how much of FewRel is in the pool")
    p.add_argument("--whose", type=int, default=0, help="how many sentences of templates/relations-whose*.txt are in the pool")
    own, rest = p.parse_known_args()
    args = arguments(rest)
    vars(args).update(vars(own))
    args.names_share = 0.4 if args.names_share is None else args.names_share
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    Further(args).run()


if __name__ == "__main__":
    main()
