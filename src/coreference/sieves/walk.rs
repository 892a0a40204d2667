//! The walk through the document that resolves pronouns and noun phrases, each by what came before it.

use super::super::clusters::Name;
use super::super::lexicon;
use super::super::markables::{Markable, Person, Phrase, Pronoun};
use super::super::roles::{role, verb_follows};
use super::super::state::{Link, State};
use super::binding::pronoun_role;
use super::{ANTECEDENTS, Sieve, Verdict};
use crate::document::EntityType;
use crate::language::WordClass;
use crate::language::nouns::{Gender, Noun};
use crate::text::Page;

/// Resolves what stands outside of quotations, or what stands in them.
///
/// The narration is walked first: its pronouns say who speaks (`she said`), and the speakers say what `I` means.
pub(in super::super) struct Walk {
    pub quoted: bool,
}

impl Sieve for Walk {
    fn run(&self, page: &Page, state: &mut State) {
        state.references.clear();
        for index in 0..state.markables.len() {
            match state.markables[index] {
                Markable::Name(name) => refer_to_name(page, state, name),
                Markable::Pronoun(pronoun) => self.pronoun(page, state, index, pronoun),
                Markable::Phrase(phrase) => self.phrase(page, state, index, phrase),
            }
        }
    }
}

impl Walk {
    fn pronoun(&self, page: &Page, state: &mut State, index: usize, pronoun: Pronoun) {
        let token = pronoun.token;
        if !state.pronouns.contains_key(&token)
            && page.tokens[token].quotation.is_some() == self.quoted
            && let Some(link) = resolve(page, state, index)
        {
            state.pronouns.insert(token, link);
        }
        if let Some(&Link { entity, .. }) = state.pronouns.get(&token) {
            let role = pronoun_role(page, pronoun);
            let reference = state.refer(page, token, Some(entity), role, true);
            reference.plural = pronoun.person == Person::They;
        }
    }

    fn phrase(&self, page: &Page, state: &mut State, index: usize, phrase: Phrase) {
        let key = (phrase.first, phrase.head);
        if page.tokens[phrase.head].quotation.is_some() == self.quoted
            && !state.phrases.contains_key(&key)
            && let Some(link) = resolve(page, state, index)
        {
            state.phrases.insert(key, link);
        }
        if let (Some(name), Some(possessor)) = (phrase.apposed, state.possessor(&phrase)) {
            let State { kin, clusters, .. } = state;
            kin.record(page, clusters, possessor, &phrase, name);
        }
        if phrase.predicate || phrase.apposed.is_some() {
            return;
        }
        let found = state.phrases.get(&key).map(|link| link.entity);
        let role = role(page, phrase.first, phrase.head);
        let reference = state.refer(page, phrase.head, found, role, false);
        if found.is_none() {
            (reference.gender, reference.plural, reference.entity_type) = match phrase.noun {
                Noun::Person { gender, .. } | Noun::Relative { gender, .. } => {
                    (gender, false, EntityType::Per)
                }
                Noun::Persons => (Gender::Unknown, true, EntityType::Per),
                Noun::Organisation => (Gender::Unknown, false, EntityType::Org),
                Noun::Place => (Gender::Unknown, false, EntityType::Loc),
            };
        }
    }
}

/// Asks the rules in their order.
fn resolve(page: &Page, state: &mut State, markable: usize) -> Option<Link> {
    for rule in ANTECEDENTS {
        match rule.resolve(page, state, markable) {
            Verdict::Link(link) => return Some(link),
            Verdict::Nobody => return None,
            Verdict::Pass => {}
        }
    }
    None
}

fn refer_to_name(page: &Page, state: &mut State, name: usize) {
    let Name { first, last, .. } = state.clusters.names[name];
    let entity = state.clusters.of[name];
    let (plural, alone) = (is_group(page, state, name), stands_alone(page, state, name));
    let reference = state.refer(page, first, Some(entity), role(page, first, last), false);
    (reference.plural, reference.alone) = (plural, alone);
}

/// Tells whether a name is of several people: `Democrats`, `the Germans`, `the Maya` who do something; `the Sams`, a family.
fn is_group(page: &Page, state: &State, name: usize) -> bool {
    let with_article = |name: &Name| {
        let before = page.near(name.first, -1);
        name.words.len() == 1 && before.is_some_and(|before| before.reads("the"))
    };
    let cluster = &state.clusters.clusters[state.clusters.of[name]];
    if cluster.entity_type == EntityType::Per {
        let own = &state.clusters.names[name];
        let plural = own.words.last().is_some_and(|last| last.ends_with('s'));
        return plural && with_article(own) && stands_alone(page, state, name);
    }
    cluster.names.iter().take(8).any(|&name| {
        let name = &state.clusters.names[name];
        let Some(last) = name.words.last() else {
            return false;
        };
        match cluster.entity_type {
            EntityType::Misc => {
                lexicon::is_people(last) || (with_article(name) && acts_as_several(page, name.last))
            }
            EntityType::Org => {
                lexicon::is_people(last) || (with_article(name) && last.ends_with('s'))
            }
            _ => false,
        }
    })
}

/// Tells whether a verb follows a name that does not say that it is one: the Maya built, but not the Victorian says.
fn acts_as_several(page: &Page, last: usize) -> bool {
    let one = page
        .near(last, 1)
        .is_some_and(|next| next.lower.ends_with('s'));
    !one && verb_follows(page, last)
}

/// Tells whether a name stands for itself: not the one of `Greek temples`, nor the second of `Greece and Italy`.
fn stands_alone(page: &Page, state: &State, name: usize) -> bool {
    let name = &state.clusters.names[name];
    let before = match page.near(name.first, -1) {
        Some(token) if token.reads("the") => page.near(name.first, -2),
        other => other,
    };
    let modifies = page.near(name.last, 1).is_some_and(|next| {
        next.is_word()
            && next.name.is_none()
            && !next.is_finite_verb()
            && !next.is_any(WordClass::Preposition | WordClass::Conjunction)
            && !next.lower.ends_with("ly")
    });
    !modifies && before.is_none_or(|before| !before.reads("and"))
}
