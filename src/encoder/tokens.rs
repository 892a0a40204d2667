//! Text to words and word pieces.
//!
//! A *word* is what the model's pre-tokenizer makes: for BERT a run of letters and digits, or one punctuation mark. Labels
//! are given to words, so a name never ends inside one. `scripts/train/words.py` does the same for training.

use std::path::Path;

use tokenizers::Tokenizer;

use crate::document::Span;

/// A sentence as word pieces, without the special pieces that open and close a sequence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pieces {
    pub ids: Vec<u32>,
    /// Token type of each piece; empty where the model has none of its own.
    pub types: Vec<u8>,
    pub words: Vec<Word>,
}

/// A word: its bytes in the sentence's text, and its pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    pub span: Span,
    pub first: usize,
    pub end: usize,
}

impl Pieces {
    /// The words that `span` (bytes in the sentence) touches, as a range of word numbers.
    pub fn words_of(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.words.partition_point(|w| w.span.end <= span.start);
        let end = self.words.partition_point(|w| w.span.start < span.end);
        first..end.max(first)
    }

    /// The pieces that `span` touches; `None` where it touches no word.
    pub fn pieces_of(&self, span: Span) -> Option<std::ops::Range<usize>> {
        let words = self.words_of(span);
        if words.is_empty() {
            return None;
        }
        Some(self.words[words.start].first..self.words[words.end - 1].end)
    }
}

/// The four token types by which an uncased model is told a word's case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Case {
    None = 0,
    Initial = 1,
    Capitals = 2,
    Mixed = 3,
}

impl Case {
    pub fn of(word: &str) -> Case {
        let mut letters = 0;
        let mut upper = 0;
        let mut first_upper = false;
        for c in word.chars().filter(|c| c.is_alphabetic()) {
            if c.is_uppercase() {
                upper += 1;
                first_upper |= letters == 0;
            }
            letters += 1;
        }
        match upper {
            0 => Case::None,
            1 if first_upper => Case::Initial,
            n if n == letters => Case::Capitals,
            _ => Case::Mixed,
        }
    }
}

/// A model's tokenizer: fast, with offsets.
#[derive(Clone)]
pub struct Tokens {
    tokenizer: Tokenizer,
    case_as_type: bool,
    /// Pieces that open and close a sequence.
    pub open: Vec<u32>,
    /// Ids that stand after a sentence.
    pub close: Vec<u32>,
    /// The id that fills a batch up.
    pub pad: u32,
}

impl Tokens {
    /// Reads `tokenizer.json` (or, for BERT models that lack one, `vocab.txt`) of a model folder.
    ///
    /// # Errors
    /// Where neither is there or it cannot be read.
    pub fn load(folder: &Path, case_as_type: bool) -> anyhow::Result<Self> {
        let file = folder.join("tokenizer.json");
        let mut tokenizer = Tokenizer::from_file(&file).map_err(|e| {
            anyhow::anyhow!("{}: not a tokenizer that can be read: {e}", file.display())
        })?;
        tokenizer.with_padding(None);
        tokenizer
            .with_truncation(None)
            .map_err(|e| anyhow::anyhow!("{}: {e}", file.display()))?;
        // What the tokenizer puts around a sequence shows when it encodes one word.
        let one = tokenizer
            .encode("a", true)
            .map_err(|e| anyhow::anyhow!("{}: {e}", file.display()))?;
        let special = one.get_special_tokens_mask();
        let lead = special.iter().take_while(|s| **s == 1).count();
        let tail = special.iter().rev().take_while(|s| **s == 1).count();
        let ids = one.get_ids();
        let pad = ["[PAD]", "<pad>"]
            .iter()
            .find_map(|t| tokenizer.token_to_id(t))
            .unwrap_or(0);
        Ok(Tokens {
            case_as_type,
            open: ids[..lead].to_vec(),
            close: ids[ids.len() - tail..].to_vec(),
            pad,
            tokenizer,
        })
    }

    /// The greatest id that the tokenizer may give.
    pub fn greatest_id(&self) -> u32 {
        self.tokenizer
            .get_vocab(true)
            .into_values()
            .max()
            .unwrap_or(0)
    }

    /// The pieces of one sentence, of any length.
    ///
    /// # Errors
    /// Where the tokenizer refuses the text (a vocabulary without an unknown piece).
    pub fn encode(&self, text: &str) -> anyhow::Result<Pieces> {
        let encoding = self
            .tokenizer
            .encode(text, false)
            .map_err(|e| anyhow::anyhow!("the tokenizer failed on {text:?}: {e}"))?;
        let mut pieces = Pieces {
            ids: encoding.get_ids().to_vec(),
            ..Pieces::default()
        };
        let mut last = None;
        for (i, (word, (start, end))) in encoding
            .get_word_ids()
            .iter()
            .zip(encoding.get_offsets())
            .enumerate()
        {
            // A piece without a word (an odd vocabulary's) is a word of its own.
            if last.is_none() || word.is_none() || *word != last {
                let (start, end) = trimmed(text, *start, *end);
                pieces.words.push(Word {
                    span: Span::new(start, end),
                    first: i,
                    end: i + 1,
                });
            } else if let Some(word) = pieces.words.last_mut() {
                word.span.end = (*end).max(word.span.end);
                word.end = i + 1;
            }
            last = *word;
        }
        if self.case_as_type {
            pieces.types = vec![0; pieces.ids.len()];
            for word in &pieces.words {
                let case = Case::of(word.span.of(text)) as u8;
                pieces.types[word.first..word.end].fill(case);
            }
        }
        Ok(pieces)
    }
}

/// Some byte-level tokenizers count the space before a word as its first byte.
fn trimmed(text: &str, start: usize, end: usize) -> (usize, usize) {
    let word = &text[start..end];
    let cut = word.len() - word.trim_start().len();
    if cut < word.len() {
        (start + cut, end)
    } else {
        (start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_told_by_the_letters_alone() {
        for (word, case) in [
            ("word", Case::None),
            ("42", Case::None),
            ("Word", Case::Initial),
            ("A", Case::Initial),
            ("NATO", Case::Capitals),
            ("McDonald", Case::Mixed),
            ("iPhone", Case::Mixed),
            ("Élan", Case::Initial),
            ("ÉLAN", Case::Capitals),
        ] {
            assert_eq!(Case::of(word), case, "{word}");
        }
    }
}
