//! A process of its own that extracts documents one by one, to see which of them it survives.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, ExitStatus, Stdio};

use clap::Args;
use serde::{Deserialize, Serialize};

use super::ModelArgs;
use crate::document::Document;

/// What the process is told of a document.
#[derive(Serialize, Deserialize)]
struct Tried {
    title: Option<String>,
    text: String,
}

/// Extract the documents on standard input and write nothing but a line for each
#[derive(Debug, Args)]
pub struct Trial {
    #[command(flatten)]
    models: ModelArgs,
}

impl Trial {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let gleaner = self.models.builder().any_language(true).build()?;
        for line in std::io::stdin().lock().lines() {
            let tried: Tried = serde_json::from_str(&line?)?;
            let mut document = Document::plain("trial", &tried.text);
            document.title = tried.title;
            // An error is not what is looked for: the run meets it, and survives it, itself.
            let _ = gleaner.extract(vec![document]);
            let mut out = std::io::stdout().lock();
            out.write_all(b"survived\n")?;
            out.flush()?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The process, seen from the run that started it. It is started for the first document, and again after each that killed it.
pub struct Tester {
    arguments: Vec<String>,
    process: Option<(Child, ChildStdin, BufReader<ChildStdout>)>,
}

impl Tester {
    /// `arguments` are those that say which models run, and how.
    pub fn new(arguments: Vec<String>) -> Self {
        Tester {
            arguments,
            process: None,
        }
    }

    /// Whether a document can be extracted without harm. Where that cannot be found out, it is thought to be.
    ///
    /// # Errors
    /// How the process ended.
    pub fn survives(&mut self, document: &Document) -> Result<(), String> {
        let Ok(line) = serde_json::to_string(&Tried {
            title: document.title.clone(),
            text: document.text.clone(),
        }) else {
            return Ok(());
        };
        let started = match self.process.take() {
            Some(process) => Ok(process),
            None => self.start(),
        };
        let Ok((mut child, mut to, mut from)) = started else {
            return Ok(());
        };
        let mut answer = String::new();
        let asked = to
            .write_all(line.as_bytes())
            .and_then(|()| to.write_all(b"\n"))
            .and_then(|()| to.flush())
            .and_then(|()| from.read_line(&mut answer));
        if asked.is_ok() && answer == "survived\n" {
            self.process = Some((child, to, from));
            return Ok(());
        }
        match child.wait() {
            Ok(status) if died(status) => Err(format!(
                "the program died of it ({status}), most likely for want of memory; split it into documents"
            )),
            _ => Ok(()),
        }
    }

    fn start(&self) -> std::io::Result<(Child, ChildStdin, BufReader<ChildStdout>)> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("trial")
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let gone = || std::io::Error::other("it has no pipes");
        let to = child.stdin.take().ok_or_else(gone)?;
        let from = child.stdout.take().ok_or_else(gone)?;
        Ok((child, to, BufReader::new(from)))
    }
}

/// Whether a process ended by its own fault: not where somebody ended it, as Ctrl-C ends all processes of a terminal.
#[cfg(unix)]
fn died(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;

    use signal_hook::consts::{SIGABRT, SIGBUS, SIGILL, SIGKILL, SIGSEGV};
    let faults = [SIGABRT, SIGBUS, SIGILL, SIGKILL, SIGSEGV];
    status
        .signal()
        .is_some_and(|signal| faults.contains(&signal))
}

#[cfg(not(unix))]
fn died(_: ExitStatus) -> bool {
    false
}

impl Drop for Tester {
    fn drop(&mut self) {
        if let Some((mut child, to, _)) = self.process.take() {
            // It ends with its input.
            drop(to);
            let _ = child.wait();
        }
    }
}
