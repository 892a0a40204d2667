//! One JSON object a document, with everything that was found in it nested.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::file::OutputFile;
use super::rows::Rows;
use super::table::{Cell, Table};
use super::{Error, KeptFields, Position, Sink, io_error};
use crate::extraction::Extraction;

/// The name of the file.
const FILE: &str = "documents.jsonl";
/// Bytes of rows that are held in memory.
const BUFFER: usize = 1 << 16;

/// The tables that stand in a document's object as lists, under these names.
const LISTS: [(&str, Table); 7] = [
    ("sentences", Table::Sentiment),
    ("entities", Table::Entities),
    ("mentions", Table::Mentions),
    ("relations", Table::Relations),
    ("statements", Table::Statements),
    ("about", Table::About),
    ("explain", Table::Explain),
];

/// Fields of an object that are no columns of [`Table::Documents`]: the lists and the text.
pub const OWN_FIELDS: [&str; 8] = {
    let mut names = ["text"; 8];
    let mut at = 0;
    while at < LISTS.len() {
        names[at] = LISTS[at].0;
        at += 1;
    }
    names
};

/// A folder with the file `documents.jsonl`: one document a line.
///
/// An object has the columns of [`Table::Documents`]; in place of the counts `sentences`, `entities`, `mentions` and
/// `relations` stand lists of these, and of `statements` and `about`, each an object of its table's columns without `doc_id`.
/// What is missing is `null`. Fields that are kept stand behind the columns. With
/// [`Table::Texts`] an object has the field `text`, with [`Table::Explain`] the list `explain`.
pub struct JsonLines {
    folder: PathBuf,
    tables: Vec<Table>,
    kept: KeptFields,
    /// None before the sink is begun.
    open: Option<BufWriter<OutputFile>>,
}

impl JsonLines {
    /// A file of `folder`, which must exist when the sink is begun.
    pub fn new(folder: &Path) -> Self {
        JsonLines {
            folder: folder.to_path_buf(),
            tables: Table::ALL.into_iter().filter(|t| t.always()).collect(),
            kept: KeptFields::default(),
            open: None,
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

    fn path(&self) -> PathBuf {
        self.folder.join(FILE)
    }
}

impl Sink for JsonLines {
    fn begin(&mut self) -> Result<(), Error> {
        let file = OutputFile::create(&self.folder, FILE)?;
        self.open = Some(BufWriter::with_capacity(BUFFER, file));
        Ok(())
    }

    fn resume(&mut self, position: &Position) -> Result<(), Error> {
        let file = OutputFile::reopen(&self.folder, FILE, position)?;
        self.open = Some(BufWriter::with_capacity(BUFFER, file));
        Ok(())
    }

    fn extraction(&mut self, extraction: &Extraction) -> Result<(), Error> {
        let path = self.path();
        let Some(open) = &mut self.open else {
            return Ok(());
        };
        write_document(open, extraction, &self.tables, &self.kept).map_err(io_error(&path))
    }

    fn commit(&mut self) -> Result<Position, Error> {
        let path = self.path();
        let mut position = Position::default();
        if let Some(open) = &mut self.open {
            open.flush().map_err(io_error(&path))?;
            open.get_mut().commit(&mut position)?;
        }
        Ok(position)
    }
}

/// Writes a document's object, with what stands in `tables` and the fields that are kept, and a line end.
pub fn write_document(
    out: &mut impl Write,
    extraction: &Extraction,
    tables: &[Table],
    kept: &KeptFields,
) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Nested(Rows::new(extraction), tables, kept))?;
    out.write_all(b"\n")
}

/// A document's object. Its fields stand in the order of the columns, which a map of serde_json would sort.
struct Nested<'a>(Rows<'a>, &'a [Table], &'a KeptFields);

impl Serialize for Nested<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        for row in self.0.of(Table::Documents) {
            for (column, cell) in Table::Documents.columns().iter().zip(&row) {
                if !LISTS.iter().any(|(list, _)| *list == column.name) {
                    object.serialize_entry(column.name, &Json(cell))?;
                }
            }
        }
        let kept = self.2.cells(self.0.extraction());
        for (name, cell) in self.2.names().iter().zip(&kept) {
            object.serialize_entry(name, &Json(cell))?;
        }
        if self.1.contains(&Table::Texts) {
            object.serialize_entry("text", &self.0.extraction().document.text)?;
        }
        for (list, table) in LISTS {
            if !self.1.contains(&table) {
                continue;
            }
            let rows = self.0.of(table);
            let items: Vec<Item> = rows.iter().map(|row| Item(table, row)).collect();
            object.serialize_entry(list, &items)?;
        }
        object.end()
    }
}

/// An object of a document's list.
struct Item<'a>(Table, &'a [Cell<'a>]);

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        for (column, cell) in self.0.columns().iter().zip(self.1) {
            if column.name != "doc_id" {
                object.serialize_entry(column.name, &Json(cell))?;
            }
        }
        object.end()
    }
}

struct Json<'a>(&'a Cell<'a>);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Missing => serializer.serialize_none(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Integer(n) => serializer.serialize_u64(*n),
            Cell::Number(score) => serializer.serialize_f64(score.value()),
            Cell::Decimal(number) => match (number.parse::<i64>(), number.parse::<f64>()) {
                (Ok(whole), _) => serializer.serialize_i64(whole),
                (_, Ok(number)) => serializer.serialize_f64(number),
                _ => serializer.serialize_str(number),
            },
            Cell::Date(date) => serializer.collect_str(date),
        }
    }
}
