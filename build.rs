//! Lets the program find libtorch where it was built, with no variable set, and writes the relations of src/schema.tsv as Rust.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo:rerun-if-env-changed=LIBTORCH");
    println!("cargo:rerun-if-changed=build.rs");
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let libtorch = root.join(std::env::var_os("LIBTORCH").unwrap_or_else(|| ".libtorch".into()));
    rpath("", &libtorch.join("lib"));
    // From target/release/ also relative, so that a checkout can be moved.
    let from = match std::env::var("CARGO_CFG_TARGET_OS").as_deref() {
        Ok("macos") => "@executable_path",
        _ => "$ORIGIN",
    };
    rpath("-bins", &Path::new(from).join("../../.libtorch/lib"));
    relations(&root);
}

/// Writes the enum and the table that src/schema.rs includes: a variant and a row for each relation.
fn relations(root: &Path) {
    let path = root.join("src/schema.tsv");
    println!("cargo:rerun-if-changed={}", path.display());
    let schema = std::fs::read_to_string(&path).expect("src/schema.tsv can be read");
    let (mut variants, mut rows, mut count) = (String::new(), String::new(), 0);
    for (number, line) in schema.lines().enumerate() {
        let Some(row) = line.strip_prefix("relation\t") else {
            continue;
        };
        let cells: Vec<&str> = row.split('\t').collect();
        let [name, subjects, objects, direction, _short, meaning, ..] = cells[..] else {
            panic!(
                "src/schema.tsv, line {}: a relation has six cells and more",
                number + 1
            );
        };
        let symmetric = match direction {
            "symmetric" => true,
            "directed" => false,
            _ => panic!(
                "src/schema.tsv, line {}: {direction} is no direction",
                number + 1
            ),
        };
        let variant: String = name.split('_').map(capitalised).collect();
        writeln!(
            variants,
            "    /// `{name}`, {subjects} to {objects}: {meaning}.\n    {variant},"
        )
        .unwrap();
        writeln!(
            rows,
            "    Row {{ kind: RelationKind::{variant}, name: {name:?}, subjects: &[{}], objects: &[{}], symmetric: {symmetric} }},",
            types(subjects),
            types(objects)
        )
        .unwrap();
        count += 1;
    }
    let code = format!(
        "/// The relations, subject to object.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n\
         pub enum RelationKind {{\n{variants}}}\n\n\
         const ROWS: [Row; {count}] = [\n{rows}];\n"
    );
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    std::fs::write(out.join("relations.rs"), code).expect("OUT_DIR can be written");
}

/// `place` as `Place`, `PER` as `Per`.
fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + &rest.to_lowercase()
}

/// `LOC MISC` as `EntityType::Loc, EntityType::Misc`.
fn types(names: &str) -> String {
    let types = names
        .split(' ')
        .map(|name| format!("EntityType::{}", capitalised(name)));
    types.collect::<Vec<_>>().join(", ")
}

/// One argument a line: `-Wl,` would split a path at its commas.
fn rpath(targets: &str, folder: &Path) {
    for arg in ["-Xlinker", "-rpath", "-Xlinker"] {
        println!("cargo:rustc-link-arg{targets}={arg}");
    }
    println!("cargo:rustc-link-arg{targets}={}", folder.display());
}
