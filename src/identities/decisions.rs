//! What a person has decided: which names are one identity and which are not, and which identities are watched.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, bail};

use super::corpus::Corpus;
use super::form::Form;
use super::groups::{GroupId, Groups};
use crate::document::EntityType;
use crate::output::read::Table;

/// A decision of `--same FILE`: two identities, each by its number in the folder's identities.csv or by a name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Decision {
    pub a: String,
    pub b: String,
    pub same: bool,
}

/// A row of `--watch FILE`: one name of a watched identity.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Watched {
    pub id: String,
    pub name: String,
    /// `None` where the list leaves the type open.
    pub entity_type: Option<EntityType>,
}

fn reader(path: &Path) -> anyhow::Result<csv::Reader<std::fs::File>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .comment(Some(b'#'))
        .from_path(path)
        .with_context(|| format!("cannot read {}", path.display()))
}

/// Reads decisions: rows `identity_id or name, identity_id or name, same|different`. A header is passed over.
///
/// # Errors
/// A file that cannot be read, and a row that says something else; the message names the line.
pub(crate) fn read_decisions(path: &Path) -> anyhow::Result<Vec<Decision>> {
    let mut decisions = Vec::new();
    for (k, record) in reader(path)?.records().enumerate() {
        let record = record.with_context(|| path.display().to_string())?;
        let same = match record.get(2) {
            Some("same") => true,
            Some("different") => false,
            _ if k == 0 => continue,
            other => bail!(
                "{}, line {}: the third cell is '{}'; it must be 'same' or 'different'",
                path.display(),
                record.position().map_or(0, csv::Position::line),
                other.unwrap_or(""),
            ),
        };
        decisions.push(Decision {
            a: record[0].to_string(),
            b: record[1].to_string(),
            same,
        });
    }
    Ok(decisions)
}

/// Reads the list of watched identities: a header with the columns `id, name, aliases, type`, and a row an alias, of which all
/// with one id are one identity.
///
/// # Errors
/// A file that cannot be read or that lacks `id` or `name`, and a type that is none of ours.
pub(crate) fn read_watched(path: &Path) -> anyhow::Result<Vec<Watched>> {
    let mut reader = reader(path)?;
    let mut rows = reader.records();
    let header = match rows.next() {
        Some(header) => header.with_context(|| path.display().to_string())?,
        None => bail!(
            "{}: the list is empty; its columns are id, name, aliases, type",
            path.display()
        ),
    };
    let column = |name: &str| {
        header
            .iter()
            .position(|c| c.trim_start_matches('\u{feff}').eq_ignore_ascii_case(name))
    };
    let (Some(id), Some(name)) = (column("id"), column("name")) else {
        bail!(
            "{}: no column is named 'id' or none 'name'; the columns are id, name, aliases, type",
            path.display()
        );
    };
    let (aliases, kind) = (column("aliases"), column("type"));
    let mut watched = Vec::new();
    for row in rows {
        let row = row.with_context(|| path.display().to_string())?;
        let cell = |k: Option<usize>| k.and_then(|k| row.get(k)).unwrap_or("");
        let entity_type = match cell(kind) {
            "" => None,
            text => match EntityType::NAMES
                .into_iter()
                .find(|t| t.as_str().eq_ignore_ascii_case(text))
            {
                Some(entity_type) => Some(entity_type),
                None => bail!(
                    "{}, line {}: the type is '{text}'; it must be PER, ORG, LOC, MISC or empty",
                    path.display(),
                    row.position().map_or(0, csv::Position::line),
                ),
            },
        };
        for text in [cell(Some(name)), cell(aliases)] {
            if !text.is_empty() {
                let id = cell(Some(id)).to_string();
                watched.push(Watched {
                    id,
                    name: text.to_string(),
                    entity_type,
                });
            }
        }
    }
    watched.dedup();
    Ok(watched)
}

/// Finds the groups that a cell of a decision means.
pub(crate) struct Lookup {
    groups_of_identity: HashMap<String, Vec<GroupId>>,
}

impl Lookup {
    /// Reads the identities that an earlier run gave, if the folder has some.
    ///
    /// # Errors
    /// A table that cannot be read.
    pub fn new(folder: &Path, corpus: &Corpus, groups: &Groups) -> anyhow::Result<Self> {
        let mut groups_of_identity: HashMap<String, Vec<GroupId>> = HashMap::new();
        if let Some(mut table) = Table::open_if_there(folder, "identity_entities")? {
            while let Some(row) = table.next()? {
                let Some(document) = corpus.document(row.get("doc_id")) else {
                    continue;
                };
                let entity = row.number("entity_id")?;
                let found = corpus
                    .entities_of(document)
                    .find(|&e| corpus.entities[e].id == entity);
                if let Some(found) = found {
                    groups_of_identity
                        .entry(row.get("identity_id").to_string())
                        .or_default()
                        .push(groups.of_entity[found]);
                }
            }
        }
        for groups in groups_of_identity.values_mut() {
            groups.sort_unstable();
            groups.dedup();
        }
        Ok(Lookup { groups_of_identity })
    }

    /// Returns the groups that an identity's number or a name means; none where the run has no such name.
    pub fn groups(&self, cell: &str, groups: &Groups) -> Vec<GroupId> {
        if let Some(found) = self.groups_of_identity.get(cell) {
            return found.clone();
        }
        named(groups, cell, None)
    }
}

/// Returns the groups of a name, of one type or of any.
pub(crate) fn named(groups: &Groups, name: &str, entity_type: Option<EntityType>) -> Vec<GroupId> {
    EntityType::NAMES
        .into_iter()
        .filter(|t| entity_type.is_none_or(|e| e == *t))
        .filter_map(|t| groups.named(t, &Form::of(name, t).key()))
        .collect()
}
