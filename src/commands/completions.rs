use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
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

/// Write the manual page of the program or of one subcommand
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gleaner man extract > gleaner-extract.1 && man ./gleaner-extract.1
  gleaner man --out share/man/man1")]
pub struct Man {
    /// The subcommand whose page goes to standard output; without it, the program's
    command: Option<String>,
    /// Write the pages of the program and of all subcommands to this folder
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    out: Option<PathBuf>,
}

impl Man {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        if let Some(folder) = &self.out {
            std::fs::create_dir_all(folder)
                .and_then(|()| clap_mangen::generate_to(Cli::command(), folder))
                .with_context(|| format!("cannot write to {}", folder.display()))?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut program = Cli::command();
        // So that a subcommand's page has the options that all share.
        program.build();
        let page = match &self.command {
            None => program,
            Some(name) => match program.find_subcommand(name) {
                Some(command) => command.clone().display_name(format!("gleaner-{name}")),
                None => bail!("gleaner has no subcommand '{name}'; `gleaner --help` lists them"),
            },
        };
        let mut out = Vec::new();
        clap_mangen::Man::new(page).render(&mut out)?;
        super::print(&String::from_utf8_lossy(&out))?;
        Ok(ExitCode::SUCCESS)
    }
}
