//! Names of bodies: governments, institutions, parties, laws.

use super::{Draft, Name, NameRule, Words, is_capitalised};
use crate::document::{EntityType, Rule};
use crate::language::WordClass;

fn is_state_body(word: &str) -> bool {
    is_capitalised(word, WordClass::StateBodyNoun)
}

fn is_party(word: &str) -> bool {
    is_capitalised(word, WordClass::PartyAdjective)
}

/// Adds the noun of a state's body to the name of the country or people before it.
///
/// Example: `Cuban` and `Consulate`, `Queensland` and `Government`. Not: `Democratic Senate`, the Senate of a party.
pub struct StateBodyBehind;

impl NameRule for StateBodyBehind {
    fn name(&self) -> &'static str {
        "state_body_behind"
    }

    fn apply(&self, words: &Words, draft: &mut Draft) -> bool {
        let mut changed = false;
        for at in 0..draft.names.len() {
            let next = draft.names.get(at + 1).map(|n| (n.sentence, n.words.start));
            let name = &mut draft.names[at];
            let end = match next {
                Some((sentence, start)) if sentence == name.sentence => start,
                _ => words.of(name.sentence).len(),
            };
            if name.words.end < end
                && is_state_body(words.word(name.sentence, name.words.end))
                && !is_party(words.word(name.sentence, name.words.start))
            {
                name.words.end += 1;
                name.rule = Some(Rule(self.name()));
                changed = true;
            }
        }
        changed
    }
}

/// Leaves out the party that holds a body.
///
/// Example: `Democratic Senate` is the Senate.
pub struct PartyBeforeBody;

impl NameRule for PartyBeforeBody {
    fn name(&self) -> &'static str {
        "party_before_body"
    }

    fn rewrite(&self, words: &Words, name: &mut Name) -> bool {
        let first = name.words.start;
        name.words.len() == 2
            && is_party(words.word(name.sentence, first))
            && is_state_body(words.word(name.sentence, first + 1))
            && name.take(first + 1..first + 2)
    }
}

/// Makes an organisation of a place whose words say that it is an institution.
///
/// Example: `St Olave's Hospital`, `Royal Academy of Dramatic Art`. Not: `University Avenue`, `Hospital`.
pub struct Institution;

impl NameRule for Institution {
    fn name(&self) -> &'static str {
        "institution"
    }

    fn rewrite(&self, words: &Words, name: &mut Name) -> bool {
        let is_noun =
            |w: usize| is_capitalised(words.word(name.sentence, w), WordClass::InstitutionNoun);
        let ends =
            |w: usize| w == name.words.end || matches!(words.word(name.sentence, w), "of" | "for");
        name.entity_type == EntityType::Loc
            && name
                .words
                .clone()
                .skip(1)
                .any(|w| is_noun(w) && ends(w + 1))
            && name.set_type(EntityType::Org)
    }
}

/// Makes an organisation of a name that ends with the noun of a state's body.
///
/// Example: `Cuban Consulate`.
pub struct StateBody;

impl NameRule for StateBody {
    fn name(&self) -> &'static str {
        "state_body"
    }

    fn rewrite(&self, words: &Words, name: &mut Name) -> bool {
        name.words.len() > 1
            && is_state_body(words.word(name.sentence, name.words.end - 1))
            && name.set_type(EntityType::Org)
    }
}

/// Makes MISC of the name of a law, which is no organisation.
///
/// Example: `Factory Act`, `Constitution`. Not: `Acting Company`.
pub struct Law;

impl NameRule for Law {
    fn name(&self) -> &'static str {
        "law"
    }

    fn rewrite(&self, words: &Words, name: &mut Name) -> bool {
        name.entity_type == EntityType::Org
            && is_capitalised(
                words.word(name.sentence, name.words.end - 1),
                WordClass::LawNoun,
            )
            && name.set_type(EntityType::Misc)
    }
}

/// Joins a people and a body that the model took for two names.
///
/// Example: `Australian` and `Federal Police`. Not: `German` and `Acme`, `Democratic` and `Senate`.
pub struct PeopleAndBody;

impl NameRule for PeopleAndBody {
    fn name(&self) -> &'static str {
        "people_and_body"
    }

    fn apply(&self, words: &Words, draft: &mut Draft) -> bool {
        let before = draft.names.len();
        let mut out: Vec<Name> = Vec::with_capacity(before);
        for mut name in draft.names.drain(..) {
            match out.last() {
                Some(people) if joins(words, people, &name) => {
                    name.start = people.start;
                    name.words.start = people.words.start;
                    name.rule = Some(Rule(self.name()));
                    out.pop();
                }
                _ => {}
            }
            out.push(name);
        }
        draft.names = out;
        draft.names.len() < before
    }
}

/// Tells whether two names in order are a people's and a body's, with one space between them.
fn joins(words: &Words, people: &Name, body: &Name) -> bool {
    let (a, b) = (people.span(words), body.span(words));
    people.sentence == body.sentence
        && people.entity_type == EntityType::Misc
        && body.entity_type == EntityType::Org
        && (body.words.len() > 1 || is_state_body(words.word(body.sentence, body.words.start)))
        && words.text(body.sentence).get(a.end..b.start) == Some(" ")
        && !people.text(words).contains(' ')
        && !is_party(people.text(words))
}
