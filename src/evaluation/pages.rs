//! How much of the articles of saved pages is found: the measure of the article extraction benchmark.
//!
//! Shingles of four words are compared with those of the annotated text. Of each page the shares of right, wrong and missed ones
//! are added up, so that a long page counts no more than a short one.
//! Source: <https://github.com/scrapinghub/article-extraction-benchmark>, `evaluate.py`.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

use crate::corpus::page_text;

/// Words of a shingle.
const WORDS: usize = 4;

#[derive(Deserialize)]
struct Annotated {
    #[serde(rename = "articleBody")]
    article_body: String,
}

/// Shares of shingles, added up over pages.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shares {
    pub right: f64,
    pub wrong: f64,
    pub missed: f64,
}

impl Shares {
    pub fn precision(&self) -> f64 {
        self.right / (self.right + self.wrong).max(f64::MIN_POSITIVE)
    }

    pub fn recall(&self) -> f64 {
        self.right / (self.right + self.missed).max(f64::MIN_POSITIVE)
    }

    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        2.0 * p * r / (p + r).max(f64::MIN_POSITIVE)
    }
}

/// What a measure of pages gives: the shares of all, and the F1 of each page by its name.
#[derive(Debug, Default)]
pub struct Report {
    pub all: Shares,
    pub pages: Vec<(String, f64)>,
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (name, f1) in &self.pages {
            writeln!(f, "{name} {f1:.4}")?;
        }
        let (precision, recall, f1) = (self.all.precision(), self.all.recall(), self.all.f1());
        writeln!(
            f,
            "{} pages: precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}",
            self.pages.len()
        )
    }
}

/// Measures the pages of a folder: `NAME.html.gz` or `NAME.html` each, and `ground-truth.json`, an object of
/// `NAME: {"articleBody": ...}`.
///
/// # Errors
/// Where a file cannot be read.
pub fn measure(folder: &Path) -> anyhow::Result<Report> {
    let truth = folder.join("ground-truth.json");
    let text = std::fs::read_to_string(&truth)
        .with_context(|| format!("{}: cannot be read", truth.display()))?;
    let truth: BTreeMap<String, Annotated> = serde_json::from_str(&text)?;
    let mut report = Report::default();
    for (name, annotated) in truth {
        let packed = folder.join(format!("{name}.html.gz"));
        let mut bytes = Vec::new();
        if packed.exists() {
            let file = std::fs::File::open(&packed)?;
            flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes)?;
        } else {
            let plain = folder.join(format!("{name}.html"));
            bytes = std::fs::read(&plain)
                .with_context(|| format!("{}: cannot be read", plain.display()))?;
        }
        // A page without an article is one whose text is all missed.
        let found = page_text(bytes).unwrap_or_default();
        let shares = compare(&annotated.article_body, &found);
        report.all.right += shares.right;
        report.all.wrong += shares.wrong;
        report.all.missed += shares.missed;
        report.pages.push((name, shares.f1()));
    }
    Ok(report)
}

/// The shares of one page.
fn compare(annotated: &str, found: &str) -> Shares {
    let (annotated, found) = (shingles(annotated), shingles(found));
    let right: usize = annotated
        .iter()
        .map(|(shingle, count)| count.min(found.get(shingle).unwrap_or(&0)))
        .sum();
    let all = |shingles: &HashMap<Vec<String>, usize>| shingles.values().sum::<usize>();
    let (wrong, missed) = (all(&found) - right, all(&annotated) - right);
    let sum = (right + wrong + missed).max(1) as f64;
    Shares {
        right: right as f64 / sum,
        wrong: wrong as f64 / sum,
        missed: missed as f64 / sum,
    }
}

fn shingles(text: &str) -> HashMap<Vec<String>, usize> {
    let words: Vec<String> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let mut counts = HashMap::new();
    if words.len() < WORDS {
        if !words.is_empty() {
            counts.insert(words, 1);
        }
        return counts;
    }
    for shingle in words.windows(WORDS) {
        *counts.entry(shingle.to_vec()).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_shingles() {
        let shares = compare(
            "one two three four five six",
            "two three four five six seven",
        );
        // Two of three are right: `two three four five`, `three four five six`.
        assert!((shares.right - 0.5).abs() < 1e-9 && (shares.wrong - 0.25).abs() < 1e-9);
        assert!((shares.f1() - 2.0 / 3.0).abs() < 1e-9);
        assert_eq!(compare("one two", "one two").right, 1.0);
        assert_eq!(compare("one two", "").missed, 1.0);
    }
}
