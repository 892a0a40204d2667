//! Readers of annotated data, one a format. Each takes the file's text and gives plain items whose spans are in bytes.

pub mod conll04;
pub mod gap;
pub mod gum;
pub mod knowledgenet;
pub mod litbank;
pub mod meantime;
pub mod newsmtsc;
pub mod persent;
pub mod polnear;
pub mod rated_sentences;
pub mod timebank;
pub mod token_file;

use serde::de::DeserializeOwned;

use crate::document::{Document, EntityType, Span};
use crate::text::CodePoints;

/// A line of a file that is not of its format.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("line {line}: {problem}")]
pub struct GoldError {
    /// Counts from 1.
    pub line: usize,
    pub problem: String,
}

impl GoldError {
    /// `index` counts lines from 0.
    pub(crate) fn new(index: usize, problem: impl ToString) -> Self {
        GoldError {
            line: index + 1,
            problem: problem.to_string(),
        }
    }
}

/// The lines that are not empty, each with its index from 0.
pub(crate) fn filled_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
}

/// Reads one JSON object a line and turns each into an item.
///
/// # Errors
/// A line that is no such object, or that `item` finds fault with.
pub(crate) fn json_lines<L: DeserializeOwned, T>(
    text: &str,
    item: impl Fn(L) -> Result<T, String>,
) -> Result<Vec<T>, GoldError> {
    filled_lines(text)
        .map(|(index, line)| {
            let line: L = serde_json::from_str(line).map_err(|e| GoldError::new(index, e))?;
            item(line).map_err(|problem| GoldError::new(index, problem))
        })
        .collect()
}

/// The bytes of code points `start` to `end` of a text.
///
/// # Errors
/// Offsets outside the text, or backwards.
pub(crate) fn span(points: &CodePoints, (start, end): (usize, usize)) -> Result<Span, String> {
    points.span(start, end).ok_or_else(|| {
        format!("{start}..{end} lies outside the text: offsets are code points of it")
    })
}

/// A document with its dates.
#[derive(Clone, Debug)]
pub struct DatedDocument {
    /// The document as the program would have read it.
    pub document: Document,
    /// Its dates and lengths of time, in bytes of the text.
    pub dates: Vec<gum::GoldDate>,
}

/// Reads documents with dates: TimeBank, whose lines have `timex`, or GUM.
///
/// # Errors
/// A line that is not of the format, or an offset outside its text.
pub fn read_dated(text: &str) -> Result<Vec<DatedDocument>, GoldError> {
    #[derive(serde::Deserialize)]
    struct Line {
        timex: Option<serde::de::IgnoredAny>,
    }
    let first = filled_lines(text).next();
    let timex = first.is_some_and(|(_, line)| {
        serde_json::from_str::<Line>(line).is_ok_and(|line| line.timex.is_some())
    });
    if timex {
        return timebank::read(text);
    }
    let documents = gum::read(text)?.into_iter();
    Ok(documents
        .map(|gold| DatedDocument {
            document: gold.document,
            dates: gold.dates,
        })
        .collect())
}

/// How a mention says whom it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GoldKind {
    Name,
    Pronoun,
    Nominal,
}

/// An annotated mention, in bytes of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldMention {
    pub span: Span,
    /// The head of its phrase: `minister` in `the minister who resigned`.
    pub head: Span,
    /// A person, an organisation or a place; `None` for all else.
    pub entity_type: Option<EntityType>,
    pub kind: GoldKind,
    /// Mentions of one number mean the same.
    pub cluster: usize,
}
