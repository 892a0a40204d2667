//! Amounts of money: `$290 million`, `A$20`, `$US20`, `£3.5bn`, `two billion euros`, `50 cents`, `Rs 500
//! crore`, `EUR 5m`.
//!
//! A bare `$`, and bare dollars and cents, are the document's own dollar (see [`signs`](crate::values::signs)).

use rust_decimal::Decimal;

use super::Kind;
use crate::document::EntityType;
use crate::language::{self, WordClass};
use crate::values::currencies::{code, dollar, sign, unit};
use crate::values::found::Found;
use crate::values::numbers::{self, Number};
use crate::values::reader::Reader;
use crate::values::tokens::Tokens;

/// `$290 million`, `A$20`, `EUR 5m`, `$20-30 million`: money whose sign or code stands before the number.
pub struct SignFirst;

impl Kind for SignFirst {
    fn name(&self) -> &'static str {
        "money_sign_first"
    }

    fn at(&self, reader: &Reader, i: usize) -> Option<Found> {
        let t = &reader.tokens;
        if i > 0 && t.glued(i) && t.is_word(i) && t.is_word(i - 1) {
            return None;
        }
        if let Some(loss) = loss(t, i) {
            return Some(loss.found());
        }
        let money = signed(t, i)?;
        Some(match range(t, &money) {
            Some((from, to)) => Found::pair(from.found(), to.found()),
            None => money.found(),
        })
    }
}

/// `two billion euros`, `50 cents`, `20 €`: money whose currency stands after the number.
pub struct CurrencyLast;

impl Kind for CurrencyLast {
    fn name(&self) -> &'static str {
        "money_currency_last"
    }

    fn at(&self, reader: &Reader, i: usize) -> Option<Found> {
        Some(after_number(&reader.tokens, i, &reader.number(i)?)?.found())
    }
}

/// An amount: `USD 290000000`, its first token and the token after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Money {
    pub currency: &'static str,
    pub amount: Decimal,
    pub first: usize,
    pub next: usize,
}

impl Money {
    fn found(&self) -> Found {
        Found::value(self.first, self.next, EntityType::Money, self.value())
    }

    /// As it stands in the `value` column.
    pub fn value(&self) -> String {
        format!("{} {}", self.currency, numbers::decimal(self.amount))
    }
}

/// The letters of scale that are glued to an amount: `bn`, `m`, `k`.
fn glued_scale(t: &Tokens, number: Number) -> Option<Number> {
    let at = number.next;
    if number.scaled || number.worded {
        return Some(number);
    }
    let glued = t.glued(at);
    let raw = t.raw(at);
    let factor = language::value(raw, WordClass::ScaleAbbreviation)
        .or_else(|| language::value(raw, WordClass::ScaleLetter).filter(|_| glued));
    let Some(factor) = factor else {
        return Some(number);
    };
    Number {
        next: at + 1,
        scaled: true,
        ..number
    }
    .times(factor.parse().ok()?)
}

/// A loss, with a minus before the sign or between the code and the number: `-$40m`, `USD -40000000`, `minus €3`.
fn loss(t: &Tokens, i: usize) -> Option<Money> {
    let word = t.is(i, "minus");
    let minus = |k: usize| matches!(t.raw(k), "-" | "−") && t.glued(k + 1);
    // A dash that stands right behind a word or a number joins or parts.
    let apart = !t.glued(i) || t.before(i, 1) == "(";
    let money = if word || (minus(i) && apart) {
        signed(t, i + 1)?
    } else {
        let currency = sign(t, i).or_else(|| code(t.raw(i)))?;
        if !minus(i + 1) || (t.is_word(i) && t.glued(i + 1)) {
            return None;
        }
        let number = glued_scale(t, numbers::amount(t, i + 2)?)?;
        Money {
            currency,
            amount: number.value,
            first: i,
            next: number.next,
        }
    };
    Some(Money {
        amount: -money.amount,
        first: i,
        ..money
    })
}

/// Money whose sign or code stands before the number, at token `i`.
fn signed(t: &Tokens, i: usize) -> Option<Money> {
    let (currency, at) = prefix(t, i)?;
    let number = glued_scale(t, numbers::amount(t, at)?)?;
    let mut next = number.next;
    let mut currency = currency;
    // `$5 US`, `$20 million Australian`; `$3 million dollars` as people write
    if at == i + 1 && t.is(i, "$") {
        if t.raw(next) == "US" && !t.capitalised(next + 1) {
            (currency, next) = ("USD", next + 1);
        } else if let Some((code, one, end)) =
            unit(t, next).filter(|u| u.1 == Decimal::ONE && u.0.ends_with('D'))
        {
            (currency, next) = (code, end);
            let _ = one;
        }
    }
    Some(Money {
        currency,
        amount: number.value,
        first: i,
        next,
    })
}

/// The currency before an amount, and the token where the number starts.
fn prefix(t: &Tokens, i: usize) -> Option<(&'static str, usize)> {
    if let Some(currency) = sign(t, i) {
        // `$US20`, `$A3 million`
        if t.raw(i) == "$"
            && t.is_word(i + 1)
            && t.glued(i + 1)
            && t.glued(i + 2)
            && let Some(country) = dollar(t.raw(i + 1))
        {
            return number_at(t, i + 2).then_some((country, i + 2));
        }
        return number_at(t, i + 1).then_some((currency, i + 1));
    }
    if !t.is_word(i) {
        return None;
    }
    // `A$20`
    if t.raw(i + 1) == "$" && t.glued(i + 1) {
        return number_at(t, i + 2).then_some((dollar(t.raw(i))?, i + 2));
    }
    // `U.S.$20`, `Rs. 500`, `USD 5m`, `EUR5m`, `R50 million`
    let code = code(t.raw(i)).or_else(|| letter(t, i))?;
    let at = if t.is(i + 1, ".") && t.glued(i + 1) {
        i + 2
    } else {
        i + 1
    };
    t.digits(at).is_some().then_some((code, at))
}

/// The currency of a letter right before an amount. A letter and a number may be a name of something else, so that a scale,
/// a grouped number or decimals have to show the amount. Example: `R50 million`; not: `the R50 bus`.
fn letter(t: &Tokens, i: usize) -> Option<&'static str> {
    let code = language::value(t.raw(i), WordClass::CurrencyLetter)?;
    if !t.glued(i + 1) {
        return None;
    }
    let number = numbers::amount(t, i + 1)?;
    let grouped = number.next > i + 2;
    let number = glued_scale(t, number)?;
    (grouped || number.scaled).then_some(code)
}

fn number_at(t: &Tokens, i: usize) -> bool {
    t.digits(i).is_some()
}

/// Money whose currency stands after the number.
pub fn after_number(t: &Tokens, first: usize, number: &Number) -> Option<Money> {
    let money = |number: &Number, (currency, factor, next): (&'static str, Decimal, usize)| {
        Some(Money {
            currency,
            amount: number.value.checked_mul(factor)?,
            first,
            next,
        })
    };
    let at = if t.dash(number.next) && t.glued(number.next) && t.glued(number.next + 1) {
        number.next + 1
    } else {
        number.next
    };
    if let Some(found) = unit(t, at) {
        // `5 US soldiers` fails already; `2 pounds of butter` is weight, and told so elsewhere.
        return money(number, found);
    }
    // `3.5bn euros`, `500m pounds`
    let scaled = glued_scale(t, *number)?;
    if scaled.next != number.next
        && let Some(found) = unit(t, scaled.next)
    {
        return money(&scaled, found);
    }
    // `5€`, `20 €`
    if let Some(currency) = sign(t, number.next).filter(|c| *c == "EUR") {
        return money(number, (currency, Decimal::ONE, number.next + 1));
    }
    // `60c a kilo`, `50p`
    if t.glued(number.next) && !number.worded && !number.scaled {
        let rate = t.has(number.next + 1, WordClass::CentRateLead) || t.is(number.next + 1, "/");
        let cents = number.whole(9999).is_some() || number.value.scale() <= 2;
        match t.raw(number.next) {
            "c" if cents && rate => {
                return money(
                    number,
                    (t.signs.dollar, Decimal::new(1, 2), number.next + 1),
                );
            }
            // Not the lines of a screen.
            "p" if number
                .whole(9999)
                .is_some_and(|n| ![480, 720, 1080, 1440, 2160, 4320].contains(&n)) =>
            {
                return money(number, ("GBP", Decimal::new(1, 2), number.next + 1));
            }
            _ => (),
        }
    }
    None
}

/// The two ends of `$20-30 million`, `$5 to $7 million`, `£10m-£12m`: the first without its own scale takes
/// the second's.
fn range(t: &Tokens, first: &Money) -> Option<(Money, Money)> {
    let joins = t.dash(first.next) || t.is_any(first.next, &["to", "and"]);
    if !joins || (t.is(first.next, "and") && t.before(first.first, 1) != "between") {
        return None;
    }
    let at = first.next + 1;
    let (second, own_sign) = match signed(t, at) {
        Some(money) => (money, true),
        None => {
            let number = numbers::amount(t, at)?;
            let number = glued_scale(t, number)?;
            // `$20-30 million`, but not `$5 to 20 families`
            let tight = t.dash(first.next) && t.glued(at);
            if !number.scaled && !tight {
                return None;
            }
            (
                Money {
                    currency: first.currency,
                    amount: number.value,
                    first: at,
                    next: number.next,
                },
                false,
            )
        }
    };
    let plain = |m: &Money| {
        let from = if m.first == at && !own_sign {
            at
        } else {
            m.first
        };
        (from..m.next)
            .filter_map(|k| numbers::scale(t.lower(k)).or_else(|| letter_scale(t, k)))
            .product::<Decimal>()
    };
    let (a, b) = (plain(first), plain(&second));
    if a == Decimal::ONE && b > Decimal::ONE {
        let bare = second.amount.checked_div(b)?;
        if first.amount <= bare {
            return Some((
                Money {
                    amount: first.amount.checked_mul(b)?,
                    ..first.clone()
                },
                second,
            ));
        }
    }
    Some((first.clone(), second))
}

fn letter_scale(t: &Tokens, k: usize) -> Option<Decimal> {
    let one = Number {
        value: Decimal::ONE,
        next: k,
        worded: false,
        scaled: false,
    };
    glued_scale(t, one).filter(|n| n.next > k).map(|n| n.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let t = Tokens::of(text);
        loss(&t, 0)
            .or_else(|| signed(&t, 0))
            .or_else(|| numbers::number(&t, 0).and_then(|n| after_number(&t, 0, &n)))
            .map(|m| m.value())
    }

    #[test]
    fn amounts() {
        for (text, value) in [
            ("$290 million", "USD 290000000"),
            ("A$20 a tonne", "AUD 20"),
            ("$US20", "USD 20"),
            ("£3.5bn", "GBP 3500000000"),
            ("two billion euros", "EUR 2000000000"),
            ("50 cents", "USD 0.5"),
            ("Rs 500 crore", "INR 5000000000"),
            ("Rs. 1,00,000", "INR 100000"),
            ("¥4,000", "JPY 4000"),
            ("EUR5m", "EUR 5000000"),
            ("30 Australian cents", "AUD 0.3"),
            ("a million dollars", "USD 1000000"),
            ("50p", "GBP 0.5"),
            ("60c a kilo", "USD 0.6"),
            ("$10k", "USD 10000"),
            ("million-dollar", ""),
            ("20 000 euros", "EUR 20000"),
            ("€1 500", "EUR 1500"),
            ("€1,5 million", "EUR 1500000"),
            ("a quarter of a million pounds", "GBP 250000"),
            ("KSh5 million", "KES 5000000"),
            ("R50 million", "ZAR 50000000"),
            ("R50 bus", ""),
            ("VND500 billion", "VND 500000000000"),
            ("-$40m", "USD -40000000"),
            ("USD -40000000", "USD -40000000"),
            ("minus £3.5bn", "GBP -3500000000"),
        ] {
            assert_eq!(read(text).unwrap_or_default(), value, "{text}");
        }
    }
}
