//! Named entities: the scores of a sentence's words to name mentions.
//!
//! [`Decoder`] finds the names of each sentence, [`agree`](mod@agree) adds what a document says of its own names, and the
//! [`rules`] rewrite the names by the words in and around them.

mod agree;
pub(crate) mod countries;
mod decoder;
mod rules;

use crate::document::{Document, Mention, Rule, Sentence};
use crate::encoder::{Emissions, Pieces};

pub use decoder::{Decoder, NameSpan};
use rules::{Draft, Words};

/// What `explain.csv` says of a name that the document's other sentences found.
const AGREEMENT: Rule = Rule("same_name_elsewhere");

/// Returns the name mentions of a document, in text order.
///
/// `pieces` and `emissions` are those of each sentence. A name needs a probability of `min_score` by its own sentence, unless
/// the document is sure of it elsewhere.
pub fn find(
    decoder: &Decoder,
    document: &Document,
    sentences: &[Sentence],
    pieces: &[&Pieces],
    emissions: &[&Emissions],
    min_score: f32,
) -> Vec<Mention> {
    let words = Words {
        document,
        sentences,
        words: pieces.iter().map(|p| &p.words[..]).collect(),
    };
    let mut found: Vec<Vec<NameSpan>> = emissions.iter().map(|e| decoder.names(e)).collect();
    for names in &mut found {
        names.retain(|name| name.score >= min_score);
    }
    let mut draft = Draft::default();
    for (s, name) in agree::agree(decoder, &words, emissions, &found) {
        draft.add(s, name, Some(AGREEMENT));
    }
    for (s, names) in found.into_iter().enumerate() {
        for name in names {
            draft.add(s, name, None);
        }
    }
    draft.finish(&words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use decoder::tests::{chain, emissions};
    use rules::tests::cut;

    /// Finds the names of a text whose words have these tags: numbers of the chain's labels; with a tag of 9, PER is half seen.
    fn found(text: &str, tags: &[&[usize]]) -> Vec<String> {
        let document = Document::plain("test", text);
        let sentences = crate::text::split(&document);
        let pieces: Vec<Pieces> = sentences
            .iter()
            .map(|s| Pieces {
                words: cut(document.sentence(s)),
                ..Pieces::default()
            })
            .collect();
        let emissions: Vec<Emissions> = tags
            .iter()
            .map(|tags| {
                let mut out = emissions(&tags.iter().map(|t| t % 9).collect::<Vec<_>>()).0;
                for (w, _) in tags.iter().enumerate().filter(|(_, t)| **t == 9) {
                    out[w * 9 + 1] = 7.0;
                }
                Emissions(out)
            })
            .collect();
        find(
            &Decoder::new(&chain(), true),
            &document,
            &sentences,
            &pieces.iter().collect::<Vec<_>>(),
            &emissions.iter().collect::<Vec<_>>(),
            0.5,
        )
        .iter()
        .map(|m| m.span.of(text).to_string())
        .collect()
    }

    #[test]
    fn sure_name_is_found_where_another_sentence_half_shows_it() {
        let text = "Jenna Marbles sang. They saw Marbles there. They saw Pebbles there.";
        let rest: &[usize] = &[0, 0, 9, 0, 0];
        assert_eq!(
            found(text, &[&[1, 2, 0, 0], rest, rest]),
            ["Jenna Marbles", "Marbles"]
        );
        assert_eq!(found(text, &[&[0; 4], rest, rest]), [""; 0]);
    }

    #[test]
    fn rules_follow_the_decoder() {
        let text = "The Australian Federal Police came.";
        assert_eq!(
            found(text, &[&[0, 7, 3, 4, 0, 0]]),
            ["Australian Federal Police"]
        );
    }
}
