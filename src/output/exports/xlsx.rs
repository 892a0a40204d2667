//! All tables as one workbook: a sheet a table, typed cells, a frozen header with filters, and links between the sheets.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Url, Workbook, Worksheet, XlsxError};

use super::source::SourceTable;
use crate::output::table::Kind;

/// Rows of a sheet below its header; Excel has no more.
const ROWS: u32 = 1_048_575;
/// UTF-16 units of a cell; Excel takes no more.
const LONGEST: usize = 32_767;
/// Links of a sheet; Excel takes no more.
const LINKS: usize = 65_530;
/// Stands at the end of a text that was cut.
const CUT: &str = " [...]";

/// The columns that a reader of a sheet wants first; the others follow in their order.
const FIRST: [(&str, &[&str]); 1] = [(
    "relations",
    &[
        "subject",
        "relation",
        "object",
        "evidence",
        "score",
        "published",
    ],
)];

/// The columns that link to the entity that an id column names.
const ENTITY_LINKS: [(&str, &str, &str); 6] = [
    ("mentions", "text", "entity_id"),
    ("relations", "subject", "subject_id"),
    ("relations", "object", "object_id"),
    ("sentiment", "speaker", "speaker_id"),
    ("statements", "speaker", "speaker_id"),
    ("about", "name", "entity_id"),
];

/// What did not fit into a workbook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cuts {
    /// Cells that were cut to the longest text that Excel takes.
    pub cells: u64,
    /// Sheets more than there are tables, for Excel takes no more rows a sheet.
    pub sheets: u64,
}

/// Where a document stands in the sheets that others link to.
#[derive(Clone, Debug, Default)]
struct Place {
    document: Option<u32>,
    first_entity: Option<u32>,
    /// The ids of its entities, ascending, a row each from the first on.
    entities: Vec<u32>,
}

/// A sheet that is being written.
struct Sheet<'a> {
    table: &'a SourceTable,
    /// Columns of the table, in the order of the sheet.
    order: Vec<usize>,
    /// The column of the id that a column links by.
    links: HashMap<usize, usize>,
    doc_id: Option<usize>,
    header: Format,
    day: Format,
    number: Format,
}

/// Writes a workbook. It is written sheet by sheet to a temporary file, so that its size is no bound on memory.
///
/// # Errors
/// Where the disk refuses it, or a CSV file cannot be read back.
pub fn write(tables: &[SourceTable], to: &Path) -> io::Result<Cuts> {
    let mut workbook = Workbook::new();
    let mut cuts = Cuts::default();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&epoch()?));
    let places = places(tables)?;
    for table in tables {
        let sheet = Sheet::new(table);
        let mut rows = 0u64;
        // Rows of the sheet at hand, and its links.
        let (mut at, mut links) = (0u32, 0usize);
        let mut open = false;
        table.rows(|row| {
            if at == ROWS {
                finish(&mut workbook, &sheet, at)?;
                (at, links, open) = (0, 0, false);
                cuts.sheets += 1;
            }
            if !open {
                let name = match rows {
                    0 => table.name.to_string(),
                    n => format!("{} ({})", table.name, n / u64::from(ROWS) + 1),
                };
                sheet
                    .begin(&mut workbook, &name)
                    .map_err(io::Error::other)?;
                open = true;
            }
            let worksheet = last(&mut workbook)?;
            at += 1;
            rows += 1;
            sheet
                .row(worksheet, at, row, &places, &mut links, &mut cuts.cells)
                .map_err(io::Error::other)
        })?;
        if !open {
            sheet
                .begin(&mut workbook, table.name)
                .map_err(io::Error::other)?;
        }
        finish(&mut workbook, &sheet, at)?;
    }
    workbook.save(to).map_err(io::Error::other)?;
    Ok(cuts)
}

/// The same in every workbook, so that its bytes depend on the tables alone.
fn epoch() -> io::Result<ExcelDateTime> {
    ExcelDateTime::from_ymd(2000, 1, 1).map_err(io::Error::other)
}

fn last(workbook: &mut Workbook) -> io::Result<&mut Worksheet> {
    let none = || io::Error::other("the workbook has no sheet");
    workbook.worksheets_mut().last_mut().ok_or_else(none)
}

/// The filters, once the number of rows is known.
fn finish(workbook: &mut Workbook, sheet: &Sheet, rows: u32) -> io::Result<()> {
    let columns = u16::try_from(sheet.order.len()).unwrap_or(u16::MAX);
    last(workbook)?
        .autofilter(0, 0, rows, columns.saturating_sub(1))
        .map_err(io::Error::other)?;
    Ok(())
}

/// Where documents and their entities stand, as far as the first sheet of each table goes.
fn places(tables: &[SourceTable]) -> io::Result<HashMap<String, Place>> {
    let mut places: HashMap<String, Place> = HashMap::new();
    for table in tables {
        let documents = match table.name {
            "documents" => true,
            "entities" => false,
            _ => continue,
        };
        let Some(id) = table.column("doc_id") else {
            continue;
        };
        let entity = table.column("entity_id");
        let mut at = 0u32;
        table.rows(|row| {
            at = at.saturating_add(1);
            if at <= ROWS {
                let place = places.entry(row[id].to_string()).or_default();
                if documents {
                    place.document.get_or_insert(at);
                } else if let Some(Ok(id)) = entity.map(|column| row[column].parse()) {
                    place.first_entity.get_or_insert(at);
                    place.entities.push(id);
                }
            }
            Ok(())
        })?;
    }
    Ok(places)
}

impl<'a> Sheet<'a> {
    fn new(table: &'a SourceTable) -> Self {
        let first = FIRST.iter().find(|(name, _)| *name == table.name);
        let mut order: Vec<usize> = first
            .map_or(&[][..], |(_, columns)| columns)
            .iter()
            .filter_map(|name| table.column(name))
            .collect();
        let rest: Vec<usize> = (0..table.columns.len())
            .filter(|c| !order.contains(c))
            .collect();
        order.extend(rest);
        let links = ENTITY_LINKS
            .iter()
            .filter(|(name, _, _)| *name == table.name);
        let links = links
            .filter_map(|(_, column, id)| Some((table.column(column)?, table.column(id)?)))
            .collect();
        Sheet {
            table,
            order,
            links,
            doc_id: table.column("doc_id"),
            header: Format::new().set_bold(),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            number: Format::new().set_num_format("0.0000"),
        }
    }

    fn begin(&self, workbook: &mut Workbook, name: &str) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (at, &column) in (0u16..).zip(&self.order) {
            let column = &self.table.columns[column];
            sheet.set_column_width(at, width(&column.name, column.kind))?;
            sheet.write_string_with_format(0, at, &column.name, &self.header)?;
        }
        Ok(())
    }

    fn row(
        &self,
        sheet: &mut Worksheet,
        at: u32,
        row: &csv::StringRecord,
        places: &HashMap<String, Place>,
        links: &mut usize,
        cut: &mut u64,
    ) -> Result<(), XlsxError> {
        for (to, &column) in (0u16..).zip(&self.order) {
            let text = &row[column];
            if text.is_empty() {
                continue;
            }
            match self.table.columns[column].kind {
                Kind::Integer => write_number(sheet, at, to, text, None)?,
                Kind::Number => write_number(sheet, at, to, text, Some(&self.number))?,
                Kind::Date => match ExcelDateTime::parse_from_str(text) {
                    Ok(day) => {
                        sheet.write_datetime_with_format(at, to, day, &self.day)?;
                    }
                    // A day before 1900, which Excel does not know.
                    Err(_) => {
                        sheet.write_string(at, to, text)?;
                    }
                },
                Kind::Text => {
                    let shown = shortened(text);
                    *cut += u64::from(shown.is_some());
                    let shown = shown.as_deref().unwrap_or(text);
                    let target = self.target(column, row, places).filter(|_| *links < LINKS);
                    match target.filter(|_| shown.len() <= 255) {
                        Some(target) => {
                            *links += 1;
                            sheet.write_url(at, to, Url::new(target).set_text(shown))?;
                        }
                        None => {
                            sheet.write_string(at, to, shown)?;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// The cell of another sheet that a cell links to.
    fn target(
        &self,
        column: usize,
        row: &csv::StringRecord,
        places: &HashMap<String, Place>,
    ) -> Option<String> {
        let place = places.get(&row[self.doc_id?])?;
        if Some(column) == self.doc_id {
            let there = place.document.filter(|_| self.table.name != "documents")?;
            return Some(format!("internal:'documents'!A{}", there + 1));
        }
        let id: u32 = row[*self.links.get(&column)?].parse().ok()?;
        let nth = u32::try_from(place.entities.binary_search(&id).ok()?).ok()?;
        let there = place.first_entity?.checked_add(nth)?;
        (there <= ROWS).then(|| format!("internal:'entities'!A{}", there + 1))
    }
}

fn write_number(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: Option<&Format>,
) -> Result<(), XlsxError> {
    match (text.parse::<f64>(), format) {
        (Ok(number), Some(format)) => {
            sheet.write_number_with_format(row, column, number, format)?
        }
        (Ok(number), None) => sheet.write_number(row, column, number)?,
        (Err(_), _) => sheet.write_string(row, column, text)?,
    };
    Ok(())
}

/// What fits into a cell, where the text does not.
fn shortened(text: &str) -> Option<String> {
    // No text has more UTF-16 units than bytes.
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return None;
    }
    let mut room = LONGEST - CUT.len();
    let end = text.char_indices().find_map(|(at, c)| {
        let fits = room.checked_sub(c.len_utf16());
        match fits {
            Some(left) => {
                room = left;
                None
            }
            None => Some(at),
        }
    });
    Some(format!("{}{CUT}", &text[..end.unwrap_or(text.len())]))
}

/// In characters.
fn width(name: &str, kind: Kind) -> f64 {
    match (kind, name) {
        (Kind::Text, "text" | "evidence" | "error") => 80.0,
        (Kind::Text, "doc_id" | "source" | "title" | "name" | "subject" | "object" | "speaker") => {
            28.0
        }
        (Kind::Text, _) => 16.0,
        _ => (name.len() as f64 + 3.0).max(10.0),
    }
}
