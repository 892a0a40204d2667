//! Relations against KnowledgeNet: passages annotated exhaustively for the properties that each names.
//!
//! Two tables. By the corpus's own rule every gold pair of mentions counts, and a predicted pair is right where it has the
//! property and both its spans overlap the gold pair's. By rows, gold pairs that say one fact of two entities are one, facts
//! of which no pair has a name on both sides are left out, and a fact found once is found.

use std::collections::BTreeMap;

use anyhow::Context;
use serde::Deserialize;

use super::Counts;
use crate::document::Span;
use crate::extraction::{Extraction, RelationKind};

/// A passage with its facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    pub id: String,
    pub text: String,
    /// Only these are annotated: others found are not counted.
    pub annotated: Vec<RelationKind>,
    pub facts: Vec<Fact>,
}

/// A gold pair of mentions; spans in bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    pub kind: RelationKind,
    pub subject: Span,
    pub object: Span,
    /// What tells the two entities: the identity where it is known, else the text.
    pub entities: (String, String),
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    annotated_properties: Vec<String>,
    facts: Vec<LineFact>,
}

#[derive(Deserialize)]
struct LineFact {
    property: String,
    subject: (usize, usize),
    object: (usize, usize),
    subject_text: String,
    object_text: String,
    subject_uri: Option<String>,
    object_uri: Option<String>,
}

/// Reads the file; facts whose offsets do not give their text are left out.
///
/// # Errors
/// A line that is not of the format.
pub fn read(text: &str) -> anyhow::Result<Vec<Passage>> {
    let mut out = Vec::new();
    for (n, line) in text
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
    {
        let line: Line = serde_json::from_str(line).with_context(|| format!("line {}", n + 1))?;
        let bytes: Vec<usize> = line
            .text
            .char_indices()
            .map(|(b, _)| b)
            .chain([line.text.len()])
            .collect();
        let span = |(a, b): (usize, usize), text: &str| {
            let span = Span::new(*bytes.get(a)?, (*bytes.get(b)?).max(*bytes.get(a)?));
            (span.of(&line.text) == text).then_some(span)
        };
        let kind = |p: &str| RelationKind::named(&p.to_lowercase());
        let facts = line
            .facts
            .iter()
            .filter_map(|f| {
                Some(Fact {
                    kind: kind(&f.property)?,
                    subject: span(f.subject, &f.subject_text)?,
                    object: span(f.object, &f.object_text)?,
                    entities: (
                        f.subject_uri
                            .clone()
                            .unwrap_or_else(|| f.subject_text.clone()),
                        f.object_uri
                            .clone()
                            .unwrap_or_else(|| f.object_text.clone()),
                    ),
                })
            })
            .collect();
        out.push(Passage {
            annotated: line
                .annotated_properties
                .iter()
                .filter_map(|p| kind(p))
                .collect(),
            facts,
            id: line.id,
            text: line.text,
        });
    }
    Ok(out)
}

/// Counts by property.
pub type Table = BTreeMap<RelationKind, Counts>;

/// The sum of a table.
pub fn total(table: &Table) -> Counts {
    let mut all = Counts::default();
    for c in table.values() {
        all.add(*c);
    }
    all
}

/// The first table, of one passage: predicted pairs of mentions of `min_score` and more, pronouns without an antecedent
/// included.
pub fn pairs(passage: &Passage, extraction: &Extraction, min_score: f32) -> Table {
    let mut table = Table::new();
    let mut found = vec![false; passage.facts.len()];
    for p in extraction
        .predictions
        .iter()
        .filter(|p| p.score >= min_score)
    {
        if !passage.annotated.contains(&p.kind) {
            continue;
        }
        let (s, o) = (
            extraction.candidate(p.subject).span,
            extraction.candidate(p.object).span,
        );
        let mut hit = false;
        for (k, f) in passage.facts.iter().enumerate() {
            if same_pair(f, p.kind, s, o) {
                found[k] = true;
                hit = true;
            }
        }
        if !hit {
            table.entry(p.kind).or_default().wrong += 1;
        }
    }
    for (f, found) in passage.facts.iter().zip(found) {
        let c = table.entry(f.kind).or_default();
        if found {
            c.right += 1;
        } else {
            c.missed += 1;
        }
    }
    table
}

fn same_pair(f: &Fact, kind: RelationKind, subject: Span, object: Span) -> bool {
    f.kind == kind
        && ((f.subject.overlaps(subject) && f.object.overlaps(object))
            || (kind.symmetric() && f.subject.overlaps(object) && f.object.overlaps(subject)))
}

/// The second table, of one passage: the rows of relations.csv against the facts.
pub fn rows(passage: &Passage, extraction: &Extraction) -> Table {
    let mut facts: BTreeMap<(RelationKind, (&str, &str)), Vec<&Fact>> = BTreeMap::new();
    for f in &passage.facts {
        let (a, b) = (f.entities.0.as_str(), f.entities.1.as_str());
        let key = if f.kind.symmetric() && b < a {
            (b, a)
        } else {
            (a, b)
        };
        facts.entry((f.kind, key)).or_default().push(f);
    }
    let named = |span: Span| !pronoun(span.of(&passage.text));
    let has_name = |pairs: &[&Fact]| {
        pairs.iter().any(|f| named(f.subject)) && pairs.iter().any(|f| named(f.object))
    };
    let mut found = vec![false; facts.len()];
    let mut table = Table::new();
    let mut seen = std::collections::BTreeSet::new();
    for r in &extraction.relations {
        if !passage.annotated.contains(&r.kind) {
            continue;
        }
        let (s, o) = (
            extraction.mentions[r.subject_mention].span,
            extraction.mentions[r.object_mention].span,
        );
        let mut hit = false;
        for (k, pairs) in facts.values().enumerate() {
            // Any of the two entities' mentions may carry the fact.
            if pairs.iter().any(|f| same_pair(f, r.kind, s, o)) {
                found[k] = true;
                hit = true;
            }
        }
        if !hit && seen.insert((r.kind, r.subject, r.object)) {
            table.entry(r.kind).or_default().wrong += 1;
        }
    }
    for (((kind, _), pairs), found) in facts.iter().zip(found) {
        if !has_name(pairs) {
            continue;
        }
        let c = table.entry(*kind).or_default();
        if found {
            c.right += 1;
        } else {
            c.missed += 1;
        }
    }
    table
}

fn pronoun(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "he" | "she"
            | "they"
            | "it"
            | "his"
            | "her"
            | "hers"
            | "him"
            | "their"
            | "theirs"
            | "them"
            | "its"
            | "i"
            | "me"
            | "my"
            | "mine"
            | "we"
            | "us"
            | "our"
            | "ours"
            | "you"
            | "your"
            | "who"
            | "whose"
            | "whom"
            | "himself"
            | "herself"
    )
}

/// Whether scores mean what they say: `(lower edge of a tenth, pairs, share right)` over all candidate pairs of annotated
/// properties.
pub fn calibration(all: &[(Passage, Extraction)]) -> Vec<(f32, usize, f64)> {
    let mut bins = vec![(0usize, 0usize); 10];
    for (passage, extraction) in all {
        for p in &extraction.predictions {
            if !passage.annotated.contains(&p.kind) {
                continue;
            }
            let (s, o) = (
                extraction.candidate(p.subject).span,
                extraction.candidate(p.object).span,
            );
            let right = passage.facts.iter().any(|f| same_pair(f, p.kind, s, o));
            let bin = &mut bins[((p.score * 10.0) as usize).min(9)];
            bin.0 += 1;
            bin.1 += usize::from(right);
        }
    }
    bins.into_iter()
        .enumerate()
        .map(|(k, (n, right))| (k as f32 / 10.0, n, super::ratio(right, n)))
        .collect()
}
