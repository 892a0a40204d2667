//! Units of time, of the calendar and of measure, as they stand behind a number.

use super::tokens::Tokens;
use crate::language::{self, WordClass};

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarUnit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

pub fn calendar_unit(t: &Tokens, i: usize) -> Option<CalendarUnit> {
    Some(match t.value(i, WordClass::CalendarUnit)? {
        "P1D" => CalendarUnit::Day,
        "P1W" => CalendarUnit::Week,
        "P1M" => CalendarUnit::Month,
        "P3M" => CalendarUnit::Quarter,
        "P1Y" => CalendarUnit::Year,
        "P10Y" => CalendarUnit::Decade,
        "P100Y" => CalendarUnit::Century,
        _ => return None,
    })
}

/// A length of time in the unit that the text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

impl TimeUnit {
    /// ISO 8601's letter, how many of it one has, and whether it stands after the `T`.
    pub fn iso(self) -> (char, u32, bool) {
        match self {
            TimeUnit::Second => ('S', 1, true),
            TimeUnit::Minute => ('M', 1, true),
            TimeUnit::Hour => ('H', 1, true),
            TimeUnit::Day => ('D', 1, false),
            TimeUnit::Week => ('W', 1, false),
            TimeUnit::Fortnight => ('W', 2, false),
            TimeUnit::Month => ('M', 1, false),
            TimeUnit::Quarter => ('M', 3, false),
            TimeUnit::Year => ('Y', 1, false),
            TimeUnit::Decade => ('Y', 10, false),
            TimeUnit::Century => ('Y', 100, false),
            TimeUnit::Millennium => ('Y', 1000, false),
        }
    }
}

/// The unit of time at token `i`.
pub fn time_unit(t: &Tokens, i: usize) -> Option<TimeUnit> {
    Some(match t.value(i, WordClass::TimeUnit)? {
        "PT1S" => TimeUnit::Second,
        "PT1M" => TimeUnit::Minute,
        "PT1H" => TimeUnit::Hour,
        "P1D" => TimeUnit::Day,
        "P1W" => TimeUnit::Week,
        "P2W" => TimeUnit::Fortnight,
        "P1M" => TimeUnit::Month,
        "P3M" => TimeUnit::Quarter,
        "P1Y" => TimeUnit::Year,
        "P10Y" => TimeUnit::Decade,
        "P100Y" => TimeUnit::Century,
        "P1000Y" => TimeUnit::Millennium,
        _ => return None,
    })
}

/// A unit's symbol and the token after it.
pub type Symbol = (&'static str, usize);

/// The sign or words of a percentage at token `i`.
pub fn percent(t: &Tokens, i: usize) -> Option<Symbol> {
    let points = |next: usize| {
        if t.has(next, WordClass::PercentPoint) {
            ("pp", next + 1)
        } else {
            ("%", next)
        }
    };
    let at = if t.dash(i) && t.glued(i) && t.glued(i + 1) {
        i + 1
    } else {
        i
    };
    match t.lower(at) {
        "%" => Some(points(at + 1)),
        "percent" | "pct" => Some(points(at + 1)),
        "percentage" if t.has(at + 1, WordClass::PercentPoint) => Some(("pp", at + 2)),
        "per" if t.is(t.skip_dash(at + 1), "cent") => Some(points(t.skip_dash(at + 1) + 1)),
        "pc" if !t.capitalised(at) => Some(("%", at + 1)),
        "basis" if t.has(at + 1, WordClass::PercentPoint) => Some(("bp", at + 2)),
        _ => None,
    }
}

/// The unit of a physical quantity at token `i`; `glued` where it stands right after digits.
pub fn unit(t: &Tokens, i: usize, glued: bool) -> Option<Symbol> {
    let length = |i: usize| -> Option<Symbol> { Some((t.value(i, WordClass::LengthUnit)?, i + 1)) };
    let area = |length: &str, square: bool| -> Option<&'static str> {
        let class = if square {
            WordClass::SquareUnit
        } else {
            WordClass::CubicUnit
        };
        language::value(length, class)
    };
    let dot = |i: usize| if t.is(i, ".") && t.glued(i) { i + 1 } else { i };
    if let Some(power) = t.value(i, WordClass::AreaWord) {
        let short = t.has(i, WordClass::AreaAbbreviation);
        let at = if short {
            dot(i + 1)
        } else {
            t.skip_dash(i + 1)
        };
        let found = length(at).or_else(|| (t.raw(at) == "m").then_some(("m", at + 1)))?;
        return Some((area(found.0, power == "2")?, found.1));
    }
    if let Some((symbol, next)) = length(i) {
        // `km/h`, `miles per hour`, `kilometres an hour`, `m²`
        if t.is(next, "/") && t.has(next + 1, WordClass::PerHour) && symbol == "km" {
            return Some(("km/h", next + 2));
        }
        let hour = t.has(next, WordClass::RateWord) || t.dash(next);
        let at = if t.dash(next + 1) { next + 2 } else { next + 1 };
        if hour && t.is(at, "hour") && (symbol == "km" || symbol == "mi") {
            return Some((if symbol == "km" { "km/h" } else { "mph" }, at + 1));
        }
        if t.raw(next) == "²" {
            return area(symbol, true).map(|symbol| (symbol, next + 1));
        }
        if t.raw(next) == "³" {
            return area(symbol, false).map(|symbol| (symbol, next + 1));
        }
        return Some((symbol, next));
    }
    let one = |symbol| Some((symbol, i + 1));
    // Symbols that their case tells from words: `ML` is no `ml`.
    if let Some(symbol) = language::value(t.raw(i), WordClass::UnitSymbol) {
        return one(symbol);
    }
    if let Some((power, next)) = t.phrase(i, WordClass::Unit) {
        let at = t.skip_dash(next);
        return match t.value(i, WordClass::EnergyUnit) {
            Some(energy) if t.has(at, WordClass::HourNoun) => Some((energy, at + 1)),
            _ => Some((power, next)),
        };
    }
    if t.has(i, WordClass::DegreeWord) || matches!(t.raw(i), "°" | "º") {
        let sign = !t.is_word(i);
        let scale = language::value(t.raw(i + 1), WordClass::TemperatureScale).or_else(|| {
            t.value(i + 1, WordClass::TemperatureScale)
                .filter(|_| !sign)
        });
        return Some(scale.map_or(("°", i + 1), |scale| (scale, i + 2)));
    }
    if t.raw(i) == "m" && (glued || !t.is(i + 1, ".")) {
        if t.is(i + 1, "/") && t.is(i + 2, "s") {
            return Some(("m/s", i + 3));
        }
        return match t.raw(i + 1) {
            "²" => Some(("m2", i + 2)),
            "³" => Some(("m3", i + 2)),
            _ => one("m"),
        };
    }
    let symbol = language::value(t.raw(i), WordClass::GluedUnitSymbol)?;
    glued.then_some((symbol, i + 1))
}
