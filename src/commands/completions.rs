use std::process::ExitCode;

use clap::{Args, CommandFactory};

use super::Cli;

/// Write completions for a shell to standard output
#[derive(Debug, Args)]
#[command(after_help = "Example:
  gleaner completions bash > /etc/bash_completion.d/gleaner")]
pub struct Completions {
    shell: clap_complete::Shell,
}

impl Completions {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let mut out = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "gleaner", &mut out);
        super::print(&String::from_utf8_lossy(&out))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Write the manual page to standard output
#[derive(Debug, Args)]
#[command(after_help = "Example:
  gleaner man > gleaner.1 && man ./gleaner.1")]
pub struct Man {}

impl Man {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let mut out = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut out)?;
        super::print(&String::from_utf8_lossy(&out))?;
        Ok(ExitCode::SUCCESS)
    }
}
