//! Which entity the source of a statement is.

use crate::document::{
    Document, EntityType, Mention, MentionKind, Part, Quotation, Sentence, Span,
};
use crate::language::{self, WordClass};

use super::{Statement, StatementKind};

/// Gives every statement its speaker: the entity that the source phrase names, or else, of direct speech without one that is
/// known, the speaker whom coreference found for the quotation.
pub fn resolve(
    document: &Document,
    sentences: &[Sentence],
    mentions: &[Mention],
    entity_of: &[usize],
    quotations: &[Quotation],
    statements: &mut [Statement],
) {
    for statement in statements {
        let named = statement.source.and_then(|source| {
            let inside = inside(sentences, mentions, statement.part, source);
            head(document, sentences, mentions, source, &inside)
        });
        let quoted = || {
            let direct = statement.kind == StatementKind::Direct;
            direct.then(|| speaker_of(quotations, statement)).flatten()
        };
        statement.speaker = named.map(|m| entity_of[m]).or_else(quoted);
    }
}

/// Returns the mentions that stand in a span, in order.
fn inside(sentences: &[Sentence], mentions: &[Mention], part: Part, span: Span) -> Vec<usize> {
    let first = mentions
        .partition_point(|m| (sentences[m.sentence].part, m.span.start) < (part, span.start));
    (first..mentions.len())
        .take_while(|m| {
            let mention = &mentions[*m];
            sentences[mention.sentence].part == part && mention.span.start < span.end
        })
        .filter(|m| span.contains(mentions[*m].span))
        .collect()
}

/// Returns the mention that is the head of a source phrase.
///
/// Example: the person in `the director of the centre, Ina Kirsch`, the body in `the Fed`.
/// Not: Acme in `a spokesman for Acme`, `Acme's lawyer`, `Acme officials`.
fn head(
    document: &Document,
    sentences: &[Sentence],
    mentions: &[Mention],
    source: Span,
    inside: &[usize],
) -> Option<usize> {
    let is_named = |m: &usize| mentions[*m].entity_type.is_name();
    // A noun phrase or pronoun that is the whole source.
    let whole = inside.iter().copied().filter(is_named).find(|m| {
        let span = mentions[*m].span;
        span.start <= source.start + 4 && span.end == source.end
    });
    if whole.is_some() {
        return whole;
    }
    let is_free = |m: &usize| {
        let mention = &mentions[*m];
        let text = document.part(sentences[mention.sentence].part);
        let before = text[source.start..mention.span.start]
            .split_whitespace()
            .next_back();
        let governed =
            before.is_some_and(|word| language::is(&word.to_lowercase(), WordClass::Preposition));
        let behind = &text[mention.span.end..source.end];
        let owner = behind.starts_with("'s") || behind.starts_with("’s");
        !governed && !owner
    };
    let of_type = |person: bool| {
        let mut free = inside.iter().copied().filter(is_named).filter(is_free);
        free.find(|m| {
            let mention = &mentions[*m];
            let text = document.part(sentences[mention.sentence].part);
            let behind = text[mention.span.end..source.end].trim_start();
            let ends = behind.is_empty() || behind.starts_with([',', '(']);
            let person_like =
                mention.entity_type == EntityType::Per || mention.kind != MentionKind::Name;
            person_like == person && (person || ends)
        })
    };
    of_type(true).or_else(|| of_type(false))
}

/// Returns the speaker of the quotation that holds most of a statement.
fn speaker_of(quotations: &[Quotation], statement: &Statement) -> Option<usize> {
    let span = statement.content[0];
    let after = quotations.partition_point(|q| (q.part, q.span.start) < (statement.part, span.end));
    quotations[..after]
        .last()
        .filter(|q| q.part == statement.part && q.span.overlaps(span))
        .and_then(|q| q.speaker)
}
