//! What a user at a terminal meets: one file shown, options from a file, outputs of another version.

mod common;

use common::Scratch;
use predicates::prelude::*;

const TALKS: &str = "date 2024-05-06 The mayor of Vellmar, Odile Brandt, met Piet Aalders of the Halden Institute on Tuesday.

\"We agree on most of it,\" said Ms Brandt, 51. Aalders lives in Rotterdam.
";

#[test]
fn one_file_without_out_is_shown_as_show_does() {
    let s = Scratch::new();
    s.file("talks.txt", TALKS);
    s.gleaner(&["extract", "talks.txt", "--out", "out", "-q"])
        .assert()
        .success();
    let shown = s.gleaner(&["show", "out", "talks.txt"]).assert().success();
    let shown = String::from_utf8(shown.get_output().stdout.clone()).unwrap();
    assert!(shown.contains("People\n  Odile Brandt"), "{shown}");
    let before = std::fs::read_dir(s.path(".")).unwrap().count();
    s.gleaner(&["extract", "talks.txt"])
        .assert()
        .success()
        .stdout(shown)
        .stderr("");
    assert_eq!(std::fs::read_dir(s.path(".")).unwrap().count(), before);
}

#[test]
fn each_document_of_one_file_is_shown_and_each_that_fails_is_told() {
    let s = Scratch::new();
    s.file(
        "wire.jsonl",
        "{\"id\": \"a\", \"text\": \"Odile Brandt lives in Vellmar.\"}\n{\"id\": \"b\", \"text\": 7}\n\
         {\"id\": \"c\", \"text\": \"Piet Aalders, 44, came \\u001b[31mlate.\"}\n",
    );
    s.gleaner(&["extract", "wire.jsonl"])
        .assert()
        .code(3)
        .stdout(
            predicate::str::contains("Odile Brandt (once")
                .and(predicate::str::contains("Piet Aalders (once"))
                .and(predicate::str::contains("\u{1b}").not()),
        )
        .stderr(predicate::str::contains("wire.jsonl, line 2: "));
}

#[test]
fn what_is_not_one_file_needs_a_folder_to_write_to() {
    let s = Scratch::new();
    s.file("in/a.txt", TALKS).file("in/b.txt", TALKS);
    for inputs in [
        &["in"][..],
        &["in/a.txt", "in/b.txt"],
        &["-"],
        &["in/*.txt"],
    ] {
        s.gleaner(&[&["extract"], inputs].concat())
            .assert()
            .code(2)
            .stderr(predicate::str::contains("--out DIR says where"));
    }
    s.gleaner(&["extract", "in/a.txt", "--format", "parquet"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("--format is about the tables"));
}

#[test]
fn a_file_gives_options_and_the_command_line_wins() {
    let s = Scratch::new();
    s.file(
        "wire.jsonl",
        "{\"nr\": 5, \"body\": \"Odile Brandt lives in Vellmar.\"}\n{\"nr\": 6, \"body\": \"Piet Aalders came.\"}\n",
    );
    s.file(
        "gleaner.toml",
        "inputs = [\"wire.jsonl\"]\nout = \"of-file\"\nid-field = \"nr\"\ntext-field = \"body\"\nformat = [\"csv\", \"jsonl\"]\n\
         date = 2024-05-06\nlimit = 1\nthreads = 1\ntexts = true\nexcel = false\nquiet = true\n",
    );
    s.gleaner(&["extract"]).assert().success().stderr("");
    let documents = s.table("of-file/documents.csv");
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0]["doc_id"], "5");
    assert_eq!(documents[0]["published"], "2024-05-06");
    assert!(s.path("of-file/documents.jsonl").exists());
    assert_eq!(s.table("of-file/texts.csv").len(), 1);

    s.gleaner(&[
        "extract", "--limit", "2", "--out", "given", "--format", "csv",
    ])
    .assert()
    .success();
    assert_eq!(s.table("given/documents.csv").len(), 2);
    assert!(!s.path("given/documents.jsonl").exists());

    // Another file, in place of the one in the folder; and other inputs.
    s.file("jobs/short.toml", "out = \"short\"\n")
        .file("one.txt", TALKS);
    s.gleaner(&["extract", "--config", "jobs/short.toml", "one.txt", "-q"])
        .assert()
        .success();
    assert_eq!(s.table("short/documents.csv")[0]["doc_id"], "one.txt");
    // Only `extract` has such options.
    s.gleaner(&["show", "short"]).assert().success().stderr("");
}

#[test]
fn a_file_with_an_unknown_key_or_a_wrong_value_is_refused_by_name() {
    let s = Scratch::new();
    s.file("a.txt", TALKS);
    for (text, told) in [
        (
            "out = \"out\"\ntreads = 2\n",
            "there is no key `treads`; the keys are any-language, chunk-tokens,",
        ),
        (
            "out = \"out\"\n[models]\nmodel = \"m\"\n",
            "there is no key `models`",
        ),
        ("quiet = \"yes\"\n", "`quiet` is true or false"),
        ("out = [\"a\", \"b\"]\n", "`out` has one value, not a list"),
        ("out = \n", "is no TOML"),
        ("config = \"other.toml\"\n", "there is no key `config`"),
    ] {
        s.file("gleaner.toml", text);
        s.gleaner(&["extract", "a.txt"])
            .assert()
            .code(2)
            .stdout("")
            .stderr(
                predicate::str::contains(told)
                    .and(predicate::str::starts_with("gleaner: gleaner.toml: ")),
            );
    }
    s.file("gleaner.toml", "out = \"out\"\nthreads = 0\n");
    s.gleaner(&["extract", "a.txt"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("--threads"));
    s.gleaner(&["extract", "a.txt", "--config", "none.toml"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("none.toml: cannot be read"));
}

#[test]
fn outputs_of_another_version_are_told() {
    let s = Scratch::new();
    s.file("a.txt", TALKS);
    s.gleaner(&["extract", "a.txt", "--out", "out", "-q"])
        .assert()
        .success();
    s.gleaner(&["show", "out"]).assert().success().stderr("");
    let run = std::fs::read_to_string(s.path("out/run.json")).unwrap();
    let version = concat!("\"version\": \"", env!("CARGO_PKG_VERSION"), "\"");
    assert!(run.contains(version), "{run}");
    s.file(
        "out/run.json",
        run.replace(version, "\"version\": \"0.0.7\""),
    );
    let warned = predicate::str::contains("out holds the outputs of gleaner 0.0.7");
    for command in [
        &["show", "out"][..],
        &["identify", "out"],
        &["report", "out"],
    ] {
        s.gleaner(command).assert().success().stderr(warned.clone());
    }
    s.gleaner(&["extract", "a.txt", "--out", "out"])
        .assert()
        .failure()
        .stderr(warned.clone());
    s.gleaner(&["extract", "a.txt", "--out", "out", "--overwrite"])
        .assert()
        .success()
        .stderr(warned);
    s.gleaner(&["show", "out"]).assert().success().stderr("");
}
