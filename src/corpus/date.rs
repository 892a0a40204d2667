//! When an article was published: the dates of records and pages, and datelines at the head of a text.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

const MONTH: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

fn regex(pattern: &str) -> Regex {
    Regex::new(&pattern.replace("MONTH", MONTH)).expect("a regex of this file")
}

/// The date of a metadata string in one of the usual forms; a time is dropped, and the day stays that of its own time
/// zone. `None` for what is no date, and for what may be either of two (`03/04/2019`).
pub fn parse(text: &str) -> Option<Date> {
    // A time, a zone, or nothing may follow the date.
    const REST: &str = r"(?:$|[T,\s(].{0,60}$)";
    static FORMS: LazyLock<[Regex; 6]> = LazyLock::new(|| {
        [
            regex(&format!(
                r"^(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){REST}"
            )),
            regex(
                r"^(?P<y>[12]\d{3})(?P<m>\d{2})(?P<d>\d{2})(?:$|(?:T|\s)?\d{4}(?:\d{2})?(?:$|[Z.+-].{0,20}$))",
            ),
            regex(&format!(
                r"(?i)^(?:[a-z]{{2,10}}\.?,?\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<n>MONTH)\.?,?[\s-]+(?P<y>\d{{4}}){REST}"
            )),
            regex(&format!(
                r"(?i)^(?:[a-z]{{2,10}}\.?,?\s+)?(?P<n>MONTH)\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}}){REST}"
            )),
            regex(&format!(
                r"(?i)^(?P<y>\d{{4}})[\s-]+(?P<n>MONTH)\.?[\s-]+(?P<d>\d{{1,2}}){REST}"
            )),
            // `date` and the C library: Mon Nov 18 10:00:00 UTC 2019.
            regex(
                r"(?i)^[a-z]{3}\s+(?P<n>MONTH)\s+(?P<d>\d{1,2})\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s+[a-z+0-9-]{1,6})?\s+(?P<y>\d{4})$",
            ),
        ]
    });
    static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
        regex(&format!(
            r"^(?P<a>\d{{1,2}})[-/.](?P<b>\d{{1,2}})[-/.](?P<y>\d{{4}}){REST}"
        ))
    });
    static EPOCH: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?P<n>\d{9,13})(?:\.\d{1,9})?$"));

    let text = text.trim();
    if let Some(found) = EPOCH.captures(text) {
        let number: i64 = found["n"].parse().ok()?;
        return epoch(number);
    }
    if let Some(found) = NUMERIC.captures(text) {
        let (a, b): (i8, i8) = (found["a"].parse().ok()?, found["b"].parse().ok()?);
        let year = found["y"].parse().ok()?;
        // 13 and more cannot be a month.
        return match (a, b) {
            _ if a == b || a > 12 => date(year, b, a),
            _ if b > 12 => date(year, a, b),
            _ => None,
        };
    }
    let found = FORMS.iter().find_map(|form| form.captures(text))?;
    let month = match found.name("m") {
        Some(month) => month.as_str().parse().ok()?,
        None => month_number(&found["n"])?,
    };
    date(found["y"].parse().ok()?, month, found["d"].parse().ok()?)
}

fn epoch(number: i64) -> Option<Date> {
    let milliseconds = if number < 100_000_000_000 {
        number.checked_mul(1000)?
    } else {
        number
    };
    let timestamp = jiff::Timestamp::from_millisecond(milliseconds).ok()?;
    Some(timestamp.to_zoned(jiff::tz::TimeZone::UTC).date())
}

fn month_number(name: &str) -> Option<i8> {
    let name = name.get(..3)?.to_ascii_lowercase();
    let index = MONTHS.iter().position(|month| *month == name)?;
    i8::try_from(index + 1).ok()
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    if year < 1000 {
        None
    } else {
        Date::new(year, month, day).ok()
    }
}

/// A leading `date 2019-11-19 `: the bytes that it takes, white space on both sides included, and the date.
pub fn metadata(text: &str) -> Option<(usize, Date)> {
    static LEADING: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^\s*date\s+(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?:\s+|$)"));
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
            regex(&format!(r"^{capitals},?\s+{iso}(?:\s*(?:[-–—:(]|$))")),
            // LONDON, Nov. 18, 2019 (Reuters) - / PARIS (AP) — Nov 18, 2019 -
            regex(&format!(
                r"^{capitals}\s*,?\s*(?:{agency})?\s*[,–—-]{{0,2}}\s*{day}(?:{written}|{iso})(?:\s*(?:{agency}|[-–—:])|$)"
            )),
            // London, 18 November 2019 (Reuters) -
            regex(&format!(r"^{place}\s*,\s*{day}(?:{written}|{iso}){end}")),
            // Nov 18, 2019 (Reuters) - / 18 November 2019
            regex(&format!(
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
                let _ = (parse(text), dateline(text));
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
