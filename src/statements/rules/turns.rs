//! Speakers' names at the head of their turns.

use super::{Draft, Frame, StatementRule, piece};
use crate::statements::lines::Lines;

/// Finds the turns of an interview, a transcript or a headline: a name and a colon, and what follows in the paragraph.
///
/// Example: `Lena Ortiz: I wrote it in a cabin`; `JOE LOTTA, CORRESPONDENT (voice-over): Good evening`.
pub struct SpeakerTurn;

impl SpeakerTurn {
    /// The colon is one of the first tokens.
    const OPENING: usize = 14;
    /// The name has at most so many words, and tokens with its marks.
    const WORDS: usize = 4;
    const TOKENS: usize = 6;
    /// What follows has at least so many tokens.
    const SHORTEST: usize = 3;
}

impl StatementRule for SpeakerTurn {
    fn name(&self) -> &'static str {
        "speaker_turn"
    }

    fn find(&self, lines: &Lines, sentence: usize) -> Vec<Draft> {
        turn(lines, sentence, self.name()).into_iter().collect()
    }
}

fn turn(lines: &Lines, sentence: usize, rule: &'static str) -> Option<Draft> {
    if !lines.page.opens_paragraph(sentence) {
        return None;
    }
    let range = lines.page.sentences[sentence].clone();
    let mut opening = range.clone().take(SpeakerTurn::OPENING);
    let colon = opening.find(|k| lines.token(*k).text == ":")?;
    let is_name = |k: usize| {
        let t = lines.token(k);
        t.is_capitalised() || matches!(t.text, "." | "-" | "’" | "'")
    };
    // What the speaker is may stand between the name and the colon.
    let end = (range.start..colon)
        .find(|k| matches!(lines.token(*k).text, "," | "("))
        .unwrap_or(colon);
    let name = range.start..end;
    let words = name.clone().filter(|k| lines.token(*k).is_word()).count();
    if words == 0
        || words > SpeakerTurn::WORDS
        || name.len() > SpeakerTurn::TOKENS
        || !name.clone().all(is_name)
    {
        return None;
    }
    let part = lines.page.parts[sentence];
    let mut end = colon + 1;
    while lines.in_paragraph_of(end, colon) && lines.page.parts[lines.token(end).sentence] == part {
        end += 1;
    }
    if end - colon <= SpeakerTurn::SHORTEST {
        return None;
    }
    while matches!(lines.token(end - 1).text, "." | "?" | "!") {
        end -= 1;
    }
    // A list or a number behind a colon is no speech.
    (end > colon + 1 && lines.has_clause(colon + 1..end)).then(|| Draft {
        content: piece(colon + 1..end),
        cue: colon..colon + 1,
        source: Some(name),
        needs_subject: false,
        rule,
        frame: Frame::Clause,
    })
}
