//! The same JSON objects to a stream, such as standard output.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::Serialize;

use super::jsonl::write_document;
use super::table::Table;
use super::{Error, KeptFields, Position, Sink, io_error};
use crate::corpus::ReadError;
use crate::extraction::Extraction;

/// A stream of JSON lines in input order: what [`super::JsonLines`] writes of a document, or the id and the error of one that
/// could not be read or extracted. It is flushed by every commit, and cannot go on after an interruption.
pub struct JsonStream<W: Write> {
    out: BufWriter<W>,
    tables: Vec<Table>,
    kept: KeptFields,
}

/// The line of an input that failed.
#[derive(Serialize)]
struct Failed<'a> {
    doc_id: Option<&'a str>,
    source: &'a str,
    line: Option<u64>,
    error: &'a str,
}

impl<W: Write> JsonStream<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        JsonStream {
            out: BufWriter::with_capacity(1 << 16, out),
            tables: Table::ALL.into_iter().filter(|t| t.always()).collect(),
            kept: KeptFields::default(),
        }
    }

    /// Puts what stands in these tables into an object.
    pub fn tables(mut self, tables: impl IntoIterator<Item = Table>) -> Self {
        self.tables = tables.into_iter().collect();
        self
    }

    /// Puts these fields of records into an object.
    pub fn kept(mut self, kept: KeptFields) -> Self {
        self.kept = kept;
        self
    }
}

fn stream_error(error: io::Error) -> Error {
    io_error(Path::new("standard output"))(error)
}

impl<W: Write + Send> Sink for JsonStream<W> {
    fn extraction(&mut self, extraction: &Extraction) -> Result<(), Error> {
        write_document(&mut self.out, extraction, &self.tables, &self.kept).map_err(stream_error)
    }

    fn error(&mut self, error: &ReadError) -> Result<(), Error> {
        let failed = Failed {
            doc_id: error.id.as_deref(),
            source: &error.source,
            line: error.line,
            error: &error.error,
        };
        let mut write = || -> io::Result<()> {
            serde_json::to_writer(&mut self.out, &failed)?;
            self.out.write_all(b"\n")
        };
        write().map_err(stream_error)
    }

    fn commit(&mut self) -> Result<Position, Error> {
        self.out.flush().map_err(stream_error)?;
        Ok(Position::default())
    }
}
