//! Attention of one query over a sentence, which the heads for spans and pairs share.

use tch::nn::{self, Module};
use tch::{Kind, Tensor};

const ATTENTION_HEADS: i64 = 4;

/// What a query reads off its sentence: attention of one vector over the sentence's states.
#[derive(Debug)]
pub(super) struct Attend {
    query: nn::Linear,
    key: nn::Linear,
    value: nn::Linear,
    width: i64,
}

impl Attend {
    pub(super) fn new(p: nn::Path, query: i64, hidden: i64) -> Self {
        Attend {
            query: nn::linear(&p / "query", query, hidden, Default::default()),
            key: nn::linear(&p / "key", hidden, hidden, Default::default()),
            value: nn::linear(&p / "value", hidden, hidden, Default::default()),
            width: hidden / ATTENTION_HEADS,
        }
    }

    /// `query [n, query]`, `states [batch, pieces, hidden]`, `row [n]`: the sentence of each query.
    pub(super) fn forward(
        &self,
        query: &Tensor,
        states: &Tensor,
        mask: &Tensor,
        row: &Tensor,
    ) -> Tensor {
        let (b, l, h) = states.size3().unwrap_or((0, 0, 0));
        let shape = [b, l, ATTENTION_HEADS, self.width];
        let k = self.key.forward(states).view(shape).index_select(0, row);
        let v = self.value.forward(states).view(shape).index_select(0, row);
        let q = self
            .query
            .forward(query)
            .view([-1, 1, ATTENTION_HEADS, self.width]);
        let w = (q * k).sum_dim_intlist([3i64].as_slice(), false, Kind::Float)
            / (self.width as f64).sqrt();
        let hidden = mask.index_select(0, row).unsqueeze(2).logical_not();
        let w = w.masked_fill(&hidden, -1e4).softmax(1, Kind::Float);
        (w.unsqueeze(3) * v)
            .sum_dim_intlist([1i64].as_slice(), false, Kind::Float)
            .view([-1, h])
    }
}
