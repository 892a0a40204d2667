//! A model folder as tensors: tokenizer, batches, forward pass, heads, precision, device.
//!
//! An [`Encoder`] reads sentences once ([`Encoder::read`]) and gives a [`Reading`]: the tag scores of every word, the
//! sentiment of every sentence, and, for a shared encoder, hidden states of which more can be asked
//! ([`Encoder::towards`], [`Encoder::relate`]).

mod ask;
mod batches;
pub mod folder;
mod foreign;
mod heads;
mod native;
mod network;
mod precision;
mod reading;
pub mod tokens;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::Mutex;

use rayon::prelude::*;
use tch::Kind;

pub use ask::{Asked, AskedPairs, AskedSpan};
use batches::{Window, batches, windows};
pub use folder::Folder;
use foreign::Classes;
pub use network::Task;
use network::{Batch, Engine, Network};
pub use precision::{Device, Precision};
pub use reading::{Emissions, Feeling, Reading};
use reading::{States, merge_emissions, merge_feelings};
pub use tokens::{Pieces, Tokens};

/// Where and how models run.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Where models run.
    pub device: Device,
    /// What the encoder computes in.
    pub precision: Precision,
    /// Networks that run side by side, one intra-op thread each.
    pub workers: usize,
}

impl Settings {
    /// The settings with the device and the precision that `Auto` stands for on this machine.
    ///
    /// # Errors
    /// A device that is not there.
    pub fn resolve(self) -> anyhow::Result<Self> {
        let device = self.device.resolve()?;
        Ok(Settings {
            device,
            precision: self.precision.resolve(device),
            ..self
        })
    }
}

/// A pool of `workers` threads to run models on: each computes alone, so that libtorch starts no threads of its own.
///
/// # Errors
/// Where the system gives no threads.
pub fn thread_pool(workers: usize) -> Result<rayon::ThreadPool, rayon::ThreadPoolBuildError> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(workers)
        .thread_name(|i| format!("gleaner-{i}"))
        .start_handler(|_| tch::set_num_threads(1))
        .build()
}

/// Padded pieces a batch in libtorch: large enough to hide the cost of its calls.
const LIBTORCH_BUDGET: usize = 1024;
/// Pieces a batch in our own forward pass, whose calls cost nothing: what a layer makes of it stays in a core's second-level cache.
const NATIVE_BUDGET: usize = 192;

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
    /// Padded pieces a batch.
    budget: usize,
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

impl Encoder {
    /// Loads a model for a task; a shared encoder brings all its heads.
    ///
    /// # Errors
    /// What is wrong with the folder, and what to do.
    pub fn load(folder: Folder, task: Task, settings: Settings) -> anyhow::Result<Self> {
        let settings = settings.resolve()?;
        let engine = Engine::of(&folder, settings.device, settings.precision)?;
        Self::load_on(folder, task, engine, settings)
    }

    fn load_on(
        folder: Folder,
        task: Task,
        engine: Engine,
        settings: Settings,
    ) -> anyhow::Result<Self> {
        let Settings {
            device, precision, ..
        } = settings;
        let own = folder.config.gleaner.as_ref();
        let tokens = Tokens::load(&folder.path, own.is_some_and(|o| o.case_as_token_type))?;
        let greatest = tokens.greatest_id();
        if let Some(pieces) = folder.config.vocab_size
            && greatest >= pieces
        {
            anyhow::bail!(
                "{}: tokenizer.json has a piece {greatest}, and vocab_size of config.json is {pieces}: the two are of different models",
                folder.path.display()
            );
        }
        let (first, weights) = network::load(&folder, task, engine, device, precision, None)?;
        let mut workers = vec![Mutex::new(first)];
        for _ in 1..settings.workers {
            let (next, _) =
                network::load(&folder, task, engine, device, precision, Some(&weights))?;
            workers.push(Mutex::new(next));
        }
        let special = tokens.open.len() + tokens.close.len();
        let mut encoder = Encoder {
            window: folder.longest().saturating_sub(special).max(4),
            shared: own.is_some(),
            budget: match engine {
                Engine::Native => NATIVE_BUDGET,
                Engine::Libtorch => LIBTORCH_BUDGET,
            },
            tokens,
            task,
            device,
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
        let mut of_sentence: Vec<Range<usize>> = Vec::with_capacity(sentences.len());
        // A sentence that is there twice (an agency's line, a syndicated copy) is encoded once.
        let mut seen: HashMap<&Pieces, usize> = HashMap::with_capacity(sentences.len());
        for (i, s) in sentences.iter().enumerate() {
            match seen.entry(s) {
                Entry::Occupied(first) => of_sentence.push(of_sentence[*first.get()].clone()),
                Entry::Vacant(entry) => {
                    entry.insert(i);
                    let before = all.len();
                    all.extend(windows(i, s, self.window));
                    of_sentence.push(before..all.len());
                }
            }
        }
        let lengths: Vec<usize> = all.iter().map(|w| w.pieces.len()).collect();
        let groups = batches(&lengths, self.budget);
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
                        of_sentence[s]
                            .clone()
                            .map(|w| (&all[w], &read[at[w].0].names[at[w].1][..])),
                    )
                })
                .collect()
        });
        let sentiment = read.iter().any(|b| !b.sentiment.is_empty()).then(|| {
            (0..sentences.len())
                .map(|s| {
                    merge_feelings(
                        of_sentence[s]
                            .clone()
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
        let mut batch = Batch::default();
        for &w in group {
            let window = &all[w];
            let pieces = sentences[window.sentence];
            let before = batch.ids.len();
            batch.ids.extend(open);
            batch.ids.extend(&pieces.ids[window.pieces.clone()]);
            batch.ids.extend(close);
            batch.types.resize(before + open.len(), 0);
            batch.types.extend(
                pieces
                    .types
                    .get(window.pieces.clone())
                    .into_iter()
                    .flatten(),
            );
            batch.types.resize(batch.ids.len(), 0);
            batch.lengths.push(batch.ids.len() - before);
        }
        let longest = batch.longest();
        self.with_worker(|network| {
            // A foreign model makes its own types where it has them: all one sequence.
            let types = !self.tokens_have_no_types();
            let out = network.forward(&batch, self.tokens.pad, types, self.device)?;
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
                    let mask = batch.mask().to_device(self.device.of_libtorch());
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
}

struct BatchAnswer {
    /// A window's word scores.
    names: Vec<Vec<f32>>,
    sentiment: Vec<Feeling>,
    states: Option<States>,
}

#[cfg(test)]
mod tests;
