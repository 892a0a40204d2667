//! A sentence of the page as the kinds of value ask it: cut into atoms ([`Grain::Atoms`](crate::text::Grain)), with lookups
//! that take any index.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::shared_signs::Signs;
use crate::document::Span;
use crate::language::{self, WordClass};
use crate::text::{Token, cut_atoms};

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

/// A sentence's tokens. Every lookup takes any index: past the end there are empty tokens of no kind, so
/// that scanners can look ahead without asking first.
#[derive(Clone, Copy)]
pub struct Tokens<'a> {
    tokens: &'a [Token<'a>],
    /// What the document means by signs that several countries share.
    pub signs: Signs,
}

impl<'a> Tokens<'a> {
    /// Takes the tokens of a sentence, and what its document means by shared signs.
    pub fn new(tokens: &'a [Token<'a>], signs: Signs) -> Self {
        Tokens { tokens, signs }
    }

    /// Cuts a text into tokens.
    #[cfg(test)]
    pub fn of(text: &str) -> Tokens<'static> {
        let mut tokens = Vec::new();
        cut_atoms(text.to_owned().leak(), 0, 0, &mut tokens);
        Tokens::new(tokens.leak(), Signs::default())
    }

    /// The number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token's text in lower case; empty past the end.
    pub fn lower(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| &t.lower)
    }

    /// The token's text as written; empty past the end.
    pub fn raw(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| t.text)
    }

    /// The lower-case text of the token `back` places before `i`; empty before the start.
    pub fn before(&self, i: usize, back: usize) -> &'a str {
        i.checked_sub(back).map_or("", |k| self.lower(k))
    }

    /// Tells whether the token reads `lower`, whatever its case.
    pub fn is(&self, i: usize, lower: &str) -> bool {
        self.lower(i) == lower
    }

    /// Tells whether the token reads as one of `any`, whatever its case.
    pub fn is_any(&self, i: usize, any: &[&str]) -> bool {
        i < self.len() && any.contains(&self.lower(i))
    }

    /// Tells whether the token in lower case is of a class.
    pub fn has(&self, i: usize, class: WordClass) -> bool {
        self.tokens.get(i).is_some_and(|t| t.is(class))
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
        let first = self.tokens.get(i)?.text.chars().next()?;
        Some(if first.is_ascii_digit() {
            Kind::Digits
        } else if first.is_alphabetic() {
            Kind::Word
        } else {
            Kind::Sign
        })
    }

    /// Tells whether the token is of letters.
    pub fn is_word(&self, i: usize) -> bool {
        self.kind(i) == Some(Kind::Word)
    }

    /// Tells whether token `i` follows the one before it without white space.
    pub fn glued(&self, i: usize) -> bool {
        let before = i.checked_sub(1).and_then(|k| self.tokens.get(k));
        before
            .zip(self.tokens.get(i))
            .is_some_and(|(before, token)| before.span.end == token.span.start)
    }

    /// Tells whether one character of white space stands before token `i`.
    pub fn spaced(&self, i: usize) -> bool {
        let before = i.checked_sub(1).and_then(|k| self.tokens.get(k));
        before
            .zip(self.tokens.get(i))
            .is_some_and(|(before, token)| {
                // A space is one byte, a no-break space two, a thin one three.
                (1..=3).contains(&(token.span.start - before.span.end))
            })
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

    /// Tells whether the token begins with a capital.
    pub fn capitalised(&self, i: usize) -> bool {
        self.raw(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// Tells whether the token is a hyphen, a dash or a minus.
    pub fn dash(&self, i: usize) -> bool {
        matches!(self.raw(i), "-" | "‐" | "‑" | "–" | "—" | "−")
    }

    /// Tells whether the token is an apostrophe, straight or curly.
    pub fn apostrophe(&self, i: usize) -> bool {
        matches!(self.raw(i), "'" | "’" | "‘" | "ʼ" | "`")
    }

    /// The next index after an optional hyphen.
    pub fn skip_dash(&self, i: usize) -> usize {
        if self.dash(i) { i + 1 } else { i }
    }

    /// The span that the tokens cover in the text of their part; empty where there are none.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        match (
            self.tokens.get(tokens.start),
            tokens.end.checked_sub(1).and_then(|k| self.tokens.get(k)),
        ) {
            (Some(first), Some(last)) if first.span.start <= last.span.end => {
                Span::new(first.span.start, last.span.end)
            }
            _ => Span::default(),
        }
    }

    /// The first token that starts at or after a byte of the text.
    pub fn at_byte(&self, byte: usize) -> usize {
        self.tokens.partition_point(|t| t.span.start < byte)
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
            let mut tokens = Vec::new();
            cut_atoms(text, 0, 0, &mut tokens);
            let pieces: Vec<&str> = tokens.iter().map(|token| token.text).collect();
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
        WordClass::CountryEvidence,
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
    fn any_index_may_be_asked() {
        let t = Tokens::of("A$20, the 1990s 18.11");
        assert!(t.glued(6) && !t.glued(5) && !t.glued(0) && !t.glued(99));
        assert_eq!((t.before(0, 1), t.lower(99), t.kind(99)), ("", "", None));
        assert_eq!(t.span(5..7), Span::new(10, 15));
        assert_eq!(t.span(50..70), Span::default());
    }

    #[test]
    fn the_longest_phrase_is_read_in_any_case() {
        let t = Tokens::of("New Year’s Eve, a nautical mile");
        assert_eq!(t.phrase(0, WordClass::Holiday), Some(("12-31", 5)));
        assert_eq!(t.phrase(7, WordClass::Unit), Some(("nmi", 9)));
        assert_eq!(t.phrase(1, WordClass::Holiday), None);
    }
}
