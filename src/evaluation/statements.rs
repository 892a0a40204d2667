//! Statements against articles with every attribution marked.
//!
//! A statement is found where its content and a gold one overlap by half of both or more, in bytes; each is matched once, the
//! closest first. Of those found whose gold has a source, the source is right where the two phrases overlap.

use std::collections::BTreeMap;
use std::fmt;

use super::gold::polnear::{GoldArticle, GoldAttribution};
use super::{Counts, extract_all, ratio, table};
use crate::document::Span;
use crate::extraction::Extraction;
use crate::pipeline::Pipeline;
use crate::statements::{Statement, StatementKind};

/// The figures over all articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    all: Counts,
    /// Of the statements of each kind that the program found, those that are right and wrong.
    by_kind: BTreeMap<&'static str, Counts>,
    /// Of the right ones whose gold has a source, those with the right one and those without.
    source: Counts,
    /// Direct statements whose gold source has a name in it: whether the speaker has that name. Missed: no speaker.
    speaker: Counts,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        table(f, "statements", std::iter::once(("found", self.all)))?;
        writeln!(f, "\nkind         found  precision")?;
        for (kind, c) in &self.by_kind {
            let found = c.right + c.wrong;
            writeln!(f, "{kind:<10} {found:>7} {:>10.4}", c.precision())?;
        }
        let source = self.source;
        let with_source = source.right + source.wrong;
        writeln!(
            f,
            "\nsource right {:.4} of {with_source}",
            source.precision()
        )?;
        let speaker = self.speaker;
        let all = speaker.right + speaker.wrong + speaker.missed;
        writeln!(
            f,
            "speaker of direct speech from a named source: right {:.4} of {all}, of those given {:.4}",
            ratio(speaker.right, all),
            speaker.precision()
        )
    }
}

/// Extracts the articles, and compares their statements.
///
/// # Errors
/// A model that fails.
pub fn measure(pipeline: &Pipeline, gold: &[GoldArticle]) -> anyhow::Result<Report> {
    let documents = gold
        .iter()
        .map(|article| article.document.clone())
        .collect();
    let mut report = Report::default();
    for (article, found) in gold.iter().zip(extract_all(pipeline, documents)?) {
        compare(article, &found, &mut report);
    }
    Ok(report)
}

fn compare(article: &GoldArticle, found: &Extraction, report: &mut Report) {
    let gold = &article.attributions;
    let matched = matches(gold, &found.statements);
    let right = matched.len();
    report.all.add(Counts {
        right,
        wrong: found.statements.len() - right,
        missed: gold.len() - right,
    });
    for (f, statement) in found.statements.iter().enumerate() {
        let kind = report.by_kind.entry(statement.kind.as_str()).or_default();
        let Some(&g) = matched.get(&f) else {
            kind.wrong += 1;
            continue;
        };
        kind.right += 1;
        let source = &gold[g].source;
        if source.is_empty() {
            continue;
        }
        let is_right = statement
            .source
            .is_some_and(|own| overlap(source, &[own]) > 0);
        report.source.right += usize::from(is_right);
        report.source.wrong += usize::from(!is_right);
        if statement.kind == StatementKind::Direct {
            compare_speaker(article, source, statement, found, &mut report.speaker);
        }
    }
}

/// Returns the gold attribution of each statement that has one.
fn matches(gold: &[GoldAttribution], found: &[Statement]) -> BTreeMap<usize, usize> {
    let mut pairs = Vec::new();
    for (g, attribution) in gold.iter().enumerate() {
        for (f, statement) in found.iter().enumerate() {
            let both = overlap(&attribution.content, &statement.content);
            let (a, b) = (size(&attribution.content), size(&statement.content));
            if both > 0 && both * 2 >= a && both * 2 >= b {
                pairs.push((both as f64 / (a + b - both) as f64, g, f));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut matched = BTreeMap::new();
    let mut taken = vec![false; gold.len()];
    for (_, g, f) in pairs {
        if !taken[g] && !matched.contains_key(&f) {
            taken[g] = true;
            matched.insert(f, g);
        }
    }
    matched
}

/// Counts whether the speaker of a statement has a name of its gold source; a source without one is not counted.
fn compare_speaker(
    article: &GoldArticle,
    source: &[Span],
    statement: &Statement,
    found: &Extraction,
    counts: &mut Counts,
) {
    let is_name = |word: &&str| word.len() > 2 && word.starts_with(char::is_uppercase);
    let named: Vec<&str> = source
        .iter()
        .flat_map(|piece| words(piece.of(&article.document.text)))
        .filter(is_name)
        .collect();
    let pronoun = source.len() == 1
        && words(source[0].of(&article.document.text)).count() == 1
        && source[0].len() < 5;
    if named.is_empty() || pronoun {
        return;
    }
    match statement.speaker.map(|e| &found.entities[e].name) {
        None => counts.missed += 1,
        Some(name) if words(name).any(|word| named.contains(&word)) => counts.right += 1,
        Some(_) => counts.wrong += 1,
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
}

fn size(pieces: &[Span]) -> usize {
    pieces.iter().map(|piece| piece.len()).sum()
}

/// Returns how many bytes two lists of spans have in common.
fn overlap(a: &[Span], b: &[Span]) -> usize {
    let both = |x: &Span, y: &Span| x.end.min(y.end).saturating_sub(x.start.max(y.start));
    a.iter()
        .map(|x| b.iter().map(|y| both(x, y)).sum::<usize>())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlap_counts_what_both_have() {
        let spans = |ranges: &[(usize, usize)]| -> Vec<Span> {
            ranges.iter().map(|(a, b)| Span::new(*a, *b)).collect()
        };
        assert_eq!(overlap(&spans(&[(0, 4), (8, 12)]), &spans(&[(2, 10)])), 4);
        assert_eq!(size(&spans(&[(0, 4), (8, 12)])), 8);
    }
}
