//! An acronym and the name that it stands for, though no text has both.

use std::collections::BTreeMap;

use super::Join;
use crate::document::{EntityType, Rule};
use crate::identities::groups::{GroupId, Groups};

/// Joins an acronym to the only name of the corpus with these initials.
///
/// Example: `USAF` and `United States Air Force`. Not: `ABC` where the corpus has the Australian Broadcasting Corporation and
/// the American Broadcasting Company; nor two letters, which stand for too much.
pub(super) struct Acronym;

impl Join for Acronym {
    fn name(&self) -> &'static str {
        "acronym"
    }

    fn run(&self, groups: &mut Groups) {
        let mut by_initials: BTreeMap<String, Vec<GroupId>> = BTreeMap::new();
        for (id, group) in groups.all.iter().enumerate() {
            if group.entity_type == EntityType::Per || group.form.words.len() < 3 {
                continue;
            }
            let (all, main) = (group.form.initials(true), group.form.initials(false));
            if main != all {
                by_initials.entry(main).or_default().push(id);
            }
            by_initials.entry(all).or_default().push(id);
        }
        for short in 0..groups.all.len() {
            let group = &groups.all[short];
            if group.entity_type == EntityType::Per
                || !group.form.capitals
                || group.form.words.len() != 1
            {
                continue;
            }
            let Some(full) = by_initials.get(&group.form.words[0]) else {
                continue;
            };
            let mut roots: Vec<GroupId> = full.iter().map(|&g| groups.root(g)).collect();
            roots.sort_unstable();
            roots.dedup();
            if let [only] = roots[..]
                && group.form.words[0].chars().count() >= 3
            {
                groups.join(short, only, Rule(self.name()));
            }
        }
    }
}
