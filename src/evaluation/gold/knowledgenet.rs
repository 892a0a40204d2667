//! KnowledgeNet: passages as JSON lines, annotated exhaustively for the properties that each names; offsets in code points.

use serde::Deserialize;

use super::{GoldError, json_lines};
use crate::document::Span;
use crate::extraction::RelationKind;
use crate::text::CodePoints;

/// A passage with its facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    pub id: String,
    pub text: String,
    /// Only these are annotated: others found are not counted.
    pub annotated: Vec<RelationKind>,
    pub facts: Vec<Fact>,
}

/// An annotated pair of mentions.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    pub kind: RelationKind,
    pub subject: Span,
    pub object: Span,
    /// What tells the two entities: the identity where it is known, else the text.
    pub entities: (String, String),
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    annotated_properties: Vec<String>,
    facts: Vec<LineFact>,
}

#[derive(Deserialize)]
struct LineFact {
    property: String,
    subject: (usize, usize),
    object: (usize, usize),
    subject_text: String,
    object_text: String,
    subject_uri: Option<String>,
    object_uri: Option<String>,
}

/// Reads the file; facts whose offsets do not give their text are left out, as three passages of the corpus have them.
///
/// # Errors
/// A line that is not of the format.
pub fn read(text: &str) -> Result<Vec<Passage>, GoldError> {
    json_lines(text, |line: Line| Ok(passage(line)))
}

fn passage(line: Line) -> Passage {
    let points = CodePoints::new(&line.text);
    let span = |(start, end): (usize, usize), text: &str| {
        let span = points.span(start, end)?;
        (span.of(&line.text) == text).then_some(span)
    };
    let kind = |property: &str| RelationKind::named(&property.to_lowercase());
    let fact = |f: &LineFact| {
        Some(Fact {
            kind: kind(&f.property)?,
            subject: span(f.subject, &f.subject_text)?,
            object: span(f.object, &f.object_text)?,
            entities: (
                f.subject_uri.as_ref().unwrap_or(&f.subject_text).clone(),
                f.object_uri.as_ref().unwrap_or(&f.object_text).clone(),
            ),
        })
    };
    Passage {
        annotated: line
            .annotated_properties
            .iter()
            .filter_map(|p| kind(p))
            .collect(),
        facts: line.facts.iter().filter_map(fact).collect(),
        id: line.id,
        text: line.text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_whose_offsets_give_another_text_is_left_out() {
        let gold = read(
            r#"{"id": "1", "text": "Zoë Field leads Lowland Water.", "annotated_properties": ["CEO", "unknown"], "facts": [
               {"property": "CEO", "subject": [16, 29], "object": [0, 9], "subject_text": "Lowland Water", "object_text": "Zoë Field", "subject_uri": "Q1"},
               {"property": "CEO", "subject": [16, 29], "object": [1, 9], "subject_text": "Lowland Water", "object_text": "Zoë Field"}]}"#
                .replace('\n', "")
                .as_str(),
        )
        .unwrap();
        assert_eq!(gold[0].annotated, [RelationKind::named("ceo").unwrap()]);
        assert_eq!(gold[0].facts.len(), 1);
        assert_eq!(gold[0].facts[0].entities, ("Q1".into(), "Zoë Field".into()));
    }
}
