//! The markables of a document in text order: names, pronouns, and noun phrases about people, organisations and places.

use super::clusters::Clusters;
use crate::document::EntityType;
use crate::language::nouns::{Gender, Noun};
use crate::language::{self, WordClass};
use crate::text::Page;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Subject,
    Object,
    Possessive,
    Reflexive,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Person {
    First,
    HeShe(Gender),
    It,
    They,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Pronoun {
    pub token: usize,
    pub person: Person,
    pub case: Case,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determiner {
    /// `the`, `this`, `that`.
    Definite,
    /// `a`, `another`, `one`, or none.
    Indefinite,
    /// `his`, `her`, `my`: the pronoun's token.
    Pronoun(usize),
    /// `James's`: a name mention.
    Name(usize),
}

/// A common-noun phrase about a person, an organisation or a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    pub first: usize,
    pub head: usize,
    pub noun: Noun,
    pub determiner: Determiner,
    /// The name mention that it stands beside: `his wife Kimberly`, `Kimberly, his wife,`.
    pub apposed: Option<usize>,
    /// It says what somebody is (`She is a singer`), so it refers to nobody.
    pub predicate: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Markable {
    Name(usize),
    Pronoun(Pronoun),
    Phrase(Phrase),
}

/// All that the document refers to, in text order.
pub(super) fn find(page: &Page, clusters: &Clusters) -> Vec<Markable> {
    let mut markables = Vec::new();
    let mut seen_name = None;
    let mut phrase_end = 0;
    for i in 0..page.tokens.len() {
        let token = &page.tokens[i];
        if let Some(name) = token.name {
            if seen_name != Some(name) {
                seen_name = Some(name);
                if let Some(phrase) = possessed(page, clusters, name) {
                    markables.push(Markable::Name(name));
                    markables.push(Markable::Phrase(phrase));
                    phrase_end = phrase.head + 1;
                } else {
                    markables.push(Markable::Name(name));
                }
            }
            continue;
        }
        if let Some(pronoun) = pronoun(page, i) {
            markables.push(Markable::Pronoun(pronoun));
        }
        if i >= phrase_end
            && let Some(phrase) = phrase(page, clusters, i)
        {
            markables.push(Markable::Phrase(phrase));
            phrase_end = phrase.head + 1;
        }
    }
    markables
}

fn pronoun(page: &Page, at: usize) -> Option<Pronoun> {
    let token = &page.tokens[at];
    if token.text.len() > 10 {
        return None;
    }
    let (person, case) = language::value(&token.lower, WordClass::Pronoun)?.split_once('_')?;
    let person = match person {
        "male" => Person::HeShe(Gender::Male),
        "female" => Person::HeShe(Gender::Female),
        "neuter" => Person::It,
        "plural" => Person::They,
        _ => Person::First,
    };
    let case = match case {
        "subject" => Case::Subject,
        "object" => Case::Object,
        "possessive" => Case::Possessive,
        _ => Case::Reflexive,
    };
    let case = match &*token.lower {
        "her" if !her_is_object(page, at) => Case::Possessive,
        "it" if it_is_object(page, at) => Case::Object,
        "i" if token.text != "I" || i_is_numeral(page, at) => return None,
        _ => case,
    };
    // `US` is no pronoun, nor is `IT`; `HE` in a headline is.
    if token.text == "IT" {
        return None;
    }
    // Galois himself, he himself: said with emphasis, no mention of its own.
    if case == Case::Reflexive
        && page.near(at, -1).is_some_and(|before| {
            before.name.is_some()
                || before.is(WordClass::NominativePronoun)
                || before.noun().is_some()
        })
    {
        return None;
    }
    Some(Pronoun {
        token: at,
        person,
        case,
    })
}

/// Tells whether `her` stands alone: `saw her in`, not `saw her sister`.
fn her_is_object(page: &Page, at: usize) -> bool {
    page.near(at, 1).is_none_or(|next| {
        !next.is_word() && !matches!(next.text, "'" | "‘" | "\"" | "“")
            || next.is_any(WordClass::Preposition | WordClass::Conjunction)
            || next.is(WordClass::AfterObjectPronoun)
    })
}

/// Tells whether a verb or a preposition leads to `it`: `saw it`, not `said it`.
fn it_is_object(page: &Page, at: usize) -> bool {
    page.near(at, -1).is_some_and(|before| {
        before.is(WordClass::Preposition)
            || (before.is_finite_verb() && !before.is(WordClass::ReportingVerb))
    })
}

/// Tells whether `I` is a number or an initial: `World War I`, `I. Okoro`.
fn i_is_numeral(page: &Page, at: usize) -> bool {
    let token = &page.tokens[at];
    let next = page.near(at, 1);
    let numeral = page.near(at, -1).is_some_and(|before| {
        before.is_capitalised()
            && before.quotation == token.quotation
            && before.noun().is_none()
            && before.text.len() > 1
            && !before.is_any(WordClass::Preposition | WordClass::Conjunction)
            && !before.is_finite_verb()
            && !before.is(WordClass::FirstPersonOpener)
    }) && next
        .is_none_or(|next| !next.is_finite_verb() && next.text != "'m" && next.text != "’m");
    let initial = next.is_some_and(|next| next.text == ".")
        && page.near(at, 2).is_some_and(|t| t.is_capitalised());
    numeral || initial
}

/// Ends a noun phrase: what follows is not part of it.
fn ends_phrase(page: &Page, head: usize) -> bool {
    let Some(next) = page.near(head, 1) else {
        return true;
    };
    if !next.is_word() || next.name.is_some() || next.is_capitalised() {
        return next.text != "-";
    }
    // To hold this President accountable: what is called by its office in capitals is all of the phrase.
    if page.tokens[head].is_capitalised() {
        return true;
    }
    next.is_finite_verb()
        || next.is_any(WordClass::Preposition | WordClass::Conjunction)
        || next.lower.ends_with("ly")
        || next.is(WordClass::PhraseEnd)
}

fn is_modifier(page: &Page, at: usize) -> bool {
    let token = &page.tokens[at];
    if token.name.is_some() {
        return true;
    }
    token.is_word()
        && !token.is(WordClass::Preposition)
        && !token.is(WordClass::Conjunction)
        && (!token.is_finite_verb() || token.lower.ends_with("ed"))
        && !token.is(WordClass::NoModifier)
}

/// The head of a noun phrase whose modifiers start at `from`.
fn head(page: &Page, from: usize) -> Option<(usize, Noun)> {
    let mut found = None;
    for at in from..(from + 6).min(page.tokens.len()) {
        if page.tokens[at].sentence != page.tokens[from].sentence || !is_modifier(page, at) {
            break;
        }
        if page.tokens[at].name.is_none()
            && let Some(noun) = page.tokens[at].noun()
        {
            found = Some((at, noun));
            if ends_phrase(page, at) {
                break;
            }
        }
    }
    found.filter(|&(at, _)| ends_phrase(page, at))
}

fn phrase(page: &Page, clusters: &Clusters, at: usize) -> Option<Phrase> {
    let token = &page.tokens[at];
    if !token.is_word() {
        return None;
    }
    let determiner = if token.is(WordClass::DefiniteDeterminer) {
        Determiner::Definite
    } else if token.is(WordClass::IndefiniteDeterminer) {
        Determiner::Indefinite
    } else if token.is(WordClass::PossessiveDeterminer) {
        Determiner::Pronoun(at)
    } else {
        // A bare plural.
        let bare = token.lower == token.text && token.noun() == Some(Noun::Persons);
        return bare.then_some(Phrase {
            first: at,
            head: at,
            noun: Noun::Persons,
            determiner: Determiner::Indefinite,
            apposed: None,
            predicate: false,
        });
    };
    let from = at + 1;
    if page
        .tokens
        .get(from)
        .is_none_or(|next| next.sentence != token.sentence)
    {
        return None;
    }
    let (head, noun) = head(page, from)?;
    let mut phrase = Phrase {
        first: at,
        head,
        noun,
        determiner,
        apposed: None,
        predicate: false,
    };
    phrase.apposed = apposed(page, clusters, &phrase);
    phrase.predicate = page
        .near(at, -1)
        .is_some_and(|before| before.is(WordClass::PredicateOpener));
    Some(phrase)
}

/// `James's wife`, `Sydney's council`: the phrase that a name possesses.
fn possessed(page: &Page, clusters: &Clusters, name: usize) -> Option<Phrase> {
    let last = clusters.names[name].last;
    let mut at = last + 1;
    let mark = page.near(last, 1)?;
    if !mark.is_possessive_mark() {
        return None;
    }
    at += 1;
    if page.tokens.get(at)?.sentence != page.tokens[last].sentence {
        return None;
    }
    let (head, noun) = head(page, at)?;
    let mut phrase = Phrase {
        first: clusters.names[name].first,
        head,
        noun,
        determiner: Determiner::Name(name),
        apposed: None,
        predicate: false,
    };
    phrase.apposed = apposed(page, clusters, &phrase);
    Some(phrase)
}

/// The name that a phrase stands beside and describes.
fn apposed(page: &Page, clusters: &Clusters, phrase: &Phrase) -> Option<usize> {
    let fits = |name: usize| {
        let cluster = &clusters.clusters[clusters.of[name]];
        match phrase.noun {
            Noun::Person { gender, .. } | Noun::Relative { gender, .. } => {
                cluster.entity_type == EntityType::Per && cluster.gender.agrees(gender)
            }
            Noun::Organisation => cluster.entity_type == EntityType::Org,
            Noun::Place => cluster.entity_type == EntityType::Loc,
            Noun::Persons => false,
        }
    };
    // his wife Kimberly; his wife, Kimberly,
    if let Some(next) = page.near(phrase.head, 1) {
        let (offset, comma) = if next.text == "," {
            (2, true)
        } else {
            (1, false)
        };
        if let Some(token) = page.near(phrase.head, offset)
            && let Some(name) = token.name
            && clusters.names[name].first <= phrase.head + offset as usize
            && fits(name)
        {
            let last = clusters.names[name].last;
            let closed = page
                .near(last, 1)
                .is_none_or(|after| !after.is_word() || matches!(&*after.lower, "and"));
            // After a comma the name must be closed by one, or the comma only ends a clause.
            if !comma || (closed && !matches!(phrase.determiner, Determiner::Indefinite)) {
                return Some(name);
            }
        }
    }
    // Kimberly, his wife, ... ; Kimberly (his wife)
    let comma = page.near(phrase.first, -1)?;
    if comma.text == "," || comma.text == "(" || comma.text == "–" || comma.text == "—" {
        let name = page.near(phrase.first, -2)?.name?;
        let after = page.near(phrase.head, 1);
        let closed = after.is_none_or(|after| {
            matches!(after.text, "," | "." | ")" | ";" | "–" | "—" | ":")
                || after.is(WordClass::Preposition)
                || matches!(&*after.lower, "who" | "and")
        });
        if closed && fits(name) && !matches!(phrase.determiner, Determiner::Name(_)) {
            return Some(name);
        }
    }
    None
}
