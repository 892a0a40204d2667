//! Pronouns between two names (GAP): does the pronoun's entity hold the name that it means?

use std::fmt;

use super::gold::gap::Passage;
use super::{Counts, extract_all, ratio};
use crate::document::{MentionKind, Span};
use crate::extraction::Extraction;
use crate::language::{self, WordClass};
use crate::pipeline::Pipeline;

/// Counts of names: right where the pronoun means the name and its entity has a mention of it, wrong where the entity has one
/// and the pronoun does not mean it (Webster et al. 2018).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    pub masculine: Counts,
    pub feminine: Counts,
    pub passages: usize,
    /// Those whose pronoun was given an entity at all.
    pub resolved: usize,
}

impl Report {
    fn all(&self) -> Counts {
        let mut all = self.masculine;
        all.add(self.feminine);
        all
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<22} precision    recall        F1    gold",
            "pronouns"
        )?;
        for (name, counts) in [
            ("masculine", self.masculine),
            ("feminine", self.feminine),
            ("all", self.all()),
        ] {
            writeln!(f, "{name:<22} {counts}")?;
        }
        writeln!(
            f,
            "feminine by masculine  {:.4}",
            self.feminine.f1() / self.masculine.f1().max(f64::MIN_POSITIVE)
        )?;
        writeln!(
            f,
            "resolved               {:.4} of {} pronouns",
            ratio(self.resolved, self.passages),
            self.passages
        )
    }
}

/// Walks the passages through the whole program, and compares.
///
/// # Errors
/// A model that fails.
pub fn measure(pipeline: &Pipeline, gold: &[Passage]) -> anyhow::Result<Report> {
    let documents = gold.iter().map(|g| g.document.clone()).collect();
    let mut report = Report::default();
    for (passage, found) in gold.iter().zip(extract_all(pipeline, documents)?) {
        let entity = pronoun_entity(passage, &found).map(|(_, entity)| entity);
        let counts = if is_feminine(passage.pronoun.of(&passage.document.text)) {
            &mut report.feminine
        } else {
            &mut report.masculine
        };
        counts.add(judge(passage, &found, entity));
        report.passages += 1;
        report.resolved += usize::from(entity.is_some());
    }
    Ok(report)
}

fn is_feminine(pronoun: &str) -> bool {
    language::value(&pronoun.to_lowercase(), WordClass::Pronoun)
        .is_some_and(|value| value.starts_with("female"))
}

/// The passage's pronoun among the mentions found, and its entity.
pub(super) fn pronoun_entity(passage: &Passage, found: &Extraction) -> Option<(usize, usize)> {
    let index = found
        .mentions
        .iter()
        .position(|m| m.kind == MentionKind::Pronoun && m.span == passage.pronoun)?;
    Some((index, found.entity_of[index]))
}

/// Whether the entity has a name where the passage has this one.
pub(super) fn holds(found: &Extraction, entity: usize, name: Span) -> bool {
    found
        .mentions
        .iter()
        .zip(&found.entity_of)
        .any(|(m, of)| *of == entity && m.kind == MentionKind::Name && m.span.overlaps(name))
}

fn judge(passage: &Passage, found: &Extraction, entity: Option<usize>) -> Counts {
    let mut counts = Counts::default();
    for (name, meant) in passage.names {
        match (
            meant,
            entity.is_some_and(|entity| holds(found, entity, name)),
        ) {
            (true, true) => counts.right += 1,
            (true, false) => counts.missed += 1,
            (false, true) => counts.wrong += 1,
            (false, false) => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, EntityType, Mention, Sentence};

    /// `Ann met Zoe. She left.`, with the entity of `She`.
    fn found(text: &str, of_pronoun: usize) -> Extraction {
        let mention = |part: &str, kind| {
            let start = text.find(part).unwrap();
            Mention {
                sentence: 0,
                span: Span::new(start, start + part.len()),
                entity_type: EntityType::Per,
                kind,
                value: None,
                score: 1.0,
                type_scores: [0.0; 4],
                rule: None,
            }
        };
        let mut found = Extraction::passed_over(Document::plain("a", text));
        found.sentences = vec![Sentence {
            part: crate::document::Part::Body,
            span: Span::new(0, text.len()),
            paragraph: 0,
        }];
        found.mentions = vec![
            mention("Ann", MentionKind::Name),
            mention("Zoe", MentionKind::Name),
            mention("She", MentionKind::Pronoun),
        ];
        found.entity_of = vec![0, 1, of_pronoun];
        found
    }

    #[test]
    fn a_wrong_name_is_one_wrong_and_one_missed() {
        let text = "Ann met Zoe. She left.";
        let passage = Passage {
            document: Document::plain("a", text),
            pronoun: Span::new(13, 16),
            names: [(Span::new(0, 3), true), (Span::new(8, 11), false)],
        };
        let of = |entity| {
            let found = found(text, entity);
            let entity = pronoun_entity(&passage, &found).map(|(_, entity)| entity);
            let c = judge(&passage, &found, entity);
            (c.right, c.wrong, c.missed)
        };
        assert_eq!(of(0), (1, 0, 0));
        assert_eq!(of(1), (0, 1, 1));
        let c = judge(&passage, &found(text, 0), None);
        assert_eq!((c.right, c.wrong, c.missed), (0, 0, 1));
        assert!(is_feminine("Her") && !is_feminine("his"));
    }
}
