//! What the readers of records share: the names of fields, and what a record gives.

use jiff::civil::Date;

use super::Options;

/// One record as it stands in its file; whether its id is free and its text is one is decided later.
#[derive(Debug)]
pub struct Record {
    /// From 1, in the decompressed file.
    pub line: u64,
    pub id: Option<String>,
    pub title: Option<String>,
    pub published: Option<Date>,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordError {
    /// The record's own id, where it is known.
    pub id: Option<String>,
    pub line: Option<u64>,
    pub error: String,
}

impl RecordError {
    pub fn at(line: u64, error: impl Into<String>) -> Self {
        RecordError {
            id: None,
            line: Some(line),
            error: error.into(),
        }
    }

    /// The error of the record of that id.
    pub fn of(self, id: Option<&str>) -> Self {
        RecordError {
            id: id.map(str::to_owned),
            ..self
        }
    }
}

/// The records of one file.
pub type Records = Box<dyn Iterator<Item = Result<Record, RecordError>> + Send>;

/// What a field is called.
#[derive(Clone, Debug)]
pub enum FieldName {
    /// By the user: exactly so.
    Given(String),
    /// The first of these, in any case.
    AnyOf(&'static [&'static str]),
}

impl FieldName {
    fn new(given: &Option<String>, usual: &'static [&'static str]) -> Self {
        given
            .clone()
            .map_or(FieldName::AnyOf(usual), FieldName::Given)
    }

    /// The first of the candidates `names` (with what each stands for) that has this name.
    pub fn find<'a, T>(&self, names: impl Iterator<Item = (&'a str, T)> + Clone) -> Option<T> {
        match self {
            FieldName::Given(given) => names
                .clone()
                .find(|(name, _)| name == given)
                .map(|(_, found)| found),
            FieldName::AnyOf(usual) => usual.iter().find_map(|usual| {
                names
                    .clone()
                    .find(|(name, _)| name.trim().eq_ignore_ascii_case(usual))
                    .map(|(_, found)| found)
            }),
        }
    }

    /// As messages show it.
    pub fn describe(&self) -> String {
        match self {
            FieldName::Given(given) => format!("`{given}`"),
            FieldName::AnyOf(usual) => {
                let names: Vec<String> = usual.iter().map(|name| format!("`{name}`")).collect();
                names.join(" or ")
            }
        }
    }
}

#[derive(Clone, Debug)]
pub struct Fields {
    pub id: FieldName,
    pub text: FieldName,
    pub title: FieldName,
    pub date: FieldName,
}

impl Fields {
    pub fn new(options: &Options) -> Self {
        Fields {
            id: FieldName::new(&options.id_field, &["id"]),
            text: FieldName::new(&options.text_field, &["text", "body", "content"]),
            title: FieldName::new(&options.title_field, &["title", "headline"]),
            date: FieldName::new(&options.date_field, &["date", "published", "published_at"]),
        }
    }

    pub fn missing_text(&self) -> String {
        format!(
            "no text: it has no field {}; --text-field names another",
            self.text.describe()
        )
    }
}

/// `None` for what is only white space.
pub fn non_blank(text: String) -> Option<String> {
    if text.trim().is_empty() {
        None
    } else {
        Some(text)
    }
}
