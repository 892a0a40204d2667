//! Identities as rows of their three tables.

use jiff::civil::Date;

use super::assign::Assignment;
use super::corpus::{Corpus, Day, NameId};
use super::form::Form;
use super::joins::share_of;
use crate::document::EntityType;
use crate::extraction::Polarity;
use crate::output::rows::{AliasRow, IdentityEntityRow, IdentityRow};
use crate::output::{Cell, Error, Row, Score, Table};

/// A person, organisation or place of the whole run.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    /// Counts from 1 in order of first appearance.
    pub id: u64,
    pub name: NameId,
    pub entity_type: EntityType,
    pub role: Option<NameId>,
    pub documents: u32,
    pub mentions: u64,
    pub first: Option<Day>,
    pub last: Option<Day>,
    pub statements: u64,
    /// The mean valence, each document weighted by its mentions of it.
    pub valence: Option<f32>,
    /// The row of the list that the user watches.
    pub watch_id: Option<String>,
    /// The names that it goes by, with how often and in how many documents.
    pub aliases: Vec<(NameId, u64, u32)>,
    /// Its entities, in the order of the documents.
    pub entities: Vec<u32>,
}

/// Gathers what the corpus says of every identity; none of those that are neither person, organisation nor place.
pub(crate) fn gather(corpus: &Corpus, assignment: &Assignment) -> Vec<Identity> {
    let mut entities: Vec<(u32, u32)> = assignment
        .identity
        .iter()
        .enumerate()
        .map(|(e, &i)| (i, e as u32))
        .collect();
    entities.sort_unstable();
    let mut identities: Vec<Identity> = Vec::new();
    for of_identity in entities.chunk_by(|a, b| a.0 == b.0) {
        let members: Vec<u32> = of_identity.iter().map(|&(_, entity)| entity).collect();
        let identity = of_entities(corpus, members);
        if identity.entity_type != EntityType::Misc {
            identities.push(identity);
        }
    }
    // `assignment` counts in order of first appearance; those left out leave gaps.
    for (k, identity) in identities.iter_mut().enumerate() {
        identity.id = k as u64 + 1;
    }
    identities
}

fn of_entities(corpus: &Corpus, members: Vec<u32>) -> Identity {
    let facts = || members.iter().map(|&e| &corpus.entities[e as usize]);
    let types = EntityType::NAMES.map(|t| facts().filter(|f| f.entity_type == t).count());
    // Of equally many the first in the order of the types.
    let most = types.iter().copied().max().unwrap_or(0);
    let kind = types.iter().position(|&n| n == most).unwrap_or(0);
    let entity_type = EntityType::NAMES[kind];
    let documents = {
        let mut of: Vec<u32> = facts().map(|f| f.document).collect();
        of.dedup();
        of
    };
    let published = || {
        documents
            .iter()
            .filter_map(|&d| corpus.documents[d as usize].published)
    };
    let mut felt = (0.0, 0.0);
    for (valence, mentions) in facts().filter_map(|f| Some((f.valence?, f.mentions))) {
        felt.0 += f64::from(valence) * f64::from(mentions);
        felt.1 += f64::from(mentions);
    }
    let mut forms: Vec<(NameId, u32, u32)> = members
        .iter()
        .flat_map(|&e| {
            let document = corpus.entities[e as usize].document;
            corpus
                .forms_of(e as usize)
                .iter()
                .map(move |&(form, n)| (form, document, n))
        })
        .collect();
    forms.sort_unstable();
    let mut aliases: Vec<(NameId, u64, u32)> = Vec::new();
    for same in forms.chunk_by(|a, b| a.0 == b.0) {
        let mentions = same.iter().map(|f| u64::from(f.2)).sum();
        let documents = same.chunk_by(|a, b| a.1 == b.1).count() as u32;
        aliases.push((same[0].0, mentions, documents));
    }
    aliases.sort_by(|a, b| (b.1, corpus.names.text(a.0)).cmp(&(a.1, corpus.names.text(b.0))));
    Identity {
        id: 0,
        name: display_name(corpus, &members, entity_type),
        entity_type,
        role: most_frequent(facts().filter_map(|f| f.role)),
        documents: documents.len() as u32,
        mentions: facts().map(|f| u64::from(f.mentions)).sum(),
        first: published().min(),
        last: published().max(),
        statements: facts().map(|f| u64::from(f.statements)).sum(),
        valence: (felt.1 > 0.0).then(|| (felt.0 / felt.1) as f32),
        watch_id: None,
        aliases,
        entities: members,
    }
}

/// Returns the name that most documents call it by in full; of a person one with a given name, if there is one.
fn display_name(corpus: &Corpus, members: &[u32], entity_type: EntityType) -> NameId {
    let names = members.iter().map(|&e| corpus.entities[e as usize].name);
    let full = |name: &NameId| {
        entity_type != EntityType::Per
            || Form::of(corpus.names.text(*name), entity_type).words.len() > 1
    };
    most_frequent(names.clone().filter(full))
        .or_else(|| most_frequent(names))
        .unwrap_or(NameId(0))
}

/// Returns the most frequent; of equals the one that came first.
fn most_frequent(names: impl Iterator<Item = NameId>) -> Option<NameId> {
    let mut counts: Vec<(NameId, usize, usize)> =
        names.enumerate().map(|(at, name)| (name, 0, at)).collect();
    counts.sort_unstable();
    counts
        .chunk_by(|a, b| a.0 == b.0)
        .max_by_key(|same| (same.len(), std::cmp::Reverse(same[0].2)))
        .map(|same| same[0].0)
}

pub(super) fn date(day: Day) -> Option<Date> {
    Date::new(
        (day / 10_000) as i16,
        (day / 100 % 100) as i8,
        (day % 100) as i8,
    )
    .ok()
}

/// Gives `put` the rows of the three tables.
///
/// # Errors
/// What `put` says.
pub(crate) fn write(
    corpus: &Corpus,
    assignment: &Assignment,
    identities: &[Identity],
    put: &mut dyn FnMut(Table, Row) -> Result<(), Error>,
) -> Result<(), Error> {
    for identity in identities {
        let row = IdentityRow {
            identity_id: identity.id.into(),
            name: corpus.names.text(identity.name).into(),
            entity_type: identity.entity_type.as_str().into(),
            role: identity
                .role
                .map_or(Cell::from(""), |r| corpus.roles.text(r).into()),
            documents: u64::from(identity.documents).into(),
            mentions: identity.mentions.into(),
            first_published: identity.first.and_then(date).into(),
            last_published: identity.last.and_then(date).into(),
            statements: identity.statements.into(),
            sentiment: identity
                .valence
                .map_or("", |v| Polarity::of_entity(v).as_str())
                .into(),
            sentiment_score: identity.valence.map(Score).into(),
            watch_id: identity.watch_id.as_deref().unwrap_or("").into(),
        };
        put(Table::Identities, row.cells())?;
    }
    for identity in identities {
        for &(alias, mentions, documents) in &identity.aliases {
            let row = AliasRow {
                identity_id: identity.id.into(),
                alias: corpus.names.text(alias).into(),
                mentions: mentions.into(),
                documents: u64::from(documents).into(),
            };
            put(Table::Aliases, row.cells())?;
        }
    }
    for identity in identities {
        for &entity in &identity.entities {
            let facts = &corpus.entities[entity as usize];
            let row = IdentityEntityRow {
                identity_id: identity.id.into(),
                doc_id: corpus.document_id(facts.document).into(),
                entity_id: u64::from(facts.id).into(),
                score: Score(share_of(assignment.rule[entity as usize])).into(),
            };
            put(Table::IdentityEntities, row.cells())?;
        }
    }
    Ok(())
}
