//! Dates by what a company reports: `the quarter`, `the year-earlier period`, `a year ago`.

use super::expression::DateExpr;
use crate::language::WordClass;
use crate::values::numbers;
use crate::values::tokens::Tokens;

/// How far around a word of a report the words that tell it from a game's are searched.
const REPORT_WINDOW: usize = 25;

/// Tells whether a word near token `i` is of a class.
fn is_near(t: &Tokens, i: usize, class: WordClass) -> bool {
    (i.saturating_sub(REPORT_WINDOW)..i + REPORT_WINDOW).any(|k| t.has(k, class))
}

/// Tells whether the words around token `i` are of a game.
pub fn is_game(t: &Tokens, i: usize) -> bool {
    is_near(t, i, WordClass::GameWord)
}

/// Tells whether the words around token `i` are of a company's figures, and of no game.
pub fn is_report(t: &Tokens, i: usize) -> bool {
    is_near(t, i, WordClass::FinancialWord) && !is_game(t, i)
}

/// Dates by what a company reports: `the quarter`, `the latest quarter`, `the year-earlier period`, `the year-ago third quarter`.
pub fn report_date(t: &Tokens, i: usize) -> Option<(DateExpr, usize)> {
    let reported = |told| DateExpr::Reported { told };
    if t.is(i, "quarter") && t.before(i, 1) == "the" {
        let share = t.is(i + 1, "of") || t.dash(i + 1) || t.has(i + 1, WordClass::Scale);
        let game = is_game(t, i);
        return (!share && !game).then(|| (reported(!is_report(t, i)), i + 1));
    }
    if t.is(i, "latest") && t.is(i + 1, "quarter") {
        return (!is_game(t, i)).then(|| (reported(!is_report(t, i)), i + 2));
    }
    // `year-ago`, `year-earlier`
    let before = t.is(i, "year") && t.dash(i + 1) && (t.is(i + 2, "ago") || t.is(i + 2, "earlier"));
    if !before || !is_report(t, i) {
        return None;
    }
    let year_before = |expr| DateExpr::YearBefore(Box::new(expr));
    if let Some((n, next)) = numbers::ordinal_word(t, i + 3)
        && (1..=4).contains(&n)
        && t.is(next, "quarter")
    {
        return Some((year_before(DateExpr::Quarter(32 + n as u8)), next + 1));
    }
    let next = if t.has(i + 3, WordClass::PeriodNoun) {
        i + 4
    } else {
        i + 3
    };
    Some((year_before(reported(!t.is(i + 3, "quarter"))), next))
}
