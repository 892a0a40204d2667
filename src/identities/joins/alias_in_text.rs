//! A short name that some text gives beside the full one.

use super::Join;
use crate::document::{EntityType, Rule};
use crate::identities::groups::Groups;

/// Joins a body's or place's short name to the one full name that it goes with wherever a text has both.
///
/// Example: a text has `Singapore Airlines (SIA)`, another `SIA` alone. Not: `AFP` where one text means the Australian Federal
/// Police and another Agence France-Presse; nor people, whose short names are their surnames.
pub(super) struct AliasInText;

impl Join for AliasInText {
    fn name(&self) -> &'static str {
        "alias_in_text"
    }

    fn run(&self, groups: &mut Groups) {
        for short in 0..groups.all.len() {
            let group = &groups.all[short];
            if group.entity_type == EntityType::Per {
                continue;
            }
            let mut fuller: Vec<usize> = group.short_for.keys().map(|&g| groups.root(g)).collect();
            fuller.sort_unstable();
            fuller.dedup();
            if let [fuller] = fuller[..] {
                groups.join(short, fuller, Rule(self.name()));
            }
        }
    }
}
