//! GUM: whole documents as JSON lines, with sentences, mentions in clusters, and dates; offsets in code points.

use std::collections::HashMap;

use serde::Deserialize;

use super::{GoldError, GoldKind, GoldMention, json_lines, span};
use crate::document::{Document, EntityType, Part, Sentence, Span};
use crate::text::CodePoints;

/// A document of GUM.
#[derive(Clone, Debug)]
pub struct GumDocument {
    pub genre: String,
    /// The document as the program would have read it.
    pub document: Document,
    /// GUM's own sentences; a paragraph ends where an empty line follows.
    pub sentences: Vec<Sentence>,
    pub mentions: Vec<GoldMention>,
    pub dates: Vec<GoldDate>,
}

/// A date: its span and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldDate {
    pub span: Span,
    pub value: GoldValue,
}

/// A date's value as GUM writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoldValue {
    When(String),
    FromTo(String, String),
}

/// Half of GUM: rules were tuned on the one, figures are of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    Tune,
    Dev,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    genre: String,
    #[serde(default)]
    date: Option<String>,
    text: String,
    sentences: Vec<(usize, usize)>,
    #[serde(default)]
    mentions: Vec<LineMention>,
    #[serde(default)]
    dates: Vec<LineDate>,
}

#[derive(Deserialize)]
struct LineMention {
    start: usize,
    end: usize,
    head: (usize, usize),
    #[serde(rename = "type")]
    entity_type: String,
    kind: GoldKind,
    cluster: usize,
}

#[derive(Deserialize)]
struct LineDate {
    start: usize,
    end: usize,
    when: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

/// Reads the file. Dates without `when` or both `from` and `to` are left out.
///
/// # Errors
/// A line that is not of the format, or an offset outside its text.
pub fn read(text: &str) -> Result<Vec<GumDocument>, GoldError> {
    json_lines(text, document)
}

fn document(line: Line) -> Result<GumDocument, String> {
    let points = CodePoints::new(&line.text);
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut paragraph = 0;
    for &offsets in &line.sentences {
        let span = span(&points, offsets)?;
        let gap = sentences
            .last()
            .and_then(|before| line.text.get(before.span.end..span.start));
        if gap.is_some_and(|gap| gap.contains('\n')) {
            paragraph += 1;
        }
        sentences.push(Sentence {
            part: Part::Body,
            span,
            paragraph,
        });
    }
    let mentions = line.mentions.into_iter().map(|m| {
        Ok(GoldMention {
            span: span(&points, (m.start, m.end))?,
            head: span(&points, m.head)?,
            entity_type: match m.entity_type.as_str() {
                "person" => Some(EntityType::Per),
                "organization" => Some(EntityType::Org),
                "place" => Some(EntityType::Loc),
                _ => None,
            },
            kind: m.kind,
            cluster: m.cluster,
        })
    });
    let mentions = mentions.collect::<Result<_, String>>()?;
    let mut dates = Vec::new();
    for date in line.dates {
        let value = match (date.when, date.from, date.to) {
            (Some(when), ..) => GoldValue::When(when),
            (None, Some(from), Some(to)) => GoldValue::FromTo(from, to),
            _ => continue,
        };
        dates.push(GoldDate {
            span: span(&points, (date.start, date.end))?,
            value,
        });
    }
    let mut document = Document::plain(&line.id, &line.text);
    document.published = line.date.as_deref().and_then(|date| date.parse().ok());
    Ok(GumDocument {
        genre: line.genre,
        document,
        sentences,
        mentions,
        dates,
    })
}

/// The half of each document, as coreference was tuned: the documents of a genre, in the order of a hash of their ids, go to
/// the two in turn. `scripts/train` trains on the tuning half alone.
pub fn halves_in_turn(documents: &[GumDocument]) -> Vec<Half> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|&i| (&documents[i].genre, hash(&documents[i].document.id)));
    let mut turn: HashMap<&str, usize> = HashMap::new();
    let mut halves = vec![Half::Dev; documents.len()];
    for i in order {
        let turn = turn.entry(&documents[i].genre).or_default();
        if !turn.is_multiple_of(2) {
            halves[i] = Half::Tune;
        }
        *turn += 1;
    }
    halves
}

/// The half of a document, as the rules of dates were tuned: by the parity of a hash of its id.
pub fn half_by_parity(id: &str) -> Half {
    if hash(id).is_multiple_of(2) {
        Half::Tune
    } else {
        Half::Dev
    }
}

/// FNV-1a, 64 bits.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"id": "a", "genre": "news", "date": "2020-05-06", "text": "Zoë Field left.\n\nIn 1850 she returned.",
        "sentences": [[0, 15], [17, 38]],
        "mentions": [{"start": 0, "end": 9, "head": [0, 9], "type": "person", "kind": "name", "cluster": 4},
                     {"start": 25, "end": 28, "head": [25, 28], "type": "person", "kind": "pronoun", "cluster": 4}],
        "dates": [{"start": 20, "end": 24, "when": "1850"}, {"start": 0, "end": 3}]}"#;

    #[test]
    fn a_document_is_read_with_its_offsets_in_bytes() {
        let gold = &read(&LINE.replace('\n', " ")).unwrap()[0];
        let text = &gold.document.text;
        assert_eq!(gold.document.published, Some(jiff::civil::date(2020, 5, 6)));
        assert_eq!(gold.sentences[1].span.of(text), "In 1850 she returned.");
        assert_eq!(
            (gold.sentences[0].paragraph, gold.sentences[1].paragraph),
            (0, 1)
        );
        assert_eq!(gold.mentions[0].span.of(text), "Zoë Field");
        assert_eq!(gold.mentions[1].span.of(text), "she");
        // The date without a value is left out.
        assert_eq!(gold.dates.len(), 1);
        assert_eq!(gold.dates[0].span.of(text), "1850");
    }

    #[test]
    fn an_offset_outside_the_text_is_an_error_that_names_the_line() {
        let bad = LINE.replace('\n', " ").replace("[17, 38]", "[17, 39]");
        let error = read(&format!("\n{bad}\n")).unwrap_err();
        assert_eq!(error.line, 2);
        assert!(error.to_string().contains("17..39"), "{error}");
    }
}
