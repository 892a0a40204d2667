"""The tasks that are trained together, a file for each head. A task's module has

- `NAMES`: what its batches are called; `--only` takes these names;
- `prepare(name, items, encoded)`: the tensors of a batch beside its pieces; None where nothing is left of it;
- `loss(trainer, name, d)`: the loss of a batch of tensors;
- functions that draw an epoch's items (`train.Trainer.epoch_batches` calls them in their order), that ask the model, and that
  measure it on what training leaves out.

To add a head: a file here, its place in TASKS, and its draw in `Trainer.epoch_batches`.
"""

from . import ner, relations, sentiment, swap, target

TASKS = {name: task for task in (ner, sentiment, target, swap, relations) for name in task.NAMES}
