//! The first sieves: which names are one person, organisation, place or thing.

use std::collections::{HashMap, HashSet};

use super::clusters::{Cluster, Clusters, Name};
use super::lexicon::{self, name_words};
use crate::document::{Document, EntityType, Mention, Span};
use crate::language::nouns::{Gender, Noun};
use crate::language::{self, WordClass};
use crate::names::countries;
use crate::text::Page;

/// How many entities that share a word are compared with a name: keeps the time linear.
const CANDIDATES: usize = 16;
/// A mention whose own type is at least this probable keeps it against the others of its spelling.
const SURE: f32 = 0.9;

/// Takes the names of a document apart and joins those of one person, organisation, place or thing.
pub(super) fn join(page: &Page, mentions: &[Mention]) -> Clusters {
    cluster(page, prepare(page.document, page, mentions), mentions)
}

fn prepare(document: &Document, page: &Page, names: &[Mention]) -> Vec<Name> {
    names
        .iter()
        .map(|mention| {
            let part = page.parts.get(mention.sentence).copied();
            let range = part.map_or(0..0, |part| page.range(part, mention.span));
            let mut first = range.start;
            let mut last = range.end.max(range.start + 1) - 1;
            let token = |i: usize| page.tokens.get(i);
            let lower = |i: usize| token(i).map_or("", |t| &*t.lower);
            let mut titled = false;
            let mut gender = Gender::Unknown;
            while first < last {
                let word = lower(first);
                if matches!(word, "the" | "a" | "an" | "." | "'" | "\"" | "“" | "‘") {
                    first += 1;
                } else if mention.entity_type == EntityType::Per
                    && language::is(word, WordClass::BareTitle)
                {
                    titled = true;
                    gender = gender.or(Gender::of_title(word).unwrap_or_default());
                    first += 1;
                } else {
                    break;
                }
            }
            while last > first
                && token(last).is_some_and(|t| {
                    t.is_possessive_mark() || matches!(t.text, "\"" | "”" | "," | "’")
                })
            {
                last -= 1;
            }
            let core = match (token(first), token(last)) {
                (Some(a), Some(b)) if !range.is_empty() => {
                    let mut end = b.span.end.min(mention.span.end);
                    let mut start = a.span.start.max(mention.span.start);
                    if end < start {
                        (start, end) = (mention.span.start, mention.span.end);
                    }
                    // The full stop of `Inc.` stays outside the name; `U.S.` is one token.
                    Span::new(start, end)
                }
                _ => mention.span,
            };
            let text = part
                .and_then(|part| document.part(part).get(core.start..core.end))
                .unwrap_or("");
            // What stands before the name.
            if mention.entity_type == EntityType::Per && !range.is_empty() {
                let mut at = range.start;
                for _ in 0..3 {
                    let Some(before) = page.near(at, -1) else {
                        break;
                    };
                    at -= 1;
                    if before.text == "." {
                        continue;
                    }
                    if let Some(known) = Gender::of_title(&before.lower) {
                        titled |= before.is(WordClass::BareTitle);
                        gender = gender.or(known);
                    } else if let Some(
                        Noun::Relative { gender: known, .. } | Noun::Person { gender: known, .. },
                    ) = before.noun()
                    {
                        gender = gender.or(known);
                    }
                    break;
                }
            }
            // Madam Speaker.
            let opener = text.split_once(' ').map_or("", |(opener, _)| opener);
            if opener.eq_ignore_ascii_case("madam") {
                gender = gender.or(Gender::Female);
            }
            let letters = text.chars().filter(|c| c.is_alphabetic());
            let capitals = text.chars().filter(|c| c.is_uppercase()).count();
            let shouted = capitals >= 2 && !letters.clone().any(char::is_lowercase);
            let handle = text.starts_with('@');
            Name {
                core,
                words: spelt_words(text, mention.entity_type, shouted),
                first,
                last,
                gender,
                titled,
                shouted,
                capitals,
                handle,
                common: false,
                rule: None,
            }
        })
        .collect()
}

/// The words of a name, folded: a person's without what stands behind the name (`DBE`, `of Norrby`), and initials as one
/// (`U. S.`).
fn spelt_words(text: &str, entity_type: EntityType, shouted: bool) -> Vec<String> {
    let mut words = name_words(text.trim_start_matches('@'));
    if entity_type == EntityType::Per {
        let mut written = text
            .split(' ')
            .map(|word| word.trim_end_matches([',', '.']));
        let mut honours = 0;
        while !shouted
            && honours + 2 < words.len()
            && written
                .next_back()
                .is_some_and(|word| language::is(word, WordClass::PostNominal))
        {
            honours += 1;
        }
        words.truncate(words.len() - honours);
        // Patrick Gordon of Auchleuchries.
        if let Some(of) = words.iter().position(|word| word == "of")
            && of >= 2
        {
            words.truncate(of);
        }
    } else if words.len() > 1 && words.iter().all(|word| word.chars().count() == 1) {
        words = vec![words.concat()];
    }
    words
}

/// Names of one spelling and type.
struct Unit {
    words: Vec<String>,
    entity_type: EntityType,
    /// Mean probability of that type.
    sure: f32,
    names: Vec<usize>,
    gender: Gender,
    shouted: bool,
    handle: bool,
    /// Its legal form stands behind it somewhere: `AWB Limited`.
    formal: bool,
}

fn cluster(page: &Page, names: Vec<Name>, mentions: &[Mention]) -> Clusters {
    let units = units(&names, mentions);
    let mut builder = Builder {
        of: vec![None; names.len()],
        clusters: Vec::new(),
        by_word: HashMap::new(),
        by_key: HashMap::new(),
        initials: HashMap::new(),
        parent: Vec::new(),
    };
    let mut deferred = builder.full_names(&units);
    builder.others(&units, &mut deferred);
    builder.partial_names(&units, &names, deferred);
    builder.handles(&units);
    builder.appositions(page, &names, mentions);
    builder.finish(names, mentions)
}

fn units(names: &[Name], mentions: &[Mention]) -> Vec<Unit> {
    let mut groups: HashMap<String, usize> = HashMap::new();
    let mut by_spelling: Vec<(Vec<String>, Vec<usize>)> = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let mut words = name.words.clone();
        if mentions[i].entity_type != EntityType::Per {
            while words.len() > 1
                && words
                    .last()
                    .is_some_and(|word| language::is(word, WordClass::CompanySuffix))
            {
                words.pop();
            }
            if words.len() > 1 && words.last().is_some_and(|word| word == "and") {
                words = name.words.clone();
            }
        }
        // The U.S. Congress is the United States Congress.
        if words.len() > 1 && words[0] == "us" && mentions[i].entity_type != EntityType::Per {
            words.splice(0..1, ["united".to_string(), "states".to_string()]);
        }
        if let [_, .., last] = &mut words[..]
            && let Some(full) = lexicon::spelt_out(last)
        {
            *last = full.to_string();
        }
        let mut key = words.join(" ");
        let alias = match mentions[i].entity_type {
            EntityType::Per => None,
            EntityType::Loc => {
                lexicon::place_alias(&key, name.shouted).or_else(|| lexicon::alias(&key))
            }
            _ => lexicon::alias(&key),
        };
        if let Some(alias) = alias {
            words = alias;
            key = words.join(" ");
        }
        if mentions[i].entity_type != EntityType::Per
            && let Some(country) = state_of(&words)
        {
            words = country.to_vec();
            key = words.join(" ");
        }
        // The Albanian Government is the Government of (the Republic of) Albania.
        if mentions[i].entity_type == EntityType::Org
            && let Some(country) = governed(&words)
        {
            key = format!("government of {country}");
        }
        let key = if name.handle { format!("@{key}") } else { key };
        let index = *groups.entry(key).or_insert_with(|| {
            by_spelling.push((words, Vec::new()));
            by_spelling.len() - 1
        });
        by_spelling[index].1.push(i);
    }
    let mut units = Vec::new();
    for (words, members) in by_spelling {
        let mut sum = [0f32; 4];
        for &i in &members {
            for (total, score) in sum.iter_mut().zip(scores(&mentions[i])) {
                *total += score;
            }
        }
        let common = argmax(&sum);
        let mut by_type: [Vec<usize>; 4] = Default::default();
        for &i in &members {
            let own = scores(&mentions[i]);
            let top = argmax(&own);
            let kept = if own[top] >= SURE { top } else { common };
            by_type[kept].push(i);
        }
        // A lone sure outsider among many is the model's slip, not a second entity.
        let largest = by_type.iter().map(Vec::len).max().unwrap_or(0);
        for t in 0..4 {
            if t != common && by_type[t].len() * 3 <= largest {
                let moved = std::mem::take(&mut by_type[t]);
                by_type[common].extend(moved);
            }
        }
        // The state and its team or government are one name.
        let (org, loc) = (type_index(EntityType::Org), type_index(EntityType::Loc));
        if !by_type[org].is_empty() && !by_type[loc].is_empty() {
            let (to, from) = if sum[org] > sum[loc] {
                (org, loc)
            } else {
                (loc, org)
            };
            let moved = std::mem::take(&mut by_type[from]);
            by_type[to].extend(moved);
        }
        for (t, mut members) in by_type.into_iter().enumerate() {
            if members.is_empty() {
                continue;
            }
            members.sort_unstable();
            let gender = members
                .iter()
                .fold(Gender::Unknown, |gender, &i| gender.or(names[i].gender));
            let sure = members
                .iter()
                .map(|&i| scores(&mentions[i])[t])
                .sum::<f32>()
                / members.len() as f32;
            units.push(Unit {
                words: words.clone(),
                entity_type: EntityType::NAMES[t],
                sure,
                gender,
                shouted: members.iter().all(|&i| names[i].shouted),
                handle: members.iter().all(|&i| names[i].handle),
                formal: members.iter().any(|&i| {
                    names[i].words.len() > words.len()
                        && names[i]
                            .words
                            .last()
                            .is_some_and(|word| language::is(word, WordClass::CompanySuffix))
                }),
                names: members,
            });
        }
    }
    // Longest first, so that the short ones find the full ones; then in text order.
    units.sort_by(|a, b| {
        b.words
            .len()
            .cmp(&a.words.len())
            .then(a.names[0].cmp(&b.names[0]))
    });
    units
}

/// A mention's type scores; its own type for sure where it has none.
fn scores(mention: &Mention) -> [f32; 4] {
    if mention.type_scores.iter().any(|&score| score > 0.0) {
        return mention.type_scores;
    }
    let mut scores = [0.0; 4];
    scores[type_index(mention.entity_type)] = 1.0;
    scores
}

fn type_index(entity_type: EntityType) -> usize {
    EntityType::NAMES
        .iter()
        .position(|&t| t == entity_type)
        .unwrap_or(3)
}

fn argmax(scores: &[f32; 4]) -> usize {
    (0..4).fold(0, |best, i| if scores[i] > scores[best] { i } else { best })
}

struct Working {
    words: Vec<String>,
    entity_type: EntityType,
    gender: Gender,
    names: Vec<usize>,
}

struct Builder {
    of: Vec<Option<usize>>,
    clusters: Vec<Working>,
    /// Person entities by each word of their fullest name.
    by_word: HashMap<String, Vec<usize>>,
    /// Other entities by the first and the last word.
    by_key: HashMap<String, Vec<usize>>,
    initials: HashMap<String, usize>,
    /// Union-find over clusters.
    parent: Vec<usize>,
}

/// How a shorter name stands to a fuller one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Middle,
    First,
    Last,
    Whole,
}

/// True where two first names may be one person's.
fn first_names_agree(one: &str, other: &str) -> bool {
    one == other
        || misspelt(one, other)
        || (one.chars().count() == 1 && other.starts_with(one))
        || (other.chars().count() == 1 && one.starts_with(other))
        || lexicon::is_nickname(one, other)
}

/// True for two long names that differ in one letter inside: Kristin and Kristen, but neither Mario and Maria nor Eric and
/// Erica, who are two.
fn misspelt(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    one.len() >= 6
        && one.len() == other.len()
        && one.last() == other.last()
        && one.iter().zip(&other).filter(|(a, b)| a != b).count() == 1
        && one[..3] == other[..3]
}

fn part_of(short: &[String], long: &[String]) -> Option<Part> {
    if short.is_empty() || short.len() > long.len() {
        return None;
    }
    if short == long {
        return Some(Part::Whole);
    }
    let n = short.len();
    // Norton I is Joshua Norton.
    if let [surname, number] = short
        && language::is(number, WordClass::RegnalNumber)
        && long.last() == Some(surname)
    {
        return Some(Part::Last);
    }
    if n >= 2 {
        if short.last() == long.last() && first_names_agree(&short[0], &long[0]) {
            // Every middle name of the shorter is one of the longer, or its initial.
            let mut middles = long[1..long.len() - 1].iter();
            let agree = short[1..n - 1]
                .iter()
                .all(|word| middles.any(|other| first_names_agree(word, other)));
            return agree.then_some(Part::Whole);
        }
        let mut sorted = (short.to_vec(), long.to_vec());
        sorted.0.sort();
        sorted.1.sort();
        if sorted.0 == sorted.1 {
            return Some(Part::Whole);
        }
    }
    if long.ends_with(short) {
        return Some(Part::Last);
    }
    if long.starts_with(short) {
        return Some(Part::First);
    }
    if n == 1 && short[0].chars().count() > 1 && !language::is(&short[0], WordClass::NameParticle) {
        if lexicon::is_nickname(&short[0], &long[0]) {
            return Some(Part::First);
        }
        if long.contains(&short[0]) && !matches!(short[0].as_str(), "of" | "and" | "the") {
            // `Pierre Charles L'Enfant` may be `Charles`; `Theodorus of Tabennese` is no `Tabennese`.
            return (!long.iter().any(|word| word == "of")).then_some(Part::Middle);
        }
    }
    None
}

impl Builder {
    fn open(&mut self, unit: &Unit, names: Vec<usize>) -> usize {
        let index = self.clusters.len();
        let gender = if unit.entity_type == EntityType::Per {
            unit.gender.or(unit
                .words
                .first()
                .map_or(Gender::Unknown, |word| Gender::of_first_name(word)))
        } else {
            Gender::Unknown
        };
        for &name in &names {
            self.of[name] = Some(index);
        }
        self.clusters.push(Working {
            words: unit.words.clone(),
            entity_type: unit.entity_type,
            gender,
            names,
        });
        self.parent.push(index);
        index
    }

    fn join(&mut self, index: usize, unit: &Unit, names: &[usize]) {
        for &name in names {
            self.of[name] = Some(index);
        }
        let cluster = &mut self.clusters[index];
        cluster.names.extend(names);
        cluster.gender = cluster.gender.or(unit.gender);
    }

    fn persons(&self, word: &str) -> &[usize] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    /// Persons called by two words or more. Returns the units that are left for [`Self::partial_names`].
    fn full_names(&mut self, units: &[Unit]) -> Vec<usize> {
        let mut deferred = Vec::new();
        for (u, unit) in units.iter().enumerate() {
            if unit.entity_type != EntityType::Per || unit.handle {
                continue;
            }
            if unit.words.len() < 2 {
                deferred.push(u);
                continue;
            }
            let (Some(first), Some(last)) = (unit.words.first(), unit.words.last()) else {
                continue;
            };
            let mut found: Vec<(Part, usize)> = Vec::new();
            for word in [last, first] {
                for &index in self.persons(word) {
                    let cluster = &self.clusters[index];
                    if let Some(part) = part_of(&unit.words, &cluster.words)
                        && cluster.gender.agrees(unit.gender)
                        && !found.iter().any(|&(_, other)| other == index)
                    {
                        found.push((part, index));
                    }
                }
            }
            let whole = found.iter().find(|(part, _)| *part == Part::Whole);
            match (whole, found.as_slice()) {
                (Some(&(_, index)), _) | (None, &[(Part::Last | Part::First, index)]) => {
                    self.join(index, unit, &unit.names);
                }
                (None, []) => {
                    let index = self.open(unit, unit.names.clone());
                    self.index_person(index);
                }
                _ => deferred.push(u),
            }
        }
        deferred
    }

    fn index_person(&mut self, index: usize) {
        let words = self.clusters[index].words.clone();
        for word in &words {
            let entry = self.by_word.entry(word.clone()).or_default();
            if entry.len() < CANDIDATES && !entry.contains(&index) {
                entry.push(index);
            }
        }
    }

    /// Organisations, places and things.
    fn others(&mut self, units: &[Unit], deferred: &mut Vec<usize>) {
        for (u, unit) in units.iter().enumerate() {
            if unit.entity_type == EntityType::Per || unit.handle {
                continue;
            }
            // A surname that the model was not sure to be an organisation's.
            if unit.words.len() == 1 && unit.sure < SURE {
                let word = &unit.words[0];
                if self
                    .persons(word)
                    .iter()
                    .any(|&index| self.clusters[index].words.last() == Some(word))
                {
                    deferred.push(u);
                    continue;
                }
            }
            let index = match self.other(unit) {
                Some(index) => {
                    self.join(index, unit, &unit.names);
                    index
                }
                None => self.open(unit, unit.names.clone()),
            };
            if self.clusters[index].words == unit.words {
                for word in [unit.words.first(), unit.words.last()]
                    .into_iter()
                    .flatten()
                {
                    let entry = self.by_key.entry(word.clone()).or_default();
                    if entry.len() < CANDIDATES && !entry.contains(&index) {
                        entry.push(index);
                    }
                }
            }
            if unit.words.len() >= 2 {
                let small =
                    |word: &&String| !language::is(word.as_str(), WordClass::UninitialledWord);
                let short: String = unit
                    .words
                    .iter()
                    .filter(small)
                    .filter_map(|word| word.chars().next())
                    .collect();
                let long: String = unit
                    .words
                    .iter()
                    .filter_map(|word| word.chars().next())
                    .collect();
                self.initials.entry(short).or_insert(index);
                self.initials.entry(long).or_insert(index);
            }
        }
    }

    fn other(&self, unit: &Unit) -> Option<usize> {
        let words = &unit.words;
        if let [word] = words.as_slice() {
            let letters = word.chars().count();
            if unit.shouted
                && (2..=8).contains(&letters)
                && let Some(&index) = self.initials.get(word)
            {
                return Some(index);
            }
        }
        let (first, last) = (words.first()?, words.last()?);
        let mut found: Vec<usize> = Vec::new();
        for word in [first, last] {
            for &index in self.by_key.get(word).map_or(&[][..], Vec::as_slice) {
                let cluster = &self.clusters[index];
                if cluster.entity_type != unit.entity_type || found.contains(&index) {
                    continue;
                }
                // AWB Limited is one company, AWB International another.
                if unit.formal && cluster.words.last().is_some_and(|w| w == "international") {
                    continue;
                }
                if shortened(words, &cluster.words, unit.entity_type) {
                    found.push(index);
                }
            }
        }
        // Of several the one that the text is about: the Red Sox of Boston, though those of Pawtucket are named once.
        let named = |index: usize| self.clusters[index].names.len();
        found.sort_by_key(|&index| std::cmp::Reverse(named(index)));
        match found[..] {
            [only] => Some(only),
            [most, next, ..] if named(most) >= 3 * named(next) => Some(most),
            _ => None,
        }
    }

    /// Names of persons that are part of another name, one mention at a time, for a surname may go to two.
    fn partial_names(&mut self, units: &[Unit], names: &[Name], deferred: Vec<usize>) {
        let mut unit_of: HashMap<usize, usize> = HashMap::new();
        let mut candidates: HashMap<usize, Vec<(Part, usize)>> = HashMap::new();
        for &u in &deferred {
            let unit = &units[u];
            let mut found: Vec<(Part, usize)> = Vec::new();
            for word in [unit.words.last(), unit.words.first()]
                .into_iter()
                .flatten()
            {
                for &index in self.persons(word) {
                    if !found.iter().any(|&(_, other)| other == index)
                        && let Some(part) = part_of(&unit.words, &self.clusters[index].words)
                    {
                        found.push((part, index));
                    }
                }
            }
            candidates.insert(u, found);
            for &name in &unit.names {
                unit_of.insert(name, u);
            }
        }
        // Nicknames (`Jim` for James Baker) are no word of the name; look them up by first name only where nothing else fits.
        let mut count: Vec<usize> = vec![0; self.clusters.len()];
        let mut latest: Vec<usize> = vec![0; self.clusters.len()];
        // Who a bare name was given to last, with the gender of its title.
        let mut called: HashMap<(usize, Gender), usize> = HashMap::new();
        for (i, name) in names.iter().enumerate() {
            if let Some(&u) = unit_of.get(&i) {
                let unit = &units[u];
                let gender = name.gender;
                let index = self
                    .choose(u, name, &candidates[&u], &called, &count, &latest)
                    .inspect(|&index| {
                        self.of[i] = Some(index);
                        self.clusters[index].names.push(i);
                        let known = self.clusters[index].gender;
                        self.clusters[index].gender = known.or(gender);
                    })
                    .unwrap_or_else(|| {
                        let index = self.open(unit, vec![i]);
                        let known = if name.titled {
                            Gender::Unknown
                        } else {
                            self.clusters[index].gender
                        };
                        self.clusters[index].gender = gender.or(known);
                        self.index_person(index);
                        index
                    });
                called.insert((u, gender), index);
                // John Reed goes on to be Reed, whoever Mrs Reed is.
                let full = |index: usize| self.clusters[index].words.len() > 1;
                let before = called.get(&(u, Gender::Unknown));
                if gender != Gender::Unknown
                    && before.is_none_or(|&before| full(index) || !full(before))
                {
                    called.insert((u, Gender::Unknown), index);
                }
            }
            if let Some(index) = self.of[i] {
                count.resize(self.clusters.len(), 0);
                latest.resize(self.clusters.len(), 0);
                count[index] += 1;
                latest[index] = i + 1;
            }
        }
    }

    fn choose(
        &self,
        unit: usize,
        name: &Name,
        candidates: &[(Part, usize)],
        called: &HashMap<(usize, Gender), usize>,
        count: &[usize],
        latest: &[usize],
    ) -> Option<usize> {
        let fits = |index: usize| self.clusters[index].gender.agrees(name.gender);
        let before = called
            .get(&(unit, name.gender))
            .or_else(|| called.get(&(unit, Gender::Unknown)))
            .copied()
            .filter(|&index| fits(index));
        if before.is_some() {
            return before;
        }
        candidates
            .iter()
            .filter(|&&(part, index)| fits(index) && (!name.titled || part != Part::First))
            .max_by_key(|&&(part, index)| {
                let count = count.get(index).copied().unwrap_or(0);
                let latest = latest.get(index).copied().unwrap_or(0);
                (part, latest > 0, count, latest, std::cmp::Reverse(index))
            })
            .map(|&(_, index)| index)
    }

    /// `@handles` go to the one whose names they spell.
    fn handles(&mut self, units: &[Unit]) {
        for unit in units.iter().filter(|unit| unit.handle) {
            let handle: String = unit
                .words
                .concat()
                .chars()
                .filter(|c| c.is_alphanumeric())
                .collect();
            let spelt = self.spelt(&handle);
            match spelt {
                Some(index) => self.join(index, unit, &unit.names),
                None => {
                    self.open(unit, unit.names.clone());
                }
            }
        }
    }

    fn spelt(&self, handle: &str) -> Option<usize> {
        // The longest names in it win; two that are as long leave it open. The window keeps many handles linear.
        let mut best: Option<(usize, usize)> = None;
        let mut tie = false;
        for (index, cluster) in self.clusters.iter().enumerate().take(256) {
            let whole = cluster.words.concat();
            let length = if whole == handle && handle.len() >= 3 {
                handle.len() + 1
            } else if cluster.entity_type == EntityType::Per {
                cluster
                    .words
                    .iter()
                    .filter(|word| word.len() >= 4 && handle.contains(word.as_str()))
                    .map(String::len)
                    .sum()
            } else {
                0
            };
            if length == 0 || length * 2 < handle.len() {
                continue;
            }
            match best {
                Some((longest, _)) if longest > length => {}
                Some((longest, _)) if longest == length => tie = true,
                _ => (best, tie) = (Some((length, index)), false),
            }
        }
        best.filter(|_| !tie).map(|(_, index)| index)
    }

    fn root(&self, mut index: usize) -> usize {
        while self.parent[index] != index {
            index = self.parent[index];
        }
        index
    }

    fn merge(&mut self, one: usize, other: usize) {
        let (a, b) = (self.root(one), self.root(other));
        if a == b {
            return;
        }
        let (a, b) = (a.min(b), a.max(b));
        self.parent[b] = a;
        let names = std::mem::take(&mut self.clusters[b].names);
        let gender = self.clusters[b].gender;
        self.clusters[a].names.extend(names);
        self.clusters[a].gender = self.clusters[a].gender.or(gender);
    }

    /// Two names side by side that the text itself says are one: `X (XYZ)`, `X, better known as Y`.
    fn appositions(&mut self, page: &Page, names: &[Name], mentions: &[Mention]) {
        for i in 1..names.len() {
            let (one, other) = (&names[i - 1], &names[i]);
            if other.first <= one.last
                || other.first - one.last > 8
                || mentions[i - 1].sentence != mentions[i].sentence
            {
                continue;
            }
            let (Some(a), Some(b)) = (self.of[i - 1], self.of[i]) else {
                continue;
            };
            let (a, b) = (self.root(a), self.root(b));
            let between = &page.tokens[one.last + 1..other.first];
            let same_type = self.clusters[a].entity_type == self.clusters[b].entity_type;
            let bracket = between.len() == 1
                && between[0].text == "("
                && page
                    .near(other.last, 1)
                    .is_some_and(|token| token.text == ")" || token.text == ",");
            let person = self.clusters[a].entity_type == EntityType::Per
                || self.clusters[b].entity_type == EntityType::Per;
            if bracket
                && !person
                && other.capitals >= 2
                && abbreviates(&other.words.concat(), &one.words)
            {
                self.merge(a, b);
                continue;
            }
            if !same_type || !self.clusters[a].gender.agrees(self.clusters[b].gender) {
                continue;
            }
            let word = |offset: usize| {
                between
                    .len()
                    .checked_sub(offset)
                    .map_or("", |k| &*between[k].lower)
            };
            let known_as = word(1) == "as" && language::is(word(2), WordClass::RenamingAdverb)
                || language::is(word(1), WordClass::RenamingMark)
                || word(1) == "born" && person && matches!(word(2), "," | "(" | "")
                || matches!(
                    (word(2), word(1)),
                    (
                        "formerly" | "originally" | "or",
                        "called" | "named" | "simply"
                    )
                );
            // "his rival, known as Y": the words between may not bring in somebody else.
            let plain = between
                .iter()
                .all(|token| token.is(WordClass::RenamingWord) || matches!(token.text, "," | "("));
            if known_as && plain {
                self.merge(a, b);
            }
        }
    }

    fn finish(mut self, names: Vec<Name>, mentions: &[Mention]) -> Clusters {
        for i in 0..names.len() {
            if self.of[i].is_none() {
                let index = self.clusters.len();
                self.clusters.push(Working {
                    words: names[i].words.clone(),
                    entity_type: mentions[i].entity_type,
                    gender: names[i].gender,
                    names: vec![i],
                });
                self.parent.push(index);
                self.of[i] = Some(index);
            }
        }
        // Shortest paths once, then numbers in order of first mention.
        let roots: Vec<usize> = (0..self.clusters.len())
            .map(|index| self.root(index))
            .collect();
        let mut number: HashMap<usize, usize> = HashMap::new();
        let mut clusters: Vec<Cluster> = Vec::new();
        let mut of = Vec::with_capacity(names.len());
        for (i, name) in names.iter().enumerate() {
            let root = roots[self.of[i].unwrap_or(0)];
            let index = *number.entry(root).or_insert_with(|| {
                clusters.push(Cluster {
                    entity_type: self.clusters[root].entity_type,
                    gender: self.clusters[root].gender,
                    names: Vec::new(),
                });
                clusters.len() - 1
            });
            clusters[index].names.push(i);
            of.push(index);
            if clusters[index].gender == Gender::Unknown && name.gender != Gender::Unknown {
                clusters[index].gender = name.gender;
            }
        }
        for cluster in &mut clusters {
            let mut sum = [0f32; 4];
            // What the model is sure that a full name is.
            let mut sure = [false; 4];
            for &i in &cluster.names {
                let scores = scores(&mentions[i]);
                let top = argmax(&scores);
                sure[top] |= names[i].words.len() > 1 && scores[top] >= SURE;
                for (total, score) in sum.iter_mut().zip(scores) {
                    *total += score;
                }
            }
            // Alma Derby is a person, however often she is Derby alone.
            cluster.entity_type = match sure {
                [true, false, false, false] => EntityType::Per,
                _ => EntityType::NAMES[argmax(&sum)],
            };
        }
        Clusters {
            names,
            of,
            clusters,
        }
    }
}

/// True where `short` is a name of an organisation or place that `long` is in full.
fn shortened(short: &[String], long: &[String], entity_type: EntityType) -> bool {
    if short.len() >= long.len() {
        return short == long;
    }
    let rest = long.len() - short.len();
    match entity_type {
        EntityType::Org => {
            if long.starts_with(short)
                && long[short.len()..]
                    .iter()
                    .all(|word| lexicon::is_organisation_tail(word))
            {
                return true;
            }
            // The University of Norrby, for `University of Norrby, Karlsby`; Karlsby or UN Karlsby, for the same.
            let body = long.len() >= 4
                && language::is(&long[0], WordClass::ShortBodyName)
                && long[1] == "of";
            if body && rest == 1 && long.starts_with(short) {
                return true;
            }
            if body && long[0] == "university" && short.last() == long.last() {
                let small = |word: &&String| word.as_str() != "of";
                let initials = long[..long.len() - 1].iter().filter(small);
                let initials: String = initials.filter_map(|word| word.chars().next()).collect();
                if short.len() == 1 || short.len() == 2 && short[0] == initials {
                    return true;
                }
            }
            // Chiquita Brands South Pacific, the Grains Council of Australia.
            if long.starts_with(short)
                && rest <= 3
                && (language::is(&long[short.len()], WordClass::Business)
                    || short.len() >= 2 && long[short.len()] == "of")
            {
                return true;
            }
            // The House of Representatives is the House, the Supreme Court the Court.
            if short.len() == 1
                && language::is(&short[0], WordClass::ShortBodyName)
                && (long.ends_with(short) || (long.starts_with(short) && long[1] == "of"))
            {
                return true;
            }
            // `Red Sox`, `Supreme Court`: two words or more at the end, or a team's name: the Pirates of Pittsburgh.
            rest <= 2
                && long.ends_with(short)
                && (short.len() >= 2 || short.first().is_some_and(|word| is_team(word)))
        }
        EntityType::Loc => {
            // The North, of the one Korea that is named so.
            (short.len() == 1
                && rest == 1
                && long.starts_with(short)
                && language::is(short[0].as_str(), WordClass::CompassPoint))
                // The Outer Ring Road of `York Outer Ring Road`.
                || (rest == 1 && short.len() >= 3 && long.ends_with(short))
                // Mexico is not Mexico City, nor Oklahoma Oklahoma City.
                || (rest == 1
                    && long.starts_with(short)
                    && language::is(&long[short.len()], WordClass::PlaceTail)
                    && !countries::is_country(&short.join(" "))
                    && !language::is(&short.join(" "), WordClass::UsState))
                || (rest == 2
                    && long.ends_with(short)
                    && !is_divided(&short.join(" "))
                    && long[1] == "of"
                    && language::is(long[0].as_str(), WordClass::PlaceKind))
        }
        _ => false,
    }
}

/// The country of a state's full name: the Albania of `Republic of Albania`; but that of Korea is one of two.
fn state_of(words: &[String]) -> Option<&[String]> {
    match words {
        [kind, of, country @ ..]
            if language::is(kind.as_str(), WordClass::StateKind)
                && of == "of"
                && is_one_country(&country.join(" ")) =>
        {
            Some(country)
        }
        _ => None,
    }
}

/// The country of a government: `Albanian Government`, `Government of the Republic of Albania`.
fn governed(words: &[String]) -> Option<String> {
    match words {
        [people, body] if body == "government" => language::words(WordClass::DemonymEnding)
            .iter()
            .filter_map(|ending| people.strip_suffix(ending))
            .find(|country| is_one_country(country))
            .map(str::to_string),
        [body, of, rest @ ..] if body == "government" && of == "of" => {
            let rest = match rest {
                [the, rest @ ..] if the == "the" => rest,
                _ => rest,
            };
            let country = state_of(rest).unwrap_or(rest).join(" ");
            is_one_country(&country).then_some(country)
        }
        _ => None,
    }
}

/// True for a country by a name that is no other's.
fn is_one_country(name: &str) -> bool {
    countries::is_country(name) && !is_divided(name)
}

/// True for a country of whose name there are two.
fn is_divided(name: &str) -> bool {
    language::is(name, WordClass::DividedCountry)
}

/// True for a word that a team may be called by alone: Pirates, but neither Services nor Democrats.
fn is_team(word: &str) -> bool {
    word.len() >= 4
        && word.ends_with('s')
        && !language::is(word, WordClass::Business)
        && !lexicon::is_organisation_tail(word)
        && !lexicon::is_people(word)
}

/// True where the letters of an abbreviation stand in order in a name's words and start its first one.
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

/// The name as a reader would write it: the fullest form, not in capitals only, most often used.
pub(super) fn display<'a>(
    document: &'a Document,
    page: &Page,
    clusters: &Clusters,
    members: &[usize],
    mentions: &[Mention],
) -> String {
    let text = |i: usize| -> &'a str {
        page.parts
            .get(mentions[i].sentence)
            .and_then(|&part| {
                document
                    .part(part)
                    .get(clusters.names[i].core.start..clusters.names[i].core.end)
            })
            .unwrap_or("")
    };
    let members = &members[..members.len().min(1024)];
    // ROTTERDAM is Rotterdam where the text has both; NATO is not shouted.
    let calm: HashSet<String> = members
        .iter()
        .filter(|&&i| !clusters.names[i].shouted)
        .map(|&i| text(i).to_lowercase())
        .collect();
    let rank = |i: usize| {
        let name = &clusters.names[i];
        let several = name.words.len() > 1;
        let shouted = name.shouted && (several || calm.contains(&text(i).to_lowercase()));
        (
            !name.common,
            !name.handle,
            !shouted,
            text(i).chars().any(char::is_uppercase),
            name.words.len(),
            text(i).chars().count(),
        )
    };
    // Of equals the first.
    let best = members
        .iter()
        .copied()
        .reduce(|best, i| if rank(i) > rank(best) { i } else { best });
    let name = best.map_or("", text);
    // A name that runs over a line break is one line here.
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
