//! What is not so yet.

use std::sync::LazyLock;

use regex::Regex;

use super::{RelationFilter, Sheet};
use crate::extraction::{Prediction, RelationKind};
use crate::language::{self, WordClass};
use crate::text;

/// As far as these words stand from a mention, in bytes: a sentence may be a megabyte long, and is asked of each pair.
const NEAR: usize = 160;

/// Drops a chief executive who is the deputy of one.
///
/// Example: `Acme's deputy CEO Anna Hill`, `Anna Hill, Acme's deputy CEO`.
pub struct Deputy;

impl RelationFilter for Deputy {
    fn name(&self) -> &'static str {
        "deputy"
    }

    fn keeps(&self, sheet: &Sheet, prediction: &Prediction) -> bool {
        static BEFORE: LazyLock<Regex> =
            LazyLock::new(|| pattern(&format!(r"(?i){}.{{0,3}}$", deputy())));
        static BEHIND: LazyLock<Regex> =
            LazyLock::new(|| pattern(&format!(r"(?i)^.{{0,24}}{}", deputy())));
        if prediction.kind != RelationKind::Ceo {
            return true;
        }
        let person = &sheet.mentions[prediction.object];
        !BEFORE.is_match(text::tail(sheet.before(person), NEAR))
            && !BEHIND.is_match(text::head(sheet.behind(person), NEAR))
    }
}

/// Drops a subsidiary that is only bid for.
///
/// Example: `Acme launched a takeover bid for Brill`. Not: `Acme owns Brill`.
pub struct Takeover;

impl RelationFilter for Takeover {
    fn name(&self) -> &'static str {
        "takeover"
    }

    fn keeps(&self, sheet: &Sheet, prediction: &Prediction) -> bool {
        static BID: LazyLock<Regex> =
            LazyLock::new(|| pattern(&format!(r"(?i)\b{}\b", any_of(WordClass::TakeoverPhrase))));
        if prediction.kind != RelationKind::SubsidiaryOf {
            return true;
        }
        let company = &sheet.mentions[prediction.object];
        !BID.is_match(text::tail(sheet.before(company), NEAR))
            && !BID.is_match(text::head(sheet.behind(company), NEAR))
    }
}

/// Returns a pattern of a deputy's title.
fn deputy() -> String {
    format!(
        r"\b{}[ -]{}\b",
        any_of(WordClass::DeputyWord),
        any_of(WordClass::ChiefExecutiveTitle)
    )
}

/// Returns a pattern of the words of a class.
fn any_of(class: WordClass) -> String {
    let words: Vec<String> = language::words(class)
        .iter()
        .map(|w| regex::escape(w))
        .collect();
    format!("(?:{})", words.join("|"))
}

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of our own")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, EntityType, Span};
    use crate::relations::tests::{mention, prediction};

    fn keeps(filter: &dyn RelationFilter, text: &str, name: &str, kind: RelationKind) -> bool {
        let document = Document::plain("a", text);
        let sentences = crate::text::split(&document);
        let mut object = mention(0, text.find(name).unwrap(), EntityType::Per);
        object.span = Span::new(object.span.start, object.span.start + name.len());
        let sheet = Sheet {
            document: &document,
            sentences: &sentences,
            mentions: &[object],
            quoted: &[false],
        };
        filter.keeps(&sheet, &prediction(kind, 0, 0, 0.9))
    }

    #[test]
    fn deputy_is_no_chief_executive() {
        let keeps = |text, name| keeps(&Deputy, text, name, RelationKind::Ceo);
        assert!(!keeps("Acme's deputy CEO Anna Hill left.", "Anna Hill"));
        assert!(!keeps("Anna Hill, Acme's deputy CEO, left.", "Anna Hill"));
        let text = "Acme's deputy CEO Anna Hill and its CEO Mark Reed left.";
        assert!(keeps(text, "Mark Reed"));
    }

    #[test]
    fn company_that_is_bid_for_is_no_subsidiary() {
        let keeps = |text| keeps(&Takeover, text, "Brill", RelationKind::SubsidiaryOf);
        assert!(!keeps("Acme launched a takeover bid for Brill."));
        assert!(!keeps("Acme is bidding to buy Brill."));
        assert!(keeps("Acme owns Brill."));
    }
}
