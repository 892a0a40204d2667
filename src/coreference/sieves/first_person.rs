//! `I`, `me` and `my` are of the person who is quoted.

use super::super::markables::{Markable, Person};
use super::super::state::{Link, State};
use super::{Antecedent, Verdict};
use crate::document::Rule;
use crate::text::Page;

/// Example: `"I am leaving," said Okoro`. Not: `I` outside of quotations.
pub(super) struct FirstPerson;

impl Antecedent for FirstPerson {
    fn resolve(&self, page: &Page, state: &mut State, markable: usize) -> Verdict {
        let Markable::Pronoun(pronoun) = state.markables[markable] else {
            return Verdict::Pass;
        };
        if pronoun.person != Person::First {
            return Verdict::Pass;
        }
        let speaker = page.tokens[pronoun.token]
            .quotation
            .and_then(|quotation| state.speakers[quotation])
            .filter(|speaker| state.is_person(speaker.entity));
        Verdict::of(speaker.map(|speaker| Link {
            entity: speaker.entity,
            rule: Rule("first_person"),
        }))
    }
}
