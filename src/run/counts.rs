use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::extraction::Extraction;

/// The most names that are counted at a time; the rarest are let go beyond it.
const NAMES: usize = 100_000;

/// How much a run found.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Counts {
    /// Documents, those of other languages included.
    pub documents: u64,
    /// Documents of other languages, which were not looked into.
    pub other_language: u64,
    /// Documents of which it is known when they were published.
    #[serde(default)]
    pub dated: u64,
    /// Documents of which it is not, since nothing tells whether the day or the month of their date comes first.
    #[serde(default)]
    pub open_dates: u64,
    /// Documents that repeat an earlier one.
    #[serde(default)]
    pub copies: u64,
    /// Sentences, titles included.
    pub sentences: u64,
    /// Mentions of entities.
    pub mentions: u64,
    /// Entities, those of each document for itself.
    pub entities: u64,
    /// Relations.
    pub relations: u64,
    /// Inputs that could not be read, and documents that could not be extracted.
    pub errors: u64,
    /// Mentions by name and type.
    names: HashMap<String, u64>,
}

impl Counts {
    pub(crate) fn add(&mut self, x: &Extraction) {
        self.documents += 1;
        self.other_language += u64::from(x.passed_over);
        let about = &x.document.about;
        self.dated += u64::from(x.document.published.is_some());
        self.open_dates += u64::from(about.open_date);
        self.copies += u64::from(about.duplicate_of.is_some());
        self.sentences += x.sentences.len() as u64;
        self.relations += x.shown_relations().count() as u64;
        for (i, e) in x.entities.iter().enumerate() {
            let mentions = x.shown_mentions_of(i).count() as u64;
            self.mentions += mentions;
            self.entities += u64::from(mentions > 0);
            if mentions > 0 && e.entity_type.is_name() {
                *self
                    .names
                    .entry(format!("{} ({})", e.name, e.entity_type.as_str()))
                    .or_default() += mentions;
            }
        }
        if self.names.len() > 2 * NAMES {
            let mut counts: Vec<u64> = self.names.values().copied().collect();
            counts.sort_unstable_by(|a, b| b.cmp(a));
            let least = counts[NAMES];
            self.names.retain(|_, n| *n > least);
        }
    }

    /// The figures without the names.
    pub(crate) fn figures(&self) -> serde_json::Value {
        serde_json::json!({
            "documents": self.documents,
            "documents_of_other_languages": self.other_language,
            "sentences": self.sentences,
            "mentions": self.mentions,
            "entities": self.entities,
            "relations": self.relations,
            "errors": self.errors,
        })
    }

    /// The `n` names that are mentioned most, each as `name (type)`, with how often; of a large run about.
    pub fn most_frequent(&self, n: usize) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> = self.names.iter().map(|(k, v)| (k.as_str(), *v)).collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        all.truncate(n);
        all
    }
}
