//! The common nouns by which the text describes each entity, in appositions and titles.

use super::super::markables::Markable;
use super::super::state::State;
use super::Sieve;
use crate::language::nouns::Noun;
use crate::text::Page;

/// How many nouns of one entity its titles add to: keeps the time linear.
const NOUNS: usize = 16;

/// Learns descriptions, and the gender that they tell.
///
/// Example: `Kimberly, the actress,`, `President Okoro`.
pub(in super::super) struct Descriptions;

impl Sieve for Descriptions {
    fn run(&self, page: &Page, state: &mut State) {
        for index in 0..state.markables.len() {
            let Markable::Phrase(phrase) = state.markables[index] else {
                continue;
            };
            let Some(name) = phrase.apposed else { continue };
            let entity = state.clusters.of[name];
            if let Noun::Person { gender, .. } | Noun::Relative { gender, .. } = phrase.noun {
                state.learn_gender(entity, gender);
            }
            let noun = page.tokens[phrase.head].lower.to_string();
            state.described.entry(entity).or_default().push(noun);
        }
        for (i, name) in state.clusters.names.iter().enumerate() {
            for back in 1..=2 {
                let Some(before) = page.near(name.first, -back) else {
                    break;
                };
                if before.name.is_some() || !before.is_word() {
                    break;
                }
                if before.noun().is_some() {
                    let described = state.described.entry(state.clusters.of[i]).or_default();
                    if described.len() < NOUNS {
                        described.push(before.lower.to_string());
                    }
                }
            }
        }
    }
}
