//! From clusters and links to mentions and entities, in text order.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::Resolution;
use super::markables::Markable;
use super::names;
use super::state::{Link, State};
use crate::document::{Document, Entity, EntityType, Mention, MentionKind, Sentence, Span};
use crate::language::{self, WordClass};
use crate::text::Page;

/// A mention with the cluster that it belongs to. Values have clusters behind those of the names.
type Member = (Mention, usize);

/// Puts the mentions in text order and numbers the entities in order of first mention.
///
/// `names` are those that the state's clusters are of; `values` stand in the sentences.
pub(super) fn assemble(
    document: &Document,
    sentences: &[Sentence],
    page: &Page,
    state: State,
    names: &[Mention],
    values: &[Mention],
) -> Resolution {
    let mut members: Vec<Member> = names
        .iter()
        .enumerate()
        .map(|(i, name)| named(&state, name, i))
        .collect();
    members.extend(resolved(page, &state));
    let named = state.clusters.clusters.len();
    members.extend(valued(document, sentences, values, named));
    // The wider of two that start together first, as brackets would stand.
    members.sort_by_key(|(mention, _)| {
        (
            sentences[mention.sentence].part,
            mention.span.start,
            Reverse(mention.span.end),
        )
    });

    let mut mentions = Vec::with_capacity(members.len());
    let mut entities: Vec<Entity> = Vec::new();
    let mut entity_of: HashMap<usize, usize> = HashMap::new();
    for (index, (mention, cluster)) in members.into_iter().enumerate() {
        let entity = *entity_of.entry(cluster).or_insert_with(|| {
            let name = match state.clusters.clusters.get(cluster) {
                Some(members) => {
                    names::display(document, page, &state.clusters, &members.names, names)
                }
                None => one_line(document.mention(sentences, &mention)),
            };
            entities.push(Entity {
                name,
                entity_type: mention.entity_type,
                mentions: Vec::new(),
                value: mention.value.clone(),
            });
            entities.len() - 1
        });
        entities[entity].mentions.push(index);
        mentions.push(mention);
    }
    let mut quotations = state.quotations;
    for (quotation, speaker) in quotations.iter_mut().zip(state.speakers) {
        let entity = speaker.and_then(|speaker| entity_of.get(&speaker.entity).copied());
        quotation.speaker = entity;
        quotation.rule = speaker.filter(|_| entity.is_some()).map(|link| link.rule);
    }
    Resolution {
        mentions,
        entities,
        quotations,
    }
}

/// The mention of a name, with the type of its entity and the rule that joined it to names of other spellings.
fn named(state: &State, name: &Mention, index: usize) -> Member {
    let cluster = state.clusters.of[index];
    let mut mention = name.clone();
    mention.entity_type = state.entity_type(cluster);
    mention.kind = MentionKind::Name;
    mention.rule = state.clusters.names[index].rule.or(mention.rule);
    (mention, cluster)
}

/// The pronouns and noun phrases that were resolved.
fn resolved(page: &Page, state: &State) -> Vec<Member> {
    let member = |first: usize, last: usize, kind: MentionKind, link: &Link| {
        let (first, last) = (&page.tokens[first], &page.tokens[last]);
        let mention = Mention {
            sentence: last.sentence,
            span: Span::new(first.span.start, last.span.end),
            entity_type: state.entity_type(link.entity),
            kind,
            value: None,
            score: confidence(link),
            type_scores: [0.0; 4],
            rule: Some(link.rule),
        };
        (mention, link.entity)
    };
    state
        .markables
        .iter()
        .filter_map(|markable| match *markable {
            Markable::Name(_) => None,
            Markable::Pronoun(pronoun) => {
                let link = state.pronouns.get(&pronoun.token)?;
                let at = pronoun.token;
                Some(member(at, at, MentionKind::Pronoun, link))
            }
            Markable::Phrase(phrase) => {
                let (first, head) = (phrase.first, phrase.head);
                let link = state.phrases.get(&(first, head))?;
                Some(member(first, head, MentionKind::Nominal, link))
            }
        })
        .collect()
}

/// Returns how sure a link is: the share of its rule's mentions that were right, as the shelf has it.
fn confidence(link: &Link) -> f32 {
    language::value(link.rule.0, WordClass::Confidence)
        .and_then(|share| share.parse().ok())
        .unwrap_or(0.5)
}

/// The values; those of one type and normalised value are one entity. `first` is the number of the first cluster.
fn valued(
    document: &Document,
    sentences: &[Sentence],
    values: &[Mention],
    first: usize,
) -> Vec<Member> {
    let mut clusters: HashMap<(EntityType, String), usize> = HashMap::new();
    values
        .iter()
        .map(|value| {
            let text = document.mention(sentences, value).to_lowercase();
            let written = value
                .value
                .as_ref()
                .map_or_else(|| format!("\"{text}"), |value| format!("={value}"));
            let next = first + clusters.len();
            let key = (value.entity_type, written);
            let cluster = *clusters.entry(key).or_insert(next);
            let mut mention = value.clone();
            mention.kind = MentionKind::Value;
            (mention, cluster)
        })
        .collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
