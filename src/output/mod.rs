//! Where extractions go: a [`Sink`] takes them a document at a time, and can go on after an interruption.
//!
//! The tables are described once ([`Table`], [`Column`]); [`CsvFiles`] writes them as CSV, [`JsonLines`] as one JSON object a
//! document, [`JsonStream`] the same to a stream.

mod csv;
mod evidence;
pub(crate) mod exports;
mod file;
mod jsonl;
mod kept;
pub(crate) mod read;
pub(crate) mod rows;
mod stream;
mod table;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::corpus::ReadError;
use crate::extraction::Extraction;

pub use csv::CsvFiles;
pub(crate) use csv::CsvTable;
pub(crate) use file::OutputFile;
pub use jsonl::JsonLines;
pub use kept::KeptFields;
pub(crate) use rows::Row;
pub use stream::JsonStream;
pub use table::{Cell, Column, Kind, Reference, Score, Table};

/// Takes what a run finds, a document at a time and in input order.
///
/// A run calls [`Sink::begin`] or [`Sink::resume`] once, then [`Sink::extraction`] and [`Sink::error`] in any order, now and
/// then [`Sink::commit`], and at the end [`Sink::finish`].
///
/// ```
/// use gleaner::output::{Error, Position, Sink};
///
/// /// Counts the entities of a run.
/// #[derive(Default)]
/// struct Count(usize);
///
/// impl Sink for Count {
///     fn extraction(&mut self, extraction: &gleaner::Extraction) -> Result<(), Error> {
///         self.0 += extraction.entities.len();
///         Ok(())
///     }
///     fn commit(&mut self) -> Result<Position, Error> {
///         Ok(Position::default())
///     }
/// }
/// ```
pub trait Sink: Send {
    /// Begins a new output.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn begin(&mut self) -> Result<(), Error> {
        Ok(())
    }

    /// Goes on right after `position`, which [`Sink::commit`] of an earlier run gave; what was written after it is dropped.
    ///
    /// # Errors
    /// [`Error::Broken`] where what stood before the position is not there any more. A sink that cannot go on always says so.
    fn resume(&mut self, position: &Position) -> Result<(), Error> {
        let _ = position;
        Err(Error::CannotResume)
    }

    /// Takes what was found in a document.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn extraction(&mut self, extraction: &Extraction) -> Result<(), Error>;

    /// Takes an input that could not be read, or a document that could not be extracted.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn error(&mut self, error: &ReadError) -> Result<(), Error> {
        let _ = error;
        Ok(())
    }

    /// Puts everything so far where it outlives the process. The position says where that ends.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn commit(&mut self) -> Result<Position, Error>;

    /// Ends the output: all documents were taken, and [`Sink::commit`] was called after the last one.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn finish(&mut self) -> Result<(), Error> {
        Ok(())
    }
}

/// Where a [`Sink`] stood: a number for each of its parts, such as a file's length in bytes for its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Position(BTreeMap<String, u64>);

impl Position {
    /// Says where a part stands.
    pub fn set(&mut self, part: &str, at: u64) {
        self.0.insert(part.to_string(), at);
    }

    /// Where a part stood; `None` where the position does not say.
    pub fn get(&self, part: &str) -> Option<u64> {
        self.0.get(part).copied()
    }

    /// The names of the parts.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Takes over all parts of another position.
    pub fn extend(&mut self, other: Position) {
        self.0.extend(other.0);
    }
}

/// Several sinks as one: each takes everything. The names of their parts must differ.
impl Sink for Vec<Box<dyn Sink>> {
    fn begin(&mut self) -> Result<(), Error> {
        self.iter_mut().try_for_each(|sink| sink.begin())
    }

    fn resume(&mut self, position: &Position) -> Result<(), Error> {
        self.iter_mut().try_for_each(|sink| sink.resume(position))
    }

    fn extraction(&mut self, extraction: &Extraction) -> Result<(), Error> {
        self.iter_mut()
            .try_for_each(|sink| sink.extraction(extraction))
    }

    fn error(&mut self, error: &ReadError) -> Result<(), Error> {
        self.iter_mut().try_for_each(|sink| sink.error(error))
    }

    fn commit(&mut self) -> Result<Position, Error> {
        let mut position = Position::default();
        for sink in self {
            position.extend(sink.commit()?);
        }
        Ok(position)
    }

    fn finish(&mut self) -> Result<(), Error> {
        self.iter_mut().try_for_each(|sink| sink.finish())
    }
}

/// Why an output cannot be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// What is made of the tables at the end could not be made.
    #[error("{0}")]
    Made(String),
    /// The operating system refused it.
    #[error("cannot write {path}; check the folder and the space on its disk")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// A file stands where the output folder is to be.
    #[error("{0} is a file; name a folder to write to")]
    NotAFolder(PathBuf),
    /// There is something in the output folder, and no interrupted run.
    #[error(
        "{0} is not empty; name another folder, or say --overwrite to replace what gleaner wrote there"
    )]
    NotEmpty(PathBuf),
    /// Another process writes to the output folder.
    #[error("{0} is being written by another run; wait for it, or name another folder")]
    Busy(PathBuf),
    /// The interrupted run in the output folder is not this one.
    #[error(
        "{folder} holds an interrupted run with {differs}; run that command again to finish it, name another folder, or say --overwrite to begin anew"
    )]
    OtherRun {
        /// The output folder.
        folder: PathBuf,
        /// What is not as it was.
        differs: String,
    },
    /// What an interrupted run wrote is not there any more.
    #[error(
        "the interrupted run cannot be taken up, for {path} {cause}; say --overwrite to begin anew"
    )]
    Broken {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// Somebody else changed a file while the run wrote it.
    #[error(
        "{path} was {what} while the run wrote it; the run cannot go on: say --overwrite to begin anew, and leave the folder alone until it ends"
    )]
    Disturbed {
        /// The file.
        path: PathBuf,
        /// What happened to it.
        what: &'static str,
    },
    /// A folder cannot be merged.
    #[error("{folder} {cause}")]
    Shard {
        /// The folder.
        folder: PathBuf,
        /// What is wrong with it, and what to do.
        cause: String,
    },
    /// The sink has no way to go on after an interruption.
    #[error("this output cannot go on after an interruption; begin anew")]
    CannotResume,
}

pub(crate) fn broken(path: &Path, cause: &str) -> Error {
    Error::Broken {
        path: path.to_path_buf(),
        cause: cause.to_string(),
    }
}

pub(crate) fn io_error(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_path_buf();
    move |source| match source.get_ref() {
        Some(cause) if cause.is::<file::Changed>() => Error::Disturbed {
            path,
            what: "changed",
        },
        _ => Error::Io { path, source },
    }
}

#[cfg(test)]
mod tests;
