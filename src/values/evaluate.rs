//! How well dates are found and resolved, measured on GUM's annotation of dates.
//!
//! A gold date counts as **found** where a value overlaps it, as **exact** where one has its very span, and
//! as **right** where an overlapping value says the same. To compare the two notations, both are read as
//! first and last day: GUM's `from`/`to` of a decade or century as `199X` or `19XX`, its `--10` as
//! `XXXX-10`, its seasons (which end on the first of the month after, or with it), its years before Christ
//! (written without a year 0). Where one mention with an interval covers GUM's two dates (`1790 to 1801`),
//! each has to be the end of it that it stands at.

use std::fmt;

use jiff::civil::Date;
use serde::Deserialize;
use thiserror::Error;

use crate::document::{Document, Mention, Sentence, Span};

/// Why a gold file could not be used.
#[derive(Debug, Error)]
pub enum EvaluateError {
    #[error(
        "line {line} is not a document of GUM as JSON ({source}): give the file of whole documents, one a line"
    )]
    Json {
        line: usize,
        source: serde_json::Error,
    },
    #[error(
        "line {line}: the span {start}..{end} lies outside the text: the offsets must be code points of it"
    )]
    Span {
        line: usize,
        start: usize,
        end: usize,
    },
}

#[derive(Deserialize)]
struct Line {
    id: String,
    date: Option<String>,
    text: String,
    #[serde(default)]
    sentences: Vec<(usize, usize)>,
    #[serde(default)]
    dates: Vec<DateLine>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DateLine {
    start: usize,
    end: usize,
    when: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

/// A document with its gold dates.
pub struct GoldDocument {
    pub document: Document,
    /// The gold sentences, in bytes.
    #[allow(dead_code)]
    pub sentences: Vec<Span>,
    pub dates: Vec<GoldDate>,
}

/// A gold date: its span in bytes and what it means.
pub struct GoldDate {
    pub span: Span,
    pub value: GoldValue,
}

/// A gold date's value as GUM writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoldValue {
    When(String),
    FromTo(String, String),
}

/// Reads gold documents, one a line. Dates without `when` or both `from` and `to` are left out.
pub fn read<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Vec<GoldDocument>, EvaluateError> {
    let mut documents = Vec::new();
    for (index, text) in lines
        .enumerate()
        .filter(|(_, text)| !text.trim().is_empty())
    {
        let line = index + 1;
        let gold: Line =
            serde_json::from_str(text).map_err(|source| EvaluateError::Json { line, source })?;
        let mut bytes: Vec<usize> = gold.text.char_indices().map(|(at, _)| at).collect();
        bytes.push(gold.text.len());
        let span = |start: usize, end: usize| match (bytes.get(start), bytes.get(end)) {
            (Some(a), Some(b)) if a <= b => Ok(Span::new(*a, *b)),
            _ => Err(EvaluateError::Span { line, start, end }),
        };
        let mut dates = Vec::new();
        for date in gold.dates {
            let value = match (date.when, date.from, date.to) {
                (Some(when), ..) => GoldValue::When(when),
                (None, Some(from), Some(to)) => GoldValue::FromTo(from, to),
                _ => continue,
            };
            dates.push(GoldDate {
                span: span(date.start, date.end)?,
                value,
            });
        }
        let sentences = gold
            .sentences
            .iter()
            .map(|(a, b)| span(*a, *b))
            .collect::<Result<_, _>>()?;
        let published = gold.date.and_then(|date| date.parse::<Date>().ok());
        documents.push(GoldDocument {
            document: Document {
                id: gold.id,
                source: String::new(),
                title: None,
                published,
                language: "en".to_owned(),
                text: gold.text,
                body_start: 0,
            },
            sentences,
            dates,
        });
    }
    Ok(documents)
}

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
        share(self.found, self.gold)
    }

    /// The share of gold dates whose value is right.
    pub fn right(&self) -> f64 {
        share(self.right, self.gold)
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

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
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
#[allow(dead_code)]
pub struct Miss {
    pub document: String,
    pub text: String,
    pub gold: GoldValue,
    /// The overlapping value, where there is one.
    pub value: Option<String>,
}

impl Report {
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
                share(tally.exact, tally.gold),
                tally.right(),
                tally.ends,
            )?;
        }
        Ok(())
    }
}

/// Whether a document belongs to the half that the rules are tuned on: FNV-1a of its id is even.
pub fn is_tune(id: &str) -> bool {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    });
    hash % 2 == 0
}

/// Finds the values of every document and compares them with its gold dates. `split` gives a document's
/// sentences and names.
pub fn evaluate(
    gold: &[GoldDocument],
    mut split: impl FnMut(&GoldDocument) -> (Vec<Sentence>, Vec<Mention>),
) -> Report {
    let mut report = Report::default();
    for gold in gold {
        let (sentences, names) = split(gold);
        let values = super::find(&gold.document, &sentences, &names);
        let mut tally = Tally {
            documents: 1,
            gold: gold.dates.len(),
            ..Tally::default()
        };
        for date in &gold.dates {
            let over: Vec<&Mention> = values
                .iter()
                .filter(|v| v.span.overlaps(date.span))
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
        if is_tune(&gold.document.id) {
            &mut report.tune
        } else {
            &mut report.dev
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

fn year_text(year: i64) -> String {
    super::edtf::Point::Year(year).to_string()
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
