//! Lines of a stream, of any length up to a limit, with the power to go back to a line that was already read.

use std::io::{self, BufRead, Read};
use std::ops::Range;

/// No single record is longer: a bound on memory.
pub const LONGEST_RECORD: usize = 128 * 1024 * 1024;

pub struct Lines<R> {
    input: R,
    /// Lines from the first that was not released; their ends are kept in them.
    buffer: Vec<u8>,
    /// Where in the buffer the next line starts.
    at: usize,
    /// Lines handed out so far, counted again after [`Lines::rewind`].
    number: u64,
    longest: usize,
    /// The byte that ends a line: a carriage return alone in files of old Macs and of some exports. Told by the first line.
    end: Option<u8>,
}

/// A line in the buffer, its line end included.
pub struct Line {
    pub range: Range<usize>,
    /// From 1.
    pub number: u64,
}

pub enum Next {
    Line(Line),
    /// More than the limit is unreleased; the line was skipped and is not in the buffer.
    TooLong {
        number: u64,
    },
    End,
}

impl<R: BufRead> Lines<R> {
    pub fn new(input: R) -> Self {
        Self::with_limit(input, LONGEST_RECORD)
    }

    pub fn with_limit(input: R, longest: usize) -> Self {
        Lines {
            input,
            buffer: Vec::new(),
            at: 0,
            number: 0,
            longest,
            end: None,
        }
    }

    /// The next line. After an error the stream is at its end.
    pub fn next(&mut self) -> io::Result<Next> {
        let start = self.at;
        let line_end = self.line_end()?;
        if start == self.buffer.len() {
            let room = (self.longest.saturating_sub(start) as u64).max(1);
            let mut limited = (&mut self.input).take(room);
            let read = limited
                .read_until(line_end, &mut self.buffer)
                .inspect_err(|_| {
                    // Half a line is none.
                    self.buffer.truncate(start);
                })?;
            if read == 0 {
                return Ok(Next::End);
            }
            if self.buffer.len() - start == room as usize && !self.buffer.ends_with(&[line_end]) {
                self.buffer.truncate(start);
                skip_line(&mut self.input, line_end)?;
                self.number += 1;
                return Ok(Next::TooLong {
                    number: self.number,
                });
            }
            self.at = self.buffer.len();
        } else {
            let rest = &self.buffer[start..];
            self.at += rest
                .iter()
                .position(|&byte| byte == line_end)
                .map_or(rest.len(), |end| end + 1);
        }
        self.number += 1;
        Ok(Next::Line(Line {
            range: start..self.at,
            number: self.number,
        }))
    }

    /// A carriage return, where the first line ends in one that no line feed follows.
    fn line_end(&mut self) -> io::Result<u8> {
        if let Some(end) = self.end {
            return Ok(end);
        }
        let head = loop {
            match self.input.fill_buf() {
                Ok(head) => break head,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        };
        let first = head.iter().position(|&byte| matches!(byte, b'\r' | b'\n'));
        let alone = first.is_some_and(|at| {
            head[at] == b'\r' && head.get(at + 1).is_some_and(|&next| next != b'\n')
        });
        let end = if alone { b'\r' } else { b'\n' };
        self.end = Some(end);
        Ok(end)
    }

    pub fn bytes(&self, range: Range<usize>) -> &[u8] {
        &self.buffer[range]
    }

    /// The lines handed out so far are done with; ranges of them are no longer valid.
    pub fn release(&mut self) {
        // What is left to move is no more than what goes, so that all moves together take linear time.
        if self.at * 2 >= self.buffer.len() {
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        if self.buffer.is_empty() {
            // One giant record should not hold its memory for the rest of the run.
            self.buffer.shrink_to(1024 * 1024);
        }
    }

    /// Hands out the lines after `line` again.
    pub fn rewind(&mut self, line: &Line) {
        self.at = line.range.end;
        self.number = line.number;
    }

    /// Hands out `line` and those after it again.
    pub fn rewind_to(&mut self, line: &Line) {
        self.at = line.range.start;
        self.number = line.number - 1;
    }

    /// Where reading stands, for [`Lines::go_to`].
    pub fn mark(&self) -> (usize, u64) {
        (self.at, self.number)
    }

    /// Goes back or forth to a mark that was taken since the last release.
    pub fn go_to(&mut self, (at, number): (usize, u64)) {
        self.at = at;
        self.number = number;
    }

    pub fn number(&self) -> u64 {
        self.number
    }
}

fn skip_line(input: &mut impl BufRead, line_end: u8) -> io::Result<()> {
    loop {
        let available = match input.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            return Ok(());
        }
        let end = available.iter().position(|&byte| byte == line_end);
        let used = end.map_or(available.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(lines: &mut Lines<&[u8]>) -> Option<(String, Line)> {
        match lines.next().unwrap() {
            Next::Line(line) => Some((
                String::from_utf8(lines.bytes(line.range.clone()).to_vec()).unwrap(),
                line,
            )),
            Next::TooLong { .. } => panic!("too long"),
            Next::End => None,
        }
    }

    #[test]
    fn lines_can_be_read_again() {
        let mut lines = Lines::new(&b"a\nbb\n\nccc"[..]);
        let (text, first) = line(&mut lines).unwrap();
        assert_eq!((text.as_str(), first.number), ("a\n", 1));
        assert_eq!(line(&mut lines).unwrap().0, "bb\n");
        assert_eq!(line(&mut lines).unwrap().0, "\n");
        lines.rewind(&first);
        let (text, second) = line(&mut lines).unwrap();
        assert_eq!((text.as_str(), second.number), ("bb\n", 2));
        lines.release();
        assert_eq!(line(&mut lines).unwrap().0, "\n");
        lines.release();
        let (text, last) = line(&mut lines).unwrap();
        assert_eq!((text.as_str(), last.number), ("ccc", 4));
        assert!(line(&mut lines).is_none());
    }

    #[test]
    fn a_carriage_return_alone_ends_lines() {
        let mut lines = Lines::new(&b"a,b\r1,2\r3,4"[..]);
        assert_eq!(line(&mut lines).unwrap().0, "a,b\r");
        assert_eq!(line(&mut lines).unwrap().0, "1,2\r");
        let (text, last) = line(&mut lines).unwrap();
        assert_eq!((text.as_str(), last.number), ("3,4", 3));
    }

    #[test]
    fn a_line_over_the_limit_is_skipped() {
        let mut lines = Lines::with_limit(&b"aa\nbbbbbbbbbb\ncc\n"[..], 6);
        assert_eq!(line(&mut lines).unwrap().0, "aa\n");
        lines.release();
        assert!(matches!(lines.next().unwrap(), Next::TooLong { number: 2 }));
        assert_eq!(line(&mut lines).unwrap().1.number, 3);
    }
}
