//! What statements feel like and of whom they speak, and whose the sentences are that hold them.

use std::collections::BTreeMap;

use super::{Statement, StatementKind};
use crate::document::{Mention, Part, Sentence, Span};
use crate::extraction::Sentiment;
use crate::sentiment;

/// Gives every statement its sentiment, and how it speaks of each entity that it mentions.
///
/// `of_sentence` is the sentiment of each sentence, `towards` what the model sees towards each mention.
pub fn towards(
    statements: &mut [Statement],
    sentences: &[Sentence],
    of_sentence: &[Sentiment],
    mentions: &[Mention],
    entity_of: &[usize],
    towards: &[Option<[f32; 3]>],
) {
    for statement in statements {
        let mut shares = Vec::new();
        let mut of_entity: BTreeMap<usize, Vec<[f32; 3]>> = BTreeMap::new();
        for &piece in &statement.content {
            for s in overlapping(sentences, statement.part, piece) {
                let span = sentences[s].span;
                let start = span.start.max(piece.start);
                let share = span.end.min(piece.end).saturating_sub(start);
                shares.push((of_sentence[s], share));
            }
            for m in mentions_in(mentions, sentences, statement.part, piece) {
                if mentions[m].entity_type.is_name() {
                    let felt = of_entity.entry(entity_of[m]).or_default();
                    felt.extend(towards[m]);
                }
            }
        }
        statement.sentiment = sentiment::mean(&shares);
        statement.about = of_entity
            .into_iter()
            .map(|(entity, felt)| (entity, sentiment::mean_towards(&felt)))
            .collect();
    }
}

/// Returns the sentences that a span of a part overlaps.
fn overlapping(sentences: &[Sentence], part: Part, span: Span) -> std::ops::Range<usize> {
    let first = sentences.partition_point(|s| (s.part, s.span.end) <= (part, span.start));
    let end = sentences.partition_point(|s| (s.part, s.span.start) < (part, span.end));
    first..end.max(first)
}

/// Returns the mentions that stand in a span of a part.
fn mentions_in(
    mentions: &[Mention],
    sentences: &[Sentence],
    part: Part,
    span: Span,
) -> impl Iterator<Item = usize> {
    let at = |m: &Mention| (sentences[m.sentence].part, m.span.start);
    let first = mentions.partition_point(|m| at(m) < (part, span.start));
    let end = mentions.partition_point(|m| at(m) < (part, span.end));
    (first..end.max(first)).filter(move |m| span.contains(mentions[*m].span))
}

/// Gives the sentences without a speaker that of the direct statement that they are or hold.
pub fn sentence_speakers(
    sentences: &[Sentence],
    statements: &[Statement],
    speakers: &mut [Option<usize>],
) {
    for statement in statements {
        let Some(speaker) = statement.speaker else {
            continue;
        };
        if statement.kind != StatementKind::Direct {
            continue;
        }
        for &piece in &statement.content {
            for s in overlapping(sentences, statement.part, piece) {
                speakers[s].get_or_insert(speaker);
            }
        }
    }
}
