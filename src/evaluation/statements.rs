//! Statements against articles with every attribution marked (PolNeAR's source, cue and content).
//!
//! A statement is found where its content and a gold one overlap by half of both or more, counted in code points; each is
//! matched once, the closest first. Of those found whose gold has a source, the source is right where the two phrases overlap.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::gold::{GoldError, json_lines};
use super::{Counts, extract_all, table};
use crate::document::Document;
use crate::extraction::Extraction;
use crate::pipeline::Pipeline;
use crate::statements::{Statement, StatementKind};
use crate::text::CodePoints;

/// An article with its attributions.
#[derive(Clone, Debug, Deserialize)]
pub struct Article {
    pub id: String,
    pub text: String,
    attributions: Vec<Attribution>,
}

/// Ranges of code points; each may have several pieces.
#[derive(Clone, Debug, Deserialize)]
struct Attribution {
    source: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
}

/// Reads the file: one article a line.
///
/// # Errors
/// A line that is not of the format.
pub fn read(text: &str) -> Result<Vec<Article>, GoldError> {
    json_lines(text, Ok)
}

/// What is counted.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub all: Counts,
    /// Of the statements of each kind that the program found, those that are right and wrong.
    pub by_kind: BTreeMap<&'static str, Counts>,
    /// Of the right ones whose gold has a source, those with the right one.
    pub source: Counts,
    /// Sources that are a name in the text, in direct speech: whether the speaker's name holds or is held by it.
    pub speaker: Counts,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        table(f, "statements", std::iter::once(("found", self.all)))?;
        writeln!(f, "\nkind         found  precision")?;
        for (kind, c) in &self.by_kind {
            writeln!(
                f,
                "{kind:<10} {:>7} {:>10.4}",
                c.right + c.wrong,
                c.precision()
            )?;
        }
        let source = self.source;
        let sources = source.right + source.wrong;
        writeln!(f, "\nsource right {:.4} of {sources}", source.precision())?;
        let speaker = self.speaker;
        writeln!(
            f,
            "speaker of direct speech with a named source: given right {:.4}, right {:.4} of {}",
            speaker.precision(),
            speaker.recall_of_all(),
            speaker.right + speaker.wrong + speaker.missed
        )
    }
}

/// Walks the articles through the program, and compares their statements.
///
/// # Errors
/// A model that fails.
pub fn measure(pipeline: &Pipeline, gold: &[Article]) -> anyhow::Result<Figures> {
    let documents = gold
        .iter()
        .map(|a| Document::plain(&a.id, &a.text))
        .collect();
    let mut figures = Figures::default();
    for (article, extraction) in gold.iter().zip(&extract_all(pipeline, documents)?) {
        score(article, extraction, &mut figures);
    }
    Ok(figures)
}

/// Adds the figures of one article.
pub fn score(article: &Article, found: &Extraction, figures: &mut Figures) {
    let points = CodePoints::new(&article.text);
    let pieces = |statement: &Statement| -> Vec<(usize, usize)> {
        let piece = |span: &crate::document::Span| (points.at(span.start), points.at(span.end));
        statement.content.iter().map(piece).collect()
    };
    let gold: Vec<&Attribution> = article
        .attributions
        .iter()
        .filter(|a| !a.content.is_empty())
        .collect();
    let contents: Vec<_> = found.statements.iter().map(pieces).collect();
    let mut pairs = Vec::new();
    for (g, attribution) in gold.iter().enumerate() {
        for (f, content) in contents.iter().enumerate() {
            let both = overlap(&attribution.content, content);
            let (a, b) = (size(&attribution.content), size(content));
            if both * 2 >= a && both * 2 >= b && both > 0 {
                pairs.push((both as f64 / (a + b - both) as f64, g, f));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut matched: BTreeMap<usize, usize> = BTreeMap::new();
    let mut taken = vec![false; gold.len()];
    for (_, g, f) in pairs {
        if !taken[g] && !matched.contains_key(&f) {
            taken[g] = true;
            matched.insert(f, g);
        }
    }
    let right = matched.len();
    figures.all.add(Counts {
        right,
        wrong: contents.len() - right,
        missed: gold.len() - right,
    });
    for (f, statement) in found.statements.iter().enumerate() {
        let kind = figures.by_kind.entry(statement.kind.as_str()).or_default();
        let Some(&g) = matched.get(&f) else {
            kind.wrong += 1;
            continue;
        };
        kind.right += 1;
        let source = &gold[g].source;
        if source.is_empty() {
            continue;
        }
        let own = statement
            .source
            .map(|s| (points.at(s.start), points.at(s.end)));
        let is_right = own.is_some_and(|own| overlap(source, &[own]) > 0);
        figures.source.right += usize::from(is_right);
        figures.source.wrong += usize::from(!is_right);
        if statement.kind == StatementKind::Direct {
            speaker(article, source, statement, found, &mut figures.speaker);
        }
    }
}

/// Counts whether the speaker of a statement has the name that its gold source is; sources without a capital are no names.
fn speaker(
    article: &Article,
    source: &[(usize, usize)],
    statement: &Statement,
    found: &Extraction,
    counts: &mut Counts,
) {
    let text: String = source
        .iter()
        .flat_map(|(a, b)| article.text.chars().skip(*a).take(b - a))
        .collect();
    let is_name = |word: &&str| word.len() > 2 && word.starts_with(char::is_uppercase);
    let named: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(is_name)
        .collect();
    if named.is_empty() || text.split(' ').count() == 1 && text.len() < 4 {
        return;
    }
    match statement.speaker.map(|e| &found.entities[e].name) {
        None => counts.missed += 1,
        Some(name) if name.split(' ').any(|word| named.contains(&word)) => counts.right += 1,
        Some(_) => counts.wrong += 1,
    }
}

fn size(pieces: &[(usize, usize)]) -> usize {
    pieces.iter().map(|(a, b)| b - a).sum()
}

fn overlap(a: &[(usize, usize)], b: &[(usize, usize)]) -> usize {
    let both = |(a, b): (usize, usize), (c, d): (usize, usize)| b.min(d).saturating_sub(a.max(c));
    a.iter()
        .map(|x| b.iter().map(|y| both(*x, *y)).sum::<usize>())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlap_counts_what_both_have() {
        assert_eq!(overlap(&[(0, 4), (8, 12)], &[(2, 10)]), 4);
        assert_eq!(size(&[(0, 4), (8, 12)]), 8);
    }

    #[test]
    fn broken_line_is_named() {
        let error = read("{}").unwrap_err();
        assert!(error.to_string().starts_with("line 1: "), "{error}");
    }
}
