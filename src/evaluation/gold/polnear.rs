//! PolNeAR: news articles with every attribution, its source, cue and content as ranges of code points.

use serde::Deserialize;

use super::{GoldError, json_lines, span};
use crate::document::{Document, Span};
use crate::text::CodePoints;

/// An article with its attributions.
#[derive(Clone, Debug)]
pub struct GoldArticle {
    pub document: Document,
    pub attributions: Vec<GoldAttribution>,
}

/// What somebody is said to have said, in bytes of the text; each part may have several pieces.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldAttribution {
    /// Who says it; empty where the text does not say.
    pub source: Vec<Span>,
    /// What is said; never empty.
    pub content: Vec<Span>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    attributions: Vec<LineAttribution>,
}

#[derive(Deserialize)]
struct LineAttribution {
    source: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
}

/// Reads the file. Attributions without content are left out.
///
/// # Errors
/// A line that is not of the format, or offsets outside the text.
pub fn read(text: &str) -> Result<Vec<GoldArticle>, GoldError> {
    json_lines(text, |line: Line| {
        let points = CodePoints::new(&line.text);
        let spans = |ranges: &[(usize, usize)]| -> Result<Vec<Span>, String> {
            ranges.iter().map(|range| span(&points, *range)).collect()
        };
        let attribution = |a: &LineAttribution| {
            Ok(GoldAttribution {
                source: spans(&a.source)?,
                content: spans(&a.content)?,
            })
        };
        Ok(GoldArticle {
            document: Document::plain(&line.id, &line.text),
            attributions: line
                .attributions
                .iter()
                .filter(|a| !a.content.is_empty())
                .map(attribution)
                .collect::<Result<_, String>>()?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attribution_has_its_pieces_in_bytes() {
        let line = r#"{"id": "a", "text": "“Zoë”, she said.", "attributions": [{"source": [[7, 10]], "cue": [[11, 15]], "content": [[1, 4]]}, {"source": [], "cue": [], "content": []}]}"#;
        let gold = read(line).unwrap();
        let text = &gold[0].document.text;
        let [attribution] = &gold[0].attributions[..] else {
            panic!("one has content");
        };
        assert_eq!(attribution.content[0].of(text), "Zoë");
        assert_eq!(attribution.source[0].of(text), "she");
        assert!(read(&line.replace("10]", "99]")).is_err());
    }
}
