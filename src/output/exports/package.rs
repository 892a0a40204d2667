//! What other programs read the tables by: `datapackage.json` (Frictionless) and `gleaner.sql` (DuckDB).

use serde_json::{Value, json};

use super::source::{SourceColumn, SourceTable};
use crate::output::table::Kind;

/// The description of a folder of CSV files: each column's type and meaning, the keys of each table.
pub fn datapackage(tables: &[SourceTable], excel: bool) -> Value {
    let resources: Vec<Value> = tables.iter().map(|table| resource(table, excel)).collect();
    json!({
        "profile": "tabular-data-package",
        "name": "gleaner",
        "title": "Entities, relations and sentiment of news articles",
        "resources": resources,
    })
}

fn resource(table: &SourceTable, excel: bool) -> Value {
    let fields: Vec<Value> = table.columns.iter().map(field).collect();
    let mut schema = json!({"fields": fields, "missingValues": [""]});
    let (key, references) = (table.table.key(), table.table.references());
    if !key.is_empty() {
        schema["primaryKey"] = json!(key);
    }
    // A key that may be half empty (a sentence that nobody speaks) would be a broken one to a validator.
    let may_be_empty = |name: &&str| *name == "speaker_id";
    let whole = references
        .iter()
        .filter(|reference| !reference.columns.iter().any(may_be_empty));
    if whole.clone().next().is_some() {
        let keys = whole.map(|reference| {
            json!({
                "fields": reference.columns,
                "reference": {"resource": reference.to.name(), "fields": reference.to.key()},
            })
        });
        schema["foreignKeys"] = keys.collect();
    }
    json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.table.description(),
        "path": format!("{}.csv", table.name),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": if excel { "utf-8-sig" } else { "utf-8" },
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true},
        "schema": schema,
    })
}

fn field(column: &SourceColumn) -> Value {
    let name = match column.kind {
        Kind::Text => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Date => "date",
    };
    json!({"name": column.name, "type": name, "description": column.description})
}

/// The tables as typed views of DuckDB: `duckdb -init gleaner.sql` in their folder. `parquet` reads those files, else the CSV
/// files are read.
pub fn sql(tables: &[SourceTable], parquet: bool) -> String {
    let mut out = String::from(
        "-- The tables as views. In this folder: duckdb -init gleaner.sql\n\
         -- then, as one example: SELECT subject, object FROM relations WHERE relation = 'ceo';\n",
    );
    for table in tables {
        let name = table.name;
        let read = if parquet {
            format!("read_parquet('{name}.parquet')")
        } else {
            let columns: Vec<String> = table.columns.iter().map(sql_column).collect();
            format!(
                "read_csv('{name}.csv', auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', \
                 new_line = '\\r\\n', nullstr = '', columns = {{{}}})",
                columns.join(", ")
            )
        };
        out += &format!("CREATE OR REPLACE VIEW {name} AS SELECT * FROM {read};\n");
    }
    out
}

fn sql_column(column: &SourceColumn) -> String {
    let kind = match column.kind {
        Kind::Text => "VARCHAR",
        Kind::Integer => "BIGINT",
        Kind::Number => "DOUBLE",
        Kind::Date => "DATE",
    };
    format!("'{}': '{kind}'", column.name.replace('\'', "''"))
}
