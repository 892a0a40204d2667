//! Names of persons: `Okoro`, `Anna Okoro`, `Anna B. Okoro`.

use std::collections::HashMap;

use super::super::clusters::Name;
use super::super::lexicon;
use super::builder::Builder;
use super::units::Unit;
use super::{Input, NameSieve};
use crate::document::{EntityType, Rule};
use crate::language::nouns::Gender;
use crate::language::{self, WordClass};

/// How a shorter name stands to a fuller one. The later, the surer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Middle,
    First,
    Last,
    Whole,
}

/// What a [`Matcher`] says of a shorter and a longer name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Match {
    /// The shorter is this part of the longer.
    Is(Part),
    /// The two are no names of one person; no later matcher is asked.
    Different,
    /// The matcher has nothing to say.
    Pass,
}

/// Compares a shorter name with a longer one of no fewer words.
type Matcher = fn(&[String], &[String]) -> Match;

/// The matchers by name. The first that does not pass decides.
const MATCHERS: &[(Rule, Matcher)] = &[
    (Rule("same_words"), same_words),
    (Rule("regnal_number"), regnal_number),
    (Rule("first_and_last_name"), first_and_last_name),
    (Rule("another_order"), another_order),
    (Rule("surname"), surname),
    (Rule("first_name"), first_name),
    (Rule("nickname"), nickname),
    (Rule("middle_name"), middle_name),
];

fn when(holds: bool, part: Part) -> Match {
    if holds { Match::Is(part) } else { Match::Pass }
}

fn same_words(short: &[String], long: &[String]) -> Match {
    when(short == long, Part::Whole)
}

/// Norton I is Joshua Norton.
fn regnal_number(short: &[String], long: &[String]) -> Match {
    match short {
        [surname, number] if language::is(number, WordClass::RegnalNumber) => {
            when(long.last() == Some(surname), Part::Last)
        }
        _ => Match::Pass,
    }
}

/// Anna Okoro is Anna B. Okoro, but Anna C. Okoro is not: every middle name of the shorter is one of the longer, or its initial.
fn first_and_last_name(short: &[String], long: &[String]) -> Match {
    let n = short.len();
    if n < 2 || short.last() != long.last() || !first_names_agree(&short[0], &long[0]) {
        return Match::Pass;
    }
    let mut middles = long[1..long.len() - 1].iter();
    let agree = short[1..n - 1]
        .iter()
        .all(|word| middles.any(|other| first_names_agree(word, other)));
    if agree {
        Match::Is(Part::Whole)
    } else {
        Match::Different
    }
}

/// Okoro Anna is Anna Okoro.
fn another_order(short: &[String], long: &[String]) -> Match {
    let sorted = |words: &[String]| {
        let mut words = words.to_vec();
        words.sort();
        words
    };
    when(
        short.len() >= 2 && short.len() == long.len() && sorted(short) == sorted(long),
        Part::Whole,
    )
}

fn surname(short: &[String], long: &[String]) -> Match {
    when(long.ends_with(short), Part::Last)
}

fn first_name(short: &[String], long: &[String]) -> Match {
    when(long.starts_with(short), Part::First)
}

/// A single word that may be one of a longer name's: no initial, no particle.
fn single(short: &[String]) -> Option<&str> {
    match short {
        [word] if word.chars().count() > 1 && !language::is(word, WordClass::NameParticle) => {
            Some(word)
        }
        _ => None,
    }
}

/// Jim is James Baker.
fn nickname(short: &[String], long: &[String]) -> Match {
    let nickname = |word: &str| lexicon::is_nickname(word, &long[0]);
    when(single(short).is_some_and(nickname), Part::First)
}

/// `Pierre Charles L'Enfant` may be `Charles`; `Theodorus of Tabennese` is no `Tabennese`.
fn middle_name(short: &[String], long: &[String]) -> Match {
    let small = matches!(short[0].as_str(), "of" | "and" | "the");
    if single(short).is_none() || small || !long.contains(&short[0]) {
        return Match::Pass;
    }
    when(!long.iter().any(|word| word == "of"), Part::Middle)
}

/// Returns how a name stands to a fuller one, and the rule that says so.
fn part_of(short: &[String], long: &[String]) -> Option<(Part, Rule)> {
    if short.is_empty() || short.len() > long.len() {
        return None;
    }
    for &(rule, matcher) in MATCHERS {
        match matcher(short, long) {
            Match::Is(part) => return Some((part, rule)),
            Match::Different => return None,
            Match::Pass => {}
        }
    }
    None
}

/// Tells whether two first names may be one person's.
fn first_names_agree(one: &str, other: &str) -> bool {
    one == other
        || misspelt(one, other)
        || (one.chars().count() == 1 && other.starts_with(one))
        || (other.chars().count() == 1 && one.starts_with(other))
        || lexicon::is_nickname(one, other)
}

/// Tells whether two long names differ in one letter inside: Kristin and Kristen, but neither Mario and Maria nor Eric and
/// Erica, who are two.
fn misspelt(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    one.len() >= 6
        && one.len() == other.len()
        && one.last() == other.last()
        && one.iter().zip(&other).filter(|(a, b)| a != b).count() == 1
        && one[..3] == other[..3]
}

/// A person that a name may be of.
#[derive(Clone, Copy)]
struct Candidate {
    part: Part,
    rule: Rule,
    index: usize,
}

/// The persons that a name may be of, found by two of its words.
fn candidates(
    builder: &Builder,
    unit: &Unit,
    words: [Option<&String>; 2],
    fits: impl Fn(usize) -> bool,
) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for word in words.into_iter().flatten() {
        for &index in builder.persons(word) {
            if !found.iter().any(|other| other.index == index)
                && let Some((part, rule)) = part_of(&unit.words, &builder.clusters[index].words)
                && fits(index)
            {
                found.push(Candidate { part, rule, index });
            }
        }
    }
    found
}

/// Persons called by two words or more. Names that may be of several are deferred, and so are single words.
pub(super) struct FullNames;

impl NameSieve for FullNames {
    fn run(&self, input: &Input, builder: &mut Builder) {
        for (u, unit) in input.units.iter().enumerate() {
            if unit.entity_type != EntityType::Per || unit.handle {
                continue;
            }
            if unit.words.len() < 2 {
                builder.deferred.push(u);
                continue;
            }
            let words = [unit.words.last(), unit.words.first()];
            let found = candidates(builder, unit, words, |index| {
                builder.clusters[index].gender.agrees(unit.gender)
            });
            let whole = found.iter().find(|found| found.part == Part::Whole);
            match (whole, found.as_slice()) {
                (Some(&found), _) => builder.join(found.index, unit, &unit.names, found.rule),
                (None, &[found]) if found.part != Part::Middle => {
                    builder.join(found.index, unit, &unit.names, found.rule);
                }
                (None, []) => {
                    let index = builder.open(unit, unit.names.clone());
                    builder.index_person(index);
                }
                _ => builder.deferred.push(u),
            }
        }
    }
}

/// Names of persons that are part of another name, one mention at a time, for a surname may go to two.
pub(super) struct PartialNames;

/// What the document has named so far.
#[derive(Default)]
struct Course {
    /// How often each entity was named, and by which name last (counted from 1).
    count: Vec<usize>,
    latest: Vec<usize>,
    /// Who a bare name was given to last, with the gender of its title.
    called: HashMap<(usize, Gender), usize>,
}

impl NameSieve for PartialNames {
    fn run(&self, input: &Input, builder: &mut Builder) {
        let mut unit_of: HashMap<usize, usize> = HashMap::new();
        let mut of_unit: HashMap<usize, Vec<Candidate>> = HashMap::new();
        for u in std::mem::take(&mut builder.deferred) {
            let unit = &input.units[u];
            let words = [unit.words.last(), unit.words.first()];
            of_unit.insert(u, candidates(builder, unit, words, |_| true));
            for &name in &unit.names {
                unit_of.insert(name, u);
            }
        }
        let mut course = Course::default();
        for (i, name) in input.names.iter().enumerate() {
            if let Some(&u) = unit_of.get(&i) {
                settle(
                    builder,
                    &mut course,
                    &input.units[u],
                    (i, name),
                    u,
                    &of_unit[&u],
                );
            }
            if let Some(index) = builder.of[i] {
                course.count.resize(builder.clusters.len(), 0);
                course.latest.resize(builder.clusters.len(), 0);
                course.count[index] += 1;
                course.latest[index] = i + 1;
            }
        }
    }
}

/// Returns the gender of a bare name: as its title tells or, of a surname that a man and a woman have, the pronoun behind it.
fn told_gender(builder: &Builder, name: &Name, candidates: &[Candidate]) -> Gender {
    if name.gender != Gender::Unknown || name.pronoun_gender == Gender::Unknown {
        return name.gender;
    }
    let genders = || {
        candidates
            .iter()
            .filter(|found| found.part == Part::Last)
            .map(|found| builder.clusters[found.index].gender)
    };
    let told = name.pronoun_gender;
    let tells = genders().any(|gender| gender == told) && genders().any(|g| !g.agrees(told));
    if tells { told } else { Gender::Unknown }
}

/// Gives the name `i` of a deferred unit to a person that it may be of, or to a new one.
fn settle(
    builder: &mut Builder,
    course: &mut Course,
    unit: &Unit,
    (i, name): (usize, &Name),
    u: usize,
    candidates: &[Candidate],
) {
    let gender = told_gender(builder, name, candidates);
    let index = match choose(builder, course, u, (name, gender), candidates) {
        Some((index, rule)) => {
            builder.of[i] = Some(index);
            builder.rules[i] = Some(rule);
            builder.clusters[index].names.push(i);
            let known = builder.clusters[index].gender;
            builder.clusters[index].gender = known.or(gender);
            index
        }
        None => {
            let index = builder.open(unit, vec![i]);
            let known = if name.titled {
                Gender::Unknown
            } else {
                builder.clusters[index].gender
            };
            builder.clusters[index].gender = gender.or(known);
            builder.index_person(index);
            index
        }
    };
    course.called.insert((u, gender), index);
    // John Reed goes on to be Reed, whoever Mrs Reed is.
    let full = |index: usize| builder.clusters[index].words.len() > 1;
    let before = course.called.get(&(u, Gender::Unknown));
    if gender != Gender::Unknown && before.is_none_or(|&before| full(index) || !full(before)) {
        course.called.insert((u, Gender::Unknown), index);
    }
}

/// Returns whom a bare name is of: whom it was given to before, else the candidate whose part it is most surely, of several the
/// one named most often and last.
fn choose(
    builder: &Builder,
    course: &Course,
    unit: usize,
    (name, gender): (&Name, Gender),
    candidates: &[Candidate],
) -> Option<(usize, Rule)> {
    let fits = |index: usize| builder.clusters[index].gender.agrees(gender);
    let before = course
        .called
        .get(&(unit, gender))
        .or_else(|| course.called.get(&(unit, Gender::Unknown)))
        .copied()
        .filter(|&index| fits(index));
    if let Some(index) = before {
        let candidate = candidates.iter().find(|other| other.index == index);
        let rule = candidate.map_or(Rule("same_words"), |candidate| candidate.rule);
        return Some((index, rule));
    }
    candidates
        .iter()
        .filter(|found| fits(found.index) && (!name.titled || found.part != Part::First))
        .max_by_key(|found| {
            let count = course.count.get(found.index).copied().unwrap_or(0);
            let latest = course.latest.get(found.index).copied().unwrap_or(0);
            let order = std::cmp::Reverse(found.index);
            (found.part, latest > 0, count, latest, order)
        })
        .map(|found| (found.index, found.rule))
}
