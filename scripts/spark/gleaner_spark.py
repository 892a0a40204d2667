"""Runs gleaner over a Spark data frame: one process an executor core, tables partitioned as Parquet.

    spark-submit scripts/spark/gleaner_spark.py INPUT --out OUT [options] [-- options of gleaner extract]

or, with a data frame at hand:

    import gleaner_spark
    lines = gleaner_spark.extract(frame, id="id", text="body", gleaner="/opt/gleaner/bin/gleaner")
    gleaner_spark.write_tables(lines, "OUT", gleaner="/opt/gleaner/bin/gleaner")

Every executor needs the program, at the same path. docs/scale.md says how much of everything a corpus takes.

A partition is sorted by id and fed to one process, so that a task that is tried again gives the same rows. Spark commits the rows of
one try of each task, so a lost executor leaves neither gaps nor copies. A document that cannot be extracted is a row of errors;
so is one of which the process dies, and the others of its partition go on in a new process.
"""

import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile
import threading

PROGRAM = "gleaner"

#: What comes of an input: its lines are the JSON documents of `gleaner extract --out -`, or the error in their place.
LINES = "doc_id string, error string, document string"

#: The tables, and the list of a JSON document that holds the rows of each.
LISTS = {
    "sentiment": "sentences",
    "entities": "entities",
    "mentions": "mentions",
    "relations": "relations",
    "statements": "statements",
    "about": "about",
    "explain": "explain",
}


class Failed(RuntimeError):
    """gleaner cannot run at all: the message is its own."""


def extract(frame, id="id", text="text", title=None, date=None, gleaner=PROGRAM, partitions=None, options=()):
    """A data frame with a row for each input: `doc_id, error, document`, one of the last two null.

    :param frame: whose columns go to gleaner as the fields of a record: `url`, `authors` and other usual names are read.
    :param id: the column of the ids, which name the documents: of two rows with one id the second is an error.
    :param text, title, date: the columns of these; gleaner looks for the usual names where one is not given.
    :param gleaner: the program, where it lies on the executors.
    :param partitions: how many; a task is one of them, and a lost one is run again. Without it three a core.
    :param options: further options of `gleaner extract`, such as `["--any-language"]`.
    """
    from pyspark.sql import functions as F

    context = frame.sparkSession.sparkContext
    if __name__ != "__main__":
        # The executors import it too.
        context.addPyFile(os.path.abspath(__file__))
    threads = int(context.getConf().get("spark.task.cpus", "1"))
    fields = {"--id-field": id, "--text-field": text, "--title-field": title, "--date-field": date}
    command = [gleaner, "extract", "-", "--format", "jsonl", "--out", "-", "--quiet", f"--threads={threads}"]
    command += [f"{option}={column}" for option, column in fields.items() if column] + list(options)
    records = frame.withColumn(id, F.col(id).cast("string"))
    records = records.select(F.col(id).alias("id"), F.to_json(F.struct("*")).alias("record"))
    records = records.repartition(partitions or 3 * context.defaultParallelism, "id").sortWithinPartitions("id", "record")
    return records.mapInArrow(_Task(command), LINES)


class _Task:
    """What a Spark task does with the batches of its partition."""

    # So many rows go back to Spark at a time.
    ROWS = 256

    def __init__(self, command):
        self.command = command

    def __call__(self, batches):
        import pyarrow

        names = ("doc_id", "error", "document")
        rows = []

        def batch():
            columns = [pyarrow.array([row[k] for row in rows], pyarrow.string()) for k in range(len(names))]
            return pyarrow.RecordBatch.from_arrays(columns, names=names)

        records = (pair for batch in batches for pair in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist()))
        for row in answers(self.command, records):
            rows.append(row)
            if len(rows) == self.ROWS:
                yield batch()
                rows.clear()
        if rows:
            yield batch()


def answers(command, records):
    """Feeds records, pairs of an id and a JSON line, to gleaner. Yields `(doc_id, error, document)` for each, in order, but for those
    without an id, which come last.

    :raises Failed: where gleaner ends with a message of its own: it cannot run with these options.
    """
    records = iter(records)
    without = []

    def with_id():
        for id, line in records:
            if id is None:
                without.append((None, "a row without an id", None))
            else:
                yield id, line

    source = with_id()
    waiting = collections.deque()
    while True:
        if not waiting:
            first = next(source, None)
            if first is None:
                break
            waiting.append(first)
        process = _Process(command, waiting, source)
        for answer in process.answers():
            yield answer
        waiting = process.waiting
        if waiting and not process.answered:
            # It died in its first chunk. The first document is tried alone; what is wrong with it, if anything, is known then.
            id, line = waiting.popleft()
            alone = _Process(command, collections.deque([(id, line)]), iter(()))
            yield from alone.answers()
            if not alone.answered:
                yield id, f"the process died of it (status {alone.status}), most likely for want of memory", None
    yield from without


class _Process:
    """A process of gleaner, fed first with what an earlier one left open, then from the source."""

    def __init__(self, command, again, source):
        self.command, self.again, self.source = command, again, source
        self.waiting = collections.deque()
        self.answered = 0
        self.status = None
        self.failure = None

    def feed(self, to):
        try:
            while True:
                if self.again:
                    one = self.again.popleft()
                else:
                    one = next(self.source, None)
                if one is None:
                    break
                self.waiting.append(one)
                to.write(one[1].encode("utf-8", "surrogatepass") + b"\n")
        except BrokenPipeError:
            pass  # It died, which its status says.
        except BaseException as error:  # Raised again where the answers are read.
            self.failure = error
        finally:
            try:
                to.close()
            except BrokenPipeError:
                pass

    def answers(self):
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said)
            feeder = threading.Thread(target=self.feed, args=(process.stdin,), daemon=True)
            feeder.start()
            try:
                for line in process.stdout:
                    if not line.endswith(b"\n"):
                        break  # It died while it wrote.
                    id, _ = self.waiting.popleft()
                    self.answered += 1
                    yield _row(id, line.decode("utf-8"))
            finally:
                process.stdout.close()
                stopped = sys.exc_info()[0] is not None
                if stopped:
                    process.kill()
                self.status = process.wait()
                if not stopped:
                    feeder.join()
            if self.failure is not None:
                raise self.failure
            if self.status in (1, 2):
                said.seek(0)
                raise Failed(said.read().decode("utf-8", "replace").strip())
        # What was to be tried again and did not get that far.
        self.waiting.extend(self.again)


def _row(id, line):
    document = json.loads(line)
    if "error" in document:
        return id, document["error"], None
    if document["doc_id"] != id:
        raise Failed(f"gleaner answered for {document['doc_id']!r} where {id!r} was to come; please report it")
    return id, None, line.rstrip("\n")


def schemas(gleaner=PROGRAM):
    """The columns of each table as Spark's types, as the program itself describes them in datapackage.json."""
    kinds = {"string": "string", "integer": "bigint", "number": "double", "date": "date"}
    with tempfile.TemporaryDirectory() as folder:
        article = os.path.join(folder, "article.txt")
        with open(article, "w") as file:
            file.write("Ada Lovelace lived in London.")
        out = os.path.join(folder, "out")
        done = subprocess.run(
            [gleaner, "extract", article, "--out", out, "--explain", "--texts", "--quiet"], stderr=subprocess.PIPE, text=True
        )
        if done.returncode != 0:
            raise Failed(done.stderr.strip())
        with open(os.path.join(out, "datapackage.json"), encoding="utf-8") as file:
            package = json.load(file)
    return {
        resource["name"]: [(f["name"], kinds[f["type"]]) for f in resource["schema"]["fields"]]
        for resource in package["resources"]
    }


def tables(lines, gleaner=PROGRAM):
    """The tables of gleaner as data frames by name, from the rows that :func:`extract` gives. Keep those on a disk first, else
    each table extracts all documents anew."""
    from pyspark.sql import functions as F

    columns = schemas(gleaner)
    of_document = {name: kind for name, kind in columns["documents"]}
    # In a JSON document lists stand where the table counts.
    of_row = {table: [(name, kind) for name, kind in columns[table] if name != "doc_id"] for table in LISTS}
    lists = {of: f"array<{_struct(of_row[table])}>" for table, of in LISTS.items()}
    fields = [(name, kind) for name, kind in of_document.items() if name not in lists] + list(lists.items())
    documents = lines.where("document is not null").select(F.from_json("document", _struct(fields)).alias("d"))
    found = {
        "documents": documents.select(
            *(F.size(f"d.{n}").cast(k).alias(n) if n in lists else F.col(f"d.`{n}`").alias(n) for n, k in of_document.items())
        )
    }
    # What needs the whole corpus is not known to one process.
    found["documents"] = found["documents"].withColumn("duplicate_of", F.lit(None).cast("string"))
    for table, of in LISTS.items():
        rows = documents.select(F.col("d.doc_id").alias("doc_id"), F.col("d.published").alias("_day"), F.explode(f"d.{of}").alias("r"))
        found[table] = rows.select("doc_id", *(F.col(f"r.`{name}`").alias(name) for name, _ in of_row[table]), "_day")
    found["documents"] = found["documents"].withColumn("_day", F.col("published"))
    errors = lines.where("error is not null")
    found["errors"] = errors.select(
        F.coalesce("doc_id", F.lit("")).alias("source"), F.lit(None).cast("bigint").alias("line"), "error"
    )
    return found


def _struct(fields):
    return "struct<" + ", ".join(f"`{name}`: {kind}" for name, kind in fields) + ">"


def write_tables(lines, out, gleaner=PROGRAM, by="year", explain=False):
    """Writes `OUT/TABLE`, each a folder of Parquet files, partitioned by the date of publication (`by` is year, month or none).

    The rows of :func:`extract` are written to `OUT/lines` first, so that documents are extracted once; where that folder is
    whole, from an earlier try, it is taken as it is.
    """
    from pyspark.sql import functions as F

    session = lines.sparkSession
    stage = f"{out}/lines"
    if not _is_whole(session, stage):
        lines.write.mode("overwrite").parquet(stage)
    formats = {"year": "yyyy", "month": "yyyy-MM"}
    for name, table in tables(session.read.parquet(stage), gleaner).items():
        if name == "explain" and not explain:
            continue
        if "_day" in table.columns and by in formats:
            part = F.coalesce(F.date_format("_day", formats[by]), F.lit("undated"))
            table = table.withColumn(by, part).drop("_day")
            table.write.mode("overwrite").partitionBy(by).parquet(f"{out}/{name}")
        else:
            table.drop("_day").write.mode("overwrite").parquet(f"{out}/{name}")


def _is_whole(session, folder):
    """Whether Spark wrote a folder to its end."""
    path = session._jvm.org.apache.hadoop.fs.Path(f"{folder}/_SUCCESS")
    return path.getFileSystem(session._jsc.hadoopConfiguration()).exists(path)


def main():
    own, of_gleaner = sys.argv[1:], []
    if "--" in own:
        at = own.index("--")
        own, of_gleaner = own[:at], own[at + 1 :]
    parser = argparse.ArgumentParser(
        description="Runs gleaner over a data frame; what follows -- are options of gleaner extract, such as --any-language."
    )
    parser.add_argument("input", help="files that Spark reads")
    parser.add_argument("--out", required=True, help="the folder for the tables, on a file system that all executors see")
    parser.add_argument("--input-format", default="parquet", help="parquet, json, csv ... [parquet]")
    parser.add_argument("--id", default="id", help="the column of the ids [id]")
    parser.add_argument("--text", default="text", help="the column of the texts [text]")
    parser.add_argument("--title", help="the column of the titles")
    parser.add_argument("--date", help="the column of the dates of publication")
    parser.add_argument("--gleaner", default=PROGRAM, help="the program on the executors [gleaner]")
    parser.add_argument("--partitions", type=int, help="how many [three a core]")
    parser.add_argument("--by", choices=["year", "month", "none"], default="year", help="how the tables are partitioned [year]")
    parser.add_argument("--explain", action="store_true", help="also write which rule made or changed a finding")
    given = parser.parse_args(own)

    from pyspark.sql import SparkSession

    session = SparkSession.builder.appName("gleaner").getOrCreate()
    try:
        frame = session.read.format(given.input_format).load(given.input)
        missing = [c for c in (given.id, given.text, given.title, given.date) if c and c not in frame.columns]
        if missing:
            sys.exit(f"gleaner_spark: there is no column {missing[0]}; the input has {', '.join(frame.columns)}")
        options = of_gleaner + ["--explain"] * given.explain
        lines = extract(
            frame, given.id, given.text, given.title, given.date, given.gleaner, given.partitions, options
        )
        write_tables(lines, given.out, given.gleaner, given.by, given.explain)
    finally:
        session.stop()


if __name__ == "__main__":
    main()
