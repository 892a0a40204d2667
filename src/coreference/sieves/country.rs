//! The country that a text is about, and what it is called: `our Nation`.

use super::super::markables::Determiner;
use super::super::state::{Link, State};
use super::{Antecedent, Sieve, Verdict, phrase_at};
use crate::document::{EntityType, Rule};
use crate::language::WordClass;
use crate::names::countries;
use crate::text::Page;

/// Learns which country the document is about: one that it names twice at least, and twice as often as any other.
pub(in super::super) struct Country;

impl Sieve for Country {
    fn run(&self, _: &Page, state: &mut State) {
        let mut named: Vec<(usize, usize)> = (0..state.clusters.clusters.len())
            .filter(|&entity| {
                let kind = state.entity_type(entity);
                matches!(kind, EntityType::Org | EntityType::Loc) && is_country(state, entity)
            })
            .map(|entity| (state.named(entity), entity))
            .collect();
        named.sort_by_key(|&(count, entity)| (std::cmp::Reverse(count), entity));
        state.country = match named[..] {
            [(count, country), ref rest @ ..] if count >= 2 => {
                let next = rest.first().map_or(0, |&(count, _)| count);
                (count >= 2 * next).then_some(country)
            }
            _ => None,
        };
    }
}

/// Example: `our Nation`, `the Republic`. Not: `the nation`.
pub(super) struct OurCountry;

impl Antecedent for OurCountry {
    fn resolve(&self, page: &Page, state: &mut State, markable: usize) -> Verdict {
        let Some(phrase) = phrase_at(state, markable) else {
            return Verdict::Pass;
        };
        let head = &page.tokens[phrase.head];
        let ours =
            phrase.determiner == Determiner::Definite || page.tokens[phrase.first].reads("our");
        if phrase.head != phrase.first + 1
            || !head.is_capitalised()
            || !head.is(WordClass::NationNoun)
            || !ours
        {
            return Verdict::Pass;
        }
        Verdict::of(state.country.map(|entity| Link {
            entity,
            rule: Rule("our_country"),
        }))
    }
}

/// Tells whether an entity is called by the name of a country.
pub(super) fn is_country(state: &State, entity: usize) -> bool {
    let mut names = state.clusters.clusters[entity].names.iter().take(8);
    names.any(|&name| countries::is_country(&state.clusters.names[name].words.join(" ")))
}
