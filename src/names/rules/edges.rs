//! Where a name begins and ends.

use super::{Name, NameRule, Words, is_capitalised};
use crate::document::EntityType;
use crate::language::{self, WordClass};

/// Leaves out the letter of a list's item, where the item before or behind has the letter before or behind.
///
/// Example: `B. Maya` between `A. Inca` and `C. Olmec` is Maya. Not: `J. Okoro`.
pub struct ListLabel;

impl NameRule for ListLabel {
    fn name(&self) -> &'static str {
        "list_label"
    }

    fn rewrite(&self, words: &Words, name: &mut Name) -> bool {
        let label = list_label(words, name.sentence);
        let own = name
            .own(words)
            .partition_point(|word| word.span.start < label);
        own < name.words.len() && name.take(name.words.start + own..name.words.end)
    }
}

/// Returns the length in bytes of the label that a sentence has as an item of a list; 0 where it has none.
fn list_label(words: &Words, sentence: usize) -> usize {
    /// The letter, its mark and a space.
    const LENGTH: usize = 3;
    let letter = |at: Option<usize>| {
        let at = at.filter(|at| *at < words.sentences.len())?;
        match words.text(at).as_bytes() {
            [letter @ b'A'..=b'Z', b'.' | b')', b' ', ..] => Some(*letter),
            _ => None,
        }
    };
    let Some(own) = letter(Some(sentence)) else {
        return 0;
    };
    let listed = letter(sentence.checked_sub(1)) == Some(own - 1)
        || letter(Some(sentence + 1)) == Some(own + 1);
    if listed { LENGTH } else { 0 }
}

/// Leaves out the dashes, commas, quotation marks and marks of Markdown that a name begins or ends with.
///
/// Example: `*Marine Letters*`.
pub struct LooseMarks;

impl NameRule for LooseMarks {
    fn name(&self) -> &'static str {
        "loose_marks"
    }

    fn rewrite(&self, words: &Words, name: &mut Name) -> bool {
        let is_mark = |w: usize| {
            let mut characters = words.word(name.sentence, w).chars();
            let mark = characters.next();
            characters.next().is_none()
                && mark.is_some_and(|c| {
                    matches!(
                        c,
                        '-' | '–'
                            | '—'
                            | ','
                            | ';'
                            | ':'
                            | '\''
                            | '"'
                            | '“'
                            | '”'
                            | '‘'
                            | '’'
                            | '`'
                            | '*'
                            | '_'
                            | '#'
                            | '>'
                            | '&'
                    )
                })
        };
        let mut range = name.words.clone();
        while range.len() > 1 && is_mark(range.start) {
            range.start += 1;
        }
        while range.len() > 1 && is_mark(range.end - 1) {
            range.end -= 1;
        }
        name.take(range)
    }
}

/// Takes the place alone of what is of a place, which the CoNLL convention calls MISC as a whole.
///
/// Example: `Osaka-based`, `Leeds-born`. Not: `Rolls-Royce`.
pub struct PlaceBeforeSuffix;

impl NameRule for PlaceBeforeSuffix {
    fn name(&self) -> &'static str {
        "place_before_suffix"
    }

    fn rewrite(&self, words: &Words, name: &mut Name) -> bool {
        let end = name.words.end;
        if name.words.len() < 3
            || words.word(name.sentence, end - 2) != "-"
            || !language::is(words.word(name.sentence, end - 1), WordClass::PlacedSuffix)
        {
            return false;
        }
        if name.entity_type == EntityType::Misc {
            name.set_type(EntityType::Loc);
        }
        name.take(name.words.start..end - 2)
    }
}

/// Leaves out the title before a person's name, which the CoNLL convention does not count to it.
///
/// Example: `Mr Bremner`, `Dr. Anna Hill`. Not: `Lord Byron`; `Mr` alone.
pub struct DetachedHonorific;

impl NameRule for DetachedHonorific {
    fn name(&self) -> &'static str {
        "detached_honorific"
    }

    fn rewrite(&self, words: &Words, name: &mut Name) -> bool {
        if name.entity_type != EntityType::Per
            || !is_capitalised(
                words.word(name.sentence, name.words.start),
                WordClass::DetachedHonorific,
            )
        {
            return false;
        }
        let mut start = name.words.start + 1;
        if start < name.words.end && words.word(name.sentence, start) == "." {
            start += 1;
        }
        start < name.words.end && name.take(start..name.words.end)
    }
}

/// Takes the state alone of a legislator's party and state.
///
/// Example: `TX` of `Ann Lee (R-TX)`, `Ohio` of `Cal Moss, R-Ohio`. Not: `the F-Type`.
pub struct PartyAndState;

impl NameRule for PartyAndState {
    fn name(&self) -> &'static str {
        "party_and_state"
    }

    fn rewrite(&self, words: &Words, name: &mut Name) -> bool {
        let party = words.word(name.sentence, name.words.start);
        let before = words.text(name.sentence)[..name.span(words).start].trim_end();
        if name.words.len() < 3
            || words.word(name.sentence, name.words.start + 1) != "-"
            || !party.starts_with(char::is_uppercase)
            || !language::is(&party.to_lowercase(), WordClass::PartyLetter)
            || !before.ends_with(['(', '[', ','])
        {
            return false;
        }
        name.set_type(EntityType::Loc);
        name.take(name.words.start + 2..name.words.end)
    }
}

/// Adds the article to a title that stands in quotation marks with it.
///
/// Example: `"The Salt Wife"`. Not: `which The Guardian saw`.
pub struct QuotedArticle;

impl NameRule for QuotedArticle {
    fn name(&self) -> &'static str {
        "quoted_article"
    }

    fn rewrite(&self, words: &Words, name: &mut Name) -> bool {
        if name.entity_type != EntityType::Misc {
            return false;
        }
        let text = words.text(name.sentence);
        let Some(before) = text[..name.span(words).start].strip_suffix(' ') else {
            return false;
        };
        let start = before.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
        let quoted = before[..start].ends_with(['"', '\'', '“', '‘', '*', '_']);
        if !quoted || !is_capitalised(&before[start..], WordClass::Article) {
            return false;
        }
        name.start = Some(start);
        true
    }
}
