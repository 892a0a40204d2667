//! Names over several documents, with the identity that each means in all of them, as JSON lines (MEANTIME).

use serde::Deserialize;

use super::{GoldError, GoldKind, json_lines, span};
use crate::document::{Document, Span};
use crate::text::CodePoints;

/// A document with its names.
#[derive(Clone, Debug)]
pub struct GoldNames {
    pub document: Document,
    /// Where a name stands, in bytes, and whom it means over all documents.
    pub names: Vec<(Span, String)>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    date: Option<String>,
    text: String,
    mentions: Vec<LineMention>,
}

#[derive(Deserialize)]
struct LineMention {
    start: usize,
    end: usize,
    kind: GoldKind,
    identity: String,
}

/// Reads the file; of its mentions only the names.
///
/// # Errors
/// A line that is not of the format, or a name outside its text.
pub fn read(text: &str) -> Result<Vec<GoldNames>, GoldError> {
    json_lines(text, |line: Line| {
        let points = CodePoints::new(&line.text);
        let names = line.mentions.iter().filter(|m| m.kind == GoldKind::Name);
        let names = names
            .map(|m| Ok((span(&points, (m.start, m.end))?, m.identity.clone())))
            .collect::<Result<Vec<_>, String>>()?;
        let mut document = Document::plain(&line.id, &line.text);
        document.published = line.date.and_then(|day| day.parse().ok());
        Ok(GoldNames { document, names })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_its_bytes_and_its_identity() {
        let line = r#"{"id": "a", "date": "2020-01-02", "text": "Zoë met Reed, who", "mentions": [{"start": 8, "end": 12, "kind": "name", "type": "PER", "identity": "p7"}, {"start": 14, "end": 17, "kind": "pronoun", "type": "PER", "identity": "p7"}]}"#;
        let gold = read(line).unwrap();
        let (span, identity) = &gold[0].names[0];
        assert_eq!(
            (span.of(&gold[0].document.text), identity.as_str()),
            ("Reed", "p7")
        );
        assert_eq!(gold[0].names.len(), 1);
    }
}
