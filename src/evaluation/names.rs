//! Names against token files in the BIO scheme: `word TAB tag`, a blank line between sentences.

use std::collections::BTreeMap;

use anyhow::bail;

use super::Counts;
use crate::document::{EntityType, Span};

/// A sentence of the file: its words joined by single spaces, and its names. A name of a type that has no place among the four
/// (`art`, `algorithm`, a date) is `None`: what is found there is not counted.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldSentence {
    pub text: String,
    /// Byte spans of the words.
    pub words: Vec<Span>,
    pub names: Vec<(Span, Option<EntityType>)>,
}

/// The four types that the sets of other corpora map to.
fn entity_type(label: &str) -> Option<EntityType> {
    Some(match label {
        "PER" | "per" | "person" | "politician" | "writer" | "scientist" | "researcher"
        | "musicalartist" => EntityType::Per,
        "ORG" | "org" | "organisation" | "university" | "politicalparty" | "band" | "magazine"
        | "academicjournal" | "corporation" | "group" => EntityType::Org,
        "LOC" | "geo" | "location" | "country" => EntityType::Loc,
        "MISC" | "misc" | "book" | "album" | "song" | "poem" | "award" | "event" | "election"
        | "conference" | "product" | "programlang" | "creative-work" => EntityType::Misc,
        _ => return None,
    })
}

/// Reads a token file.
///
/// # Errors
/// A line without a tab or a tag that is no BIO tag.
pub fn read(text: &str) -> anyhow::Result<Vec<GoldSentence>> {
    let mut out = Vec::new();
    let mut words: Vec<(&str, &str)> = Vec::new();
    for (n, line) in text.lines().chain([""]).enumerate() {
        if line.trim().is_empty() {
            if !words.is_empty() {
                out.push(sentence(&words));
                words.clear();
            }
            continue;
        }
        let Some((word, tag)) = line.rsplit_once('\t') else {
            bail!("line {}: no tab between a word and its tag", n + 1);
        };
        if tag != "O" && !tag.starts_with("B-") && !tag.starts_with("I-") {
            bail!("line {}: `{tag}` is no BIO tag", n + 1);
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
                    _ => names.push((span, entity_type(label))),
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

/// Counts by type, and over all, of the names found in each sentence (byte spans): right where words and type agree.
pub fn score(
    gold: &[GoldSentence],
    found: &[Vec<(Span, EntityType)>],
) -> (BTreeMap<EntityType, Counts>, Counts) {
    let mut types: BTreeMap<EntityType, Counts> = BTreeMap::new();
    for (g, f) in gold.iter().zip(found) {
        // A name is whole words of the file.
        let whole: Vec<(Span, EntityType)> = f
            .iter()
            .filter_map(|(span, t)| {
                let hit: Vec<&Span> = g.words.iter().filter(|w| w.overlaps(*span)).collect();
                Some((Span::new(hit.first()?.start, hit.last()?.end), *t))
            })
            .collect();
        for (span, t) in &whole {
            let c = types.entry(*t).or_default();
            if g.names.contains(&(*span, Some(*t))) {
                c.right += 1;
            } else if !g
                .names
                .iter()
                .any(|(s, t)| t.is_none() && s.overlaps(*span))
            {
                c.wrong += 1;
            }
        }
        for (span, t) in &g.names {
            if let Some(t) = t
                && !whole.contains(&(*span, *t))
            {
                types.entry(*t).or_default().missed += 1;
            }
        }
    }
    let mut all = Counts::default();
    for c in types.values() {
        all.add(*c);
    }
    (types, all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_file_becomes_sentences_with_names() {
        let gold = read("Ada\tB-PER\nLovelace\tI-PER\nin\tO\nParis\tB-geo\n\nHi\tO\n").unwrap();
        assert_eq!(gold.len(), 2);
        assert_eq!(gold[0].text, "Ada Lovelace in Paris");
        assert_eq!(
            gold[0].names,
            [
                (Span::new(0, 12), Some(EntityType::Per)),
                (Span::new(16, 21), Some(EntityType::Loc))
            ]
        );
        let found = vec![
            vec![
                (Span::new(0, 12), EntityType::Per),
                (Span::new(13, 15), EntityType::Org),
            ],
            vec![],
        ];
        let (_, all) = score(&gold, &found);
        assert_eq!(
            all,
            Counts {
                right: 1,
                wrong: 1,
                missed: 1
            }
        );
    }

    #[test]
    fn a_line_without_a_tab_is_an_error_that_names_it() {
        assert!(
            read("Ada\tO\nLovelace\n")
                .unwrap_err()
                .to_string()
                .contains("line 2")
        );
    }
}
