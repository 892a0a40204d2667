//! Quotations as what is said: over the ends of sentences, and on both sides of their attribution.

use std::ops::Range;

use super::lines::{Lines, Voice};
use super::rules::LONGEST;
use crate::language::WordClass;

/// How many tokens an attribution between two parts of a quotation has at most.
const ATTRIBUTION: usize = 40;
/// How many tokens of an attribution behind a quotation are looked at for its verb.
const NEAR: usize = 9;

/// Returns the end of the quotation that opens with a token or stands around it; `None` where there is none.
pub fn close(lines: &Lines, from: usize) -> Option<usize> {
    let mut j = from;
    while lines.is_mark(j) && j < from + 2 {
        j += 1;
    }
    if !lines.is_quoted(j) {
        return None;
    }
    while lines.is_quoted(j) && lines.in_paragraph_of(j, from) {
        j += 1;
    }
    Some(j)
}

/// Returns a piece of what is said with the quotations right behind it in its paragraph that have no attribution of their own.
pub fn with_following(lines: &Lines, first: Range<usize>) -> Vec<Range<usize>> {
    let mut out = vec![first];
    loop {
        let last = out[out.len() - 1].end;
        if last == 0 || last >= lines.len() {
            return out;
        }
        let mut j = last;
        // The closing mark and the stop.
        while lines.in_paragraph_of(j, last - 1)
            && !lines.is_quoted(j)
            && (lines.is_mark(j) && (!lines.opens(j) || j == last)
                || matches!(lines.lower(j), "." | ","))
        {
            j += 1;
        }
        if !lines.in_paragraph_of(j, last - 1) || !lines.opens(j) || has_attribution(lines, j) {
            return out;
        }
        let Some(end) = close(lines, j) else {
            return out;
        };
        out.push(j..end);
    }
}

/// Tells whether the quotation that opens with a token has an attribution behind it in the same sentence.
fn has_attribution(lines: &Lines, open: usize) -> bool {
    let Some(end) = close(lines, open) else {
        return false;
    };
    let mut j = end;
    while lines.is_mark(j) || lines.lower(j) == "," && j < end + 4 {
        j += 1;
    }
    let last = end.min(lines.len() - 1);
    if j >= lines.len()
        || lines.token(j).sentence != lines.token(last).sentence
            && lines.token(j).sentence != lines.token(end - 1).sentence
    {
        return false;
    }
    (j..lines.sentence(j).end)
        .take(NEAR)
        .take_while(|k| !lines.is_mark(*k))
        .any(|k| lines.is(k, WordClass::CueVerb) && (k == j || lines.verb_group(k).is_some()))
}

/// Returns the quotation that ends right before an attribution, and what goes on behind it.
///
/// The attribution starts at token `at` and ends before token `after`.
pub fn around(lines: &Lines, at: usize, after: usize) -> Option<Vec<Range<usize>>> {
    let mut end = at.checked_sub(1)?;
    if matches!(lines.token(end).text, "," | "—" | "–" | "-") && !lines.is_quoted(end) {
        end = end.checked_sub(1)?;
    }
    if !lines.is_mark(end) || lines.opens(end) || !lines.in_paragraph_of(end, at) {
        return None;
    }
    if end > 0 && lines.is_mark(end - 1) {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && lines.is_quoted(start - 1) && lines.in_paragraph_of(start - 1, at) {
        start -= 1;
    }
    if start == end {
        return None;
    }
    let sentence = lines.sentence(start).start;
    let mut first = start;
    while first > 0 && lines.is_mark(first - 1) {
        first -= 1;
    }
    if sentence < first {
        // What stands before the quoted words in their sentence is said too.
        let sentence = sentence.max(first.saturating_sub(LONGEST));
        if !(sentence..first).any(|k| lines.is(k, WordClass::CueVerb) && !lines.is_quoted(k)) {
            first = sentence;
        }
    } else {
        // So are the quotations before it in the paragraph, with nothing between them.
        while first > 0
            && lines.in_paragraph_of(first - 1, at)
            && (lines.is_mark(first - 1) || lines.is_quoted(first - 1))
        {
            first -= 1;
        }
    }
    let whole = std::iter::once(first..end).chain(behind(lines, at, after));
    Some(whole.collect())
}

/// Returns the quotations that go on behind an attribution, in its sentence or from the next one on.
fn behind(lines: &Lines, at: usize, after: usize) -> Vec<Range<usize>> {
    let mut j = after;
    while lines.in_paragraph_of(j, at) && !lines.opens(j) && j - after < ATTRIBUTION {
        let other_cue = j > after
            && lines.is(j, WordClass::CueVerb)
            && lines
                .verb_group(j)
                .is_some_and(|group| group.voice == Voice::Finite);
        if other_cue {
            return Vec::new();
        }
        j += 1;
    }
    if !lines.in_paragraph_of(j, at) || j - after >= ATTRIBUTION || has_attribution(lines, j) {
        return Vec::new();
    }
    let last = after.min(lines.len() - 1);
    if lines.token(j).sentence != lines.token(last).sentence && j != lines.sentence(j).start {
        return Vec::new();
    }
    close(lines, j).map_or_else(Vec::new, |end| with_following(lines, j..end))
}
