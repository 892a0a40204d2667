//! The Python package as a user installs it: from the checkout, and as a wheel.

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Scratch, project};

/// Runs a command and gives what it wrote to standard output.
fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {told}");
    String::from_utf8(output.stdout).unwrap()
}

/// A fresh virtual environment.
fn environment(folder: &Path) -> PathBuf {
    let tools = std::env::var_os("GLEANER_TOOLS_PYTHON").expect("scripts/test --tools sets it");
    run(Command::new(tools).args(["-m", "venv"]).arg(folder));
    folder.join("bin/python")
}

fn install(python: &Path, what: &[&std::ffi::OsStr]) {
    run(Command::new(python)
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ])
        .args(what)
        .current_dir(project()));
}

#[test]
#[ignore = "needs tools"]
fn the_package_gives_the_rows_of_the_command() {
    let s = Scratch::new();
    let articles = project().join("data/articles");
    let articles = articles.to_str().unwrap();
    let records = "{\"id\": \"0012\", \"title\": \"Talks\", \"date\": \"2024-05-06\", \"text\": \"Odile Brandt, the mayor of Vellmar, met Piet Aalders on Monday.\"}\n\
                   {\"id\": \"b\", \"text\": \" \"}\n\
                   {\"id\": \"c\", \"text\": \"Ms Brandt \\ud83d\\ude00 lives in Rotterdam. She is 51.\"}\n";
    s.file("records.jsonl", records);
    for (input, out, status) in [(articles, "articles", 0), ("records.jsonl", "records", 3)] {
        s.gleaner(&["extract", input, "--out", out, "--format", "parquet", "-q"])
            .assert()
            .code(status);
    }
    let python = environment(&s.path("checkout"));
    let fixed = [
        "pyarrow==18.0.0",
        "pandas==2.2.3",
        "polars==1.12.0",
        "tqdm==4.67.1",
    ];
    let mut what: Vec<&std::ffi::OsStr> = vec!["./python".as_ref()];
    what.extend(fixed.iter().map(|name| std::ffi::OsStr::new(*name)));
    install(&python, &what);
    let script = project().join("tests/python_package.py");
    let mut command = Command::new(&python);
    command.arg(&script).arg(articles).current_dir(s.path("."));
    run(&mut command);
    run(Command::new(&python).arg(project().join("python/examples/articles.py")));

    // A libtorch that is not there is told.
    let output = Command::new(&python)
        .args(["-c", "import gleaner"])
        .env("LIBTORCH", s.path("none"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        !output.status.success() && told.contains("gleaner needs libtorch 2.4.0"),
        "{told}"
    );

    // The wheel, without what the checkout has: its own model is read.
    let wheels = s.path("wheels");
    let tools = std::env::var_os("GLEANER_TOOLS_PYTHON").unwrap();
    run(Command::new(project().join("scripts/wheel"))
        .arg(&wheels)
        .env("PYTHON", tools));
    let wheel = std::fs::read_dir(&wheels).unwrap().next().unwrap().unwrap();
    let python = environment(&s.path("wheel"));
    install(&python, &[wheel.path().as_os_str(), fixed[0].as_ref()]);
    let script = "import gleaner, pathlib\n\
        model = pathlib.Path(gleaner.__file__).parent / 'models/news-en'\n\
        assert (model / 'model.safetensors').is_file()\n\
        print(gleaner.extract('Odile Brandt lives in Vellmar.')['entities']['name'].to_pylist())";
    let names = run(Command::new(&python)
        .args(["-c", script])
        .current_dir(s.path("."))
        .env_remove("GLEANER_MODELS"));
    assert_eq!(names.trim(), "['Odile Brandt', 'Vellmar']");
}
