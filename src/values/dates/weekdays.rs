//! Weekdays that are counted: `the last Friday of this month`, `the first Monday in April`, `Thursday week`, `a week on
//! Friday`, `three Saturdays ago`.

use jiff::civil::Weekday;

use super::calendar;
use super::expression::{DateExpr, Which};
use super::relative::{relative, within};
use super::years::year_after;
use crate::language::{self, WordClass};
use crate::values::counting::little;
use crate::values::durations::Duration;
use crate::values::numbers::{self, Number};
use crate::values::tokens::Tokens;
use crate::values::units::CalendarUnit;

/// `the last Friday of this month`, `the second Tuesday in May 2020`, `the last day of June`: what starts at the count.
pub fn nth_of_month(t: &Tokens, i: usize) -> Option<(DateExpr, usize)> {
    let (nth, at) = if t.is(i, "last") {
        (-1, i + 1)
    } else {
        let (n, next) = numbers::ordinal_word(t, i)?;
        (i8::try_from(n).ok().filter(|n| *n <= 31)?, next)
    };
    let (weekday, next) = match calendar::weekday(t, at) {
        Some((weekday, next)) => (Some(weekday).filter(|_| nth <= 5), next),
        None if t.is(at, "day") => (None, at + 1),
        None => return None,
    };
    if weekday.is_none() && !t.is(at, "day") || !(t.is(next, "of") || t.is(next, "in")) {
        return None;
    }
    let mut k = next + 1;
    let the = t.is(k, "the");
    if the {
        k += 1;
    }
    // What comes again every month is no date.
    if t.has(k, WordClass::EveryLead) && t.is(k + 1, "month") {
        return Some((DateExpr::Nothing, k + 2));
    }
    let (month, end) = if let Some(name) = calendar::month(t, k) {
        match year_after(t, name.next, false) {
            Some((year, end)) => (
                DateExpr::Known(crate::values::edtf::Point::Month {
                    year: Some(year),
                    month: name.month,
                }),
                end,
            ),
            None => within(DateExpr::Month(name.month, Which::Plain), t, name.next),
        }
    } else if the && t.is(k, "month") {
        (DateExpr::Shift(CalendarUnit::Month, 0), k + 1)
    } else {
        relative(t, k)?
    };
    let is_month = match &month {
        DateExpr::Within(inner, _) => matches!(**inner, DateExpr::Month(..)),
        DateExpr::Known(_) | DateExpr::Month(..) => true,
        DateExpr::Shift(unit, _) | DateExpr::FromContext(unit, _) => *unit == CalendarUnit::Month,
        _ => false,
    };
    let month = Box::new(month);
    is_month.then_some((
        DateExpr::NthOf {
            nth,
            weekday,
            month,
        },
        end,
    ))
}

/// `week` or `fortnight` right behind a weekday: so many weeks after the one to come. Example: `Thursday week`.
pub fn weeks_after(t: &Tokens, weekday: Weekday, next: usize) -> Option<(DateExpr, usize)> {
    let weeks = match t.raw(next) {
        "week" => 1,
        "fortnight" => 2,
        _ => return None,
    };
    let ends = !t.is_word(next + 1) || little(t.lower(next + 1));
    let joined = t.glued(next + 1) && !matches!(t.raw(next + 1), "." | "," | ")" | ";");
    (ends && !joined && t.digits(next + 1).is_none()).then_some((
        DateExpr::FromWeekday {
            weekday,
            to_come: true,
            weeks,
        },
        next + 1,
    ))
}

/// `a week on Friday`, `two weeks from Monday`, `a week last Tuesday`, `three days from today`, `a fortnight today`: a length of time behind which the
/// day stands from which it counts.
pub fn from_day(t: &Tokens, duration: &Duration) -> Option<(DateExpr, usize)> {
    let (unit, n) = duration.calendar()?;
    // `shut for a week on Friday` tells a length and a day.
    if t.before(duration.first, 1) == "for" || duration.hyphen {
        return None;
    }
    let next = duration.next;
    let from = usize::from(t.is(next, "from"));
    if (from == 1 || unit == CalendarUnit::Week) && t.is(next + from, "today") {
        // `a fortnight today` is a day, `two weeks from today` is some time in that week.
        let (unit, n) = match from {
            0 => (CalendarUnit::Day, n.checked_mul(7)?),
            _ => (unit, n),
        };
        return Some((DateExpr::Shift(unit, n), next + from + 1));
    }
    if (from == 1 || unit == CalendarUnit::Week) && t.is(next + from, "tomorrow") {
        let days = match unit {
            CalendarUnit::Day => n,
            CalendarUnit::Week => n.checked_mul(7)?,
            _ => return None,
        };
        return Some((
            DateExpr::Shift(CalendarUnit::Day, days.checked_add(1)?),
            next + from + 1,
        ));
    }
    if unit != CalendarUnit::Week {
        return None;
    }
    let (to_come, at) = match t.lower(next) {
        "on" | "from" => (
            true,
            if t.is(next + 1, "next") {
                next + 2
            } else {
                next + 1
            },
        ),
        "next" => (true, next + 1),
        "last" => (false, next + 1),
        _ => return None,
    };
    let (weekday, end) = calendar::weekday(t, at)?;
    let weeks = if to_come { n } else { -n };
    Some((
        DateExpr::FromWeekday {
            weekday,
            to_come,
            weeks,
        },
        end,
    ))
}

/// `three Saturdays ago`, `two Fridays from now`: what starts at the number, which is read already.
pub fn weekdays_ago(t: &Tokens, number: &Number) -> Option<(DateExpr, usize)> {
    let n = i64::from(number.whole(99).filter(|n| *n > 0)?);
    let at = number.next;
    let name = t
        .lower(at)
        .strip_suffix('s')
        .filter(|_| t.capitalised(at))?;
    if language::is(name, WordClass::WeekdayAbbreviation) {
        return None;
    }
    let offset = language::value(name, WordClass::Weekday)?.parse().ok()?;
    let weekday = Weekday::from_monday_one_offset(offset).ok()?;
    let (to_come, weeks, next) = if t.is(at + 1, "ago") {
        (false, 1 - n, at + 2)
    } else if t.is(at + 1, "from") && t.is(at + 2, "now") {
        (true, n - 1, at + 3)
    } else {
        return None;
    };
    Some((
        DateExpr::FromWeekday {
            weekday,
            to_come,
            weeks,
        },
        next,
    ))
}
