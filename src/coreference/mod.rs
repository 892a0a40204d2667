//! Who is who: mentions to entities.
//!
//! In go the names that the named-entity model found, the values and the direct speech; out come all mentions (names,
//! values, and the pronouns and noun phrases that could be resolved) in text order, the entities that they belong to, in
//! order of first mention, and the quotations with their speakers.
//!
//! It works by rules in sieves, the surest first: names to one another (`names`), then the list `SIEVES`: what the text says
//! of the entities, pronouns and noun phrases of the narration, who speaks, and what stands inside the quotations. Each looks a
//! bounded way back, so time is linear in the text.
//!
//! ```ignore
//! let quotations = gleaner::quotations::find(&document, &sentences);
//! let resolution = gleaner::coreference::resolve(&document, &sentences, &names, &values, quotations);
//! for entity in &resolution.entities {
//!     println!("{} ({})", entity.name, entity.entity_type.as_str());
//! }
//! ```

mod assemble;
mod clusters;
mod kin;
mod lexicon;
mod markables;
mod names;
mod roles;
mod salience;
mod sieves;
mod speakers;
mod state;
#[cfg(test)]
mod tests;

use crate::document::EntityType;
use crate::document::{Document, Entity, Mention, MentionKind, Quotation, Sentence};
use crate::language::nouns::Noun;
use crate::language::{self, WordClass};
use crate::text::{Grain, Page};
use sieves::Sieve;
use state::State;

/// The sieves over pronouns, noun phrases and quotations, in the order of work. The names are joined before (see [`names`]).
const SIEVES: &[&dyn Sieve] = &[
    &sieves::Descriptions,
    &sieves::Offices,
    &sieves::Kinds,
    &sieves::Country,
    &sieves::CommonNames,
    &sieves::PronounGender,
    &sieves::TopicPerson,
    &sieves::Walk { quoted: false },
    &speakers::Speakers,
    &sieves::Walk { quoted: true },
];

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

/// Tells whether a name is attributive: it modifies the noun for a person and is not what the sentence is about.
///
/// `text` is that of the mention's part. Example: `Chelsea` in `the Chelsea striker`, the series in `the 'Dawson's Creek' alum`.
/// What a sentence feels towards the striker, it does not feel towards Chelsea.
pub fn is_attributive(text: &str, mention: &Mention) -> bool {
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
    mut quotations: Vec<Quotation>,
) -> Resolution {
    let position = |mention: &Mention| {
        let part = sentences[mention.sentence].part;
        (part, mention.span.start, mention.span.end)
    };
    let valid = |mention: &&Mention| {
        sentences.get(mention.sentence).is_some_and(|sentence| {
            let text = document.part(sentence.part);
            text.get(mention.span.start..mention.span.end).is_some()
        })
    };
    let mut names: Vec<Mention> = names.iter().filter(valid).cloned().collect();
    let values: Vec<Mention> = values.iter().filter(valid).cloned().collect();
    names.sort_by_key(position);
    quotations.sort_by_key(|quotation| (quotation.part, quotation.span));
    let page = Page::new(document, sentences, Grain::Words)
        .with_quotations(&quotations)
        .with_names(&names);
    let clusters = names::join(&page, &names);
    let markables = markables::find(&page, &clusters);
    let mut state = State::new(clusters, markables, quotations);
    for sieve in SIEVES {
        sieve.run(&page, &mut state);
    }
    assemble::assemble(document, sentences, &page, state, &names, &values)
}
