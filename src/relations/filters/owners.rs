//! Of whom the words are said.

use super::{RelationFilter, Sheet};
use crate::document::EntityType;
use crate::extraction::{Prediction, RelationKind};
use crate::language::{self, WordClass};

/// Asks about no pair of a mention inside direct speech and one outside: who says it is not among those of whom it is said.
/// First-person pronouns inside it stand for the speaker.
pub struct SpeakerApart;

impl RelationFilter for SpeakerApart {
    fn name(&self) -> &'static str {
        "speaker_apart"
    }

    fn asks(&self, sheet: &Sheet, subject: usize, object: usize) -> bool {
        sheet.quoted[subject] == sheet.quoted[object]
    }
}

/// Asks about no pair of a person and the platform on which that person has a page.
///
/// Example: `her Instagram story`. Not: `her Reuters editor`.
pub struct OwnPage;

impl RelationFilter for OwnPage {
    fn name(&self) -> &'static str {
        "own_page"
    }

    fn asks(&self, sheet: &Sheet, subject: usize, object: usize) -> bool {
        let (a, b) = (&sheet.mentions[subject], &sheet.mentions[object]);
        if b.entity_type != EntityType::Org || a.span.end + 1 != b.span.start {
            return true;
        }
        let noun = sheet
            .behind(b)
            .strip_prefix(' ')
            .and_then(|rest| rest.split(|c: char| !c.is_alphabetic()).next());
        !noun.is_some_and(|noun| language::is(noun, WordClass::PlatformPageNoun))
    }
}

/// The name of the rule by which an age inside somebody's phrase is theirs.
pub const AGE_INSIDE_PHRASE: &str = "age_inside_phrase";

/// Drops an age of one person that stands inside the phrase of another.
///
/// Example: in `Hill met the 37-year-old singer` the age is not Hill's.
pub struct AgeInsidePhrase;

impl RelationFilter for AgeInsidePhrase {
    fn name(&self) -> &'static str {
        AGE_INSIDE_PHRASE
    }

    fn keeps(&self, sheet: &Sheet, prediction: &Prediction) -> bool {
        if prediction.kind != RelationKind::Age {
            return true;
        }
        let age = &sheet.mentions[prediction.object];
        // The mentions stand in text order, so that the phrase around an age is near it.
        let near =
            prediction.object.saturating_sub(3)..(prediction.object + 3).min(sheet.mentions.len());
        let mut around = near.filter(|&m| {
            let mention = &sheet.mentions[m];
            mention.sentence == age.sentence
                && mention.entity_type == EntityType::Per
                && mention.span.contains(age.span)
        });
        match around.next() {
            None => true,
            Some(first) => first == prediction.subject || around.any(|m| m == prediction.subject),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Mention, Span};
    use crate::quotations;
    use crate::relations::tests::{mention, prediction};

    fn at(text: &str, word: &str, from: usize, entity_type: EntityType) -> Mention {
        let start = from + text[from..].find(word).unwrap();
        let mut mention = mention(0, start, entity_type);
        mention.span = Span::new(start, start + word.len());
        mention
    }

    #[test]
    fn speaker_is_not_asked_about_what_is_said() {
        let text = r#""Acme and I part," said Anna Hill of Brill."#;
        let document = Document::plain("a", text);
        let sentences = crate::text::split(&document);
        let mentions =
            ["Acme", "I", "Anna Hill", "Brill"].map(|word| at(text, word, 0, EntityType::Per));
        let quotations = quotations::find(&document, &sentences);
        let quoted = quotations::quoted(&sentences, &quotations, &mentions);
        let sheet = Sheet {
            document: &document,
            sentences: &sentences,
            mentions: &mentions,
            quoted: &quoted,
        };
        assert!(SpeakerApart.asks(&sheet, 0, 1));
        assert!(SpeakerApart.asks(&sheet, 2, 3));
        assert!(!SpeakerApart.asks(&sheet, 2, 0));
    }

    #[test]
    fn page_of_ones_own_is_no_membership() {
        let text = "It was on her Instagram story, and her Reuters editor left.";
        let document = Document::plain("a", text);
        let sentences = crate::text::split(&document);
        let asks = |from: usize, name: &str| {
            let mentions = [
                at(text, "her", from, EntityType::Per),
                at(text, name, 0, EntityType::Org),
            ];
            let sheet = Sheet {
                document: &document,
                sentences: &sentences,
                mentions: &mentions,
                quoted: &[false; 2],
            };
            OwnPage.asks(&sheet, 0, 1)
        };
        assert!(!asks(0, "Instagram"));
        assert!(asks(text.find("and").unwrap(), "Reuters"));
    }

    #[test]
    fn age_inside_a_phrase_is_nobody_elses() {
        let text = "Hill met the 37-year-old singer.";
        let document = Document::plain("a", text);
        let sentences = crate::text::split(&document);
        let mentions = [
            at(text, "Hill", 0, EntityType::Per),
            at(text, "the 37-year-old singer", 0, EntityType::Per),
            at(text, "37-year-old", 0, EntityType::Age),
        ];
        let sheet = Sheet {
            document: &document,
            sentences: &sentences,
            mentions: &mentions,
            quoted: &[false; 3],
        };
        let keeps = |subject| {
            AgeInsidePhrase.keeps(&sheet, &prediction(RelationKind::Age, subject, 2, 0.9))
        };
        assert!(!keeps(0));
        assert!(keeps(1));
    }
}
