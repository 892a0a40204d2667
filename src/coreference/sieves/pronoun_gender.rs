//! The gender of persons by the pronouns that follow their names.

use std::collections::HashMap;

use super::super::markables::{Markable, Person, Pronoun};
use super::super::state::State;
use super::Sieve;
use crate::document::EntityType;
use crate::language::nouns::Gender;
use crate::text::Page;

/// How many tokens behind a name a pronoun counts for it, in its sentence or the next.
const REACH: usize = 30;

/// Learns the gender of persons whose name does not tell it, and mends that of a few whose first name misleads.
pub(in super::super) struct PronounGender;

impl Sieve for PronounGender {
    fn run(&self, page: &Page, state: &mut State) {
        for (entity, (male, female)) in votes(page, state) {
            let (winner, most, least) = if male > female {
                (Gender::Male, male, female)
            } else {
                (Gender::Female, female, male)
            };
            let gender = &mut state.clusters.clusters[entity].gender;
            let decided = match *gender {
                Gender::Unknown => most > 2 * least,
                known => known != winner && most >= 4 && least == 0,
            };
            if decided && most > least {
                *gender = winner;
            }
        }
    }
}

/// Returns how many of the first pronouns behind each person's names are `he` and `she`.
fn votes(page: &Page, state: &State) -> HashMap<usize, (i32, i32)> {
    let mut votes: HashMap<usize, (i32, i32)> = HashMap::new();
    let mut last: Option<(usize, usize)> = None;
    for markable in &state.markables {
        match markable {
            Markable::Name(name) => {
                let entity = state.clusters.of[*name];
                if state.entity_type(entity) == EntityType::Per {
                    last = Some((entity, state.clusters.names[*name].last));
                }
            }
            Markable::Pronoun(Pronoun {
                token,
                person: Person::HeShe(gender),
                ..
            }) => {
                let Some((entity, at)) = last else { continue };
                let here = page.tokens[*token].sentence;
                let near = here - page.tokens[at].sentence.min(here) <= 1;
                if near && token - at <= REACH {
                    let vote = votes.entry(entity).or_default();
                    match gender {
                        Gender::Male => vote.0 += 1,
                        Gender::Female => vote.1 += 1,
                        Gender::Unknown => {}
                    }
                }
                last = None;
            }
            _ => {}
        }
    }
    votes
}
