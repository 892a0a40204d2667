//! What a date says, read from the words alone: a [`DateExpr`], to be resolved later against the document.

use jiff::civil::Weekday;

use super::calendar::Holiday;
use crate::values::edtf::Point;
use crate::values::units::CalendarUnit;

/// Which of the weekdays, months or seasons of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The tense tells.
    Plain,
    Last,
    This,
    Next,
}

/// A date as the text has it.
#[derive(Clone, Debug, PartialEq)]
pub enum DateExpr {
    /// Needs nothing else.
    Known(Point),
    /// `03/04/2019`: day and month in the document's order.
    Numeric {
        first: u8,
        second: u8,
        year: i64,
    },
    /// A day without its year.
    MonthDay {
        month: u8,
        day: u8,
        weekday: Option<Weekday>,
    },
    Month(u8, Which),
    Season(u8, Which),
    Quarter(u8),
    Weekday(Weekday, Which),
    Weekend(Which),
    Holiday(Holiday),
    /// So many units from the day of publication: `yesterday`, `last month`, `three years ago`.
    Shift(CalendarUnit, i64),
    /// So many units from the date last told: `the following year`, `two days later`.
    FromContext(CalendarUnit, i64),
    /// The quarter that a report is of: the one last told; else, where it need not be told, the one that ended last. Example: `the
    /// quarter`.
    Reported {
        told: bool,
    },
    /// The date where a quarter has been told before, so that the document is a report; else nothing.
    InReport(Box<DateExpr>),
    /// The same a year before, or the year before where that is none: `a year earlier`, `the year-ago third quarter`.
    YearBefore(Box<DateExpr>),
    /// A day of a month by its count, the last being -1: `the last Friday of this month`, `the first day of May`.
    NthOf {
        nth: i8,
        /// `None` counts all days.
        weekday: Option<Weekday>,
        month: Box<DateExpr>,
    },
    /// So many weeks after the weekday to come, or after the last one: `Thursday week`, `three Saturdays ago`.
    FromWeekday {
        weekday: Weekday,
        to_come: bool,
        weeks: i64,
    },
    /// The first in the year of the second: `March of that year`.
    Within(Box<DateExpr>, Box<DateExpr>),
    Interval(Box<DateExpr>, Box<DateExpr>),
    /// Reads like a date but is none: `Monday to Friday` of opening hours.
    Nothing,
}

impl DateExpr {
    /// What ranges are built of: two of one grain.
    pub fn grain(&self) -> Option<u8> {
        Some(match self {
            DateExpr::Known(Point::Day { .. } | Point::DayOf { .. })
            | DateExpr::MonthDay { .. }
            | DateExpr::Numeric { .. } => 0,
            DateExpr::Known(Point::Month { .. }) | DateExpr::Month(..) => 1,
            DateExpr::Known(Point::Year(_)) => 2,
            DateExpr::Known(Point::Decade(_)) => 3,
            DateExpr::Known(Point::Century(_)) => 4,
            DateExpr::Known(Point::Season { .. }) | DateExpr::Season(..) => 5,
            DateExpr::Known(Point::Quarter { .. }) | DateExpr::Quarter(_) => 6,
            DateExpr::Weekday(..) => 7,
            _ => return None,
        })
    }

    pub fn known_year(&self) -> Option<i64> {
        match self {
            DateExpr::Known(point) => point.year(),
            _ => None,
        }
    }

    /// Returns the year that the expression tells in digits.
    pub fn explicit_year(&self) -> Option<i64> {
        match self {
            DateExpr::Known(point) => point.year(),
            DateExpr::Interval(_, to) => to.explicit_year(),
            DateExpr::Numeric { year, .. } => Some(*year),
            _ => None,
        }
    }

    /// Tells whether the expression means one day.
    pub fn is_one_day(&self) -> bool {
        matches!(
            self,
            DateExpr::Known(Point::Day { .. })
                | DateExpr::Numeric { .. }
                | DateExpr::MonthDay { .. }
                | DateExpr::Weekday(..)
                | DateExpr::Holiday(_)
                | DateExpr::NthOf { .. }
                | DateExpr::FromWeekday { .. }
                | DateExpr::Shift(CalendarUnit::Day, _)
                | DateExpr::FromContext(CalendarUnit::Day, _)
        )
    }
}

/// The range from one date to another.
pub fn interval(left: DateExpr, right: DateExpr) -> DateExpr {
    DateExpr::Interval(Box::new(left), Box::new(right))
}
