//! Who says what: the speaker of each quotation.
//!
//! The words beside a quotation name its speaker, or point to one: a pronoun (`she said`) or a description (`said the
//! priest`). Those are settled in text order by what the narration before is about. A quotation without such words has
//! the speaker of its paragraph, of the speech that it goes on with, or the one whose turn it is.

mod clauses;
mod descriptions;
mod narration;
mod places;

use std::collections::HashMap;
use std::ops::Range;

use super::sieves::{DESCRIBED, Sieve, UNCLEAR};
use super::state::{Link, Sole, State};
use crate::document::{Part, Rule, Span};
use crate::language::nouns::Gender;
use crate::quotations::transcripts;
use crate::text::Page;
use narration::Narration;
use places::{open_ended, opens_paragraph};

/// How far from a quotation its attribution may stand, in tokens.
const REACH: usize = 28;

/// What is known of the speaker of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attribution {
    /// Nothing.
    Absent,
    /// Somebody who is no entity speaks: `a witness said`.
    Unnamed,
    Speaker(usize),
    /// `he` or `she`: the token.
    Pronoun(usize, Gender),
    /// `the priest`, `his sister`: the phrase's first token and its head.
    Described(usize, usize),
}

impl Attribution {
    fn speaker(self) -> Option<usize> {
        match self {
            Attribution::Speaker(entity) => Some(entity),
            _ => None,
        }
    }
}

/// The attribution of a quotation, and the rule that found it.
#[derive(Clone, Copy, Debug)]
struct Found {
    said: Attribution,
    rule: Rule,
}

/// The quotations of a document with what the state knows of the text around them.
struct Scene<'a> {
    page: &'a Page<'a>,
    state: &'a State,
    narration: Narration<'a>,
    /// Of each quotation its tokens.
    ranges: Vec<Range<usize>>,
}

/// The antecedents of pronouns and descriptions that attribute a quotation.
#[derive(Default)]
struct Pointers {
    /// Pronouns (by token) that mean another person than the walk took them for.
    pronouns: Vec<(usize, usize)>,
    /// Noun phrases (by first token and head) that the walk left open.
    phrases: Vec<((usize, usize), usize)>,
}

/// One pass over the quotations that gives speakers to those that have none.
type Pass = fn(&Scene, &mut [Found], &mut Pointers);

/// The passes in their order.
const PASSES: &[Pass] = &[
    by_label,
    by_clause,
    in_paragraph_forward,
    in_paragraph_backward,
    by_turn,
];

/// Finds the speaker of each quotation, and what the words that point to speakers mean.
pub(super) struct Speakers;

impl Sieve for Speakers {
    fn run(&self, page: &Page, state: &mut State) {
        let ranges: Vec<_> = state
            .quotations
            .iter()
            .map(|quotation| page.range(quotation.part, quotation.span))
            .collect();
        let scene = Scene {
            page,
            state,
            narration: Narration::new(page, state),
            ranges,
        };
        let nothing = Found {
            said: Attribution::Absent,
            rule: Rule(""),
        };
        let mut found = vec![nothing; scene.ranges.len()];
        let mut pointers = Pointers::default();
        for pass in PASSES {
            pass(&scene, &mut found, &mut pointers);
        }
        drop(scene);
        state.speakers = found
            .into_iter()
            .map(|found| {
                Some(Link {
                    entity: found.said.speaker()?,
                    rule: found.rule,
                })
            })
            .collect();
        for (token, entity) in pointers.pronouns {
            let rule = UNCLEAR;
            state.pronouns.insert(token, Link { entity, rule });
        }
        for (phrase, entity) in pointers.phrases {
            let rule = DESCRIBED;
            state.phrases.insert(phrase, Link { entity, rule });
        }
    }
}

/// The label of a turn names who speaks: `COLE: Thank you.` A label that names nobody known leaves the speaker open.
fn by_label(scene: &Scene, found: &mut [Found], _: &mut Pointers) {
    for (i, quotation) in scene.state.quotations.iter().enumerate() {
        if let Some(label) = quotation.label {
            let speaker = scene.labelled(quotation.part, label);
            found[i] = Found {
                said: speaker.map_or(Attribution::Unnamed, Attribution::Speaker),
                rule: Rule("speaker_label"),
            };
        }
    }
}

/// The clause beside the quotation says who speaks: `she said`, `said the priest`.
fn by_clause(scene: &Scene, found: &mut [Found], pointers: &mut Pointers) {
    let (state, narration) = (scene.state, &scene.narration);
    for (i, range) in scene.ranges.iter().enumerate() {
        if range.is_empty() || scene.state.quotations[i].label.is_some() {
            continue;
        }
        let (said, rule) = match clauses::beside(narration, range) {
            Attribution::Pronoun(token, gender) => {
                let speaker = narration.pronoun(token, gender, range.start, &found[..i]);
                if let Some(entity) = speaker
                    && state.entity_at(scene.page, token) != Some(entity)
                {
                    pointers.pronouns.push((token, entity));
                }
                (speaker, "speaker_pronoun")
            }
            Attribution::Described(first, head) => {
                let known = narration.phrase_entity(head);
                let speaker = known.or_else(|| narration.described(first, head, range.start));
                if let Some(entity) = speaker
                    && known.is_none()
                {
                    pointers.phrases.push(((first, head), entity));
                }
                (speaker, "speaker_description")
            }
            said => {
                found[i] = Found {
                    said,
                    rule: Rule("speaker_name"),
                };
                continue;
            }
        };
        found[i] = Found {
            said: said.map_or(Attribution::Unnamed, Attribution::Speaker),
            rule: Rule(rule),
        };
    }
}

/// Within a paragraph one person speaks, if no other is named.
const SAME_PARAGRAPH: Rule = Rule("speaker_of_paragraph");

/// Gives a quotation the speaker of the one before it in its paragraph.
fn in_paragraph_forward(scene: &Scene, found: &mut [Found], _: &mut Pointers) {
    for i in 1..found.len() {
        if found[i].said == Attribution::Absent && scene.same_paragraph(i - 1, i) {
            found[i] = found[i - 1].by(SAME_PARAGRAPH);
        }
    }
}

/// Gives a quotation the speaker of the one behind it in its paragraph.
fn in_paragraph_backward(scene: &Scene, found: &mut [Found], _: &mut Pointers) {
    for i in (1..found.len()).rev() {
        if found[i - 1].said == Attribution::Absent && scene.same_paragraph(i - 1, i) {
            found[i - 1] = found[i].by(SAME_PARAGRAPH);
        }
    }
}

/// Gives a quotation that no words attribute to somebody the speaker whose turn it is, or whom the narration is about.
fn by_turn(scene: &Scene, found: &mut [Found], _: &mut Pointers) {
    let mut last_in: HashMap<usize, Found> = HashMap::new();
    for i in 0..found.len() {
        let Some(here) = scene.paragraph(i) else {
            continue;
        };
        if found[i].said == Attribution::Absent {
            let above = here.checked_sub(1).and_then(|above| last_in.get(&above));
            found[i] = scene.turn(i, here, found, above.copied());
        }
        last_in.insert(here, found[i]);
    }
}

impl Found {
    /// The same speaker, found by another rule.
    fn by(self, rule: Rule) -> Self {
        Found { rule, ..self }
    }
}

impl Scene<'_> {
    /// The person that a label names, by the name that stands there, or as the only one who has its words.
    fn labelled(&self, part: Part, label: Span) -> Option<usize> {
        let (page, state) = (self.page, self.state);
        let person = |entity: &usize| state.is_person(*entity);
        let tokens = page.range(part, label);
        let named = tokens.filter_map(|token| state.entity_at(page, token));
        if let Some(entity) = named.into_iter().find(person) {
            return Some(entity);
        }
        let words = transcripts::name_words(label.of(page.document.part(part)));
        match &words[..] {
            // Question and answer: the article is about who answers.
            [letter] if letter == "a" => return state.topic,
            [letter] if letter.chars().count() < 2 => return None,
            _ => {}
        }
        let mut sole = Sole::None;
        for (name, &entity) in state.clusters.names.iter().zip(&state.clusters.of) {
            let own = name.words == words || words.len() == 1 && name.words.last() == words.last();
            if own && state.is_person(entity) {
                sole.add(entity);
            }
        }
        sole.get()
    }

    /// The paragraph of a quotation.
    fn paragraph(&self, i: usize) -> Option<usize> {
        let token = self.ranges[i].clone().next()?;
        Some(self.page.paragraphs[self.page.tokens[token].sentence])
    }

    fn same_paragraph(&self, i: usize, j: usize) -> bool {
        self.paragraph(i).is_some() && self.paragraph(i) == self.paragraph(j)
    }

    fn opens_paragraph(&self, i: usize) -> bool {
        let first = self.ranges[i].clone().next();
        first.is_some_and(|token| opens_paragraph(self.page, token))
    }

    fn open_ended(&self, i: usize) -> bool {
        open_ended(self.page.document, &self.state.quotations[i])
    }

    /// Whose turn it is at a quotation of the paragraph `here`; `above` is who spoke last in the paragraph above.
    fn turn(&self, i: usize, here: usize, found: &[Found], above: Option<Found>) -> Found {
        if i > 0 && self.paragraph(i - 1) == Some(here) {
            return found[i - 1].by(SAME_PARAGRAPH);
        }
        if i > 0 && self.open_ended(i - 1) && self.paragraph(i - 1) != Some(here) {
            return found[i - 1].by(Rule("speech_goes_on"));
        }
        if let Some(above) = above.filter(|_| self.opens_paragraph(i)) {
            let dialogue = i >= 2 && self.opens_paragraph(i - 1) && !self.open_ended(i - 1);
            return match found.get(i.wrapping_sub(2)).filter(|_| dialogue).copied() {
                // Two who take turns.
                Some(
                    other @ Found {
                        said: Attribution::Speaker(_),
                        ..
                    },
                ) if above.said != other.said && self.paragraph(i - 2) == here.checked_sub(2) => {
                    other.by(Rule("speaker_takes_turn"))
                }
                _ => above.by(Rule("speaker_of_paragraph_above")),
            };
        }
        match self.narration.about(&self.ranges[i], &found[..i]) {
            // And then? "No."
            Attribution::Absent => above
                .map(|above| above.by(Rule("speaker_of_paragraph_above")))
                .unwrap_or(Found {
                    said: Attribution::Absent,
                    rule: Rule(""),
                }),
            said => Found {
                said,
                rule: Rule("speaker_of_narration"),
            },
        }
    }
}
