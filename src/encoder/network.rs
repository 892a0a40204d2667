//! The forward pass of a shared encoder, our own or rust-bert's, or of a whole foreign model.

use std::sync::Arc;

use anyhow::{Context, bail};
use rust_bert::Config as _;
use rust_bert::bert::{BertConfig, BertEmbeddings, BertModel};
use tch::{Kind, Tensor, nn};

use super::folder::Folder;
use super::foreign::{self, Forward};
use super::heads::Heads;
use super::native::{Bert, Level, Shape};
use super::precision::{Device, Precision};
use crate::caught::caught;

/// What a foreign model is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    Names,
    Sentiment,
}

impl Task {
    pub fn as_str(self) -> &'static str {
        match self {
            Task::Names => "names",
            Task::Sentiment => "sentiment",
        }
    }
}

/// A model on a device.
pub enum Network {
    /// One encoder, a head a task.
    Shared {
        encoder: SharedEncoder,
        heads: Box<Heads>,
    },
    /// A classifier of tokens or of sequences that a user brings: ids, mask and types to logits.
    Foreign(Forward),
}

/// What computes a shared encoder's states.
pub enum SharedEncoder {
    /// Our own forward pass, on the processor; one for all workers.
    Native(Arc<Bert>),
    /// rust-bert's: on graphics cards, in bfloat16, and as the reference.
    Libtorch(Box<BertModel<BertEmbeddings>>),
}

/// Which forward pass a shared encoder goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Native,
    Libtorch,
}

impl Engine {
    /// Our own for float32 and int8 on the processor, where it is the model's kind of network.
    pub fn of(folder: &Folder, device: Device, precision: Precision) -> anyhow::Result<Engine> {
        if folder.config.gleaner.is_none() || device != Device::Cpu || precision == Precision::Bf16
        {
            return Ok(Engine::Libtorch);
        }
        let native = Shape::open(&folder.path.join("config.json"))?.is_native();
        Ok(if native {
            Engine::Native
        } else {
            Engine::Libtorch
        })
    }
}

/// The weights behind networks that share them.
pub struct Weights {
    native: Option<Arc<Bert>>,
    encoder: nn::VarStore,
    heads: Option<nn::VarStore>,
}

impl Weights {
    /// Lets `self`'s variables be those of `other`, so that both take the memory of one.
    fn share(&mut self, other: &Weights) {
        fn share(mine: &nn::VarStore, theirs: &nn::VarStore) {
            let theirs = theirs.variables();
            for (name, mut var) in mine.variables() {
                if let Some(src) = theirs.get(&name) {
                    var.set_data(src);
                }
            }
        }
        share(&self.encoder, &other.encoder);
        if let (Some(mine), Some(theirs)) = (&self.heads, &other.heads) {
            share(mine, theirs);
        }
    }
}

/// Builds the network of a folder. With `shared` its weights are those; without, they are read from the folder.
///
/// # Errors
/// An architecture that is not run here, weights that do not fit it, or a broken file.
pub fn load(
    folder: &Folder,
    task: Task,
    engine: Engine,
    device: Device,
    precision: Precision,
    shared: Option<&Weights>,
) -> anyhow::Result<(Network, Weights)> {
    // rust-bert panics on a configuration that it cannot use.
    caught(|| build(folder, task, engine, device, precision, shared)).unwrap_or_else(|why| {
        bail!(
            "{}: no {} model can be made of config.json: {why}",
            folder.path.display(),
            folder.config.model_type
        )
    })
}

fn build(
    folder: &Folder,
    task: Task,
    engine: Engine,
    device: Device,
    precision: Precision,
    shared: Option<&Weights>,
) -> anyhow::Result<(Network, Weights)> {
    let config = folder.path.join("config.json");
    let encoder = nn::VarStore::new(device.of_libtorch());
    let root = encoder.root();
    let mut heads = None;
    let mut native = None;
    let kind = folder.config.model_type.as_str();
    let network = match (&folder.config.gleaner, kind, task) {
        (Some(own), "bert", _) => {
            let shape = Shape::open(&config)?;
            let hidden = shape.hidden_size as i64;
            let shared_encoder = match (engine, shared.and_then(|s| s.native.as_ref())) {
                (Engine::Libtorch, _) => {
                    let config = BertConfig::from_file(&config);
                    let bert = BertModel::new_with_optional_pooler(&root / "bert", &config, false);
                    SharedEncoder::Libtorch(Box::new(bert))
                }
                (Engine::Native, Some(bert)) => SharedEncoder::Native(bert.clone()),
                (Engine::Native, None) => SharedEncoder::Native(Arc::new(Bert::load(
                    &folder.weights(),
                    shape,
                    precision == Precision::Int8,
                    Level::best(),
                )?)),
            };
            if let SharedEncoder::Native(bert) = &shared_encoder {
                native = Some(bert.clone());
            }
            let store = nn::VarStore::new(device.of_libtorch());
            let built = Heads::new(store.root() / "heads", hidden, &own.heads);
            heads = Some(store);
            Network::Shared {
                encoder: shared_encoder,
                heads: Box::new(built),
            }
        }
        (None, ..) => Network::Foreign(foreign::build(folder, task, &root)?),
        (Some(_), other, _) => bail!(
            "{}: a model of several heads is of type bert, not `{other}`",
            folder.path.display()
        ),
    };
    let mut weights = Weights {
        native,
        encoder,
        heads,
    };
    match shared {
        Some(shared) => weights.share(shared),
        None => {
            let file = folder.weights();
            for store in std::iter::once(&mut weights.encoder).chain(weights.heads.as_mut()) {
                store.load(&file).with_context(|| {
                    format!("{}: the weights do not fit the model", file.display())
                })?;
                store.freeze();
            }
            match precision.of_libtorch() {
                Precision::Bf16 => weights.encoder.bfloat16(),
                _ => weights.encoder.float(),
            }
            if let Some(heads) = &mut weights.heads {
                heads.float();
            }
        }
    }
    Ok((network, weights))
}

/// Rows of word pieces, one after the other.
#[derive(Debug, Default)]
pub struct Batch {
    pub ids: Vec<u32>,
    pub types: Vec<u8>,
    /// The number of pieces of each row.
    pub lengths: Vec<usize>,
}

impl Batch {
    pub fn longest(&self) -> usize {
        self.lengths.iter().copied().max().unwrap_or(0)
    }

    /// `[rows, longest]`: the numbers of each row, then `pad`.
    fn padded(&self, numbers: impl Iterator<Item = i64>, pad: i64) -> Tensor {
        let longest = self.longest();
        let mut out = vec![pad; self.lengths.len() * longest];
        let places = self
            .lengths
            .iter()
            .enumerate()
            .flat_map(|(row, n)| row * longest..row * longest + n);
        for (place, x) in places.zip(numbers) {
            out[place] = x;
        }
        Tensor::from_slice(&out).view([self.lengths.len() as i64, longest as i64])
    }

    /// `[rows, longest]`: 1 where there is a piece, 0 for padding.
    pub fn mask(&self) -> Tensor {
        self.padded(self.ids.iter().map(|_| 1), 0)
    }

    /// States `[pieces, hidden]` as `[rows, longest, hidden]`, with zeros for padding.
    fn padded_states(&self, states: &[f32], hidden: usize) -> Tensor {
        let longest = self.longest();
        let mut out = vec![0f32; self.lengths.len() * longest * hidden];
        let mut rest = states;
        for (row, pieces) in out.chunks_exact_mut(longest * hidden).zip(&self.lengths) {
            let (mine, others) = rest.split_at(pieces * hidden);
            row[..mine.len()].copy_from_slice(mine);
            rest = others;
        }
        Tensor::from_slice(&out).view([self.lengths.len() as i64, longest as i64, hidden as i64])
    }
}

impl Network {
    /// Hidden states `[rows, longest, hidden]` (of a shared encoder) or logits (of a foreign model), in float32. `pad` is the
    /// piece that fills rows up; `types` says whether the model takes token types.
    ///
    /// # Errors
    /// What libtorch says, for a sequence that the model cannot take.
    pub fn forward(
        &self,
        batch: &Batch,
        pad: u32,
        types: bool,
        device: Device,
    ) -> anyhow::Result<Tensor> {
        let tensors = || {
            let device = device.of_libtorch();
            let ids = batch.ids.iter().map(|id| i64::from(*id));
            let kinds = batch.types.iter().map(|t| i64::from(*t));
            (
                batch.padded(ids, i64::from(pad)).to_device(device),
                batch.mask().to_device(device),
                types.then(|| batch.padded(kinds, 0).to_device(device)),
            )
        };
        let out = match self {
            Network::Shared {
                encoder: SharedEncoder::Native(bert),
                ..
            } => {
                let states = bert.forward(&batch.ids, &batch.types, &batch.lengths)?;
                batch.padded_states(&states, bert.hidden())
            }
            Network::Shared {
                encoder: SharedEncoder::Libtorch(bert),
                ..
            } => {
                let (ids, mask, types) = tensors();
                let (ids, mask, types) = (Some(&ids), Some(&mask), types.as_ref());
                bert.forward_t(ids, mask, types, None, None, None, None, false)?
                    .hidden_state
            }
            Network::Foreign(f) => {
                let (ids, mask, types) = tensors();
                f(&ids, &mask, types.as_ref())?
            }
        };
        Ok(out.to_kind(Kind::Float))
    }
}
