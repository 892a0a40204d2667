//! The names of months, weekdays, seasons and holidays.

use jiff::{ToSpan, civil::Date, civil::Weekday};

use super::tokens::Tokens;
use crate::language::{self, WordClass};

/// A month's name at some token.
#[derive(Clone, Copy, Debug)]
pub struct MonthName {
    pub month: u8,
    pub next: usize,
    /// It can be nothing else: neither a short form without its full stop nor a word like `may`.
    pub sure: bool,
}

/// The month at token `i`, capitalised (or in small letters where no other word is written so), a full stop
/// after a short form included.
pub fn month(t: &Tokens, i: usize) -> Option<MonthName> {
    let name = t.lower(i);
    let month: u8 = language::value(name, WordClass::Month)?.parse().ok()?;
    let short = language::is(name, WordClass::MonthAbbreviation);
    if !t.capitalised(i) && (short || [3, 5, 8].contains(&month)) {
        return None;
    }
    let dot = short && t.is(i + 1, ".") && t.glued(i + 1);
    Some(MonthName {
        month,
        next: if dot { i + 2 } else { i + 1 },
        sure: (dot || !short) && month != 5 && month != 3,
    })
}

/// The weekday at token `i`, capitalised; short forms only with their full stop or a comma.
pub fn weekday(t: &Tokens, i: usize) -> Option<(Weekday, usize)> {
    if !t.capitalised(i) {
        return None;
    }
    let (day, short) = match t.lower(i) {
        "monday" => (Weekday::Monday, false),
        "tuesday" => (Weekday::Tuesday, false),
        "wednesday" => (Weekday::Wednesday, false),
        "thursday" => (Weekday::Thursday, false),
        "friday" => (Weekday::Friday, false),
        "saturday" => (Weekday::Saturday, false),
        "sunday" => (Weekday::Sunday, false),
        "mon" => (Weekday::Monday, true),
        "tue" | "tues" => (Weekday::Tuesday, true),
        "wed" => (Weekday::Wednesday, true),
        "thu" | "thur" | "thurs" => (Weekday::Thursday, true),
        "fri" => (Weekday::Friday, true),
        "sat" => (Weekday::Saturday, true),
        "sun" => (Weekday::Sunday, true),
        _ => return None,
    };
    let dot = short && t.is(i + 1, ".") && t.glued(i + 1);
    let next = if dot { i + 2 } else { i + 1 };
    if short {
        // `Sun`, `Sat` and `Wed` are words: a date has to follow.
        let date = if t.is(next, ",") { next + 1 } else { next };
        let dated =
            month(t, date).is_some() || (t.int(date, 2).is_some() && month(t, date + 1).is_some());
        if !dated {
            return None;
        }
    }
    Some((day, next))
}

/// EDTF's number of the season at token `i`: 21 spring, 22 summer, 23 autumn, 24 winter.
pub fn season(t: &Tokens, i: usize) -> Option<u8> {
    match t.lower(i) {
        "spring" => Some(21),
        "summer" => Some(22),
        "autumn" | "fall" => Some(23),
        "winter" => Some(24),
        _ => None,
    }
}

/// A holiday whose day a year tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holiday {
    Fixed {
        month: u8,
        day: u8,
    },
    /// Days from Easter Sunday.
    Easter(i32),
    /// The fourth Thursday of November.
    Thanksgiving,
}

impl Holiday {
    /// Its day in a year.
    pub fn date(self, year: i16) -> Option<Date> {
        match self {
            Holiday::Fixed { month, day } => Date::new(year, month as i8, day as i8).ok(),
            Holiday::Easter(days) => easter(year)?.checked_add(days.days()).ok(),
            Holiday::Thanksgiving => Date::new(year, 11, 1)
                .ok()?
                .nth_weekday_of_month(4, Weekday::Thursday)
                .ok(),
        }
    }
}

/// Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The holiday named at token `i`, and the token after it.
pub fn holiday(t: &Tokens, i: usize) -> Option<(Holiday, usize)> {
    const NAMES: [(&[&str], Holiday); 25] = [
        (&["christmas", "day"], Holiday::Fixed { month: 12, day: 25 }),
        (&["christmas", "eve"], Holiday::Fixed { month: 12, day: 24 }),
        (&["boxing", "day"], Holiday::Fixed { month: 12, day: 26 }),
        (
            &["new", "year", "'", "s", "eve"],
            Holiday::Fixed { month: 12, day: 31 },
        ),
        (
            &["new", "year", "'", "s", "day"],
            Holiday::Fixed { month: 1, day: 1 },
        ),
        (
            &["new", "years", "eve"],
            Holiday::Fixed { month: 12, day: 31 },
        ),
        (
            &["new", "years", "day"],
            Holiday::Fixed { month: 1, day: 1 },
        ),
        (&["halloween"], Holiday::Fixed { month: 10, day: 31 }),
        (
            &["valentine", "'", "s", "day"],
            Holiday::Fixed { month: 2, day: 14 },
        ),
        (
            &["st", "patrick", "'", "s", "day"],
            Holiday::Fixed { month: 3, day: 17 },
        ),
        (
            &["st", ".", "patrick", "'", "s", "day"],
            Holiday::Fixed { month: 3, day: 17 },
        ),
        (
            &["april", "fools", "'", "day"],
            Holiday::Fixed { month: 4, day: 1 },
        ),
        (
            &["april", "fool", "'", "s", "day"],
            Holiday::Fixed { month: 4, day: 1 },
        ),
        (&["anzac", "day"], Holiday::Fixed { month: 4, day: 25 }),
        (&["australia", "day"], Holiday::Fixed { month: 1, day: 26 }),
        (&["bastille", "day"], Holiday::Fixed { month: 7, day: 14 }),
        (&["armistice", "day"], Holiday::Fixed { month: 11, day: 11 }),
        (
            &["guy", "fawkes", "night"],
            Holiday::Fixed { month: 11, day: 5 },
        ),
        (&["good", "friday"], Holiday::Easter(-2)),
        (&["maundy", "thursday"], Holiday::Easter(-3)),
        (&["ash", "wednesday"], Holiday::Easter(-46)),
        (&["shrove", "tuesday"], Holiday::Easter(-47)),
        (&["easter", "sunday"], Holiday::Easter(0)),
        (&["easter", "monday"], Holiday::Easter(1)),
        (&["thanksgiving"], Holiday::Thanksgiving),
    ];
    if !t.capitalised(i) {
        return None;
    }
    let matches = |words: &&(&[&str], Holiday)| {
        words
            .0
            .iter()
            .enumerate()
            .all(|(k, word)| same(t, i + k, word))
    };
    let (words, holiday) = NAMES.iter().find(matches)?;
    let mut next = i + words.len();
    if words.len() == 1 && t.is(next, "day") {
        next += 1;
    }
    Some((*holiday, next))
}

fn same(t: &Tokens, i: usize, word: &str) -> bool {
    t.is(i, word) || (word == "'" && t.apostrophe(i))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn movable_feasts() {
        assert_eq!(Holiday::Easter(0).date(2019), Some(date(2019, 4, 21)));
        assert_eq!(Holiday::Easter(-2).date(2024), Some(date(2024, 3, 29)));
        assert_eq!(Holiday::Thanksgiving.date(2019), Some(date(2019, 11, 28)));
        assert_eq!(holiday(&Tokens::new("New Year’s Eve"), 0).unwrap().1, 5);
    }

    #[test]
    fn names_need_their_capital() {
        assert!(month(&Tokens::new("they may go"), 1).is_none());
        assert!(month(&Tokens::new("Sept. 5"), 0).unwrap().sure);
        assert!(weekday(&Tokens::new("Sun shines"), 0).is_none());
        assert!(weekday(&Tokens::new("Sun., Nov. 3"), 0).is_some());
    }
}
