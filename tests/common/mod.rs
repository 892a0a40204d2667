//! What the tests of the program share: a scratch folder, the real binary, and its tables.

#![allow(dead_code)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

pub struct Scratch {
    dir: TempDir,
}

/// One row by column name.
pub type Row = BTreeMap<String, String>;

impl Scratch {
    pub fn new() -> Self {
        Scratch {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file, and the folders above it.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    /// The program, run in the scratch folder.
    pub fn gleaner(&self, args: &[&str]) -> Command {
        let mut c = Command::cargo_bin("gleaner").unwrap();
        c.current_dir(self.dir.path()).args(args);
        c
    }

    pub fn table(&self, name: &str) -> Vec<Row> {
        table(&self.path(name))
    }

    /// All files that a run wrote, as bytes, but for run.json, which says how long it took.
    pub fn tables(&self, out: &str) -> BTreeMap<String, Vec<u8>> {
        std::fs::read_dir(self.path(out))
            .unwrap()
            .map(|e| e.unwrap().path())
            .filter(|p| p.file_name().is_some_and(|name| name != "run.json"))
            .map(|p| {
                (
                    p.file_name().unwrap().to_string_lossy().into_owned(),
                    std::fs::read(p).unwrap(),
                )
            })
            .collect()
    }
}

pub fn table(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let columns = reader.headers().unwrap().clone();
    reader
        .records()
        .map(|r| {
            let r = r.unwrap();
            columns
                .iter()
                .map(str::to_string)
                .zip(r.iter().map(str::to_string))
                .collect()
        })
        .collect()
}

pub fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
