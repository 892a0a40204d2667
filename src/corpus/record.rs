//! What the readers share: the names of fields, and what one article of a file gives.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::Options;
use super::json::{Json, RawObject};
use crate::document::{About, DateSource};

/// One article as it stands in its file; whether its id is free and its text is one is decided later.
#[derive(Debug, Default)]
pub struct Record {
    /// From 1, in the decompressed file; `None` where articles do not stand in lines.
    pub line: Option<u64>,
    pub id: Option<String>,
    pub title: Option<String>,
    /// The date of publication in the spellings that are there; the first that can be read counts.
    pub dates: Vec<String>,
    pub dated_by: Option<DateSource>,
    pub about: About,
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

    /// An error of an article that stands in no line of its own.
    pub fn new(error: impl Into<String>) -> Self {
        RecordError {
            id: None,
            line: None,
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

/// What a field is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Text,
    Summary,
    Id,
    Title,
    Date,
    Url,
    Authors,
    Publisher,
    Section,
    Wrapper,
    Inner,
    List,
}

impl Role {
    const ALL: [(Role, &'static str); 12] = [
        (Role::Text, "text"),
        (Role::Summary, "summary"),
        (Role::Id, "id"),
        (Role::Title, "title"),
        (Role::Date, "date"),
        (Role::Url, "url"),
        (Role::Authors, "authors"),
        (Role::Publisher, "publisher"),
        (Role::Section, "section"),
        (Role::Wrapper, "wrapper"),
        (Role::Inner, "inner"),
        (Role::List, "list"),
    ];

    /// The names of fields of this role, the one that counts first at the head. Those of [`Role::Inner`] and
    /// [`Role::Wrapper`] are as they are written, all others in [`normal`] form.
    pub fn names(self) -> &'static [String] {
        static NAMES: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
            let mut names = vec![Vec::new(); Role::ALL.len()];
            for row in include_str!("fields.tsv").lines() {
                let mut cells = row.split('\t');
                let (Some(role), Some(name)) = (cells.next(), cells.next()) else {
                    continue;
                };
                if let Some((role, _)) = Role::ALL.iter().find(|(_, known)| *known == role) {
                    let name = match role {
                        Role::Inner | Role::Wrapper => name.to_owned(),
                        _ => normal(name),
                    };
                    names[*role as usize].push(name);
                }
            }
            names
        });
        &NAMES[self as usize]
    }
}

/// A field's name without case and without all that is no letter or digit: `published_at` is `publishedAt`.
pub fn normal(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What the records that were read so far have in the way of fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Names of fields, as many as a message can list.
    names: BTreeSet<String>,
    /// Of the fields that options name, those that a record has.
    found: BTreeSet<String>,
    /// True once a record was looked at.
    any: bool,
}

/// How many names of fields a message lists.
const LISTED: usize = 40;

impl Seen {
    fn note<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        self.any = true;
        for name in names {
            if self.names.len() >= LISTED {
                break;
            }
            if !self.names.contains(name) {
                self.names.insert(name.chars().take(60).collect());
            }
        }
    }

    /// What to say of the fields that options name and no record has; `None` where there is nothing to say.
    pub fn complaint(&self, fields: &Fields) -> Option<String> {
        let missing: Vec<String> = fields
            .given()
            .filter(|(name, _)| !self.found.contains(*name))
            .map(|(name, option)| format!("`{name}` ({option})"))
            .collect();
        if missing.is_empty() || !self.any {
            return None;
        }
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        Some(format!(
            "no record has the field {}; the fields there are: {}",
            missing.join(" or "),
            names.join(", ")
        ))
    }

    /// The names that are there, for messages.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}

/// Which fields hold what: by the user's word, else by the usual names.
#[derive(Clone, Debug)]
pub struct Fields {
    text: Option<String>,
    id: Option<String>,
    title: Option<String>,
    date: Option<String>,
    pub keep: Vec<String>,
    seen: Arc<Mutex<Seen>>,
}

impl Fields {
    pub fn new(options: &Options) -> Self {
        Fields {
            text: options.text_field.clone(),
            id: options.id_field.clone(),
            title: options.title_field.clone(),
            date: options.date_field.clone(),
            keep: options.keep.clone(),
            seen: Arc::default(),
        }
    }

    /// The fields that options name, each with its option.
    fn given(&self) -> impl Iterator<Item = (&str, &'static str)> {
        let fields = [
            (&self.text, "--text-field"),
            (&self.id, "--id-field"),
            (&self.title, "--title-field"),
            (&self.date, "--date-field"),
        ];
        let named = fields
            .into_iter()
            .filter_map(|(name, option)| Some((name.as_deref()?, option)));
        named.chain(self.keep.iter().map(|name| (name.as_str(), "--keep")))
    }

    /// The field of the text, where an option names it.
    pub fn text_given(&self) -> Option<&str> {
        self.text.as_deref()
    }

    fn given_for(&self, role: Role) -> Option<&str> {
        match role {
            Role::Text => self.text.as_deref(),
            Role::Id => self.id.as_deref(),
            Role::Title => self.title.as_deref(),
            Role::Date => self.date.as_deref(),
            _ => None,
        }
    }

    /// What was seen since [`Fields::see`] was called last.
    pub fn seen(&self) -> Seen {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Starts anew from what was seen before.
    pub fn see(&self, seen: Seen) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = seen;
    }

    fn note<'a>(&self, names: impl Iterator<Item = &'a str>) {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .note(names);
    }

    fn found(&self, name: &str) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if !seen.found.contains(name) {
            seen.found.insert(name.to_owned());
        }
    }

    pub fn missing_text(&self) -> String {
        match &self.text {
            Some(name) => format!("no text: it has no field `{name}`; --text-field names another"),
            None => format!(
                "no text: it has no field {} or another of the usual names; --text-field names it",
                usual_texts()
            ),
        }
    }
}

/// The first names of a field of text, for messages.
pub fn usual_texts() -> String {
    let names: Vec<String> = Role::Text
        .names()
        .iter()
        .take(3)
        .map(|name| format!("`{name}`"))
        .collect();
    names.join(", ")
}

/// Where each role stands among the columns of a table.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub text: Vec<usize>,
    pub id: Vec<usize>,
    pub title: Vec<usize>,
    pub date: Vec<usize>,
    pub url: Vec<usize>,
    pub authors: Vec<usize>,
    pub publisher: Vec<usize>,
    pub section: Vec<usize>,
    pub keep: Vec<Option<usize>>,
}

impl Columns {
    /// `None` where no column holds a text.
    pub fn find(names: &[String], fields: &Fields) -> Option<Columns> {
        let normals: Vec<String> = names.iter().map(|name| normal(name)).collect();
        let usual = |role: Role| -> Vec<usize> {
            let found = role
                .names()
                .iter()
                .filter_map(|name| normals.iter().position(|normal| normal == name));
            found.collect()
        };
        let places = |role: Role| match fields.given_for(role) {
            Some(given) => names
                .iter()
                .position(|name| name == given)
                .into_iter()
                .collect(),
            None => usual(role),
        };
        let mut text = places(Role::Text);
        if text.is_empty() && fields.text.is_none() {
            text = usual(Role::Summary);
        }
        if text.is_empty() {
            return None;
        }
        Some(Columns {
            text,
            id: places(Role::Id),
            title: places(Role::Title),
            date: places(Role::Date),
            url: places(Role::Url),
            authors: places(Role::Authors),
            publisher: places(Role::Publisher),
            section: places(Role::Section),
            keep: fields
                .keep
                .iter()
                .map(|kept| names.iter().position(|name| name == kept))
                .collect(),
        })
    }

    /// Notes which columns the table has.
    pub fn note(names: &[String], fields: &Fields) {
        fields.note(names.iter().map(String::as_str));
        for (name, _) in fields.given() {
            if names.iter().any(|column| column == name) {
                fields.found(name);
            }
        }
    }

    /// The article of a row whose cells `cell` gives.
    ///
    /// # Errors
    /// What is wrong with a cell that has to be read.
    pub fn record(
        &self,
        line: u64,
        mut cell: impl FnMut(usize) -> Result<String, String>,
    ) -> Result<Record, String> {
        // The first place with something in it.
        let mut first = |places: &[usize]| -> Result<Option<String>, String> {
            for &place in places {
                let text = cell(place)?;
                if !super::json::is_missing(&text) {
                    return Ok(Some(text));
                }
            }
            Ok(None)
        };
        let text = first(&self.text)?.unwrap_or_default();
        let id = first(&self.id)?;
        let title = first(&self.title)?;
        let about = About {
            url: first(&self.url)?,
            authors: first(&self.authors)?,
            publisher: first(&self.publisher)?,
            section: first(&self.section)?,
            ..About::default()
        };
        let mut record = Record {
            line: Some(line),
            id,
            title,
            dated_by: Some(DateSource::Record),
            about,
            text,
            ..Record::default()
        };
        for &place in &self.date {
            record.dates.push(cell(place)?);
        }
        for place in &self.keep {
            let kept = place.map(&mut cell).transpose()?;
            record.about.kept.push(kept.unwrap_or_default());
        }
        Ok(record)
    }
}

/// The fields of one JSON object, those of objects around them included (`{"_source": {...}}`).
pub struct Object<'a> {
    /// Name as it is written, name for comparing, value as it is written; the outer ones come first.
    fields: Vec<(String, String, &'a str)>,
}

impl<'a> Object<'a> {
    pub fn new(raw: RawObject<'a>) -> Self {
        let mut object = Object { fields: Vec::new() };
        object.add(raw, 0);
        object
    }

    fn add(&mut self, raw: RawObject<'a>, depth: usize) {
        /// `{"data": {"attributes": {...}}}` is as deep as it goes.
        const DEEPEST: usize = 2;
        let mut wrapped = Vec::new();
        for (name, value) in raw.0 {
            let value = value.get();
            let wraps = depth < DEEPEST
                && value.starts_with('{')
                && Role::Wrapper
                    .names()
                    .iter()
                    .any(|wrapper| name.eq_ignore_ascii_case(wrapper));
            if wraps {
                wrapped.push(value);
            }
            // What only stands around the fields is none itself: `_source` is no source.
            let normal = if wraps { String::new() } else { normal(&name) };
            self.fields.push((name, normal, value));
        }
        for value in wrapped {
            if let Ok(raw) = serde_json::from_str(value) {
                self.add(raw, depth + 1);
            }
        }
    }

    /// A field by its exact name, or by a path of names with full stops between.
    fn given(&self, name: &str) -> Option<Json> {
        // Of two fields of one name the later counts, as in most programs.
        let exact = self.fields.iter().rev().find(|field| field.0 == name);
        if let Some((_, _, value)) = exact {
            return Json::read(value).ok();
        }
        let (head, path) = name.split_once('.')?;
        let (_, _, value) = self.fields.iter().rev().find(|field| field.0 == head)?;
        let value = Json::read(value).ok()?;
        path.split('.')
            .try_fold(&value, |value, name| value.get(name))
            .cloned()
    }

    /// The fields of a role that have a value, the one that counts first.
    fn of(&self, role: Role) -> impl Iterator<Item = (&str, &'a str)> {
        role.names().iter().filter_map(|name| {
            let found = self
                .fields
                .iter()
                .find(|(_, normal, value)| normal == name && !is_nothing(value));
            found.map(|(name, _, value)| (name.as_str(), *value))
        })
    }

    /// Reads the article that the fields tell.
    ///
    /// # Errors
    /// Why there is no text in it. Nothing else costs the article.
    pub fn record(&self, line: Option<u64>, fields: &Fields) -> Result<Record, String> {
        fields.note(self.fields.iter().map(|field| field.0.as_str()));
        let inner = Role::Inner.names();
        let given = |name: &str| {
            let value = self.given(name);
            if value.is_some() {
                fields.found(name);
            }
            value.filter(|value| !value.is_missing())
        };
        let cell = |role: Role| match fields.given_for(role) {
            Some(name) => given(name).and_then(|value| value.cell(inner)),
            None => self
                .of(role)
                .filter_map(|(_, raw)| Json::read(raw).ok())
                .find_map(|value| value.cell(inner)),
        };
        let dates = match fields.given_for(Role::Date) {
            Some(name) => given(name).map(|value| value.dates()).unwrap_or_default(),
            None => self
                .of(Role::Date)
                .filter_map(|(_, raw)| Json::read(raw).ok())
                .flat_map(|value| value.dates())
                .collect(),
        };
        let about = About {
            url: cell(Role::Url),
            authors: cell(Role::Authors),
            publisher: cell(Role::Publisher),
            section: cell(Role::Section),
            kept: fields
                .keep
                .iter()
                .map(|name| {
                    given(name)
                        .and_then(|value| value.cell(inner))
                        .unwrap_or_default()
                })
                .collect(),
            ..About::default()
        };
        let (title, id) = (cell(Role::Title), self.id(fields, &given));
        let text = self.text(fields, &given)?;
        Ok(Record {
            line,
            id,
            title,
            dates,
            dated_by: Some(DateSource::Record),
            about,
            text,
        })
    }

    /// The id of a record that cannot be used otherwise.
    pub fn own_id(&self, fields: &Fields) -> Option<String> {
        self.id(fields, &|name| self.given(name))
    }

    fn id(&self, fields: &Fields, given: &dyn Fn(&str) -> Option<Json>) -> Option<String> {
        let inner = Role::Inner.names();
        if let Some(name) = fields.given_for(Role::Id) {
            return given(name)?.cell(inner);
        }
        self.of(Role::Id).find_map(|(_, raw)| {
            // A number is taken as it is written, also one of thirty digits.
            if is_number(raw) {
                return Some(raw.to_owned());
            }
            match Json::read(raw).ok()? {
                value @ (Json::String(_) | Json::Number(_)) => value.cell(inner),
                value @ Json::Object(_) => value.get("$oid")?.cell(inner),
                _ => None,
            }
        })
    }

    fn text(
        &self,
        fields: &Fields,
        given: &dyn Fn(&str) -> Option<Json>,
    ) -> Result<String, String> {
        let inner = Role::Inner.names();
        if let Some(name) = fields.given_for(Role::Text) {
            let value = given(name).ok_or_else(|| fields.missing_text())?;
            return value
                .paragraphs(inner)
                .ok_or_else(|| wrong_type(name, &value));
        }
        let texts: Vec<(&str, &str)> = self.of(Role::Text).collect();
        let candidates = if texts.is_empty() {
            self.of(Role::Summary).collect()
        } else {
            texts
        };
        let mut error = None;
        for (name, raw) in candidates {
            let value =
                Json::read(raw).map_err(|error| format!("`{name}` is malformed: {error}"))?;
            match value.paragraphs(inner) {
                Some(text) if !super::json::is_missing(&text) => return Ok(text),
                Some(text) => {
                    error.get_or_insert(Ok(text));
                }
                None => {
                    error.get_or_insert(Err(wrong_type(name, &value)));
                }
            }
        }
        error.unwrap_or_else(|| Err(fields.missing_text()))
    }
}

/// A null, or an empty string or list, is as good as no field.
fn is_nothing(raw: &str) -> bool {
    matches!(raw, "null" | "\"\"" | "[]" | "{}")
}

fn is_number(raw: &str) -> bool {
    raw.starts_with(|c: char| c == '-' || c.is_ascii_digit())
}

fn wrong_type(name: &str, value: &Json) -> String {
    let kind = match value {
        Json::Null => "null",
        Json::Bool(_) => "a truth value",
        Json::Number(_) => "a number",
        Json::String(_) => "a string",
        Json::List(_) => "a list without text",
        Json::Object(_) => "an object without text",
    };
    format!("wrong type: `{name}` is {kind} where a text is expected")
}
