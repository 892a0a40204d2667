//! A sentence cut into words, runs of digits and single signs, as the scanners read it.

use std::ops::Range;

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
                }),
            }
            glued = true;
        }
        Tokens {
            text,
            lower: text.to_ascii_lowercase(),
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
