//! One name under two types.

use std::collections::BTreeMap;

use super::Join;
use crate::document::{EntityType, Rule};
use crate::identities::groups::{GroupId, Groups};

/// Joins a name to the same name of another type that is far more frequent: the model takes a body for a place now and then.
///
/// Example: `Airbus` as LOC in one document and ORG in twenty. Not: `Washington`, a place in nine documents and a person in
/// five; nor a person's name of one word, which may be anybody's.
pub(super) struct TypeSlip;

/// How many times as many documents the frequent type needs.
const TIMES: u32 = 4;

impl Join for TypeSlip {
    fn name(&self) -> &'static str {
        "type_slip"
    }

    fn run(&self, groups: &mut Groups) {
        let mut by_key: BTreeMap<String, Vec<GroupId>> = BTreeMap::new();
        for (id, group) in groups.all.iter().enumerate() {
            by_key.entry(group.form.key()).or_default().push(id);
        }
        for same in by_key.into_values().filter(|same| same.len() > 1) {
            let Some(&frequent) = same
                .iter()
                .max_by_key(|&&g| (groups.all[g].documents, std::cmp::Reverse(g)))
            else {
                continue;
            };
            for &rare in same.iter().filter(|&&g| g != frequent) {
                let (few, many) = (&groups.all[rare], &groups.all[frequent]);
                let person = [few, many].iter().any(|g| g.entity_type == EntityType::Per);
                let sure = few.documents * TIMES <= many.documents
                    && !(person && few.form.words.len() < 2);
                if sure {
                    groups.join(rare, frequent, Rule(self.name()));
                }
            }
        }
    }
}
