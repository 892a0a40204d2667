#!/usr/bin/env python3
"""Builds data/articles/ and the gold tables beside this file from markup/*.mark.

Standard library only; the same markup gives the same bytes. `build.py` writes, `build.py --check` only compares what is on
disk with what it would write, `build.py --review [NAME]` prints every document's annotations for reading.
The markup is explained in ../README.md.
"""

import csv
import datetime
import gzip
import html
import io
import json
import re
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
ARTICLES = HERE.parent / "articles"

SCHEMA = HERE.parents[1] / "src" / "schema.tsv"


def read_relations(path):
    """{short name: (name, types of the subject, types of the object)} and the names of the symmetric ones."""
    relations, symmetric = {}, set()
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("relation\t"):
            _, name, subject, objects, direction, short = line.split("\t")[:6]
            relations[short] = (name, subject, objects)
            if direction == "symmetric":
                symmetric.add(name)
    return relations, symmetric


RELATIONS, SYMMETRIC = read_relations(SCHEMA)
VALUES = {
    "D": "DATE", "T": "TIME", "U": "DURATION", "A": "AGE", "M": "MONEY", "%": "PERCENT", "Q": "QUANTITY",
}
VALUE_FORMS = {
    "DATE": r"-?[\dX]{4}(-[\dX]{2}(-[\dX]{2})?)?(/[\dX]{4}(-\d{2}(-\d{2})?)?)?",
    "TIME": r"(\d{4}-\d{2}-\d{2})?T\d{2}:\d{2}",
    "DURATION": r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?",
    "AGE": r"P\d+[YMWD]",
    "MONEY": r"[A-Z]{3} \d+(\.\d+)?",
    "PERCENT": r"-?\d+(\.\d+)? (%|pp)",
    "QUANTITY": r"-?\d+(\.\d+)? \S+",
}
KINDS = {"|": "name", "~": "pronoun", "^": "nominal"}
SENTIMENT = {"-": "negative", "0": "neutral", "+": "positive"}

# How many of each there must be.
FLOORS = {"articles": 14, "quotations": 150, "relations": 150, "of each relation": 4}


class Mistake(Exception):
    pass


class Text:
    """A marked-up text read: the plain text, the text with its tags, and what was marked."""

    def __init__(self, source, part, entities, where, marks_are_text=False):
        self.part = part
        self.plain = []
        self.raw = []
        self.length = 0
        self.mentions = []  # start, end, type, kind, key or None, value or None
        self.quotations = []  # start, end, key or None
        self.sentences = []  # start, end, sentiment, [(relation, subject, object, optional)]
        self.where = where
        self.marks_are_text = marks_are_text
        self.read(source, entities)
        self.text = "".join(self.plain)
        self.mentions.sort(key=lambda m: (m[0], -m[1]))
        self.quotations.sort()

    def fail(self, message):
        near = "".join(self.plain)[-60:]
        raise Mistake(f"{self.where}: {message} near ...{near!r}")

    def put(self, character):
        self.plain.append(character)
        self.raw.append((character, True))
        self.length += 1

    def read(self, source, entities):
        mention = re.compile(r"\[(?:([a-z][a-z0-9]*)([|~^])|([DTUAMQ%]) ([^|\]]+)\|)")
        quotation = re.compile(r"<([a-z][a-z0-9]*|\?)\|")
        sentence = re.compile(r"\{([-0+])((?:\|[^}|]+)*)\}")
        stack = []
        begin = 0
        i = 0
        while i < len(source):
            c = source[i]
            if c == "\\":
                self.put(source[i + 1])
                i += 2
            elif c == "⟦":
                end = source.index("⟧", i)
                if self.marks_are_text:
                    for mark in source[i + 1 : end]:
                        self.put(mark)
                else:
                    self.raw.append((source[i + 1 : end], False))
                i = end + 1
            elif c == "[":
                m = mention.match(source, i)
                if not m:
                    self.fail(f"no mention: {source[i:i + 20]!r}")
                if m[1]:
                    if m[1] not in entities:
                        self.fail(f"no entity {m[1]}")
                    stack.append(("]", self.length, entities[m[1]][0], KINDS[m[2]], m[1], None))
                else:
                    kind = VALUES[m[3]]
                    value = m[4] + " %" if kind == "PERCENT" and " " not in m[4] else m[4]
                    if not re.fullmatch(VALUE_FORMS[kind], value):
                        self.fail(f"{value!r} is no {kind}")
                    stack.append(("]", self.length, kind, "value", None, value))
                i = m.end()
            elif c == "<":
                m = quotation.match(source, i)
                if not m or (m[1] != "?" and m[1] not in entities):
                    self.fail(f"no quotation: {source[i:i + 20]!r}")
                stack.append((">", self.length, None if m[1] == "?" else m[1]))
                i = m.end()
            elif c in "]>":
                if not stack or stack[-1][0] != c:
                    self.fail(f"{c} closes nothing")
                top = stack.pop()
                if top[0] == "]":
                    self.mentions.append((top[1], self.length, *top[2:]))
                else:
                    self.quotations.append((top[1], self.length, top[2]))
                i += 1
            elif c == "{":
                m = sentence.match(source, i)
                if not m:
                    self.fail(f"no sentence end: {source[i:i + 20]!r}")
                if any(s[0] == "]" for s in stack):
                    self.fail("a mention crosses the sentence's end")
                text = "".join(self.plain)
                start = begin + len(text[begin:]) - len(text[begin:].lstrip())
                end = len(text.rstrip())
                if start >= end:
                    self.fail("an empty sentence")
                self.sentences.append((start, end, SENTIMENT[m[1]], self.relations(m[2])))
                begin = self.length
                i = m.end()
            elif c in "}⟧":
                self.fail(f"stray {c}")
            else:
                self.put(c)
                i += 1
        if stack:
            self.fail("something is not closed")
        if "".join(self.plain)[begin:].strip():
            self.fail("text after the last sentence's end")

    def relations(self, marks):
        out = []
        for mark in marks.split("|")[1:]:
            optional = mark.startswith("?")
            fields = mark.lstrip("?").split()
            if len(fields) != 3 or fields[0] not in RELATIONS:
                self.fail(f"no relation: {mark!r}")
            out.append((*fields, optional))
        return out

    def file_text(self, escape):
        """The text as it stands in a page: tags as they are, the rest through `escape`."""
        return "".join(escape(c) if plain else c for c, plain in self.raw)


class Article:
    def __init__(self, path):
        self.name = path.stem
        head, _, body = path.read_text(encoding="utf-8").partition("\n===\n")
        self.fields, self.entities = {}, {}
        for line in head.splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            m = re.fullmatch(r"(\w+): (.*)", line)
            if m:
                self.fields[m[1]] = m[2]
                continue
            m = re.fullmatch(r"([a-z][a-z0-9]*) (PER|ORG|LOC|MISC) (.+)", line)
            if not m or m[1] in self.entities:
                raise Mistake(f"{path.name}: not understood: {line!r}")
            self.entities[m[1]] = (m[2], m[3])
        self.path = self.fields["path"]
        self.id = self.path + ("#" + self.fields["id"] if "id" in self.fields else "")
        body = body.strip("\n") + "\n"
        prefix = self.fields.get("prefix", "")
        if prefix:
            prefix += " "
        if self.fields.get("newline") == "crlf":
            body = body.replace("\n", "\r\n")
        if self.record or self.html:
            body = body.strip()
        # A Markdown file is read as plain text: its marks are part of the text that offsets count in.
        self.body = Text(body, "body", self.entities, path.name, marks_are_text=self.path.endswith(".md"))
        self.title = Text(self.fields["title"], "title", self.entities, path.name) if "title" in self.fields else None
        if prefix:
            self.body = self.shifted(prefix)
        self.check()

    @property
    def record(self):
        return "id" in self.fields

    @property
    def html(self):
        return self.path.endswith(".html")

    def shifted(self, prefix):
        body, n = self.body, len(prefix)
        body.text = prefix + body.text
        body.raw = [(prefix, True)] + body.raw
        body.mentions = [(m[0] + n, m[1] + n, *m[2:]) for m in body.mentions]
        body.quotations = [(a + n, b + n, k) for a, b, k in body.quotations]
        body.sentences = [(a + n, b + n, s, r) for a, b, s, r in body.sentences]
        return body

    def parts(self):
        return ([self.title] if self.title else []) + [self.body]

    def relations(self):
        """Rows of (relation, subject key, object key or value, subject, object, part, start, end, text, optional)."""
        rows, mistakes = [], []
        for text in self.parts():
            for start, end, _, relations in text.sentences:
                sentence = text.text[start:end]
                inside = [m for m in text.mentions if start <= m[0] and m[1] <= end]
                marked = list(relations)
                for code, subject, object_, optional in relations:
                    # Who leads or founds an organisation belongs to it, as does who is of a party.
                    implied = None
                    if code in ("ceo", "fnd"):
                        implied = ("emp", object_, subject, optional)
                    elif code == "pol" and self.entities[object_][0] == "ORG":
                        implied = ("emp", subject, object_, optional)
                    if implied and implied[:3] not in [m[:3] for m in marked]:
                        marked.append(implied)
                found = []
                for code, subject, object_, optional in marked:
                    bad = len(mistakes)
                    name, subject_type, object_types = RELATIONS[code]
                    where = f"{self.name}: {name} {subject} {object_} in {sentence[:50]!r}"
                    if subject not in self.entities or self.entities[subject][0] != subject_type:
                        mistakes.append(f"{where}: the subject is no {subject_type}")
                        continue
                    firsts = [m[0] for m in inside if m[4] == subject]
                    if not firsts:
                        mistakes.append(f"{where}: the subject is not in the sentence")
                    if object_types in ("AGE", "DATE"):
                        objects = [m[0] for m in inside if m[2] == object_types and m[5] == object_]
                        shown = object_
                    else:
                        if object_ not in self.entities or self.entities[object_][0] not in object_types.split():
                            mistakes.append(f"{where}: the object is no {object_types}")
                            continue
                        objects = [m[0] for m in inside if m[4] == object_]
                        shown = self.entities[object_][1]
                    if not objects:
                        mistakes.append(f"{where}: the object is not in the sentence")
                    if len(mistakes) > bad:
                        continue
                    if name in SYMMETRIC and firsts[0] > objects[0]:
                        subject, object_ = object_, subject
                        shown = self.entities[object_][1]
                    row = (name, subject, object_, self.entities[subject][1], shown, text.part, start, end, sentence, optional)
                    if row[:3] in [f[:3] for f in found]:
                        mistakes.append(f"{where}: twice")
                    found.append(row)
                rows += sorted(found, key=lambda r: (r[0], r[3], r[4]))
        if mistakes:
            raise Mistake("\n".join(mistakes))
        return rows

    def check(self):
        names = {}
        for text in self.parts():
            for start, end, kind_type, kind, key, value in text.mentions:
                piece = text.text[start:end]
                if not piece or piece != piece.strip():
                    raise Mistake(f"{self.name}: a mention is blank or padded: {piece!r}")
                if kind == "name":
                    names.setdefault(key, Counter())[piece] += 1
                if not any(s[0] <= start and end <= s[1] for s in text.sentences):
                    raise Mistake(f"{self.name}: {piece!r} is in no sentence")
                weekday = re.search(r"(?i)\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", piece)
                if kind_type == "DATE" and weekday and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                    day = datetime.date.fromisoformat(value).strftime("%A").lower()
                    if day != weekday[0].lower():
                        raise Mistake(f"{self.name}: {piece!r} is {value}, a {day}")
        for key, (_, name) in self.entities.items():
            if name not in names.get(key, ()):
                raise Mistake(f"{self.name}: entity {key} has no mention {name!r}, but {dict(names.get(key, {}))}")
        words = len(self.body.text.split())
        if not 240 <= words <= 620:
            raise Mistake(f"{self.name}: {words} words")
        self.relations()


def load():
    articles, mistakes = [], []
    for path in sorted((HERE / "markup").glob("*.mark")):
        try:
            articles.append(Article(path))
        except Mistake as mistake:
            mistakes.append(str(mistake))
    if mistakes:
        raise Mistake("\n" + "\n".join(mistakes))
    articles.sort(key=lambda a: a.path)  # stable: records stay in the order of their markup files' names
    return articles


PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title} | {site}</title>
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="{site}">
<meta property="article:published_time" content="{published}T07:30:00+00:00">
<meta name="viewport" content="width=device-width">
<style>body {{ font-family: serif; }} .byline {{ color: #555; }}</style>
<script>
  window.analytics = {{ section: "{section}", paywall: false, related: ["<p>Not an article</p>"] }};
</script>
</head>
<body>
<nav>
  <ul>
    <li><a href="/">Home</a></li>
    <li><a href="/{section}">More {section}</a></li>
    <li><a href="/subscribe">Subscribe for 99p a week</a></li>
  </ul>
</nav>
<header><h1>{title}</h1></header>
<main>
<article>
{paragraphs}
</article>
</main>
<footer>
  <p>Copyright {site}. All rights reserved. <a href="/privacy">Privacy</a></p>
</footer>
<script src="/static/consent.js"></script>
</body>
</html>
"""


def page(article):
    def escape(character):
        return {"\u00a0": "&nbsp;", "’": "&rsquo;", "—": "&mdash;"}.get(character) or html.escape(character, quote=False)

    body = article.body.file_text(escape)
    return PAGE.format(
        title=html.escape(article.title.text),
        site=html.escape(article.fields["site"]),
        section=article.fields["section"],
        published=article.fields["published"],
        paragraphs="\n".join(f"<p>{p}</p>" for p in body.split("\n\n")),
    )


def table(columns, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()


def articles_files(articles):
    files, records = {}, {}
    for article in articles:
        text = article.body.text
        if article.record:
            records.setdefault(article.path, []).append(article)
        elif article.html:
            files[article.path] = page(article).encode()
        elif article.path.endswith(".gz"):
            files[article.path] = gzip.compress(text.encode(), mtime=0)
        else:
            bom = b"\xef\xbb\xbf" if article.fields.get("bom") == "yes" else b""
            files[article.path] = bom + text.encode(article.fields.get("encoding", "utf-8"))
    for path, found in records.items():
        rows = [(a.fields["id"], a.title.text, a.fields["published"], a.body.text) for a in found]
        if path.endswith(".csv"):
            files[path] = table(("id", "title", "date", "text"), rows)
        else:
            keys = ("id", "title", "published", "text")
            lines = (json.dumps(dict(zip(keys, row)), ensure_ascii=False) for row in rows)
            files[path] = "".join(line + "\n" for line in lines).encode()
    return files


def gold_files(articles):
    mentions, entities, quotations, relations, optional, sentences, texts = [], [], [], [], [], [], []
    documents = []
    for a in articles:
        documents.append((a.id, a.path, a.title.text if a.title else "", a.fields["published"]))
        if a.html:
            title = a.title.text if a.title else ""
            texts.append({"doc_id": a.id, "title": title, "text": a.body.text})
        for key, (kind, name) in a.entities.items():
            entities.append((a.id, key, name, kind))
        for t in a.parts():
            for start, end, kind_type, kind, key, value in t.mentions:
                mentions.append((a.id, start, end, t.text[start:end], kind_type, kind, key or "", value or "", t.part))
            for start, end, key in t.quotations:
                name = a.entities[key][1] if key else ""
                quotations.append((a.id, start, end, key or "", name, t.text[start:end], t.part))
            for start, end, sentiment, _ in t.sentences:
                sentences.append((a.id, start, end, sentiment, t.part))
        for row in a.relations():
            name, subject, object_, subject_name, object_name, part, start, end, evidence, unsure = row
            keys = (subject, object_ if object_ in a.entities else "")
            (optional if unsure else relations).append(
                (a.id, name, subject_name, object_name, start, end, *keys, evidence, part)
            )
    relation_columns = (
        "doc_id", "relation", "subject", "object", "start", "end", "subject_entity", "object_entity", "evidence", "part",
    )
    return {
        "documents.csv": table(("doc_id", "path", "title", "published"), documents),
        "mentions.csv": table(
            ("doc_id", "start", "end", "text", "type", "kind", "entity", "value", "part"), mentions
        ),
        "entities.csv": table(("doc_id", "entity", "name", "type"), entities),
        "quotations.csv": table(("doc_id", "start", "end", "speaker", "speaker_name", "text", "part"), quotations),
        "relations.csv": table(relation_columns, relations),
        "relations-optional.csv": table(relation_columns, optional),
        "sentences.csv": table(("doc_id", "start", "end", "sentiment", "part"), sentences),
        "texts.jsonl": "".join(json.dumps(t, ensure_ascii=False) + "\n" for t in texts).encode(),
    }


def decoded(article, files):
    """The text of an article read back from its file, for the formats whose offsets count in the file or record itself."""
    data = files[article.path]
    if article.path.endswith(".gz"):
        data = gzip.decompress(data)
    if article.path.endswith(".jsonl"):
        records = (json.loads(line) for line in data.decode().splitlines())
        return next(r for r in records if r["id"] == article.fields["id"])["text"]
    if article.path.endswith(".csv"):
        records = csv.DictReader(io.StringIO(data.decode(), newline=""))
        return next(r for r in records if r["id"] == article.fields["id"])["text"]
    encoding = "utf-8-sig" if article.fields.get("bom") == "yes" else article.fields.get("encoding", "utf-8")
    return data.decode(encoding)


def verify(articles, files, gold):
    """Every offset slices back to its text in what was written, and there is enough of everything."""
    texts = {}
    for a in articles:
        texts[a.id, "body"] = a.body.text if a.html else decoded(a, files)
        if a.title:
            texts[a.id, "title"] = a.title.text
    rows = lambda name: list(csv.DictReader(io.StringIO(gold[name].decode(), newline="")))
    for name, column in (
        ("mentions.csv", "text"),
        ("quotations.csv", "text"),
        ("relations.csv", "evidence"),
        ("relations-optional.csv", "evidence"),
    ):
        for row in rows(name):
            if texts[row["doc_id"], row["part"]][int(row["start"]) : int(row["end"])] != row[column]:
                raise Mistake(f"{name}: {row} does not slice back")
    relations = Counter(r["relation"] for r in rows("relations.csv"))
    counts = {
        "articles": len(articles),
        "quotations": len(rows("quotations.csv")),
        "relations": sum(relations.values()),
        "of each relation": min(relations[name] for name, _, _ in RELATIONS.values()),
    }
    print(
        f"{counts['articles']} articles, {sum(len(a.body.text.split()) for a in articles)} words,",
        f"{len(rows('sentences.csv'))} sentences {dict(Counter(r['sentiment'] for r in rows('sentences.csv')))}",
    )
    print(f"{len(rows('entities.csv'))} entities, {len(rows('mentions.csv'))} mentions", end=" ")
    print(dict(Counter(r["kind"] for r in rows("mentions.csv"))), dict(Counter(r["type"] for r in rows("mentions.csv"))))
    print(f"{counts['quotations']} quotations, {sum(r['speaker'] != '' for r in rows('quotations.csv'))} with a speaker")
    print(f"{counts['relations']} relations {dict(relations.most_common())}, {len(rows('relations-optional.csv'))} optional")
    short = {name: counts[name] for name, floor in FLOORS.items() if counts[name] < floor}
    return short


PRONOUNS = "he him his himself she her hers herself it its itself they them their theirs themselves I me my mine myself"
MONTHS = "January February March April June July August September October November December"
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday today yesterday tomorrow"


def review(article):
    """Prints what is marked, and what looks as if it were not."""
    print(f"\n######## {article.name}  {article.id}  {len(article.body.text.split())} words")
    for key, (kind, name) in article.entities.items():
        found = [t.text[m[0] : m[1]] for t in article.parts() for m in t.mentions if m[4] == key]
        print(f"  {key} {kind} {name}: {' | '.join(found)}")
    for t in article.parts():
        print("  values:", " | ".join(f"{t.text[m[0]:m[1]]} = {m[2]} {m[5]}" for m in t.mentions if m[5]))
        covered = bytearray(len(t.text))
        for m in t.mentions:
            if m[3] != "nominal":
                covered[m[0] : m[1]] = b"\1" * (m[1] - m[0])
        starts = {s[0] for s in t.sentences}
        loose = []
        for w in re.finditer(r"[^\W_][\w'’-]*", t.text):
            word = w[0].split("'")[0].split("’")[0]
            odd = (
                word in PRONOUNS.split() or word.lower() in PRONOUNS.split() and word != "I"
                or word in (MONTHS + " " + DAYS).split()
                or any(c.isdigit() for c in word)
                or word[0].isupper() and w.start() not in starts and t.text[w.start() - 1] not in "\"“‘'"
            )
            if odd and not covered[w.start()]:
                loose.append(t.text[max(0, w.start() - 12) : w.end() + 10].replace("\n", " ").replace("\r", ""))
        print("  loose:", " § ".join(loose))
        marks = bytearray(len(t.text) + 1)
        for a, b, key in t.quotations:
            print(f"    {key or '?'}: {t.text[a:a + 40]!r} ... {t.text[b - 15:b]!r} then {t.text[b:b + 2]!r}")
            for at in (a - 1, a - 2, b, b + 1):
                marks[at] = 1
        other = [
            t.text[q.start() : q.end() + 25].replace("\n", " ")
            for q in re.finditer(r"[\"“”‘]|''|(?<![\w.,!?s])'", t.text)
            if not marks[q.start()]
        ]
        print("  other quote marks:", " § ".join(other))
        for start, end, sentiment, _ in t.sentences:
            print(f"   {sentiment[:3]} {' '.join(t.text[start:end].split())}")
    for r in article.relations():
        print(f"    {'?' if r[9] else ''}{r[0]}: {r[3]} -> {r[4]}   « {r[8][:70]}")


def unpacked(path, data):
    # The compressed bytes may differ from one zlib to another.
    return gzip.decompress(data) if path.suffix == ".gz" else data


def main(arguments):
    articles = load()
    if arguments[:1] == ["--review"]:
        for article in articles:
            if not arguments[1:] or arguments[1] in article.name:
                review(article)
        return 0
    files, gold = articles_files(articles), gold_files(articles)
    short = verify(articles, files, gold)
    wanted = {ARTICLES / path: data for path, data in files.items()} | {HERE / name: data for name, data in gold.items()}
    if arguments == ["--check"]:
        stale = [str(p) for p, data in wanted.items() if not p.exists() or unpacked(p, p.read_bytes()) != unpacked(p, data)]
        stale += [str(p) for p in ARTICLES.rglob("*") if p.is_file() and p not in wanted]
        if stale:
            raise Mistake("not as the markup says: " + ", ".join(stale))
    else:
        for path, data in wanted.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    if short:
        raise Mistake(f"too few: {short}, where the floors are {FLOORS}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Mistake as mistake:
        sys.exit(f"build.py: {mistake}")
