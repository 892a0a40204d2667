//! Where sentences end, against GUM's, by genre.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::gold::gum::GumDocument;
use super::{Counts, table};
use crate::text;

/// Counts by genre.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub genres: BTreeMap<String, Counts>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        table(
            f,
            "sentence ends",
            self.genres.iter().map(|(g, c)| (g.as_str(), *c)),
        )
    }
}

/// Splits each document: right where the end of a sentence found is the end of an annotated one.
pub fn measure(gold: &[GumDocument]) -> Report {
    let mut report = Report::default();
    for g in gold {
        let ends = |sentences: &[crate::document::Sentence]| -> BTreeSet<usize> {
            sentences.iter().map(|s| s.span.end).collect()
        };
        let (found, wanted) = (ends(&text::split(&g.document)), ends(&g.sentences));
        let right = found.intersection(&wanted).count();
        report
            .genres
            .entry(g.genre.clone())
            .or_default()
            .add(Counts {
                right,
                wrong: found.len() - right,
                missed: wanted.len() - right,
            });
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::gold::gum;

    #[test]
    fn an_end_in_the_middle_of_a_sentence_is_wrong_and_one_not_found_is_missed() {
        let gold = gum::read(
            r#"{"id": "a", "genre": "news", "text": "It rained. It dried. Then snow", "sentences": [[0, 10], [11, 25], [26, 30]]}"#,
        )
        .unwrap();
        let counts = measure(&gold).genres["news"];
        // `dried.` ends none of its sentences, and `Then` one that the text goes on in.
        assert_eq!((counts.right, counts.wrong, counts.missed), (2, 1, 1));
    }
}
