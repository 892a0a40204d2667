//! PerSenT: news articles as JSON lines, each with its main person and the author's sentiment towards them.

use serde::Deserialize;

use super::{GoldError, json_lines};
use crate::document::Document;
use crate::extraction::Polarity;

/// An article.
#[derive(Clone, Debug)]
pub struct GoldArticle {
    pub document: Document,
    /// The main person's name.
    pub target: String,
    pub polarity: Polarity,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    #[serde(default)]
    title: Option<String>,
    text: String,
    target: String,
    sentiment: String,
}

/// Reads the file.
///
/// # Errors
/// A line that is not of the format.
pub fn read(text: &str) -> Result<Vec<GoldArticle>, GoldError> {
    json_lines(text, |line: Line| {
        let polarity = Polarity::ALL
            .into_iter()
            .find(|p| p.as_str() == line.sentiment)
            .ok_or_else(|| format!("`{}` is no sentiment", line.sentiment))?;
        let mut document = Document::plain(&line.id, &line.text);
        document.title = line.title.filter(|title| !title.is_empty());
        Ok(GoldArticle {
            document,
            target: line.target,
            polarity,
        })
    })
}
