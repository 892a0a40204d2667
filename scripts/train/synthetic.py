"""Synthetic training sentences for the relation head and the name tagger.

`generate(n, seed)` yields n annotated sentences for the relation head, `generate_ner(n, seed)` n for the name tagger. Standard
library only; the same arguments give the same sentences. The sentences are put together from `templates/` and `lists/`.

An item is {"text", "mentions": [{"start", "end", "type", "kind"}], "relations": [{"relation", "subject", "object"}], "unsure":
[...]}. Offsets count code points; subject and object are indices into mentions. A sentence is annotated exhaustively: a relation
holds between all coreferent mentions of its two entities, spouse and sibling are given once in text order, and a pair that is
listed nowhere is a true negative. "unsure" lists pairs that follow by inference only (two children of one parent); leave them out
of the loss. Items of generate_ner have no relations.
"""

import random
import re
from string import Template

from fillers import NUMBERS, NamesFiller
from resources import templates, words
from schema import SYMMETRIC, VALUE_TYPES, fits
from sentences import PRONOUNS, realise

RELATION_TEMPLATES, NEGATIVE_TEMPLATES = templates("relations"), templates("relations-none")
FAMILY_TEMPLATES = templates("families")
NER_TEMPLATES = templates("names")
FAMILY_ROLES = words("family-roles")
FRAMES, OPENINGS, LINKS = words("frames"), words("openings"), words("links")

KEYED = re.compile(r"\{([a-z])(\d*:)")
PRONOUN_SLOT = re.compile(r"\{[a-z]?\d*:(?:%s)\}" % "|".join(sorted(PRONOUNS)), re.I)


def family(rng):
    """A line of `templates/families.txt` with two to five children put in."""
    keys = "cdefgh"[: rng.randint(2, 5)]
    ages = "qrtuvw"

    def join(items):
        comma = rng.choice([", and ", " and "]) if len(items) > 2 or "AK}" in items[0][-4:] else " and "
        return ", ".join(items[:-1]) + comma + items[-1]

    def all_of(fact, parents):
        return "; ".join(f"{fact} {k} {p}" for k in keys for p in parents)

    names = join([f"{{{k}:n}}" for k in keys])
    with_ages = join([f"{{{k}:n}}, {{{a}:AK}}" for k, a in zip(keys, ages)])
    in_brackets = join([f"{{{k}:n}} ({{{a}:AK}})" for k, a in zip(keys, ages)])
    role = rng.choice(FAMILY_ROLES)
    return Template(rng.choice(FAMILY_TEMPLATES)).substitute(
        NAMES=names,
        WITH_AGES=with_ages,
        IN_BRACKETS=in_brackets,
        COUNT=NUMBERS[len(keys) - 1],
        ROLE=role,
        OF_BOTH=all_of("ch", "ab"),
        OF_ONE=all_of("ch", "a"),
        GUESSED_OTHER=all_of("?ch", "b"),
        SIBLINGS="; ".join(f"si {a} {b}" for i, a in enumerate(keys) for b in keys[i + 1 :]),
        AGES="; ".join(f"age {k} {a}" for k, a in zip(keys, ages)),
    )


def plain(template):
    """Whether a clause can stand beside another: a name first, no pronoun and no quotation."""
    body = template.partition(" ##")[0].rstrip()
    return (body.startswith("{") and ":~" not in body[:5] and body.endswith(".") and body.count(".") == 1
            and '"' not in body and "'{" not in body and not PRONOUN_SLOT.search(body))


def linked(template, other, link):
    """Two templates as one sentence; the entities of the second have letters of their own. None where there are not enough."""
    body, _, tail = template.partition(" ##")
    keys = {k for k, _ in KEYED.findall(body)}
    free = [k for k in "abcdefghijklmnopqrstuvwxyz" if k not in keys]
    second, _, second_tail = other.partition(" ##")
    used = sorted({k for k, _ in KEYED.findall(second)} | set(re.findall(r"@([a-z])", second)))
    if len(used) > len(free):
        return None
    renamed = dict(zip(used, free))
    second = KEYED.sub(lambda m: "{" + renamed[m[1]] + m[2], second.rstrip())
    second = re.sub(r"@([a-z])", lambda m: "@" + renamed[m[1]], second)
    facts = []
    for part in filter(None, (p.strip() for p in second_tail.split(";"))):
        short, s, o = part.split()
        facts.append(" ".join([short] + [renamed.get(k[0], k[0]) + k[1:] for k in (s, o)]))
    return body.rstrip()[:-1] + link() + " " + second + " ##" + "; ".join(filter(None, [tail, *facts]))


def longer(template, rng, others):
    """The template within a longer sentence, so that facts of one clause are not read into the other."""
    if not plain(template):
        return template
    body, mark, tail = template.partition(" ##")
    body = body.rstrip()
    x = rng.random()
    if x < 0.14:
        return body[:-1] + rng.choice(FRAMES) + mark + tail
    if x < 0.22:
        return rng.choice(OPENINGS) + " " + body + mark + tail
    if x < 0.36:
        return linked(template, rng.choice(others), lambda: rng.choice(LINKS)) or template
    return template


def generate(n, seed):
    """Yields n relation items: six in ten from positive templates, a quarter hard negatives, the rest lists of children.

    About a fifth of them stand within a longer sentence or beside another clause."""
    rng = random.Random(seed)
    bags = {"positive": [], "negative": []}
    clauses = [t for t in RELATION_TEMPLATES + NEGATIVE_TEMPLATES if plain(t)]
    for _ in range(n):
        x = rng.random()
        if x < 0.09:
            template = family(rng)
        else:
            kind = "positive" if x < 0.73 else "negative"
            if not bags[kind]:  # every template once before any twice
                bags[kind] = list(RELATION_TEMPLATES if kind == "positive" else NEGATIVE_TEMPLATES)
                rng.shuffle(bags[kind])
            template = longer(bags[kind].pop(), rng, clauses)
        yield realise(template, rng)


def generate_ner(n, seed):
    """Yields n items for the name tagger: {"text", "mentions"}."""
    rng = random.Random(seed)
    bag = []
    for _ in range(n):
        if not bag:
            bag = list(NER_TEMPLATES)
            rng.shuffle(bag)
        item = realise(bag.pop(), rng, NamesFiller)
        yield {"text": item["text"], "mentions": item["mentions"]}


def check(n=20000, seed=1):
    """Asserts what the training code relies on, over n items of each generator."""
    for item in [*generate(n, seed), *generate_ner(n, seed)]:
        text, mentions = item["text"], item["mentions"]
        assert text and not re.search(r"[{}<>]|  ", text), text
        for m in mentions:
            piece = text[m["start"] : m["end"]]
            assert piece and piece == piece.strip(), (text, piece)
            assert (m["type"] in VALUE_TYPES) == (m["kind"] == "value"), (text, m)
        for rel in item.get("relations", []) + item.get("unsure", []):
            s, o = mentions[rel["subject"]], mentions[rel["object"]]
            assert fits(rel["relation"], s["type"], o["type"]), (text, rel)
            assert rel["relation"] not in SYMMETRIC or rel["subject"] < rel["object"], (text, rel)
            assert rel["subject"] != rel["object"], (text, rel)


if __name__ == "__main__":
    import json

    check()
    print(len(RELATION_TEMPLATES), "positive,", len(NEGATIVE_TEMPLATES), "negative and", len(FAMILY_TEMPLATES), "family templates;",
          len(NER_TEMPLATES), "name templates")
    for item in [next(generate(1, 7)), next(generate_ner(1, 7))]:
        print(json.dumps(item, ensure_ascii=False))
