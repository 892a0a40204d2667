//! A short name that some text gives beside the full one.

use std::collections::BTreeMap;

use super::Join;
use crate::document::{EntityType, Rule};
use crate::identities::groups::{GroupId, Groups};

/// How many times as many texts the full name needs as all others.
const TIMES: u32 = 4;

/// Joins a body's or place's short name to the full name that it goes with where a text has both: to the only one, or to one that
/// it goes with in far more texts than with all others.
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
            let mut fuller: BTreeMap<GroupId, u32> = BTreeMap::new();
            for (&full, &texts) in &group.short_for {
                *fuller.entry(groups.root(full)).or_default() += texts;
            }
            let all: u32 = fuller.values().sum();
            // Of equals neither is far more frequent.
            let most = fuller.iter().max_by_key(|(_, texts)| **texts);
            if let Some((&full, &texts)) = most
                && (all - texts) * TIMES <= texts
            {
                groups.join(short, full, Rule(self.name()));
            }
        }
    }
}
