//! Whom `they` stands for: a people, a family or a body, where nobody without a name is as near.

use super::super::discourse::{Pronoun, Role, role};
use super::super::lexicon;
use super::{Resolver, Rule};
use crate::document::EntityType;
use crate::language::WordClass;
use crate::language::nouns::Noun;

/// The score from which `they` is given an entity; the sentences that a group stays the topic for; and the tokens that are
/// looked through for those whom the text has not named.
const THRESHOLD: i32 = 56;
const TOPIC: usize = 3;
const NEAR: usize = 80;

impl Resolver<'_> {
    pub(super) fn they(&mut self, pronoun: Pronoun) -> Option<(usize, Rule)> {
        let token = pronoun.token;
        let here = &self.page.tokens[token];
        let mut best: Option<(usize, i32)> = None;
        for reference in self.recent(token).take(24) {
            let distance = here.sentence - reference.sentence.min(here.sentence);
            if distance > TOPIC {
                break;
            }
            let Some(entity) = reference.entity else {
                continue;
            };
            if reference.quotation != here.quotation
                || !reference.alone
                || self.acts_on(reference, &pronoun)
            {
                continue;
            }
            let kind = match reference.entity_type {
                _ if reference.plural => 26,
                EntityType::Org => 4,
                // Germany beat their neighbours.
                EntityType::Loc
                    if reference.pronoun || reference.role == Role::Subject && distance == 0 =>
                {
                    -6
                }
                _ => continue,
            };
            let score =
                kind + self.salience(reference.token, token, reference.role, reference.pronoun);
            if best.is_none_or(|(_, top)| score > top) {
                best = Some((entity, score));
            }
        }
        let (entity, score) = best?;
        // Those who have no name, farmers or their cows, may be meant as well.
        let others = (token.saturating_sub(NEAR)..token)
            .filter(|&at| self.page.tokens[at].sentence + TOPIC >= here.sentence)
            .filter_map(|at| {
                let again = self.unnamed_they(at);
                // A preposition before it may belong to what comes between.
                let role = || match role(self.page, at, at) {
                    Role::Subject => Role::Subject,
                    _ => Role::Other,
                };
                (again || self.is_plural_noun(at))
                    .then(|| 20 + self.salience(at, token, role(), again))
            })
            .max();
        let clear = others.is_none_or(|other| score >= other + 8);
        (score >= THRESHOLD && clear).then_some((entity, Rule::They))
    }

    /// How much what stands at one token comes to mind at a later one: the nearer the more, who acts more than others, and
    /// who has been meant by a pronoun before most.
    fn salience(&self, at: usize, token: usize, role: Role, pronoun: bool) -> i32 {
        let sentence = |at: usize| self.page.tokens[at].sentence;
        let role = match role {
            Role::Subject => 24,
            Role::Object => 2,
            Role::Possessive | Role::Other => 0,
            Role::Oblique => -12,
        };
        let distance = sentence(token) - sentence(at).min(sentence(token));
        let between = (token - at).min(NEAR);
        60 - 16 * distance as i32 - between as i32 / 2 + role + if pronoun { 22 } else { 0 }
    }

    /// True for `they` of those whom the text has not named.
    fn unnamed_they(&self, at: usize) -> bool {
        self.page.tokens[at].is(WordClass::PluralPronoun) && !self.pronouns.contains_key(&at)
    }

    /// True for a common noun that looks like a plural: `farmers`, `ripe mangoes`.
    fn is_plural_noun(&self, at: usize) -> bool {
        let token = &self.page.tokens[at];
        if token.name.is_some() || !token.is_word() {
            return false;
        }
        // She walks, who walks, Okoro walks.
        let verb = self
            .page
            .near(at, -1)
            .is_some_and(|before| before.name.is_some() || before.is(WordClass::VerbOpener));
        token.noun() == Some(Noun::Persons) || !verb && lexicon::is_plural(token)
    }
}
