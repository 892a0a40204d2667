//! What the tables are: their names, their columns, and the kinds of their cells. Every format writes from these.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;

/// A table that a run writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// One row a document.
    Documents,
    /// One row a sentence.
    Sentiment,
    /// One row a distinct entity of a document.
    Entities,
    /// One row an occurrence of an entity.
    Mentions,
    /// One row a relation that a sentence states.
    Relations,
    /// One row a thing that somebody is said to have said, written or thought.
    Statements,
    /// One row an entity that a statement speaks of.
    About,
    /// One row a document, with its text; only where it is asked for.
    Texts,
    /// One row a finding that a rule made or changed; only where it is asked for.
    Explain,
    /// One row an input that could not be read.
    Errors,
    /// One row a person, organisation or place of the whole run.
    Identities,
    /// One row a name that an identity goes by.
    Aliases,
    /// One row an entity of a document, with the identity it belongs to.
    IdentityEntities,
    /// The identities as nodes of a network.
    Nodes,
    /// One row a connection between two identities.
    Edges,
}

impl Table {
    /// All tables, in the order in which they are listed.
    pub const ALL: [Table; 10] = [
        Table::Documents,
        Table::Sentiment,
        Table::Entities,
        Table::Mentions,
        Table::Relations,
        Table::Statements,
        Table::About,
        Table::Texts,
        Table::Explain,
        Table::Errors,
    ];

    /// Whether every run writes it, or only one that is asked to.
    pub fn always(self) -> bool {
        !matches!(self, Table::Texts | Table::Explain)
    }

    /// The tables of the whole run, which are made from the others when all documents are in them.
    pub const OF_RUN: [Table; 5] = [
        Table::Identities,
        Table::Aliases,
        Table::IdentityEntities,
        Table::Nodes,
        Table::Edges,
    ];

    /// As files and sheets are called, without a suffix.
    pub fn name(self) -> &'static str {
        match self {
            Table::Documents => "documents",
            Table::Sentiment => "sentiment",
            Table::Entities => "entities",
            Table::Mentions => "mentions",
            Table::Relations => "relations",
            Table::Statements => "statements",
            Table::About => "about",
            Table::Texts => "texts",
            Table::Explain => "explain",
            Table::Errors => "errors",
            Table::Identities => "identities",
            Table::Aliases => "aliases",
            Table::IdentityEntities => "identity_entities",
            Table::Nodes => "nodes",
            Table::Edges => "edges",
        }
    }

    /// What a row of it is.
    pub fn description(self) -> &'static str {
        match self {
            Table::Documents => "One row a document",
            Table::Sentiment => "One row a sentence",
            Table::Entities => "One row a distinct entity of a document",
            Table::Mentions => "One row an occurrence of an entity",
            Table::Relations => "One row a relation that a sentence states",
            Table::Statements => {
                "One row a thing that somebody is said to have said, written or thought"
            }
            Table::About => "One row an entity that a statement speaks of",
            Table::Texts => "One row a document, with the text that the offsets count in",
            Table::Explain => "One row a finding that a rule made or changed",
            Table::Errors => "One row an input that could not be read",
            Table::Identities => "One row a person, organisation or place of the whole run",
            Table::Aliases => "One row a name that an identity goes by",
            Table::IdentityEntities => {
                "One row an entity of a document, with the identity it belongs to"
            }
            Table::Nodes => "One row an identity, as a node of a network",
            Table::Edges => "One row a connection between two identities",
        }
    }

    /// The columns that tell its rows apart; none where nothing does.
    pub fn key(self) -> &'static [&'static str] {
        match self {
            Table::Documents | Table::Texts => &["doc_id"],
            Table::Sentiment => &["doc_id", "sentence_id"],
            Table::Entities | Table::IdentityEntities => &["doc_id", "entity_id"],
            Table::Mentions => &["doc_id", "mention_id"],
            Table::Statements => &["doc_id", "statement_id"],
            Table::About => &["doc_id", "statement_id", "entity_id"],
            Table::Identities => &["identity_id"],
            Table::Aliases => &["identity_id", "alias"],
            Table::Nodes => &["Id"],
            Table::Relations | Table::Explain | Table::Errors | Table::Edges => &[],
        }
    }

    /// The columns that stand for a row of another table.
    pub fn references(self) -> &'static [Reference] {
        const DOCUMENT: Reference = Reference::new(&["doc_id"], Table::Documents);
        const SENTENCE: Reference = Reference::new(&["doc_id", "sentence_id"], Table::Sentiment);
        const ENTITY: Reference = Reference::new(&["doc_id", "entity_id"], Table::Entities);
        const IDENTITY: Reference = Reference::new(&["identity_id"], Table::Identities);
        const SUBJECT: Reference = Reference::new(&["doc_id", "subject_id"], Table::Entities);
        const OBJECT: Reference = Reference::new(&["doc_id", "object_id"], Table::Entities);
        const STATEMENT: Reference = Reference::new(&["doc_id", "statement_id"], Table::Statements);
        const SPEAKER: Reference = Reference::new(&["doc_id", "speaker_id"], Table::Entities);
        const SOURCE: Reference = Reference::new(&["Source"], Table::Nodes);
        const TARGET: Reference = Reference::new(&["Target"], Table::Nodes);
        match self {
            Table::Sentiment | Table::Entities | Table::Texts | Table::Explain => &[DOCUMENT],
            Table::Mentions => &[DOCUMENT, SENTENCE, ENTITY],
            Table::Relations => &[DOCUMENT, SENTENCE, SUBJECT, OBJECT],
            Table::Statements => &[DOCUMENT, SENTENCE, SPEAKER],
            Table::About => &[DOCUMENT, STATEMENT, ENTITY],
            Table::Aliases => &[IDENTITY],
            Table::IdentityEntities => &[IDENTITY, ENTITY],
            Table::Edges => &[SOURCE, TARGET],
            Table::Documents | Table::Errors | Table::Identities | Table::Nodes => &[],
        }
    }

    /// The columns, in order.
    pub fn columns(self) -> &'static [Column] {
        use super::rows;
        match self {
            Table::Documents => rows::DocumentRow::COLUMNS,
            Table::Sentiment => rows::SentimentRow::COLUMNS,
            Table::Entities => rows::EntityRow::COLUMNS,
            Table::Mentions => rows::MentionRow::COLUMNS,
            Table::Relations => rows::RelationRow::COLUMNS,
            Table::Statements => rows::StatementRow::COLUMNS,
            Table::About => rows::AboutRow::COLUMNS,
            Table::Texts => rows::TextRow::COLUMNS,
            Table::Explain => rows::ExplainRow::COLUMNS,
            Table::Errors => rows::ErrorRow::COLUMNS,
            Table::Identities => rows::IdentityRow::COLUMNS,
            Table::Aliases => rows::AliasRow::COLUMNS,
            Table::IdentityEntities => rows::IdentityEntityRow::COLUMNS,
            Table::Nodes => rows::NodeRow::COLUMNS,
            Table::Edges => rows::EdgeRow::COLUMNS,
        }
    }
}

/// Columns of a table that stand for a row of another: they hold what that one's key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// In the order of the other table's key.
    pub columns: &'static [&'static str],
    /// The other table.
    pub to: Table,
}

impl Reference {
    const fn new(columns: &'static [&'static str], to: Table) -> Self {
        Reference { columns, to }
    }
}

/// A column of a [`Table`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// As it stands in the header. It never changes.
    pub name: &'static str,
    /// What its cells are.
    pub kind: Kind,
    /// What a cell says, for a reader of the table.
    pub description: &'static str,
}

/// What the cells of a column are; each may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Any text.
    Text,
    /// A whole number, 0 or more.
    Integer,
    /// A number of four decimals.
    Number,
    /// A calendar date.
    Date,
}

/// One cell of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing is known.
    Missing,
    /// Text as it is.
    Text(Cow<'a, str>),
    /// A whole number, 0 or more.
    Integer(u64),
    /// A number of four decimals.
    Number(Score),
    /// A number exactly as it is written: digits, with a point or a minus where it needs them.
    Decimal(String),
    /// A calendar date.
    Date(Date),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Cell::Text(Cow::Borrowed(text))
    }
}

impl From<usize> for Cell<'_> {
    fn from(n: usize) -> Self {
        Cell::Integer(n as u64)
    }
}

impl From<u64> for Cell<'_> {
    fn from(n: u64) -> Self {
        Cell::Integer(n)
    }
}

impl From<Score> for Cell<'_> {
    fn from(score: Score) -> Self {
        Cell::Number(score)
    }
}

impl From<Date> for Cell<'_> {
    fn from(date: Date) -> Self {
        Cell::Date(date)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Cell::Missing, Into::into)
    }
}

impl Cell<'_> {
    /// Whether the cell may stand in a column of this kind.
    pub fn fits(&self, kind: Kind) -> bool {
        match self {
            Cell::Missing => true,
            Cell::Text(_) => kind == Kind::Text,
            Cell::Integer(_) => kind == Kind::Integer,
            Cell::Number(_) | Cell::Decimal(_) => kind == Kind::Number,
            Cell::Date(_) => kind == Kind::Date,
        }
    }
}

/// A number as the tables write it: four decimals, never `-0.0000`.
///
/// ```
/// use gleaner::output::Score;
/// assert_eq!(Score(0.98766).to_string(), "0.9877");
/// assert_eq!(Score(-0.00004).to_string(), "0.0000");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score(pub f32);

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.4}", self.0);
        f.write_str(if text == "-0.0000" { "0.0000" } else { &text })
    }
}

impl Score {
    /// The number that [`fmt::Display`] writes.
    ///
    /// ```
    /// assert_eq!(gleaner::output::Score(0.98766).value(), 0.9877);
    /// ```
    pub fn value(self) -> f64 {
        self.to_string().parse().unwrap_or_default()
    }

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
