//! Extractions to rows. One struct a table: its fields are the columns, in the contract's order.

use std::ops::Range;

use super::evidence;
use super::table::{Cell, Column, Kind, Score, Table};
use crate::corpus::ReadError;
use crate::document::{Part, Rule, Sentence, Span};
use crate::extraction::{Extraction, Polarity, Sentiment};
use crate::text::CodePoints;

/// A row of a table, a cell a column.
pub type Row<'a> = Vec<Cell<'a>>;

/// Defines the row of a table: a field, its column's name where it differs, its kind, and what it says.
macro_rules! row {
    ($row:ident { $($field:ident $(($name:literal))?: $kind:ident, $description:literal;)* }) => {
        #[derive(Clone, Debug)]
        pub struct $row<'a> {
            $(pub $field: Cell<'a>,)*
        }

        impl<'a> $row<'a> {
            pub const COLUMNS: &'static [Column] = &[
                $(Column {
                    name: row!(@name $field $($name)?),
                    kind: Kind::$kind,
                    description: $description,
                },)*
            ];

            /// The cells, in the order of the columns.
            pub fn cells(self) -> Row<'a> {
                let cells = vec![$(self.$field,)*];
                debug_assert!(
                    cells.iter().zip(Self::COLUMNS).all(|(cell, column)| cell.fits(column.kind)),
                    "{cells:?}"
                );
                cells
            }
        }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $name:literal) => { $name };
}

row!(DocumentRow {
    doc_id: Text, "The document's id, unique in the run";
    source: Text, "The file that the document came from";
    title: Text, "A title that stands apart from the text";
    published: Date, "The day of publication";
    language: Text, "ISO 639-1 code of the language";
    characters: Integer, "Unicode code points of the text";
    sentences: Integer, "Rows of the document in sentiment";
    mentions: Integer, "Rows of the document in mentions";
    entities: Integer, "Rows of the document in entities";
    relations: Integer, "Rows of the document in relations";
    sentiment: Text, "negative, neutral or positive: the mean over its sentences";
    sentiment_score: Number, "Valence from -1 (negative) to 1 (positive)";
    url: Text, "The article's address";
    authors: Text, "Who wrote it, as its byline says";
    publisher: Text, "The newspaper or agency";
    section: Text, "The section of the newspaper";
    duplicate_of: Text, "The first document of the run whose text this one repeats, whole or nearly";
});

row!(SentimentRow {
    doc_id: Text, "The document";
    sentence_id: Integer, "Counts from 1 in each document; a title is 0";
    start: Integer, "Where the sentence starts, in Unicode code points from 0";
    end: Integer, "Where it ends (the first code point after it)";
    text: Text, "The sentence";
    speaker_id: Integer, "The entity who says the direct speech that the sentence is or holds";
    speaker: Text, "That entity's name";
    sentiment: Text, "negative, neutral or positive: the likeliest";
    sentiment_score: Number, "Valence from -1 (negative) to 1 (positive)";
    negative: Number, "Probability, from 0 to 1; the three sum to 1";
    neutral: Number, "Probability, from 0 to 1";
    positive: Number, "Probability, from 0 to 1";
});

row!(EntityRow {
    doc_id: Text, "The document";
    entity_id: Integer, "Counts from 1 in each document, in order of first mention";
    name: Text, "The fullest proper name that the document has; of a value its first text";
    entity_type("type"): Text, "PER, ORG, LOC, MISC, or the kind of a value";
    mentions: Integer, "How often it is mentioned";
    first_start: Integer, "Where its first mention starts, in Unicode code points from 0";
    value: Text, "Normalised value: EDTF for dates and times, ISO 8601 for durations and ages, currency and amount for money";
    sentiment: Text, "negative, neutral or positive: how the text speaks of it";
    sentiment_score: Number, "Valence from -1 (negative) to 1 (positive)";
    amount: Number, "The number of a value of money, percent, quantity, age or duration";
    unit: Text, "Its unit: a currency (ISO 4217), %, a unit of measure or of time";
    role: Text, "The fullest phrase by which the text says what a person is or does";
});

row!(MentionRow {
    doc_id: Text, "The document";
    mention_id: Integer, "Counts from 1 in each document";
    sentence_id: Integer, "The sentence that it stands in";
    entity_id: Integer, "The entity that it mentions";
    start: Integer, "Where it starts, in Unicode code points from 0";
    end: Integer, "Where it ends (the first code point after it)";
    text: Text, "The mention as it stands in the text";
    entity_type("type"): Text, "The entity's type";
    kind: Text, "name, pronoun, nominal or value";
    value: Text, "Normalised value";
    score: Number, "Probability, from 0 to 1";
});

row!(RelationRow {
    doc_id: Text, "The document";
    sentence_id: Integer, "The sentence that states it";
    relation: Text, "Which relation, from subject to object";
    subject_id: Integer, "The subject's entity";
    subject: Text, "Its name";
    subject_type: Text, "Its type";
    subject_start: Integer, "Where the subject's mention starts, in Unicode code points from 0";
    subject_end: Integer, "Where it ends";
    object_id: Integer, "The object's entity";
    object: Text, "Its name, or its value";
    object_type: Text, "Its type";
    object_start: Integer, "Where the object's mention starts, in Unicode code points from 0";
    object_end: Integer, "Where it ends";
    score: Number, "Probability, from 0 to 1";
    evidence: Text, "The text of the sentence; of a very long one the stretch that holds both mentions";
    published: Date, "The day of publication of the document";
});

row!(StatementRow {
    doc_id: Text, "The document";
    statement_id: Integer, "Counts from 1 in each document";
    sentence_id: Integer, "The sentence in which it starts";
    start: Integer, "Where what is said starts, in Unicode code points from 0";
    end: Integer, "Where it ends (the first code point after it)";
    text: Text, "What is said, without the cue and the outer quotation marks";
    kind: Text, "direct (all in quotation marks), indirect (none of it) or mixed";
    cue: Text, "The words that say so: said, according to, warned";
    source: Text, "The phrase that names who says it";
    source_start: Integer, "Where that phrase starts, in Unicode code points from 0";
    source_end: Integer, "Where it ends";
    speaker_id: Integer, "The entity that the source is";
    speaker: Text, "That entity's name";
    sentiment: Text, "negative, neutral or positive: how what is said sounds";
    sentiment_score: Number, "Valence from -1 (negative) to 1 (positive)";
    published: Date, "The day of publication of the document";
});

row!(AboutRow {
    doc_id: Text, "The document";
    statement_id: Integer, "The statement";
    entity_id: Integer, "An entity that it speaks of";
    name: Text, "That entity's name";
    entity_type("type"): Text, "Its type";
    sentiment: Text, "negative, neutral or positive: how the statement speaks of it";
    sentiment_score: Number, "Valence from -1 (negative) to 1 (positive)";
});

row!(TextRow {
    doc_id: Text, "The document";
    title: Text, "A title that stands apart from the text: sentence 0";
    text: Text, "The text that the offsets of the other sentences count in";
});

row!(ExplainRow {
    doc_id: Text, "The document";
    table: Text, "The table that the finding stands in";
    row: Integer, "Which of the document's rows in that table it is, from 1";
    rule: Text, "The name of the rule that made or changed it";
});

row!(IdentityRow {
    identity_id: Integer, "Counts from 1 over the run, in order of first appearance";
    name: Text, "The name that most documents call it by in full";
    entity_type("type"): Text, "PER, ORG or LOC";
    role: Text, "The most frequent phrase that says what a person is or does";
    documents: Integer, "In how many documents it occurs";
    mentions: Integer, "How often it is mentioned in them";
    first_published: Date, "The day of the first of them";
    last_published: Date, "The day of the last of them";
    statements: Integer, "Rows in statements that it says";
    sentiment: Text, "negative, neutral or positive: how the texts speak of it";
    sentiment_score: Number, "Valence from -1 (negative) to 1 (positive): the mean, weighted by mentions";
    watch_id: Text, "The row of the watched list that it matches";
});

row!(AliasRow {
    identity_id: Integer, "The identity";
    alias: Text, "A name that it goes by";
    mentions: Integer, "How often";
    documents: Integer, "In how many documents";
});

row!(IdentityEntityRow {
    identity_id: Integer, "The identity";
    doc_id: Text, "The document";
    entity_id: Integer, "The entity of the document that it is";
    score: Number, "Probability, from 0 to 1";
});

row!(NodeRow {
    id("Id"): Integer, "The identity";
    label("Label"): Text, "Its name";
    entity_type("Type"): Text, "PER, ORG or LOC";
    documents("Documents"): Integer, "In how many documents it occurs";
    mentions("Mentions"): Integer, "How often it is mentioned in them";
    sentiment("Sentiment"): Number, "Valence from -1 (negative) to 1 (positive)";
});

row!(EdgeRow {
    source("Source"): Integer, "The identity that the edge starts at";
    target("Target"): Integer, "The identity that it ends at";
    kind("Kind"): Text, "A relation, speaks_of, or together";
    weight("Weight"): Integer, "How many sentences or statements say so";
    documents("Documents"): Integer, "In how many documents";
    first("First"): Date, "The day of the first of them";
    last("Last"): Date, "The day of the last of them";
    score("Score"): Number, "That of the best example";
    evidence("Evidence"): Text, "The document of the best example";
});

row!(ErrorRow {
    source: Text, "The file's path, or the input as it was given";
    line: Integer, "The line of a record";
    error: Text, "What is wrong, and where it is useful, what to do";
});

/// The row of an input that could not be read.
pub fn error(error: &ReadError) -> Row<'_> {
    ErrorRow {
        source: error.source.as_str().into(),
        line: error.line.into(),
        error: error.error.as_str().into(),
    }
    .cells()
}

/// An extraction as rows: bytes become code points, indices ids.
pub struct Rows<'a> {
    extraction: &'a Extraction,
    title: CodePoints,
    body: CodePoints,
    has_title: bool,
}

fn polarity(s: &Sentiment) -> &'static str {
    s.polarity().as_str()
}

impl<'a> Rows<'a> {
    pub fn new(extraction: &'a Extraction) -> Self {
        let document = &extraction.document;
        Rows {
            extraction,
            title: CodePoints::new(document.written(Part::Title)),
            body: CodePoints::new(document.written(Part::Body)),
            has_title: extraction
                .sentences
                .first()
                .is_some_and(|s| s.part == Part::Title),
        }
    }

    pub fn extraction(&self) -> &'a Extraction {
        self.extraction
    }

    fn id(&self) -> Cell<'a> {
        self.extraction.document.id.as_str().into()
    }

    /// A span of the text that a sentence is in, in code points of that text as it was written.
    fn at(&self, sentence: &Sentence, span: Span) -> Range<usize> {
        let document = &self.extraction.document;
        let written = document.written_span(sentence.part, span);
        let points = match sentence.part {
            Part::Title => &self.title,
            Part::Body => &self.body,
        };
        points.at(written.start)..points.at(written.end)
    }

    /// The text at a span of the text that a sentence is in, as it was written.
    fn text_at(&self, sentence: &Sentence, span: Span) -> Cell<'a> {
        self.written(sentence, span).into()
    }

    fn written(&self, sentence: &Sentence, span: Span) -> &'a str {
        let document = &self.extraction.document;
        let written = document.written_span(sentence.part, span);
        written.of(document.written(sentence.part))
    }

    fn shown_entities(&self) -> impl Iterator<Item = usize> {
        (0..self.extraction.entities.len()).filter(|e| self.extraction.shows_entity(*e))
    }

    /// The id and the name of somebody who speaks, where the tables show the entity.
    fn speaker(&self, entity: Option<usize>) -> (Cell<'a>, Cell<'a>) {
        let shown = entity.filter(|e| self.extraction.shows_entity(*e));
        (
            shown.map(|e| e + 1).into(),
            shown
                .map(|e| self.extraction.entities[e].name.as_str())
                .into(),
        )
    }

    /// What shows that a sentence states something of two mentions: the sentence, or a stretch of it.
    fn evidence(&self, sentence: &Sentence, a: Span, b: Span) -> Cell<'a> {
        let document = &self.extraction.document;
        let written = |span| document.written_span(sentence.part, span);
        let start = written(sentence.span).start;
        let text = self.written(sentence, sentence.span);
        let inside = |span| {
            let span = written(span);
            let inside = |at: usize| at.saturating_sub(start).min(text.len());
            inside(span.start)..inside(span.end)
        };
        Cell::Text(evidence::stretch(text, inside(a), inside(b)))
    }

    /// The title is sentence 0; the text's count from 1.
    fn sentence_id(&self, index: usize) -> usize {
        if self.has_title { index } else { index + 1 }
    }

    /// The document's rows of a table, in order; none of [`Table::Errors`].
    pub fn of(&self, table: Table) -> Vec<Row<'a>> {
        match table {
            Table::Documents => vec![self.document().cells()],
            Table::Sentiment => self.sentiment().map(SentimentRow::cells).collect(),
            Table::Entities => self.entities().map(EntityRow::cells).collect(),
            Table::Mentions => self.mentions().map(MentionRow::cells).collect(),
            Table::Relations => self.relations().map(RelationRow::cells).collect(),
            Table::Statements => self.statements().map(StatementRow::cells).collect(),
            Table::About => self.about().map(AboutRow::cells).collect(),
            Table::Texts => vec![self.text().cells()],
            Table::Explain => self.explain().map(ExplainRow::cells).collect(),
            // These are of no single document.
            Table::Errors
            | Table::Identities
            | Table::Aliases
            | Table::IdentityEntities
            | Table::Nodes
            | Table::Edges => Vec::new(),
        }
    }

    fn document(&self) -> DocumentRow<'a> {
        let x = self.extraction;
        let d = &x.document;
        DocumentRow {
            doc_id: self.id(),
            source: d.source.as_str().into(),
            title: d.title.as_ref().map(|_| d.written(Part::Title)).into(),
            published: d.published.into(),
            language: d.language.as_str().into(),
            characters: self.body.at(d.written(Part::Body).len()).into(),
            sentences: x.sentences.len().into(),
            mentions: (0..x.mentions.len())
                .filter(|m| x.shows_mention(*m))
                .count()
                .into(),
            entities: self.shown_entities().count().into(),
            relations: x.shown_relations().count().into(),
            sentiment: x.document_sentiment.as_ref().map(polarity).into(),
            sentiment_score: x.document_sentiment.map(|s| Score(s.score)).into(),
            url: d.about.url.as_deref().into(),
            authors: d.about.authors.as_deref().into(),
            publisher: d.about.publisher.as_deref().into(),
            section: d.about.section.as_deref().into(),
            duplicate_of: d.about.duplicate_of.as_deref().into(),
        }
    }

    fn sentiment(&self) -> impl Iterator<Item = SentimentRow<'a>> {
        let x = self.extraction;
        debug_assert_eq!(x.sentences.len(), x.sentence_sentiment.len());
        x.sentences
            .iter()
            .zip(&x.sentence_sentiment)
            .enumerate()
            .map(|(i, (s, felt))| {
                let (speaker_id, speaker) = self.speaker(x.speakers.get(i).copied().flatten());
                let shares = Score::shares([felt.negative, felt.neutral, felt.positive]);
                SentimentRow {
                    doc_id: self.id(),
                    sentence_id: self.sentence_id(i).into(),
                    start: self.at(s, s.span).start.into(),
                    end: self.at(s, s.span).end.into(),
                    text: self.text_at(s, s.span),
                    speaker_id,
                    speaker,
                    sentiment: polarity(felt).into(),
                    sentiment_score: Score(felt.score).into(),
                    negative: shares[0].into(),
                    neutral: shares[1].into(),
                    positive: shares[2].into(),
                }
            })
    }

    fn entities(&self) -> impl Iterator<Item = EntityRow<'a>> {
        let x = self.extraction;
        self.shown_entities().map(|i| {
            let e = &x.entities[i];
            let first = x.shown_mentions_of(i).next().map(|m| &x.mentions[m]);
            let felt = x.entity_sentiment.get(i).copied().flatten();
            let amount = e.amount();
            EntityRow {
                doc_id: self.id(),
                entity_id: (i + 1).into(),
                name: e.name.as_str().into(),
                entity_type: e.entity_type.as_str().into(),
                mentions: x.shown_mentions_of(i).count().into(),
                first_start: first
                    .map_or(0, |m| self.at(&x.sentences[m.sentence], m.span).start)
                    .into(),
                value: e.value.as_deref().into(),
                sentiment: felt.map(|s| Polarity::of_entity(s.score).as_str()).into(),
                sentiment_score: felt.map(|s| Score(s.score)).into(),
                amount: amount
                    .as_ref()
                    .map_or(Cell::Missing, |a| Cell::Decimal(a.number.clone())),
                unit: amount.map_or(Cell::Missing, |a| Cell::Text(a.unit.into())),
                role: x.roles.get(i).and_then(|role| role.as_deref()).into(),
            }
        })
    }

    fn mentions(&self) -> impl Iterator<Item = MentionRow<'a>> {
        let x = self.extraction;
        let shown = x.mentions.iter().enumerate();
        let shown = shown.filter(|(i, _)| x.shows_mention(*i));
        shown.map(|(i, m)| {
            let sentence = &x.sentences[m.sentence];
            MentionRow {
                doc_id: self.id(),
                mention_id: (i + 1).into(),
                sentence_id: self.sentence_id(m.sentence).into(),
                entity_id: (x.entity_of[i] + 1).into(),
                start: self.at(sentence, m.span).start.into(),
                end: self.at(sentence, m.span).end.into(),
                text: self.text_at(sentence, m.span),
                entity_type: m.entity_type.as_str().into(),
                kind: m.kind.as_str().into(),
                value: m.value.as_deref().into(),
                score: Score(m.score).into(),
            }
        })
    }

    fn relations(&self) -> impl Iterator<Item = RelationRow<'a>> {
        let x = self.extraction;
        x.shown_relations().map(|r| {
            let sentence = &x.sentences[r.sentence];
            let (s, o) = (
                &x.mentions[r.subject_mention],
                &x.mentions[r.object_mention],
            );
            let (subject, object) = (&x.entities[r.subject], &x.entities[r.object]);
            RelationRow {
                doc_id: self.id(),
                sentence_id: self.sentence_id(r.sentence).into(),
                relation: r.kind.as_str().into(),
                subject_id: (r.subject + 1).into(),
                subject: subject.name.as_str().into(),
                subject_type: subject.entity_type.as_str().into(),
                subject_start: self.at(sentence, s.span).start.into(),
                subject_end: self.at(sentence, s.span).end.into(),
                object_id: (r.object + 1).into(),
                object: object.value.as_deref().unwrap_or(&object.name).into(),
                object_type: object.entity_type.as_str().into(),
                object_start: self.at(sentence, o.span).start.into(),
                object_end: self.at(sentence, o.span).end.into(),
                score: Score(r.score).into(),
                evidence: self.evidence(sentence, s.span, o.span),
                published: x.document.published.into(),
            }
        })
    }

    fn statements(&self) -> impl Iterator<Item = StatementRow<'a>> {
        let x = self.extraction;
        x.statements.iter().enumerate().map(|(i, s)| {
            let sentence = &x.sentences[s.sentence];
            let span = self.at(sentence, s.span());
            let source = s.source.map(|span| self.at(sentence, span));
            let (speaker_id, speaker) = self.speaker(s.speaker);
            let text: Vec<&str> = s
                .content
                .iter()
                .map(|piece| self.written(sentence, *piece))
                .collect();
            StatementRow {
                doc_id: self.id(),
                statement_id: (i + 1).into(),
                sentence_id: self.sentence_id(s.sentence).into(),
                start: span.start.into(),
                end: span.end.into(),
                text: Cell::Text(text.join(" ").into()),
                kind: s.kind.as_str().into(),
                cue: self.text_at(sentence, s.cue),
                source: s
                    .source
                    .map_or(Cell::Missing, |span| self.text_at(sentence, span)),
                source_start: source.as_ref().map(|span| span.start).into(),
                source_end: source.map(|span| span.end).into(),
                speaker_id,
                speaker,
                sentiment: s.sentiment.as_ref().map(polarity).into(),
                sentiment_score: s.sentiment.map(|s| Score(s.score)).into(),
                published: x.document.published.into(),
            }
        })
    }

    fn about(&self) -> impl Iterator<Item = AboutRow<'a>> {
        let x = self.extraction;
        x.statements.iter().enumerate().flat_map(move |(i, s)| {
            let shown = s.about.iter().filter(|(e, _)| x.shows_entity(*e));
            shown.map(move |(e, felt)| {
                let entity = &x.entities[*e];
                AboutRow {
                    doc_id: self.id(),
                    statement_id: (i + 1).into(),
                    entity_id: (e + 1).into(),
                    name: entity.name.as_str().into(),
                    entity_type: entity.entity_type.as_str().into(),
                    sentiment: polarity(felt).into(),
                    sentiment_score: Score(felt.score).into(),
                }
            })
        })
    }

    fn text(&self) -> TextRow<'a> {
        let document = &self.extraction.document;
        TextRow {
            doc_id: self.id(),
            title: document
                .title
                .as_ref()
                .map(|_| document.written(Part::Title))
                .into(),
            text: document.written(Part::Body).into(),
        }
    }

    fn explain(&self) -> impl Iterator<Item = ExplainRow<'a>> {
        let x = self.extraction;
        let of = move |table: Table, rules: Vec<Option<Rule>>| {
            let named = rules.into_iter().enumerate();
            named.filter_map(move |(i, rule)| {
                Some(ExplainRow {
                    doc_id: self.id(),
                    table: table.name().into(),
                    row: (i + 1).into(),
                    rule: rule?.0.into(),
                })
            })
        };
        let mentions = x.mentions.iter().enumerate();
        let mentions = mentions
            .map(|(i, m)| m.rule.filter(|_| x.shows_mention(i)))
            .collect();
        let relations = x.shown_relations().map(|r| r.rule).collect();
        let statements = x.statements.iter().map(|s| Some(s.rule)).collect();
        of(Table::Mentions, mentions)
            .chain(of(Table::Relations, relations))
            .chain(of(Table::Statements, statements))
    }
}
