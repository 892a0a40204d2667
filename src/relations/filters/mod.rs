//! What the words of a sentence rule out or change, of what the relation head says.
//!
//! A filter is a type of its own with a name; [`FILTERS`] is their list. To add one, write it in a file of this folder and put
//! it into the list.

mod described;
mod not_yet;
mod once;
mod owners;
mod types;
mod unreal;

use super::Sheet;
use crate::document::Entity;
use crate::extraction::{Prediction, Relation};

pub use owners::AGE_INSIDE_PHRASE;

/// One filter. It says something at one of the four stations of a relation; at the others it lets all pass.
pub trait RelationFilter: Sync {
    /// Returns the filter's name: what `explain.csv` says of a relation that it changed.
    fn name(&self) -> &'static str;

    /// Tells whether the head is asked about a pair of mentions.
    fn asks(&self, _sheet: &Sheet, _subject: usize, _object: usize) -> bool {
        true
    }

    /// Tells whether a prediction stays.
    fn keeps(&self, _sheet: &Sheet, _prediction: &Prediction) -> bool {
        true
    }

    /// Changes a row.
    fn change(&self, _entities: &[Entity], _row: &mut Relation) {}

    /// Leaves out the rows of a document that others exclude. In go the rows of each sentence, the likeliest first.
    fn choose(&self, _rows: &mut Vec<Relation>) {}
}

/// The filters, in the order of work.
pub static FILTERS: &[&dyn RelationFilter] = &[
    &owners::SpeakerApart,
    &owners::OwnPage,
    &owners::AgeInsidePhrase,
    &not_yet::Deputy,
    &not_yet::Takeover,
    &described::OwnerOfDescription,
    &unreal::Condition,
    &unreal::Possibility,
    &unreal::Rumour,
    &unreal::Fiction,
    &types::NationalityOfCountry,
    &types::OwnerOfBody,
    &types::BodyIsNoParty,
    &once::KinOnce,
    &once::LifeDatesOnce,
];

/// What is less probable than this is looked into by no filter that reads the sentence: it is no row at any sensible threshold.
const LEAST: f32 = 0.05;

/// Returns the words of a text, runs of letters, digits, hyphens and apostrophes, each with the byte where it starts.
fn words(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')))
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Returns a prediction where every filter keeps it.
pub fn judge(sheet: &Sheet, prediction: Prediction) -> Option<Prediction> {
    FILTERS
        .iter()
        .all(|filter| filter.keeps(sheet, &prediction))
        .then_some(prediction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, EntityType, Span};
    use crate::extraction::RelationKind;
    use crate::relations::tests::{mention, prediction};

    /// Asks a filter about a relation between two mentions of a sentence, given by their texts and types.
    pub fn keeps(
        filter: &dyn RelationFilter,
        text: &str,
        kind: RelationKind,
        subject: (&str, EntityType),
        object: (&str, EntityType),
    ) -> bool {
        let document = Document::plain("a", text);
        let sentences = crate::text::split(&document);
        let mentions = [subject, object].map(|(name, entity_type)| {
            let start = text.find(name).unwrap();
            let mut mention = mention(0, start, entity_type);
            mention.span = Span::new(start, start + name.len());
            mention
        });
        let sheet = Sheet {
            document: &document,
            sentences: &sentences,
            mentions: &mentions,
            quoted: &[false; 2],
        };
        filter.keeps(&sheet, &prediction(kind, 0, 1, 0.9))
    }

    #[test]
    fn every_filter_has_a_name_of_its_own() {
        let mut names: Vec<_> = FILTERS.iter().map(|filter| filter.name()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), FILTERS.len());
    }
}
