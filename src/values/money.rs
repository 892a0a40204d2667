//! Amounts of money: `$290 million`, `A$20`, `$US20`, `£3.5bn`, `two billion euros`, `50 cents`, `Rs 500
//! crore`, `EUR 5m`.
//!
//! A bare `$`, and bare dollars and cents, are the document's own dollar (see `dollars`), USD where it does not tell.

use rust_decimal::Decimal;

use super::numbers::{self, Number};
use super::tokens::Tokens;

/// An amount: `USD 290000000`, its first token and the token after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Money {
    pub currency: &'static str,
    pub amount: Decimal,
    pub first: usize,
    pub next: usize,
}

impl Money {
    /// As it stands in the `value` column.
    pub fn value(&self) -> String {
        format!("{} {}", self.currency, numbers::decimal(self.amount))
    }
}

fn sign(t: &Tokens, i: usize) -> Option<&'static str> {
    Some(match t.raw(i) {
        "$" => t.dollar,
        "£" | "₤" => "GBP",
        "€" => "EUR",
        "¥" | "￥" => "JPY",
        "₹" => "INR",
        "₩" => "KRW",
        "₽" => "RUB",
        "₺" => "TRY",
        "₪" => "ILS",
        "฿" => "THB",
        "₫" => "VND",
        "₦" => "NGN",
        "₱" => "PHP",
        "₴" => "UAH",
        _ => return None,
    })
}

/// The dollar of a country, by the letters beside the sign: `A$`, `$US`.
fn dollar(letters: &str) -> Option<&'static str> {
    Some(match letters {
        "A" | "AU" | "AUD" => "AUD",
        "US" | "USD" | "U" => "USD",
        "C" | "CA" | "CAD" | "CDN" | "Can" => "CAD",
        "NZ" | "NZD" => "NZD",
        "HK" | "HKD" => "HKD",
        "S" | "SG" | "SGD" => "SGD",
        "NT" | "TWD" => "TWD",
        "R" => "BRL",
        "FJ" | "F" => "FJD",
        _ => return None,
    })
}

fn code(raw: &str) -> Option<&'static str> {
    const CODES: [&str; 32] = [
        "USD", "AUD", "CAD", "NZD", "HKD", "SGD", "GBP", "EUR", "JPY", "CNY", "INR", "CHF", "SEK",
        "NOK", "DKK", "RUB", "ZAR", "BRL", "MXN", "KRW", "TRY", "PLN", "THB", "IDR", "MYR", "PHP",
        "PKR", "NGN", "KES", "AED", "SAR", "ILS",
    ];
    match raw {
        "RMB" => Some("CNY"),
        "Rs" | "INR" => Some("INR"),
        "RM" => Some("MYR"),
        _ => CODES.into_iter().find(|code| *code == raw),
    }
}

/// The currency that a word names, with how many of it the word's unit is, and the token behind it.
fn unit(t: &Tokens, i: usize) -> Option<(&'static str, Decimal, usize)> {
    let whole = |code, next| Some((code, Decimal::ONE, next));
    let cent = |code, next| Some((code, Decimal::new(1, 2), next));
    // `US dollars`, `Australian dollars`, `Canadian cents`
    let (country, at) = match t.lower(i) {
        "us" | "american" => ("USD", i + 1),
        "u" if t.is(i + 1, ".") && t.is(i + 2, "s") && t.is(i + 3, ".") => ("USD", i + 4),
        "australian" => ("AUD", i + 1),
        "canadian" => ("CAD", i + 1),
        "zealand" => ("NZD", i + 1),
        "new" if t.is(i + 1, "zealand") => ("NZD", i + 2),
        "hong" if t.is(i + 1, "kong") => ("HKD", i + 2),
        "singapore" => ("SGD", i + 1),
        "british" => ("GBP", i + 1),
        "indian" => ("INR", i + 1),
        "pakistani" => ("PKR", i + 1),
        "japanese" => ("JPY", i + 1),
        "chinese" => ("CNY", i + 1),
        "swiss" => ("CHF", i + 1),
        "russian" => ("RUB", i + 1),
        "mexican" => ("MXN", i + 1),
        "swedish" => ("SEK", i + 1),
        "norwegian" => ("NOK", i + 1),
        "danish" => ("DKK", i + 1),
        "turkish" => ("TRY", i + 1),
        "egyptian" => ("EGP", i + 1),
        "south" if t.is(i + 1, "korean") => ("KRW", i + 2),
        "south" if t.is(i + 1, "african") => ("ZAR", i + 2),
        _ => ("", i),
    };
    let or = |default: &'static str| if country.is_empty() { default } else { country };
    match t.lower(at) {
        "dollar" | "dollars" | "bucks" => whole(or(t.dollar), at + 1),
        "cent" | "cents" if country != "GBP" => cent(or(t.dollar), at + 1),
        "pence" => cent("GBP", at + 1),
        "euro" | "euros" => whole("EUR", at + 1),
        "pound" | "pounds" if country == "GBP" || country == "EGP" => whole(country, at + 1),
        "pound" | "pounds" if country.is_empty() => {
            let next = if t.is(at + 1, "sterling") {
                at + 2
            } else {
                at + 1
            };
            whole("GBP", next)
        }
        "yen" => whole("JPY", at + 1),
        "yuan" | "renminbi" => whole("CNY", at + 1),
        "rupee" | "rupees" => whole(or("INR"), at + 1),
        "rand" => whole("ZAR", at + 1),
        "rouble" | "roubles" | "ruble" | "rubles" => whole("RUB", at + 1),
        "franc" | "francs" if country == "CHF" => whole("CHF", at + 1),
        "won" if country == "KRW" => whole("KRW", at + 1),
        "peso" | "pesos" if country == "MXN" => whole("MXN", at + 1),
        "krona" | "kronor" => whole(or("SEK"), at + 1),
        "krone" | "kroner" if !country.is_empty() => whole(country, at + 1),
        "lira" if !country.is_empty() => whole(country, at + 1),
        "baht" => whole("THB", at + 1),
        "ringgit" => whole("MYR", at + 1),
        "shekel" | "shekels" => whole("ILS", at + 1),
        "naira" => whole("NGN", at + 1),
        "bitcoin" | "bitcoins" => whole("BTC", at + 1),
        _ if country.is_empty() => code(t.raw(i)).map(|code| (code, Decimal::ONE, i + 1)),
        _ => None,
    }
}

/// True where a currency's name stands at token `i`.
pub fn names_unit(t: &Tokens, i: usize) -> bool {
    unit(t, i).is_some()
}

/// The letters of scale that are glued to an amount: `bn`, `m`, `k`.
fn glued_scale(t: &Tokens, number: Number) -> Option<Number> {
    let at = number.next;
    if number.scaled || number.worded {
        return Some(number);
    }
    let glued = t.glued(at);
    let factor: u64 = match t.raw(at) {
        "bn" | "Bn" | "BN" => 1_000_000_000,
        "mn" | "Mn" => 1_000_000,
        "tn" | "trn" => 1_000_000_000_000,
        "b" | "B" if glued => 1_000_000_000,
        "m" | "M" | "mil" if glued => 1_000_000,
        "t" | "T" if glued => 1_000_000_000_000,
        "k" | "K" if glued => 1_000,
        "cr" | "Cr" => 10_000_000,
        "m" | "M" => 1_000_000,
        _ => return Some(number),
    };
    Number {
        next: at + 1,
        scaled: true,
        ..number
    }
    .times(factor.into())
}

/// Money whose sign or code stands before the number, at token `i`.
pub fn signed(t: &Tokens, i: usize) -> Option<Money> {
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
    // `U.S.$20`, `Rs. 500`, `USD 5m`, `EUR5m`
    let code = code(t.raw(i))?;
    let at = if t.is(i + 1, ".") && t.glued(i + 1) {
        i + 2
    } else {
        i + 1
    };
    t.digits(at).is_some().then_some((code, at))
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
        let rate = t.is_any(number.next + 1, &["a", "per", "/", "an", "in"]);
        let cents = number.whole(9999).is_some() || number.value.scale() <= 2;
        match t.raw(number.next) {
            "c" if cents && rate => {
                return money(number, (t.dollar, Decimal::new(1, 2), number.next + 1));
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
pub fn range(t: &Tokens, first: &Money) -> Option<(Money, Money)> {
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
        let t = Tokens::new(text);
        signed(&t, 0)
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
        ] {
            assert_eq!(read(text).unwrap_or_default(), value, "{text}");
        }
    }
}
