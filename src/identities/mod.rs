//! One entity over the corpus: which entities of all documents are one person, organisation or place.
//!
//! It works on the tables of a finished run, never on the models, and in their order, so it gives the same rows at any number
//! of threads and after a resumed run. Entities are grouped by their reduced names ([`form`]), names of the corpus are joined
//! by rules in a list ([`joins`]), and then every entity is given an identity ([`assign`]).

mod assign;
mod corpus;
mod decisions;
mod form;
mod groups;
mod joins;
mod network;

mod tables;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::Context;

use assign::{Assignment, DECIDED};
use corpus::Corpus;
use decisions::{Decision, Lookup, Watched};
use groups::Groups;
use network::{Facts, Gexf};

use crate::document::Rule;
use crate::extraction::Extraction;
use crate::output::rows::{EdgeRow, NodeRow};
use crate::output::{CsvTable, Error, Position, Row, Score, Sink, Table};
pub(crate) use decisions::{read_decisions, read_watched};

/// What is found in a corpus beside its tables.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub decisions: Vec<Decision>,
    pub watched: Vec<Watched>,
    /// An edge of the network needs so many documents.
    pub network_min: u64,
}

/// What was found, for the summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    pub identities: usize,
    /// How many of them occur in more than one document.
    pub shared: usize,
}

/// Reads the tables of a finished output folder, and gives `put` the rows of identities, aliases, identity_entities, nodes and
/// edges; `gexf` takes the network as a file of its own.
///
/// # Errors
/// A table that is missing or broken, and what `put` and `gexf` say.
pub(crate) fn identify(
    folder: &Path,
    options: &Options,
    gexf: impl std::io::Write,
    put: &mut dyn FnMut(Table, Row) -> Result<(), Error>,
) -> anyhow::Result<Found> {
    let corpus = Corpus::read(folder)?;
    let mut groups = Groups::new(&corpus);
    let decided = decide(folder, &corpus, &mut groups, &options.decisions)?;
    for watched in &options.watched {
        let same_id = options.watched.iter().filter(|w| w.id == watched.id);
        let all: Vec<_> = same_id
            .flat_map(|w| decisions::named(&groups, &w.name, w.entity_type))
            .collect();
        join_all(&mut groups, &all);
    }
    for pair in decided {
        join_all(&mut groups, &pair);
    }
    let assignment = join_and_assign(&corpus, &mut groups);
    let mut identities = tables::gather(&corpus, &assignment);
    watch(&corpus, &groups, &options.watched, &mut identities);
    tables::write(&corpus, &assignment, &identities, put)?;
    network(folder, &corpus, &identities, options.network_min, gexf, put)?;
    Ok(Found {
        identities: identities.len(),
        shared: identities.iter().filter(|i| i.documents > 1).count(),
    })
}

/// Writes the tables of identities and the network beside the tables that they are made from.
///
/// # Errors
/// As [`identify`], and where a table cannot be written.
pub(crate) fn write(folder: &Path, options: &Options, excel: bool) -> anyhow::Result<Found> {
    let mut tables = Table::OF_RUN
        .iter()
        .map(|&table| Ok((table, CsvTable::create(folder, table, excel)?)))
        .collect::<Result<HashMap<_, _>, Error>>()?;
    let partial = folder.join(".network.gexf.part");
    let gexf = std::fs::File::create(&partial)
        .map(std::io::BufWriter::new)
        .with_context(|| format!("cannot write {}", partial.display()))?;
    let found = identify(
        folder,
        options,
        gexf,
        &mut |table, row| match tables.get_mut(&table) {
            Some(file) => file.put(&row),
            None => Ok(()),
        },
    )?;
    for table in tables.into_values() {
        table.finish()?;
    }
    std::fs::rename(&partial, folder.join("network.gexf"))
        .with_context(|| format!("cannot write {}", partial.display()))?;
    Ok(found)
}

/// Makes the identities when a run ends. It stands after the sink that writes the tables it reads.
pub(crate) struct AtEnd {
    pub folder: PathBuf,
    pub options: Options,
    pub excel: bool,
}

impl Sink for AtEnd {
    fn resume(&mut self, _: &Position) -> Result<(), Error> {
        Ok(())
    }

    fn extraction(&mut self, _: &Extraction) -> Result<(), Error> {
        Ok(())
    }

    fn commit(&mut self) -> Result<Position, Error> {
        Ok(Position::default())
    }

    fn finish(&mut self) -> Result<(), Error> {
        write(&self.folder, &self.options, self.excel)
            .map(|_| ())
            .map_err(|error| Error::Made(format!("{error:#}")))
    }
}

/// Keeps apart what a person has said is different; returns the groups of each pair that is the same.
fn decide(
    folder: &Path,
    corpus: &Corpus,
    groups: &mut Groups,
    decisions: &[Decision],
) -> anyhow::Result<Vec<Vec<usize>>> {
    if decisions.is_empty() {
        return Ok(Vec::new());
    }
    let lookup = Lookup::new(folder, corpus, groups)?;
    let mut same = Vec::new();
    for decision in decisions {
        let [a, b] = [&decision.a, &decision.b].map(|cell| lookup.groups(cell, groups));
        for (cell, found) in [(&decision.a, &a), (&decision.b, &b)] {
            if found.is_empty() {
                tracing::warn!("--same: no identity has the number or name '{cell}'");
            }
        }
        if decision.same {
            same.push([a, b].concat());
        } else {
            for &x in &a {
                for &y in b.iter().filter(|&&y| y != x) {
                    groups.keep_apart(x, y);
                }
            }
        }
    }
    Ok(same)
}

fn join_all(groups: &mut Groups, all: &[usize]) {
    if let [first, rest @ ..] = all {
        for &other in rest {
            groups.join(other, *first, DECIDED);
        }
    }
}

/// Says of each identity which row of the watched list it is.
fn watch(
    corpus: &Corpus,
    groups: &Groups,
    watched: &[Watched],
    identities: &mut [tables::Identity],
) {
    let mut id_of: HashMap<usize, &str> = HashMap::new();
    for row in watched {
        for group in decisions::named(groups, &row.name, row.entity_type) {
            id_of.entry(groups.root(group)).or_insert(&row.id);
        }
    }
    for identity in identities {
        debug_assert!(
            identity
                .entities
                .iter()
                .all(|&e| (e as usize) < corpus.entities.len())
        );
        identity.watch_id = identity
            .entities
            .iter()
            .find_map(|&e| id_of.get(&groups.root(groups.of_entity[e as usize])))
            .map(|id| (*id).to_string());
    }
}

fn network(
    folder: &Path,
    corpus: &Corpus,
    identities: &[tables::Identity],
    least: u64,
    gexf: impl std::io::Write,
    put: &mut dyn FnMut(Table, Row) -> Result<(), Error>,
) -> anyhow::Result<()> {
    for identity in identities {
        let row = NodeRow {
            id: identity.id.into(),
            label: corpus.names.text(identity.name).into(),
            entity_type: identity.entity_type.as_str().into(),
            documents: u64::from(identity.documents).into(),
            mentions: identity.mentions.into(),
            sentiment: identity.valence.map(Score).into(),
        };
        put(Table::Nodes, row.cells())?;
    }
    let facts = Facts::read(folder, corpus, identities)?;
    let mut gexf = Gexf::begin(gexf, corpus, identities)?;
    facts.edges(corpus, least, |edge| {
        gexf.edge(corpus, &edge)?;
        let row = EdgeRow {
            source: u64::from(edge.source).into(),
            target: u64::from(edge.target).into(),
            kind: edge.kind.as_str().into(),
            weight: edge.weight.into(),
            documents: edge.documents.into(),
            first: edge.first.into(),
            last: edge.last.into(),
            score: edge.score.into(),
            evidence: corpus.document_id(edge.evidence).into(),
        };
        put(Table::Edges, row.cells())?;
        Ok(())
    })?;
    gexf.finish()
}

/// Returns the rule that gave each entity its identity, by `doc_id` and `entity_id`.
///
/// # Errors
/// A table that is missing or broken.
pub(crate) fn rules(folder: &Path) -> anyhow::Result<HashMap<(String, u64), Rule>> {
    let corpus = Corpus::read(folder)?;
    let assignment = join_and_assign(&corpus, &mut Groups::new(&corpus));
    let ids = corpus
        .entities
        .iter()
        .map(|e| (corpus.document_id(e.document).to_string(), u64::from(e.id)));
    Ok(ids.zip(assignment.rule).collect())
}

/// Applies the rules in their order.
fn join_and_assign(corpus: &Corpus, groups: &mut Groups) -> Assignment {
    for join in joins::JOINS {
        join.run(groups);
    }
    assign::assign(corpus, groups)
}
