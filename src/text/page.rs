//! The page: a document cut into sentences and tokens, each token with what the shelf says of its word.
//!
//! A stage makes a page of the document, marks on it what earlier stages found (quotations, names), and asks the tokens.
//! The classes of a word ([`crate::language`]) are looked up once, when the token is made.
//!
//! ```ignore
//! let page = Page::new(&document, &sentences, Grain::Words).with_names(&names);
//! if page.near(at, -1).is_some_and(|before| before.is(WordClass::Preposition)) { /* ... */ }
//! ```

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::document::{Document, Mention, Part, Quotation, Sentence, Span};
use crate::language::nouns::Noun;
use crate::language::{self, Classes, WordClass};

/// How finely a page is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grain {
    /// Words (`half-brother`, `U.S.`), clitics (`'s`), `@handles` and single punctuation characters.
    Words,
    /// Runs of letters, runs of ASCII digits, and single characters of anything else but white space.
    Atoms,
}

/// A word or a punctuation character of a page.
#[derive(Clone, Debug)]
pub(crate) struct Token<'a> {
    /// In bytes of the sentence's part.
    pub span: Span,
    pub text: &'a str,
    /// In lower case.
    pub lower: Cow<'a, str>,
    /// What the shelf says of `lower`.
    pub classes: Classes,
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of the quotation that it stands in.
    pub quotation: Option<usize>,
    /// Index of the name mention that it belongs to.
    pub name: Option<usize>,
}

impl<'a> Token<'a> {
    fn new(text: &'a str, start: usize, sentence: usize) -> Self {
        let lower = if text
            .bytes()
            .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
        {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(text.to_lowercase())
        };
        Token {
            span: Span::new(start, start + text.len()),
            text,
            classes: language::classes(&lower),
            lower,
            sentence,
            quotation: None,
            name: None,
        }
    }

    /// Tells whether the word is of a class, whatever its case.
    pub fn is(&self, class: WordClass) -> bool {
        self.classes.has(class)
    }

    /// Tells whether the word is of any of several classes: `token.is_any(WordClass::Preposition | WordClass::Conjunction)`.
    pub fn is_any(&self, classes: Classes) -> bool {
        self.classes.has_any(classes)
    }

    /// Tells whether the token reads as `word`, which is in lower case.
    pub fn reads(&self, word: &str) -> bool {
        self.lower == word
    }

    /// Tells whether the token starts with a letter or a digit.
    pub fn is_word(&self) -> bool {
        self.text.starts_with(|c: char| c.is_alphanumeric())
    }

    /// Tells whether the token starts with a capital.
    pub fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Tells whether the word looks like a finite verb: an auxiliary, a common irregular past, a form in `-ed`, a verb of saying.
    pub fn is_finite_verb(&self) -> bool {
        let regular = self.lower.len() > 4
            && self.lower.ends_with("ed")
            && self.lower.is_ascii()
            && !self.is(WordClass::NotPast);
        regular
            || self
                .is_any(WordClass::FiniteVerb | WordClass::IrregularPast | WordClass::ReportingVerb)
    }

    /// Returns what the word names, if it is a common noun of the shelf.
    pub fn noun(&self) -> Option<Noun> {
        Noun::of(&self.lower)
    }

    /// Tells whether the token is the mark of a possessive: `'s`, `'`.
    pub fn is_possessive_mark(&self) -> bool {
        matches!(&*self.lower, "'s" | "’s" | "'" | "’")
    }
}

/// A document cut into tokens, in text order, the title's first.
pub(crate) struct Page<'a> {
    pub document: &'a Document,
    pub tokens: Vec<Token<'a>>,
    /// Of each sentence its tokens.
    pub sentences: Vec<Range<usize>>,
    /// Of each sentence.
    pub parts: Vec<Part>,
    /// Of each sentence.
    pub paragraphs: Vec<usize>,
}

impl<'a> Page<'a> {
    /// Cuts the sentences of a document into tokens.
    pub fn new(document: &'a Document, sentences: &[Sentence], grain: Grain) -> Self {
        let mut tokens = Vec::new();
        let mut ranges = Vec::with_capacity(sentences.len());
        for (index, sentence) in sentences.iter().enumerate() {
            let first = tokens.len();
            if let Some(text) = document
                .part(sentence.part)
                .get(sentence.span.start..sentence.span.end)
            {
                match grain {
                    Grain::Words => cut_words(text, sentence.span.start, index, &mut tokens),
                    Grain::Atoms => cut_atoms(text, sentence.span.start, index, &mut tokens),
                }
            }
            ranges.push(first..tokens.len());
        }
        Page {
            document,
            tokens,
            sentences: ranges,
            parts: sentences.iter().map(|sentence| sentence.part).collect(),
            paragraphs: sentences
                .iter()
                .map(|sentence| sentence.paragraph)
                .collect(),
        }
    }

    /// Marks the tokens that stand in a quotation.
    pub fn with_quotations(mut self, quotations: &[Quotation]) -> Self {
        for (index, quotation) in quotations.iter().enumerate() {
            for i in self.range(quotation.part, quotation.span) {
                self.tokens[i].quotation = Some(index);
            }
        }
        self
    }

    /// Marks the tokens that belong to a name. Of names that overlap the first has the token.
    pub fn with_names(mut self, names: &[Mention]) -> Self {
        for (index, mention) in names.iter().enumerate() {
            let Some(&part) = self.parts.get(mention.sentence) else {
                continue;
            };
            for i in self.range(part, mention.span) {
                self.tokens[i].name.get_or_insert(index);
            }
        }
        self
    }

    /// Tells whether a sentence is the first of its paragraph.
    pub fn opens_paragraph(&self, sentence: usize) -> bool {
        sentence == 0 || self.paragraphs[sentence - 1] != self.paragraphs[sentence]
    }

    /// Returns the tokens that overlap a span of a part.
    pub fn range(&self, part: Part, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| {
            (self.parts[token.sentence], token.span.end) <= (part, span.start)
        });
        let end = self.tokens.partition_point(|token| {
            (self.parts[token.sentence], token.span.start) < (part, span.end)
        });
        start..end.max(start)
    }

    /// Returns the token `offset` places from `at`, if it is in the same sentence.
    pub fn near(&self, at: usize, offset: isize) -> Option<&Token<'a>> {
        let index = at.checked_add_signed(offset)?;
        let token = self.tokens.get(index)?;
        (token.sentence == self.tokens.get(at)?.sentence).then_some(token)
    }
}

/// Cuts a sentence that starts at `base` into tokens of [`Grain::Words`].
fn cut_words<'a>(text: &'a str, base: usize, sentence: usize, out: &mut Vec<Token<'a>>) {
    let bytes_at = |at: usize| text[at..].chars().next();
    let mut at = 0;
    while let Some(c) = bytes_at(at) {
        let start = at;
        at += c.len_utf8();
        if c.is_whitespace() {
            continue;
        }
        if c == '@' || c == '#' {
            while let Some(next) = bytes_at(at).filter(|n| n.is_alphanumeric() || *n == '_') {
                at += next.len_utf8();
            }
        } else if c.is_alphanumeric() {
            let mut letters = 1;
            while let Some(next) = bytes_at(at) {
                if next.is_alphanumeric() || is_combining_mark(next) || next == '_' {
                    at += next.len_utf8();
                    letters += 1;
                    continue;
                }
                let after = at + next.len_utf8();
                let joined = bytes_at(after).is_some_and(char::is_alphanumeric);
                let keep = match next {
                    '-' | '‐' | '‑' => joined,
                    '\'' | '’' => joined && clitic(&text[at..]).is_none() && letters <= 3,
                    // U.S., J.K.
                    '.' => {
                        letters == 1
                            && (joined || text[start..at].contains('.'))
                            && bytes_at(start).is_some_and(char::is_uppercase)
                    }
                    '&' => joined && bytes_at(start).is_some_and(char::is_uppercase),
                    _ => false,
                };
                if !keep {
                    break;
                }
                at = after;
                letters = 0;
            }
        } else if (c == '\'' || c == '’')
            && start > 0
            && let Some(length) = clitic(&text[start..])
        {
            at = start + length;
        }
        out.push(Token::new(&text[start..at], base + start, sentence));
    }
}

/// Cuts a sentence that starts at `base` into tokens of [`Grain::Atoms`].
pub(crate) fn cut_atoms<'a>(text: &'a str, base: usize, sentence: usize, out: &mut Vec<Token<'a>>) {
    let kind = |c: char| match c {
        c if c.is_ascii_digit() => 1,
        c if c.is_alphabetic() => 2,
        _ => 0,
    };
    let mut characters = text.char_indices().peekable();
    while let Some((start, c)) = characters.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(_, next)) = characters.peek()
            && kind(c) != 0
            && kind(next) == kind(c)
        {
            end += next.len_utf8();
            characters.next();
        }
        out.push(Token::new(&text[start..end], base + start, sentence));
    }
}

/// Returns the length of the clitic that a text starts with: `'s`, `'ll`.
fn clitic(text: &str) -> Option<usize> {
    let mark = text.chars().next().filter(|c| matches!(c, '\'' | '’'))?;
    let rest = &text[mark.len_utf8()..];
    let end = rest
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(rest.len());
    let word = &rest[..end];
    language::is(&word.to_ascii_lowercase(), WordClass::Clitic).then_some(mark.len_utf8() + end)
}

/// Returns a word without accents, in lower case, without full stops and apostrophes.
pub(crate) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word
            .bytes()
            .filter(|b| !matches!(b, b'.' | b'\''))
            .map(|b| b.to_ascii_lowercase() as char)
            .collect();
    }
    word.nfd()
        .filter(|c| !is_combining_mark(*c) && !matches!(c, '.' | '\'' | '’'))
        .flat_map(char::to_lowercase)
        .fold(String::new(), |mut out, c| {
            match c {
                'ł' => out.push('l'),
                'ø' => out.push('o'),
                'đ' | 'ð' => out.push('d'),
                'ı' => out.push('i'),
                'ß' => out.push_str("ss"),
                'æ' => out.push_str("ae"),
                'œ' => out.push_str("oe"),
                'þ' => out.push_str("th"),
                c => out.push(c),
            }
            out
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, grain: Grain) -> Vec<String> {
        let document = Document::plain("test", text);
        let sentences = crate::text::split(&document);
        let page = Page::new(&document, &sentences, grain);
        page.tokens.iter().map(|t| t.text.to_string()).collect()
    }

    #[test]
    fn words_keep_hyphens_and_initials_and_leave_clitics() {
        assert_eq!(
            cut(
                "Anna's half-sister doesn't like the U.S. navy, @norrby.",
                Grain::Words
            ),
            [
                "Anna",
                "'s",
                "half-sister",
                "doesn",
                "'t",
                "like",
                "the",
                "U.S.",
                "navy",
                ",",
                "@norrby",
                "."
            ]
        );
    }

    #[test]
    fn atoms_are_letters_digits_and_signs() {
        assert_eq!(
            cut("A$20, the 1990s 18.11", Grain::Atoms),
            ["A", "$", "20", ",", "the", "1990", "s", "18", ".", "11"]
        );
    }

    #[test]
    fn every_token_is_its_span_of_the_text() {
        for grain in [Grain::Words, Grain::Atoms] {
            let text = "«Été», said Zoë O’Hara-Ngũgĩ (b. 1960).  I'll pay €1,5m!";
            let document = Document::plain("test", text);
            let sentences = crate::text::split(&document);
            let page = Page::new(&document, &sentences, grain);
            let letters = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let joined: String = page.tokens.iter().map(|t| t.span.of(text)).collect();
            assert_eq!(joined, letters(text));
            assert!(page.tokens.iter().all(|t| t.span.of(text) == t.text));
        }
    }
}
