//! Sentiment of sentences, towards entities, of documents.

mod reversed;

use crate::document::{Document, Entity, Mention, MentionKind, Part, Sentence};
use crate::encoder::Feeling;
use crate::extraction::Sentiment;
use crate::language::{self, WordClass};

/// A sentence's sentiment from its model's answer. Where the sentence says that something bad is less, and the model takes it
/// for bad, negative and positive change places.
pub fn of_sentence(text: &str, feeling: Feeling) -> Sentiment {
    let [negative, neutral, positive, valence] = feeling;
    let score = valence.clamp(-1.0, 1.0);
    if negative > positive && reversed::is_reversed(text) {
        return Sentiment {
            negative: positive,
            neutral,
            positive: negative,
            score: score.abs(),
        };
    }
    Sentiment {
        negative,
        neutral,
        positive,
        score,
    }
}

/// The sentiment towards one mention from the model's answer; neutral where it gave none.
pub fn of_target(answer: Option<[f32; 3]>) -> Sentiment {
    let [negative, neutral, positive] = answer.unwrap_or([0.0, 1.0, 0.0]);
    Sentiment {
        negative,
        neutral,
        positive,
        score: positive - negative,
    }
}

/// How the text speaks of each entity: the mean over its mentions of what the model sees towards them, weighted by how sure
/// it is (one less the share of its entropy); a name or nominal counts in full, a pronoun three quarters, and half of that
/// inside a quotation, for there it is the speaker's view. `quoted[m]` says that mention `m` stands in one. `None` for values.
/// What the mean is called is [`Polarity::of_entity`](crate::extraction::Polarity::of_entity)'s to say.
pub fn towards_entities(
    entities: &[Entity],
    mentions: &[Mention],
    towards: &[Option<[f32; 3]>],
    quoted: &[bool],
) -> Vec<Option<Sentiment>> {
    entities
        .iter()
        .map(|entity| {
            if !entity.entity_type.is_name() {
                return None;
            }
            let mut sum = [0f64; 3];
            let mut total = 0f64;
            for &m in &entity.mentions {
                let Some(p) = towards[m] else { continue };
                let entropy: f64 = p
                    .iter()
                    .map(|&x| f64::from(x).max(1e-9))
                    .map(|x| -x * x.ln())
                    .sum::<f64>()
                    / 3f64.ln();
                let kind = if mentions[m].kind == MentionKind::Pronoun {
                    0.75
                } else {
                    1.0
                };
                let voice = if quoted[m] { 0.5 } else { 1.0 };
                let weight = kind * voice * (1.0 - entropy).max(0.05);
                total += weight;
                for (s, x) in sum.iter_mut().zip(p) {
                    *s += weight * f64::from(x);
                }
            }
            Some(of_target(
                (total > 0.0).then(|| sum.map(|s| (s / total) as f32)),
            ))
        })
        .collect()
}

/// Returns the mean of the sentiments of parts of a text, by the size of each; `None` where they have none.
pub fn mean(parts: &[(Sentiment, usize)]) -> Option<Sentiment> {
    let total: usize = parts.iter().map(|(_, size)| size).sum();
    if total == 0 {
        return None;
    }
    let of = |value: fn(&Sentiment) -> f32| {
        let sum: f64 = parts
            .iter()
            .map(|(s, size)| f64::from(value(s)) * *size as f64)
            .sum();
        (sum / total as f64) as f32
    };
    Some(Sentiment {
        negative: of(|s| s.negative),
        neutral: of(|s| s.neutral),
        positive: of(|s| s.positive),
        score: of(|s| s.score),
    })
}

/// Returns the mean of what the model sees towards several mentions; neutral where it sees none.
pub fn mean_towards(answers: &[[f32; 3]]) -> Sentiment {
    let parts: Vec<_> = answers.iter().map(|a| (of_target(Some(*a)), 1)).collect();
    mean(&parts).unwrap_or_else(|| of_target(None))
}

/// A title weighs as much as this many sentences, the lead as this many.
const TITLE: f64 = 3.0;
const LEAD: f64 = 2.0;

/// A document's sentiment: the mean over its sentences, in which the title weighs 3, the two sentences that open the text 2,
/// longer sentences more than shorter ones (by the square root of their words, 25 at most), and boilerplate nothing. Of a
/// document with one sentence, that sentence's.
pub fn of_document(
    document: &Document,
    sentences: &[Sentence],
    each: &[Sentiment],
) -> Option<Sentiment> {
    if let [one] = each {
        return Some(*one);
    }
    let mut sum = [0f64; 4];
    let mut total = 0f64;
    let mut body = 0;
    for (sentence, s) in sentences.iter().zip(each) {
        let text = document.sentence(sentence);
        let mut weight = (text.split_whitespace().count().min(25) as f64).sqrt();
        if sentence.part == Part::Title {
            weight *= TITLE;
        } else {
            if boilerplate(text) {
                continue;
            }
            body += 1;
            if body <= 2 {
                weight *= LEAD;
            }
        }
        total += weight;
        for (sum, x) in sum
            .iter_mut()
            .zip([s.negative, s.neutral, s.positive, s.score])
        {
            *sum += weight * f64::from(x);
        }
    }
    if total == 0.0 {
        return each.first().copied();
    }
    let [negative, neutral, positive, score] = sum.map(|x| (x / total) as f32);
    let all = Sentiment {
        negative,
        neutral,
        positive,
        score,
    };
    Some(all.mixed())
}

/// Tells whether a sentence is one that sites put around every article: `Read more ...`.
fn boilerplate(text: &str) -> bool {
    let lower = text.chars().take(40).collect::<String>().to_lowercase();
    language::words(WordClass::BoilerplateOpening)
        .iter()
        .any(|opening| lower.starts_with(opening))
        || language::words(WordClass::BoilerplateEnding)
            .iter()
            .any(|ending| text.to_lowercase().ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;

    fn document(text: &str) -> Document {
        Document {
            id: "a".into(),
            source: "a".into(),
            title: None,
            published: None,
            language: "en".into(),
            text: text.into(),
            body_start: 0,
            ..Document::plain("", "")
        }
    }

    fn feeling(score: f32) -> Sentiment {
        Sentiment {
            negative: if score < 0.0 { 1.0 } else { 0.0 },
            neutral: 0.0,
            positive: if score < 0.0 { 0.0 } else { 1.0 },
            score,
        }
    }

    #[test]
    fn the_lead_weighs_more_and_boilerplate_nothing() {
        let text = "Good day. Good day. Bad day. Subscribe now.";
        let d = document(text);
        let spans = [(0, 9), (10, 19), (20, 28), (29, 43)];
        let sentences = spans.map(|(a, b)| Sentence {
            part: Part::Body,
            span: Span::new(a, b),
            paragraph: 0,
        });
        let all = [1.0, 1.0, -1.0, -1.0].map(feeling);
        let s = of_document(&d, &sentences, &all).unwrap();
        assert!((s.score - 0.6).abs() < 1e-6, "{s:?}");
    }

    #[test]
    fn a_document_of_one_sentence_feels_as_it_does() {
        let d = document("Subscribe now.");
        let sentence = Sentence {
            part: Part::Body,
            span: Span::new(0, 14),
            paragraph: 0,
        };
        assert_eq!(
            of_document(&d, &[sentence], &[feeling(-0.4)])
                .unwrap()
                .score,
            -0.4
        );
    }
}
