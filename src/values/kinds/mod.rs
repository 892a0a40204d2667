//! The kinds of value that a sentence may hold. Each has a file here and a line in [`KINDS`], whose order is the order in
//! which they are asked at a token.
//!
//! To add a kind, write a type that implements [`Kind`], and add it to [`KINDS`] after the kinds that know better.

mod age;
mod date;
mod duration;
mod money;
mod quantity;
mod range;
mod time;

use super::found::Found;
use super::reader::Reader;

/// A kind of value.
pub trait Kind: Sync {
    /// The name that `explain.csv` gives to the rule.
    fn name(&self) -> &'static str;

    /// Reads the value that starts at token `i`, if one does. It looks a bounded number of tokens ahead, so that any text takes
    /// linear time.
    fn at(&self, reader: &Reader, i: usize) -> Option<Found>;
}

/// The kinds in the order in which they are asked.
pub static KINDS: [&dyn Kind; 16] = [
    &age::AfterName,
    &time::TimeOfDay,
    &date::LifeYears,
    &time::DateAndTime,
    &date::Calendar,
    &money::SignFirst,
    &quantity::Negative,
    &age::OldInUnits,
    &date::CountedFromNow,
    &duration::Length,
    &quantity::Percentage,
    &quantity::Measure,
    &money::CurrencyLast,
    &age::AfterCue,
    &age::Predicate,
    &range::SharedUnit,
];
