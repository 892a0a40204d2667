//! Which dollar a document means by a bare `$`.
//!
//! It is the US dollar, unless the places and peoples that the document names speak clearly for another country that has
//! dollars: a Queensland grower's `$230 a tonne` is Australian, the more so beside `$US`.

use crate::document::{Document, EntityType, Mention, Sentence};
use crate::language::{self, WordClass};

/// The code of the document's own dollar, from its names. Without clear evidence `USD`: what speaks for a country must be
/// said twice (once where the text writes `$US`, and so means another dollar by the rest), and twice as often as what speaks
/// for any other.
pub fn of(document: &Document, sentences: &[Sentence], names: &[Mention]) -> &'static str {
    let places = language::words(WordClass::DollarPlace);
    let mut said: Vec<(&str, usize)> = Vec::new();
    for place in places {
        if let Some(code) = language::value(place, WordClass::DollarPlace)
            && !said.iter().any(|(known, _)| *known == code)
        {
            said.push((code, 0));
        }
    }
    for name in names {
        if name.sentence >= sentences.len() || name.entity_type == EntityType::Per {
            continue;
        }
        let text = document.mention(sentences, name).to_lowercase();
        let place = places.iter().find(|place| {
            **place == text
                // An organisation with the country in its name: Meat and Livestock Australia.
                || name.entity_type == EntityType::Org && place.len() > 5 && holds(&text, place)
        });
        let code = place.and_then(|place| language::value(place, WordClass::DollarPlace));
        for (_, count) in said.iter_mut().filter(|(known, _)| Some(*known) == code) {
            *count += 1;
        }
    }
    let marked = document.text.contains("$US") || document.text.contains("US$");
    if marked {
        said.retain(|(code, _)| *code != "USD");
    }
    let others: usize = said.iter().map(|(_, count)| count).sum();
    let least = if marked { 1 } else { 2 };
    said.into_iter()
        .find(|(_, count)| *count >= least && *count >= 2 * (others - count))
        .map_or("USD", |(code, _)| code)
}

/// True where `name` has the words of `place` in it.
fn holds(name: &str, place: &str) -> bool {
    name.match_indices(place).any(|(at, _)| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !letter(name[..at].chars().next_back()) && !letter(name[at + place.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{MentionKind, Span};

    fn dollar(text: &str, names: &[&str]) -> &'static str {
        let document = Document::plain("a", text);
        let sentences = crate::text::split(&document);
        let mentions: Vec<Mention> = names
            .iter()
            .flat_map(|name| text.match_indices(name))
            .map(|(start, name)| Mention {
                sentence: sentences
                    .iter()
                    .position(|s| s.span.start <= start && start < s.span.end)
                    .unwrap(),
                span: Span::new(start, start + name.len()),
                entity_type: EntityType::Loc,
                kind: MentionKind::Name,
                value: None,
                score: 1.0,
                type_scores: [0.0, 0.0, 1.0, 0.0],
                rule: None,
            })
            .collect();
        of(&document, &sentences, &mentions)
    }

    #[test]
    fn the_places_named_tell_the_dollar() {
        let rural = "Growers in Queensland got $230 a tonne. In New South Wales it was $240.";
        assert_eq!(dollar(rural, &["Queensland", "New South Wales"]), "AUD");
        // Once is not enough, but where the other dollar is marked.
        let once = "It sold in Queensland for $2 a litre.";
        assert_eq!(dollar(once, &["Queensland"]), "USD");
        let marked = "Oil is at $US100 a barrel, petrol in Queensland at $2 a litre.";
        assert_eq!(dollar(marked, &["Queensland"]), "AUD");
    }

    #[test]
    fn unclear_places_leave_the_us_dollar() {
        let both = "Canada sold $2 million to Texas. Texas paid. Canada smiled.";
        assert_eq!(dollar(both, &["Canada", "Texas"]), "USD");
        assert_eq!(
            dollar("It cost $5 in Leeds. Leeds paid.", &["Leeds"]),
            "USD"
        );
        assert!(holds("meat and livestock australia", "australia"));
        assert!(!holds("australians first", "australia"));
    }
}
