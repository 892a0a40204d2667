//! gleaner turns news articles into who is in them, how they are related, and how the text speaks of them.
//!
//! [`pipeline::Pipeline`] walks [`document::Document`]s through all stages and gives an [`extraction::Extraction`] for each;
//! [`corpus::Corpus`] reads documents from files, an [`output::Sink`] takes extractions. The stages between them
//! ([`text`], [`encoder`], [`names`], [`values`], [`quotations`], [`coreference`], [`relations`], [`sentiment`]) take and return
//! the plain types of [`document`].

pub mod commands;
pub mod coreference;
pub mod corpus;
pub mod document;
pub mod encoder;
pub mod evaluation;
pub mod extraction;
mod gleaner;
mod language;
pub mod names;
pub mod output;
pub mod pipeline;
pub mod quotations;
pub mod relations;
pub mod run;
pub mod sentiment;
pub mod stopwatch;
pub mod text;
pub mod values;

pub use encoder::{Device, Precision};
pub use extraction::Extraction;
pub use gleaner::{Builder, Error, Gleaner};
pub use run::Run;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
