//! Measures coreference on GUM, document by document.
//!
//! The figures are over names and third-person pronouns of persons, organisations and places, singletons included. The
//! key holds the entities that GUM gives a name: a pronoun whose entity has none (`Farmers say they ...`) is to have
//! no row, so it is not asked for, and one that is predicted all the same counts as spurious.
//! [`Scores::b_cubed_all`] asks for those as well, which no output could hold. A predicted mention is a gold one if it
//! overlaps the head of it (names with names, pronouns with pronouns; of several the one whose span it shares most of). What
//! GUM counts among the names we may have as a noun phrase (`the Secretary` of one who is named so): such a mention is found
//! by its head like any other. Noun phrases that are no name of GUM's are not measured, neither asked for nor wrong. A
//! predicted name or pronoun that is no gold mention counts against precision, except where GUM has the same words as a noun
//! phrase (`district councillor Wu`). A name that we call MISC, and its pronouns, count as
//! found where GUM has a person, an organisation or a place there, for CoNLL's convention calls peoples so (`the Germans`),
//! and else not at all. [`Scores::b_cubed_flat`] leaves out what is a matter of convention: names inside names.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::BufRead;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Resolution;
use crate::document::{Document, EntityType, MentionKind, Part, Sentence, Span};

/// Why the gold documents could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "cannot read {path}: {source}; give the path of the GUM documents, one JSON record a line"
    )]
    Read {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error(
        "{path}, line {line}: {source}; each line must be a GUM record with text, sentences and mentions"
    )]
    Record {
        path: PathBuf,
        line: usize,
        source: serde_json::Error,
    },
    #[error("{path}, line {line}: an offset lies outside the text")]
    Offset { path: PathBuf, line: usize },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GoldKind {
    Name,
    Pronoun,
    Nominal,
}

/// A mention as GUM has it, in bytes of the text.
#[derive(Clone, Debug)]
pub struct GoldMention {
    pub span: Span,
    pub head: Span,
    /// GUM's entity type: `person`, `organization`, `place`, `object` ...
    pub entity_type: String,
    pub kind: GoldKind,
    pub cluster: u64,
}

/// Half of GUM, for tuning or for the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    Tune,
    Dev,
}

/// A document of GUM.
#[derive(Clone, Debug)]
pub struct GoldDocument {
    pub id: String,
    pub genre: String,
    pub split: Split,
    pub document: Document,
    /// GUM's own sentences; a paragraph ends where an empty line follows.
    #[allow(dead_code)]
    pub sentences: Vec<Sentence>,
    pub mentions: Vec<GoldMention>,
}

#[derive(Deserialize)]
struct Record {
    id: String,
    genre: String,
    #[serde(default)]
    date: Option<String>,
    text: String,
    sentences: Vec<(usize, usize)>,
    mentions: Vec<RecordMention>,
}

#[derive(Deserialize)]
struct RecordMention {
    start: usize,
    end: usize,
    head: (usize, usize),
    #[serde(rename = "type")]
    entity_type: String,
    kind: GoldKind,
    cluster: u64,
}

/// Reads GUM, one JSON record a line, offsets in code points. The documents of each genre, in the order of a hash of
/// their ids, go to [`Split::Tune`] and [`Split::Dev`] in turn.
pub fn read(path: &Path) -> Result<Vec<GoldDocument>, Error> {
    let read_error = |source| Error::Read {
        path: path.to_path_buf(),
        source,
    };
    let file = std::fs::File::open(path).map_err(read_error)?;
    let mut documents = Vec::new();
    for (index, line) in std::io::BufReader::new(file).lines().enumerate() {
        let line = line.map_err(read_error)?;
        if line.trim().is_empty() {
            continue;
        }
        let number = index + 1;
        let record: Record = serde_json::from_str(&line).map_err(|source| Error::Record {
            path: path.to_path_buf(),
            line: number,
            source,
        })?;
        documents.push(record.into_document().ok_or_else(|| Error::Offset {
            path: path.to_path_buf(),
            line: number,
        })?);
    }
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|&i| (documents[i].genre.clone(), hash(&documents[i].id)));
    let mut turn: HashMap<String, usize> = HashMap::new();
    for i in order {
        let turn = turn.entry(documents[i].genre.clone()).or_default();
        documents[i].split = if turn.is_multiple_of(2) {
            Split::Dev
        } else {
            Split::Tune
        };
        *turn += 1;
    }
    Ok(documents)
}

/// FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

impl Record {
    fn into_document(self) -> Option<GoldDocument> {
        let mut bytes: Vec<usize> = self.text.char_indices().map(|(at, _)| at).collect();
        bytes.push(self.text.len());
        let span = |start: usize, end: usize| {
            let (start, end) = (*bytes.get(start)?, *bytes.get(end)?);
            (start <= end).then_some(Span::new(start, end))
        };
        let mut sentences = Vec::new();
        let mut paragraph = 0;
        let mut last_end = 0;
        for &(start, end) in &self.sentences {
            let span = span(start, end)?;
            if last_end > 0
                && self
                    .text
                    .get(last_end..span.start)
                    .is_some_and(|gap| gap.contains('\n'))
            {
                paragraph += 1;
            }
            last_end = span.end;
            sentences.push(Sentence {
                part: Part::Body,
                span,
                paragraph,
            });
        }
        let mut mentions = Vec::new();
        for mention in self.mentions {
            mentions.push(GoldMention {
                span: span(mention.start, mention.end)?,
                head: span(mention.head.0, mention.head.1)?,
                entity_type: mention.entity_type,
                kind: mention.kind,
                cluster: mention.cluster,
            });
        }
        let published = self.date.as_deref().and_then(|date| date.parse().ok());
        Some(GoldDocument {
            id: self.id.clone(),
            genre: self.genre,
            split: Split::Tune,
            document: Document {
                id: self.id,
                source: "gum".to_string(),
                title: None,
                published,
                language: "en".to_string(),
                text: self.text,
                body_start: 0,
            },
            sentences,
            mentions,
        })
    }
}

impl GoldMention {
    fn is_measured_type(&self) -> bool {
        matches!(
            self.entity_type.as_str(),
            "person" | "organization" | "place"
        )
    }
}

/// True for he, she, it, they and their forms.
pub fn is_third_person(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "he" | "him"
            | "his"
            | "himself"
            | "she"
            | "her"
            | "hers"
            | "herself"
            | "it"
            | "its"
            | "itself"
            | "they"
            | "them"
            | "their"
            | "theirs"
            | "themselves"
    )
}

impl GoldDocument {
    /// The proper name in GUM's phrase around a name's head, without what is said of it: `University of Paris` of `the
    /// University of Paris, where he studied`. Names that stand inside a person's phrase (`the King of France`) end it.
    fn proper_name(&self, gold: &GoldMention) -> Span {
        let text = &self.document.text;
        let person = gold.entity_type == "person";
        let inside: Vec<Span> = self
            .mentions
            .iter()
            .filter(|other| {
                person
                    && other.kind == GoldKind::Name
                    && gold.span.contains(other.span)
                    && other.span != gold.span
                    && !other.span.contains(gold.head)
            })
            .map(|other| other.span)
            .collect();
        let words = words(text, gold.span);
        let Some(head) = words.iter().position(|word| word.overlaps(gold.head)) else {
            return gold.head;
        };
        let capital = |word: Span| {
            word.of(text)
                .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '@')
                && !inside.iter().any(|span| span.overlaps(word))
        };
        let linking = |word: Span| {
            matches!(
                word.of(text),
                "de" | "van" | "von" | "der" | "del" | "la" | "&" | "bin" | "al" | "du"
            ) || (!person && matches!(word.of(text), "of" | "the" | "and" | "for" | "on" | "in"))
        };
        let joined = |a: Span, b: Span| {
            text[a.end..b.start]
                .chars()
                .all(|c| matches!(c, ' ' | '.' | '-'))
        };
        let (mut first, mut last) = (head, head);
        for at in (0..head).rev() {
            if !joined(words[at], words[at + 1]) || !(capital(words[at]) || linking(words[at])) {
                break;
            }
            if capital(words[at]) {
                first = at;
            }
        }
        for at in head + 1..words.len() {
            if !joined(words[at - 1], words[at]) || !(capital(words[at]) || linking(words[at])) {
                break;
            }
            if capital(words[at]) {
                last = at;
            }
        }
        Span::new(words[first].start, words[last].end)
    }

    /// True for a name that no flat list of names has: one inside another (`Paris` in `University of Paris`), and the pair
    /// of two (`Carrano and Biewener`, whose head is the first one's).
    fn is_nested(&self, gold: &GoldMention) -> bool {
        self.mentions.iter().any(|other| {
            other.kind == GoldKind::Name
                && other.is_measured_type()
                && other.span != gold.span
                && if other.head == gold.head {
                    gold.span.contains(other.span)
                } else {
                    other.span.contains(gold.span)
                        && other
                            .head
                            .of(&self.document.text)
                            .starts_with(char::is_uppercase)
                        && self.proper_name(other).contains(gold.head)
                }
        })
    }

    /// True for a name right behind the noun that GUM has as the head of both (`the presenter Sally Meen`, `the village of
    /// Clyst`).
    fn is_apposed(&self, name: Span) -> bool {
        let before = self.document.text[..name.start].trim_end_matches(' ');
        let before = before.strip_suffix(" of").unwrap_or(before);
        self.mentions.iter().any(|other| {
            other.is_measured_type()
                && other.kind == GoldKind::Nominal
                && other.span.contains(name)
                && other.head.end == before.len()
        })
    }
}

/// Words without the punctuation around them and without `'s`.
fn words(text: &str, span: Span) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    let inner = span.of(text);
    for (at, c) in inner.char_indices().chain([(inner.len(), ' ')]) {
        let rest = &inner[at..];
        let possessive = rest
            .strip_prefix("'s")
            .or_else(|| rest.strip_prefix("’s"))
            .is_some_and(|after| !after.starts_with(char::is_alphanumeric));
        let word =
            (c.is_alphanumeric() || matches!(c, '@' | '&' | '\'' | '’' | '_')) && !possessive;
        match (start, word) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push(Span::new(span.start + from, span.start + at));
                start = None;
            }
            _ => {}
        }
    }
    words.retain(|word| word.of(text) != "s");
    words
}

/// Numerator and denominator sums of recall and precision.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    pub recalled: f64,
    pub gold: f64,
    pub precise: f64,
    pub predicted: f64,
}

impl Counts {
    pub fn recall(&self) -> f64 {
        if self.gold > 0.0 {
            self.recalled / self.gold
        } else {
            0.0
        }
    }

    pub fn precision(&self) -> f64 {
        if self.predicted > 0.0 {
            self.precise / self.predicted
        } else {
            0.0
        }
    }

    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 {
            2.0 * p * r / (p + r)
        } else {
            0.0
        }
    }
}

/// What [`evaluate`] measures, summed over documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    pub documents: usize,
    /// Finding the mentions, whatever their entity.
    pub mentions: Counts,
    pub muc: Counts,
    pub b_cubed: Counts,
    pub ceaf_e: Counts,
    /// With the pronouns of nameless entities in the key.
    pub b_cubed_all: Counts,
    /// Without the names that a flat list cannot have (one inside another, the pair of two), and with names that GUM has in
    /// a noun phrase (`the presenter Sally Meen`) neither asked for nor wrong.
    pub b_cubed_flat: Counts,
    /// Third-person pronouns of gold clusters with a name: right ones, and all.
    pub pronouns: (usize, usize),
}

impl Scores {
    /// The mean F1 of MUC, B-cubed and CEAF-e.
    pub fn conll(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf_e.f1()) / 3.0
    }

    /// The share of third-person pronouns, of those that stand for somebody or something with a name, that are joined to
    /// the right name.
    pub fn pronoun_accuracy(&self) -> f64 {
        if self.pronouns.1 > 0 {
            self.pronouns.0 as f64 / self.pronouns.1 as f64
        } else {
            0.0
        }
    }

    fn add(&mut self, other: &Scores) {
        self.documents += other.documents;
        for (sum, counts) in [
            (&mut self.mentions, other.mentions),
            (&mut self.muc, other.muc),
            (&mut self.b_cubed, other.b_cubed),
            (&mut self.ceaf_e, other.ceaf_e),
            (&mut self.b_cubed_all, other.b_cubed_all),
            (&mut self.b_cubed_flat, other.b_cubed_flat),
        ] {
            sum.recalled += counts.recalled;
            sum.gold += counts.gold;
            sum.precise += counts.precise;
            sum.predicted += counts.predicted;
        }
        self.pronouns.0 += other.pronouns.0;
        self.pronouns.1 += other.pronouns.1;
    }
}

/// Scores predictions: `predict` gives the [`Resolution`] of each gold document, and the part of its mentions' sentences
/// is the body.
pub fn evaluate<'a>(
    documents: impl IntoIterator<Item = &'a GoldDocument>,
    mut predict: impl FnMut(&'a GoldDocument) -> Resolution,
) -> Scores {
    let mut total = Scores::default();
    for gold in documents {
        total.add(&score(gold, &predict(gold)));
    }
    total
}

/// Scores one document.
pub fn score(gold: &GoldDocument, resolution: &Resolution) -> Scores {
    let text = &gold.document.text;
    let named: HashSet<u64> = gold
        .mentions
        .iter()
        .filter(|mention| mention.is_measured_type() && mention.kind == GoldKind::Name)
        .map(|mention| mention.cluster)
        .collect();
    // The pronouns of nameless entities at the end: what is asked for comes first.
    let (mut keys, nameless): (Vec<&GoldMention>, Vec<&GoldMention>) = gold
        .mentions
        .iter()
        .filter(|mention| {
            mention.is_measured_type()
                && match mention.kind {
                    GoldKind::Name => true,
                    GoldKind::Pronoun => is_third_person(mention.span.of(text)),
                    GoldKind::Nominal => false,
                }
        })
        .partition(|mention| named.contains(&mention.cluster));
    let asked = keys.len();
    keys.extend(nameless);
    let mut taken = vec![false; keys.len()];
    let mut entity_of = vec![0; resolution.mentions.len()];
    for (index, entity) in resolution.entities.iter().enumerate() {
        for &mention in &entity.mentions {
            entity_of[mention] = index;
        }
    }
    // Every predicted mention is a gold one by its number, or a spurious one by a number of its own.
    // Ordered, for sums of floating-point numbers depend on it.
    let mut response: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    // The same, as a flat list of names is measured.
    let mut flat: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let nested: Vec<bool> = keys
        .iter()
        .map(|key| key.kind == GoldKind::Name && gold.is_nested(key))
        .collect();
    let mut spurious = keys.len();
    let mut found: Vec<Option<usize>> = vec![None; keys.len()];
    let mut matched_names: Vec<(usize, usize)> = Vec::new();
    let mut mentions = Counts {
        gold: asked as f64,
        ..Counts::default()
    };
    for (index, mention) in resolution.mentions.iter().enumerate() {
        let measured = matches!(
            mention.entity_type,
            EntityType::Per | EntityType::Org | EntityType::Loc
        );
        let kind = match mention.kind {
            MentionKind::Name => GoldKind::Name,
            MentionKind::Pronoun => GoldKind::Pronoun,
            // By its last word, the head: `Malaysia's prime minister` is no Malaysia.
            MentionKind::Nominal => GoldKind::Name,
            MentionKind::Value => continue,
        };
        let Some(covered) = text.get(mention.span.start..mention.span.end) else {
            continue;
        };
        let nominal = mention.kind == MentionKind::Nominal;
        let last = || words(text, mention.span).last().copied();
        let head = nominal.then(last).flatten().unwrap_or(mention.span);
        if kind == GoldKind::Pronoun && !is_third_person(covered) {
            continue;
        }
        let shared = |gold: &GoldMention| {
            let both = mention
                .span
                .end
                .min(gold.span.end)
                .saturating_sub(mention.span.start.max(gold.span.start));
            let either = mention.span.len() + gold.span.len() - both;
            both as f64 / either.max(1) as f64
        };
        let key = (0..keys.len())
            .filter(|&k| !taken[k] && keys[k].kind == kind && keys[k].head.overlaps(head))
            .max_by(|&a, &b| shared(keys[a]).total_cmp(&shared(keys[b])));
        let id = match key {
            // What GUM calls persons, CoNLL's convention may call MISC: the Germans, and they.
            Some(key) if measured || mention.entity_type == EntityType::Misc => {
                taken[key] = true;
                found[key] = Some(index);
                if key < asked {
                    mentions.recalled += 1.0;
                    mentions.precise += 1.0;
                }
                if kind == GoldKind::Name && !nominal {
                    matched_names.push((entity_of[index], key));
                }
                key
            }
            _ if !measured || nominal => continue,
            _ => {
                let neutral = gold.mentions.iter().any(|other| {
                    other.is_measured_type()
                        && other.kind == GoldKind::Nominal
                        && kind == GoldKind::Name
                        && other.head.overlaps(mention.span)
                });
                if neutral {
                    continue;
                }
                spurious += 1;
                spurious
            }
        };
        mentions.predicted += 1.0;
        response.entry(entity_of[index]).or_default().push(id);
        let out = match nested.get(id) {
            Some(&nested) => nested,
            None => kind == GoldKind::Name && gold.is_apposed(mention.span),
        };
        if !out {
            flat.entry(entity_of[index]).or_default().push(id);
        }
    }

    // The gold cluster that most names of each predicted entity belong to.
    let mut votes: HashMap<usize, HashMap<u64, usize>> = HashMap::new();
    for &(entity, key) in &matched_names {
        *votes
            .entry(entity)
            .or_default()
            .entry(keys[key].cluster)
            .or_default() += 1;
    }
    let meant: HashMap<usize, u64> = votes
        .into_iter()
        .filter_map(|(entity, votes)| {
            let best = votes
                .into_iter()
                .max_by_key(|&(cluster, count)| (count, std::cmp::Reverse(cluster)))?;
            Some((entity, best.0))
        })
        .collect();
    let mut pronouns = (0, 0);
    for (key, found) in keys.iter().zip(&found).take(asked) {
        if key.kind == GoldKind::Pronoun {
            pronouns.1 += 1;
            let right =
                found.is_some_and(|index| meant.get(&entity_of[index]) == Some(&key.cluster));
            pronouns.0 += usize::from(right);
        }
    }

    let group = |keys: &[&GoldMention], out: &[bool]| {
        let mut clusters: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (id, key) in keys.iter().enumerate() {
            if !out.get(id).is_some_and(|&out| out) {
                clusters.entry(key.cluster).or_default().push(id);
            }
        }
        clusters.into_values().collect::<Vec<_>>()
    };
    let (key, key_all) = (group(&keys[..asked], &[]), group(&keys, &[]));
    let key_flat = group(&keys[..asked], &nested);
    let response: Vec<Vec<usize>> = response.into_values().collect();
    let flat: Vec<Vec<usize>> = flat.into_values().collect();
    Scores {
        documents: 1,
        mentions,
        muc: muc(&key, &response),
        b_cubed: b_cubed(&key, &response),
        ceaf_e: ceaf_e(&key, &response),
        b_cubed_all: b_cubed(&key_all, &response),
        b_cubed_flat: b_cubed(&key_flat, &flat),
        pronouns,
    }
}

fn index_of(clusters: &[Vec<usize>]) -> HashMap<usize, usize> {
    clusters
        .iter()
        .enumerate()
        .flat_map(|(index, cluster)| cluster.iter().map(move |&id| (id, index)))
        .collect()
}

/// The link-based measure of Vilain et al.: how many links of each cluster the other side has.
fn muc(key: &[Vec<usize>], response: &[Vec<usize>]) -> Counts {
    let links = |of: &[Vec<usize>], by: &[Vec<usize>]| {
        let index = index_of(by);
        of.iter().fold((0.0, 0.0), |(kept, all), cluster| {
            let mut parts: Vec<usize> = cluster
                .iter()
                .filter_map(|id| index.get(id).copied())
                .collect();
            let missing = cluster.len() - parts.len();
            parts.sort_unstable();
            parts.dedup();
            (
                kept + (cluster.len() - parts.len() - missing) as f64,
                all + (cluster.len() - 1) as f64,
            )
        })
    };
    let (recalled, gold) = links(key, response);
    let (precise, predicted) = links(response, key);
    Counts {
        recalled,
        gold,
        precise,
        predicted,
    }
}

/// The mention-based measure of Bagga and Baldwin.
fn b_cubed(key: &[Vec<usize>], response: &[Vec<usize>]) -> Counts {
    let side = |of: &[Vec<usize>], by: &[Vec<usize>]| {
        let index = index_of(by);
        of.iter().fold((0.0, 0.0), |(kept, all), cluster| {
            let mut shared: HashMap<usize, usize> = HashMap::new();
            for id in cluster {
                if let Some(&other) = index.get(id) {
                    *shared.entry(other).or_default() += 1;
                }
            }
            let squares: usize = shared.values().map(|n| n * n).sum();
            (
                kept + squares as f64 / cluster.len() as f64,
                all + cluster.len() as f64,
            )
        })
    };
    let (recalled, gold) = side(key, response);
    let (precise, predicted) = side(response, key);
    Counts {
        recalled,
        gold,
        precise,
        predicted,
    }
}

/// The entity-based measure of Luo, by the best one-to-one alignment of the clusters.
fn ceaf_e(key: &[Vec<usize>], response: &[Vec<usize>]) -> Counts {
    let index = index_of(response);
    let mut similarity = vec![vec![0.0; response.len()]; key.len()];
    for (k, cluster) in key.iter().enumerate() {
        for id in cluster {
            if let Some(&r) = index.get(id) {
                similarity[k][r] += 2.0 / (cluster.len() + response[r].len()) as f64;
            }
        }
    }
    let best = best_alignment(&similarity);
    Counts {
        recalled: best,
        gold: key.len() as f64,
        precise: best,
        predicted: response.len() as f64,
    }
}

/// The greatest sum of a one-to-one alignment of rows with columns (Kuhn and Munkres, by potentials).
fn best_alignment(similarity: &[Vec<f64>]) -> f64 {
    let (rows, columns) = (similarity.len(), similarity.first().map_or(0, Vec::len));
    let n = rows.max(columns);
    let cost = |i: usize, j: usize| {
        if i < rows && j < columns {
            -similarity[i][j]
        } else {
            0.0
        }
    };
    let (mut u, mut v) = (vec![0.0; n + 1], vec![0.0; n + 1]);
    let (mut row_of, mut way) = (vec![0; n + 1], vec![0; n + 1]);
    for i in 1..=n {
        row_of[0] = i;
        let mut j0 = 0;
        let mut least = vec![f64::INFINITY; n + 1];
        let mut used = vec![false; n + 1];
        while row_of[j0] != 0 {
            used[j0] = true;
            let (i0, mut delta, mut j1) = (row_of[j0], f64::INFINITY, 0);
            for j in 1..=n {
                if used[j] {
                    continue;
                }
                let current = cost(i0 - 1, j - 1) - u[i0] - v[j];
                if current < least[j] {
                    least[j] = current;
                    way[j] = j0;
                }
                if least[j] < delta {
                    delta = least[j];
                    j1 = j;
                }
            }
            for j in 0..=n {
                if used[j] {
                    u[row_of[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            j0 = j1;
        }
        while j0 != 0 {
            let j1 = way[j0];
            row_of[j0] = row_of[j1];
            j0 = j1;
        }
    }
    (1..=n)
        .filter(|&j| row_of[j] > 0)
        .map(|j| -cost(row_of[j] - 1, j - 1))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Mention;

    fn gold(
        text: &str,
        sentences: Vec<(usize, usize)>,
        mentions: Vec<RecordMention>,
    ) -> GoldDocument {
        let record = Record {
            id: "one".to_string(),
            genre: "news".to_string(),
            date: None,
            text: text.to_string(),
            sentences,
            mentions,
        };
        record.into_document().unwrap()
    }

    fn asked(
        span: (usize, usize),
        head: (usize, usize),
        entity_type: &str,
        kind: GoldKind,
        cluster: u64,
    ) -> RecordMention {
        RecordMention {
            start: span.0,
            end: span.1,
            head,
            entity_type: entity_type.to_string(),
            kind,
            cluster,
        }
    }

    fn predicted(
        span: (usize, usize),
        sentence: usize,
        entity_type: EntityType,
        kind: MentionKind,
    ) -> Mention {
        Mention {
            sentence,
            span: Span::new(span.0, span.1),
            entity_type,
            kind,
            value: None,
            score: 1.0,
            type_scores: [0.0; 4],
            rule: None,
        }
    }

    // The example of Bagga and Baldwin (1998): {1..5} {6 7} {8..12}, predicted {1..5} {6..12}.
    #[test]
    fn measures_agree_with_the_published_example() {
        let key = vec![vec![1, 2, 3, 4, 5], vec![6, 7], vec![8, 9, 10, 11, 12]];
        let response = vec![vec![1, 2, 3, 4, 5], vec![6, 7, 8, 9, 10, 11, 12]];
        let b = b_cubed(&key, &response);
        assert!(
            (b.precision() - 0.76).abs() < 0.005 && b.recall() == 1.0,
            "{b:?}"
        );
        let m = muc(&key, &response);
        assert!(
            (m.precision() - 0.9).abs() < 1e-9 && m.recall() == 1.0,
            "{m:?}"
        );
        let c = ceaf_e(&key, &response);
        assert!((c.recalled - (1.0 + 10.0 / 12.0)).abs() < 1e-9, "{c:?}");
    }

    #[test]
    fn spurious_and_missed_mentions_lower_the_scores() {
        let key = vec![vec![0, 1], vec![2]];
        let b = b_cubed(&key, &[vec![0, 1, 9]]);
        assert!((b.recall() - 2.0 / 3.0).abs() < 1e-9);
        assert!((b.precision() - (4.0 / 3.0) / 3.0).abs() < 1e-9);
    }

    #[test]
    fn the_flat_measure_asks_for_what_a_flat_list_of_names_can_have() {
        let text = "She left the University of Paris. Paris suits the presenter Sally Meen.";
        let at = |part: &str, from: usize| {
            let start = from + text[from..].find(part).unwrap();
            (start, start + part.len())
        };
        let (inner, outer) = (at("Paris", 0), at("Paris", 30));
        let (university, head) = (at("the University of Paris", 0), at("University", 0));
        let person = at("the presenter Sally Meen", 0);
        let gold = gold(
            text,
            vec![(0, 33), (34, text.len())],
            vec![
                asked(university, head, "organization", GoldKind::Name, 1),
                asked(inner, inner, "place", GoldKind::Name, 2),
                asked(outer, outer, "place", GoldKind::Name, 2),
                asked(person, at("presenter", 0), "person", GoldKind::Nominal, 3),
            ],
        );
        let name =
            |span, sentence, entity_type| predicted(span, sentence, entity_type, MentionKind::Name);
        let names = [
            name(at("University of Paris", 0), 0, EntityType::Org),
            name(outer, 1, EntityType::Loc),
            name(at("Sally Meen", 0), 1, EntityType::Per),
        ];
        let resolution =
            crate::coreference::resolve(&gold.document, &gold.sentences, &names, &[], Vec::new());
        let scores = score(&gold, &resolution);
        assert_eq!(scores.b_cubed_flat.f1(), 1.0, "{scores:?}");
        // Of three names one is missed, of a pair; and one is none of GUM's.
        assert!(
            (scores.b_cubed.recall() - 1.5 / 3.0).abs() < 1e-9,
            "{scores:?}"
        );
        assert!(
            (scores.b_cubed.precision() - 2.0 / 3.0).abs() < 1e-9,
            "{scores:?}"
        );
    }

    #[test]
    fn a_name_of_the_key_may_be_found_as_a_noun_phrase() {
        let text = "Secretary Okoro acted. Then the Secretary left with the clerk.";
        let at = |part: &str| {
            let start = text.find(part).unwrap();
            (start, start + part.len())
        };
        // Each phrase ends with its head.
        let mention = |part: &str, head: &str, kind, cluster| {
            let (start, end) = at(part);
            asked(
                (start, end),
                (end - head.len(), end),
                "person",
                kind,
                cluster,
            )
        };
        let gold = gold(
            text,
            vec![(0, 22), (23, text.len())],
            vec![
                mention("Secretary Okoro", "Okoro", GoldKind::Name, 1),
                mention("the Secretary", "Secretary", GoldKind::Name, 1),
                mention("the clerk", "clerk", GoldKind::Nominal, 2),
            ],
        );
        let predicted = |part, sentence, kind| predicted(at(part), sentence, EntityType::Per, kind);
        let mentions = vec![
            predicted("Okoro", 0, MentionKind::Name),
            predicted("the Secretary", 1, MentionKind::Nominal),
            predicted("the clerk", 1, MentionKind::Nominal),
        ];
        let entity = |mentions| crate::document::Entity {
            name: "Okoro".to_string(),
            entity_type: EntityType::Per,
            mentions,
            value: None,
        };
        let together = Resolution {
            mentions: mentions.clone(),
            entities: vec![entity(vec![0, 1, 2])],
            quotations: Vec::new(),
        };
        assert_eq!(score(&gold, &together).b_cubed.f1(), 1.0);
        let apart = Resolution {
            mentions,
            entities: vec![entity(vec![0]), entity(vec![1, 2])],
            quotations: Vec::new(),
        };
        assert!((score(&gold, &apart).b_cubed.recall() - 0.5).abs() < 1e-9);
    }

    #[test]
    fn alignment_is_the_best_not_the_greedy_one() {
        assert!((best_alignment(&[vec![0.9, 0.8], vec![0.8, 0.1]]) - 1.6).abs() < 1e-9);
        assert_eq!(best_alignment(&[]), 0.0);
    }
}
