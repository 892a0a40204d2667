//! Statements: what somebody is said to have said, written or thought, by whom, and how it is told.
//!
//! The [`rules`] find the cues of each sentence on the [`lines`] of the page, with what is said and the phrase that names the
//! source; [`speakers`] says which entity a source is. Time is linear in the text.

mod about;
mod lines;
mod rules;
mod speakers;
mod speech;

use std::ops::Range;

use crate::document::{Document, Mention, MentionKind, Part, Quotation, Rule, Sentence, Span};
use crate::extraction::Sentiment;
use crate::language::WordClass;
use crate::text::{Grain, Page};
pub(crate) use about::{sentence_speakers, towards};
use lines::Lines;
use rules::{Draft, Frame, RULES};

/// How a statement is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementKind {
    /// All of it stands in quotation marks, or behind its speaker's name in a transcript.
    Direct,
    /// None of it does.
    Indirect,
    /// Some of it does.
    Mixed,
}

impl StatementKind {
    /// As it stands in the `kind` column.
    pub fn as_str(self) -> &'static str {
        match self {
            StatementKind::Direct => "direct",
            StatementKind::Indirect => "indirect",
            StatementKind::Mixed => "mixed",
        }
    }
}

/// One thing that somebody is said to have said, written or thought.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Which of the document's texts the spans count in.
    pub part: Part,
    /// Index of the sentence in which it starts.
    pub sentence: usize,
    /// What is said, without the cue and the outer quotation marks: one piece, or several with the cue between them. Never empty.
    pub content: Vec<Span>,
    /// How it is told.
    pub kind: StatementKind,
    /// The words that say so: `said`, `according to`.
    pub cue: Span,
    /// The phrase that names who says it, if one does.
    pub source: Option<Span>,
    /// Index of the entity that the source is.
    pub speaker: Option<usize>,
    /// How what is said sounds: the mean over its sentences, by their share of it.
    pub sentiment: Option<Sentiment>,
    /// The entities that it speaks of, by their indices, each with how it speaks of them.
    pub about: Vec<(usize, Sentiment)>,
    /// The rule that found it.
    pub rule: Rule,
}

impl Statement {
    /// Returns the span from the first byte of what is said to the last.
    pub fn span(&self) -> Span {
        let end = self.content.iter().map(|piece| piece.end).max();
        Span::new(self.content[0].start, end.unwrap_or(self.content[0].end))
    }

    /// Returns what is said: its pieces, parted by spaces.
    pub fn text(&self, document: &Document) -> String {
        let text = document.part(self.part);
        let pieces: Vec<&str> = self.content.iter().map(|piece| piece.of(text)).collect();
        pieces.join(" ")
    }
}

/// Finds the statements of a document, in text order, without their sentiment.
///
/// `mentions` and `entity_of` say who the sources are; `quotations` carry the speakers that coreference found.
pub fn find(
    document: &Document,
    sentences: &[Sentence],
    mentions: &[Mention],
    entity_of: &[usize],
    quotations: &[Quotation],
) -> Vec<Statement> {
    let is_name = |m: &&Mention| m.kind == MentionKind::Name;
    let names: Vec<Mention> = mentions.iter().filter(is_name).cloned().collect();
    let page = Page::new(document, sentences, Grain::Words).with_names(&names);
    let lines = Lines::new(&page);
    let mut drafts = Vec::new();
    for s in 0..page.sentences.len() {
        let first = drafts.len();
        for rule in RULES {
            drafts.extend(rule.find(&lines, s));
        }
        share_subjects(&lines, &mut drafts[first..]);
    }
    drop_told_by_others(&lines, &mut drafts);
    let mut out: Vec<Statement> = drafts
        .into_iter()
        .filter(|draft| !is_said_by_nobody(&lines, draft))
        .filter_map(|draft| statement(&lines, draft))
        .collect();
    speakers::resolve(
        document, sentences, mentions, entity_of, quotations, &mut out,
    );
    out.retain(|s| s.rule.0 != RULES[0].name() || is_turn_of_somebody(document, s));
    out.sort_by_key(|s| (s.part, s.content[0], s.cue));
    out.dedup_by(|a, b| a.cue == b.cue && a.content == b.content);
    out
}

/// Tells whether the source is nobody.
///
/// Example: `no one knows what it means`, `there are players discussing it`.
fn is_said_by_nobody(lines: &Lines, draft: &Draft) -> bool {
    draft.source.as_ref().is_some_and(|source| {
        let at = source.start;
        let no_one = lines.lower(at) == "one" && at > 0 && lines.lower(at - 1) == "no";
        source.len() == 1 && (no_one || lines.is(at, WordClass::NobodyWord))
    })
}

/// Tells whether what stands before a colon is a speaker: an entity of the document, or a name in capitals (`TAPPER`, `Q`).
///
/// Not: `The Latest: Hill tells voters`.
fn is_turn_of_somebody(document: &Document, statement: &Statement) -> bool {
    let text = document.part(statement.part);
    let capitals = |source: Span| !source.of(text).contains(char::is_lowercase);
    statement.speaker.is_some() || statement.source.is_some_and(capitals)
}

/// Gives a participle, an infinitive or a second verb the source of the cue before it in the sentence, or else the subject of the
/// sentence.
///
/// Example: in `Hill said it was late, adding that she was tired` she is the source of both.
fn share_subjects(lines: &Lines, drafts: &mut [Draft]) {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&k| drafts[k].cue.start);
    let mut before: Option<Range<usize>> = None;
    for k in order {
        let draft = &mut drafts[k];
        if draft.source.is_none() && draft.needs_subject {
            let earlier = before.clone().filter(|r| r.start < draft.cue.start);
            draft.source = earlier.or_else(|| lines.main_subject(draft.cue.start));
        }
        before = draft.source.clone().or(before);
    }
}

/// Drops what is no clause of its own inside what somebody else says.
fn drop_told_by_others(lines: &Lines, drafts: &mut Vec<Draft>) {
    let mut told = vec![false; lines.len()];
    for piece in drafts.iter().flat_map(|draft| &draft.content) {
        told[piece.clone()].fill(true);
    }
    drafts.retain(|draft| draft.frame == Frame::Clause || !told[draft.cue.end - 1]);
}

/// Turns tokens into bytes; `None` where nothing is left of what is said.
fn statement(lines: &Lines, draft: Draft) -> Option<Statement> {
    let content: Vec<Span> = draft
        .content
        .iter()
        .filter_map(|piece| trimmed(lines, piece.clone()))
        .collect();
    let first = lines.token(draft.content.first()?.start).sentence;
    content.first()?;
    let words = || {
        let tokens = draft.content.iter().flat_map(|piece| piece.clone());
        tokens.filter(|i| lines.token(*i).is_word())
    };
    let turn = draft.rule == RULES[0].name();
    let kind = if turn || words().all(|i| lines.is_quoted(i)) {
        StatementKind::Direct
    } else if words().any(|i| lines.is_quoted(i)) {
        StatementKind::Mixed
    } else {
        StatementKind::Indirect
    };
    let cue = &draft.cue;
    Some(Statement {
        part: lines.page.parts[first],
        sentence: first,
        content,
        kind,
        cue: Span::new(
            lines.token(cue.start).span.start,
            lines.token(cue.end - 1).span.end,
        ),
        source: draft.source.and_then(|source| trimmed(lines, source)),
        speaker: None,
        sentiment: None,
        about: Vec::new(),
        rule: Rule(draft.rule),
    })
}

/// Returns the bytes of a range of tokens without the quotation marks and commas at its ends. A mark that closes a quotation inside
/// the range stays: `the ferry "will sail"`.
fn trimmed(lines: &Lines, mut range: Range<usize>) -> Option<Span> {
    let loose =
        |i: usize| lines.is_mark(i) || matches!(lines.lower(i), "," | ";" | ":" | "—" | "–" | "-");
    while range.start < range.end && loose(range.start) {
        range.start += 1;
    }
    let quoted_from = (range.start..range.end).find(|i| lines.is_mark(*i));
    let closes = |i: usize| {
        let inside = quoted_from.map_or(i..i, |from| from..i);
        lines.is_mark(i) && inside.into_iter().any(|k| lines.is_quoted(k))
    };
    while range.start < range.end && loose(range.end - 1) && !closes(range.end - 1) {
        range.end -= 1;
    }
    if range.start < range.end
        && lines.is_quoted(range.end - 1)
        && quoted_from.is_some_and(|from| from < range.end)
    {
        while range.end < lines.len() && lines.is_mark(range.end) {
            range.end += 1;
        }
    }
    (range.start < range.end).then(|| {
        Span::new(
            lines.token(range.start).span.start,
            lines.token(range.end - 1).span.end,
        )
    })
}
