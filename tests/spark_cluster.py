"""Runs scripts/spark/gleaner_spark.py on Spark's own cluster of two executors, kills one during the run, and compares the tables with
those of one run of the program.

    spark_cluster.py GLEANER ARTICLES FOLDER
"""

import glob
import importlib.util
import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

import pyarrow.dataset
import pyarrow.parquet
import pyspark

GLEANER, ARTICLES, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
JOB = pathlib.Path(__file__).parent.parent / "scripts/spark/gleaner_spark.py"
ROUNDS = 5

spec = importlib.util.spec_from_file_location("gleaner_spark", JOB)
gleaner_spark = importlib.util.module_from_spec(spec)
sys.modules["gleaner_spark"] = gleaner_spark
spec.loader.exec_module(gleaner_spark)


def records():
    """The articles, each several times with another end, a text that is none, and an id that stands twice."""
    for turn in range(ROUNDS):
        for path in sorted(ARTICLES.rglob("*")):
            if path.suffix in (".txt", ".md"):
                text = path.read_text(encoding="utf-8", errors="replace") + f"\n\nThis is copy {turn} of {ROUNDS}.\n"
                yield {"id": f"{turn}/{path.relative_to(ARTICLES)}", "text": text, "published": f"202{turn % 3}-03-0{1 + turn % 9}"}
    yield {"id": "empty", "text": "  "}
    yield {"id": "twice", "text": "Odile Brandt lives in Vellmar."}
    yield {"id": "twice", "text": "Piet Aalders lives in Rotterdam."}


def processes():
    """Parent and command line of every process."""
    found = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                found[int(entry.name)] = (parent, (entry / "cmdline").read_bytes().decode("utf-8", "replace"))
            except (OSError, ValueError):
                pass  # It ended.
    return found


def kill_an_executor(killed):
    """Waits until a process of gleaner has run for a while below an executor of ours, and kills that executor."""
    while not killed:
        time.sleep(0.2)
        all_of = processes()
        for pid, (_, line) in all_of.items():
            if not line.startswith(GLEANER + "\0extract\0-\0"):
                continue
            above = []
            while pid in all_of and pid != os.getpid():
                above.append(pid)
                pid = all_of[pid][0]
            if pid != os.getpid():
                continue
            executor = next((p for p in above if "CoarseGrainedExecutorBackend" in all_of[p][1]), None)
            if executor:
                time.sleep(4)
                os.kill(executor, signal.SIGKILL)
                killed.append(executor)
                return


def rows(path, key, leave_out=()):
    """The rows of a table, whole or in parts, by what tells them apart."""
    table = pyarrow.dataset.dataset(path, format="parquet", partitioning=None).to_table()
    names = [n for n in table.column_names if n not in leave_out]
    return sorted(table.select(names).to_pylist(), key=lambda row: [str(row[k]) for k in key] + [str(list(row.values()))])


def same(one, other):
    return abs(one - other) <= 0.005 if isinstance(one, float) and isinstance(other, float) else one == other


KEYS = {
    "documents": ["doc_id"],
    "sentiment": ["doc_id", "sentence_id"],
    "entities": ["doc_id", "entity_id"],
    "mentions": ["doc_id", "mention_id"],
    "relations": ["doc_id", "sentence_id", "relation", "subject_id", "object_id"],
    "statements": ["doc_id", "statement_id"],
    "about": ["doc_id", "statement_id", "entity_id"],
}


def on_the_cluster():
    os.environ["SPARK_HOME"] = os.path.dirname(pyspark.__file__)
    os.environ["SPARK_SCALA_VERSION"] = "2.12"
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    log = FOLDER / "log"
    log.mkdir()
    session = (
        SparkSession.builder.master("local-cluster[2,1,2048]")
        .config("spark.executor.memory", "1g")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.eventLog.enabled", "true")
        .config("spark.eventLog.dir", log.as_uri())
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    killed = []
    threading.Thread(target=kill_an_executor, args=(killed,), daemon=True).start()
    frame = session.read.json(str(FOLDER / "records.jsonl"))
    lines = gleaner_spark.extract(frame, date="published", gleaner=GLEANER, partitions=6)
    gleaner_spark.write_tables(lines, str(FOLDER / "spark"), gleaner=GLEANER)
    session.stop()
    assert killed, "no executor was killed"
    events = [json.loads(line) for path in glob.glob(f"{log}/*") for line in open(path)]
    kinds = [event["Event"] for event in events]
    assert "SparkListenerExecutorRemoved" in kinds, set(kinds)
    lost = [e for e in events if e["Event"] == "SparkListenerTaskEnd" and e["Task End Reason"]["Reason"] != "Success"]
    assert lost, "no task was lost"
    print(f"an executor was killed; {len(lost)} tasks were lost with it and run again")


# Feeds gleaner what it is fed, and kills it and itself at a record that holds a certain word.
KILLER = """
import os, signal, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE)
for line in sys.stdin.buffer:
    if b"Krummhorn" in line:
        process.kill()
        os.kill(os.getpid(), signal.SIGKILL)
    process.stdin.write(line)
process.stdin.close()
sys.exit(process.wait())
"""


def process_that_dies():
    """A document of which the process dies is a row of errors, and those around it are extracted."""
    of_gleaner = [GLEANER, "extract", "-", "--format", "jsonl", "--out", "-", "-q", "--threads=1"]
    texts = ["Odile Brandt lives in Vellmar.", "Ida Krummhorn left.", "Piet Aalders lives in Rotterdam.", "Ida Krummhorn came back."]
    fed = [(str(n), json.dumps({"id": str(n), "text": text})) for n, text in enumerate(texts)]
    got = list(gleaner_spark.answers([sys.executable, "-c", KILLER, *of_gleaner], iter([(None, "{}"), *fed])))
    wanted = [("0", True), ("1", False), ("2", True), ("3", False), (None, False)]
    assert [(id, error is None) for id, error, _ in got] == wanted, got
    assert "died of it" in got[1][1], got[1][1]
    # What is wrong for all of them is no row each.
    try:
        list(gleaner_spark.answers([*of_gleaner, "--model", "none"], iter(fed)))
    except gleaner_spark.Failed as error:
        assert "none" in str(error), error
    else:
        raise AssertionError("a model that is not there was not told")
    print("processes that died cost their documents alone")


def main():
    process_that_dies()
    with open(FOLDER / "records.jsonl", "w") as file:
        for record in records():
            file.write(json.dumps(record) + "\n")
    single = FOLDER / "single"
    done = subprocess.run([GLEANER, "extract", FOLDER / "records.jsonl", "--out", single, "--format", "parquet", "-q"])
    assert done.returncode == 3, done
    on_the_cluster()
    compared = 0
    for table, key in KEYS.items():
        leave_out = ("source", "duplicate_of") if table == "documents" else ()
        wanted, got = rows(single / f"{table}.parquet", key, leave_out), rows(FOLDER / "spark" / table, key, leave_out)
        assert len(wanted) == len(got), (table, len(wanted), len(got))
        for one, other in zip(wanted, got):
            differs = [name for name in one if not same(one[name], other[name])]
            assert not differs, (table, differs, one, other)
        compared += len(wanted)
    errors = rows(FOLDER / "spark/errors", ["source"])
    assert [e["source"] for e in errors] == ["empty", "twice"], errors
    years = sorted(p.name for p in (FOLDER / "spark/mentions").glob("year=*"))
    assert years == ["year=2020", "year=2021", "year=2022", "year=undated"], years
    print(f"{compared} rows are those of one run")


main()
