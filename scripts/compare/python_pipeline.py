#!/usr/bin/env python3
"""gleaner beside the usual Python pipeline, in one run on one machine.

    python scripts/compare/python_pipeline.py FOLDER [--sentences 2000]

Times `gleaner extract FOLDER` as a whole process; then Hugging Face's `transformers` pipelines over the first of the sentences
that it found: token classification and text classification, two BERT models with the encoder of models/news-en (their heads
have random weights, which cost the same), one sentence at a time and in batches of 32 sorted by length. The Python side is
given its sentences, and does nothing else of what gleaner does. Needs scripts/train/requirements.txt.
"""

import argparse
import csv
import json
import os
import subprocess
import tempfile
import time
import warnings

import torch
import transformers
from safetensors.torch import load_file
from transformers import BertConfig, BertForSequenceClassification, BertForTokenClassification, BertTokenizerFast, pipeline

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
MODEL = os.path.join(ROOT, "models/news-en")


def model(cls, labels):
    with open(os.path.join(MODEL, "config.json"), encoding="utf-8") as f:
        config = BertConfig(**{**json.load(f), "num_labels": labels})
    m = cls(config)
    state = {n: t.float() for n, t in load_file(os.path.join(MODEL, "model.safetensors")).items() if n.startswith("bert.")}
    m.load_state_dict(state, strict=False)
    return m.eval()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder")
    p.add_argument("--sentences", type=int, default=2000, help="how many the Python pipelines are timed on")
    a = p.parse_args()
    warnings.filterwarnings("ignore")
    transformers.logging.set_verbosity_error()
    with tempfile.TemporaryDirectory() as out:
        began = time.time()
        subprocess.run([os.path.join(ROOT, "scripts/gleaner"), "extract", a.folder, "--out", out, "--quiet"], check=False)
        seconds = time.time() - began
        with open(os.path.join(out, "sentiment.csv"), encoding="utf-8", newline="") as f:
            texts = [row["text"] for row in csv.DictReader(f)]
    rate = len(texts) / seconds
    print(f"gleaner, everything, {len(texts)} sentences: {rate:8.1f} sentences/s", flush=True)
    tokenizer = BertTokenizerFast(tokenizer_file=os.path.join(MODEL, "tokenizer.json"), model_max_length=512)
    names = pipeline("token-classification", model=model(BertForTokenClassification, 9), tokenizer=tokenizer, aggregation_strategy="simple")
    feeling = pipeline("text-classification", model=model(BertForSequenceClassification, 3), tokenizer=tokenizer, truncation=True)
    texts = texts[: a.sentences]
    with torch.inference_mode():
        for batch in (1, 32):
            some = sorted(texts, key=len) if batch > 1 else texts
            began = time.time()
            names(some, batch_size=batch)
            feeling(some, batch_size=batch)
            own = len(some) / (time.time() - began)
            print(f"transformers, names and sentiment, batches of {batch:2}: {own:8.1f} sentences/s; gleaner is {rate / own:.1f} times as fast", flush=True)


if __name__ == "__main__":
    main()
