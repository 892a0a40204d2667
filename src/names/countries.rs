//! The names of countries, by which nationality is told from residence.

use crate::language::{self, WordClass};

/// Tells whether a name is one of the usual English names of a country or of a nation of the United Kingdom, in any case, with
/// or without an article.
///
/// Example: `the Netherlands`, `U.S.`, `Scotland`; former states too, for people were born in them. Not: `Ohio`, `the Hague`.
pub fn is_country(name: &str) -> bool {
    let mut folded = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        let word: String = word
            .chars()
            .filter(|c| !matches!(c, '.' | '’' | '\''))
            .collect();
        let word = word.to_lowercase();
        if folded.is_empty() && word == "the" {
            continue;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word);
    }
    language::is(&folded, WordClass::Country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_known_by_their_usual_names() {
        for name in [
            "the Netherlands",
            "U.S.",
            "Scotland",
            "New Zealand",
            "UK",
            "Côte d’Ivoire",
        ] {
            assert!(is_country(name), "{name}");
        }
        for name in ["Eumundi", "Ohio", "the Hague", "North", ""] {
            assert!(!is_country(name), "{name}");
        }
    }
}
