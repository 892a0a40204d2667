//! Percentages and physical quantities: a decimal and its unit (`3.5 %`, `20 t`, `2700 km`).

use rust_decimal::Decimal;

use super::Kind;
use crate::document::EntityType;
use crate::language::{self, WordClass};
use crate::values::counting::{counted, little};
use crate::values::currencies::names_unit;
use crate::values::found::Found;
use crate::values::numbers::{self, Number};
use crate::values::reader::Reader;
use crate::values::tokens::Tokens;
use crate::values::units::{percent, unit};

/// `3.5 per cent`, `30%`, `25 basis points`.
pub struct Percentage;

impl Kind for Percentage {
    fn name(&self) -> &'static str {
        "percentage"
    }

    fn at(&self, reader: &Reader, i: usize) -> Option<Found> {
        let measure = after_number(&reader.tokens, &reader.number(i)?, reader.weight)?;
        measure.percent.then(|| measure.found(i))
    }
}

/// `20 tonnes`, `2,700 km`, `6 feet 2 inches`.
pub struct Measure;

impl Kind for Measure {
    fn name(&self) -> &'static str {
        "quantity"
    }

    fn at(&self, reader: &Reader, i: usize) -> Option<Found> {
        let measure = after_number(&reader.tokens, &reader.number(i)?, reader.weight)?;
        Some(measure.found(i))
    }
}

/// `minus seven degrees`, `-0.5%`.
pub struct Negative;

impl Kind for Negative {
    fn name(&self) -> &'static str {
        "negative_quantity"
    }

    fn at(&self, reader: &Reader, i: usize) -> Option<Found> {
        let t = &reader.tokens;
        // `-0.5%`; a dash right behind a word or a number joins or parts.
        let sign = matches!(t.raw(i), "-" | "−")
            && t.glued(i + 1)
            && t.digits(i + 1).is_some()
            && (!t.glued(i) || t.before(i, 1) == "(");
        if !(sign || t.is(i, "minus") && reader.may_start(i)) {
            return None;
        }
        let number = if sign {
            numbers::amount(t, i + 1)
        } else {
            numbers::number(t, i + 1)
        }?;
        let negative = Number {
            value: -number.value,
            ..number
        };
        Some(after_number(t, &negative, false)?.found(i))
    }
}

/// A percentage or quantity after its number: the value, whether it is a percentage, and the token after it.
pub struct Measured {
    pub value: String,
    pub percent: bool,
    pub next: usize,
    unit: &'static str,
}

impl Measured {
    fn found(self, first: usize) -> Found {
        let entity_type = if self.percent {
            EntityType::Percent
        } else {
            EntityType::Quantity
        };
        Found::value(first, self.next, entity_type, self.value)
    }

    /// The value with another number before the unit, for `25 and 50 per cent`.
    pub fn with(&self, number: &Number) -> String {
        format!("{} {}", number.text(), self.unit)
    }
}

/// Tells whether `m` before token `i` is millions of what stands there rather than metres. Example: `40m people`, `3m new cars`,
/// `500m euros`; not: `40m long`, `the 400m hurdles`.
fn counts_millions(t: &Tokens, i: usize) -> bool {
    if names_unit(t, i) {
        return true;
    }
    if t.glued(i) || t.has(i, WordClass::DimensionWord) || t.has(i, WordClass::DistanceNoun) {
        return false;
    }
    let adjective = t.is_word(i) && !t.capitalised(i) && !little(t.lower(i));
    counted(t, i)
        || adjective
            && counted(t, i + 1)
            && !t.glued(i + 1)
            && !t.has(i + 1, WordClass::DistanceNoun)
}

/// What a number measures.
pub fn after_number(t: &Tokens, number: &Number, weight: bool) -> Option<Measured> {
    let measure = |unit: &'static str, next, percent| Measured {
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
    // `40m tonnes`, `2bn litres`
    if glued
        && let Some(factor) = language::value(t.raw(at), WordClass::ScaleAbbreviation)
        && !t.glued(at + 1)
        && let Some((unit, next)) = unit(t, at + 1, false).filter(|_| t.raw(at + 1).len() > 1)
    {
        let scaled = number.times(factor.parse().ok()?)?;
        return Some(Measured {
            value: format!("{} {unit}", scaled.text()),
            percent: false,
            next,
            unit,
        });
    }
    // Nobody loses a million pounds of weight.
    let few = !number.scaled && number.value < Decimal::from(5_000);
    if weight && few && t.has(at, WordClass::PoundNoun) {
        return Some(measure("lb", at + 1, false));
    }
    let (unit, next) = unit(t, at, glued)?;
    if glued && t.raw(at) == "m" && next == at + 1 && counts_millions(t, next) {
        return None;
    }
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
            return Some(Measured {
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
            ("40m people", ""),
            ("3m new cars", ""),
            ("500m euros", ""),
            ("40m tonnes", "40000000 t"),
            ("2bn litres", "2000000000 L"),
            ("5m in", "5 m"),
            ("40m long", "40 m"),
            ("400m hurdles", "400 m"),
            ("20 000 km", "20000 km"),
            ("2 in", ""),
        ] {
            let t = Tokens::of(text);
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
