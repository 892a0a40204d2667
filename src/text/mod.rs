//! Sentences and offsets: bytes inside, code points at the border.

mod code_points;
mod original;
mod page;
mod sentences;

pub use code_points::CodePoints;
pub use original::Original;
pub(crate) use page::{Grain, Page, Token, cut_atoms, fold};
pub use sentences::split;

/// At most `bytes` at the start of a text, cut between characters.
pub(crate) fn head(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// At most `bytes` at the end of a text, cut between characters.
pub(crate) fn tail(text: &str, bytes: usize) -> &str {
    let mut start = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}
