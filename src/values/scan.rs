//! The first pass over a sentence: asks the kinds at each token, and keeps what they find with its place, its tense, and what it
//! shows about the document's dates.

use super::dates::expression::DateExpr;
use super::dates::shows_day_first;
use super::edtf::Point;
use super::evidence::Evidence;
use super::found::{Candidate, Found, Leads, Piece, Reading};
use super::kinds::KINDS;
use super::reader::Reader;
use super::tense::{self, Tense};
use super::tokens::Tokens;
use crate::document::Rule;
use crate::language::WordClass;

/// Adds what a sentence holds, and what it shows about the document's dates.
pub fn scan(reader: &Reader, sentence: usize, out: &mut Vec<Candidate>, evidence: &mut Evidence) {
    let t = &reader.tokens;
    let mut i = 0;
    let mut name = 0;
    while i < t.len() {
        let found = KINDS
            .iter()
            .find_map(|kind| Some((Rule(kind.name()), kind.at(reader, i)?)));
        let Some((rule, Found { piece, second })) = found else {
            i += 1;
            continue;
        };
        for piece in [Some(piece), second].into_iter().flatten() {
            evidence.add_orders((piece.first..piece.next).filter_map(|k| shows_day_first(t, k)));
            i = i.max(piece.next);
            let span = t.span(piece.first..piece.next);
            name = reader.name_after(name, span.start);
            let holiday = matches!(piece.reading, Reading::Date(DateExpr::Holiday(_)));
            if matches!(piece.reading, Reading::Date(DateExpr::Nothing))
                || !reader.outweighs_names(span, holiday, name)
            {
                continue;
            }
            let leads = leads(t, &piece);
            if let Reading::Date(expr) = &piece.reading {
                evidence.add_date(expr, leads);
            }
            out.push(Candidate {
                sentence,
                span,
                tense: tense_of(t, &piece),
                leads,
                reading: piece.reading,
                rule,
            });
        }
    }
}

/// How many tokens before a date are searched for a word that says that it is ahead.
const DUE_WINDOW: usize = 2;

/// The tense around a reading that needs one.
fn tense_of(t: &Tokens, piece: &Piece) -> Tense {
    if matches!(
        piece.reading,
        Reading::Value(..) | Reading::Date(DateExpr::Known(_))
    ) {
        return Tense::Unknown;
    }
    // What has been since March began in the past; what is until March ends ahead, and so does what was put off until then.
    let tense = tense::tense(t, piece.first, piece.next);
    let ahead = t.before_has(piece.first, 1, WordClass::EndLead);
    let due = (1..=DUE_WINDOW).any(|k| t.before_has(piece.first, k, WordClass::DueWord))
        || (t.before(piece.first, 1) == "to"
            && t.before_has(piece.first, 2, WordClass::DeferringVerb));
    let open = t.before(piece.first, 1) != "by" && tense::is_open(t, piece.first);
    let until_then = ahead && (tense != Tense::Past || open);
    if t.before(piece.first, 1) == "since" {
        Tense::Past
    } else if due || until_then {
        Tense::Future
    } else if tense == Tense::Present
        && matches!(piece.reading, Reading::Date(DateExpr::Weekday(..)))
        && t.apostrophe(piece.next)
        && t.is(piece.next + 1, "s")
    {
        // `Friday's purchases are below` is of what was on Friday.
        Tense::Unknown
    } else {
        tense
    }
}

/// Tells whether a reading gives its year to the dates after it.
fn leads(t: &Tokens, piece: &Piece) -> Leads {
    let Reading::Date(expr) = &piece.reading else {
        return Leads::No;
    };
    if matches!(
        expr,
        DateExpr::Known(Point::Day { .. } | Point::Month { .. })
    ) {
        Leads::Sentence
    } else if t.before_has(piece.first, 1, WordClass::LimitLead)
        || t.before_has(piece.first, 2, WordClass::StartWord)
    {
        Leads::No
    } else if t.before(piece.first, 1) == "in" {
        Leads::Sentence
    } else {
        Leads::Life
    }
}
