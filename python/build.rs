//! Lets the extension find libtorch: beside itself, where it was built, and in PyPI's torch.

use std::path::PathBuf;

fn main() {
    println!("cargo:rerun-if-env-changed=LIBTORCH");
    println!("cargo:rerun-if-changed=build.rs");
    let here = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let libtorch = std::env::var_os("LIBTORCH").unwrap_or_else(|| ".libtorch".into());
    let built = here.join("..").join(libtorch).join("lib");
    let own = match std::env::var("CARGO_CFG_TARGET_OS").as_deref() {
        Ok("macos") => "@loader_path",
        _ => "$ORIGIN",
    };
    let places = [
        format!("{own}/libtorch/lib"),
        built.display().to_string(),
        format!("{own}/../torch/lib"),
    ];
    for place in places {
        // One argument a line: `-Wl,` would split a path at its commas.
        for argument in ["-Xlinker", "-rpath", "-Xlinker", &place] {
            println!("cargo:rustc-link-arg-cdylib={argument}");
        }
    }
}
