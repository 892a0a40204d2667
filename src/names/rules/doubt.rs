//! What is no name after all.

use std::collections::HashMap;

use super::{Draft, Name, NameRule, Words, is_capitalised};
use crate::document::EntityType;
use crate::language::WordClass;

/// Drops a name without any capital in a sentence that has some, unless the model is sure of it.
pub struct NoCapital;

impl NoCapital {
    /// The probability that such a name needs.
    const SURE: f32 = 0.8;
}

impl NameRule for NoCapital {
    fn name(&self) -> &'static str {
        "no_capital"
    }

    fn apply(&self, words: &Words, draft: &mut Draft) -> bool {
        let before = draft.names.len();
        draft.names.retain(|name| {
            name.score >= Self::SURE
                || name
                    .text(words)
                    .contains(|c: char| c.is_uppercase() || c == '@')
                || !words.text(name.sentence).contains(char::is_uppercase)
        });
        draft.names.len() < before
    }
}

/// Drops what holds no name: a title alone, or marks.
///
/// Example: `Mr.` in `Mr. and Mrs. Hale`.
pub struct NothingNamed;

impl NameRule for NothingNamed {
    fn name(&self) -> &'static str {
        "nothing_named"
    }

    fn apply(&self, words: &Words, draft: &mut Draft) -> bool {
        let before = draft.names.len();
        draft.names.retain(|name| {
            let title = name.entity_type == EntityType::Per
                && is_capitalised(
                    name.text(words).trim_end_matches('.'),
                    WordClass::DetachedHonorific,
                );
            !title && name.text(words).contains(char::is_alphanumeric)
        });
        draft.names.len() < before
    }
}

/// Drops a word that is a name by nothing but the capital at the start of its sentence.
///
/// Example: `Footrot` in `Footrot control review` of a text that goes on to speak of footrot.
/// Not: where the text has it with a capital inside a sentence too; `Will`, which is a given name as well.
pub struct WordAtSentenceStart;

impl WordAtSentenceStart {
    /// The probability with which the model's word for it is taken all the same.
    const SURE: f32 = 0.97;
}

impl NameRule for WordAtSentenceStart {
    fn name(&self) -> &'static str {
        "word_at_sentence_start"
    }

    fn apply(&self, words: &Words, draft: &mut Draft) -> bool {
        // Of each doubtful word whether the text has it in lower case.
        let mut in_lower_case: HashMap<String, bool> = draft
            .names
            .iter()
            .filter(|name| is_doubtful(words, name))
            .map(|name| (name.text(words).to_lowercase(), false))
            .collect();
        if in_lower_case.is_empty() {
            return false;
        }
        for s in 0..words.sentences.len() {
            let all = words.text(s).split(|c: char| !c.is_alphabetic());
            for (at, word) in all.filter(|word| !word.is_empty()).enumerate() {
                if word.starts_with(char::is_uppercase) {
                    // A capital inside a sentence: it is a name.
                    if at > 0 {
                        in_lower_case.remove(&word.to_lowercase());
                    }
                    continue;
                }
                let singular = word.strip_suffix('s').unwrap_or(word);
                for form in [word, singular, &format!("{word}s")] {
                    if let Some(found) = in_lower_case.get_mut(form) {
                        *found = true;
                    }
                }
            }
        }
        let before = draft.names.len();
        draft.names.retain(|name| {
            let word = name.text(words).to_lowercase();
            !(is_doubtful(words, name) && in_lower_case.get(&word) == Some(&true))
        });
        draft.names.len() < before
    }
}

/// Tells whether a name is one capitalised word at the start of its sentence, of which the model is not sure.
fn is_doubtful(words: &Words, name: &Name) -> bool {
    let text = name.text(words);
    let before = &words.text(name.sentence)[..name.span(words).start];
    let mut letters = text.chars();
    name.score < WordAtSentenceStart::SURE
        && text.len() > 2
        && !before.contains(char::is_alphanumeric)
        && letters.next().is_some_and(char::is_uppercase)
        && letters.all(char::is_lowercase)
        && !is_capitalised(text, WordClass::GivenNameAndWord)
}
