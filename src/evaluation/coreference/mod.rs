//! Coreference against annotated documents.
//!
//! The figures are over names and third-person pronouns of persons, organisations and places, singletons included. The
//! key holds the entities that the annotation gives a name: a pronoun whose entity has none (`Farmers say they ...`) is to have
//! no row, so it is not asked for, and one that is predicted all the same counts as spurious.
//! [`Scores::b_cubed_all`] asks for those as well, which no output could hold. A predicted mention is a gold one if it
//! overlaps the head of it (names with names, pronouns with pronouns; of several the one whose span it shares most of). What
//! GUM counts among the names we may have as a noun phrase (`the Secretary` of one who is named so): such a mention is found
//! by its head like any other. Noun phrases that are no name of GUM's are not measured, neither asked for nor wrong. A
//! predicted name or pronoun that is no gold mention counts against precision, except where GUM has the same words as a noun
//! phrase (`district councillor Wu`). A name that we call MISC, and its pronouns, count as
//! found where GUM has a person, an organisation or a place there, for CoNLL's convention calls peoples so (`the Germans`),
//! and else not at all. [`Scores::b_cubed_flat`] leaves out what is a matter of convention: names inside names.

pub mod by_rule;
mod clusters;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

pub use clusters::Counts;
use clusters::{b_cubed, ceaf_e, muc};

use super::gold::gum::{GumDocument, Half, halves_in_turn};
use super::gold::{GoldKind, GoldMention};
use super::{extract_all, ratio};
use crate::document::{EntityType, Mention, MentionKind, Span};
use crate::language::{self, WordClass};
use crate::pipeline::Pipeline;

/// True for he, she, it, they and their forms.
fn is_third_person(word: &str) -> bool {
    language::is(&word.to_lowercase(), WordClass::GoldThirdPerson)
}

/// A text with its annotated mentions.
#[derive(Clone, Copy, Debug)]
pub struct Annotated<'a> {
    pub text: &'a str,
    pub mentions: &'a [GoldMention],
}

/// What was found in a text: its mentions, and the entity that each belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    pub mentions: &'a [Mention],
    pub entity_of: &'a [usize],
}

impl Annotated<'_> {
    /// The proper name in GUM's phrase around a name's head, without what is said of it: `University of Paris` of `the
    /// University of Paris, where he studied`. Names that stand inside a person's phrase (`the King of France`) end it.
    fn proper_name(&self, gold: &GoldMention) -> Span {
        let text = self.text;
        let person = gold.entity_type == Some(EntityType::Per);
        let inside: Vec<Span> = self
            .mentions
            .iter()
            .filter(|other| {
                person
                    && other.kind == GoldKind::Name
                    && gold.span.contains(other.span)
                    && other.span != gold.span
                    && !other.span.contains(gold.head)
            })
            .map(|other| other.span)
            .collect();
        let words = words(text, gold.span);
        let Some(head) = words.iter().position(|word| word.overlaps(gold.head)) else {
            return gold.head;
        };
        let capital = |word: Span| {
            word.of(text)
                .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '@')
                && !inside.iter().any(|span| span.overlaps(word))
        };
        let linking = |word: Span| {
            let word = word.of(text);
            language::is(word, WordClass::GoldNameLink)
                || (!person && language::is(word, WordClass::GoldBodyLink))
        };
        let joined = |a: Span, b: Span| {
            text[a.end..b.start]
                .chars()
                .all(|c| matches!(c, ' ' | '.' | '-'))
        };
        let (mut first, mut last) = (head, head);
        for at in (0..head).rev() {
            if !joined(words[at], words[at + 1]) || !(capital(words[at]) || linking(words[at])) {
                break;
            }
            if capital(words[at]) {
                first = at;
            }
        }
        for at in head + 1..words.len() {
            if !joined(words[at - 1], words[at]) || !(capital(words[at]) || linking(words[at])) {
                break;
            }
            if capital(words[at]) {
                last = at;
            }
        }
        Span::new(words[first].start, words[last].end)
    }

    /// True for a name that no flat list of names has: one inside another (`Paris` in `University of Paris`), and the pair
    /// of two (`Carrano and Biewener`, whose head is the first one's).
    fn is_nested(&self, gold: &GoldMention) -> bool {
        self.mentions.iter().any(|other| {
            other.kind == GoldKind::Name
                && other.entity_type.is_some()
                && other.span != gold.span
                && if other.head == gold.head {
                    gold.span.contains(other.span)
                } else {
                    other.span.contains(gold.span)
                        && other.head.of(self.text).starts_with(char::is_uppercase)
                        && self.proper_name(other).contains(gold.head)
                }
        })
    }

    /// True for a name right behind the noun that GUM has as the head of both (`the presenter Sally Meen`, `the village of
    /// Clyst`).
    fn is_apposed(&self, name: Span) -> bool {
        let before = self.text[..name.start].trim_end_matches(' ');
        let before = before.strip_suffix(" of").unwrap_or(before);
        self.mentions.iter().any(|other| {
            other.entity_type.is_some()
                && other.kind == GoldKind::Nominal
                && other.span.contains(name)
                && other.head.end == before.len()
        })
    }
}

/// Words without the punctuation around them and without `'s`.
fn words(text: &str, span: Span) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    let inner = span.of(text);
    for (at, c) in inner.char_indices().chain([(inner.len(), ' ')]) {
        let rest = &inner[at..];
        let possessive = rest
            .strip_prefix("'s")
            .or_else(|| rest.strip_prefix("’s"))
            .is_some_and(|after| !after.starts_with(char::is_alphanumeric));
        let word =
            (c.is_alphanumeric() || matches!(c, '@' | '&' | '\'' | '’' | '_')) && !possessive;
        match (start, word) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push(Span::new(span.start + from, span.start + at));
                start = None;
            }
            _ => {}
        }
    }
    words.retain(|word| word.of(text) != "s");
    words
}

/// What [`score`] measures, summed over documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    pub documents: usize,
    /// Finding the mentions, whatever their entity.
    pub mentions: Counts,
    pub muc: Counts,
    pub b_cubed: Counts,
    pub ceaf_e: Counts,
    /// With the pronouns of nameless entities in the key.
    pub b_cubed_all: Counts,
    /// Without the names that a flat list cannot have (one inside another, the pair of two), and with names that GUM has in
    /// a noun phrase (`the presenter Sally Meen`) neither asked for nor wrong.
    pub b_cubed_flat: Counts,
    /// Third-person pronouns of gold clusters with a name: right ones, and all.
    pub pronouns: (usize, usize),
}

impl Scores {
    /// The mean F1 of MUC, B-cubed and CEAF-e.
    pub fn conll(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf_e.f1()) / 3.0
    }

    /// The share of third-person pronouns, of those that stand for somebody or something with a name, that are joined to
    /// the right name.
    pub fn pronoun_accuracy(&self) -> f64 {
        ratio(self.pronouns.0, self.pronouns.1)
    }

    fn add(&mut self, other: &Scores) {
        self.documents += other.documents;
        for (sum, counts) in [
            (&mut self.mentions, other.mentions),
            (&mut self.muc, other.muc),
            (&mut self.b_cubed, other.b_cubed),
            (&mut self.ceaf_e, other.ceaf_e),
            (&mut self.b_cubed_all, other.b_cubed_all),
            (&mut self.b_cubed_flat, other.b_cubed_flat),
        ] {
            sum.add(counts);
        }
        self.pronouns.0 += other.pronouns.0;
        self.pronouns.1 += other.pronouns.1;
    }
}

/// What is asked for of a document.
struct Key<'a> {
    /// Those that are asked for first, then the pronouns of entities without a name.
    mentions: Vec<&'a GoldMention>,
    asked: usize,
    /// One a mention: whether it is a name that no flat list has.
    nested: Vec<bool>,
}

impl<'a> Key<'a> {
    fn new(gold: &Annotated<'a>) -> Self {
        let measured = || gold.mentions.iter().filter(|m| m.entity_type.is_some());
        let named: HashSet<usize> = measured()
            .filter(|m| m.kind == GoldKind::Name)
            .map(|m| m.cluster)
            .collect();
        let (mut mentions, nameless): (Vec<&GoldMention>, Vec<&GoldMention>) = measured()
            .filter(|m| match m.kind {
                GoldKind::Name => true,
                GoldKind::Pronoun => is_third_person(m.span.of(gold.text)),
                GoldKind::Nominal => false,
            })
            .partition(|m| named.contains(&m.cluster));
        let asked = mentions.len();
        mentions.extend(nameless);
        let nested = mentions
            .iter()
            .map(|m| m.kind == GoldKind::Name && gold.is_nested(m))
            .collect();
        Key {
            mentions,
            asked,
            nested,
        }
    }

    /// The clusters of the first `count` mentions but those that are left `out`, by their numbers.
    fn clusters(&self, count: usize, out: &[bool]) -> Vec<Vec<usize>> {
        let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (id, mention) in self.mentions[..count].iter().enumerate() {
            if !out.get(id).is_some_and(|&out| out) {
                clusters.entry(mention.cluster).or_default().push(id);
            }
        }
        clusters.into_values().collect()
    }
}

/// What a mention that was found is in the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Match {
    /// The mention of that number.
    Key(usize),
    Spurious,
    Unmeasured,
}

/// Finds each mention in the key, one after the other: what is taken is taken.
fn matches(gold: &Annotated, key: &Key, found: &[Mention]) -> Vec<Match> {
    let text = gold.text;
    let mut taken = vec![false; key.mentions.len()];
    let mut one = |mention: &Mention| {
        let kind = match mention.kind {
            // A noun phrase by its last word, the head: `Malaysia's prime minister` is no Malaysia.
            MentionKind::Name | MentionKind::Nominal => GoldKind::Name,
            MentionKind::Pronoun => GoldKind::Pronoun,
            MentionKind::Value => return Match::Unmeasured,
        };
        let Some(covered) = text.get(mention.span.start..mention.span.end) else {
            return Match::Unmeasured;
        };
        if kind == GoldKind::Pronoun && !is_third_person(covered) {
            return Match::Unmeasured;
        }
        let measured = matches!(
            mention.entity_type,
            EntityType::Per | EntityType::Org | EntityType::Loc
        );
        let nominal = mention.kind == MentionKind::Nominal;
        let last = || words(text, mention.span).last().copied();
        let head = nominal.then(last).flatten().unwrap_or(mention.span);
        let best = (0..key.mentions.len())
            .filter(|&k| {
                let m = key.mentions[k];
                !taken[k] && m.kind == kind && m.head.overlaps(head)
            })
            .max_by(|&a, &b| {
                let shared = |k: usize| overlap(mention.span, key.mentions[k].span);
                shared(a).total_cmp(&shared(b))
            });
        match best {
            // What GUM calls persons, CoNLL's convention may call MISC: the Germans, and they.
            Some(k) if measured || mention.entity_type == EntityType::Misc => {
                taken[k] = true;
                Match::Key(k)
            }
            _ if !measured || nominal => Match::Unmeasured,
            // The same words as a noun phrase: `district councillor Wu`.
            _ if kind == GoldKind::Name
                && gold.mentions.iter().any(|other| {
                    other.entity_type.is_some()
                        && other.kind == GoldKind::Nominal
                        && other.head.overlaps(mention.span)
                }) =>
            {
                Match::Unmeasured
            }
            _ => Match::Spurious,
        }
    };
    found.iter().map(&mut one).collect()
}

/// The share of two spans that both have.
fn overlap(a: Span, b: Span) -> f64 {
    let both = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    both as f64 / (a.len() + b.len() - both).max(1) as f64
}

/// Of each entity that was found, the cluster that most of its names belong to.
fn meant(key: &Key, found: &Found, matches: &[Match]) -> HashMap<usize, usize> {
    let mut votes: HashMap<usize, HashMap<usize, usize>> = HashMap::new();
    for (index, matched) in matches.iter().enumerate() {
        if let Match::Key(k) = *matched
            && found.mentions[index].kind == MentionKind::Name
        {
            *votes
                .entry(found.entity_of[index])
                .or_default()
                .entry(key.mentions[k].cluster)
                .or_default() += 1;
        }
    }
    votes
        .into_iter()
        .filter_map(|(entity, votes)| {
            let best = votes
                .into_iter()
                .max_by_key(|&(cluster, count)| (count, std::cmp::Reverse(cluster)))?;
            Some((entity, best.0))
        })
        .collect()
}

/// Scores one document.
pub fn score(gold: Annotated, found: Found) -> Scores {
    let key = Key::new(&gold);
    let matches = matches(&gold, &key, found.mentions);
    let mut mentions = Counts {
        gold: key.asked as f64,
        ..Counts::default()
    };
    // Every mention that was found is one of the key by its number, or a spurious one by a number of its own.
    // Ordered, for sums of floating-point numbers depend on it.
    let mut response: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    // The same, as a flat list of names is measured.
    let mut flat: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut spurious = key.mentions.len();
    let mut found_as: Vec<Option<usize>> = vec![None; key.mentions.len()];
    for (index, matched) in matches.iter().enumerate() {
        let mention = &found.mentions[index];
        let (id, left_out) = match *matched {
            Match::Unmeasured => continue,
            Match::Key(k) => {
                found_as[k] = Some(index);
                if k < key.asked {
                    mentions.recalled += 1.0;
                    mentions.precise += 1.0;
                }
                (k, key.nested[k])
            }
            Match::Spurious => {
                spurious += 1;
                let apposed = mention.kind == MentionKind::Name && gold.is_apposed(mention.span);
                (spurious, apposed)
            }
        };
        mentions.predicted += 1.0;
        let entity = found.entity_of[index];
        response.entry(entity).or_default().push(id);
        if !left_out {
            flat.entry(entity).or_default().push(id);
        }
    }
    let meant = meant(&key, &found, &matches);
    let mut pronouns = (0, 0);
    for (mention, found_as) in key.mentions.iter().zip(&found_as).take(key.asked) {
        if mention.kind == GoldKind::Pronoun {
            let right = found_as
                .is_some_and(|index| meant.get(&found.entity_of[index]) == Some(&mention.cluster));
            pronouns.0 += usize::from(right);
            pronouns.1 += 1;
        }
    }
    let response: Vec<Vec<usize>> = response.into_values().collect();
    let flat: Vec<Vec<usize>> = flat.into_values().collect();
    let asked = key.clusters(key.asked, &[]);
    Scores {
        documents: 1,
        mentions,
        muc: muc(&asked, &response),
        b_cubed: b_cubed(&asked, &response),
        ceaf_e: ceaf_e(&asked, &response),
        b_cubed_all: b_cubed(&key.clusters(key.mentions.len(), &[]), &response),
        b_cubed_flat: b_cubed(&key.clusters(key.asked, &key.nested), &flat),
        pronouns,
    }
}

/// The scores of the half that the rules were tuned on, of the other, and of all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    pub tune: Scores,
    pub dev: Scores,
    pub all: Scores,
}

/// Walks the documents through the whole program, and compares.
///
/// # Errors
/// A model that fails.
pub fn measure(pipeline: &Pipeline, gold: &[GumDocument]) -> anyhow::Result<Report> {
    let documents = gold.iter().map(|g| g.document.clone()).collect();
    let found = extract_all(pipeline, documents)?;
    let mut report = Report::default();
    for ((g, x), half) in gold.iter().zip(&found).zip(halves_in_turn(gold)) {
        let scores = score(
            Annotated {
                text: &g.document.text,
                mentions: &g.mentions,
            },
            Found {
                mentions: &x.mentions,
                entity_of: &x.entity_of,
            },
        );
        match half {
            Half::Tune => report.tune.add(&scores),
            Half::Dev => report.dev.add(&scores),
        }
        report.all.add(&scores);
    }
    Ok(report)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "half  documents  mentions    MUC  B-cubed   flat  CEAF-e  CoNLL  pronouns right"
        )?;
        for (name, s) in [("tune", &self.tune), ("dev", &self.dev), ("all", &self.all)] {
            writeln!(
                f,
                "{name:<5} {:>9} {:>9.4} {:>6.4} {:>8.4} {:>6.4} {:>7.4} {:>6.4} {:>9.4} of {}",
                s.documents,
                s.mentions.f1(),
                s.muc.f1(),
                s.b_cubed.f1(),
                s.b_cubed_flat.f1(),
                s.ceaf_e.f1(),
                s.conll(),
                s.pronoun_accuracy(),
                s.pronouns.1
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The span of `part`, looked for from byte `from` on.
    fn at(text: &str, part: &str, from: usize) -> Span {
        let start = from + text[from..].find(part).unwrap();
        Span::new(start, start + part.len())
    }

    fn asked(
        span: Span,
        head: Span,
        entity_type: EntityType,
        kind: GoldKind,
        cluster: usize,
    ) -> GoldMention {
        GoldMention {
            span,
            head,
            entity_type: Some(entity_type),
            kind,
            cluster,
        }
    }

    fn predicted(span: Span, entity_type: EntityType, kind: MentionKind) -> Mention {
        Mention {
            sentence: 0,
            span,
            entity_type,
            kind,
            value: None,
            score: 1.0,
            type_scores: [0.0; 4],
            rule: None,
        }
    }

    #[test]
    fn the_flat_measure_asks_for_what_a_flat_list_of_names_can_have() {
        let text = "She left the University of Paris. Paris suits the presenter Sally Meen.";
        let at = |part, from| at(text, part, from);
        let (inner, outer) = (at("Paris", 0), at("Paris", 30));
        let (university, head) = (at("the University of Paris", 0), at("University", 0));
        let person = at("the presenter Sally Meen", 0);
        let gold = [
            asked(university, head, EntityType::Org, GoldKind::Name, 1),
            asked(inner, inner, EntityType::Loc, GoldKind::Name, 2),
            asked(outer, outer, EntityType::Loc, GoldKind::Name, 2),
            asked(
                person,
                at("presenter", 0),
                EntityType::Per,
                GoldKind::Nominal,
                3,
            ),
        ];
        let name = |span, entity_type| predicted(span, entity_type, MentionKind::Name);
        let names = [
            name(at("University of Paris", 0), EntityType::Org),
            name(outer, EntityType::Loc),
            name(at("Sally Meen", 0), EntityType::Per),
        ];
        let scores = score(
            Annotated {
                text,
                mentions: &gold,
            },
            Found {
                mentions: &names,
                entity_of: &[0, 1, 2],
            },
        );
        assert_eq!(scores.b_cubed_flat.f1(), 1.0, "{scores:?}");
        // Of three names one is missed, of a pair; and one is none of GUM's.
        assert!(
            (scores.b_cubed.recall() - 1.5 / 3.0).abs() < 1e-9,
            "{scores:?}"
        );
        assert!(
            (scores.b_cubed.precision() - 2.0 / 3.0).abs() < 1e-9,
            "{scores:?}"
        );
    }

    #[test]
    fn a_name_of_the_key_may_be_found_as_a_noun_phrase() {
        let text = "Secretary Okoro acted. Then the Secretary left with the clerk.";
        // Each phrase ends with its head.
        let mention = |part: &str, head: &str, kind, cluster| {
            let span = at(text, part, 0);
            let head = Span::new(span.end - head.len(), span.end);
            asked(span, head, EntityType::Per, kind, cluster)
        };
        let gold = [
            mention("Secretary Okoro", "Okoro", GoldKind::Name, 1),
            mention("the Secretary", "Secretary", GoldKind::Name, 1),
            mention("the clerk", "clerk", GoldKind::Nominal, 2),
        ];
        let found = |part, kind| predicted(at(text, part, 0), EntityType::Per, kind);
        let mentions = [
            found("Okoro", MentionKind::Name),
            found("the Secretary", MentionKind::Nominal),
            found("the clerk", MentionKind::Nominal),
        ];
        let of = |entity_of: &[usize]| {
            let (gold, found) = (
                Annotated {
                    text,
                    mentions: &gold,
                },
                Found {
                    mentions: &mentions,
                    entity_of,
                },
            );
            score(gold, found).b_cubed
        };
        assert_eq!(of(&[0, 0, 0]).f1(), 1.0);
        assert!((of(&[0, 1, 1]).recall() - 0.5).abs() < 1e-9);
    }

    #[test]
    fn a_pronoun_is_right_with_the_names_of_its_cluster() {
        let text = "Ana Ruiz met Bea Holt. She spoke, and they left.";
        let name = |part| at(text, part, 0);
        let per =
            |part, kind, cluster| asked(name(part), name(part), EntityType::Per, kind, cluster);
        let gold = [
            per("Ana Ruiz", GoldKind::Name, 1),
            per("Bea Holt", GoldKind::Name, 2),
            per("She", GoldKind::Pronoun, 2),
            // Of nobody with a name: not asked for.
            per("they", GoldKind::Pronoun, 3),
        ];
        let mentions = [
            predicted(name("Ana Ruiz"), EntityType::Per, MentionKind::Name),
            predicted(name("Bea Holt"), EntityType::Per, MentionKind::Name),
            predicted(name("She"), EntityType::Per, MentionKind::Pronoun),
        ];
        let of = |entity_of: &[usize]| {
            let (gold, found) = (
                Annotated {
                    text,
                    mentions: &gold,
                },
                Found {
                    mentions: &mentions,
                    entity_of,
                },
            );
            score(gold, found).pronouns
        };
        assert_eq!(of(&[0, 1, 1]), (1, 1));
        assert_eq!(of(&[0, 1, 0]), (0, 1));
    }
}
