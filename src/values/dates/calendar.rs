//! The names of months, weekdays, seasons and holidays.

use jiff::{ToSpan, civil::Date, civil::Weekday};

use crate::language::{self, WordClass};
use crate::values::tokens::Tokens;

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
    let month: u8 = t.value(i, WordClass::Month)?.parse().ok()?;
    let short = t.has(i, WordClass::MonthAbbreviation);
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
    let number = t.value(i, WordClass::Weekday)?.parse().ok()?;
    let day = Weekday::from_monday_one_offset(number).ok()?;
    let short = t.has(i, WordClass::WeekdayAbbreviation);
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
    t.value(i, WordClass::Season)?.parse().ok()
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
    /// A weekday of a month by its count: the fourth Thursday of November.
    Nth {
        month: u8,
        weekday: Weekday,
        count: i8,
    },
}

impl Holiday {
    /// Reads a holiday as the shelf writes it: `12-25`, `easter-2` (days from Easter Sunday), or `11-thursday-4`.
    fn read(text: &str) -> Option<Holiday> {
        if let Some(days) = text.strip_prefix("easter") {
            return days.parse().ok().map(Holiday::Easter);
        }
        let (month, rest) = text.split_once('-')?;
        let month = month.parse().ok()?;
        if let Ok(day) = rest.parse() {
            return Some(Holiday::Fixed { month, day });
        }
        let (weekday, count) = rest.split_once('-')?;
        let number = language::value(weekday, WordClass::Weekday)?.parse().ok()?;
        Some(Holiday::Nth {
            month,
            weekday: Weekday::from_monday_one_offset(number).ok()?,
            count: count.parse().ok()?,
        })
    }

    /// Its day in a year.
    pub fn date(self, year: i16) -> Option<Date> {
        match self {
            Holiday::Fixed { month, day } => Date::new(year, month as i8, day as i8).ok(),
            Holiday::Easter(days) => easter(year)?.checked_add(days.days()).ok(),
            Holiday::Nth {
                month,
                weekday,
                count,
            } => Date::new(year, month as i8, 1)
                .ok()?
                .nth_weekday_of_month(count, weekday)
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
    if !t.capitalised(i) {
        return None;
    }
    let (name, mut next) = t.phrase(i, WordClass::Holiday)?;
    let holiday = Holiday::read(name)?;
    if next == i + 1 && t.is(next, "day") {
        next += 1;
    }
    Some((holiday, next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn movable_feasts() {
        assert_eq!(Holiday::Easter(0).date(2019), Some(date(2019, 4, 21)));
        assert_eq!(Holiday::Easter(-2).date(2024), Some(date(2024, 3, 29)));
        let thanksgiving = holiday(&Tokens::of("Thanksgiving"), 0).unwrap().0;
        assert_eq!(thanksgiving.date(2019), Some(date(2019, 11, 28)));
        assert_eq!(holiday(&Tokens::of("New Year’s Eve"), 0).unwrap().1, 5);
    }

    #[test]
    fn names_need_their_capital() {
        assert!(month(&Tokens::of("they may go"), 1).is_none());
        assert!(month(&Tokens::of("Sept. 5"), 0).unwrap().sure);
        assert!(weekday(&Tokens::of("Sun shines"), 0).is_none());
        assert!(weekday(&Tokens::of("Sun., Nov. 3"), 0).is_some());
    }
}
