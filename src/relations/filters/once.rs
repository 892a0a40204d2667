//! What a sentence can say once only.

use std::collections::{BTreeMap, BTreeSet};

use super::RelationFilter;
use crate::extraction::{Relation, RelationKind};

/// Keeps one relation of kin of two persons in a sentence, the likeliest: they are spouses, siblings, or parent and child.
pub struct KinOnce;

impl RelationFilter for KinOnce {
    fn name(&self) -> &'static str {
        "kin_once"
    }

    fn choose(&self, rows: &mut Vec<Relation>) {
        let mut kin = BTreeSet::new();
        rows.retain(|r| match r.kind {
            RelationKind::Spouse | RelationKind::ChildOf | RelationKind::Sibling => {
                kin.insert((r.sentence, r.subject.min(r.object), r.subject.max(r.object)))
            }
            _ => true,
        });
    }
}

/// Keeps one age, one date of birth and one date of death of a person in a sentence, the likeliest.
pub struct LifeDatesOnce;

impl RelationFilter for LifeDatesOnce {
    fn name(&self) -> &'static str {
        "life_dates_once"
    }

    fn choose(&self, rows: &mut Vec<Relation>) {
        let mut first: BTreeMap<(usize, RelationKind, usize), usize> = BTreeMap::new();
        rows.retain(|r| match r.kind {
            RelationKind::Age | RelationKind::DateOfBirth | RelationKind::DateOfDeath => {
                let key = (r.sentence, r.kind, r.subject);
                *first.entry(key).or_insert(r.object) == r.object
            }
            _ => true,
        });
    }
}
