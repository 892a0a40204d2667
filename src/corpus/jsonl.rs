//! `.jsonl` and `.ndjson`: one JSON object a line, read one at a time.

use std::io::BufRead;

use serde::de::IgnoredAny;

use super::compression::{Compression, cause};
use super::encoding::RecordDecoder;
use super::json::{self, RawObject};
use super::lines::{Lines, Next};
use super::record::{Fields, Object, Record, RecordError};

pub struct JsonLines<R> {
    lines: Lines<R>,
    decoder: RecordDecoder,
    fields: Fields,
    compression: Compression,
    ended: bool,
}

impl<R: BufRead> JsonLines<R> {
    pub fn new(input: R, fields: Fields, compression: Compression) -> Self {
        JsonLines {
            lines: Lines::new(input),
            decoder: RecordDecoder::new(),
            fields,
            compression,
            ended: false,
        }
    }
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = Result<Record, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.lines.release();
            let line = match self.lines.next() {
                Ok(Next::Line(line)) => line,
                Ok(Next::TooLong { number }) => {
                    return Some(Err(RecordError::at(
                        number,
                        "the line is longer than 128 MiB; split it",
                    )));
                }
                Ok(Next::End) => break,
                Err(error) => {
                    self.ended = true;
                    let line = self.lines.number() + 1;
                    return Some(Err(RecordError::at(line, cause(&error, self.compression))));
                }
            };
            let bytes = self.lines.bytes(line.range);
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let (fields, number) = (&self.fields, line.number);
            return Some(match self.decoder.decode(bytes) {
                Ok(text) => parse(text.trim(), number, fields).map_err(|error| {
                    let raw = serde_json::from_str(text.trim()).ok();
                    let id = raw.and_then(|raw| Object::new(raw).own_id(fields));
                    RecordError::at(number, error).of(id.as_deref())
                }),
                Err(error) => Err(RecordError::at(number, error.to_string())),
            });
        }
        self.ended = true;
        None
    }
}

/// Reads one line, mended where it is not quite JSON.
fn parse(line: &str, number: u64, fields: &Fields) -> Result<Record, String> {
    object(line, Some(number), fields).or_else(|error| {
        let mended = json::repair(line);
        if mended == line {
            return Err(error);
        }
        object(&mended, Some(number), fields).map_err(|_| error)
    })
}

/// Reads one object. `line` is where it stands, if it stands in a line of its own.
///
/// # Errors
/// What is wrong with it, or that it has no text.
pub fn object(text: &str, line: Option<u64>, fields: &Fields) -> Result<Record, String> {
    if !text.starts_with('{') {
        serde_json::from_str::<IgnoredAny>(text).map_err(|error| malformed(&error))?;
        return Err(format!("{} where a JSON object is expected", kind(text)));
    }
    let raw: RawObject = serde_json::from_str(text).map_err(|error| malformed(&error))?;
    Object::new(raw).record(line, fields)
}

/// What kind of value this is, for messages.
pub fn kind(raw: &str) -> &'static str {
    match raw.as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a truth value",
        Some(b'n') => "null",
        _ => "a number",
    }
}

fn malformed(error: &serde_json::Error) -> String {
    format!(
        "malformed JSON at column {}: {}",
        error.column(),
        without_place(error)
    )
}

/// serde_json's message without `at line 1 column 7`: the line is not that of the file.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(end) => message[..end].to_owned(),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::*;

    fn read(input: impl AsRef<[u8]>) -> Vec<Result<Record, RecordError>> {
        let fields = Fields::new(&Options::default());
        JsonLines::new(input.as_ref(), fields, Compression::None).collect()
    }

    fn errors(input: impl AsRef<[u8]>) -> Vec<(u64, String)> {
        read(input)
            .into_iter()
            .filter_map(Result::err)
            .map(|e| (e.line.unwrap(), e.error))
            .collect()
    }

    #[test]
    fn records() {
        let records = read(
            "{\"id\": \"a\", \"title\": \"T\", \"date\": \"2019-11-18\", \"text\": \"One\\r\\ntwo\", \"x\": [1]}\n\n  \r\n\
             {\"ID\": 12345678901234567890123, \"Headline\": null, \"published_at\": 1574078400, \"BODY\": \"b\"}\r\n\
             {\"id\": \"\", \"title\": \" \", \"date\": \"soon\", \"content\": \"c\", \"text\": null}",
        );
        let records: Vec<Record> = records.into_iter().map(Result::unwrap).collect();
        assert_eq!(records[0].id.as_deref(), Some("a"));
        assert_eq!(records[0].title.as_deref(), Some("T"));
        assert_eq!(records[0].text, "One\r\ntwo");
        assert_eq!(records[1].id.as_deref(), Some("12345678901234567890123"));
        assert_eq!(records[1].dates, ["1574078400"]);
        assert_eq!(
            (records[1].line, records[1].title.as_deref()),
            (Some(4), None)
        );
        let third = &records[2];
        assert_eq!((third.id.as_deref(), third.title.as_deref()), (None, None));
        assert_eq!((third.text.as_str(), third.line), ("c", Some(5)));
    }

    #[test]
    fn given_names() {
        let options = Options {
            text_field: Some("Story".into()),
            ..Options::default()
        };
        let input = "{\"Story\": \"a\", \"text\": \"b\"}\n{\"text\": \"b\"}";
        let mut read = JsonLines::new(input.as_bytes(), Fields::new(&options), Compression::None);
        assert_eq!(read.next().unwrap().unwrap().text, "a");
        let error = read.next().unwrap().unwrap_err();
        assert!(
            error.error.contains("`Story`") && error.error.contains("--text-field"),
            "{error:?}"
        );
    }

    #[test]
    fn errors_stand_at_their_lines_and_the_rest_is_read() {
        let input = "{\"text\": \"a\"\n[1]\n{\"title\": \"x\"}\n{\"text\": 5}\n{\"text\": \"good\"}\nnonsense\n7\n{\"text\":\"a\"} x\n";
        let expected = [
            (1, "malformed JSON at column"),
            (2, "a list where a JSON object is expected"),
            (3, "no text"),
            (4, "wrong type: `text` is a number where a text"),
            (6, "malformed JSON"),
            (7, "a number where a JSON object"),
            (8, "trailing characters"),
        ];
        let errors = errors(input);
        assert_eq!(errors.len(), expected.len(), "{errors:?}");
        for ((line, error), (expected_line, part)) in errors.iter().zip(expected) {
            assert_eq!(*line, expected_line);
            assert!(
                error.contains(part) && !error.contains("at line"),
                "{error}"
            );
        }
        assert_eq!(
            read(input)
                .into_iter()
                .filter_map(Result::ok)
                .next()
                .unwrap()
                .text,
            "good"
        );
    }

    #[test]
    fn an_odd_value_beside_the_text_never_costs_the_article() {
        let records = read(
            "{\"text\": \"a\", \"date\": true, \"title\": [], \"author\": NaN, \"id\": {}}\n\
             {\"text\": \"Half a \\ud83d pair\", \"date\": {\"$date\": \"2020-03-04T00:00:00Z\"}, \"_id\": {\"$oid\": \"5e5f\"}}\n",
        );
        let records: Vec<Record> = records.into_iter().map(Result::unwrap).collect();
        assert_eq!(
            (
                records[0].id.as_deref(),
                records[0].about.authors.as_deref()
            ),
            (None, None)
        );
        assert_eq!(records[1].text, "Half a \u{fffd} pair");
        assert_eq!(
            (records[1].id.as_deref(), records[1].dates.len()),
            (Some("5e5f"), 1)
        );
    }

    #[test]
    fn the_usual_crawlers_are_known_by_their_fields() {
        for (line, text, title, authors, publisher, section, dates) in [
            // NewsAPI
            (
                r#"{"source": {"id": "ex", "name": "The Example"}, "author": "Ann Lee", "title": "T", "content": "Words.", "publishedAt": "2020-03-04T08:15:00Z"}"#,
                "Words.",
                "T",
                "Ann Lee",
                "The Example",
                "",
                "2020-03-04T08:15:00Z",
            ),
            // Guardian
            (
                r#"{"id": "a/b", "sectionName": "World", "webPublicationDate": "2020-03-04", "webTitle": "T", "fields": {"byline": "Ann Lee", "bodyText": "Words."}}"#,
                "Words.",
                "T",
                "Ann Lee",
                "",
                "World",
                "2020-03-04",
            ),
            // WordPress
            (
                r#"{"id": 7, "date": "2020-03-04T08:15:00", "title": {"rendered": "T"}, "content": {"rendered": "<p>Words.</p>", "protected": false}, "author": 3}"#,
                "<p>Words.</p>",
                "T",
                "3",
                "",
                "",
                "2020-03-04T08:15:00",
            ),
            // news-please
            (
                r#"{"authors": ["Ann Lee", "Bo Ray"], "date_publish": "2020-03-04 08:15:00", "maintext": "Words.", "title": "T", "source_domain": "e.example"}"#,
                "Words.",
                "T",
                "Ann Lee, Bo Ray",
                "e.example",
                "",
                "2020-03-04 08:15:00",
            ),
            // Elasticsearch
            (
                r#"{"_id": "x", "_source": {"headline": "T", "body": ["Words."], "byline": "Ann Lee", "published": 1583309700}}"#,
                "Words.",
                "T",
                "Ann Lee",
                "",
                "",
                "1583309700",
            ),
        ] {
            let record = read(line).remove(0).unwrap();
            let cell = |cell: Option<String>| cell.unwrap_or_default();
            assert_eq!(record.text, text, "{line}");
            assert_eq!(cell(record.title), title, "{line}");
            assert_eq!(cell(record.about.authors), authors, "{line}");
            assert_eq!(cell(record.about.publisher), publisher, "{line}");
            assert_eq!(cell(record.about.section), section, "{line}");
            assert_eq!(record.dates[0], dates, "{line}");
        }
    }

    #[test]
    fn a_line_of_5_mb_and_deep_nesting() {
        let text = "word ".repeat(1_000_000);
        let records = read(format!("{{\"text\": \"{text}\"}}\n"));
        assert_eq!(records[0].as_ref().unwrap().text, text);
        assert_eq!(errors("[".repeat(1_000_000)).len(), 1);
        assert_eq!(
            read(format!(
                "{{\"text\": \"a\", \"x\": {}{}}}",
                "[".repeat(100),
                "]".repeat(100)
            ))
            .len(),
            1
        );
    }

    #[test]
    fn legacy_lines() {
        let records = read(b"{\"text\": \"plain\"}\n{\"text\": \"Zo\xeb\x92s caf\xe9\"}\n");
        assert_eq!(records[1].as_ref().unwrap().text, "Zoë’s café");
    }
}
