//! BERT's encoder (Devlin et al. 2019), written for sentences of any length side by side.

use std::path::Path;

use anyhow::{Context, bail};
use serde::Deserialize;

use super::attention::{self, attend};
use super::functions::{gelu_all, normalize};
use super::linear::{self, Linear};
use super::processor::Level;
use super::tensors::Tensors;

/// What `config.json` says of the encoder's sizes, under Hugging Face's names.
#[derive(Clone, Debug, Deserialize)]
pub struct Shape {
    pub hidden_size: usize,
    pub num_hidden_layers: usize,
    pub num_attention_heads: usize,
    pub intermediate_size: usize,
    pub max_position_embeddings: usize,
    pub layer_norm_eps: f32,
    pub hidden_act: String,
    #[serde(default)]
    pub position_embedding_type: Option<String>,
}

impl Shape {
    /// Reads a `config.json`.
    ///
    /// # Errors
    /// Where a field is missing or of another kind.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{}: cannot be read", path.display()))?;
        serde_json::from_str(&text)
            .with_context(|| format!("{}: not a bert model's configuration", path.display()))
    }

    /// Whether the forward pass of this module is the model's: GELU, absolute positions, whole heads.
    pub fn is_native(&self) -> bool {
        self.hidden_act == "gelu"
            && self
                .position_embedding_type
                .as_deref()
                .is_none_or(|p| p == "absolute")
            && self.num_attention_heads > 0
            && self.hidden_size.is_multiple_of(self.num_attention_heads)
            && self.hidden_size.is_multiple_of(4)
            && self.intermediate_size.is_multiple_of(4)
    }
}

/// Layer normalisation's weights.
#[derive(Debug)]
struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

#[derive(Debug)]
struct Layer {
    /// Queries, keys and values, one after the other.
    query_key_value: Linear,
    attention_out: Linear,
    attention_norm: Norm,
    feed_in: Linear,
    feed_out: Linear,
    feed_norm: Norm,
}

/// An encoder with its weights, laid out for the processor.
#[derive(Debug)]
pub struct Bert {
    level: Level,
    shape: Shape,
    words: Vec<f32>,
    positions: Vec<f32>,
    types: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

impl Bert {
    /// Reads the weights under `bert.` of a `model.safetensors`; with `int8` the linear layers are quantised.
    ///
    /// # Errors
    /// A tensor that is missing or does not fit the shape.
    pub fn load(file: &Path, shape: Shape, int8: bool, level: Level) -> anyhow::Result<Self> {
        let tensors = Tensors::open(file)?;
        let (hidden, inner) = (shape.hidden_size, shape.intermediate_size);
        let table = |name: &str, rows| {
            tensors.matrix(
                &format!("bert.embeddings.{name}_embeddings.weight"),
                rows,
                hidden,
            )
        };
        let norm = |name: &str| -> anyhow::Result<Norm> {
            Ok(Norm {
                weight: tensors.vector(&format!("{name}.weight"), hidden)?,
                bias: tensors.vector(&format!("{name}.bias"), hidden)?,
            })
        };
        let linear = |names: &[&str], inputs, outputs| -> anyhow::Result<Linear> {
            let (mut weights, mut bias) = (Vec::new(), Vec::new());
            for name in names {
                weights.extend(tensors.matrix(&format!("{name}.weight"), Some(outputs), inputs)?);
                bias.extend(tensors.vector(&format!("{name}.bias"), outputs)?);
            }
            let layer = Linear::new(&weights, &bias, inputs);
            Ok(if int8 { layer.quantized() } else { layer })
        };
        let mut layers = Vec::with_capacity(shape.num_hidden_layers);
        for i in 0..shape.num_hidden_layers {
            let name = |part: &str| format!("bert.encoder.layer.{i}.{part}");
            let three = ["query", "key", "value"].map(|n| name(&format!("attention.self.{n}")));
            layers.push(Layer {
                query_key_value: linear(&[&three[0], &three[1], &three[2]], hidden, hidden)?,
                attention_out: linear(&[&name("attention.output.dense")], hidden, hidden)?,
                attention_norm: norm(&name("attention.output.LayerNorm"))?,
                feed_in: linear(&[&name("intermediate.dense")], hidden, inner)?,
                feed_out: linear(&[&name("output.dense")], inner, hidden)?,
                feed_norm: norm(&name("output.LayerNorm"))?,
            });
        }
        Ok(Bert {
            words: table("word", None)?,
            positions: table("position", Some(shape.max_position_embeddings))?,
            types: table("token_type", None)?,
            norm: norm("bert.embeddings.LayerNorm")?,
            level,
            shape,
            layers,
        })
    }

    pub fn hidden(&self) -> usize {
        self.shape.hidden_size
    }

    /// The states `[pieces, hidden]` of sentences that follow each other: `ids` and `types` of all their pieces, special ones
    /// included, and the number of pieces of each.
    ///
    /// # Errors
    /// A piece, type or position that the model does not have.
    pub fn forward(
        &self,
        ids: &[u32],
        types: &[u8],
        lengths: &[usize],
    ) -> anyhow::Result<Vec<f32>> {
        let (hidden, level) = (self.shape.hidden_size, self.level);
        let mut states = self.embed(ids, types, lengths)?;
        self.normalize(&mut states, &self.norm);
        let mut wide = Vec::new();
        let mut context = vec![0.0; states.len()];
        let mut for_attention = attention::Scratch::default();
        let mut for_linear = linear::Scratch::default();
        for layer in &self.layers {
            layer
                .query_key_value
                .forward(level, &states, &mut wide, &mut for_linear);
            let mut first = 0;
            for &pieces in lengths {
                attend(
                    level,
                    &wide[first * 3 * hidden..][..pieces * 3 * hidden],
                    hidden,
                    self.shape.num_attention_heads,
                    &mut context[first * hidden..][..pieces * hidden],
                    &mut for_attention,
                );
                first += pieces;
            }
            layer
                .attention_out
                .add_to(level, &context, &mut states, &mut for_linear);
            self.normalize(&mut states, &layer.attention_norm);
            layer
                .feed_in
                .forward(level, &states, &mut wide, &mut for_linear);
            gelu_all(level, &mut wide);
            layer
                .feed_out
                .add_to(level, &wide, &mut states, &mut for_linear);
            self.normalize(&mut states, &layer.feed_norm);
        }
        Ok(states)
    }

    fn normalize(&self, states: &mut [f32], norm: &Norm) {
        let epsilon = self.shape.layer_norm_eps;
        normalize(self.level, states, &norm.weight, &norm.bias, epsilon);
    }

    /// The sum of each piece's word, position and type embedding.
    fn embed(&self, ids: &[u32], types: &[u8], lengths: &[usize]) -> anyhow::Result<Vec<f32>> {
        let hidden = self.shape.hidden_size;
        let row = |table: &[f32], i: usize, what: &str| -> anyhow::Result<std::ops::Range<usize>> {
            let row = i * hidden..(i + 1) * hidden;
            if row.end > table.len() {
                bail!(
                    "the model has no {what} {i}: its tokenizer or its configuration is another model's"
                );
            }
            Ok(row)
        };
        let mut states = Vec::with_capacity(ids.len() * hidden);
        let places = lengths.iter().flat_map(|&n| 0..n);
        for ((&id, &kind), place) in ids.iter().zip(types).zip(places) {
            let word = &self.words[row(&self.words, id as usize, "word piece")?];
            let position = &self.positions[row(&self.positions, place, "position")?];
            let kind = &self.types[row(&self.types, usize::from(kind), "token type")?];
            states.extend((0..hidden).map(|i| word[i] + position[i] + kind[i]));
        }
        Ok(states)
    }
}
