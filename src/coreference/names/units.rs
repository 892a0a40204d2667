//! Names of one spelling and type: what the rules join.

use std::collections::HashMap;

use super::super::clusters::Name;
use super::super::lexicon;
use super::SURE;
use super::countries::{governed, state_of};
use crate::document::{EntityType, Mention};
use crate::language::nouns::Gender;
use crate::language::{self, WordClass};

/// Names of one spelling and type.
pub(super) struct Unit {
    pub words: Vec<String>,
    pub entity_type: EntityType,
    /// Mean probability of that type.
    pub sure: f32,
    pub names: Vec<usize>,
    pub gender: Gender,
    pub shouted: bool,
    pub handle: bool,
    /// Its legal form stands behind it somewhere: `AWB Limited`.
    pub formal: bool,
}

/// The names of one spelling: their words, and which they are.
type Spelling = (Vec<String>, Vec<usize>);

/// Puts names of one spelling and type together, the longest first, then in text order.
pub(super) fn units(names: &[Name], mentions: &[Mention]) -> Vec<Unit> {
    let mut groups: HashMap<String, usize> = HashMap::new();
    let mut spellings: Vec<Spelling> = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let (key, words) = spelling(name, mentions[i].entity_type);
        let index = *groups.entry(key).or_insert_with(|| {
            spellings.push((words, Vec::new()));
            spellings.len() - 1
        });
        spellings[index].1.push(i);
    }
    let mut units: Vec<Unit> = spellings
        .iter()
        .flat_map(|spelling| by_type(spelling, names, mentions))
        .collect();
    units.sort_by(|a, b| {
        b.words
            .len()
            .cmp(&a.words.len())
            .then(a.names[0].cmp(&b.names[0]))
    });
    units
}

/// Returns a key that names of one spelling share, and their words: without legal form, abbreviations and aliases spelt out.
fn spelling(name: &Name, entity_type: EntityType) -> (String, Vec<String>) {
    let mut words = name.words.clone();
    let company = |words: &[String]| {
        let last = words.last();
        words.len() > 1 && last.is_some_and(|last| language::is(last, WordClass::CompanySuffix))
    };
    if entity_type != EntityType::Per {
        while company(&words) {
            words.pop();
        }
        if words.len() > 1 && words.last().is_some_and(|word| word == "and") {
            words = name.words.clone();
        }
        // The U.S. Congress is the United States Congress.
        if words.len() > 1 && words[0] == "us" {
            words.splice(0..1, ["united".to_string(), "states".to_string()]);
        }
    }
    if let [_, .., last] = &mut words[..]
        && let Some(full) = lexicon::spelt_out(last)
    {
        *last = full.to_string();
    }
    let mut key = words.join(" ");
    let alias = match entity_type {
        EntityType::Per => None,
        EntityType::Loc => {
            lexicon::place_alias(&key, name.shouted).or_else(|| lexicon::alias(&key))
        }
        _ => lexicon::alias(&key),
    };
    if let Some(alias) = alias {
        words = alias;
        key = words.join(" ");
    }
    if entity_type != EntityType::Per
        && let Some(country) = state_of(&words)
    {
        words = country.to_vec();
        key = words.join(" ");
    }
    // The Albanian Government is the Government of (the Republic of) Albania.
    if entity_type == EntityType::Org
        && let Some(country) = governed(&words)
    {
        key = format!("government of {country}");
    }
    if name.handle {
        key = format!("@{key}");
    }
    (key, words)
}

/// Parts names of one spelling by type: each has its own type where the model is sure of it, else that of them all.
fn by_type((words, members): &Spelling, names: &[Name], mentions: &[Mention]) -> Vec<Unit> {
    let mut sum = [0f32; 4];
    for &i in members {
        for (total, score) in sum.iter_mut().zip(scores(&mentions[i])) {
            *total += score;
        }
    }
    let common = argmax(&sum);
    let mut by_type: [Vec<usize>; 4] = Default::default();
    for &i in members {
        let own = scores(&mentions[i]);
        let top = argmax(&own);
        let kept = if own[top] >= SURE { top } else { common };
        by_type[kept].push(i);
    }
    // A lone sure outsider among many is the model's slip, not a second entity.
    let largest = by_type.iter().map(Vec::len).max().unwrap_or(0);
    for t in 0..4 {
        if t != common && by_type[t].len() * 3 <= largest {
            let moved = std::mem::take(&mut by_type[t]);
            by_type[common].extend(moved);
        }
    }
    // The state and its team or government are one name.
    let (org, loc) = (type_index(EntityType::Org), type_index(EntityType::Loc));
    if !by_type[org].is_empty() && !by_type[loc].is_empty() {
        let (to, from) = if sum[org] > sum[loc] {
            (org, loc)
        } else {
            (loc, org)
        };
        let moved = std::mem::take(&mut by_type[from]);
        by_type[to].extend(moved);
    }
    by_type
        .into_iter()
        .enumerate()
        .filter(|(_, members)| !members.is_empty())
        .map(|(t, members)| unit(words, t, members, names, mentions))
        .collect()
}

/// Returns the unit of names of one spelling and of the type with the index `t`.
fn unit(
    words: &[String],
    t: usize,
    mut members: Vec<usize>,
    names: &[Name],
    mentions: &[Mention],
) -> Unit {
    members.sort_unstable();
    let gender = members
        .iter()
        .fold(Gender::Unknown, |gender, &i| gender.or(names[i].gender));
    let sum = members
        .iter()
        .map(|&i| scores(&mentions[i])[t])
        .sum::<f32>();
    let formal = |name: &Name| {
        let last = name.words.last();
        name.words.len() > words.len()
            && last.is_some_and(|last| language::is(last, WordClass::CompanySuffix))
    };
    Unit {
        words: words.to_vec(),
        entity_type: EntityType::NAMES[t],
        sure: sum / members.len() as f32,
        gender,
        shouted: members.iter().all(|&i| names[i].shouted),
        handle: members.iter().all(|&i| names[i].handle),
        formal: members.iter().any(|&i| formal(&names[i])),
        names: members,
    }
}

/// A mention's type scores; its own type for sure where it has none.
pub(super) fn scores(mention: &Mention) -> [f32; 4] {
    if mention.type_scores.iter().any(|&score| score > 0.0) {
        return mention.type_scores;
    }
    let mut scores = [0.0; 4];
    scores[type_index(mention.entity_type)] = 1.0;
    scores
}

pub(super) fn type_index(entity_type: EntityType) -> usize {
    EntityType::NAMES
        .iter()
        .position(|&t| t == entity_type)
        .unwrap_or(3)
}

pub(super) fn argmax(scores: &[f32; 4]) -> usize {
    (0..4).fold(0, |best, i| if scores[i] > scores[best] { i } else { best })
}
