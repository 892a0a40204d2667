//! What the clauses beside a quotation say of its speaker: `She said:`, `said Mr Okoro, the mayor`.

use std::ops::Range;

use super::super::roles::{Role, role};
use super::descriptions::{description, is_between, is_determiner, personal};
use super::narration::{Narration, Topic};
use super::places::{is_mark, opens_sentence, start_of_name};
use super::{Attribution, REACH};
use crate::document::EntityType;
use crate::language::WordClass;
use crate::text::Page;

/// What the words before and after a quotation say together.
pub(super) fn beside(narration: &Narration, range: &Range<usize>) -> Attribution {
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

/// Tells whether a colon, or a comma, stands before the quotation that starts at `start`.
fn introduces(page: &Page, start: usize) -> bool {
    (1..=3)
        .filter_map(|back| start.checked_sub(back))
        .map(|at| page.tokens[at].text)
        .find(|text| !matches!(*text, "\"" | "'" | "“" | "‘" | "«" | "`" | "''"))
        .is_some_and(|text| text == ":" || text == ",")
}

/// The words before a quotation: `She said:`, `Mr Okoro, the mayor, told reporters that`.
fn before(narration: &Narration, start: usize) -> Attribution {
    let (page, state) = (narration.page, narration.state);
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
            let last = (clause.end - 1, state.entity_at(page, clause.end - 1));
            if let (at, Some(entity)) = last
                && (state.entity_type(entity) == EntityType::Per || at == clause.start)
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
    let (page, state) = (narration.page, narration.state);
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
                .find_map(|i| state.entity_at(page, i))
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

/// Tells whether a token is a verb of saying, also in its base form after another verb: `would say only`.
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

/// Returns the one who does the saying in a clause with a reporting verb.
fn subject(narration: &Narration, clause: Range<usize>, verb: usize) -> Attribution {
    let before = subject_before(narration, clause.start..verb);
    if before != Attribution::Absent {
        return before;
    }
    let (page, state) = (narration.page, narration.state);
    if (clause.start..verb).all(|i| !page.tokens[i].is_word()) {
        return subject_behind(narration, verb, clause.end);
    }
    // The last resort: an organisation or a place that acts.
    (clause.start..verb)
        .rev()
        .filter(|&i| {
            page.near(i, 1)
                .is_some_and(|next| next.is(WordClass::ReportingVerb))
        })
        .find_map(|i| state.entity_at(page, i))
        .map_or(Attribution::Unnamed, Attribution::Speaker)
}

/// Returns the subject among the tokens before a verb of saying: `she said`, `the priest said`, `Okoro said`.
fn subject_before(narration: &Narration, before: Range<usize>) -> Attribution {
    let (page, state) = (narration.page, narration.state);
    let verb = before.end;
    // A person who is neither the subject nor anything else.
    let mut other = None;
    let mut first_person = false;
    for i in before.rev() {
        let token = &page.tokens[i];
        let unnamed = token.name.is_none();
        if unnamed && matches!(&*token.lower, "i" | "we" | "you") {
            first_person = true;
            break;
        }
        if matches!(token.text, "." | ";" | "!" | "?") {
            break;
        }
        if unnamed && let Some(gender) = personal(&token.lower) {
            return Attribution::Pronoun(i, gender);
        }
        if unnamed
            && is_determiner(&token.lower)
            && other.is_none()
            && let Some(head) = description(page, i, verb)
            && (head + 1..verb).all(|between| is_between(&page.tokens[between].lower))
        {
            return Attribution::Described(i, head);
        }
        if let Some(entity) = state.entity_at(page, i) {
            if state.is_subject(page, i) {
                return Attribution::Speaker(entity);
            }
            let oblique = page
                .near(i, 1)
                .is_some_and(|next| next.is_possessive_mark())
                || token.is(WordClass::ObliquePronoun)
                || page
                    .near(i, -1)
                    .is_some_and(|before| before.is(WordClass::Preposition));
            if state.is_person(entity) && !oblique {
                other = other.or(Some(entity));
            }
        } else if matches!(&*token.lower, "they" | "it") {
            return Attribution::Unnamed;
        }
    }
    match other {
        Some(entity) => Attribution::Speaker(entity),
        None if first_person => Attribution::Unnamed,
        None => Attribution::Absent,
    }
}

/// Returns the subject behind a verb of saying that opens its clause: `said the priest, from the back`, `said Okoro`.
fn subject_behind(narration: &Narration, verb: usize, end: usize) -> Attribution {
    let (page, state) = (narration.page, narration.state);
    let next = verb + 1;
    if next < end
        && is_determiner(&page.tokens[next].lower)
        && let Some(head) = description(page, next, end)
    {
        // Not: said the singer Orla Devaney.
        let named = (1..=2)
            .map_while(|offset| page.near(head, offset))
            .take_while(|token| token.name.is_some() || token.text == ",")
            .any(|token| token.name.is_some());
        if !named {
            return Attribution::Described(next, head);
        }
    }
    let mut body = None;
    for i in next..end.min(verb + 12) {
        let token = &page.tokens[i];
        // Said Okoro to the crowd, that ...
        if matches!(&*token.lower, "to" | "that" | "on") {
            break;
        }
        let Some(entity) = state.entity_at(page, i) else {
            continue;
        };
        let owner = page
            .near(i, 1)
            .is_some_and(|next| next.is_possessive_mark())
            || token.reads("his")
            || token.reads("her");
        if owner {
            continue;
        }
        if state.is_person(entity) {
            return Attribution::Speaker(entity);
        }
        body = body.or(Some(entity));
    }
    // An organisation only where it is what follows the verb: said BP.
    let named = |offset: isize| {
        page.near(verb, offset)
            .is_some_and(|next| next.name.is_some())
    };
    let article = page.near(verb, 1).is_some_and(|next| next.reads("the"));
    body.filter(|_| named(1) || article && named(2))
        .map_or(Attribution::Unnamed, Attribution::Speaker)
}
