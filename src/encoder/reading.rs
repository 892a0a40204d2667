//! What one pass over the sentences of a chunk gave, and how the windows of a long sentence become one again.

use std::ops::Range;
use std::sync::Mutex;

use tch::Tensor;

use super::batches::Window;
use super::heads::Place;

/// Tag scores of the words of one sentence: `[word * tags + tag]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Emissions(pub Vec<f32>);

/// The sentiment head's answer: probabilities of negative, neutral, positive, and a valence, -1 to 1.
pub type Feeling = [f32; 4];

/// What one pass over the sentences of a chunk gave.
pub struct Reading {
    /// One for each sentence, where the model tells names.
    pub names: Option<Vec<Emissions>>,
    /// One for each sentence, where the model tells sentiment.
    pub sentiment: Option<Vec<Feeling>>,
    pub(super) windows: Vec<Window>,
    /// The windows of each sentence; sentences of the same pieces share theirs.
    pub(super) of_sentence: Vec<Range<usize>>,
    /// Batch and row of each window.
    pub(super) at: Vec<(usize, usize)>,
    pub(super) states: Vec<Mutex<States>>,
}

/// The hidden states of a batch, and which pieces are not padding.
pub(super) struct States {
    pub(super) hidden: Tensor,
    pub(super) mask: Tensor,
}

impl Reading {
    /// Where a span of a sentence stands in the batches: in the window that holds all of it, as near its middle as any does.
    /// `open` special pieces stand before the first piece of each row.
    pub(super) fn place(
        &self,
        sentence: usize,
        pieces: &Range<usize>,
        open: usize,
    ) -> Option<(usize, Place)> {
        self.of_sentence[sentence]
            .clone()
            .filter(|&w| {
                let window = &self.windows[w].pieces;
                !pieces.is_empty() && window.start <= pieces.start && pieces.end <= window.end
            })
            .max_by_key(|&w| {
                let window = &self.windows[w].pieces;
                (pieces.start - window.start).min(window.end - pieces.end)
            })
            .map(|w| {
                let start = self.windows[w].pieces.start;
                let (batch, row) = self.at[w];
                let place = Place {
                    row: row as i64,
                    start: (pieces.start - start + open) as i64,
                    end: (pieces.end - start + open) as i64,
                };
                (batch, place)
            })
    }
}

/// Each word's scores from the window in which it stands farthest from an edge.
pub(super) fn merge_emissions<'a>(
    words: usize,
    tags: usize,
    windows: impl Iterator<Item = (&'a Window, &'a [f32])>,
) -> Emissions {
    let mut out = vec![0.0; words * tags];
    let mut margin = vec![None; words];
    for (window, scores) in windows {
        for (k, word) in window.words.clone().enumerate() {
            let room = k.min(window.words.end - 1 - word);
            if margin[word].is_none_or(|m| room > m) {
                margin[word] = Some(room);
                out[word * tags..(word + 1) * tags]
                    .copy_from_slice(&scores[k * tags..(k + 1) * tags]);
            }
        }
    }
    Emissions(out)
}

/// The mean over a sentence's windows, weighted by their pieces.
pub(super) fn merge_feelings(windows: impl Iterator<Item = (usize, Feeling)>) -> Feeling {
    let mut sum = [0f64; 4];
    let mut weight = 0f64;
    for (pieces, feeling) in windows {
        let w = pieces.max(1) as f64;
        weight += w;
        for (s, f) in sum.iter_mut().zip(feeling) {
            *s += w * f64::from(f);
        }
    }
    sum.map(|s| (s / weight.max(1.0)) as f32)
}
