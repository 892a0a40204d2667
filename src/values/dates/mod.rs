//! Dates: what one says (`expression`), how it is read (`points`, `years`, `relative`, `calendar`), and what it means in its
//! document (`resolve`).

pub mod calendar;
pub mod expression;
mod points;
pub mod relative;
mod report;
pub mod resolve;
pub mod weekdays;
mod years;

use super::counting::{counted, counts};
use super::edtf::Point;
use super::tokens::Tokens;
use crate::language::WordClass;
use expression::{DateExpr, Which, interval};
use points::point;
pub use points::shows_day_first;
pub use years::plain_year;

/// A date, its first token and the token after it.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundDate {
    pub expr: DateExpr,
    pub first: usize,
    pub next: usize,
}

/// Reads a date or a range of dates at token `i`. Where `apart` (a person's years in parentheses) the two
/// ends of a range stay two dates.
pub fn date(t: &Tokens, i: usize, apart: bool) -> Option<FoundDate> {
    let (left, next) = point(t, i)?;
    if let Some((right, end)) = range_end(t, i, &left, next, apart) {
        if let (DateExpr::Weekday(_, a), DateExpr::Weekday(_, b)) = (&left, &right) {
            // Opening hours, unless `from Monday to Friday` of some week.
            let told = t.before(i, 1) == "from" && *a == Which::Plain && *b == Which::Plain;
            let expr = if told {
                interval(left, right)
            } else {
                DateExpr::Nothing
            };
            return Some(FoundDate {
                expr,
                first: i,
                next: end,
            });
        }
        return Some(FoundDate {
            expr: interval(left, right),
            first: i,
            next: end,
        });
    }
    Some(FoundDate {
        expr: left,
        first: i,
        next,
    })
}

fn range_end(
    t: &Tokens,
    i: usize,
    left: &DateExpr,
    next: usize,
    apart: bool,
) -> Option<(DateExpr, usize)> {
    let grain = left.grain()?;
    let between = (1..=3).any(|k| t.before(i, k) == "between");
    let connects =
        t.dash(next) || t.has(next, WordClass::DateRangeJoin) || (t.is(next, "and") && between);
    if !connects {
        return None;
    }
    let mut k = next + 1;
    while t.has(k, WordClass::RangeEndModifier) && k < next + 3 {
        k = t.skip_dash(k + 1);
    }
    // `1939-45`
    if let DateExpr::Known(Point::Year(year)) = left
        && t.dash(next)
        && let Some(short) = t.int(k, 2).filter(|_| t.raw(k).len() == 2)
        && i64::from(short) > year % 100
        && *year >= 1000
        && t.glued(next) == t.glued(k)
        && !(t.glued(k + 1) && (t.is_word(k + 1) || t.dash(k + 1)))
    {
        let to = year - year % 100 + i64::from(short);
        return Some((DateExpr::Known(Point::Year(to)), k + 1));
    }
    let (right, end) = match left {
        DateExpr::Known(Point::Year(from)) => match plain_year(t, k) {
            Some((to, end)) if to > *from && !counts(t, end) && !counted(t, end) => {
                (DateExpr::Known(Point::Year(to)), end)
            }
            _ => point(t, k)?,
        },
        _ => point(t, k)?,
    };
    if right.grain() != Some(grain) || apart {
        return None;
    }
    // Two days so far apart are the ends of a life rather than of a range.
    if let (DateExpr::Known(from @ Point::Day { .. }), DateExpr::Known(to @ Point::Day { .. })) =
        (left, &right)
        && to.year()? - from.year()? >= 15
    {
        return None;
    }
    if let (Some(from), Some(to)) = (left.known_year(), right.known_year())
        && from > to
    {
        return None;
    }
    Some((right, end))
}
