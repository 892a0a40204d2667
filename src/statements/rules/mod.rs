//! The rules that find statements by their cues. [`RULES`] is their list; to add one, write it in a file of this folder and
//! put it into the list.

mod according;
mod turns;
mod verbs;

use std::ops::Range;

use super::lines::{Lines, Voice};
use crate::language::WordClass;

/// What is said has at most so many tokens on each side of its cue, quotations aside, so that time stays linear in a sentence
/// of very many cues.
pub const LONGEST: usize = 400;

/// A statement while it is found: ranges of tokens.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What is said, in one piece or several with the cue between them.
    pub content: Vec<Range<usize>>,
    pub cue: Range<usize>,
    pub source: Option<Range<usize>>,
    /// True where the source is that of the cue before it, if it has none of its own.
    pub needs_subject: bool,
    /// The rule that found it.
    pub rule: &'static str,
    /// How the content stands to the cue.
    pub frame: Frame,
}

/// How what is said stands to its cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// A whole clause or quotation: it is told as somebody's words, wherever it stands.
    Clause,
    /// A clause without `that`, an infinitive, a noun phrase: inside other words of somebody it is theirs.
    Phrase,
}

/// One rule over the lines of a page.
pub trait StatementRule: Sync {
    /// Returns the rule's name: what `explain.csv` says of a statement.
    fn name(&self) -> &'static str;

    /// Finds the statements of one sentence, given by its number.
    fn find(&self, lines: &Lines, sentence: usize) -> Vec<Draft>;
}

/// The rules, in the order of work.
pub static RULES: &[&dyn StatementRule] = &[
    &turns::SpeakerTurn,
    &according::AccordingTo,
    &verbs::SpeechBeforeSpeaker,
    &verbs::GovernedByVerb,
    &verbs::SpeakerBehindClause,
    &verbs::PassiveVerb,
];

/// Returns what is said in one piece.
fn piece(tokens: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(tokens).collect()
}

/// Returns the end of the clause that starts at a token: that of its sentence, or where another cue takes over.
pub fn clause_end(lines: &Lines, from: usize) -> usize {
    let mut end = lines.sentence(from).end.min(from + LONGEST);
    while end > from
        && (lines.is_mark(end - 1) || matches!(lines.lower(end - 1), "." | "!" | "?" | "…"))
    {
        end -= 1;
    }
    for j in from + 1..end {
        let participle = lines.is(j + 1, WordClass::CueVerb)
            && lines.lower(j + 1).ends_with("ing")
            && lines.is_quoted(j) == lines.is_quoted(from);
        let according = |j: usize| lines.lower(j) == "according" && lines.lower(j + 1) == "to";
        if lines.token(j).text == ";"
            || lines.token(j).text == "," && (participle || according(j + 1))
            || according(j)
        {
            return j;
        }
        if j > from + 1 && lines.is(j, WordClass::VerbJoin) && !lines.is_quoted(j) {
            let mut k = j + 1;
            while k < end && lines.is_adverb(k) {
                k += 1;
            }
            let lower = lines.lower(k);
            let finite = lines.is(k, WordClass::CuePast)
                || lower.ends_with("ed")
                || lower.ends_with('s') && !lines.lower(j - 1).ends_with('s');
            if k < end
                && (lines.is(k, WordClass::CueVerb) && finite || has_own_cue(lines, j + 1, end))
            {
                return if lines.token(j - 1).text == "," {
                    j - 1
                } else {
                    j
                };
            }
        }
    }
    end
}

/// Tells whether a clause that starts with a token has a subject and a cue of its own: `but police said`.
fn has_own_cue(lines: &Lines, from: usize, end: usize) -> bool {
    /// A subject before a cue has fewer tokens.
    const NEAR: usize = 9;
    (from + 1..end.min(from + NEAR))
        .take_while(|k| lines.token(*k).text != ",")
        .any(|k| {
            let lower = lines.lower(k);
            verbs::is_reporting(lower)
                && (lines.is(k, WordClass::CuePast)
                    || lower.ends_with("ed")
                    || lower.ends_with('s'))
                && lines
                    .verb_group(k)
                    .is_some_and(|g| g.voice == Voice::Finite)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_name_of_its_own() {
        let mut names: Vec<_> = RULES.iter().map(|rule| rule.name()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }
}
