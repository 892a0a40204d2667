//! `.jsonl` and `.ndjson`: one JSON object a line, read one at a time.

use std::collections::HashMap;
use std::io::BufRead;

use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::compression::{Compression, cause};
use super::date;
use super::encoding::RecordDecoder;
use super::lines::{Lines, Next};
use super::record::{FieldName, Fields, Record, RecordError, non_blank};

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
                    let id = id_of(text.trim(), fields);
                    RecordError::at(number, error).of(id.as_deref())
                }),
                Err(error) => Err(RecordError::at(number, error.to_string())),
            });
        }
        self.ended = true;
        None
    }
}

fn parse(line: &str, number: u64, fields: &Fields) -> Result<Record, String> {
    if !line.starts_with('{') {
        serde_json::from_str::<IgnoredAny>(line).map_err(malformed)?;
        return Err(format!("{} where a JSON object is expected", kind(line)));
    }
    let object: HashMap<String, &RawValue> = serde_json::from_str(line).map_err(malformed)?;
    // A null is as good as nothing.
    let field = |name: &FieldName| {
        let present = object
            .iter()
            .map(|(key, value)| (key.as_str(), value.get()));
        name.find(present.filter(|(_, value)| *value != "null"))
    };
    let text = match field(&fields.text) {
        Some(raw) => string(raw, &fields.text)?,
        None => return Err(fields.missing_text()),
    };
    let title = field(&fields.title)
        .map(|raw| string(raw, &fields.title))
        .transpose()?;
    let id = match field(&fields.id) {
        Some(raw) if raw.starts_with('"') => Some(string(raw, &fields.id)?),
        Some(raw) if is_number(raw) => Some(raw.to_owned()),
        Some(raw) => return Err(wrong_type(&fields.id, raw, "a string or a number")),
        None => None,
    };
    let published = match field(&fields.date) {
        Some(raw) if raw.starts_with('"') => date::parse(&string(raw, &fields.date)?),
        Some(raw) if is_number(raw) => date::parse(raw),
        Some(raw) => return Err(wrong_type(&fields.date, raw, "a string or a number")),
        None => None,
    };
    Ok(Record {
        line: number,
        id: id.and_then(non_blank),
        title: title.and_then(non_blank),
        published,
        text,
    })
}

/// The id of a record that cannot be used otherwise.
fn id_of(line: &str, fields: &Fields) -> Option<String> {
    let object: HashMap<String, &RawValue> = serde_json::from_str(line).ok()?;
    let values = object
        .iter()
        .map(|(key, value)| (key.as_str(), value.get()));
    let raw = fields.id.find(values)?;
    match is_number(raw) {
        true => Some(raw.to_owned()),
        false => string(raw, &fields.id).ok().and_then(non_blank),
    }
}

fn is_number(raw: &str) -> bool {
    raw.starts_with(|c: char| c == '-' || c.is_ascii_digit())
}

fn string(raw: &str, name: &FieldName) -> Result<String, String> {
    if !raw.starts_with('"') {
        return Err(wrong_type(name, raw, "a string"));
    }
    serde_json::from_str(raw).map_err(|error| {
        format!(
            "{} is malformed: {}",
            name.describe(),
            without_place(&error)
        )
    })
}

fn wrong_type(name: &FieldName, raw: &str, expected: &str) -> String {
    format!(
        "wrong type: {} is {} where {expected} is expected",
        name.describe(),
        kind(raw)
    )
}

fn kind(raw: &str) -> &'static str {
    match raw.as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a truth value",
        Some(b'n') => "null",
        _ => "a number",
    }
}

fn malformed(error: serde_json::Error) -> String {
    format!(
        "malformed JSON at column {}: {}",
        error.column(),
        without_place(&error)
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
        assert_eq!(records[1].published.unwrap().to_string(), "2019-11-18");
        assert_eq!((records[1].line, records[1].title.as_deref()), (4, None));
        let third = &records[2];
        assert_eq!(
            (third.id.as_deref(), third.title.as_deref(), third.published),
            (None, None, None)
        );
        assert_eq!((third.text.as_str(), third.line), ("c", 5));
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
        let input = "{\"text\": \"a\"\n[1]\n{\"title\": \"x\"}\n{\"text\": 5}\n{\"text\": \"a\", \"date\": true}\n\
                     {\"text\": \"a\", \"id\": {}}\n{\"text\": \"\\ud83d\"}\n{\"text\": \"good\"}\nnonsense\n7\n{\"text\":\"a\"} x\n";
        let expected = [
            (1, "malformed JSON at column"),
            (2, "a list where a JSON object is expected"),
            (3, "no text"),
            (
                4,
                "wrong type: `text` or `body` or `content` is a number where a string",
            ),
            (5, "is a truth value"),
            (6, "is an object"),
            (7, "is malformed"),
            (9, "malformed JSON"),
            (10, "a number where a JSON object"),
            (11, "trailing characters"),
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
