#!/usr/bin/env python3
"""Averages checkpoints that were trained on from one model, weight by weight (Wortsman et al. 2022, model soups), into a
checkpoint that `export.py` reads.

    python scripts/train/average.py --out averaged.pt FIRST/model.safetensors A/averaged.pt B/averaged.pt
"""

import argparse

import torch

from model import read_weights


def weights(path):
    return {n: t.float() for n, t in read_weights(path).items() if n.startswith(("bert.", "heads.", "corpus_bias")) and t.is_floating_point()}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("checkpoints", nargs="+")
    p.add_argument("--out", required=True)
    a = p.parse_args()
    total = None
    for path in a.checkpoints:
        state = weights(path)
        if total is None:
            total = state
            continue
        # An exported model has no scales of the rated corpora.
        for one, other in ((total, state), (state, total)):
            assert all(n in other or n == "corpus_bias" for n in one), f"{path} is of another model"
        total = {n: t + state[n] for n, t in total.items() if n in state}
    torch.save({n: t / len(a.checkpoints) for n, t in total.items()}, a.out)


if __name__ == "__main__":
    main()
