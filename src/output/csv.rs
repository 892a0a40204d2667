//! The tables as CSV files, by RFC 4180.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::file::OutputFile;
use super::rows::{self, Row, Rows};
use super::table::{Cell, Table};
use super::{Error, KeptFields, Position, Sink, io_error};
use crate::corpus::ReadError;
use crate::extraction::Extraction;

/// Bytes of rows that are held in memory, a table.
const BUFFER: usize = 1 << 16;

/// A folder with a CSV file for each table.
pub struct CsvFiles {
    folder: PathBuf,
    /// The folder below it that the files stand in, with a slash; else nothing.
    below: &'static str,
    excel: bool,
    tables: Vec<Table>,
    kept: KeptFields,
    /// In the order of `tables`; none before the sink is begun.
    open: Vec<csv::Writer<OutputFile>>,
}

impl CsvFiles {
    /// The tables that are always written, as files of `folder`, which must exist when the sink is begun.
    pub fn new(folder: &Path) -> Self {
        let always = Table::ALL.into_iter().filter(|t| t.always());
        CsvFiles {
            folder: folder.to_path_buf(),
            below: "",
            excel: false,
            tables: always.collect(),
            kept: KeptFields::default(),
            open: Vec::new(),
        }
    }

    /// Writes for spreadsheets: a byte-order mark, and a `'` before a text that would run as a formula.
    pub fn excel(mut self, excel: bool) -> Self {
        self.excel = excel;
        self
    }

    /// Writes these tables only.
    pub fn tables(mut self, tables: impl IntoIterator<Item = Table>) -> Self {
        self.tables = tables.into_iter().collect();
        self
    }

    /// Puts these fields of records behind the columns of the documents.
    pub fn kept(mut self, kept: KeptFields) -> Self {
        self.kept = kept;
        self
    }

    /// Writes to the folder of the files that other formats are made of.
    pub(crate) fn spooled(mut self) -> Self {
        self.below = ".tables/";
        self
    }

    fn name(&self, table: Table) -> String {
        format!("{}{}", self.below, Self::file_name(table))
    }

    /// The file of a table.
    pub fn file_name(table: Table) -> String {
        format!("{}.csv", table.name())
    }

    fn put(&mut self, table: usize, row: Row) -> Result<(), Error> {
        let writer = &mut self.open[table];
        row.iter()
            .try_for_each(|cell| write_cell(writer, cell, self.excel))
            .and_then(|()| writer.write_record(None::<&[u8]>))
            .map_err(|e| csv_error(writer, e))
    }

    fn flush(&mut self) -> Result<(), Error> {
        for writer in &mut self.open {
            if let Err(e) = writer.flush() {
                return Err(io_error(writer.get_ref().path())(e));
            }
        }
        Ok(())
    }
}

/// One table that is written at once, and is whole or not there.
pub(crate) struct CsvTable {
    path: PathBuf,
    partial: PathBuf,
    excel: bool,
    writer: csv::Writer<OutputFile>,
}

impl CsvTable {
    /// Begins a table of `folder` with its header.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn create(folder: &Path, table: Table, excel: bool) -> Result<Self, Error> {
        let name = CsvFiles::file_name(table);
        let mut file = OutputFile::create(folder, &format!(".{name}.part"))?;
        let partial = file.path().to_path_buf();
        if excel {
            let mark = file.write_all("\u{feff}".as_bytes());
            mark.map_err(io_error(&partial))?;
        }
        let mut writer = writer(file);
        let header = writer.write_record(table.columns().iter().map(|c| c.name));
        header.map_err(|e| io_error(&partial)(e.into()))?;
        Ok(CsvTable {
            path: folder.join(name),
            partial,
            excel,
            writer,
        })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn put(&mut self, row: &Row) -> Result<(), Error> {
        row.iter()
            .try_for_each(|cell| write_cell(&mut self.writer, cell, self.excel))
            .and_then(|()| self.writer.write_record(None::<&[u8]>))
            .map_err(|e| io_error(&self.partial)(e.into()))
    }

    /// Puts the table in its place.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(mut self) -> Result<(), Error> {
        self.writer
            .flush()
            .and_then(|()| std::fs::rename(&self.partial, &self.path))
            .map_err(io_error(&self.path))
    }
}

fn writer(file: OutputFile) -> csv::Writer<OutputFile> {
    csv::WriterBuilder::new()
        .has_headers(false)
        // RFC 4180.
        .terminator(csv::Terminator::CRLF)
        .buffer_capacity(BUFFER)
        .from_writer(file)
}

fn csv_error(writer: &csv::Writer<OutputFile>, error: csv::Error) -> Error {
    let source = match error.into_kind() {
        csv::ErrorKind::Io(source) => source,
        other => io::Error::other(format!("{other:?}")),
    };
    io_error(writer.get_ref().path())(source)
}

/// In a table for spreadsheets a text that would run as a formula is written with a leading `'`.
fn write_cell(writer: &mut csv::Writer<OutputFile>, cell: &Cell, excel: bool) -> csv::Result<()> {
    match cell {
        Cell::Missing => writer.write_field(""),
        Cell::Text(text) if excel && text.starts_with(['=', '+', '-', '@', '\t', '\r']) => {
            writer.write_field(format!("'{text}"))
        }
        Cell::Text(text) => writer.write_field(text.as_bytes()),
        Cell::Integer(n) => writer.write_field(n.to_string()),
        Cell::Number(score) => writer.write_field(score.to_string()),
        Cell::Decimal(number) => writer.write_field(number),
        Cell::Date(date) => writer.write_field(date.to_string()),
    }
}

impl Sink for CsvFiles {
    fn begin(&mut self) -> Result<(), Error> {
        self.open.clear();
        for table in &self.tables {
            let mut file = OutputFile::create(&self.folder, &self.name(*table))?;
            if self.excel {
                let mark = file.write_all("\u{feff}".as_bytes());
                mark.map_err(io_error(file.path()))?;
            }
            let mut writer = writer(file);
            let kept = match table {
                Table::Documents => self.kept.names(),
                _ => &[],
            };
            let names = table.columns().iter().map(|c| c.name);
            let header = writer.write_record(names.chain(kept.iter().map(String::as_str)));
            header.map_err(|e| csv_error(&writer, e))?;
            self.open.push(writer);
        }
        self.flush()
    }

    fn resume(&mut self, position: &Position) -> Result<(), Error> {
        let files = self
            .tables
            .iter()
            .map(|table| OutputFile::reopen(&self.folder, &self.name(*table), position));
        self.open = files
            .map(|file| Ok(writer(file?)))
            .collect::<Result<_, _>>()?;
        Ok(())
    }

    fn extraction(&mut self, extraction: &Extraction) -> Result<(), Error> {
        let rows = Rows::new(extraction);
        for i in 0..self.tables.len() {
            for mut row in rows.of(self.tables[i]) {
                if self.tables[i] == Table::Documents {
                    row.extend(self.kept.cells(extraction));
                }
                self.put(i, row)?;
            }
        }
        Ok(())
    }

    fn error(&mut self, error: &ReadError) -> Result<(), Error> {
        match self.tables.iter().position(|t| *t == Table::Errors) {
            Some(i) => self.put(i, rows::error(error)),
            None => Ok(()),
        }
    }

    fn commit(&mut self) -> Result<Position, Error> {
        self.flush()?;
        let mut position = Position::default();
        for writer in &self.open {
            writer.get_ref().commit(&mut position)?;
        }
        Ok(position)
    }
}
