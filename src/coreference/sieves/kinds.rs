//! The kind of thing that the name of an organisation or place says it is: the church of `Church of Norrby`.

use super::super::state::{Link, State};
use super::{Antecedent, Sieve, Verdict, anaphoric_phrase};
use crate::document::{EntityType, Rule};
use crate::language::nouns::Noun;
use crate::text::Page;

/// Learns which organisation or place alone has a noun as the head of its name.
pub(in super::super) struct Kinds;

impl Sieve for Kinds {
    fn run(&self, _: &Page, state: &mut State) {
        for (entity, cluster) in state.clusters.clusters.iter().enumerate() {
            if !matches!(cluster.entity_type, EntityType::Org | EntityType::Loc) {
                continue;
            }
            for &name in cluster.names.iter().take(32) {
                let words = &state.clusters.names[name].words;
                let head = match &words[..] {
                    [head, of, _, ..] if matches!(of.as_str(), "of" | "for") => head,
                    [_, .., head] => head,
                    _ => continue,
                };
                let key = (cluster.entity_type, head.clone());
                state.kinds.entry(key).or_default().add(entity);
            }
        }
    }
}

/// The noun in capitals is the one of the text, wherever it was named.
///
/// Example: `the Church`, where the text names the Church of Norrby. Not: `the church`.
pub(super) struct KindInCapitals;

impl Antecedent for KindInCapitals {
    fn resolve(&self, page: &Page, state: &mut State, markable: usize) -> Verdict {
        let Some(phrase) = anaphoric_phrase(page, state, markable) else {
            return Verdict::Pass;
        };
        let entity_type = match phrase.noun {
            Noun::Organisation => EntityType::Org,
            Noun::Place => EntityType::Loc,
            _ => return Verdict::Pass,
        };
        let head = &page.tokens[phrase.head];
        if phrase.head != phrase.first + 1 || !head.is_capitalised() {
            return Verdict::Pass;
        }
        let kind = state.kinds.get(&(entity_type, head.lower.to_string()));
        kind.and_then(|kind| kind.get())
            .map_or(Verdict::Pass, |entity| {
                Verdict::Link(Link {
                    entity,
                    rule: Rule("kind_in_capitals"),
                })
            })
    }
}
