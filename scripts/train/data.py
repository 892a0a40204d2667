"""Readers of the training data, each to plain items, and the noise that real articles have."""

import glob
import json
import os
import random
import re
import zlib

import fillers
import schema
from model import NER_TAGS, RELATIONS
from resources import words as listed
from schema import NAME_TYPES, SYMMETRIC

def read_bio(path):
    """Sentences as (words, tags)."""
    words, tags = [], []
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line:
                if words:
                    yield words, tags
                words, tags = [], []
                continue
            word, tag = line.rsplit("\t", 1)
            words.append(word)
            tags.append(tag)
    if words:
        yield words, tags


def spans_of(tags):
    """BIO tags to (first, end, type)."""
    out, start, kind = [], None, None
    for i, tag in enumerate(tags + ["O"]):
        if start is not None and (tag == "O" or tag[0] == "B" or tag[2:] != kind):
            out.append((start, i, kind))
            start = None
        if tag != "O" and start is None:
            start, kind = i, tag[2:]
    return out


def ner_item(words, tags, coarse=True):
    """Words joined by single spaces, names as (start, end, type) in code points; a type that has no place among the four is
    None: its label is unknown."""
    text, at = [], []
    n = 0
    for w in words:
        at.append((n, n + len(w)))
        text.append(w)
        n += len(w) + 1
    names = []
    for a, b, t in spans_of(tags):
        names.append((at[a][0], at[b - 1][1], schema.LABELS.get(t) if coarse else t))
    return " ".join(text), names


def read_ner(path, coarse=True):
    return [ner_item(w, t, coarse) for w, t in read_bio(path)]


def noisy(item, rng):
    """One sentence as a headline, in lower case, with names in quotes, as handles ... ; names keep their spans."""
    text, names = item
    r = rng.random()
    if r < 0.05:
        up = text.upper()
        return (up, names) if len(up) == len(text) else item
    if r < 0.09:
        low = text.lower()
        return (low, names) if len(low) == len(text) else item
    if r < 0.13:
        title = re.sub(r"\b[a-z]", lambda m: m.group().upper(), text)
        return (title, names) if len(title) == len(text) else item
    if r < 0.25 and names:
        # Rewrite the names, one by one from the right.
        out = []
        for a, b, t in sorted(names, reverse=True):
            name = text[a:b]
            new, inner = name, 0
            q = rng.random()
            if r < 0.16 and q < 0.6:
                new = name.lower()
            elif r < 0.18 and q < 0.5:
                new = name.upper()
            elif r < 0.22 and t in ("MISC", "ORG") and q < 0.6:
                mark = rng.choice([("''", "''"), ("'", "'"), ('"', '"'), ("\u201c", "\u201d"), ("\u2018", "\u2019")])
                new, inner = mark[0] + name + mark[1], len(mark[0])
            elif t == "PER" and q < 0.4:
                new = "@" + re.sub(r"\W", "", name).lower()
            grown = len(new) - len(name)
            text = text[:a] + new + text[b:]
            out = [(c + grown, d + grown, u) for c, d, u in out]
            out.append((a + inner, a + len(new) - inner, t) if inner else (a, a + len(new), t))
        return text, sorted(out)
    return item


COMPANY = re.compile(r"(?: (?:Inc|Corp|Ltd|Co|Group|Holdings|Industries|Plc|plc|AG|SA|NV|Bank|Systems|Airlines))+ ?\.?$")


def renamed(item, rng, share=0.12):
    """Now and then, a sentence whose people, places and companies have names that nobody has had yet: what a name is must show
    in the words around it as well."""
    text, names = item
    if rng.random() >= share or text.isupper():
        return item
    given, out, moved = {}, [], 0
    for a, b, t in names:
        old = item[0][a:b]
        new = given.get(old, old)
        if old not in given and old[:1].isupper() and not old.isupper() and rng.random() < 0.7:
            if t == "PER" and " " in old:
                new = fillers.coined_person(rng)
            elif t == "PER" and old.isalpha():
                new = fillers.coined_person(rng).rsplit(" ", 1)[-1]
            elif t == "LOC" and old.isalpha():
                new = fillers.coined_place(rng)
            elif t == "ORG" and COMPANY.search(old):
                new = fillers.coined_company(rng, rng.random() < 0.3)
            given[old] = new
        text = text[: a + moved] + new + text[b + moved :]
        out.append((a + moved, a + moved + len(new), t))
        moved += len(new) - len(old)
    return text, out


# A word whose label is not known; below it, by type, one that is some word of a name of that type (`~PER`).
UNKNOWN = -1
# No person, organisation or place: MISC or nothing.
THING = -9


def allowed_tags(tag):
    """The tag numbers that a label of `tag_words` leaves open."""
    if tag >= 0:
        return [tag]
    if tag == UNKNOWN:
        return list(range(len(NER_TAGS)))
    if tag == THING:
        return [i for i, t in enumerate(NER_TAGS) if t == "O" or t.endswith("MISC")]
    first = 1 + 2 * (UNKNOWN - 1 - tag)
    return [first, first + 1]


def tag_words(spans, names, tags=NER_TAGS):
    """Labels of words from names: a tag number, or one of the open labels that `allowed_tags` knows."""
    number = {t: i for i, t in enumerate(tags)}
    out = [None] * len(spans)
    for a, b, t in names:
        first = True
        for i, (c, d) in enumerate(spans):
            if c < b and a < d:
                if t is None:
                    out[i] = UNKNOWN
                elif t == "!":
                    out[i] = THING
                elif t[0] == "~":
                    out[i] = UNKNOWN - 1 - NAME_TYPES.index(t[1:])
                else:
                    out[i] = number[("B-" if first else "I-") + t]
                    first = False
    return [0 if o is None else o for o in out]


# --- GUM ---


def fnv(text):
    """FNV-1a, 64 bits: the order by which `gleaner evaluate coreference` deals GUM's documents to its halves."""
    h = 0xCBF29CE484222325
    for byte in text.encode():
        h = ((h ^ byte) * 0x100000001B3) % 2**64
    return h


# Named by GUM, but no names by CoNLL's rules.
TITLES = set(listed("gum-titles"))
TITLES_BEFORE = TITLES | set(listed("gum-titles-before"))


def part_of_a_name(text, head, m, inside, start):
    """True for `Basel` in `University of Basel` and `Durham` in `Durham University`: GUM marks both, CoNLL the whole alone."""
    for o in inside:
        c, d = o["head"][0] - start, o["head"][1] - start
        if o["kind"] == "name" and (c, d) != head and o["start"] <= m["start"] and m["end"] <= o["end"] and text[c : c + 1].isupper():
            between = text[d : head[0]] if d <= head[0] else text[head[1] : c]
            if re.fullmatch(r" (of |for |de )?(the )?| ", between):
                return True
    return False


def read_gum(path):
    """Sentences of GUM's tuning half, as far as its annotation tells what CoNLL's would be: a name is known by its head, and
    by a capital right behind the common noun that heads it (`presenter Sally Meen`); the head of a thing's name (a law, a
    battle) is no person, organisation or place, nor is a word with a capital outside all mentions. The rest of a phrase is
    open."""
    with open(path, encoding="utf-8") as f:
        docs = [json.loads(line) for line in f]
    docs.sort(key=lambda d: (d["genre"], fnv(d["id"])))
    turn, out = {}, []
    for d in docs:
        k = turn[d["genre"]] = turn.get(d["genre"], -1) + 1
        if k % 2 == 0:
            continue  # the half that is measured on
        for a, b in d["sentences"]:
            text = d["text"][a:b]
            inside = [m for m in d["mentions"] if a <= m["start"] and m["end"] <= b]
            labels = {}
            for m in re.finditer(r"[A-Z@]\S*", text):
                bare = not any(o["start"] - a < m.end() and m.start() < o["end"] - a for o in inside)
                labels[m.span()] = "!" if bare else None
            for m in inside:
                if m["kind"] == "name":
                    labels[(m["start"] - a, m["end"] - a)] = None
            for m in inside:
                head = (m["head"][0] - a, m["head"][1] - a)
                t = {"person": "PER", "organization": "ORG", "place": "LOC"}.get(m["type"])
                word = text[slice(*head)]
                if m["kind"] == "nominal" and t == "PER" and word.islower():
                    behind = re.match(r" ([A-Z][a-z]\S*)", text[head[1] : m["end"] - a])
                    taken = any(o["head"][0] - a == head[1] + 1 for o in inside)
                    if behind and not taken:
                        labels[(head[1] + 1, head[1] + behind.end())] = "~PER"
                if m["kind"] != "name" or not word[:1].isupper() or part_of_a_name(text, head, m, inside, a):
                    continue
                group = t == "PER" and word.endswith("s") and m["end"] - m["start"] - len(word) < 5
                if t and word.lower() not in TITLES and not group:
                    labels[head] = "~" + t
                elif m["type"] in ("abstract", "event", "object"):
                    labels[head] = "!"
                # `Mr. Sova`, `President Joe Biden`: by CoNLL's rules the title is outside.
                title = re.match(r"([A-Z][a-z]+)\.? (?=[A-Z])", word)
                if t == "PER" and title and title[1].lower() in TITLES_BEFORE:
                    labels[head] = None
                    labels[(head[0] + title.end(), head[1])] = "~PER"
            # The heads last, so that they win.
            rank = {None: 0, "!": 1}
            names = sorted(labels.items(), key=lambda x: rank.get(x[1], 2))
            out.append((text, [(*span, t) for span, t in names]))
    return out


# --- sentiment ---


def held_out(doc):
    """The tenth of the documents that is kept for measuring: by the CRC of the document's id."""
    return zlib.crc32(doc.encode()) % 10 == 0


def read_rated(path):
    """(document, rating -4..4, text)."""
    with open(path, encoding="utf-8") as f:
        for line in f:
            i, r, text = line.rstrip("\n").split("\t", 2)
            yield i.rsplit("_", 1)[0], float(r), text


WIRE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "wire-ratings.tsv")


def read_wire(folder):
    """Sentences of newswire that were rated for this project, as (mean rating -2..2, text, names, held out); the file names them
    by their place in CoNLL-2003's train or in GUM's tuning half (source, index, CRC of the text, mean, number of raters), and a
    sixth of them, by that CRC, is kept for measuring. The text is as its corpus has it, with a space between CoNLL's tokens; names
    are CoNLL's."""
    with open(f"{folder}/documents/gum.jsonl", encoding="utf-8") as f:
        docs = {d["id"]: d for d in map(json.loads, f)}
    conll = read_ner(f"{folder}/ner/conll2003-train.tsv")
    out = []
    with open(WIRE, encoding="utf-8") as f:
        for line in f:
            source, index, crc, rating, _ = line.rstrip("\n").split("\t")
            names = []
            if source == "conll2003-train":
                text, names = conll[int(index)]
            else:
                doc = docs[source.removeprefix("gum:")]
                text = doc["text"][slice(*doc["sentences"][int(index)])].replace("\n", " ")
            if zlib.crc32(text.encode()) != int(crc):
                raise ValueError(f"{WIRE}: {source} {index} is another sentence than the one rated")
            out.append((float(rating), text, names, int(crc) % 6 == 0))
    return out


TOKEN = re.compile(r"\(|\)|[^\s()]+")


def detokenize(words):
    text = " ".join(words).replace("-LRB-", "(").replace("-RRB-", ")").replace("\\/", "/")
    text = text.replace("``", '"').replace("''", '"')
    return re.sub(r" ('s|n't|'re|'ve|'ll|'d|'m|[.,!?;:)])", r"\1", text)


def read_trees(path):
    """A list of [(label, text), ...] a sentence: the whole sentence first, then its phrases."""
    out = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            stack, done = [], []
            toks = TOKEN.findall(line)
            i = 0
            while i < len(toks):
                if toks[i] == "(":
                    stack.append([int(toks[i + 1]), []])
                    i += 2
                elif toks[i] == ")":
                    label, words = stack.pop()
                    done.append((label, words))
                    if stack:
                        stack[-1][1].extend(words)
                    i += 1
                else:
                    stack[-1][1].append(toks[i])
                    i += 1
            out.append([(lab, detokenize(w)) for lab, w in reversed(done)])
    return out


def mixed_trees(trees, n, rng):
    """Sentences in which a phrase or two of one tree give way to a phrase of another, of about its length: new sentences whose
    feeling only a teacher can tell."""
    out = []
    while len(out) < n:
        tree = rng.choice(trees)
        text, wanted = tree[0][1], rng.choice([1, 1, 2])
        for _ in range(20):
            other, old = rng.choice(trees), rng.choice(tree)[1]
            size = old.count(" ") + 1
            near = [t for _, t in other if 0.5 * size <= t.count(" ") + 1 <= 2 * size]
            if near and old != tree[0][1] and (size > 1 or rng.random() < 0.3) and text.count(old) == 1:
                text = text.replace(old, rng.choice(near))
                wanted -= 1
                if not wanted:
                    break
        if text != tree[0][1]:
            out.append(text)
    return out


def soft_classes(rating, edge=0.5, width=0.25):
    """A rating in -4..4 to soft targets of negative, neutral, positive: the edges are as unsure as the raters' mean is."""
    import math

    pos = 1 / (1 + math.exp(-(rating - edge) / width))
    neg = 1 / (1 + math.exp((rating + edge) / width))
    return [neg, max(0.0, 1 - neg - pos), pos]


def read_targets(path):
    """(text, start, end, class)."""
    out = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            x = json.loads(line)
            for t in x["targets"]:
                c = {2: 0, 4: 1, 6: 2}[int(t["polarity"])]
                out.append((x["sentence_normalized"], t["from"], t["to"], c))
    return out


# --- relations ---

DATE = re.compile(
    r"(?:(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?(?: \d{1,2}(?:st|nd|rd|th)?(?!\d))?(?:,? \d{4})?)"
    r"|\b(?:1[5-9]|20)\d\d(?:-\d\d-\d\d|s)?\b|\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b"
)
AGE = re.compile(r"\b\d{1,2}-year-old\b|\baged? \d{1,2}\b|(?<=, )\d{1,2}(?=,)|\b\d{1,2} years old\b")
PRONOUN = re.compile(r"\b(%s)\b" % "|".join(listed("candidate-pronouns")), re.I)
NOT_PERSON = set(listed("candidate-pronouns-of-bodies"))
BODY_NOUNS = set(listed("candidate-nouns-of-bodies"))
NOMINAL = re.compile(
    r"\b(?:%s) (?:[a-z]+ )?(%s)\b" % ("|".join(listed("candidate-determiners")), "|".join(listed("candidate-nouns"))), re.I
)


def candidates(text, names):
    """Spans that may stand in a relation: the names given, pronouns, nominals, dates, ages: (start, end, type, kind)."""
    out = [(a, b, t, "name") for a, b, t in names]

    def free(a, b):
        return all(b <= c or d <= a for c, d, _, _ in out)

    for rx, t in ((AGE, "AGE"), (DATE, "DATE")):
        for m in rx.finditer(text):
            if free(*m.span()):
                out.append((*m.span(), t, "value"))
    for m in PRONOUN.finditer(text):
        w = m.group().lower()
        if w in ("us",) or (w == "i" and m.group() == "i"):
            continue
        if free(*m.span()):
            out.append((*m.span(), "ORG" if w in NOT_PERSON else "PER", "pronoun"))
    for m in NOMINAL.finditer(text):
        if free(*m.span()):
            w = m.group(1).lower()
            out.append((*m.span(), "ORG" if w in BODY_NOUNS else "PER", "nominal"))
    return out


def pairs_of(spans, facts, annotated, cap=48, rng=None):
    """All pairs that some annotated relation allows; labels and mask over RELATIONS.

    `facts`: {(subject, object): {relation}}; `annotated`: relations whose absence is known."""
    by = {r: i for i, r in enumerate(RELATIONS)}
    pairs, labels, masks = [], [], []
    rest = []
    for i, s in enumerate(spans):
        for j, o in enumerate(spans):
            if i == j or (s[0] < o[1] and o[0] < s[1] and not facts.get((i, j))):
                continue
            fits = [r for r in RELATIONS if schema.fits(r, s[2], o[2])]
            known = [r for r in fits if r in annotated]
            true = facts.get((i, j), set())
            if not known and not true:
                continue
            label = [0.0] * len(RELATIONS)
            mask = [0.0] * len(RELATIONS)
            for r in known:
                mask[by[r]] = 1.0
            for r in true:
                label[by[r]] = mask[by[r]] = 1.0
            (pairs if true else rest).append(((i, j), label, mask))
    if rng and len(rest) > cap:
        rest = rng.sample(rest, cap)
    return pairs + rest


def both_ways(facts):
    """Symmetric relations hold both ways for the head."""
    for (i, j), rs in list(facts.items()):
        for r in rs & SYMMETRIC:
            facts.setdefault((j, i), set()).add(r)
    return facts


def role_type(relation, side):
    r = schema.RELATIONS[relation]
    return (r.subject, r.object)[side][0]


def read_knowledgenet(path, names_of=None):
    """Items {text, spans, facts, annotated}. `names_of(text)` gives noisy candidates beside the gold spans."""
    out = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            x = json.loads(line)
            text = x["text"]
            gold, facts = [], {}

            def add(a, b, surface, t):
                if text[a:b] != surface:
                    return None  # the passages whose offsets are off
                for i, g in enumerate(gold):
                    if g[:2] == (a, b):
                        return i
                kind = "name"
                if PRONOUN.fullmatch(surface):
                    kind = "pronoun"
                elif t in ("DATE", "AGE"):
                    kind = "value"
                elif surface[:1].islower() and surface == surface.lower():
                    kind = "nominal"
                gold.append((a, b, t, kind))
                return len(gold) - 1

            for y in x["facts"]:
                r = y["property"].lower()
                i = add(*y["subject"], y["subject_text"], role_type(r, 0))
                j = add(*y["object"], y["object_text"], role_type(r, 1))
                if i is not None and j is not None and i != j:
                    facts.setdefault((i, j), set()).add(r)
            out.append(
                {"text": text, "gold": gold, "facts": both_ways(facts), "annotated": {p.lower() for p in x["annotated_properties"]}}
            )
    return out


def with_candidates(item, names):
    """The gold spans, and beside them what is found in the text."""
    spans = list(item["gold"])
    for c in candidates(item["text"], names):
        if all(c[1] <= a or b <= c[0] for a, b, _, _ in spans):
            spans.append(c)
    return spans


WIKIDATA = {
    "P26": ("spouse", False), "P40": ("child_of", True), "P22": ("child_of", False), "P25": ("child_of", False),
    "P3373": ("sibling", False), "P569": ("date_of_birth", False), "P570": ("date_of_death", False),
    "P19": ("place_of_birth", False), "P551": ("place_of_residence", False), "P27": ("nationality", False),
    "P108": ("employee_or_member_of", False), "P463": ("employee_or_member_of", False), "P54": ("employee_or_member_of", False),
    "P69": ("educated_at", False), "P102": ("political_affiliation", False), "P169": ("ceo", False), "P112": ("founded_by", False),
    "P571": ("date_founded", False), "P159": ("headquarters", False), "P749": ("subsidiary_of", False), "P355": ("subsidiary_of", True),
}


def read_redocred(path):
    """Sentences of Re-DocRED with the relations that map onto ours; only facts whose evidence is the sentence are positive,
    other facts of the pair are unknown there."""
    out = []
    for doc in json.load(open(path, encoding="utf-8")):
        sents = []
        for words in doc["sents"]:
            at, n = [], 0
            for w in words:
                at.append((n, n + len(w)))
                n += len(w) + 1
            sents.append((" ".join(words), at))
        per = [dict() for _ in sents]  # entity -> span index
        spans = [[] for _ in sents]
        for e, vertex in enumerate(doc["vertexSet"]):
            for m in vertex:
                s = m["sent_id"]
                at = sents[s][1]
                if m["pos"][1] > len(at) or e in per[s]:
                    continue
                t = {"TIME": "DATE", "NUM": None}.get(m["type"], m["type"])
                if t is None:
                    continue
                per[s][e] = len(spans[s])
                spans[s].append((at[m["pos"][0]][0], at[m["pos"][1] - 1][1], t, "value" if t == "DATE" else "name"))
        facts = [dict() for _ in sents]
        unknown = [set() for _ in sents]
        for lab in doc["labels"]:
            known = WIKIDATA.get(lab["r"])
            for s in range(len(sents)):
                if lab["h"] in per[s] and lab["t"] in per[s]:
                    pair = (per[s][lab["h"]], per[s][lab["t"]])
                    if known and known[1]:
                        pair = pair[::-1]
                    if known and s in lab["evidence"]:
                        if schema.fits(known[0], spans[s][pair[0]][2], spans[s][pair[1]][2]):
                            facts[s].setdefault(pair, set()).add(known[0])
                            continue
                    unknown[s].add(pair)
        for s, (text, _) in enumerate(sents):
            if len(spans[s]) > 1:
                out.append({"text": text, "gold": spans[s], "facts": both_ways(facts[s]), "annotated": set(RELATIONS) - {"age"}, "unknown": unknown[s]})
    return out


def crossner(folder):
    items = []
    for path in sorted(glob.glob(os.path.join(folder, "crossner-*-train.tsv"))):
        items += read_ner(path)
    return items
