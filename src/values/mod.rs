//! Values: dates, times, durations, ages, money, percentages and quantities, each with what it says in one
//! normal form.
//!
//! In goes a document with its sentences and the names that were found in it; out come mentions of kind
//! [`MentionKind::Value`] with their `value` (EDTF, ISO 8601 durations, `USD 290000000`, `3.5 %`, `20 t`).
//! Everything is read by hand-written scanners that look a bounded number of tokens ahead, so that any text
//! takes linear time.
//!
//! It goes two ways over the document. The first cuts each sentence into tokens and reads what stands
//! there (`Monday`, `the following year`, `03/04/19`); the second resolves dates against the day of
//! publication, the tense around them, the date last told and the order of day and month that the
//! document's own dates show.
//!
//! A bare `$` is USD, or the dollar of the country that the document's places speak for. Weeks and weekends
//! are intervals of days. A range of dates is one mention with an interval, but the years of a person in
//! parentheses are two; a range of amounts is two mentions.

mod ages;
mod calendar;
mod dates;
mod dollars;
mod durations;
mod edtf;
pub mod evaluate;
mod measures;
mod money;
mod numbers;
mod relative;
mod resolve;
mod scan;
mod tense;
mod times;
mod tokens;
mod years;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::document::{Document, EntityType, Mention, MentionKind, Sentence, Span};
use dates::{DateExpr, Which};
use edtf::{Clock, Edtf, Point};
use resolve::Context;
use scan::Scanner;
use tense::Tense;
use tokens::Tokens;

/// What the first pass reads at some tokens.
#[derive(Clone, Debug)]
enum Reading {
    Date(DateExpr),
    Time {
        clock: Clock,
        to: Option<Clock>,
        date: Option<DateExpr>,
    },
    Value(EntityType, String),
}

/// A reading with its place.
#[derive(Debug)]
struct Candidate {
    sentence: usize,
    span: Span,
    reading: Reading,
    tense: Tense,
    leads: Leads,
}

/// Whether a date in digits may give its year to dates after it that have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Leads {
    /// `the driest August since 1900`
    No,
    /// In a text that tells of other years: `(2012)`
    Life,
    /// `In 2012, ... on September 4`
    Sentence,
}

/// The values of a document, in text order, none overlapping another, each inside one sentence.
///
/// `names` are the document's names, in any order; persons among them help to tell ages (`Ana Ruiz, 42,`)
/// and lives (`(1912-1954)`). A value never overlaps a name, except where it holds the whole name and is
/// the better reading of it (`May 5`, `US$20`, `Christmas Day`): there the caller drops the name, so that a
/// name that overlaps a returned value is always the one to go.
pub fn find(document: &Document, sentences: &[Sentence], names: &[Mention]) -> Vec<Mention> {
    let mut by_sentence: Vec<Vec<(Span, EntityType)>> = vec![Vec::new(); sentences.len()];
    for name in names {
        if let Some(list) = by_sentence.get_mut(name.sentence) {
            list.push((name.span, name.entity_type));
        }
    }
    let dollar = dollars::of(document, sentences, names);
    let mut evidence = Evidence::default();
    let mut candidates = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let names = &mut by_sentence[index];
        names.sort_by_key(|(span, _)| (span.start, span.end));
        let text = document.sentence(sentence);
        let tokens = Tokens::new(text).with_dollar(dollar);
        let scanner = Scanner::new(&tokens, sentence.span.start, names, text);
        scanner.scan(index, &mut candidates, &mut evidence);
    }
    let order = evidence.day_first();
    let told = evidence.told_elsewhere(document.published);
    resolve_all(document, sentences, candidates, order, told)
}

/// What the document shows about its own dates.
#[derive(Default)]
struct Evidence {
    day_first: usize,
    month_first: usize,
    years: Vec<i64>,
    /// Words as `yesterday`, `on Monday` and `last month`, which news tells its days by.
    near: usize,
}

impl Evidence {
    /// The order of `03/04/19`, where every date that can be read one way only agrees.
    fn day_first(&self) -> Option<bool> {
        match (self.day_first, self.month_first) {
            (0, 0) => None,
            (_, 0) => Some(true),
            (0, _) => Some(false),
            _ => None,
        }
    }

    /// True of a text that tells of other years than its own, as a life does: there `on September 4` is in
    /// the year last told.
    fn told_elsewhere(&self, published: Option<Date>) -> bool {
        let Some(published) = published else {
            return true;
        };
        let year = i64::from(published.year());
        let near = self
            .years
            .iter()
            .filter(|y| (year - 1..=year + 1).contains(*y))
            .count();
        let far = self.years.len() - near;
        self.near == 0 && far >= 3 && far >= 3 * near
    }
}

/// The second pass: dates become values.
fn resolve_all(
    document: &Document,
    sentences: &[Sentence],
    candidates: Vec<Candidate>,
    day_first: Option<bool>,
    told_elsewhere: bool,
) -> Vec<Mention> {
    let mut mentions = Vec::with_capacity(candidates.len());
    // The date last told and the year last told in digits, with their sentences.
    let mut last: Option<(Edtf, usize)> = None;
    let mut year: Option<(i64, usize, Leads)> = None;
    for (k, candidate) in candidates.iter().enumerate() {
        let at = candidate.sentence;
        let paragraph = |sentence: usize| sentences[sentence].paragraph;
        let close = |sentence: usize| paragraph(at) - paragraph(sentence).min(paragraph(at)) <= 1;
        let told_year = year.filter(|(year, sentence, leads)| {
            let elsewhere = document
                .published
                .is_none_or(|p| i64::from(p.year()) != *year);
            let told = told_elsewhere && (document.published.is_some() || close(*sentence));
            let beside =
                *sentence == at && *leads == Leads::Sentence && candidate.tense != Tense::Future;
            elsewhere && (beside || told)
        });
        let context = Context {
            published: document.published,
            day_first,
            tense: candidate.tense,
            year: told_year.map(|(year, ..)| year),
            last: last
                .filter(|(_, sentence)| close(*sentence))
                .map(|(date, _)| date),
            beside: last.is_some_and(|(_, sentence)| sentence == at),
        };
        let (entity_type, value) = match &candidate.reading {
            Reading::Value(entity_type, value) => (*entity_type, value.clone()),
            Reading::Date(expr) => {
                let next = candidates.get(k + 1).filter(|next| next.sentence == at);
                let dated = beside_date(expr, candidate, next, &context).or_else(|| {
                    listed_date(document.part(sentences[at].part), expr, candidate, next)
                });
                let Some(date) = dated.or_else(|| resolve::resolve(expr, &context)) else {
                    continue;
                };
                if let Some(explicit) = explicit_year(expr).filter(|_| candidate.leads > Leads::No)
                {
                    year = Some((explicit, at, candidate.leads));
                }
                last = Some((date, at));
                (EntityType::Date, date.to_string())
            }
            Reading::Time { clock, to, date } => {
                let date = date
                    .as_ref()
                    .and_then(|expr| resolve::resolve(expr, &context));
                let day = match date {
                    Some(Edtf::Point(point)) => point.date(),
                    _ => None,
                };
                let time = match to {
                    Some(to) => Edtf::TimeInterval {
                        day,
                        from: *clock,
                        to: *to,
                    },
                    None => Edtf::Time { day, clock: *clock },
                };
                if day.is_some() {
                    last = Some((time, at));
                }
                (EntityType::Time, time.to_string())
            }
        };
        mentions.push(Mention {
            sentence: at,
            span: candidate.span,
            entity_type,
            kind: MentionKind::Value,
            value: Some(value),
            score: 1.0,
            type_scores: [0.0; 4],
            rule: None,
        });
    }
    mentions
}

/// `Monday's (18.11.19)`: a weekday right before the date that it is.
fn beside_date(
    expr: &DateExpr,
    candidate: &Candidate,
    next: Option<&Candidate>,
    context: &Context,
) -> Option<Edtf> {
    let DateExpr::Weekday(weekday, _) = expr else {
        return None;
    };
    let next = next.filter(|n| n.span.start - candidate.span.end <= 6)?;
    let Reading::Date(other) = &next.reading else {
        return None;
    };
    let date = match (other, resolve::resolve(other, context)?) {
        // The weekday says which of the two readings it is.
        (
            DateExpr::Numeric {
                first,
                second,
                year,
            },
            _,
        ) => {
            let read = |month: u8, day: u8| {
                Point::Day {
                    year: Some(*year),
                    month,
                    day,
                }
                .date()
            };
            [read(*second, *first), read(*first, *second)]
                .into_iter()
                .flatten()
                .find(|d| d.weekday() == *weekday)?
        }
        (DateExpr::Known(_) | DateExpr::MonthDay { .. }, Edtf::Point(point)) => point.date()?,
        _ => return None,
    };
    (date.weekday() == *weekday).then(|| Edtf::Point(Point::day(date)))
}

/// `January and March 2000`: a month or day in a list takes the year of the next.
fn listed_date(
    text: &str,
    expr: &DateExpr,
    candidate: &Candidate,
    next: Option<&Candidate>,
) -> Option<Edtf> {
    let Reading::Date(DateExpr::Known(next_point @ (Point::Month { .. } | Point::Day { .. }))) =
        &next?.reading
    else {
        return None;
    };
    let between = Span::new(candidate.span.end, next?.span.start.max(candidate.span.end)).of(text);
    let point = match expr {
        DateExpr::Month(month, Which::Plain) => Point::Month {
            year: None,
            month: *month,
        },
        DateExpr::MonthDay {
            month,
            day,
            weekday: None,
        } => Point::Day {
            year: None,
            month: *month,
            day: *day,
        },
        _ => return None,
    };
    let point = point.in_year(next_point.year()?);
    let listed = matches!(
        between.trim(),
        "and" | "or" | "," | "/" | "&" | ", and" | ", or"
    );
    (listed && point.bounds()? < next_point.bounds()?).then_some(Edtf::Point(point))
}

/// The year that an expression tells in digits.
fn explicit_year(expr: &DateExpr) -> Option<i64> {
    match expr {
        DateExpr::Known(point) => point.year(),
        DateExpr::Interval(_, to) => explicit_year(to),
        DateExpr::Numeric { year, .. } => Some(*year),
        _ => None,
    }
}
