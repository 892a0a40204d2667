//! Agreement over a document: a name that the model is sure of in one sentence is also found where it only half saw it.

use std::collections::HashMap;
use std::ops::Range;

use super::decoder::{Decoder, Lattice, NameSpan};
use super::rules::Words;
use crate::document::EntityType;
use crate::encoder::Emissions;

/// A name with at least this probability is looked for in the rest of its document.
const SURE: f32 = 0.8;
/// It is taken where the model gave the same words at least this probability, over all four types.
const HALF_SEEN: f32 = 0.1;
/// Of the names that begin with one word so many are looked for, the longest.
const NAMES_A_WORD: usize = 8;
/// The names of fewer characters are not looked for.
const SHORTEST: usize = 3;

/// Returns the names to add to `found`, each with its sentence, in text order.
///
/// Looked for are the sure names, and the surnames of sure persons. Example: `Jenna Marbles` in one sentence finds `Marbles` in
/// another.
pub fn agree(
    decoder: &Decoder,
    words: &Words,
    emissions: &[&Emissions],
    found: &[Vec<NameSpan>],
) -> Vec<(usize, NameSpan)> {
    let known = sure_names(words, found);
    let mut extra: Vec<(usize, NameSpan)> = Vec::new();
    for (s, names) in found.iter().enumerate() {
        let count = words.of(s).len();
        let mut taken = vec![false; count];
        for name in names {
            taken[name.words.clone()].fill(true);
        }
        let mut lattice = None;
        for w in 0..count {
            if taken[w] {
                continue;
            }
            let Some(candidates) = known.get(words.surface(s, &(w..w + 1))) else {
                continue;
            };
            for (text, length) in candidates {
                let range = w..w + length;
                if range.end > count
                    || taken[range.clone()].contains(&true)
                    || words.surface(s, &range) != *text
                {
                    continue;
                }
                let lattice = lattice.get_or_insert_with(|| Lattice::new(decoder, &emissions[s].0));
                let type_scores = lattice.span(decoder, range.clone());
                let score: f32 = type_scores.iter().sum();
                if score < HALF_SEEN {
                    continue;
                }
                let name_type = (0..4).fold(0, |best, k| {
                    if type_scores[k] > type_scores[best] {
                        k
                    } else {
                        best
                    }
                });
                taken[range.clone()].fill(true);
                extra.push((
                    s,
                    NameSpan {
                        words: range,
                        name_type,
                        score: score.min(1.0),
                        type_scores,
                    },
                ));
                break;
            }
        }
    }
    extra
}

/// Returns the names to look for by their first word: each with its text and its length in words, the longest first.
fn sure_names<'a>(
    words: &Words<'a>,
    found: &[Vec<NameSpan>],
) -> HashMap<&'a str, Vec<(&'a str, usize)>> {
    let mut known: HashMap<&str, Vec<(&str, usize)>> = HashMap::new();
    for (s, names) in found.iter().enumerate() {
        for name in names.iter().filter(|n| n.score >= SURE) {
            let surname: Option<Range<usize>> = (name.words.len() > 1
                && EntityType::NAMES[name.name_type] == EntityType::Per)
                .then(|| name.words.end - 1..name.words.end)
                .filter(|last| words.surface(s, last).starts_with(char::is_uppercase));
            for range in std::iter::once(name.words.clone()).chain(surname) {
                let text = words.surface(s, &range);
                if !text.chars().any(char::is_uppercase) || text.chars().count() < SHORTEST {
                    continue;
                }
                let first = words.surface(s, &(range.start..range.start + 1));
                let list = known.entry(first).or_default();
                if !list.iter().any(|(t, _)| *t == text) {
                    list.push((text, range.len()));
                }
            }
        }
    }
    for list in known.values_mut() {
        list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        list.truncate(NAMES_A_WORD);
    }
    known
}
