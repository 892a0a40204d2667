//! A name reduced to what two spellings of it share.

use crate::document::EntityType;
use crate::language::{self, WordClass};
use crate::text::fold;

/// The words of a name that tell who it is: folded (no accents, no full stops, lower case), without titles before a person's
/// name, `the`, the legal form of a company, and the larger place that follows a town.
///
/// Example: `Dr. Zoë Hale` is `zoe hale`; `Lowland Water plc` is `lowland water`; `Toulouse, France` is `toulouse`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Form {
    pub words: Vec<String>,
    /// The name is one word in capitals: `EADS`, `U.S.`
    pub capitals: bool,
}

impl Form {
    /// Reads a name as it stands in a text.
    pub fn of(name: &str, entity_type: EntityType) -> Self {
        let town = match entity_type {
            EntityType::Loc => name.split(',').next().unwrap_or(name),
            _ => name,
        };
        let all: Vec<&str> = town
            .split(|c: char| {
                c.is_whitespace() || matches!(c, ',' | '(' | ')' | '/' | '"' | '“' | '”')
            })
            .filter(|w| w.chars().any(char::is_alphanumeric))
            .collect();
        let letters: String = all.concat().chars().filter(|c| c.is_alphabetic()).collect();
        let capitals =
            all.len() == 1 && letters.len() >= 2 && letters.chars().all(char::is_uppercase);
        let mut words: Vec<String> = all
            .iter()
            .map(|w| fold(w.trim_end_matches("'s").trim_end_matches("’s")))
            .filter(|w| !w.is_empty())
            .collect();
        let leads = |word: &str| match entity_type {
            EntityType::Per => language::is(word, WordClass::BareTitle),
            _ => word == "the",
        };
        while words.len() > 1 && leads(&words[0]) {
            words.remove(0);
        }
        if entity_type == EntityType::Org {
            while words.len() > 1 && language::is(&words[words.len() - 1], WordClass::CompanySuffix)
            {
                words.pop();
            }
        }
        // `US Air Force` is the `United States Air Force`.
        if entity_type == EntityType::Org
            && words.len() > 1
            && letters.starts_with(|c: char| c.is_uppercase())
            && let Some(usual) = language::value(&words[0], WordClass::Alias)
        {
            words.splice(..1, usual.split('_').map(String::from));
        }
        if entity_type != EntityType::Per
            && let Some(usual) = language::value(&words.join(" "), WordClass::Alias)
        {
            words = usual.split('_').map(String::from).collect();
        }
        Form { words, capitals }
    }

    /// Returns the words in one text.
    pub fn key(&self) -> String {
        self.words.join(" ")
    }

    /// Returns the last word: of a person the surname.
    pub fn last(&self) -> Option<&str> {
        self.words.last().map(String::as_str)
    }

    /// Returns the first letters of the words that an acronym counts.
    ///
    /// Example: `united states air force` gives `usaf`, `bank of england` gives `be` and, with the small words, `boe`.
    pub fn initials(&self, small_words: bool) -> String {
        self.words
            .iter()
            .filter(|w| small_words || !language::is(w, WordClass::UninitialledWord))
            .filter_map(|w| w.chars().next())
            .collect()
    }

    /// Tells whether two people's names may be one: the same surname, and given names that agree as far as both say them,
    /// where an initial stands for a name and a short form for its long one.
    ///
    /// Example: `George Bush` agrees with `George W. Bush` and `G. Bush`. Not: `George Bush` with `Laura Bush`.
    pub fn agrees_as_person(&self, other: &Form) -> bool {
        let (Some(a), Some(b)) = (self.words.split_last(), other.words.split_last()) else {
            return false;
        };
        if a.0 != b.0 || a.1.is_empty() || b.1.is_empty() {
            return false;
        }
        let (short, long) = if a.1.len() <= b.1.len() {
            (a.1, b.1)
        } else {
            (b.1, a.1)
        };
        // The first names agree; every further one of the shorter stands, in order, in the longer.
        if !same_given(&short[0], &long[0]) {
            return false;
        }
        let mut rest = long[1..].iter();
        short[1..].iter().all(|w| rest.any(|x| same_given(w, x)))
    }
}

/// Tells whether two given names may be one name.
fn same_given(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    let usual = |name| language::value(name, WordClass::Nickname);
    a == b || initial(a, b) || initial(b, a) || usual(a).is_some_and(|n| usual(b) == Some(n))
}
