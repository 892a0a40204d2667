//! Finished tables, read back from their CSV files.

use std::io;
use std::path::Path;
#[cfg(feature = "formats")]
use std::path::PathBuf;

use crate::output::CsvFiles;
use crate::output::table::{Kind, Table};

/// A finished table.
#[derive(Clone, Debug)]
pub struct SourceTable {
    pub table: Table,
    /// As files and sheets are called, without a suffix.
    pub name: &'static str,
    /// Its CSV file.
    #[cfg(feature = "formats")]
    pub path: PathBuf,
    /// As its header says: a column that a user wants kept is a text.
    pub columns: Vec<SourceColumn>,
}

/// A column of a finished table.
#[derive(Clone, Debug)]
pub struct SourceColumn {
    pub name: String,
    pub kind: Kind,
    pub description: &'static str,
}

/// The tables of a folder, in the order in which they are listed.
///
/// # Errors
/// Where one cannot be read.
pub fn tables(folder: &Path) -> io::Result<Vec<SourceTable>> {
    let mut tables = Vec::new();
    for table in Table::ALL.into_iter().chain(Table::OF_RUN) {
        let path = folder.join(CsvFiles::file_name(table));
        if !path.is_file() {
            continue;
        }
        let mut reader = csv::Reader::from_path(&path).map_err(io::Error::from)?;
        let header = reader.headers().map_err(io::Error::from)?;
        let columns = header.iter().map(|name| {
            let name = name.trim_start_matches('\u{feff}');
            let known = table.columns().iter().find(|c| c.name == name);
            SourceColumn {
                name: name.to_string(),
                kind: known.map_or(Kind::Text, |c| c.kind),
                description: known
                    .map_or("A field of the record, as it is there", |c| c.description),
            }
        });
        tables.push(SourceTable {
            table,
            name: table.name(),
            columns: columns.collect(),
            #[cfg(feature = "formats")]
            path,
        });
    }
    Ok(tables)
}

impl SourceTable {
    /// Gives every row to `take`, in order: a text for each column, empty where a cell is missing.
    #[cfg(feature = "formats")]
    pub fn rows(
        &self,
        mut take: impl FnMut(&csv::StringRecord) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut reader = csv::ReaderBuilder::new()
            .from_path(&self.path)
            .map_err(io::Error::from)?;
        let mut row = csv::StringRecord::new();
        while reader.read_record(&mut row).map_err(io::Error::from)? {
            take(&row)?;
        }
        Ok(())
    }

    /// The place of a column.
    #[cfg(feature = "formats")]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == name)
    }
}
