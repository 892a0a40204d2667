//! Whether copies of documents are told: altered copies are planted among the documents of a corpus, and looked for.

use crate::corpus::{Corpus, Duplicates, Options};

/// What was planted and found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub documents: usize,
    pub planted: usize,
    /// Planted copies of which the original was told.
    pub found: usize,
    /// Planted copies of which another document was told.
    pub mistaken: usize,
    /// Documents of the corpus itself that were said to repeat an earlier one.
    pub own: usize,
}

impl Report {
    /// Of the planted copies that were said to be copies, the share that was said to be of the right document.
    pub fn precision(&self) -> f64 {
        self.found as f64 / (self.found + self.mistaken).max(1) as f64
    }

    /// The share of the planted copies that was found.
    pub fn recall(&self) -> f64 {
        self.found as f64 / self.planted.max(1) as f64
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(
            f,
            "{} documents, of which {} repeat an earlier one",
            self.documents, self.own
        )?;
        writeln!(
            f,
            "{} planted copies: precision {:.4}, recall {:.4}",
            self.planted,
            self.precision(),
            self.recall()
        )
    }
}

/// Reads `inputs` and plants a copy of every third document: with a paragraph (else a sentence) cut, with its first line
/// changed, or with another agency's line added.
pub fn measure(inputs: &[String]) -> Report {
    let documents: Vec<(String, String)> = Corpus::open(inputs, &Options::default())
        .flatten()
        .map(|document| (document.id, document.text))
        .collect();
    let mut duplicates = Duplicates::new();
    let mut report = Report {
        documents: documents.len(),
        ..Report::default()
    };
    // What repeats an earlier one is one text with it.
    let mut first = Vec::with_capacity(documents.len());
    for (id, text) in &documents {
        let repeated = duplicates.add(id, text);
        report.own += usize::from(repeated.is_some());
        first.push(repeated.unwrap_or_else(|| id.clone()));
    }
    for (number, (_, text)) in documents.iter().enumerate().step_by(3) {
        let copy = altered(text, number / 3);
        report.planted += 1;
        match duplicates.add(&format!("copy of {number}"), &copy) {
            Some(id) if id == first[number] => report.found += 1,
            Some(_) => report.mistaken += 1,
            None => {}
        }
    }
    report
}

/// A copy as another newspaper prints it; `kind` counts through the ways.
fn altered(text: &str, kind: usize) -> String {
    // Paragraphs by empty lines, else by line ends, else sentences.
    let mark = ["\n\n", "\n", ". "]
        .into_iter()
        .find(|mark| text.trim().split(mark).count() > 3)
        .unwrap_or(". ");
    let mut parts: Vec<&str> = text.trim().split(mark).collect();
    match kind % 3 {
        0 if parts.len() > 3 => {
            parts.remove(parts.len() / 2);
            parts.join(mark)
        }
        1 if parts.len() > 3 => {
            parts[0] = "Another headline that an editor wrote";
            parts.join(mark)
        }
        _ => format!("{text}\n\nThis story was first told by another agency, which says so here."),
    }
}
