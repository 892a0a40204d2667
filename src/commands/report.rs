use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

/// Write a page to look at, report.html, from the tables of a finished run
#[derive(Debug, Args)]
#[command(
    after_help = "The page is one file that opens from disk and loads nothing.

Example:
  gleaner extract data/articles --out out
  gleaner report out"
)]
pub struct Report {
    /// The output folder of a finished run
    folder: PathBuf,
}

impl Report {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        super::warn_of_version(&self.folder);
        let path = crate::report::write(&self.folder)?;
        println!("{}", path.display());
        Ok(ExitCode::SUCCESS)
    }
}
