//! The stretch of a long sentence that shows a relation, so that a table of relations does not grow with the square of a sentence.

use std::borrow::Cow;
use std::ops::Range;

/// Code points of the longest evidence.
const LONGEST: usize = 2000;
/// What stands where something was cut.
const CUT: &str = "...";
/// Code points of a word that is not to be cut in two.
const WORD: usize = 40;

/// Returns a sentence, or of one longer than 2,000 code points the stretch that holds two mentions and what stands around
/// them: two stretches where they stand too far apart for one. `a` and `b` are bytes of the sentence.
pub fn stretch(sentence: &str, a: Range<usize>, b: Range<usize>) -> Cow<'_, str> {
    if sentence.chars().nth(LONGEST).is_none() {
        return Cow::Borrowed(sentence);
    }
    let (first, second) = match a.start <= b.start {
        true => (a, b),
        false => (b, a),
    };
    // Both ends and the middle may bear a mark, with a space on either side of it.
    let room = LONGEST - 3 * (CUT.len() + 2);
    let both = first.start..first.end.max(second.end);
    let pieces = match length(sentence, &both, room) <= room {
        true => vec![widen(sentence, both, room)],
        false => vec![
            widen(sentence, first, room / 2),
            widen(sentence, second, room / 2),
        ],
    };
    let mut out = String::new();
    let mut last = 0;
    for piece in pieces {
        let start = piece.start.max(last);
        if start > last || last == 0 && start > 0 {
            let space = if out.is_empty() { "" } else { " " };
            out.push_str(&format!("{space}{CUT} "));
        }
        out.push_str(&sentence[start..piece.end.max(start)]);
        last = piece.end.max(start);
    }
    if last < sentence.len() {
        out.push_str(&format!(" {CUT}"));
    }
    Cow::Owned(out)
}

/// How many code points a range has, counted up to one more than `most`.
fn length(text: &str, range: &Range<usize>, most: usize) -> usize {
    text[range.clone()].chars().take(most + 1).count()
}

/// A range with as much on both sides of it as `room` code points allow, cut between words; the first `room` of a longer one.
fn widen(text: &str, range: Range<usize>, room: usize) -> Range<usize> {
    let length = length(text, &range, room);
    if length > room {
        let end = text[range.start..].char_indices().nth(room);
        return range.start..end.map_or(text.len(), |(at, _)| range.start + at);
    }
    let before = text[..range.start].chars().rev().take(room).count();
    let after = text[range.end..].chars().take(room).count();
    let spare = room - length;
    // What one side does not need is the other's.
    let left = before.min((spare / 2).max(spare.saturating_sub(after)));
    let right = after.min(spare - left);
    let mut start = range.start;
    for c in text[..range.start].chars().rev().take(left) {
        start -= c.len_utf8();
    }
    let mut end = range.end;
    for c in text[range.end..].chars().take(right) {
        end += c.len_utf8();
    }
    if start > 0 {
        let mut words = text[start..range.start].char_indices().take(WORD);
        let after = words.find(|(_, c)| c.is_whitespace());
        start = after.map_or(start, |(at, c)| start + at + c.len_utf8());
    }
    if end < text.len() {
        let mut words = text[range.end..end].char_indices().rev().take(WORD);
        let before = words.find(|(_, c)| c.is_whitespace());
        end = before.map_or(end, |(at, _)| range.end + at);
    }
    start..end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_sentence_of_usual_length_is_its_own_evidence() {
        let sentence = "Ann Lee runs the mill.";
        assert_eq!(stretch(sentence, 0..7, 17..21), sentence);
    }

    #[test]
    fn of_a_long_sentence_the_stretch_around_both_mentions_is_shown() {
        let filler = "word ".repeat(1000);
        let sentence = format!("{filler}Ann Lee runs the mill {filler}and {filler}Bo Ray sleeps.");
        let at = |name: &str| {
            let start = sentence.find(name).unwrap();
            start..start + name.len()
        };
        let near = stretch(&sentence, at("the mill"), at("Ann Lee"));
        assert!(
            near.starts_with("... word") && near.ends_with("word ..."),
            "{near}"
        );
        assert!(near.contains("Ann Lee runs the mill") && !near.contains("Bo Ray"));
        let apart = stretch(&sentence, at("Ann Lee"), at("Bo Ray"));
        assert!(
            apart.contains("Ann Lee runs") && apart.ends_with("Bo Ray sleeps."),
            "{apart}"
        );
        assert_eq!(apart.matches("...").count(), 2);
    }

    proptest! {
        #[test]
        fn evidence_is_short_and_holds_the_mentions(
            words in prop::collection::vec("[a-z\u{e9}\u{6f22}]{1,60}", 1..400),
            a in 0usize..400,
            b in 0usize..400,
        ) {
            let sentence = words.join(" ");
            let place = |n: usize| {
                let n = n % words.len();
                let start: usize = words[..n].iter().map(|word| word.len() + 1).sum();
                start..start + words[n].len()
            };
            let (a, b) = (place(a), place(b));
            let evidence = stretch(&sentence, a.clone(), b.clone());
            prop_assert!(evidence.chars().count() <= LONGEST);
            prop_assert!(evidence.contains(&sentence[a]) && evidence.contains(&sentence[b]));
        }
    }
}
