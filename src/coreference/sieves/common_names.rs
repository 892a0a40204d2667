//! Common nouns that the model took for names: `the Nation`, `the Vice President`.

use super::super::clusters::Name;
use super::super::state::State;
use super::Sieve;
use crate::document::EntityType;
use crate::text::{Page, Token};

/// Gives such a name to the entity that it means.
pub(in super::super) struct CommonNames;

impl Sieve for CommonNames {
    fn run(&self, page: &Page, state: &mut State) {
        let mut moved = false;
        for name in 0..state.clusters.names.len() {
            let entity = state.clusters.of[name];
            if let Some(other) = meant(page, state, name, state.entity_type(entity)) {
                moved |= other != entity;
                state.clusters.of[name] = other;
                state.clusters.names[name].common = true;
                state.clusters.names[name].rule = Some(crate::document::Rule("common_name"));
            }
        }
        if moved {
            for cluster in &mut state.clusters.clusters {
                cluster.names.clear();
            }
            for (name, &entity) in state.clusters.of.iter().enumerate() {
                state.clusters.clusters[entity].names.push(name);
            }
        }
    }
}

/// Returns the entity of a name that is only the noun for what it names.
fn meant(page: &Page, state: &State, name: usize, entity_type: EntityType) -> Option<usize> {
    let Name { first, last, .. } = state.clusters.names[name];
    let own = |token: &&Token| token.name == Some(name);
    let before = (1..=3)
        .filter_map(|back| page.near(first, -back))
        .take_while(own)
        .count();
    let opens = first - before;
    let article = page.near(opens, -1)?;
    let words = &page.tokens[opens..=last];
    match (entity_type, &*article.lower) {
        (EntityType::Org | EntityType::Loc, "the" | "our" | "this") => {
            let nation = words.len() == 1 && words[0].reads("nation");
            nation.then_some(state.country).flatten()
        }
        (EntityType::Per, "the" | "this") => {
            let words: Vec<&str> = words.iter().map(|token| &*token.lower).collect();
            state.offices.get(&words.join(" "))?.get()
        }
        _ => None,
    }
}
