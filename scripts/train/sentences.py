"""Turns a line of a template into an annotated sentence. The language is told at the head of `templates/relations.txt`."""

import re

from fillers import Filler
from resources import words
from schema import BY_SHORT_NAME, SYMMETRIC, VALUE_TYPES

PRONOUNS = set(words("pronouns"))

ALTERNATIVES = re.compile(r"<([^<>]*)>")
KEY = re.compile(r"([a-z]?)(\d*)$")
# Names of bodies, papers and clubs begin with an article that is no part of the name.
ARTICLE = re.compile(r"[Tt]he (?=[A-Z])")


class Mention:
    """A mention as it is written down: its slot's key, its entity, its place."""

    def __init__(self, key, entity, start):
        self.key, self.entity, self.start, self.end = key, entity, start, start
        self.type = self.kind = None


class Writer:
    """Writes one sentence: what stands between the slots, and what is drawn for them."""

    def __init__(self, filler):
        self.filler = filler
        self.out, self.mentions, self.length = [], [], 0

    def emit(self, text):
        """Adds text; gives the place where it begins."""
        out = self.out
        # A literal "the" before a name that brings its own is dropped.
        if text[:4] in ("the ", "The ") and out and re.search(r"(the|-based|the \d{4}) $", "".join(out).lower()):
            text = text[4:]
        if out and re.search(r"\b[Aa] $", out[-1]) and re.match(r"[AEIOaeio8]|1[18]-", text) and not re.match(r"[A-Z]{2}", text):
            out[-1] = out[-1][:-1] + "n "
            self.length += 1
        out.append(text)
        self.length += len(text)
        return self.length - len(text)

    def write(self, template, at=0):
        """Reads the template from `at` to the closing brace or the end; gives the place where it stopped."""
        while at < len(template) and template[at] != "}":
            if template[at] == "{":
                at = self.slot(template, at) + 1
            else:
                end = re.compile(r"[{}]").search(template, at)
                end = end.start() if end else len(template)
                self.emit(template[at:end])
                at = end
        return at

    def slot(self, template, at):
        """Writes the slot that opens at `at`; gives the place of its closing brace."""
        colon = template.index(":", at)
        key, at = template[at + 1 : colon], colon + 1
        mention = Mention(key, KEY.match(key).group(1) or f"#{len(self.mentions)}", self.length)
        self.mentions.append(mention)
        if template[at] == "~":
            body = template.startswith("O ", at + 1)
            mention.type, mention.kind = "ORG" if body else "PER", "nominal"
            at = self.write(template, at + (3 if body else 1))
        else:
            close = template.index("}", at)
            text, mention.type, mention.kind = self.drawn(template[at:close], mention.entity)
            mention.start = self.emit(text)
            at = close
        mention.end = self.length
        return at

    def drawn(self, spec, entity):
        """(text, type, kind) of a slot."""
        if spec.startswith("="):
            _, kind, literal = spec.split("=", 2)
            return literal, kind, "value" if kind in VALUE_TYPES else "name"
        if spec != "MY" and spec.lower() in PRONOUNS:
            return spec, "PER", "pronoun"
        return self.filler.fill(spec, entity)


def tidy(text, mentions):
    """The sentence with a capital in front, and its mentions as they are annotated, in text order."""
    for m in mentions:
        if m.kind == "name" and m.type in ("ORG", "MISC"):
            article = ARTICLE.match(text, m.start, m.end)
            if article and text[m.start : m.start + 1] == "t":
                m.start = article.end()
    # The first letter of a sentence and of a quotation that opens it.
    for i, c in enumerate(text):
        if c.isalpha():
            text = text[:i] + (c.upper() if len(c.upper()) == 1 else c) + text[i + 1 :]
            break
        if c.isalnum():
            break
    joined = []
    for m in mentions:
        last = joined[-1] if joined else None
        # First name and surname from two slots are one mention.
        whole = last and m.kind == last.kind == "name" and m.type == last.type == "PER" and m.entity.startswith("#")
        if whole and text[last.end : m.start] == " ":
            last.end = m.end
        else:
            joined.append(m)
    return text, sorted(joined, key=lambda m: (m.start, -m.end))


class Facts:
    """The relations of a sentence between its mentions: those that hold, and those that only follow."""

    def __init__(self, mentions):
        self.mentions = mentions
        self.keys = {m.key for m in mentions if m.key}
        self.places = {}
        for k, m in enumerate(mentions):
            self.places.setdefault(m.entity, []).append(k)
        self.sure, self.unsure, self.children = set(), set(), {}

    def add(self, into, name, subject, object):
        """A relation holds between all mentions of its two entities."""
        for s in self.places[subject]:
            for o in self.places[object]:
                pair = (min(s, o), max(s, o)) if name in SYMMETRIC else (s, o)
                into.add((name, *pair))

    def read(self, part, template):
        """Reads `sp a b`, `resopt a c` or `?si d e`."""
        short, s, o = part.split()
        inferred, short = short.startswith("?"), short.lstrip("?")
        optional = short.endswith("opt")
        name = BY_SHORT_NAME[short[:-3] if optional else short]
        if s not in self.keys or o not in self.keys:
            if optional or inferred:
                return
            raise ValueError(f"no such mention: {part} in {template}")
        s, o = KEY.match(s).group(1), KEY.match(o).group(1)
        if inferred:
            self.add(self.unsure, name, s, o)
            return
        self.add(self.sure, name, s, o)
        if name in ("ceo", "founded_by"):  # whoever leads or founds it belongs to it
            self.add(self.sure, "employee_or_member_of", o, s)
        elif name == "political_affiliation" and self.mentions[self.places[o][0]].type == "ORG":
            self.add(self.sure, "employee_or_member_of", s, o)
        elif name == "child_of":
            of = self.children.setdefault(o, [])
            if s not in of:
                of.append(s)

    def guess_siblings(self):
        """Two children of one parent may be of one family."""
        for children in self.children.values():
            for i, a in enumerate(children):
                for b in children[i + 1 :]:
                    self.add(self.unsure, "sibling", a, b)


def as_list(facts):
    return [{"relation": n, "subject": s, "object": o} for n, s, o in sorted(facts, key=lambda r: (r[1], r[2], r[0]))]


def realise(template, rng, filler_class=Filler):
    """One annotated item from one template line."""
    body, _, tail = template.partition(" ##")
    while ALTERNATIVES.search(body):
        body = ALTERNATIVES.sub(lambda m: rng.choice(m.group(1).split("|")), body, count=1)
    writer = Writer(filler_class(rng))
    writer.write(body.strip())
    text, mentions = tidy("".join(writer.out), writer.mentions)
    facts = Facts(mentions)
    for part in filter(None, (p.strip() for p in tail.split(";"))):
        facts.read(part, template)
    facts.guess_siblings()
    return {
        "text": text,
        "mentions": [{"start": m.start, "end": m.end, "type": m.type, "kind": m.kind} for m in mentions],
        "relations": as_list(facts.sure),
        "unsure": as_list(facts.unsure - facts.sure),
    }
