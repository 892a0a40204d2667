//! Pronouns and descriptions of one person who speaks: `she`, `the priest`.

use crate::language::nouns::{Gender, Noun, ends_in};
use crate::language::{self, WordClass};
use crate::text::Page;

/// The gender of a pronoun that can be the subject.
pub(super) fn personal(word: &str) -> Option<Gender> {
    match word {
        "he" => Some(Gender::Male),
        "she" => Some(Gender::Female),
        _ => None,
    }
}

/// The gender that a common noun for one person tells; `None` for other nouns, and for those of people who stay unnamed.
pub(super) fn person_noun(word: &str) -> Option<Gender> {
    if language::is(word, WordClass::UnnamedPerson) {
        return None;
    }
    match Noun::of(word) {
        Some(Noun::Person { gender, .. } | Noun::Relative { gender, .. }) => return Some(gender),
        Some(_) => return None,
        None => {}
    }
    if language::is(word, WordClass::PersonAbbreviation) || word.ends_with("-year-old") {
        return Some(Gender::Unknown);
    }
    if word.ends_with("woman") {
        return Some(Gender::Female);
    }
    if word.ends_with("man") {
        return Some(Gender::Male);
    }
    // Who drums is a drummer; what is written is a letter.
    let thing = language::is(word, WordClass::AgentiveThing);
    let agent = word.len() >= 5 && ends_in(word, WordClass::PersonEnding);
    (agent && !thing).then_some(Gender::Unknown)
}

pub(super) fn is_determiner(word: &str) -> bool {
    language::is(word, WordClass::SingularDeterminer)
}

/// Tells whether a word may stand between a subject and its verb.
pub(super) fn is_between(word: &str) -> bool {
    word.ends_with("ly") || language::is(word, WordClass::BetweenSubjectAndVerb)
}

/// The head of a description of one person that opens with the determiner at `first` and ends before `end`.
pub(super) fn description(page: &Page, first: usize, end: usize) -> Option<usize> {
    let mut head = None;
    for i in first + 1..end.min(first + 7) {
        let token = &page.tokens[i];
        let lower = &*token.lower;
        // An injured man; a verb ends the phrase.
        let participle = i == first + 1 && lower.ends_with("ed");
        if !token.is_word()
            || is_between(lower)
            || language::is(lower, WordClass::Preposition)
            || language::is(lower, WordClass::Conjunction)
            || (token.is_finite_verb() && !participle)
        {
            break;
        }
        head = Some(i);
    }
    head.filter(|&head| {
        page.tokens[head].name.is_none() && person_noun(&page.tokens[head].lower).is_some()
    })
}
