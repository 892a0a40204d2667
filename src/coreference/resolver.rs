//! The sieves after the names: third-person pronouns, definite noun phrases, and the first person of who speaks.
//!
//! The document is walked twice in text order: first the narration, whose pronouns say who speaks (`she said`), then,
//! with the speakers known, what stands inside the quotations.

mod offices;
mod they;

use std::collections::HashMap;

use super::discourse::{
    Case, Determiner, Event, Person, Phrase, Pronoun, Role, inverse, role, verb_follows,
};
use super::kin::Kin;
use super::lexicon;
use super::names::{Clusters, Name};
use crate::document::EntityType;
use crate::language::nouns::{Gender, Noun, Relation};
use crate::language::{self, WordClass};
use crate::text::{Page, Token};

/// How far back an antecedent is looked for, in references and in sentences.
const WINDOW: usize = 48;
const SENTENCES: usize = 12;

/// Why a mention belongs to its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// he or she, the antecedent named or meant in the same or the previous sentence.
    PersonNear,
    /// he or she, the antecedent further back.
    PersonFar,
    /// he or she, and a second candidate was about as good.
    PersonUnclear,
    /// The name follows the pronoun: `In his speech, Mr Okoro said`.
    Cataphora,
    It,
    They,
    /// I, me, my of the speaker of a quotation.
    FirstPerson,
    /// `his wife Kimberly`, `Kimberly, the actress,`.
    Apposition,
    /// `his wife`, named before.
    Relation,
    /// The only one that the noun phrase can mean.
    OnlyCandidate,
}

#[derive(Clone, Copy, Debug)]
struct Reference {
    token: usize,
    sentence: usize,
    /// `None` for somebody who has no name: a distractor.
    entity: Option<usize>,
    gender: Gender,
    plural: bool,
    /// False for a name that only goes with another word.
    alone: bool,
    role: Role,
    pronoun: bool,
    quotation: Option<usize>,
    entity_type: EntityType,
}

/// What is meant where one alone fits.
#[derive(Clone, Copy, Debug, Default)]
enum Sole {
    #[default]
    None,
    One(usize),
    Several,
}

impl Sole {
    fn add(&mut self, entity: usize) {
        *self = match *self {
            Sole::None => Sole::One(entity),
            Sole::One(other) if other == entity => Sole::One(entity),
            _ => Sole::Several,
        };
    }

    fn get(self) -> Option<usize> {
        match self {
            Sole::One(entity) => Some(entity),
            _ => None,
        }
    }
}

pub(super) struct Resolver<'a> {
    page: &'a Page<'a>,
    clusters: &'a mut Clusters,
    events: &'a [Event],
    /// Of each quotation.
    pub speakers: Vec<Option<usize>>,
    /// Pronouns by token.
    pub pronouns: HashMap<usize, (usize, Rule)>,
    /// Noun phrases by first token and head.
    pub phrases: HashMap<(usize, usize), (usize, Rule)>,
    relatives: HashMap<(usize, Relation), usize>,
    kin: Kin,
    /// Common nouns by which the text has described each entity.
    described: HashMap<usize, Vec<String>>,
    /// Who holds the offices that the text names in front of a name: `Prime Minister`.
    offices: HashMap<String, Sole>,
    /// What the organisations and places of the text are, by the word that says so: church for `Church of Norrby`.
    kinds: HashMap<(EntityType, String), Sole>,
    /// The country that the document is about.
    country: Option<usize>,
    references: Vec<Reference>,
    /// The person that the document names most.
    topic: Option<usize>,
}

impl<'a> Resolver<'a> {
    pub fn new(
        page: &'a Page<'a>,
        clusters: &'a mut Clusters,
        events: &'a [Event],
        quotations: usize,
    ) -> Self {
        Resolver {
            page,
            clusters,
            events,
            speakers: vec![None; quotations],
            pronouns: HashMap::new(),
            phrases: HashMap::new(),
            relatives: HashMap::new(),
            kin: Kin::default(),
            described: HashMap::new(),
            offices: HashMap::new(),
            kinds: HashMap::new(),
            country: None,
            references: Vec::new(),
            topic: None,
        }
    }

    /// Learns what appositions say, and the gender of persons whose name does not tell it from the pronoun that follows.
    pub fn prepare(&mut self) {
        for event in self.events {
            let Event::Phrase(phrase) = event else {
                continue;
            };
            let Some(name) = phrase.apposed else { continue };
            let entity = self.clusters.of[name];
            if let Noun::Person { gender, .. } | Noun::Relative { gender, .. } = phrase.noun {
                let known = &mut self.clusters.clusters[entity].gender;
                *known = known.or(gender);
            }
            let noun = self.page.tokens[phrase.head].lower.to_string();
            self.described.entry(entity).or_default().push(noun);
        }
        // Titles describe as well: President Okoro is the president.
        for (i, name) in self.clusters.names.iter().enumerate() {
            for back in 1..=2 {
                let Some(before) = self.page.near(name.first, -back) else {
                    break;
                };
                if before.name.is_some() || !before.is_word() {
                    break;
                }
                if before.noun().is_some() {
                    let described = self.described.entry(self.clusters.of[i]).or_default();
                    if described.len() < 16 {
                        described.push(before.lower.to_string());
                    }
                }
            }
        }
        self.learn_offices();
        self.kinds_and_country();
        self.common_names();
        self.vote();
        let named = |entity: &usize| self.clusters.clusters[*entity].names.len();
        self.topic = (0..self.clusters.clusters.len())
            .filter(|&entity| self.clusters.clusters[entity].entity_type == EntityType::Per)
            .max_by_key(|entity| (named(entity), std::cmp::Reverse(*entity)))
            .filter(|entity| named(entity) > 2);
    }

    fn vote(&mut self) {
        let mut votes: HashMap<usize, (i32, i32)> = HashMap::new();
        let mut last: Option<(usize, usize)> = None;
        for event in self.events {
            match event {
                Event::Name(name) => {
                    let entity = self.clusters.of[*name];
                    if self.clusters.clusters[entity].entity_type == EntityType::Per {
                        last = Some((entity, self.clusters.names[*name].last));
                    }
                }
                Event::Pronoun(Pronoun {
                    token,
                    person: Person::HeShe(gender),
                    ..
                }) => {
                    let Some((entity, at)) = last else { continue };
                    let near = self.page.tokens[*token].sentence
                        - self.page.tokens[at]
                            .sentence
                            .min(self.page.tokens[*token].sentence)
                        <= 1;
                    if near && token - at <= 30 {
                        let vote = votes.entry(entity).or_default();
                        match gender {
                            Gender::Male => vote.0 += 1,
                            Gender::Female => vote.1 += 1,
                            Gender::Unknown => {}
                        }
                    }
                    last = None;
                }
                _ => {}
            }
        }
        for (entity, (male, female)) in votes {
            let gender = &mut self.clusters.clusters[entity].gender;
            let (winner, most, least) = if male > female {
                (Gender::Male, male, female)
            } else {
                (Gender::Female, female, male)
            };
            let decided = match *gender {
                Gender::Unknown => most > 2 * least,
                // The lists are wrong about a few.
                known => known != winner && most >= 4 && least == 0,
            };
            if decided && most > least {
                *gender = winner;
            }
        }
    }

    /// Walks the document: the narration, or with `quoted` what stands in quotations.
    pub fn walk(&mut self, quoted: bool) {
        self.references.clear();
        for index in 0..self.events.len() {
            match self.events[index] {
                Event::Name(name) => {
                    let (first, last) = (
                        self.clusters.names[name].first,
                        self.clusters.names[name].last,
                    );
                    let entity = self.clusters.of[name];
                    let role = role(self.page, first, last);
                    let (plural, alone) = (self.is_group(name), self.stands_alone(name));
                    let reference = self.refer(first, Some(entity), role, false);
                    (reference.plural, reference.alone) = (plural, alone);
                }
                Event::Pronoun(pronoun) => self.pronoun(pronoun, quoted, index),
                Event::Phrase(phrase) => self.phrase(phrase, quoted),
            }
        }
    }

    /// Adds a reference, which the caller may say more of.
    fn refer(
        &mut self,
        token: usize,
        entity: Option<usize>,
        role: Role,
        pronoun: bool,
    ) -> &mut Reference {
        let at = &self.page.tokens[token];
        let (gender, entity_type) = match entity {
            Some(entity) => (
                self.clusters.clusters[entity].gender,
                self.clusters.clusters[entity].entity_type,
            ),
            None => (Gender::Unknown, EntityType::Per),
        };
        self.references.push(Reference {
            token,
            sentence: at.sentence,
            entity,
            gender,
            plural: false,
            alone: true,
            role,
            pronoun,
            quotation: at.quotation,
            entity_type,
        });
        let last = self.references.len() - 1;
        &mut self.references[last]
    }

    /// True for a name of several people: `Democrats`, `the Germans`, `the Maya` who do something; `the Sams`, a family.
    fn is_group(&self, name: usize) -> bool {
        let the_one = |name: &Name| {
            let before = self.page.near(name.first, -1);
            name.words.len() == 1 && before.is_some_and(|before| before.lower == "the")
        };
        let cluster = &self.clusters.clusters[self.clusters.of[name]];
        if cluster.entity_type == EntityType::Per {
            let own = &self.clusters.names[name];
            let plural = own.words.last().is_some_and(|last| last.ends_with('s'));
            return plural && the_one(own) && self.stands_alone(name);
        }
        cluster.names.iter().take(8).any(|&name| {
            let name = &self.clusters.names[name];
            let one = the_one(name);
            match (cluster.entity_type, name.words.last()) {
                (EntityType::Misc, Some(last)) => {
                    lexicon::is_people(last) || (one && self.acts_as_several(name.last))
                }
                (EntityType::Org, Some(last)) => {
                    lexicon::is_people(last) || (one && last.ends_with('s'))
                }
                _ => false,
            }
        })
    }

    /// True where a verb follows a name that does not say that it is one: the Maya built, but not the Victorian says.
    fn acts_as_several(&self, last: usize) -> bool {
        let one = self
            .page
            .near(last, 1)
            .is_some_and(|next| next.lower.ends_with('s'));
        !one && verb_follows(self.page, last)
    }

    /// True for a name that stands for itself: not the one of `Greek temples`, nor one of two (`Greece and Italy`).
    fn stands_alone(&self, name: usize) -> bool {
        let name = &self.clusters.names[name];
        let before = self.page.near(name.first, -1);
        let before = match before {
            Some(token) if token.lower == "the" => self.page.near(name.first, -2),
            other => other,
        };
        let noun = self.page.near(name.last, 1).is_some_and(|next| {
            next.is_word()
                && next.name.is_none()
                && !next.is_finite_verb()
                && !next.is(WordClass::Preposition)
                && !next.is(WordClass::Conjunction)
                && !next.lower.ends_with("ly")
        });
        !noun && before.is_none_or(|before| before.lower != "and")
    }

    fn pronoun_role(&self, pronoun: Pronoun) -> Role {
        match pronoun.case {
            Case::Subject => Role::Subject,
            Case::Possessive => Role::Possessive,
            Case::Object | Case::Reflexive => {
                let oblique = self
                    .page
                    .near(pronoun.token, -1)
                    .is_some_and(|before| before.is(WordClass::Preposition));
                if oblique { Role::Oblique } else { Role::Object }
            }
        }
    }

    fn pronoun(&mut self, pronoun: Pronoun, quoted: bool, event: usize) {
        let quotation = self.page.tokens[pronoun.token].quotation;
        if !self.pronouns.contains_key(&pronoun.token) && quotation.is_some() == quoted {
            let found = match pronoun.person {
                Person::First => quotation
                    .and_then(|quotation| self.speakers[quotation])
                    .filter(|&speaker| {
                        self.clusters.clusters[speaker].entity_type == EntityType::Per
                    })
                    .map(|speaker| (speaker, Rule::FirstPerson)),
                Person::HeShe(gender) => self.he_or_she(pronoun, gender, event),
                Person::It => self.it(pronoun),
                Person::They => self.they(pronoun),
            };
            if let Some(found) = found {
                self.pronouns.insert(pronoun.token, found);
            }
        }
        if let Some(&(entity, _)) = self.pronouns.get(&pronoun.token) {
            let role = self.pronoun_role(pronoun);
            self.refer(pronoun.token, Some(entity), role, true).plural =
                pronoun.person == Person::They;
        }
    }

    /// The references that may be meant, nearest first.
    fn recent(&self, token: usize) -> impl Iterator<Item = &Reference> {
        let sentence = self.page.tokens[token].sentence;
        self.references
            .iter()
            .rev()
            .take(WINDOW)
            .take_while(move |reference| reference.sentence + SENTENCES >= sentence)
    }

    /// True where nothing between two tokens of a sentence starts a new clause.
    fn same_clause(&self, from: usize, to: usize) -> bool {
        self.page.tokens[from].sentence == self.page.tokens[to].sentence
            && to - from < 25
            && !self.page.tokens[from + 1..to].iter().any(|token| {
                matches!(token.text, "," | ";" | ":" | "—" | "–" | "\"" | "“" | "”")
                    || token.is(WordClass::Conjunction)
            })
    }

    /// True for a pronoun right behind a name and a comma.
    fn taken_up(&self, reference: &Reference, token: usize) -> bool {
        let comma = self.page.near(token, -1);
        let name = self.page.near(token, -2).and_then(|before| before.name);
        comma.is_some_and(|comma| comma.text == ",")
            && name.is_some()
            && self.page.tokens[reference.token].name == name
    }

    /// True where the clause of a pronoun is about what is referred to: `Okoro, who left his ship`.
    fn relative_clause(&self, reference: &Reference, token: usize) -> bool {
        let Some(name) = self.page.tokens[reference.token].name else {
            return false;
        };
        let last = self.clusters.names[name].last;
        let who = |token: Option<&Token>| token.is_some_and(|token| token.lower == "who");
        let at = match self.page.near(last, 1) {
            Some(next) if next.text == "," => last + 2,
            _ => last + 1,
        };
        at < token && who(self.page.tokens.get(at)) && self.same_clause(at, token)
    }

    /// True where what is referred to acts on the pronoun: somebody does not see him, if him is somebody.
    fn acts_on(&self, reference: &Reference, pronoun: &Pronoun) -> bool {
        let acts = || {
            reference.sentence == self.page.tokens[pronoun.token].sentence
                && matches!(reference.role, Role::Subject | Role::Other)
                && self.same_clause(reference.token, pronoun.token)
                && !self.told(reference.token, pronoun.token)
        };
        pronoun.case == Case::Object && (self.relative_clause(reference, pronoun.token) || acts())
    }

    /// True where a verb of saying, and then what is said, stands between two tokens: `Qantas said the minister had blamed it`.
    fn told(&self, from: usize, to: usize) -> bool {
        let between = &self.page.tokens[from + 1..to];
        between
            .iter()
            .position(|token| token.is(WordClass::ReportingVerb))
            .is_some_and(|at| {
                let said = &between[at + 1..];
                said.iter().any(|token| token.is_finite_verb())
            })
    }

    /// True where a verb of saying stands right before the second of two tokens, or before the name there: `Qantas said that
    /// it`, `Agius told Terence Cole he`.
    fn reports(&self, from: usize, to: usize) -> bool {
        let hearer = self.page.near(to, -1).and_then(|before| before.name);
        let heard = hearer.map_or(0, |name| to - self.clusters.names[name].first.min(to));
        self.page.tokens[from..to]
            .iter()
            .rev()
            .take(3 + heard)
            .any(|token| token.is(WordClass::ReportingVerb))
    }

    fn he_or_she(
        &mut self,
        pronoun: Pronoun,
        gender: Gender,
        event: usize,
    ) -> Option<(usize, Rule)> {
        let token = pronoun.token;
        let here = &self.page.tokens[token];
        let speaker = here
            .quotation
            .and_then(|quotation| self.speakers[quotation]);
        let own_role = self.pronoun_role(pronoun);
        // Where every sentence is a paragraph, none takes the story up again.
        let opens = self.page.opens_paragraph(here.sentence)
            && (here.sentence == 0 || !self.page.opens_paragraph(here.sentence - 1));
        let start = self.page.sentences[here.sentence].start;
        // He left; under questioning he left.
        let leads = token - start <= 4
            && self.page.tokens[start..token]
                .iter()
                .all(|before| before.name.is_none() && !before.is_finite_verb());
        // Scores by entity; `usize::MAX` stands for somebody without a name.
        let mut scores: Vec<(usize, i32, usize)> = Vec::new();
        for (rank, reference) in self.recent(token).enumerate() {
            if reference.entity_type != EntityType::Per || reference.plural {
                continue;
            }
            let known = reference.entity.map_or(reference.gender, |entity| {
                self.clusters.clusters[entity].gender
            });
            if !known.agrees(gender) || (speaker.is_some() && reference.entity == speaker) {
                continue;
            }
            let distance = here.sentence - reference.sentence.min(here.sentence);
            let same_sentence = distance == 0;
            if self.acts_on(reference, &pronoun) {
                continue;
            }
            if pronoun.case == Case::Reflexive && !same_sentence {
                continue;
            }
            let mut score = 100 - 12 * (distance.min(8) as i32) - (rank.min(12) as i32) * 2;
            score += match reference.role {
                Role::Subject => 18,
                Role::Other => 6,
                Role::Object => 4,
                Role::Possessive => 2,
                Role::Oblique => -4,
            };
            if reference.role == own_role
                || (own_role == Role::Possessive && reference.role == Role::Subject)
            {
                score += 6;
            }
            if reference.pronoun {
                score += 16;
            }
            // Who acted in the sentence before goes on to act.
            if distance == 1 && leads && reference.role == Role::Subject && !opens {
                score += 8;
            }
            // Allton said he had seen it.
            if same_sentence
                && pronoun.case == Case::Subject
                && reference.quotation == here.quotation
                && self.reports(reference.token, token)
            {
                score += 20;
            }
            // Anna Okoro, she said so; in the words of Anna Okoro, she said so.
            if pronoun.case == Case::Subject && self.taken_up(reference, token) {
                score += if reference.token == start { 30 } else { 14 };
            }
            // Who owns or acts on himself stands in the sentence, as a rule.
            if same_sentence && matches!(pronoun.case, Case::Possessive | Case::Reflexive) {
                score += 8;
            }
            if pronoun.case == Case::Possessive && self.relative_clause(reference, token) {
                score += 14;
            }
            if known == gender {
                score += 14;
            }
            if here.quotation.is_none() && reference.quotation.is_some() {
                score -= 30;
            }
            if here.quotation.is_some() && reference.quotation.is_none() && distance > 0 {
                score -= 4;
            }
            if let Some(entity) = reference.entity {
                if self.topic == Some(entity) {
                    // Who the article is about; the more so where a paragraph takes the story up again.
                    score += if opens { 20 } else { 10 };
                }
                let count = self.clusters.clusters[entity].names.len().min(32);
                score += 4 * (usize::BITS - count.leading_zeros()) as i32;
            } else {
                score -= 6;
            }
            let key = reference.entity.unwrap_or(usize::MAX);
            match scores.iter_mut().find(|(entity, ..)| *entity == key) {
                Some((_, best, _)) => *best = (*best).max(score),
                None => scores.push((key, score, distance)),
            }
        }
        scores.sort_by_key(|&(entity, score, _)| (std::cmp::Reverse(score), entity));
        let Some(&(entity, best, distance)) = scores.first() else {
            return self.cataphora(token, gender, event);
        };
        if entity == usize::MAX {
            return None;
        }
        // The opening phrase of a sentence may look ahead: In her speech, Ms Okoro said ...
        if distance >= 2
            && let Some(found) = self.cataphora(token, gender, event)
        {
            return Some(found);
        }
        let cluster = &mut self.clusters.clusters[entity];
        cluster.gender = cluster.gender.or(gender);
        let unclear = scores
            .get(1)
            .is_some_and(|&(_, second, _)| best - second < 12);
        let rule = if unclear {
            Rule::PersonUnclear
        } else if distance <= 1 {
            Rule::PersonNear
        } else {
            Rule::PersonFar
        };
        Some((entity, rule))
    }

    fn cataphora(&mut self, token: usize, gender: Gender, event: usize) -> Option<(usize, Rule)> {
        let sentence = self.page.tokens[token].sentence;
        let first = self.page.sentences[sentence].start;
        let opener = &self.page.tokens[first];
        if token - first > 10
            || !(opener.is(WordClass::Preposition)
                || opener.is(WordClass::Conjunction)
                || opener.lower.ends_with("ing"))
        {
            return None;
        }
        for event in self.events[event + 1..].iter().take(8) {
            let Event::Name(name) = event else { continue };
            let name = *name;
            let at = self.clusters.names[name].first;
            if self.page.tokens[at].sentence != sentence {
                break;
            }
            let entity = self.clusters.of[name];
            // Not in `before his death, he wrote to Chevalier`.
            let subject = role(self.page, at, self.clusters.names[name].last) == Role::Subject;
            let cluster = &mut self.clusters.clusters[entity];
            if cluster.entity_type == EntityType::Per
                && cluster.gender.agrees(gender)
                && subject
                && self.page.tokens[token + 1..at]
                    .iter()
                    .any(|token| token.text == ",")
            {
                cluster.gender = cluster.gender.or(gender);
                return Some((entity, Rule::Cataphora));
            }
        }
        None
    }

    /// It is raining; it is clear that; it seems; they got it wrong.
    fn pleonastic(&self, token: usize, case: Case) -> bool {
        let next = |offset: isize| {
            self.page
                .near(token, offset)
                .map_or("", |token| &*token.lower)
        };
        if case != Case::Subject {
            return language::is(next(-1), WordClass::PleonasticObjectVerb)
                && language::is(next(1), WordClass::PleonasticObjectComplement);
        }
        let copula = language::is(next(1), WordClass::PleonasticAuxiliary);
        if language::is(next(1), WordClass::PleonasticVerb) {
            return true;
        }
        copula && (2..=9).any(|offset| language::is(next(offset), WordClass::PleonasticComplement))
    }

    fn it(&mut self, pronoun: Pronoun) -> Option<(usize, Rule)> {
        let token = pronoun.token;
        let here = &self.page.tokens[token];
        if self.pleonastic(token, pronoun.case) {
            return None;
        }
        let sentence_start = self.page.sentences[here.sentence].start;
        let opens = token - sentence_start <= 1;
        let mut best: Option<(usize, i32)> = None;
        let mut second = i32::MIN;
        for (rank, reference) in self.recent(token).take(12).enumerate() {
            let Some(entity) = reference.entity else {
                continue;
            };
            if !matches!(reference.entity_type, EntityType::Org | EntityType::Loc)
                || reference.quotation != here.quotation
            {
                continue;
            }
            let distance = here.sentence - reference.sentence.min(here.sentence);
            if distance > 1 {
                break;
            }
            if self.acts_on(reference, &pronoun) {
                continue;
            }
            let mut score = 40 - 20 * distance as i32 - 2 * rank as i32;
            score += match reference.role {
                Role::Subject => 24,
                Role::Possessive => 4,
                Role::Object => 2,
                Role::Other => 0,
                Role::Oblique => -16,
            };
            if reference.pronoun {
                score += 22;
            }
            if distance == 1 && !opens {
                score -= 14;
            }
            if pronoun.case == Case::Possessive {
                score += 6;
            }
            if reference.entity_type == EntityType::Org {
                score += 4;
            }
            // Qantas said it ...
            if distance == 0
                && pronoun.case == Case::Subject
                && self.reports(reference.token, token)
            {
                score += 10;
            }
            score += 3 * self.clusters.clusters[entity].names.len().min(8) as i32;
            match &mut best {
                Some((other, top)) if *other == entity => *top = (*top).max(score),
                Some((_, top)) if *top >= score => second = second.max(score),
                _ => {
                    second = best.map_or(i32::MIN, |(_, top)| top);
                    best = Some((entity, score));
                }
            }
        }
        let (entity, score) = best?;
        (score >= IT_THRESHOLD && score - 4 >= second).then_some((entity, Rule::It))
    }

    fn phrase(&mut self, phrase: Phrase, quoted: bool) {
        let here = &self.page.tokens[phrase.head];
        let key = (phrase.first, phrase.head);
        let (gender, plural, entity_type) = match phrase.noun {
            Noun::Person { gender, .. } | Noun::Relative { gender, .. } => {
                (gender, false, EntityType::Per)
            }
            Noun::Persons => (Gender::Unknown, true, EntityType::Per),
            Noun::Organisation => (Gender::Unknown, false, EntityType::Org),
            Noun::Place => (Gender::Unknown, false, EntityType::Loc),
        };
        if here.quotation.is_some() == quoted && !self.phrases.contains_key(&key) {
            let found = self
                .phrase_entity(&phrase, gender, entity_type)
                .or_else(|| self.sibling(&phrase, gender));
            if let Some(found) = found {
                self.phrases.insert(key, found);
            }
        }
        if let (Some(name), Some(possessor)) = (phrase.apposed, self.possessor(&phrase)) {
            self.kin
                .record(self.page, self.clusters, possessor, &phrase, name);
        }
        if phrase.predicate || phrase.apposed.is_some() {
            return;
        }
        let found = self.phrases.get(&key).map(|&(entity, _)| entity);
        let role = role(self.page, phrase.first, phrase.head);
        let reference = self.refer(phrase.head, found, role, false);
        if found.is_none() {
            reference.gender = gender;
            reference.plural = plural;
            reference.entity_type = entity_type;
        }
    }

    /// `his sister`, where only one can be meant.
    fn sibling(&self, phrase: &Phrase, gender: Gender) -> Option<(usize, Rule)> {
        let Noun::Relative {
            relation: Relation::Brother | Relation::Sister,
            ..
        } = phrase.noun
        else {
            return None;
        };
        if phrase.apposed.is_some() || phrase.predicate {
            return None;
        }
        let possessor = self.possessor(phrase)?;
        let fits = |other: usize| self.clusters.clusters[other].gender.agrees(gender);
        Some((self.kin.sibling(possessor, fits)?, Rule::Relation))
    }

    /// Who possesses: `his` wife, `James's` wife.
    fn possessor(&self, phrase: &Phrase) -> Option<usize> {
        match phrase.determiner {
            Determiner::Pronoun(token) => self.pronouns.get(&token).map(|&(entity, _)| entity),
            Determiner::Name(name) => Some(self.clusters.of[name]),
            _ => None,
        }
    }

    fn phrase_entity(
        &mut self,
        phrase: &Phrase,
        gender: Gender,
        entity_type: EntityType,
    ) -> Option<(usize, Rule)> {
        if phrase.noun == Noun::Persons {
            return None;
        }
        let possessor = self.possessor(phrase);
        let relation = match phrase.noun {
            Noun::Relative { relation, .. } if relation != Relation::Other => Some(relation),
            _ => None,
        };
        if let Some(name) = phrase.apposed {
            let entity = self.clusters.of[name];
            if possessor == Some(entity) {
                return None;
            }
            if let (Some(relation), Some(possessor)) = (relation, possessor) {
                self.relatives.insert((possessor, relation), entity);
                if let Some(back) = inverse(relation) {
                    self.relatives.insert((entity, back), possessor);
                }
            }
            return (phrase.determiner != Determiner::Indefinite)
                .then_some((entity, Rule::Apposition));
        }
        if phrase.predicate {
            return None;
        }
        if let (Some(relation), Some(possessor)) = (relation, possessor) {
            // A wife is one; a son may be another than the one named before.
            if relation == Relation::Spouse
                || relation == Relation::Mother
                || relation == Relation::Father
            {
                let relative = *self.relatives.get(&(possessor, relation))?;
                let fits = self.clusters.clusters[relative].gender.agrees(gender);
                return fits.then_some((relative, Rule::Relation));
            }
            return None;
        }
        let head = &self.page.tokens[phrase.head];
        // Our Nation.
        if phrase.head == phrase.first + 1
            && head.is_capitalised()
            && head.is(WordClass::NationNoun)
            && (phrase.determiner == Determiner::Definite
                || self.page.tokens[phrase.first].lower == "our")
        {
            return self.country.map(|country| (country, Rule::OnlyCandidate));
        }
        if phrase.determiner != Determiner::Definite {
            return None;
        }
        let of_another = self
            .page
            .near(phrase.head, 1)
            .is_some_and(|next| next.is(WordClass::HolderPreposition));
        if entity_type == EntityType::Per && !self.offices.is_empty() && !of_another {
            let words = &self.page.tokens[phrase.first + 1..=phrase.head];
            // The secretary may be anybody's, the Secretary is the one named so.
            let office = words.len() > 1 || words[0].is_capitalised();
            let words = words.iter().map(|word| &*word.lower).collect::<Vec<_>>();
            if let Some(&holder) = self.offices.get(&words.join(" ")).filter(|_| office) {
                return holder.get().map(|holder| (holder, Rule::OnlyCandidate));
            }
        }
        // A phrase that somebody goes on to define is somebody new: the man who ..., the city of ..., the boy
        // she had expected.
        let defined = self
            .page
            .near(phrase.head, 1)
            .is_some_and(|next| next.is(WordClass::PhraseDefiner));
        if defined {
            return None;
        }
        // The Kennett government is no other's.
        let words = &self.page.tokens[phrase.first..phrase.head];
        if entity_type != EntityType::Per && words.iter().any(|word| word.name.is_some()) {
            return None;
        }
        let noun = &*self.page.tokens[phrase.head].lower;
        // The desert country is none.
        if noun == "country" && phrase.head > phrase.first + 1 {
            return None;
        }
        // The Church is the one of the text, wherever it was named.
        if phrase.head == phrase.first + 1
            && self.page.tokens[phrase.head].is_capitalised()
            && entity_type != EntityType::Per
            && let Some(entity) = self
                .kinds
                .get(&(entity_type, noun.to_string()))
                .and_then(|kind| kind.get())
        {
            return Some((entity, Rule::OnlyCandidate));
        }
        let generic = matches!(phrase.noun, Noun::Person { generic: true, .. });
        let aged = self.page.tokens[phrase.first..phrase.head]
            .iter()
            .any(|token| token.lower.ends_with("-year-old"));
        let mut only = Sole::None;
        // The one that has the noun in its name.
        let mut named = Sole::None;
        let mut described: Option<usize> = None;
        let here = &self.page.tokens[phrase.head];
        for reference in self.recent(phrase.head).take(24) {
            let distance = here.sentence - reference.sentence.min(here.sentence);
            if distance > 3 {
                break;
            }
            if reference.entity_type != entity_type || reference.plural {
                continue;
            }
            let Some(entity) = reference.entity else {
                // Somebody unnamed may be meant as well.
                if entity_type == EntityType::Per && reference.gender.agrees(gender) {
                    return None;
                }
                continue;
            };
            if entity_type == EntityType::Per
                && !self.clusters.clusters[entity].gender.agrees(gender)
            {
                continue;
            }
            if self
                .described
                .get(&entity)
                .is_some_and(|nouns| nouns.iter().any(|other| other == noun))
            {
                if described.is_some_and(|other| other != entity) {
                    return None;
                }
                described = Some(entity);
            }
            if entity_type == EntityType::Loc && !self.may_be(entity, noun) {
                continue;
            }
            only.add(entity);
            if self.has_word(entity, noun) {
                named.add(entity);
            }
        }
        let entity = match entity_type {
            EntityType::Per => described.or(only.get().filter(|_| generic || aged))?,
            _ => {
                let only = only.get().filter(|_| says_little(noun));
                described.or(named.get()).or(only)?
            }
        };
        Some((entity, Rule::OnlyCandidate))
    }

    /// True where a name of the entity has the word: the party in `Civic Party`.
    fn has_word(&self, entity: usize, noun: &str) -> bool {
        let names = self.clusters.clusters[entity].names.iter().take(32);
        names
            .flat_map(|&name| &self.clusters.names[name].words)
            .any(|word| word == noun)
    }

    /// The entity of the mention that a token is part of.
    pub fn entity_at(&self, token: usize) -> Option<usize> {
        if let Some(name) = self.page.tokens[token].name {
            return Some(self.clusters.of[name]);
        }
        self.pronouns.get(&token).map(|&(entity, _)| entity)
    }

    pub fn is_subject(&self, token: usize) -> bool {
        match self.page.tokens[token].name {
            Some(name) => {
                let name = &self.clusters.names[name];
                role(self.page, name.first, name.last) == Role::Subject
                    || verb_follows(self.page, name.last)
            }
            None => self.page.tokens[token].is(WordClass::ThirdPersonNominative),
        }
    }

    pub fn entity_type(&self, entity: usize) -> EntityType {
        self.clusters.clusters[entity].entity_type
    }

    pub fn gender(&self, entity: usize) -> Gender {
        self.clusters.clusters[entity].gender
    }

    /// The last word of each full name of a person, with the person.
    pub fn surnames(&self) -> impl Iterator<Item = (&str, usize)> {
        let names = self.clusters.names.iter().zip(&self.clusters.of);
        names
            .filter(|&(name, &entity)| {
                name.words.len() >= 2 && self.entity_type(entity) == EntityType::Per
            })
            .filter_map(|(name, &entity)| Some((name.words.last()?.as_str(), entity)))
    }
}

/// True for what may be said of an organisation or place whose name does not have the word: a `company`, but no `party`.
fn says_little(noun: &str) -> bool {
    language::is(noun, WordClass::GenericBodyNoun)
}

/// The score from which `it` and `its` are given an entity.
const IT_THRESHOLD: i32 = 46;
