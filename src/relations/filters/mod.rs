//! What the words of a sentence rule out or change, of what the relation head says.
//!
//! A filter is a type of its own with a name; [`FILTERS`] is their list. To add one, write it in a file of this folder and put
//! it into the list.

mod not_yet;
mod once;
mod owners;
mod types;

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
    &types::NationalityOfCountry,
    &types::BodyIsNoParty,
    &once::KinOnce,
    &once::LifeDatesOnce,
];

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

    #[test]
    fn every_filter_has_a_name_of_its_own() {
        let mut names: Vec<_> = FILTERS.iter().map(|filter| filter.name()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), FILTERS.len());
    }
}
