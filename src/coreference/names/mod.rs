//! Which names are one person, organisation, place or thing.
//!
//! Names of one spelling and type are a unit (`units`). The list [`NAME_SIEVES`] joins units and single names into entities, the
//! surest first: full names of persons, then names of bodies and places, bare surnames, handles, and names that the text itself
//! says are one. A name that was joined to another spelling carries the rule that did it.

mod birth_names;
mod bodies;
mod builder;
mod countries;
mod display;
mod handles;
mod persons;
mod prepare;
mod renamings;
mod units;

pub(super) use display::display;

use super::clusters::{Clusters, Name};
use crate::document::Mention;
use crate::text::Page;
use builder::Builder;
use units::Unit;

/// How many entities that share a word are compared with a name: keeps the time linear.
const CANDIDATES: usize = 16;
/// A mention whose own type is at least this probable keeps it against the others of its spelling.
const SURE: f32 = 0.9;

/// The names of a document, apart and in units.
struct Input<'a> {
    page: &'a Page<'a>,
    names: Vec<Name>,
    units: Vec<Unit>,
    mentions: &'a [Mention],
}

/// One step that joins names into entities.
trait NameSieve: Sync {
    /// Gives names to entities of the builder, opening new ones.
    fn run(&self, input: &Input, builder: &mut Builder);
}

/// The steps in the order of work.
const NAME_SIEVES: &[&dyn NameSieve] = &[
    &persons::FullNames,
    &bodies::Bodies,
    &persons::PartialNames,
    &handles::Handles,
    &renamings::Renamings,
    &birth_names::BirthNames,
];

/// Takes the names of a document apart and joins those of one person, organisation, place or thing.
pub(super) fn join(page: &Page, mentions: &[Mention]) -> Clusters {
    let names = prepare::prepare(page, mentions);
    let input = Input {
        page,
        units: units::units(&names, mentions),
        names,
        mentions,
    };
    let mut builder = Builder::new(input.names.len());
    for sieve in NAME_SIEVES {
        sieve.run(&input, &mut builder);
    }
    builder.finish(input.names, mentions)
}
