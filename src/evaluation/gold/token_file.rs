//! Token files in the BIO scheme: `word TAB tag`, a blank line between sentences.

use super::GoldError;
use crate::document::{EntityType, Span};
use crate::schema;

/// A sentence of the file: its words joined by single spaces, and its names. A name of a type that has no place among the four
/// (`art`, `algorithm`, a date) is `None`: what is found there is not counted.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldSentence {
    pub text: String,
    /// Byte spans of the words.
    pub words: Vec<Span>,
    pub names: Vec<(Span, Option<EntityType>)>,
}

/// What a line begins with that opens a document.
const DOCUMENT: &str = "-DOCSTART-";

/// Reads a token file.
///
/// # Errors
/// A line without a tab or a tag that is no BIO tag.
pub fn read(text: &str) -> Result<Vec<GoldSentence>, GoldError> {
    let mut out = Vec::new();
    let mut words: Vec<(&str, &str)> = Vec::new();
    for (n, line) in text.lines().chain([""]).enumerate() {
        if line.trim().is_empty() || line.starts_with(DOCUMENT) {
            if !words.is_empty() {
                out.push(sentence(&words));
                words.clear();
            }
            continue;
        }
        let Some((word, tag)) = line.rsplit_once('\t') else {
            return Err(GoldError::new(n, "no tab between a word and its tag"));
        };
        if tag != "O" && !tag.starts_with("B-") && !tag.starts_with("I-") {
            return Err(GoldError::new(n, format!("`{tag}` is no BIO tag")));
        }
        words.push((word, tag));
    }
    Ok(out)
}

fn sentence(words: &[(&str, &str)]) -> GoldSentence {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut names: Vec<(Span, Option<EntityType>)> = Vec::new();
    let mut open: Option<&str> = None;
    for (word, tag) in words {
        if !text.is_empty() {
            text.push(' ');
        }
        let span = Span::new(text.len(), text.len() + word.len());
        text.push_str(word);
        spans.push(span);
        match tag.split_once('-') {
            None => open = None,
            Some((prefix, label)) => {
                match names.last_mut() {
                    Some((name, _)) if prefix == "I" && open == Some(label) => name.end = span.end,
                    _ => names.push((span, schema::name_type(label))),
                }
                open = Some(label);
            }
        }
    }
    GoldSentence {
        text,
        words: spans,
        names,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_file_becomes_sentences_with_names() {
        let gold = read(
            "-DOCSTART-\tone.txt\n\nAda\tB-PER\nLovelace\tI-PER\nin\tO\nParis\tB-geo\n\nHi\tO\n",
        )
        .unwrap();
        assert_eq!(gold.len(), 2);
        assert_eq!(gold[0].text, "Ada Lovelace in Paris");
        assert_eq!(
            gold[0].names,
            [
                (Span::new(0, 12), Some(EntityType::Per)),
                (Span::new(16, 21), Some(EntityType::Loc))
            ]
        );
    }

    #[test]
    fn a_line_without_a_tab_is_an_error_that_names_it() {
        assert_eq!(read("Ada\tO\nLovelace\n").unwrap_err().line, 2);
    }
}
