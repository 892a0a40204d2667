//! Tag scores to name spans. The decoder knows no English: it takes the scores of a sentence's words ([`Emissions`]) and of
//! each tag after another ([`Chain`]).
//!
//! The likeliest sequence of BIO tags is found by the Viterbi algorithm. The probability of a name is that of all sequences in
//! which exactly its words are a name of its type, by the forward-backward algorithm (Culotta and McCallum 2004, "Confidence
//! estimation for information extraction").

use crate::document::EntityType;
use crate::encoder::{Chain, Emissions};
use crate::language::{self, WordClass};

/// What a label says of its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Outside,
    /// Opens a name of a type: its index in [`EntityType::NAMES`], `None` for a type that is not one of the four.
    Begin(Option<usize>),
    /// Continues a name of a type.
    Inside(Option<usize>),
}

/// Returns the index in [`EntityType::NAMES`] of the type that a label stands for, without its prefix: of `GPE` that of
/// [`EntityType::Loc`].
fn name_type(label: &str) -> Option<usize> {
    let name = language::value(&label.to_uppercase(), WordClass::NameLabel)?;
    EntityType::NAMES.iter().position(|t| t.as_str() == name)
}

fn tag(label: &str) -> Tag {
    match label.split_once(['-', '_']) {
        Some(("B" | "S" | "U", kind)) => Tag::Begin(name_type(kind)),
        Some(("I" | "E" | "L" | "M", kind)) => Tag::Inside(name_type(kind)),
        _ if label == "O" => Tag::Outside,
        _ => Tag::Inside(name_type(label)),
    }
}

/// Finds the names of a sentence in the scores of its tags.
#[derive(Clone, Debug)]
pub struct Decoder {
    tags: Vec<Tag>,
    /// Log scores of a tag after another, `[from * tags + to]`.
    transitions: Vec<f64>,
    /// Log scores of the first tag.
    start: Vec<f64>,
    /// Of each of the four types the tag that opens a name.
    begin: [Option<usize>; 4],
    /// Of each of the four types the tag that continues a name.
    inside: [Option<usize>; 4],
}

/// A name in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct NameSpan {
    /// Numbers of the sentence's words.
    pub words: std::ops::Range<usize>,
    /// Index in [`EntityType::NAMES`].
    pub name_type: usize,
    /// The probability that these words are a name of this type, 0 to 1.
    pub score: f32,
    /// The same for each of [`EntityType::NAMES`].
    pub type_scores: [f32; 4],
}

/// The log score of a tag that may not stand where it is: so low that no sequence with it is ever the likeliest.
const FORBIDDEN: f64 = -1e4;

impl Decoder {
    /// Makes a decoder of the labels and scores of a model's chain.
    ///
    /// With `strict` a name opens with a begin tag only, as in the chains that the project trains. Without it an inside tag may
    /// open a name too, as in the older IOB scheme of other models. No name changes its type inside.
    pub fn new(chain: &Chain, strict: bool) -> Self {
        let tags: Vec<Tag> = chain.labels.iter().map(|l| tag(l)).collect();
        let n = tags.len();
        let mut transitions: Vec<f64> = chain.transitions.iter().map(|&x| f64::from(x)).collect();
        let mut start: Vec<f64> = chain.start.iter().map(|&x| f64::from(x)).collect();
        let same = |a: &str, b: &str| {
            a.split_once(['-', '_']).map(|x| x.1) == b.split_once(['-', '_']).map(|x| x.1)
        };
        for to in 0..n {
            if !matches!(tags[to], Tag::Inside(_)) {
                continue;
            }
            if strict {
                start[to] += FORBIDDEN;
            }
            for from in 0..n {
                let breaks = match tags[from] {
                    Tag::Outside => strict,
                    Tag::Begin(_) | Tag::Inside(_) => !same(&chain.labels[from], &chain.labels[to]),
                };
                if breaks {
                    transitions[from * n + to] += FORBIDDEN;
                }
            }
        }
        let of = |want: &dyn Fn(Tag) -> bool| tags.iter().position(|t| want(*t));
        let begin = std::array::from_fn(|k| {
            of(&|t| t == Tag::Begin(Some(k))).or(of(&|t| t == Tag::Inside(Some(k))))
        });
        let inside = std::array::from_fn(|k| of(&|t| t == Tag::Inside(Some(k))));
        Decoder {
            tags,
            transitions,
            start,
            begin,
            inside,
        }
    }

    /// Returns the names of the likeliest tag sequence, in order.
    pub fn names(&self, emissions: &Emissions) -> Vec<NameSpan> {
        let spans = self.spans(&self.viterbi(&emissions.0));
        if spans.is_empty() {
            return Vec::new();
        }
        let lattice = Lattice::new(self, &emissions.0);
        spans
            .into_iter()
            .map(|(words, name_type)| {
                let type_scores = lattice.span(self, words.clone());
                NameSpan {
                    words,
                    name_type,
                    score: type_scores[name_type],
                    type_scores,
                }
            })
            .collect()
    }

    /// Returns the likeliest sequence of tags, one a word (Viterbi).
    fn viterbi(&self, emissions: &[f32]) -> Vec<usize> {
        let n = self.tags.len();
        let words = emissions.len() / n.max(1);
        if words == 0 {
            return Vec::new();
        }
        let mut score: Vec<f64> = (0..n)
            .map(|t| self.start[t] + f64::from(emissions[t]))
            .collect();
        let mut back = vec![0u16; words * n];
        for w in 1..words {
            let mut next = vec![f64::NEG_INFINITY; n];
            for to in 0..n {
                for (from, before) in score.iter().enumerate() {
                    let s = before + self.transitions[from * n + to];
                    if s > next[to] {
                        next[to] = s;
                        back[w * n + to] = from as u16;
                    }
                }
                next[to] += f64::from(emissions[w * n + to]);
            }
            score = next;
        }
        let mut best = (0..n).fold(0, |b, t| if score[t] > score[b] { t } else { b });
        let mut path = vec![best; words];
        for w in (1..words).rev() {
            best = usize::from(back[w * n + best]);
            path[w - 1] = best;
        }
        path
    }

    /// Returns the names that a sequence of tags holds: their words and types.
    fn spans(&self, path: &[usize]) -> Vec<(std::ops::Range<usize>, usize)> {
        let mut out: Vec<(std::ops::Range<usize>, Option<usize>)> = Vec::new();
        let mut open = false;
        for (w, &t) in path.iter().enumerate() {
            match self.tags[t] {
                Tag::Outside => open = false,
                Tag::Inside(kind) if open && out.last().is_some_and(|(_, k)| *k == kind) => {
                    if let Some((words, _)) = out.last_mut() {
                        words.end = w + 1;
                    }
                }
                Tag::Begin(kind) | Tag::Inside(kind) => {
                    out.push((w..w + 1, kind));
                    open = true;
                }
            }
        }
        out.into_iter()
            .filter_map(|(words, kind)| Some((words, kind?)))
            .collect()
    }
}

/// The log sums of the forward-backward algorithm over the tag sequences of a sentence.
pub(super) struct Lattice {
    tags: usize,
    words: usize,
    emissions: Vec<f64>,
    /// Log sum of all beginnings that end in a tag at a word, its own score included.
    alpha: Vec<f64>,
    /// Log sum of all continuations after a tag at a word.
    beta: Vec<f64>,
    total: f64,
}

/// Returns ln(sum(exp(values))).
fn log_sum(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let top = values.clone().fold(f64::NEG_INFINITY, f64::max);
    if top == f64::NEG_INFINITY {
        return top;
    }
    top + values.map(|v| (v - top).exp()).sum::<f64>().ln()
}

impl Lattice {
    pub fn new(decoder: &Decoder, emissions: &[f32]) -> Self {
        let n = decoder.tags.len();
        let words = emissions.len() / n;
        let e: Vec<f64> = emissions.iter().map(|&x| f64::from(x)).collect();
        let mut alpha = vec![0.0; words * n];
        let mut beta = vec![0.0; words * n];
        for t in 0..n {
            alpha[t] = decoder.start[t] + e[t];
        }
        for w in 1..words {
            for to in 0..n {
                alpha[w * n + to] = e[w * n + to]
                    + log_sum((0..n).map(|from| {
                        alpha[(w - 1) * n + from] + decoder.transitions[from * n + to]
                    }));
            }
        }
        for w in (0..words.saturating_sub(1)).rev() {
            for from in 0..n {
                beta[w * n + from] = log_sum((0..n).map(|to| {
                    decoder.transitions[from * n + to]
                        + e[(w + 1) * n + to]
                        + beta[(w + 1) * n + to]
                }));
            }
        }
        let total = log_sum(alpha[(words - 1) * n..].iter().copied());
        Lattice {
            tags: n,
            words,
            emissions: e,
            alpha,
            beta,
            total,
        }
    }

    /// Returns the probability that exactly these words are a name, for each of the four types.
    pub fn span(&self, decoder: &Decoder, words: std::ops::Range<usize>) -> [f32; 4] {
        let n = self.tags;
        std::array::from_fn(|k| {
            let Some(begin) = decoder.begin[k] else {
                return 0.0;
            };
            let mut score = self.alpha[words.start * n + begin];
            let mut last = begin;
            for w in words.start + 1..words.end {
                let Some(inside) = decoder.inside[k] else {
                    return 0.0;
                };
                score += decoder.transitions[last * n + inside] + self.emissions[w * n + inside];
                last = inside;
            }
            if words.end < self.words {
                let w = words.end;
                score += log_sum((0..n).filter(|t| Some(*t) != decoder.inside[k]).map(|t| {
                    decoder.transitions[last * n + t]
                        + self.emissions[w * n + t]
                        + self.beta[w * n + t]
                }));
            }
            (score - self.total).exp().clamp(0.0, 1.0) as f32
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    pub fn chain() -> Chain {
        let mut labels = vec!["O".to_string()];
        for t in ["PER", "ORG", "LOC", "MISC"] {
            labels.push(format!("B-{t}"));
            labels.push(format!("I-{t}"));
        }
        Chain {
            labels,
            transitions: vec![0.0; 81],
            start: vec![0.0; 9],
        }
    }

    pub fn emissions(tags: &[usize]) -> Emissions {
        let mut out = vec![0.0; tags.len() * 9];
        for (w, t) in tags.iter().enumerate() {
            out[w * 9 + t] = 8.0;
        }
        Emissions(out)
    }

    #[test]
    fn clear_scores_give_names_with_high_probability() {
        let decoder = Decoder::new(&chain(), true);
        let names = decoder.names(&emissions(&[0, 1, 2, 2, 0, 5, 5]));
        let got: Vec<_> = names
            .iter()
            .map(|n| (n.words.clone(), n.name_type))
            .collect();
        assert_eq!(got, [(1..4, 0), (5..6, 2), (6..7, 2)]);
        assert!(names.iter().all(|n| n.score > 0.97), "{names:?}");
    }

    #[test]
    fn inside_tag_opens_a_name_only_without_strict() {
        let strict = Decoder::new(&chain(), true);
        assert!(
            strict
                .names(&emissions(&[0, 2, 0]))
                .iter()
                .all(|n| n.score < 0.6)
        );
        let iob = Decoder::new(&chain(), false);
        assert_eq!(iob.names(&emissions(&[0, 2, 0])).len(), 1);
    }

    #[test]
    fn labels_of_other_label_sets_are_read() {
        assert_eq!(tag("B-GPE"), Tag::Begin(Some(2)));
        assert_eq!(tag("I-WORK_OF_ART"), Tag::Inside(Some(3)));
        assert_eq!(tag("B-DATE"), Tag::Begin(None));
        assert_eq!(tag("PER"), Tag::Inside(Some(0)));
        assert_eq!(tag("O"), Tag::Outside);
    }

    proptest! {
        #[test]
        fn names_are_in_order_apart_and_their_scores_are_probabilities(
            scores in prop::collection::vec(-6f32..6.0, 9..270),
        ) {
            let words = scores.len() / 9;
            let decoder = Decoder::new(&chain(), true);
            let names = decoder.names(&Emissions(scores[..words * 9].to_vec()));
            let mut last = 0;
            for n in &names {
                prop_assert!(n.words.start >= last && n.words.end > n.words.start && n.words.end <= words);
                last = n.words.end;
                let sum: f32 = n.type_scores.iter().sum();
                prop_assert!((0.0..=1.0).contains(&n.score) && sum <= 1.001);
            }
        }
    }
}
