//! Who is who: mentions to entities.
//!
//! In go the names that the named-entity model found, the values and the direct speech; out come all mentions (names,
//! values, and the pronouns and noun phrases that could be resolved) in text order, the entities that they belong to, in
//! order of first mention, and the quotations with their speakers.
//!
//! It works by rules in sieves, the surest first: names to one another (`names`), then pronouns and noun phrases of the
//! narration (`resolver`), then who speaks (`speakers`), then what stands inside the quotations. Each looks
//! a bounded way back, so time is linear in the text.
//!
//! ```ignore
//! let quotations = gleaner::quotations::find(&document, &sentences);
//! let resolution = gleaner::coreference::resolve(&document, &sentences, &names, &values, quotations);
//! for entity in &resolution.entities {
//!     println!("{} ({})", entity.name, entity.entity_type.as_str());
//! }
//! ```

mod discourse;
pub mod evaluate;
mod kin;
mod lexicon;
mod names;
mod resolver;
mod speakers;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::document::{
    Document, Entity, EntityType, Mention, MentionKind, Quotation, Sentence, Span,
};
use crate::language::{self, WordClass, nouns::Noun};
use crate::text::{Grain, Page};
use discourse::Event;
use resolver::Resolver;
pub use resolver::Rule;

/// A document with its mentions joined into entities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolution {
    /// Names, values, resolved pronouns and noun phrases, in text order, the title's first. Noun phrases may hold others
    /// (`his wife` holds `his`).
    pub mentions: Vec<Mention>,
    /// In order of first mention; every mention belongs to exactly one.
    pub entities: Vec<Entity>,
    /// As they were given, with their speakers.
    pub quotations: Vec<Quotation>,
}

impl Resolution {
    /// The entity of every mention.
    pub fn entity_of(&self) -> Vec<usize> {
        let mut out = vec![0; self.mentions.len()];
        for (index, entity) in self.entities.iter().enumerate() {
            for &mention in &entity.mentions {
                out[mention] = index;
            }
        }
        out
    }
}

impl Rule {
    /// The score of a mention that the rule resolved: the share that was right on GUM (see [`evaluate`]).
    pub fn confidence(self) -> f32 {
        match self {
            Rule::PersonNear => 0.90,
            Rule::PersonFar => 0.85,
            Rule::PersonUnclear => 0.65,
            Rule::Cataphora => 0.85,
            Rule::It => 0.6,
            Rule::They => 0.6,
            Rule::FirstPerson => 0.9,
            Rule::Apposition => 0.9,
            Rule::Relation => 0.9,
            Rule::OnlyCandidate => 0.7,
        }
    }
}

/// True for a name that only tells who somebody is: `Chelsea` in `the Chelsea striker`, the series in `the 'Dawson's Creek'
/// alum`. `text` is that of the mention's part. What the sentence feels towards the striker, it does not feel towards Chelsea.
pub fn tells_who(text: &str, mention: &Mention) -> bool {
    let Some(rest) = text.get(mention.span.end..) else {
        return false;
    };
    let rest = rest.trim_start_matches(['\'', '"', '”', '’']);
    let Some(rest) = rest.strip_prefix(' ') else {
        return false;
    };
    let word = rest
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .next();
    mention.kind == MentionKind::Name
        && mention.entity_type != EntityType::Per
        && word.is_some_and(|word| {
            language::is(word, WordClass::RoleNoun)
                || matches!(
                    Noun::of(word),
                    Some(Noun::Person { .. } | Noun::Relative { .. })
                )
        })
}

/// Joins mentions into entities, resolves pronouns and noun phrases, and finds the speakers of the quotations.
///
/// `names` and `values` carry the sentence that they stand in and byte spans in its part; `quotations` come from
/// [`crate::quotations::find`]. Mentions of sentences that do not exist are dropped.
pub fn resolve(
    document: &Document,
    sentences: &[Sentence],
    names: &[Mention],
    values: &[Mention],
    quotations: Vec<Quotation>,
) -> Resolution {
    resolve_with_rules(document, sentences, names, values, quotations).0
}

/// As [`resolve`], with the rule by which each pronoun and noun phrase was resolved.
pub(crate) fn resolve_with_rules(
    document: &Document,
    sentences: &[Sentence],
    names: &[Mention],
    values: &[Mention],
    mut quotations: Vec<Quotation>,
) -> (Resolution, Vec<Option<Rule>>) {
    let position = |mention: &Mention| {
        (
            sentences[mention.sentence].part,
            mention.span.start,
            mention.span.end,
        )
    };
    let valid = |mention: &&Mention| {
        sentences.get(mention.sentence).is_some_and(|sentence| {
            document
                .part(sentence.part)
                .get(mention.span.start..mention.span.end)
                .is_some()
        })
    };
    let mut names: Vec<Mention> = names.iter().filter(valid).cloned().collect();
    names.sort_by_key(position);
    quotations.sort_by_key(|quotation| (quotation.part, quotation.span));
    let page = Page::new(document, sentences, Grain::Words)
        .with_quotations(&quotations)
        .with_names(&names);
    let mut clusters = names::cluster(&page, names::prepare(document, &page, &names), &names);
    let events = discourse::events(&page, &clusters);

    let mut resolver = Resolver::new(&page, &mut clusters, &events, quotations.len());
    resolver.prepare();
    resolver.walk(false);
    let said = speakers::attribute(document, &page, &resolver, &events, &quotations);
    resolver.speakers = said.speakers;
    let meant = said.pronouns.into_iter();
    resolver
        .pronouns
        .extend(meant.map(|(token, entity)| (token, (entity, Rule::PersonUnclear))));
    let described = said.phrases.into_iter();
    resolver
        .phrases
        .extend(described.map(|(phrase, entity)| (phrase, (entity, Rule::OnlyCandidate))));
    resolver.walk(true);
    let Resolver {
        speakers,
        pronouns,
        phrases,
        ..
    } = resolver;

    // Everything with the cluster that it belongs to; values after the names' clusters.
    let mut all: Vec<(Mention, usize, Option<Rule>)> = Vec::new();
    for (mention, &cluster) in names.iter().zip(&clusters.of) {
        let mut mention = mention.clone();
        mention.entity_type = clusters.clusters[cluster].entity_type;
        mention.kind = MentionKind::Name;
        all.push((mention, cluster, None));
    }
    let mut own = |span: Span, sentence: usize, kind: MentionKind, cluster: usize, rule: Rule| {
        all.push((
            Mention {
                sentence,
                span,
                entity_type: clusters.clusters[cluster].entity_type,
                kind,
                value: None,
                score: rule.confidence(),
                type_scores: [0.0; 4],
                rule: None,
            },
            cluster,
            Some(rule),
        ));
    };
    for event in &events {
        match event {
            Event::Pronoun(pronoun) => {
                if let Some(&(cluster, rule)) = pronouns.get(&pronoun.token) {
                    let token = &page.tokens[pronoun.token];
                    own(
                        token.span,
                        token.sentence,
                        MentionKind::Pronoun,
                        cluster,
                        rule,
                    );
                }
            }
            Event::Phrase(phrase) => {
                if let Some(&(cluster, rule)) = phrases.get(&(phrase.first, phrase.head)) {
                    let (first, head) = (&page.tokens[phrase.first], &page.tokens[phrase.head]);
                    let span = Span::new(first.span.start, head.span.end);
                    own(span, head.sentence, MentionKind::Nominal, cluster, rule);
                }
            }
            Event::Name(_) => {}
        }
    }
    let mut by_value: HashMap<(EntityType, String), usize> = HashMap::new();
    let mut next = clusters.clusters.len();
    for mention in values.iter().filter(valid) {
        let text = document.mention(sentences, mention).to_lowercase();
        let key = (
            mention.entity_type,
            mention
                .value
                .clone()
                .map_or_else(|| format!("\"{text}"), |value| format!("={value}")),
        );
        let cluster = *by_value.entry(key).or_insert_with(|| {
            next += 1;
            next - 1
        });
        let mut mention = mention.clone();
        mention.kind = MentionKind::Value;
        all.push((mention, cluster, None));
    }
    // The wider of two that start together first, as brackets would stand.
    all.sort_by_key(|(mention, ..)| {
        (
            sentences[mention.sentence].part,
            mention.span.start,
            std::cmp::Reverse(mention.span.end),
        )
    });

    let mut mentions = Vec::with_capacity(all.len());
    let mut rules = Vec::with_capacity(all.len());
    let mut entities: Vec<Entity> = Vec::new();
    let mut entity_of: Vec<Option<usize>> = vec![None; next];
    for (index, (mention, cluster, rule)) in all.into_iter().enumerate() {
        let entity = *entity_of[cluster].get_or_insert_with(|| {
            let name = match clusters.clusters.get(cluster) {
                Some(members) => names::display(document, &page, &clusters, &members.names, &names),
                None => document
                    .mention(sentences, &mention)
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" "),
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
        rules.push(rule);
    }
    for (quotation, speaker) in quotations.iter_mut().zip(speakers) {
        quotation.speaker = speaker.and_then(|cluster| entity_of.get(cluster).copied().flatten());
    }
    (
        Resolution {
            mentions,
            entities,
            quotations,
        },
        rules,
    )
}
