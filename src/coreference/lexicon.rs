//! What the names of people, organisations and places share with other names of theirs.

use crate::language::{self, WordClass};
use crate::text::{Token, fold};

/// Tells whether a name of an organisation may leave the word off at its end: `Barclays` for `Barclays Bank`.
pub(super) fn is_organisation_tail(word: &str) -> bool {
    let classes = language::classes(word);
    classes.has_any(WordClass::CompanySuffix | WordClass::OrganisationTail)
}

/// Returns the words of the one spelling for the several names of a few states and bodies that are no initials of one another.
pub(super) fn alias(key: &str) -> Option<Vec<String>> {
    language::value(key, WordClass::Alias).map(apart)
}

/// Returns the words of the full name of a place, folded, that a text may write shorter or longer: `Calif.`, `OK`, `City of
/// Cleveland`. Postal codes are codes in capitals alone (`shouted`); `LA` is Los Angeles, and the states that are cities' names
/// as well, New York and Washington, are left as they are.
pub(super) fn place_alias(key: &str, shouted: bool) -> Option<Vec<String>> {
    if let Some(city) = key.strip_prefix("city of ") {
        return Some(city.split(' ').map(str::to_string).collect());
    }
    if key == "la" && shouted {
        return None;
    }
    let postal = || language::value(key, WordClass::UsStatePostal).filter(|_| shouted);
    language::value(key, WordClass::UsStatePress)
        .or_else(postal)
        .map(apart)
}

fn apart(value: &str) -> Vec<String> {
    value.split('_').map(str::to_string).collect()
}

/// Returns the word that an address shortens: `Main St`.
pub(super) fn spelt_out(word: &str) -> Option<&'static str> {
    language::value(word, WordClass::ShortenedLastWord)
}

/// Tells whether two first names, folded, are forms of one.
pub(super) fn is_nickname(one: &str, other: &str) -> bool {
    language::values(one, WordClass::Nickname)
        .any(|name| language::values(other, WordClass::Nickname).any(|form| form == name))
}

/// Tells whether a word looks like the plural of a noun that `they` may stand for.
pub(super) fn is_plural(token: &Token) -> bool {
    let word = &*token.lower;
    word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
        && !token.is_finite_verb()
        && !token.is(WordClass::NotPlural)
}

/// Tells whether many people go by a name, folded: nationalities, faiths, parties in the plural, and those without one.
pub(super) fn is_people(word: &str) -> bool {
    language::words(WordClass::PeopleEnding)
        .iter()
        .any(|end| word.ends_with(end) && word.len() > end.len() + 1)
        || language::is(word, WordClass::PeopleName)
}

/// Tells whether a date may end with a word: a year, a day of the week, a month.
pub(super) fn ends_date(token: &Token) -> bool {
    token.lower.bytes().all(|b| b.is_ascii_digit())
        || token.is_any(WordClass::DateEnd | WordClass::Month | WordClass::Weekday)
}

/// Returns a key for comparing names: words folded, hyphens apart, `&` spelt out.
pub(super) fn name_words(text: &str) -> Vec<String> {
    text.split(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '‐' | '‑' | '/' | ',' | '(' | ')' | '"' | '“' | '”' | '_'
            )
    })
    .filter(|word| !word.is_empty())
    .map(|word| {
        if word == "&" {
            "and".to_string()
        } else {
            fold(word)
        }
    })
    .filter(|word| !word.is_empty())
    .collect()
}
