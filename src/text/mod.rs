//! Sentences and offsets: bytes inside, code points at the border.

mod code_points;
mod sentences;

pub use code_points::CodePoints;
pub use sentences::split;
