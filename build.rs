//! Lets the program find libtorch where it was built, with no variable set.

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
}

/// One argument a line: `-Wl,` would split a path at its commas.
fn rpath(targets: &str, folder: &Path) {
    for arg in ["-Xlinker", "-rpath", "-Xlinker"] {
        println!("cargo:rustc-link-arg{targets}={arg}");
    }
    println!("cargo:rustc-link-arg{targets}={}", folder.display());
}
