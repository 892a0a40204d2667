//! Which country's money a document means by a sign that several share: `$`, `Rs`, `¥`.
//!
//! `$` is the US dollar, `Rs` the Indian rupee and `¥` the yen, unless the places, peoples and institutions that the document
//! names, or its address, speak for another country that writes the same: a Queensland grower's `$230 a tonne` is Australian,
//! the more so beside `$US`.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::shared_signs::Signs;
use super::tokens::Tokens;
use crate::document::{EntityType, Mention};
use crate::language::{self, WordClass};
use crate::text::Page;

/// How many mentions of a country its own address is worth.
const ADDRESS: usize = 3;

/// A country by its code in ISO 3166, two letters.
///
/// ```
/// let country: gleaner::Country = "au".parse()?;
/// assert_eq!(country.to_string(), "AU");
/// # Ok::<(), gleaner::CountryError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Country([u8; 2]);

/// A country's code is not two letters.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("a country is two letters, as ISO 3166 has them: AU, CA, US")]
pub struct CountryError;

impl FromStr for Country {
    type Err = CountryError;

    fn from_str(text: &str) -> Result<Self, CountryError> {
        match text.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Ok(Country([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => Err(CountryError),
        }
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b] = self.0.map(char::from);
        write!(f, "{a}{b}")
    }
}

/// Where an article comes from, as far as that is known without its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin<'a> {
    /// The country that the user says all articles are of.
    pub country: Option<Country>,
    /// The address that it was published at.
    pub url: Option<&'a str>,
}

/// Reads what a document means by shared signs from its page, on which its names are marked, and its origin.
///
/// What the user says counts alone. Else the country that is named most is taken, where it is named twice, or once in a text
/// that is not written as Americans write (`tonnes`, `per cent`), and more often than the United States by half. A country
/// whose dollar the text marks (`US$`, `$A`) is not meant by a bare sign.
pub fn of(page: &Page, names: &[Mention], origin: Origin) -> Signs {
    let fallback = Signs::default();
    if let Some(country) = origin.country {
        let country = &country.to_string();
        return Signs {
            dollar: language::value(country, WordClass::DollarOf).unwrap_or(fallback.dollar),
            rupee: language::value(country, WordClass::RupeeOf).unwrap_or(fallback.rupee),
            yen: language::value(country, WordClass::YenOf).unwrap_or(fallback.yen),
        };
    }
    let mut evidence = Evidence::default();
    for range in &page.sentences {
        evidence.add_sentence(page, range.clone(), names);
    }
    if let Some(country) = origin.url.and_then(country_of_address) {
        *evidence.named.entry(country).or_default() += ADDRESS;
    }
    Signs {
        dollar: evidence.choose(WordClass::DollarOf, "US", fallback.dollar),
        rupee: evidence.choose(WordClass::RupeeOf, "IN", fallback.rupee),
        yen: evidence.choose(WordClass::YenOf, "JP", fallback.yen),
    }
}

/// The country of an address, by the last part of its host's name. Example: `www.abc.net.au`.
fn country_of_address(url: &str) -> Option<&'static str> {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next()?;
    let (_, last) = host.rsplit_once('.')?;
    let last = last.to_uppercase();
    let country = |class| {
        language::words(class)
            .iter()
            .copied()
            .find(|country| *country == last)
    };
    country(WordClass::DollarOf)
        .or_else(|| country(WordClass::RupeeOf))
        .or_else(|| country(WordClass::YenOf))
}

/// What a document shows of the countries that it speaks of.
#[derive(Default)]
struct Evidence {
    /// Of each country, how often something that speaks for it is named.
    named: BTreeMap<&'static str, usize>,
    /// The currencies of the dollars that the text marks.
    marked: Vec<&'static str>,
    /// The text has a word or a spelling that Americans do not use.
    not_american: bool,
}

impl Evidence {
    fn add_sentence(&mut self, page: &Page, range: std::ops::Range<usize>, names: &[Mention]) {
        let t = Tokens::new(&page.tokens[range.clone()], Signs::default());
        let mut i = 0;
        while i < t.len() {
            self.not_american |= t.has(i, WordClass::NotAmerican)
                || (t.is(i, "per") && t.is(i + 1, "cent") && !t.glued(i + 1));
            if t.raw(i) == "$" {
                let before = i.checked_sub(1).filter(|_| t.glued(i)).map(|k| t.raw(k));
                let after = Some(t.raw(i + 1)).filter(|_| t.glued(i + 1));
                let letters = [before, after].into_iter().flatten();
                self.marked
                    .extend(letters.filter_map(|l| language::value(l, WordClass::DollarLetters)));
            }
            let person = page.tokens[range.start + i]
                .name
                .is_some_and(|name| names[name].entity_type == EntityType::Per);
            // `us` is no country.
            let written = t.capitalised(i) && (t.raw(i).len() != 2 || t.raw(i) != "Us");
            if written
                && !person
                && let Some((country, next)) = t.phrase(i, WordClass::CountryEvidence)
            {
                // `75 US cents` marks the US dollar.
                if country == "US" && t.has(next, WordClass::HundredthName) {
                    self.marked.push("USD");
                }
                *self.named.entry(country).or_default() += 1;
                i = next;
            } else {
                i += 1;
            }
        }
    }

    /// The currency of a sign, whose users are the words of a class; `home` is the country of its fallback.
    fn choose(&self, users: WordClass, home: &str, fallback: &'static str) -> &'static str {
        let count = |country: &str| self.named.get(country).copied().unwrap_or(0);
        let marked = users == WordClass::DollarOf && self.marked.contains(&fallback);
        let mut best: Option<(usize, &'static str)> = None;
        for country in language::words(users).iter().filter(|c| **c != home) {
            let currency = language::value(country, users).unwrap_or(fallback);
            let n = count(country);
            let own_mark = users == WordClass::DollarOf && self.marked.contains(&currency);
            if n > best.map_or(0, |(n, _)| n) && !own_mark {
                best = Some((n, currency));
            }
        }
        let Some((n, currency)) = best else {
            return fallback;
        };
        let here = if marked { 0 } else { count(home) };
        let foreign = marked || (home == "US" && self.not_american);
        let enough = n >= if foreign { 1 } else { 2 };
        let more = if foreign {
            2 * n > here
        } else {
            2 * n >= 3 * here
        };
        if enough && more { currency } else { fallback }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::text::Grain;

    fn signs(text: &str, origin: Origin) -> Signs {
        let document = Document::plain("a", text);
        let sentences = crate::text::split(&document);
        of(&Page::new(&document, &sentences, Grain::Atoms), &[], origin)
    }

    fn dollar(text: &str) -> &'static str {
        signs(text, Origin::default()).dollar
    }

    #[test]
    fn the_places_named_tell_the_dollar() {
        assert_eq!(
            dollar("Growers in Queensland got $230. In New South Wales it was $240."),
            "AUD"
        );
        assert_eq!(dollar("Toronto and Calgary pay $2 million."), "CAD");
        // Once is not enough, but where the other dollar is marked or the words are not American.
        assert_eq!(dollar("It sold in Queensland for $2 a gallon."), "USD");
        assert_eq!(dollar("It sold in Queensland for $2 a litre."), "AUD");
        assert_eq!(
            dollar("Oil is at $US100 a barrel, petrol in Queensland at $2 a gallon."),
            "AUD"
        );
    }

    #[test]
    fn unclear_places_leave_the_us_dollar() {
        assert_eq!(
            dollar("Canada sold $2 million to Texas. Texas paid. Canada smiled."),
            "USD"
        );
        assert_eq!(dollar("It cost $5 in Leeds. Leeds paid."), "USD");
        // Who marks A$ means another dollar by the rest.
        assert_eq!(dollar("Sydney and Melbourne paid A$5, which is $4."), "USD");
    }

    #[test]
    fn address_and_country_tell_the_dollar() {
        let url = |url| Origin {
            url: Some(url),
            country: None,
        };
        assert_eq!(
            signs("It cost $5.", url("https://www.example.net.au/news/1")).dollar,
            "AUD"
        );
        assert_eq!(signs("It cost $5.", url("example.com/au")).dollar, "USD");
        let country = Origin {
            url: None,
            country: "nz".parse().ok(),
        };
        assert_eq!(
            signs("It cost $5 in Texas. Texas paid.", country).dollar,
            "NZD"
        );
    }

    #[test]
    fn a_country_is_two_letters() {
        assert!("A1".parse::<Country>().is_err() && "AUS".parse::<Country>().is_err());
    }

    #[test]
    fn rupees_and_yuan_have_their_country() {
        let text = "Lahore pays Rs 500 and Beijing ¥20.";
        let told = signs(text, Origin::default());
        assert_eq!((told.rupee, told.yen), ("INR", "JPY"));
        let text = "Lahore pays Rs 500 and Pakistan more; Beijing and Shanghai pay ¥20.";
        let told = signs(text, Origin::default());
        assert_eq!((told.rupee, told.yen), ("PKR", "CNY"));
    }
}
