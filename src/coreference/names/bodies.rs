//! Names of organisations, places and things: `the Court` for the Supreme Court, `Barclays` for Barclays Bank.

use super::super::lexicon;
use super::builder::Builder;
use super::countries::is_divided;
use super::units::Unit;
use super::{CANDIDATES, Input, NameSieve, SURE};
use crate::document::{EntityType, Rule};
use crate::language::{self, WordClass};
use crate::names::countries;

/// Joins the names of organisations, places and things.
pub(super) struct Bodies;

impl NameSieve for Bodies {
    fn run(&self, input: &Input, builder: &mut Builder) {
        for (u, unit) in input.units.iter().enumerate() {
            if unit.entity_type == EntityType::Per || unit.handle {
                continue;
            }
            // A surname that the model was not sure to be an organisation's.
            if unit.words.len() == 1 && unit.sure < SURE {
                let word = &unit.words[0];
                if builder
                    .persons(word)
                    .iter()
                    .any(|&index| builder.clusters[index].words.last() == Some(word))
                {
                    builder.deferred.push(u);
                    continue;
                }
            }
            let index = match other(builder, unit) {
                Some((index, rule)) => {
                    builder.join(index, unit, &unit.names, rule);
                    index
                }
                None => builder.open(unit, unit.names.clone()),
            };
            if builder.clusters[index].words == unit.words {
                for word in [unit.words.first(), unit.words.last()]
                    .into_iter()
                    .flatten()
                {
                    let entry = builder.by_key.entry(word.clone()).or_default();
                    if entry.len() < CANDIDATES && !entry.contains(&index) {
                        entry.push(index);
                    }
                }
            }
            index_initials(builder, unit, index);
        }
    }
}

/// Keeps the initials of a name of several words, with and without its small words.
fn index_initials(builder: &mut Builder, unit: &Unit, index: usize) {
    if unit.words.len() < 2 {
        return;
    }
    let initials = |small: bool| -> String {
        unit.words
            .iter()
            .filter(|word| small || !language::is(word, WordClass::UninitialledWord))
            .filter_map(|word| word.chars().next())
            .collect()
    };
    let (short, long) = (initials(false), initials(true));
    builder.initials.entry(short).or_insert(index);
    builder.initials.entry(long).or_insert(index);
}

/// Returns the entity that a name is another name of.
fn other(builder: &Builder, unit: &Unit) -> Option<(usize, Rule)> {
    let words = &unit.words;
    if let [word] = words.as_slice() {
        let letters = word.chars().count();
        if unit.shouted
            && (2..=8).contains(&letters)
            && let Some(&index) = builder.initials.get(word)
        {
            return Some((index, Rule("initials")));
        }
    }
    let (first, last) = (words.first()?, words.last()?);
    let mut found: Vec<(usize, Rule)> = Vec::new();
    for word in [first, last] {
        for &index in builder.by_key.get(word).map_or(&[][..], Vec::as_slice) {
            let cluster = &builder.clusters[index];
            if cluster.entity_type != unit.entity_type
                || found.iter().any(|&(other, _)| other == index)
            {
                continue;
            }
            // AWB Limited is one company, AWB International another.
            if unit.formal && cluster.words.last().is_some_and(|w| w == "international") {
                continue;
            }
            if let Some(rule) = shortened(words, &cluster.words, unit.entity_type) {
                found.push((index, rule));
            }
        }
    }
    // Of several the one that the text is about: the Red Sox of Boston, though those of Pawtucket are named once.
    let named = |index: usize| builder.clusters[index].names.len();
    found.sort_by_key(|&(index, _)| std::cmp::Reverse(named(index)));
    match found[..] {
        [only] => Some(only),
        [most, next, ..] if named(most.0) >= 3 * named(next.0) => Some(most),
        _ => None,
    }
}

/// Tells whether the first name, which has fewer words, is a short form of the second.
type Matcher = fn(&[String], &[String]) -> bool;

/// How organisations are called for short. The first that holds gives the rule.
const ORGANISATIONS: &[(Rule, Matcher)] = &[
    (Rule("without_organisation_tail"), without_organisation_tail),
    (Rule("body_of_place"), body_of_place),
    (Rule("university"), university),
    (Rule("business"), business),
    (Rule("body_noun"), body_noun),
    (Rule("last_words_or_team"), last_words_or_team),
];

/// How places are called for short.
const PLACES: &[(Rule, Matcher)] = &[
    (Rule("compass_point"), compass_point),
    (Rule("last_words_of_place"), last_words_of_place),
    (Rule("without_place_tail"), without_place_tail),
    (Rule("kind_of_place"), kind_of_place),
];

/// Returns the rule by which `short` is a name of the organisation or place that `long` is in full.
fn shortened(short: &[String], long: &[String], entity_type: EntityType) -> Option<Rule> {
    if short.len() >= long.len() {
        return (short == long).then_some(Rule("same_words"));
    }
    let matchers = match entity_type {
        EntityType::Org => ORGANISATIONS,
        EntityType::Loc => PLACES,
        _ => &[],
    };
    let found = matchers.iter().find(|(_, matcher)| matcher(short, long));
    found.map(|&(rule, _)| rule)
}

/// Barclays is Barclays Bank.
fn without_organisation_tail(short: &[String], long: &[String]) -> bool {
    long.starts_with(short)
        && long[short.len()..]
            .iter()
            .all(|word| lexicon::is_organisation_tail(word))
}

/// Tells whether a name is a body's with its place: `University of Norrby, Karlsby`.
fn is_body_of_place(long: &[String]) -> bool {
    long.len() >= 4 && language::is(&long[0], WordClass::ShortBodyName) && long[1] == "of"
}

/// The University of Norrby, for `University of Norrby, Karlsby`.
fn body_of_place(short: &[String], long: &[String]) -> bool {
    is_body_of_place(long) && long.len() - short.len() == 1 && long.starts_with(short)
}

/// Karlsby or UN Karlsby, for `University of Norrby, Karlsby`.
fn university(short: &[String], long: &[String]) -> bool {
    if !is_body_of_place(long) || long[0] != "university" || short.last() != long.last() {
        return false;
    }
    let words = long[..long.len() - 1].iter().filter(|word| *word != "of");
    let initials: String = words.filter_map(|word| word.chars().next()).collect();
    short.len() == 1 || short.len() == 2 && short[0] == initials
}

/// Chiquita Brands South Pacific, the Grains Council of Australia.
fn business(short: &[String], long: &[String]) -> bool {
    long.starts_with(short)
        && long.len() - short.len() <= 3
        && (language::is(&long[short.len()], WordClass::Business)
            || short.len() >= 2 && long[short.len()] == "of")
}

/// The House of Representatives is the House, the Supreme Court the Court.
fn body_noun(short: &[String], long: &[String]) -> bool {
    short.len() == 1
        && language::is(&short[0], WordClass::ShortBodyName)
        && (long.ends_with(short) || (long.starts_with(short) && long[1] == "of"))
}

/// `Red Sox`, `Supreme Court`: two words or more at the end, or a team's name: the Pirates of Pittsburgh.
fn last_words_or_team(short: &[String], long: &[String]) -> bool {
    long.len() - short.len() <= 2
        && long.ends_with(short)
        && (short.len() >= 2 || short.first().is_some_and(|word| is_team(word)))
}

/// The North, of the one Korea that is named so.
fn compass_point(short: &[String], long: &[String]) -> bool {
    long.len() == 2
        && short.len() == 1
        && long.starts_with(short)
        && language::is(&short[0], WordClass::CompassPoint)
}

/// The Outer Ring Road of `York Outer Ring Road`.
fn last_words_of_place(short: &[String], long: &[String]) -> bool {
    long.len() - short.len() == 1 && short.len() >= 3 && long.ends_with(short)
}

/// Norrby is the town Norrby Village; but Mexico is not Mexico City, nor Oklahoma Oklahoma City.
fn without_place_tail(short: &[String], long: &[String]) -> bool {
    let name = short.join(" ");
    long.len() - short.len() == 1
        && long.starts_with(short)
        && language::is(&long[short.len()], WordClass::PlaceTail)
        && !countries::is_country(&name)
        && !language::is(&name, WordClass::UsState)
}

/// Norrby is the City of Norrby.
fn kind_of_place(short: &[String], long: &[String]) -> bool {
    long.len() - short.len() == 2
        && long.ends_with(short)
        && !is_divided(&short.join(" "))
        && long[1] == "of"
        && language::is(&long[0], WordClass::PlaceKind)
}

/// Tells whether a team may be called by a word alone: Pirates, but neither Services nor Democrats.
fn is_team(word: &str) -> bool {
    word.len() >= 4
        && word.ends_with('s')
        && !language::is(word, WordClass::Business)
        && !lexicon::is_organisation_tail(word)
        && !lexicon::is_people(word)
}
