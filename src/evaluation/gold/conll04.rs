//! CoNLL04: sentences as JSON lines, with entities and the relations between them; offsets in code points.

use serde::Deserialize;

use super::{GoldError, json_lines, span};
use crate::document::{Document, Span};
use crate::extraction::RelationKind;
use crate::schema;
use crate::text::CodePoints;

/// A sentence with the relations that we have too.
#[derive(Clone, Debug)]
pub struct GoldSentence {
    pub document: Document,
    /// Relation, subject and object.
    pub relations: Vec<(RelationKind, Span, Span)>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    entities: Vec<(usize, usize, String)>,
    relations: Vec<(String, usize, usize)>,
}

/// Reads the file; relations of kinds that we do not have are left out.
///
/// # Errors
/// A line that is not of the format, or a span outside its text.
pub fn read(text: &str) -> Result<Vec<GoldSentence>, GoldError> {
    json_lines(text, |line: Line| {
        let points = CodePoints::new(&line.text);
        let entity = |number: usize| {
            let (start, end, _) = line
                .entities
                .get(number)
                .ok_or_else(|| format!("there is no entity {number}"))?;
            span(&points, (*start, *end))
        };
        let mut relations = Vec::new();
        for (label, subject, object) in &line.relations {
            if let Some(kind) = schema::relation_labelled(label) {
                relations.push((kind, entity(*subject)?, entity(*object)?));
            }
        }
        Ok(GoldSentence {
            relations,
            document: Document::plain(&line.id, &line.text),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_of_other_kinds_are_left_out() {
        let line = r#"{"id": "a", "text": "Zoë Field of Lowland Water lives in Norrby.",
            "entities": [[0, 9, "Peop"], [13, 26, "Org"], [36, 42, "Loc"]],
            "relations": [["Work_For", 0, 1], ["Live_In", 0, 2], ["Kill", 0, 0]]}"#;
        let gold = &read(&line.replace('\n', " ")).unwrap()[0];
        let found: Vec<_> = gold
            .relations
            .iter()
            .map(|(kind, s, o)| {
                (
                    kind.as_str(),
                    s.of(&gold.document.text),
                    o.of(&gold.document.text),
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                ("employee_or_member_of", "Zoë Field", "Lowland Water"),
                ("place_of_residence", "Zoë Field", "Norrby")
            ]
        );
        assert!(
            read(
                &line
                    .replace('\n', " ")
                    .replace("\"Kill\", 0, 0", "\"Live_In\", 0, 3")
            )
            .is_err()
        );
    }
}
