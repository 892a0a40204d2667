//! `he` and `she`: the most salient person of that gender.

use super::super::markables::{Case, Markable, Person, Pronoun};
use super::super::roles::{Role, role};
use super::super::salience::{Distance, HE_OR_SHE, he_or_she as weights};
use super::super::state::{Link, Reference, State};
use super::binding::{acts_on, dislocates, in_relative_clause, pronoun_role, reports};
use super::{Antecedent, Verdict};
use crate::document::{EntityType, Rule};
use crate::language::WordClass;
use crate::language::nouns::Gender;
use crate::text::Page;

/// A second candidate was about as good.
pub(in super::super) const UNCLEAR: Rule = Rule("he_or_she_unclear");
/// The antecedent stands in the same or the previous sentence.
const NEAR: Rule = Rule("he_or_she_near");
/// The antecedent stands further back.
const FAR: Rule = Rule("he_or_she_far");
/// The antecedent follows: `In his speech, Mr Okoro said`.
const CATAPHORA: Rule = Rule("cataphora");

/// Example: `Okoro left. He was late.`
pub(super) struct HeOrShe;

/// Where the pronoun stands.
struct Place {
    pronoun: Pronoun,
    gender: Gender,
    role: Role,
    /// Who says the quotation that it stands in.
    speaker: Option<usize>,
    /// It stands in the sentence that opens a paragraph of several.
    opens: bool,
    /// No name or verb stands before it in its sentence: `He left`, `under questioning he left`.
    leads: bool,
}

/// An antecedent with its salience; the entity `None` stands for somebody without a name.
struct Candidate {
    entity: Option<usize>,
    salience: i32,
    distance: usize,
}

impl Antecedent for HeOrShe {
    fn resolve(&self, page: &Page, state: &mut State, markable: usize) -> Verdict {
        let Markable::Pronoun(pronoun) = state.markables[markable] else {
            return Verdict::Pass;
        };
        let Person::HeShe(gender) = pronoun.person else {
            return Verdict::Pass;
        };
        let place = Place::new(page, state, pronoun, gender);
        let candidates = candidates(page, state, &place);
        let Some(best) = candidates.first() else {
            return Verdict::of(cataphora(page, state, pronoun.token, gender, markable));
        };
        let Some(entity) = best.entity else {
            return Verdict::Nobody;
        };
        // The opening phrase of a sentence may look ahead: In her speech, Ms Okoro said ...
        let behind = match pronoun.case {
            Case::Possessive => 1,
            _ => 2,
        };
        if best.distance >= behind
            && let Some(found) = cataphora(page, state, pronoun.token, gender, markable)
        {
            return Verdict::Link(found);
        }
        state.learn_gender(entity, gender);
        let unclear = candidates
            .get(1)
            .is_some_and(|second| best.salience - second.salience < weights::UNCLEAR);
        let rule = match best.distance {
            _ if unclear => UNCLEAR,
            0 | 1 => NEAR,
            _ => FAR,
        };
        Verdict::Link(Link { entity, rule })
    }
}

impl Place {
    fn new(page: &Page, state: &State, pronoun: Pronoun, gender: Gender) -> Self {
        let token = pronoun.token;
        let here = &page.tokens[token];
        let start = page.sentences[here.sentence].start;
        Place {
            pronoun,
            gender,
            role: pronoun_role(page, pronoun),
            speaker: here
                .quotation
                .and_then(|quotation| state.speakers[quotation])
                .map(|speaker| speaker.entity),
            // Where every sentence is a paragraph, none takes the story up again.
            opens: page.opens_paragraph(here.sentence)
                && (here.sentence == 0 || !page.opens_paragraph(here.sentence - 1)),
            leads: token - start <= 4
                && page.tokens[start..token]
                    .iter()
                    .all(|before| before.name.is_none() && !before.is_finite_verb()),
        }
    }
}

/// Returns the persons that a pronoun may stand for, the most salient first.
fn candidates(page: &Page, state: &State, place: &Place) -> Vec<Candidate> {
    let token = place.pronoun.token;
    let here = &page.tokens[token];
    let mut candidates: Vec<Candidate> = Vec::new();
    // Whoever acts on the pronoun is not meant, by whatever name the text calls that person elsewhere.
    let acting: Vec<usize> = state
        .recent(page, token)
        .filter(|reference| acts_on(page, state, reference, &place.pronoun))
        .filter_map(|reference| reference.entity)
        .collect();
    for (rank, reference) in state.recent(page, token).enumerate() {
        if reference
            .entity
            .is_some_and(|entity| acting.contains(&entity))
        {
            continue;
        }
        if reference.entity_type != EntityType::Per || reference.plural {
            continue;
        }
        let known = reference
            .entity
            .map_or(reference.gender, |entity| state.gender(entity));
        if !known.agrees(place.gender)
            || (place.speaker.is_some() && reference.entity == place.speaker)
        {
            continue;
        }
        let distance = here.sentence - reference.sentence.min(here.sentence);
        if acts_on(page, state, reference, &place.pronoun)
            || place.pronoun.case == Case::Reflexive && distance > 0
        {
            continue;
        }
        let salience = HE_OR_SHE.salience(
            Distance {
                sentences: distance,
                references: rank,
                tokens: 0,
            },
            reference.role,
            reference.pronoun,
        ) + by_syntax(page, state, place, reference, distance)
            + by_discourse(page, state, place, reference, distance)
            + if known == place.gender {
                weights::KNOWN_GENDER
            } else {
                0
            };
        match candidates
            .iter_mut()
            .find(|other| other.entity == reference.entity)
        {
            Some(other) => other.salience = other.salience.max(salience),
            None => candidates.push(Candidate {
                entity: reference.entity,
                salience,
                distance,
            }),
        }
    }
    // Of equals the entity named first; somebody without a name last.
    candidates.sort_by_key(|candidate| {
        (
            std::cmp::Reverse(candidate.salience),
            candidate.entity.unwrap_or(usize::MAX),
        )
    });
    candidates
}

/// Returns the part of the salience that the sentence's syntax gives.
fn by_syntax(
    page: &Page,
    state: &State,
    place: &Place,
    reference: &Reference,
    distance: usize,
) -> i32 {
    let (token, case) = (place.pronoun.token, place.pronoun.case);
    let here = &page.tokens[token];
    let mut salience = 0;
    if reference.role == place.role
        || (place.role == Role::Possessive && reference.role == Role::Subject)
    {
        salience += weights::PARALLEL_ROLE;
    }
    if distance == 1 && place.leads && reference.role == Role::Subject && !place.opens {
        salience += weights::CONTINUED_SUBJECT;
    }
    if distance == 0
        && case == Case::Subject
        && reference.quotation == here.quotation
        && reports(page, state, reference.token, token)
    {
        salience += weights::REPORTED;
    }
    if case == Case::Subject && dislocates(page, reference, token) {
        let start = page.sentences[here.sentence].start;
        salience += if reference.token == start {
            weights::LEFT_DISLOCATED
        } else {
            weights::DISLOCATED
        };
    }
    if distance == 0 && matches!(case, Case::Possessive | Case::Reflexive) {
        salience += weights::OWN_SENTENCE;
    }
    if case == Case::Possessive && in_relative_clause(page, state, reference, token) {
        salience += weights::RELATIVE_CLAUSE;
    }
    salience
}

/// Returns the part of the salience that quotations, the document's topic and how often it names the person give.
fn by_discourse(
    page: &Page,
    state: &State,
    place: &Place,
    reference: &Reference,
    distance: usize,
) -> i32 {
    let here = &page.tokens[place.pronoun.token];
    let salience = match (reference.quotation, here.quotation) {
        (Some(_), None) => weights::FROM_QUOTATION,
        (None, Some(_)) if distance > 0 => weights::INTO_QUOTATION,
        _ => 0,
    };
    let Some(entity) = reference.entity else {
        return salience + weights::NAMELESS;
    };
    let topic = match state.topic == Some(entity) {
        true if place.opens => weights::TOPIC_OPENING,
        true => weights::TOPIC,
        false => 0,
    };
    let count = state.named(entity).min(weights::NAMED_AT_MOST);
    let doublings = (usize::BITS - count.leading_zeros()) as i32;
    salience + topic + weights::NAMED_TWICE_AS_OFTEN * doublings
}

/// Returns the subject that follows the opening phrase that the pronoun stands in: `In his speech, Mr Okoro said`.
fn cataphora(
    page: &Page,
    state: &mut State,
    token: usize,
    gender: Gender,
    markable: usize,
) -> Option<Link> {
    let sentence = page.tokens[token].sentence;
    let first = page.sentences[sentence].start;
    let opener = &page.tokens[first];
    if token - first > 10
        || !(opener.is_any(WordClass::Preposition | WordClass::Conjunction)
            || opener.lower.ends_with("ing"))
    {
        return None;
    }
    for next in state.markables[markable + 1..].iter().take(8) {
        let Markable::Name(name) = *next else {
            continue;
        };
        let at = state.clusters.names[name].first;
        if page.tokens[at].sentence != sentence {
            break;
        }
        let entity = state.clusters.of[name];
        // Not in `before his death, he wrote to Chevalier`.
        let subject = role(page, at, state.clusters.names[name].last) == Role::Subject;
        let comma = || page.tokens[token + 1..at].iter().any(|t| t.text == ",");
        if state.is_person(entity) && state.gender(entity).agrees(gender) && subject && comma() {
            state.learn_gender(entity, gender);
            return Some(Link {
                entity,
                rule: CATAPHORA,
            });
        }
    }
    None
}
