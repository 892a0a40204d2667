//! The sentiment head: how a sentence sounds.

use tch::nn::{self, Module};
use tch::{Kind, Tensor};

use super::rows;

/// A sentence's sentiment, from `[CLS]` and the mean of its pieces: three class logits and a valence.
#[derive(Debug)]
pub struct Sentence {
    dense: nn::Linear,
    out: nn::Linear,
}

impl Sentence {
    pub(super) fn new(p: nn::Path, hidden: i64) -> Self {
        Sentence {
            dense: nn::linear(&p / "dense", 2 * hidden, hidden, Default::default()),
            out: nn::linear(&p / "out", hidden, 4, Default::default()),
        }
    }

    /// `[batch, 4]`: the probabilities of the three classes, and the valence, -1 to 1.
    pub fn forward(&self, states: &Tensor, mask: &Tensor) -> Vec<[f32; 4]> {
        let m = mask.unsqueeze(2).to_kind(Kind::Float);
        let mean = (states * &m).sum_dim_intlist([1i64].as_slice(), false, Kind::Float)
            / m.sum_dim_intlist([1i64].as_slice(), false, Kind::Float);
        let x = Tensor::cat(&[states.select(1, 0), mean], 1);
        let x = self.out.forward(&self.dense.forward(&x).gelu("none"));
        let classes = x.narrow(1, 0, 3).softmax(1, Kind::Float);
        let valence = x.narrow(1, 3, 1).tanh();
        rows(&Tensor::cat(&[classes, valence], 1))
    }
}
