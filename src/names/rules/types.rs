//! What the words around a name say of its type.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::{Draft, Name, NameRule, Words};
use crate::document::{EntityType, Part, Rule};
use crate::language::{self, WordClass};
use crate::text;

/// Tells a business by the bare noun before its name, and a place by people behind its name of whom it has many.
///
/// Example: `from exporter Riversun`; `a Dubbo grazier`. Not: `told the company Smith had left`.
pub struct NounBeside;

impl NameRule for NounBeside {
    fn name(&self) -> &'static str {
        "noun_beside"
    }

    fn rewrite(&self, words: &Words, name: &mut Name) -> bool {
        if !matches!(name.entity_type, EntityType::Per | EntityType::Loc) || name.words.len() != 1 {
            return false;
        }
        let text = words.text(name.sentence);
        let span = name.span(words);
        let mut before = text[..span.start].trim_end_matches(' ').rsplit(' ');
        let mut is = |class| before.next().is_some_and(|word| language::is(word, class));
        if is(WordClass::BusinessNoun) && is(WordClass::BeforeBusinessNoun) {
            return name.set_type(EntityType::Org);
        }
        let behind = text[span.end..].strip_prefix(' ').unwrap_or("");
        let noun = behind.split(|c: char| !c.is_alphabetic()).next();
        noun.is_some_and(|noun| language::is(noun, WordClass::ResidentNoun))
            && name.set_type(EntityType::Loc)
    }
}

/// Makes MISC of a storm's name.
///
/// Example: `cyclone Larry`, `Hurricane Ofelia`. Not: `the presenter Larry`; `Storm Thorgerson`, a person.
pub struct Storm;

impl NameRule for Storm {
    fn name(&self) -> &'static str {
        "storm"
    }

    fn apply(&self, words: &Words, draft: &mut Draft) -> bool {
        let mut changed = false;
        for name in &mut draft.names {
            if let Some(storm) = storm(words, name) {
                draft
                    .explained
                    .insert(storm.to_lowercase(), EntityType::Misc);
                if name.set_type(EntityType::Misc) {
                    name.rule = Some(Rule(self.name()));
                    changed = true;
                }
            }
        }
        changed
    }
}

/// Returns the storm's own name where a name is one.
fn storm<'a>(words: &Words<'a>, name: &Name) -> Option<&'a str> {
    let word = |w| words.word(name.sentence, w);
    let (noun, own) = match name.words.len() {
        1 => {
            let text = words.text(name.sentence);
            let before = text[..name.span(words).start].strip_suffix(' ')?;
            (before.rsplit(' ').next()?, word(name.words.start))
        }
        2 => (word(name.words.start), word(name.words.start + 1)),
        _ => return None,
    };
    let storm = language::is(&noun.to_lowercase(), WordClass::StormNoun)
        || language::is(noun, WordClass::SmallStormNoun);
    storm.then_some(own)
}

/// Makes places of the names that a dateline opens with.
///
/// Example: `KARLSBY, Vestmark` in `KARLSBY, Vestmark, June 11 (Tiderace News) - Sigrid Holm ...`.
/// Not: `NATO - the alliance - met`.
pub struct Dateline;

impl NameRule for Dateline {
    fn name(&self) -> &'static str {
        "dateline"
    }

    fn apply(&self, words: &Words, draft: &mut Draft) -> bool {
        let mut changed = false;
        for name in &mut draft.names {
            let opening = name.sentence < Self::SENTENCES
                && words.sentences[name.sentence].part == Part::Body;
            if !opening || name.span(words).end > dateline(words.text(name.sentence)) {
                continue;
            }
            draft
                .explained
                .insert(name.text(words).to_lowercase(), EntityType::Loc);
            if name.set_type(EntityType::Loc) {
                name.rule = Some(Rule(self.name()));
                changed = true;
            }
        }
        changed
    }
}

impl Dateline {
    /// The dateline is in one of these sentences: a headline and a byline may stand before it.
    const SENTENCES: usize = 4;
}

/// Returns where the places end that a dateline opens with, in bytes of the sentence; 0 where there is no dateline.
///
/// The first place is in capitals, and a day or an agency follows. A month that follows at once may count as a place, but is
/// no name.
fn dateline(text: &str) -> usize {
    /// As far as a dateline goes, in bytes.
    const WIDTH: usize = 120;
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        let place = r"\p{Lu}[\p{Lu}.'’-]+(?:[ /]\p{Lu}[\p{Lu}.'’-]+){0,3}(?:,\s*\p{Lu}[\p{L}.]*(?: \p{Lu}[\p{L}.]*)?)?";
        let day = r"(?:,?\s+[\p{L}\d.,-][\p{L}\d., -]{0,24}\d)";
        let agency = r"(?:\s*\(\p{Lu}[\p{L}\d .&/-]{0,30}\))";
        Regex::new(&format!(
            r"^(?P<place>{place})(?:{day}{agency}?|{agency})\s*[-–—]{{1,2}}\s"
        ))
        .expect("a pattern of our own")
    });
    let found = FORM.captures(text::head(text, WIDTH));
    found
        .and_then(|found| found.name("place"))
        .map_or(0, |place| place.end())
}

/// Makes a place of one word that a person is from.
///
/// Example: `Keith` in `Tony Hedges, from Keith, says`. Not: `Tony Hedges got it from Keith`, `from Keith's farm`.
pub struct HailsFrom;

impl NameRule for HailsFrom {
    fn name(&self) -> &'static str {
        "hails_from"
    }

    fn apply(&self, words: &Words, draft: &mut Draft) -> bool {
        let mut changed = false;
        for at in 1..draft.names.len() {
            let (who, place) = (&draft.names[at - 1], &draft.names[at]);
            let persons = who.sentence == place.sentence
                && who.entity_type == EntityType::Per
                && place.entity_type == EntityType::Per
                && place.words.len() == 1;
            let text = words.text(place.sentence);
            let (a, b) = (who.span(words), place.span(words));
            if persons
                && matches!(
                    text.get(a.end..b.start),
                    Some(", from " | " from " | " (from ")
                )
                && text[b.end..].starts_with([',', ')', ' '])
            {
                let place = &mut draft.names[at];
                place.set_type(EntityType::Loc);
                place.rule = Some(Rule(self.name()));
                changed = true;
            }
        }
        changed
    }
}

/// Gives a name that the words around it explain somewhere the same type throughout the document.
///
/// Example: `Ofelia` alone, where the text speaks of the hurricane before. Not: a word of a person's full name in the
/// document; a club in a story that a dateline of the same name opens.
pub struct SameThroughout;

impl NameRule for SameThroughout {
    fn name(&self) -> &'static str {
        "same_throughout"
    }

    fn apply(&self, words: &Words, draft: &mut Draft) -> bool {
        if draft.explained.is_empty() {
            return false;
        }
        let persons: HashSet<String> = draft
            .names
            .iter()
            .filter(|name| name.entity_type == EntityType::Per)
            .map(|name| name.text(words))
            .filter(|text| text.contains(char::is_whitespace))
            .flat_map(|text| text.split_whitespace().map(str::to_lowercase))
            .collect();
        let mut changed = false;
        for name in &mut draft.names {
            let text = name.text(words).to_lowercase();
            let Some(&entity_type) = draft.explained.get(&text) else {
                continue;
            };
            let club = entity_type == EntityType::Loc && name.entity_type == EntityType::Org;
            if !club && !persons.contains(&text) && name.fix_type(entity_type) {
                name.rule = Some(Rule(self.name()));
                changed = true;
            }
        }
        changed
    }
}
