//! Two names side by side that the text itself says are one: `X (XYZ)`, `X, better known as Y`.

use super::builder::Builder;
use super::{Input, NameSieve};
use crate::document::{EntityType, Rule};
use crate::language::WordClass;
use crate::text::Token;

/// How many tokens apart two names of one may stand.
const REACH: usize = 8;

/// Joins two such names.
pub(super) struct Renamings;

impl NameSieve for Renamings {
    fn run(&self, input: &Input, builder: &mut Builder) {
        let (names, page) = (&input.names, input.page);
        for i in 1..names.len() {
            let (one, other) = (&names[i - 1], &names[i]);
            if other.first <= one.last
                || other.first - one.last > REACH
                || input.mentions[i - 1].sentence != input.mentions[i].sentence
            {
                continue;
            }
            let (Some(a), Some(b)) = (builder.of[i - 1], builder.of[i]) else {
                continue;
            };
            let (a, b) = (builder.root(a), builder.root(b));
            let between = &page.tokens[one.last + 1..other.first];
            let of = |index: usize| &builder.clusters[index];
            let bracket = between.len() == 1
                && between[0].text == "("
                && page
                    .near(other.last, 1)
                    .is_some_and(|token| token.text == ")" || token.text == ",");
            let person =
                of(a).entity_type == EntityType::Per || of(b).entity_type == EntityType::Per;
            if bracket
                && !person
                && other.capitals >= 2
                && abbreviates(&other.words.concat(), &one.words)
            {
                builder.merge(a, b);
                builder.rules[i] = Some(Rule("abbreviation"));
                continue;
            }
            if of(a).entity_type == of(b).entity_type
                && of(a).gender.agrees(of(b).gender)
                && renames(between, person)
            {
                builder.merge(a, b);
                builder.rules[i] = Some(Rule("also_known_as"));
            }
        }
    }
}

/// Tells whether the words between two names say that the second is another name of the first.
///
/// Example: `also known as`, `née`, `, born`. Not: `his rival, known as`: the words may not bring in somebody else.
fn renames(between: &[Token], person: bool) -> bool {
    let token = |back: usize| between.len().checked_sub(back).map(|k| &between[k]);
    let is = |back: usize, class: WordClass| token(back).is_some_and(|token| token.is(class));
    let reads = |back: usize, word: &str| token(back).is_some_and(|token| token.reads(word));
    let opens = token(2).is_none_or(|token| matches!(token.text, "," | "("));
    let renamed = reads(1, "as") && is(2, WordClass::RenamingAdverb)
        || is(1, WordClass::RenamingMark)
        || reads(1, "born") && person && opens
        || is(2, WordClass::RenamingOpener) && is(1, WordClass::RenamingParticiple);
    renamed
        && between
            .iter()
            .all(|token| token.is(WordClass::RenamingWord) || matches!(token.text, "," | "("))
}

/// Tells whether the letters of an abbreviation stand in order in a name's words and start its first one.
fn abbreviates(short: &str, long: &[String]) -> bool {
    let whole: Vec<char> = long.iter().flat_map(|word| word.chars()).collect();
    let mut letters = short.chars().filter(|c| c.is_alphanumeric());
    let Some(first) = letters.next() else {
        return false;
    };
    if long.len() < 2
        || !long.iter().take(2).any(|word| word.starts_with(first))
        || short.chars().count() > 10
    {
        return false;
    }
    let mut at = whole.iter().skip(1);
    letters.all(|letter| at.any(|&c| c == letter))
}
