//! Identities over documents: B-cubed of names whose identity occurs in several.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use super::extract_all;
use super::gold::meantime::GoldNames;
use crate::document::{MentionKind, Rule, Span};
use crate::identities::{self, Options};
use crate::output::{Cell, CsvFiles, Sink, Table};
use crate::pipeline::Pipeline;

/// What was found over all names whose identity occurs in several documents.
///
/// The precision of a name is the share of the gold names in its found identity that mean the same as it, the recall the share
/// of those that mean the same that are in it; both are averaged (Bagga and Baldwin 1998). A gold name that overlaps no name
/// found is an identity of its own.
#[derive(Clone, Debug, Default)]
pub struct Report {
    precision: f64,
    recall: f64,
    names: usize,
    /// Of each rule that gave an identity: the sum of the precisions of its names, and how many they are.
    by_rule: BTreeMap<Rule, (f64, usize)>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f1 = 2.0 * self.precision * self.recall
            / (self.precision + self.recall).max(f64::MIN_POSITIVE);
        writeln!(
            f,
            "B-cubed    precision {:.4}  recall {:.4}  F1 {f1:.4}  of {} names",
            self.precision, self.recall, self.names
        )?;
        writeln!(f, "{:<26} {:>9} {:>6}", "rule", "right", "names")?;
        for (rule, (right, names)) in &self.by_rule {
            writeln!(
                f,
                "{:<26} {:>9.4} {names:>6}",
                rule.0,
                right / *names as f64
            )?;
        }
        Ok(())
    }
}

/// Walks the documents through the program, makes the identities, and compares them.
///
/// # Errors
/// A model that fails, and a folder for temporary files that cannot be written.
pub fn measure(pipeline: &Pipeline, gold: &[GoldNames]) -> anyhow::Result<Report> {
    let found = extract_all(pipeline, gold.iter().map(|g| g.document.clone()).collect())?;
    let folder = tempfile::tempdir()?;
    let mut sink = CsvFiles::new(folder.path());
    sink.begin()?;
    found
        .iter()
        .try_for_each(|extraction| sink.extraction(extraction))?;
    sink.commit()?;
    let mut identity_of: HashMap<(String, u64), u64> = HashMap::new();
    identities::identify(
        folder.path(),
        &Options::default(),
        std::io::sink(),
        &mut |table, row| {
            if let (
                Table::IdentityEntities,
                [
                    Cell::Integer(identity),
                    Cell::Text(document),
                    Cell::Integer(entity),
                    _,
                ],
            ) = (table, &row[..])
            {
                identity_of.insert((document.to_string(), *entity), *identity);
            }
            Ok(())
        },
    )?;
    let rules = identities::rules(folder.path())?;

    // Every gold name: whom it means, and what it was found to be.
    let mut names: Vec<(&str, Found)> = Vec::new();
    let mut documents_of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (gold, extraction) in gold.iter().zip(&found) {
        for (span, identity) in &gold.names {
            let id = gold.document.id.as_str();
            documents_of.entry(identity).or_default().insert(id);
            let entity = extraction
                .mentions
                .iter()
                .enumerate()
                .filter(|(_, m)| m.kind == MentionKind::Name)
                .map(|(k, m)| (shared(m.span, *span), k))
                .filter(|(shared, _)| *shared > 0)
                .max_by_key(|&(shared, k)| (shared, std::cmp::Reverse(k)))
                .map(|(_, k)| extraction.entity_of[k] as u64 + 1);
            let key = entity.map(|e| (id.to_string(), e));
            let cluster = key.as_ref().and_then(|key| identity_of.get(key)).copied();
            let rule = key.and_then(|key| rules.get(&key)).copied();
            names.push((identity, Found { cluster, rule }));
        }
    }
    let mut report = Report::default();
    let of_cluster = |cluster: u64| {
        names
            .iter()
            .filter(move |(_, f)| f.cluster == Some(cluster))
    };
    for (identity, own) in &names {
        if documents_of[identity].len() < 2 {
            continue;
        }
        let all = names.iter().filter(|(other, _)| other == identity).count();
        let (with, right) = match own.cluster {
            None => (1, 1),
            Some(cluster) => (
                of_cluster(cluster).count(),
                of_cluster(cluster)
                    .filter(|(other, _)| other == identity)
                    .count(),
            ),
        };
        let precision = right as f64 / with as f64;
        report.precision += precision;
        report.recall += right as f64 / all as f64;
        report.names += 1;
        if let Some(rule) = own.rule {
            let sum = report.by_rule.entry(rule).or_default();
            *sum = (sum.0 + precision, sum.1 + 1);
        }
    }
    let n = report.names.max(1) as f64;
    report.precision /= n;
    report.recall /= n;
    Ok(report)
}

/// What a gold name was found to be.
struct Found {
    cluster: Option<u64>,
    rule: Option<Rule>,
}

/// How many bytes two spans share.
fn shared(a: Span, b: Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}
