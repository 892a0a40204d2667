//! Whole annotated documents as JSON lines: text, date, sentence spans, mentions, dates; offsets in code points.

use std::collections::BTreeMap;

use anyhow::Context;
use serde::Deserialize;

use super::Counts;
use crate::document::Document;
use crate::text::{self, CodePoints};

/// One line of the file; what other measures need of it they read themselves.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldDocument {
    pub id: String,
    pub genre: String,
    pub text: String,
    #[serde(default)]
    pub date: Option<String>,
    pub sentences: Vec<(usize, usize)>,
}

impl GoldDocument {
    /// The document as the program would have read it.
    pub fn document(&self) -> Document {
        Document {
            id: self.id.clone(),
            source: self.id.clone(),
            title: None,
            published: self.date.as_deref().and_then(|d| d.parse().ok()),
            language: "en".to_string(),
            text: self.text.clone(),
            body_start: 0,
        }
    }
}

/// Reads the file.
///
/// # Errors
/// A line that is not of the format.
pub fn read(text: &str) -> anyhow::Result<Vec<GoldDocument>> {
    text.lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
        .map(|(n, l)| serde_json::from_str(l).with_context(|| format!("line {}", n + 1)))
        .collect()
}

/// Sentence ends by genre: right where the end of a sentence found is the end of a gold one.
pub fn sentence_ends(gold: &[GoldDocument]) -> BTreeMap<String, Counts> {
    let mut out: BTreeMap<String, Counts> = BTreeMap::new();
    for g in gold {
        let points = CodePoints::new(&g.text);
        let found: std::collections::BTreeSet<usize> = text::split(&g.document())
            .iter()
            .map(|s| points.at(s.span.end))
            .collect();
        let wanted: std::collections::BTreeSet<usize> = g.sentences.iter().map(|s| s.1).collect();
        let c = out.entry(g.genre.clone()).or_default();
        let right = found.intersection(&wanted).count();
        c.right += right;
        c.wrong += found.len() - right;
        c.missed += wanted.len() - right;
    }
    out
}
