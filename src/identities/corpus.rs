//! What the tables of a finished run say of the named entities of all documents, held compactly.
//!
//! A million documents hold some fifteen million named entities. Names are interned, so an entity takes about 40 bytes and a
//! name's text stands once.

use std::collections::HashMap;
use std::path::Path;

use crate::document::EntityType;
use crate::output::read::Table;

/// The number of an interned name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NameId(pub u32);

/// Texts, each kept once.
#[derive(Debug, Default)]
pub(crate) struct Names {
    of: HashMap<Box<str>, u32>,
    all: Vec<Box<str>>,
}

impl Names {
    /// Returns the number of a text, a new one where it is new.
    pub fn intern(&mut self, text: &str) -> NameId {
        if let Some(&id) = self.of.get(text) {
            return NameId(id);
        }
        let id = self.all.len() as u32;
        self.all.push(text.into());
        self.of.insert(text.into(), id);
        NameId(id)
    }

    /// Returns the text of a number.
    pub fn text(&self, id: NameId) -> &str {
        &self.all[id.0 as usize]
    }

    /// Returns the text that was the `n`-th new one.
    pub fn text_of(&self, n: u32) -> &str {
        self.text(NameId(n))
    }
}

/// A day as `YYYYMMDD`, so that days compare as numbers.
pub(crate) type Day = u32;

/// A document of the run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DocumentFacts {
    /// When it was published.
    pub published: Option<Day>,
    /// Where its entities begin in [`Corpus::entities`]; they end where the next document's begin.
    pub first_entity: usize,
}

/// A named entity of one document.
#[derive(Clone, Debug)]
pub(crate) struct EntityFacts {
    pub document: u32,
    /// `entity_id` in the document.
    pub id: u32,
    pub entity_type: EntityType,
    /// Its fullest name there.
    pub name: NameId,
    /// Where its name forms begin in [`Corpus::forms`], and how many they are.
    pub first_form: u32,
    pub forms: u16,
    /// Mentions of every kind.
    pub mentions: u32,
    /// Statements that it makes.
    pub statements: u32,
    /// The valence of how the document speaks of it.
    pub valence: Option<f32>,
    pub role: Option<NameId>,
    /// The years in which it may be born, by what a relation says of its age or birth.
    pub born: Option<(i16, i16)>,
}

/// All documents of a run with their named entities, in the order of the tables.
#[derive(Debug, Default)]
pub(crate) struct Corpus {
    pub document_ids: Names,
    pub documents: Vec<DocumentFacts>,
    pub entities: Vec<EntityFacts>,
    pub names: Names,
    /// Name forms of entities, each with how often it occurs in the document.
    pub forms: Vec<(NameId, u32)>,
    pub roles: Names,
}

/// The score from which a relation is believed as evidence that two people are not one.
const SURE: f32 = 0.9;

impl Corpus {
    /// Reads the tables of a finished output folder.
    ///
    /// # Errors
    /// A table that is missing or that is no CSV of ours: the message names the file.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let mut corpus = Corpus::default();
        let mut documents = Table::open(folder, "documents")?;
        let mut entities = Table::open(folder, "entities")?;
        let mut mentions = Table::open(folder, "mentions")?;
        let mut relations = Table::open(folder, "relations")?;
        let mut statements = Table::open_if_there(folder, "statements")?;
        while let Some(row) = documents.next()? {
            let document = corpus.documents.len() as u32;
            let doc_id = row.get("doc_id").to_string();
            let published = day(row.get("published"));
            corpus.document_ids.intern(&doc_id);
            let first_entity = corpus.entities.len();
            corpus.documents.push(DocumentFacts {
                published,
                first_entity,
            });
            entities.each_of(&doc_id, |row| {
                if let Some(entity_type) = EntityType::NAMES
                    .into_iter()
                    .find(|t| t.as_str() == row.get("type"))
                {
                    corpus.entities.push(EntityFacts {
                        document,
                        id: row.number("entity_id")?,
                        entity_type,
                        name: corpus.names.intern(row.get("name")),
                        first_form: 0,
                        forms: 0,
                        mentions: row.number("mentions")?,
                        statements: 0,
                        valence: row.get("sentiment_score").parse().ok(),
                        role: match row.get("role") {
                            "" => None,
                            role => Some(corpus.roles.intern(role)),
                        },
                        born: None,
                    });
                }
                Ok(())
            })?;
            let of_id: HashMap<u32, usize> = (first_entity..corpus.entities.len())
                .map(|k| (corpus.entities[k].id, k))
                .collect();
            let mut forms: Vec<(usize, NameId)> = Vec::new();
            mentions.each_of(&doc_id, |row| {
                if row.get("kind") == "name"
                    && let Some(&entity) = of_id.get(&row.number("entity_id")?)
                {
                    let form = row
                        .get("text")
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" ");
                    forms.push((entity, corpus.names.intern(&form)));
                }
                Ok(())
            })?;
            forms.sort_unstable();
            for of_entity in forms.chunk_by(|a, b| a.0 == b.0) {
                let entity = &mut corpus.entities[of_entity[0].0];
                entity.first_form = corpus.forms.len() as u32;
                for same in of_entity.chunk_by(|a, b| a.1 == b.1) {
                    corpus.forms.push((same[0].1, same.len() as u32));
                }
                let count = corpus.forms.len() as u32 - entity.first_form;
                entity.forms = count.try_into().unwrap_or(u16::MAX);
            }
            relations.each_of(&doc_id, |row| {
                let Some(&subject) = of_id.get(&row.number("subject_id")?) else {
                    return Ok(());
                };
                let born = match row.get("relation") {
                    "age" => born_by_age(row.get("object"), published),
                    "date_of_birth" => year(row.get("object")).map(|y| (y, y)),
                    _ => None,
                };
                if born.is_some() && row.get("score").parse::<f32>().is_ok_and(|s| s >= SURE) {
                    corpus.entities[subject]
                        .born
                        .get_or_insert(born.unwrap_or_default());
                }
                Ok(())
            })?;
            if let Some(statements) = &mut statements {
                statements.each_of(&doc_id, |row| {
                    if let Ok(speaker) = row.get("speaker_id").parse::<u32>()
                        && let Some(&entity) = of_id.get(&speaker)
                    {
                        corpus.entities[entity].statements += 1;
                    }
                    Ok(())
                })?;
            }
        }
        Ok(corpus)
    }

    /// Returns the document of an id.
    pub fn document(&self, id: &str) -> Option<u32> {
        self.document_ids.of.get(id).copied()
    }

    /// Returns a document's id.
    pub fn document_id(&self, document: u32) -> &str {
        self.document_ids.text_of(document)
    }

    /// Returns the numbers of a document's entities.
    pub fn entities_of(&self, document: u32) -> std::ops::Range<usize> {
        let document = document as usize;
        let end = self
            .documents
            .get(document + 1)
            .map_or(self.entities.len(), |next| next.first_entity);
        self.documents[document].first_entity..end
    }

    /// Returns the name forms of an entity, each with how often it occurs.
    pub fn forms_of(&self, entity: usize) -> &[(NameId, u32)] {
        let entity = &self.entities[entity];
        let first = entity.first_form as usize;
        &self.forms[first..first + usize::from(entity.forms)]
    }
}

/// Reads `YYYY-MM-DD`.
fn day(text: &str) -> Option<Day> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (text.len() == 10 && digits.len() == 8)
        .then(|| digits.parse().ok())
        .flatten()
}

/// Reads the year that an EDTF date begins with.
fn year(edtf: &str) -> Option<i16> {
    edtf.get(..4)?.parse().ok()
}

/// Returns the years of birth of somebody of an age (`P37Y`) on the day of publication.
fn born_by_age(age: &str, published: Option<Day>) -> Option<(i16, i16)> {
    let years: i16 = age.strip_prefix('P')?.strip_suffix('Y')?.parse().ok()?;
    let now = (published? / 10_000) as i16;
    Some((now - years - 1, now - years))
}
