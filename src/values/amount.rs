//! A value as a number and its unit, so that a spreadsheet can add it.

use rust_decimal::Decimal;

use super::numbers;
use crate::document::{Entity, EntityType};

/// The number and the unit of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// A decimal without grouping. Example: `290000000`.
    pub number: String,
    /// A currency (ISO 4217), `%`, a unit of measure, or a unit of time. Example: `USD`, `km`, `year`.
    pub unit: String,
}

impl Entity {
    /// The number and unit of a value of money, percent, quantity, age or duration. Example: `290000000` and `USD`.
    pub fn amount(&self) -> Option<Amount> {
        amount(self.entity_type, self.value.as_deref()?)
    }
}

/// Splits a value as it stands in the `value` column. `None` for dates and times, and for a length of time whose parts have no
/// common unit (`P1Y3D`: a year has no certain number of days).
pub(super) fn amount(entity_type: EntityType, value: &str) -> Option<Amount> {
    let (number, unit) = match entity_type {
        EntityType::Money => {
            let (currency, number) = value.split_once(' ')?;
            (number.to_string(), currency)
        }
        EntityType::Percent | EntityType::Quantity => {
            let (number, unit) = value.split_once(' ')?;
            (number.to_string(), unit)
        }
        EntityType::Duration | EntityType::Age => length(value)?,
        _ => return None,
    };
    Some(Amount {
        number,
        unit: unit.to_string(),
    })
}

/// The units of ISO 8601 from the longest, whether they stand behind the `T`, and how many of the next shorter one each has.
const UNITS: [(char, bool, &str, Option<u32>); 7] = [
    ('Y', false, "year", Some(12)),
    ('M', false, "month", None),
    ('W', false, "week", Some(7)),
    ('D', false, "day", Some(24)),
    ('H', true, "hour", Some(60)),
    ('M', true, "minute", Some(60)),
    ('S', true, "second", None),
];

/// A duration in its shortest unit.
fn length(iso: &str) -> Option<(String, &'static str)> {
    let mut rest = iso.strip_prefix('P')?;
    let mut clock = false;
    let mut total: Option<(Decimal, usize)> = None;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T') {
            (clock, rest) = (true, after);
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: Decimal = rest[..end].parse().ok()?;
        let letter = rest[end..].chars().next()?;
        rest = &rest[end + letter.len_utf8()..];
        let unit = UNITS
            .iter()
            .position(|(l, behind, ..)| (*l, *behind) == (letter, clock))?;
        total = Some(match total {
            None => (number, unit),
            Some((longer, from)) => {
                let mut longer = longer;
                for (.., factor) in UNITS.get(from..unit)? {
                    longer = longer.checked_mul(Decimal::from((*factor)?))?;
                }
                (longer.checked_add(number)?, unit)
            }
        });
    }
    let (number, unit) = total?;
    Some((numbers::decimal(number), UNITS[unit].2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_apart() {
        let split = |entity_type, value: &str| {
            amount(entity_type, value).map(|a| format!("{}|{}", a.number, a.unit))
        };
        for (entity_type, value, parts) in [
            (EntityType::Money, "USD 290000000", "290000000|USD"),
            (EntityType::Money, "USD -40000000", "-40000000|USD"),
            (EntityType::Percent, "3.5 %", "3.5|%"),
            (EntityType::Quantity, "2700 km", "2700|km"),
            (EntityType::Age, "P37Y", "37|year"),
            (EntityType::Duration, "P9Y10M", "118|month"),
            (EntityType::Duration, "PT3H20M", "200|minute"),
            (EntityType::Duration, "P2.5Y", "2.5|year"),
            (EntityType::Duration, "P1DT6H", "30|hour"),
        ] {
            assert_eq!(split(entity_type, value).as_deref(), Some(parts), "{value}");
        }
        for (entity_type, value) in [
            (EntityType::Date, "2019-11-18"),
            (EntityType::Duration, "P1Y3D"),
            (EntityType::Duration, "P"),
            (EntityType::Money, "USD"),
        ] {
            assert_eq!(split(entity_type, value), None, "{value}");
        }
    }
}
