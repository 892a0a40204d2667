//! What the first pass finds in a sentence, before dates are resolved.

use super::dates::expression::DateExpr;
use super::edtf::Clock;
use super::tense::Tense;
use crate::document::{EntityType, Rule, Span};

/// What the first pass reads at some tokens.
#[derive(Clone, Debug)]
pub enum Reading {
    Date(DateExpr),
    Time {
        clock: Clock,
        to: Option<Clock>,
        date: Option<DateExpr>,
    },
    /// A type and its value, which needs nothing else.
    Value(EntityType, String),
}

/// A reading over the tokens `first..next` of its sentence.
#[derive(Clone, Debug)]
pub struct Piece {
    pub first: usize,
    pub next: usize,
    pub reading: Reading,
}

/// What a kind finds at a token: one value, or the two ends of a range of amounts.
#[derive(Clone, Debug)]
pub struct Found {
    pub piece: Piece,
    pub second: Option<Piece>,
}

impl Found {
    /// One reading.
    pub fn one(first: usize, next: usize, reading: Reading) -> Found {
        Found {
            piece: Piece {
                first,
                next,
                reading,
            },
            second: None,
        }
    }

    /// A value that needs nothing else.
    pub fn value(first: usize, next: usize, entity_type: EntityType, value: String) -> Found {
        Found::one(first, next, Reading::Value(entity_type, value))
    }

    /// A date still to be resolved.
    pub fn date(first: usize, next: usize, expr: DateExpr) -> Found {
        Found::one(first, next, Reading::Date(expr))
    }

    /// The two ends of a range, each a value of its own.
    pub fn pair(from: Found, to: Found) -> Found {
        Found {
            second: Some(to.piece),
            ..from
        }
    }
}

/// A reading with its place in the document.
#[derive(Debug)]
pub struct Candidate {
    pub sentence: usize,
    pub span: Span,
    pub reading: Reading,
    pub tense: Tense,
    pub leads: Leads,
    /// The kind that found it.
    pub rule: Rule,
}

/// Tells whether a date in digits gives its year to later dates that have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leads {
    /// Example: `the driest August since 1900`.
    No,
    /// Only in a text that tells of other years. Example: `(2012)`.
    Life,
    /// Example: `In 2012, ... on September 4`.
    Sentence,
}
