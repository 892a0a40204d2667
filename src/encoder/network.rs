//! rust-bert's forward pass: of a shared encoder with heads, or of a whole foreign model.

use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::{Context, bail};
use rust_bert::Config as _;
use rust_bert::bert::{BertConfig, BertEmbeddings, BertModel};
use tch::{Kind, Tensor, nn};

use super::folder::Folder;
use super::foreign::{self, Forward};
use super::heads::Heads;
use super::precision::{Device, Precision};

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
        bert: Box<BertModel<BertEmbeddings>>,
        heads: Box<Heads>,
    },
    /// A classifier of tokens or of sequences that a user brings: ids, mask and types to logits.
    Foreign(Forward),
}

/// The weights behind networks that share them.
pub struct Weights {
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
    device: Device,
    precision: Precision,
    shared: Option<&Weights>,
) -> anyhow::Result<(Network, Weights)> {
    // rust-bert panics on a configuration that lacks a field.
    catch_unwind(AssertUnwindSafe(|| {
        build(folder, task, device, precision, shared)
    }))
    .unwrap_or_else(|_| {
        bail!(
            "{}: config.json lacks what a {} model needs",
            folder.path.display(),
            folder.config.model_type
        )
    })
}

fn build(
    folder: &Folder,
    task: Task,
    device: Device,
    precision: Precision,
    shared: Option<&Weights>,
) -> anyhow::Result<(Network, Weights)> {
    let config = folder.path.join("config.json");
    let encoder = nn::VarStore::new(device.of_libtorch());
    let root = encoder.root();
    let mut heads = None;
    let kind = folder.config.model_type.as_str();
    let network = match (&folder.config.gleaner, kind, task) {
        (Some(own), "bert", _) => {
            let config = BertConfig::from_file(&config);
            let bert = BertModel::new_with_optional_pooler(&root / "bert", &config, false);
            let store = nn::VarStore::new(device.of_libtorch());
            let built = Heads::new(store.root() / "heads", config.hidden_size, &own.heads);
            heads = Some(store);
            Network::Shared {
                bert: Box::new(bert),
                heads: Box::new(built),
            }
        }
        (None, ..) => Network::Foreign(foreign::build(folder, task, &root)?),
        (Some(_), other, _) => bail!(
            "{}: a model of several heads is of type bert, not `{other}`",
            folder.path.display()
        ),
    };
    let mut weights = Weights { encoder, heads };
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
            match precision {
                Precision::F32 | Precision::Auto => weights.encoder.float(),
                Precision::Bf16 => weights.encoder.bfloat16(),
            }
            if let Some(heads) = &mut weights.heads {
                heads.float();
            }
        }
    }
    Ok((network, weights))
}

impl Network {
    /// Hidden states (of a shared encoder) or logits (of a foreign model), in float32.
    ///
    /// # Errors
    /// What libtorch says, for a sequence that the model cannot take.
    pub fn forward(
        &self,
        ids: &Tensor,
        mask: &Tensor,
        types: Option<&Tensor>,
    ) -> anyhow::Result<Tensor> {
        let out = match self {
            Network::Shared { bert, .. } => {
                bert.forward_t(Some(ids), Some(mask), types, None, None, None, None, false)?
                    .hidden_state
            }
            Network::Foreign(f) => f(ids, mask, types)?,
        };
        Ok(out.to_kind(Kind::Float))
    }
}
