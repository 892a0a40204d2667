//! Relations of sentences of newswire (CoNLL04): lives in, works for, based in.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::gold::conll04::GoldSentence;
use super::{Counts, extract_all, table};
use crate::document::Span;
use crate::extraction::{Extraction, RelationKind};
use crate::pipeline::Pipeline;

/// Counts by relation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub relations: BTreeMap<RelationKind, Counts>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = self.relations.iter().map(|(kind, c)| (kind.as_str(), *c));
        table(f, "relations", rows)
    }
}

/// Walks the sentences through the whole program, and compares the rows of relations.csv with the annotation.
///
/// # Errors
/// A model that fails.
pub fn measure(pipeline: &Pipeline, gold: &[GoldSentence]) -> anyhow::Result<Report> {
    // Rows of other relations are neither right nor wrong, for the corpus has no such.
    let kinds: BTreeSet<RelationKind> = gold
        .iter()
        .flat_map(|g| g.relations.iter().map(|r| r.0))
        .collect();
    let documents = gold.iter().map(|g| g.document.clone()).collect();
    let mut report = Report::default();
    for (sentence, found) in gold.iter().zip(extract_all(pipeline, documents)?) {
        for (kind, counts) in score(sentence, &found, &kinds) {
            report.relations.entry(kind).or_default().add(counts);
        }
    }
    Ok(report)
}

/// Compares the rows of one sentence: an annotated pair is found where a row of its relation is between two entities that have
/// mentions overlapping it, a row that no pair is found by is wrong.
fn score(
    gold: &GoldSentence,
    found: &Extraction,
    kinds: &BTreeSet<RelationKind>,
) -> BTreeMap<RelationKind, Counts> {
    let overlaps = |entity: usize, span: Span| {
        let mut mentions = found.mentions.iter().zip(&found.entity_of);
        mentions.any(|(m, of)| *of == entity && m.span.overlaps(span))
    };
    let mut hit = vec![false; gold.relations.len()];
    let mut out: BTreeMap<RelationKind, Counts> = BTreeMap::new();
    for row in found.relations.iter().filter(|r| kinds.contains(&r.kind)) {
        let mut right = false;
        for (k, (kind, subject, object)) in gold.relations.iter().enumerate() {
            if *kind == row.kind && overlaps(row.subject, *subject) && overlaps(row.object, *object)
            {
                hit[k] = true;
                right = true;
            }
        }
        if !right {
            out.entry(row.kind).or_default().wrong += 1;
        }
    }
    for ((kind, ..), hit) in gold.relations.iter().zip(hit) {
        let counts = out.entry(*kind).or_default();
        if hit {
            counts.right += 1;
        } else {
            counts.missed += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, EntityType, Mention, MentionKind};
    use crate::extraction::Relation;

    #[test]
    fn a_row_is_right_by_the_mentions_of_its_entities() {
        let text = "Ann Field of Acme lives in Norrby, she says.";
        let at = |part: &str| {
            let start = text.find(part).unwrap();
            Span::new(start, start + part.len())
        };
        let (lives, works) = (
            RelationKind::named("place_of_residence").unwrap(),
            RelationKind::named("employee_or_member_of").unwrap(),
        );
        let gold = GoldSentence {
            document: Document::plain("a", text),
            relations: vec![
                (lives, at("Ann Field"), at("Norrby")),
                (works, at("Ann Field"), at("Acme")),
            ],
        };
        let mention = |part: &str, entity_type| Mention {
            sentence: 0,
            span: at(part),
            entity_type,
            kind: MentionKind::Name,
            value: None,
            score: 1.0,
            type_scores: [0.0; 4],
            rule: None,
        };
        let mut found = Extraction::passed_over(gold.document.clone());
        found.mentions = vec![
            mention("Field", EntityType::Per),
            mention("Norrby", EntityType::Loc),
            mention("she", EntityType::Per),
        ];
        found.entity_of = vec![0, 1, 0];
        let row = |kind, subject, object, subject_mention| Relation {
            kind,
            sentence: 0,
            subject,
            object,
            subject_mention,
            object_mention: 1,
            score: 0.9,
            rule: None,
        };
        // By its pronoun, which is of the entity of `Field`.
        found.relations = vec![row(lives, 0, 1, 2), row(works, 0, 1, 0)];
        let counts = score(&gold, &found, &BTreeSet::from([lives, works]));
        assert_eq!((counts[&lives].right, counts[&lives].wrong), (1, 0));
        assert_eq!((counts[&works].wrong, counts[&works].missed), (1, 1));
        let counts = score(&gold, &found, &BTreeSet::from([lives]));
        assert_eq!(counts[&works].wrong, 0);
    }
}
