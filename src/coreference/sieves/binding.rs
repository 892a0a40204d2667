//! Where the grammar of a sentence binds a pronoun to an antecedent, or keeps it from one.

use super::super::markables::{Case, Pronoun};
use super::super::roles::Role;
use super::super::state::{Reference, State};
use crate::language::WordClass;
use crate::text::{Page, Token};

/// How many tokens apart two of one clause may stand.
const CLAUSE: usize = 25;

/// Tells whether nothing between two tokens of a sentence starts a new clause.
fn same_clause(page: &Page, from: usize, to: usize) -> bool {
    page.tokens[from].sentence == page.tokens[to].sentence
        && to - from < CLAUSE
        && !page.tokens[from + 1..to].iter().any(|token| {
            matches!(token.text, "," | ";" | ":" | "—" | "–" | "\"" | "“" | "”")
                || token.is(WordClass::Conjunction)
        })
}

/// Tells whether a pronoun takes up a name right before it: `Anna Okoro, she said so`.
pub(super) fn dislocates(page: &Page, reference: &Reference, token: usize) -> bool {
    let comma = page.near(token, -1);
    let name = page.near(token, -2).and_then(|before| before.name);
    comma.is_some_and(|comma| comma.text == ",")
        && name.is_some()
        && page.tokens[reference.token].name == name
}

/// Tells whether a pronoun stands in the relative clause of an antecedent: `Okoro, who left his ship`.
pub(super) fn in_relative_clause(
    page: &Page,
    state: &State,
    reference: &Reference,
    token: usize,
) -> bool {
    let Some(name) = page.tokens[reference.token].name else {
        return false;
    };
    let last = state.clusters.names[name].last;
    let who = |token: Option<&Token>| token.is_some_and(|token| token.reads("who"));
    let at = match page.near(last, 1) {
        Some(next) if next.text == "," => last + 2,
        _ => last + 1,
    };
    at < token && who(page.tokens.get(at)) && same_clause(page, at, token)
}

/// Tells whether an antecedent acts on the pronoun, so that the two are not one: in `Okoro saw him`, him is not Okoro.
pub(super) fn acts_on(
    page: &Page,
    state: &State,
    reference: &Reference,
    pronoun: &Pronoun,
) -> bool {
    let acts = || {
        reference.sentence == page.tokens[pronoun.token].sentence
            && matches!(reference.role, Role::Subject | Role::Other)
            && same_clause(page, reference.token, pronoun.token)
            && !reported_between(page, reference.token, pronoun.token)
    };
    pronoun.case == Case::Object
        && (in_relative_clause(page, state, reference, pronoun.token) || acts())
}

/// Tells whether a verb of saying, and then a clause of what is said, stands between two tokens.
///
/// Example: `Qantas said the minister had blamed it`.
fn reported_between(page: &Page, from: usize, to: usize) -> bool {
    let between = &page.tokens[from + 1..to];
    between
        .iter()
        .position(|token| token.is(WordClass::ReportingVerb))
        .is_some_and(|at| between[at + 1..].iter().any(Token::is_finite_verb))
}

/// Tells whether a verb of saying stands right before the second of two tokens, or before the hearer's name there.
///
/// Example: `Qantas said that it`, `Agius told Terence Cole he`.
pub(super) fn reports(page: &Page, state: &State, from: usize, to: usize) -> bool {
    let hearer = page.near(to, -1).and_then(|before| before.name);
    let heard = hearer.map_or(0, |name| to - state.clusters.names[name].first.min(to));
    page.tokens[from..to]
        .iter()
        .rev()
        .take(3 + heard)
        .any(|token| token.is(WordClass::ReportingVerb))
}

/// Returns the role that a pronoun plays.
pub(super) fn pronoun_role(page: &Page, pronoun: Pronoun) -> Role {
    match pronoun.case {
        Case::Subject => Role::Subject,
        Case::Possessive => Role::Possessive,
        Case::Object | Case::Reflexive => {
            let oblique = page
                .near(pronoun.token, -1)
                .is_some_and(|before| before.is(WordClass::Preposition));
            if oblique { Role::Oblique } else { Role::Object }
        }
    }
}
