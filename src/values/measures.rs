//! Percentages and physical quantities: a decimal and its unit (`3.5 %`, `20 t`, `2700 km`).

use rust_decimal::Decimal;

use super::numbers::{self, Number};
use super::tokens::Tokens;
use super::{durations, money};
use crate::language::{self, WordClass};

/// A unit's symbol and the token after it.
type Unit = (&'static str, usize);

/// The sign or words of a percentage at token `i`.
pub fn percent(t: &Tokens, i: usize) -> Option<Unit> {
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
pub fn unit(t: &Tokens, i: usize, glued: bool) -> Option<Unit> {
    let length = |i: usize| -> Option<Unit> { Some((t.value(i, WordClass::LengthUnit)?, i + 1)) };
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

/// True where what stands at token `i` makes a count of the number before it, so that the number is neither
/// a day nor a year.
pub fn counts(t: &Tokens, i: usize) -> bool {
    let at = if t.dash(i) && t.glued(i) && t.glued(i + 1) {
        i + 1
    } else {
        i
    };
    percent(t, i).is_some()
        || numbers::scale(t.lower(at)).is_some()
        || (unit(t, at, t.glued(i)).is_some() && !(t.raw(at) == "m" && t.is(at + 1, ".")))
        || durations::span(t, at).is_some_and(|_| !t.has(at, WordClass::AmbiguousTimeUnit))
        || (money::names_unit(t, at) && t.raw(at) != "US")
}

/// A percentage or quantity after its number: the value, whether it is a percentage, and the token after it.
pub struct Measure {
    pub value: String,
    pub percent: bool,
    pub next: usize,
    unit: &'static str,
}

impl Measure {
    /// The value with another number before the unit, for `25 and 50 per cent`.
    pub fn with(&self, number: &Number) -> String {
        format!("{} {}", number.text(), self.unit)
    }
}

/// What a number measures.
pub fn after_number(t: &Tokens, number: &Number, weight: bool) -> Option<Measure> {
    let measure = |unit: &'static str, next, percent| Measure {
        value: format!("{} {unit}", number.text()),
        percent,
        next,
        unit,
    };
    if let Some((unit, next)) = percent(t, number.next) {
        return Some(measure(unit, next, true));
    }
    let dash = t.dash(number.next) && t.glued(number.next) && t.glued(number.next + 1);
    let at = if dash { number.next + 1 } else { number.next };
    let glued = t.glued(number.next) && !dash && !number.worded;
    if weight && t.has(at, WordClass::PoundNoun) {
        return Some(measure("lb", at + 1, false));
    }
    let (unit, next) = unit(t, at, glued)?;
    // A bare letter after a word or a space is no unit: `one m`, `a 5 C`.
    if unit.len() == 1 && t.raw(at).len() == 1 && number.worded {
        return None;
    }
    // `three degrees` may be a student's.
    if unit == "°" && number.worded && !number.value.is_sign_negative() {
        return None;
    }
    // `6 feet 2 inches`, `6ft 2in`
    if unit == "ft" && !dash {
        let and = if t.is(next, "and") { next + 1 } else { next };
        if let Some(inches) = numbers::number(t, and)
            && t.has(inches.next, WordClass::InchWord)
            && inches.value < Decimal::from(12)
            && (!t.is(inches.next, "in") || t.glued(inches.next))
        {
            let total = number
                .value
                .checked_mul(Decimal::from(12))?
                .checked_add(inches.value)?;
            let value = format!("{} in", numbers::decimal(total));
            return Some(Measure {
                value,
                percent: false,
                next: inches.next + 1,
                unit: "in",
            });
        }
    }
    Some(measure(unit, next, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures() {
        for (text, value) in [
            ("3.5 per cent", "3.5 %"),
            ("30%", "30 %"),
            ("twenty percent", "20 %"),
            ("two percentage points", "2 pp"),
            ("25 basis points", "25 bp"),
            ("2,700 km", "2700 km"),
            ("20 tonnes", "20 t"),
            ("five feet", "5 ft"),
            ("6 feet 2 inches", "74 in"),
            ("100m", "100 m"),
            ("50-tonne", "50 t"),
            ("40 square kilometres", "40 km2"),
            ("35 degrees Celsius", "35 °C"),
            ("24°C", "24 °C"),
            ("110 km/h", "110 km/h"),
            ("60 miles per hour", "60 mph"),
            ("250 megawatt hours", "250 MWh"),
            ("1.5 million hectares", "1500000 ha"),
            ("six-foot", "6 ft"),
            ("300 people", ""),
            ("2 in", ""),
        ] {
            let t = Tokens::new(text);
            let n = numbers::number(&t, 0).unwrap();
            assert_eq!(
                after_number(&t, &n, false)
                    .map(|m| m.value)
                    .unwrap_or_default(),
                value,
                "{text}"
            );
        }
    }
}
