//! Currencies: their signs, codes and names, and the dollar that a bare `$` is.

use rust_decimal::Decimal;

use super::tokens::Tokens;
use crate::language::{self, WordClass};

pub fn sign(t: &Tokens, i: usize) -> Option<&'static str> {
    if t.raw(i) == "$" {
        return Some(t.signs.dollar);
    }
    language::value(t.raw(i), WordClass::CurrencySign).map(|code| shared(t, code))
}

/// The dollar of a country, by the letters beside the sign: `A$`, `$US`.
pub fn dollar(letters: &str) -> Option<&'static str> {
    language::value(letters, WordClass::DollarLetters)
}

pub fn code(raw: &str) -> Option<&'static str> {
    language::value(raw, WordClass::CurrencyCode)
}

/// The currency that a word names, with how many of it the word's unit is, and the token behind it.
pub fn unit(t: &Tokens, i: usize) -> Option<(&'static str, Decimal, usize)> {
    // `US dollars`, `Australian dollars`, `Canadian cents`
    let (nation, at) = match t.phrase(i, WordClass::CurrencyNation) {
        Some((code, next)) => (Some(code), next),
        None => (None, i),
    };
    let (may_be, factor) = match t.value(at, WordClass::CurrencyName) {
        Some(codes) => (codes, Decimal::ONE),
        None => match t.value(at, WordClass::HundredthName) {
            Some(codes) => (codes, Decimal::new(1, 2)),
            None if nation.is_none() => {
                return code(t.raw(i)).map(|code| (code, Decimal::ONE, i + 1));
            }
            None => return None,
        },
    };
    let mut codes = may_be.split(',');
    let alone = codes.next().filter(|code| *code != "-");
    let code = match nation {
        // A nation's own: `Swiss francs`, but not `Swiss pounds`.
        Some(nation) => codes.chain(alone).find(|code| *code == nation)?,
        None => shared(t, alone?),
    };
    let next = if t.is(at + 1, "sterling") && code == "GBP" {
        at + 2
    } else {
        at + 1
    };
    Some((code, factor, next))
}

/// Tells whether the name of a currency stands at token `i`.
pub fn names_unit(t: &Tokens, i: usize) -> bool {
    unit(t, i).is_some()
}

/// The document's own currency, where a sign or name stands for that of several countries.
fn shared(t: &Tokens, code: &'static str) -> &'static str {
    match code {
        "$" => t.signs.dollar,
        "INR" => t.signs.rupee,
        "JPY" => t.signs.yen,
        code => code,
    }
}
