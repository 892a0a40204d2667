//! Who says what: the speaker of each quotation.
//!
//! The words beside a quotation name its speaker, or point to one: a pronoun (`she said`) or a description (`said the
//! priest`). Those are settled in text order by what the narration before is about. A quotation without such words has
//! the speaker of its paragraph, of the speech that it goes on with, or the one whose turn it is.

use std::collections::HashMap;
use std::ops::Range;

use super::discourse::{Determiner, Event, Phrase, Role, role};
use super::resolver::Resolver;
use crate::document::{Document, EntityType, Quotation};
use crate::language::nouns::{Gender, Noun, ends_in};
use crate::language::{self, WordClass};
use crate::text::Page;

/// How far from a quotation its attribution may stand, in tokens.
const REACH: usize = 28;
/// How many sentences before a quotation are looked at for the person that they are about.
const SENTENCES: usize = 10;
/// How many of them that hold narration.
const NARRATED: usize = 4;
/// How many quotations back somebody still takes part in a conversation.
const TURNS: usize = 6;
/// How many people of one surname are told apart.
const NAMESAKES: usize = 8;

/// What the words beside a quotation say about its speaker.
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

/// The speakers, and what finding them told about the words that point to them.
#[derive(Debug, Default)]
pub(super) struct Attributions {
    /// The speaker (an entity of the resolver) of each quotation.
    pub speakers: Vec<Option<usize>>,
    /// Pronouns (by token) that mean another person than the resolver took them for.
    pub pronouns: Vec<(usize, usize)>,
    /// Noun phrases (by first token and head) that the resolver left open.
    pub phrases: Vec<((usize, usize), usize)>,
}

/// Finds the speaker of each quotation.
pub(super) fn attribute(
    document: &Document,
    page: &Page,
    resolver: &Resolver,
    events: &[Event],
    quotations: &[Quotation],
) -> Attributions {
    let ranges: Vec<_> = quotations
        .iter()
        .map(|quotation| page.range(quotation.part, quotation.span))
        .collect();
    let narration = Narration::new(page, resolver, events);
    let mut out = Attributions::default();
    let mut found: Vec<Attribution> = Vec::with_capacity(quotations.len());
    for range in &ranges {
        let said = if range.is_empty() {
            Attribution::Absent
        } else {
            beside(&narration, range)
        };
        let settled = match said {
            Attribution::Pronoun(token, gender) => {
                let speaker = narration.meant(token, gender, range.start, &found);
                if let Some(entity) = speaker
                    && resolver.entity_at(token) != Some(entity)
                {
                    out.pronouns.push((token, entity));
                }
                speaker.map_or(Attribution::Unnamed, Attribution::Speaker)
            }
            Attribution::Described(first, head) => {
                let known = narration.phrase_entity(head);
                let speaker = known.or_else(|| narration.described(first, head, range.start));
                if let Some(entity) = speaker
                    && known.is_none()
                {
                    out.phrases.push(((first, head), entity));
                }
                speaker.map_or(Attribution::Unnamed, Attribution::Speaker)
            }
            other => other,
        };
        found.push(settled);
    }
    let paragraph = |i: usize| {
        ranges[i]
            .clone()
            .next()
            .map(|token| page.paragraphs[page.tokens[token].sentence])
    };
    let opens_paragraph = |i: usize| {
        ranges[i]
            .clone()
            .next()
            .is_some_and(|token| opens_paragraph(page, token))
    };
    // Within a paragraph one person speaks, if no other is named: what follows first, then what precedes.
    for i in 1..found.len() {
        if found[i] == Attribution::Absent
            && paragraph(i).is_some()
            && paragraph(i) == paragraph(i - 1)
        {
            found[i] = found[i - 1];
        }
    }
    for i in (1..found.len()).rev() {
        if found[i - 1] == Attribution::Absent
            && paragraph(i).is_some()
            && paragraph(i) == paragraph(i - 1)
        {
            found[i - 1] = found[i];
        }
    }
    let mut last_in: HashMap<usize, Attribution> = HashMap::new();
    for i in 0..found.len() {
        let Some(here) = paragraph(i) else { continue };
        if found[i] == Attribution::Absent {
            let same = i > 0 && paragraph(i - 1) == Some(here);
            let continued =
                i > 0 && open_ended(document, &quotations[i - 1]) && paragraph(i - 1) != Some(here);
            let above = here
                .checked_sub(1)
                .and_then(|above| last_in.get(&above))
                .copied();
            found[i] = if same || continued {
                found[i - 1]
            } else if let Some(above) = above.filter(|_| opens_paragraph(i)) {
                let dialogue =
                    i >= 2 && opens_paragraph(i - 1) && !open_ended(document, &quotations[i - 1]);
                match found.get(i.wrapping_sub(2)).filter(|_| dialogue).copied() {
                    // Two who take turns.
                    Some(Attribution::Speaker(other))
                        if above != Attribution::Speaker(other)
                            && paragraph(i - 2) == here.checked_sub(2) =>
                    {
                        Attribution::Speaker(other)
                    }
                    _ => above,
                }
            } else {
                match narration.about(&ranges[i], &found[..i]) {
                    // And then? "No."
                    Attribution::Absent => above.unwrap_or(Attribution::Absent),
                    about => about,
                }
            };
        }
        last_in.insert(here, found[i]);
    }
    out.speakers = found.into_iter().map(Attribution::speaker).collect();
    out
}

/// True for a token that opens its paragraph, but for a mark.
fn opens_paragraph(page: &Page, token: usize) -> bool {
    page.opens_paragraph(page.tokens[token].sentence) && opens_sentence(page, token)
}

/// True for a token that opens its sentence, but for a mark.
fn opens_sentence(page: &Page, token: usize) -> bool {
    token - page.sentences[page.tokens[token].sentence].start <= 2
}

/// Past the last token of the name that a token is part of.
fn end_of_name(page: &Page, token: usize) -> usize {
    let name = page.tokens[token].name;
    (token..page.tokens.len())
        .find(|&i| page.tokens[i].name.is_none() || page.tokens[i].name != name)
        .unwrap_or(page.tokens.len())
}

/// The first token of the name that a token is part of.
fn start_of_name(page: &Page, token: usize) -> usize {
    let name = page.tokens[token].name;
    (0..token)
        .rev()
        .take_while(|&i| name.is_some() && page.tokens[i].name == name)
        .last()
        .unwrap_or(token)
}

/// What the words before and after a quotation say together.
fn beside(narration: &Narration, range: &Range<usize>) -> Attribution {
    match (before(narration, range.start), after(narration, range)) {
        (Attribution::Absent, after) => after,
        (before, Attribution::Absent) => before,
        // "..., she said. He answered: ..." : the colon or comma binds the words before to what follows.
        (before, after) => {
            if introduces(narration.page, range.start) {
                before
            } else {
                after
            }
        }
    }
}

/// Who a sentence of the narration is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Topic {
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
struct Narration<'a> {
    page: &'a Page<'a>,
    resolver: &'a Resolver<'a>,
    by_first: HashMap<usize, &'a Phrase>,
    by_head: HashMap<usize, &'a Phrase>,
    /// People by surname.
    surnames: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Narration<'a> {
    fn new(page: &'a Page<'a>, resolver: &'a Resolver<'a>, events: &'a [Event]) -> Self {
        let mut by_first = HashMap::new();
        let mut by_head = HashMap::new();
        for event in events {
            if let Event::Phrase(phrase) = event {
                by_first.insert(phrase.first, phrase);
                by_head.insert(phrase.head, phrase);
            }
        }
        let mut surnames: HashMap<&str, Vec<usize>> = HashMap::new();
        for (surname, person) in resolver.surnames() {
            let people = surnames.entry(surname).or_default();
            if people.len() < NAMESAKES && !people.contains(&person) {
                people.push(person);
            }
        }
        Narration {
            page,
            resolver,
            by_first,
            by_head,
            surnames,
        }
    }

    /// The person that the noun phrase with this head is known to mean.
    fn phrase_entity(&self, head: usize) -> Option<usize> {
        let phrase = self.by_head.get(&head)?;
        let &(entity, _) = self.resolver.phrases.get(&(phrase.first, phrase.head))?;
        (self.resolver.entity_type(entity) == EntityType::Per).then_some(entity)
    }

    /// The person of a token that is (part of) a name or a pronoun.
    fn person_at(&self, token: usize) -> Option<usize> {
        self.resolver
            .entity_at(token)
            .filter(|&entity| self.resolver.entity_type(entity) == EntityType::Per)
    }

    /// Who the narration in a sentence is about: the first that does something in it, or that it opens with. Only
    /// tokens before `end` count.
    fn topic(&self, sentence: usize, end: usize) -> Topic {
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

    /// True where a name that ends before `at` is followed by whom it speaks for, and speaks: `from the union says`.
    fn speaks_for(&self, at: usize) -> bool {
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

    fn phrase_topic(&self, phrase: &Phrase, gender: Gender) -> Topic {
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
    fn topics(&self, start: usize) -> impl Iterator<Item = (usize, Topic)> {
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

    /// True for a sentence without direct speech.
    fn is_plain(&self, sentence: usize) -> bool {
        let mut tokens = self.page.sentences[sentence].clone().take(8 * REACH);
        tokens.all(|i| self.page.tokens[i].quotation.is_none())
    }

    /// Another person of the surname that a token names, where only that one can be `he` or `she`: of the Ainslies,
    /// the husband.
    fn namesake(&self, token: usize, entity: usize, gender: Gender) -> Option<usize> {
        self.page.tokens[token].name?;
        // A bare surname, with or without a title.
        let last = end_of_name(self.page, token) - 1;
        let bare = (token..last).all(|i| {
            self.page.tokens[i].is(WordClass::BareTitle) || self.page.tokens[i].text == "."
        });
        if !bare {
            return None;
        }
        let surname = crate::text::fold(self.page.tokens[last].text);
        let mut fitting = self
            .surnames
            .get(surname.as_str())?
            .iter()
            .filter(|&&other| other != entity && self.resolver.gender(other) == gender);
        let other = *fitting.next()?;
        fitting.next().is_none().then_some(other)
    }

    /// Who a `he` or `she` that speaks is; `found` are the speakers of the quotations before.
    fn meant(
        &self,
        token: usize,
        gender: Gender,
        start: usize,
        found: &[Attribution],
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
                    if self.resolver.gender(entity).agrees(gender) {
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
    fn last_speaker(&self, gender: Gender, found: &[Attribution]) -> Option<usize> {
        let recent = found.iter().rev().take(TURNS);
        recent
            .filter_map(|said| said.speaker())
            .find(|&speaker| self.resolver.gender(speaker) == gender)
    }

    /// Who a definite description that speaks (`the priest`) is: the person that the text is about.
    fn described(&self, first: usize, head: usize, start: usize) -> Option<usize> {
        if !self.page.tokens[first].is(WordClass::DefiniteDeterminer) {
            return None;
        }
        let gender = person_noun(&self.page.tokens[head].lower)?;
        let opens = opens_paragraph(self.page, start);
        for (sentence, topic) in self.topics(first.min(start)) {
            match topic {
                // Who spoke in the paragraph above may be answered here by another.
                Topic::Person(..) if opens && !self.is_plain(sentence) => return None,
                Topic::Person(_, entity) => {
                    return self
                        .resolver
                        .gender(entity)
                        .agrees(gender)
                        .then_some(entity);
                }
                Topic::Unnamed => return None,
                Topic::Nobody | Topic::Pronoun(_) | Topic::Described(_) => {}
            }
        }
        None
    }

    /// Who speaks where no words say it: the person that the narration before is about.
    fn about(&self, range: &Range<usize>, found: &[Attribution]) -> Attribution {
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
                    let fits = wanted.is_none_or(|g| self.resolver.gender(entity).agrees(g));
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

/// The gender of a pronoun that can be the subject.
fn personal(word: &str) -> Option<Gender> {
    match word {
        "he" => Some(Gender::Male),
        "she" => Some(Gender::Female),
        _ => None,
    }
}

/// The gender that a common noun for one person tells; `None` for other nouns, and for those of people who stay unnamed.
fn person_noun(word: &str) -> Option<Gender> {
    if language::is(word, WordClass::UnnamedPerson) {
        return None;
    }
    match Noun::of(word) {
        Some(Noun::Person { gender, .. } | Noun::Relative { gender, .. }) => return Some(gender),
        Some(_) => return None,
        None => {}
    }
    if language::is(word, WordClass::PersonAbbreviation) || word.ends_with("-year-old") {
        return Some(Gender::Unknown);
    }
    if word.ends_with("woman") {
        return Some(Gender::Female);
    }
    if word.ends_with("man") {
        return Some(Gender::Male);
    }
    // Who drums is a drummer; what is written is a letter.
    let thing = language::is(word, WordClass::AgentiveThing);
    let agent = word.len() >= 5 && ends_in(word, WordClass::PersonEnding);
    (agent && !thing).then_some(Gender::Unknown)
}

/// True where a quotation has no closing mark, so that the next paragraph goes on with it.
fn open_ended(document: &Document, quotation: &Quotation) -> bool {
    document
        .part(quotation.part)
        .get(quotation.span.end..)
        .is_some_and(|rest| {
            !rest
                .trim_start()
                .starts_with(['"', '\'', '”', '’', '»', '“'])
                || rest.starts_with('\n')
                || rest.starts_with("\r\n")
        })
}

/// True for a token that only marks or joins quotations.
fn is_mark(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(
            c,
            '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '`' | '„' | ','
        )
    })
}

/// True where a colon, or a comma, stands before the quotation that starts at `start`.
fn introduces(page: &Page, start: usize) -> bool {
    (1..=3)
        .filter_map(|back| start.checked_sub(back))
        .map(|at| page.tokens[at].text)
        .find(|text| !matches!(*text, "\"" | "'" | "“" | "‘" | "«" | "`" | "''"))
        .is_some_and(|text| text == ":" || text == ",")
}

/// The words before a quotation: `She said:`, `Mr Okoro, the mayor, told reporters that`.
fn before(narration: &Narration, start: usize) -> Attribution {
    let (page, resolver) = (narration.page, narration.resolver);
    let mut at = start;
    while at > 0 && is_mark(page.tokens[at - 1].text) && page.tokens[at - 1].text != "," {
        at -= 1;
    }
    if at == 0 {
        return Attribution::Absent;
    }
    let sentence = page.tokens[at - 1].sentence;
    let colon = page.tokens[at - 1].text == ":";
    if page.tokens[start].sentence != sentence && !colon {
        return Attribution::Absent;
    }
    let first = page.sentences[sentence].start.max(at.saturating_sub(REACH));
    let mut low = at;
    while low > first && page.tokens[low - 1].quotation.is_none() {
        low -= 1;
    }
    // Only the last clause that a colon or full stop leaves.
    let clause = low..at - usize::from(colon || page.tokens[at - 1].text == ",");
    if clause.is_empty() {
        return Attribution::Absent;
    }
    let verb = clause.clone().rev().find(|&i| reports(page, i));
    match verb {
        Some(verb) => subject(narration, clause, verb),
        None if colon => {
            // Mr Okoro: "..."; not: Mr Okoro put it more briefly on Radio Thames: "..."
            let last = (clause.end - 1, resolver.entity_at(clause.end - 1));
            if let (at, Some(entity)) = last
                && (resolver.entity_type(entity) == EntityType::Per || at == clause.start)
                && role(page, start_of_name(page, at), at) != Role::Oblique
            {
                return Attribution::Speaker(entity);
            }
            match narration.topic(sentence, clause.end) {
                Topic::Person(_, entity) => Attribution::Speaker(entity),
                _ => Attribution::Absent,
            }
        }
        None => Attribution::Absent,
    }
}

/// The words after a quotation: `, she said.`, `said Mr Okoro, the mayor`.
fn after(narration: &Narration, range: &Range<usize>) -> Attribution {
    let (page, resolver) = (narration.page, narration.resolver);
    let (start, end) = (range.start, range.end);
    let mut at = end;
    while at < page.tokens.len()
        && (is_mark(page.tokens[at].text) || matches!(page.tokens[at].text, "-" | "–" | "—"))
    {
        at += 1;
    }
    let Some(token) = page.tokens.get(at) else {
        return Attribution::Absent;
    };
    // Only the same paragraph.
    if page.paragraphs[token.sentence] != page.paragraphs[page.tokens[end - 1].sentence]
        || page.parts[token.sentence] != page.parts[page.tokens[end - 1].sentence]
    {
        return Attribution::Absent;
    }
    // A full stop before the closing mark and a capital after it: a new sentence, which need not be about the speech.
    let closed = page.tokens[end - 1].text == "." && page.tokens[at - 1].text != ",";
    let sentence = token.sentence;
    let limit = page.sentences[sentence].end.min(at + REACH / 2);
    let mut high = at;
    while high < limit
        && page.tokens[high].quotation.is_none()
        && !matches!(page.tokens[high].text, "." | ";" | ":" | "!" | "?")
    {
        high += 1;
    }
    let clause = at..high;
    let Some(verb) = clause.clone().find(|&i| reports(page, i)) else {
        if token.reads("according") {
            return clause
                .clone()
                .find_map(|i| resolver.entity_at(i))
                .map_or(Attribution::Unnamed, Attribution::Speaker);
        }
        // "Never!" he thundered: words that go on in mid-sentence say who spoke, whatever the verb.
        return match personal(token.text) {
            Some(gender) if opens_sentence(page, start) => Attribution::Pronoun(at, gender),
            _ => Attribution::Absent,
        };
    };
    if closed
        && token.is_capitalised()
        && page.tokens.get(high).is_some_and(|stop| stop.text == ":")
    {
        // It brings in the next quotation.
        return Attribution::Absent;
    }
    if closed && verb - at > 6 {
        return Attribution::Absent;
    }
    subject(narration, clause, verb)
}

fn is_determiner(word: &str) -> bool {
    language::is(word, WordClass::SingularDeterminer)
}

/// True for a word that may stand between a subject and its verb.
fn is_between(word: &str) -> bool {
    word.ends_with("ly") || language::is(word, WordClass::BetweenSubjectAndVerb)
}

/// The head of a description of one person that opens with the determiner at `first` and ends before `end`.
fn description(page: &Page, first: usize, end: usize) -> Option<usize> {
    let mut head = None;
    for i in first + 1..end.min(first + 7) {
        let token = &page.tokens[i];
        let lower = &*token.lower;
        // An injured man; a verb ends the phrase.
        let participle = i == first + 1 && lower.ends_with("ed");
        if !token.is_word()
            || is_between(lower)
            || language::is(lower, WordClass::Preposition)
            || language::is(lower, WordClass::Conjunction)
            || (token.is_finite_verb() && !participle)
        {
            break;
        }
        head = Some(i);
    }
    head.filter(|&head| {
        page.tokens[head].name.is_none() && person_noun(&page.tokens[head].lower).is_some()
    })
}

/// True for a verb of saying, also in its base form after another verb: `would say only`.
fn reports(page: &Page, at: usize) -> bool {
    let token = &page.tokens[at];
    if token.name.is_some() {
        return false;
    }
    token.is(WordClass::ReportingVerb)
        || token.is(WordClass::ReportingInfinitive)
            && page
                .near(at, -1)
                .is_some_and(|before| before.is_finite_verb() || before.reads("to"))
}

/// The one who does the saying in a clause with a reporting verb.
fn subject(narration: &Narration, clause: Range<usize>, verb: usize) -> Attribution {
    let (page, resolver) = (narration.page, narration.resolver);
    // ... X said
    let mut fallback = None;
    let mut first_person = false;
    for i in (clause.start..verb).rev() {
        let token = &page.tokens[i];
        if matches!(&*token.lower, "i" | "we" | "you") && token.name.is_none() {
            first_person = true;
            break;
        }
        if matches!(token.text, "." | ";" | "!" | "?") {
            break;
        }
        if token.name.is_none()
            && let Some(gender) = personal(&token.lower)
        {
            return Attribution::Pronoun(i, gender);
        }
        if token.name.is_none()
            && is_determiner(&token.lower)
            && fallback.is_none()
            && let Some(head) = description(page, i, verb)
            && (head + 1..verb).all(|between| is_between(&page.tokens[between].lower))
        {
            return Attribution::Described(i, head);
        }
        if let Some(entity) = resolver.entity_at(i) {
            let person = resolver.entity_type(entity) == EntityType::Per;
            if resolver.is_subject(i) {
                return Attribution::Speaker(entity);
            }
            let possessive = page
                .near(i, 1)
                .is_some_and(|next| next.is_possessive_mark())
                || token.is(WordClass::ObliquePronoun);
            let preceded = page
                .near(i, -1)
                .is_some_and(|before| before.is(WordClass::Preposition));
            if person && !possessive && !preceded {
                fallback = fallback.or(Some(entity));
            }
        } else if matches!(&*token.lower, "they" | "it") {
            return Attribution::Unnamed;
        }
    }
    if let Some(entity) = fallback {
        return Attribution::Speaker(entity);
    }
    if first_person {
        return Attribution::Unnamed;
    }
    // said X
    let inverted = verb == clause.start || (clause.start..verb).all(|i| !page.tokens[i].is_word());
    if inverted {
        // said the priest, from the back; not: said the singer Orla Devaney
        let next = verb + 1;
        if next < clause.end
            && is_determiner(&page.tokens[next].lower)
            && let Some(head) = description(page, next, clause.end)
        {
            let named = (1..=2)
                .map_while(|offset| page.near(head, offset))
                .take_while(|token| token.name.is_some() || token.text == ",")
                .any(|token| token.name.is_some());
            if !named {
                return Attribution::Described(next, head);
            }
        }
        for i in (verb + 1)..clause.end.min(verb + 12) {
            let token = &page.tokens[i];
            if matches!(&*token.lower, "to" | "that" | "in" | "on" | "of" | "at")
                || token.text == ","
            {
                if matches!(&*token.lower, "of" | "in" | "at") || token.text == "," {
                    continue;
                }
                break;
            }
            if let Some(entity) = resolver.entity_at(i) {
                if page
                    .near(i, 1)
                    .is_some_and(|next| next.is_possessive_mark())
                    || token.reads("his")
                    || token.reads("her")
                {
                    continue;
                }
                if resolver.entity_type(entity) == EntityType::Per {
                    return Attribution::Speaker(entity);
                }
                fallback = fallback.or(Some(entity));
            }
        }
        // An organisation only where it is what follows the verb: said BP.
        let direct = page.near(verb, 1).is_some_and(|next| next.name.is_some())
            || (page.near(verb, 1).is_some_and(|next| next.reads("the"))
                && page.near(verb, 2).is_some_and(|next| next.name.is_some()));
        return fallback
            .filter(|_| direct)
            .map_or(Attribution::Unnamed, Attribution::Speaker);
    }
    // The last resort: an organisation or a place that acts.
    (clause.start..verb)
        .rev()
        .find(|&i| {
            resolver.entity_at(i).is_some()
                && page
                    .near(i, 1)
                    .is_some_and(|next| next.is(WordClass::ReportingVerb))
        })
        .and_then(|i| resolver.entity_at(i))
        .map_or(Attribution::Unnamed, Attribution::Speaker)
}
