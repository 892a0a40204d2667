//! `gleaner extract` as a user sees it.

mod common;

use std::collections::BTreeSet;

use common::Scratch;
use predicates::prelude::*;

const WEDDING: &str = "date 2024-03-12 Harriet Oyelaran married the sculptor Tom Lindqvist in Bergen on Saturday.

\"We are so happy,\" said Ms Oyelaran, 34. The couple met in Oslo in 2019. Lindqvist's brother Aksel played the violin.
";

#[test]
fn a_folder_becomes_tables_and_what_other_programs_read_them_by() {
    let s = Scratch::new();
    s.file("in/wedding.txt", WEDDING)
        .file("in/photo.jpg", [0xff, 0xd8, 0xff]);
    s.gleaner(&["extract", "in", "--out", "out"])
        .assert()
        .success()
        .stderr(predicate::str::contains(
            "1 files of other kinds were passed over",
        ));
    let names: BTreeSet<String> = s.tables("out").into_keys().collect();
    let wanted = [
        "about.csv",
        "aliases.csv",
        "datapackage.json",
        "documents.csv",
        "edges.csv",
        "entities.csv",
        "errors.csv",
        "gleaner.sql",
        "identities.csv",
        "identity_entities.csv",
        "mentions.csv",
        "network.gexf",
        "nodes.csv",
        "relations.csv",
        "sentiment.csv",
        "statements.csv",
    ];
    assert_eq!(names, wanted.map(str::to_string).into());
    let run: serde_json::Value =
        serde_json::from_slice(&std::fs::read(s.path("out/run.json")).unwrap()).unwrap();
    assert_eq!(run["counts"]["documents"], 1);
    assert!(
        run["settings"]["model"]
            .as_str()
            .unwrap()
            .starts_with("sha256:")
    );
    let documents = s.table("out/documents.csv");
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0]["doc_id"], "wedding.txt");
    assert_eq!(documents[0]["published"], "2024-03-12");
    assert_eq!(documents[0]["language"], "en");
    let sentences = s.table("out/sentiment.csv");
    assert_eq!(sentences.len(), 4, "{sentences:?}");
    assert!(sentences[0]["text"].starts_with("Harriet Oyelaran married"));
    assert_eq!(sentences[1]["sentiment"], "positive");
    let people: BTreeSet<String> = s
        .table("out/entities.csv")
        .into_iter()
        .filter(|e| e["type"] == "PER")
        .map(|e| e["name"].clone())
        .collect();
    assert!(
        people.contains("Harriet Oyelaran") && people.contains("Tom Lindqvist"),
        "{people:?}"
    );
}

#[test]
fn offsets_slice_back_to_the_mention_in_code_points() {
    let s = Scratch::new();
    let text = "😀 Zoë Müller sah… no: Zoë Müller visited São Paulo — “été” — with Ali علي in 2021.\r\nE\u{301}lodie Dupont left.";
    s.file("a.txt", text);
    s.gleaner(&["extract", "a.txt", "--out", "out", "--any-language"])
        .assert()
        .success();
    let points: Vec<char> = text.chars().collect();
    let slice = |row: &common::Row| -> String {
        let at = |c: &str| row[c].parse::<usize>().unwrap();
        points[at("start")..at("end")].iter().collect()
    };
    for table in ["out/mentions.csv", "out/sentiment.csv"] {
        let rows = s.table(table);
        assert!(!rows.is_empty());
        for row in rows {
            assert_eq!(slice(&row), row["text"], "{table}");
        }
    }
}

#[test]
fn a_least_score_leaves_rows_out_and_changes_nothing_else() {
    let s = Scratch::new();
    let articles = common::project().join("data/articles/obituaries");
    let articles = articles.to_string_lossy();
    for (out, more) in [("all", None), ("sure", Some("0.9"))] {
        let mut args = vec!["extract", &*articles, "--out", out];
        args.extend(more.map(|_| "--min-score"));
        args.extend(more);
        s.gleaner(&args).assert().success();
    }
    // What says how many rows stand elsewhere may be less.
    let counts = ["mentions", "first_start", "speaker", "speaker_id"];
    for table in [
        "sentiment",
        "entities",
        "mentions",
        "relations",
        "statements",
    ] {
        let rows = |out: &str| -> Vec<common::Row> {
            let mut rows = s.table(&format!("{out}/{table}.csv"));
            for row in &mut rows {
                row.retain(|column, _| !counts.contains(&column.as_str()));
            }
            rows
        };
        let (all, sure) = (rows("all"), rows("sure"));
        assert!(!sure.is_empty(), "{table}");
        for row in &sure {
            assert!(all.contains(row), "{table}: {row:?}");
            if matches!(table, "mentions" | "relations") {
                assert!(row["score"].parse::<f64>().unwrap() >= 0.9, "{row:?}");
            }
        }
    }
}

#[test]
fn the_same_bytes_come_out_at_any_number_of_threads() {
    let s = Scratch::new();
    for i in 0..12 {
        s.file(&format!("in/{i}.txt"), WEDDING.repeat(1 + i % 4));
    }
    for n in ["1", "2", "5"] {
        let args = [
            "extract",
            "in",
            "--out",
            n,
            "--threads",
            n,
            "--chunk-tokens",
            "600",
            "-q",
        ];
        s.gleaner(&args).assert().success().stderr("");
    }
    assert_eq!(s.tables("1"), s.tables("2"));
    assert_eq!(s.tables("1"), s.tables("5"));
}

#[test]
fn bad_input_is_an_error_row_and_the_rest_is_extracted() {
    let s = Scratch::new();
    s.file("in/good.txt", WEDDING)
        .file("in/empty.txt", " \n ")
        .file("in/binary.txt", [0u8, 1, 2, 3, 0, 0, 9])
        .file("in/cut.txt.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b])
        .file(
            "in/lines.jsonl",
            "{\"id\": 1, \"text\": \"Ann Lee lives in Rome.\"}\n{\"id\": 2, \"text\": \n[1]\n{\"id\": 3}\n{\"id\": 1, \"text\": \"Again.\"}\n{\"id\": 4, \"text\": 7}\n",
        );
    s.gleaner(&["extract", "in", "missing", "--out", "out"])
        .assert()
        .code(3);
    let errors = s.table("out/errors.csv");
    let lines: BTreeSet<&str> = errors
        .iter()
        .filter(|e| e["source"].ends_with("lines.jsonl"))
        .map(|e| e["line"].as_str())
        .collect();
    assert_eq!(lines, ["2", "3", "4", "5", "6"].into());
    for part in ["empty.txt", "binary.txt", "cut.txt.gz", "missing"] {
        assert!(
            errors.iter().any(|e| e["source"].contains(part)),
            "{part}: {errors:?}"
        );
    }
    assert!(errors.iter().all(|e| !e["error"].is_empty()));
    let documents = s.table("out/documents.csv");
    assert_eq!(documents.len(), 2, "{documents:?}");
}

#[test]
fn json_lines_come_on_standard_input_and_fields_can_be_named() {
    let s = Scratch::new();
    s.gleaner(&[
        "extract", "-", "--out", "out", "--text-field", "story", "--id-field", "key", "--title-field", "head", "--date-field", "day",
    ])
    .write_stdin("{\"key\": \"k1\", \"story\": \"Ann Lee lives in Rome.\", \"head\": \"Ann Lee moves\", \"day\": \"2020-02-03\"}\n")
    .assert()
    .success();
    let documents = s.table("out/documents.csv");
    assert_eq!(documents[0]["doc_id"], "k1");
    assert_eq!(documents[0]["title"], "Ann Lee moves");
    assert_eq!(documents[0]["published"], "2020-02-03");
    let sentences = s.table("out/sentiment.csv");
    assert_eq!(sentences[0]["sentence_id"], "0");
    assert_eq!(sentences[0]["text"], "Ann Lee moves");
    assert_eq!(sentences[1]["sentence_id"], "1");
}

#[test]
fn fields_of_records_go_along_as_columns_of_documents() {
    let s = Scratch::new();
    for i in 0..30 {
        let record = serde_json::json!({"id": format!("k{i}"), "text": WEDDING, "Desk": format!("=desk {i}"), "source": "The Echo",
            "tags": ["a", "b"], "empty": null});
        s.file(&format!("in/{i:02}.jsonl"), format!("{record}\n"));
    }
    s.file("in/z.txt", WEDDING).file(
        "in/y.csv",
        "id,Desk,text\n1,\"Home, foreign\",Ann Lee lives in Rome.\n",
    );
    let args = |out: &'static str| {
        let keep = ["--keep", "Desk,source,tags,Desk", "--keep", "empty"];
        let rest = ["--format", "csv,jsonl", "--chunk-tokens", "300", "-q"];
        [&["extract", "in", "--out", out], &keep[..], &rest[..]].concat()
    };
    s.gleaner(&args("whole")).assert().success();
    let text = std::fs::read_to_string(s.path("whole/documents.csv")).unwrap();
    let header = text.lines().next().unwrap();
    assert!(
        header.ends_with(",duplicate_of,Desk,record_source,tags,empty"),
        "{header}"
    );
    let documents = s.table("whole/documents.csv");
    assert_eq!(documents.len(), 32);
    assert_eq!(documents[7]["Desk"], "=desk 7");
    assert_eq!(documents[7]["record_source"], "The Echo");
    assert!(documents[7]["tags"].contains('a') && documents[7]["tags"].contains('b'));
    assert_eq!(documents[7]["empty"], "");
    assert_eq!(documents[30]["Desk"], "Home, foreign");
    assert_eq!(
        (
            documents[31]["Desk"].as_str(),
            documents[31]["tags"].as_str()
        ),
        ("", "")
    );
    let lines = std::fs::read_to_string(s.path("whole/documents.jsonl")).unwrap();
    let lines: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[7]["Desk"], "=desk 7");
    assert!(
        lines[31]["Desk"].is_null() && lines[31]["source"].as_str().unwrap().ends_with("z.txt")
    );
    let package = std::fs::read_to_string(s.path("whole/datapackage.json")).unwrap();
    assert!(package.contains("record_source"), "{package}");
    // A run that was cut off has the same columns when it goes on, and no others.
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("gleaner"))
        .current_dir(s.path("."))
        .args(args("cut"))
        .spawn()
        .unwrap();
    for _ in 0..600 {
        if s.path("cut/checkpoint.json").exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let other = [
        "extract",
        "in",
        "--out",
        "cut",
        "--format",
        "csv,jsonl",
        "--chunk-tokens",
        "300",
        "-q",
    ];
    s.gleaner(&other)
        .assert()
        .code(1)
        .stderr(predicate::str::contains("keep"));
    s.gleaner(&args("cut")).assert().success();
    assert_eq!(s.tables("whole"), s.tables("cut"));
}

#[test]
fn a_field_to_keep_that_no_record_has_is_told() {
    let s = Scratch::new();
    s.file(
        "a.jsonl",
        "{\"text\": \"Ann Lee lives in Rome.\", \"desk\": \"Home\"}\n",
    );
    s.gleaner(&["extract", "a.jsonl", "--out", "out", "--keep", "desc", "-q"])
        .assert()
        .code(3);
    let errors = s.table("out/errors.csv");
    assert!(
        errors[0]["error"].contains("`desc` (--keep)") && errors[0]["error"].contains("desk"),
        "{errors:?}"
    );
    assert_eq!(s.table("out/documents.csv")[0]["desc"], "");
}

#[test]
fn a_folder_that_holds_something_is_not_written_to_without_overwrite() {
    let s = Scratch::new();
    s.file("a.txt", WEDDING);
    s.gleaner(&["extract", "a.txt", "--out", "out"])
        .assert()
        .success();
    s.gleaner(&["extract", "a.txt", "--out", "out"])
        .assert()
        .code(1)
        .stderr(predicate::str::contains("--overwrite"));
    s.gleaner(&["extract", "a.txt", "--out", "out", "--overwrite"])
        .assert()
        .success();
}

#[test]
fn an_interrupted_run_goes_on_and_gives_the_same_bytes() {
    let s = Scratch::new();
    for i in 0..40 {
        s.file(&format!("in/{i:02}.txt"), WEDDING.repeat(6));
    }
    let args = |out: &'static str| {
        [
            "extract",
            "in",
            "--out",
            out,
            "--chunk-tokens",
            "1500",
            "-q",
        ]
    };
    s.gleaner(&args("whole")).assert().success();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("gleaner"))
        .current_dir(s.path("."))
        .args(args("cut"))
        .spawn()
        .unwrap();
    // Killed as soon as something is recorded.
    for _ in 0..600 {
        if s.path("cut/checkpoint.json").exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(
        s.path("cut/checkpoint.json").exists(),
        "it ended before it could be cut off"
    );
    s.gleaner(&args("cut")).assert().success();
    assert_eq!(s.tables("whole"), s.tables("cut"));
}

#[test]
fn monstrous_texts_are_extracted_whole() {
    let s = Scratch::new();
    let line = "Ann Lee met Bob Ray in Rome. ".repeat(4_000);
    let words = "Rome ".repeat(6_000);
    let odd = "👩‍👩‍👧‍👦🇺🇸\u{301}\u{301} مرحبا بالعالم שלום \u{202e}abc\u{202c} ".repeat(200);
    s.file("in/line.txt", &line)
        .file("in/sentence.txt", &words)
        .file("in/odd.txt", &odd);
    s.gleaner(&["extract", "in", "--out", "out", "--any-language"])
        .assert()
        .success();
    let rows = s.table("out/sentiment.csv");
    let of = |id: &str| rows.iter().filter(|r| r["doc_id"] == id).count();
    assert_eq!(of("line.txt"), 4_000);
    assert_eq!(of("sentence.txt"), 1);
    assert!(of("odd.txt") >= 1);
}

#[test]
fn another_language_is_passed_over_unless_it_is_asked_for() {
    let s = Scratch::new();
    let german = "Der Bundestag hat am Donnerstag nach langer Debatte ein neues Gesetz beschlossen, das die Förderung erneuerbarer \
                  Energien regelt. Die Opposition kritisierte die Regierung scharf und kündigte Widerstand im Bundesrat an.";
    s.file("in/de.txt", german).file("in/en.txt", WEDDING);
    s.gleaner(&["extract", "in", "--out", "out"])
        .assert()
        .success()
        .stderr(predicate::str::contains(
            "1 in other languages were passed over",
        ));
    let documents = s.table("out/documents.csv");
    assert_eq!(documents[0]["language"], "de");
    assert_eq!(documents[0]["sentences"], "0");
    assert!(
        s.table("out/sentiment.csv")
            .iter()
            .all(|r| r["doc_id"] == "en.txt")
    );
    s.gleaner(&["extract", "in", "--out", "all", "--any-language"])
        .assert()
        .success();
    assert!(
        s.table("all/sentiment.csv")
            .iter()
            .any(|r| r["doc_id"] == "de.txt")
    );
}

#[test]
fn the_command_line_explains_itself() {
    let s = Scratch::new();
    for args in [
        &["--help"][..],
        &["extract", "--help"],
        &["evaluate", "--help"],
        &["evaluate", "ner", "--help"],
        &["models", "--help"],
    ] {
        s.gleaner(args)
            .assert()
            .success()
            .stdout(predicate::str::contains("Example"));
    }
    s.gleaner(&["extract", "a.txt"]).assert().code(2);
    s.gleaner(&["extract", "a.txt", "--out", "o", "--min-score", "7"])
        .assert()
        .code(2);
    s.gleaner(&["completions", "bash"]).assert().success();
    s.gleaner(&["man"]).assert().success();
    s.gleaner(&["models"]).assert().success().stdout(
        predicate::str::contains("PER ORG LOC MISC").and(predicate::str::contains("sha256:")),
    );
}

#[test]
fn a_model_that_is_not_there_is_an_error_that_says_what_to_do() {
    let s = Scratch::new();
    s.file("a.txt", WEDDING).file("half/config.json", "{}");
    s.gleaner(&[
        "extract",
        "a.txt",
        "--out",
        "o",
        "--ner-model",
        "no/such/folder",
    ])
    .assert()
    .code(1)
    .stderr(predicate::str::contains("no/such/folder"));
    s.gleaner(&["extract", "a.txt", "--out", "o", "--ner-model", "half"])
        .assert()
        .code(1)
        .stderr(predicate::str::contains("tokenizer.json"));
}

#[test]
fn a_model_folder_that_does_not_fit_together_is_one_line_that_names_the_file() {
    let s = Scratch::new();
    s.file("a.txt", WEDDING);
    let bundled = common::project().join("models/news-en");
    for file in ["tokenizer.json", "model.safetensors"] {
        let bytes = std::fs::read(bundled.join(file)).unwrap();
        s.file(&format!("m/{file}"), bytes);
    }
    let config = std::fs::read_to_string(bundled.join("config.json")).unwrap();
    for (field, broken) in [
        ("hidden_size", "300"),
        ("num_attention_heads", "7"),
        ("num_hidden_layers", "9"),
        ("vocab_size", "100"),
        ("hidden_act", "\"none\""),
    ] {
        let mut changed: serde_json::Value = serde_json::from_str(&config).unwrap();
        changed[field] = serde_json::from_str(broken).unwrap();
        s.file("m/config.json", changed.to_string());
        s.gleaner(&["extract", "a.txt", "--out", "o", "--model", "m"])
            .assert()
            .code(1)
            .stderr(
                predicate::str::is_match(
                    "^gleaner: m[^\n]*(config.json|model.safetensors)[^\n]*\n$",
                )
                .unwrap(),
            );
        assert!(!s.path("o/documents.csv").exists(), "{field}");
    }
}
