//! Sentiment towards a marked target: NewsMTSC's JSON lines (polarity 2 negative, 4 neutral, 6 positive).

use anyhow::{Context, bail};
use serde::Deserialize;

use crate::document::Span;
use crate::extraction::Polarity;

/// A target in its sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldTarget {
    pub text: String,
    /// Bytes.
    pub span: Span,
    pub polarity: Polarity,
}

#[derive(Deserialize)]
struct Line {
    sentence_normalized: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    from: usize,
    to: usize,
    polarity: f64,
}

/// Reads the file.
///
/// # Errors
/// A line that is not of the format, or a target outside its sentence.
pub fn read(text: &str) -> anyhow::Result<Vec<GoldTarget>> {
    let mut out = Vec::new();
    for (n, line) in text
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
    {
        let line: Line = serde_json::from_str(line).with_context(|| format!("line {}", n + 1))?;
        let bytes: Vec<usize> = line
            .sentence_normalized
            .char_indices()
            .map(|(b, _)| b)
            .chain([line.sentence_normalized.len()])
            .collect();
        for t in line.targets {
            let (Some(&start), Some(&end)) = (bytes.get(t.from), bytes.get(t.to)) else {
                bail!("line {}: a target outside its sentence", n + 1);
            };
            let polarity = match t.polarity {
                p if p < 3.0 => Polarity::Negative,
                p if p > 5.0 => Polarity::Positive,
                _ => Polarity::Neutral,
            };
            out.push(GoldTarget {
                text: line.sentence_normalized.clone(),
                span: Span::new(start, end.max(start)),
                polarity,
            });
        }
    }
    Ok(out)
}
