//! A run as a user of pipes and clusters sees it: streams, shards, signals, and processes that die.

mod common;

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use common::Scratch;
use predicates::prelude::*;

const MEETING: &str = "The mayor of Vellmar, Odile Brandt, met Piet Aalders of the Halden Institute on Tuesday. \
\"We agree on most of it,\" said Ms Brandt, 51. Aalders, who lives in Rotterdam, called the talks useful.\n";

fn corpus(s: &Scratch, files: usize) {
    for i in 0..files {
        let text = format!("Report {i}. {}", MEETING.repeat(1 + i % 3));
        s.file(&format!("in/{i:02}.txt"), text);
    }
}

fn program(s: &Scratch, args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("gleaner"));
    command.current_dir(s.path(".")).args(args);
    command
}

fn json(text: &[u8]) -> Vec<serde_json::Value> {
    let text = std::str::from_utf8(text).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Waits until something stands in the file, or the process is done.
fn wait_for(path: &std::path::Path, child: &mut Child) {
    for _ in 0..2400 {
        if path.exists() || child.try_wait().unwrap().is_some() {
            return;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    panic!("{} did not come", path.display());
}

#[test]
fn a_stream_gives_a_json_document_or_an_error_for_each_line_in_order() {
    let s = Scratch::new();
    let input = "{\"id\": \"a\", \"text\": \"Odile Brandt lives in Vellmar.\"}\n\
                 {\"id\": \"b\", \"text\": 7}\n\
                 {\"id\": \"a\", \"text\": \"Again.\"}\n\
                 {\"id\": \"c\", \"title\": \"Talks\", \"text\": \"Piet Aalders, 44, came.\"}\n\
                 no json\n";
    let out = s
        .gleaner(&["extract", "-", "--format", "jsonl", "--out", "-", "-q"])
        .write_stdin(input)
        .assert()
        .code(3)
        .stderr("")
        .get_output()
        .stdout
        .clone();
    let lines = json(&out);
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[0]["doc_id"], "a");
    assert_eq!(lines[0]["entities"][0]["name"], "Odile Brandt");
    assert_eq!(lines[1]["doc_id"], "b");
    assert!(lines[1]["error"].as_str().unwrap().contains("wrong type"));
    assert_eq!(lines[2]["doc_id"], "a");
    assert!(lines[2]["error"].as_str().unwrap().contains("duplicate id"));
    assert_eq!(lines[3]["doc_id"], "c");
    assert_eq!(lines[3]["sentences"][0]["text"], "Talks");
    assert_eq!(lines[4]["line"], 5);
    assert!(lines[4]["doc_id"].is_null() && lines[4].get("entities").is_none());
}

#[test]
fn a_stream_is_flushed_while_its_input_is_still_open() {
    let s = Scratch::new();
    let args = [
        "extract",
        "-",
        "--format",
        "jsonl",
        "--out",
        "-",
        "-q",
        "--chunk-tokens",
        "256",
    ];
    let mut child = program(&s, &args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut to = child.stdin.take().unwrap();
    let mut from = BufReader::new(child.stdout.take().unwrap());
    for id in ["one", "two"] {
        let record = serde_json::json!({"id": id, "text": MEETING.repeat(8)});
        writeln!(to, "{record}").unwrap();
        let mut line = String::new();
        from.read_line(&mut line).unwrap();
        assert_eq!(json(line.as_bytes())[0]["doc_id"], id);
    }
    drop(to);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_has_enough_ends_a_stream_quietly() {
    let s = Scratch::new();
    corpus(&s, 12);
    let args = [
        "extract",
        "in",
        "--format",
        "jsonl",
        "--out",
        "-",
        "--chunk-tokens",
        "256",
        "-q",
    ];
    let mut child = program(&s, &args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.success());
}

#[test]
fn a_stream_knows_one_format() {
    let s = Scratch::new();
    s.gleaner(&["extract", "a.txt", "--out", "-"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("--format jsonl"));
    s.gleaner(&["extract", "a.txt", "--out", "o", "--shard", "5/4"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("1 to N"));
}

#[test]
fn shards_are_merged_to_the_bytes_of_one_run() {
    let s = Scratch::new();
    corpus(&s, 20);
    s.file("in/bad.jsonl", "{\"id\": 1}\n[]\n");
    let common = ["--chunk-tokens", "300", "--format", "csv,jsonl", "-q"];
    let run = |out: &str, more: &[&str]| {
        let args = [&["extract", "in", "--out", out], more, &common].concat();
        s.gleaner(&args).assert().code(predicate::in_iter([0, 3]));
    };
    run("whole", &[]);
    for i in ["1", "2", "3"] {
        run(&format!("part{i}"), &["--shard", &format!("{i}/3")]);
    }
    s.gleaner(&["merge", "part3", "part1", "part2", "--out", "merged"])
        .assert()
        .code(3);
    assert_eq!(s.tables("whole"), s.tables("merged"));
    s.gleaner(&["merge", "part1", "part2", "--out", "lacking"])
        .assert()
        .code(1)
        .stderr(predicate::str::contains("lacks shard 3/3"));
    s.gleaner(&[
        "merge", "part1", "part2", "part2", "part3", "--out", "twice",
    ])
    .assert()
    .code(1)
    .stderr(predicate::str::contains("twice"));
    s.gleaner(&["merge", "whole", "--out", "none"])
        .assert()
        .code(1)
        .stderr(predicate::str::contains("--shard"));
}

#[cfg(unix)]
#[test]
fn a_run_that_is_asked_to_stop_says_how_to_go_on_and_can() {
    let s = Scratch::new();
    corpus(&s, 60);
    let args = |out: &'static str| ["extract", "in", "--out", out, "--chunk-tokens", "256", "-q"];
    s.gleaner(&args("whole")).assert().success();
    for (signal, status) in [("-INT", 130), ("-TERM", 143)] {
        let mut child = program(&s, &args("cut"))
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        wait_for(&s.path("cut/attempt.json"), &mut child);
        let id = child.id().to_string();
        let kill = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(kill.success());
        let output = child.wait_with_output().unwrap();
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(status), "{message}");
        assert!(message.contains("same command again"), "{message}");
        s.gleaner(&args("cut")).assert().success();
        assert_eq!(s.tables("whole"), s.tables("cut"));
        std::fs::remove_dir_all(s.path("cut")).unwrap();
    }
}

/// A run killed in the middle of a chunk tries that chunk's documents alone, finds that none of them is to blame, and ends in
/// the same bytes.
#[test]
fn a_run_that_was_killed_in_a_chunk_blames_no_document_for_it() {
    let s = Scratch::new();
    corpus(&s, 30);
    let args = |out: &'static str| ["extract", "in", "--out", out, "--chunk-tokens", "600", "-q"];
    s.gleaner(&args("whole")).assert().success();
    let mut child = program(&s, &args("cut")).spawn().unwrap();
    wait_for(&s.path("cut/attempt.json"), &mut child);
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(s.path("cut/checkpoint.json").exists());
    s.gleaner(&args("cut")).assert().success();
    assert_eq!(s.tables("whole"), s.tables("cut"));
}

#[test]
fn a_text_that_is_too_long_is_an_error_row_and_the_rest_is_extracted() {
    let s = Scratch::new();
    s.file("in/a.txt", MEETING)
        .file("in/long.txt", MEETING.repeat(20_000))
        .file("in/z.txt", MEETING);
    s.gleaner(&["extract", "in", "--out", "out", "-q"])
        .assert()
        .code(3);
    let errors = s.table("out/errors.csv");
    assert_eq!(errors.len(), 1);
    assert!(errors[0]["source"].ends_with("long.txt"));
    assert!(errors[0]["error"].contains("split it"), "{errors:?}");
    assert_eq!(s.table("out/documents.csv").len(), 2);
}

#[test]
fn a_resumed_run_with_other_options_says_what_differs() {
    let s = Scratch::new();
    corpus(&s, 30);
    let args = [
        "extract",
        "in",
        "--out",
        "out",
        "--chunk-tokens",
        "256",
        "-q",
    ];
    let mut child = program(&s, &args).spawn().unwrap();
    wait_for(&s.path("out/attempt.json"), &mut child);
    child.kill().unwrap();
    child.wait().unwrap();
    s.gleaner(&[&args[..], &["--min-score", "0.5"]].concat())
        .assert()
        .code(1)
        .stderr(predicate::str::contains(
            "other minimum score (none, now 0.5)",
        ));
}

#[test]
fn control_characters_of_a_text_do_not_reach_the_terminal() {
    let s = Scratch::new();
    s.file(
        "in/a.txt",
        "Mayor \u{1b}[31mOdile Brandt\u{1b}[0m met Piet\u{7}Aalders. ".repeat(5),
    );
    let output = s
        .gleaner(&["extract", "in", "--out", "out"])
        .assert()
        .get_output()
        .stderr
        .clone();
    let controls: Vec<&u8> = output.iter().filter(|b| **b < 32 && **b != b'\n').collect();
    assert!(controls.is_empty(), "{}", String::from_utf8_lossy(&output));
}
