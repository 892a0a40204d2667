"""One sentence under several people's names: what is felt must not hang on the name."""

from pathlib import Path

import torch
from torch import nn

from batching import batches, pieces_of
from fillers import FEMALE, MALE, SURNAMES
from resources import templates, words
from teaching import divergence

NAMES = ("swap",)
# How many names a sentence is seen under.
GROUP = 4

SENTENCES, DOES, WHEN = templates("swaps"), templates("swaps-does"), templates("swaps-when")
ONSETS, NUCLEI, CODAS = words("invented-onsets"), words("invented-nuclei"), words("invented-codas")
OPENINGS = words("invented-openings")
# Names that are measured with are not trained on.
MEASURED = Path(__file__).resolve().parents[3] / "data" / "gold" / "names.tsv"


def neutral(n, rng):
    """n sentences that feel nothing, with `{name}` where somebody's name goes."""
    out = []
    for _ in range(n):
        does, when = rng.choice(DOES), rng.choice(WHEN)
        if when.startswith(", who"):
            out.append("{name}" + when + " " + does + ".")
        elif when.startswith(","):
            out.append("{name} " + does + when + ".")
        else:
            out.append("{name} " + does + " " + when + ".")
    return out


def invented(rng):
    """A first name of made-up syllables: `Zhaongka`, `Shri-wan`, `DeTwoon`."""
    syllables = [rng.choice(ONSETS) + rng.choice(NUCLEI) + rng.choice(CODAS) for _ in range(rng.choice([2, 2, 2, 3]))]
    form = rng.random()
    if form < 0.25:
        return syllables[0].capitalize() + "-" + syllables[1]
    if form < 0.35:
        return rng.choice(OPENINGS) + syllables[0].capitalize()
    return "".join(syllables).capitalize()


class Swaps:
    """Sentences with one person in them, of whom each is seen under several names."""

    NAMES = GROUP

    def __init__(self, items):
        with open(MEASURED, encoding="utf-8") as f:
            measured = {line.split("\t")[0] for line in f}
        self.first = [n for n in MALE + FEMALE if n not in measured]
        self.contexts = []
        for text, names in items:
            people = [(a, b) for a, b, t in names if t == "PER"]
            if len(people) == 1 and 40 < len(text) < 200:
                (a, b), = people
                self.contexts.append((text[:a], text[b:]))

    def groups(self, times, rng):
        """Groups of (text, start, end): one sentence under GROUP names, and where the name stands."""
        contexts = []
        for _ in range(times):
            contexts += [s.split("{name}") for s in SENTENCES * 4 + neutral(600, rng)]
            contexts += rng.sample(self.contexts, min(len(self.contexts), 1200))
        for before, after in contexts:
            surname = " " + rng.choice(SURNAMES) if rng.random() < 0.3 else ""
            # Names that nobody has had yet are among them: what is learnt must hold for any name.
            names = [n if rng.random() < 0.7 else invented(rng) for n in rng.sample(self.first, GROUP)]
            names = [n + surname for n in names]
            yield [(before + n + after, len(before), len(before) + len(n)) for n in names]


def draw(e):
    if not e.warm or not e.wanted("swap"):
        return
    t = e.trainer
    groups = [(x, t.words.encode([text for text, _, _ in x])) for x in t.swaps.groups(e.args.swaps, e.rng)]
    for b in batches(groups, lambda x: max(len(enc.ids) for enc in x[1]), e.args.budget // GROUP, e.rng):
        e.out.append(("swap", [pair for x, encoded in b for pair in zip(x, encoded)]))


def prepare(name, items, encoded):
    at = [pieces_of(x, s, e) or (0, 1) for (_, s, e), x in zip(items, encoded)]
    return {"rows": torch.arange(len(at)), "starts": torch.tensor([a for a, _ in at]), "ends": torch.tensor([b for _, b in at])}


def group_mean(answers):
    """Each answer [n, k] of a group replaced by the group's mean."""
    groups = answers.view(-1, GROUP, answers.shape[1])
    return groups.mean(1, keepdim=True).expand_as(groups).reshape(answers.shape)


def disagreement(logits):
    """Mean Kullback-Leibler divergence of each answer in a group from the group's mean."""
    p = logits.softmax(1)
    return divergence(p, group_mean(p).clamp(min=1e-6).log())


def loss(trainer, name, d):
    m, weight = trainer.model, trainer.args.swap_weight
    teacher = trainer.large or trainer.teacher
    # Seen without dropout, the answers of a group differ by the name alone.
    m.train(not teacher)
    h = trainer.states(d)
    logits, valence = m.heads["sentiment"](h, d["mask"])
    spans = d["rows"], d["starts"], d["ends"]
    towards = m.heads["target"](h, d["mask"], *spans)
    if not teacher:
        return weight * (8.0 * valence.view(-1, GROUP).var(1).mean() + disagreement(logits) + disagreement(towards))
    with torch.no_grad():
        seen = trainer.states(d, teacher)
        goal, felt = teacher.heads["sentiment"](seen, d["mask"])
        goal_towards = teacher.heads["target"](seen, d["mask"], *spans)
        goal, felt = group_mean(goal.softmax(1)), group_mean(felt.unsqueeze(1)).squeeze(1)
        goal_towards = group_mean(goal_towards.softmax(1))
    # The linear term holds where the answers differ little.
    return weight * (
        8.0 * nn.functional.mse_loss(valence, felt)
        + nn.functional.smooth_l1_loss(valence, felt, beta=0.01)
        + divergence(goal, logits)
        + divergence(goal_towards, towards)
    )
