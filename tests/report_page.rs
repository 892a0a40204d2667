//! The page to look at, in a real browser.

mod common;

use std::process::Command;

use common::{Scratch, project};

/// A Chromium of this machine.
fn chromium() -> Option<String> {
    let named = std::env::var("CHROMIUM").ok();
    let usual = ["chromium", "chromium-browser", "google-chrome"];
    named
        .into_iter()
        .chain(usual.map(String::from))
        .find(|name| {
            let version = Command::new(name).arg("--version").output();
            version.is_ok_and(|output| output.status.success())
        })
}

#[test]
#[ignore = "needs tools"]
fn the_page_works_in_chromium_and_runs_nothing_of_a_text() {
    let Some(chromium) = chromium() else {
        eprintln!("left out: no Chromium on this machine (set CHROMIUM to one)");
        return;
    };
    let which = Command::new("sh")
        .args(["-c", &format!("command -v '{chromium}'")])
        .output()
        .unwrap();
    let chromium = String::from_utf8(which.stdout).unwrap();
    let s = Scratch::new();
    s.file(
        "in/<script>alert(2)<-script>.txt",
        "date 2024-03-05 Mayor Anna Hill of Leeds opened the quay on Monday. <script>alert(1)</script> \"It is late,\" Hill \
         said. Rolf Berg, her deputy, works for Brill Bank in York.",
    )
    .file(
        "in/b.txt",
        "date 2024-04-05 Anna Hill met Rolf Berg in Leeds. Hill thanked Brill Bank.",
    )
    .file("in/c.json", "{");
    s.gleaner(&["extract", "in", "--out", "out", "--report"])
        .assert()
        .code(3);
    let python = std::env::var_os("GLEANER_TOOLS_PYTHON").expect("scripts/test --tools sets it");
    std::fs::create_dir(s.path("pictures")).unwrap();
    let output = Command::new(python)
        .arg(project().join("tests/report_page.py"))
        .arg(chromium.trim())
        .args([s.path("out"), s.path("pictures")])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
}
