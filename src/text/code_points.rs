//! Bytes to code points, where rows are written, and back, where annotated texts are read.

use crate::document::Span;

/// Turns byte offsets of one text into code-point offsets, and code-point offsets into bytes.
///
/// ```
/// let points = gleaner::CodePoints::new("naïve café");
/// assert_eq!(points.at(4), 3);
/// assert_eq!(points.at(3), 2); // inside `ï`
/// assert_eq!(points.at(6), 5);
/// assert_eq!(points.byte(3), Some(4));
/// assert_eq!(points.byte(10), Some(12)); // the end
/// assert_eq!(points.byte(11), None);
/// ```
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// Bytes inside a character before every 64th byte; empty for ASCII, where bytes are code points.
    marks: Vec<u32>,
    /// One bit a byte: set where it continues a character.
    inside: Vec<u64>,
    length: usize,
}

impl CodePoints {
    /// Prepares a text, which need not be kept.
    pub fn new(text: &str) -> Self {
        let mut points = CodePoints {
            marks: Vec::new(),
            inside: Vec::new(),
            length: text.len(),
        };
        if text.is_ascii() {
            return points;
        }
        let mut before = 0;
        for block in text.as_bytes().chunks(64) {
            let bits = block
                .iter()
                .enumerate()
                .filter(|(_, b)| **b & 0xC0 == 0x80)
                .fold(0u64, |bits, (i, _)| bits | 1 << i);
            points.marks.push(before);
            points.inside.push(bits);
            before += bits.count_ones();
        }
        points.marks.push(before);
        points.inside.push(0);
        points
    }

    /// The code points before byte `byte`; offsets past the end count as the end, those inside a character as its start.
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.length);
        if self.marks.is_empty() {
            return byte;
        }
        let (block, bit) = (byte / 64, byte % 64);
        let below = self.inside[block] & ((1u64 << bit) - 1);
        let inside = self.marks[block] as usize + below.count_ones() as usize;
        let starts = byte - inside;
        // Inside a character its first byte has been counted already.
        if self.inside[block] >> bit & 1 == 1 {
            starts - 1
        } else {
            starts
        }
    }

    /// The byte where code point number `point` begins; the end of the text for the number after the last, `None` beyond.
    pub fn byte(&self, point: usize) -> Option<usize> {
        if self.marks.is_empty() {
            return (point <= self.length).then_some(point);
        }
        // The last block that begins with no more code points before it than `point`.
        let before = |block: usize| (64 * block).min(self.length) - self.marks[block] as usize;
        let (mut low, mut high) = (0, self.marks.len());
        while high - low > 1 {
            let middle = (low + high) / 2;
            if before(middle) <= point {
                low = middle;
            } else {
                high = middle;
            }
        }
        let mut left = point - before(low);
        for byte in 64 * low..self.length.min(64 * (low + 1)) {
            if self.inside[low] >> (byte % 64) & 1 == 1 {
                continue;
            }
            if left == 0 {
                return Some(byte);
            }
            left -= 1;
        }
        (left == 0).then_some(self.length)
    }

    /// The bytes of the code points from `start` to `end`; `None` where they run backwards or beyond the text.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        let (from, to) = (self.byte(start)?, self.byte(end)?);
        (from <= to).then(|| Span::new(from, to))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_boundary_counts_the_characters_before_it(text in "\\PC{0,300}") {
            let points = CodePoints::new(&text);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(byte), n);
                prop_assert_eq!(points.byte(n), Some(byte));
            }
            let count = text.chars().count();
            prop_assert_eq!(points.at(text.len()), count);
            prop_assert_eq!(points.byte(count), Some(text.len()));
            prop_assert_eq!(points.byte(count + 1), None);
        }
    }
}
