//! From what a date says ([`DateExpr`]) to the date that it means in its document.

use jiff::{ToSpan, civil::Date, civil::Weekday};

use super::calendar::Holiday;
use super::expression::{DateExpr, Which};
use crate::values::edtf::{Edtf, Point};
use crate::values::tense::Tense;
use crate::values::units::CalendarUnit as Unit;

/// What a date is resolved against.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    pub published: Option<Date>,
    /// `03/04/2019` is 3 April; `None` where nothing in the document tells.
    pub day_first: Option<bool>,
    pub tense: Tense,
    /// The year that the text around is telling of, where that is not the year of publication.
    pub year: Option<i64>,
    /// The quarter last told in the document.
    pub quarter: Option<Point>,
    /// The date last told, near enough for `the following year` to count from it.
    pub last: Option<Edtf>,
    /// `last` stands in the same sentence.
    pub beside: bool,
}

/// The date that an expression means; `None` where it means none that can be written down.
pub fn resolve(expr: &DateExpr, c: &Context) -> Option<Edtf> {
    let point = |point| Some(Edtf::Point(point));
    match expr {
        DateExpr::Known(known) => point(*known),
        DateExpr::Numeric {
            first,
            second,
            year,
        } => point(numeric(*first, *second, *year, c)),
        DateExpr::MonthDay {
            month,
            day,
            weekday,
        } => point(month_day(*month, *day, *weekday, c)),
        DateExpr::Month(month, which) => point(self::month(*month, *which, c)),
        DateExpr::Season(season, which) => point(self::season(*season, *which, c)),
        DateExpr::Quarter(quarter) => point(self::quarter(*quarter, c)),
        DateExpr::Weekday(weekday, which) => point(Point::day(self::weekday(
            *weekday,
            *which,
            c.tense,
            c.published?,
        )?)),
        DateExpr::Weekend(which) => weekend(*which, c.tense, c.published?),
        DateExpr::Holiday(holiday) => self::holiday(*holiday, c).map(Edtf::Point),
        DateExpr::Shift(unit, n) => shift(*unit, *n, c.published?),
        DateExpr::FromContext(unit, n) => from_context(*unit, *n, c.last?),
        DateExpr::Reported { told } => match c.quarter {
            Some(quarter) => point(quarter),
            None if *told => None,
            None => shift(Unit::Quarter, -1, c.published?),
        },
        DateExpr::InReport(inner) => c.quarter.and_then(|_| resolve(inner, c)),
        DateExpr::YearBefore(inner) => match resolve(inner, c) {
            Some(Edtf::Point(inner)) => {
                point(unyeared(inner).in_year(inner.year()?.checked_sub(1)?))
            }
            _ => shift(Unit::Year, -1, c.published?),
        },
        DateExpr::NthOf {
            nth,
            weekday,
            month,
        } => {
            // `is on the third Sunday in May`: what is fixed is told in the present.
            let tense = match c.tense {
                Tense::Present => Tense::Future,
                tense => tense,
            };
            nth_of(*nth, *weekday, resolve(month, &Context { tense, ..*c })?)
        }
        DateExpr::FromWeekday {
            weekday,
            to_come,
            weeks,
        } => {
            let which = if *to_come { 1 } else { -1 };
            let day = c.published?.nth_weekday(which, *weekday).ok()?;
            let days = i32::try_from(weeks.checked_mul(7)?).ok()?;
            point(Point::day(plus(day, days)?))
        }
        DateExpr::Within(inner, year) => {
            // `May this year`, and nothing says when that was written: a May.
            let year = match resolve(year, c) {
                Some(Edtf::Point(year)) => Some(year.year()?),
                Some(_) => return None,
                None => None,
            };
            // Whatever the tense would say, the year is told.
            let told = Context {
                published: None,
                year,
                tense: Tense::Unknown,
                ..*c
            };
            match (resolve(inner, &told)?, year) {
                (Edtf::Point(inner), Some(year)) => point(inner.in_year(year)),
                (Edtf::Point(inner), None) => point(unyeared(inner)),
                _ => None,
            }
        }
        DateExpr::Interval(from, to) => interval(from, to, c),
        DateExpr::Nothing => None,
    }
}

/// The day of a month by its count; the month alone where its year is unknown, nothing where the month has no such day.
fn nth_of(nth: i8, weekday: Option<Weekday>, month: Edtf) -> Option<Edtf> {
    let Edtf::Point(point @ Point::Month { year, month }) = month else {
        return None;
    };
    let Some(year) = year else {
        return Some(Edtf::Point(point));
    };
    let first = Date::new(i16::try_from(year).ok()?, month as i8, 1).ok()?;
    let day = match weekday {
        Some(weekday) => first.nth_weekday_of_month(nth, weekday).ok()?,
        None if nth < 0 => first.last_of_month(),
        None => Date::new(first.year(), first.month(), nth).ok()?,
    };
    Some(Edtf::Point(Point::day(day)))
}

fn interval(from: &DateExpr, to: &DateExpr, c: &Context) -> Option<Edtf> {
    let (Edtf::Point(mut a), Edtf::Point(mut b)) = (resolve(from, c)?, resolve(to, c)?) else {
        return None;
    };
    if matches!(from, DateExpr::Weekday(..)) {
        let (a, b) = (a.date()?, b.date()?);
        let b = if b < a { plus(b, 7)? } else { b };
        return Some(Edtf::Interval(Point::day(a), Point::day(b)));
    }
    let told = |expr: &DateExpr| {
        matches!(
            expr,
            DateExpr::Known(_)
                | DateExpr::Numeric { .. }
                | DateExpr::Within(..)
                | DateExpr::Month(_, Which::Last)
        )
    };
    // An end without its own year follows the other: `23 January to 9 March 2014`, `November 2014 to
    // March`. Where neither has one the tense tells of the later end: what `is to run from January 23 to
    // March 9` may have begun.
    match (a.year(), b.year()) {
        (Some(year), _) if told(from) && !told(to) => {
            b = unyeared(b).in_year(year);
            if a.bounds()? > b.bounds()? {
                b = unyeared(b).in_year(year + 1);
            }
        }
        (_, Some(year)) if !told(from) => {
            a = unyeared(a).in_year(year);
            if a.bounds()? > b.bounds()? {
                a = unyeared(a).in_year(year - 1);
            }
        }
        (_, None) if !told(from) => a = unyeared(a),
        _ => (),
    }
    if let (Some(a), Some(b)) = (a.bounds(), b.bounds())
        && a > b
    {
        return None;
    }
    Some(if a == b {
        Edtf::Point(a)
    } else {
        Edtf::Interval(a, b)
    })
}

fn unyeared(point: Point) -> Point {
    match point {
        Point::Day { month, day, .. } => Point::Day {
            year: None,
            month,
            day,
        },
        Point::Month { month, .. } => Point::Month { year: None, month },
        Point::Season { season, .. } => Point::Season { year: None, season },
        Point::Quarter { quarter, .. } => Point::Quarter {
            year: None,
            quarter,
        },
        other => other,
    }
}

/// Days that count as near to the day of publication.
const NEAR_BEFORE: i32 = 10;
const NEAR_AFTER: i32 = 3;

fn numeric(first: u8, second: u8, year: i64, c: &Context) -> Point {
    let day_first = Point::Day {
        year: Some(year),
        month: second,
        day: first,
    };
    let month_first = Point::Day {
        year: Some(year),
        month: first,
        day: second,
    };
    if let Some(order) = c.day_first {
        return if order { day_first } else { month_first };
    }
    // News tells of the days around its own.
    let near = |point: Point| {
        let days = c
            .published
            .zip(point.date())
            .map(|(published, date)| (published - date).get_days());
        days.is_some_and(|days| (-NEAR_AFTER..=NEAR_BEFORE).contains(&days))
    };
    match (near(day_first), near(month_first)) {
        (true, false) => day_first,
        (false, true) => month_first,
        _ => Point::DayOf { year },
    }
}

fn month_day(month: u8, day: u8, weekday: Option<Weekday>, c: &Context) -> Point {
    let open = Point::Day {
        year: None,
        month,
        day,
    };
    if let Some(year) = c
        .year
        .filter(|_| weekday.is_none() && c.tense != Tense::Present)
    {
        return open.in_year(year);
    }
    let Some(published) = c.published else {
        return open;
    };
    let in_year = |year: i16| Date::new(year, month as i8, day as i8).ok();
    let year = published.year();
    let candidates =
        [year.checked_sub(1), Some(year), year.checked_add(1)].map(|y| y.and_then(in_year));
    let candidates = candidates.into_iter().flatten();
    if let Some(weekday) = weekday {
        let fits = candidates.filter(|d| d.weekday() == weekday);
        // Only one of three years in a row has that weekday on that day.
        return fits
            .min_by_key(|d| distance(*d, published))
            .map_or(open, Point::day);
    }
    let date = match c.tense {
        Tense::Past => candidates.filter(|d| *d <= published).max(),
        Tense::Future => candidates.filter(|d| *d >= published).min(),
        Tense::Present => candidates
            .min_by_key(|d| distance(*d, published))
            .filter(|d| distance(*d, published) <= 60),
        Tense::Unknown => candidates
            .min_by_key(|d| distance(*d, published))
            .filter(|d| distance(*d, published) <= 120),
    };
    date.map_or(open, Point::day)
}

fn distance(a: Date, b: Date) -> i32 {
    (a - b).get_days().abs()
}

fn month(month: u8, which: Which, c: &Context) -> Point {
    let open = Point::Month { year: None, month };
    // What is true every year belongs to none.
    if let (Which::Plain, Some(year), true) = (which, c.year, c.tense != Tense::Present) {
        return open.in_year(year);
    }
    let Some(published) = c.published else {
        return open;
    };
    let (year, now) = (i64::from(published.year()), published.month() as u8);
    let earlier = |same: bool| {
        if month < now || (same && month == now) {
            year
        } else {
            year - 1
        }
    };
    let later = |same: bool| {
        if month > now || (same && month == now) {
            year
        } else {
            year + 1
        }
    };
    match (which, c.tense) {
        (Which::Last, _) => open.in_year(earlier(false)),
        (Which::Next, _) => open.in_year(later(false)),
        (Which::This, _) => open.in_year(year),
        (Which::Plain, Tense::Past) => open.in_year(earlier(true)),
        (Which::Plain, Tense::Future) => open.in_year(later(true)),
        // `next month, in November and in January`: each after the one before it
        (Which::Plain, _) => match c.last.filter(|_| c.beside) {
            Some(Edtf::Point(Point::Month {
                year: Some(year),
                month: last,
            })) if (i64::from(published.year()), published.month() as u8) <= (year, last) => {
                open.in_year(if month >= last { year } else { year + 1 })
            }
            _ => open,
        },
    }
}

fn season(season: u8, which: Which, c: &Context) -> Point {
    let open = Point::Season { year: None, season };
    if let (Which::Plain, Some(year), Tense::Past) = (which, c.year, c.tense) {
        return open.in_year(year);
    }
    // Which half of the world is meant nobody says, so that the tense alone does not tell the year.
    let Some(published) = c.published.filter(|_| which != Which::Plain) else {
        return open;
    };
    let year = i64::from(published.year());
    let day = (year, published.month() as u8, published.day() as u8);
    let of = |year: i64| open.in_year(year).bounds();
    match which {
        Which::Last => (year - 2..=year)
            .rev()
            .find(|y| of(*y).is_some_and(|b| b.1 < day)),
        Which::Next => (year..=year + 1).find(|y| of(*y).is_some_and(|b| b.0 > day)),
        // January belongs to the winter that began in the year before.
        _ => Some(if season == 24 && day.1 <= 2 {
            year - 1
        } else {
            year
        }),
    }
    .map_or(open, |year| open.in_year(year))
}

fn quarter(quarter: u8, c: &Context) -> Point {
    let open = Point::Quarter {
        year: None,
        quarter,
    };
    if let Some(year) = c.year {
        return open.in_year(year);
    }
    let Some(published) = c.published else {
        return open;
    };
    let year = i64::from(published.year());
    let day = (year, published.month() as u8, published.day() as u8);
    match c.tense {
        Tense::Future => {
            (year..=year + 1).find(|y| open.in_year(*y).bounds().is_some_and(|b| b.1 >= day))
        }
        // Reports are of the last one that has begun: the fiscal quarter may end before the calendar's.
        _ => (year - 1..=year)
            .rev()
            .find(|y| open.in_year(*y).bounds().is_some_and(|b| b.0 <= day)),
    }
    .map_or(open, |year| open.in_year(year))
}

/// Days from Monday of a date's week.
fn since_monday(weekday: Weekday) -> i32 {
    i32::from(weekday.to_monday_zero_offset())
}

fn plus(date: Date, days: i32) -> Option<Date> {
    date.checked_add(days.days()).ok()
}

fn weekday(weekday: Weekday, which: Which, tense: Tense, published: Date) -> Option<Date> {
    // 0 to 6 days back, and 0 to 6 days on
    let back = (since_monday(published.weekday()) - since_monday(weekday)).rem_euclid(7);
    let on = (since_monday(weekday) - since_monday(published.weekday())).rem_euclid(7);
    match (which, tense) {
        (Which::Last, _) => plus(published, if back == 0 { -7 } else { -back }),
        (Which::Next, _) => plus(
            published,
            7 - since_monday(published.weekday()) + since_monday(weekday),
        ),
        (Which::This, Tense::Past) | (Which::Plain, Tense::Past | Tense::Unknown) => {
            plus(published, -back)
        }
        (Which::This, _) | (Which::Plain, Tense::Present | Tense::Future) => plus(published, on),
    }
}

fn weekend(which: Which, tense: Tense, published: Date) -> Option<Edtf> {
    let into = since_monday(published.weekday());
    let saturday = plus(published, 5 - into)?;
    let passed = into < 5;
    let weeks = match (which, tense) {
        (Which::Last, _) => -1,
        (Which::Next, _) => 1,
        (Which::This | Which::Plain, Tense::Past) if passed => -1,
        (Which::Plain, Tense::Unknown) if passed => -1,
        _ => 0,
    };
    let saturday = plus(saturday, weeks * 7)?;
    Some(Edtf::Interval(
        Point::day(saturday),
        Point::day(plus(saturday, 1)?),
    ))
}

fn holiday(holiday: Holiday, c: &Context) -> Option<Point> {
    if let Holiday::Fixed { month, day } = holiday {
        return Some(month_day(month, day, None, c));
    }
    if let Some(year) = c.year {
        return holiday.date(i16::try_from(year).ok()?).map(Point::day);
    }
    let published = c.published?;
    let year = published.year();
    let mut near = [year.checked_sub(1)?, year, year.checked_add(1)?]
        .into_iter()
        .filter_map(|y| holiday.date(y));
    match c.tense {
        Tense::Past => near.filter(|d| *d <= published).max(),
        Tense::Future => near.find(|d| *d >= published),
        _ => near.min_by_key(|d| distance(*d, published)),
    }
    .map(Point::day)
}

fn week(date: Date) -> Option<Edtf> {
    let monday = plus(date, -since_monday(date.weekday()))?;
    Some(Edtf::Interval(
        Point::day(monday),
        Point::day(plus(monday, 6)?),
    ))
}

fn shift(unit: Unit, n: i64, published: Date) -> Option<Edtf> {
    let year = i64::from(published.year());
    let small = i32::try_from(n).ok();
    Some(match unit {
        Unit::Day => Edtf::Point(Point::day(plus(published, small?)?)),
        Unit::Week => return week(plus(published, small?.checked_mul(7)?)?),
        Unit::Month => Edtf::Point(shift_month(year, published.month() as u8, n)?),
        Unit::Quarter => {
            let now = year
                .checked_mul(4)?
                .checked_add(i64::from((published.month() as u8 - 1) / 3))?
                .checked_add(n)?;
            let quarter = 33 + now.rem_euclid(4) as u8;
            Edtf::Point(Point::Quarter {
                year: Some(now.div_euclid(4)),
                quarter,
            })
        }
        Unit::Year => Edtf::Point(Point::Year(year.checked_add(n)?)),
        Unit::Decade => Edtf::Point(Point::Decade((year / 10).checked_add(n)?)),
        Unit::Century => Edtf::Point(Point::Century((year / 100).checked_add(n)?)),
    })
}

fn shift_month(year: i64, month: u8, n: i64) -> Option<Point> {
    let months = year
        .checked_mul(12)?
        .checked_add(i64::from(month) - 1)?
        .checked_add(n)?;
    Some(Point::Month {
        year: Some(months.div_euclid(12)),
        month: months.rem_euclid(12) as u8 + 1,
    })
}

/// Counted from a date that has at least the grain of the unit.
fn from_context(unit: Unit, n: i64, last: Edtf) -> Option<Edtf> {
    let point = match last {
        Edtf::Point(point) => point,
        Edtf::Interval(_, to) => to,
        Edtf::Time { day, .. } | Edtf::TimeInterval { day, .. } => Point::day(day?),
    };
    match unit {
        Unit::Day => Some(Edtf::Point(Point::day(plus(
            point.date()?,
            i32::try_from(n).ok()?,
        )?))),
        Unit::Week => week(plus(point.date()?, i32::try_from(n).ok()?.checked_mul(7)?)?),
        Unit::Month => match point {
            Point::Day {
                year: Some(year),
                month,
                ..
            }
            | Point::Month {
                year: Some(year),
                month,
            } => Some(Edtf::Point(shift_month(year, month, n)?)),
            _ => None,
        },
        Unit::Year => Some(Edtf::Point(Point::Year(point.year()?.checked_add(n)?))),
        Unit::Decade => Some(Edtf::Point(Point::Year(
            point.year()?.checked_add(n.checked_mul(10)?)?,
        ))),
        Unit::Quarter | Unit::Century => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn context(tense: Tense) -> Context {
        let published = Some(date(2019, 11, 19));
        Context {
            published,
            day_first: None,
            tense,
            year: None,
            quarter: None,
            last: None,
            beside: false,
        }
    }

    fn text(expr: DateExpr, tense: Tense) -> String {
        resolve(&expr, &context(tense))
            .map(|e| e.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn weekdays_by_tense() {
        use Weekday::*;
        for (day, which, tense, expected) in [
            (Monday, Which::Plain, Tense::Past, "2019-11-18"),
            (Tuesday, Which::Plain, Tense::Past, "2019-11-19"),
            (Wednesday, Which::Plain, Tense::Past, "2019-11-13"),
            (Wednesday, Which::Plain, Tense::Future, "2019-11-20"),
            (Monday, Which::Plain, Tense::Future, "2019-11-25"),
            (Tuesday, Which::Last, Tense::Past, "2019-11-12"),
            (Tuesday, Which::Next, Tense::Future, "2019-11-26"),
            (Friday, Which::This, Tense::Unknown, "2019-11-22"),
        ] {
            assert_eq!(
                text(DateExpr::Weekday(day, which), tense),
                expected,
                "{day:?} {which:?} {tense:?}"
            );
        }
    }

    #[test]
    fn what_cannot_be_known_stays_open() {
        let april = DateExpr::Month(4, Which::Plain);
        assert_eq!(text(april.clone(), Tense::Past), "2019-04");
        assert_eq!(text(april.clone(), Tense::Future), "2020-04");
        assert_eq!(text(april.clone(), Tense::Unknown), "XXXX-04");
        let nowhere = Context {
            published: None,
            ..context(Tense::Past)
        };
        assert_eq!(resolve(&april, &nowhere).unwrap().to_string(), "XXXX-04");
        assert_eq!(resolve(&DateExpr::Shift(Unit::Day, 0), &nowhere), None);
        let numeric = DateExpr::Numeric {
            first: 3,
            second: 4,
            year: 2019,
        };
        assert_eq!(text(numeric.clone(), Tense::Past), "2019-XX-XX");
        let ordered = Context {
            day_first: Some(true),
            ..context(Tense::Past)
        };
        assert_eq!(
            resolve(&numeric, &ordered).unwrap().to_string(),
            "2019-04-03"
        );
    }

    #[test]
    fn huge_shifts_do_not_overflow() {
        for unit in [
            Unit::Day,
            Unit::Week,
            Unit::Month,
            Unit::Quarter,
            Unit::Year,
            Unit::Decade,
            Unit::Century,
        ] {
            for n in [i64::MAX, i64::MIN, 1 << 40] {
                let _ = resolve(&DateExpr::Shift(unit, n), &context(Tense::Past));
            }
        }
    }
}
