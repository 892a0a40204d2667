//! What the page holds, read from the tables.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde::Serialize;

use crate::extraction::{NEGATIVE_TOWARDS, POSITIVE_TOWARDS};
use crate::output::read::{Row, Table};

/// So many documents stand in one compressed block.
const BLOCK: usize = 25;
/// A page holds so many identities, the most frequent.
const MOST_IDENTITIES: usize = 3_000;
/// A page holds so many edges of the network, those of most documents.
const MOST_EDGES: usize = 150;
/// Names of a document that its search finds it by.
const MOST_NAMES: usize = 15;
/// Code points of a document's first sentence that stand for its missing title.
const OPENING: usize = 110;

/// The part of the page that is read at once.
#[derive(Debug, Default, Serialize)]
pub(super) struct Index {
    made: String,
    /// From which valence on an identity is called so.
    positive: f32,
    negative: f32,
    block: usize,
    /// Of how many documents each shown one stands for; `None` where all are shown.
    sampled: Option<usize>,
    counts: Counts,
    time: Vec<Period>,
    documents: Vec<Document>,
    identities: Vec<Identity>,
    edges: Vec<Edge>,
    errors: Vec<Problem>,
}

#[derive(Debug, Default, Serialize)]
struct Counts {
    documents: usize,
    undated: usize,
    sentences: usize,
    people: usize,
    organisations: usize,
    places: usize,
    relations: usize,
    statements: usize,
}

/// A day, month or year with the documents published in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Period {
    from: String,
    documents: usize,
    score: Option<f32>,
}

#[derive(Debug, Serialize)]
struct Document {
    id: String,
    title: String,
    published: String,
    opening: String,
    /// Publisher, section and authors, as far as they are known.
    extra: String,
    label: String,
    score: Option<f32>,
    names: String,
}

#[derive(Debug, Serialize)]
struct Identity {
    id: u64,
    name: String,
    #[serde(rename = "type")]
    entity_type: String,
    role: String,
    roles: Vec<String>,
    documents: u64,
    mentions: u64,
    statements: u64,
    score: Option<f32>,
    first: String,
    last: String,
    aliases: Vec<String>,
    /// Numbers of shown documents.
    r#in: Vec<usize>,
    time: Vec<Period>,
}

#[derive(Debug, Serialize)]
struct Edge {
    source: u64,
    target: u64,
    kind: String,
    weight: u64,
    documents: u64,
    evidence: String,
}

#[derive(Debug, Serialize)]
struct Problem {
    source: String,
    line: String,
    error: String,
}

/// Documents that are compressed together.
#[derive(Debug, Default, Serialize)]
pub(super) struct Block {
    pub number: usize,
    pub documents: Vec<Text>,
}

/// What was found in one document.
#[derive(Debug, Default, Serialize)]
pub(super) struct Text {
    sentences: Vec<Sentence>,
    entities: Vec<Entity>,
    mentions: Vec<Mention>,
    relations: Vec<Relation>,
    statements: Vec<Statement>,
}

#[derive(Debug, Serialize)]
struct Sentence {
    id: u64,
    start: u64,
    text: String,
    speaker: String,
    label: String,
    score: Option<f32>,
}

#[derive(Debug, Serialize)]
struct Entity {
    id: u64,
    name: String,
    #[serde(rename = "type")]
    entity_type: String,
    mentions: u64,
    role: String,
    label: String,
    score: Option<f32>,
    identity: Option<u64>,
}

#[derive(Debug, Serialize)]
struct Mention {
    sentence: u64,
    entity: u64,
    start: u64,
    end: u64,
    #[serde(rename = "type")]
    entity_type: String,
    value: String,
}

#[derive(Debug, Serialize)]
struct Relation {
    relation: String,
    subject_id: u64,
    subject: String,
    object_id: u64,
    object: String,
    sentence: u64,
    score: f32,
}

#[derive(Debug, Serialize)]
struct Statement {
    text: String,
    cue: String,
    source: String,
    speaker: String,
    speaker_id: Option<u64>,
    about: Vec<u64>,
}

/// All that the page holds but the texts, which are read a block at a time.
pub(super) struct Contents {
    pub index: Index,
    step: usize,
    /// The identity of an entity of a shown document.
    identity_of: HashMap<(usize, u64), u64>,
}

/// Documents in the order of the table; every `step`-th is shown.
fn shown(number: usize, step: usize) -> Option<usize> {
    number.is_multiple_of(step).then_some(number / step)
}

impl Contents {
    /// Reads the tables of an output folder.
    ///
    /// # Errors
    /// A table that is missing or broken.
    pub fn read(folder: &Path, most: usize) -> anyhow::Result<Self> {
        let mut all: usize = 0;
        let mut documents = Table::open(folder, "documents")?;
        while documents.next()?.is_some() {
            all += 1;
        }
        let step = all.div_ceil(most).max(1);
        let mut contents = Contents {
            index: Index {
                made: format!(
                    "Made by gleaner {} from the tables beside it.",
                    env!("CARGO_PKG_VERSION")
                ),
                positive: POSITIVE_TOWARDS,
                negative: NEGATIVE_TOWARDS,
                block: BLOCK,
                sampled: (step > 1).then_some(step),
                ..Index::default()
            },
            step,
            identity_of: HashMap::new(),
        };
        let published = contents.read_documents(folder)?;
        contents.read_identities(folder, &published)?;
        contents.read_edges(folder)?;
        let mut errors = Table::open(folder, "errors")?;
        while let Some(row) = errors.next()? {
            contents.index.errors.push(Problem {
                source: text(&row, "source"),
                line: text(&row, "line"),
                error: text(&row, "error"),
            });
        }
        Ok(contents)
    }

    /// Reads the list of documents; returns the day of each by its id, with its number.
    fn read_documents(
        &mut self,
        folder: &Path,
    ) -> anyhow::Result<HashMap<String, (usize, String)>> {
        let mut documents = Table::open(folder, "documents")?;
        let mut sentences = Table::open(folder, "sentiment")?;
        let mut entities = Table::open(folder, "entities")?;
        let mut published: HashMap<String, (usize, String)> = HashMap::new();
        let mut periods = Periods::default();
        let index = &mut self.index;
        let mut number = 0;
        while let Some(row) = documents.next()? {
            let id = text(&row, "doc_id");
            let day = text(&row, "published");
            let score = score(&row);
            let counts = &mut index.counts;
            counts.documents += 1;
            counts.undated += usize::from(day.is_empty());
            counts.sentences += row.get("sentences").parse().unwrap_or(0);
            counts.relations += row.get("relations").parse().unwrap_or(0);
            periods.add(&day, score);
            if shown(number, self.step).is_some() {
                let mut opening = String::new();
                sentences.each_of(&id, |row| {
                    if opening.is_empty() {
                        opening = row.get("text").chars().take(OPENING).collect();
                    }
                    Ok(())
                })?;
                let mut names: Vec<String> = Vec::new();
                entities.each_of(&id, |row| {
                    if names.len() < MOST_NAMES && row.get("value").is_empty() {
                        names.push(text(row, "name"));
                    }
                    Ok(())
                })?;
                let extra = ["publisher", "section", "authors"]
                    .map(|c| row.get(c))
                    .into_iter()
                    .filter(|c| !c.is_empty())
                    .collect::<Vec<_>>()
                    .join(", ");
                index.documents.push(Document {
                    id: id.clone(),
                    title: text(&row, "title"),
                    published: day.clone(),
                    opening: if opening.is_empty() {
                        id.clone()
                    } else {
                        opening
                    },
                    extra,
                    label: text(&row, "sentiment"),
                    score,
                    names: names.join(" "),
                });
            } else {
                sentences.each_of(&id, |_| Ok(()))?;
                entities.each_of(&id, |_| Ok(()))?;
            }
            published.insert(id, (number, day));
            number += 1;
        }
        index.time = periods.finish();
        Ok(published)
    }

    fn read_identities(
        &mut self,
        folder: &Path,
        published: &HashMap<String, (usize, String)>,
    ) -> anyhow::Result<()> {
        let Some(mut table) = Table::open_if_there(folder, "identities")? else {
            return Ok(());
        };
        let index = &mut self.index;
        let number = |row: &Row, column: &str| row.get(column).parse::<u64>().unwrap_or(0);
        while let Some(row) = table.next()? {
            match row.get("type") {
                "PER" => index.counts.people += 1,
                "ORG" => index.counts.organisations += 1,
                _ => index.counts.places += 1,
            }
            index.counts.statements += number(&row, "statements") as usize;
            index.identities.push(Identity {
                id: number(&row, "identity_id"),
                name: text(&row, "name"),
                entity_type: text(&row, "type"),
                role: text(&row, "role"),
                roles: Vec::new(),
                documents: number(&row, "documents"),
                mentions: number(&row, "mentions"),
                statements: number(&row, "statements"),
                score: score(&row),
                first: text(&row, "first_published"),
                last: text(&row, "last_published"),
                aliases: Vec::new(),
                r#in: Vec::new(),
                time: Vec::new(),
            });
            if index.identities.len() >= 4 * MOST_IDENTITIES {
                keep_most_frequent(&mut index.identities);
            }
        }
        keep_most_frequent(&mut index.identities);
        let at: HashMap<u64, usize> = index
            .identities
            .iter()
            .enumerate()
            .map(|(k, i)| (i.id, k))
            .collect();
        if let Some(mut table) = Table::open_if_there(folder, "aliases")? {
            while let Some(row) = table.next()? {
                if let Some(&k) = at.get(&number(&row, "identity_id")) {
                    index.identities[k].aliases.push(text(&row, "alias"));
                }
            }
        }
        let mut periods: Vec<Periods> = vec![Periods::default(); index.identities.len()];
        let mut table = Table::open(folder, "identity_entities")?;
        while let Some(row) = table.next()? {
            let identity = number(&row, "identity_id");
            let (Some(&k), Some((document, day))) =
                (at.get(&identity), published.get(row.get("doc_id")))
            else {
                continue;
            };
            periods[k].add(day, None);
            if let Some(shown) = shown(*document, self.step) {
                index.identities[k].r#in.push(shown);
                self.identity_of
                    .insert((shown, number(&row, "entity_id")), identity);
            }
        }
        for (identity, periods) in index.identities.iter_mut().zip(periods) {
            identity.r#in.dedup();
            identity.time = periods.finish();
        }
        self.read_roles(folder, published, &at)
    }

    /// Reads the roles of the identities from the entities of the shown documents, the most frequent first.
    fn read_roles(
        &mut self,
        folder: &Path,
        published: &HashMap<String, (usize, String)>,
        at: &HashMap<u64, usize>,
    ) -> anyhow::Result<()> {
        let mut roles: Vec<BTreeMap<String, usize>> =
            vec![BTreeMap::new(); self.index.identities.len()];
        let mut entities = Table::open(folder, "entities")?;
        while let Some(row) = entities.next()? {
            let role = row.get("role");
            let shown = published
                .get(row.get("doc_id"))
                .and_then(|d| shown(d.0, self.step));
            if let (false, Some(document)) = (role.is_empty(), shown)
                && let Some(identity) = self
                    .identity_of
                    .get(&(document, row.get("entity_id").parse().unwrap_or(0)))
                && let Some(&k) = at.get(identity)
            {
                *roles[k].entry(role.to_string()).or_default() += 1;
            }
        }
        for (identity, roles) in self.index.identities.iter_mut().zip(roles) {
            let mut roles: Vec<(String, usize)> = roles.into_iter().collect();
            roles.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            identity.roles = roles.into_iter().take(6).map(|r| r.0).collect();
        }
        Ok(())
    }

    fn read_edges(&mut self, folder: &Path) -> anyhow::Result<()> {
        let Some(mut table) = Table::open_if_there(folder, "edges")? else {
            return Ok(());
        };
        let edges = &mut self.index.edges;
        let most = |edges: &mut Vec<Edge>| {
            edges.sort_by_key(|e| {
                (
                    std::cmp::Reverse((e.documents, e.weight)),
                    e.source,
                    e.target,
                    e.kind.clone(),
                )
            });
            edges.truncate(MOST_EDGES);
        };
        while let Some(row) = table.next()? {
            let number = |column: &str| row.get(column).parse().unwrap_or(0);
            edges.push(Edge {
                source: number("Source"),
                target: number("Target"),
                kind: text(&row, "Kind"),
                weight: number("Weight"),
                documents: number("Documents"),
                evidence: text(&row, "Evidence"),
            });
            if edges.len() >= 4 * MOST_EDGES {
                most(edges);
            }
        }
        most(edges);
        Ok(())
    }

    /// Reads the shown documents' texts, and gives `put` a block at a time.
    ///
    /// # Errors
    /// A table that is broken, and what `put` says.
    pub fn blocks(
        &mut self,
        folder: &Path,
        mut put: impl FnMut(&Block) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut documents = Table::open(folder, "documents")?;
        let mut texts = Texts::open(folder)?;
        let mut block = Block::default();
        let mut number = 0;
        while let Some(row) = documents.next()? {
            let text = texts.of(row.get("doc_id"), |entity| {
                let shown = shown(number, self.step)?;
                self.identity_of.get(&(shown, entity)).copied()
            })?;
            if shown(number, self.step).is_some() {
                block.documents.push(text);
                if block.documents.len() == BLOCK {
                    put(&block)?;
                    block = Block {
                        number: block.number + 1,
                        documents: Vec::new(),
                    };
                }
            }
            number += 1;
        }
        if !block.documents.is_empty() {
            put(&block)?;
        }
        Ok(())
    }
}

/// The tables that hold what was found in a document.
struct Texts {
    sentences: Table,
    entities: Table,
    mentions: Table,
    relations: Table,
    statements: Option<Table>,
    about: Option<Table>,
}

impl Texts {
    fn open(folder: &Path) -> anyhow::Result<Self> {
        Ok(Texts {
            sentences: Table::open(folder, "sentiment")?,
            entities: Table::open(folder, "entities")?,
            mentions: Table::open(folder, "mentions")?,
            relations: Table::open(folder, "relations")?,
            statements: Table::open_if_there(folder, "statements")?,
            about: Table::open_if_there(folder, "about")?,
        })
    }

    /// Reads the rows of the next document.
    fn of(&mut self, doc_id: &str, identity: impl Fn(u64) -> Option<u64>) -> anyhow::Result<Text> {
        let mut found = Text::default();
        let number = |row: &Row, column: &str| row.get(column).parse::<u64>().unwrap_or(0);
        self.sentences.each_of(doc_id, |row| {
            found.sentences.push(Sentence {
                id: number(row, "sentence_id"),
                start: number(row, "start"),
                text: text(row, "text"),
                speaker: text(row, "speaker"),
                label: text(row, "sentiment"),
                score: score(row),
            });
            Ok(())
        })?;
        self.entities.each_of(doc_id, |row| {
            let id = number(row, "entity_id");
            found.entities.push(Entity {
                id,
                name: text(row, "name"),
                entity_type: text(row, "type"),
                mentions: number(row, "mentions"),
                role: text(row, "role"),
                label: text(row, "sentiment"),
                score: score(row),
                identity: identity(id),
            });
            Ok(())
        })?;
        self.mentions.each_of(doc_id, |row| {
            found.mentions.push(Mention {
                sentence: number(row, "sentence_id"),
                entity: number(row, "entity_id"),
                start: number(row, "start"),
                end: number(row, "end"),
                entity_type: text(row, "type"),
                value: text(row, "value"),
            });
            Ok(())
        })?;
        self.relations.each_of(doc_id, |row| {
            found.relations.push(Relation {
                relation: text(row, "relation"),
                subject_id: number(row, "subject_id"),
                subject: text(row, "subject"),
                object_id: number(row, "object_id"),
                object: text(row, "object"),
                sentence: number(row, "sentence_id"),
                score: row.get("score").parse().unwrap_or(0.0),
            });
            Ok(())
        })?;
        let mut by_id: HashMap<u64, usize> = HashMap::new();
        if let Some(statements) = &mut self.statements {
            statements.each_of(doc_id, |row| {
                by_id.insert(number(row, "statement_id"), found.statements.len());
                found.statements.push(Statement {
                    text: text(row, "text"),
                    cue: text(row, "cue"),
                    source: text(row, "source"),
                    speaker: text(row, "speaker"),
                    speaker_id: row.get("speaker_id").parse().ok(),
                    about: Vec::new(),
                });
                Ok(())
            })?;
        }
        if let Some(about) = &mut self.about {
            about.each_of(doc_id, |row| {
                if let Some(&k) = by_id.get(&number(row, "statement_id")) {
                    found.statements[k].about.push(number(row, "entity_id"));
                }
                Ok(())
            })?;
        }
        Ok(found)
    }
}

fn keep_most_frequent(identities: &mut Vec<Identity>) {
    identities.sort_by_key(|i| (std::cmp::Reverse((i.documents, i.mentions)), i.id));
    identities.truncate(MOST_IDENTITIES);
}

fn text(row: &Row, column: &str) -> String {
    row.get(column).to_string()
}

fn score(row: &Row) -> Option<f32> {
    row.get("sentiment_score").parse().ok()
}

/// Documents counted by the day of publication.
#[derive(Clone, Debug, Default)]
struct Periods(BTreeMap<String, (usize, f64, usize)>);

/// A span of at most so many days is told by day, of at most so many months by month, a longer one by year.
const MOST_DAYS: usize = 100;
const MOST_MONTHS: usize = 120;

impl Periods {
    fn add(&mut self, day: &str, score: Option<f32>) {
        if day.len() == 10 {
            let period = self.0.entry(day.to_string()).or_default();
            period.0 += 1;
            if let Some(score) = score {
                period.1 += f64::from(score);
                period.2 += 1;
            }
        }
    }

    fn finish(self) -> Vec<Period> {
        let months = self
            .0
            .keys()
            .map(|day| &day[..7])
            .collect::<std::collections::BTreeSet<_>>()
            .len();
        let (kept, rest) = match (self.0.len(), months) {
            (days, _) if days <= MOST_DAYS => (10, ""),
            (_, months) if months <= MOST_MONTHS => (7, "-01"),
            _ => (4, "-01-01"),
        };
        let mut coarse: BTreeMap<String, (usize, f64, usize)> = BTreeMap::new();
        for (day, (n, sum, felt)) in self.0 {
            let period = coarse.entry(format!("{}{rest}", &day[..kept])).or_default();
            *period = (period.0 + n, period.1 + sum, period.2 + felt);
        }
        coarse
            .into_iter()
            .map(|(from, (documents, sum, felt))| Period {
                from,
                documents,
                score: (felt > 0).then(|| (sum / felt as f64) as f32),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_span_is_told_by_day_and_a_long_one_by_year() {
        let mut days = Periods::default();
        days.add("2020-01-01", Some(0.5));
        days.add("2020-01-01", Some(-0.1));
        days.add("2020-01-02", None);
        days.add("", Some(1.0));
        let told: Vec<(String, usize)> = days
            .finish()
            .into_iter()
            .map(|p| (p.from, p.documents))
            .collect();
        assert_eq!(
            told,
            [("2020-01-01".to_string(), 2), ("2020-01-02".to_string(), 1)]
        );
        let mut years = Periods::default();
        for year in 1900..2020 {
            for month in 1..=12 {
                years.add(&format!("{year}-{month:02}-05"), None);
            }
        }
        let told = years.finish();
        assert_eq!(told.len(), 120);
        assert_eq!(
            (told[0].from.as_str(), told[0].documents),
            ("1900-01-01", 12)
        );
    }
}
