"""Compares what the Python package gives with what the command wrote: the folders `articles` and `records` beside it.

    python_package.py ARTICLES
"""

import datetime
import json
import sys
import threading
import time

import gleaner
import pandas
import polars
import pyarrow
import pyarrow.parquet


def of_command(folder, name):
    return pyarrow.parquet.read_table(f"{folder}/{name}.parquet")


def same(tables, folder, leave_out=()):
    assert {"documents", "relations", "identities", "edges", "errors", "about"} <= tables.keys(), tables.keys()
    for name, table in tables.items():
        other = of_command(folder, name)
        assert table.schema.names == other.schema.names, name
        keep = [c for c in other.column_names if c not in leave_out]
        assert table.select(keep).equals(other.select(keep)), name


# Files, folders: the same tables, all of them.
pipeline = gleaner.Pipeline(threads=2)
seen, spins = [], 0
done = threading.Event()


def spin():
    global spins
    while not done.is_set():
        spins += 1
        time.sleep(0.001)


thread = threading.Thread(target=spin)
thread.start()
begun = time.monotonic()
tables = pipeline.extract_files(sys.argv[1], progress=lambda documents, share: seen.append((documents, share)))
took = time.monotonic() - begun
done.set()
thread.join()
same(tables, "articles")
assert tables["relations"].num_rows > 20
assert seen[0] == (0, 0.0) and seen[-1] == (tables["documents"].num_rows, 1.0) and seen == sorted(seen), seen
# The other thread ran all the while: 1 ms and some are slept each time.
assert spins > took * 100, (spins, took)

# Records in memory, in every shape.
records = [json.loads(line) for line in open("records.jsonl")]
assert of_command("records", "errors").num_rows == 1
frames = [
    records,
    (record for record in records),
    pandas.DataFrame(records),
    polars.DataFrame(records),
    pyarrow.Table.from_pylist([{"id": None, "title": None, "date": None, "text": None} | r for r in records]),
]
for frame in frames:
    same(pipeline.extract(frame), "records", ("source",))
tables = pipeline.extract(pandas.DataFrame(records).assign(date=pandas.to_datetime([r.get("date") for r in records])), progress=True)
same(tables, "records", ("source",))
assert tables["documents"]["source"].to_pylist() == ["texts"] * 2
assert tables["errors"].select(["source", "line"]).to_pylist() == [{"source": "texts", "line": 2}]
assert tables["documents"]["doc_id"].to_pylist() == ["0012", "c"]
assert tables["documents"].schema.field("published").type == pyarrow.date32()

# Texts alone, and options of a run and of the models.
tables = gleaner.extract(["Odile Brandt lives in Vellmar.", "Piet Aalders, 44, came."], with_texts=True, date=datetime.date(2024, 5, 6), threads=1)
assert tables["documents"]["doc_id"].to_pylist() == ["0", "1"]
assert tables["documents"]["published"].to_pylist() == [datetime.date(2024, 5, 6)] * 2
assert tables["texts"]["text"].to_pylist()[1] == "Piet Aalders, 44, came."
assert "explain" not in tables


def refused(kind, call, *arguments, **options):
    try:
        call(*arguments, **options)
    except kind as error:
        return str(error)
    raise AssertionError(f"{call}: nothing was refused")


assert "text 1 is a int" in refused(TypeError, pipeline.extract, ["a", 7])
assert "no option 'limits'" in refused(TypeError, pipeline.extract, ["a"], limits=7)
assert "no texts" in refused(ValueError, pipeline.extract, [])
assert "min_score" in refused(ValueError, gleaner.Pipeline, min_score=2.0)
assert "country" in refused(ValueError, gleaner.Pipeline, country="Atlantis")
assert "device" in refused(ValueError, gleaner.Pipeline, device="abacus")
assert "none" in refused(gleaner.Error, gleaner.Pipeline, model="none")
refused(ZeroDivisionError, pipeline.extract, ["a b."], progress=lambda *_: 1 / 0)
