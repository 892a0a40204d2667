//! Predictions to the rows of relations.csv.

use std::collections::BTreeMap;

use super::filters::FILTERS;
use crate::document::{Entity, Mention};
use crate::extraction::{Prediction, Relation, RelationKind};

/// Returns the relations of a document from the predictions of all its sentences, in text order: those of `min_score` and
/// more, the likeliest pair of mentions for each sentence, relation, subject entity and object entity.
pub fn rows(
    entities: &[Entity],
    mentions: &[Mention],
    entity_of: &[usize],
    predictions: &[Prediction],
    min_score: f32,
) -> Vec<Relation> {
    let mut best: BTreeMap<(usize, RelationKind, usize, usize), Relation> = BTreeMap::new();
    for &Prediction {
        kind,
        subject,
        object,
        score,
        rule,
    } in predictions
    {
        // A pronoun without an antecedent has no row.
        if subject.max(object) >= mentions.len() || score < min_score {
            continue;
        }
        let (s, o) = (entity_of[subject], entity_of[object]);
        if s == o {
            continue;
        }
        let mut row = Relation {
            kind,
            sentence: mentions[subject].sentence,
            subject: s,
            object: o,
            subject_mention: subject,
            object_mention: object,
            score,
            rule,
        };
        FILTERS.iter().for_each(|f| f.change(entities, &mut row));
        let (a, b) = match row.kind.symmetric() {
            true => (s.min(o), s.max(o)),
            false => (s, o),
        };
        let key = (row.sentence, row.kind, a, b);
        match best.get(&key) {
            Some(old) if old.score >= score => {}
            _ => {
                best.insert(key, row);
            }
        }
    }
    let mut out: Vec<Relation> = best.into_values().collect();
    out.sort_by(|a, b| {
        (a.sentence.cmp(&b.sentence))
            .then(b.score.total_cmp(&a.score))
            .then((a.subject, a.object, a.kind).cmp(&(b.subject, b.object, b.kind)))
    });
    FILTERS.iter().for_each(|f| f.choose(&mut out));
    out.sort_by_key(|r| {
        (
            r.sentence,
            mentions[r.subject_mention].span.start,
            mentions[r.object_mention].span.start,
            r.kind,
        )
    });
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::{mention, prediction};
    use super::*;
    use crate::document::EntityType;

    #[test]
    fn row_is_the_likeliest_pair_of_mentions_of_two_entities() {
        let mentions: Vec<Mention> = [0, 10, 20].map(|s| mention(0, s, EntityType::Per)).into();
        let predictions = [
            prediction(RelationKind::Spouse, 0, 1, 0.7),
            prediction(RelationKind::Spouse, 1, 2, 0.9),
            prediction(RelationKind::ChildOf, 0, 2, 0.2),
        ];
        // The first and the third mention are one entity.
        let rows = rows(&[], &mentions, &[0, 1, 0], &predictions, 0.5);
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].subject_mention, rows[0].object_mention), (1, 2));
    }

    #[test]
    fn kin_and_birth_are_told_once() {
        let mut mentions: Vec<Mention> = [0, 10].map(|s| mention(0, s, EntityType::Per)).into();
        mentions.push(mention(0, 20, EntityType::Date));
        mentions.push(mention(0, 30, EntityType::Date));
        let predictions = [
            prediction(RelationKind::Sibling, 0, 1, 0.6),
            prediction(RelationKind::ChildOf, 1, 0, 0.9),
            prediction(RelationKind::DateOfBirth, 0, 2, 0.7),
            prediction(RelationKind::DateOfBirth, 0, 3, 0.8),
            prediction(RelationKind::DateOfDeath, 0, 2, 0.6),
        ];
        let rows = rows(&[], &mentions, &[0, 1, 2, 3], &predictions, 0.5);
        let found: Vec<_> = rows.iter().map(|r| (r.kind, r.subject, r.object)).collect();
        assert_eq!(
            found,
            [
                (RelationKind::DateOfDeath, 0, 2),
                (RelationKind::DateOfBirth, 0, 3),
                (RelationKind::ChildOf, 1, 0),
            ]
        );
    }

    #[test]
    fn federation_is_no_party() {
        let mentions = [
            mention(0, 0, EntityType::Per),
            mention(0, 10, EntityType::Org),
        ];
        let found = |organisation: &str, entity_type: EntityType| {
            let entities = ["Meg Parkinson", organisation].map(|name| Entity {
                name: name.to_string(),
                entity_type,
                mentions: Vec::new(),
                value: None,
            });
            let predictions = [prediction(RelationKind::PoliticalAffiliation, 0, 1, 0.9)];
            rows(&entities, &mentions, &[0, 1], &predictions, 0.5)[0].kind
        };
        assert_eq!(
            found("Victorian Farmers Federation", EntityType::Org),
            RelationKind::EmployeeOrMemberOf
        );
        let party = RelationKind::PoliticalAffiliation;
        assert_eq!(found("Labour Party", EntityType::Org), party);
        assert_eq!(found("Socialist Federation", EntityType::Misc), party);
    }

    #[test]
    fn nothing_is_related_to_itself() {
        let mentions: Vec<Mention> = [0, 10].map(|s| mention(0, s, EntityType::Per)).into();
        let predictions = [prediction(RelationKind::Spouse, 0, 1, 0.99)];
        assert!(rows(&[], &mentions, &[0, 0], &predictions, 0.1).is_empty());
    }
}
