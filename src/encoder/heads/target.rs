//! The target head: how a sentence speaks of a span of it.

use tch::nn::{self, Module};
use tch::{Kind, Tensor};

use super::attend::Attend;
use super::rows;
use super::states::{Place, column, pick, prefix_sums};

/// Sentiment towards a span: its mean, what it attends to, `[CLS]`.
#[derive(Debug)]
pub struct Target {
    attend: Attend,
    dense: nn::Linear,
    out: nn::Linear,
}

impl Target {
    pub(super) fn new(p: nn::Path, hidden: i64) -> Self {
        Target {
            attend: Attend::new(&p / "attend", hidden, hidden),
            dense: nn::linear(&p / "dense", 3 * hidden, hidden, Default::default()),
            out: nn::linear(&p / "out", hidden, 3, Default::default()),
        }
    }

    /// The probabilities of negative, neutral, positive towards each place.
    pub fn forward(&self, states: &Tensor, mask: &Tensor, places: &[Place]) -> Vec<[f32; 3]> {
        if places.is_empty() {
            return Vec::new();
        }
        let row = column(places, |p| p.row, states);
        let start = column(places, |p| p.start, states);
        let end = column(places, |p| p.end, states);
        let sums = prefix_sums(states);
        let length = (&end - &start).unsqueeze(1).to_kind(Kind::Float);
        let span = (pick(&sums, &row, &end) - pick(&sums, &row, &start)) / length;
        let seen = self.attend.forward(&span, states, mask, &row);
        let first = states.select(1, 0).index_select(0, &row);
        let x = Tensor::cat(&[span, seen, first], 1);
        let x = self.out.forward(&self.dense.forward(&x).gelu("none"));
        rows(&x.softmax(1, Kind::Float))
    }
}
