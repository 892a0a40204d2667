//! Numbers in digits and in words, with their scale: `1,234.5`, `2 1/2`, `3.5 million`, `twenty-five`,
//! `one and a half billion`, `half a million`, `a dozen`.

use rust_decimal::Decimal;

use super::currencies;
use super::tokens::{Kind, Tokens};
use crate::language::{self, WordClass};

/// A number and the token after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    pub value: Decimal,
    pub next: usize,
    /// Written in words.
    pub worded: bool,
    /// A word of scale (`million`) is part of it.
    pub scaled: bool,
}

impl Number {
    /// The value where it is a whole number from 0 to `most`.
    pub fn whole(&self, most: u32) -> Option<u32> {
        let whole = self
            .value
            .is_integer()
            .then(|| u32::try_from(self.value).ok())?;
        whole.filter(|n| *n <= most)
    }

    /// The value as it is written in a `value` column: no grouping, no trailing zeros.
    pub fn text(&self) -> String {
        decimal(self.value)
    }

    /// The number times a factor; `None` beyond 28 digits.
    pub fn times(self, factor: Decimal) -> Option<Number> {
        Some(Number {
            value: self.value.checked_mul(factor)?,
            ..self
        })
    }
}

/// A decimal without trailing zeros.
pub fn decimal(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A whole number below twenty, or a round ten below a hundred.
fn small(word: &str) -> Option<u32> {
    language::value(word, WordClass::Cardinal)?.parse().ok()
}

/// A word that multiplies the number before it.
pub fn scale(word: &str) -> Option<Decimal> {
    language::value(word, WordClass::Scale)?.parse().ok()
}

/// An ordinal from `first` to `thirty-first`, as used of days and centuries.
pub fn ordinal_word(t: &Tokens, i: usize) -> Option<(u32, usize)> {
    let unit = |i: usize| -> Option<u32> { t.value(i, WordClass::Ordinal)?.parse().ok() };
    if let Some(n) = unit(i) {
        return Some((n, i + 1));
    }
    let tens = small(t.lower(i)).filter(|n| [20, 30].contains(n))?;
    let next = t.skip_dash(i + 1);
    unit(next).filter(|n| *n < 10).map(|n| (tens + n, next + 1))
}

/// The number that starts at token `i`.
pub fn number(t: &Tokens, i: usize) -> Option<Number> {
    match t.kind(i)? {
        Kind::Digits => in_digits(t, i),
        Kind::Word => in_words(t, i),
        Kind::Sign => fraction_sign(t, i).map(|value| Number {
            value,
            next: i + 1,
            worded: false,
            scaled: false,
        }),
    }
}

fn fraction_sign(t: &Tokens, i: usize) -> Option<Decimal> {
    t.value(i, WordClass::Fraction)?.parse().ok()
}

/// Multiplies by the scale words that follow, a hyphen allowed before them.
fn scaled(t: &Tokens, mut number: Number) -> Number {
    for _ in 0..2 {
        let at = if t.dash(number.next) && t.glued(number.next) {
            number.next + 1
        } else {
            number.next
        };
        let Some(factor) = scale(t.lower(at)) else {
            break;
        };
        let Some(value) = number.value.checked_mul(factor) else {
            break;
        };
        number = Number {
            value,
            next: at + 1,
            scaled: true,
            ..number
        };
    }
    number
}

fn in_digits(t: &Tokens, i: usize) -> Option<Number> {
    // `F16`, `MH370`: the digits of a name.
    if t.glued(i) && i > 0 && t.is_word(i - 1) {
        None
    } else {
        amount(t, i)
    }
}

/// The number in digits at token `i`, whatever it is glued to: the amount of `$US20` or `EUR5m`.
pub fn amount(t: &Tokens, i: usize) -> Option<Number> {
    let first = t.digits(i)?;
    // More digits than a decimal holds are not a number that anyone reads.
    if first.len() > 20 {
        return None;
    }
    let mut digits = first.to_owned();
    let mut next = i + 1;
    if first.len() <= 3 {
        let group = |k: usize| t.is(k, ",") && t.glued(k) && t.glued(k + 1);
        while digits.len() < 22 && group(next) {
            match t.digits(next + 1).map_or(0, str::len) {
                3 => (),
                // Indian grouping: 1,00,000
                2 if group(next + 2) && t.digits(next + 3).is_some_and(|d| d.len() >= 2) => (),
                _ => break,
            }
            digits.push_str(t.raw(next + 1));
            next += 2;
        }
        if next == i + 1 {
            let (groups, end) = spaced_groups(t, next);
            digits.push_str(&groups);
            next = end;
        }
    }
    let point =
        |k: usize| t.is(k, ".") && t.glued(k) && t.glued(k + 1) && t.digits(k + 1).is_some();
    if let Some((groups, end)) = point_groups(t, i, next) {
        digits.push_str(&groups);
        next = end;
    }
    if point(next) {
        let decimals = t.raw(next + 1);
        // 18.11.19 and 1.2.3 are no decimals.
        if point(next + 2) || decimals.len() > 6 {
            return None;
        }
        digits.push('.');
        digits.push_str(decimals);
        next += 2;
    } else if next == i + 1
        && let Some(decimals) = comma_decimals(t, next)
    {
        digits.push('.');
        digits.push_str(decimals);
        next += 2;
    }
    let mut value: Decimal = digits.parse().ok()?;
    if let Some(part) = fraction_sign(t, next) {
        value = value.checked_add(part)?;
        next += 1;
    } else if t.is(next + 1, "/") && t.glued(next + 1) && t.glued(next + 2) && !t.glued(next) {
        // 2 1/2
        if let (Some(above), Some(below)) = (t.int(next, 1), t.int(next + 2, 1))
            && above < below
        {
            value = value.checked_add(
                Decimal::from(above)
                    .checked_div(Decimal::from(below))?
                    .round_dp(4),
            )?;
            next += 3;
        }
    }
    let mut number = scaled(
        t,
        Number {
            value,
            next,
            worded: false,
            scaled: false,
        },
    );
    // `4 and a half million`
    if !number.scaled
        && t.is(next, "and")
        && t.is(next + 1, "a")
        && t.is(next + 2, "half")
        && value.is_integer()
    {
        number = scaled(
            t,
            Number {
                value: value.checked_add(Decimal::new(5, 1))?,
                next: next + 3,
                ..number
            },
        );
    }
    Some(number)
}

/// The groups of three digits that stand behind one space each, from token `i` on. Example: `20 000`, `1 500 000`; not:
/// `in 2010 500 came`.
fn spaced_groups(t: &Tokens, i: usize) -> (String, usize) {
    let group = |k: usize| {
        t.spaced(k)
            && t.digits(k).is_some_and(|d| d.len() == 3)
            && !(t.glued(k + 1)
                && (t.dash(k + 1) || (t.is(k + 1, ".") && t.digits(k + 2).is_some())))
    };
    let before = i.checked_sub(2).is_some_and(|k| t.digits(k).is_some());
    let led = i.checked_sub(1).is_some_and(|k| t.raw(k).starts_with('0'));
    let mut groups = String::new();
    let mut next = i;
    while !before && !led && next < i + 4 && group(next) {
        groups.push_str(t.raw(next));
        next += 1;
    }
    // Digits that go on in another way are no grouping.
    if t.digits(next).is_some() {
        return (String::new(), i);
    }
    (groups, next)
}

/// Two or more groups of three digits behind a full stop each, as much of Europe writes them. Example: `1.500.000`.
fn point_groups(t: &Tokens, first: usize, i: usize) -> Option<(String, usize)> {
    let group = |k: usize| {
        t.is(k, ".")
            && t.glued(k)
            && t.glued(k + 1)
            && t.digits(k + 1).is_some_and(|d| d.len() == 3)
    };
    if i != first + 1 || t.raw(first).starts_with('0') {
        return None;
    }
    let mut groups = String::new();
    let mut next = i;
    while next < i + 8 && group(next) {
        groups.push_str(t.raw(next + 1));
        next += 2;
    }
    let goes_on =
        t.is(next, ".") && t.glued(next) && t.glued(next + 1) && t.digits(next + 1).is_some();
    (groups.len() >= 6 && !goes_on).then_some((groups, next))
}

/// The one or two decimals behind a comma, where a scale, a percent sign or a currency behind them says that they are some.
/// Example: `1,5 million`; not: `rooms 1,5 and 6`.
fn comma_decimals<'a>(t: &Tokens<'a>, i: usize) -> Option<&'a str> {
    if !t.is(i, ",") || !t.glued(i) || !t.glued(i + 1) {
        return None;
    }
    let decimals = t.digits(i + 1).filter(|d| d.len() <= 2)?;
    let at = i + 2;
    let counted = scale(t.lower(at)).is_some()
        || t.has(at, WordClass::PercentWord)
        || t.is(at, "%")
        || language::is(t.raw(at), WordClass::ScaleAbbreviation)
        || language::is(t.raw(at), WordClass::CurrencySign)
        || currencies::names_unit(t, at);
    counted.then_some(decimals)
}

/// A share of a round number: `a quarter of a million`, `three quarters of a billion`, `half a million`, `a half-million`.
fn share_of_scale(t: &Tokens, i: usize) -> Option<Number> {
    let article = t.has(i, WordClass::IndefiniteArticle);
    let (count, mut at) = match small(t.lower(i)) {
        Some(count) => (Decimal::from(count), t.skip_dash(i + 1)),
        None if article => (Decimal::ONE, i + 1),
        None => (Decimal::ONE, i),
    };
    let share: Decimal = t.value(at, WordClass::ExactShare)?.parse().ok()?;
    at += 1;
    let of = t.is(at, "of");
    if of {
        at += 1;
    }
    let one = t.has(at, WordClass::IndefiniteArticle);
    if one {
        at += 1;
    }
    // `a quarter of a million`, `half a million`, `a quarter-million`
    let dashed = t.dash(at) && t.glued(at);
    if dashed {
        at += 1;
    }
    // `the fifth million` is no fifth of one.
    if of != one && !(one && share == Decimal::new(5, 1)) || (!of && share < Decimal::new(25, 2)) {
        return None;
    }
    let factor = scale(t.lower(at))?;
    Some(Number {
        value: factor.checked_mul(share)?.checked_mul(count)?,
        next: at + 1,
        worded: true,
        scaled: true,
    })
}

fn in_words(t: &Tokens, i: usize) -> Option<Number> {
    let word = t.lower(i);
    if let Some(number) = share_of_scale(t, i) {
        return Some(number);
    }
    // `a hundred`, `a dozen`
    if word == "a" {
        scale(t.lower(i + 1))?;
        // A third of a million is no million.
        if t.before(i, 1) == "of" && t.before_has(i, 2, WordClass::ShareNoun) {
            return None;
        }
        return Some(scaled(
            t,
            Number {
                value: Decimal::ONE,
                next: i + 1,
                worded: true,
                scaled: false,
            },
        ));
    }
    small(word)?;
    // total + current, as one reads `two million three hundred and five`.
    let (mut total, mut current) = (Decimal::ZERO, Decimal::ZERO);
    let mut next = i;
    let mut is_scaled = false;
    let mut last_small: Option<u32> = None;
    for _ in 0..16 {
        let mut at = next;
        if next > i && ((t.is(at, "and") && is_scaled) || (t.dash(at) && t.glued(at))) {
            at += 1;
        }
        if let Some(n) = small(t.lower(at)) {
            // `twenty five`, but not `five twenty` nor `two three`
            let fits = match last_small {
                None => true,
                Some(tens) => tens >= 20 && (1..10).contains(&n),
            };
            if !fits {
                break;
            }
            current = current.checked_add(Decimal::from(n))?;
            last_small = Some(n);
        } else if let Some(factor) = scale(t.lower(at)).filter(|_| !t.is(next, "and")) {
            if factor == Decimal::ONE_HUNDRED || factor == Decimal::from(12) {
                current = current.checked_mul(factor)?;
            } else {
                total = total.checked_add(current.checked_mul(factor)?)?;
                current = Decimal::ZERO;
            }
            is_scaled = true;
            last_small = None;
        } else {
            break;
        }
        next = at + 1;
    }
    let mut value = total.checked_add(current)?;
    // `one point two million`
    if !is_scaled && t.is(next, "point") {
        let mut step = Decimal::ONE;
        let mut at = next + 1;
        while let Some(digit) = small(t.lower(at)).filter(|d| *d < 10 && at < next + 5) {
            step = step.checked_div(Decimal::TEN)?;
            value = value.checked_add(step.checked_mul(Decimal::from(digit))?)?;
            at += 1;
        }
        if at > next + 1 {
            return Some(scaled(
                t,
                Number {
                    value,
                    next: at,
                    worded: true,
                    scaled: false,
                },
            ));
        }
    }
    let mut number = Number {
        value,
        next,
        worded: true,
        scaled: is_scaled,
    };
    if !is_scaled && t.is(next, "and") && t.is(next + 1, "a") && t.is(next + 2, "half") {
        number.value = value.checked_add(Decimal::new(5, 1))?;
        number = scaled(
            t,
            Number {
                next: next + 3,
                ..number
            },
        );
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        number(&Tokens::of(text), 0).map(|n| format!("{}|{}", n.text(), n.next))
    }

    #[test]
    fn numbers() {
        for (text, value) in [
            ("1,234.50", "1234.5|5"),
            ("1,00,000", "100000|5"),
            ("3.5 million", "3500000|4"),
            ("290-million", "290000000|3"),
            ("2 1/2", "2.5|4"),
            ("5½", "5.5|2"),
            ("twenty-five", "25|3"),
            ("two hundred and fifty thousand", "250000|5"),
            ("two million three hundred and five people", "2000305|6"),
            ("one and a half billion", "1500000000|5"),
            ("half a million", "500000|3"),
            ("a quarter of a million", "250000|5"),
            ("three quarters of a million", "750000|5"),
            ("a half-million", "500000|4"),
            ("20 000", "20000|2"),
            ("1 500 000", "1500000|3"),
            ("1.500.000", "1500000|5"),
            ("1,5 million", "1500000|4"),
            ("12,5 %", "12.5|3"),
            ("12 5000", "12|1"),
            ("4 300-page", "4|1"),
            ("a dozen", "12|2"),
            ("two dozen", "24|2"),
            ("five and six", "5|1"),
            ("1, 2", "1|1"),
            ("one point two five million", "1250000|5"),
            ("500 crore", "5000000000|2"),
        ] {
            assert_eq!(read(text).as_deref(), Some(value), "{text}");
        }
        for text in [
            "18.11.19",
            "a man",
            "half a loaf",
            "word",
            "",
            "1.500.00.0",
            "99999999999999999999999999999999999",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn ordinals() {
        assert_eq!(
            ordinal_word(&Tokens::of("twenty-first century"), 0),
            Some((21, 3))
        );
        assert_eq!(ordinal_word(&Tokens::of("fourth"), 0), Some((4, 1)));
        assert_eq!(ordinal_word(&Tokens::of("twenty"), 0), None);
    }
}
