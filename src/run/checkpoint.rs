//! The checkpoint of an output folder, from which an interrupted run goes on.
//!
//! After a chunk is on the disk, `checkpoint.json` is replaced by a rename: it says how far the input got and where the output
//! stood then. A run that finds one has its sinks drop what came after it and goes on; the last thing a run does is to remove
//! it. A checkpoint without progress stands before the first row, so that a run can be taken up from its first moment on.

use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::attempt::ATTEMPT;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Summary;
use crate::output::exports::SPOOL;
use crate::output::{Error, Position, Table, broken, io_error};

pub const CHECKPOINT: &str = "checkpoint.json";
/// The next checkpoint until it is whole.
pub const NEW_CHECKPOINT: &str = "checkpoint.json.new";
/// What a finished run says of itself.
const RUN: &str = "run.json";

/// What decides the bytes of a run, by name: its inputs, options and models. An interrupted run is taken up where all of it
/// is the same.
pub type Settings = BTreeMap<String, String>;

#[derive(Debug, Serialize, Deserialize)]
struct Saved<T> {
    settings: Settings,
    /// None before the first chunk is done.
    reached: Option<Reached<T>>,
}

/// How far a run got.
#[derive(Debug, Serialize, Deserialize)]
pub struct Reached<T> {
    /// Where the output stood.
    pub output: Position,
    /// Where the input stood, and what else the run keeps.
    pub progress: T,
}

/// An output folder that is being written. As long as it lives, no other run writes there.
#[derive(Debug)]
pub struct Checkpoint {
    folder: PathBuf,
    settings: Settings,
    /// Holds the folder's lock, which ends with the process, also when it is killed. No lock file is left behind.
    _lock: Option<File>,
}

impl Checkpoint {
    /// Takes `folder` for the run that `settings` tell from others.
    ///
    /// A new or empty folder is begun: its checkpoint says that the run got nowhere yet. One with an interrupted run of the
    /// same settings gives back how far that run got (None where it had got nowhere). `overwrite` begins anew whatever there is.
    /// A folder that is refused is left as it was.
    pub fn open<T: DeserializeOwned>(
        folder: &Path,
        settings: Settings,
        overwrite: bool,
    ) -> Result<(Self, Option<Reached<T>>), Error> {
        if folder.exists() && !folder.is_dir() {
            return Err(Error::NotAFolder(folder.to_path_buf()));
        }
        std::fs::create_dir_all(folder).map_err(io_error(folder))?;
        let lock = lock(folder)?;
        let saved = match overwrite {
            true => None,
            false => match read::<T>(folder)? {
                None if !is_free(folder)? => return Err(Error::NotEmpty(folder.to_path_buf())),
                saved => saved,
            },
        };
        if let Some(differs) = saved.as_ref().and_then(|s| differs(&s.settings, &settings)) {
            return Err(Error::OtherRun {
                folder: folder.to_path_buf(),
                differs,
            });
        }
        let checkpoint = Checkpoint {
            folder: folder.to_path_buf(),
            settings,
            _lock: lock,
        };
        let reached = saved.and_then(|s| s.reached);
        if reached.is_none() {
            // First of all, so that whatever stands in the folder from here on belongs to this run.
            checkpoint.write(None::<&Reached<()>>)?;
            remove_earlier(folder)?;
        }
        Ok((checkpoint, reached))
    }

    /// Makes the names of new files outlive a power failure, as their rows do. Where folders cannot be synced, so be it.
    pub fn sync_folder(&self) {
        if let Ok(folder) = File::open(&self.folder) {
            let _ = folder.sync_all();
        }
    }

    /// Records how far the run got.
    pub fn record<T: Serialize>(&self, reached: &Reached<T>) -> Result<(), Error> {
        self.write(Some(reached))
    }

    /// Replaces the checkpoint in one step: at any moment it is the old one or the new one.
    fn write<T: Serialize>(&self, reached: Option<&Reached<T>>) -> Result<(), Error> {
        #[derive(Serialize)]
        struct Saving<'a, T> {
            settings: &'a Settings,
            reached: Option<&'a Reached<T>>,
        }
        let saving = Saving {
            settings: &self.settings,
            reached,
        };
        let new = self.folder.join(NEW_CHECKPOINT);
        let write = || -> io::Result<()> {
            let mut file = File::create(&new)?;
            file.write_all(&serde_json::to_vec(&saving)?)?;
            file.sync_data()?;
            std::fs::rename(&new, self.folder.join(CHECKPOINT))
        };
        write().map_err(io_error(&new))
    }

    /// Writes `run.json`: what made the tables.
    pub fn describe(&self, summary: &Summary) -> Result<(), Error> {
        let path = self.folder.join(RUN);
        let run = serde_json::json!({
            "settings": self.settings,
            "counts": summary.counts.figures(),
            "files_passed_over": summary.passed_over,
            "documents_of_earlier_runs": summary.before.documents,
            "seconds": (summary.time.as_secs_f64() * 10.0).round() / 10.0,
        });
        let write = || std::fs::write(&path, serde_json::to_vec_pretty(&run)?);
        write().map_err(io_error(&path))
    }

    /// Ends the run: nothing is left to take up.
    pub fn remove(self) -> Result<(), Error> {
        for name in [ATTEMPT, NEW_CHECKPOINT, CHECKPOINT] {
            let path = self.folder.join(name);
            match std::fs::remove_file(&path) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::Io { path, source: e });
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// What is not as it was, as a reader of a message understands it; `None` where nothing is.
pub fn differs(before: &Settings, now: &Settings) -> Option<String> {
    let names: std::collections::BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let changes: Vec<String> = names
        .into_iter()
        .filter(|name| before.get(*name) != now.get(*name))
        .map(|name| {
            let text = |settings: &Settings| match settings.get(name) {
                Some(value) => value.clone(),
                None => "none".to_string(),
            };
            format!("other {name} ({}, now {})", text(before), text(now))
        })
        .collect();
    (!changes.is_empty()).then(|| changes.join(" and "))
}

/// Removes what an earlier run may have left, also in formats that this one does not write.
fn remove_earlier(folder: &Path) -> Result<(), Error> {
    let tables = Table::ALL.into_iter().chain(Table::OF_RUN);
    let of_tables = tables.flat_map(|t| ["csv", "parquet"].map(|s| format!("{}.{s}", t.name())));
    let others = [
        "documents.jsonl",
        "gleaner.xlsx",
        "gleaner.sql",
        "datapackage.json",
        "network.gexf",
        "report.html",
        "shard.jsonl",
        RUN,
        ATTEMPT,
    ];
    for name in of_tables.chain(others.map(str::to_string)) {
        let path = folder.join(name);
        match std::fs::remove_file(&path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => {
                return Err(Error::Io { path, source: e });
            }
            _ => {}
        }
    }
    let spool = folder.join(SPOOL);
    match std::fs::remove_dir_all(&spool) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(io_error(&spool)(e)),
        _ => Ok(()),
    }
}

/// True where nothing stands in the folder but what a run leaves that was stopped before its first checkpoint.
fn is_free(folder: &Path) -> Result<bool, Error> {
    for entry in std::fs::read_dir(folder).map_err(io_error(folder))? {
        if entry.map_err(io_error(folder))?.file_name() != NEW_CHECKPOINT {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Holds the folder for this process alone.
fn lock(folder: &Path) -> Result<Option<File>, Error> {
    let Ok(file) = File::open(folder) else {
        return Ok(None);
    };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(Error::Busy(folder.to_path_buf())),
        // Some network file systems know no locks; that is no reason not to write there.
        Err(TryLockError::Error(e)) => {
            tracing::warn!("{} cannot be locked: {e}", folder.display());
            Ok(None)
        }
    }
}

fn read<T: DeserializeOwned>(folder: &Path) -> Result<Option<Saved<T>>, Error> {
    let path = folder.join(CHECKPOINT);
    let text = match std::fs::read(&path) {
        Ok(text) => text,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(Error::Io { path, source }),
    };
    serde_json::from_slice(&text)
        .map(Some)
        .map_err(|e| broken(&path, &format!("is damaged ({e})")))
}
