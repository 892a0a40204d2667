//! One date in digits or in words, without the range that it may begin.

use jiff::civil::{Date, Weekday};

use super::expression::{DateExpr, Which, interval};
use super::relative::{relative, within};
use super::report::{is_game, is_report, report_date};
use super::years::{
    bare_year, century, day, decade_context, decade_word, era_year, full_year, inside_number,
    plain_year, runs_on, short_decade, worded_year, year_after,
};
use super::{calendar, weekdays};
use crate::language::WordClass;
use crate::values::counting::{counts, little};
use crate::values::edtf::Point;
use crate::values::numbers;
use crate::values::tokens::{Kind, Tokens};

/// One date, no range (but for `5-7 May`).
pub fn point(t: &Tokens, i: usize) -> Option<(DateExpr, usize)> {
    match t.kind(i)? {
        Kind::Digits => in_digits(t, i),
        Kind::Word => in_words(t, i),
        // '90s
        Kind::Sign if t.apostrophe(i) && t.glued(i + 1) => {
            let digits = t.digits(i + 1).filter(|d| d.len() == 2)?;
            if t.glued(i + 2) && t.is(i + 2, "s") {
                return Some((DateExpr::Known(short_decade(digits)?), i + 3));
            }
            None
        }
        Kind::Sign => None,
    }
}

fn month_day(
    t: &Tokens,
    month: u8,
    day: u8,
    next: usize,
    weekday: Option<Weekday>,
) -> Option<(DateExpr, usize)> {
    // A leap year has every day that there is.
    Date::new(2000, month as i8, day as i8).ok()?;
    if let Some((year, end)) = year_after(t, next, true) {
        return Some((
            DateExpr::Known(Point::Day {
                year: Some(year),
                month,
                day,
            }),
            end,
        ));
    }
    let attacks = t.has(next, WordClass::AttackWord);
    if (month, day) == (9, 11) && attacks {
        return Some((
            DateExpr::Known(Point::Day {
                year: Some(2001),
                month,
                day,
            }),
            next,
        ));
    }
    Some(within(
        DateExpr::MonthDay {
            month,
            day,
            weekday,
        },
        t,
        next,
    ))
}

/// Both ends of `5-7` in one month.
fn day_range(t: &Tokens, month: u8, from: u8, to: u8, next: usize) -> Option<(DateExpr, usize)> {
    let (right, end) = month_day(t, month, to, next, None)?;
    let left = match &right {
        DateExpr::Known(point) => DateExpr::Known(Point::Day {
            year: point.year(),
            month,
            day: from,
        }),
        _ => DateExpr::MonthDay {
            month,
            day: from,
            weekday: None,
        },
    };
    Some((interval(left, right), end))
}

/// `-`, `to`, or `and` between consecutive days or after `between`.
fn joins_days(t: &Tokens, i: usize, k: usize, from: u8, to: u8) -> bool {
    from < to
        && (t.dash(k)
            || t.has(k, WordClass::DayRangeJoin)
            || (t.is(k, "and") && (to == from + 1 || t.before(i, 1) == "between")))
}

fn in_digits(t: &Tokens, i: usize) -> Option<(DateExpr, usize)> {
    if inside_number(t, i) {
        return None;
    }
    // `9/11`
    if t.raw(i) == "9"
        && t.is(i + 1, "/")
        && t.raw(i + 2) == "11"
        && t.glued(i + 1)
        && t.glued(i + 2)
    {
        let runs_on =
            runs_on(t, i + 3) || (t.glued(i + 3) && t.dash(i + 3) && t.digits(i + 4).is_some());
        let attacks = Point::Day {
            year: Some(2001),
            month: 9,
            day: 11,
        };
        return (!runs_on).then_some((DateExpr::Known(attacks), i + 3));
    }
    if let Some(found) = numeric(t, i) {
        return Some(found);
    }
    // 5 May 2019, 5th of May, 5-7 May, 5 May - 3 June (the range is built above)
    if let Some((d, mut next, ordinal)) = day(t, i) {
        let mut from = None;
        if let Some((to, after, _)) = day(t, next + 1)
            && joins_days(t, i, next, d, to)
            && calendar::month(t, after).is_some()
        {
            from = Some(d);
            next = after;
        }
        let last = if from.is_some() {
            day(t, next.checked_sub(1)?)
                .or_else(|| day(t, next.checked_sub(2)?))?
                .0
        } else {
            d
        };
        let mut at = next;
        if t.is(at, "of") && (ordinal || from.is_some()) {
            at += 1;
        } else if t.dash(at) && t.glued(at) && t.glued(at + 1) && t.is_word(at + 1) {
            // 18-Nov-2019
            at += 1;
        }
        if let Some(month) = calendar::month(t, at) {
            let after = if t.dash(month.next)
                && at == next + 1
                && t.glued(month.next + 1)
                && t.digits(month.next + 1).is_some()
            {
                month.next + 1
            } else {
                month.next
            };
            // `20 March` is a day; in `the 20 May ships` nobody could tell.
            return match from {
                Some(from) => day_range(t, month.month, from, last, after),
                None => month_day(t, month.month, d, after, None),
            };
        }
    }
    if let Some(found) = century(t, i) {
        return Some(found);
    }
    // `the 1988 second quarter`
    if let Some((year, next)) = plain_year(t, i)
        && let Some((n, at)) = numbers::ordinal_word(t, next)
        && (1..=4).contains(&n)
        && t.is(at, "quarter")
    {
        let quarter = Point::Quarter {
            year: Some(year),
            quarter: 32 + n as u8,
        };
        return Some((DateExpr::Known(quarter), at + 1));
    }
    let digits = t.digits(i)?;
    // 1990s, 1990's, 90s
    let s = if t.apostrophe(i + 1) && t.glued(i + 1) {
        i + 2
    } else {
        i + 1
    };
    if t.glued(s) && t.is(s, "s") && t.glued(i + 1) {
        let year: i64 = digits.parse().ok()?;
        // `1990's` is also the genitive of a year: `Vision 2030's goals`.
        let genitive = s > i + 1 && !decade_context(t, i);
        return match digits.len() {
            4 if genitive => bare_year(t, i),
            4 if year % 10 == 0 && (1000..=2090).contains(&year) => {
                // `the 1800s` are a century, `the 2000s` a decade.
                let long = year % 100 == 0 && year != 2000;
                let point = if long {
                    Point::Century(year / 100)
                } else {
                    Point::Decade(year / 10)
                };
                Some((DateExpr::Known(point), s + 1))
            }
            2 if s == i + 1 && matches!(year, 60 | 70 | 80 | 90) && decade_context(t, i) => {
                Some((DateExpr::Known(short_decade(digits)?), s + 1))
            }
            _ => None,
        };
    }
    if let Some(found) = era_year(t, i) {
        return Some(found);
    }
    bare_year(t, i)
}

/// ISO dates, and day, month and year with points, strokes or hyphens between them.
fn numeric(t: &Tokens, i: usize) -> Option<(DateExpr, usize)> {
    let (a, b, c) = (t.digits(i)?, t.digits(i + 2)?, t.digits(i + 4)?);
    let sign = t.raw(i + 1);
    let even = sign == t.raw(i + 3)
        && matches!(sign, "." | "/" | "-" | "–" | "‑")
        && (i + 1..=i + 4).all(|k| t.glued(k));
    let runs_on =
        t.glued(i + 5) && (t.raw(i + 5) == sign && t.glued(i + 6) && t.digits(i + 6).is_some());
    let version = t.before_has(i, 1, WordClass::VersionWord) || t.before(i, 1) == "§";
    if !even || runs_on || version || b.len() > 2 {
        return None;
    }
    let (x, y, z): (u32, u32, u32) = (t.int(i, 4)?, t.int(i + 2, 2)?, t.int(i + 4, 4)?);
    if a.len() == 4 && c.len() <= 2 {
        let point = known_day(x.into(), y, z)?;
        return (1000..=2100)
            .contains(&x)
            .then_some((DateExpr::Known(point), i + 5));
    }
    if a.len() > 2 || !(c.len() == 2 || (c.len() == 4 && (1000..=2100).contains(&z))) {
        return None;
    }
    // Two digits each and no stroke or point: 10-12-14 is more often a score or a mixture.
    if c.len() == 2 && !matches!(sign, "." | "/") {
        return None;
    }
    let year = if c.len() == 2 { full_year(z) } else { z.into() };
    let day_first = known_day(year, y, x);
    let month_first = known_day(year, x, y);
    let expr = match (day_first, month_first) {
        (Some(a), Some(b)) if a == b => DateExpr::Known(a),
        (Some(_), Some(_)) => DateExpr::Numeric {
            first: x as u8,
            second: y as u8,
            year,
        },
        (Some(point), None) | (None, Some(point)) => DateExpr::Known(point),
        (None, None) => return None,
    };
    Some((expr, i + 5))
}

fn known_day(year: i64, month: u32, day: u32) -> Option<Point> {
    let date = Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    );
    date.ok().map(Point::day)
}

/// Tells of a date in digits that can be read one way only whether it has the day first.
pub fn shows_day_first(t: &Tokens, i: usize) -> Option<bool> {
    let (x, y) = (t.int(i, 2)?, t.int(i + 2, 2)?);
    let numeric = matches!(numeric(t, i), Some((DateExpr::Known(_), _)));
    (numeric && x != y && x <= 31 && y <= 31 && (x > 12) != (y > 12)).then_some(x > 12)
}

fn in_words(t: &Tokens, i: usize) -> Option<(DateExpr, usize)> {
    if t.glued(i) && i > 0 && t.digits(i - 1).is_some() {
        return None;
    }
    if let Some(found) = calendar::holiday(t, i) {
        return Some((DateExpr::Holiday(found.0), found.1)).map(|(expr, next)| {
            match year_after(t, next, true) {
                Some((year, end)) => match i16::try_from(year).ok().and_then(|y| found.0.date(y)) {
                    Some(date) => (DateExpr::Known(Point::day(date)), end),
                    None => (expr, next),
                },
                None => within(expr, t, next),
            }
        });
    }
    if let Some(found) = weekdays::nth_of_month(t, i) {
        return Some(found);
    }
    if let Some(found) = with_weekday(t, i) {
        return found;
    }
    if let Some(found) = with_month(t, i) {
        return Some(found);
    }
    if let Some(found) = modified(t, i) {
        return Some(found);
    }
    if let Some(found) = relative(t, i) {
        return Some(found);
    }
    if let Some(found) = century(t, i) {
        return Some(found);
    }
    if let Some(found) = season(t, i) {
        return Some(found);
    }
    if let Some(found) = part_of_year(t, i) {
        return Some(found);
    }
    if let Some(found) = report_date(t, i) {
        return Some(found);
    }
    if let Some((year, next)) = worded_year(t, i) {
        return Some((DateExpr::Known(Point::Year(year)), next));
    }
    // `fifth of November`
    if let Some((day, next)) = numbers::ordinal_word(t, i)
        && t.is(next, "of")
        && let Some(month) = calendar::month(t, next + 1)
    {
        return month_day(t, month.month, day as u8, month.next, None);
    }
    // `AD 842`
    if matches!(t.raw(i), "AD" | "CE")
        && let Some(year) = t.int(i + 1, 4)
    {
        return Some((DateExpr::Known(Point::Year(year.into())), i + 2));
    }
    decade_word(t, i)
}

/// A weekday, alone or before its date. `Some(None)` where the weekday is part of a name.
fn with_weekday(t: &Tokens, i: usize) -> Option<Option<(DateExpr, usize)>> {
    let (weekday, mut next) = calendar::weekday(t, i)?;
    let mut at = next;
    if t.is(at, ",") {
        at += 1;
    }
    if t.is(at, "the") || t.is(at, "on") {
        at += 1;
    }
    let dated = match t.kind(at) {
        Some(Kind::Digits) => in_digits(t, at),
        Some(Kind::Word) if calendar::month(t, at).is_some() => with_month(t, at),
        _ => None,
    };
    if let Some((expr, end)) = dated {
        match expr {
            DateExpr::Known(Point::Day { .. })
            | DateExpr::Numeric { .. }
            | DateExpr::Within(..) => {
                return Some(Some((expr, end)));
            }
            DateExpr::MonthDay { month, day, .. } => {
                return Some(Some((
                    DateExpr::MonthDay {
                        month,
                        day,
                        weekday: Some(weekday),
                    },
                    end,
                )));
            }
            _ => (),
        }
    }

    let part_of_name = (t.has(next, WordClass::WeekdayNameTail) && t.capitalised(next))
        || t.has(next, WordClass::PartsOfDay)
        // `on a Monday`, `every Tuesday and Friday`, `Friday the 13th`
        || t.before_has(i, 1, WordClass::AnyWeekdayLead)
        || (1..=4).any(|k| t.before_has(i, k, WordClass::EveryLead))
        || (t.is(next, "the") && t.int(next + 1, 2).is_some())
        || t.before_has(i, 1, WordClass::WeekdayNameLead)
        || (t.is(next, "night") && t.capitalised(next) && t.capitalised(next + 1));
    if part_of_name {
        return Some(None);
    }
    if let Some(found) = weekdays::weeks_after(t, weekday, next) {
        return Some(Some(found));
    }
    // `Friday 5-6 ...` and `Friday the 13th` are as good as `Friday`.
    if t.has(next, WordClass::PartOfDay) {
        next += 1;
    }
    Some(Some((DateExpr::Weekday(weekday, Which::Plain), next)))
}

fn with_month(t: &Tokens, i: usize) -> Option<(DateExpr, usize)> {
    let name = calendar::month(t, i)?;
    let month = name.month;
    let at = if t.is(name.next, "the") {
        name.next + 1
    } else {
        name.next
    };
    if let Some((from, next, _)) = day(t, at)
        && !counts(t, next)
        && !(t.dash(next) && t.glued(next) && t.glued(next + 1) && t.is_word(next + 1))
    {
        if let Some((to, end, _)) = day(t, next + 1)
            && joins_days(t, i, next, from, to)
            && !counts(t, end)
            && calendar::month(t, end).is_none()
        {
            return day_range(t, month, from, to, end);
        }
        return month_day(t, month, from, next, None);
    }
    if let Some((day, next)) = numbers::ordinal_word(t, at)
        && (at != name.next || t.capitalised(at))
        && !t.has(next, WordClass::OrdinalNoun)
    {
        return month_day(t, month, day as u8, next, None);
    }
    // `May, 1750`, `November of 1776`, `March '99`
    if let Some((year, next)) = year_after(t, name.next, false) {
        return Some((
            DateExpr::Known(Point::Month {
                year: Some(year),
                month,
            }),
            next,
        ));
    }
    // `the June quarter`
    if month % 3 == 0 && t.is(name.next, "quarter") {
        return Some((DateExpr::Quarter(32 + month / 3), name.next + 1));
    }
    if let found @ (DateExpr::Within(..), _) =
        within(DateExpr::Month(month, Which::Plain), t, name.next)
    {
        return Some(found);
    }
    // A month at the head of a range takes its year from the end: that is told later.
    let prev = t.before(i, 1);
    let led = t.before_has(i, 1, WordClass::MonthLead)
        || (t.dash(i.wrapping_sub(1)) && t.before(i, 2) == "mid");
    let beside = |k: usize| calendar::month(t, k).is_some_and(|m| m.sure);
    let listed = ((t.has(name.next, WordClass::MonthJoin)
        || matches!(t.raw(name.next), "," | "/"))
        || t.dash(name.next))
        && beside(name.next + 1)
        || ((t.before_has(i, 1, WordClass::MonthJoin) || prev == ",") && i >= 2 && beside(i - 2));
    let full = name.next != i + 1 || !t.has(i, WordClass::MonthAbbreviation);
    if (name.sure && !(t.apostrophe(name.next) && t.is(name.next + 1, "d")))
        || (full && (led || listed))
    {
        return Some((DateExpr::Month(month, Which::Plain), name.next));
    }
    None
}

/// `early 2014`, `mid-August`, `late last year`, `earlier this week`.
fn modified(t: &Tokens, i: usize) -> Option<(DateExpr, usize)> {
    match () {
        _ if t.has(i, WordClass::PartOfPeriod) || t.is(i, "middle") => {
            let at = t.skip_dash(i + 1);
            let (expr, next) = match t.kind(at)? {
                Kind::Digits => in_digits(t, at)?,
                Kind::Word if calendar::month(t, at).is_some() => with_month(t, at)?,
                Kind::Word => relative(t, at)
                    .or_else(|| century(t, at))
                    .or_else(|| season(t, at))
                    .or_else(|| decade_word(t, at))?,
                Kind::Sign => point(t, at)?,
            };
            // `late 5 May` is none.
            let whole = matches!(
                expr,
                DateExpr::Known(Point::Day { .. }) | DateExpr::MonthDay { .. }
            );
            (!whole).then_some((expr, next))
        }
        _ if t.has(i, WordClass::LooseTime) => {
            let at = i + 1;
            let (expr, next) = relative(t, at).or_else(|| {
                if t.is_any(at, &["in", "on"]) {
                    None
                } else {
                    with_weekday(t, at).flatten()
                }
            })?;
            Some((expr, next))
        }
        _ => None,
    }
}

/// `summer of 2014`, `winter 1776-77`, `in the summer`.
fn season(t: &Tokens, i: usize) -> Option<(DateExpr, usize)> {
    let season = calendar::season(t, i)?;
    let of = if t.is(i + 1, "of") { i + 2 } else { i + 1 };
    if let Some((year, next)) = plain_year(t, of).filter(|(_, next)| !counts(t, *next)) {
        // The winter of 1776-77 begins in the first.
        let end = match (t.dash(next) || t.is(next, "/"), t.int(next + 1, 4)) {
            (true, Some(last)) if i64::from(last) % 100 == (year + 1) % 100 => next + 2,
            _ => next,
        };
        return Some((
            DateExpr::Known(Point::Season {
                year: Some(year),
                season,
            }),
            end,
        ));
    }
    if let found @ (DateExpr::Within(..), _) =
        within(DateExpr::Season(season, Which::Plain), t, i + 1)
        && t.has(i + 1, WordClass::AfterSeason)
    {
        return Some(found);
    }
    // Also a leap, a coil, a drop: only where it stands as a time, and not before what it describes.
    let mut k = i;
    while k > 0
        && ((t.is(k - 1, "the") || t.has(k - 1, WordClass::PartOfPeriod)) || t.dash(k - 1))
        && i - k < 3
    {
        k -= 1;
    }
    let led = t.before_has(k, 1, WordClass::SeasonLead);
    // `Winter is mild`, `the heat of summer`
    let led = led
        || (k == 0 && !t.is(i, "fall"))
        || (t.before(k, 1) == "of" && !t.has(i, WordClass::AmbiguousSeason));
    let article = k < i && t.is(k, "the");
    let sure = !t.has(i, WordClass::AmbiguousSeason) || article;
    let ends =
        !t.is_word(i + 1) || (little(t.lower(i + 1)) && !t.is(i + 1, "of") && !t.is(i + 1, "into"));
    (led && sure && ends && !t.dash(i + 1))
        .then_some((DateExpr::Season(season, Which::Plain), i + 1))
}

/// Quarters, halves and fiscal years.
fn part_of_year(t: &Tokens, i: usize) -> Option<(DateExpr, usize)> {
    let year_of = |at: usize| {
        let at = if t.is(at, "of") { at + 1 } else { at };
        let at = if t.has(at, WordClass::FiscalYear) {
            at + 1
        } else {
            at
        };
        plain_year(t, at).filter(|(_, next)| !counts(t, *next))
    };
    let quarter = |n: u32, next: usize| -> (DateExpr, usize) {
        let quarter = 32 + n as u8;
        match year_of(next) {
            Some((year, end)) => (
                DateExpr::Known(Point::Quarter {
                    year: Some(year),
                    quarter,
                }),
                end,
            ),
            None => within(DateExpr::Quarter(quarter), t, next),
        }
    };
    // Q3
    if t.raw(i) == "Q" && t.glued(i + 1) {
        let n = t.int(i + 1, 1).filter(|n| (1..=4).contains(n))?;
        let found = quarter(n, i + 2);
        // Statistics have a first quartile, Q1.
        let year = !matches!(found.0, DateExpr::Quarter(_));
        let told = year || t.before(i, 1) == "in" || is_report(t, i);
        return (told && !(t.glued(i + 2) && t.is_word(i + 2))).then_some(found);
    }
    // fiscal 2020, FY2020, FY20
    if t.has(i, WordClass::FiscalYear) || (t.is(i, "financial") && t.is(i + 1, "year")) {
        let at = if t.is(i + 1, "year") { i + 2 } else { i + 1 };
        let (year, next) = match plain_year(t, at) {
            Some(found) => found,
            None if t.is(i, "fy") && t.raw(at).len() == 2 => (full_year(t.int(at, 2)?), at + 1),
            None => return None,
        };
        if (t.dash(next) || t.is(next, "/")) && t.glued(next) && t.glued(next + 1) {
            let short = t.int(next + 1, 4)?;
            if i64::from(short) % 100 == (year + 1) % 100 {
                let whole = |y| DateExpr::Known(Point::Year(y));
                return Some((interval(whole(year), whole(year + 1)), next + 2));
            }
        }
        return Some((DateExpr::Known(Point::Year(year)), next));
    }
    let (n, next) = numbers::ordinal_word(t, i)?;
    let at = t.skip_dash(next);
    if t.is(at, "quarter") && (1..=4).contains(&n) {
        let found = quarter(n, at + 1);
        if !matches!(found.0, DateExpr::Quarter(_)) {
            return Some(found);
        }
        // Games have quarters too, and what was told in one.

        let (expr, next) = found;
        return if is_report(t, i) {
            Some((expr, next))
        } else if is_game(t, i) || t.is(next, "of") {
            None
        } else {
            Some((DateExpr::InReport(Box::new(expr)), next))
        };
    }
    if t.is(at, "half") && n <= 2 {
        let (year, end) = year_of(at + 1)?;
        let month = |month| {
            DateExpr::Known(Point::Month {
                year: Some(year),
                month,
            })
        };
        let (from, to) = if n == 1 { (1, 6) } else { (7, 12) };
        return Some((interval(month(from), month(to)), end));
    }
    None
}
