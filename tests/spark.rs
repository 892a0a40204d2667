//! The Spark job on Spark's own cluster, with an executor that is killed.

mod common;

use std::process::Command;

use common::{Scratch, project};

#[test]
#[ignore = "needs tools"]
fn a_cluster_that_loses_an_executor_gives_the_rows_of_one_run() {
    let python = std::env::var_os("GLEANER_TOOLS_PYTHON").expect("scripts/test --tools sets it");
    let java = Command::new("java").arg("-version").output();
    if !java.is_ok_and(|java| java.status.success()) {
        println!(
            "SKIPPED: Spark was not tried, as there is no java (default-jre-headless on Debian)"
        );
        return;
    }
    let s = Scratch::new();
    let output = Command::new(&python)
        .arg(project().join("tests/spark_cluster.py"))
        .arg(assert_cmd::cargo::cargo_bin("gleaner"))
        .arg(project().join("data/articles"))
        .arg(s.path("."))
        .output()
        .unwrap();
    print!("{}", String::from_utf8_lossy(&output.stdout));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
}
