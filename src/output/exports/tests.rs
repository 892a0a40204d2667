use std::path::Path;

use super::*;
use crate::output::{CsvFiles, Table};

const DOCUMENTS: &str = "doc_id,source,title,published,language,characters,sentences,mentions,entities,relations,sentiment,sentiment_score,desk\r\n\
0012,a.txt,=SUM(A1),2024-03-01,en,19,2,2,2,1,positive,0.5000,=1\r\n\
b,b.txt,\"two\r\nlines, \"\"said\"\"\",,en,7,1,0,0,0,,,\r\n";
const ENTITIES: &str = "doc_id,entity_id,name,type,mentions,first_start,value,sentiment,sentiment_score\r\n\
0012,1,NA,PER,1,0,,positive,0.2500\r\n0012,2,42,AGE,1,5,P42Y,,\r\n";

/// A folder of two tables, as a run leaves it.
fn folder(dir: &Path) {
    std::fs::write(dir.join(CsvFiles::file_name(Table::Documents)), DOCUMENTS).unwrap();
    std::fs::write(dir.join(CsvFiles::file_name(Table::Entities)), ENTITIES).unwrap();
}

fn export(wanted: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    folder(dir.path());
    Exports::new(dir.path(), Wanted::of(wanted))
        .write()
        .unwrap();
    dir
}

#[test]
fn a_data_package_says_the_type_of_every_column_and_the_keys() {
    let dir = export("csv");
    let text = std::fs::read(dir.path().join("datapackage.json")).unwrap();
    let package: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let documents = &package["resources"][0];
    assert_eq!(documents["path"], "documents.csv");
    let kinds: Vec<(&str, &str)> = documents["schema"]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["name"].as_str().unwrap(), f["type"].as_str().unwrap()))
        .collect();
    assert!(kinds.contains(&("published", "date")));
    assert!(kinds.contains(&("characters", "integer")));
    assert!(kinds.contains(&("sentiment_score", "number")));
    // A field that the user wants kept.
    assert!(kinds.contains(&("desk", "string")));
    assert_eq!(documents["schema"]["primaryKey"][0], "doc_id");
    let entities = &package["resources"][1]["schema"];
    assert_eq!(
        entities["foreignKeys"][0]["reference"]["resource"],
        "documents"
    );
}

#[test]
fn the_views_read_the_files_that_are_there() {
    let sql = |wanted: &str| {
        let dir = export(wanted);
        std::fs::read_to_string(dir.path().join("gleaner.sql")).unwrap()
    };
    let csv = sql("csv");
    assert!(csv.contains("VIEW documents AS SELECT * FROM read_csv('documents.csv'"));
    assert!(csv.contains("'published': 'DATE'") && csv.contains("'doc_id': 'VARCHAR'"));
    #[cfg(feature = "formats")]
    assert!(sql("csv parquet").contains("read_parquet('entities.parquet')"));
}

#[cfg(feature = "formats")]
#[test]
fn parquet_has_the_types_of_the_columns_and_tells_missing_from_zero() {
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::Field;

    let dir = export("csv parquet");
    let file = std::fs::File::open(dir.path().join("documents.parquet")).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let rows: Vec<Vec<(String, Field)>> = reader
        .get_row_iter(None)
        .unwrap()
        .map(|row| {
            let row = row.unwrap();
            row.get_column_iter()
                .map(|(name, field)| (name.clone(), field.clone()))
                .collect()
        })
        .collect();
    let cell = |row: usize, name: &str| {
        let found = rows[row].iter().find(|(column, _)| column == name);
        found.unwrap().1.clone()
    };
    assert_eq!(rows.len(), 2);
    assert_eq!(cell(0, "doc_id"), Field::Str("0012".into()));
    assert_eq!(cell(0, "characters"), Field::Long(19));
    assert_eq!(cell(0, "sentiment_score"), Field::Double(0.5));
    // 2024-03-01, in days since 1970.
    assert_eq!(cell(0, "published"), Field::Date(19_783));
    assert_eq!(cell(1, "published"), Field::Null);
    assert_eq!(
        cell(1, "title"),
        Field::Str("two\r\nlines, \"said\"".into())
    );
}

#[cfg(feature = "formats")]
#[test]
fn a_workbook_is_the_same_bytes_each_time() {
    let bytes = |dir: &Path| std::fs::read(dir.join("gleaner.xlsx")).unwrap();
    let (a, b) = (export("csv xlsx"), export("csv xlsx"));
    assert!(bytes(a.path()).starts_with(b"PK"));
    assert!(bytes(a.path()) == bytes(b.path()));
}

#[test]
fn a_spool_is_kept_apart_and_goes_in_the_end() {
    let wanted = Wanted::of("parquet");
    assert!(wanted.spool());
    assert!(!Wanted::of("csv parquet").spool());
    assert!(Wanted::of("csv xlsx excel").spool());
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join(SPOOL)).unwrap();
    folder(&dir.path().join(SPOOL));
    let exports = Exports::new(dir.path(), wanted);
    exports.write().unwrap();
    exports.clean_up();
    assert!(!dir.path().join(SPOOL).exists());
    assert!(dir.path().join("gleaner.sql").exists());
    assert!(!dir.path().join("datapackage.json").exists());
}
