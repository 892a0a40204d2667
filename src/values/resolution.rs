//! The second pass: dates become values, resolved against the day of publication and against each other.

use super::dates::expression::{DateExpr, Which};
use super::dates::resolve::{self, Context};
use super::edtf::{Edtf, Point};
use super::found::{Candidate, Leads, Reading};
use super::tense::Tense;
use crate::document::{Document, EntityType, Mention, MentionKind, Sentence, Span};

/// The second pass: dates become values.
pub fn resolve_all(
    document: &Document,
    sentences: &[Sentence],
    candidates: Vec<Candidate>,
    day_first: Option<bool>,
    told_elsewhere: bool,
) -> Vec<Mention> {
    let mut mentions = Vec::with_capacity(candidates.len());
    // The date last told and the year last told in digits, with their sentences.
    let mut last: Option<(Edtf, usize)> = None;
    let mut quarter: Option<Point> = None;
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
            quarter,
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
                if let Some(explicit) = expr.explicit_year().filter(|_| candidate.leads > Leads::No)
                {
                    year = Some((explicit, at, candidate.leads));
                }
                if let Edtf::Point(point @ Point::Quarter { year: Some(_), .. }) = date
                    && !matches!(expr, DateExpr::YearBefore(_))
                {
                    quarter = Some(point);
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
            rule: Some(candidate.rule),
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
