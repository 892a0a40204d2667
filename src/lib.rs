//! gleaner turns news articles into who is in them, how they are related, and how the text speaks of them.
//!
//! [`pipeline::Pipeline`] walks [`document::Document`]s through all stages and gives an [`extraction::Extraction`] for each;
//! [`corpus::Corpus`] reads documents from files, [`tables::Writer`] writes extractions to CSV files. The stages between them
//! ([`text`], [`encoder`], [`names`], [`values`], [`quotations`], [`coreference`], [`relations`], [`sentiment`]) take and return
//! the plain types of [`document`].

pub mod commands;
pub mod coreference;
pub mod corpus;
pub mod document;
pub mod encoder;
pub mod evaluation;
pub mod extraction;
mod language;
pub mod names;
pub mod pipeline;
pub mod quotations;
pub mod relations;
pub mod sentiment;
pub mod stopwatch;
pub mod tables;
pub mod text;
pub mod values;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
