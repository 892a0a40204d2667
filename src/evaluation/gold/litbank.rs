//! LitBank: the openings of novels as JSON lines, with mentions in clusters; offsets in code points.

use std::collections::HashMap;

use serde::Deserialize;

use super::{GoldError, GoldKind, GoldMention, json_lines, span};
use crate::document::{Document, EntityType};
use crate::text::CodePoints;

/// A text with its mentions.
#[derive(Clone, Debug)]
pub struct LitbankDocument {
    pub document: Document,
    pub mentions: Vec<GoldMention>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    mentions: Vec<LineMention>,
}

#[derive(Deserialize)]
struct LineMention {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    entity_type: String,
    kind: GoldKind,
    /// None for a mention that is the only one of what it means.
    cluster: Option<String>,
}

/// Reads the file. LitBank marks no heads: a mention's head is all of it.
///
/// # Errors
/// A line that is not of the format, or a mention outside its text.
pub fn read(text: &str) -> Result<Vec<LitbankDocument>, GoldError> {
    json_lines(text, |line: Line| {
        let points = CodePoints::new(&line.text);
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut next = 0;
        let mut number = |cluster: Option<String>| {
            let mut new = || {
                next += 1;
                next
            };
            match cluster {
                None => new(),
                Some(name) => *numbers.entry(name).or_insert_with(new),
            }
        };
        let mentions = line.mentions.into_iter().map(|m| {
            let span = span(&points, (m.start, m.end))?;
            Ok(GoldMention {
                span,
                head: span,
                entity_type: match m.entity_type.as_str() {
                    "PER" => Some(EntityType::Per),
                    "ORG" => Some(EntityType::Org),
                    "LOC" | "GPE" | "FAC" => Some(EntityType::Loc),
                    _ => None,
                },
                kind: m.kind,
                cluster: number(m.cluster),
            })
        });
        Ok(LitbankDocument {
            mentions: mentions.collect::<Result<_, String>>()?,
            document: Document::plain(&line.id, &line.text),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mention_without_a_cluster_is_alone() {
        let line = r#"{"id": "a", "text": "Ann saw a cat. A dog saw her.", "mentions": [
            {"start": 0, "end": 3, "type": "PER", "kind": "name", "cluster": "Ann-0"},
            {"start": 8, "end": 13, "type": "VEH", "kind": "nominal", "cluster": null},
            {"start": 15, "end": 20, "type": "PER", "kind": "nominal", "cluster": null},
            {"start": 25, "end": 28, "type": "PER", "kind": "pronoun", "cluster": "Ann-0"}]}"#;
        let gold = read(&line.replace('\n', " ")).unwrap();
        let clusters: Vec<usize> = gold[0].mentions.iter().map(|m| m.cluster).collect();
        assert_eq!(clusters[0], clusters[3]);
        assert_ne!(clusters[1], clusters[2]);
        assert_eq!(gold[0].mentions[1].entity_type, None);
    }
}
