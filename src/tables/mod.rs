//! Extractions to CSV files, and the checkpoint from which an interrupted run goes on.
//!
//! Rows are written a chunk at a time. After a chunk's rows are on the disk, `checkpoint.json` is replaced by a rename: it
//! says how far the input got and how long each CSV was then. A run that finds one cuts the files back to those lengths and
//! goes on; the last thing a run does is to remove it.

mod rows;

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::extraction::Extraction;
use rows::{Cell, ErrorRow, Rows};

/// The files of an output folder, with their columns.
const TABLES: [(&str, &[&str]); 6] = [
    ("documents.csv", rows::DOCUMENTS),
    ("sentiment.csv", rows::SENTIMENT),
    ("entities.csv", rows::ENTITIES),
    ("mentions.csv", rows::MENTIONS),
    ("relations.csv", rows::RELATIONS),
    ("errors.csv", rows::ERRORS),
];
const CHECKPOINT: &str = "checkpoint.json";
const LOCK: &str = ".gleaner.lock";

/// Why an output folder cannot be written.
#[derive(Debug, Error)]
pub enum Error {
    #[error("{path}: {source}; check the folder and the space on its disk")]
    Io {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{path}: {source}")]
    Csv {
        path: PathBuf,
        #[source]
        source: csv::Error,
    },
    #[error(
        "{0} is not empty; name another folder, or say --overwrite to replace what gleaner wrote there"
    )]
    NotEmpty(PathBuf),
    #[error("{0} is being written by another run; wait for it, or name another folder")]
    Busy(PathBuf),
    #[error(
        "{0} holds an interrupted run with other inputs, options or models; run that command again to finish it, or say --overwrite to begin anew"
    )]
    OtherRun(PathBuf),
    #[error("{path} cannot be taken up: {cause}; say --overwrite to begin anew")]
    Broken { path: PathBuf, cause: String },
}

fn io_error(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_path_buf();
    move |source| Error::Io { path, source }
}

#[derive(Debug, Serialize, Deserialize)]
struct Checkpoint<T> {
    /// What must be the same for a run to be taken up: inputs, options, models.
    fingerprint: String,
    /// Bytes of each table.
    lengths: Vec<u64>,
    progress: T,
}

struct Table {
    path: PathBuf,
    writer: csv::Writer<BufWriter<File>>,
}

/// The CSV files of a run.
pub struct Writer {
    folder: PathBuf,
    fingerprint: String,
    excel: bool,
    tables: Vec<Table>,
    /// Held as long as the run writes.
    _lock: File,
}

impl Writer {
    /// Opens `folder` for a run that `fingerprint` tells from others: empty or new, begun anew with `overwrite`, or an
    /// interrupted run of the same fingerprint, whose progress then comes back.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn open<T: DeserializeOwned>(
        folder: &Path,
        fingerprint: &str,
        excel: bool,
        overwrite: bool,
    ) -> Result<(Self, Option<T>), Error> {
        std::fs::create_dir_all(folder).map_err(io_error(folder))?;
        let lock_path = folder.join(LOCK);
        let occupied = std::fs::read_dir(folder)
            .map_err(io_error(folder))?
            .filter_map(Result::ok)
            .any(|e| e.file_name() != LOCK);
        if occupied && !overwrite && !folder.join(CHECKPOINT).is_file() {
            return Err(Error::NotEmpty(folder.to_path_buf()));
        }
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_path)
            .map_err(io_error(&lock_path))?;
        if lock.try_lock().is_err() {
            return Err(Error::Busy(folder.to_path_buf()));
        }
        let checkpoint = if overwrite {
            None
        } else {
            read_checkpoint::<T>(folder)?
        };
        if checkpoint
            .as_ref()
            .is_some_and(|c| c.fingerprint != fingerprint)
        {
            return Err(Error::OtherRun(folder.to_path_buf()));
        }
        let mut tables = Vec::with_capacity(TABLES.len());
        for (k, (name, columns)) in TABLES.iter().enumerate() {
            let path = folder.join(name);
            let length = match &checkpoint {
                Some(c) => Some(*c.lengths.get(k).ok_or_else(|| Error::Broken {
                    path: folder.join(CHECKPOINT),
                    cause: "it names too few files".into(),
                })?),
                None => None,
            };
            tables.push(Table {
                writer: open_table(&path, columns, length, excel)?,
                path,
            });
        }
        let mut writer = Writer {
            folder: folder.to_path_buf(),
            fingerprint: fingerprint.to_string(),
            excel,
            tables,
            _lock: lock,
        };
        if checkpoint.is_none() {
            let stale = folder.join(CHECKPOINT);
            if stale.exists() {
                std::fs::remove_file(&stale).map_err(io_error(&stale))?;
            }
            writer.flush()?;
        }
        Ok((writer, checkpoint.map(|c| c.progress)))
    }

    fn put(&mut self, table: usize, row: impl Serialize) -> Result<(), Error> {
        let table = &mut self.tables[table];
        table.writer.serialize(row).map_err(|source| Error::Csv {
            path: table.path.clone(),
            source,
        })
    }

    /// Writes the rows of a document.
    ///
    /// # Errors
    /// Where the disk refuses them.
    pub fn extraction(&mut self, extraction: &Extraction) -> Result<(), Error> {
        let rows = Rows::new(extraction, self.excel);
        self.put(0, rows.document())?;
        rows.sentiment().try_for_each(|r| self.put(1, r))?;
        rows.entities().try_for_each(|r| self.put(2, r))?;
        rows.mentions().try_for_each(|r| self.put(3, r))?;
        rows.relations().try_for_each(|r| self.put(4, r))
    }

    /// Writes a row of errors.csv.
    ///
    /// # Errors
    /// Where the disk refuses it.
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
        self.put(5, row)
    }

    fn flush(&mut self) -> Result<(), Error> {
        for t in &mut self.tables {
            t.writer.flush().map_err(io_error(&t.path))?;
        }
        Ok(())
    }

    /// Puts all rows so far on the disk, then records `progress`.
    ///
    /// # Errors
    /// Where the disk refuses them.
    pub fn checkpoint<T: Serialize>(&mut self, progress: &T) -> Result<(), Error> {
        self.flush()?;
        let mut lengths = Vec::with_capacity(self.tables.len());
        for t in &self.tables {
            let file = t.writer.get_ref().get_ref();
            file.sync_data().map_err(io_error(&t.path))?;
            lengths.push(file.metadata().map_err(io_error(&t.path))?.len());
        }
        let path = self.folder.join(CHECKPOINT);
        let new = self.folder.join(".checkpoint.json.new");
        let text = serde_json::to_vec(&Checkpoint {
            fingerprint: self.fingerprint.clone(),
            lengths,
            progress,
        })
        .map_err(|e| Error::Broken {
            path: path.clone(),
            cause: e.to_string(),
        })?;
        let write = || -> io::Result<()> {
            let mut file = File::create(&new)?;
            file.write_all(&text)?;
            file.sync_data()?;
            std::fs::rename(&new, &path)
        };
        write().map_err(io_error(&path))
    }

    /// Ends the run: everything is on the disk, and nothing is left to take up.
    ///
    /// # Errors
    /// Where the disk refuses it.
    pub fn finish(mut self) -> Result<(), Error> {
        self.flush()?;
        for t in &self.tables {
            t.writer
                .get_ref()
                .get_ref()
                .sync_data()
                .map_err(io_error(&t.path))?;
        }
        for name in [CHECKPOINT, LOCK] {
            let path = self.folder.join(name);
            if path.exists() {
                std::fs::remove_file(&path).map_err(io_error(&path))?;
            }
        }
        Ok(())
    }
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
        .map_err(|e| Error::Broken {
            path,
            cause: e.to_string(),
        })
}

/// Opens a CSV: anew with its header, or cut back to `length`.
fn open_table(
    path: &Path,
    columns: &[&str],
    length: Option<u64>,
    excel: bool,
) -> Result<csv::Writer<BufWriter<File>>, Error> {
    let mut file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(io_error(path))?;
    let have = file.metadata().map_err(io_error(path))?.len();
    if length.is_some_and(|l| have < l) {
        return Err(Error::Broken {
            path: path.to_path_buf(),
            cause: "it is shorter than its checkpoint says".into(),
        });
    }
    let cut = length.unwrap_or(0);
    file.set_len(cut).map_err(io_error(path))?;
    file.seek(SeekFrom::Start(cut)).map_err(io_error(path))?;
    if length.is_none() && excel {
        file.write_all(b"\xef\xbb\xbf").map_err(io_error(path))?;
    }
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .terminator(csv::Terminator::CRLF)
        .from_writer(BufWriter::new(file));
    if length.is_none() {
        writer.write_record(columns).map_err(|source| Error::Csv {
            path: path.to_path_buf(),
            source,
        })?;
    }
    Ok(writer)
}

#[cfg(test)]
mod tests;
