"""What is learnt from a teacher's answers and states instead of labels."""

import torch
from torch import nn


def divergence(goal, logits):
    """Mean Kullback-Leibler divergence of the answers from their goals [n, k]."""
    return nn.functional.kl_div(logits.log_softmax(1), goal.clamp(min=1e-6), reduction="batchmean")


def alike(states, others):
    """How far states are from others, each with its mean and width taken off: the mean squared error."""
    n = states.shape[-1:]
    return nn.functional.mse_loss(nn.functional.layer_norm(states, n), nn.functional.layer_norm(others, n))


def states_beside(trainer, d):
    """The student's states and the large teacher's, and how unlike they are: half way and at the top, by a linear map that is
    learnt as well (Jiao et al. 2020, TinyBERT)."""
    m, mask = trainer.model, d["mask"]
    with torch.no_grad():
        seen, seen_middle = trainer.large.states(d["ids"], d["types"], mask, bf16=trainer.bf16, middle=True)
    h, middle = m.states(d["ids"], d["types"], mask, bf16=trainer.bf16, middle=True)
    unlike = alike(m.aside["top"](h[mask]), seen[mask]) + 0.5 * alike(m.aside["middle"](middle[mask]), seen_middle[mask])
    return h, seen, unlike
