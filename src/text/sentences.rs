//! Sentence segmentation that suits news.
//!
//! Text is cut into blocks (paragraphs, headlines, list lines), and a block into sentences: at `.`, `!`, `?`, an ellipsis and
//! their kin in other scripts, closing quotes and brackets going with the sentence they close, unless an abbreviation, an
//! initial, a lower-case letter that follows, or the words around a quotation say that the sentence goes on. One pass, with a
//! look at the words beside each stop; no length of text or sentence costs more than its length.

use crate::document::{Document, Part, Sentence, Span};
use crate::language::{self, WordClass};

/// The sentences of a document, in order: its title first, where it stands apart, then those of the text.
pub fn split(document: &Document) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut paragraph = 0;
    if let Some(title) = &document.title {
        let start = title.len() - title.trim_start().len();
        let end = title.trim_end().len();
        if start < end {
            out.push(Sentence {
                part: Part::Title,
                span: Span::new(start, end),
                paragraph,
            });
            paragraph = 1;
        }
    }
    for block in blocks(&document.text, document.body_start) {
        for span in split_block(&document.text, block) {
            out.push(Sentence {
                part: Part::Body,
                span,
                paragraph,
            });
        }
        paragraph += 1;
    }
    out
}

/// Paragraphs, headlines and list lines, from byte `from` on. A blank line always ends one; a line end does unless the
/// document is hard-wrapped, which shows in lines that go on in lower case, or a clause goes on behind a comma.
fn blocks(text: &str, from: usize) -> Vec<Span> {
    let mut lines: Vec<Span> = Vec::new();
    let mut start = from;
    for (i, c) in text[from..].char_indices() {
        if matches!(
            c,
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{0b}' | '\u{0c}' | '\u{85}'
        ) {
            lines.push(trim(text, Span::new(start, from + i)));
            start = from + i + c.len_utf8();
            // A carriage return and its line feed are one line end.
            if c == '\n' && text[..from + i].ends_with('\r') {
                lines.pop();
            }
        }
    }
    lines.push(trim(text, Span::new(start, text.len())));
    let (mut joints, mut low) = (0, 0);
    for pair in lines.windows(2) {
        if !pair[0].is_empty() && !pair[1].is_empty() {
            joints += 1;
            low += usize::from(pair[1].of(text).starts_with(char::is_lowercase));
        }
    }
    let wrapped = low * 5 > joints;
    let mut out: Vec<Span> = Vec::new();
    let mut open = false;
    for line in lines {
        if line.is_empty() {
            open = false;
            continue;
        }
        let joins = |block: &Span| {
            // A clause broken off at its comma goes on.
            let goes_on =
                block.of(text).ends_with(',') && line.of(text).starts_with(char::is_lowercase);
            open && (wrapped || goes_on) && !opens_item(line.of(text))
        };
        match out.last_mut() {
            Some(block) if joins(block) => block.end = line.end,
            _ => out.push(line),
        }
        // A markdown heading is its line.
        open = !line.of(text).starts_with('#');
    }
    out
}

/// A list item or a heading.
fn opens_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < line.len() && (rest.starts_with(". ") || rest.starts_with(") "));
    numbered
        || ["- ", "* ", "• ", "+ ", "#", "> "]
            .iter()
            .any(|m| line.starts_with(m))
}

fn trim(text: &str, span: Span) -> Span {
    let inner = span.of(text);
    let start = span.start + inner.len() - inner.trim_start().len();
    Span::new(start, (start + inner.trim().len()).max(start))
}

fn stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।' | '‽'
    )
}

/// Scripts that write no space after a full stop.
fn wide_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

fn closes(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '}' | '」' | '』' | '）'
    )
}

fn opens(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '„'
            | '«'
            | '('
            | '['
            | '{'
            | '`'
            | '「'
            | '『'
            | '（'
            | '¿'
            | '¡'
            | '*'
            | '_'
    )
}

/// The sentences of one block. They cover every character of it that is not white space.
fn split_block(text: &str, block: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = block.start;
    let mut at = block.start;
    while let Some((i, c)) = char_at(text, at, block.end) {
        at = i + c.len_utf8();
        if !stop(c) {
            continue;
        }
        // The run of stops, and what closes after it.
        let stops = run(text, i, block.end, stop);
        let end = run(text, stops, block.end, closes);
        at = end;
        if end == block.end {
            break;
        }
        let next = char_at(text, end, block.end).map(|(_, c)| c);
        if !next.is_some_and(char::is_whitespace) && !wide_stop(c) {
            if lacks_space(text, block, start, i, end) {
                out.push(trim(text, Span::new(start, end)));
                start = end;
            }
            continue;
        }
        let mut end = end;
        let follows = run(text, end, block.end, char::is_whitespace);
        if text[follows..block.end].starts_with("(sic)") {
            end = run(text, follows + "(sic)".len(), block.end, |c| {
                closes(c) || c == '.'
            });
        }
        end = notes(text, end, block.end);
        if ends(text, block, start, i, stops, end) {
            out.push(trim(text, Span::new(start, end)));
            start = run(text, end, block.end, char::is_whitespace);
        }
        at = end;
    }
    let last = trim(text, Span::new(start.min(block.end), block.end));
    if !last.is_empty() {
        out.push(last);
    }
    out
}

/// The end of the note marks (`[17]`, `[3][4]`) that stand after a full stop and belong to its sentence.
fn notes(text: &str, mut end: usize, block_end: usize) -> usize {
    loop {
        let at = run(text, end, block_end, char::is_whitespace);
        let Some(rest) = text[at..block_end].strip_prefix('[') else {
            return end;
        };
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits == 0 || digits > 3 || !rest[digits..].starts_with(']') {
            return end;
        }
        end = at + digits + 2;
    }
}

fn char_at(text: &str, at: usize, end: usize) -> Option<(usize, char)> {
    text[at.min(end)..end].chars().next().map(|c| (at, c))
}

/// The end of the run of characters from `at` on that are `of` a kind.
fn run(text: &str, at: usize, end: usize, of: impl Fn(char) -> bool) -> usize {
    text[at..end].find(|c| !of(c)).map_or(end, |n| at + n)
}

/// The word that ends at `end`, with inner full stops and apostrophes; at most 24 characters of it.
fn word_before(text: &str, start: usize, end: usize) -> &str {
    let mut from = end;
    for (i, c) in text[start..end].char_indices().rev().take(24) {
        if !(c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '-')) {
            break;
        }
        from = start + i;
    }
    text[from..end].trim_start_matches(['\'', '’', '-', '.'])
}

/// The next words, without the marks that open them; 24 characters of each at most.
fn word_after(text: &str, at: usize, end: usize) -> (&str, usize) {
    let from = run(text, at, end, |c| c.is_whitespace() || opens(c));
    let mut to = from;
    for (i, c) in text[from..end].char_indices().take(24) {
        if !(c.is_alphanumeric() || matches!(c, '\'' | '’')) {
            break;
        }
        to = from + i + c.len_utf8();
    }
    (&text[from..to], to)
}

/// Tells whether a sentence ends at the stop at `i` although no space follows at `end`. Example: `on Tuesday.Her deputy`; not:
/// `Node.js`, `Booking.Com`, `J.K.`, an address.
fn lacks_space(text: &str, block: Span, start: usize, i: usize, end: usize) -> bool {
    let before = word_before(text, start, i);
    let (word, to) = word_after(text, end, block.end);
    let plain = |word: &str| word.chars().all(char::is_alphabetic);
    let short = before.len() < 3 && !before.chars().all(char::is_lowercase);
    if before.len() < 2 || short || !plain(before) || !plain(word) || !text[end..].starts_with(word)
    {
        return false;
    }
    let tail_is_small = |word: &str| word.chars().skip(1).all(char::is_lowercase);
    let capital = word.starts_with(char::is_uppercase);
    // The next word stands by itself, as no part of an address or of a name with points does.
    let apart = text[to..block.end]
        .chars()
        .next()
        .is_some_and(|c| c.is_whitespace() || matches!(c, ',' | '\'' | '’'));
    let chunk = text[start..i].rsplit(char::is_whitespace).next();
    let address = chunk.is_some_and(|chunk| chunk.contains(['@', '/', '.', '_']));
    if !capital || !tail_is_small(word) || !tail_is_small(before) || !apart || address {
        return false;
    }
    let ending = language::is(&word.to_lowercase(), WordClass::AddressEnding);
    language::is(word, WordClass::SentenceOpener)
        || !ending && before.starts_with(char::is_lowercase) && word.len() > 1
}

/// Tells whether a word in any case is a finite verb.
fn is_verb(word: &str) -> bool {
    let lower = word.to_lowercase();
    let past =
        lower.len() > 4 && lower.ends_with("ed") && !language::is(&lower, WordClass::NotPast);
    past || language::is(&lower, WordClass::IrregularPast)
        || language::is(&lower, WordClass::FiniteVerb)
        || language::is(&lower, WordClass::ReportingVerb)
}

/// The most words after an abbreviation that are searched for the verb of a new sentence.
const SUBJECT_WORDS: usize = 3;

/// Tells whether a sentence that could end with an abbreviation does: it has a verb of its own, and what follows is a subject in
/// capitals with its verb. Example: `She joined Lumo Inc. Karl Roth is its founder`; not: `Lumo Inc. Chairman Karl Roth said`,
/// `He said the U.S. Senate voted`.
fn starts_anew(text: &str, start: usize, i: usize, after: usize, end: usize, before: &str) -> bool {
    let (first, mut to) = word_after(text, after, end);
    let lower = first.to_lowercase();
    let mut words = text[start..i].split(|c: char| !c.is_alphanumeric());
    let has_verb = words.any(|word| word.starts_with(char::is_lowercase) && is_verb(word));
    // `in the U.K. Anna Bell was`, `a Ph.D. Tom Hart does`: a small word before the abbreviation ends a phrase before a person.
    let phrase = text[start..i - before.len()].trim_end().rsplit(' ').next();
    let ends_phrase = phrase.is_some_and(|word| word.starts_with(char::is_lowercase));
    let is_person = language::is(&lower, WordClass::FirstName);
    let complete = has_verb || (ends_phrase && is_person);
    if !complete {
        return false;
    }
    let titled = language::is(&lower, WordClass::Title)
        || language::is(&lower, WordClass::BareTitle)
        || language::is(&lower, WordClass::RoleNoun)
        || language::is(&lower, WordClass::PersonNoun)
        || language::is(&lower, WordClass::BusinessTitle)
        || language::is(first, WordClass::TitleAbbreviation);
    // A country's abbreviation describes what stands behind it, unless that is a person.
    let describes = before.contains('.') && before.chars().all(|c| c == '.' || c.is_uppercase());
    // Nobody writes `the U.S. Mr. Hale`.
    let courtesy = describes && language::is(&lower, WordClass::CourtesyTitle);
    if !courtesy && (titled || (describes && !is_person)) {
        return false;
    }
    if courtesy && text[to..end].starts_with('.') {
        to += 1;
    }
    for _ in 0..SUBJECT_WORDS {
        if !text[to..end].starts_with(' ') {
            return false;
        }
        let (word, next) = word_after(text, to, end);
        if word.starts_with(char::is_lowercase) {
            return is_verb(word);
        }
        to = next;
    }
    false
}

/// Tells whether a sentence ends at the full stop at `i`. Its run of stops goes to `stops`, the marks that close it to `end`.
fn ends(text: &str, block: Span, start: usize, i: usize, stops: usize, end: usize) -> bool {
    let after = run(text, end, block.end, char::is_whitespace);
    let (word, word_end) = word_after(text, after, block.end);
    let Some(first) = text[after..block.end].chars().next() else {
        return true;
    };
    let quoted = opens(first);
    let begins = word.chars().next().unwrap_or(first);
    if begins.is_lowercase() {
        // After a closed quotation `she said` goes on; in all else a lower-case word does too.
        return false;
    }
    let mark = text[i..stops].chars().next().unwrap_or('.');
    if wide_stop(mark) {
        return true;
    }
    if mark != '.' || stops - i > 1 {
        // `"Really?" Smith asked.`
        if end > stops && matches!(mark, '!' | '?') {
            let (second, to) = word_after(text, word_end, block.end);
            let (third, _) = word_after(text, to, block.end);
            let pronoun = language::is(word, WordClass::OpeningPronoun);
            if !pronoun
                && !language::is(word, WordClass::SentenceOpener)
                && [second, third]
                    .iter()
                    .any(|w| language::is(w, WordClass::QuotationVerb))
            {
                return false;
            }
        }
        return true;
    }
    let before = word_before(text, start, i);
    if before.is_empty() {
        return true;
    }
    let starter = language::is(word, WordClass::SentenceOpener) || (quoted && end > stops);
    // `1. A list item`
    if before.chars().all(|c| c.is_ascii_digit())
        && trim(text, Span::new(start, i)).of(text) == before
        && before.len() <= 3
    {
        return false;
    }
    if end > stops && stops - i == 1 && text[stops..end].contains(['"', '”', '’', '\'', '»']) {
        // A stop inside a closing quote is the sentence's own.
        return true;
    }
    if language::is(before, WordClass::TitleAbbreviation) {
        return false;
    }
    // `Ana Ruiz (b. 1960)`
    if begins.is_ascii_digit() && language::is(before, WordClass::YearAbbreviation) {
        return false;
    }
    let mut letters = before.chars();
    if let (Some(c), None) = (letters.next(), letters.next())
        && c.is_uppercase()
    {
        // An initial: `John F. Kennedy`; `Plan B. The rest` ends. "I" is a word.
        return before == "I" || starter;
    }
    if before == "No" {
        return !begins.is_ascii_digit();
    }
    if language::is(before, WordClass::FinalAbbreviation) {
        if begins.is_ascii_digit() {
            return false;
        }
        return starter
            || quoted && !matches!(first, '(' | '[')
            || !quoted && starts_anew(text, start, i, after, block.end, before);
    }
    // J.R.R. and the like.
    if before.contains('.')
        && before
            .split('.')
            .all(|p| p.chars().count() == 1 && p.chars().all(char::is_alphabetic))
    {
        return starter || quoted;
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        split(&Document::plain("a", text))
            .iter()
            .map(|sentence| sentence.span.of(text))
            .collect()
    }

    #[test]
    fn an_abbreviation_ends_a_sentence_before_a_new_subject_and_verb() {
        assert_eq!(
            cut("She left Brightwell Ltd. Otto Lang runs it now. It began at 5 p.m. Lang spoke."),
            [
                "She left Brightwell Ltd.",
                "Otto Lang runs it now.",
                "It began at 5 p.m.",
                "Lang spoke."
            ]
        );
        for whole in [
            "He told Brightwell Ltd. Chairman Otto Lang to go.",
            "They said the U.S. Navy voted for it.",
            "They met U.S. Sen. Lang there.",
            "Brightwell Ltd. Otto Lang and others.",
            "Fans in the U.K. Otto Lang and others.",
        ] {
            assert_eq!(cut(whole), [whole]);
        }
    }

    #[test]
    fn a_person_and_a_verb_behind_a_phrase_open_a_sentence() {
        assert_eq!(
            cut(
                "They live in the U.K. Anna Bell was born there. She has a Ph.D. Tom Hart does not."
            ),
            [
                "They live in the U.K.",
                "Anna Bell was born there.",
                "She has a Ph.D.",
                "Tom Hart does not."
            ]
        );
    }

    #[test]
    fn a_courtesy_title_behind_a_country_opens_a_sentence() {
        assert_eq!(
            cut(
                "The firm is in the U.S. Mr. Lang left it. Dr. Lang is from the U.K. Dr Hart is not."
            ),
            [
                "The firm is in the U.S.",
                "Mr. Lang left it.",
                "Dr. Lang is from the U.K.",
                "Dr Hart is not."
            ]
        );
    }

    #[test]
    fn a_full_stop_ends_a_sentence_without_its_space() {
        assert_eq!(
            cut("It rained on Sunday.He stayed in.Neighbours came."),
            ["It rained on Sunday.", "He stayed in.", "Neighbours came."]
        );
        for whole in [
            "See example.Com or Node.JS for it.",
            "J.K. Hale of D.Hart wrote a.Smith@x.org today.",
            "He runs Booking.Com now.",
        ] {
            assert_eq!(cut(whole), [whole]);
        }
    }

    #[test]
    fn a_life_in_parentheses_is_no_end() {
        let text = "Ana Ruiz (b. 1960) sings. Tom Ruiz (d. 1990) sang.";
        assert_eq!(
            cut(text),
            ["Ana Ruiz (b. 1960) sings.", "Tom Ruiz (d. 1990) sang."]
        );
    }

    proptest! {
        #[test]
        fn sentences_cover_all_but_white_space_in_order(text in "(\\PC|Inc[.] |[.][A-Z]|\n){0,80}") {
            let document = Document::plain("a", &text);
            let mut end = 0;
            for sentence in split(&document) {
                let span = sentence.span;
                prop_assert!(span.start >= end && text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
                prop_assert!(text[end..span.start].chars().all(char::is_whitespace));
                prop_assert_eq!(span.of(&text).trim(), span.of(&text));
                end = span.end;
            }
            prop_assert!(text[end..].chars().all(char::is_whitespace));
        }
    }

    #[test]
    fn a_line_ends_a_sentence_but_where_its_clause_goes_on() {
        let text = "Farm news\nIt rained.\nMr Coates, of the committee,\nis worried.\nIt dried.\nHe left,\nShe stayed.";
        let found: Vec<&str> = split(&Document::plain("a", text))
            .iter()
            .map(|sentence| sentence.span.of(text))
            .collect();
        assert_eq!(
            found,
            [
                "Farm news",
                "It rained.",
                "Mr Coates, of the committee,\nis worried.",
                "It dried.",
                "He left,",
                "She stayed."
            ]
        );
    }
}
