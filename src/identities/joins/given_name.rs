//! A person with more or less of the given names.

use std::collections::BTreeMap;

use super::Join;
use crate::document::{EntityType, Rule};
use crate::identities::groups::{GroupId, Groups};

/// Joins people of one surname whose given names agree, where no third one of the surname agrees with only one of the two.
///
/// Example: `J. Hale`, `John Hale` and `John P. Hale`. Not: `J. Hale` where the corpus has John and Jane Hale.
pub(super) struct GivenName;

/// Above so many people of one surname nothing is joined: too many may share an initial.
const MOST_BEARERS: usize = 400;

impl Join for GivenName {
    fn name(&self) -> &'static str {
        "given_name"
    }

    fn run(&self, groups: &mut Groups) {
        let mut by_surname: BTreeMap<String, Vec<GroupId>> = BTreeMap::new();
        for (id, group) in groups.all.iter().enumerate() {
            if group.entity_type == EntityType::Per
                && group.form.words.len() > 1
                && let Some(surname) = group.form.last()
            {
                by_surname.entry(surname.to_string()).or_default().push(id);
            }
        }
        for bearers in by_surname
            .into_values()
            .filter(|b| (2..=MOST_BEARERS).contains(&b.len()))
        {
            let agree =
                |a: GroupId, b: GroupId| groups.all[a].form.agrees_as_person(&groups.all[b].form);
            let mut pairs = Vec::new();
            for (k, &a) in bearers.iter().enumerate() {
                for &b in &bearers[k + 1..] {
                    let clear = agree(a, b)
                        && bearers
                            .iter()
                            .filter(|&&c| c != a && c != b)
                            .all(|&c| agree(a, c) == agree(b, c));
                    if clear {
                        pairs.push((a, b));
                    }
                }
            }
            for (a, b) in pairs {
                let longer = |g: GroupId| groups.all[g].form.key().len();
                let (lesser, fuller) = if longer(a) < longer(b) {
                    (a, b)
                } else {
                    (b, a)
                };
                groups.join(lesser, fuller, Rule(self.name()));
            }
        }
    }
}
