//! The relation head: which relations hold between two spans of a sentence.

use std::collections::HashMap;

use tch::nn::{self, Module};
use tch::{Kind, Tensor};

use super::attend::Attend;
use super::states::{Place, column, pick, prefix_sums};
use super::{RelationsHead, floats};

/// A span as the relation head sees it: where it is, what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Argument {
    pub place: Place,
    /// Number among the head's span types and kinds.
    pub span_type: i64,
    pub kind: i64,
}

/// Two spans of one row of a batch: is the first related to the second?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub subject: Argument,
    pub object: Argument,
}

/// Each span once, in order of first appearance, and the pairs as numbers of spans.
fn distinct(pairs: &[Pair]) -> (Vec<Argument>, Vec<(usize, usize)>) {
    let mut spans = Vec::new();
    let mut number_of = HashMap::new();
    let mut number = |span: Argument| {
        *number_of.entry(span).or_insert_with(|| {
            spans.push(span);
            spans.len() - 1
        })
    };
    let pairs = pairs
        .iter()
        .map(|p| (number(p.subject), number(p.object)))
        .collect();
    (spans, pairs)
}

/// Relations of a pair of spans: both spans (first and last piece, type, kind), their product, the mean of what stands
/// between, what the pair attends to, `[CLS]`, distance and order.
#[derive(Debug)]
pub struct Relations {
    span: nn::Linear,
    types: nn::Embedding,
    kinds: nn::Embedding,
    distance: nn::Embedding,
    attend: Attend,
    dense: nn::Linear,
    out: nn::Linear,
    labels: usize,
}

const SPAN: i64 = 256;
const DISTANCE: i64 = 64;
/// Upper ends of the buckets of the number of pieces between two spans; the last bucket is open.
const DISTANCES: [i64; 7] = [0, 1, 2, 4, 8, 16, 32];
/// Pairs a call: bounds the memory of the attention.
const PAIRS: usize = 256;

impl Relations {
    pub(super) fn new(p: nn::Path, hidden: i64, labels: &RelationsHead) -> Self {
        let n = labels.labels.len() as i64;
        let buckets = DISTANCES.len() as i64 + 1;
        Relations {
            span: nn::linear(&p / "span", 2 * hidden, SPAN, Default::default()),
            types: nn::embedding(
                &p / "types",
                labels.span_types.len() as i64,
                SPAN,
                Default::default(),
            ),
            kinds: nn::embedding(
                &p / "kinds",
                labels.span_kinds.len() as i64,
                SPAN,
                Default::default(),
            ),
            distance: nn::embedding(&p / "distance", 2 * buckets, DISTANCE, Default::default()),
            attend: Attend::new(&p / "attend", 2 * SPAN, hidden),
            dense: nn::linear(
                &p / "dense",
                3 * SPAN + 3 * hidden + DISTANCE,
                hidden,
                Default::default(),
            ),
            out: nn::linear(&p / "out", hidden, n, Default::default()),
            labels: labels.labels.len(),
        }
    }

    /// The probability of every relation for each pair.
    pub fn forward(&self, states: &Tensor, mask: &Tensor, pairs: &[Pair]) -> Vec<Vec<f32>> {
        if pairs.is_empty() {
            return Vec::new();
        }
        let (spans, pairs) = distinct(pairs);
        let places: Vec<Place> = spans.iter().map(|s| s.place).collect();
        let row = column(&places, |p| p.row, states);
        let start = column(&places, |p| p.start, states);
        let last = column(&places, |p| p.end - 1, states);
        let device = states.device();
        let numbers = |f: &dyn Fn(&Argument) -> i64| {
            Tensor::from_slice(&spans.iter().map(f).collect::<Vec<_>>()).to_device(device)
        };
        let x = Tensor::cat(&[pick(states, &row, &start), pick(states, &row, &last)], 1);
        let x = (self.span.forward(&x)
            + self.types.forward(&numbers(&|s| s.span_type))
            + self.kinds.forward(&numbers(&|s| s.kind)))
        .gelu("none");
        let sums = prefix_sums(states);
        let mut out = Vec::with_capacity(pairs.len());
        for pairs in pairs.chunks(PAIRS) {
            let take = |f: &dyn Fn(&(usize, usize)) -> i64| {
                Tensor::from_slice(&pairs.iter().map(f).collect::<Vec<_>>()).to_device(device)
            };
            let subject = x.index_select(0, &take(&|p| p.0 as i64));
            let object = x.index_select(0, &take(&|p| p.1 as i64));
            let row = take(&|p| spans[p.0].place.row);
            let ordered = |p: &(usize, usize)| spans[p.0].place.start <= spans[p.1].place.start;
            let left = |p: &(usize, usize)| spans[if ordered(p) { p.0 } else { p.1 }].place.end;
            let right = |p: &(usize, usize)| {
                spans[if ordered(p) { p.1 } else { p.0 }]
                    .place
                    .start
                    .max(left(p))
            };
            let gap = |p: &(usize, usize)| right(p) - left(p);
            let bucket = |p: &(usize, usize)| {
                let n = DISTANCES.partition_point(|top| *top < gap(p)) as i64;
                if ordered(p) {
                    n
                } else {
                    n + DISTANCES.len() as i64 + 1
                }
            };
            let between = (pick(&sums, &row, &take(&right)) - pick(&sums, &row, &take(&left)))
                / take(&|p| gap(p).max(1)).unsqueeze(1).to_kind(Kind::Float);
            let both = Tensor::cat(&[&subject, &object], 1);
            let seen = self.attend.forward(&both, states, mask, &row);
            let first = states.select(1, 0).index_select(0, &row);
            let product = &subject * &object;
            let x = Tensor::cat(
                &[
                    subject,
                    object,
                    product,
                    between,
                    seen,
                    first,
                    self.distance.forward(&take(&bucket)),
                ],
                1,
            );
            let x = self
                .out
                .forward(&self.dense.forward(&x).gelu("none"))
                .sigmoid();
            out.extend(floats(&x).chunks(self.labels).map(<[f32]>::to_vec));
        }
        out
    }
}
