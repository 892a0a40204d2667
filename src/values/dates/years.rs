//! Years, decades and centuries, and how a year is told from a number of things; days of a month in digits.

use super::expression::{DateExpr, interval};
use crate::language::{self, WordClass};
use crate::values::counting::{counted, counts, little};
use crate::values::edtf::Point;
use crate::values::tokens::Tokens;
use crate::values::{numbers, tense};

/// The decade of `'90s`; the first two of a century are of the 2000s.
pub fn short_decade(digits: &str) -> Option<Point> {
    let year: i64 = digits.parse().ok()?;
    (year % 10 == 0).then_some(Point::Decade(if year < 20 {
        200 + year / 10
    } else {
        190 + year / 10
    }))
}

/// Tells whether the digits at token `i` are only the end of a longer number or name. Example: `555-2014`, `COVID-19`.
pub fn inside_number(t: &Tokens, i: usize) -> bool {
    if i == 0 || !t.glued(i) {
        return false;
    }
    match t.raw(i - 1) {
        "." | "," | "/" | ":" => {
            t.glued(i - 1)
                && i >= 2
                && t.digits(i - 2).is_some()
                && !(t.is(i - 1, ",") && t.raw(i).len() == 4)
        }
        "$" | "£" | "€" | "¥" | "#" | "+" | "=" | "&" | "_" | "@" | "\\" | "~" => true,
        _ if t.dash(i - 1) && t.glued(i - 1) => {
            // `555-2014`, `1087-1101` of pages, `COVID-19`; but `mid-1980s`, and the second of two years
            if let Some(digits) = i.checked_sub(2).and_then(|k| t.digits(k)) {
                return digits.len() != 4 || t.before(i, 3) == ":";
            }
            let joined = t.before(i, 2);
            t.raw(i - 1) == "-" && joined != ")" && !language::is(joined, WordClass::YearPrefix)
        }
        _ => t.is_word(i - 1),
    }
}

/// Tells whether the digits before token `i` go on in it. Example: `5m`, `5%`, `5.2`.
pub fn runs_on(t: &Tokens, i: usize) -> bool {
    t.glued(i)
        && (t.is_word(i)
            || t.is(i, "%")
            || (t.is_any(i, &[".", ",", ":", "/"]) && t.glued(i + 1) && t.digits(i + 1).is_some()))
}

/// Four digits that can be a year.
pub fn plain_year(t: &Tokens, i: usize) -> Option<(i64, usize)> {
    let digits = t.digits(i).filter(|d| d.len() == 4)?;
    let year: i64 = digits.parse().ok()?;
    ((1000..=2100).contains(&year) && !runs_on(t, i + 1)).then_some((year, i + 1))
}

/// The year that two digits stand for, as POSIX reads them: 69 to 99 are of the 1900s.
pub fn full_year(short: u32) -> i64 {
    i64::from(short) + if short >= 69 { 1900 } else { 2000 }
}

/// `the 80s`, `the mid-80s`; not `in her 80s`, `temperatures in the 80s`.
pub fn decade_context(t: &Tokens, i: usize) -> bool {
    let k = (1..=3).find(|k| {
        !(t.has(i.wrapping_sub(*k), WordClass::PartOfPeriod) || t.dash(i.wrapping_sub(*k)))
    });
    k.is_some_and(|k| t.before(i, k) == "the")
        && !(1..=8).any(|k| t.before_has(i, k, WordClass::TemperatureCue))
}

/// `the sixties`, `nineteen-eighties` without its first word.
pub fn decade_word(t: &Tokens, i: usize) -> Option<(DateExpr, usize)> {
    let decade = t.value(i, WordClass::Decade)?.parse().ok()?;
    decade_context(t, i).then_some((DateExpr::Known(Point::Decade(decade)), i + 1))
}

/// `500 BC`, `394 AD`.
pub fn era_year(t: &Tokens, i: usize) -> Option<(DateExpr, usize)> {
    let year: i64 = t.int(i, 5)?.into();
    let era = era(t, i + 1)?;
    let year = if era.0 { 1 - year } else { year };
    Some((DateExpr::Known(Point::Year(year)), era.1))
}

/// The era at token `i` (true: before Christ) and the token after it.
pub fn era(t: &Tokens, i: usize) -> Option<(bool, usize)> {
    let (era, next) = t.exact_phrase(i, WordClass::Era)?;
    Some((era == "before", next))
}

/// `19th century`, `nineteenth-century`, `15th to the 19th century`, `17th and 18th centuries`, `5th
/// century BC`.
pub fn century(t: &Tokens, i: usize) -> Option<(DateExpr, usize)> {
    let (n, next) = century_ordinal(t, i)?;
    let at = t.skip_dash(next);
    if t.has(at, WordClass::CenturyNoun) {
        let era = era(t, at + 1);
        let before = era.is_some_and(|e| e.0);
        return Some((
            DateExpr::Known(century_point(n, before)),
            era.map_or(at + 1, |e| e.1),
        ));
    }
    let joins = t.dash(next) || t.has(next, WordClass::CenturyJoin);
    let the = if t.is(next + 1, "the") {
        next + 2
    } else {
        next + 1
    };
    let (last, end) = joins.then(|| century_ordinal(t, the)).flatten()?;
    let at = t.skip_dash(end);
    if !t.has(at, WordClass::CenturyNoun) {
        return None;
    }
    let era = era(t, at + 1);
    let before = era.is_some_and(|e| e.0);
    let (from, to) = (century_point(n, before), century_point(last, before));
    let ordered = from.bounds() < to.bounds();
    ordered.then(|| {
        (
            interval(DateExpr::Known(from), DateExpr::Known(to)),
            era.map_or(at + 1, |e| e.1),
        )
    })
}

fn century_ordinal(t: &Tokens, i: usize) -> Option<(i64, usize)> {
    if let Some(n) = t.int(i, 2).filter(|n| (1..=30).contains(n)) {
        let ordinal = t.glued(i + 1) && t.has(i + 1, WordClass::OrdinalSuffix);
        return ordinal.then_some((n.into(), i + 2));
    }
    numbers::ordinal_word(t, i).map(|(n, next)| (n.into(), next))
}

fn century_point(n: i64, before_christ: bool) -> Point {
    Point::Century(if before_christ { -n } else { n - 1 })
}

/// A year in words, as it is spoken: `nineteen ninety-six`, `twenty ten`, `the year two thousand`.
pub fn worded_year(t: &Tokens, i: usize) -> Option<(i64, usize)> {
    if t.before(i, 1) == "year" {
        let number = numbers::number(t, i)?;
        let year = number.whole(2100).filter(|n| *n >= 1000)?;
        return Some((year.into(), number.next));
    }
    let cardinal = |k: usize| -> Option<i64> { t.value(k, WordClass::Cardinal)?.parse().ok() };
    let century = cardinal(i).filter(|n| (16..=20).contains(n))?;
    let tens = cardinal(i + 1).filter(|n| *n >= 10)?;
    let at = t.skip_dash(i + 2);
    let (year, next) = match cardinal(at).filter(|n| (1..10).contains(n) && tens >= 20) {
        Some(unit) => (tens + unit, at + 1),
        None => (tens, i + 2),
    };
    let year = century * 100 + year;
    // `twenty fifty` may be two numbers.
    (year < 2040).then_some((year, next))
}

/// Four digits alone: a year where nothing says that they count something.
pub fn bare_year(t: &Tokens, i: usize) -> Option<(DateExpr, usize)> {
    let old = || -> Option<(i64, usize)> {
        // `c. 347`, `the year 71`
        let year: i64 = t.int(i, 4)?.into();
        let about = t.before(i, 1) == "circa" || (t.before(i, 1) == "." && t.before(i, 2) == "c");
        let named = t.before(i, 1) == "year" && t.before(i, 2) == "the";
        let runs_on = t.glued(i + 1) && (t.is_word(i + 1) || t.is_any(i + 1, &["%"]));
        ((about || named) && year > 0 && !runs_on && !counts(t, i + 1)).then_some((year, i + 1))
    };
    // `2014/15`
    if t.is(i + 1, "/") && t.glued(i + 1) && t.glued(i + 2) && !(t.is(i + 3, "/") && t.glued(i + 3))
    {
        let year: i64 = t.int(i, 4).filter(|y| (1900..=2100).contains(y))?.into();
        let short = t.int(i + 2, 4)?;
        let fits = i64::from(short) == year + 1
            || (t.raw(i + 2).len() == 2 && i64::from(short) == (year + 1) % 100);
        return fits.then(|| {
            let (from, to) = (
                DateExpr::Known(Point::Year(year)),
                DateExpr::Known(Point::Year(year + 1)),
            );
            (interval(from, to), i + 3)
        });
    }
    let Some((year, next)) = plain_year(t, i) else {
        return old().map(|(year, next)| (DateExpr::Known(Point::Year(year)), next));
    };
    year_fits(t, i, year, next).then_some((DateExpr::Known(Point::Year(year)), next))
}

fn year_fits(t: &Tokens, i: usize, year: i64, next: usize) -> bool {
    let prev = t.before(i, 1);
    let recent = (1900..=2050).contains(&year);
    let round = year % 100 == 0;
    if counts(t, next)
        || (t.glued(next) && matches!(t.raw(next), "°" | "%" | "*" | "=" | "_" | "@"))
    {
        return false;
    }
    // `1000-year`, `2000-strong`
    if t.dash(next)
        && t.glued(next)
        && t.glued(next + 1)
        && t.is_word(next + 1)
        && (!recent || round)
    {
        return false;
    }
    // Numbers in a row are a telephone's or a table's, unless they are years too.
    let year_at = |k: usize| plain_year(t, k).is_some();
    if (t.digits(next).is_some() && !year_at(next))
        || (i > 0 && t.digits(i - 1).is_some() && !year_at(i - 1))
    {
        return false;
    }

    if t.before_has(i, 1, WordClass::Numbered)
        || t.before_has(i, 2, WordClass::CountLead) && prev != "in"
    {
        return false;
    }
    if prev == "." && t.before_has(i, 2, WordClass::NumberAbbreviation) {
        return false;
    }
    let in_paren = prev == "(" || prev == "[" || t.is_any(next, &[")", "]"]);
    let strong = in_paren
        || t.before_has(i, 1, WordClass::YearLead)
        || (prev == "." && t.before_has(i, 2, WordClass::YearAbbreviation))
        || (t.dash(i.wrapping_sub(1)) && t.glued(i) && i > 0);
    let weak = t.before_has(i, 1, WordClass::PossibleYearLead);
    let counting = counted(t, next);
    // `the 2000 Olympics`
    if recent && t.capitalised(next) && t.has(next, WordClass::YearlyNoun) {
        return true;
    }
    if strong && recent && !round {
        return true;
    }
    if counting {
        return false;
    }
    // A word in small letters after it, that is none of the little ones, may be what it counts.
    let noun = t.is_word(next)
        && !t.capitalised(next)
        && !little(t.lower(next))
        && !tense::past_form(t.lower(next));
    if strong {
        return year <= 2050 && (!noun || recent || (year >= 1500 && !round)) || prev == "year";
    }
    if recent && !round {
        return true;
    }
    // `reigned 1715 - 1774`
    let to = t.dash(next).then(|| plain_year(t, next + 1)).flatten();
    if let Some((to, end)) = to
        && (1500..to).contains(&year)
        && i > 0
        && t.is_word(i - 1)
        && !t.glued(i)
        && !counted(t, end)
        && !counts(t, end)
    {
        return true;
    }
    // `a 2000 interview`
    if recent && t.before_has(i, 1, WordClass::YearDeterminer) && noun {
        return true;
    }
    // `the 1836 assault`, `the government's 1829 decree`
    let determined = t.before_has(i, 1, WordClass::OldYearDeterminer);
    if determined && !round && (1500..1900).contains(&year) && t.is_word(next) {
        return true;
    }
    if weak {
        return !noun && (year >= 1400 || ["by", "from", "before", "after"].contains(&prev));
    }
    // A heading, or a date by itself after a comma.
    i == 0 && next >= t.len()
}

/// The year after a month or a day: `2019`, `, 2019`, `of 1776`, `'99`.
pub fn year_after(t: &Tokens, i: usize, after_day: bool) -> Option<(i64, usize)> {
    let comma = t.is(i, ",");
    let of = t.is(i, "of");
    let at = if comma || of { i + 1 } else { i };
    if let Some((year, next)) = plain_year(t, at) {
        let number = !after_day && comma && (counted(t, next) || year % 100 == 0);
        return (!number && !counts(t, next)).then_some((year, next));
    }
    // `December of 384`, `30 September 420`
    if let Some(digits) = t.digits(at).filter(|d| d.len() == 3)
        && !comma
        && !runs_on(t, at + 1)
        && (of || after_day)
        && (!t.is_word(at + 1) || little(t.lower(at + 1)))
    {
        return Some((digits.parse().ok()?, at + 1));
    }
    if !comma && let Some(found) = worded_year(t, at) {
        return Some(found);
    }
    if t.is(at, "in") && after_day && !of && !comma {
        return None;
    }
    if !of && !comma && t.apostrophe(i) && !t.glued(i) && t.glued(i + 1) {
        let short = t.int(i + 1, 2).filter(|_| t.raw(i + 1).len() == 2)?;
        return Some((full_year(short), i + 2));
    }
    None
}

/// A day of a month in digits (`5`, `05`, `5th`) and the token after it; the flag says that it was an
/// ordinal.
pub fn day(t: &Tokens, i: usize) -> Option<(u8, usize, bool)> {
    let day = t.int(i, 2).filter(|d| (1..=31).contains(d))? as u8;
    if t.glued(i + 1) && t.has(i + 1, WordClass::OrdinalSuffix) {
        return Some((day, i + 2, true));
    }
    (!runs_on(t, i + 1)).then_some((day, i + 1, false))
}
