//! The common nouns by which the text describes each entity, in appositions and titles.

use super::super::markables::Markable;
use super::super::state::{Description, State};
use super::Sieve;
use crate::language::WordClass;
use crate::language::nouns::Noun;
use crate::text::{Page, Token};

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
            let modifiers = &page.tokens[phrase.first + 1..phrase.head.max(phrase.first + 1)];
            let description = Description {
                noun: page.tokens[phrase.head].lower.to_string(),
                modifiers: words(modifiers),
            };
            state.described.entry(entity).or_default().push(description);
        }
        for (i, name) in state.clusters.names.iter().enumerate() {
            for back in 1..=2 {
                let Some(before) = page.near(name.first, -back) else {
                    break;
                };
                if before.name.is_some() || !before.is_word() {
                    break;
                }
                if before.noun().is_some() || before.is(WordClass::RoleNoun) {
                    let described = state.described.entry(state.clusters.of[i]).or_default();
                    if described.len() < NOUNS {
                        described.push(Description {
                            noun: before.lower.to_string(),
                            modifiers: modifiers_before(page, name.first, back),
                        });
                    }
                }
            }
        }
    }
}

/// Returns the words, without names.
fn words(tokens: &[Token]) -> Vec<String> {
    tokens
        .iter()
        .filter(|token| token.name.is_none() && token.is_word())
        .map(|token| token.lower.to_string())
        .collect()
}

/// Returns the words that modify a title `back` tokens before a name: prime of `Prime Minister Okoro`.
fn modifiers_before(page: &Page, first: usize, back: isize) -> Vec<String> {
    let outside = WordClass::Preposition | WordClass::Conjunction;
    (back + 1..=back + 2)
        .map_while(|back| page.near(first, -back))
        .take_while(|token| {
            token.is_word()
                && token.name.is_none()
                && !token.is_any(outside)
                && !token.is(WordClass::NoModifier)
                && !token.is_finite_verb()
        })
        .map(|token| token.lower.to_string())
        .collect()
}
