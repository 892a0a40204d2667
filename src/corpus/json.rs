//! JSON as it really is written: with `NaN`, half a surrogate pair, a stray comma or a line end in a string.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::marks::Mark;

/// A value whose objects keep the order of their fields.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    /// As it is written, or nearly so.
    Number(String),
    String(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads `text`, mended where it is not quite JSON.
    ///
    /// # Errors
    /// What is wrong with the text as it stands, where mending it did not help.
    pub fn read(text: &str) -> Result<Json, serde_json::Error> {
        serde_json::from_str(text)
            .or_else(|error| serde_json::from_str(&repair(text)).map_err(|_| error))
    }

    /// The value of a field of an object, by its exact name.
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(fields) => fields
                .iter()
                .rev()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// True for null, and for the spellings of a missing value that programs write as strings.
    pub fn is_missing(&self) -> bool {
        match self {
            Json::Null => true,
            Json::String(text) => is_missing(text),
            Json::List(list) => list.iter().all(Json::is_missing),
            Json::Object(fields) => fields.is_empty(),
            Json::Bool(_) | Json::Number(_) => false,
        }
    }

    /// All strings and numbers in it, in order.
    fn leaves<'a>(&'a self, out: &mut Vec<&'a str>) {
        match self {
            Json::String(text) | Json::Number(text) => out.push(text),
            Json::List(list) => list.iter().for_each(|value| value.leaves(out)),
            Json::Object(fields) => fields.iter().for_each(|(_, value)| value.leaves(out)),
            Json::Null | Json::Bool(_) => {}
        }
    }

    /// Where the value stands in an object, by the names of such fields in `inner`.
    fn inside<'a>(&'a self, inner: &[String]) -> Option<&'a Json> {
        let Json::Object(fields) = self else {
            return None;
        };
        inner.iter().find_map(|name| {
            let found = fields
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(name));
            found
                .map(|(_, value)| value)
                .filter(|value| !value.is_missing())
        })
    }

    /// A running text: a string, or a list of paragraphs, or an object that holds either. `None` for what is no text.
    pub fn paragraphs(&self, inner: &[String]) -> Option<String> {
        match self {
            Json::String(text) => Some(text.clone()),
            Json::List(list) => {
                let parts: Vec<String> = list
                    .iter()
                    .filter_map(|value| value.paragraphs(inner))
                    .filter(|part| !part.trim().is_empty())
                    .collect();
                (!parts.is_empty()).then(|| parts.join("\n\n"))
            }
            Json::Object(fields) => match self.inside(inner) {
                Some(value) => value.paragraphs(inner),
                None => {
                    let parts: Vec<String> = fields
                        .iter()
                        .filter_map(|(_, value)| value.paragraphs(inner))
                        .filter(|part| !part.trim().is_empty())
                        .collect();
                    (!parts.is_empty()).then(|| parts.join("\n\n"))
                }
            },
            Json::Null | Json::Bool(_) | Json::Number(_) => None,
        }
    }

    /// A title, a name or several: what a cell of a table can hold.
    pub fn cell(&self, inner: &[String]) -> Option<String> {
        match self {
            _ if self.is_missing() => None,
            Json::String(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            Json::Number(number) => Some(number.clone()),
            Json::Bool(value) => Some(value.to_string()),
            Json::List(list) => {
                let parts: Vec<String> = list.iter().filter_map(|v| v.cell(inner)).collect();
                (!parts.is_empty()).then(|| parts.join(", "))
            }
            Json::Object(_) => match self.inside(inner) {
                Some(value) => value.cell(inner),
                None => {
                    let mut leaves = Vec::new();
                    self.leaves(&mut leaves);
                    (!leaves.is_empty()).then(|| leaves.join(", "))
                }
            },
            Json::Null => None,
        }
    }

    /// The spellings of a date that may be meant, the likeliest first.
    pub fn dates(&self) -> Vec<String> {
        let number = |value: Option<&Json>| match value {
            Some(Json::Number(n)) => n.parse::<u16>().ok(),
            _ => None,
        };
        let parts = match self {
            Json::List(list) => [list.first(), list.get(1), list.get(2)].map(number),
            Json::Object(_) => ["year", "month", "day"].map(|name| number(self.get(name))),
            _ => [None; 3],
        };
        if let [Some(year), Some(month), Some(day)] = parts {
            return vec![format!("{year:04}-{month:02}-{day:02}")];
        }
        let mut leaves = Vec::new();
        self.leaves(&mut leaves);
        leaves.into_iter().map(str::to_owned).collect()
    }
}

/// How programs write that there is nothing: Python, R and JavaScript.
pub fn is_missing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || Mark::Missing.is(&text.to_ascii_lowercase())
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Values;
        impl<'de> Visitor<'de> for Values {
            type Value = Json;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a JSON value")
            }

            fn visit_unit<E>(self) -> Result<Json, E> {
                Ok(Json::Null)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
                Ok(Json::Bool(value))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
                Ok(Json::Number(value.to_string()))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
                Ok(Json::Number(value.to_string()))
            }

            fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
                Ok(Json::Number(value.to_string()))
            }

            fn visit_str<E>(self, value: &str) -> Result<Json, E> {
                Ok(Json::String(value.to_owned()))
            }

            fn visit_string<E>(self, value: String) -> Result<Json, E> {
                Ok(Json::String(value))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
                let mut list = Vec::new();
                while let Some(value) = seq.next_element()? {
                    list.push(value);
                }
                Ok(Json::List(list))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Json::Object(fields))
            }
        }
        deserializer.deserialize_any(Values)
    }
}

/// The fields of an object in order, their values not yet read: most records have more fields than are asked for.
#[derive(Debug)]
pub struct RawObject<'a>(pub Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for RawObject<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = RawObject<'de>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(RawObject(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// Makes JSON of what programs write in its place. Outside strings `NaN`, `Infinity`, `undefined` and Python's `None` become
/// `null`, `True` and `False` lose their capitals, and a comma before a bracket goes; inside them a control character becomes
/// its escape, half a surrogate pair U+FFFD, and an escape that JSON does not have the character after its backslash.
pub fn repair(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    // What was copied up to here; the rest waits for the next change.
    let mut copied = 0;
    let mut quoted = false;
    let mut put = |out: &mut String, from: usize, to: usize, new: &str| {
        out.push_str(&text[copied..from]);
        out.push_str(new);
        copied = to;
    };
    while at < bytes.len() {
        let byte = bytes[at];
        if quoted {
            match byte {
                b'"' => quoted = false,
                b'\\' => {
                    at = escape(text, at, |from, to, new| put(&mut out, from, to, new));
                    continue;
                }
                0..=0x1f => put(&mut out, at, at + 1, &format!("\\u{byte:04x}")),
                _ => {}
            }
            at += 1;
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b',' => {
                let rest = text[at + 1..].trim_start();
                if rest.is_empty() || rest.starts_with(['}', ']', ',']) {
                    put(&mut out, at, at + 1, "");
                }
            }
            b'-' | b'A'..=b'Z' | b'a'..=b'z' => {
                let length = bytes[at + 1..]
                    .iter()
                    .take_while(|byte| byte.is_ascii_alphabetic())
                    .count();
                let end = at + 1 + length;
                let new = match &text[at..end] {
                    word if Mark::JsonNull.is(word) => "null",
                    "True" | "TRUE" => "true",
                    "False" | "FALSE" => "false",
                    _ => {
                        at = end;
                        continue;
                    }
                };
                put(&mut out, at, end, new);
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    out.push_str(&text[copied..]);
    out
}

/// Looks at the escape at `at`, tells `change` what is to stand in its place, and gives where it ends.
fn escape(text: &str, at: usize, mut change: impl FnMut(usize, usize, &str)) -> usize {
    let unit = |at: usize| -> Option<u32> {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    match text[at + 1..].chars().next() {
        Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => at + 2,
        Some('u') => match unit(at) {
            Some(0xd800..=0xdbff) => match unit(at + 6) {
                Some(0xdc00..=0xdfff) => at + 12,
                _ => {
                    change(at, at + 6, "\\ufffd");
                    at + 6
                }
            },
            Some(0xdc00..=0xdfff) => {
                change(at, at + 6, "\\ufffd");
                at + 6
            }
            Some(_) => at + 6,
            None => {
                change(at, at + 2, "\\\\u");
                at + 2
            }
        },
        // The backslash goes; the character is looked at next.
        Some(_) => {
            change(at, at + 1, "");
            at + 1
        }
        None => at + 1,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_not_quite_json_is_read() {
        let cases = [
            (
                r#"{"a":NaN,"b":-Infinity,"c":None}"#,
                r#"{"a":null,"b":null,"c":null}"#,
            ),
            (r#"{"a":True,"b":[1,2,],}"#, r#"{"a":true,"b":[1,2]}"#),
            ("{\"a\":\"two\nlines\"}", r#"{"a":"two\u000alines"}"#),
            (
                r#"{"a":"\ud83d!","b":"\udc00"}"#,
                r#"{"a":"\ufffd!","b":"\ufffd"}"#,
            ),
            (r#"{"a":"\ud83d\ude00"}"#, r#"{"a":"\ud83d\ude00"}"#),
            (r#"{"a":"it\'s NaN, }"}"#, r#"{"a":"it's NaN, }"}"#),
        ];
        for (text, mended) in cases {
            assert_eq!(repair(text), mended);
            assert!(Json::read(text).is_ok(), "{text}");
        }
        assert!(Json::read("{\"a\": ").is_err());
    }

    #[test]
    fn values_as_texts_cells_and_dates() {
        let inner = ["rendered".to_owned(), "name".to_owned()];
        let read = |text: &str| Json::read(text).unwrap();
        assert_eq!(
            read(r#"["One.", null, {"rendered": "Two."}]"#)
                .paragraphs(&inner)
                .unwrap(),
            "One.\n\nTwo."
        );
        let body = r#"{"summary": ["Short."], "sections": [{"headline": ["H"], "paragraphs": ["One.", "Two."]}]}"#;
        assert_eq!(
            read(body).paragraphs(&inner).unwrap(),
            "Short.\n\nH\n\nOne.\n\nTwo."
        );
        assert_eq!(read("5").paragraphs(&inner), None);
        assert_eq!(
            read(r#"[{"name": "Ann Lee", "age": 5}, "Bo  Ray"]"#)
                .cell(&inner)
                .unwrap(),
            "Ann Lee, Bo Ray"
        );
        assert_eq!(read(r#""NaN""#).cell(&inner), None);
        assert_eq!(
            read(r#"{"$date": {"$numberLong": "1583280000000"}}"#).dates(),
            ["1583280000000"]
        );
        assert_eq!(read("[2020, 3, 4, 10, 15]").dates(), ["2020-03-04"]);
        assert_eq!(
            read(r#"{"year": 2020, "month": 3, "day": 4}"#).dates(),
            ["2020-03-04"]
        );
    }

    proptest! {
        #[test]
        fn any_text_can_be_mended(text in "[\\PC\n\\\\\"u{}\\[\\],:dN-]{0,60}") {
            let mended = repair(&text);
            prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_err() || Json::read(&mended).is_ok());
        }
    }
}
