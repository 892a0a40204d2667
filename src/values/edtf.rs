//! Dates and times as EDTF (ISO 8601-2) writes them, as far as the `value` column uses it.

use std::fmt;

use jiff::civil::Date;

/// One date, or what of it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// `2019-11-18`, `XXXX-11-18`
    Day {
        year: Option<i64>,
        month: u8,
        day: u8,
    },
    /// `2019-XX-XX`: a day of which the year alone is sure.
    DayOf { year: i64 },
    /// `2019-11`, `XXXX-04`
    Month { year: Option<i64>, month: u8 },
    /// `2019`; astronomical, so 1 BC is 0; `Y-12999997978` beyond four digits.
    Year(i64),
    /// `199X`: the year without its last digit.
    Decade(i64),
    /// `19XX`: the year without its last two digits; -n is the n-th century before Christ, whose years are
    /// `-06XX` for n = 7.
    Century(i64),
    /// `2014-22`: 21 spring to 24 winter (which begins in that year).
    Season { year: Option<i64>, season: u8 },
    /// `2024-35`: 33 is the first quarter.
    Quarter { year: Option<i64>, quarter: u8 },
}

/// The time of a day, in the place's own clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    pub hour: u8,
    pub minute: u8,
}

/// What stands in the `value` column of a DATE or TIME.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edtf {
    Point(Point),
    Interval(Point, Point),
    Time {
        day: Option<Date>,
        clock: Clock,
    },
    TimeInterval {
        day: Option<Date>,
        from: Clock,
        to: Clock,
    },
}

/// The first and last day of a span of time: (year, month, day).
pub type Bounds = ((i64, u8, u8), (i64, u8, u8));

impl Point {
    /// A known day.
    pub fn day(date: Date) -> Point {
        Point::Day {
            year: Some(date.year().into()),
            month: date.month() as u8,
            day: date.day() as u8,
        }
    }

    /// The date where all of it is known.
    pub fn date(self) -> Option<Date> {
        match self {
            Point::Day {
                year: Some(year),
                month,
                day,
            } => Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok(),
            _ => None,
        }
    }

    /// The year where it is known and one.
    pub fn year(self) -> Option<i64> {
        match self {
            Point::Day { year, .. }
            | Point::Month { year, .. }
            | Point::Season { year, .. }
            | Point::Quarter { year, .. } => year,
            Point::DayOf { year } | Point::Year(year) => Some(year),
            Point::Decade(_) | Point::Century(_) => None,
        }
    }

    /// The same date in a year, where it has none of its own.
    pub fn in_year(self, known: i64) -> Point {
        match self {
            Point::Day {
                year: None,
                month,
                day,
            } => Point::Day {
                year: Some(known),
                month,
                day,
            },
            Point::Month { year: None, month } => Point::Month {
                year: Some(known),
                month,
            },
            Point::Season { year: None, season } => Point::Season {
                year: Some(known),
                season,
            },
            Point::Quarter {
                year: None,
                quarter,
            } => Point::Quarter {
                year: Some(known),
                quarter,
            },
            other => other,
        }
    }

    /// The first and last day, where the year is known. A day that cannot be (31 June) is kept as it is.
    pub fn bounds(self) -> Option<Bounds> {
        Some(match self {
            Point::Day { year, month, day } => ((year?, month, day), (year?, month, day)),
            Point::DayOf { year } | Point::Year(year) => ((year, 1, 1), (year, 12, 31)),
            Point::Month { year, month } => {
                ((year?, month, 1), (year?, month, last_day(year?, month)))
            }
            Point::Decade(decade) => ((decade * 10, 1, 1), (decade * 10 + 9, 12, 31)),
            Point::Century(century) => {
                let first = century * 100 + i64::from(century < 0);
                ((first, 1, 1), (first + 99, 12, 31))
            }
            Point::Season { year, season: 24 } => {
                ((year?, 12, 1), (year? + 1, 2, last_day(year? + 1, 2)))
            }
            Point::Season { year, season } => {
                let month = season.saturating_sub(20) * 3;
                (
                    (year?, month, 1),
                    (year?, month + 2, last_day(year?, month + 2)),
                )
            }
            Point::Quarter { year, quarter } => {
                let month = quarter.saturating_sub(32) * 3;
                (
                    (year?, month - 2, 1),
                    (year?, month, last_day(year?, month)),
                )
            }
        })
    }
}

fn last_day(year: i64, month: u8) -> u8 {
    match month {
        2 if year.rem_euclid(4) == 0
            && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0) =>
        {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A year of four digits or more, its sign before them.
struct Year(i64);

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            year @ 0..=9999 => write!(f, "{year:04}"),
            year @ -9999..0 => write!(f, "-{:04}", -year),
            year => write!(f, "Y{year}"),
        }
    }
}

/// A year, or `XXXX`.
struct MaybeYear(Option<i64>);

impl fmt::Display for MaybeYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(year) => Year(year).fmt(f),
            None => f.write_str("XXXX"),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Point::Day { year, month, day } => write!(f, "{}-{month:02}-{day:02}", MaybeYear(year)),
            Point::DayOf { year } => write!(f, "{}-XX-XX", Year(year)),
            Point::Month { year, month } => write!(f, "{}-{month:02}", MaybeYear(year)),
            Point::Year(year) => Year(year).fmt(f),
            Point::Decade(decade) if decade < 0 => write!(f, "-{:03}X", -decade),
            Point::Decade(decade) => write!(f, "{decade:03}X"),
            Point::Century(century) if century < 0 => write!(f, "-{:02}XX", -century - 1),
            Point::Century(century) => write!(f, "{century:02}XX"),
            Point::Season { year, season } => write!(f, "{}-{season}", MaybeYear(year)),
            Point::Quarter { year, quarter } => write!(f, "{}-{quarter}", MaybeYear(year)),
        }
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "T{:02}:{:02}", self.hour, self.minute)
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |day: Option<Date>| {
            day.map(|day| Point::day(day).to_string())
                .unwrap_or_default()
        };
        match *self {
            Edtf::Point(point) => point.fmt(f),
            Edtf::Interval(from, to) => write!(f, "{from}/{to}"),
            Edtf::Time { day: date, clock } => write!(f, "{}{clock}", day(date)),
            Edtf::TimeInterval {
                day: date,
                from,
                to,
            } => write!(f, "{0}{from}/{0}{to}", day(date)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_as_edtf() {
        for (point, text) in [
            (
                Point::Day {
                    year: Some(2019),
                    month: 11,
                    day: 8,
                },
                "2019-11-08",
            ),
            (
                Point::Day {
                    year: None,
                    month: 11,
                    day: 18,
                },
                "XXXX-11-18",
            ),
            (Point::DayOf { year: 2019 }, "2019-XX-XX"),
            (
                Point::Month {
                    year: None,
                    month: 4,
                },
                "XXXX-04",
            ),
            (Point::Year(71), "0071"),
            (Point::Year(-507), "-0507"),
            (Point::Year(-12_999_997_978), "Y-12999997978"),
            (Point::Decade(199), "199X"),
            (Point::Century(9), "09XX"),
            (Point::Century(-7), "-06XX"),
            (
                Point::Season {
                    year: Some(2014),
                    season: 22,
                },
                "2014-22",
            ),
            (
                Point::Quarter {
                    year: Some(2024),
                    quarter: 35,
                },
                "2024-35",
            ),
        ] {
            assert_eq!(point.to_string(), text);
        }
    }

    #[test]
    fn bounds_follow_the_calendar() {
        let bounds = |p: Point| p.bounds().unwrap();
        assert_eq!(
            bounds(Point::Month {
                year: Some(2020),
                month: 2
            }),
            ((2020, 2, 1), (2020, 2, 29))
        );
        assert_eq!(
            bounds(Point::Quarter {
                year: Some(2024),
                quarter: 35
            }),
            ((2024, 7, 1), (2024, 9, 30))
        );
        assert_eq!(
            bounds(Point::Season {
                year: Some(2014),
                season: 22
            }),
            ((2014, 6, 1), (2014, 8, 31))
        );
        assert_eq!(bounds(Point::Century(-7)), ((-699, 1, 1), (-600, 12, 31)));
        assert_eq!(bounds(Point::Century(18)), ((1800, 1, 1), (1899, 12, 31)));
        assert_eq!(
            Point::Month {
                year: None,
                month: 2
            }
            .bounds(),
            None
        );
    }
}
