//! A CSV table of ours, read document by document.

use std::path::{Path, PathBuf};

use anyhow::Context;

/// A table whose rows stand in the order of the documents.
pub(crate) struct Table {
    path: PathBuf,
    reader: csv::Reader<std::fs::File>,
    columns: csv::StringRecord,
    record: csv::StringRecord,
    /// The record was read and belongs to a later document.
    waiting: bool,
}

/// A row, its cells by the names of their columns.
pub(crate) struct Row<'a> {
    path: &'a Path,
    columns: &'a csv::StringRecord,
    record: &'a csv::StringRecord,
}

impl Row<'_> {
    /// Returns a cell; an empty one where the table has no such column.
    pub fn get(&self, column: &str) -> &str {
        self.columns
            .iter()
            .position(|c| c == column)
            .and_then(|k| self.record.get(k))
            .unwrap_or("")
    }

    /// Returns a cell that holds a whole number.
    ///
    /// # Errors
    /// A cell that holds something else.
    pub fn number(&self, column: &str) -> anyhow::Result<u32> {
        let cell = self.get(column);
        cell.parse().with_context(|| {
            let line = self.record.position().map_or(0, csv::Position::line);
            format!(
                "{}, line {line}: {column} is '{cell}', not a whole number",
                self.path.display()
            )
        })
    }
}

impl Table {
    /// Opens `FOLDER/NAME.csv`.
    ///
    /// # Errors
    /// A table that is not there or has no header.
    pub fn open(folder: &Path, name: &str) -> anyhow::Result<Self> {
        Self::open_if_there(folder, name)?.with_context(|| {
            format!(
                "{}: there is no {name}.csv; name the output folder of a finished run",
                folder.display()
            )
        })
    }

    /// Opens `FOLDER/NAME.csv` if there is one.
    ///
    /// # Errors
    /// A table that has no header.
    pub fn open_if_there(folder: &Path, name: &str) -> anyhow::Result<Option<Self>> {
        let path = folder.join(name).with_extension("csv");
        let file = match std::fs::File::open(&path) {
            Ok(file) => file,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(e).with_context(|| path.display().to_string()),
        };
        let mut reader = csv::Reader::from_reader(file);
        let mut columns = reader
            .headers()
            .with_context(|| path.display().to_string())?
            .clone();
        // A table written with `--excel` begins with a byte-order mark.
        let marked = columns.get(0).and_then(|c| c.strip_prefix('\u{feff}'));
        if let Some(first) = marked {
            let rest = columns.iter().skip(1);
            columns = std::iter::once(first).chain(rest).collect();
        }
        Ok(Some(Table {
            path,
            reader,
            columns,
            record: csv::StringRecord::new(),
            waiting: false,
        }))
    }

    fn advance(&mut self) -> anyhow::Result<bool> {
        if !self.waiting {
            self.waiting = self
                .reader
                .read_record(&mut self.record)
                .with_context(|| self.path.display().to_string())?;
        }
        Ok(self.waiting)
    }

    fn row(&self) -> Row<'_> {
        Row {
            path: &self.path,
            columns: &self.columns,
            record: &self.record,
        }
    }

    /// Returns the next row.
    ///
    /// # Errors
    /// A line that is no CSV.
    pub fn next(&mut self) -> anyhow::Result<Option<Row<'_>>> {
        let there = self.advance()?;
        self.waiting = false;
        Ok(there.then(|| self.row()))
    }

    /// Calls `f` with each of the next rows that belong to a document.
    ///
    /// # Errors
    /// A line that is no CSV, and what `f` says.
    pub fn each_of(
        &mut self,
        doc_id: &str,
        mut f: impl FnMut(&Row) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        while self.advance()? {
            let row = self.row();
            if row.get("doc_id") != doc_id {
                break;
            }
            f(&row)?;
            self.waiting = false;
        }
        Ok(())
    }
}
