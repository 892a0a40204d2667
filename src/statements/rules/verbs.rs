//! Verbs of saying, writing and thinking, and what they govern.
//!
//! What a verb governs stands on the shelf as the value of its class: `that` a clause with that or a quotation, `clause` one
//! without, `aside` an attribution beside a clause (`..., she said`), `noun` a noun phrase, `infinitive`, `question`,
//! `addressee` somebody before what is said (`told reporters that`), `of_charge` (`accused him of`), `passive` and
//! `passive_infinitive`, or a preposition.

use std::ops::Range;

use super::{Draft, Frame, LONGEST, StatementRule, clause_end, piece};
use crate::language::{self, WordClass};
use crate::statements::lines::{Lines, VerbGroup, Voice};
use crate::statements::speech;

/// How far behind a verb what it governs may begin, in tokens, where an addressee stands between.
const ADDRESSEE: usize = 12;
/// The same where a time or a place stands between: `said on Monday in a statement that`.
const CIRCUMSTANCE: usize = 14;

/// What a verb governs.
#[derive(Clone, Copy)]
struct Governs(&'static str);

impl Governs {
    fn of(word: &str) -> Self {
        Governs(language::value(word, WordClass::CueVerb).unwrap_or(""))
    }

    fn has(self, what: &str) -> bool {
        self.0.split(',').any(|own| own == what)
    }
}

/// Tells whether a word is a form of a verb that reports what somebody says: it may stand aside of it.
pub fn is_reporting(lower: &str) -> bool {
    Governs::of(lower).has("aside")
}

/// Returns the cue verbs of a sentence outside quotation marks. What the quoted say of others is theirs.
fn verbs(lines: &Lines, sentence: usize) -> impl Iterator<Item = usize> {
    lines.page.sentences[sentence]
        .clone()
        .filter(|i| lines.is(*i, WordClass::CueVerb) && !lines.is_quoted(*i))
}

/// Finds what is said before a verb that stands before its subject.
///
/// Example: `"We are ready," said Anna Hill, the mayor`. Not: `Hill, the mayor, said she was ready`.
pub struct SpeechBeforeSpeaker;

impl StatementRule for SpeechBeforeSpeaker {
    fn name(&self) -> &'static str {
        "speech_before_speaker"
    }

    fn find(&self, lines: &Lines, sentence: usize) -> Vec<Draft> {
        verbs(lines, sentence)
            .filter_map(|i| inverted(lines, i, self.name()))
            .collect()
    }
}

fn inverted(lines: &Lines, i: usize, rule: &'static str) -> Option<Draft> {
    let lower = lines.lower(i);
    let range = lines.sentence(i);
    let n = i + 1;
    if !Governs::of(lower).has("aside") || lower.ends_with("ing") || n >= range.end {
        return None;
    }
    let before = i.checked_sub(1)?;
    let behind_speech = i == range.start
        || lines.is_mark(before)
        || matches!(lines.token(before).text, "," | "?" | "!");
    let t = lines.token(n);
    let opens = t.is_capitalised()
        || lines.is_determiner(n)
        || lines.is_subject_word(n)
        || t.is_word() && speech::around(lines, i, i + 1).is_some();
    if !behind_speech || !opens || &*t.lower == "that" {
        return None;
    }
    let core = lines.phrase_after(n)?;
    let end = with_apposition(lines, core.end);
    // X, an apposition, said he would: what follows is no subject but what is said.
    let closed = end >= range.end - 1
        || lines.is_mark(end)
        || lines.is_stop(end)
        || matches!(
            lines.token(end).text,
            "," | ")" | "—" | "–" | "-" | "(" | ":"
        );
    if !closed && (t.is(WordClass::NominativePronoun) || lines.has_clause(end..range.end)) {
        return None;
    }
    let content = beside(lines, i, end)?;
    Some(Draft {
        content,
        cue: i..n,
        source: Some(core.start..end),
        needs_subject: false,
        rule,
        frame: Frame::Clause,
    })
}

/// Returns the end of a noun phrase with the apposition behind it, if one stands there: `Hill, the chief executive of Acme`.
fn with_apposition(lines: &Lines, end: usize) -> usize {
    /// Tokens that an apposition has at most.
    const LONGEST: usize = 24;
    if end >= lines.len() || lines.token(end).text != "," {
        return end;
    }
    let range = lines.sentence(end);
    let close = (end + 1..range.end)
        .take(LONGEST)
        .find(|k| lines.token(*k).text == "," || lines.is_stop(*k) || lines.is_mark(*k))
        .unwrap_or(range.end);
    let opens = end + 1 < range.end && {
        let t = lines.token(end + 1);
        let clause =
            t.is_any(WordClass::CueVerb | WordClass::Conjunction | WordClass::NominativePronoun);
        t.is_word() && !clause || &*t.lower == "who"
    };
    let closes = close >= range.end - 1 || lines.token(close).text == ",";
    if opens && closes && close - end < LONGEST {
        close
    } else {
        end
    }
}

/// Finds what a verb governs behind it.
///
/// Example: `said that`, `told reporters that`, `vowed to`, `criticised the plan`, `called for an inquiry`.
pub struct GovernedByVerb;

impl StatementRule for GovernedByVerb {
    fn name(&self) -> &'static str {
        "governed_by_verb"
    }

    fn find(&self, lines: &Lines, sentence: usize) -> Vec<Draft> {
        let name = self.name();
        let draft = |i: usize| {
            if inverted(lines, i, name).is_some() || parts_quotation(lines, i) {
                return None;
            }
            let group = lines.verb_group(i).filter(|g| g.voice != Voice::Passive)?;
            let (content, frame) = governed(lines, i, Governs::of(lines.lower(i)))?;
            Some(Draft {
                content,
                source: own_subject(lines, &group),
                needs_subject: true,
                cue: group.tokens,
                rule: name,
                frame,
            })
        };
        verbs(lines, sentence).filter_map(draft).collect()
    }
}

fn own_subject(lines: &Lines, group: &VerbGroup) -> Option<Range<usize>> {
    match group.voice {
        Voice::Finite => lines.subject(group.tokens.start),
        _ => None,
    }
}

/// Tells whether the attribution of a verb parts a quotation, or stands behind one and before another.
///
/// Example: `"The ferry," she said, "will sail"`.
fn parts_quotation(lines: &Lines, i: usize) -> bool {
    let quotation = lines.lower(i + 1) == "," && lines.opens(i + 2);
    let subject = || {
        let group = lines.verb_group(i).filter(|g| g.voice == Voice::Finite)?;
        lines.subject(group.tokens.start)
    };
    quotation
        && Governs::of(lines.lower(i)).has("aside")
        && subject().is_some_and(|s| speech::around(lines, s.start, i + 1).is_some())
}

/// Finds what stands before an attribution at the end of a sentence, or around one in its middle.
///
/// Example: `"We are ready," she said`; `The plan, he added, is dead`.
pub struct SpeakerBehindClause;

impl StatementRule for SpeakerBehindClause {
    fn name(&self) -> &'static str {
        "speaker_behind_clause"
    }

    fn find(&self, lines: &Lines, sentence: usize) -> Vec<Draft> {
        let name = self.name();
        let draft = |i: usize| {
            let governs = Governs::of(lines.lower(i));
            if !governs.has("aside")
                || inverted(lines, i, name).is_some()
                || !parts_quotation(lines, i) && governed(lines, i, governs).is_some()
            {
                return None;
            }
            let group = lines.verb_group(i).filter(|g| g.voice == Voice::Finite)?;
            let subject = lines.subject(group.tokens.start)?;
            Some(Draft {
                content: beside(lines, subject.start, i + 1)?,
                cue: group.tokens,
                source: Some(subject),
                needs_subject: false,
                rule: name,
                frame: Frame::Clause,
            })
        };
        verbs(lines, sentence).filter_map(draft).collect()
    }
}

/// Finds what is said where the verb is passive: its subject, with the infinitive behind it.
///
/// Example: `The vote is expected to pass`.
pub struct PassiveVerb;

impl StatementRule for PassiveVerb {
    fn name(&self) -> &'static str {
        "passive_verb"
    }

    fn find(&self, lines: &Lines, sentence: usize) -> Vec<Draft> {
        let name = self.name();
        let draft = |i: usize| {
            let group = lines.verb_group(i).filter(|g| g.voice == Voice::Passive)?;
            let governs = Governs::of(lines.lower(i));
            let subject = lines.subject(group.tokens.start)?;
            let n = i + 1;
            let (content, source) = if governs.has("passive_infinitive") && lines.lower(n) == "to" {
                (vec![subject, n..clause_end(lines, n)], None)
            } else if governs.has("passive") {
                let by = lines.lower(n) == "by";
                (
                    vec![subject],
                    by.then(|| lines.phrase_after(n + 1)).flatten(),
                )
            } else {
                return None;
            };
            Some(Draft {
                content,
                cue: group.tokens,
                source,
                needs_subject: false,
                rule: name,
                frame: Frame::Phrase,
            })
        };
        verbs(lines, sentence).filter_map(draft).collect()
    }
}

type Governed = Option<(Vec<Range<usize>>, Frame)>;

/// Returns what the verb at a token governs behind it.
fn governed(lines: &Lines, i: usize, governs: Governs) -> Governed {
    let end = lines.sentence(i).end;
    let mut n = i + 1;
    while n < end && lines.is_adverb(n) && lines.lower(n) != "only" {
        n += 1;
    }
    if n >= end {
        return None;
    }
    let phrase = |from: usize, to: usize| Some((piece(from..to), Frame::Phrase));
    if governs.has("that")
        && let Some(found) = that_or_quotation(lines, n, end)
    {
        return Some(found);
    }
    if governs.has("infinitive") && lines.lower(n) == "to" {
        return phrase(n, clause_end(lines, n));
    }
    if governs.has("question") && lines.is(n, WordClass::QuestionWord) {
        return Some((piece(n..clause_end(lines, n)), Frame::Clause));
    }
    let t = lines.token(n);
    if t.is_any(WordClass::Preposition | WordClass::PhraseLink | WordClass::CueParticle)
        && governs.has(&t.lower)
        && n + 1 < end
    {
        // pointed out that
        let that = t.is(WordClass::CueParticle) && lines.lower(n + 1) == "that";
        let from = if that { n + 2 } else { n + 1 };
        if from < end {
            return phrase(from, object_end(lines, from));
        }
    }
    if governs.has("addressee") {
        let opens = lines.may_open_phrase(n)
            || t.is_any(WordClass::NominativePronoun | WordClass::ObliquePronoun);
        if opens && &*t.lower != "that" {
            let found = behind_addressee(lines, n, end, governs);
            if found.is_some() || governs.has("that") && !governs.has("noun") {
                return found;
            }
        }
    }
    if governs.has("that") {
        let circumstance =
            t.is_any(WordClass::Preposition | WordClass::TimeWord | WordClass::PhraseLink);
        if circumstance && let Some(found) = behind_circumstance(lines, i, n, end) {
            return Some(found);
        }
        if governs.has("clause")
            && t.is_word()
            && (lines.may_open_phrase(n) || lines.is_subject_word(n))
            && lines.has_clause(n..end)
        {
            return phrase(n, clause_end(lines, n));
        }
    }
    if governs.has("noun") && (lines.may_open_phrase(n) || t.is(WordClass::ObliquePronoun)) {
        return phrase(n, object_end(lines, n));
    }
    None
}

/// Returns the clause with `that`, the quotation, or what follows a colon, at a token right behind the verb.
fn that_or_quotation(lines: &Lines, n: usize, end: usize) -> Governed {
    let t = lines.token(n);
    if &*t.lower == "that" && n + 1 < end {
        return Some((piece(n + 1..clause_end(lines, n + 1)), Frame::Clause));
    }
    if let Some(from) = quotation_at(lines, n) {
        let mut to = speech::close(lines, from)?;
        // Quoted words at the head of a clause that goes on without them.
        if lines.token(to - 1).sentence == t.sentence && !matches!(lines.lower(to), "," | "." | "")
        {
            to = to.max(clause_end(lines, from));
        }
        return Some((speech::with_following(lines, from..to), Frame::Clause));
    }
    (t.text == ":" && n + 1 < end).then(|| (piece(n + 1..clause_end(lines, n + 1)), Frame::Clause))
}

/// Returns the opening mark of the quotation at a token, or behind the comma or colon there.
fn quotation_at(lines: &Lines, n: usize) -> Option<usize> {
    if lines.opens(n) {
        return Some(n);
    }
    (matches!(lines.lower(n), "," | ":") && lines.opens(n + 1)).then_some(n + 1)
}

/// Returns what is said behind an addressee that starts at a token: `told reporters that`, `urged him to`.
fn behind_addressee(lines: &Lines, n: usize, end: usize, governs: Governs) -> Governed {
    for j in n + 1..(n + ADDRESSEE).min(end) {
        let t = lines.token(j);
        let clause = |from: usize| Some((piece(from..clause_end(lines, from)), Frame::Clause));
        if &*t.lower == "that" && j + 1 < end {
            return clause(j + 1);
        }
        if &*t.lower == "to" && governs.has("infinitive") {
            return Some((piece(j..clause_end(lines, j)), Frame::Phrase));
        }
        if governs.has("question") && t.is(WordClass::QuestionWord) {
            return clause(j);
        }
        if &*t.lower == "of" && governs.has("of_charge") && j + 1 < end {
            return Some((piece(n..clause_end(lines, j + 1)), Frame::Phrase));
        }
        if let Some(from) = quotation_at(lines, j) {
            let to = speech::close(lines, from)?;
            return Some((speech::with_following(lines, from..to), Frame::Clause));
        }
        if t.text == "," || lines.is_stop(j) {
            return None;
        }
        let leads_on = lines
            .token(j - 1)
            .is_any(WordClass::Preposition | WordClass::PhraseLink | WordClass::Conjunction);
        let opens = t.is(WordClass::NominativePronoun) || lines.is_determiner(j) && !leads_on;
        if governs.has("that") && opens && lines.has_clause(j..end) {
            return clause(j);
        }
    }
    None
}

/// Returns what is said behind a time or place that starts at a token: `said on Monday that`, `said in a statement: "`.
fn behind_circumstance(lines: &Lines, verb: usize, n: usize, end: usize) -> Governed {
    let clause = |from: usize| Some((piece(from..clause_end(lines, from)), Frame::Clause));
    for j in n + 1..(n + CIRCUMSTANCE).min(end) {
        let t = lines.token(j);
        if &*t.lower == "that" && j + 1 < end && !lines.is(j - 1, WordClass::ContentNoun) {
            return clause(j + 1);
        }
        if let Some(from) = quotation_at(lines, j).filter(|_| !lines.is_quoted(verb)) {
            let to = speech::close(lines, from)?;
            return Some((speech::with_following(lines, from..to), Frame::Clause));
        }
        if t.text == "," || lines.is_stop(j) {
            break;
        }
        let time = t.is(WordClass::TimeWord) && lines.may_open_phrase(j + 1) && j + 1 < end;
        if (t.is(WordClass::NominativePronoun) || time) && lines.has_clause(j + 1..end) {
            return clause(if time { j + 1 } else { j });
        }
    }
    let time = lines.is(n, WordClass::TimeWord) && lines.may_open_phrase(n + 1) && n + 1 < end;
    if time && lines.has_clause(n + 1..end) {
        return clause(n + 1);
    }
    None
}

/// Returns the end of the noun phrase that starts at a token, with what describes it.
fn object_end(lines: &Lines, from: usize) -> usize {
    let end = clause_end(lines, from);
    let stops = |j: &usize| {
        let t = lines.token(*j);
        let number = lines.lower(j - 1).bytes().all(|b| b.is_ascii_digit());
        (t.text == "," && !number || t.is(WordClass::ObjectEnd)) && !lines.is_quoted(*j)
    };
    (from + 1..end).find(stops).unwrap_or(end)
}

/// Returns what stands before an attribution, and what goes on behind it. The attribution starts at token `start` and ends
/// before token `after`.
fn beside(lines: &Lines, start: usize, after: usize) -> Option<Vec<Range<usize>>> {
    /// How far behind the verb what is said may go on.
    const NEAR: usize = 6;
    let range = lines.sentence(start);
    if start <= range.start {
        // The quotation closes the sentence before.
        return speech::around(lines, start, after);
    }
    let before = start - 1;
    if !lines.is_mark(before)
        && !matches!(lines.token(before).text, "," | "—" | "–" | "-" | "?" | "!")
    {
        return None;
    }
    if let Some(found) = speech::around(lines, start, after) {
        return Some(found);
    }
    let first = if lines.is(range.start, WordClass::VerbJoin) {
        range.start + 1
    } else {
        range.start
    };
    let first = first.max(before.saturating_sub(LONGEST)).min(before);
    let mut content = piece(first..before);
    let comma = (after..range.end.min(after + NEAR))
        .find(|j| lines.token(*j).text == "," || lines.is_stop(*j))
        .filter(|j| lines.token(*j).text == "," && j + 2 < range.end);
    if let Some(from) = comma.map(|comma| comma + 1)
        && !lines.lower(from).ends_with("ing")
        && !lines.is(from, WordClass::AfterAside)
    {
        content.push(from..clause_end(lines, from));
    }
    content
        .iter()
        .any(|piece| piece.len() > 1 && lines.has_clause(piece.clone()))
        .then_some(content)
}
