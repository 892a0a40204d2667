//! Words and punctuation of a document, with what the sieves ask of them.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::document::{Document, Mention, Part, Quotation, Sentence, Span};

/// A word, a clitic (`'s`), an `@handle` or one punctuation character.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    pub span: Span,
    pub text: &'a str,
    pub lower: Cow<'a, str>,
    pub sentence: usize,
    /// The quotation that it stands in.
    pub quotation: Option<usize>,
    /// The name mention that it belongs to.
    pub name: Option<usize>,
}

impl Token<'_> {
    pub fn is_word(&self) -> bool {
        self.text.starts_with(|c: char| c.is_alphanumeric())
    }

    pub fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    pub fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    pub fn is_possessive_mark(&self) -> bool {
        matches!(&*self.lower, "'s" | "’s" | "'" | "’")
    }
}

/// A document cut into tokens, in text order, the title's first.
pub(super) struct Tokens<'a> {
    pub all: Vec<Token<'a>>,
    /// Of each sentence.
    pub sentences: Vec<Range<usize>>,
    /// Of each sentence.
    pub parts: Vec<Part>,
    /// Of each sentence.
    pub paragraphs: Vec<usize>,
}

impl<'a> Tokens<'a> {
    pub fn new(
        document: &'a Document,
        sentences: &[Sentence],
        names: &[Mention],
        quotations: &[Quotation],
    ) -> Self {
        let mut all = Vec::new();
        let mut ranges = Vec::with_capacity(sentences.len());
        for (index, sentence) in sentences.iter().enumerate() {
            let first = all.len();
            if let Some(text) = document
                .part(sentence.part)
                .get(sentence.span.start..sentence.span.end)
            {
                tokenize(text, sentence.span.start, index, &mut all);
            }
            ranges.push(first..all.len());
        }
        let parts: Vec<Part> = sentences.iter().map(|sentence| sentence.part).collect();
        let paragraphs = sentences
            .iter()
            .map(|sentence| sentence.paragraph)
            .collect();
        let mut tokens = Tokens {
            all,
            sentences: ranges,
            parts,
            paragraphs,
        };
        for (index, quotation) in quotations.iter().enumerate() {
            for i in tokens.range(quotation.part, quotation.span) {
                tokens.all[i].quotation = Some(index);
            }
        }
        for (index, mention) in names.iter().enumerate() {
            let Some(&part) = tokens.parts.get(mention.sentence) else {
                continue;
            };
            for i in tokens.range(part, mention.span) {
                tokens.all[i].name.get_or_insert(index);
            }
        }
        tokens
    }

    /// True for the first sentence of a paragraph.
    pub fn opens_paragraph(&self, sentence: usize) -> bool {
        sentence == 0 || self.paragraphs[sentence - 1] != self.paragraphs[sentence]
    }

    /// The tokens that overlap a span of a part.
    pub fn range(&self, part: Part, span: Span) -> Range<usize> {
        let start = self.all.partition_point(|token| {
            (self.parts[token.sentence], token.span.end) <= (part, span.start)
        });
        let end = self.all.partition_point(|token| {
            (self.parts[token.sentence], token.span.start) < (part, span.end)
        });
        start..end.max(start)
    }

    /// The token `offset` places from `at`, if it is in the same sentence.
    pub fn near(&self, at: usize, offset: isize) -> Option<&Token<'a>> {
        let index = at.checked_add_signed(offset)?;
        let token = self.all.get(index)?;
        (token.sentence == self.all.get(at)?.sentence).then_some(token)
    }
}

fn tokenize<'a>(text: &'a str, base: usize, sentence: usize, out: &mut Vec<Token<'a>>) {
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
        let word = &text[start..at];
        let lower = if word
            .bytes()
            .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
        {
            Cow::Borrowed(word)
        } else {
            Cow::Owned(word.to_lowercase())
        };
        out.push(Token {
            span: Span::new(base + start, base + at),
            text: word,
            lower,
            sentence,
            quotation: None,
            name: None,
        });
    }
}

/// The length of the clitic that a text starts with: `'s`, `'ll`.
fn clitic(text: &str) -> Option<usize> {
    let mark = text.chars().next().filter(|c| matches!(c, '\'' | '’'))?;
    let rest = &text[mark.len_utf8()..];
    let end = rest
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(rest.len());
    let word = &rest[..end];
    ["s", "m", "d", "t", "re", "ll", "ve"]
        .iter()
        .any(|clitic| word.eq_ignore_ascii_case(clitic))
        .then_some(mark.len_utf8() + end)
}

/// A word without accents, in lower case, without full stops and apostrophes.
pub(super) fn fold(word: &str) -> String {
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
