//! gleaner turns news articles into who is in them, how they are related, and how the text speaks of them.
//!
//! [`Gleaner`] holds the models and reads texts; what it finds in one is an [`Extraction`]. A [`Run`] takes a whole
//! [`corpus::Corpus`] into an [`output::Sink`], such as the CSV files that the command line writes.
//!
//! ```no_run
//! let gleaner = gleaner::Gleaner::bundled()?;
//! let found = gleaner.extract_text("Ada Lovelace lived in London.")?;
//! for entity in &found.entities {
//!     println!("{} {}", entity.entity_type.as_str(), entity.name);
//! }
//! # Ok::<(), gleaner::Error>(())
//! ```

#![warn(missing_docs)]

mod caught;
mod commands;
mod coreference;
pub mod corpus;
mod document;
mod encoder;
mod evaluation;
mod extraction;
mod gleaner;
mod identities;
mod language;
mod names;
pub mod output;
mod pipeline;
mod quotations;
mod relations;
mod report;
mod roles;
mod run;
mod schema;
mod sentiment;
mod statements;
mod stopwatch;
mod text;
mod values;

pub use document::{
    About, DateSource, Document, Entity, EntityType, Mention, MentionKind, Part, Rule, Sentence,
    Span,
};
pub use encoder::{Device, Precision};
pub use extraction::{Extraction, Polarity, Prediction, Relation, Sentiment};
pub use gleaner::{Builder, Error, Gleaner};
pub use run::{Counts, Merged, Run, Shard, Status, Summary, merge};
pub use schema::RelationKind;
pub use statements::{Statement, StatementKind};
pub use text::{CodePoints, Original};
pub use values::{Amount, Country, CountryError};

/// Doors for the command line, the Python package, the benchmarks and the cases of this repository. No promise is made for them.
#[doc(hidden)]
pub mod cli {
    pub use crate::commands::{into_parquet, main};
    pub use crate::coreference::{Resolution, resolve};
    pub use crate::encoder::{Folder, Settings, Tokens, thread_pool};
    pub use crate::pipeline::{Options, Pipeline};
    pub use crate::quotations::find as find_quotations;
    pub use crate::statements::find as find_statements;
    pub use crate::text::split as split_sentences;
    pub use crate::values::{find as find_values, kind_names as value_kinds};
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
