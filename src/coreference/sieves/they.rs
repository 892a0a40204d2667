//! `they`: a people, a family or a body, where nobody without a name is as near.

use super::super::lexicon;
use super::super::markables::{Markable, Person};
use super::super::roles::{Role, role};
use super::super::salience::{Distance, THEY, they as weights};
use super::super::state::{Link, State};
use super::binding::acts_on;
use super::{Antecedent, Verdict};
use crate::document::{EntityType, Rule};
use crate::language::WordClass;
use crate::language::nouns::Noun;
use crate::text::Page;

/// How many references back the antecedent may stand.
const REFERENCES: usize = 24;
/// The sentences that a group stays the topic for.
const TOPIC: usize = 3;
/// The tokens that are looked through for people whom the text has not named.
const NEAR: usize = 80;

/// Example: `The Germans lost. They flew home.` Not: `Acme Corp met the farmers. They want more money.`
pub(super) struct They;

impl Antecedent for They {
    fn resolve(&self, page: &Page, state: &mut State, markable: usize) -> Verdict {
        let Markable::Pronoun(pronoun) = state.markables[markable] else {
            return Verdict::Pass;
        };
        if pronoun.person != Person::They {
            return Verdict::Pass;
        }
        let token = pronoun.token;
        let here = &page.tokens[token];
        let mut best: Option<(usize, i32)> = None;
        for reference in state.recent(page, token).take(REFERENCES) {
            let distance = here.sentence - reference.sentence.min(here.sentence);
            if distance > TOPIC {
                break;
            }
            let Some(entity) = reference.entity else {
                continue;
            };
            if reference.quotation != here.quotation
                || !reference.alone
                || acts_on(page, state, reference, &pronoun)
            {
                continue;
            }
            let acts = reference.pronoun || reference.role == Role::Subject && distance == 0;
            let kind = match reference.entity_type {
                _ if reference.plural => weights::GROUP,
                EntityType::Org => weights::ORGANISATION,
                // Germany beat their neighbours.
                EntityType::Loc if acts => weights::PLACE,
                _ => continue,
            };
            let score = kind
                + salience(
                    page,
                    reference.token,
                    token,
                    reference.role,
                    reference.pronoun,
                );
            if best.is_none_or(|(_, top)| score > top) {
                best = Some((entity, score));
            }
        }
        let chosen = best.filter(|&(_, score)| {
            let clear = nameless(page, state, token)
                .is_none_or(|nameless| score >= nameless + weights::MARGIN);
            score >= weights::THRESHOLD && clear
        });
        Verdict::of(chosen.map(|(entity, _)| Link {
            entity,
            rule: Rule("they"),
        }))
    }
}

/// Returns the salience of those near a pronoun who have no name: farmers or their cows may be meant as well.
fn nameless(page: &Page, state: &State, token: usize) -> Option<i32> {
    let here = page.tokens[token].sentence;
    (token.saturating_sub(NEAR)..token)
        .filter(|&at| page.tokens[at].sentence + TOPIC >= here)
        .filter_map(|at| {
            let again =
                page.tokens[at].is(WordClass::PluralPronoun) && !state.pronouns.contains_key(&at);
            if !again && !is_plural_noun(page, at) {
                return None;
            }
            // A preposition before it may belong to what comes between.
            let role = match role(page, at, at) {
                Role::Subject => Role::Subject,
                _ => Role::Other,
            };
            Some(weights::NAMELESS + salience(page, at, token, role, again))
        })
        .max()
}

fn salience(page: &Page, at: usize, token: usize, role: Role, pronoun: bool) -> i32 {
    let sentence = |at: usize| page.tokens[at].sentence;
    let distance = Distance {
        sentences: sentence(token) - sentence(at).min(sentence(token)),
        references: 0,
        tokens: token - at,
    };
    THEY.salience(distance, role, pronoun)
}

/// Tells whether a common noun looks like a plural: `farmers`, `ripe mangoes`.
fn is_plural_noun(page: &Page, at: usize) -> bool {
    let token = &page.tokens[at];
    if token.name.is_some() || !token.is_word() {
        return false;
    }
    // She walks, who walks, Okoro walks.
    let verb = page
        .near(at, -1)
        .is_some_and(|before| before.name.is_some() || before.is(WordClass::VerbOpener));
    token.noun() == Some(Noun::Persons) || !verb && lexicon::is_plural(token)
}
