//! Who is whose brother, sister or child, as the text says it: `her son Tunde, 45, and daughter Grace`.

use super::clusters::Clusters;
use super::markables::Phrase;
use crate::document::EntityType;
use crate::language::nouns::{Noun, Relation};
use crate::text::Page;

use std::collections::HashMap;

/// How many relatives of one person are kept: keeps the time linear.
const RELATIVES: usize = 16;
/// How far after one relative another of the same person may be named, in tokens.
const REACH: usize = 12;

#[derive(Debug, Default)]
pub(super) struct Kin {
    /// The siblings that a person is said to have, both ways.
    siblings: HashMap<usize, Vec<usize>>,
    children: HashMap<usize, Vec<usize>>,
    parents: HashMap<usize, Vec<usize>>,
}

fn add(people: &mut HashMap<usize, Vec<usize>>, person: usize, other: usize) {
    let others = people.entry(person).or_default();
    if person != other && others.len() < RELATIVES && !others.contains(&other) {
        others.push(other);
    }
}

impl Kin {
    /// Learns from a phrase that stands beside the name of somebody's relative, and from the relatives that follow it.
    pub fn record(
        &mut self,
        page: &Page,
        clusters: &Clusters,
        possessor: usize,
        phrase: &Phrase,
        name: usize,
    ) {
        let Noun::Relative { relation, .. } = phrase.noun else {
            return;
        };
        self.add(possessor, relation, clusters.of[name]);
        let mut last = clusters.names[name].last;
        // and daughter Grace, 39
        let end = last + REACH;
        let mut at = last + 1;
        while at < end.min(page.tokens.len())
            && page.tokens[at].sentence == page.tokens[last].sentence
        {
            if let Some(Noun::Relative { relation, .. }) = page.tokens[at].noun()
                && matches!(&*page.tokens[at - 1].lower, "and" | ",")
                && let Some(name) = page.near(at, 1).and_then(|next| next.name)
                && clusters.clusters[clusters.of[name]].entity_type == EntityType::Per
            {
                self.add(possessor, relation, clusters.of[name]);
                last = clusters.names[name].last;
                at = last;
            }
            at += 1;
        }
    }

    fn add(&mut self, possessor: usize, relation: Relation, relative: usize) {
        match relation {
            Relation::Brother | Relation::Sister => {
                add(&mut self.siblings, possessor, relative);
                add(&mut self.siblings, relative, possessor);
            }
            Relation::Son | Relation::Daughter => {
                add(&mut self.children, possessor, relative);
                add(&mut self.parents, relative, possessor);
            }
            Relation::Mother | Relation::Father => {
                add(&mut self.children, relative, possessor);
                add(&mut self.parents, possessor, relative);
            }
            Relation::Spouse | Relation::Other => {}
        }
    }

    /// The one brother or sister of a person that fits.
    pub fn sibling(&self, person: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let own = self.siblings.get(&person).into_iter().flatten();
        let by_parent = self
            .parents
            .get(&person)
            .into_iter()
            .flatten()
            .filter_map(|parent| self.children.get(parent))
            .flatten();
        let mut found = None;
        for &other in own.chain(by_parent) {
            if other == person || found == Some(other) || !fits(other) {
                continue;
            }
            if found.is_some() {
                return None;
            }
            found = Some(other);
        }
        found
    }
}
