//! The sieves: each finds one kind of thing about the whole document, the surest first.
//!
//! A [`Sieve`] reads the page and what the sieves before it left in the state, and adds what it finds. [`Walk`] is the sieve
//! that resolves pronouns and noun phrases; it goes through the document in text order, since what one mention means decides
//! who the next may mean, and asks the list [`ANTECEDENTS`] for each.

mod apposition;
mod binding;
mod candidates;
mod common_names;
mod country;
mod descriptions;
mod first_person;
mod he_or_she;
mod it;
mod kinds;
mod offices;
mod pronoun_gender;
mod relatives;
mod they;
mod topic;
mod walk;

pub(super) use candidates::DESCRIBED;
pub(super) use common_names::CommonNames;
pub(super) use country::Country;
pub(super) use descriptions::Descriptions;
pub(super) use he_or_she::UNCLEAR;
pub(super) use kinds::Kinds;
pub(super) use offices::Offices;
pub(super) use pronoun_gender::PronounGender;
pub(super) use topic::TopicPerson;
pub(super) use walk::Walk;

use super::markables::{Determiner, Markable, Phrase};
use super::state::{Link, State};
use crate::language::WordClass;
use crate::language::nouns::Noun;
use crate::text::Page;

/// One step over a document. The steps are listed in [`super::SIEVES`].
pub(super) trait Sieve: Sync {
    /// Adds to the state what the sieve finds.
    fn run(&self, page: &Page, state: &mut State);
}

/// What an [`Antecedent`] says of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// The mention is of this entity.
    Link(Link),
    /// The mention is of no entity that has a name; no later rule is asked.
    Nobody,
    /// The rule has nothing to say of such a mention.
    Pass,
}

impl Verdict {
    /// The entity that the rule found, or nobody.
    fn of(found: Option<Link>) -> Self {
        found.map_or(Verdict::Nobody, Verdict::Link)
    }
}

/// A rule that tells what a pronoun or a noun phrase means. A rule owns its conditions: it passes wherever they do not hold.
trait Antecedent: Sync {
    /// Returns what the markable with this index means. May keep what it learns on the way (a gender, a relative).
    fn resolve(&self, page: &Page, state: &mut State, markable: usize) -> Verdict;
}

/// The rules for pronouns and noun phrases. The first that does not pass decides.
const ANTECEDENTS: &[&dyn Antecedent] = &[
    &first_person::FirstPerson,
    &he_or_she::HeOrShe,
    &it::It,
    &they::They,
    &apposition::Apposition,
    &apposition::Predicate,
    &relatives::SoleRelative,
    &relatives::Sibling,
    &country::OurCountry,
    &offices::OfficeHolder,
    &kinds::KindInCapitals,
    &candidates::Described,
    &candidates::Namesake,
    &candidates::OnlyCandidate,
];

/// Returns the noun phrase for one thing at an index; `None` where something else stands.
fn phrase_at(state: &State, markable: usize) -> Option<Phrase> {
    match state.markables[markable] {
        Markable::Phrase(phrase) if phrase.noun != Noun::Persons => Some(phrase),
        _ => None,
    }
}

/// Returns the definite noun phrase at an index (`the minister`), if nothing behind it defines it as somebody new.
///
/// Not: `the man who ...`, `the city of ...`, `the boy she had expected`; nor, of an organisation or place, a phrase with a
/// name in it, which is no other's (`the Kennett government`), nor `the desert country`.
fn anaphoric_phrase(page: &Page, state: &State, markable: usize) -> Option<Phrase> {
    let phrase = phrase_at(state, markable)?;
    let defined = page
        .near(phrase.head, 1)
        .is_some_and(|next| next.is(WordClass::PhraseDefiner));
    if phrase.determiner != Determiner::Definite || defined {
        return None;
    }
    let words = &page.tokens[phrase.first..phrase.head];
    let body = matches!(phrase.noun, Noun::Organisation | Noun::Place);
    if body && words.iter().any(|word| word.name.is_some()) {
        return None;
    }
    if page.tokens[phrase.head].reads("country") && phrase.head > phrase.first + 1 {
        return None;
    }
    Some(phrase)
}
