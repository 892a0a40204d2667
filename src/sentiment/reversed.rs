//! Sentences that say of something bad that it is less, which a model of words takes for bad news.

use crate::language::{self, WordClass};

/// How many words may stand between what is bad and the verb that says that it is less.
const REACH: usize = 8;
/// How many words may stand between a verb and what it makes less.
const OBJECT_REACH: usize = 3;
/// A longer sentence says too much beside it.
const LONGEST: usize = 30;

/// Tells whether a sentence says that something bad is less, or that something never was so good.
///
/// Example: `Unemployment fell to a record low`, `The bank halved its losses`, `The service has never been this good`.
/// Not: `Deaths did not fall`, `Debt-ridden Brill fell`, `Crime fell, but two people died`.
pub fn is_reversed(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | ',' | ';' | ':')))
        .flat_map(|run| {
            let bare = run.trim_end_matches([',', ';', ':']);
            [bare, &run[bare.len()..]]
        })
        .filter(|word| !word.is_empty())
        .map(|word| word.to_lowercase().replace('’', "'"))
        .collect();
    if words.len() > LONGEST {
        return false;
    }
    if never_so_good(&words) {
        return true;
    }
    let barred = words.iter().any(|word| is(word, WordClass::ReversalBar));
    !barred && (falls(&words) || is_made_less(&words) || happens_to_fewer(&words))
}

fn is(word: &str, class: WordClass) -> bool {
    language::is(word, class)
}

fn is_mark(word: &str) -> bool {
    !word.starts_with(char::is_alphanumeric)
}

/// Tells whether a bad thing is the subject of a verb of falling: nothing but its phrase and auxiliaries stand between.
fn falls(words: &[String]) -> bool {
    let bad = (0..words.len()).filter(|&i| is(&words[i], WordClass::BadThing));
    bad.into_iter().any(|i| {
        let measure = words
            .get(i + 1)
            .is_some_and(|word| is(word, WordClass::MeasureNoun));
        let next = i + 1 + usize::from(measure);
        let Some(first) = words.get(next) else {
            return false;
        };
        if !is(first, WordClass::FallingWord) && !is(first, WordClass::AfterSubjectWord) {
            return false;
        }
        let verb = words[next..]
            .iter()
            .take(REACH)
            .take_while(|word| !is_mark(word) && !is(word, WordClass::SubjectEnd))
            .position(|word| is(word, WordClass::FallingWord));
        // `The strike ended in violence` tells of another bad thing.
        verb.is_some_and(|at| {
            let behind = &words[next + at + 1..];
            !behind
                .iter()
                .any(|word| is(word, WordClass::BadThing) || is(word, WordClass::BadFate))
        })
    })
}

/// Tells whether something bad happens to fewer: `fewer children died`.
fn happens_to_fewer(words: &[String]) -> bool {
    let fewer = words.iter().position(|word| is(word, WordClass::FewerWord));
    fewer.is_some_and(|at| {
        words[at + 1..]
            .iter()
            .take(REACH)
            .take_while(|word| !is_mark(word))
            .any(|word| is(word, WordClass::BadFate) || is(word, WordClass::BadThing))
    })
}

/// Tells whether a verb makes a bad thing less.
fn is_made_less(words: &[String]) -> bool {
    let verbs = (0..words.len()).filter(|&i| is(&words[i], WordClass::LesseningVerb));
    verbs.into_iter().any(|i| {
        words[i + 1..]
            .iter()
            .take(OBJECT_REACH)
            .take_while(|word| !is_mark(word))
            .any(|word| is(word, WordClass::BadThing))
    })
}

/// Tells whether something was never so good.
fn never_so_good(words: &[String]) -> bool {
    (0..words.len()).any(|i| {
        is(&words[i], WordClass::NeverBefore)
            && words[i + 1..]
                .iter()
                .take_while(|word| is(word, WordClass::DegreeLead))
                .count()
                > 0
            && words[i + 1..]
                .iter()
                .find(|word| !is(word, WordClass::DegreeLead))
                .is_some_and(|word| is(word, WordClass::GoodAdjective))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_of_something_bad_is_reversed() {
        for text in [
            "Unemployment fell to a record low.",
            "Deaths from malaria have fallen by a third.",
            "The crime rate is down.",
            "Losses at the bank narrowed.",
            "The bank has halved its losses.",
            "The vaccine reduced infections.",
            "The service has never been this good.",
            "The strike is over.",
            "Fewer children died of malaria.",
            "Trains have never been so safe.",
            "She could not be happier.",
        ] {
            assert!(is_reversed(text), "{text}");
        }
    }

    #[test]
    fn what_is_not_less_or_not_bad_is_not_reversed() {
        for text in [
            "Profits fell to a record low.",
            "Deaths did not fall.",
            "Unemployment rose.",
            "Crime fell, but two people died.",
            "Debt fears grew as shares fell.",
            "Losses mounted, and shares fell.",
            "The strike ended in violence.",
            "Fewer children went to school.",
            "The bank failed to reduce its losses.",
            "The service has never been this bad.",
            "He has never been there.",
        ] {
            assert!(!is_reversed(text), "{text}");
        }
    }
}
