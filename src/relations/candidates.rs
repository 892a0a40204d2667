//! Which pairs of mentions the relation head is asked about.

use std::collections::{BTreeMap, BTreeSet};

use super::{Sheet, filters::FILTERS};
use crate::document::{Document, EntityType, Mention, MentionKind, Sentence, Span};
use crate::encoder::folder::RelationsHead;
use crate::encoder::{AskedPairs, AskedSpan, Pieces};
use crate::extraction::RelationKind;
use crate::language::{self, WordClass};

/// Two mentions of a pair stand at most this many mentions apart, so that the time stays linear in a sentence of very many.
const APART: usize = 24;

/// What the relation head knows, by number: its relations, and the types and kinds of spans.
#[derive(Clone, Debug)]
pub struct Head {
    pub(super) relations: Vec<Option<RelationKind>>,
    span_types: Vec<String>,
    span_kinds: Vec<String>,
    pub(super) calibration: [f32; 2],
}

/// The candidates of one sentence: the head's question, and the mention behind each of its spans.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidates {
    pub asked: AskedPairs,
    pub(super) mentions: Vec<usize>,
}

impl Head {
    /// Makes a head of a model's configuration.
    pub fn new(head: &RelationsHead) -> Self {
        Head {
            relations: head.labels.iter().map(|l| RelationKind::named(l)).collect(),
            span_types: head.span_types.clone(),
            span_kinds: head.span_kinds.clone(),
            calibration: head.calibration,
        }
    }

    /// Returns the candidates of a document, a sentence at a time; `reading_of[i]` is the number of sentence `i` in the reading,
    /// `pieces[i]` its word pieces.
    pub fn candidates(
        &self,
        sheet: &Sheet,
        pieces: &[&Pieces],
        reading_of: &[usize],
    ) -> Vec<Candidates> {
        let mentions = sheet.mentions;
        let mut out = Vec::new();
        for of_sentence in mentions_by_sentence(mentions) {
            let s = mentions[of_sentence[0]].sentence;
            let (spans, numbers) = self.spans(sheet, pieces[s], &of_sentence);
            let mut pairs = Vec::new();
            for i in 0..numbers.len() {
                for j in i.saturating_sub(APART)..(i + APART + 1).min(numbers.len()) {
                    if i != j && is_candidate(sheet, numbers[i], numbers[j]) {
                        pairs.push((i, j));
                    }
                }
            }
            if !pairs.is_empty() {
                out.push(Candidates {
                    asked: AskedPairs {
                        sentence: reading_of[s],
                        spans,
                        pairs,
                    },
                    mentions: numbers,
                });
            }
        }
        out
    }

    /// Returns the spans of a sentence's mentions as the head takes them, and the mention of each; those of a type or kind
    /// that the head does not know are left out.
    fn spans(
        &self,
        sheet: &Sheet,
        pieces: &Pieces,
        of_sentence: &[usize],
    ) -> (Vec<AskedSpan>, Vec<usize>) {
        let number = |names: &[String], name: &str| names.iter().position(|n| n == name);
        let asked = of_sentence.iter().filter_map(|&m| {
            let mention = &sheet.mentions[m];
            let offset = sheet.sentences[mention.sentence].span.start;
            let local = Span::new(mention.span.start - offset, mention.span.end - offset);
            let span = AskedSpan {
                span_type: number(&self.span_types, mention.entity_type.as_str())?,
                kind: number(&self.span_kinds, mention.kind.as_str())?,
                pieces: pieces.pieces_of(local)?,
            };
            Some((span, m))
        });
        asked.unzip()
    }
}

/// Tells whether some relation may hold between two mentions, so far as their types and the filters say.
fn is_candidate(sheet: &Sheet, subject: usize, object: usize) -> bool {
    let (a, b) = (&sheet.mentions[subject], &sheet.mentions[object]);
    !a.span.overlaps(b.span)
        && RelationKind::ALL
            .iter()
            .any(|r| r.allows(a.entity_type, b.entity_type))
        && FILTERS.iter().all(|f| f.asks(sheet, subject, object))
}

/// Returns the pronouns of persons (and `it`, of organisations) that no entity has: `mentions` are those that have one.
pub fn unresolved_pronouns(
    document: &Document,
    sentences: &[Sentence],
    mentions: &[Mention],
) -> Vec<Mention> {
    let mut taken: Vec<BTreeSet<usize>> = vec![Default::default(); sentences.len()];
    for m in mentions {
        taken[m.sentence].extend(m.span.start..m.span.end);
    }
    let mut out = Vec::new();
    for (s, sentence) in sentences.iter().enumerate() {
        let text = document.sentence(sentence);
        let mut start = None;
        for (b, c) in text.char_indices().chain([(text.len(), ' ')]) {
            if c.is_alphabetic() {
                start.get_or_insert(b);
                continue;
            }
            let Some(a) = start.take() else { continue };
            let Some(entity_type) = pronoun_type(&text[a..b]) else {
                continue;
            };
            let span = Span::new(sentence.span.start + a, sentence.span.start + b);
            if !taken[s].contains(&span.start) {
                out.push(Mention {
                    sentence: s,
                    span,
                    entity_type,
                    kind: MentionKind::Pronoun,
                    value: None,
                    score: 0.0,
                    type_scores: [0.0; 4],
                    rule: None,
                });
            }
        }
    }
    out
}

/// Returns the type of what a pronoun stands for; `None` for any other word, and for `i`, the letter.
fn pronoun_type(word: &str) -> Option<EntityType> {
    let classes = language::classes(&word.to_lowercase());
    if classes.has(WordClass::PersonArgumentPronoun) && word != "i" {
        Some(EntityType::Per)
    } else {
        classes
            .has(WordClass::ThingArgumentPronoun)
            .then_some(EntityType::Org)
    }
}

/// Returns the mentions of each sentence that has some, in text order.
pub(super) fn mentions_by_sentence(mentions: &[Mention]) -> Vec<Vec<usize>> {
    let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, m) in mentions.iter().enumerate() {
        out.entry(m.sentence).or_default().push(i);
    }
    let mut out: Vec<Vec<usize>> = out.into_values().collect();
    for of_sentence in &mut out {
        of_sentence.sort_by_key(|&i| mentions[i].span);
    }
    out
}
