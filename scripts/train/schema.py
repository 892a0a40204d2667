"""Types, relations and the labels of other corpora, as `src/schema.tsv` has them for the program, the training and the gold data."""

from dataclasses import dataclass
from pathlib import Path

PATH = Path(__file__).resolve().parents[2] / "src" / "schema.tsv"


@dataclass(frozen=True)
class Relation:
    name: str
    subject: tuple  # the types that its subject may have
    object: tuple
    symmetric: bool
    short: str  # its name in templates and markup


def read(path=PATH):
    """(relations by name, value types, {label of a corpus: type of a name})."""
    relations, values, labels = {}, [], {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            if not line.strip() or line.startswith("#"):
                continue
            kind, name, *cells = line.rstrip("\n").split("\t")
            if kind == "type":
                if cells[0] == "value":
                    values.append(name)
                else:
                    labels.update({label: name for label in [name, *cells[1].split()]})
            elif kind == "relation":
                subject, object, direction, short = cells[:4]
                relations[name] = Relation(name, tuple(subject.split()), tuple(object.split()), direction == "symmetric", short)
            else:
                raise ValueError(f"{path}: {kind} is neither a type nor a relation")
    return relations, values, labels


RELATIONS, VALUE_TYPES, LABELS = read()
# The types of names, in the order of the model's tags.
NAME_TYPES = tuple(dict.fromkeys(LABELS.values()))
SYMMETRIC = {name for name, relation in RELATIONS.items() if relation.symmetric}
BY_SHORT_NAME = {relation.short: name for name, relation in RELATIONS.items()}


def fits(relation, subject_type, object_type):
    """Whether a relation may hold between things of these types."""
    r = RELATIONS[relation]
    return subject_type in r.subject and object_type in r.object
