//! The names' head: tag scores of every word.

use tch::Tensor;
use tch::nn::{self, Module};

use super::floats;

/// Names: a linear layer gives each word's tag scores; a linear-chain CRF (Lafferty et al. 2001) joins them.
#[derive(Debug)]
pub struct Names {
    out: nn::Linear,
    transitions: Tensor,
    start: Tensor,
    tags: i64,
}

impl Names {
    pub(super) fn new(p: nn::Path, hidden: i64, tags: i64) -> Self {
        Names {
            out: nn::linear(&p / "out", hidden, tags, Default::default()),
            transitions: (&p / "crf").zeros("transitions", &[tags, tags]),
            start: (&p / "crf").zeros("start", &[tags]),
            tags,
        }
    }

    /// Tag scores of every piece: `[batch, pieces, tags]`, row-major.
    pub fn emissions(&self, states: &Tensor) -> Vec<f32> {
        floats(&self.out.forward(states))
    }

    pub fn tags(&self) -> usize {
        self.tags as usize
    }

    /// The CRF's scores: `[from * tags + to]`, and of the first tag.
    pub fn transitions(&self) -> (Vec<f32>, Vec<f32>) {
        (floats(&self.transitions), floats(&self.start))
    }
}
