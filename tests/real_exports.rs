//! Exports that other tools wrote: a web archive by warcio, feeds by feedgen, documents by LibreOffice.

mod common;

use std::process::Command;

use common::{Scratch, project};

#[test]
#[ignore = "needs tools"]
fn what_other_tools_export_is_read() {
    let python = std::env::var_os("GLEANER_TOOLS_PYTHON").expect("scripts/test --tools sets it");
    let s = Scratch::new();
    std::fs::create_dir(s.path("in")).unwrap();
    let output = Command::new(python)
        .arg(project().join("tests/real_exports.py"))
        .arg(s.path("in"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    eprint!("{told}");
    let files = String::from_utf8(output.stdout).unwrap();
    s.gleaner(&["extract", "in", "--out", "out", "--texts"])
        .assert()
        .success();
    let documents = s.table("out/documents.csv");
    assert_eq!(documents.len(), files.lines().count(), "{files}");
    let texts = s.table("out/texts.csv");
    for (document, text) in documents.iter().zip(&texts) {
        let id = &document["doc_id"];
        assert_eq!(document["published"], "2024-03-05", "{id}");
        let text = text["text"]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(text.contains("said her deputy, Rolf Berg."), "{id}: {text}");
        assert!(!text.contains("Home News Sport"), "{id}: {text}");
    }
    let people = s.table("out/entities.csv");
    let named = |name: &str| people.iter().filter(|row| row["name"] == name).count();
    assert_eq!(named("Anna Hill"), documents.len());
    assert_eq!(named("Rolf Berg"), documents.len());
}
