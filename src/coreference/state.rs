//! What is known of a document's mentions and entities while the sieves work.
//!
//! The state answers questions and keeps what it is told; it decides nothing. Entities are numbered as the clusters of the
//! names are.

use std::collections::HashMap;

use super::clusters::Clusters;
use super::kin::Kin;
use super::markables::{Determiner, Markable, Phrase};
use super::roles::{Role, role, verb_follows};
use crate::document::{EntityType, Quotation, Rule};
use crate::language::WordClass;
use crate::language::nouns::{Gender, Relation};
use crate::text::Page;

/// How far back an antecedent is looked for, in references and in sentences.
const WINDOW: usize = 48;
const SENTENCES: usize = 12;

/// Something that the text has spoken of, as a possible antecedent of what follows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference {
    pub token: usize,
    pub sentence: usize,
    /// `None` for somebody who has no name: a distractor.
    pub entity: Option<usize>,
    pub gender: Gender,
    pub plural: bool,
    /// False for a name that only modifies another word or is one of several: `Greek temples`, `Greece and Italy`.
    pub alone: bool,
    pub role: Role,
    pub pronoun: bool,
    pub quotation: Option<usize>,
    pub entity_type: EntityType,
}

/// What a mention was resolved to, and by which rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub entity: usize,
    pub rule: Rule,
}

/// A common noun by which a text says what somebody is, with the words that modify it: health of `Health Minister Okoro`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Description {
    pub noun: String,
    pub modifiers: Vec<String>,
}

impl Description {
    /// Tells whether a phrase may repeat the description: it has the noun, and of two that are both modified a word in common.
    pub fn fits(&self, noun: &str, modifiers: &[&str]) -> bool {
        let common = || {
            self.modifiers
                .iter()
                .any(|own| modifiers.contains(&own.as_str()))
        };
        self.noun == noun && (modifiers.is_empty() || self.modifiers.is_empty() || common())
    }
}

/// The entity of a description where one alone fits it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sole {
    #[default]
    None,
    One(usize),
    Several,
}

impl Sole {
    pub fn add(&mut self, entity: usize) {
        *self = match *self {
            Sole::None => Sole::One(entity),
            Sole::One(other) if other == entity => Sole::One(entity),
            _ => Sole::Several,
        };
    }

    pub fn get(self) -> Option<usize> {
        match self {
            Sole::One(entity) => Some(entity),
            _ => None,
        }
    }
}

/// Clusters, links and references of one document.
pub(super) struct State {
    pub clusters: Clusters,
    /// Names, pronouns and noun phrases in text order.
    pub markables: Vec<Markable>,
    /// Direct speech, in text order.
    pub quotations: Vec<Quotation>,
    /// The speaker of each quotation, with the rule that found it.
    pub speakers: Vec<Option<Link>>,
    /// Pronouns by token.
    pub pronouns: HashMap<usize, Link>,
    /// Noun phrases by first token and head.
    pub phrases: HashMap<(usize, usize), Link>,
    /// What the text has spoken of so far, in the walk that goes on.
    pub references: Vec<Reference>,
    /// The one spouse, mother or father of a person.
    pub relatives: HashMap<(usize, Relation), usize>,
    pub kin: Kin,
    /// How the text has described each entity.
    pub described: HashMap<usize, Vec<Description>>,
    /// Who holds the offices that the text names beside a name: `prime minister`.
    pub offices: HashMap<String, Sole>,
    /// Organisations and places by the noun in their name: church for `Church of Norrby`.
    pub kinds: HashMap<(EntityType, String), Sole>,
    /// The country that the document is about.
    pub country: Option<usize>,
    /// The person that the document names most.
    pub topic: Option<usize>,
}

impl State {
    pub fn new(clusters: Clusters, markables: Vec<Markable>, quotations: Vec<Quotation>) -> Self {
        State {
            clusters,
            markables,
            speakers: vec![None; quotations.len()],
            quotations,
            pronouns: HashMap::new(),
            phrases: HashMap::new(),
            references: Vec::new(),
            relatives: HashMap::new(),
            kin: Kin::default(),
            described: HashMap::new(),
            offices: HashMap::new(),
            kinds: HashMap::new(),
            country: None,
            topic: None,
        }
    }

    pub fn entity_type(&self, entity: usize) -> EntityType {
        self.clusters.clusters[entity].entity_type
    }

    pub fn is_person(&self, entity: usize) -> bool {
        self.entity_type(entity) == EntityType::Per
    }

    pub fn gender(&self, entity: usize) -> Gender {
        self.clusters.clusters[entity].gender
    }

    /// Keeps the gender of an entity, if it was unknown.
    pub fn learn_gender(&mut self, entity: usize, gender: Gender) {
        let known = &mut self.clusters.clusters[entity].gender;
        *known = known.or(gender);
    }

    /// Returns how often the text names an entity.
    pub fn named(&self, entity: usize) -> usize {
        self.clusters.clusters[entity].names.len()
    }

    /// Returns the entity of the name or resolved pronoun that a token is part of.
    pub fn entity_at(&self, page: &Page, token: usize) -> Option<usize> {
        if let Some(name) = page.tokens[token].name {
            return Some(self.clusters.of[name]);
        }
        self.pronouns.get(&token).map(|link| link.entity)
    }

    /// Tells whether a token is, or is part of, a subject.
    pub fn is_subject(&self, page: &Page, token: usize) -> bool {
        match page.tokens[token].name {
            Some(name) => {
                let name = &self.clusters.names[name];
                role(page, name.first, name.last) == Role::Subject || verb_follows(page, name.last)
            }
            None => page.tokens[token].is(WordClass::NominativePronoun),
        }
    }

    /// Returns the last word of each full name of a person, with the person.
    pub fn surnames(&self) -> impl Iterator<Item = (&str, usize)> {
        let names = self.clusters.names.iter().zip(&self.clusters.of);
        names
            .filter(|&(name, &entity)| name.words.len() >= 2 && self.is_person(entity))
            .filter_map(|(name, &entity)| Some((name.words.last()?.as_str(), entity)))
    }

    /// Returns who possesses what a phrase names: `his` wife, `James's` wife.
    pub fn possessor(&self, phrase: &Phrase) -> Option<usize> {
        match phrase.determiner {
            Determiner::Pronoun(token) => self.pronouns.get(&token).map(|link| link.entity),
            Determiner::Name(name) => Some(self.clusters.of[name]),
            Determiner::Definite | Determiner::Indefinite => None,
        }
    }

    /// Tells whether a name of the entity has the word: the party in `Civic Party`.
    pub fn has_word(&self, entity: usize, noun: &str) -> bool {
        let names = self.clusters.clusters[entity].names.iter().take(32);
        names
            .flat_map(|&name| &self.clusters.names[name].words)
            .any(|word| word == noun)
    }

    /// Adds a reference, which the caller may say more of.
    pub fn refer(
        &mut self,
        page: &Page,
        token: usize,
        entity: Option<usize>,
        role: Role,
        pronoun: bool,
    ) -> &mut Reference {
        let at = &page.tokens[token];
        let (gender, entity_type) = match entity {
            Some(entity) => (self.gender(entity), self.entity_type(entity)),
            None => (Gender::Unknown, EntityType::Per),
        };
        self.references.push(Reference {
            token,
            sentence: at.sentence,
            entity,
            gender,
            plural: false,
            alone: true,
            role,
            pronoun,
            quotation: at.quotation,
            entity_type,
        });
        let last = self.references.len() - 1;
        &mut self.references[last]
    }

    /// Returns the references that a mention at a token may go back to, nearest first.
    pub fn recent(&self, page: &Page, token: usize) -> impl Iterator<Item = &Reference> {
        let sentence = page.tokens[token].sentence;
        self.references
            .iter()
            .rev()
            .take(WINDOW)
            .take_while(move |reference| reference.sentence + SENTENCES >= sentence)
    }
}
