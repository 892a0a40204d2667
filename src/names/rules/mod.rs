//! The rules that rewrite what the decoder found, by the words in and around each name.
//!
//! A rule is a type of its own with a name and what it does; [`RULES`] is their list, in the order of work. To add one, write
//! it in a file of this folder and put it into the list.

mod bodies;
mod doubt;
mod edges;
mod parts;
mod types;

use std::collections::HashMap;
use std::ops::Range;

use super::decoder::NameSpan;
use crate::document::{Document, EntityType, Mention, MentionKind, Rule, Sentence, Span};
use crate::encoder::tokens::Word;
use crate::language::{self, WordClass};

/// One rule over the names of a document.
pub trait NameRule: Sync {
    /// Returns the rule's name: what `explain.csv` says of a name that the rule changed.
    fn name(&self) -> &'static str;

    /// Rewrites one name; returns true where it changed.
    fn rewrite(&self, _words: &Words, _name: &mut Name) -> bool {
        false
    }

    /// Rewrites the names of a document; returns true where one changed. Unless a rule says otherwise, each name is asked alone.
    fn apply(&self, words: &Words, draft: &mut Draft) -> bool {
        let mut changed = false;
        for name in &mut draft.names {
            if self.rewrite(words, name) {
                name.rule = Some(Rule(self.name()));
                changed = true;
            }
        }
        changed
    }
}

/// The rules, in the order of work.
pub static RULES: &[&dyn NameRule] = &[
    &bodies::StateBodyBehind,
    &parts::TwoNames,
    &edges::ListLabel,
    &edges::LooseMarks,
    &bodies::PartyBeforeBody,
    &edges::PlaceBeforeSuffix,
    &edges::DetachedHonorific,
    &doubt::NothingNamed,
    &edges::PartyAndState,
    &bodies::Institution,
    &bodies::StateBody,
    &bodies::Law,
    &types::NounBeside,
    &types::Storm,
    &edges::QuotedArticle,
    &types::Dateline,
    &doubt::NoCapital,
    &types::HailsFrom,
    &bodies::PeopleAndBody,
    &types::SameThroughout,
    &doubt::WordAtSentenceStart,
];

/// The sentences of a document with their words, as the encoder cuts them.
#[derive(Clone)]
pub struct Words<'a> {
    pub document: &'a Document,
    pub sentences: &'a [Sentence],
    pub words: Vec<&'a [Word]>,
}

impl<'a> Words<'a> {
    /// Returns the text of a sentence.
    pub fn text(&self, sentence: usize) -> &'a str {
        self.document.sentence(&self.sentences[sentence])
    }

    /// Returns the words of a sentence.
    pub fn of(&self, sentence: usize) -> &'a [Word] {
        self.words[sentence]
    }

    /// Returns the text of one word; empty where there is none.
    pub fn word(&self, sentence: usize, word: usize) -> &'a str {
        match self.words[sentence].get(word) {
            Some(word) => word.span.of(self.text(sentence)),
            None => "",
        }
    }

    /// Returns the text from the first word of a range to its last.
    pub fn surface(&self, sentence: usize, range: &Range<usize>) -> &'a str {
        match &self.words[sentence][range.clone()] {
            [first, .., last] => &self.text(sentence)[first.span.start..last.span.end],
            [one] => one.span.of(self.text(sentence)),
            [] => "",
        }
    }
}

/// A name that the rules may still rewrite.
#[derive(Clone, Debug)]
pub struct Name {
    pub sentence: usize,
    /// Its words, by their numbers in the sentence; never empty.
    pub words: Range<usize>,
    /// Where it starts, in bytes of the sentence, if not with its first word.
    pub start: Option<usize>,
    pub entity_type: EntityType,
    /// The model's probability of the name.
    pub score: f32,
    /// For each of [`EntityType::NAMES`] what the rest of its entity is told.
    pub type_scores: [f32; 4],
    /// The last rule that changed it.
    pub rule: Option<Rule>,
    /// What the model said of its type.
    model: (EntityType, [f32; 4]),
}

impl Name {
    fn new(sentence: usize, found: NameSpan, rule: Option<Rule>) -> Self {
        let entity_type = EntityType::NAMES[found.name_type];
        Name {
            sentence,
            words: found.words,
            start: None,
            entity_type,
            score: found.score,
            type_scores: found.type_scores,
            rule,
            model: (entity_type, found.type_scores),
        }
    }

    /// Returns where the name stands, in bytes of its sentence.
    pub fn span(&self, words: &Words) -> Span {
        let all = words.of(self.sentence);
        let start = self.start.unwrap_or(all[self.words.start].span.start);
        Span::new(start, all[self.words.end - 1].span.end)
    }

    /// Returns the text of the name.
    pub fn text<'a>(&self, words: &Words<'a>) -> &'a str {
        self.span(words).of(words.text(self.sentence))
    }

    /// Returns the words of the name.
    pub fn own<'a>(&self, words: &Words<'a>) -> &'a [Word] {
        &words.of(self.sentence)[self.words.clone()]
    }

    /// Takes the words for the name's; returns true where they are others than before.
    pub fn take(&mut self, range: Range<usize>) -> bool {
        let changed = self.words != range;
        self.words = range;
        changed
    }

    /// Gives the name a type; returns true where it is another than before. The model's scores of the types stay only where
    /// the model said the same.
    pub fn set_type(&mut self, entity_type: EntityType) -> bool {
        let changed = self.entity_type != entity_type;
        self.entity_type = entity_type;
        let (model, scores) = self.model;
        self.type_scores = if entity_type == model {
            scores
        } else {
            self.certain(entity_type)
        };
        changed
    }

    /// Gives the name a type of which nothing else in the document is to persuade it; returns true where it is another than
    /// before.
    pub fn fix_type(&mut self, entity_type: EntityType) -> bool {
        let changed = self.entity_type != entity_type;
        self.entity_type = entity_type;
        self.type_scores = self.certain(entity_type);
        changed
    }

    fn certain(&self, entity_type: EntityType) -> [f32; 4] {
        EntityType::NAMES.map(|t| f32::from(t == entity_type) * self.score)
    }

    fn mention(self, words: &Words) -> Mention {
        let span = self.span(words);
        let offset = words.sentences[self.sentence].span.start;
        Mention {
            sentence: self.sentence,
            span: Span::new(offset + span.start, offset + span.end),
            entity_type: self.entity_type,
            kind: MentionKind::Name,
            value: None,
            score: self.score,
            type_scores: self.type_scores,
            rule: self.rule,
        }
    }
}

/// The names of a document while the rules work on them, in text order.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub names: Vec<Name>,
    /// The types of names that the words around them explain somewhere, by the name in lower case.
    pub explained: HashMap<String, EntityType>,
}

impl Draft {
    /// Adds a name that the decoder found, or that a rule did.
    pub fn add(&mut self, sentence: usize, found: NameSpan, rule: Option<Rule>) {
        self.names.push(Name::new(sentence, found, rule));
    }

    /// Puts the names into text order, lets every rule work, and returns the mentions.
    pub fn finish(mut self, words: &Words) -> Vec<Mention> {
        self.names
            .sort_by_key(|name| (name.sentence, name.words.start));
        for rule in RULES {
            rule.apply(words, &mut self);
        }
        self.names
            .into_iter()
            .map(|name| name.mention(words))
            .collect()
    }
}

/// Tells whether a word of a class stands there with a capital.
///
/// Example: `Hospital`, of a class that holds `hospital`. Not: `hospital`, `HOSPITAL`.
fn is_capitalised(word: &str, class: WordClass) -> bool {
    let mut characters = word.chars();
    let first = characters.next().filter(|first| first.is_uppercase());
    first.is_some_and(|first| {
        let lower: String = first.to_lowercase().chain(characters).collect();
        language::is(&lower, class)
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_name_of_its_own() {
        let mut names: Vec<_> = RULES.iter().map(|rule| rule.name()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }

    /// Cuts a text into runs of letters and digits and single marks, as the encoder's tokenizer does.
    pub fn cut(text: &str) -> Vec<Word> {
        let mut out: Vec<Word> = Vec::new();
        let mut inside = false;
        for (at, c) in text.char_indices() {
            match out.last_mut() {
                Some(word) if inside && c.is_alphanumeric() => word.span.end = at + c.len_utf8(),
                _ if !c.is_whitespace() => out.push(Word {
                    span: Span::new(at, at + c.len_utf8()),
                    first: 0,
                    end: 1,
                }),
                _ => {}
            }
            inside = c.is_alphanumeric();
        }
        out
    }

    /// Reads a text with its names marked as [text|TYPE] or [text|TYPE|score]: the plain text, and each name's bytes, type and
    /// score.
    fn marked(line: &str) -> (String, Vec<(Span, EntityType, f32)>) {
        let mut text = String::new();
        let mut names = Vec::new();
        let mut rest = line;
        while let Some((before, behind)) = rest.split_once('[') {
            let (inside, behind) = behind.split_once(']').expect("a name that ends");
            let mut cells = inside.split('|');
            let (own, kind) = (cells.next().unwrap(), cells.next().expect("a type"));
            text.push_str(before);
            let span = Span::new(text.len(), text.len() + own.len());
            text.push_str(own);
            let entity_type = EntityType::NAMES.into_iter().find(|t| t.as_str() == kind);
            let score = cells.next().map_or(1.0, |score| score.parse().unwrap());
            names.push((span, entity_type.expect("a type of names"), score));
            rest = behind;
        }
        text.push_str(rest);
        (text, names)
    }

    /// Lets one rule, and those before it in the list that it needs, work on a marked text.
    fn apply(rule: &str, before: &str) -> (String, Vec<(Span, EntityType, f32)>, bool) {
        let (text, names) = marked(before);
        let document = Document::plain("case", &text);
        let sentences = crate::text::split(&document);
        let cut: Vec<Vec<Word>> = sentences
            .iter()
            .map(|s| cut(document.sentence(s)))
            .collect();
        let words = Words {
            document: &document,
            sentences: &sentences,
            words: cut.iter().map(Vec::as_slice).collect(),
        };
        let mut draft = Draft::default();
        for (span, entity_type, score) in names {
            let s = sentences
                .iter()
                .position(|s| s.span.contains(span))
                .unwrap_or_else(|| panic!("a name over two sentences: {before}"));
            let inside = |w: &Word| {
                let start = sentences[s].span.start + w.span.start;
                span.start <= start && start < span.end
            };
            let first = cut[s].iter().position(inside).expect("a word");
            let count = cut[s].iter().filter(|w| inside(w)).count();
            let found = NameSpan {
                words: first..first + count,
                name_type: EntityType::NAMES
                    .iter()
                    .position(|t| *t == entity_type)
                    .unwrap(),
                score,
                type_scores: [0.0; 4],
            };
            draft.add(s, found, None);
        }
        let at = RULES
            .iter()
            .position(|r| r.name() == rule)
            .unwrap_or_else(|| panic!("no rule is named {rule}"));
        let mut changed = false;
        for rule in &RULES[..=at] {
            changed = rule.apply(&words, &mut draft);
        }
        let names = draft
            .names
            .into_iter()
            .map(|name| {
                let mention = name.mention(&words);
                (mention.span, mention.entity_type, mention.score)
            })
            .collect();
        (text, names, changed)
    }

    #[test]
    fn rules_do_what_their_cases_say() {
        let mut wrong = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for line in include_str!("../../../tests/cases/names.tsv").lines() {
            if line.starts_with('#') {
                continue;
            }
            let cells: Vec<String> = line.split('\t').map(|c| c.replace("\\n", "\n")).collect();
            let [rule, before, after] = &cells[..] else {
                panic!("three cells: {line}");
            };
            seen.insert(rule.clone());
            let (_, found, changed) = apply(rule, before);
            let expected = marked(after).1;
            if found != expected || (before == after && changed) {
                wrong.push(format!("{rule}: {before:?} gives {found:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        for rule in RULES {
            assert!(seen.contains(rule.name()), "{} has no case", rule.name());
        }
    }
}
