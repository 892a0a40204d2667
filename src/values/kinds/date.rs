//! Dates by themselves: `Monday`, `5 May 2019`, `last month`, `three weeks ago`.

use super::Kind;
use crate::values::dates::expression::DateExpr;
use crate::values::dates::{plain_year, relative, weekdays};
use crate::values::edtf::Point;
use crate::values::found::Found;
use crate::values::reader::Reader;

/// A date or a range of dates in the words of the calendar.
pub struct Calendar;

impl Kind for Calendar {
    fn name(&self) -> &'static str {
        "date"
    }

    fn at(&self, reader: &Reader, i: usize) -> Option<Found> {
        let date = reader.date(i)?;
        Some(Found::date(i, date.next, date.expr))
    }
}

/// `(1921–99)` behind a person's name: the years of a life, the second short.
pub struct LifeYears;

/// The longest life, in years.
const LONGEST_LIFE: i64 = 115;

impl Kind for LifeYears {
    fn name(&self) -> &'static str {
        "life_years"
    }

    fn at(&self, reader: &Reader, i: usize) -> Option<Found> {
        let t = &reader.tokens;
        if !reader.in_life(i) || !t.dash(i + 1) {
            return None;
        }
        let (from, _) = plain_year(t, i)?;
        let short = t.int(i + 2, 2).filter(|_| t.raw(i + 2).len() == 2)?;
        if !matches!(t.raw(i + 3), ")" | "," | ";") {
            return None;
        }
        let same_century = from - from % 100 + i64::from(short);
        let to = if same_century > from {
            same_century
        } else {
            same_century + 100
        };
        let year = |year| DateExpr::Known(Point::Year(year));
        (to - from <= LONGEST_LIFE).then(|| {
            Found::pair(
                Found::date(i, i + 1, year(from)),
                Found::date(i + 2, i + 3, year(to)),
            )
        })
    }
}

/// `three years ago`, `a week on Friday`: a length of time with what it counts from.
pub struct CountedFromNow;

impl Kind for CountedFromNow {
    fn name(&self) -> &'static str {
        "date_from_duration"
    }

    fn at(&self, reader: &Reader, i: usize) -> Option<Found> {
        let t = &reader.tokens;
        let weekdays = reader
            .number(i)
            .and_then(|number| weekdays::weekdays_ago(t, &number));
        let (expr, next) = match weekdays {
            Some(found) => found,
            None => {
                let duration = reader.duration(i)?;
                weekdays::from_day(t, &duration).or_else(|| relative::shifted(t, &duration))?
            }
        };
        Some(Found::date(i, next, expr))
    }
}
