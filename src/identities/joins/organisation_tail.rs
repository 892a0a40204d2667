//! A body's name without the word that says what it is.

use super::Join;
use crate::document::{EntityType, Rule};
use crate::identities::groups::{GroupId, Groups};
use crate::language::{self, WordClass};

/// Joins a body's name to the only longer name that goes on with words for what a body is or deals in.
///
/// Example: `China Eastern` and `China Eastern Airlines`. Not: `Apple` and `Apple Corps`, nor `Barclays` where the corpus has both
/// Barclays Bank and Barclays Capital.
pub(super) struct OrganisationTail;

impl Join for OrganisationTail {
    fn name(&self) -> &'static str {
        "organisation_tail"
    }

    fn run(&self, groups: &mut Groups) {
        let mut longer_of: Vec<(GroupId, GroupId)> = Vec::new();
        for (longer, group) in groups.all.iter().enumerate() {
            if group.entity_type != EntityType::Org {
                continue;
            }
            let words = &group.form.words;
            for cut in (1..words.len()).rev() {
                let tail = language::classes(&words[cut]);
                if !tail.has_any(WordClass::OrganisationTail | WordClass::Business) {
                    break;
                }
                if let Some(short) = groups.named(EntityType::Org, &words[..cut].join(" ")) {
                    longer_of.push((short, longer));
                }
            }
        }
        longer_of.sort_unstable();
        for of_short in longer_of.chunk_by(|a, b| a.0 == b.0) {
            let mut roots: Vec<GroupId> = of_short.iter().map(|&(_, g)| groups.root(g)).collect();
            roots.sort_unstable();
            roots.dedup();
            if let [only] = roots[..] {
                groups.join(of_short[0].0, only, Rule(self.name()));
            }
        }
    }
}
