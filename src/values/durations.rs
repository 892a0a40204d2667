//! Durations: `three weeks`, `90 minutes`, `a decade`, `two and a half years`, `9 years and 10 months`, `an
//! hour and a half`.

use rust_decimal::Decimal;

use super::numbers::{self, Number};
use super::tokens::Tokens;
use super::units::{CalendarUnit, TimeUnit, time_unit};
use crate::language::WordClass;

/// A duration found at some token.
#[derive(Clone, Debug, PartialEq)]
pub struct Duration {
    /// One or more parts, the longest unit first.
    pub parts: Vec<(Decimal, TimeUnit)>,
    pub first: usize,
    pub next: usize,
    /// `a week` rather than `one week`.
    pub article: bool,
    /// The unit is in the singular after a hyphen: `11-year`.
    pub hyphen: bool,
}

impl Duration {
    /// As ISO 8601 writes it; `None` beyond 28 digits.
    pub fn iso(&self) -> Option<String> {
        let mut text = String::from("P");
        let mut clock = false;
        for (n, span) in &self.parts {
            let (letter, factor, is_clock) = span.iso();
            if is_clock && !clock {
                text.push('T');
                clock = true;
            }
            text.push_str(&numbers::decimal(n.checked_mul(factor.into())?));
            text.push(letter);
        }
        Some(text)
    }

    /// As so many whole units of the calendar, for `ago` and `later`.
    pub fn calendar(&self) -> Option<(CalendarUnit, i64)> {
        let [(n, span)] = self.parts.as_slice() else {
            return None;
        };
        let (unit, factor) = match span {
            TimeUnit::Day => (CalendarUnit::Day, 1),
            TimeUnit::Week => (CalendarUnit::Week, 1),
            TimeUnit::Fortnight => (CalendarUnit::Week, 2),
            TimeUnit::Month => (CalendarUnit::Month, 1),
            TimeUnit::Quarter => (CalendarUnit::Quarter, 1),
            TimeUnit::Year => (CalendarUnit::Year, 1),
            TimeUnit::Decade => (CalendarUnit::Decade, 1),
            TimeUnit::Century => (CalendarUnit::Century, 1),
            TimeUnit::Millennium => (CalendarUnit::Year, 1000),
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return None,
        };
        // `two and a half years ago` is a month, as near as one can tell.
        let (unit, n) = match unit {
            CalendarUnit::Year if !n.is_integer() => {
                (CalendarUnit::Month, n.checked_mul(Decimal::from(12))?)
            }
            unit => (unit, n.checked_mul(Decimal::from(factor))?),
        };
        n.is_integer()
            .then(|| i64::try_from(n).ok())
            .flatten()
            .map(|n| (unit, n))
    }
}

/// Words between a number and its unit that change nothing.
fn filler(t: &Tokens, i: usize) -> usize {
    if t.has(i, WordClass::DurationFiller) && time_unit(t, i + 1).is_some() {
        i + 1
    } else {
        i
    }
}

/// The duration whose number is already read.
pub fn after_number(t: &Tokens, first: usize, number: &Number) -> Option<Duration> {
    let hyphen = t.dash(number.next) && t.raw(number.next) != "—" && t.is_word(number.next + 1);
    let at = if hyphen {
        number.next + 1
    } else {
        filler(t, number.next)
    };
    // `the 2010 year`
    let span = time_unit(t, at).or_else(|| {
        // `2h`
        let glued = t.glued(at) && !number.worded;
        match t.lower(at) {
            "h" if glued => Some(TimeUnit::Hour),
            _ => None,
        }
    })?;
    // `three-quarters of the vote`, and the programme `60 Minutes`
    let share = span == TimeUnit::Quarter && (hyphen || t.is(at + 1, "of"));
    let programme = !number.worded && matches!(t.raw(at), "Minutes" | "Hours" | "Days");
    if share || programme {
        return None;
    }
    let mut parts = vec![(number.value, span)];
    let mut next = at + 1;
    // `9 years and 10 months`, `three hours, 20 minutes`
    for _ in 0..2 {
        let mut k = next;
        // `three hours, 20 minutes`, but `a month, six weeks ago`
        let clock = |span: TimeUnit| span as u8 <= TimeUnit::Hour as u8;
        if t.is(k, ",") && parts.iter().all(|(_, span)| clock(*span)) {
            k += 1;
        }
        if t.is(k, "and") {
            k += 1;
        }
        // `an hour and a half`, `a year and a half`
        if parts.len() == 1 && t.is(next, "and") && t.is(k, "a") && t.is(k + 1, "half") {
            parts[0].0 = parts[0].0.checked_add(Decimal::new(5, 1))?;
            next = k + 2;
            break;
        }
        let Some(more) = numbers::number(t, k) else {
            break;
        };
        let Some(smaller) = time_unit(t, more.next) else {
            break;
        };
        let last = parts[parts.len() - 1].1;
        if smaller as u8 >= last as u8 || (last as u8) - (smaller as u8) > 5 || hyphen {
            break;
        }
        parts.push((more.value, smaller));
        next = more.next + 1;
    }
    Some(Duration {
        parts,
        first,
        next,
        article: false,
        hyphen,
    })
}

/// A duration without a number word: `a week`, `an hour and a half`, `half an hour`, `a couple of days`.
pub fn worded(t: &Tokens, i: usize) -> Option<Duration> {
    let one = |value: Decimal, at: usize, article: bool| -> Option<Duration> {
        let number = Number {
            value,
            next: at,
            worded: true,
            scaled: false,
        };
        after_number(t, i, &number).map(|d| Duration { article, ..d })
    };
    match t.lower(i) {
        "a" | "an" => {
            if t.is(i + 1, "couple") {
                let at = if t.is(i + 2, "of") { i + 3 } else { i + 2 };
                return one(Decimal::TWO, at, false).filter(|d| !d.hyphen);
            }
            if t.is(i + 1, "half") && t.dash(i + 2) {
                return halves(t, i, i + 3, false);
            }
            // A hyphen after an article joins other words: `a day-long`.
            let duration = one(Decimal::ONE, i + 1, true)?;
            let joined = t.dash(duration.next) && t.glued(duration.next);
            (!duration.hyphen && !joined).then_some(duration)
        }
        // `the next couple of years`
        "couple" if t.before_has(i, 1, WordClass::DateDeictic) && t.is(i + 1, "of") => {
            one(Decimal::TWO, i + 2, false).filter(|d| !d.hyphen)
        }
        "half" if t.has(i + 1, WordClass::IndefiniteArticle) => halves(t, i, i + 2, false),
        "half" if t.dash(i + 1) => halves(t, i, i + 2, true),
        _ => None,
    }
}

/// `half an hour` as 30 minutes, where the half is a whole number of the next smaller unit.
fn halves(t: &Tokens, i: usize, at: usize, hyphen: bool) -> Option<Duration> {
    let (n, span) = match time_unit(t, at)? {
        TimeUnit::Hour => (30, TimeUnit::Minute),
        TimeUnit::Year => (6, TimeUnit::Month),
        TimeUnit::Decade => (5, TimeUnit::Year),
        TimeUnit::Century => (50, TimeUnit::Year),
        TimeUnit::Day => (12, TimeUnit::Hour),
        _ => return None,
    };
    Some(Duration {
        parts: vec![(Decimal::from(n), span)],
        first: i,
        next: at + 1,
        article: false,
        hyphen,
    })
}

/// Tells whether `a week` is a length. Example: `for a week`; not: `$5 a week`, `twice a week`.
pub fn article_is_length(t: &Tokens, i: usize, duration: &Duration) -> bool {
    let second = matches!(duration.parts.as_slice(), [(n, TimeUnit::Second)] if *n == Decimal::ONE);
    // `for a day trip`, `a quarter of a century`
    let trip = t.has(duration.next, WordClass::DayNoun);
    let part = t.before(i, 1) == "of" && t.before_has(i, 2, WordClass::ShareNoun);
    let days = t.before_has(i, 2, WordClass::RateNoun);
    if second || trip || part || (days && t.before(i, 1) == "in") {
        return false;
    }
    t.before_has(i, 1, WordClass::DurationLead)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_durations() {
        for (text, iso) in [
            ("three weeks", "P3W"),
            ("90 minutes", "PT90M"),
            ("two decades", "P20Y"),
            ("2.5 years", "P2.5Y"),
            ("five and a half months", "P5.5M"),
            ("9 years and 10 months", "P9Y10M"),
            ("three hours, 20 minutes", "PT3H20M"),
            ("11-year", "P11Y"),
            ("three straight days", "P3D"),
            ("two fortnights", "P4W"),
        ] {
            let t = Tokens::of(text);
            let n = numbers::number(&t, 0).unwrap();
            assert_eq!(
                after_number(&t, 0, &n).unwrap().iso().as_deref(),
                Some(iso),
                "{text}"
            );
        }
        for (text, iso) in [
            ("a decade", "P10Y"),
            ("an hour and a half", "PT1.5H"),
            ("half an hour", "PT30M"),
            ("half a century", "P50Y"),
            ("a couple of days", "P2D"),
        ] {
            assert_eq!(
                worded(&Tokens::of(text), 0).unwrap().iso().as_deref(),
                Some(iso),
                "{text}"
            );
        }
        assert!(worded(&Tokens::of("a day-long march"), 0).is_none());
    }
}
