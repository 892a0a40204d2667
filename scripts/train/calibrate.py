#!/usr/bin/env python3
"""Fits what makes the relation head's probabilities mean what they say: Platt's scale and shift of the logit, and the cut of
the best F1, on the KnowledgeNet folds that training left out.

    python scripts/train/calibrate.py --data ../shared/data --base MINILM_FOLDER --out target/train [--init WEIGHTS]

Reads the weights of `--init`, else `averaged.pt` in `--out`; writes `calibration.json` there.
"""

import json
import os

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression

from train import Trainer, arguments, load

if __name__ == "__main__":
    args = arguments()
    torch.set_num_threads(args.threads)
    trainer = Trainer(args)
    if not args.init:
        load(trainer.model, os.path.join(args.out, "averaged.pt"))
    os.makedirs(args.out, exist_ok=True)
    with torch.no_grad():
        p, g = trainer.relation_scores([k for k in trainer.folds if k not in args.folds])
    p = p.clip(1e-6, 1 - 1e-6)
    logit = np.log(p / (1 - p))
    fit = LogisticRegression(C=1e6).fit(logit[:, None], g > 0.5)
    scale, shift = float(fit.coef_[0, 0]), float(fit.intercept_[0])
    q = 1 / (1 + np.exp(-(scale * logit + shift)))
    cuts = np.arange(0.2, 0.8, 0.01)
    f1 = [2 * ((q > c) & (g > 0.5)).sum() / ((q > c).sum() + (g > 0.5).sum()) for c in cuts]
    cut = float(cuts[int(np.argmax(f1))])
    out = {"relations": {"calibration": [round(scale, 4), round(shift, 4)], "min_score": round(cut, 2)}}
    with open(os.path.join(args.out, "calibration.json"), "w") as f:
        json.dump(out, f)
    print(json.dumps(out), f"F1 {max(f1):.4f}; of the pairs at 0.9 and more, {g[q >= 0.9].mean():.3f} are right ({(q >= 0.9).sum()})")
