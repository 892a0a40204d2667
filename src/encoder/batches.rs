//! Sentences to windows to batches.
//!
//! A sentence longer than a model's positions is cut into windows that overlap, each whole words; windows sorted by length
//! fill batches up to a budget of padded pieces. What stands in a batch depends on the sentences alone.

use super::tokens::Pieces;

/// A run of whole words of one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// Index of the sentence in the chunk.
    pub sentence: usize,
    /// Word numbers.
    pub words: std::ops::Range<usize>,
    /// Piece numbers of the sentence.
    pub pieces: std::ops::Range<usize>,
}

/// Cuts a sentence into windows of at most `most` pieces; neighbours share about a quarter. A word of more pieces than that
/// is cut off in its middle, so that no window is ever longer.
pub fn windows(sentence: usize, pieces: &Pieces, most: usize) -> Vec<Window> {
    debug_assert!(most >= 4);
    let words = &pieces.words;
    if pieces.ids.len() <= most {
        return vec![Window {
            sentence,
            words: 0..words.len(),
            pieces: 0..pieces.ids.len(),
        }];
    }
    let mut out = Vec::new();
    let mut start = 0;
    loop {
        let first = words[start].first;
        let mut end = words.partition_point(|w| w.end <= first + most);
        if end <= start {
            end = start + 1;
        }
        let last = words[end - 1].end.min(first + most);
        out.push(Window {
            sentence,
            words: start..end,
            pieces: first..last,
        });
        if end == words.len() {
            return out;
        }
        // The next window begins about a quarter back, but not so far that the next word would not fit.
        let quarter = words[end].first.saturating_sub(most / 4);
        let fits = words[end].end.saturating_sub(most);
        let back = quarter.max(fits);
        start = words
            .partition_point(|w| w.first < back)
            .clamp(start + 1, end);
    }
}

/// Groups of window numbers: sorted by length, `budget` padded pieces a group at most (one long window may exceed it).
pub fn batches(lengths: &[usize], budget: usize) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..lengths.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(lengths[i]), i));
    let mut out: Vec<Vec<usize>> = Vec::new();
    let mut longest = 0;
    for i in order {
        match out.last_mut() {
            Some(batch) if longest * (batch.len() + 1) <= budget => batch.push(i),
            _ => {
                longest = lengths[i].max(1);
                out.push(vec![i]);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Span;
    use crate::encoder::tokens::Word;

    fn pieces(lengths: &[usize]) -> Pieces {
        let mut p = Pieces::default();
        for (i, n) in lengths.iter().enumerate() {
            let first = p.ids.len();
            p.ids.extend(std::iter::repeat_n(1, *n));
            p.words.push(Word {
                span: Span::new(2 * i, 2 * i + 1),
                first,
                end: first + n,
            });
        }
        p
    }

    proptest! {
        #[test]
        fn windows_cover_every_word_and_none_is_too_long(
            lengths in prop::collection::vec(1usize..9, 1..200),
            most in 8usize..40,
        ) {
            let p = pieces(&lengths);
            let all = windows(0, &p, most);
            let mut covered = 0;
            for w in &all {
                prop_assert!(w.pieces.len() <= most);
                prop_assert!(w.words.start <= covered);
                prop_assert!(w.words.end > covered);
                covered = w.words.end;
            }
            prop_assert_eq!(covered, lengths.len());
        }

        #[test]
        fn batches_hold_every_window_once_within_the_budget(
            lengths in prop::collection::vec(1usize..300, 0..200),
            budget in 300usize..2000,
        ) {
            let all = batches(&lengths, budget);
            let mut seen: Vec<usize> = all.iter().flatten().copied().collect();
            seen.sort();
            prop_assert_eq!(seen, (0..lengths.len()).collect::<Vec<_>>());
            for b in &all {
                let longest = b.iter().map(|&i| lengths[i]).max().unwrap_or(0);
                prop_assert!(longest * b.len() <= budget);
            }
        }
    }

    #[test]
    fn a_word_of_too_many_pieces_is_cut_and_the_rest_goes_on() {
        let p = pieces(&[2, 50, 3]);
        let all = windows(0, &p, 10);
        assert!(all.iter().all(|w| w.pieces.len() <= 10));
        assert_eq!(all.last().map(|w| w.words.end), Some(3));
    }
}
