//! One struct a CSV: its fields are the columns, in the contract's order.

use serde::Serialize;
use serde::ser::Serializer;

use crate::document::{Part, Sentence};
use crate::extraction::{Extraction, Sentiment};
use crate::text::CodePoints;

/// A number of four decimals, never `-0.0000`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score(pub f32);

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = format!("{:.4}", self.0);
        serializer.serialize_str(if text == "-0.0000" { "0.0000" } else { &text })
    }
}

impl Score {
    /// Three probabilities that sum to 1, so rounded that what is written sums to 1 as well: what rounding down leaves goes
    /// to those that lost most by it. A greater one never comes out as the lesser.
    pub fn shares(shares: [f32; 3]) -> [Score; 3] {
        let exact = shares.map(|p| f64::from(p) * 1e4);
        let mut units = exact.map(f64::floor);
        let left = 1e4 - units.iter().sum::<f64>();
        if !(0.0..=3.0).contains(&left) {
            return shares.map(Score);
        }
        let mut order = [0, 1, 2];
        order.sort_by(|&a, &b| (exact[b] - units[b]).total_cmp(&(exact[a] - units[a])));
        for &k in order.iter().take(left as usize) {
            units[k] += 1.0;
        }
        units.map(|u| Score((u / 1e4) as f32))
    }
}

/// A text cell. In a table for spreadsheets one that would run as a formula is written with a leading `'`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    pub text: &'a str,
    pub excel: bool,
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.excel && self.text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            serializer.collect_str(&format_args!("'{}", self.text))
        } else {
            serializer.serialize_str(self.text)
        }
    }
}

#[derive(Debug, Serialize)]
pub struct DocumentRow<'a> {
    pub doc_id: Cell<'a>,
    pub source: Cell<'a>,
    pub title: Cell<'a>,
    pub published: String,
    pub language: &'a str,
    pub characters: usize,
    pub sentences: usize,
    pub mentions: usize,
    pub entities: usize,
    pub relations: usize,
    pub sentiment: &'static str,
    pub sentiment_score: Option<Score>,
}

#[derive(Debug, Serialize)]
pub struct SentimentRow<'a> {
    pub doc_id: Cell<'a>,
    pub sentence_id: usize,
    pub start: usize,
    pub end: usize,
    pub text: Cell<'a>,
    pub speaker_id: Option<usize>,
    pub speaker: Cell<'a>,
    pub sentiment: &'static str,
    pub sentiment_score: Score,
    pub negative: Score,
    pub neutral: Score,
    pub positive: Score,
}

#[derive(Debug, Serialize)]
pub struct EntityRow<'a> {
    pub doc_id: Cell<'a>,
    pub entity_id: usize,
    pub name: Cell<'a>,
    #[serde(rename = "type")]
    pub entity_type: &'static str,
    pub mentions: usize,
    pub first_start: usize,
    pub value: Cell<'a>,
    pub sentiment: &'static str,
    pub sentiment_score: Option<Score>,
}

#[derive(Debug, Serialize)]
pub struct MentionRow<'a> {
    pub doc_id: Cell<'a>,
    pub mention_id: usize,
    pub sentence_id: usize,
    pub entity_id: usize,
    pub start: usize,
    pub end: usize,
    pub text: Cell<'a>,
    #[serde(rename = "type")]
    pub entity_type: &'static str,
    pub kind: &'static str,
    pub value: Cell<'a>,
    pub score: Score,
}

#[derive(Debug, Serialize)]
pub struct RelationRow<'a> {
    pub doc_id: Cell<'a>,
    pub sentence_id: usize,
    pub relation: &'static str,
    pub subject_id: usize,
    pub subject: Cell<'a>,
    pub subject_type: &'static str,
    pub subject_start: usize,
    pub subject_end: usize,
    pub object_id: usize,
    pub object: Cell<'a>,
    pub object_type: &'static str,
    pub object_start: usize,
    pub object_end: usize,
    pub score: Score,
    pub evidence: Cell<'a>,
}

#[derive(Debug, Serialize)]
pub struct ErrorRow<'a> {
    pub source: Cell<'a>,
    pub line: Option<u64>,
    pub error: Cell<'a>,
}

/// The columns of each table, for the header of one without rows.
pub const DOCUMENTS: &[&str] = &[
    "doc_id",
    "source",
    "title",
    "published",
    "language",
    "characters",
    "sentences",
    "mentions",
    "entities",
    "relations",
    "sentiment",
    "sentiment_score",
];
pub const SENTIMENT: &[&str] = &[
    "doc_id",
    "sentence_id",
    "start",
    "end",
    "text",
    "speaker_id",
    "speaker",
    "sentiment",
    "sentiment_score",
    "negative",
    "neutral",
    "positive",
];
pub const ENTITIES: &[&str] = &[
    "doc_id",
    "entity_id",
    "name",
    "type",
    "mentions",
    "first_start",
    "value",
    "sentiment",
    "sentiment_score",
];
pub const MENTIONS: &[&str] = &[
    "doc_id",
    "mention_id",
    "sentence_id",
    "entity_id",
    "start",
    "end",
    "text",
    "type",
    "kind",
    "value",
    "score",
];
pub const RELATIONS: &[&str] = &[
    "doc_id",
    "sentence_id",
    "relation",
    "subject_id",
    "subject",
    "subject_type",
    "subject_start",
    "subject_end",
    "object_id",
    "object",
    "object_type",
    "object_start",
    "object_end",
    "score",
    "evidence",
];
pub const ERRORS: &[&str] = &["source", "line", "error"];

/// An extraction as rows: bytes become code points, indices ids.
pub struct Rows<'a> {
    extraction: &'a Extraction,
    excel: bool,
    title: CodePoints,
    body: CodePoints,
    has_title: bool,
}

fn polarity(s: &Sentiment) -> &'static str {
    s.polarity().as_str()
}

impl<'a> Rows<'a> {
    pub fn new(extraction: &'a Extraction, excel: bool) -> Self {
        let document = &extraction.document;
        Rows {
            extraction,
            excel,
            title: CodePoints::new(document.part(Part::Title)),
            body: CodePoints::new(document.part(Part::Body)),
            has_title: extraction
                .sentences
                .first()
                .is_some_and(|s| s.part == Part::Title),
        }
    }

    fn cell(&self, text: &'a str) -> Cell<'a> {
        Cell {
            text,
            excel: self.excel,
        }
    }

    fn id(&self) -> Cell<'a> {
        self.cell(&self.extraction.document.id)
    }

    /// A byte of the text that a sentence is in, in code points.
    fn at(&self, sentence: &Sentence, byte: usize) -> usize {
        match sentence.part {
            Part::Title => self.title.at(byte),
            Part::Body => self.body.at(byte),
        }
    }

    /// The title is sentence 0; the text's count from 1.
    fn sentence_id(&self, index: usize) -> usize {
        if self.has_title { index } else { index + 1 }
    }

    pub fn document(&self) -> DocumentRow<'a> {
        let x = self.extraction;
        let d = &x.document;
        DocumentRow {
            doc_id: self.id(),
            source: self.cell(&d.source),
            title: self.cell(d.title.as_deref().unwrap_or("")),
            published: d.published.map(|p| p.to_string()).unwrap_or_default(),
            language: &d.language,
            characters: self.body.at(d.text.len()),
            sentences: x.sentences.len(),
            mentions: x.mentions.len(),
            entities: x.entities.len(),
            relations: x.relations.len(),
            sentiment: x.document_sentiment.as_ref().map_or("", polarity),
            sentiment_score: x.document_sentiment.map(|s| Score(s.score)),
        }
    }

    pub fn sentiment(&self) -> impl Iterator<Item = SentimentRow<'a>> {
        let x = self.extraction;
        debug_assert_eq!(x.sentences.len(), x.sentence_sentiment.len());
        x.sentences
            .iter()
            .zip(&x.sentence_sentiment)
            .enumerate()
            .map(|(i, (s, felt))| {
                let speaker = x.speakers.get(i).copied().flatten();
                let shares = Score::shares([felt.negative, felt.neutral, felt.positive]);
                SentimentRow {
                    doc_id: self.id(),
                    sentence_id: self.sentence_id(i),
                    start: self.at(s, s.span.start),
                    end: self.at(s, s.span.end),
                    text: self.cell(x.document.sentence(s)),
                    speaker_id: speaker.map(|e| e + 1),
                    speaker: self.cell(speaker.map_or("", |e| &x.entities[e].name)),
                    sentiment: polarity(felt),
                    sentiment_score: Score(felt.score),
                    negative: shares[0],
                    neutral: shares[1],
                    positive: shares[2],
                }
            })
    }

    pub fn entities(&self) -> impl Iterator<Item = EntityRow<'a>> {
        let x = self.extraction;
        x.entities.iter().enumerate().map(|(i, e)| {
            let first = e.mentions.first().map(|&m| &x.mentions[m]);
            let felt = x.entity_sentiment.get(i).copied().flatten();
            EntityRow {
                doc_id: self.id(),
                entity_id: i + 1,
                name: self.cell(&e.name),
                entity_type: e.entity_type.as_str(),
                mentions: e.mentions.len(),
                first_start: first.map_or(0, |m| self.at(&x.sentences[m.sentence], m.span.start)),
                value: self.cell(e.value.as_deref().unwrap_or("")),
                sentiment: felt.as_ref().map_or("", polarity),
                sentiment_score: felt.map(|s| Score(s.score)),
            }
        })
    }

    pub fn mentions(&self) -> impl Iterator<Item = MentionRow<'a>> {
        let x = self.extraction;
        x.mentions.iter().enumerate().map(|(i, m)| {
            let sentence = &x.sentences[m.sentence];
            MentionRow {
                doc_id: self.id(),
                mention_id: i + 1,
                sentence_id: self.sentence_id(m.sentence),
                entity_id: x.entity_of[i] + 1,
                start: self.at(sentence, m.span.start),
                end: self.at(sentence, m.span.end),
                text: self.cell(x.document.mention(&x.sentences, m)),
                entity_type: m.entity_type.as_str(),
                kind: m.kind.as_str(),
                value: self.cell(m.value.as_deref().unwrap_or("")),
                score: Score(m.score),
            }
        })
    }

    pub fn relations(&self) -> impl Iterator<Item = RelationRow<'a>> {
        let x = self.extraction;
        x.relations.iter().map(|r| {
            let sentence = &x.sentences[r.sentence];
            let (s, o) = (
                &x.mentions[r.subject_mention],
                &x.mentions[r.object_mention],
            );
            let (subject, object) = (&x.entities[r.subject], &x.entities[r.object]);
            RelationRow {
                doc_id: self.id(),
                sentence_id: self.sentence_id(r.sentence),
                relation: r.kind.as_str(),
                subject_id: r.subject + 1,
                subject: self.cell(&subject.name),
                subject_type: subject.entity_type.as_str(),
                subject_start: self.at(sentence, s.span.start),
                subject_end: self.at(sentence, s.span.end),
                object_id: r.object + 1,
                object: self.cell(object.value.as_deref().unwrap_or(&object.name)),
                object_type: object.entity_type.as_str(),
                object_start: self.at(sentence, o.span.start),
                object_end: self.at(sentence, o.span.end),
                score: Score(r.score),
                evidence: self.cell(x.document.sentence(sentence)),
            }
        })
    }
}
