//! The heads of a shared encoder: hidden states in, answers out. `scripts/train/model.py` builds the same.

use tch::nn::{self, Module};
use tch::{Kind, Tensor};

use super::folder::{Heads as Labels, RelationsHead};

/// Names: a linear layer gives each word's tag scores; a linear-chain CRF (Lafferty et al. 2001) joins them.
#[derive(Debug)]
pub struct Names {
    out: nn::Linear,
    transitions: Tensor,
    start: Tensor,
    tags: i64,
}

impl Names {
    fn new(p: nn::Path, hidden: i64, tags: i64) -> Self {
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

/// A sentence's sentiment, from `[CLS]` and the mean of its pieces: three class logits and a valence.
#[derive(Debug)]
pub struct Sentence {
    dense: nn::Linear,
    out: nn::Linear,
}

impl Sentence {
    fn new(p: nn::Path, hidden: i64) -> Self {
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

const ATTENTION_HEADS: i64 = 4;

/// What a query reads off its sentence: attention of one vector over the sentence's states.
#[derive(Debug)]
struct Attend {
    query: nn::Linear,
    key: nn::Linear,
    value: nn::Linear,
    width: i64,
}

impl Attend {
    fn new(p: nn::Path, query: i64, hidden: i64) -> Self {
        Attend {
            query: nn::linear(&p / "query", query, hidden, Default::default()),
            key: nn::linear(&p / "key", hidden, hidden, Default::default()),
            value: nn::linear(&p / "value", hidden, hidden, Default::default()),
            width: hidden / ATTENTION_HEADS,
        }
    }

    /// `query [n, query]`, `states [batch, pieces, hidden]`, `row [n]`: the sentence of each query.
    fn forward(&self, query: &Tensor, states: &Tensor, mask: &Tensor, row: &Tensor) -> Tensor {
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

/// `[batch, pieces + 1, hidden]`: sums of the states before each piece, so that any span's mean is one subtraction.
fn prefix_sums(states: &Tensor) -> Tensor {
    let zero = states.narrow(1, 0, 1).zeros_like();
    Tensor::cat(&[zero, states.cumsum(1, Kind::Float)], 1)
}

fn pick(states: &Tensor, row: &Tensor, column: &Tensor) -> Tensor {
    states.index(&[Some(row.shallow_clone()), Some(column.shallow_clone())])
}

/// A span of pieces in a row of a batch, `[start, end)`, special pieces counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub row: i64,
    pub start: i64,
    pub end: i64,
}

fn column(places: &[Place], of: impl Fn(&Place) -> i64, like: &Tensor) -> Tensor {
    Tensor::from_slice(&places.iter().map(of).collect::<Vec<_>>()).to_device(like.device())
}

/// Sentiment towards a span: its mean, what it attends to, `[CLS]`.
#[derive(Debug)]
pub struct Target {
    attend: Attend,
    dense: nn::Linear,
    out: nn::Linear,
}

impl Target {
    fn new(p: nn::Path, hidden: i64) -> Self {
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

/// A span as the relation head sees it: where it is, what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    pub place: Place,
    /// Number among the head's span types and kinds.
    pub span_type: i64,
    pub kind: i64,
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
    fn new(p: nn::Path, hidden: i64, labels: &RelationsHead) -> Self {
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

    /// The probability of every relation for each pair `(subject, object)` of numbers of `spans`.
    pub fn forward(
        &self,
        states: &Tensor,
        mask: &Tensor,
        spans: &[Argument],
        pairs: &[(usize, usize)],
    ) -> Vec<Vec<f32>> {
        if pairs.is_empty() {
            return Vec::new();
        }
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

/// The heads that a model has.
#[derive(Debug, Default)]
pub struct Heads {
    pub names: Option<Names>,
    pub sentiment: Option<Sentence>,
    pub target: Option<Target>,
    pub relations: Option<Relations>,
}

impl Heads {
    pub fn new(p: nn::Path, hidden: i64, labels: &Labels) -> Self {
        Heads {
            names: labels
                .names
                .as_ref()
                .map(|l| Names::new(&p / "names", hidden, l.labels.len() as i64)),
            sentiment: labels
                .sentiment
                .as_ref()
                .map(|_| Sentence::new(&p / "sentiment", hidden)),
            target: labels
                .target
                .as_ref()
                .map(|_| Target::new(&p / "target", hidden)),
            relations: labels
                .relations
                .as_ref()
                .map(|l| Relations::new(&p / "relations", hidden, l)),
        }
    }
}

/// A tensor's values, row-major, as float32 on this machine.
pub(super) fn floats(t: &Tensor) -> Vec<f32> {
    let t = t
        .to_kind(Kind::Float)
        .to_device(tch::Device::Cpu)
        .contiguous();
    let mut out = vec![0f32; t.numel()];
    let n = out.len();
    t.copy_data(&mut out, n);
    out
}

fn rows<const N: usize>(t: &Tensor) -> Vec<[f32; N]> {
    floats(t).as_chunks::<N>().0.to_vec()
}
