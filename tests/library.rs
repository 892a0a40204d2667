//! A crate of its own that depends on gleaner by path, made by the two blocks of README.md.

use std::path::{Path, PathBuf};
use std::process::Command;

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The only code block of README.md's library section that begins with this fence.
fn block(fence: &str) -> String {
    let readme = std::fs::read_to_string(project().join("README.md")).unwrap();
    let section = readme.split("## As a library").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let blocks: Vec<&str> = section.split(fence).skip(1).collect();
    assert_eq!(blocks.len(), 1, "{fence}");
    let end = blocks[0].find("\n```").unwrap();
    blocks[0][..end].to_string()
}

/// Runs in a shell that knows this checkout, and no more of it than README.md says.
fn sh(folder: &Path, script: &str) -> String {
    let output = Command::new("bash")
        .args(["-euc", script])
        .current_dir(folder)
        .env("GLEANER", project())
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("LD_LIBRARY_PATH")
        .env_remove("GLEANER_MODELS")
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
#[ignore = "builds all dependencies again"]
fn a_crate_of_its_own_is_built_and_run_by_what_readme_says() {
    let dir = tempfile::tempdir().unwrap();
    sh(dir.path(), &block("\n```sh\n"));
    let app = dir.path().join("app");
    std::fs::write(app.join("src/main.rs"), block("\n```rust\n")).unwrap();
    let out = sh(&app, "cargo run --release");
    assert!(out.contains("PER Ada Lovelace"), "{out}");
    assert!(out.contains("LOC London"), "{out}");
    // The program by itself too, and over a corpus.
    let articles = project().join("data/articles");
    let script = format!("target/release/app '{}'", articles.display());
    let out = sh(&app, &script);
    assert!(out.contains(" documents"), "{out}");
    assert!(app.join("out/documents.csv").is_file());
    assert!(!app.join("out/checkpoint.json").exists());
}
