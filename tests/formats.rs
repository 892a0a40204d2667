//! Every format as the tool that it is for reads it back.

mod common;

use common::{Scratch, project};

const SCRIPT: &str = r#"
import os, sys, math
import duckdb, openpyxl, pandas, polars
from frictionless import Package

os.chdir(sys.argv[1])
tables = ["documents", "sentiment", "entities", "mentions", "relations", "identities", "identity_entities", "errors"]

# DuckDB: the views over CSV and over Parquet give the same answers.
csv, parquet = duckdb.connect(), duckdb.connect()
for line in open("gleaner.sql").read().split(";\n"):
    parquet.sql(line)
os.chdir("../csv")
for line in open("gleaner.sql").read().split(";\n"):
    csv.sql(line)
rows = {t: csv.sql(f"select * from {t}").fetchall() for t in tables}
os.chdir(sys.argv[1])
for t in tables:
    other = parquet.sql(f"select * from {t}").fetchall()
    assert other == rows[t], t
assert len(rows["documents"]) > 5 and len(rows["relations"]) > 20, {t: len(r) for t, r in rows.items()}
kinds = dict(parquet.sql("select column_name, column_type from (describe documents)").fetchall())
assert kinds["published"] == "DATE" and kinds["doc_id"] == "VARCHAR" and kinds["characters"] == "BIGINT", kinds

# An entity of the name NA is no missing cell, in any reader of CSV; the answers are those of Parquet.
import sqlite3
count = "select type, count(*), sum(mentions) from entities group by type order by type"
answer = parquet.sql(count).fetchall()
assert len(answer) > 6, answer

def in_csv(sql):
    os.chdir("../csv")
    rows = csv.sql(sql).fetchall()
    os.chdir(sys.argv[1])
    return rows

assert in_csv(count) == answer
named = parquet.sql("select entity_id from entities where name = 'NA'").fetchall()
assert named, "no entity is called NA"
of_pandas = pandas.read_csv("../csv/entities.csv", keep_default_na=False, na_values=[""], dtype={"doc_id": str})
assert (of_pandas["name"] == "NA").sum() == len(named) and not of_pandas["name"].isna().any()
by_type = of_pandas.groupby("type")["mentions"].agg(["size", "sum"])
assert [(t, int(n), int(m)) for t, n, m in by_type.itertuples()] == answer
of_parquet = pandas.read_parquet("entities.parquet")
for column in of_parquet.columns:
    pandas.testing.assert_series_equal(of_pandas[column].astype(object).where(of_pandas[column].notna(), None), of_parquet[column].astype(object).where(of_parquet[column].notna(), None), check_dtype=False)
of_polars = polars.read_csv("../csv/entities.csv", schema_overrides={"doc_id": polars.String, "unit": polars.String}, infer_schema_length=None)
grouped = of_polars.group_by("type").agg(polars.len(), polars.col("mentions").sum()).sort("type")
assert grouped.rows() == answer
assert of_polars.filter(polars.col("name") == "NA").height == len(named)
import csv as csv_module
database = sqlite3.connect(":memory:")
with open("../csv/entities.csv", encoding="utf8", newline="") as file:
    lines = csv_module.reader(file)
    head = next(lines)
    database.execute("create table entities (%s)" % ", ".join(f'"{h}"' for h in head))
    database.executemany("insert into entities values (%s)" % ", ".join("?" * len(head)), lines)
assert database.execute(count.replace("sum(mentions)", "sum(cast(mentions as integer))")).fetchall() == answer
assert database.execute("select count(*) from entities where name = 'NA'").fetchone() == (len(named),)

# The network, as networkx and so Gephi read it: the nodes and edges of the tables.
import networkx
graph = networkx.read_gexf("../csv/network.gexf")
labels = {data["label"] for _, data in graph.nodes(data=True)}
assert graph.number_of_nodes() == in_csv("select count(*) from nodes")[0][0] > 20
assert labels == {name for name, in in_csv("select Label from nodes")}
edges = {(int(a), int(b)) for a, b in graph.edges()}
of_table = {(a, b) for a, b in in_csv("select Source, Target from edges")}
undirected = lambda pairs: {tuple(sorted(pair)) for pair in pairs}
assert undirected(edges) == undirected(of_table) and edges

# pandas and Polars.
mentions = pandas.read_parquet("mentions.parquet")
assert len(mentions) == len(rows["mentions"]) and str(mentions["score"].dtype) == "float64"
assert polars.read_parquet("mentions.parquet").height == len(rows["mentions"])

# A workbook: a sheet a table, typed cells, a frozen header, filters, links.
book = openpyxl.load_workbook("gleaner.xlsx")
for t in tables:
    sheet = book[t]
    assert sheet.max_row == len(rows[t]) + 1, (t, sheet.max_row)
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
sheet = book["relations"]
names = [c.value for c in sheet[1]]
assert names[:5] == ["subject", "relation", "object", "evidence", "score"], names
assert isinstance(sheet.cell(2, names.index("score") + 1).value, float)
assert isinstance(sheet.cell(2, names.index("subject_id") + 1).value, (int, float))
assert sheet.cell(2, 1).hyperlink.location.startswith("'entities'!A"), sheet.cell(2, 1).hyperlink
entities = book["entities"]
row = int(sheet.cell(2, 1).hyperlink.location.rsplit("A", 1)[1])
heads = [c.value for c in entities[1]]
assert entities.cell(row, heads.index("name") + 1).value == sheet.cell(2, 1).value
days = book["documents"]
at = [c.value for c in days[1]].index("published") + 1
assert any(hasattr(days.cell(r, at).value, "year") for r in range(2, days.max_row + 1))
assert not any(c.data_type == "f" for s in book for r in s.iter_rows() for c in r)

# Frictionless.
os.chdir("../csv")
report = Package("datapackage.json").validate()
assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])[:5]
"#;

#[test]
#[ignore = "needs tools"]
fn duckdb_pandas_polars_excel_and_frictionless_read_what_was_written() {
    let s = Scratch::new();
    let articles = project().join("data/articles");
    let articles = articles.to_str().unwrap();
    s.file("in/formula.csv", "id,title,text\n0012,=SUM(A1),\"=1+1 said Odile Brandt, \"\"mayor\"\" of Vellmar.\r\nShe left.\"\n\
         13,NA,\"Dr NA of Vellmar, Nadia Aalders's friend, met Nadia Aalders. NA's sister came too, said Ms NA.\"\n");
    for (out, format) in [("csv", "csv"), ("both", "xlsx,parquet")] {
        s.gleaner(&[
            "extract", articles, "in", "--out", out, "--format", format, "-q",
        ])
        .assert()
        .success();
    }
    let python = std::env::var_os("GLEANER_TOOLS_PYTHON").expect("scripts/test --tools sets it");
    let output = std::process::Command::new(&python)
        .args(["-c", SCRIPT])
        .arg(s.path("both"))
        .output()
        .unwrap();
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{message}");
}

#[test]
#[ignore = "needs tools"]
fn every_query_of_the_page_of_queries_gives_the_answer_that_stands_there() {
    let s = Scratch::new();
    // As the page says: from the root of the checkout, so that `source` is the same.
    s.gleaner(&[
        "extract",
        "data/articles",
        "--out",
        s.path("out").to_str().unwrap(),
        "-q",
    ])
    .current_dir(project())
    .assert()
    .success();
    let python = std::env::var_os("GLEANER_TOOLS_PYTHON").expect("scripts/test --tools sets it");
    let output = std::process::Command::new(&python)
        .arg(project().join("tests/queries.py"))
        .arg(s.path("out"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
}

#[cfg(feature = "formats")]
#[test]
fn shards_of_every_format_are_merged_to_what_one_run_writes() {
    let s = Scratch::new();
    for i in 0..8 {
        let text = format!("Report {i}. The mayor of Vellmar, Odile Brandt, met Piet Aalders. ");
        s.file(&format!("in/{i}.txt"), text.repeat(4));
    }
    let common = [
        "--chunk-tokens",
        "256",
        "--format",
        "xlsx,parquet,jsonl",
        "-q",
    ];
    let run = |out: &str, more: &[&str]| {
        s.gleaner(&[&["extract", "in", "--out", out], more, &common].concat())
            .assert()
            .success();
    };
    run("whole", &[]);
    run("part1", &["--shard", "1/2"]);
    run("part2", &["--shard", "2/2"]);
    s.gleaner(&["merge", "part1", "part2", "--out", "merged"])
        .assert()
        .success();
    let whole = s.tables("whole");
    assert!(whole.contains_key("gleaner.xlsx") && whole.contains_key("relations.parquet"));
    assert!(!s.path("whole/.tables").exists());
    assert!(!whole.contains_key("documents.csv") && whole.contains_key("errors.csv"));
    assert_eq!(whole, s.tables("merged"));
}
