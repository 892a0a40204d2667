use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::identities::{self, Options};

/// How entities of all documents become identities.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Identities")]
pub(super) struct IdentityArgs {
    /// Decisions of yours, which win: CSV rows `identity_id or name, identity_id or name, same|different`
    #[arg(long, value_name = "FILE")]
    same: Option<PathBuf>,
    /// A list to look for: CSV with the columns id, name, aliases (one a row) and type; `watch_id` says which was found
    #[arg(long, value_name = "FILE")]
    watch: Option<PathBuf>,
    /// Leave out edges of the network that fewer documents show
    #[arg(long, value_name = "N", default_value_t = 1)]
    network_min: u64,
}

impl IdentityArgs {
    /// Reads the files that are named.
    ///
    /// # Errors
    /// A file that cannot be read or says something else.
    pub fn options(&self) -> anyhow::Result<Options> {
        let read =
            |path: &Option<PathBuf>| path.as_deref().map(identities::read_decisions).transpose();
        Ok(Options {
            decisions: read(&self.same)?.unwrap_or_default(),
            watched: self
                .watch
                .as_deref()
                .map(identities::read_watched)
                .transpose()?
                .unwrap_or_default(),
            network_min: self.network_min,
        })
    }
}

/// Make identities and the network anew from the tables of a finished run, without running the models
#[derive(Debug, Args)]
#[command(
    after_help = "Writes identities.csv, aliases.csv, identity_entities.csv, nodes.csv, edges.csv and network.gexf.

Example:
  gleaner identify out --same decisions.csv"
)]
pub struct Identify {
    /// The output folder of a finished run
    folder: PathBuf,
    /// Write for spreadsheets: a byte-order mark, and no cell that would run as a formula
    #[arg(long)]
    excel: bool,
    #[command(flatten)]
    identities: IdentityArgs,
}

impl Identify {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        super::warn_of_version(&self.folder);
        let found = identities::write(&self.folder, &self.identities.options()?, self.excel)?;
        println!(
            "{} identities, {} of them in several documents",
            found.identities, found.shared
        );
        Ok(ExitCode::SUCCESS)
    }
}
