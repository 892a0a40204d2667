//! Models that a user brings: rust-bert's forward pass of each architecture, and what their classes mean.

use anyhow::bail;
use rust_bert::Config as _;
use rust_bert::RustBertError;
use rust_bert::albert::{
    AlbertConfig, AlbertForSequenceClassification, AlbertForTokenClassification,
};
use rust_bert::bert::{BertConfig, BertForSequenceClassification, BertForTokenClassification};
use rust_bert::distilbert::{
    DistilBertConfig, DistilBertForTokenClassification, DistilBertModelClassifier,
};
use rust_bert::electra::{ElectraConfig, ElectraForTokenClassification};
use rust_bert::roberta::{
    RobertaConfig, RobertaForSequenceClassification, RobertaForTokenClassification,
};
use tch::{Tensor, nn};

use super::folder::Folder;
use super::network::Task;
use super::reading::Feeling;

/// Ids, mask and token types to logits.
pub(super) type Forward =
    Box<dyn Fn(&Tensor, &Tensor, Option<&Tensor>) -> Result<Tensor, RustBertError> + Send>;

/// Builds the classifier of tokens or of sequences that the folder's configuration describes.
///
/// # Errors
/// An architecture that is not run here.
pub(super) fn build(folder: &Folder, task: Task, root: &nn::Path) -> anyhow::Result<Forward> {
    let config = folder.path.join("config.json");
    Ok(match (folder.config.model_type.as_str(), task) {
        ("bert", Task::Names) => {
            let m = BertForTokenClassification::new(root, &BertConfig::from_file(&config))?;
            forward(move |i, m_, t| Ok(m.forward_t(Some(i), Some(m_), t, None, None, false).logits))
        }
        ("bert", Task::Sentiment) => {
            let m = BertForSequenceClassification::new(root, &BertConfig::from_file(&config))?;
            forward(move |i, m_, t| Ok(m.forward_t(Some(i), Some(m_), t, None, None, false).logits))
        }
        ("distilbert", Task::Names) => {
            let m =
                DistilBertForTokenClassification::new(root, &DistilBertConfig::from_file(&config))?;
            forward(move |i, m_, _| Ok(m.forward_t(Some(i), Some(m_), None, false)?.logits))
        }
        ("distilbert", Task::Sentiment) => {
            let m = DistilBertModelClassifier::new(root, &DistilBertConfig::from_file(&config))?;
            forward(move |i, m_, _| Ok(m.forward_t(Some(i), Some(m_), None, false)?.logits))
        }
        ("roberta" | "xlm-roberta" | "camembert", Task::Names) => {
            let m = RobertaForTokenClassification::new(root, &RobertaConfig::from_file(&config))?;
            forward(move |i, m_, t| Ok(m.forward_t(Some(i), Some(m_), t, None, None, false).logits))
        }
        ("roberta" | "xlm-roberta" | "camembert", Task::Sentiment) => {
            let m =
                RobertaForSequenceClassification::new(root, &RobertaConfig::from_file(&config))?;
            forward(move |i, m_, t| Ok(m.forward_t(Some(i), Some(m_), t, None, None, false).logits))
        }
        ("electra", Task::Names) => {
            let m = ElectraForTokenClassification::new(root, &ElectraConfig::from_file(&config))?;
            forward(move |i, m_, t| Ok(m.forward_t(Some(i), Some(m_), t, None, None, false).logits))
        }
        ("albert", Task::Names) => {
            let m = AlbertForTokenClassification::new(root, &AlbertConfig::from_file(&config))?;
            forward(move |i, m_, t| Ok(m.forward_t(Some(i), Some(m_), t, None, None, false).logits))
        }
        ("albert", Task::Sentiment) => {
            let m = AlbertForSequenceClassification::new(root, &AlbertConfig::from_file(&config))?;
            forward(move |i, m_, t| Ok(m.forward_t(Some(i), Some(m_), t, None, None, false).logits))
        }
        (other, task) => bail!(
            "{}: a model of type `{other}` is not run here for {}; bert, distilbert, roberta, xlm-roberta and albert are (and electra for names)",
            folder.path.display(),
            task.as_str()
        ),
    })
}

fn forward(
    f: impl Fn(&Tensor, &Tensor, Option<&Tensor>) -> Result<Tensor, RustBertError> + Send + 'static,
) -> Forward {
    Box::new(f)
}

/// How a foreign sentiment model's classes map to negative, neutral, positive.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Classes(Vec<[f32; 3]>);

impl Classes {
    pub(super) fn of(folder: &Folder) -> anyhow::Result<Self> {
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

    pub(super) fn feeling(&self, p: &[f32]) -> Feeling {
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
