//! TimeBank: news articles as JSON lines, with every time expression as TIMEX3 has it; offsets in code points.
//!
//! A value is turned into the notation of the `value` column when it is read. What that column never says is left out, and so
//! counts neither for nor against: values without a certain time (`PRESENT_REF`, `XXXX-04`, `P1XM`) and frequencies (the type
//! `SET`: `every month`). Where the two conventions differ, the column's stands: a week is its days, a quarter `1989-35`, half a
//! year its months, a part of the day (`1998-02-27TNI`) the day, a fiscal year the year, a decade or a quarter as a length its
//! years or months, and 24:00 the next day's 00:00.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde::Deserialize;

use super::gum::{GoldDate, GoldValue};
use super::{DatedDocument, GoldError, json_lines, span};
use crate::document::Document;
use crate::text::CodePoints;

#[derive(Deserialize)]
struct Line {
    id: String,
    date: Option<String>,
    text: String,
    timex: Vec<(usize, usize, String, String)>,
}

/// Reads the file.
///
/// # Errors
/// A line that is not of the format, or an offset outside its text.
pub fn read(text: &str) -> Result<Vec<DatedDocument>, GoldError> {
    json_lines(text, |line: Line| {
        let points = CodePoints::new(&line.text);
        let mut dates = Vec::new();
        for (start, end, kind, value) in line.timex {
            let span = span(&points, (start, end))?;
            if let Some(value) = column_value(&value).filter(|_| kind != "SET") {
                dates.push(GoldDate {
                    span,
                    value: GoldValue::When(value),
                });
            }
        }
        let mut document = Document::plain(&line.id, &line.text);
        document.published = line.date.as_deref().and_then(|date| date.parse().ok());
        Ok(DatedDocument { document, dates })
    })
}

/// A value of TIMEX3 as the `value` column writes it; `None` where it tells no certain time.
fn column_value(value: &str) -> Option<String> {
    if value.is_empty() || value.ends_with("_REF") || value.contains('X') {
        return None;
    }
    if let Some(length) = value.strip_prefix('P') {
        let (number, unit) = length.split_at_checked(length.len().checked_sub(1)?)?;
        return Some(match (number.parse::<u32>(), unit) {
            (Ok(n), "E") => format!("P{}Y", n * 10),
            (Ok(n), "Q") => format!("P{}M", n * 3),
            _ => value.to_string(),
        });
    }
    if let Some((day, time)) = value.split_once('T') {
        let part_of_day = time.starts_with(|c: char| c.is_ascii_alphabetic());
        return Some(if part_of_day {
            day.to_string()
        } else if time == "24" || time == "24:00" {
            let next = day.parse::<Date>().ok()?.checked_add(1.day()).ok()?;
            format!("{next}T00:00")
        } else if time.len() == 2 {
            format!("{value}:00")
        } else {
            format!("{day}T{}", time.get(..5)?)
        });
    }
    if value.chars().all(|c| c.is_ascii_digit()) {
        return Some(match value.len() {
            2 => format!("{value}XX"),
            3 => format!("{value}X"),
            _ => value.to_string(),
        });
    }
    if let Some(year) = value.strip_prefix("FY") {
        return Some(year.to_string());
    }
    let (year, rest) = value.split_once('-').unwrap_or((value, ""));
    if let Some(week) = rest.strip_prefix('W') {
        let (number, weekend) = match week.strip_suffix("-WE") {
            Some(number) => (number, true),
            None => (week, false),
        };
        let week =
            ISOWeekDate::new(year.parse().ok()?, number.parse().ok()?, Weekday::Monday).ok()?;
        let monday = week.date();
        let first = monday
            .checked_add(if weekend { 5 } else { 0 }.days())
            .ok()?;
        let last = monday.checked_add(6.days()).ok()?;
        return Some(format!("{first}/{last}"));
    }
    Some(match rest {
        "Q1" => format!("{year}-33"),
        "Q2" => format!("{year}-34"),
        "Q3" => format!("{year}-35"),
        "Q4" => format!("{year}-36"),
        "H1" => format!("{year}-01/{year}-06"),
        "H2" => format!("{year}-07/{year}-12"),
        "SP" => format!("{year}-21"),
        "SU" => format!("{year}-22"),
        "FA" => format!("{year}-23"),
        "WI" => format!("{year}-24"),
        _ => value.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_in_the_notation_of_the_column() {
        for (timex, column) in [
            ("1998-01-08", "1998-01-08"),
            ("1989-Q3", "1989-35"),
            ("1998-W02", "1998-01-05/1998-01-11"),
            ("1998-W02-WE", "1998-01-10/1998-01-11"),
            ("1998-02-27TNI", "1998-02-27"),
            ("1998-02-27T08:40", "1998-02-27T08:40"),
            ("1989-11-06T17", "1989-11-06T17:00"),
            ("1989-10-27T24", "1989-10-28T00:00"),
            ("198", "198X"),
            ("FY1989", "1989"),
            ("P2Q", "P6M"),
            ("P1E", "P10Y"),
            ("P5Y", "P5Y"),
            ("1989-SU", "1989-22"),
        ] {
            assert_eq!(column_value(timex).as_deref(), Some(column), "{timex}");
        }
        for timex in ["PRESENT_REF", "XXXX-04", "PXM", "", "P"] {
            assert_eq!(column_value(timex).filter(|v| v != "P"), None, "{timex}");
        }
    }

    #[test]
    fn what_is_no_certain_time_is_left_out() {
        let line = r#"{"id": "a", "date": "1998-01-08", "text": "Zoë left today, as every day.",
            "timex": [[9, 14, "DATE", "1998-01-08"], [19, 28, "SET", "P1D"]]}"#;
        let gold = read(&line.replace('\n', " ")).unwrap();
        assert_eq!(gold[0].dates.len(), 1);
        assert_eq!(gold[0].dates[0].span.of(&gold[0].document.text), "today");
    }
}
