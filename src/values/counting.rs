//! What makes a count of the number before it, so that the number is neither a day nor a year.

use super::tokens::Tokens;
use super::units::{self, percent, time_unit};
use super::{currencies, numbers};
use crate::language::{self, WordClass};

/// Tells whether what stands at token `i` makes a count of the number before it, so that the number is neither a day nor a year.
/// Example: `May 20 per cent`.
pub fn counts(t: &Tokens, i: usize) -> bool {
    let at = if t.dash(i) && t.glued(i) && t.glued(i + 1) {
        i + 1
    } else {
        i
    };
    percent(t, i).is_some()
        || numbers::scale(t.lower(at)).is_some()
        || (units::unit(t, at, t.glued(i)).is_some() && !(t.raw(at) == "m" && t.is(at + 1, ".")))
        || time_unit(t, at).is_some_and(|_| !t.has(at, WordClass::AmbiguousTimeUnit))
        || (currencies::names_unit(t, at) && t.raw(at) != "US")
}

/// Tells whether the word at token `i` looks like the plural of what a number counts. Example: `1950 workers`; not: `1950 elections`.
pub fn counted(t: &Tokens, i: usize) -> bool {
    let word = t.lower(i);
    if t.capitalised(i) || !t.is_word(i) {
        return false;
    }
    if t.has(i, WordClass::CountedNoun) {
        return true;
    }

    word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !little(word)
        && !t.has(i, WordClass::YearlyNoun)
}

/// Tells whether a word may follow a number without being what it counts. Example: `in 1996 he left`.
pub fn little(word: &str) -> bool {
    language::is(word, WordClass::AfterDate)
}
