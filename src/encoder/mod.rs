//! A model folder as tensors: tokenizer, batches, rust-bert's forward pass, heads, precision, device.
//!
//! An [`Encoder`] reads sentences once ([`Encoder::read`]) and gives a [`Reading`]: the tag scores of every word, the
//! sentiment of every sentence, and, for a shared encoder, hidden states of which more can be asked
//! ([`Encoder::towards`], [`Encoder::relate`]).

mod batches;
pub mod folder;
mod heads;
mod network;
mod precision;
pub mod tokens;

use std::ops::Range;
use std::sync::Mutex;

use rayon::prelude::*;
use tch::{Device, Kind, Tensor};

use batches::{Window, batches, windows};
pub use folder::Folder;
use heads::{Argument, Place};
use network::Network;
pub use network::Task;
pub use precision::{Precision, device};
pub use tokens::{Pieces, Tokens};

/// Where and how models run.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub device: Device,
    pub precision: Precision,
    /// Networks that run side by side, one intra-op thread each.
    pub workers: usize,
}

/// Padded pieces a batch; small enough for a core's cache, large enough to hide the cost of a call.
const BUDGET: usize = 1024;

/// A model that reads sentences.
pub struct Encoder {
    pub folder: Folder,
    pub tokens: Tokens,
    pub task: Task,
    /// Whether it is a shared encoder, with every head that its configuration names.
    pub shared: bool,
    device: Device,
    workers: Vec<Mutex<Network>>,
    window: usize,
    names: Option<Chain>,
}

/// How tags follow each other: the labels, and the CRF's scores (zeros where the model has none).
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    pub labels: Vec<String>,
    /// `[from * labels + to]`.
    pub transitions: Vec<f32>,
    pub start: Vec<f32>,
}

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
    windows: Vec<Window>,
    /// The windows of sentence `i` are `of_sentence[i]..of_sentence[i + 1]`.
    of_sentence: Vec<usize>,
    /// Batch and row of each window.
    at: Vec<(usize, usize)>,
    states: Vec<Mutex<States>>,
}

struct States {
    hidden: Tensor,
    mask: Tensor,
}

/// A span to ask about: a sentence of the reading, and pieces of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub sentence: usize,
    pub pieces: Range<usize>,
}

/// A span that may stand in a relation: numbers of its type and kind among the head's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedSpan {
    pub pieces: Range<usize>,
    pub span_type: usize,
    pub kind: usize,
}

/// The pairs of one sentence: `pairs` are numbers of `spans`, subject first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedPairs {
    pub sentence: usize,
    pub spans: Vec<AskedSpan>,
    pub pairs: Vec<(usize, usize)>,
}

impl Encoder {
    /// Loads a model for a task; a shared encoder brings all its heads.
    ///
    /// # Errors
    /// What is wrong with the folder, and what to do.
    pub fn load(folder: Folder, task: Task, settings: Settings) -> anyhow::Result<Self> {
        let own = folder.config.gleaner.as_ref();
        let tokens = Tokens::load(&folder.path, own.is_some_and(|o| o.case_as_token_type))?;
        let (first, weights) =
            network::load(&folder, task, settings.device, settings.precision, None)?;
        let mut workers = vec![Mutex::new(first)];
        for _ in 1..settings.workers {
            let (next, _) = network::load(
                &folder,
                task,
                settings.device,
                settings.precision,
                Some(&weights),
            )?;
            workers.push(Mutex::new(next));
        }
        let special = tokens.open.len() + tokens.close.len();
        let mut encoder = Encoder {
            window: folder.longest().saturating_sub(special).max(4),
            shared: own.is_some(),
            tokens,
            task,
            device: settings.device,
            workers,
            names: None,
            folder,
        };
        encoder.names = encoder.chain()?;
        Ok(encoder)
    }

    /// The labels of names and how they follow each other, where the model tells names.
    pub fn names(&self) -> Option<&Chain> {
        self.names.as_ref()
    }

    fn chain(&self) -> anyhow::Result<Option<Chain>> {
        if let Some(own) = &self.folder.config.gleaner {
            let Some(head) = &own.heads.names else {
                return Ok(None);
            };
            return self.with_worker(|network| match network {
                Network::Shared { heads, .. } => Ok(heads.names.as_ref().map(|h| {
                    let (transitions, start) = h.transitions();
                    Chain {
                        labels: head.labels.clone(),
                        transitions,
                        start,
                    }
                })),
                Network::Foreign(_) => Ok(None),
            });
        }
        if self.task != Task::Names {
            return Ok(None);
        }
        let labels: Vec<String> = self.folder.config.id2label.values().cloned().collect();
        if labels.is_empty() {
            anyhow::bail!(
                "{}: config.json has no id2label, so its names cannot be told",
                self.folder.path.display()
            );
        }
        let n = labels.len();
        Ok(Some(Chain {
            labels,
            transitions: vec![0.0; n * n],
            start: vec![0.0; n],
        }))
    }

    /// The word pieces of a sentence.
    ///
    /// # Errors
    /// Where the tokenizer refuses the text.
    pub fn pieces(&self, text: &str) -> anyhow::Result<Pieces> {
        self.tokens.encode(text)
    }

    fn with_worker<T>(&self, f: impl FnOnce(&Network) -> anyhow::Result<T>) -> anyhow::Result<T> {
        let k = rayon::current_thread_index().unwrap_or(0) % self.workers.len();
        // A lock is poisoned where libtorch panicked in another batch; the weights are only read, so they are whole.
        let network = self.workers[k].lock().unwrap_or_else(|e| e.into_inner());
        let _guard = tch::no_grad_guard();
        f(&network)
    }

    /// Reads the sentences once. Batches run in parallel over the workers; what they give depends on `sentences` alone.
    ///
    /// # Errors
    /// What libtorch says.
    pub fn read(&self, sentences: &[&Pieces]) -> anyhow::Result<Reading> {
        let mut all = Vec::with_capacity(sentences.len());
        let mut of_sentence = Vec::with_capacity(sentences.len() + 1);
        for (i, s) in sentences.iter().enumerate() {
            of_sentence.push(all.len());
            all.extend(windows(i, s, self.window));
        }
        of_sentence.push(all.len());
        let lengths: Vec<usize> = all.iter().map(|w| w.pieces.len()).collect();
        let groups = batches(&lengths, BUDGET);
        let read: Vec<BatchAnswer> = groups
            .par_iter()
            .map(|group| self.batch(sentences, &all, group))
            .collect::<anyhow::Result<_>>()?;
        let mut at = vec![(0, 0); all.len()];
        for (b, group) in groups.iter().enumerate() {
            for (row, &w) in group.iter().enumerate() {
                at[w] = (b, row);
            }
        }
        let names = self.names.as_ref().map(|chain| {
            let tags = chain.labels.len();
            (0..sentences.len())
                .map(|s| {
                    merge_emissions(
                        sentences[s].words.len(),
                        tags,
                        (of_sentence[s]..of_sentence[s + 1])
                            .map(|w| (&all[w], &read[at[w].0].names[at[w].1][..])),
                    )
                })
                .collect()
        });
        let sentiment = read.iter().any(|b| !b.sentiment.is_empty()).then(|| {
            (0..sentences.len())
                .map(|s| {
                    merge_feelings(
                        (of_sentence[s]..of_sentence[s + 1])
                            .map(|w| (lengths[w], read[at[w].0].sentiment[at[w].1])),
                    )
                })
                .collect()
        });
        let states = read
            .into_iter()
            .filter_map(|b| b.states)
            .map(Mutex::new)
            .collect();
        Ok(Reading {
            names,
            sentiment,
            windows: all,
            of_sentence,
            at,
            states,
        })
    }

    fn batch(
        &self,
        sentences: &[&Pieces],
        all: &[Window],
        group: &[usize],
    ) -> anyhow::Result<BatchAnswer> {
        let (open, close) = (&self.tokens.open, &self.tokens.close);
        let longest = group
            .iter()
            .map(|&w| all[w].pieces.len())
            .max()
            .unwrap_or(0)
            + open.len()
            + close.len();
        let mut ids = vec![i64::from(self.tokens.pad); group.len() * longest];
        let mut mask = vec![0i64; ids.len()];
        let mut types = vec![0i64; ids.len()];
        for (row, &w) in group.iter().enumerate() {
            let window = &all[w];
            let pieces = sentences[window.sentence];
            let line = open
                .iter()
                .map(|id| (*id, 0))
                .chain(
                    window
                        .pieces
                        .clone()
                        .map(|p| (pieces.ids[p], pieces.types.get(p).copied().unwrap_or(0))),
                )
                .chain(close.iter().map(|id| (*id, 0)));
            for (k, (id, case)) in (row * longest..).zip(line) {
                ids[k] = i64::from(id);
                types[k] = i64::from(case);
                mask[k] = 1;
            }
        }
        let shape = [group.len() as i64, longest as i64];
        let tensor = |v: &[i64]| Tensor::from_slice(v).view(shape).to_device(self.device);
        let (ids, mask, types) = (tensor(&ids), tensor(&mask), tensor(&types));
        self.with_worker(|network| {
            // A foreign model makes its own types where it has them: all one sequence.
            let types = (!self.tokens_have_no_types()).then_some(&types);
            let out = network.forward(&ids, &mask, types)?;
            let first_pieces = |scores: &[f32], tags: usize| -> Vec<Vec<f32>> {
                group
                    .iter()
                    .enumerate()
                    .map(|(row, &w)| {
                        let window = &all[w];
                        let pieces = sentences[window.sentence];
                        let mut words = Vec::with_capacity(window.words.len() * tags);
                        for word in &pieces.words[window.words.clone()] {
                            let piece =
                                (word.first - window.pieces.start + open.len()).min(longest - 1);
                            let k = (row * longest + piece) * tags;
                            words.extend_from_slice(&scores[k..k + tags]);
                        }
                        words
                    })
                    .collect()
            };
            match network {
                Network::Shared { heads, .. } => {
                    let mask = mask.to_kind(Kind::Bool);
                    Ok(BatchAnswer {
                        names: match &heads.names {
                            Some(h) => first_pieces(&h.emissions(&out), h.tags()),
                            None => Vec::new(),
                        },
                        sentiment: heads
                            .sentiment
                            .as_ref()
                            .map_or_else(Vec::new, |h| h.forward(&out, &mask)),
                        states: Some(States { hidden: out, mask }),
                    })
                }
                Network::Foreign(_) => match self.task {
                    Task::Names => {
                        let tags = out.size().last().copied().unwrap_or(0) as usize;
                        let scores = heads::floats(&out.log_softmax(2, Kind::Float));
                        Ok(BatchAnswer {
                            names: first_pieces(&scores, tags),
                            sentiment: Vec::new(),
                            states: None,
                        })
                    }
                    Task::Sentiment => {
                        let classes = out.size().last().copied().unwrap_or(1) as usize;
                        let probabilities = heads::floats(&out.softmax(1, Kind::Float));
                        let map = Classes::of(&self.folder)?;
                        Ok(BatchAnswer {
                            names: Vec::new(),
                            sentiment: probabilities
                                .chunks(classes)
                                .map(|p| map.feeling(p))
                                .collect(),
                            states: None,
                        })
                    }
                },
            }
        })
    }

    fn tokens_have_no_types(&self) -> bool {
        !self.shared
            && matches!(
                self.folder.config.model_type.as_str(),
                "roberta" | "xlm-roberta" | "camembert" | "distilbert"
            )
    }

    /// Where a span of a sentence stands in the batches: in the window that holds all of it, as near its middle as any does.
    fn place(
        &self,
        reading: &Reading,
        sentence: usize,
        pieces: &Range<usize>,
    ) -> Option<(usize, Place)> {
        let open = self.tokens.open.len();
        (reading.of_sentence[sentence]..reading.of_sentence[sentence + 1])
            .filter(|&w| {
                let window = &reading.windows[w].pieces;
                !pieces.is_empty() && window.start <= pieces.start && pieces.end <= window.end
            })
            .max_by_key(|&w| {
                let window = &reading.windows[w].pieces;
                (pieces.start - window.start).min(window.end - pieces.end)
            })
            .map(|w| {
                let start = reading.windows[w].pieces.start;
                let (batch, row) = reading.at[w];
                let place = Place {
                    row: row as i64,
                    start: (pieces.start - start + open) as i64,
                    end: (pieces.end - start + open) as i64,
                };
                (batch, place)
            })
    }

    /// The sentiment towards each span: probabilities of negative, neutral, positive; `None` where the model has no such
    /// head or the span does not fit one window.
    ///
    /// # Errors
    /// What libtorch says.
    pub fn towards(
        &self,
        reading: &Reading,
        asked: &[Asked],
    ) -> anyhow::Result<Vec<Option<[f32; 3]>>> {
        let mut of_batch: Vec<Vec<(usize, Place)>> = vec![Vec::new(); reading.states.len()];
        for (i, a) in asked.iter().enumerate() {
            if let Some((batch, place)) = self.place(reading, a.sentence, &a.pieces)
                && let Some(list) = of_batch.get_mut(batch)
            {
                list.push((i, place));
            }
        }
        let answers: Vec<Vec<[f32; 3]>> = of_batch
            .par_iter()
            .enumerate()
            .map(|(b, list)| {
                if list.is_empty() {
                    return Ok(Vec::new());
                }
                self.with_worker(|network| {
                    let Network::Shared { heads, .. } = network else {
                        return Ok(Vec::new());
                    };
                    let Some(head) = &heads.target else {
                        return Ok(Vec::new());
                    };
                    let states = reading.states[b].lock().unwrap_or_else(|e| e.into_inner());
                    let places: Vec<Place> = list.iter().map(|(_, p)| *p).collect();
                    Ok(head.forward(&states.hidden, &states.mask, &places))
                })
            })
            .collect::<anyhow::Result<_>>()?;
        let mut out = vec![None; asked.len()];
        for (list, answers) in of_batch.iter().zip(answers) {
            for ((i, _), answer) in list.iter().zip(answers) {
                out[*i] = Some(answer);
            }
        }
        Ok(out)
    }

    /// The probability of every relation of the model's relation head for each pair; `None` where the pair does not stand in
    /// one window or the model has no such head.
    ///
    /// # Errors
    /// What libtorch says.
    pub fn relate(
        &self,
        reading: &Reading,
        asked: &[AskedPairs],
    ) -> anyhow::Result<Vec<Vec<Option<Vec<f32>>>>> {
        #[derive(Default)]
        struct Work {
            spans: Vec<Argument>,
            pairs: Vec<(usize, usize)>,
            from: Vec<(usize, usize)>,
        }
        let mut work: Vec<Work> = (0..reading.states.len()).map(|_| Work::default()).collect();
        for (i, a) in asked.iter().enumerate() {
            let places: Vec<Option<(usize, Place)>> = a
                .spans
                .iter()
                .map(|s| self.place(reading, a.sentence, &s.pieces))
                .collect();
            let mut number: Vec<Option<usize>> = vec![None; a.spans.len()];
            for (k, &(s, o)) in a.pairs.iter().enumerate() {
                let (Some((batch, first)), Some((other, second))) = (places[s], places[o]) else {
                    continue;
                };
                let Some(w) = work.get_mut(batch) else {
                    continue;
                };
                if batch != other || first.row != second.row {
                    continue;
                }
                let mut argument = |n: usize, place: Place| {
                    *number[n].get_or_insert_with(|| {
                        w.spans.push(Argument {
                            place,
                            span_type: a.spans[n].span_type as i64,
                            kind: a.spans[n].kind as i64,
                        });
                        w.spans.len() - 1
                    })
                };
                let pair = (argument(s, first), argument(o, second));
                w.pairs.push(pair);
                w.from.push((i, k));
            }
        }
        let answers: Vec<Vec<Vec<f32>>> = work
            .par_iter()
            .enumerate()
            .map(|(b, w)| {
                if w.pairs.is_empty() {
                    return Ok(Vec::new());
                }
                self.with_worker(|network| {
                    let Network::Shared { heads, .. } = network else {
                        return Ok(Vec::new());
                    };
                    let Some(head) = &heads.relations else {
                        return Ok(Vec::new());
                    };
                    let states = reading.states[b].lock().unwrap_or_else(|e| e.into_inner());
                    Ok(head.forward(&states.hidden, &states.mask, &w.spans, &w.pairs))
                })
            })
            .collect::<anyhow::Result<_>>()?;
        let mut out: Vec<Vec<Option<Vec<f32>>>> =
            asked.iter().map(|a| vec![None; a.pairs.len()]).collect();
        for (w, answers) in work.iter().zip(answers) {
            for (&(i, k), answer) in w.from.iter().zip(answers) {
                out[i][k] = Some(answer);
            }
        }
        Ok(out)
    }
}

struct BatchAnswer {
    /// A window's word scores.
    names: Vec<Vec<f32>>,
    sentiment: Vec<Feeling>,
    states: Option<States>,
}

/// Each word's scores from the window in which it stands farthest from an edge.
fn merge_emissions<'a>(
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
fn merge_feelings(windows: impl Iterator<Item = (usize, Feeling)>) -> Feeling {
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

/// How a foreign sentiment model's classes map to negative, neutral, positive.
#[derive(Clone, Debug, PartialEq)]
struct Classes(Vec<[f32; 3]>);

impl Classes {
    fn of(folder: &Folder) -> anyhow::Result<Self> {
        let labels = &folder.config.id2label;
        let n = labels.len();
        let mut out = Vec::with_capacity(n);
        for (i, label) in labels.values().enumerate() {
            let l = label.to_lowercase();
            let stars = l
                .chars()
                .next()
                .and_then(|c| c.to_digit(10))
                .filter(|_| l.contains("star"));
            out.push(match (stars, l.as_str()) {
                (Some(s), _) => match s {
                    1 => [1.0, 0.0, 0.0],
                    2 => [0.75, 0.25, 0.0],
                    3 => [0.0, 1.0, 0.0],
                    4 => [0.0, 0.25, 0.75],
                    _ => [0.0, 0.0, 1.0],
                },
                (_, s) if s.starts_with("neg") => [1.0, 0.0, 0.0],
                (_, s) if s.starts_with("neu") => [0.0, 1.0, 0.0],
                (_, s) if s.starts_with("pos") => [0.0, 0.0, 1.0],
                // LABEL_0 ...: from negative to positive, as such models are trained.
                _ if n == 2 || n == 3 => {
                    let mut one = [0.0; 3];
                    one[if n == 2 { 2 * i } else { i }] = 1.0;
                    one
                }
                _ => anyhow::bail!(
                    "{}: the label `{label}` says neither negative, neutral nor positive",
                    folder.path.display()
                ),
            });
        }
        if out.is_empty() {
            anyhow::bail!("{}: config.json has no id2label", folder.path.display());
        }
        Ok(Classes(out))
    }

    fn feeling(&self, p: &[f32]) -> Feeling {
        let mut out = [0f32; 4];
        for (p, class) in p.iter().zip(&self.0) {
            for (o, c) in out.iter_mut().zip(class) {
                *o += p * c;
            }
        }
        // A model of two classes is unsure where they are even: that much is neutral.
        if self.0.iter().all(|c| c[1] == 0.0) {
            let even = 1.0 - (out[2] - out[0]).abs();
            out[0] *= 1.0 - even;
            out[2] *= 1.0 - even;
            out[1] = 1.0 - out[0] - out[2];
        }
        out[3] = out[2] - out[0];
        out
    }
}
