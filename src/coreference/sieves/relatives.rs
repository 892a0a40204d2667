//! A relative whom the text has named before.

use super::super::state::{Link, State};
use super::{Antecedent, Verdict, phrase_at};
use crate::document::Rule;
use crate::language::nouns::{Gender, Noun, Relation};
use crate::text::Page;

/// Returns the possessor, the relation and the gender of `his wife`, where the possessor is known.
fn relative_of(state: &State, markable: usize) -> Option<(usize, Relation, Gender)> {
    let phrase = phrase_at(state, markable)?;
    match phrase.noun {
        Noun::Relative { relation, gender } if relation != Relation::Other => {
            Some((state.possessor(&phrase)?, relation, gender))
        }
        _ => None,
    }
}

/// The one wife, husband, mother or father of somebody.
///
/// Example: `His wife Kimberly stayed. His wife was ill.` Not: `his son`, who may be another than the one named before.
pub(super) struct SoleRelative;

impl Antecedent for SoleRelative {
    fn resolve(&self, _: &Page, state: &mut State, markable: usize) -> Verdict {
        let Some((possessor, relation, gender)) = relative_of(state, markable) else {
            return Verdict::Pass;
        };
        match relation {
            Relation::Spouse | Relation::Mother | Relation::Father => {
                let relative = state.relatives.get(&(possessor, relation)).copied();
                let fits = relative.filter(|&entity| state.gender(entity).agrees(gender));
                Verdict::of(fits.map(|entity| Link {
                    entity,
                    rule: Rule("relative"),
                }))
            }
            _ => Verdict::Pass,
        }
    }
}

/// A brother or sister, where the text has named one alone. Any other child or sibling may be somebody new.
pub(super) struct Sibling;

impl Antecedent for Sibling {
    fn resolve(&self, _: &Page, state: &mut State, markable: usize) -> Verdict {
        let Some((possessor, relation, gender)) = relative_of(state, markable) else {
            return Verdict::Pass;
        };
        let sibling = match relation {
            Relation::Brother | Relation::Sister => state
                .kin
                .sibling(possessor, |other| state.gender(other).agrees(gender)),
            _ => None,
        };
        Verdict::of(sibling.map(|entity| Link {
            entity,
            rule: Rule("sibling"),
        }))
    }
}
