//! From joined names to identities: which bearer a bare surname means, and which people of one name are two.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::corpus::Corpus;
use super::groups::{GroupId, Groups};
use crate::document::{EntityType, Rule};

/// An entity is of this identity because its name is, in full, a name of it.
pub(crate) const FULL_NAME: Rule = Rule("full_name");
/// A name of one word that no text gives in full, in documents that share what stands around it.
pub(crate) const ONE_WORD_IN_CONTEXT: Rule = Rule("one_word_in_context");
/// A surname of which the corpus has one bearer, in a document on the bearer's beat.
pub(crate) const SURNAME_OF_ONE_BEARER: Rule = Rule("surname_of_one_bearer");
/// Of people of one name, the one whose age or beat agrees.
pub(crate) const SPLIT_BY_CONTRADICTION: Rule = Rule("split_by_contradiction");
/// A person said so.
pub(crate) const DECIDED: Rule = Rule("decided");

/// The identity of every entity, and the rule that gave it.
#[derive(Debug)]
pub(crate) struct Assignment {
    /// Numbers from 0 in order of first appearance.
    pub identity: Vec<u32>,
    pub rule: Vec<Rule>,
}

/// What stands around a name is looked at in so many of its documents.
const MOST_DOCUMENTS: usize = 64;
/// Above so many bearers of a surname none is told from another.
const MOST_BEARERS: usize = 24;
/// Of the people who share a bare name, so many are looked at, the latest first.
const MOST_PARTS: usize = 64;
/// A name in more than this share of a large corpus's documents says nothing of the beat.
const COMMON: f64 = 0.05;
/// Below so many documents every name says something of the beat.
const SMALL_CORPUS: usize = 100;

/// Gives every entity its identity.
pub(crate) fn assign(corpus: &Corpus, groups: &Groups) -> Assignment {
    let roots: Vec<GroupId> = groups.of_entity.iter().map(|&g| groups.root(g)).collect();
    let beats = Beats::new(corpus, &roots);
    let mut keys: Vec<Key> = roots
        .iter()
        .zip(&groups.of_entity)
        .map(|(&root, &group)| Key {
            root,
            part: 0,
            rule: groups.rule(group).unwrap_or(FULL_NAME),
        })
        .collect();
    split_by_contradiction(corpus, &beats, &mut keys);
    surnames(corpus, groups, &beats, &mut keys);
    let mut number: HashMap<(GroupId, u32), u32> = HashMap::new();
    let identity = keys
        .iter()
        .map(|key| {
            let next = number.len() as u32;
            *number.entry((key.root, key.part)).or_insert(next)
        })
        .collect();
    Assignment {
        identity,
        rule: keys.iter().map(|key| key.rule).collect(),
    }
}

/// An identity before it has a number: a joined name, and which of the people of that name.
#[derive(Clone, Copy)]
struct Key {
    root: GroupId,
    part: u32,
    rule: Rule,
}

/// What stands around the names of the corpus.
struct Beats<'a> {
    corpus: &'a Corpus,
    roots: &'a [GroupId],
    /// In how many documents a joined name occurs.
    documents: HashMap<GroupId, u32>,
}

impl<'a> Beats<'a> {
    fn new(corpus: &'a Corpus, roots: &'a [GroupId]) -> Self {
        let mut documents: HashMap<GroupId, u32> = HashMap::new();
        for &root in roots {
            *documents.entry(root).or_default() += 1;
        }
        Beats {
            corpus,
            roots,
            documents,
        }
    }

    /// Returns the names in the documents of some entities, without the entities' own and without those that are everywhere.
    fn around(&self, entities: &[usize]) -> HashSet<GroupId> {
        let all = self.corpus.documents.len();
        let mut around = HashSet::new();
        for &entity in entities.iter().take(MOST_DOCUMENTS) {
            for other in self
                .corpus
                .entities_of(self.corpus.entities[entity].document)
            {
                let root = self.roots[other];
                let common =
                    all >= SMALL_CORPUS && f64::from(self.documents[&root]) > COMMON * all as f64;
                if root != self.roots[entity] && !common {
                    around.insert(root);
                }
            }
        }
        around
    }
}

/// One of the people of a name: when they may be born, and their entities.
type Part = ((i16, i16), Vec<usize>);

/// Parts people of one name whose years of birth do not agree. Those of whom no year is known go with the part whose beat
/// they share most, else with the larger.
///
/// Example: a James Ward of 34 and one of 71, a year apart. Not: 34 and 35.
fn split_by_contradiction(corpus: &Corpus, beats: &Beats, keys: &mut [Key]) {
    let mut born: BTreeMap<GroupId, Vec<usize>> = BTreeMap::new();
    for (entity, facts) in corpus.entities.iter().enumerate() {
        if facts.born.is_some() && facts.entity_type == EntityType::Per {
            born.entry(keys[entity].root).or_default().push(entity);
        }
    }
    born.retain(|_, known| known.len() > 1);
    let mut parts_of: BTreeMap<GroupId, Vec<Part>> = BTreeMap::new();
    for (root, known) in born {
        let mut parts: Vec<Part> = Vec::new();
        for entity in known {
            let Some((from, to)) = corpus.entities[entity].born else {
                continue;
            };
            // Ages are rounded and birthdays unknown: a year of doubt on either side.
            let fits = |years: &(i16, i16)| from <= years.1 + 1 && years.0 - 1 <= to;
            match parts.iter_mut().find(|(years, _)| fits(years)) {
                Some((_, entities)) => entities.push(entity),
                None => parts.push(((from, to), vec![entity])),
            }
        }
        if parts.len() > 1 {
            parts_of.insert(root, parts);
        }
    }
    if parts_of.is_empty() {
        return;
    }
    let mut unknown: BTreeMap<GroupId, Vec<usize>> = BTreeMap::new();
    for (entity, key) in keys.iter().enumerate() {
        let root = key.root;
        if parts_of.contains_key(&root) && corpus.entities[entity].born.is_none() {
            unknown.entry(root).or_default().push(entity);
        }
    }
    for (root, parts) in &parts_of {
        let around: Vec<HashSet<GroupId>> = parts
            .iter()
            .map(|(_, entities)| beats.around(entities))
            .collect();
        for (part, (_, entities)) in parts.iter().enumerate() {
            for &entity in entities {
                keys[entity].part = part as u32;
                keys[entity].rule = SPLIT_BY_CONTRADICTION;
            }
        }
        for &entity in unknown.get(root).into_iter().flatten() {
            let own = beats.around(&[entity]);
            let part = (0..parts.len())
                .max_by_key(|&p| {
                    let shared = own.intersection(&around[p]).count();
                    (shared, parts[p].1.len(), std::cmp::Reverse(p))
                })
                .unwrap_or(0);
            keys[entity].part = part as u32;
            keys[entity].rule = SPLIT_BY_CONTRADICTION;
        }
    }
}

/// Gives people who have one word for a name in their document the corpus's one bearer of it on that beat; parts those who
/// share nothing.
///
/// Example: `McGauran` in a text on wheat is Peter McGauran, whom other texts on wheat have in full. Not: where a text on wheat
/// names both Peter and Julian McGauran, or where the only Hale of the corpus is a singer and the text is on wheat.
fn surnames(corpus: &Corpus, groups: &Groups, beats: &Beats, keys: &mut [Key]) {
    let mut bearers: HashMap<&str, Vec<GroupId>> = HashMap::new();
    for (id, group) in groups.all.iter().enumerate() {
        if group.entity_type == EntityType::Per
            && group.form.words.len() > 1
            && let Some(surname) = group.form.last()
        {
            bearers.entry(surname).or_default().push(groups.root(id));
        }
    }
    let mut bare: BTreeMap<GroupId, Vec<usize>> = BTreeMap::new();
    for (entity, &group) in groups.of_entity.iter().enumerate() {
        let group = &groups.all[group];
        if group.entity_type == EntityType::Per && group.form.words.len() == 1 {
            bare.entry(groups.of_entity[entity])
                .or_default()
                .push(entity);
        }
    }
    let mut wanted: HashMap<GroupId, Vec<usize>> = HashMap::new();
    let mut candidates: BTreeMap<GroupId, Vec<GroupId>> = BTreeMap::new();
    for &group in bare.keys() {
        let short = &groups.all[group];
        let mut roots: Vec<GroupId> = short.short_for.keys().map(|&g| groups.root(g)).collect();
        roots.extend(
            short
                .form
                .last()
                .and_then(|w| bearers.get(w))
                .into_iter()
                .flatten(),
        );
        roots.sort_unstable();
        roots.dedup();
        roots.retain(|&root| root != groups.root(group));
        if roots.len() <= MOST_BEARERS {
            for &root in &roots {
                wanted.entry(root).or_default();
            }
            candidates.insert(group, roots);
        }
    }
    for (entity, key) in keys.iter().enumerate() {
        if let Some(entities) = wanted.get_mut(&key.root)
            && entities.len() < MOST_DOCUMENTS
        {
            entities.push(entity);
        }
    }
    // Of two people of one name a bare surname may mean either.
    let split: HashSet<GroupId> = keys.iter().filter(|k| k.part > 0).map(|k| k.root).collect();
    let mut around: HashMap<GroupId, HashSet<GroupId>> = HashMap::new();
    for (group, entities) in bare {
        let candidates = candidates.get(&group).map_or(&[][..], Vec::as_slice);
        // Those left over, each part with what stands around it.
        let mut parts: Vec<HashSet<GroupId>> = Vec::new();
        for entity in entities {
            let own = beats.around(&[entity]);
            let document = corpus.entities[entity].document;
            let here: HashSet<GroupId> = corpus
                .entities_of(document)
                .map(|e| beats.roots[e])
                .collect();
            let mut shares: Vec<(usize, GroupId)> = Vec::new();
            for &root in candidates {
                // The document has both, and tells them apart.
                if here.contains(&root) {
                    continue;
                }
                let theirs = around
                    .entry(root)
                    .or_insert_with(|| beats.around(&wanted[&root]));
                shares.push((own.intersection(theirs).count(), root));
            }
            shares.sort_unstable_by(|a, b| b.cmp(a));
            let bearer = match shares[..] {
                [(shared, root)] if shared > 0 && candidates.len() == 1 => Some(root),
                [(most, root), (next, _), ..] if most >= 2 && next == 0 => Some(root),
                _ => None,
            }
            .filter(|root| !split.contains(root));
            if let Some(root) = bearer {
                keys[entity] = Key {
                    root,
                    part: 0,
                    rule: SURNAME_OF_ONE_BEARER,
                };
                continue;
            }
            let known = (parts.len().saturating_sub(MOST_PARTS)..parts.len())
                .rev()
                .find(|&p| parts[p].intersection(&own).next().is_some());
            let part = known.unwrap_or_else(|| {
                parts.push(HashSet::new());
                parts.len() - 1
            });
            parts[part].extend(own);
            keys[entity].part = part as u32;
            if known.is_some() {
                keys[entity].rule = ONE_WORD_IN_CONTEXT;
            }
        }
    }
}
