//! A text that the stages read in other letters than it was written in, and where each of their bytes stands in it.
//!
//! A word broken at a line's end, a soft hyphen or a ligature would cut a name in two, so the stages read a text without
//! them. Rows are written with offsets into the text as it was, which [`Original`] keeps.

use std::ops::Range;

/// The text before its letters were changed for reading, and the changes.
///
/// ```
/// use gleaner::Original;
///
/// let mut original = Original::new("An\u{ad}na of Leeds");
/// original.change(2..2, 2..4); // The soft hyphen is gone.
/// assert_eq!((original.start(0), original.end(4)), (0, 6)); // `Anna` with it
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Original {
    text: String,
    changes: Vec<Change>,
}

/// A stretch of the original and what is read in its place; between two changes both texts are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    read: Range<usize>,
    written: Range<usize>,
}

impl Original {
    /// An original without changes.
    pub fn new(text: &str) -> Self {
        Original {
            text: text.to_owned(),
            changes: Vec::new(),
        }
    }

    /// Notes that the bytes `written` of the original are read as the bytes `read`. Changes come in order.
    pub fn change(&mut self, read: Range<usize>, written: Range<usize>) {
        debug_assert!(
            self.changes
                .last()
                .is_none_or(|last| last.read.end <= read.start && last.written.end <= written.start)
        );
        self.changes.push(Change { read, written });
    }

    /// True where the two texts are the same.
    pub fn is_unchanged(&self) -> bool {
        self.changes.is_empty()
    }

    /// The text as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte of the original at which a span begins that begins at byte `read`.
    pub fn start(&self, read: usize) -> usize {
        let after = self
            .changes
            .partition_point(|change| change.read.start <= read);
        match after.checked_sub(1).map(|last| &self.changes[last]) {
            None => read,
            Some(change) if read >= change.read.end => {
                change.written.end + (read - change.read.end)
            }
            Some(change) => change.written.start,
        }
    }

    /// The byte of the original at which a span ends that ends at byte `read`.
    pub fn end(&self, read: usize) -> usize {
        let after = self
            .changes
            .partition_point(|change| change.read.start < read);
        match after.checked_sub(1).map(|last| &self.changes[last]) {
            None => read,
            Some(change) if read >= change.read.end => {
                change.written.end + (read - change.read.end)
            }
            Some(change) => change.written.end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_keeps_what_was_taken_out_inside_it_and_not_what_was_beside_it() {
        // `a­b­ c` is read `ab c`.
        let written = "a\u{ad}b\u{ad} c";
        let mut original = Original::new(written);
        original.change(1..1, 1..3);
        original.change(2..2, 4..6);
        let of = |start: usize, end: usize| &written[original.start(start)..original.end(end)];
        assert_eq!(of(0, 2), "a\u{ad}b");
        assert_eq!(of(0, 1), "a");
        assert_eq!(of(1, 2), "b");
        assert_eq!(of(3, 4), "c");
    }

    #[test]
    fn half_a_ligature_is_the_whole_one() {
        let written = "o\u{fb01}ce";
        let mut original = Original::new(written);
        original.change(1..3, 1..4);
        let of = |start: usize, end: usize| &written[original.start(start)..original.end(end)];
        assert_eq!(of(0, 2), "o\u{fb01}");
        assert_eq!(of(2, 5), "\u{fb01}ce");
        assert_eq!(of(3, 5), "ce");
    }
}
