//! Names of the corpus, and which of them are joined.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::corpus::{Corpus, NameId};
use super::form::Form;
use crate::document::EntityType;
use crate::document::Rule;

/// The number of a group: all entities of one type and one reduced name.
pub(crate) type GroupId = usize;

/// All entities of the corpus whose fullest name reduces to the same [`Form`], of one type.
#[derive(Debug)]
pub(crate) struct Group {
    pub entity_type: EntityType,
    pub form: Form,
    /// How many entities it has, which is in how many documents it occurs but for the few that name two alike.
    pub documents: u32,
    /// In how many documents an entity of another group goes by this group's form too, by that group.
    ///
    /// Example: where one text calls `Singapore Airlines` also `SIA`, the group `sia` has one for `singapore airlines`.
    pub short_for: BTreeMap<GroupId, u32>,
}

/// The groups of a corpus and the joins made so far.
#[derive(Debug)]
pub(crate) struct Groups {
    pub all: Vec<Group>,
    /// The group of each entity.
    pub of_entity: Vec<GroupId>,
    by_form: HashMap<(EntityType, String), GroupId>,
    parent: Vec<GroupId>,
    /// The rule that joined a group to its parent.
    rule: Vec<Option<Rule>>,
    /// Groups that a person has said are different.
    apart: BTreeSet<(GroupId, GroupId)>,
}

impl Groups {
    /// Groups the entities of a corpus by their reduced names.
    pub fn new(corpus: &Corpus) -> Self {
        let mut groups = Groups {
            all: Vec::new(),
            of_entity: Vec::with_capacity(corpus.entities.len()),
            by_form: HashMap::new(),
            parent: Vec::new(),
            rule: Vec::new(),
            apart: BTreeSet::new(),
        };
        let mut known: HashMap<(EntityType, NameId), GroupId> = HashMap::new();
        for entity in &corpus.entities {
            let group = *known
                .entry((entity.entity_type, entity.name))
                .or_insert_with(|| {
                    groups.group_of(entity.entity_type, corpus.names.text(entity.name))
                });
            groups.all[group].documents += 1;
            groups.of_entity.push(group);
        }
        let mut form_groups: HashMap<(EntityType, NameId), Option<GroupId>> = HashMap::new();
        for (k, entity) in corpus.entities.iter().enumerate() {
            let own = groups.of_entity[k];
            let mut seen = BTreeSet::new();
            for &(form, _) in corpus.forms_of(k) {
                let short = *form_groups
                    .entry((entity.entity_type, form))
                    .or_insert_with(|| {
                        let form = Form::of(corpus.names.text(form), entity.entity_type);
                        groups.named(entity.entity_type, &form.key())
                    });
                if let Some(short) = short.filter(|&s| s != own && seen.insert(s)) {
                    *groups.all[short].short_for.entry(own).or_default() += 1;
                }
            }
        }
        groups
    }

    fn group_of(&mut self, entity_type: EntityType, name: &str) -> GroupId {
        let form = Form::of(name, entity_type);
        let new = self.all.len();
        let group = *self.by_form.entry((entity_type, form.key())).or_insert(new);
        if group == new {
            self.all.push(Group {
                entity_type,
                form,
                documents: 0,
                short_for: BTreeMap::new(),
            });
            self.parent.push(new);
            self.rule.push(None);
        } else {
            self.all[group].form.capitals |= form.capitals;
        }
        group
    }

    /// Returns the group of a reduced name.
    pub fn named(&self, entity_type: EntityType, key: &str) -> Option<GroupId> {
        self.by_form.get(&(entity_type, key.to_string())).copied()
    }

    /// Returns the group that stands for all that are joined with one.
    pub fn root(&self, mut group: GroupId) -> GroupId {
        while self.parent[group] != group {
            group = self.parent[group];
        }
        group
    }

    /// Returns the rule that joined a group to another; `None` where nothing did.
    pub fn rule(&self, group: GroupId) -> Option<Rule> {
        self.rule[group]
    }

    /// Says that two groups are never to be joined.
    pub fn keep_apart(&mut self, a: GroupId, b: GroupId) {
        self.apart.insert((a.min(b), a.max(b)));
    }

    fn are_apart(&self, a: GroupId, b: GroupId) -> bool {
        !self.apart.is_empty()
            && self.apart.iter().any(|&(x, y)| {
                let (x, y) = (self.root(x), self.root(y));
                (x, y) == (a, b) || (x, y) == (b, a)
            })
    }

    /// Joins a group to the one that it is another name of. Returns false where they are kept apart or joined already.
    pub fn join(&mut self, lesser: GroupId, fuller: GroupId, rule: Rule) -> bool {
        let (lesser_root, fuller_root) = (self.root(lesser), self.root(fuller));
        if lesser_root == fuller_root || self.are_apart(lesser_root, fuller_root) {
            return false;
        }
        self.parent[lesser_root] = fuller_root;
        self.rule[lesser_root] = Some(rule);
        true
    }
}
