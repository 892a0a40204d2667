//! Mention pairs to relations.
//!
//! Candidates are the mention pairs of a sentence whose types some relation allows. The relation head of the shared encoder
//! gives every candidate the probability of every relation, from the same pass that found the names; what passes the
//! threshold becomes a row for each (relation, subject entity, object entity) of a sentence.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::document::{
    Document, Entity, EntityType, Mention, MentionKind, Quotation, Rule, Sentence, Span,
};
use crate::encoder::folder::RelationsHead;
use crate::encoder::{AskedPairs, AskedSpan, Pieces};
use crate::extraction::{Prediction, Relation, RelationKind};
use crate::names::countries;
use crate::{quotations, text};

/// The types that a relation's subject and object may have.
fn allows(kind: RelationKind, subject: EntityType, object: EntityType) -> bool {
    use EntityType::{Age, Date, Loc, Misc, Org, Per};
    use RelationKind as R;
    match kind {
        R::Spouse | R::ChildOf | R::Sibling => subject == Per && object == Per,
        R::Age => subject == Per && object == Age,
        R::DateOfBirth | R::DateOfDeath => subject == Per && object == Date,
        R::PlaceOfBirth | R::PlaceOfResidence => subject == Per && object == Loc,
        R::Nationality => subject == Per && matches!(object, Loc | Misc),
        R::EmployeeOrMemberOf | R::EducatedAt => subject == Per && object == Org,
        R::PoliticalAffiliation => subject == Per && matches!(object, Org | Misc),
        R::Ceo | R::FoundedBy => subject == Org && object == Per,
        R::DateFounded => subject == Org && object == Date,
        R::Headquarters => subject == Org && object == Loc,
        R::SubsidiaryOf => subject == Org && object == Org,
    }
}

/// In a sentence of very many mentions a pair may stand this many mentions apart, so that time stays linear in the text.
const APART: usize = 24;

/// What the relation head knows: its relations, span types and kinds, by number.
#[derive(Clone, Debug)]
pub struct Head {
    relations: Vec<Option<RelationKind>>,
    span_types: Vec<String>,
    span_kinds: Vec<String>,
    calibration: [f32; 2],
}

/// The candidates of one sentence: the head's question, and the mention behind each of its spans.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidates {
    pub asked: AskedPairs,
    mentions: Vec<usize>,
}

impl Head {
    pub fn new(head: &RelationsHead) -> Self {
        Head {
            relations: head.labels.iter().map(|l| RelationKind::named(l)).collect(),
            span_types: head.span_types.clone(),
            span_kinds: head.span_kinds.clone(),
            calibration: head.calibration,
        }
    }

    /// The candidates of a document, a sentence at a time; `reading_of[i]` is the number of sentence `i` in the reading.
    pub fn candidates(
        &self,
        document: &Document,
        sentences: &[Sentence],
        pieces: &[&Pieces],
        reading_of: &[usize],
        mentions: &[Mention],
        quotations: &[Quotation],
    ) -> Vec<Candidates> {
        let said = quotations::quoted(sentences, quotations, mentions);
        let mut out = Vec::new();
        for of_sentence in mentions_by_sentence(mentions) {
            let s = mentions[of_sentence[0]].sentence;
            let offset = sentences[s].span.start;
            let mut spans = Vec::new();
            let mut numbers = Vec::new();
            for &m in &of_sentence {
                let mention = &mentions[m];
                let (Some(span_type), Some(kind)) = (
                    self.span_types
                        .iter()
                        .position(|t| t == mention.entity_type.as_str()),
                    self.span_kinds
                        .iter()
                        .position(|k| k == mention.kind.as_str()),
                ) else {
                    continue;
                };
                let local = Span::new(mention.span.start - offset, mention.span.end - offset);
                let Some(range) = pieces[s].pieces_of(local) else {
                    continue;
                };
                spans.push(AskedSpan {
                    pieces: range,
                    span_type,
                    kind,
                });
                numbers.push(m);
            }
            let mut pairs = Vec::new();
            for i in 0..numbers.len() {
                for j in i.saturating_sub(APART)..(i + APART + 1).min(numbers.len()) {
                    let (a, b) = (&mentions[numbers[i]], &mentions[numbers[j]]);
                    if i != j
                        && !a.span.overlaps(b.span)
                        // Who says it is not among those of whom it is said; `my` is, and is asked.
                        && said[numbers[i]] == said[numbers[j]]
                        && !on_a_platform(document, sentences, a, b)
                        && RelationKind::ALL
                            .iter()
                            .any(|r| allows(*r, a.entity_type, b.entity_type))
                    {
                        pairs.push((i, j));
                    }
                }
            }
            if !pairs.is_empty() {
                out.push(Candidates {
                    asked: AskedPairs {
                        sentence: reading_of[s],
                        spans,
                        pairs,
                    },
                    mentions: numbers,
                });
            }
        }
        out
    }

    /// The calibrated probability of each relation that each pair of mentions allows.
    pub fn predictions(
        &self,
        document: &Document,
        sentences: &[Sentence],
        mentions: &[Mention],
        candidates: &Candidates,
        answers: &[Option<Vec<f32>>],
    ) -> Vec<Prediction> {
        let mut of_pair: BTreeMap<(usize, usize), &Vec<f32>> = BTreeMap::new();
        for (&pair, answer) in candidates.asked.pairs.iter().zip(answers) {
            if let Some(answer) = answer {
                of_pair.insert(pair, answer);
            }
        }
        let mut out = Vec::new();
        for (&(i, j), answer) in &of_pair {
            let (subject, object) = (candidates.mentions[i], candidates.mentions[j]);
            for (r, kind) in self.relations.iter().enumerate() {
                let Some(kind) = *kind else { continue };
                if !allows(
                    kind,
                    mentions[subject].entity_type,
                    mentions[object].entity_type,
                ) || not_yet(document, sentences, kind, &mentions[object])
                {
                    continue;
                }
                let mut p = answer[r];
                if kind.symmetric() {
                    // Asked both ways; said once, in text order, with the mean.
                    if mentions[subject].span.start > mentions[object].span.start {
                        continue;
                    }
                    if let Some(back) = of_pair.get(&(j, i)) {
                        p = (p + back[r]) / 2.0;
                    }
                }
                out.push(Prediction {
                    kind,
                    subject,
                    object,
                    score: self.calibrated(p),
                    rule: None,
                });
            }
        }
        out
    }

    /// What needs no model: an age inside the noun phrase of a person (`the 37-year-old singer`) is that person's.
    pub fn certain(mentions: &[Mention]) -> Vec<Prediction> {
        let mut out = Vec::new();
        for of_sentence in mentions_by_sentence(mentions) {
            for (at, &person) in of_sentence.iter().enumerate() {
                let whole = &mentions[person];
                if whole.entity_type != EntityType::Per {
                    continue;
                }
                // In order of their starts: what it holds comes right after it, or before where both start at once.
                let near = at.saturating_sub(2)..(at + 4).min(of_sentence.len());
                for &age in &of_sentence[near] {
                    if mentions[age].entity_type == EntityType::Age
                        && whole.span.contains(mentions[age].span)
                    {
                        out.push(Prediction {
                            kind: RelationKind::Age,
                            subject: person,
                            object: age,
                            score: 1.0,
                            rule: Some(Rule("age_inside_phrase")),
                        });
                    }
                }
            }
        }
        out
    }

    /// Platt's scaling of the head's probability, fitted on held-out data.
    fn calibrated(&self, p: f32) -> f32 {
        let p = p.clamp(1e-6, 1.0 - 1e-6);
        let logit = (p / (1.0 - p)).ln();
        let [scale, shift] = self.calibration;
        1.0 / (1.0 + (-(scale * logit + shift)).exp())
    }
}

/// True where the words say that it is not so, or not yet: a deputy CEO, a company that is bid for, a town as a nationality.
fn not_yet(
    document: &Document,
    sentences: &[Sentence],
    kind: RelationKind,
    object: &Mention,
) -> bool {
    /// As far as these words stand from a name, in bytes: a sentence may be a megabyte long, and is asked of each pair.
    const NEAR: usize = 160;
    const DEPUTY: &str =
        r"\b(?:deputy|vice|assistant)[ -](?:CEO|chief executive|managing director)\b";
    static DEPUTY_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"(?i){DEPUTY}.{{0,3}}$")).expect("a pattern of our own")
    });
    static DEPUTY_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"(?i)^.{{0,24}}{DEPUTY}")).expect("a pattern of our own")
    });
    static BID: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\btake-?over (?:bid|offer|talks)\b|\bbid(?:s|ding)? (?:for|to buy)\b")
            .expect("a pattern of our own")
    });
    let sentence = &sentences[object.sentence];
    let text = document.part(sentence.part);
    let before = text::tail(&text[sentence.span.start..object.span.start], NEAR);
    let behind = text::head(&text[object.span.end..sentence.span.end], NEAR);
    match kind {
        RelationKind::Ceo => DEPUTY_BEFORE.is_match(before) || DEPUTY_BEHIND.is_match(behind),
        RelationKind::SubsidiaryOf => BID.is_match(before) || BID.is_match(behind),
        // Who is from Eumundi lives there; a nationality is a country's.
        RelationKind::Nationality => {
            object.kind == MentionKind::Name
                && object.entity_type == EntityType::Loc
                && !countries::is_country(document.mention(sentences, object))
        }
        _ => false,
    }
}

/// True for `her` and `Instagram` in `her Instagram story`: somebody's page there makes nobody a member.
fn on_a_platform(document: &Document, sentences: &[Sentence], a: &Mention, b: &Mention) -> bool {
    const PAGES: [&str; 12] = [
        "account",
        "accounts",
        "channel",
        "feed",
        "followers",
        "page",
        "post",
        "posts",
        "profile",
        "stories",
        "story",
        "video",
    ];
    if b.entity_type != EntityType::Org || a.span.end + 1 != b.span.start {
        return false;
    }
    let text = document.part(sentences[b.sentence].part);
    let next = text.get(b.span.end..).and_then(|rest| {
        rest.strip_prefix(' ')?
            .split(|c: char| !c.is_alphabetic())
            .next()
    });
    next.is_some_and(|word| PAGES.contains(&word))
}

/// Relations of a document from the predictions of all its sentences: those of `min_score` and more, the likeliest pair of
/// mentions for each (sentence, relation, subject entity, object entity), in text order.
pub fn rows(
    entities: &[Entity],
    mentions: &[Mention],
    entity_of: &[usize],
    predictions: &[Prediction],
    min_score: f32,
) -> Vec<Relation> {
    let mut whose: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for p in predictions {
        let inside = p.subject.max(p.object) < mentions.len()
            && mentions[p.subject].span.contains(mentions[p.object].span);
        if inside && p.kind == RelationKind::Age {
            whose.entry(p.object).or_default().insert(p.subject);
        }
    }
    let mut best: BTreeMap<(usize, RelationKind, usize, usize), Relation> = BTreeMap::new();
    for &Prediction {
        kind,
        subject,
        object,
        score,
        mut rule,
    } in predictions
    {
        // A pronoun without an antecedent has no row.
        if subject.max(object) >= mentions.len() {
            continue;
        }
        // An age inside somebody's phrase is nobody else's.
        if kind == RelationKind::Age && whose.get(&object).is_some_and(|w| !w.contains(&subject)) {
            continue;
        }
        let (s, o) = (entity_of[subject], entity_of[object]);
        // Whoever speaks for the growers' federation has a post there, and no party.
        let body =
            kind == RelationKind::PoliticalAffiliation && entities.get(o).is_some_and(is_body);
        let kind = if body {
            rule = Some(Rule("body_is_no_party"));
            RelationKind::EmployeeOrMemberOf
        } else {
            kind
        };
        if score < min_score || s == o {
            continue;
        }
        let sentence = mentions[subject].sentence;
        let key = if kind.symmetric() {
            (sentence, kind, s.min(o), s.max(o))
        } else {
            (sentence, kind, s, o)
        };
        let new = Relation {
            kind,
            sentence,
            subject: s,
            object: o,
            subject_mention: subject,
            object_mention: object,
            score,
            rule,
        };
        match best.get(&key) {
            Some(old) if old.score >= score => {}
            _ => {
                best.insert(key, new);
            }
        }
    }
    let mut out = consistent(best.into_values().collect());
    out.sort_by_key(|r| {
        (
            r.sentence,
            mentions[r.subject_mention].span.start,
            mentions[r.object_mention].span.start,
            r.kind,
        )
    });
    out
}

/// True for an organisation whose name says it is no party: `Victorian Farmers Federation`, `University of Leeds`.
fn is_body(entity: &Entity) -> bool {
    const BODIES: [&str; 12] = [
        "association",
        "board",
        "bureau",
        "chamber",
        "college",
        "company",
        "federation",
        "foundation",
        "hospital",
        "institute",
        "school",
        "university",
    ];
    // A party may be MISC, who one works for may not.
    entity.entity_type == EntityType::Org
        && entity
            .name
            .split(' ')
            .any(|word| BODIES.iter().any(|body| word.eq_ignore_ascii_case(body)))
}

/// What a sentence can say at once: two persons are spouses, siblings, or parent and child; a person has one age, one birth
/// and one death. Of what excludes each other the likeliest stays.
fn consistent(mut relations: Vec<Relation>) -> Vec<Relation> {
    use RelationKind as R;
    relations.sort_by(|a, b| {
        (a.sentence.cmp(&b.sentence))
            .then(b.score.total_cmp(&a.score))
            .then((a.subject, a.object, a.kind).cmp(&(b.subject, b.object, b.kind)))
    });
    let mut kin = BTreeSet::new();
    let mut once: BTreeMap<(usize, RelationKind, usize), usize> = BTreeMap::new();
    relations.retain(|r| match r.kind {
        R::Spouse | R::ChildOf | R::Sibling => {
            let (a, b) = (r.subject.min(r.object), r.subject.max(r.object));
            kin.insert((r.sentence, a, b))
        }
        R::Age | R::DateOfBirth | R::DateOfDeath => {
            *once
                .entry((r.sentence, r.kind, r.subject))
                .or_insert(r.object)
                == r.object
        }
        _ => true,
    });
    relations
}

/// Pronouns of persons (and `it`, of organisations) that no entity has: `mentions` are those that have one.
pub fn unresolved_pronouns(
    document: &Document,
    sentences: &[Sentence],
    mentions: &[Mention],
) -> Vec<Mention> {
    const PERSON: [&str; 14] = [
        "he", "she", "him", "her", "his", "hers", "himself", "herself", "i", "my", "me", "who",
        "they", "their",
    ];
    const THING: [&str; 2] = ["it", "its"];
    let mut taken: Vec<BTreeSet<usize>> = vec![Default::default(); sentences.len()];
    for m in mentions {
        taken[m.sentence].extend(m.span.start..m.span.end);
    }
    let mut out = Vec::new();
    for (s, sentence) in sentences.iter().enumerate() {
        let text = document.sentence(sentence);
        let mut start = None;
        for (b, c) in text.char_indices().chain([(text.len(), ' ')]) {
            if c.is_alphabetic() {
                start.get_or_insert(b);
                continue;
            }
            let Some(a) = start.take() else { continue };
            let word = text[a..b].to_lowercase();
            let entity_type = if PERSON.contains(&word.as_str()) && &text[a..b] != "i" {
                EntityType::Per
            } else if THING.contains(&word.as_str()) {
                EntityType::Org
            } else {
                continue;
            };
            let span = Span::new(sentence.span.start + a, sentence.span.start + b);
            if !taken[s].contains(&span.start) {
                out.push(Mention {
                    sentence: s,
                    span,
                    entity_type,
                    kind: MentionKind::Pronoun,
                    value: None,
                    score: 0.0,
                    type_scores: [0.0; 4],
                    rule: None,
                });
            }
        }
    }
    out
}

fn mentions_by_sentence(mentions: &[Mention]) -> Vec<Vec<usize>> {
    let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, m) in mentions.iter().enumerate() {
        out.entry(m.sentence).or_default().push(i);
    }
    let mut out: Vec<Vec<usize>> = out.into_values().collect();
    for of_sentence in &mut out {
        of_sentence.sort_by_key(|&i| mentions[i].span);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prediction(kind: RelationKind, subject: usize, object: usize, score: f32) -> Prediction {
        Prediction {
            kind,
            subject,
            object,
            score,
            rule: None,
        }
    }

    fn mention(sentence: usize, start: usize, entity_type: EntityType) -> Mention {
        Mention {
            sentence,
            span: Span::new(start, start + 3),
            entity_type,
            kind: MentionKind::Name,
            value: None,
            score: 1.0,
            type_scores: [0.0; 4],
            rule: None,
        }
    }

    #[test]
    fn a_row_is_the_likeliest_pair_of_mentions_of_two_entities() {
        let mentions: Vec<Mention> = [0, 10, 20].map(|s| mention(0, s, EntityType::Per)).into();
        let predictions = [
            prediction(RelationKind::Spouse, 0, 1, 0.7),
            prediction(RelationKind::Spouse, 1, 2, 0.9),
            prediction(RelationKind::ChildOf, 0, 2, 0.2),
        ];
        // The first and the third mention are one entity.
        let rows = rows(&[], &mentions, &[0, 1, 0], &predictions, 0.5);
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].subject_mention, rows[0].object_mention), (1, 2));
    }

    #[test]
    fn an_age_inside_a_persons_phrase_is_theirs() {
        let mut phrase = mention(0, 4, EntityType::Per);
        phrase.span = Span::new(0, 22);
        let mentions = [
            phrase,
            mention(0, 4, EntityType::Age),
            mention(0, 30, EntityType::Age),
        ];
        let found = Head::certain(&mentions);
        assert_eq!(found, [prediction(RelationKind::Age, 0, 1, 1.0)]);
    }

    #[test]
    fn who_says_it_is_not_of_whom_it_is_said() {
        let text = r#""Acme and I part," said Anna Hill of Brill."#;
        let document = Document::plain("a", text);
        let sentences = crate::text::split(&document);
        let mentions = ["Acme", "I", "Anna Hill", "Brill"].map(|word| {
            let start = text.find(word).unwrap();
            let mut m = mention(0, start, EntityType::Per);
            m.span = Span::new(start, start + word.len());
            m
        });
        let quotations = quotations::find(&document, &sentences);
        assert_eq!(
            quotations::quoted(&sentences, &quotations, &mentions),
            [true, true, false, false]
        );
    }

    #[test]
    fn a_deputy_is_no_ceo_and_a_bid_no_ownership() {
        let denied = |text: &str, name: &str, kind| {
            let document = Document::plain("a", text);
            let sentences = crate::text::split(&document);
            let mut m = mention(0, text.find(name).unwrap(), EntityType::Per);
            m.span = Span::new(m.span.start, m.span.start + name.len());
            not_yet(&document, &sentences, kind, &m)
        };
        let ceo = RelationKind::Ceo;
        assert!(denied(
            "Acme's deputy CEO Anna Hill left.",
            "Anna Hill",
            ceo
        ));
        assert!(denied(
            "Anna Hill, Acme's deputy CEO, left.",
            "Anna Hill",
            ceo
        ));
        let text = "Acme's deputy CEO Anna Hill and its CEO Mark Reed left.";
        assert!(!denied(text, "Mark Reed", ceo));
        let subsidiary = RelationKind::SubsidiaryOf;
        assert!(denied(
            "Acme launched a takeover bid for Brill.",
            "Brill",
            subsidiary
        ));
        assert!(!denied("Acme owns Brill.", "Brill", subsidiary));
    }

    #[test]
    fn a_page_of_ones_own_is_no_membership() {
        let text = "It was on her Instagram story, and her Reuters editor left.";
        let document = Document::plain("a", text);
        let sentences = crate::text::split(&document);
        let at = |word: &str, from: usize, entity_type| {
            let start = from + text[from..].find(word).unwrap();
            let mut m = mention(0, start, entity_type);
            m.span = Span::new(start, start + word.len());
            m
        };
        let on = |from: usize, name: &str| {
            let her = at("her", from, EntityType::Per);
            on_a_platform(&document, &sentences, &her, &at(name, 0, EntityType::Org))
        };
        assert!(on(0, "Instagram"));
        assert!(!on(text.find("and").unwrap(), "Reuters"));
    }

    #[test]
    fn kin_and_birth_are_told_once() {
        let mut mentions: Vec<Mention> = [0, 10].map(|s| mention(0, s, EntityType::Per)).into();
        mentions.push(mention(0, 20, EntityType::Date));
        mentions.push(mention(0, 30, EntityType::Date));
        let predictions = [
            prediction(RelationKind::Sibling, 0, 1, 0.6),
            prediction(RelationKind::ChildOf, 1, 0, 0.9),
            prediction(RelationKind::DateOfBirth, 0, 2, 0.7),
            prediction(RelationKind::DateOfBirth, 0, 3, 0.8),
            prediction(RelationKind::DateOfDeath, 0, 2, 0.6),
        ];
        let rows = rows(&[], &mentions, &[0, 1, 2, 3], &predictions, 0.5);
        let found: Vec<_> = rows.iter().map(|r| (r.kind, r.subject, r.object)).collect();
        assert_eq!(
            found,
            [
                (RelationKind::DateOfDeath, 0, 2),
                (RelationKind::DateOfBirth, 0, 3),
                (RelationKind::ChildOf, 1, 0),
            ]
        );
    }

    #[test]
    fn a_federation_is_no_party() {
        let mentions = [
            mention(0, 0, EntityType::Per),
            mention(0, 10, EntityType::Org),
        ];
        let found = |organisation: &str, entity_type: EntityType| {
            let entities = ["Meg Parkinson", organisation].map(|name| Entity {
                name: name.to_string(),
                entity_type,
                mentions: Vec::new(),
                value: None,
            });
            let predictions = [prediction(RelationKind::PoliticalAffiliation, 0, 1, 0.9)];
            rows(&entities, &mentions, &[0, 1], &predictions, 0.5)[0].kind
        };
        assert_eq!(
            found("Victorian Farmers Federation", EntityType::Org),
            RelationKind::EmployeeOrMemberOf
        );
        let party = RelationKind::PoliticalAffiliation;
        assert_eq!(found("Labour Party", EntityType::Org), party);
        assert_eq!(found("Socialist Federation", EntityType::Misc), party);
    }

    #[test]
    fn nothing_is_related_to_itself() {
        let mentions: Vec<Mention> = [0, 10].map(|s| mention(0, s, EntityType::Per)).into();
        assert!(
            rows(
                &[],
                &mentions,
                &[0, 0],
                &[prediction(RelationKind::Spouse, 0, 1, 0.99)],
                0.1
            )
            .is_empty()
        );
    }
}
