//! `it`: the organisation or place that the text has just spoken of.

use super::super::markables::{Case, Markable, Person};
use super::super::salience::{Distance, IT, it as weights};
use super::super::state::{Link, State};
use super::binding::{acts_on, reports};
use super::{Antecedent, Verdict};
use crate::document::{EntityType, Rule};
use crate::language::WordClass;
use crate::text::Page;

/// How many references back an antecedent of `it` may stand.
const REFERENCES: usize = 12;

/// Example: `Acme Corp closed its plant.` Not: `It is clear that Acme Corp left.`
pub(super) struct It;

impl Antecedent for It {
    fn resolve(&self, page: &Page, state: &mut State, markable: usize) -> Verdict {
        let Markable::Pronoun(pronoun) = state.markables[markable] else {
            return Verdict::Pass;
        };
        if pronoun.person != Person::It {
            return Verdict::Pass;
        }
        let token = pronoun.token;
        let here = &page.tokens[token];
        if is_pleonastic(page, token, pronoun.case) {
            return Verdict::Nobody;
        }
        let opens = token - page.sentences[here.sentence].start <= 1;
        let mut best: Option<(usize, i32)> = None;
        let mut second = i32::MIN;
        for (rank, reference) in state.recent(page, token).take(REFERENCES).enumerate() {
            let Some(entity) = reference.entity else {
                continue;
            };
            if !matches!(reference.entity_type, EntityType::Org | EntityType::Loc)
                || reference.quotation != here.quotation
            {
                continue;
            }
            let distance = here.sentence - reference.sentence.min(here.sentence);
            if distance > 1 {
                break;
            }
            if acts_on(page, state, reference, &pronoun) {
                continue;
            }
            let mut salience = IT.salience(
                Distance {
                    sentences: distance,
                    references: rank,
                    tokens: 0,
                },
                reference.role,
                reference.pronoun,
            );
            if distance == 1 && !opens {
                salience += weights::LATE;
            }
            if pronoun.case == Case::Possessive {
                salience += weights::POSSESSIVE;
            }
            if reference.entity_type == EntityType::Org {
                salience += weights::ORGANISATION;
            }
            if distance == 0
                && pronoun.case == Case::Subject
                && reports(page, state, reference.token, token)
            {
                salience += weights::REPORTED;
            }
            salience += weights::NAMED * state.named(entity).min(weights::NAMED_AT_MOST) as i32;
            match &mut best {
                Some((other, top)) if *other == entity => *top = (*top).max(salience),
                Some((_, top)) if *top >= salience => second = second.max(salience),
                _ => {
                    second = best.map_or(i32::MIN, |(_, top)| top);
                    best = Some((entity, salience));
                }
            }
        }
        let chosen = best.filter(|&(_, salience)| {
            salience >= weights::THRESHOLD && salience - weights::MARGIN >= second
        });
        Verdict::of(chosen.map(|(entity, _)| Link {
            entity,
            rule: Rule("it"),
        }))
    }
}

/// Tells whether `it` stands for nothing: `It is raining`, `it is clear that`, `it seems`, `they got it wrong`.
fn is_pleonastic(page: &Page, token: usize, case: Case) -> bool {
    let is = |offset: isize, class: WordClass| {
        page.near(token, offset)
            .is_some_and(|token| token.is(class))
    };
    if case != Case::Subject {
        return is(-1, WordClass::PleonasticObjectVerb)
            && is(1, WordClass::PleonasticObjectComplement);
    }
    is(1, WordClass::PleonasticVerb)
        || is(1, WordClass::PleonasticAuxiliary)
            && (2..=9).any(|offset| is(offset, WordClass::PleonasticComplement))
}
