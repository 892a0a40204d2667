//! The rules that join two names of the corpus, in the order of work: the surest first.
//!
//! To add a rule, write a file with a type that is a [`Join`], and add a line to [`JOINS`].

mod acronym;
mod alias_in_text;
mod given_name;
mod organisation_tail;
mod type_slip;

use super::groups::Groups;
use crate::document::Rule;
use crate::language::{self, WordClass};

/// A rule that joins groups.
pub(crate) trait Join: Sync {
    /// The name of the rule.
    fn name(&self) -> &'static str;

    /// Joins what the rule holds to be one.
    fn run(&self, groups: &mut Groups);
}

/// All rules, in the order of work.
pub(crate) const JOINS: &[&dyn Join] = &[
    &type_slip::TypeSlip,
    &alias_in_text::AliasInText,
    &acronym::Acronym,
    &organisation_tail::OrganisationTail,
    &given_name::GivenName,
];

/// Returns the share of a rule's entities that were given the right identity, by `gleaner evaluate identities --by-rule`.
pub(crate) fn share_of(rule: Rule) -> f32 {
    language::value(rule.0, WordClass::IdentityRule)
        .and_then(|share| share.parse().ok())
        .unwrap_or(1.0)
}
