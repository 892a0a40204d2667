//! The names of a document, taken apart and joined into entities.

use crate::document::{EntityType, Rule, Span};
use crate::language::nouns::Gender;

/// A name mention, taken apart.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Without article, title, possessive.
    pub core: Span,
    /// The core's words, folded.
    pub words: Vec<String>,
    /// The tokens of the mention.
    pub first: usize,
    pub last: usize,
    /// As a title, an honorific or a noun before it tells.
    pub gender: Gender,
    /// As the pronoun tells that a verb of saying behind the name brings in: `Sands said he`.
    pub pronoun_gender: Gender,
    /// `Mr`, `Dr` and the like: what follows is a surname.
    pub titled: bool,
    /// In capitals alone.
    pub shouted: bool,
    /// How many capitals it has.
    pub capitals: usize,
    /// `@name`.
    pub handle: bool,
    /// The common noun for what it names and no name of its own: `Nation`.
    pub common: bool,
    /// The rule that joined it to names of another spelling.
    pub rule: Option<Rule>,
}

/// The names of one entity.
#[derive(Clone, Debug)]
pub(super) struct Cluster {
    pub entity_type: EntityType,
    pub gender: Gender,
    /// Indices of name mentions, in text order.
    pub names: Vec<usize>,
}

/// The names of a document and the entities that they belong to.
pub(super) struct Clusters {
    pub names: Vec<Name>,
    /// The cluster of each name mention.
    pub of: Vec<usize>,
    pub clusters: Vec<Cluster>,
}
