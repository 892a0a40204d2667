//! How well dates are found and resolved, measured on GUM's annotation of dates, or on TimeBank's of dates and lengths of time.
//!
//! A gold date counts as **found** where a value overlaps it, as **exact** where one has its very span, and
//! as **right** where an overlapping value says the same. To compare the two notations, both are read as
//! first and last day: GUM's `from`/`to` of a decade or century as `199X` or `19XX`, its `--10` as
//! `XXXX-10`, its seasons (which end on the first of the month after, or with it), its years before Christ
//! (written without a year 0). Where one mention with an interval covers GUM's two dates (`1790 to 1801`),
//! each has to be the end of it that it stands at.

use std::fmt;

use super::gold::DatedDocument;
use super::gold::gum::{GoldDate, GoldValue, Half, half_by_parity};
use super::{extract_all, ratio};
use crate::document::{Mention, MentionKind};
use crate::pipeline::Pipeline;

/// Counts over some documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub documents: usize,
    pub gold: usize,
    pub found: usize,
    pub exact: usize,
    pub right: usize,
    /// Of `right`: ends of a range that one mention with an interval covers.
    pub ends: usize,
}

impl Tally {
    /// The share of gold dates that a value overlaps.
    pub fn found(&self) -> f64 {
        ratio(self.found, self.gold)
    }

    /// The share of gold dates whose value is right.
    pub fn right(&self) -> f64 {
        ratio(self.right, self.gold)
    }

    fn add(&mut self, other: Tally) {
        self.documents += other.documents;
        self.gold += other.gold;
        self.found += other.found;
        self.exact += other.exact;
        self.right += other.right;
        self.ends += other.ends;
    }
}

/// The counts of the documents that the rules were tuned on, and of those that they were not.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub tune: Tally,
    pub dev: Tally,
    /// Every gold date that is not right: document, text, gold value, found value.
    pub misses: Vec<Miss>,
}

/// A gold date that was not found, or not with its value.
#[derive(Clone, Debug)]
pub struct Miss {
    pub document: String,
    pub text: String,
    pub gold: GoldValue,
    /// The overlapping value, where there is one.
    pub value: Option<String>,
}

impl fmt::Display for Miss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gold = match &self.gold {
            GoldValue::When(when) => when.clone(),
            GoldValue::FromTo(from, to) => format!("{from}/{to}"),
        };
        let value = self.value.as_deref().unwrap_or("-");
        write!(f, "{}\t{}\t{gold}\t{value}", self.document, self.text)
    }
}

impl Report {
    /// Every date that is not right, a line each: `document TAB text TAB its value TAB the value found`, `-` where none was.
    pub fn misses(&self) -> String {
        let lines = self.misses.iter().map(|miss| format!("{miss}\n"));
        lines.collect()
    }

    /// Both halves together.
    pub fn all(&self) -> Tally {
        let mut all = self.tune;
        all.add(self.dev);
        all
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "half  documents  dates  found  exact  right  (of them ends of a range)"
        )?;
        for (name, tally) in [("tune", self.tune), ("dev", self.dev), ("all", self.all())] {
            writeln!(
                f,
                "{name:<5} {:>9}  {:>5}  {:.3}  {:.3}  {:.3}  ({})",
                tally.documents,
                tally.gold,
                tally.found(),
                ratio(tally.exact, tally.gold),
                tally.right(),
                tally.ends,
            )?;
        }
        Ok(())
    }
}

/// Walks the documents through the whole program, and compares their values with the dates.
///
/// # Errors
/// A model that fails.
pub fn measure(pipeline: &Pipeline, gold: &[DatedDocument]) -> anyhow::Result<Report> {
    let documents = gold.iter().map(|g| g.document.clone()).collect();
    let found = extract_all(pipeline, documents)?;
    let mentions = found.iter().map(|x| x.mentions.as_slice());
    Ok(score(gold.iter().zip(mentions)))
}

/// Compares the values among each document's mentions with its dates.
pub fn score<'a>(
    documents: impl IntoIterator<Item = (&'a DatedDocument, &'a [Mention])>,
) -> Report {
    let mut report = Report::default();
    for (gold, mentions) in documents {
        let mut tally = Tally {
            documents: 1,
            gold: gold.dates.len(),
            ..Tally::default()
        };
        for date in &gold.dates {
            let over: Vec<&Mention> = mentions
                .iter()
                .filter(|m| m.kind == MentionKind::Value && m.span.overlaps(date.span))
                .collect();
            tally.found += usize::from(!over.is_empty());
            tally.exact += usize::from(over.iter().any(|v| v.span == date.span));
            let verdicts = over
                .iter()
                .filter_map(|v| agrees(date, v, &gold.dates))
                .max();
            match verdicts {
                Some(verdict) => {
                    tally.right += 1;
                    tally.ends += usize::from(verdict == Verdict::End);
                }
                None => report.misses.push(Miss {
                    document: gold.document.id.clone(),
                    text: date.span.of(&gold.document.text).to_owned(),
                    gold: date.value.clone(),
                    value: over.first().and_then(|v| v.value.clone()),
                }),
            }
        }
        match half_by_parity(&gold.document.id) {
            Half::Tune => &mut report.tune,
            Half::Dev => &mut report.dev,
        }
        .add(tally);
    }
    report
}

/// How a value agrees with a gold date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// One end of its interval does.
    End,
    Whole,
}

fn agrees(gold: &GoldDate, value: &Mention, all: &[GoldDate]) -> Option<Verdict> {
    let text = value.value.as_deref()?;
    if same(&gold.value, text) {
        return Some(Verdict::Whole);
    }
    let (from, to) = text.split_once('/')?;
    // The gold date has to stand at the end of the mention that it is compared with.
    let first = all
        .iter()
        .filter(|d| d.span.overlaps(value.span))
        .map(|d| d.span.start)
        .min()?;
    let end = if gold.span.start == first { from } else { to };
    same(&gold.value, end).then_some(Verdict::End)
}

fn same(gold: &GoldValue, value: &str) -> bool {
    match gold {
        GoldValue::When(when) => {
            let when = plain(when);
            // GUM writes 508 BC as -508, EDTF as -0507.
            let before_christ = year(&when).filter(|y| *y < 0).map(|y| year_text(y + 1));
            when == value
                || before_christ.is_some_and(|year| year == value)
                // `noon tomorrow` says the day of `tomorrow`, and more.
                || value.strip_prefix(&when).is_some_and(|time| time.starts_with('T') && !time.contains('/'))
                || (when.contains('T') && when.strip_suffix(":00").is_some_and(|w| w == value))
        }
        GoldValue::FromTo(from, to) => {
            let Some((first, last)) = bounds(value) else {
                return false;
            };
            let Some((a, b)) = bounds(&format!("{}/{}", plain(from), plain(to))) else {
                return false;
            };
            let season = seasonal(value);
            a == first
                && (b == last || (season && to_month(&b) == after(&last)) || decade_end(&b, &last))
        }
    }
}

/// GUM's notation as EDTF's: `--10` as `XXXX-10`, `500` as `0500`.
fn plain(value: &str) -> String {
    if let Some(rest) = value.strip_prefix("--") {
        return format!("XXXX-{rest}");
    }
    year(value).map_or_else(|| value.to_owned(), year_text)
}

/// The year that a value is, if it is one.
fn year(value: &str) -> Option<i64> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| value.parse().ok()).flatten()
}

/// A year as EDTF has it, in four digits.
fn year_text(year: i64) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.abs())
}

fn seasonal(value: &str) -> bool {
    value
        .rsplit_once('-')
        .is_some_and(|(_, s)| matches!(s, "21" | "22" | "23" | "24"))
        && value.len() == 7
}

type Day = (Option<i64>, u8, u8);

/// First and last day of a value; `None` as the year where it is unknown.
fn bounds(value: &str) -> Option<(Day, Day)> {
    if let Some((from, to)) = value.split_once('/') {
        return Some((bounds(from)?.0, bounds(to)?.1));
    }
    let value = value.split('T').next()?;
    if let Some(decade) = value.strip_suffix('X').filter(|d| d.len() == 3) {
        if let Some(century) = decade.strip_suffix('X') {
            let year = century.parse::<i64>().ok()? * 100;
            return Some(((Some(year), 1, 1), (Some(year + 99), 12, 31)));
        }
        let year = decade.parse::<i64>().ok()? * 10;
        return Some(((Some(year), 1, 1), (Some(year + 9), 12, 31)));
    }
    let negative = value.starts_with('-');
    let mut parts = value.trim_start_matches('-').split('-');
    let year = match parts.next()? {
        "XXXX" => None,
        year => Some(year.parse::<i64>().ok()? * if negative { -1 } else { 1 }),
    };
    let Some(month) = parts.next() else {
        return Some(((year, 1, 1), (year, 12, 31)));
    };
    let month: u8 = month.parse().ok()?;
    if (21..=24).contains(&month) {
        let first = (month - 20) * 3;
        let next = if first == 12 {
            year.map(|y| y + 1)
        } else {
            year
        };
        return Some((
            (year, first, 1),
            (next, if first == 12 { 2 } else { first + 2 }, 31),
        ));
    }
    if (33..=36).contains(&month) {
        let last = (month - 32) * 3;
        return Some(((year, last - 2, 1), (year, last, 31)));
    }
    match parts.next() {
        Some(day) => {
            let day: u8 = day.parse().ok()?;
            Some(((year, month, day), (year, month, month_end(month, day))))
        }
        None => Some(((year, month, 1), (year, month, 31))),
    }
}

/// The last day of a month is written 31 whatever the month.
fn month_end(month: u8, day: u8) -> u8 {
    let last = match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if day >= last { 31 } else { day }
}

fn to_month(day: &Day) -> (Option<i64>, u8) {
    (day.0, day.1)
}

/// The month after a day's.
fn after(day: &Day) -> (Option<i64>, u8) {
    if day.1 == 12 {
        (day.0.map(|y| y + 1), 1)
    } else {
        (day.0, day.1 + 1)
    }
}

/// GUM ends some decades on the first day of their last year.
fn decade_end(gold: &Day, last: &Day) -> bool {
    gold.0 == last.0 && (gold.1, gold.2) == (1, 1) && (last.1, last.2) == (12, 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{EntityType, Span};
    use crate::evaluation::gold;

    fn value(text: &str, part: &str, value: &str) -> Mention {
        let start = text.find(part).unwrap();
        Mention {
            sentence: 0,
            span: Span::new(start, start + part.len()),
            entity_type: EntityType::Date,
            kind: MentionKind::Value,
            value: Some(value.to_string()),
            score: 1.0,
            type_scores: [0.0; 4],
            rule: None,
        }
    }

    #[test]
    fn a_date_is_right_by_what_it_says_in_either_notation() {
        let text =
            "It stood from 1790 to 1801, in the 1950s and in summer 2014, and fell on 3 May.";
        let at = |part: &str| {
            let start = text.find(part).unwrap();
            format!("\"start\": {start}, \"end\": {}", start + part.len())
        };
        let dates = [
            format!("{{{}, \"when\": \"1790\"}}", at("1790")),
            format!("{{{}, \"when\": \"1801\"}}", at("1801")),
            format!(
                "{{{}, \"from\": \"1950\", \"to\": \"1959\"}}",
                at("the 1950s")
            ),
            format!(
                "{{{}, \"from\": \"2014-06\", \"to\": \"2014-08\"}}",
                at("summer 2014")
            ),
            format!("{{{}, \"when\": \"--05-03\"}}", at("3 May")),
        ];
        let line = format!(
            "{{\"id\": \"a\", \"genre\": \"news\", \"text\": \"{text}\", \"sentences\": [], \"dates\": [{}]}}",
            dates.join(", ")
        );
        let gold = gold::read_dated(&line).unwrap();
        let found = [
            value(text, "1790 to 1801", "1790/1801"),
            value(text, "1950s", "195X"),
            value(text, "summer 2014", "2014-22"),
            value(text, "3 May", "XXXX-05-04"),
        ];
        let all = score([(&gold[0], found.as_slice())]).all();
        assert_eq!((all.gold, all.found, all.right, all.ends), (5, 5, 4, 2));
        assert_eq!(all.exact, 2);
    }
}
