//! `@handles`, which spell somebody's names.

use super::builder::Builder;
use super::{Input, NameSieve};
use crate::document::{EntityType, Rule};

/// How many entities a handle is compared with: keeps the time linear.
const ENTITIES: usize = 256;

/// Gives handles to the one whose names they spell.
pub(super) struct Handles;

impl NameSieve for Handles {
    fn run(&self, input: &Input, builder: &mut Builder) {
        for unit in input.units.iter().filter(|unit| unit.handle) {
            let handle: String = unit
                .words
                .concat()
                .chars()
                .filter(|c| c.is_alphanumeric())
                .collect();
            match spelt(builder, &handle) {
                Some(index) => builder.join(index, unit, &unit.names, Rule("handle")),
                None => {
                    builder.open(unit, unit.names.clone());
                }
            }
        }
    }
}

/// Returns the entity whose names a handle spells: the longest names in it win; two that are as long leave it open.
fn spelt(builder: &Builder, handle: &str) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    let mut tie = false;
    for (index, cluster) in builder.clusters.iter().enumerate().take(ENTITIES) {
        let whole = cluster.words.concat();
        let length = if whole == handle && handle.len() >= 3 {
            handle.len() + 1
        } else if cluster.entity_type == EntityType::Per {
            cluster
                .words
                .iter()
                .filter(|word| word.len() >= 4 && handle.contains(word.as_str()))
                .map(String::len)
                .sum()
        } else {
            0
        };
        if length == 0 || length * 2 < handle.len() {
            continue;
        }
        match best {
            Some((longest, _)) if longest > length => {}
            Some((longest, _)) if longest == length => tie = true,
            _ => (best, tie) = (Some((length, index)), false),
        }
    }
    best.filter(|_| !tie).map(|(_, index)| index)
}
