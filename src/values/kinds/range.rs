//! Ranges whose first number shares the unit of the second: `25 and 50 per cent`, `10 to 15 tonnes`.

use super::{Kind, age, duration, money, quantity};
use crate::language::WordClass;
use crate::values::dates::expression::DateExpr;
use crate::values::found::{Found, Reading};
use crate::values::numbers::{self, Number};
use crate::values::reader::Reader;
use crate::values::{dates, durations};

/// `20-30 km`, `12 and 14-year-olds`.
pub struct SharedUnit;

impl Kind for SharedUnit {
    fn name(&self) -> &'static str {
        "range_with_shared_unit"
    }

    fn at(&self, reader: &Reader, i: usize) -> Option<Found> {
        let t = &reader.tokens;
        let number = reader.number(i)?;
        let joins = t.dash(number.next) || t.has(number.next, WordClass::AmountJoin);
        if !joins || (t.is(number.next, "and") && dates::date(t, i, false).is_some()) {
            return None;
        }
        let at = number.next + 1;
        let second = numbers::number(t, at)?;
        if t.is(number.next, "and") && second.worded != number.worded {
            return None;
        }
        let reader = reader.with_number(at, second);
        let found = unit_of(&reader, at)?;
        let value = shared(&reader, i, &number, at, &second)?;
        // `20-30 years ago` is no date that one could write down.
        let Reading::Value(entity_type, _) = found.piece.reading else {
            return Some(Found::date(i, found.piece.next, DateExpr::Nothing));
        };
        let first = Found::value(i, number.next, entity_type, value);
        Some(Found::pair(first, found))
    }
}

/// The value of the second number by itself, which the first has to share.
fn unit_of(reader: &Reader, at: usize) -> Option<Found> {
    const UNITS: [&dyn Kind; 6] = [
        &age::OldInUnits,
        &super::date::CountedFromNow,
        &duration::Length,
        &quantity::Percentage,
        &quantity::Measure,
        &money::CurrencyLast,
    ];
    UNITS.iter().find_map(|kind| kind.at(reader, at))
}

/// The value of the first number of a range, with the unit of the second.
fn shared(reader: &Reader, i: usize, first: &Number, at: usize, second: &Number) -> Option<String> {
    let t = &reader.tokens;
    let scaled = || -> Option<Number> {
        // `5 to 7 million tonnes`
        let factor = numbers::scale(t.lower(second.next.checked_sub(1)?))
            .filter(|_| !first.scaled && second.scaled);
        match factor {
            Some(factor) => first.times(factor),
            None => Some(*first),
        }
    };
    if let Some(measure) = quantity::after_number(t, second, reader.weight) {
        return Some(measure.with(&scaled()?));
    }
    if let Some(money) = money::after_number(t, at, second) {
        let unit = money.amount.checked_div(second.value)?;
        let amount = scaled()?.value.checked_mul(unit)?;
        return Some(money::Money { amount, ..money }.value());
    }
    let number = Number {
        next: second.next,
        ..*first
    };
    let duration = durations::after_number(t, i, &number)?;
    (duration.parts.len() == 1)
        .then(|| duration.iso())
        .flatten()
}
