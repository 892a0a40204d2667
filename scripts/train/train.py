#!/usr/bin/env python3
"""Trains the encoder and all its heads together, on alternating batches of the tasks.

    python scripts/train/train.py --data ../shared/data --base MINILM_FOLDER --out target/train

Runs on the CPU or a GPU, in bfloat16 autocast where that is fast; checkpoints every epoch and resumes from the last.
What a task's batches are and what they cost stands in `tasks/`; `export.py` turns a checkpoint into the model folder.
"""

import argparse
import json
import math
import os
import pickle
import random
import re
import time

import torch
from torch import nn

import data
from batching import batches, pad, pieces_in
from model import build, read_weights
from tasks import TASKS, ner, relations, sentiment, swap, target
from words import Words


def prepare(task, batch):
    """A batch of (item, encoded) as tensors, or None where nothing is left of it."""
    items, encoded = [b[0] for b in batch], [b[1] for b in batch]
    own = TASKS[task].prepare(task, items, encoded)
    return None if own is None else pad(encoded) | own


class Epochs(torch.utils.data.Dataset):
    """Each epoch's batches as tensors: (task, batch, word pieces), pickled, since workers could not share so many tensors."""

    def __init__(self, trainer):
        self.trainer = trainer

    def __len__(self):
        return self.trainer.args.epochs

    def __getitem__(self, epoch):
        todo = self.trainer.epoch_batches(epoch)
        return pickle.dumps([(task, prepare(task, batch), sum(len(e.ids) for _, e in batch)) for task, batch in todo])


class Epoch:
    """One epoch being drawn: its random numbers, and the batches (task, [(item, encoded)]) so far."""

    def __init__(self, trainer, number):
        self.trainer, self.args = trainer, trainer.args
        self.rng = random.Random(1000 * self.args.seed + number)
        # What the generators of sentences begin with.
        self.seed = number + 100 * self.args.seed
        # Written and generated sentences join once the plain data has been seen.
        self.warm = number >= 1 or bool(self.args.init or trainer.large)
        self.out = []

    def wanted(self, task):
        return not self.args.only or task in self.args.only

    def some_of(self, items, share=None):
        share = self.args.share if share is None else share
        return items if share == 1 else self.rng.sample(items, int(len(items) * share))

    def add(self, task, items):
        """Adds items, whose text comes first."""
        if not self.wanted(task):
            return
        encoded = [x for x in self.trainer.encode(items, lambda item: item[0]) if x[1].first]
        self.out += [(task, b) for b in batches(encoded, pieces_in, self.args.budget, self.rng)]


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
        self.swaps = swap.Swaps(self.conll + self.wiki)
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

    def news_to_ask_of(self):
        """Sentences of news as if nobody had rated them, with the people and bodies that a teacher can be asked about."""
        out = [(t, [(s, e)]) for t, s, e, _ in self.targets]
        dev = {t for _, t in self.wire_dev}
        for raw, names in self.gmb + self.conll:
            text = data.detokenize(raw.split(" "))
            if 40 < len(text) < 250 and text not in dev:
                out.append((text, [(a, b) for a, b, k in names[:2] if k.upper() in ("PER", "ORG")] if text == raw else []))
        return out

    def epoch_batches(self, number):
        """An epoch's batches. The order of the draws is part of what a seed means."""
        e = Epoch(self, number)
        ner.draw(e)
        sentiment.draw(e)
        targets = target.draw(e)
        targets += sentiment.draw_unrated(e)
        e.add("target", targets)
        ner.draw_gmb(e)
        sentiment.draw_written(e)
        swap.draw(e)
        relations.draw(e)
        e.rng.shuffle(e.out)
        return e.out

    def encode(self, items, text):
        """(item, encoded) each; what has been seen is not encoded again."""
        texts = [text(i) for i in items]
        if len(self.encoded) > 500_000:
            self.encoded.clear()
        new = list({t for t in texts if t not in self.encoded})
        self.encoded.update(zip(new, self.words.encode(new)))
        return [(i, self.encoded[t]) for i, t in zip(items, texts)]

    def to_device(self, d):
        return {n: t.to(self.device, non_blocking=True) for n, t in d.items()}

    def states(self, d, model=None):
        """The states of a batch's pieces, by the model that is trained or by another."""
        return (model or self.model).states(d["ids"], d["types"], d["mask"], bf16=self.bf16)

    def loss(self, task, d):
        self.model.train()
        return TASKS[task].loss(self, task, d)

    def prepare(self, task, batch):
        return prepare(task, batch)

    @torch.no_grad()
    def fit_maps(self, sentences=1200):
        """Has the maps to the large teacher's states begin as the least squares over some sentences make them."""
        self.model.eval()
        texts = random.Random(1).sample([t for t, _ in self.unrated] + [x[0][1] for x in self.sst], sentences)
        width = self.model.hidden + 1
        sums = {}
        for batch in batches(self.encode(texts, lambda t: t), pieces_in, 2048, random.Random(0)):
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

    # --- asking and measuring ---

    def names_of(self, texts):
        """Names of each text: by the model as it is now, or as found before the run."""
        return self.predict_names(texts) if self.found is None else [self.found[t] for t in texts]

    def predict_names(self, texts, model=None):
        return ner.predict(self, texts, model)

    def predict_sentiment(self, texts, corpus="nyt", model=None):
        return sentiment.predict(self, texts, corpus, model)

    def relation_scores(self, folds):
        return relations.scores(self, folds)

    @torch.no_grad()
    def measure(self):
        """The figures of all tasks on what training leaves out."""
        out = {}
        for task in (ner, sentiment, target, relations):
            out.update(task.measure(self))
        self.model.train()
        return {k: round(float(v), 4) for k, v in out.items()}

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
            torch.manual_seed(a.seed * 100 + epoch)
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
