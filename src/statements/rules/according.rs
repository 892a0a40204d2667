//! `According to`.

use super::{Draft, Frame, LONGEST, StatementRule, clause_end, piece};
use crate::statements::lines::Lines;

/// Finds what stands beside `according to` and its source.
///
/// Example: `According to Anna Field, the plan is dead`; `the plan is dead, according to a report by the bureau`.
pub struct AccordingTo;

impl StatementRule for AccordingTo {
    fn name(&self) -> &'static str {
        "according_to"
    }

    fn find(&self, lines: &Lines, sentence: usize) -> Vec<Draft> {
        let range = lines.page.sentences[sentence].clone();
        range
            .filter(|i| lines.lower(*i) == "according" && lines.lower(i + 1) == "to")
            .filter_map(|i| according(lines, i, self.name()))
            .collect()
    }
}

fn according(lines: &Lines, i: usize, rule: &'static str) -> Option<Draft> {
    let range = lines.sentence(i);
    let core = lines.phrase_after(i + 2)?;
    // The source goes on over prepositions: a report by the bureau.
    let source_end = (core.end..range.end)
        .take(LONGEST)
        .find(|j| lines.token(*j).text == "," || lines.is_stop(*j) || lines.is_mark(*j))
        .unwrap_or(range.end);
    let content = if i == range.start {
        let from = source_end + 1;
        if from >= range.end {
            return None;
        }
        piece(from..clause_end(lines, from))
    } else {
        let mut end = i;
        while end > range.start && lines.token(end - 1).text == "," {
            end -= 1;
        }
        let mut content = piece(range.start.max(end.saturating_sub(LONGEST))..end);
        if source_end + 2 < range.end
            && lines.token(source_end).text == ","
            && lines.token(end).text == ","
        {
            content.push(source_end + 1..clause_end(lines, source_end + 1));
        }
        content
    };
    Some(Draft {
        content,
        cue: i..i + 2,
        source: Some(core.start..source_end),
        needs_subject: false,
        rule,
        frame: Frame::Clause,
    })
}
