//! The plain types that the stages take and return.
//!
//! Inside the program every position is a **byte** offset into the text that it belongs to (the document's text, or its
//! title); [`crate::text::CodePoints`] turns it into code points where rows are written.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::text::Original;

/// The name of a rule, as it stands in the list of its stage: what `explain.csv` says made or changed a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule(pub &'static str);

/// A half-open range of bytes, on character boundaries, in one [`Part`] of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Span { start, end }
    }

    /// How many bytes it covers.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True where it covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True where `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True where a byte lies in both.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The text that the span covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

/// Which of a document's two texts a position is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A title that stands apart from the text (a record's field, an HTML title): sentence 0.
    Title,
    /// The text itself.
    Body,
}

/// One article as it was read.
#[derive(Clone, Debug)]
pub struct Document {
    /// Unique in the run.
    pub id: String,
    /// The file that it came from.
    pub source: String,
    /// A title that stands apart from `text`.
    pub title: Option<String>,
    /// The day of publication.
    pub published: Option<Date>,
    /// ISO 639-1.
    pub language: String,
    /// The text, as it was decoded.
    pub text: String,
    /// Bytes at the start of `text` that are metadata (`date 2019-11-19 `) and belong to no sentence.
    pub body_start: usize,
    /// What its source says of it beside the text.
    pub about: About,
    /// `text` as it was written, where the stages read it in other letters.
    pub original: Option<Box<Original>>,
    /// The same for `title`.
    pub original_title: Option<Box<Original>>,
}

/// What a record, a page or an export says of an article beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its address.
    pub url: Option<String>,
    /// As its byline says.
    pub authors: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The section that it stood in.
    pub section: Option<String>,
    /// The id of the first document of the run whose text this one repeats, whole or nearly.
    pub duplicate_of: Option<String>,
    /// Where [`Document::published`] comes from.
    pub dated_by: Option<DateSource>,
    /// The record has a date of which nothing tells whether the day or the month comes first.
    pub open_date: bool,
    /// The values of the fields that the user wants kept, in the order of [`crate::corpus::Options::keep`]; empty where the
    /// record has none.
    pub kept: Vec<String>,
}

/// Where a date of publication was found. The first that has one counts, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DateSource {
    /// A field of the record.
    Record,
    /// The page's metadata, or those of a mail, a feed or an office document.
    Page,
    /// The header that an archive's export gives an article.
    Export,
    /// A line of the text that says so, its dateline among them.
    Line,
    /// The file's name, or the article's address.
    Name,
    /// The user, for all that have none.
    Option,
}

impl Document {
    /// An English text without title or date.
    pub fn plain(id: &str, text: &str) -> Self {
        Document {
            id: id.to_string(),
            source: id.to_string(),
            title: None,
            published: None,
            language: "en".to_string(),
            text: text.to_string(),
            body_start: 0,
            about: About::default(),
            original: None,
            original_title: None,
        }
    }

    /// The text of `part`; empty where there is no title.
    pub fn part(&self, part: Part) -> &str {
        match part {
            Part::Title => self.title.as_deref().unwrap_or(""),
            Part::Body => &self.text,
        }
    }

    /// The text of `part` as it was written: what the offsets of rows slice.
    pub fn written(&self, part: Part) -> &str {
        match self.original_of(part) {
            Some(original) => original.text(),
            None => self.part(part),
        }
    }

    /// Where a span of the text that the stages read stands in [`Document::written`], in bytes.
    pub fn written_span(&self, part: Part, span: Span) -> Span {
        match self.original_of(part) {
            Some(original) => {
                let start = original.start(span.start);
                Span::new(start, original.end(span.end).max(start))
            }
            None => span,
        }
    }

    fn original_of(&self, part: Part) -> Option<&Original> {
        match part {
            Part::Title => self.original_title.as_deref(),
            Part::Body => self.original.as_deref(),
        }
    }

    /// The text of a sentence.
    pub fn sentence(&self, sentence: &Sentence) -> &str {
        sentence.span.of(self.part(sentence.part))
    }

    /// The text of a mention that stands in `sentences`.
    pub fn mention(&self, sentences: &[Sentence], mention: &Mention) -> &str {
        mention.span.of(self.part(sentences[mention.sentence].part))
    }
}

/// A sentence of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Which of the document's texts it stands in.
    pub part: Part,
    /// In the part's text, without white space at either end.
    pub span: Span,
    /// Counts the paragraphs of the document from 0; the title is a paragraph of its own.
    pub paragraph: usize,
}

/// What an entity is: one of four types of names, or a kind of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityType {
    /// A person.
    Per,
    /// An organisation.
    Org,
    /// A place.
    Loc,
    /// Another name, such as of an event, a work or a nationality.
    Misc,
    /// A date, or a span of dates.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// How old somebody or something is.
    Age,
    /// An amount of money.
    Money,
    /// A percentage.
    Percent,
    /// A number with a unit of measure.
    Quantity,
}

impl EntityType {
    /// All types, in the order of schema.tsv.
    pub const ALL: [EntityType; 11] = [
        EntityType::Per,
        EntityType::Org,
        EntityType::Loc,
        EntityType::Misc,
        EntityType::Date,
        EntityType::Time,
        EntityType::Duration,
        EntityType::Age,
        EntityType::Money,
        EntityType::Percent,
        EntityType::Quantity,
    ];

    /// The four types that the named-entity model tells, in the order of [`Mention::type_scores`].
    pub const NAMES: [EntityType; 4] = [
        EntityType::Per,
        EntityType::Org,
        EntityType::Loc,
        EntityType::Misc,
    ];

    /// True for the four types of names.
    pub fn is_name(self) -> bool {
        Self::NAMES.contains(&self)
    }

    /// As it stands in the `type` columns.
    pub fn as_str(self) -> &'static str {
        match self {
            EntityType::Per => "PER",
            EntityType::Org => "ORG",
            EntityType::Loc => "LOC",
            EntityType::Misc => "MISC",
            EntityType::Date => "DATE",
            EntityType::Time => "TIME",
            EntityType::Duration => "DURATION",
            EntityType::Age => "AGE",
            EntityType::Money => "MONEY",
            EntityType::Percent => "PERCENT",
            EntityType::Quantity => "QUANTITY",
        }
    }
}

/// How a mention refers to its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// By a name.
    Name,
    /// By a pronoun, such as `she`.
    Pronoun,
    /// By a noun phrase, such as `the minister`.
    Nominal,
    /// It is a value, such as a date.
    Value,
}

impl MentionKind {
    /// As it stands in the `kind` column.
    pub fn as_str(self) -> &'static str {
        match self {
            MentionKind::Name => "name",
            MentionKind::Pronoun => "pronoun",
            MentionKind::Nominal => "nominal",
            MentionKind::Value => "value",
        }
    }
}

/// One occurrence of a name, a pronoun, a nominal or a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Index into the document's sentences.
    pub sentence: usize,
    /// In the text of the sentence's part.
    pub span: Span,
    /// The type of its entity.
    pub entity_type: EntityType,
    /// How it refers to the entity.
    pub kind: MentionKind,
    /// Normalised, for values.
    pub value: Option<String>,
    /// The model's probability, 0 to 1; 1 where a rule is certain.
    pub score: f32,
    /// For names: the model's probability of each of [`EntityType::NAMES`]; else zeros.
    pub type_scores: [f32; 4],
    /// The rule that made the mention or changed it last; `None` where it is the model's alone.
    pub rule: Option<Rule>,
}

/// All mentions of one person, organisation, place, thing or value in a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The fullest proper name; for a value, its first text.
    pub name: String,
    /// What it is.
    pub entity_type: EntityType,
    /// Indices into the document's mentions, in order.
    pub mentions: Vec<usize>,
    /// Normalised, for values.
    pub value: Option<String>,
}

/// Direct speech, without its quotation marks where it has a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    pub part: Part,
    pub span: Span,
    /// In a transcript, the name in the label of the turn: the `COLE` of `COLE: Thank you.`
    pub label: Option<Span>,
    /// Index into the document's entities.
    pub speaker: Option<usize>,
    /// The rule that found the speaker.
    pub rule: Option<Rule>,
}
