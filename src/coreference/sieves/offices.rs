//! Offices in the words beside a name, and who holds them: `Prime Minister Okoro`.

use super::super::lexicon;
use super::super::markables::Determiner;
use super::super::state::{Link, State};
use super::{Antecedent, Sieve, Verdict, phrase_at};
use crate::document::Rule;
use crate::language::WordClass;
use crate::language::nouns::Noun;
use crate::text::Page;

/// Learns who holds which office.
pub(in super::super) struct Offices;

impl Sieve for Offices {
    fn run(&self, page: &Page, state: &mut State) {
        for name in 0..state.clusters.names.len() {
            let mut offices: Vec<String> = office_behind(page, state, name).into_iter().collect();
            if let Some((office, words)) = office_before(page, state, name) {
                // A capital tells nothing at the head of a sentence: So Secretary Okoro left.
                let first = state.clusters.names[name].first - words;
                let opens = first == page.sentences[page.tokens[first].sentence].start;
                let rest = office.split_once(' ').filter(|_| opens);
                offices.extend(rest.map(|(_, rest)| rest.to_string()));
                offices.push(office);
            }
            for office in offices {
                let holder = state.offices.entry(office).or_default();
                holder.add(state.clusters.of[name]);
            }
        }
    }
}

/// Returns the office that stands before a name, or opens it, in capitals, and how many words it has: `prime minister`, 2.
fn office_before(page: &Page, state: &State, name: usize) -> Option<(String, usize)> {
    let at = state.clusters.names[name].first;
    let mut words: Vec<&str> = (1..=4)
        .map_while(|back| page.near(at, -back))
        .take_while(|token| token.is_capitalised() && token.name.is_none_or(|other| other == name))
        // On Monday Prime Minister Okoro left.
        .take_while(|token| {
            !lexicon::ends_date(token)
                && !token.is_any(WordClass::Preposition | WordClass::Conjunction)
                && !token.reads("the")
        })
        .map(|token| &*token.lower)
        .collect();
    words.reverse();
    is_office(&words).then(|| (words.join(" "), words.len()))
}

/// Returns the office in apposition to a name: `Anna Okoro, President of the republic`.
fn office_behind(page: &Page, state: &State, name: usize) -> Option<String> {
    let last = state.clusters.names[name].last;
    if page.near(last, 1)?.text != "," {
        return None;
    }
    let words: Vec<&str> = (2..=5)
        .map_while(|ahead| page.near(last, ahead))
        .take_while(|token| token.is_capitalised() && token.name.is_none())
        .map(|token| &*token.lower)
        .collect();
    is_office(&words).then(|| words.join(" "))
}

/// Tells whether the last of several words says what a person is: `prime minister`.
fn is_office(words: &[&str]) -> bool {
    let head = words.last().and_then(|word| Noun::of(word));
    matches!(head, Some(Noun::Person { .. }))
}

/// The holder of an office that the text names.
///
/// Example: `the Prime Minister`, `the foreign secretary`. Not: `the secretary`, who may be anybody's; `the minister of`.
pub(super) struct OfficeHolder;

impl Antecedent for OfficeHolder {
    fn resolve(&self, page: &Page, state: &mut State, markable: usize) -> Verdict {
        let Some(phrase) = phrase_at(state, markable) else {
            return Verdict::Pass;
        };
        let person = matches!(phrase.noun, Noun::Person { .. } | Noun::Relative { .. });
        let of_another = page
            .near(phrase.head, 1)
            .is_some_and(|next| next.is(WordClass::HolderPreposition));
        if phrase.determiner != Determiner::Definite || !person || of_another {
            return Verdict::Pass;
        }
        let words = &page.tokens[phrase.first + 1..=phrase.head];
        if words.len() == 1 && !words[0].is_capitalised() {
            return Verdict::Pass;
        }
        let words = words.iter().map(|word| &*word.lower).collect::<Vec<_>>();
        match state.offices.get(&words.join(" ")) {
            Some(holder) => Verdict::of(holder.get().map(|entity| Link {
                entity,
                rule: Rule("office_holder"),
            })),
            None => Verdict::Pass,
        }
    }
}
