//! The names of states and governments: `Republic of Albania`, `Albanian Government`.

use crate::language::{self, WordClass};
use crate::names::countries;

/// The country of a state's full name: the Albania of `Republic of Albania`; but that of Korea is one of two.
pub(super) fn state_of(words: &[String]) -> Option<&[String]> {
    match words {
        [kind, of, country @ ..]
            if language::is(kind.as_str(), WordClass::StateKind)
                && of == "of"
                && is_one_country(&country.join(" ")) =>
        {
            Some(country)
        }
        _ => None,
    }
}

/// The country of a government: `Albanian Government`, `Government of the Republic of Albania`.
pub(super) fn governed(words: &[String]) -> Option<String> {
    match words {
        [people, body] if body == "government" => language::words(WordClass::DemonymEnding)
            .iter()
            .filter_map(|ending| people.strip_suffix(ending))
            .find(|country| is_one_country(country))
            .map(str::to_string),
        [body, of, rest @ ..] if body == "government" && of == "of" => {
            let rest = match rest {
                [the, rest @ ..] if the == "the" => rest,
                _ => rest,
            };
            let country = state_of(rest).unwrap_or(rest).join(" ");
            is_one_country(&country).then_some(country)
        }
        _ => None,
    }
}

/// Tells whether a country by a name is no other's.
pub(super) fn is_one_country(name: &str) -> bool {
    countries::is_country(name) && !is_divided(name)
}

/// Tells whether two countries have the name.
pub(super) fn is_divided(name: &str) -> bool {
    language::is(name, WordClass::DividedCountry)
}
