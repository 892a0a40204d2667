//! A table as a Parquet file: text as UTF-8, counts as 64-bit integers, numbers as doubles, days as dates.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::{Date, date};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use super::source::{SourceColumn, SourceTable};
use crate::output::table::Kind;

/// Rows that are held in memory, and stand in one row group.
const ROWS: usize = 1 << 16;

/// Writes a table. The bytes depend on its rows alone.
///
/// # Errors
/// Where the disk refuses it, or the CSV file cannot be read back.
pub fn write(table: &SourceTable, to: &Path) -> io::Result<()> {
    let fields = table.columns.iter().map(field).collect::<Result<_, _>>();
    let schema = fields.and_then(|fields| {
        Type::group_type_builder(table.name)
            .with_fields(fields)
            .build()
    });
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("gleaner ", env!("CARGO_PKG_VERSION")).to_string())
        .build();
    let file = File::create(to)?;
    let mut writer = SerializedFileWriter::new(
        file,
        schema.map(Arc::new).map_err(io::Error::other)?,
        Arc::new(properties),
    )
    .map_err(io::Error::other)?;
    let mut cells: Vec<Vec<Option<String>>> = vec![Vec::new(); table.columns.len()];
    table.rows(|row| {
        for (cells, text) in cells.iter_mut().zip(row) {
            cells.push((!text.is_empty()).then(|| text.to_string()));
        }
        if cells.first().is_some_and(|column| column.len() >= ROWS) {
            group(&mut writer, table, &mut cells).map_err(io::Error::other)?;
        }
        Ok(())
    })?;
    let last = || -> Result<(), ParquetError> {
        if cells.first().is_some_and(|column| !column.is_empty()) {
            group(&mut writer, table, &mut cells)?;
        }
        writer.close()?;
        Ok(())
    };
    last().map_err(io::Error::other)
}

fn field(column: &SourceColumn) -> Result<TypePtr, ParquetError> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Number => (Physical::DOUBLE, None),
        Kind::Date => (Physical::INT32, Some(LogicalType::Date)),
    };
    Type::primitive_type_builder(&column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()
        .map(Arc::new)
}

/// Writes a row group, and empties `cells`.
fn group(
    writer: &mut SerializedFileWriter<File>,
    table: &SourceTable,
    cells: &mut [Vec<Option<String>>],
) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for (column, cells) in table.columns.iter().zip(cells) {
        let cells = std::mem::take(cells);
        let Some(to) = group.next_column()? else {
            break;
        };
        match column.kind {
            Kind::Text => write_column::<ByteArrayType>(to, cells, |text| {
                Some(ByteArray::from(text.into_bytes()))
            }),
            Kind::Integer => write_column::<Int64Type>(to, cells, |text| text.parse().ok()),
            Kind::Number => write_column::<DoubleType>(to, cells, |text| text.parse().ok()),
            Kind::Date => write_column::<Int32Type>(to, cells, |text| day(&text)),
        }?;
    }
    group.close()?;
    Ok(())
}

fn write_column<T: DataType>(
    mut to: SerializedColumnWriter<'_>,
    cells: Vec<Option<String>>,
    read: impl Fn(String) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let read: Vec<Option<T::T>> = cells.into_iter().map(|cell| read(cell?)).collect();
    let there: Vec<i16> = read.iter().map(|cell| i16::from(cell.is_some())).collect();
    let values: Vec<T::T> = read.into_iter().flatten().collect();
    to.typed::<T>().write_batch(&values, Some(&there), None)?;
    to.close()
}

/// Days since 1970-01-01.
fn day(text: &str) -> Option<i32> {
    let day: Date = text.parse().ok()?;
    (day - date(1970, 1, 1)).get_days().into()
}
