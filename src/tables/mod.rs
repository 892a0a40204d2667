//! Extractions to CSV files, and the checkpoint from which an interrupted run goes on.
//!
//! Rows are written a chunk at a time. After a chunk's rows are on the disk, `checkpoint.json` is replaced by a rename: it
//! says how far the input got and how long each CSV was then. A run that finds one cuts the files back to those lengths and
//! goes on; the last thing a run does is to remove it. A checkpoint without progress stands before the first row, so that a
//! run can be taken up from its first moment on.

mod rows;

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::extraction::Extraction;
use rows::{Cell, ErrorRow, Rows};

const CHECKPOINT: &str = "checkpoint.json";
/// The next checkpoint until it is whole.
const NEW_CHECKPOINT: &str = "checkpoint.json.new";
/// Bytes of rows that are held in memory, a table.
const BUFFER: usize = 1 << 16;

/// The files of an output folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Table {
    Documents,
    Sentiment,
    Entities,
    Mentions,
    Relations,
    Errors,
}

impl Table {
    /// In the order of their discriminants, which index [`Writer::open_tables`].
    const ALL: [Table; 6] = [
        Table::Documents,
        Table::Sentiment,
        Table::Entities,
        Table::Mentions,
        Table::Relations,
        Table::Errors,
    ];

    fn file_name(self) -> &'static str {
        match self {
            Table::Documents => "documents.csv",
            Table::Sentiment => "sentiment.csv",
            Table::Entities => "entities.csv",
            Table::Mentions => "mentions.csv",
            Table::Relations => "relations.csv",
            Table::Errors => "errors.csv",
        }
    }

    fn columns(self) -> &'static [&'static str] {
        match self {
            Table::Documents => rows::DOCUMENTS,
            Table::Sentiment => rows::SENTIMENT,
            Table::Entities => rows::ENTITIES,
            Table::Mentions => rows::MENTIONS,
            Table::Relations => rows::RELATIONS,
            Table::Errors => rows::ERRORS,
        }
    }
}

/// Why an output folder cannot be written.
#[derive(Debug, Error)]
pub enum Error {
    #[error("cannot write {path}; check the folder and the space on its disk")]
    Io {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{0} is a file; name a folder to write to")]
    NotAFolder(PathBuf),
    #[error(
        "{0} is not empty; name another folder, or say --overwrite to replace what gleaner wrote there"
    )]
    NotEmpty(PathBuf),
    #[error("{0} is being written by another run; wait for it, or name another folder")]
    Busy(PathBuf),
    #[error(
        "{0} holds an interrupted run with other inputs, options or models; run that command again to finish it, name another folder, or say --overwrite to begin anew"
    )]
    OtherRun(PathBuf),
    #[error(
        "the interrupted run cannot be taken up, for {path} {cause}; say --overwrite to begin anew"
    )]
    Broken { path: PathBuf, cause: String },
}

fn broken(path: &Path, cause: &str) -> Error {
    Error::Broken {
        path: path.to_path_buf(),
        cause: cause.to_string(),
    }
}

fn io_error(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_path_buf();
    move |source| Error::Io { path, source }
}

#[derive(Debug, Serialize, Deserialize)]
struct Checkpoint<T> {
    /// What must be the same for a run to be taken up: inputs, options, models.
    fingerprint: String,
    /// Bytes of each table, by file name.
    lengths: BTreeMap<String, u64>,
    /// None before the first chunk is done.
    progress: Option<T>,
}

struct OpenTable {
    path: PathBuf,
    writer: csv::Writer<File>,
}

/// The CSV files of a run. As long as it lives, no other run writes to the folder.
pub struct Writer {
    folder: PathBuf,
    fingerprint: String,
    excel: bool,
    /// In the order of [`Table::ALL`]. The first one's file holds the folder's lock, so no lock file is left behind.
    open_tables: Vec<OpenTable>,
}

impl Writer {
    /// Opens `folder` for the run that `fingerprint` tells from others.
    ///
    /// A new or empty folder is begun. One with an interrupted run of the same fingerprint is cut back to that run's last
    /// checkpoint, and its progress comes back (None where it had got nowhere). `overwrite` begins anew whatever there is,
    /// and replaces no other files than gleaner's own. A folder that is refused is left as it was.
    ///
    /// # Errors
    /// Any of [`Error`].
    pub fn open<T: DeserializeOwned>(
        folder: &Path,
        fingerprint: &str,
        excel: bool,
        overwrite: bool,
    ) -> Result<(Self, Option<T>), Error> {
        if folder.exists() && !folder.is_dir() {
            return Err(Error::NotAFolder(folder.to_path_buf()));
        }
        std::fs::create_dir_all(folder).map_err(io_error(folder))?;
        // Whether the folder may be begun; else there must be something to take up.
        let admit = || match overwrite || is_free(folder)? {
            false if !folder.join(CHECKPOINT).is_file() => {
                Err(Error::NotEmpty(folder.to_path_buf()))
            }
            free => Ok(free),
        };
        let first = lock(folder, admit()?)?;
        // Once more: until now another run may have been at work.
        admit()?;

        let checkpoint = match overwrite {
            true => None,
            false => read_checkpoint::<T>(folder)?,
        };
        if checkpoint
            .as_ref()
            .is_some_and(|c| c.fingerprint != fingerprint)
        {
            return Err(Error::OtherRun(folder.to_path_buf()));
        }
        let mut writer = Writer {
            folder: folder.to_path_buf(),
            fingerprint: fingerprint.to_string(),
            excel,
            open_tables: Vec::with_capacity(Table::ALL.len()),
        };
        let progress = match checkpoint {
            Some(Checkpoint {
                lengths,
                progress: Some(progress),
                ..
            }) => {
                writer.take_up(first, &lengths)?;
                Some(progress)
            }
            _ => {
                writer.begin(first)?;
                None
            }
        };
        Ok((writer, progress))
    }

    /// Empties the tables and writes their headers.
    fn begin(&mut self, first: File) -> Result<(), Error> {
        // First of all, so that whatever stands in the folder from here on belongs to this run.
        self.record(BTreeMap::new(), None::<()>)?;
        let mut first = Some(first);
        for table in Table::ALL {
            let path = self.folder.join(table.file_name());
            let mut file = first.take().map_or_else(|| open_table(&path, true), Ok)?;
            file.set_len(0).map_err(io_error(&path))?;
            if self.excel {
                file.write_all("\u{feff}".as_bytes())
                    .map_err(io_error(&path))?;
            }
            self.push(path, file, Some(table.columns()))?;
        }
        self.flush()?;
        // The files' names have to outlive a power failure as their rows do. Where folders cannot be synced, so be it.
        if let Ok(folder) = File::open(&self.folder) {
            let _ = folder.sync_all();
        }
        Ok(())
    }

    /// Cuts the tables back to `lengths`, once all are known to be long enough.
    fn take_up(&mut self, first: File, lengths: &BTreeMap<String, u64>) -> Result<(), Error> {
        let mut first = Some(first);
        let mut cuts = Vec::with_capacity(Table::ALL.len());
        for table in Table::ALL {
            let path = self.folder.join(table.file_name());
            let file = first.take().map_or_else(|| open_table(&path, false), Ok)?;
            let Some(&length) = lengths.get(table.file_name()) else {
                let cause = format!("does not say how long {} was", table.file_name());
                return Err(broken(&self.folder.join(CHECKPOINT), &cause));
            };
            if file.metadata().map_err(io_error(&path))?.len() < length {
                return Err(broken(&path, "is shorter than its checkpoint says"));
            }
            cuts.push((path, file, length));
        }
        for (path, mut file, length) in cuts {
            file.set_len(length).map_err(io_error(&path))?;
            file.seek(SeekFrom::Start(length))
                .map_err(io_error(&path))?;
            self.push(path, file, None)?;
        }
        Ok(())
    }

    fn push(&mut self, path: PathBuf, file: File, header: Option<&[&str]>) -> Result<(), Error> {
        let mut writer = csv::WriterBuilder::new()
            .has_headers(false)
            // RFC 4180.
            .terminator(csv::Terminator::CRLF)
            .buffer_capacity(BUFFER)
            .from_writer(file);
        if let Some(columns) = header {
            writer
                .write_record(columns)
                .map_err(|e| io_error(&path)(e.into()))?;
        }
        self.open_tables.push(OpenTable { path, writer });
        Ok(())
    }

    fn put(&mut self, table: Table, row: impl Serialize) -> Result<(), Error> {
        let table = &mut self.open_tables[table as usize];
        table
            .writer
            .serialize(row)
            .map_err(|e| io_error(&table.path)(e.into()))
    }

    /// Writes the rows of a document.
    ///
    /// # Errors
    /// [`Error::Io`] where the disk refuses them.
    pub fn extraction(&mut self, extraction: &Extraction) -> Result<(), Error> {
        let rows = Rows::new(extraction, self.excel);
        self.put(Table::Documents, rows.document())?;
        rows.sentiment()
            .try_for_each(|r| self.put(Table::Sentiment, r))?;
        rows.entities()
            .try_for_each(|r| self.put(Table::Entities, r))?;
        rows.mentions()
            .try_for_each(|r| self.put(Table::Mentions, r))?;
        rows.relations()
            .try_for_each(|r| self.put(Table::Relations, r))
    }

    /// Writes a row of errors.csv: the input that could not be read, its line where it is a record, and why.
    ///
    /// # Errors
    /// [`Error::Io`] where the disk refuses it.
    pub fn error(&mut self, source: &str, line: Option<u64>, error: &str) -> Result<(), Error> {
        let cell = |text| Cell {
            text,
            excel: self.excel,
        };
        let row = ErrorRow {
            source: cell(source),
            line,
            error: cell(error),
        };
        self.put(Table::Errors, row)
    }

    fn flush(&mut self) -> Result<(), Error> {
        for t in &mut self.open_tables {
            t.writer.flush().map_err(io_error(&t.path))?;
        }
        Ok(())
    }

    /// Puts all rows so far on the disk, then records `progress`, which [`Writer::open`] gives back after an interruption.
    /// (What serialises to JSON's `null` counts as no progress.)
    ///
    /// # Errors
    /// [`Error::Io`] where the disk refuses them.
    pub fn checkpoint<T: Serialize>(&mut self, progress: &T) -> Result<(), Error> {
        self.flush()?;
        let mut lengths = BTreeMap::new();
        for (table, open) in Table::ALL.iter().zip(&self.open_tables) {
            let file = open.writer.get_ref();
            file.sync_data().map_err(io_error(&open.path))?;
            let length = file.metadata().map_err(io_error(&open.path))?.len();
            lengths.insert(table.file_name().to_string(), length);
        }
        self.record(lengths, Some(progress))
    }

    /// Replaces the checkpoint in one step: at any moment it is the old one or the new one.
    fn record(
        &self,
        lengths: BTreeMap<String, u64>,
        progress: Option<impl Serialize>,
    ) -> Result<(), Error> {
        let checkpoint = Checkpoint {
            fingerprint: self.fingerprint.clone(),
            lengths,
            progress,
        };
        let new = self.folder.join(NEW_CHECKPOINT);
        let write = || -> io::Result<()> {
            let mut file = File::create(&new)?;
            file.write_all(&serde_json::to_vec(&checkpoint)?)?;
            file.sync_data()?;
            std::fs::rename(&new, self.folder.join(CHECKPOINT))
        };
        write().map_err(io_error(&new))
    }

    /// Ends the run: everything is on the disk, and nothing is left to take up.
    ///
    /// # Errors
    /// [`Error::Io`] where the disk refuses it.
    pub fn finish(mut self) -> Result<(), Error> {
        self.flush()?;
        for t in &self.open_tables {
            let file = t.writer.get_ref();
            file.sync_data().map_err(io_error(&t.path))?;
        }
        for name in [NEW_CHECKPOINT, CHECKPOINT] {
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

/// True where nothing stands in the folder but what a run leaves that was stopped before its first checkpoint.
fn is_free(folder: &Path) -> Result<bool, Error> {
    for entry in std::fs::read_dir(folder).map_err(io_error(folder))? {
        let entry = entry.map_err(io_error(folder))?;
        let name = entry.file_name();
        let empty = || entry.metadata().is_ok_and(|m| m.is_file() && m.len() == 0);
        if name != NEW_CHECKPOINT && !(name == Table::Documents.file_name() && empty()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Opens the first table and holds it for this process alone. The lock ends with the file, also when the process is killed.
fn lock(folder: &Path, create: bool) -> Result<File, Error> {
    let path = folder.join(Table::Documents.file_name());
    let file = open_table(&path, create)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(Error::Busy(folder.to_path_buf())),
        // Some network file systems know no locks; that is no reason not to write there.
        Err(TryLockError::Error(e)) => tracing::warn!("{} cannot be locked: {e}", path.display()),
    }
    Ok(file)
}

fn open_table(path: &Path, create: bool) -> Result<File, Error> {
    let mut options = OpenOptions::new();
    options.create(create).truncate(false).write(true);
    options.open(path).map_err(|e| match e.kind() {
        io::ErrorKind::NotFound if !create => broken(path, "is missing"),
        _ => io_error(path)(e),
    })
}

fn read_checkpoint<T: DeserializeOwned>(folder: &Path) -> Result<Option<Checkpoint<T>>, Error> {
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

#[cfg(test)]
mod tests;
