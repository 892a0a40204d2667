//! The entities while their names are joined.

use std::collections::HashMap;

use super::super::clusters::{Cluster, Clusters, Name};
use super::units::{Unit, argmax, scores};
use super::{CANDIDATES, SURE};
use crate::document::{EntityType, Mention, Rule};
use crate::language::nouns::Gender;

/// An entity while its names are joined.
pub(super) struct Working {
    pub words: Vec<String>,
    pub entity_type: EntityType,
    pub gender: Gender,
    pub names: Vec<usize>,
}

/// The entities so far, and where they are found again.
pub(super) struct Builder {
    /// The entity of each name.
    pub of: Vec<Option<usize>>,
    /// The rule that joined each name to names of another spelling.
    pub rules: Vec<Option<Rule>>,
    pub clusters: Vec<Working>,
    /// Person entities by each word of their fullest name.
    pub by_word: HashMap<String, Vec<usize>>,
    /// Other entities by the first and the last word.
    pub by_key: HashMap<String, Vec<usize>>,
    /// Other entities by the initials of their words.
    pub initials: HashMap<String, usize>,
    /// Units that are settled one mention at a time: a surname may go to two.
    pub deferred: Vec<usize>,
    /// Union-find over clusters.
    parent: Vec<usize>,
}

impl Builder {
    /// A builder for so many names.
    pub fn new(names: usize) -> Self {
        Builder {
            of: vec![None; names],
            rules: vec![None; names],
            clusters: Vec::new(),
            by_word: HashMap::new(),
            by_key: HashMap::new(),
            initials: HashMap::new(),
            deferred: Vec::new(),
            parent: Vec::new(),
        }
    }

    pub fn open(&mut self, unit: &Unit, names: Vec<usize>) -> usize {
        let index = self.clusters.len();
        let gender = if unit.entity_type == EntityType::Per {
            unit.gender.or(unit
                .words
                .first()
                .map_or(Gender::Unknown, |word| Gender::of_first_name(word)))
        } else {
            Gender::Unknown
        };
        for &name in &names {
            self.of[name] = Some(index);
        }
        self.clusters.push(Working {
            words: unit.words.clone(),
            entity_type: unit.entity_type,
            gender,
            names,
        });
        self.parent.push(index);
        index
    }

    pub fn join(&mut self, index: usize, unit: &Unit, names: &[usize], rule: Rule) {
        for &name in names {
            self.of[name] = Some(index);
            self.rules[name] = Some(rule);
        }
        let cluster = &mut self.clusters[index];
        cluster.names.extend(names);
        cluster.gender = cluster.gender.or(unit.gender);
    }

    pub fn persons(&self, word: &str) -> &[usize] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    pub fn index_person(&mut self, index: usize) {
        let words = self.clusters[index].words.clone();
        for word in &words {
            let entry = self.by_word.entry(word.clone()).or_default();
            if entry.len() < CANDIDATES && !entry.contains(&index) {
                entry.push(index);
            }
        }
    }

    pub fn root(&self, mut index: usize) -> usize {
        while self.parent[index] != index {
            index = self.parent[index];
        }
        index
    }

    pub fn merge(&mut self, one: usize, other: usize) {
        let (a, b) = (self.root(one), self.root(other));
        if a == b {
            return;
        }
        let (a, b) = (a.min(b), a.max(b));
        self.parent[b] = a;
        let names = std::mem::take(&mut self.clusters[b].names);
        let gender = self.clusters[b].gender;
        self.clusters[a].names.extend(names);
        self.clusters[a].gender = self.clusters[a].gender.or(gender);
    }

    pub fn finish(mut self, mut names: Vec<Name>, mentions: &[Mention]) -> Clusters {
        for i in 0..names.len() {
            names[i].rule = self.rules[i];
            if self.of[i].is_none() {
                let index = self.clusters.len();
                self.clusters.push(Working {
                    words: names[i].words.clone(),
                    entity_type: mentions[i].entity_type,
                    gender: names[i].gender,
                    names: vec![i],
                });
                self.parent.push(index);
                self.of[i] = Some(index);
            }
        }
        // Shortest paths once, then numbers in order of first mention.
        let roots: Vec<usize> = (0..self.clusters.len())
            .map(|index| self.root(index))
            .collect();
        let mut number: HashMap<usize, usize> = HashMap::new();
        let mut clusters: Vec<Cluster> = Vec::new();
        let mut of = Vec::with_capacity(names.len());
        for (i, name) in names.iter().enumerate() {
            let root = roots[self.of[i].unwrap_or(0)];
            let index = *number.entry(root).or_insert_with(|| {
                clusters.push(Cluster {
                    entity_type: self.clusters[root].entity_type,
                    gender: self.clusters[root].gender,
                    names: Vec::new(),
                });
                clusters.len() - 1
            });
            clusters[index].names.push(i);
            of.push(index);
            if clusters[index].gender == Gender::Unknown && name.gender != Gender::Unknown {
                clusters[index].gender = name.gender;
            }
        }
        for cluster in &mut clusters {
            let mut sum = [0f32; 4];
            // What the model is sure that a full name is.
            let mut sure = [false; 4];
            for &i in &cluster.names {
                let scores = scores(&mentions[i]);
                let top = argmax(&scores);
                sure[top] |= names[i].words.len() > 1 && scores[top] >= SURE;
                for (total, score) in sum.iter_mut().zip(scores) {
                    *total += score;
                }
            }
            // Alma Derby is a person, however often she is Derby alone.
            cluster.entity_type = match sure {
                [true, false, false, false] => EntityType::Per,
                _ => EntityType::NAMES[argmax(&sum)],
            };
        }
        Clusters {
            names,
            of,
            clusters,
        }
    }
}
