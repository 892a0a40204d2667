//! Where the model took several names for one.

use super::{Draft, Name, NameRule, Words};
use crate::document::{EntityType, Rule};

/// Parts persons that `and` joins, and persons or places that `&` joins.
///
/// Example: `Cruse and Croft`, `Tempe & Mesa`.
/// Not: `Bosnia and Herzegovina`; `Marks and Spencer (M&S)`, a firm with its initials behind it.
pub struct TwoNames;

impl NameRule for TwoNames {
    fn name(&self) -> &'static str {
        "two_names"
    }

    fn apply(&self, words: &Words, draft: &mut Draft) -> bool {
        let before = draft.names.len();
        let mut out: Vec<Name> = Vec::with_capacity(before);
        for name in draft.names.drain(..) {
            let parts = parts(words, &name);
            if parts.is_empty() {
                out.push(name);
                continue;
            }
            for part in parts {
                out.push(Name {
                    words: part,
                    rule: Some(Rule(self.name())),
                    ..name.clone()
                });
            }
        }
        draft.names = out;
        draft.names.len() > before
    }
}

/// Returns the words of the names that one holds; nothing where it is one.
fn parts(words: &Words, name: &Name) -> Vec<std::ops::Range<usize>> {
    let text = words.text(name.sentence);
    let joins = |w: usize| match words.word(name.sentence, w) {
        "&" => matches!(name.entity_type, EntityType::Per | EntityType::Loc),
        "and" => name.entity_type == EntityType::Per,
        _ => false,
    };
    if !name.words.clone().any(joins) {
        return Vec::new();
    }
    let mut parts = Vec::new();
    let mut start = name.words.start;
    for w in name.words.clone().filter(|w| joins(*w)) {
        parts.push(start..w);
        start = w + 1;
    }
    parts.push(start..name.words.end);
    let named = parts.iter().all(|part| {
        !part.is_empty()
            && words
                .word(name.sentence, part.start)
                .starts_with(char::is_uppercase)
    });
    let behind = &text[name.span(words).end..];
    let initials = behind.strip_prefix(" (").is_some_and(|rest| {
        rest.chars()
            .take_while(|c| c.is_uppercase() || *c == '&')
            .count()
            > 1
    });
    if named && !initials {
        parts
    } else {
        Vec::new()
    }
}
