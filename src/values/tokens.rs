//! A sentence cut into words, runs of digits and single signs, as the scanners read it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::language::{self, Classes, WordClass};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters.
    Word,
    /// ASCII digits.
    Digits,
    /// One character of anything else but white space.
    Sign,
}

/// A token; `start..end` are bytes of the sentence.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    /// No white space stands between the token and the one before it.
    pub glued: bool,
    /// The classes of the token in lower case.
    pub classes: Classes,
}

/// A sentence's tokens. Every lookup takes any index: past the end there are empty tokens of no kind, so
/// that scanners can look ahead without asking first.
pub struct Tokens<'a> {
    text: &'a str,
    /// `text` in ASCII lower case, which keeps the byte offsets.
    lower: String,
    tokens: Vec<Token>,
    /// What a bare `$` means here.
    pub dollar: &'static str,
}

impl<'a> Tokens<'a> {
    /// Cuts a sentence into tokens.
    pub fn new(text: &'a str) -> Self {
        let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 4);
        let mut glued = false;
        for (at, c) in text.char_indices() {
            if c.is_whitespace() {
                glued = false;
                continue;
            }
            let end = at + c.len_utf8();
            let kind = if c.is_ascii_digit() {
                Kind::Digits
            } else if c.is_alphabetic() {
                Kind::Word
            } else {
                Kind::Sign
            };
            match tokens.last_mut() {
                Some(last) if glued && last.kind == kind && kind != Kind::Sign => last.end = end,
                _ => tokens.push(Token {
                    start: at,
                    end,
                    kind,
                    glued,
                    classes: Classes::default(),
                }),
            }
            glued = true;
        }
        let lower = text.to_ascii_lowercase();
        for token in &mut tokens {
            token.classes = language::classes(&lower[token.start..token.end]);
        }
        Tokens {
            text,
            lower,
            tokens,
            dollar: "USD",
        }
    }

    /// The same, where a bare `$` is another dollar than the US one.
    pub fn with_dollar(self, dollar: &'static str) -> Self {
        Tokens { dollar, ..self }
    }

    /// The number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token's text in ASCII lower case; empty past the end.
    pub fn lower(&self, i: usize) -> &str {
        self.tokens
            .get(i)
            .map_or("", |t| &self.lower[t.start..t.end])
    }

    /// The token's text as written; empty past the end.
    pub fn raw(&self, i: usize) -> &'a str {
        self.tokens
            .get(i)
            .map_or("", |t| &self.text[t.start..t.end])
    }

    /// The lower-case text of the token `back` places before `i`; empty before the start.
    pub fn before(&self, i: usize, back: usize) -> &str {
        i.checked_sub(back).map_or("", |k| self.lower(k))
    }

    /// True where the token reads `lower` but for its case.
    pub fn is(&self, i: usize, lower: &str) -> bool {
        self.lower(i) == lower
    }

    /// True where the token reads as one of `any` but for its case.
    pub fn is_any(&self, i: usize, any: &[&str]) -> bool {
        i < self.len() && any.contains(&self.lower(i))
    }

    /// Tells whether the token in lower case is of a class.
    pub fn has(&self, i: usize, class: WordClass) -> bool {
        self.tokens.get(i).is_some_and(|t| t.classes.has(class))
    }

    /// Tells whether the token `back` places before `i` is of a class.
    pub fn before_has(&self, i: usize, back: usize, class: WordClass) -> bool {
        i.checked_sub(back).is_some_and(|k| self.has(k, class))
    }

    /// Returns the value that a class carries for the token in lower case.
    pub fn value(&self, i: usize, class: WordClass) -> Option<&'static str> {
        (self.has(i, class)).then(|| language::value(self.lower(i), class))?
    }

    /// Returns the value of the longest phrase of a class in [`PHRASES`] that starts at token `i`, in whatever case, and the
    /// token after it.
    pub fn phrase(&self, i: usize, class: WordClass) -> Option<(&'static str, usize)> {
        self.phrase_by(i, class, |k| self.lower(k))
    }

    /// The same, written exactly as the shelf has it.
    pub fn exact_phrase(&self, i: usize, class: WordClass) -> Option<(&'static str, usize)> {
        self.phrase_by(i, class, |k| self.raw(k))
    }

    fn phrase_by<'t>(
        &self,
        i: usize,
        class: WordClass,
        read: impl Fn(usize) -> &'t str,
    ) -> Option<(&'static str, usize)> {
        let phrases = PHRASES.get(&class)?.get(read(i))?;
        let matches = |(k, piece): (usize, &&str)| match *piece {
            "-" => self.dash(i + k),
            "'" => self.apostrophe(i + k),
            piece => read(i + k) == piece,
        };
        phrases
            .iter()
            .find(|phrase| phrase.pieces.iter().enumerate().all(matches))
            .map(|phrase| (phrase.value, i + phrase.pieces.len()))
    }

    /// What the token is made of; `None` past the end.
    pub fn kind(&self, i: usize) -> Option<Kind> {
        self.tokens.get(i).map(|t| t.kind)
    }

    /// True of letters.
    pub fn is_word(&self, i: usize) -> bool {
        self.kind(i) == Some(Kind::Word)
    }

    /// True where `i` is a token that follows the one before it without white space.
    pub fn glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.glued)
    }

    /// The digits at `i`.
    pub fn digits(&self, i: usize) -> Option<&'a str> {
        (self.kind(i) == Some(Kind::Digits)).then(|| self.raw(i))
    }

    /// The run of at most `most` digits at `i`, as a number.
    pub fn int(&self, i: usize, most: usize) -> Option<u32> {
        self.digits(i)
            .filter(|d| d.len() <= most.min(9))
            .and_then(|d| d.parse().ok())
    }

    /// True where the token begins with a capital.
    pub fn capitalised(&self, i: usize) -> bool {
        self.raw(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// True of a hyphen, dash or minus.
    pub fn dash(&self, i: usize) -> bool {
        matches!(self.raw(i), "-" | "‐" | "‑" | "–" | "—" | "−")
    }

    /// True of an apostrophe, straight or curly.
    pub fn apostrophe(&self, i: usize) -> bool {
        matches!(self.raw(i), "'" | "’" | "‘" | "ʼ" | "`")
    }

    /// The next index after an optional hyphen.
    pub fn skip_dash(&self, i: usize) -> usize {
        if self.dash(i) { i + 1 } else { i }
    }

    /// Bytes of the sentence that the tokens cover; empty where there are none.
    pub fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        match (
            self.tokens.get(tokens.start),
            tokens.end.checked_sub(1).and_then(|k| self.tokens.get(k)),
        ) {
            (Some(first), Some(last)) if first.start <= last.end => first.start..last.end,
            _ => 0..0,
        }
    }

    /// The first token that starts at or after a byte of the sentence.
    pub fn at_byte(&self, byte: usize) -> usize {
        self.tokens.partition_point(|t| t.start < byte)
    }
}

/// A phrase of the shelf, cut into tokens.
struct Phrase {
    pieces: Vec<&'static str>,
    value: &'static str,
}

/// The phrases of the classes that hold some of several tokens, by their first token, the longest first.
static PHRASES: LazyLock<HashMap<WordClass, HashMap<&str, Vec<Phrase>>>> = LazyLock::new(|| {
    let index = |class: WordClass| {
        let mut phrases: HashMap<&str, Vec<Phrase>> = HashMap::new();
        for text in language::words(class) {
            let tokens = Tokens::new(text);
            let pieces: Vec<&str> = (0..tokens.len()).map(|i| tokens.raw(i)).collect();
            if let Some(first) = pieces.first() {
                let value = language::value(text, class).unwrap_or_default();
                phrases
                    .entry(first)
                    .or_default()
                    .push(Phrase { pieces, value });
            }
        }
        for phrases in phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.pieces.len()));
        }
        phrases
    };
    [
        WordClass::Holiday,
        WordClass::CurrencyNation,
        WordClass::Unit,
        WordClass::Era,
    ]
    .into_iter()
    .map(|class| (class, index(class)))
    .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_digits_and_signs_come_apart() {
        let t = Tokens::new("A$20, the 1990s 18.11");
        let raw: Vec<_> = (0..t.len()).map(|i| t.raw(i)).collect();
        assert_eq!(
            raw,
            ["A", "$", "20", ",", "the", "1990", "s", "18", ".", "11"]
        );
        assert!(t.glued(6) && !t.glued(5) && !t.glued(99));
        assert_eq!(t.before(0, 1), "");
        assert_eq!(t.bytes(5..7), 10..15);
    }
}
