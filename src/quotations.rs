//! Direct speech: where somebody is quoted.
//!
//! In go the document and its sentences (for the paragraphs), out come the [`Quotation`]s in text order, each inside its
//! quotation marks and inside one paragraph: a speech that runs over several paragraphs, an opening mark on each and a
//! closing one only on the last, is one quotation a paragraph. Marks may be straight, curly, single, doubled single
//! (`''`, also opened by two backquotes) or guillemets. A quotation inside another is part of it.
//!
//! Quoted words that nobody utters there (scare quotes, titles of works, fragments inside a reported sentence) are left
//! out, as are apostrophes. In a transcript the turn behind a label (`COLE:`) is a quotation ([`transcripts`]). Who speaks is told by [`crate::coreference::resolve`]; [`sentence_speakers`] then gives
//! each sentence its speaker. Time is linear in the text.

pub(crate) mod transcripts;

use crate::document::{Document, Mention, Part, Quotation, Sentence, Span};
use crate::language::{self, WordClass};
use crate::text;

/// How much of the text on either side of a quotation is looked at for an attribution, in bytes.
const CONTEXT: usize = 240;

/// Finds the direct speech of a document, speakers unknown yet, in text order (the title's first).
pub fn find(document: &Document, sentences: &[Sentence]) -> Vec<Quotation> {
    let mut quotations = Vec::new();
    let mut pending: Option<Mark> = None;
    let paragraphs = paragraphs(sentences);
    let mut turns = transcripts::turns(document, &paragraphs)
        .into_iter()
        .peekable();
    for (i, (part, span)) in paragraphs.iter().enumerate() {
        // All of a turn is its speaker's, whatever is quoted in it.
        let before = quotations.len();
        while let Some(turn) = turns.next_if(|turn| turn.paragraph == i) {
            quotations.push(Quotation {
                part: *part,
                span: turn.speech,
                label: Some(turn.label),
                speaker: None,
                rule: None,
            });
        }
        if quotations.len() > before {
            pending = None;
            continue;
        }
        let text = document.part(*part);
        let next = paragraphs
            .get(i + 1)
            .filter(|(next_part, _)| next_part == part)
            .and_then(|(_, span)| span_text(text, *span).and_then(leading_mark));
        let Some(body) = span_text(text, *span) else {
            pending = None;
            continue;
        };
        let continues = pending
            .take()
            .is_some_and(|mark| leading_mark(body) == Some(mark));
        let quoted = pair(body, next);
        let mut previous: Option<(usize, bool)> = None;
        for quote in quoted {
            let context = Context::new(body, &quote, previous, continues && quote.mark_start == 0);
            let speech = context.is_speech();
            if speech {
                let inner = trim(body, quote.inner);
                if !inner.is_empty() {
                    quotations.push(Quotation {
                        part: *part,
                        span: Span::new(span.start + inner.start, span.start + inner.end),
                        label: None,
                        speaker: None,
                        rule: None,
                    });
                }
            }
            if quote.open_end {
                pending = Some(quote.mark);
            }
            previous = Some((quote.mark_end, speech));
        }
    }
    quotations
}

/// The speaker (an index into the document's entities) of the direct speech that each sentence is or holds; `None` in
/// narration. Where two people speak in one sentence, the one with more of its text.
pub fn sentence_speakers(sentences: &[Sentence], quotations: &[Quotation]) -> Vec<Option<usize>> {
    let mut first = 0;
    sentences
        .iter()
        .map(|sentence| {
            while quotations.get(first).is_some_and(|quotation| {
                quotation.part < sentence.part
                    || (quotation.part == sentence.part
                        && quotation.span.end <= sentence.span.start)
            }) {
                first += 1;
            }
            let mut best: Option<(usize, usize)> = None;
            for quotation in &quotations[first..] {
                if quotation.part != sentence.part || quotation.span.start >= sentence.span.end {
                    break;
                }
                let end = quotation.span.end.min(sentence.span.end);
                let length = end.saturating_sub(quotation.span.start.max(sentence.span.start));
                if let Some(speaker) = quotation.speaker
                    && length > 0
                    && best.is_none_or(|(_, longest)| length > longest)
                {
                    best = Some((speaker, length));
                }
            }
            best.map(|(speaker, _)| speaker)
        })
        .collect()
}

/// Of each mention, whether it stands inside direct speech. Mentions and quotations in text order.
pub fn quoted(sentences: &[Sentence], quotations: &[Quotation], mentions: &[Mention]) -> Vec<bool> {
    mentions
        .iter()
        .map(|mention| {
            let part = sentences[mention.sentence].part;
            let after = quotations.partition_point(|quotation| {
                (quotation.part, quotation.span.start) <= (part, mention.span.start)
            });
            quotations[..after].last().is_some_and(|quotation| {
                quotation.part == part && quotation.span.contains(mention.span)
            })
        })
        .collect()
}

/// The paragraphs as (part, span from the first sentence's start to the last one's end).
pub(crate) fn paragraphs(sentences: &[Sentence]) -> Vec<(Part, Span)> {
    let mut paragraphs: Vec<(Part, Span)> = Vec::new();
    let mut last = None;
    for sentence in sentences {
        let key = (sentence.part, sentence.paragraph);
        match paragraphs.last_mut() {
            Some((_, span)) if last == Some(key) => span.end = span.end.max(sentence.span.end),
            _ => paragraphs.push((sentence.part, sentence.span)),
        }
        last = Some(key);
    }
    paragraphs
}

fn span_text(text: &str, span: Span) -> Option<&str> {
    text.get(span.start..span.end)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Straight,
    Curly,
    Doubled,
    Single,
    Guillemet,
}

/// One quotation mark as it stands, before it is paired.
#[derive(Clone, Copy, Debug)]
struct Sign {
    start: usize,
    end: usize,
    mark: Mark,
    can_open: bool,
    can_close: bool,
    /// A plural possessive (`friends'`) that may close a single quotation, but need not.
    weak: bool,
}

/// A quotation of the outermost level, in bytes of its paragraph.
#[derive(Clone, Debug)]
struct Quoted {
    mark: Mark,
    /// Where the opening mark starts.
    mark_start: usize,
    inner: Span,
    /// Past the closing mark.
    mark_end: usize,
    /// The next paragraph goes on with it.
    open_end: bool,
    /// It has a closing mark here.
    closed: bool,
}

/// The mark that a paragraph opens with.
fn leading_mark(text: &str) -> Option<Mark> {
    let mut characters = text.chars();
    match characters.next()? {
        '"' => Some(Mark::Straight),
        '“' | '„' => Some(Mark::Curly),
        '«' => Some(Mark::Guillemet),
        '\'' if text.starts_with("''") => Some(Mark::Doubled),
        '`' if text.starts_with("``") => Some(Mark::Doubled),
        '\'' | '‘' if !elided(characters.as_str()) => Some(Mark::Single),
        _ => None,
    }
}

/// Tells whether the text after an apostrophe is a word that is written with one: `'90s`, `'em`.
fn elided(rest: &str) -> bool {
    let word: String = rest
        .chars()
        .take(7)
        .take_while(|c| c.is_alphanumeric())
        .collect();
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    if digits >= 2 && matches!(&word[digits..], "" | "s") {
        return true;
    }
    language::is(word.to_ascii_lowercase().as_str(), WordClass::ElidedWord)
}

fn opens_after(previous: Option<char>) -> bool {
    match previous {
        None => true,
        Some(c) => {
            c.is_whitespace()
                || matches!(
                    c,
                    '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '‘' | '"' | '\'' | ':'
                )
        }
    }
}

fn closes_before(next: Option<char>) -> bool {
    match next {
        None => true,
        Some(c) => {
            c.is_whitespace()
                || matches!(
                    c,
                    '.' | ','
                        | ';'
                        | ':'
                        | '!'
                        | '?'
                        | ')'
                        | ']'
                        | '}'
                        | '—'
                        | '–'
                        | '-'
                        | '…'
                        | '”'
                        | '’'
                        | '"'
                        | '\''
                        | '/'
                )
        }
    }
}

fn signs(text: &str) -> Vec<Sign> {
    let mut signs = Vec::new();
    let mut characters = text.char_indices().peekable();
    let mut previous: Option<char> = None;
    while let Some((start, c)) = characters.next() {
        let mut end = start + c.len_utf8();
        let mark = match c {
            '"' => Some(Mark::Straight),
            '“' | '”' | '„' => Some(Mark::Curly),
            '«' | '»' => Some(Mark::Guillemet),
            '\'' | '`' | '‘' | '’' => {
                if characters.peek().is_some_and(|&(_, next)| next == c) {
                    characters.next();
                    end += c.len_utf8();
                    Some(Mark::Doubled)
                } else {
                    (c != '`').then_some(Mark::Single)
                }
            }
            _ => None,
        };
        let Some(mark) = mark else {
            previous = Some(c);
            continue;
        };
        let next = text[end..].chars().next();
        let open_context = opens_after(previous) && next.is_some_and(|n| !n.is_whitespace());
        let close_context = previous.is_some_and(|p| !p.is_whitespace()) && closes_before(next);
        let mut weak = false;
        let (can_open, can_close) = match (mark, c) {
            (Mark::Single, _) => {
                let opens = c != '’'
                    && open_context
                    && next.is_some_and(|n| {
                        n.is_alphanumeric()
                            || matches!(n, '[' | '(' | '.' | '…' | '"' | '“' | '@' | '#')
                    })
                    && !elided(&text[end..]);
                let closes =
                    c != '‘' && close_context && !previous.is_some_and(|p| matches!(p, '(' | '['));
                weak =
                    closes && matches!(previous, Some('s' | 'S' | 'x' | 'z')) && next == Some(' ');
                (opens, closes)
            }
            (_, '“') | (_, '‘') | (_, '`') | (_, '«') => (true, false),
            (_, '„') => (true, false),
            (_, '”') | (_, '»') | (_, '’') => (false, true),
            // Inches: 6'2".
            (Mark::Straight, _) if previous.is_some_and(|p| p.is_ascii_digit()) => {
                (false, close_context)
            }
            _ => match (open_context, close_context) {
                (false, false) => (previous.is_none_or(char::is_whitespace), true),
                other => other,
            },
        };
        if can_open || can_close {
            signs.push(Sign {
                start,
                end,
                mark,
                can_open,
                can_close,
                weak,
            });
        }
        previous = Some(c);
    }
    signs
}

/// Decides which single marks may open and close: one opens only where another can close it before the next opens, and a
/// possessive closes only where no surer mark does.
fn settle_single_marks(signs: &mut [Sign], next: Option<Mark>) {
    let mut closer_ahead = false;
    let mut strong_ahead = false;
    for sign in signs
        .iter_mut()
        .rev()
        .filter(|sign| sign.mark == Mark::Single)
    {
        if sign.weak && strong_ahead {
            sign.can_close = false;
        }
        if sign.can_open {
            let at_start = sign.start == 0 && next == Some(Mark::Single);
            sign.can_open = closer_ahead || at_start;
            if sign.can_open {
                closer_ahead = false;
                strong_ahead = false;
            }
        }
        if sign.can_close {
            closer_ahead = true;
            strong_ahead |= !sign.weak;
        }
    }
}

/// Pairs the marks of a paragraph; `next` is the mark that the next paragraph opens with.
fn pair(text: &str, next: Option<Mark>) -> Vec<Quoted> {
    let mut signs = signs(text);
    settle_single_marks(&mut signs, next);
    struct Open {
        sign: Sign,
        /// Quotations inside it that are closed: they count if it turns out to be none.
        nested: Vec<Quoted>,
    }
    let mut stack: Vec<Open> = Vec::new();
    let mut found: Vec<Quoted> = Vec::new();
    for sign in signs {
        let open_at = stack.iter().rposition(|open| open.sign.mark == sign.mark);
        let inside_double = stack.iter().any(|open| open.sign.mark != Mark::Single);
        if sign.mark == Mark::Single && inside_double {
            continue;
        }
        let close = match open_at {
            Some(_) if sign.can_close && sign.can_open => true,
            Some(_) => sign.can_close,
            None => false,
        };
        match open_at {
            Some(at) if close => {
                stack.truncate(at + 1);
                let Some(open) = stack.pop() else { continue };
                let quoted = Quoted {
                    mark: sign.mark,
                    mark_start: open.sign.start,
                    inner: Span::new(open.sign.end, sign.start),
                    mark_end: sign.end,
                    open_end: false,
                    closed: true,
                };
                match stack.last_mut() {
                    Some(outer) => outer.nested.push(quoted),
                    None => found.push(quoted),
                }
            }
            // Deeper than any writer goes: the marks are not pairs. The cap also keeps the time linear.
            _ if sign.can_open && stack.len() < 4 => stack.push(Open {
                sign,
                nested: Vec::new(),
            }),
            _ => {}
        }
    }
    for open in stack {
        let start = open.sign;
        let continued = next == Some(start.mark);
        let before = text[..start.start].trim_end();
        if continued || before.is_empty() || before.ends_with([':', ',']) {
            found.push(Quoted {
                mark: start.mark,
                mark_start: start.start,
                inner: Span::new(start.end, text.len()),
                mark_end: text.len(),
                open_end: continued,
                closed: false,
            });
            break;
        }
        found.extend(open.nested);
    }
    found.sort_by_key(|quoted| quoted.mark_start);
    found
}

fn trim(text: &str, span: Span) -> Span {
    let inner = &text[span.start..span.end];
    let start = span.start + (inner.len() - inner.trim_start().len());
    let end = start + inner.trim().len();
    Span::new(start, end)
}

/// The words of a text, cut at everything that is not a letter, digit, apostrophe or hyphen inside.
fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’' || c == '-'))
        .map(|word| word.trim_matches(['\'', '’', '-']))
        .filter(|word| !word.is_empty())
}

/// What stands in and around quoted words.
struct Context<'a> {
    inner: &'a str,
    /// Before the opening mark, from the end of the last quoted words on.
    before: &'a str,
    after: &'a str,
    /// The quoted words before these in the paragraph are speech.
    after_speech: bool,
    at_paragraph_start: bool,
    continues: bool,
    open_end: bool,
    closed: bool,
}

impl<'a> Context<'a> {
    fn new(
        text: &'a str,
        quoted: &Quoted,
        previous: Option<(usize, bool)>,
        continues: bool,
    ) -> Self {
        let from = previous.map_or(0, |(end, _)| end.min(quoted.mark_start));
        let after = text::head(&text[quoted.mark_end..], CONTEXT);
        let after = &after[..after
            .find(['"', '“', '«'])
            .or_else(|| after.find("''"))
            .unwrap_or(after.len())];
        Context {
            inner: text[quoted.inner.start..quoted.inner.end].trim(),
            before: text::tail(text[from..quoted.mark_start].trim(), CONTEXT),
            after: after.trim_end(),
            after_speech: previous.is_some_and(|(_, speech)| speech),
            at_paragraph_start: quoted.mark_start == 0,
            continues,
            open_end: quoted.open_end,
            closed: quoted.closed,
        }
    }

    /// Tells whether somebody utters the quoted words there.
    ///
    /// Long, since each condition is a sentence of its own on the same few observations.
    fn is_speech(&self) -> bool {
        let count = words(text::head(self.inner, CONTEXT)).count();
        if count == 0 {
            return false;
        }
        if self.continues || self.open_end {
            return true;
        }
        let first = self.inner.chars().find(|c| c.is_alphanumeric());
        let upper =
            first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || !c.is_lowercase());
        let ends_with = |text: &str, signs: &[char]| {
            text.trim_end_matches(['\'', '"', '”', '’', ')'])
                .ends_with(signs)
        };
        let terminal = ends_with(self.inner, &['.', '!', '?', '…', '—', '–']);
        let comma = self.inner.ends_with([',', ';']) || self.after.trim_start().starts_with(',');
        let after_comma = self.after.trim_start().starts_with(',');
        let attributed = attribution_after(self.after);
        let title = is_title(self.inner, count);
        let before = self.before;
        let before_colon = before.ends_with(':');
        let before_comma = before.ends_with(',');
        // The last clause only: "He said no. The film is called 'X'".
        let clause = before
            .rsplit(['.', '!', '?', ';'])
            .find(|clause| !clause.trim().is_empty())
            .unwrap_or("");
        let before_verb = words(clause).rev().take(12).any(is_reporting_verb);
        let verb_adjacent = words(clause).rev().take(2).any(is_reporting_verb);
        let sentence_start = self.at_paragraph_start
            || before.is_empty() && !self.after_speech
            || before.ends_with(['.', '!', '?', '…'])
            || (before.is_empty() && self.after_speech && upper);

        // "We are ready," she said.
        if attributed
            && (comma || terminal)
            && (!title || self.inner.ends_with([',', '!', '?', '.']) || after_comma)
        {
            return upper || self.after_speech || count >= 3;
        }
        // "Never" was what she said: no comma, no end, so only as part of a sentence.
        if title && !(before_verb && (before_colon || before_comma)) {
            return sentence_start
                && terminal
                && count >= 4
                && self.inner.ends_with(['.', '?', '!']);
        }
        if before_colon && (before_verb || (upper && count >= 4)) {
            return true;
        }
        // She put it more briefly: "Never again." Half an hour later: "also i am leaving."
        if before_colon && terminal && count >= if upper { 2 } else { 4 } {
            return true;
        }
        // Sacked twice ("I was the worst waiter in Toronto"), he ...
        if before.ends_with('(')
            && self.after.starts_with(')')
            && upper
            && count >= 4
            && words(text::head(self.inner, CONTEXT)).any(is_first_person)
        {
            return true;
        }
        if before_comma && before_verb && (upper || count >= 3) {
            return upper || self.after_speech || verb_adjacent;
        }
        if before_comma && upper && count >= 4 && terminal {
            return true;
        }
        if verb_adjacent && upper && count >= 4 {
            return true;
        }
        if sentence_start && upper && terminal && count >= 2 {
            return true;
        }
        if self.after_speech
            && !sentence_start
            && (before_comma || before.ends_with('-'))
            && before_verb
        {
            return true;
        }
        if upper
            && count >= 12
            && (terminal || self.after.starts_with(['.', '!', '?']) || !self.closed)
        {
            return true;
        }
        // Two sentences are no fragment.
        upper && count >= 6 && has_inner_sentence_end(text::head(self.inner, CONTEXT))
    }
}

/// Tells whether somebody speaks of themselves by a word.
fn is_first_person(word: &str) -> bool {
    let word = word.split(['\'', '’']).next().unwrap_or(word);
    language::is(word, WordClass::FirstPersonForm)
}

fn has_inner_sentence_end(text: &str) -> bool {
    let mut ended = false;
    let mut space = false;
    for c in text.chars() {
        if ended && space && c.is_uppercase() {
            return true;
        }
        match c {
            '.' | '!' | '?' => (ended, space) = (true, false),
            c if c.is_whitespace() && ended => space = true,
            '\'' | '"' | '’' | '”' if ended => {}
            _ => (ended, space) = (false, false),
        }
    }
    false
}

/// Tells whether every word of weight has a capital, as in the title of a work: `Dancing in the Dark`.
fn is_title(inner: &str, count: usize) -> bool {
    if count > 10 {
        return false;
    }
    let small = |word: &str| language::is(word, WordClass::TitleSmallWord);
    let all = words(inner).all(|word| {
        small(word)
            || word
                .chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
    });
    all && (count >= 2 || !inner.ends_with(['!', '?', ',', '.']))
}

/// Tells whether the words after a closing mark say who spoke: `, she said`, `said Ms Okoro`.
fn attribution_after(after: &str) -> bool {
    let after = after
        .trim_start()
        .trim_start_matches([',', '-', '–', '—'])
        .trim_start();
    let clause = &after[..after
        .find(['.', '!', '?', ';', ':', '\n'])
        .unwrap_or(after.len())];
    let mut capital_or_pronoun = false;
    for (i, word) in words(clause).take(14).enumerate() {
        if is_reporting_verb(word) {
            return true;
        }
        if i == 0 {
            let first = word.chars().next();
            capital_or_pronoun = first.is_some_and(char::is_uppercase)
                || language::is(word, WordClass::AttributionOpener);
            if word == "according" {
                return true;
            }
        }
        if !capital_or_pronoun {
            return false;
        }
    }
    false
}

/// Tells whether a word is a verb (in a form that reports: `said`, `says`, `adding`) of saying, writing or posting.
pub(crate) fn is_reporting_verb(word: &str) -> bool {
    language::is(word, WordClass::ReportingVerb)
        || (word.bytes().any(|b| b.is_ascii_uppercase())
            && language::is(&word.to_ascii_lowercase(), WordClass::ReportingVerb))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<String> {
        let document = Document::plain("test", text);
        let sentences = crate::text::split(&document);
        let found = find(&document, &sentences);
        found.iter().map(|q| q.span.of(text).to_string()).collect()
    }

    #[test]
    fn a_reporting_verb_may_have_a_capital() {
        assert!(is_reporting_verb("Said") && is_reporting_verb("bellowed"));
        assert!(!is_reporting_verb("song"));
    }

    #[test]
    fn a_sentence_after_a_colon_is_speech() {
        let text = "Ferrer put it briefly on the radio: \"Court is adjourned.\"";
        assert_eq!(quoted(text), ["Court is adjourned."]);
        let text = "An hour later: \"also i am leaving. it is a cleanse.\"";
        assert_eq!(quoted(text), ["also i am leaving. it is a cleanse."]);
    }

    #[test]
    fn what_somebody_says_of_themselves_in_brackets_is_speech() {
        let text = "Sacked twice (\"I was the worst cook in town\"), he left.";
        assert_eq!(quoted(text), ["I was the worst cook in town"]);
    }

    #[test]
    fn scare_quotes_titles_and_fragments_are_none() {
        for text in [
            "The \"experiment\" went well.",
            "She has a weakness for the word \"brine\".",
            "His one hit: \"Blue River\".",
            "He starred in two films (\"The Long Way Home\") and left.",
            "They called the two of them (\"the lucky ones\") at home.",
            "He described it as \"a charity with no trustees and one good dishwasher\".",
        ] {
            assert!(quoted(text).is_empty(), "{text}");
        }
    }
}
