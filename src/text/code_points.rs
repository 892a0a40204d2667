//! Bytes to code points, at the border where rows are written.

/// Turns byte offsets of one text into code-point offsets.
///
/// ```
/// let points = gleaner::CodePoints::new("naïve café");
/// assert_eq!(points.at(4), 3);
/// assert_eq!(points.at(3), 2); // inside `ï`
/// assert_eq!(points.at(6), 5);
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
            }
            prop_assert_eq!(points.at(text.len()), text.chars().count());
        }
    }
}
