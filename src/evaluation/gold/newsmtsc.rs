//! NewsMTSC: sentiment towards marked targets as JSON lines (polarity 2 negative, 4 neutral, 6 positive).

use serde::Deserialize;

use super::{GoldError, json_lines, span};
use crate::document::Span;
use crate::extraction::Polarity;
use crate::text::CodePoints;

/// A target in its sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldTarget {
    pub text: String,
    pub span: Span,
    pub polarity: Polarity,
}

#[derive(Deserialize)]
struct Line {
    sentence_normalized: String,
    targets: Vec<LineTarget>,
}

#[derive(Deserialize)]
struct LineTarget {
    from: usize,
    to: usize,
    polarity: f64,
}

/// Reads the file.
///
/// # Errors
/// A line that is not of the format, or a target outside its sentence.
pub fn read(text: &str) -> Result<Vec<GoldTarget>, GoldError> {
    let sentences = json_lines(text, |line: Line| {
        let points = CodePoints::new(&line.sentence_normalized);
        let target = |t: &LineTarget| {
            Ok(GoldTarget {
                text: line.sentence_normalized.clone(),
                span: span(&points, (t.from, t.to.max(t.from)))?,
                polarity: match t.polarity {
                    p if p < 3.0 => Polarity::Negative,
                    p if p > 5.0 => Polarity::Positive,
                    _ => Polarity::Neutral,
                },
            })
        };
        line.targets
            .iter()
            .map(target)
            .collect::<Result<Vec<_>, String>>()
    })?;
    Ok(sentences.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_target_has_its_sentence_and_class() {
        let line = r#"{"sentence_normalized": "Zoë praised Reed.", "targets": [{"from": 12, "to": 16, "polarity": 6.0}, {"from": 0, "to": 3, "polarity": 4}]}"#;
        let gold = read(line).unwrap();
        assert_eq!(
            (gold[0].span.of(&gold[0].text), gold[0].polarity),
            ("Reed", Polarity::Positive)
        );
        assert_eq!(
            (gold[1].span.of(&gold[1].text), gold[1].polarity),
            ("Zoë", Polarity::Neutral)
        );
        assert!(read(&line.replace("16", "61")).is_err());
    }
}
