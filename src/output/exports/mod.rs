//! What is made from the tables once all of them are whole: formats that cannot be written piece by piece, and what other programs
//! read the tables by.
//!
//! An interrupted run goes on with the CSV files, and makes these at its end.

mod package;
#[cfg(feature = "formats")]
mod parquet;
mod source;
#[cfg(test)]
mod tests;
#[cfg(feature = "formats")]
mod xlsx;

use std::io;
use std::path::{Path, PathBuf};

use super::{Error, Position, Sink, io_error};
use crate::extraction::Extraction;

/// The folder of the CSV files that no reader is to see: they are only made other formats of.
pub const SPOOL: &str = ".tables";

/// What is made at the end of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The CSV files stay.
    pub csv: bool,
    /// The CSV files that stay are for spreadsheets.
    pub excel: bool,
    /// A workbook, `gleaner.xlsx`.
    pub xlsx: bool,
    /// A file `TABLE.parquet` a table.
    pub parquet: bool,
}

impl Wanted {
    /// Reads what a run's setting `format` says.
    pub fn of(formats: &str) -> Self {
        let has = |name: &str| formats.split_whitespace().any(|word| word == name);
        Wanted {
            csv: has("csv"),
            excel: has("excel"),
            xlsx: has("xlsx"),
            parquet: has("parquet"),
        }
    }

    /// The folders that hold whole CSV tables at the end, and whether those are for spreadsheets.
    pub fn folders(self, out: &Path) -> Vec<(PathBuf, bool)> {
        let shown = self.csv.then(|| (out.to_path_buf(), self.excel));
        let hidden = self.spool().then(|| (out.join(SPOOL), false));
        shown.into_iter().chain(hidden).collect()
    }

    /// Whether tables are needed that a CSV file for a reader does not hold as they are.
    pub fn spool(self) -> bool {
        (self.xlsx || self.parquet) && (!self.csv || self.excel)
    }
}

/// Makes what is wanted when a run ends. It stands after the sinks that write the tables.
pub struct Exports {
    folder: PathBuf,
    wanted: Wanted,
}

impl Exports {
    /// What is wanted of the tables in `folder`, or in its spool where [`Wanted::spool`] says so.
    pub fn new(folder: &Path, wanted: Wanted) -> Self {
        Exports {
            folder: folder.to_path_buf(),
            wanted,
        }
    }

    /// Makes it.
    ///
    /// # Errors
    /// Where a table cannot be read back, or a file cannot be written.
    pub fn write(&self) -> Result<(), Error> {
        let spool = self.folder.join(SPOOL);
        let from = match self.wanted.spool() {
            true => &spool,
            false => &self.folder,
        };
        let tables = source::tables(from).map_err(io_error(from))?;
        self.formats(&tables)?;
        if self.wanted.csv {
            let shown = source::tables(&self.folder).map_err(io_error(&self.folder))?;
            let package = package::datapackage(&shown, self.wanted.excel);
            let text = serde_json::to_vec_pretty(&package).map_err(io::Error::from);
            self.put("datapackage.json", |path| std::fs::write(path, text?))?;
        }
        if self.wanted.csv || self.wanted.parquet {
            let sql = package::sql(&tables, self.wanted.parquet);
            self.put("gleaner.sql", |path| std::fs::write(path, sql))?;
        }
        if self.wanted.spool() {
            // The network has no table that it could be made of again.
            let (made, place) = (spool.join("network.gexf"), self.folder.join("network.gexf"));
            if made.is_file() && !place.exists() {
                std::fs::rename(&made, &place).map_err(io_error(&place))?;
            }
        }
        Ok(())
    }

    /// Removes the spool, once the run is over and nothing can be taken up any more.
    pub fn clean_up(&self) {
        if self.wanted.spool() {
            // What is left of it is hidden, and in nobody's way.
            let _ = std::fs::remove_dir_all(self.folder.join(SPOOL));
        }
    }

    fn put(&self, name: &str, write: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), Error> {
        let path = self.folder.join(name);
        write(&path).map_err(io_error(&path))
    }

    #[cfg(feature = "formats")]
    fn formats(&self, tables: &[source::SourceTable]) -> Result<(), Error> {
        if self.wanted.parquet {
            for table in tables {
                self.put(&format!("{}.parquet", table.name), |path| {
                    parquet::write(table, path)
                })?;
            }
        }
        if self.wanted.xlsx {
            self.put("gleaner.xlsx", |path| {
                let cuts = xlsx::write(tables, path)?;
                if cuts.cells > 0 {
                    tracing::warn!(
                        "{}: {} texts are longer than a cell can hold, and were cut",
                        path.display(),
                        cuts.cells
                    );
                }
                if cuts.sheets > 0 {
                    tracing::warn!(
                        "{}: tables of more rows than a sheet can hold go on in {} more sheets",
                        path.display(),
                        cuts.sheets
                    );
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    #[cfg(not(feature = "formats"))]
    fn formats(&self, _: &[source::SourceTable]) -> Result<(), Error> {
        Ok(())
    }
}

impl Sink for Exports {
    fn resume(&mut self, _: &Position) -> Result<(), Error> {
        Ok(())
    }

    fn extraction(&mut self, _: &Extraction) -> Result<(), Error> {
        Ok(())
    }

    fn commit(&mut self) -> Result<Position, Error> {
        Ok(Position::default())
    }

    fn finish(&mut self) -> Result<(), Error> {
        self.write()
    }
}
