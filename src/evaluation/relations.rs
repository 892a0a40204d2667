//! Relations against KnowledgeNet: passages annotated exhaustively for the properties that each names.
//!
//! Two tables. By the corpus's own rule every gold pair of mentions counts, and a predicted pair is right where it has the
//! property and both its spans overlap the gold pair's. By rows, gold pairs that say one fact of two entities are one, facts
//! of which no pair has a name on both sides are left out, and a fact found once is found.

use std::collections::BTreeMap;
use std::fmt;

use super::gold::knowledgenet::{Fact, Passage};
use super::{Counts, extract_all, table};
use crate::document::{Document, Span};
use crate::extraction::{Extraction, RelationKind};
use crate::language::{self, WordClass};
use crate::pipeline::Pipeline;

/// Both tables, and whether scores mean what they say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    pub pairs: Table,
    pub rows: Table,
    /// Of each tenth of the scores: its lower edge, how many candidate pairs have such a score, the share that is right.
    pub calibration: Vec<(f32, usize, f64)>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (title, counts) in [("pairs of mentions", &self.pairs), ("rows", &self.rows)] {
            table(f, title, counts.iter().map(|(k, c)| (k.as_str(), *c)))?;
            writeln!(f)?;
        }
        writeln!(f, "score      pairs  right")?;
        for (edge, n, share) in &self.calibration {
            writeln!(f, "{edge:.1}-{:.1} {n:>8} {share:>6.3}", edge + 0.1)?;
        }
        Ok(())
    }
}

/// Walks each passage through the whole program, and compares.
///
/// # Errors
/// A model that fails.
pub fn measure(pipeline: &Pipeline, gold: Vec<Passage>) -> anyhow::Result<Report> {
    let documents = gold
        .iter()
        .map(|p| Document::plain(&p.id, &p.text))
        .collect();
    let found = extract_all(pipeline, documents)?;
    let all: Vec<_> = gold.into_iter().zip(found).collect();
    let mut report = Report {
        calibration: calibration(&all),
        ..Report::default()
    };
    for (passage, extraction) in &all {
        let of_pairs = pairs(passage, extraction, pipeline.min_relation());
        for (sum, part) in [
            (&mut report.pairs, of_pairs),
            (&mut report.rows, rows(passage, extraction)),
        ] {
            for (kind, counts) in part {
                sum.entry(kind).or_default().add(counts);
            }
        }
    }
    Ok(report)
}

/// Counts by property.
pub type Table = BTreeMap<RelationKind, Counts>;

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
    language::is(&text.to_lowercase(), WordClass::GoldPronoun)
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
