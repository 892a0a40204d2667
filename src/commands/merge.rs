use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::identify::IdentityArgs;
use crate::identities;
use crate::output::exports::{Exports, Wanted};

/// Join the outputs of all shards of a corpus
///
/// Writes the bytes that one run over the whole corpus would have written.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  gleaner extract archive --out part1 --shard 1/2
  gleaner extract archive --out part2 --shard 2/2
  gleaner merge part1 part2 --out out")]
pub struct Merge {
    /// The output folders of all shards
    #[arg(required = true, value_name = "DIR")]
    shards: Vec<PathBuf>,
    /// The folder to write to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Replace what an earlier run wrote there
    #[arg(long)]
    overwrite: bool,
    #[command(flatten)]
    identities: IdentityArgs,
}

impl Merge {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let options = self.identities.options()?;
        let merged = crate::run::merge(&self.shards, &self.out, self.overwrite)?;
        let wanted = Wanted::of(&merged.formats);
        for (folder, excel) in wanted.folders(&self.out) {
            identities::write(&folder, &options, excel)?;
        }
        let exports = Exports::new(&self.out, wanted);
        exports.write()?;
        exports.clean_up();
        Ok(match merged.errors {
            0 => ExitCode::SUCCESS,
            _ => ExitCode::from(3),
        })
    }
}
