//! A phrase beside a name, or after a form of `be`.

use super::super::markables::Determiner;
use super::super::state::{Link, State};
use super::{Antecedent, Verdict, phrase_at};
use crate::document::Rule;
use crate::language::nouns::{Noun, Relation};
use crate::text::Page;

/// A phrase in apposition to a name is of the name's entity, and says whose relative that is.
///
/// Example: `his wife Kimberly`, `Kimberly, the actress,`. Not: `Kimberly, a singer,`, which is indefinite.
pub(super) struct Apposition;

impl Antecedent for Apposition {
    fn resolve(&self, _: &Page, state: &mut State, markable: usize) -> Verdict {
        let Some(phrase) = phrase_at(state, markable) else {
            return Verdict::Pass;
        };
        let Some(name) = phrase.apposed else {
            return Verdict::Pass;
        };
        let entity = state.clusters.of[name];
        let possessor = state.possessor(&phrase);
        if possessor == Some(entity) {
            return Verdict::Nobody;
        }
        if let (Some(possessor), Noun::Relative { relation, .. }) = (possessor, phrase.noun)
            && relation != Relation::Other
        {
            state.relatives.insert((possessor, relation), entity);
            // The wife's husband.
            if relation == Relation::Spouse {
                state.relatives.insert((entity, relation), possessor);
            }
        }
        Verdict::of(
            (phrase.determiner != Determiner::Indefinite).then_some(Link {
                entity,
                rule: Rule("apposition"),
            }),
        )
    }
}

/// A predicate says what somebody is and refers to nobody: `She is the singer`.
pub(super) struct Predicate;

impl Antecedent for Predicate {
    fn resolve(&self, _: &Page, state: &mut State, markable: usize) -> Verdict {
        match phrase_at(state, markable) {
            Some(phrase) if phrase.predicate => Verdict::Nobody,
            _ => Verdict::Pass,
        }
    }
}
