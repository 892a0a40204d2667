//! Names by type, against token files.

use std::collections::BTreeMap;
use std::fmt;

use super::gold::token_file::GoldSentence;
use super::{Counts, table};
use crate::document::{EntityType, Span};
use crate::pipeline::Pipeline;

/// Counts by type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub types: BTreeMap<EntityType, Counts>,
}

impl Report {
    /// Leaves out the other types, where any are given.
    pub fn keep(&mut self, types: &[EntityType]) {
        self.types
            .retain(|t, _| types.is_empty() || types.contains(t));
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        table(f, "names", self.types.iter().map(|(t, c)| (t.as_str(), *c)))
    }
}

/// Finds the names of each sentence by itself, and compares.
///
/// # Errors
/// A model that fails.
pub fn measure(pipeline: &Pipeline, gold: &[GoldSentence]) -> anyhow::Result<Report> {
    let texts: Vec<&str> = gold.iter().map(|g| g.text.as_str()).collect();
    Ok(score(gold, &pipeline.names_of(&texts)?))
}

/// Compares the names found in each sentence (byte spans): right where words and type agree. What is found where the file
/// has a name of no type of ours is not counted.
pub fn score(gold: &[GoldSentence], found: &[Vec<(Span, EntityType)>]) -> Report {
    let mut types: BTreeMap<EntityType, Counts> = BTreeMap::new();
    for (g, f) in gold.iter().zip(found) {
        // A name is whole words of the file.
        let whole: Vec<(Span, EntityType)> = f
            .iter()
            .filter_map(|(span, t)| {
                let hit: Vec<&Span> = g.words.iter().filter(|w| w.overlaps(*span)).collect();
                Some((Span::new(hit.first()?.start, hit.last()?.end), *t))
            })
            .collect();
        for (span, t) in &whole {
            let c = types.entry(*t).or_default();
            if g.names.contains(&(*span, Some(*t))) {
                c.right += 1;
            } else if !g
                .names
                .iter()
                .any(|(s, t)| t.is_none() && s.overlaps(*span))
            {
                c.wrong += 1;
            }
        }
        for (span, t) in &g.names {
            if let Some(t) = t
                && !whole.contains(&(*span, *t))
            {
                types.entry(*t).or_default().missed += 1;
            }
        }
    }
    Report { types }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::gold::token_file;

    #[test]
    fn a_name_is_right_with_its_words_and_type() {
        let gold = token_file::read(
            "Ada\tB-PER\nLovelace\tI-PER\nin\tO\nParis\tB-geo\nin\tO\nMay\tB-tim\n",
        )
        .unwrap();
        let found = vec![vec![
            (Span::new(0, 12), EntityType::Per),
            (Span::new(13, 15), EntityType::Org),
            // Of no type of ours: not counted.
            (Span::new(25, 28), EntityType::Org),
        ]];
        let mut all = Counts::default();
        for counts in score(&gold, &found).types.values() {
            all.add(*counts);
        }
        assert_eq!(
            all,
            Counts {
                right: 1,
                wrong: 1,
                missed: 1
            }
        );
    }
}
