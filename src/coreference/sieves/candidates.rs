//! A definite noun phrase that means one of the entities that the text has just spoken of: `the actress`, `the company`.

use super::super::markables::Phrase;
use super::super::state::{Link, Sole, State};
use super::country::is_country;
use super::{Antecedent, Verdict, anaphoric_phrase};
use crate::document::{EntityType, Rule};
use crate::language::nouns::{Gender, Noun};
use crate::language::{self, WordClass};
use crate::text::Page;

/// How far back the entity may stand, in references and in sentences.
const REFERENCES: usize = 24;
const SENTENCES: usize = 3;

/// The rule of an entity that the text has described by the noun.
pub(in super::super) const DESCRIBED: Rule = Rule("described");

/// The entities near a phrase that it may mean.
struct Candidates {
    /// Those that the text has described by the noun.
    described: Sole,
    /// Those that have the noun in their name: the party in `Civic Party`.
    named: Sole,
    /// All of the type and gender.
    all: Sole,
}

/// Returns the candidates for a phrase; `None` where it refers to nothing before it, or somebody without a name may be meant.
fn candidates(page: &Page, state: &State, phrase: &Phrase) -> Option<Candidates> {
    let (entity_type, gender) = match phrase.noun {
        Noun::Person { gender, .. } | Noun::Relative { gender, .. } => (EntityType::Per, gender),
        Noun::Organisation => (EntityType::Org, Gender::Unknown),
        Noun::Place => (EntityType::Loc, Gender::Unknown),
        Noun::Persons => return None,
    };
    let noun = &*page.tokens[phrase.head].lower;
    let modifiers: Vec<&str> = page.tokens[phrase.first + 1..phrase.head]
        .iter()
        .filter(|token| token.name.is_none() && token.is_word())
        .map(|token| &*token.lower)
        .collect();
    let here = page.tokens[phrase.head].sentence;
    let mut found = Candidates {
        described: Sole::None,
        named: Sole::None,
        all: Sole::None,
    };
    for reference in state.recent(page, phrase.head).take(REFERENCES) {
        if here - reference.sentence.min(here) > SENTENCES {
            break;
        }
        if reference.entity_type != entity_type || reference.plural {
            continue;
        }
        let person = entity_type == EntityType::Per;
        let Some(entity) = reference.entity else {
            if person && reference.gender.agrees(gender) {
                return None;
            }
            continue;
        };
        if person && !state.gender(entity).agrees(gender) {
            continue;
        }
        let nouns = state.described.get(&entity);
        if nouns.is_some_and(|all| all.iter().any(|known| known.fits(noun, &modifiers))) {
            found.described.add(entity);
        }
        if entity_type == EntityType::Loc && !may_be(state, entity, noun) {
            continue;
        }
        found.all.add(entity);
        if state.has_word(entity, noun) {
            found.named.add(entity);
        }
    }
    Some(found)
}

/// Tells whether a place may be called by the noun: only a country is one, and it is no city.
fn may_be(state: &State, place: usize, noun: &str) -> bool {
    let classes = language::classes(noun);
    if classes.has(WordClass::CountryNoun) {
        return is_country(state, place);
    }
    !classes.has(WordClass::CityNoun) || !is_country(state, place)
}

/// Example: `Kimberly, the actress, left. The actress was late.`
pub(super) struct Described;

impl Antecedent for Described {
    fn resolve(&self, page: &Page, state: &mut State, markable: usize) -> Verdict {
        let Some(phrase) = anaphoric_phrase(page, state, markable) else {
            return Verdict::Nobody;
        };
        match candidates(page, state, &phrase).map(|found| found.described) {
            Some(Sole::One(entity)) => Verdict::Link(Link {
                entity,
                rule: DESCRIBED,
            }),
            Some(Sole::None) => Verdict::Pass,
            Some(Sole::Several) | None => Verdict::Nobody,
        }
    }
}

/// Example: `the party`, where the Civic Party alone has the word. Not: persons.
pub(super) struct Namesake;

impl Antecedent for Namesake {
    fn resolve(&self, page: &Page, state: &mut State, markable: usize) -> Verdict {
        let Some(phrase) = anaphoric_phrase(page, state, markable) else {
            return Verdict::Nobody;
        };
        if !matches!(phrase.noun, Noun::Organisation | Noun::Place) {
            return Verdict::Pass;
        }
        candidates(page, state, &phrase)
            .and_then(|found| found.named.get())
            .map_or(Verdict::Pass, |entity| {
                Verdict::Link(Link {
                    entity,
                    rule: Rule("noun_in_name"),
                })
            })
    }
}

/// The only entity near that fits a noun which tells little of it.
///
/// Example: `the man`, `the 26-year-old winger`, `the company`. Not: `the party`, which says something that its name would say.
pub(super) struct OnlyCandidate;

impl Antecedent for OnlyCandidate {
    fn resolve(&self, page: &Page, state: &mut State, markable: usize) -> Verdict {
        let Some(phrase) = anaphoric_phrase(page, state, markable) else {
            return Verdict::Nobody;
        };
        let tells_little = match phrase.noun {
            Noun::Organisation | Noun::Place => {
                page.tokens[phrase.head].is(WordClass::GenericBodyNoun)
            }
            Noun::Person { generic: true, .. } => true,
            _ => page.tokens[phrase.first..phrase.head]
                .iter()
                .any(|token| token.lower.ends_with("-year-old")),
        };
        let found = candidates(page, state, &phrase).filter(|_| tells_little);
        Verdict::of(found.and_then(|found| found.all.get()).map(|entity| Link {
            entity,
            rule: Rule("only_candidate"),
        }))
    }
}
