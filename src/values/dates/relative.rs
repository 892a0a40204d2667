//! Dates told from another date: `yesterday`, `last month`, `the following year`, `three weeks ago`,
//! `March of that year`.

use super::calendar;
use super::expression::{DateExpr, Which};
use super::report::is_report;
use super::years::{day, year_after};
use crate::language::{self, WordClass};
use crate::values::counting::little;
use crate::values::durations::Duration;
use crate::values::tokens::Tokens;
use crate::values::units::{CalendarUnit as Unit, calendar_unit};

/// `of that year`, `last year`, `the same year` after a date without its year.
pub fn year_words(t: &Tokens, i: usize) -> Option<(DateExpr, usize)> {
    let mut k = i;
    if t.is_any(k, &["of", "in"]) {
        k += 1;
    }
    let the = t.is(k, "the");
    if the {
        k += 1;
    }
    if !t.is(k + 1, "year") || (t.is(k + 2, "old") || t.dash(k + 2)) {
        return None;
    }
    let count = |class| -> Option<i64> { t.value(k, class)?.parse().ok() };
    let past = t.is(k, "past") || t.is(k, "coming");
    let expr = match (
        count(WordClass::DateDeictic),
        count(WordClass::DateAnaphoric),
    ) {
        (Some(n), _) if !past => DateExpr::Shift(Unit::Year, n),
        (_, Some(n)) if n == 0 || the => DateExpr::FromContext(Unit::Year, n),
        _ => return None,
    };
    Some((expr, k + 2))
}

/// The date in the year that the words after it tell, if they do, and the token after them.
pub fn within(point: DateExpr, t: &Tokens, next: usize) -> (DateExpr, usize) {
    match year_words(t, next) {
        Some((year, end)) => (DateExpr::Within(Box::new(point), Box::new(year)), end),
        None => (point, next),
    }
}

fn part_of_day(t: &Tokens, i: usize) -> bool {
    t.has(i, WordClass::PartOfDay)
}

/// Dates told from the day of publication or from the date last told.
pub fn relative(t: &Tokens, i: usize) -> Option<(DateExpr, usize)> {
    let shift = |unit, n, next| Some((DateExpr::Shift(unit, n), next));
    let with_part = |next: usize| if part_of_day(t, next) { next + 1 } else { next };
    let the = t.before(i, 1) == "the";
    match t.lower(i) {
        "today" => {
            // `USA Today`
            let name = i > 0
                && t.capitalised(i)
                && t.is_word(i - 1)
                && t.capitalised(i - 1)
                && t.raw(i - 1).len() > 1;
            (!name).then_some(())?;
            shift(Unit::Day, 0, i + 1)
        }
        "tonight" => shift(Unit::Day, 0, i + 1),
        // `the end of the year`: of that year, as `late this year` is
        "end" if t.is(i + 1, "of") && t.is(i + 2, "the") => {
            let unit = calendar_unit(t, i + 3).filter(|unit| *unit != Unit::Day)?;
            let ends = !t.dash(i + 4) && (!t.is_word(i + 4) || little(t.lower(i + 4)));
            ends.then_some(())?;
            shift(unit, 0, i + 4)
        }
        // `year-end`, `year's end`
        "year" if !the || t.dash(i + 1) => {
            let at = if t.apostrophe(i + 1) && t.is(i + 2, "s") {
                i + 3
            } else {
                t.skip_dash(i + 1)
            };
            (t.is(at, "end") && !t.is(at + 1, "of")).then_some(())?;
            shift(Unit::Year, 0, at + 1)
        }
        "current" => {
            let at = if t.is(i + 1, "fiscal") { i + 2 } else { i + 1 };
            let unit = calendar_unit(t, at).filter(|unit| *unit != Unit::Day)?;
            shift(unit, 0, at + 1)
        }
        "yesterday" => shift(Unit::Day, -1, with_part(i + 1)),
        "tomorrow" => shift(Unit::Day, 1, with_part(i + 1)),
        "day" if t.is(i + 1, "before") && t.is(i + 2, "yesterday") => shift(Unit::Day, -2, i + 3),
        "day" if t.is(i + 1, "after") && t.is(i + 2, "tomorrow") => shift(Unit::Day, 2, i + 3),
        _ if calendar_unit(t, i)
            .is_some_and(|u| matches!(u, Unit::Year | Unit::Month | Unit::Week | Unit::Day))
            && the
            && t.is(i + 1, "before")
            && (!t.is_word(i + 2) || t.is(i + 2, "and")) =>
        {
            Some((DateExpr::FromContext(calendar_unit(t, i)?, -1), i + 2))
        }
        "weekend" if the && t.before_has(i, 2, WordClass::WeekendLead) => {
            Some((DateExpr::Weekend(Which::Plain), i + 1))
        }
        word if t.has(i, WordClass::DateDeictic) || t.has(i, WordClass::DateAnaphoric) => {
            let (mut which, mut at) = (word, i + 1);
            if word == "this" && t.is_any(at, &["past", "coming"]) {
                which = if t.is(at, "past") { "last" } else { "next" };
                at += 1;
            } else if word == "this" && t.is(at, "time") && t.is_any(at + 1, &["last", "next"]) {
                return relative(t, at + 1);
            } else if word == "that" && t.is(at, "same") {
                which = "same";
                at += 1;
            }
            let count = |class| -> Option<i64> { language::value(which, class)?.parse().ok() };
            let n = match count(WordClass::DateDeictic) {
                Some(n) => n,
                // `the same year`, `that day`: of the date last told
                None => {
                    let unit = calendar_unit(t, at)
                        .filter(|u| !matches!(u, Unit::Quarter | Unit::Century | Unit::Decade))?;
                    let n = count(WordClass::DateAnaphoric)?;
                    // `the same day`, `the following week`, but `that day` needs no article.
                    let fits = which == "that" || the || word == "that";
                    let old = t.dash(at + 1) || (t.is(at + 1, "old"));
                    return (fits && !old).then_some((DateExpr::FromContext(unit, n), at + 1));
                }
            };
            let near = match n {
                -1 => Which::Last,
                0 => Which::This,
                _ => Which::Next,
            };
            if part_of_day(t, at) && !the {
                return match (which, t.lower(at)) {
                    ("this", "night") => None,
                    ("this", _) => shift(Unit::Day, 0, at + 1),
                    ("last", "night") => shift(Unit::Day, -1, at + 1),
                    _ => None,
                };
            }
            if let Some(unit) = calendar_unit(t, at) {
                if t.dash(at + 1) && t.glued(at + 1) {
                    return None;
                }
                return match (the, unit) {
                    // `the next day` counts from what was told; `the last year` is a duration.
                    (true, Unit::Day | Unit::Week | Unit::Month | Unit::Year)
                        if which == "next" =>
                    {
                        Some((DateExpr::FromContext(unit, 1), at + 1))
                    }
                    (true, _) if word != "this" => None,
                    (_, Unit::Day) => None,
                    _ => shift(unit, n, at + 1),
                };
            }
            if t.is(at, "weekend") {
                return Some((DateExpr::Weekend(near), at + 1));
            }
            if let Some(name) = calendar::month(t, at).filter(|m| m.sure || t.capitalised(at)) {
                let plain =
                    day(t, name.next).is_none() && year_after(t, name.next, false).is_none();
                return (plain && !["past", "that"].contains(&word))
                    .then_some((DateExpr::Month(name.month, near), name.next));
            }
            if let Some((weekday, next)) = calendar::weekday(t, at) {
                // `this past Monday`, `last Monday`; `past Monday` is a time of the clock's.
                let next = with_part(next);
                return (word != "past").then_some((DateExpr::Weekday(weekday, near), next));
            }
            if let Some(season) = calendar::season(t, at)
                && year_after(t, at + 1, false).is_none()
                && !(t.is_word(at + 1) && !little(t.lower(at + 1)) && t.dash(at + 1))
            {
                return (!the).then_some((DateExpr::Season(season, near), at + 1));
            }
            None
        }
        _ => None,
    }
}

/// `three years ago`, `two days later`, `a week from now`: what a duration with such a word after it says.
pub fn shifted(t: &Tokens, duration: &Duration) -> Option<(DateExpr, usize)> {
    let (unit, n) = duration.calendar()?;
    let next = duration.next;
    // `40,000 years ago` names no year.
    if unit == Unit::Year && n >= 1000 {
        return None;
    }
    // `earned $3 million, up from $2 million a year ago`: in the same quarter, where the report is of one
    let word = t.lower(next);
    if (unit, n) == (Unit::Year, 1) && (word == "ago" || word == "earlier") && is_report(t, next) {
        let same = DateExpr::YearBefore(Box::new(DateExpr::Reported { told: true }));
        return Some((same, next + 1));
    }
    match t.lower(next) {
        "ago" => Some((DateExpr::Shift(unit, -n), next + 1)),
        "from" if t.is(next + 1, "now") => Some((DateExpr::Shift(unit, n), next + 2)),
        "later" => Some((DateExpr::FromContext(unit, n), next + 1)),
        "earlier" => Some((DateExpr::FromContext(unit, -n), next + 1)),
        "s" | "'" | "’" => {
            // `in two weeks' time`, `in a year's time`
            let time = (next..next + 3).find(|k| t.is(*k, "time"))?;
            (t.before(duration.first, 1) == "in").then_some((DateExpr::Shift(unit, n), time + 1))
        }
        _ => None,
    }
}
