//! Dates by themselves: `Monday`, `5 May 2019`, `last month`, `three weeks ago`.

use super::Kind;
use crate::values::dates::relative;
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

/// `three years ago`, `two days later`: a length of time with a word that counts it from some day.
pub struct CountedFromNow;

impl Kind for CountedFromNow {
    fn name(&self) -> &'static str {
        "date_from_duration"
    }

    fn at(&self, reader: &Reader, i: usize) -> Option<Found> {
        let (expr, next) = relative::shifted(&reader.tokens, &reader.duration(i)?)?;
        Some(Found::date(i, next, expr))
    }
}
