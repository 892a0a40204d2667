//! The person that a document is about.

use super::super::state::State;
use super::Sieve;
use crate::text::Page;

/// Learns the person that the document names most, and three times at least. Of equals the one named first.
pub(in super::super) struct TopicPerson;

impl Sieve for TopicPerson {
    fn run(&self, _: &Page, state: &mut State) {
        state.topic = (0..state.clusters.clusters.len())
            .filter(|&entity| state.is_person(entity))
            .max_by_key(|&entity| (state.named(entity), std::cmp::Reverse(entity)))
            .filter(|&entity| state.named(entity) > 2);
    }
}
