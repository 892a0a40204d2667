//! Values: dates, times, durations, ages, money, percentages and quantities, each in one normal form.
//!
//! [`find`] takes a document with its sentences and names, and returns mentions of kind [`MentionKind::Value`] with their `value`
//! (EDTF, ISO 8601 durations, `USD 290000000`, `3.5 %`, `20 t`) and the rule that found them.
//!
//! There are two passes. The first (`scan`) asks the kinds of value ([`kinds::KINDS`]) at each token of each sentence. The second
//! (`resolution`) resolves dates against the day of publication, the tense around them, the date last told, and the order of
//! day and month that the document's own dates show. A kind looks a bounded number of tokens ahead, so any text takes linear
//! time.
//!
//! Who may ask whom, from the bottom: the page's tokens and the shelf; `numbers`, `units`, `currencies`; `counting` (what makes a
//! count of a number); `durations` and `dates`; `kinds`; `scan` and `resolution`.
//!
//! Weeks and weekends are intervals of days. A range of dates is one mention with an interval, but the years of a person in
//! parentheses are two mentions, and so are the ends of a range of amounts.
//!
//! [`MentionKind::Value`]: crate::document::MentionKind::Value

mod amount;
mod counting;
mod currencies;
mod dates;
mod durations;
mod edtf;
mod evidence;
mod found;
mod kinds;
mod numbers;
mod reader;
mod resolution;
mod scan;
mod shared_signs;
mod signs;
mod tense;
mod tokens;
mod units;

#[cfg(test)]
mod tests;

use crate::document::{Document, EntityType, Mention, Sentence, Span};
use crate::text::{Grain, Page};
use evidence::Evidence;
use reader::Reader;
use signs::Origin;

pub use amount::Amount;
pub use signs::{Country, CountryError};
use tokens::Tokens;

/// The names of all kinds of values, which their mentions carry as rules.
pub fn kind_names() -> impl Iterator<Item = &'static str> {
    kinds::KINDS.iter().map(|kind| kind.name())
}

/// The values of a document, in text order, none overlapping another, each inside one sentence.
///
/// `names` are the document's names, in any order; persons among them help to tell ages (`Ana Ruiz, 42,`)
/// and lives (`(1912-1954)`). A value never overlaps a name, except where it holds the whole name and is
/// the better reading of it (`May 5`, `US$20`, `Christmas Day`): there the caller drops the name, so that a
/// name that overlaps a returned value is always the one to go.
///
/// `country` is the country that all articles are of, where the user says one; else a shared currency sign is the one that the
/// document's own places and address speak for.
pub fn find(
    document: &Document,
    sentences: &[Sentence],
    names: &[Mention],
    country: Option<Country>,
) -> Vec<Mention> {
    let mut by_sentence: Vec<Vec<(Span, EntityType)>> = vec![Vec::new(); sentences.len()];
    for name in names {
        if let Some(list) = by_sentence.get_mut(name.sentence) {
            list.push((name.span, name.entity_type));
        }
    }
    let page = Page::new(document, sentences, Grain::Atoms).with_names(names);
    let url = document.about.url.as_deref();
    let signs = signs::of(&page, names, Origin { country, url });
    let mut evidence = Evidence::default();
    let mut candidates = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let names = &mut by_sentence[index];
        names.sort_by_key(|(span, _)| (span.start, span.end));
        let text = document.sentence(sentence);
        let tokens = Tokens::new(&page.tokens[page.sentences[index].clone()], signs);
        let reader = Reader::new(tokens, names, text);
        scan::scan(&reader, index, &mut candidates, &mut evidence);
    }
    let order = evidence.day_first();
    let told = evidence.told_elsewhere(document.published);
    resolution::resolve_all(document, sentences, candidates, order, told)
}
