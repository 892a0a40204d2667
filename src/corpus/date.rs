//! When an article was published: the dates of records and pages, of lines at the head of a text, and of names of files.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::language::{self, WordClass};

/// Compiles a pattern of this file, in which MONTH stands for any name of a month and LABEL for what may stand before a date
/// of publication.
fn pattern(pattern: &str) -> Regex {
    let any = |class: WordClass| {
        let mut words: Vec<String> = language::words(class)
            .iter()
            .map(|word| regex::escape(word).replace(' ', r"\s+"))
            .collect();
        // The longest first: `sept` is not `sep` and a letter.
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        format!("(?:{})", words.join("|"))
    };
    let pattern = pattern
        .replace("MONTH", &any(WordClass::Month))
        .replace("LABEL", &any(WordClass::PublicationLabel));
    Regex::new(&pattern).expect("a regex of this file")
}

/// Which number of a date is the day, where it does not tell itself (`03/04/2019`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DateOrder {
    /// `01/05` is the first of May.
    DayFirst,
    /// `01/05` is the fifth of January.
    MonthFirst,
}

/// What a string says of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    Date(Date),
    /// Numbers that are two dates, by what comes first.
    Either {
        day_first: Date,
        month_first: Date,
    },
    None,
}

impl Reading {
    /// The date, where it is one in this order.
    pub fn in_order(self, order: Option<DateOrder>) -> Option<Date> {
        match (self, order) {
            (Reading::Date(date), _) => Some(date),
            (Reading::Either { day_first, .. }, Some(DateOrder::DayFirst)) => Some(day_first),
            (Reading::Either { month_first, .. }, Some(DateOrder::MonthFirst)) => Some(month_first),
            _ => None,
        }
    }
}

/// What the dates of one file say of the order that it writes them in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Orders {
    day_first: bool,
    month_first: bool,
}

impl Orders {
    /// Looks at one date: 13 and more cannot be a month.
    pub fn add(&mut self, text: &str) {
        if let Some((a, b, _)) = numeric(strip(text)) {
            self.day_first |= a > 12 && b <= 12;
            self.month_first |= b > 12 && a <= 12;
        }
    }

    /// The order that some date of the file has and none contradicts.
    pub fn order(self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }
}

/// The date of a metadata string in one of the usual forms; a time is dropped, and the day stays that of its own time
/// zone. `None` for what is no date, and for what may be either of two (`03/04/2019`).
pub fn parse(text: &str) -> Option<Date> {
    read(text).in_order(None)
}

/// A date without what may stand before it: `Published:`, a time (`10:15 GMT,`).
fn strip(text: &str) -> &str {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?ix)^\s*(?:LABEL\s*[:–—-]?\s*)?
              (?:\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:\b[A-Z]{2,5}\b)?(?:\s*\([^)]{0,30}\))?\s*,?\s+(?:on\s+)?)?",
        )
    });
    // Of `10.15.2020` the first two are no time, but the head of a date.
    let end = BEFORE.find(text).map_or(0, |found| found.end());
    let rest = text[end..].trim();
    if rest.is_empty() { text.trim() } else { rest }
}

/// The numbers of `03/04/2019` and its kin, and the year.
fn numeric(text: &str) -> Option<(i8, i8, i16)> {
    static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?P<a>\d{1,2})(?:[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4})|[/.](?P<bb>\d{1,2})[/.](?P<yy>\d{2}))(?:$|[T,\s(].{0,60}$)",
        )
    });
    let found = NUMERIC.captures(text)?;
    let number = |name: &str| found.name(name).map(|part| part.as_str());
    let b = number("b").or(number("bb"))?;
    let year = match number("y") {
        Some(year) => year.parse().ok()?,
        // As the C library reads two digits.
        None => match number("yy")?.parse::<i16>().ok()? {
            year @ 0..=68 => 2000 + year,
            year => 1900 + year,
        },
    };
    Some((number("a")?.parse().ok()?, b.parse().ok()?, year))
}

/// The same as [`parse`], with both dates where it may be either.
pub fn read(text: &str) -> Reading {
    if text.len() > 400 {
        return Reading::None;
    }
    let text = strip(text);
    if let Some((a, b, year)) = numeric(text) {
        let (day_first, month_first) = (date(year, b, a), date(year, a, b));
        // With full stops the day comes first wherever dates are written so.
        let dotted = text
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .starts_with('.');
        return match (day_first, month_first) {
            (Some(day_first), Some(month_first)) if day_first != month_first && !dotted => {
                Reading::Either {
                    day_first,
                    month_first,
                }
            }
            (Some(date), _) | (None, Some(date)) => Reading::Date(date),
            (None, None) => Reading::None,
        };
    }
    certain(text).map_or(Reading::None, Reading::Date)
}

/// Dates in forms that say which part is which.
fn certain(text: &str) -> Option<Date> {
    // A time, a zone, or nothing may follow the date.
    const REST: &str = r"(?:$|[T,\s(].{0,60}$)";
    static FORMS: LazyLock<[Regex; 6]> = LazyLock::new(|| {
        [
            pattern(&format!(
                r"^(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){REST}"
            )),
            pattern(
                r"^(?P<y>[12]\d{3})(?P<m>\d{2})(?P<d>\d{2})(?:$|(?:T|\s)?\d{4}(?:\d{2})?(?:$|[Z.+-].{0,20}$))",
            ),
            pattern(&format!(
                r"(?i)^(?:[a-z]{{2,10}}\.?,?\s+)?(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s/-]+(?P<n>MONTH)\.?,?[\s/-]+(?P<y>\d{{4}}){REST}"
            )),
            pattern(&format!(
                r"(?i)^(?:[a-z]{{2,10}}\.?,?\s+)?(?P<n>MONTH)\.?[\s-]+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(?P<y>\d{{4}}){REST}"
            )),
            pattern(&format!(
                r"(?i)^(?P<y>\d{{4}})[\s,/-]+(?P<n>MONTH)\.?[\s/-]+(?P<d>\d{{1,2}}){REST}"
            )),
            // `date` and the C library: Mon Nov 18 10:00:00 UTC 2019.
            pattern(
                r"(?i)^[a-z]{3}\s+(?P<n>MONTH)\s+(?P<d>\d{1,2})\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s+[a-z+0-9-]{1,6})?\s+(?P<y>\d{4})$",
            ),
        ]
    });
    static EPOCH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(?:/Date\()?(?P<n>\d{9,19})(?:\.\d{1,9})?(?:[+-]\d{4})?(?:\)/)?$")
    });
    static SHEET: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?P<n>[2-5]\d{4})(?:\.\d+)?$"));
    // `04-Mar-20`
    static SHORT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^(?P<d>\d{{1,2}})[\s-](?P<n>MONTH)[\s-]['’]?(?P<y>\d{{2}}){REST}"
        ))
    });
    if let Some(found) = FORMS.iter().find_map(|form| form.captures(text)) {
        let month = match found.name("m") {
            Some(month) => month.as_str().parse().ok()?,
            None => month_number(&found["n"])?,
        };
        return date(found["y"].parse().ok()?, month, found["d"].parse().ok()?);
    }
    if let Some(found) = EPOCH.captures(text) {
        return epoch(found["n"].parse().ok()?);
    }
    if let Some(found) = SHEET.captures(text) {
        return sheet(found["n"].parse().ok()?);
    }
    let found = SHORT.captures(text)?;
    let year: i16 = found["y"].parse().ok()?;
    let century = if year <= 68 { 2000 } else { 1900 };
    date(
        century + year,
        month_number(&found["n"])?,
        found["d"].parse().ok()?,
    )
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970, told by their size.
fn epoch(number: i64) -> Option<Date> {
    let milliseconds = match number {
        i64::MIN..100_000_000_000 => number.checked_mul(1000)?,
        100_000_000_000..100_000_000_000_000 => number,
        100_000_000_000_000..100_000_000_000_000_000 => number / 1000,
        _ => number / 1_000_000,
    };
    let timestamp = jiff::Timestamp::from_millisecond(milliseconds).ok()?;
    Some(timestamp.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// Days since the last of 1899, as spreadsheets count; from 1980 to 2050, since nothing tells such a number from others.
fn sheet(number: i64) -> Option<Date> {
    if !(29_221..=55_153).contains(&number) {
        return None;
    }
    let zero = Date::new(1899, 12, 30).ok()?;
    zero.checked_add(jiff::Span::new().try_days(number).ok()?)
        .ok()
}

fn month_number(name: &str) -> Option<i8> {
    language::value(&name.to_lowercase(), WordClass::Month)?
        .parse()
        .ok()
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    if year < 1000 {
        None
    } else {
        Date::new(year, month, day).ok()
    }
}

/// The date in a file's name or an article's address: `2020-03-04-mayor.txt`, `/2020/mar/04/mayor`, `20200304`. `None` where
/// there are several, or where it may be either of two.
pub fn in_name(name: &str) -> Option<Date> {
    static FORMS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
        [
            pattern(r"(?P<y>(?:19|20)\d\d)[-_/.](?P<m>\d{1,2})[-_/.](?P<d>\d{1,2})"),
            pattern(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)"),
            pattern(r"(?i)(?P<y>(?:19|20)\d\d)[-_/. ](?P<n>MONTH)[-_/. ](?P<d>\d{1,2})"),
            pattern(r"(?i)(?P<d>\d{1,2})[-_/. ]?(?P<n>MONTH)[-_/., ]{0,2}(?P<y>(?:19|20)\d\d)"),
        ]
    });
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut dates = FORMS.iter().flat_map(|form| {
        form.captures_iter(name).filter_map(move |found| {
            let whole = found.get(0)?;
            // A longer number is an id.
            if digit(name[..whole.start()].chars().next_back())
                || digit(name[whole.end()..].chars().next())
            {
                return None;
            }
            let month = match found.name("m") {
                Some(month) => month.as_str().parse().ok()?,
                None => month_number(&found["n"])?,
            };
            date(found["y"].parse().ok()?, month, found["d"].parse().ok()?)
        })
    });
    let first = dates.next()?;
    dates.all(|other| other == first).then_some(first)
}

/// The date of a line that says when the text was published, and nothing else: `Published: 4 March 2020`. It stands among the
/// first lines or the last ones.
pub fn labelled_line(text: &str) -> Reading {
    const FIRST: usize = 6;
    const LAST: usize = 4;
    const WIDTH: usize = 100;
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^[\s*_#]*LABEL\b[*_]*\s*(?P<colon>[:–—-]?)[\s*_]*(?P<rest>.*)$")
    });
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first: Vec<&str> = lines().take(FIRST).collect();
    let last: Vec<&str> = lines().rev().take(LAST).collect();
    for line in first.into_iter().chain(last) {
        if line.len() > WIDTH {
            continue;
        }
        let Some(found) = LABELLED.captures(line) else {
            continue;
        };
        // `Released 4 March 2020, the film was ...` is a sentence.
        let said = found["colon"] == *":" || line.split_whitespace().count() <= 8;
        if !said || line.ends_with('.') {
            continue;
        }
        match read(&found["rest"]) {
            Reading::None => {}
            reading => return reading,
        }
    }
    Reading::None
}

/// A leading `date 2019-11-19 `: the bytes that it takes, white space on both sides included, and the date.
pub fn metadata(text: &str) -> Option<(usize, Date)> {
    static LEADING: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\s*date\s+(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?:\s+|$)"));
    let found = LEADING.captures(text)?;
    let date = date(
        found["y"].parse().ok()?,
        found["m"].parse().ok()?,
        found["d"].parse().ok()?,
    )?;
    Some((found.get(0)?.end(), date))
}

/// The date of a dateline in one of the text's first lines: `ROME 1996-12-06`, `LONDON, Nov. 18, 2019 (Reuters) -`.
/// Only with a year, and only where the line has the form of a dateline.
pub fn dateline(text: &str) -> Option<Date> {
    /// Lines that are looked at (a headline and a byline may stand above it), and characters of each.
    const LINES: usize = 4;
    const WIDTH: usize = 160;
    static FORMS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
        let iso = r"(?P<iso>\d{4}-\d{2}-\d{2})";
        let day =
            r"(?:(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+))?";
        let written = r"(?P<date>(?i:MONTH)\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}(?:st|nd|rd|th)?\s+(?i:MONTH)\.?,?\s+\d{4})";
        let capitals = r"\p{Lu}[\p{Lu}.'’-]*(?:[ /]\p{Lu}[\p{Lu}.'’-]*){0,4}(?:,\s*\p{Lu}[\p{L}.]*(?: \p{Lu}[\p{L}.]*)?)?";
        let place = r"\p{Lu}[\p{L}.'’-]*(?:[ /]\p{Lu}[\p{L}.'’-]*){0,4}(?:,\s*\p{Lu}[\p{L}.]*(?: \p{Lu}[\p{L}.]*)?)?";
        let agency = r"\(\p{Lu}[\p{L}\d .&/-]{0,30}\)|/[\p{L}\d .-]{2,30}/";
        let end = format!(r"(?:\s*(?:{agency}))?\s*(?:[-–—:]|$)");
        [
            // ROME 1996-12-06
            pattern(&format!(r"^{capitals},?\s+{iso}(?:\s*(?:[-–—:(]|$))")),
            // LONDON, Nov. 18, 2019 (Reuters) - / PARIS (AP) — Nov 18, 2019 -
            pattern(&format!(
                r"^{capitals}\s*,?\s*(?:{agency})?\s*[,–—-]{{0,2}}\s*{day}(?:{written}|{iso})(?:\s*(?:{agency}|[-–—:])|$)"
            )),
            // London, 18 November 2019 (Reuters) -
            pattern(&format!(r"^{place}\s*,\s*{day}(?:{written}|{iso}){end}")),
            // Nov 18, 2019 (Reuters) - / 18 November 2019
            pattern(&format!(
                r"^(?:\((?P<agency>\p{{Lu}}[\p{{L}} ]{{1,20}})\)\s*[,–—-]?\s*)?{day}(?:{written}|{iso}){end}"
            )),
        ]
    });
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(LINES);
    for line in lines {
        let head = match line.char_indices().nth(WIDTH) {
            Some((end, _)) => &line[..end],
            None => line,
        };
        // Markdown's marks of emphasis and headings are no part of a date: **14 August 2024** -
        let head = head.replace(['*', '_', '#'], "");
        let head = head.trim();
        let found = FORMS.iter().find_map(|form| form.captures(head));
        let date = found.and_then(|found| {
            found
                .name("date")
                .or(found.name("iso"))
                .map(|date| date.as_str().to_owned())
        });
        if let Some(date) = date.and_then(|date| parse(&date)) {
            return Some(date);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(date: Option<Date>) -> String {
        date.map_or_else(String::new, |date| date.to_string())
    }

    #[test]
    fn usual_forms() {
        for text in [
            "2019-11-18",
            " 2019-11-18T23:30:00-08:00 ",
            "2019-11-18T23:30:00Z",
            "2019-11-18 10:00",
            "2019-11-18T10:00:00.123+0000",
            "2019/11/18",
            "2019.11.18",
            "20191118",
            "20191118T103000Z",
            "20191118103000",
            "Mon, 18 Nov 2019 10:00:00 GMT",
            "Mon, 18 Nov 2019 10:00:00 +0100 (CET)",
            "18 November 2019",
            "18th of November, 2019",
            "18-Nov-2019",
            "Nov 18, 2019",
            "Nov. 18 2019",
            "Monday, November 18, 2019 10:00 AM EST",
            "November 18th, 2019",
            "2019 Nov 18",
            "Mon Nov 18 10:00:00 UTC 2019",
            "Mon Nov 18 10:00:00 +0000 2019",
            "18/11/2019",
            "11/18/2019 10:00",
            "1574078400",
            "1574078400000",
            "1574078400.5",
            "1574078400000000",
            "1574078400000000000",
            "/Date(1574078400000)/",
            "43787",
            "43787.5",
            "18.11.19",
            "11/18/19",
            "18-Nov-19",
            "18/Nov/2019",
            "20191118T101500Z",
            "Mon Nov 18 2019 10:15:00 GMT+0000 (UTC)",
            "10:15 AM EST, Mon November 18, 2019",
            "10:15, 18 November 2019",
            "Published: 18 November 2019",
            "Published on Monday, November 18, 2019",
            "First published: 18 Nov 2019 10:15 GMT",
        ] {
            assert_eq!(written(parse(text)), "2019-11-18", "{text}");
        }
        assert_eq!(written(parse("Sept. 3, 2001")), "2001-09-03");
        assert_eq!(written(parse("04/04/2019")), "2019-04-04");
    }

    #[test]
    fn what_is_no_date_or_not_sure() {
        for text in [
            "",
            "yesterday",
            "03/04/2019",
            "2019",
            "2019-11",
            "2019-13-01",
            "2019-02-30",
            "20191345",
            "18 Foo 2019",
            "November 2019",
            "12345",
            "99/99/2019",
            "0000-00-00",
            "2019-11-18abc",
            "１２/11/2019",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn day_and_month_are_told_by_the_other_dates() {
        let orders = |dates: &[&str]| {
            let mut orders = Orders::default();
            dates.iter().for_each(|date| orders.add(date));
            orders.order()
        };
        assert_eq!(
            orders(&["01/05/2017", "12/31/2016"]),
            Some(DateOrder::MonthFirst)
        );
        assert_eq!(
            orders(&["1/5/17 10:15", "31/12/16"]),
            Some(DateOrder::DayFirst)
        );
        assert_eq!(orders(&["01/05/2017", "2016-12-31"]), None);
        assert_eq!(orders(&["31/12/2016", "12/31/2016"]), None);
        let reading = read("01/05/2017");
        assert_eq!(
            written(reading.in_order(Some(DateOrder::MonthFirst))),
            "2017-01-05"
        );
        assert_eq!(
            written(reading.in_order(Some(DateOrder::DayFirst))),
            "2017-05-01"
        );
        assert_eq!(written(parse("01.05.2017")), "2017-05-01");
    }

    #[test]
    fn names_of_files_and_addresses() {
        for name in [
            "2020-03-04-mayor.txt",
            "a/2020/03/04/mayor.html",
            "https://e.example/world/2020/mar/04/mayor-resigns",
            "mayor_20200304.txt",
            "Mayor resigns 4 March 2020.docx",
            "20200304T1015-mayor-2020-03-04.txt",
        ] {
            assert_eq!(written(in_name(name)), "2020-03-04", "{name}");
        }
        for name in [
            "mayor.txt",
            "article-1202003041.txt",
            "2020-03-04-to-2020-03-11.txt",
            "04-03-2020.txt",
            "2020-13-04.txt",
            "8-may-20201.txt",
        ] {
            assert_eq!(in_name(name), None, "{name}");
        }
    }

    #[test]
    fn lines_that_say_when() {
        for text in [
            "Mayor resigns\nPublished: 4 March 2020\n\nThe mayor left.",
            "**Published:** March 4, 2020\nThe mayor left.",
            "The mayor left.\n\nPosted on 4 March 2020",
            "Date: 2020-03-04\n\nThe mayor left.",
            "Publication date: Wednesday 4 March 2020 10:15 GMT\nThe mayor left.",
        ] {
            assert_eq!(
                written(labelled_line(text).in_order(None)),
                "2020-03-04",
                "{text}"
            );
        }
        for text in [
            "Released 4 March 2020, the film was a success with all who saw it in the cinemas",
            "Published on 4 March 2020 by the council, the report was a shock for the whole of the town.",
            "The mayor left.\nPublished: soon",
        ] {
            assert_eq!(labelled_line(text), Reading::None, "{text}");
        }
    }

    #[test]
    fn leading_metadata() {
        assert_eq!(
            metadata("date 2019-11-19 The"),
            Some((16, Date::constant(2019, 11, 19)))
        );
        assert_eq!(
            metadata(" \ndate\t2019-11-19\r\n\r\nThe").map(|(end, _)| end),
            Some(21)
        );
        for text in ["date 2019-11-19", "date 2019-11-19\n"] {
            assert_eq!(metadata(text).map(|(end, _)| end), Some(text.len()));
        }
        for text in [
            "The date 2019-11-19 is",
            "date 2019-11-19, a",
            "date: 2019",
            "date 2019-13-19 x",
            "dated 2019-11-19 ",
        ] {
            assert_eq!(metadata(text), None, "{text}");
        }
    }

    #[test]
    fn datelines() {
        for text in [
            "LONDON, Nov. 18, 2019 (Reuters) - Shares fell.",
            "PARIS (AP) — Nov 18, 2019 — Shares fell.",
            "NEW YORK, Nov. 18, 2019 /PRNewswire/ -- A firm said.",
            "SALT LAKE CITY, Utah, November 18, 2019 -- Snow fell.",
            "ROME 2019-11-18\nItaly said",
            "Shares fall in Rome\nMaria Example\nROME 2019-11-18\nItaly said",
            "London, 18 November 2019 (Reuters) - Shares fell.",
            "**18 November 2019** – Shares fell.",
            "Nov 18, 2019 (Reuters) - Shares fell.",
            "Big headline here\n\n18 November 2019\n\nShares fell.",
            "Monday, November 18, 2019\n\nShares fell.",
            "(Reuters) 18 November 2019 - Shares fell.",
            "WASHINGTON, Monday, 18 November 2019 (AFP) - Shares fell.",
        ] {
            assert_eq!(written(dateline(text)), "2019-11-18", "{text}");
        }
    }

    #[test]
    fn no_datelines() {
        for text in [
            "LONDON, Nov 18 (Reuters) - Shares fell.",
            "Shares fell on Nov. 18, 2019 in London.",
            "On 18 November 2019 the mayor resigned.",
            "18 November 2019 was a cold day.",
            "November 18, 2019 will be remembered.",
            "In Paris, 18 November 2019 was cold.",
            "",
            "A\nB\nC\nD\nROME 2019-11-18",
        ] {
            assert_eq!(dateline(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text(text in "\\PC{0,60}", lines in "(?s).{0,60}") {
            for text in [&text, &lines] {
                let _ = (parse(text), dateline(text), labelled_line(text), in_name(text));
                if let Some((end, _)) = metadata(text) {
                    prop_assert!(text.is_char_boundary(end));
                }
            }
        }

        #[test]
        fn any_date_is_read_back(year in 1000i16..3000, month in 1i8..=12, day in 1i8..=28) {
            let date = Date::new(year, month, day).unwrap();
            prop_assert_eq!(parse(&date.to_string()), Some(date));
            prop_assert_eq!(parse(&date.strftime("%d %B %Y").to_string()), Some(date));
            prop_assert_eq!(parse(&date.strftime("%b. %d, %Y").to_string()), Some(date));
        }
    }
}
