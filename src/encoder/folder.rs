//! A model folder as Hugging Face lays it out, or a hub id that becomes one.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// What `config.json` says of a model; the architecture's own fields are read by rust-bert.
#[derive(Clone, Debug, Deserialize)]
pub struct Config {
    pub model_type: String,
    /// How many word pieces the model knows.
    #[serde(default)]
    pub vocab_size: Option<u32>,
    #[serde(default)]
    pub max_position_embeddings: Option<usize>,
    #[serde(default)]
    pub id2label: BTreeMap<usize, String>,
    /// What is special to a model trained for this program; a foreign model has none.
    #[serde(default)]
    pub gleaner: Option<Gleaner>,
    #[serde(default)]
    pub license: Option<String>,
}

/// The part of `config.json` that a shared encoder with several heads has.
#[derive(Clone, Debug, Deserialize)]
pub struct Gleaner {
    /// The case of a word is its pieces' token type.
    #[serde(default)]
    pub case_as_token_type: bool,
    /// The longest sequence that the model was trained on, in pieces.
    pub longest: usize,
    pub heads: Heads,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Heads {
    pub names: Option<NamesHead>,
    pub sentiment: Option<SentimentHead>,
    pub target: Option<TargetHead>,
    pub relations: Option<RelationsHead>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct NamesHead {
    /// BIO tags in the order of the logits.
    pub labels: Vec<String>,
    /// Mentions below it are left out unless the user says otherwise: the best cut on development data.
    #[serde(default)]
    pub min_score: f32,
}

#[derive(Clone, Debug, Deserialize)]
pub struct SentimentHead {
    pub labels: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct TargetHead {
    pub labels: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct RelationsHead {
    pub labels: Vec<String>,
    pub span_types: Vec<String>,
    pub span_kinds: Vec<String>,
    /// Scale and shift of the logit that make the probabilities mean what they say, fitted on held-out data.
    #[serde(default = "uncalibrated")]
    pub calibration: [f32; 2],
    /// Rows below it are left out unless the user says otherwise: the best cut on development data.
    #[serde(default)]
    pub min_score: f32,
}

fn uncalibrated() -> [f32; 2] {
    [1.0, 0.0]
}

/// A model folder whose files are there.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The folder on this machine.
    pub path: PathBuf,
    /// Its config.json.
    pub config: Config,
}

/// The files that a model folder needs.
const FILES: [&str; 3] = ["config.json", "tokenizer.json", "model.safetensors"];

/// Gives the path of a file of a hub's model.
type Getter = Box<dyn Fn(&str) -> anyhow::Result<PathBuf>>;

/// Brings a hub's model into the Hugging Face cache, where it is not there yet, and returns the path of its config.json.
///
/// `HF_HOME`, `HF_ENDPOINT` and `HF_TOKEN` are honoured; with `HF_HUB_OFFLINE` only the cache is looked into.
fn fetch(name: &str) -> anyhow::Result<PathBuf> {
    let offline = std::env::var("HF_HUB_OFFLINE")
        .is_ok_and(|v| ["1", "true", "on", "yes"].contains(&v.to_lowercase().as_str()));
    let get: Getter = if offline {
        let cache = hf_hub::Cache::from_env().model(name.to_string());
        Box::new(move |file| {
            cache
                .get(file)
                .context("HF_HUB_OFFLINE is set, and the cache does not have it")
        })
    } else {
        let mut builder = hf_hub::api::sync::ApiBuilder::from_env().with_progress(false);
        if let Ok(token) = std::env::var("HF_TOKEN") {
            builder = builder.with_token(Some(token));
        }
        let api = builder
            .build()
            .context("the Hugging Face hub's cache cannot be set up")?;
        let repo = api.model(name.to_string());
        Box::new(move |file| Ok(repo.get(file)?))
    };
    let config = get(FILES[0]).with_context(|| {
        format!(
            "{name}: no such folder, and it could not be fetched from the Hugging Face hub; name a folder that holds {}",
            FILES.join(", ")
        )
    })?;
    for file in &FILES[1..] {
        get(file).with_context(|| {
            format!("{name}: the hub has no {file} for it, which gleaner needs")
        })?;
    }
    Ok(config)
}

impl Folder {
    /// Opens a folder, or fetches `owner/name` from the Hugging Face hub into its usual cache.
    ///
    /// # Errors
    /// Where it is neither, a file is missing, or `config.json` cannot be read.
    pub fn open(name: &str) -> anyhow::Result<Self> {
        let path = Path::new(name);
        if path.is_dir() {
            return Self::at(path);
        }
        let mut parts = name.split('/');
        let hub = matches!((parts.next(), parts.next(), parts.next()), (Some(a), Some(b), None) if !a.is_empty() && !b.is_empty() && a != "." && a != "..");
        if !hub {
            bail!("{name}: no such model folder (and not a hub id of the form owner/name)");
        }
        let config = fetch(name)?;
        let folder = config.parent().context("the hub's cache gave no folder")?;
        Self::at(folder)
    }

    fn at(path: &Path) -> anyhow::Result<Self> {
        for file in FILES {
            if !path.join(file).is_file() {
                bail!(
                    "{}: a model folder needs {file}, and there is none (Hugging Face tools write it with save_pretrained)",
                    path.display()
                );
            }
        }
        let file = path.join("config.json");
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("{}: cannot be read", file.display()))?;
        let config: Config = serde_json::from_str(&text)
            .with_context(|| format!("{}: not a model's configuration", file.display()))?;
        Ok(Folder {
            path: path.to_path_buf(),
            config,
        })
    }

    /// The file of the weights.
    pub fn weights(&self) -> PathBuf {
        self.path.join("model.safetensors")
    }

    /// SHA-256 over what decides the model's answers: configuration, tokenizer and weights.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub fn checksum(&self) -> anyhow::Result<String> {
        let mut hash = Sha256::new();
        for name in FILES {
            let path = self.path.join(name);
            let mut file = std::fs::File::open(&path)
                .with_context(|| format!("{}: cannot be read", path.display()))?;
            let mut buffer = vec![0; 1 << 20];
            loop {
                let n = file
                    .read(&mut buffer)
                    .with_context(|| format!("{}: cannot be read", path.display()))?;
                if n == 0 {
                    break;
                }
                hash.update(&buffer[..n]);
            }
        }
        Ok(hash.finalize().iter().map(|b| format!("{b:02x}")).collect())
    }

    /// Bytes of the weights.
    pub fn size(&self) -> u64 {
        std::fs::metadata(self.weights())
            .map(|m| m.len())
            .unwrap_or(0)
    }

    /// Pieces that a sequence may have, special ones included.
    pub fn longest(&self) -> usize {
        match &self.config.gleaner {
            Some(own) => own.longest,
            None => {
                let positions = self.config.max_position_embeddings.unwrap_or(512);
                // RoBERTa and its kin count positions from 2.
                let positions = if positions > 512 && positions < 600 {
                    512
                } else {
                    positions
                };
                positions.min(512)
            }
        }
    }

    /// The licence that the model card's front matter or the configuration names.
    pub fn licence(&self) -> Option<String> {
        if let Some(l) = &self.config.license {
            return Some(l.clone());
        }
        let card = std::fs::read_to_string(self.path.join("README.md")).ok()?;
        let front = card.strip_prefix("---\n")?.split("\n---").next()?;
        front
            .lines()
            .find_map(|l| l.strip_prefix("license:").map(|v| v.trim().to_string()))
    }
}
