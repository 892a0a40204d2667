//! `.json`: an article, a list of articles, or the answer of a programming interface that holds the list.

use serde_json::value::RawValue;

use super::Articles;
use super::json::{self, RawObject};
use super::jsonl;
use super::record::{Fields, Record, RecordError, Role, normal};

/// How deep the list of articles may lie in an answer: `{"response": {"docs": [...]}}`, `{"hits": {"hits": [...]}}`.
const DEEPEST: usize = 3;

/// Reads a whole file.
///
/// # Errors
/// What is wrong with its JSON.
pub(super) fn read(text: &str, fields: &Fields) -> Result<Articles, String> {
    let text = text.trim();
    let mut values = Vec::new();
    let strict = split(text, &mut values);
    if let Err(error) = strict {
        let mended = json::repair(text);
        values.clear();
        split(&mended, &mut values).map_err(|_| format!("malformed JSON: {error}"))?;
    }
    let mut found = Vec::new();
    for value in &values {
        collect(value, 0, &mut found);
    }
    let records = found
        .iter()
        .map(|value| jsonl::object(value, None, fields).map_err(RecordError::new));
    let records: Vec<Result<Record, RecordError>> = records.collect();
    // One article is its file, unless the file is a list.
    if let ([value], true) = (&values[..], records.len() == 1)
        && value.starts_with('{')
        && found[0].len() == value.len()
    {
        let record = records.into_iter().next();
        let record = record.unwrap_or_else(|| Err(RecordError::new("no article")));
        let own = matches!(&record, Ok(record) if record.id.is_some());
        return Ok(if own {
            Articles::several("JSON", vec![record])
        } else {
            Articles::single("JSON", record.map_err(|error| error.error))
        });
    }
    Ok(Articles::several("JSON", records))
}

/// The values of a file: one, or several as in JSON lines.
fn split(text: &str, values: &mut Vec<String>) -> Result<(), serde_json::Error> {
    for value in serde_json::Deserializer::from_str(text).into_iter::<&RawValue>() {
        values.push(value?.get().to_owned());
    }
    Ok(())
}

/// Finds the articles in a value: the elements of a list, else the list that an object holds, else the object itself.
fn collect(value: &str, depth: usize, found: &mut Vec<String>) {
    if value.starts_with('[') {
        match serde_json::from_str::<Vec<&RawValue>>(value) {
            Ok(list) => found.extend(list.into_iter().map(|value| value.get().to_owned())),
            Err(_) => found.push(value.to_owned()),
        }
        return;
    }
    if depth < DEEPEST
        && value.starts_with('{')
        && let Ok(RawObject(fields)) = serde_json::from_str(value)
    {
        let has = |role: Role| {
            fields.iter().any(|(name, value)| {
                role.names().contains(&normal(name)) && value.get().starts_with('"')
            })
        };
        if !has(Role::Text) {
            for wanted in Role::List.names() {
                let held = fields.iter().find(|(name, value)| {
                    normal(name) == *wanted && value.get().starts_with(['[', '{'])
                });
                if let Some((_, held)) = held {
                    let mut inside = Vec::new();
                    collect(held.get(), depth + 1, &mut inside);
                    if inside.iter().any(|value| value.starts_with('{')) {
                        found.append(&mut inside);
                        return;
                    }
                }
            }
        }
    }
    found.push(value.to_owned());
}

#[cfg(test)]
mod tests {
    use super::super::{Options, Source};
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let fields = Fields::new(&Options::default());
        let mut articles = read(text, &fields).unwrap();
        let mut texts = Vec::new();
        while let Some(record) = Source::next(&mut articles.records) {
            texts.push(record.map_or_else(|error| error.error, |record| record.text));
        }
        texts
    }

    #[test]
    fn a_list_an_object_and_an_object_that_holds_the_list() {
        for (text, expected) in [
            (
                r#"[{"text": "One."}, {"text": "Two."}]"#,
                &["One.", "Two."][..],
            ),
            (r#"{"text": "One.", "data": [1]}"#, &["One."]),
            (
                r#"{"status": "ok", "articles": [{"content": "One."}]}"#,
                &["One."],
            ),
            (
                r#"{"response": {"docs": [{"body": "One."}, {"body": "Two."}]}}"#,
                &["One.", "Two."],
            ),
            (
                r#"{"response": {"results": [{"fields": {"bodyText": "One."}}]}}"#,
                &["One."],
            ),
            (
                r#"{"hits": {"total": 1, "hits": [{"_source": {"text": "One."}}]}}"#,
                &["One."],
            ),
            (
                "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}",
                &["One.", "Two."],
            ),
            (r#"[{"text": "One.", "x": NaN,},]"#, &["One."]),
            (
                r#"{"data": {"attributes": {"title": "T", "body": "One."}}}"#,
                &["One."],
            ),
        ] {
            assert_eq!(texts(text), expected, "{text}");
        }
        assert!(texts("[1, {\"title\": \"T\"}]")[0].contains("a number where"));
        assert!(read("{\"text\": ", &Fields::new(&Options::default())).is_err());
    }
}
