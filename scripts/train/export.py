#!/usr/bin/env python3
"""Turns a checkpoint of train.py into a model folder: float16 safetensors, configuration, tokenizer.

    python scripts/train/export.py --base MINILM_FOLDER --checkpoint target/train/averaged.pt --out models/news-en \
        [--calibration target/train/calibration.json] [--raise headquarters=0.6]
"""

import argparse
import json
import os
import shutil

import torch
from safetensors.torch import save_file

from model import NER_TAGS, RELATIONS, SENTIMENTS, SPAN_KINDS, SPAN_TYPES


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--base", required=True)
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--calibration", help="what calibrate.py wrote, or the config.json of a model to take it from")
    p.add_argument("--min-name-score", type=float, default=0.35, help="the cut of the best F1 by `gleaner evaluate ner --min-score`")
    p.add_argument("--min-relation-score", type=float, help="likewise, by `gleaner evaluate relations`; else what calibrate.py found")
    p.add_argument("--raise", dest="raised", nargs="*", default=[], metavar="RELATION=LOGIT", help="added to the logit of a relation whose scores are too low")
    a = p.parse_args()
    state = torch.load(a.checkpoint, map_location="cpu")
    for relation, logit in (text.split("=") for text in a.raised):
        state["heads.relations.out.bias"][RELATIONS.index(relation)] += float(logit)
    keep = {n: t.half().contiguous() for n, t in state.items() if n.startswith(("bert.", "heads.")) and t.is_floating_point()}
    os.makedirs(a.out, exist_ok=True)
    save_file(keep, os.path.join(a.out, "model.safetensors"), metadata={"format": "pt"})
    with open(os.path.join(a.base, "config.json")) as f:
        config = json.load(f)
    fitted = {"relations": {"calibration": [1.0, 0.0], "min_score": 0.5}}
    if a.calibration:
        with open(a.calibration) as f:
            fitted = json.load(f)
        # A model folder's config.json holds what was fitted for it.
        fitted = fitted.get("gleaner", {}).get("heads", fitted)
    if a.min_relation_score:
        fitted["relations"]["min_score"] = a.min_relation_score
    config.pop("_name_or_path", None)
    config.update(
        architectures=["BertModel"],
        type_vocab_size=4,
        torch_dtype="float16",
        license="mit",
        gleaner={
            "case_as_token_type": True,
            "longest": 256,
            "heads": {
                "names": {"labels": NER_TAGS, "min_score": a.min_name_score},
                "sentiment": {"labels": SENTIMENTS},
                "target": {"labels": SENTIMENTS},
                "relations": {
                    "labels": RELATIONS, "span_types": SPAN_TYPES, "span_kinds": SPAN_KINDS, **fitted["relations"],
                },
            },
        },
    )
    with open(os.path.join(a.out, "config.json"), "w") as f:
        json.dump(config, f, indent=2)
        f.write("\n")
    shutil.copyfile(os.path.join(a.base, "tokenizer.json"), os.path.join(a.out, "tokenizer.json"))


if __name__ == "__main__":
    main()
