//! Transcripts and interviews: turns behind a label that names who speaks.
//!
//! ```text
//! ANDREA COLE, HOST: Good evening.
//! JOE LOTTA (voice-over): It was a hard day.
//! COLE: Thank you.
//! ```
//!
//! A text is a transcript where several lines open with a label and somebody has more than one turn. A line of another kind
//! with a colon (`Update: ...`, `He put it briefly: ...`) is none, nor is one such line alone.

use std::collections::HashMap;

use crate::document::{Document, Part, Span};
use crate::language::{self, WordClass};
use crate::text::fold;

/// How many turns make a transcript.
const TURNS: usize = 3;
/// How many bytes a label may have, and how many words its name.
const LABEL: usize = 80;
const WORDS: usize = 4;

/// A stretch of speech with the label of who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// Index of the paragraph.
    pub paragraph: usize,
    /// The label's name, without role and remarks: `JOE LOTTA`.
    pub label: Span,
    pub speech: Span,
}

/// Finds the turns of a transcript; none of any other text. `paragraphs` are spans of the document's parts.
pub(super) fn turns(document: &Document, paragraphs: &[(Part, Span)]) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for (index, &(part, span)) in paragraphs.iter().enumerate() {
        if part == Part::Body {
            turns.extend(labelled(&document.text, index, span));
        }
    }
    let words = |turn: &Turn| name_words(turn.label.of(&document.text));
    // How many turns each last word has: Cole is Andrea Cole.
    let mut spoken: HashMap<String, usize> = HashMap::new();
    for turn in &turns {
        if let Some(last) = words(turn).pop() {
            *spoken.entry(last).or_default() += 1;
        }
    }
    let full: Vec<Vec<String>> = turns.iter().map(words).filter(|w| w.len() > 1).collect();
    turns.retain(|turn| {
        let label = turn.label.of(&document.text);
        match &words(turn)[..] {
            [word] if word.chars().count() > 1 => {
                !label.chars().any(char::is_lowercase)
                    || language::is(word, WordClass::FirstName)
                    || full.iter().any(|name| name.contains(word))
            }
            _ => true,
        }
    });
    let again = spoken.values().any(|&turns| turns > 1);
    if turns.len() < TURNS || !again {
        return Vec::new();
    }
    with_continuations(document, paragraphs, turns)
}

/// Adds the paragraphs without a label that go on with a turn, where most paragraphs of the transcript have one.
fn with_continuations(
    document: &Document,
    paragraphs: &[(Part, Span)],
    turns: Vec<Turn>,
) -> Vec<Turn> {
    let (Some(first), Some(last)) = (turns.first(), turns.last()) else {
        return turns;
    };
    if (last.paragraph - first.paragraph) > 2 * turns.len() {
        return turns;
    }
    let mut all: Vec<Turn> = Vec::with_capacity(turns.len());
    let (first, last) = (first.paragraph, last.paragraph);
    let mut turns = turns.into_iter().peekable();
    for (index, &(part, span)) in paragraphs.iter().enumerate() {
        let mut own = false;
        while let Some(turn) = turns.next_if(|turn| turn.paragraph == index) {
            all.push(turn);
            own = true;
        }
        let remark = document.part(part)[span.start..].starts_with(['(', '[']);
        // Behind the last label the article's own words may follow.
        if !own
            && !remark
            && first < index
            && index < last
            && let Some(&turn) = all.last()
        {
            all.push(Turn {
                paragraph: index,
                speech: span,
                ..turn
            });
        }
    }
    all
}

/// Finds the labelled lines of a paragraph.
fn labelled(text: &str, paragraph: usize, span: Span) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    let mut start = span.start;
    for line in span.of(text).split_inclusive('\n') {
        if let Some((name, behind)) = label(line) {
            let label = Span::new(start + name.start, start + name.end);
            if let Some(before) = turns.last_mut() {
                before.speech.end = start;
            }
            turns.push(Turn {
                paragraph,
                label,
                speech: Span::new(start + behind, span.end),
            });
        }
        start += line.len();
    }
    for turn in &mut turns {
        let speech = turn.speech.of(text);
        let lead = speech.len() - speech.trim_start().len();
        let length = speech.trim().len();
        turn.speech = Span::new(turn.speech.start + lead, turn.speech.start + lead + length);
    }
    turns.retain(|turn| !turn.speech.is_empty());
    turns
}

/// Returns the name in the label that opens a line, and where the label ends: of `JOE LOTTA, CORRESPONDENT (voice-over): It`
/// `JOE LOTTA`.
fn label(line: &str) -> Option<(Span, usize)> {
    let colon = line.find(':').filter(|&at| at <= LABEL)?;
    let behind = &line[colon + 1..];
    if !behind.starts_with(char::is_whitespace) || behind.trim().is_empty() {
        return None;
    }
    let whole = &line[..colon];
    let lead = whole.len() - whole.trim_start().len();
    let name = whole.split([',', '(', '[']).next()?.trim();
    let end = lead + name.len();
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && word
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
            || language::is(word, WordClass::NameParticle)
    };
    let named = (1..=WORDS).contains(&words.len())
        && words.iter().all(capital)
        && words
            .first()
            .is_some_and(|word| word.starts_with(char::is_uppercase));
    named.then_some((Span::new(lead, end), colon + 1))
}

/// Returns the folded words of a label's name.
pub(crate) fn name_words(label: &str) -> Vec<String> {
    label.split_whitespace().map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let document = Document::plain("test", text);
        let sentences = crate::text::split(&document);
        let paragraphs = super::super::paragraphs(&sentences);
        turns(&document, &paragraphs)
            .iter()
            .map(|turn| {
                let of = |span: Span| span.of(text).to_string();
                (of(turn.label), of(turn.speech))
            })
            .collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |s: &&str| s.to_string();
        expected.iter().map(|(a, b)| (own(a), own(b))).collect()
    }

    #[test]
    fn labels_of_a_transcript_name_who_speaks() {
        let text = "VERA HOLT, ANCHOR: Good morning.\n\nSAM ADEYEMI (on camera): Thank you. It rains.\n\nHOLT: Stay dry.";
        assert_eq!(
            found(text),
            pairs(&[
                ("VERA HOLT", "Good morning."),
                ("SAM ADEYEMI", "Thank you. It rains."),
                ("HOLT", "Stay dry."),
            ])
        );
    }

    #[test]
    fn questions_and_answers_are_turns() {
        let text = "Q: Why now?\n\nA: I was ready.\n\nQ: And then?\n\nA: We shall see.";
        assert_eq!(found(text).len(), 4);
    }

    #[test]
    fn a_paragraph_without_a_label_goes_on_with_the_turn() {
        let text =
            "Vera Holt: One.\n\nTwo.\n\nSam Adeyemi: Three.\n\nVera Holt: Four.\n\nThe talk ended.";
        assert_eq!(
            found(text),
            pairs(&[
                ("Vera Holt", "One."),
                ("Vera Holt", "Two."),
                ("Sam Adeyemi", "Three."),
                ("Vera Holt", "Four."),
            ])
        );
    }

    #[test]
    fn other_lines_with_a_colon_are_no_turns() {
        for text in [
            "Update: The road is open.\n\nNote: Tickets cost more.\n\nUpdate: It is shut again.",
            "Vera Holt: One.\n\nThe rest is a story of its own.",
            "He put it briefly: no.\n\nShe put it briefly: yes.\n\nHe put it briefly: no.",
            "Opening hours: 9:30 to 12:00\n\nPrice: 5\n\nPrice: 6",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
