//! What the narration around quotations is about.

use std::collections::HashMap;
use std::ops::Range;

use super::super::markables::{Determiner, Markable, Phrase};
use super::super::roles::{Role, role};
use super::super::state::{Sole, State};
use super::descriptions::{person_noun, personal};
use super::places::{end_of_name, opens_paragraph};
use super::{Attribution, Found, REACH};
use crate::document::EntityType;
use crate::language::WordClass;
use crate::language::nouns::{Gender, Noun};
use crate::text::{Page, fold};

/// How many sentences before a quotation are looked at for the person that they are about.
const SENTENCES: usize = 10;
/// How many of them that hold narration.
const NARRATED: usize = 4;
/// How many quotations back somebody still takes part in a conversation.
const TURNS: usize = 6;
/// How many people of one surname are told apart.
const NAMESAKES: usize = 8;

/// Who a sentence of the narration is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    /// Nobody.
    Nobody,
    /// Somebody without a name: `a spokeswoman`.
    Unnamed,
    /// A pronoun whose person is not known.
    Pronoun(Gender),
    /// `the star`, not known.
    Described(Gender),
    /// The token that names or means the person, and the person.
    Person(usize, usize),
}

/// The text around the quotations, with what the resolver knows of it.
pub(super) struct Narration<'a> {
    pub page: &'a Page<'a>,
    pub state: &'a State,
    by_first: HashMap<usize, &'a Phrase>,
    by_head: HashMap<usize, &'a Phrase>,
    /// People by surname.
    surnames: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Narration<'a> {
    pub(super) fn new(page: &'a Page<'a>, state: &'a State) -> Self {
        let mut by_first = HashMap::new();
        let mut by_head = HashMap::new();
        for event in &state.markables {
            if let Markable::Phrase(phrase) = event {
                by_first.insert(phrase.first, phrase);
                by_head.insert(phrase.head, phrase);
            }
        }
        let mut surnames: HashMap<&str, Vec<usize>> = HashMap::new();
        for (surname, person) in state.surnames() {
            let people = surnames.entry(surname).or_default();
            if people.len() < NAMESAKES && !people.contains(&person) {
                people.push(person);
            }
        }
        Narration {
            page,
            state,
            by_first,
            by_head,
            surnames,
        }
    }

    /// The person that the noun phrase with this head is known to mean.
    pub(super) fn phrase_entity(&self, head: usize) -> Option<usize> {
        let phrase = self.by_head.get(&head)?;
        let entity = self.state.phrases.get(&(phrase.first, phrase.head))?.entity;
        (self.state.entity_type(entity) == EntityType::Per).then_some(entity)
    }

    /// The person of a token that is (part of) a name or a pronoun.
    pub(super) fn person_at(&self, token: usize) -> Option<usize> {
        self.state
            .entity_at(self.page, token)
            .filter(|&entity| self.state.entity_type(entity) == EntityType::Per)
    }

    /// Who the narration in a sentence is about: the first that does something in it, or that it opens with. Only
    /// tokens before `end` count.
    pub(super) fn topic(&self, sentence: usize, end: usize) -> Topic {
        let range = &self.page.sentences[sentence];
        // The name that the sentence opens with, where no preposition or verb leads to it.
        let mut opener = None;
        let mut words_before = 0;
        let mut plain = true;
        let mut at = range.start;
        while at < range.end.min(end).min(range.start + 2 * REACH) {
            let token = &self.page.tokens[at];
            if token.quotation.is_some() {
                at += 1;
                continue;
            }
            let opens = plain && words_before <= 2;
            if token.name.is_some() {
                let first = at;
                at = end_of_name(self.page, first);
                if let Some(entity) = self.person_at(first) {
                    let named = Topic::Person(first, entity);
                    match role(self.page, first, at - 1) {
                        Role::Subject => return named,
                        Role::Possessive => {}
                        _ if self.speaks_for(at) => return named,
                        _ if opens => opener = opener.or(Some(named)),
                        _ => {}
                    }
                }
                words_before += 1;
                continue;
            }
            if let (Some(opener), true) = (opener, token.is_finite_verb()) {
                return opener;
            }
            if let Some(gender) = personal(&token.lower) {
                let person = self.person_at(at);
                return opener.unwrap_or(match person {
                    Some(entity) => Topic::Person(at, entity),
                    None => Topic::Pronoun(gender),
                });
            }
            if let Some(phrase) = self.by_first.get(&at)
                && let Noun::Person { gender, .. } | Noun::Relative { gender, .. } = phrase.noun
                && !phrase.predicate
                && opener.is_none()
                && (opens || role(self.page, phrase.first, phrase.head) == Role::Subject)
            {
                return self.phrase_topic(phrase, gender);
            }
            if token.is_word() {
                words_before += 1;
                plain &= !token.is(WordClass::Preposition) && !token.is_finite_verb();
            }
            at += 1;
        }
        opener.unwrap_or(Topic::Nobody)
    }

    /// Tells whether a name that ends before `at` is followed by whom it speaks for, and speaks: `from the union says`.
    pub(super) fn speaks_for(&self, at: usize) -> bool {
        let page = self.page;
        let last = at - 1;
        page.near(last, 1)
            .is_some_and(|next| next.is(WordClass::AffiliationPreposition))
            && (2..=10)
                .map_while(|offset| page.near(last, offset))
                .take_while(|token| token.is_word())
                .find(|token| token.name.is_none() && token.is_finite_verb())
                .is_some_and(|verb| verb.is(WordClass::ReportingVerb))
    }

    pub(super) fn phrase_topic(&self, phrase: &Phrase, gender: Gender) -> Topic {
        // His wife Kimberly; another brother, José,
        let named = (1..=2)
            .map_while(|offset| {
                Some((
                    phrase.head + offset,
                    self.page.near(phrase.head, offset as isize)?,
                ))
            })
            .take_while(|(_, token)| token.name.is_some() || token.text == ",")
            .find(|(_, token)| token.name.is_some());
        if let Some((token, _)) = named
            && let Some(entity) = self.person_at(token)
        {
            return Topic::Person(token, entity);
        }
        match self.phrase_entity(phrase.head) {
            Some(entity) => Topic::Person(phrase.head, entity),
            None if phrase.determiner == Determiner::Definite => Topic::Described(gender),
            None => Topic::Unnamed,
        }
    }

    /// What the sentences before a token are about, nearest first: in its paragraph and in the one above.
    pub(super) fn topics(&self, start: usize) -> impl Iterator<Item = (usize, Topic)> {
        let here = self.page.tokens[start].sentence;
        let (part, paragraph) = (self.page.parts[here], self.page.paragraphs[here]);
        (0..=here)
            .rev()
            .take(SENTENCES)
            .take_while(move |&sentence| {
                self.page.parts[sentence] == part && self.page.paragraphs[sentence] + 1 >= paragraph
            })
            .filter(move |&sentence| {
                self.page.sentences[sentence]
                    .clone()
                    .take_while(|&i| i < start)
                    .take(8 * REACH)
                    .any(|i| {
                        self.page.tokens[i].is_word() && self.page.tokens[i].quotation.is_none()
                    })
            })
            .take(NARRATED)
            .map(move |sentence| (sentence, self.topic(sentence, start)))
    }

    /// Tells whether a sentence has no direct speech.
    pub(super) fn is_plain(&self, sentence: usize) -> bool {
        let mut tokens = self.page.sentences[sentence].clone().take(8 * REACH);
        tokens.all(|i| self.page.tokens[i].quotation.is_none())
    }

    /// Another person of the surname that a token names, where only that one can be `he` or `she`: of the Ainslies,
    /// the husband.
    pub(super) fn namesake(&self, token: usize, entity: usize, gender: Gender) -> Option<usize> {
        self.page.tokens[token].name?;
        // A bare surname, with or without a title.
        let last = end_of_name(self.page, token) - 1;
        let bare = (token..last).all(|i| {
            self.page.tokens[i].is(WordClass::BareTitle) || self.page.tokens[i].text == "."
        });
        if !bare {
            return None;
        }
        let surname = fold(self.page.tokens[last].text);
        let mut fitting = self
            .surnames
            .get(surname.as_str())?
            .iter()
            .filter(|&&other| other != entity && self.state.gender(other) == gender);
        let other = *fitting.next()?;
        fitting.next().is_none().then_some(other)
    }

    /// Who a `he` or `she` that speaks is; `found` are the speakers of the quotations before.
    pub(super) fn pronoun(
        &self,
        token: usize,
        gender: Gender,
        start: usize,
        found: &[Found],
    ) -> Option<usize> {
        let guess = self.person_at(token);
        let from = token.min(start);
        let own = &self.page.tokens[start];
        let opens = opens_paragraph(self.page, start);
        for (rank, (sentence, topic)) in self.topics(from).enumerate() {
            let above = self.page.paragraphs[sentence] != self.page.paragraphs[own.sentence];
            // What stands right before the speech is what it is about; not who spoke in the paragraph above, whom
            // this one may answer.
            let near = rank == 0 && (!above || opens && self.is_plain(sentence));
            match topic {
                Topic::Person(at, entity) => {
                    let named = self.page.tokens[at].name.is_some();
                    if self.state.gender(entity).agrees(gender) {
                        if guess.is_none() || (named && near) {
                            return Some(entity);
                        }
                    } else if (guess.is_none() || near)
                        && let Some(other) = self.namesake(at, entity, gender)
                    {
                        return Some(other);
                    }
                }
                // She may be the spokeswoman.
                Topic::Unnamed if guess.is_none() => return None,
                Topic::Unnamed | Topic::Pronoun(_) | Topic::Described(_) | Topic::Nobody => {}
            }
            if guess.is_some() {
                return guess;
            }
        }
        guess.or_else(|| self.last_speaker(gender, found))
    }

    /// The last who spoke and is known to be of that gender.
    pub(super) fn last_speaker(&self, gender: Gender, found: &[Found]) -> Option<usize> {
        let recent = found.iter().rev().take(TURNS);
        recent
            .filter_map(|found| found.said.speaker())
            .find(|&speaker| self.state.gender(speaker) == gender)
    }

    /// The only person whom the text describes by a noun, beside a name: the winger of `winger Ben Soames`.
    fn described_by(&self, noun: &str, gender: Gender) -> Option<usize> {
        let mut sole = Sole::None;
        for (&entity, nouns) in &self.state.described {
            if self.state.is_person(entity)
                && self.state.gender(entity).agrees(gender)
                && nouns.iter().any(|known| known.noun == noun)
            {
                sole.add(entity);
            }
        }
        sole.get()
    }

    /// Who a definite description that speaks (`the priest`) is: the person that the text is about.
    pub(super) fn described(&self, first: usize, head: usize, start: usize) -> Option<usize> {
        if !self.page.tokens[first].is(WordClass::DefiniteDeterminer) {
            return None;
        }
        let gender = person_noun(&self.page.tokens[head].lower)?;
        if let Some(entity) = self.described_by(&self.page.tokens[head].lower, gender) {
            return Some(entity);
        }
        let opens = opens_paragraph(self.page, start);
        for (sentence, topic) in self.topics(first.min(start)) {
            match topic {
                // Who spoke in the paragraph above may be answered here by another.
                Topic::Person(..) if opens && !self.is_plain(sentence) => return None,
                Topic::Person(_, entity) => {
                    return self.state.gender(entity).agrees(gender).then_some(entity);
                }
                Topic::Unnamed => return None,
                Topic::Nobody | Topic::Pronoun(_) | Topic::Described(_) => {}
            }
        }
        None
    }

    /// Who speaks where no words say it: the person that the narration before is about.
    pub(super) fn about(&self, range: &Range<usize>, found: &[Found]) -> Attribution {
        let page = self.page;
        let sentence = page.tokens[range.start].sentence;
        // In brackets in a sentence: its subject.
        let bracketed = (1..=3).any(|back| {
            range
                .start
                .checked_sub(back)
                .is_some_and(|at| page.tokens[at].text == "(")
        });
        if bracketed
            && let Topic::Person(_, entity) = self.topic(sentence, page.sentences[sentence].end)
        {
            return Attribution::Speaker(entity);
        }
        let mut wanted: Option<Gender> = None;
        for (_, topic) in self.topics(range.start) {
            match topic {
                Topic::Person(_, entity) => {
                    let fits = wanted.is_none_or(|g| self.state.gender(entity).agrees(g));
                    if fits {
                        return Attribution::Speaker(entity);
                    }
                }
                // The sentence before says who it is.
                Topic::Described(gender) if wanted.is_none() => wanted = Some(gender),
                Topic::Pronoun(gender) if wanted.is_none() => {
                    let speaker = self.last_speaker(gender, found);
                    return speaker.map_or(Attribution::Absent, Attribution::Speaker);
                }
                Topic::Unnamed => return Attribution::Absent,
                _ => {}
            }
        }
        if wanted.is_some() {
            return Attribution::Absent;
        }
        // We rang Ms Okoro. "..."
        (range.start.saturating_sub(2 * REACH)..range.start)
            .rev()
            .take_while(|&i| {
                let token = &page.tokens[i];
                sentence - token.sentence <= 2 && token.quotation.is_none()
            })
            .find_map(|i| self.person_at(i))
            .map_or(Attribution::Absent, Attribution::Speaker)
    }
}
