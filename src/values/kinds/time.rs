//! Times of the day: `3 p.m.`, `10.30am`, `15:00`, `22:30 GMT`, `noon`, `9am to 5pm`. A time by itself that
//! could be of the morning or of the evening (`at 3:45`) is none, for nobody could say which.

use super::Kind;
use crate::language::{self, WordClass};
use crate::values::dates::{self, expression::DateExpr};
use crate::values::edtf::Clock;
use crate::values::found::{Found, Reading as Said};
use crate::values::numbers;
use crate::values::reader::Reader;
use crate::values::tokens::Tokens;

/// `10 a.m.`, `noon tomorrow`, `3pm, Nov. 5`: a time, with the date behind it where one stands there.
pub struct TimeOfDay;

impl Kind for TimeOfDay {
    fn name(&self) -> &'static str {
        "time"
    }

    fn at(&self, reader: &Reader, i: usize) -> Option<Found> {
        let t = &reader.tokens;
        let time = military(t, i).or_else(|| time(t, i))?;
        let mut at = time.next;
        if t.is(at, ",") {
            at += 1;
        }
        if t.is(at, "on") {
            at += 1;
        }
        let on = at > time.next;
        let date = dates::date(t, at, false)
            .filter(|d| d.expr.is_one_day())
            .filter(|d| {
                // A weekday after a comma begins something else.
                !(on && t.is(time.next, ",") && matches!(d.expr, DateExpr::Shift(..)))
            });
        let (next, date) = match date {
            Some(date) => (date.next, Some(date.expr)),
            None => (time.next, None),
        };
        Some(found(i, next, &time, date))
    }
}

/// `Monday at 3 p.m.`, `2019-11-18T15:00`, `November 18, 2019, 15:00`: a date with the time behind it.
pub struct DateAndTime;

impl Kind for DateAndTime {
    fn name(&self) -> &'static str {
        "date_and_time"
    }

    fn at(&self, reader: &Reader, i: usize) -> Option<Found> {
        let t = &reader.tokens;
        let date = reader.date(i).filter(|date| date.expr.is_one_day())?;
        let iso = t.raw(date.next) == "T" && t.glued(date.next) && t.glued(date.next + 1);
        let at = match t.lower(date.next) {
            "at" | "," | "from" => date.next + 1,
            "t" if iso => date.next + 1,
            _ => date.next,
        };
        let at = if t.is(at, "at") { at + 1 } else { at };
        let time = if iso { iso_time(t, at) } else { time(t, at) }?;
        Some(found(i, time.next, &time, Some(date.expr)))
    }
}

fn found(first: usize, next: usize, time: &Time, date: Option<DateExpr>) -> Found {
    let said = Said::Time {
        clock: time.clock,
        to: time.to,
        date,
    };
    Found::one(first, next, said)
}

/// A time or a range of times, its first token and the token after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Time {
    clock: Clock,
    to: Option<Clock>,
    next: usize,
}

/// Half of the day, as `am` and `pm` say it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
}

/// Hour and minute as they stand, and whether they can be only one time of the day.
struct Reading {
    hour: u32,
    minute: u32,
    colon: bool,
    sure: bool,
    next: usize,
}

fn reading(t: &Tokens, i: usize) -> Option<Reading> {
    let digits = t.digits(i).filter(|d| d.len() <= 2)?;
    let hour: u32 = digits.parse().ok().filter(|h| *h <= 24)?;
    if i > 0
        && t.glued(i)
        && (t.is_word(i - 1) || matches!(t.raw(i - 1), "$" | "£" | "€" | "." | "," | ":" | "/"))
    {
        return None;
    }
    let joined = t.glued(i + 1) && t.glued(i + 2) && matches!(t.raw(i + 1), ":" | ".");
    if joined
        && let Some(minute) = t
            .int(i + 2, 2)
            .filter(|m| *m < 60 && t.raw(i + 2).len() == 2)
    {
        let colon = t.raw(i + 1) == ":";
        let mut next = i + 3;
        if colon
            && t.is(next, ":")
            && t.glued(next)
            && t.glued(next + 1)
            && t.digits(next + 1).is_some()
        {
            next += 2;
        }
        let sure =
            colon && (hour >= 13 || digits.len() == 2 && digits.starts_with('0')) && hour < 24;
        return Some(Reading {
            hour,
            minute,
            colon,
            sure,
            next,
        });
    }
    Some(Reading {
        hour,
        minute: 0,
        colon: false,
        sure: false,
        next: i + 1,
    })
}

fn half(t: &Tokens, i: usize) -> Option<(Half, usize)> {
    let half = match t.lower(i) {
        "am" => {
            return (!t.glued(i) && t.raw(i) == "am" || t.glued(i) || t.raw(i) == "AM")
                .then_some((Half::Am, i + 1));
        }
        "pm" => return Some((Half::Pm, i + 1)),
        "a" => Half::Am,
        "p" => Half::Pm,
        _ => return None,
    };
    // a.m. and a.m
    let letters = t.is(i + 1, ".") && t.glued(i + 1) && t.is(i + 2, "m") && t.glued(i + 2);
    letters.then(|| {
        (
            half,
            if t.is(i + 3, ".") && t.glued(i + 3) {
                i + 4
            } else {
                i + 3
            },
        )
    })
}

fn zone(t: &Tokens, i: usize) -> Option<usize> {
    if language::is(t.raw(i), WordClass::TimeZone) {
        return Some(i + 1);
    }
    (t.is(i, "local") && t.is(i + 1, "time")).then_some(i + 2)
}

fn clock(hour: u32, minute: u32, half: Option<Half>) -> Option<Clock> {
    let hour = match half {
        Some(_) if hour == 0 || hour > 12 => {
            return (12..24).contains(&hour).then_some(Clock {
                hour: hour as u8,
                minute: minute as u8,
            });
        }
        Some(Half::Am) => hour % 12,
        Some(Half::Pm) => hour % 12 + 12,
        None => hour,
    };
    (hour < 24 && minute < 60).then_some(Clock {
        hour: hour as u8,
        minute: minute as u8,
    })
}

/// `in the morning`, `in the evening`, `at night` after a time.
fn half_words(t: &Tokens, i: usize) -> Option<(Half, usize)> {
    if t.is(i, "in") && t.is(i + 1, "the") {
        let half = match t.value(i + 2, WordClass::HalfOfDay)? {
            "am" => Half::Am,
            _ => Half::Pm,
        };
        return Some((half, i + 3));
    }
    (t.is(i, "at") && t.is(i + 1, "night")).then_some((Half::Pm, i + 2))
}

/// The time at token `i`.
fn time(t: &Tokens, i: usize) -> Option<Time> {
    if let Some(named) = named(t, i) {
        return Some(Time {
            clock: named,
            to: None,
            next: i + 1,
        });
    }
    // `eight o'clock`
    let oclock = |k: usize| t.is(k, "o") && t.apostrophe(k + 1) && t.is(k + 2, "clock");
    if let Some(n) = numbers::number(t, i)
        && oclock(n.next)
        && let Some(hour) = n.whole(12)
    {
        let (half, next) = half_words(t, n.next + 3).or_else(|| half(t, n.next + 3))?;
        return Some(Time {
            clock: clock(hour, 0, Some(half))?,
            to: None,
            next,
        });
    }
    let from = reading(t, i)?;
    if let Some((half, next)) = half(t, from.next) {
        let next = zone(t, next).unwrap_or(next);
        let clock = clock(from.hour, from.minute, Some(half))?;
        if let Some((to, end)) = range_end(t, next) {
            return Some(Time {
                clock,
                to: Some(to),
                next: end,
            });
        }
        return Some(Time {
            clock,
            to: None,
            next,
        });
    }
    // `10-11am`, `3 to 5 p.m.`
    if joins(t, from.next)
        && let Some(to) = reading(t, from.next + 1)
        && let Some((end_half, end)) = half(t, to.next)
        && (1..=12).contains(&from.hour)
    {
        let last = clock(to.hour, to.minute, Some(end_half))?;
        let same = clock(from.hour, from.minute, Some(end_half))?;
        let first = if (same.hour, same.minute) < (last.hour, last.minute) {
            same
        } else {
            clock(from.hour, from.minute, Some(Half::Am))?
        };
        return Some(Time {
            clock: first,
            to: Some(last),
            next: zone(t, end).unwrap_or(end),
        });
    }
    let glued_on = t.glued(from.next)
        && (t.is_word(from.next) || t.dash(from.next))
        && !t.is_any(from.next, &["h", "hrs"]);
    if glued_on {
        return None;
    }
    if let Some((half, next)) = half_words(t, from.next)
        && (from.colon || t.before(i, 1) == "at")
        && (1..=12).contains(&from.hour)
    {
        return Some(Time {
            clock: clock(from.hour, from.minute, Some(half))?,
            to: None,
            next,
        });
    }
    // A 24-hour clock: `at 22:30`, `15:00 GMT`, `0930 GMT`
    let zoned = zone(t, from.next).or_else(|| {
        t.has(from.next, WordClass::ClockUnit)
            .then_some(from.next + 1)
    });
    let led = t.before_has(i, 1, WordClass::ClockLead) || matches!(t.before(i, 1), "," | "(");
    if from.colon
        && (zoned.is_some() || (from.sure && (led || i == 0 || !t.is_any(i - 1, &["in", "of"]))))
    {
        let next = zoned.unwrap_or(from.next);
        let clock = clock(from.hour, from.minute, None)?;
        if joins(t, next)
            && let Some(to) = reading(t, next + 1).filter(|to| to.colon && to.sure)
        {
            return Some(Time {
                clock,
                to: self::clock(to.hour, to.minute, None),
                next: to.next,
            });
        }
        return Some(Time {
            clock,
            to: None,
            next,
        });
    }
    None
}

/// Four digits before a zone: `1500 GMT`.
fn military(t: &Tokens, i: usize) -> Option<Time> {
    let digits = t.digits(i).filter(|d| d.len() == 4)?;
    let next = zone(t, i + 1).or_else(|| t.is(i + 1, "hrs").then_some(i + 2))?;
    let n: u32 = digits.parse().ok()?;
    Some(Time {
        clock: clock(n / 100, n % 100, None)?,
        to: None,
        next,
    })
}

/// `15:00[:00][Z]` after the `T` of an ISO date.
fn iso_time(t: &Tokens, i: usize) -> Option<Time> {
    let (hour, minute) = (t.int(i, 2)?, t.int(i + 2, 2)?);
    if !t.is(i + 1, ":") || hour > 23 || minute > 59 {
        return None;
    }
    let mut next = i + 3;
    if t.is(next, ":") && t.glued(next) && t.int(next + 1, 2).is_some() {
        next += 2;
    }
    if t.raw(next) == "Z" && t.glued(next) {
        next += 1;
    }
    Some(Time {
        clock: Clock {
            hour: hour as u8,
            minute: minute as u8,
        },
        to: None,
        next,
    })
}

fn named(t: &Tokens, i: usize) -> Option<Clock> {
    let led = t.before_has(i, 1, WordClass::NoonLead);
    let hour = t.value(i, WordClass::NamedTime)?.parse().ok()?;
    // `Midnight` at the head of a sentence is as good a name.
    (led || (i == 0 && hour != 0)).then_some(Clock { hour, minute: 0 })
}

fn joins(t: &Tokens, i: usize) -> bool {
    t.dash(i) || t.has(i, WordClass::TimeJoin)
}

fn range_end(t: &Tokens, i: usize) -> Option<(Clock, usize)> {
    if !joins(t, i) && !t.is(i, "and") {
        return None;
    }
    if let Some(clock) = named(t, i + 1).filter(|_| !t.is(i, "and")) {
        return Some((clock, i + 2));
    }
    let to = reading(t, i + 1)?;
    let (half, next) = half(t, to.next)?;
    Some((
        clock(to.hour, to.minute, Some(half))?,
        zone(t, next).unwrap_or(next),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        for (text, value) in [
            ("3 pm", "T15:00"),
            ("3 p.m.", "T15:00"),
            ("10.30am", "T10:30"),
            ("12 a.m.", "T00:00"),
            ("12:15 pm", "T12:15"),
            ("15:00", "T15:00"),
            ("09:05", "T09:05"),
            ("8 o'clock in the evening", "T20:00"),
            ("3:30 in the afternoon", "T15:30"),
            ("7:15 GMT", "T07:15"),
            ("9am to 5pm", "T09:00/T17:00"),
            ("10-11am", "T10:00/T11:00"),
            ("10 to 2 p.m.", "T10:00/T14:00"),
            ("3:45", ""),
            ("25:00", ""),
            ("3.30", ""),
            ("6-3", ""),
        ] {
            let found = time(&Tokens::of(text), 0).map(|t| match t.to {
                Some(to) => format!("{}/{to}", t.clock),
                None => t.clock.to_string(),
            });
            assert_eq!(found.unwrap_or_default(), value, "{text}");
        }
        assert_eq!(
            military(&Tokens::of("0930 GMT"), 0)
                .map(|t| t.clock.to_string())
                .as_deref(),
            Some("T09:30")
        );
    }
}
