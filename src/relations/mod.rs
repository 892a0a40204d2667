//! Relations: pairs of mentions to the rows of relations.csv.
//!
//! [`candidates`] are the mention pairs of a sentence whose types some relation allows. The relation head of the shared encoder
//! gives each the probability of every relation, from the same pass that found the names ([`predictions`]); what is likely
//! enough becomes a row ([`fn@rows`]). The [`filters`] say on the way what the words rule out or change.

mod candidates;
mod filters;
mod predictions;
mod rows;

use crate::document::{Document, Mention, Sentence};

pub use candidates::{Head, unresolved_pronouns};
pub use rows::rows;

/// A document with what is found in it so far, as the filters see it.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    pub document: &'a Document,
    pub sentences: &'a [Sentence],
    /// The mentions that have an entity, then the pronouns that have none.
    pub mentions: &'a [Mention],
    /// Of each mention whether it stands in direct speech.
    pub quoted: &'a [bool],
}

impl<'a> Sheet<'a> {
    /// Returns the text of the part that a mention stands in, from the start of its sentence to the mention.
    pub(crate) fn before(&self, mention: &Mention) -> &'a str {
        let sentence = &self.sentences[mention.sentence];
        &self.document.part(sentence.part)[sentence.span.start..mention.span.start]
    }

    /// Returns the text from the end of a mention to the end of its sentence.
    pub(crate) fn behind(&self, mention: &Mention) -> &'a str {
        let sentence = &self.sentences[mention.sentence];
        &self.document.part(sentence.part)[mention.span.end..sentence.span.end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{EntityType, MentionKind, Span};
    use crate::extraction::{Prediction, RelationKind};

    pub fn prediction(kind: RelationKind, subject: usize, object: usize, score: f32) -> Prediction {
        Prediction {
            kind,
            subject,
            object,
            score,
            rule: None,
        }
    }

    pub fn mention(sentence: usize, start: usize, entity_type: EntityType) -> Mention {
        Mention {
            sentence,
            span: Span::new(start, start + 3),
            entity_type,
            kind: MentionKind::Name,
            value: None,
            score: 1.0,
            type_scores: [0.0; 4],
            rule: None,
        }
    }
}
