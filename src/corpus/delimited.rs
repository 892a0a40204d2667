//! `.csv` and `.tsv`: a header row, then one document a row, read one at a time. Quoted cells may hold line ends.
//!
//! A row is found first, by its quotes, and then parsed; so a quote that is never closed costs its own line and not the
//! rest of the file.

use std::io::BufRead;

use super::compression::{Compression, cause};
use super::encoding::RecordDecoder;
use super::lines::{LONGEST_RECORD, Line, Lines, Next};
use super::record::{Columns, Fields, Record, RecordError, usual_texts};

pub struct Delimited<R> {
    lines: Lines<R>,
    decoder: RecordDecoder,
    fields: Fields,
    compression: Compression,
    /// To be tried on the header, in this order.
    delimiters: &'static [u8],
    header: Option<Header>,
    ended: bool,
    /// The first line of the row that was given up last, because a quote in it is not closed.
    given_up: Option<Line>,
}

/// What the header row says of the rows.
struct Header {
    delimiter: u8,
    count: usize,
    columns: Columns,
}

/// How a quote stands inside a quoted cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quotes {
    /// Twice, as RFC 4180 has it.
    Doubled,
    /// After a backslash, as databases export it; twice is understood too.
    Escaped,
}

/// A row as lines of the buffer.
struct Row {
    first: Line,
    end: usize,
    quotes: Quotes,
}

enum NextRow {
    Row(Row),
    Error(RecordError),
    End,
}

impl<R: BufRead> Delimited<R> {
    pub fn csv(input: R, fields: Fields, compression: Compression) -> Self {
        Self::new(input, fields, compression, b",\t;|")
    }

    pub fn tsv(input: R, fields: Fields, compression: Compression) -> Self {
        Self::new(input, fields, compression, b"\t")
    }

    fn new(input: R, fields: Fields, compression: Compression, delimiters: &'static [u8]) -> Self {
        let (lines, decoder) = (Lines::new(input), RecordDecoder::new());
        Delimited {
            lines,
            decoder,
            fields,
            compression,
            delimiters,
            header: None,
            ended: false,
            given_up: None,
        }
    }

    /// The next row. One whose quotes do not come out as RFC 4180 has them is read anew with backslashes before its quotes,
    /// where that comes out.
    fn next_row(&mut self, delimiter: u8, count: Option<usize>) -> NextRow {
        let next = self.row_with(delimiter, Quotes::Doubled);
        let (first, as_it_should_be) = match &next {
            NextRow::Row(row) => {
                let lines = self.lines.bytes(row.first.range.start..row.end);
                if !lines.windows(2).any(|pair| pair == br#"\""#) {
                    return next;
                }
                let whole = scan(lines, delimiter, State::FieldStart, Quotes::Doubled);
                let cells = count.is_none_or(|count| self.cells(row, delimiter).len() == count);
                (copy(&row.first), cells && !whole.stray_quote)
            }
            NextRow::Error(RecordError { line: Some(_), .. }) if !self.ended => {
                match self.given_up.take() {
                    Some(first) => (first, false),
                    None => return next,
                }
            }
            _ => return next,
        };
        if as_it_should_be {
            return next;
        }
        let after = self.lines.mark();
        self.lines.rewind_to(&first);
        match self.row_with(delimiter, Quotes::Escaped) {
            NextRow::Row(row)
                if count.is_none_or(|count| self.cells(&row, delimiter).len() == count) =>
            {
                NextRow::Row(row)
            }
            _ => {
                self.lines.go_to(after);
                next
            }
        }
    }

    /// The lines up to the one where all quotes are closed.
    fn row_with(&mut self, delimiter: u8, quotes: Quotes) -> NextRow {
        self.given_up = None;
        let mut row: Option<Row> = None;
        let mut state = State::FieldStart;
        loop {
            let next = match self.lines.next() {
                Ok(next) => next,
                Err(error) => {
                    self.ended = true;
                    let line = self.lines.number() + 1;
                    return NextRow::Error(RecordError::at(line, cause(&error, self.compression)));
                }
            };
            let line = match next {
                Next::Line(line) => line,
                Next::TooLong { number } => {
                    let number = row.map_or(number, |row| row.first.number);
                    return NextRow::Error(RecordError::at(
                        number,
                        "the row is longer than 128 MiB; is a quote not closed?",
                    ));
                }
                Next::End => match row {
                    Some(row) => {
                        return self.unclosed(
                            &row,
                            "a quoted cell is not closed before the end of the file",
                        );
                    }
                    None => return NextRow::End,
                },
            };
            let bytes = self.lines.bytes(line.range.clone());
            if row.is_none() && bytes.iter().all(|byte| matches!(byte, b'\r' | b'\n')) {
                self.lines.release();
                continue;
            }
            let scan = scan(bytes, delimiter, state, quotes);
            let end = line.range.end;
            let whole = row.get_or_insert(Row {
                first: line,
                end,
                quotes,
            });
            whole.end = end;
            let several = whole.end > whole.first.range.end;
            match scan {
                // On a first line it is a cell like `"The" Show`, which is read as it can be.
                Scan {
                    stray_quote: true, ..
                } if several => {
                    let row = Row {
                        first: copy(&whole.first),
                        end,
                        quotes,
                    };
                    return self.unclosed(
                        &row,
                        "a quoted cell is not closed: a later quote does not end one",
                    );
                }
                Scan {
                    state: State::Quoted,
                    ..
                } if end - whole.first.range.start > LONGEST_RECORD => {
                    let row = Row {
                        first: copy(&whole.first),
                        end,
                        quotes,
                    };
                    return self.unclosed(&row, "a quoted cell is not closed within 128 MiB");
                }
                Scan {
                    state: State::Quoted,
                    ..
                } => state = State::Quoted,
                _ => {
                    return NextRow::Row(Row {
                        first: copy(&whole.first),
                        end,
                        quotes,
                    });
                }
            }
        }
    }

    /// The row's first line is given up; reading goes on after it.
    fn unclosed(&mut self, row: &Row, error: &str) -> NextRow {
        self.lines.rewind(&row.first);
        self.given_up = Some(copy(&row.first));
        NextRow::Error(RecordError::at(row.first.number, error))
    }

    fn cells(&self, row: &Row, delimiter: u8) -> csv::ByteRecord {
        let bytes = self.lines.bytes(row.first.range.start..row.end);
        let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let mut cells = csv::ByteRecord::new();
        let escape = (row.quotes == Quotes::Escaped).then_some(b'\\');
        let mut reader = csv::ReaderBuilder::new()
            .escape(escape)
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .terminator(csv::Terminator::Any(b'\n'))
            .buffer_capacity(bytes.len().clamp(64, 64 * 1024))
            .from_reader(bytes);
        // Reading from memory cannot fail.
        let _ = reader.read_byte_record(&mut cells);
        cells
    }

    fn header(&mut self) -> Result<Option<Header>, RecordError> {
        let mut row = match self.next_row(self.delimiters[0], None) {
            NextRow::Row(row) => row,
            NextRow::Error(error) => return Err(error),
            NextRow::End => return Ok(None),
        };
        // Excel's first line in some countries: `sep=;`.
        let mut delimiters: Vec<u8> = self.delimiters.to_vec();
        let line = self.lines.bytes(row.first.range.start..row.end);
        let line = line.trim_ascii().trim_ascii_start();
        let said = line
            .get(..4)
            .filter(|start| start.eq_ignore_ascii_case(b"sep="))
            .and_then(|_| (line.len() <= 5).then(|| line.get(4).copied().unwrap_or(b'\t')));
        if let Some(delimiter) = said {
            delimiters = vec![delimiter];
            self.lines.release();
            row = match self.next_row(delimiter, None) {
                NextRow::Row(row) => row,
                NextRow::Error(error) => return Err(error),
                NextRow::End => return Ok(None),
            };
        }
        let number = row.first.number;
        let mut shown: Vec<String> = Vec::new();
        for delimiter in delimiters {
            let mut names: Vec<String> = Vec::new();
            for cell in &self.cells(&row, delimiter) {
                let name = self
                    .decoder
                    .decode(cell)
                    .map_err(|error| RecordError::at(number, error.to_string()))?;
                names.push(name.trim().to_owned());
            }
            if let Some(columns) = Columns::find(&names, &self.fields) {
                Columns::note(&names, &self.fields);
                return Ok(Some(Header {
                    delimiter,
                    count: names.len(),
                    columns,
                }));
            }
            if names.len() > shown.len() {
                shown = names;
            }
        }
        Columns::note(&shown, &self.fields);
        let shown: Vec<String> = shown
            .iter()
            .take(20)
            .map(|name| name.chars().take(40).collect())
            .collect();
        let wanted = match &self.fields.text_given() {
            Some(name) => format!("`{name}`"),
            None => format!("{} or another of the usual names", usual_texts()),
        };
        let error = format!(
            "the header row has no column {wanted} (it has: {}); --text-field names another",
            shown.join(", ")
        );
        Err(RecordError::at(number, error))
    }

    fn record(&mut self, row: &Row, header: &Header) -> Result<Record, String> {
        let cells = self.cells(row, header.delimiter);
        if cells.len() != header.count {
            return Err(format!(
                "the row has {} cells where the header has {}; a cell with a delimiter, a quote or a line end must be quoted",
                cells.len(),
                header.count
            ));
        }
        header.columns.record(row.first.number, |column| {
            let Some(bytes) = cells.get(column) else {
                return Ok(String::new());
            };
            let text = self
                .decoder
                .decode(bytes)
                .map_err(|error| error.to_string())?;
            Ok(text.into_owned())
        })
    }
}

fn copy(line: &Line) -> Line {
    Line {
        range: line.range.clone(),
        number: line.number,
    }
}

impl<R: BufRead> Iterator for Delimited<R> {
    type Item = Result<Record, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.lines.release();
        let header = match self.header.take() {
            Some(header) => header,
            None => match self.header() {
                Ok(Some(header)) => {
                    self.lines.release();
                    header
                }
                Ok(None) => {
                    self.ended = true;
                    return None;
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            },
        };
        let result = match self.next_row(header.delimiter, Some(header.count)) {
            NextRow::Row(row) => {
                let number = row.first.number;
                Some(
                    self.record(&row, &header)
                        .map_err(|error| RecordError::at(number, error)),
                )
            }
            NextRow::Error(error) => Some(Err(error)),
            NextRow::End => {
                self.ended = true;
                None
            }
        };
        self.header = Some(header);
        result
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    FieldStart,
    Unquoted,
    Quoted,
    /// After a quote in a quoted cell: its end, or the first of two.
    QuoteInQuoted,
}

struct Scan {
    /// At the end of the line.
    state: State,
    /// A quote ended a cell, and something other than a delimiter or the line's end came after it.
    stray_quote: bool,
}

/// Follows the quotes of one line as the `csv` crate does.
fn scan(line: &[u8], delimiter: u8, mut state: State, quotes: Quotes) -> Scan {
    let mut stray_quote = false;
    let mut escaped = false;
    for &byte in line {
        if std::mem::take(&mut escaped) {
            continue;
        }
        state = match (state, byte) {
            (State::Quoted, b'\\') if quotes == Quotes::Escaped => {
                escaped = true;
                State::Quoted
            }
            (State::FieldStart, b'"') | (State::QuoteInQuoted, b'"') => State::Quoted,
            (State::Quoted, b'"') => State::QuoteInQuoted,
            (State::Quoted, _) => State::Quoted,
            (_, byte) if byte == delimiter => State::FieldStart,
            (State::QuoteInQuoted, b'\r' | b'\n') => State::QuoteInQuoted,
            (State::QuoteInQuoted, _) => {
                stray_quote = true;
                State::Unquoted
            }
            _ => State::Unquoted,
        };
    }
    Scan { state, stray_quote }
}

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::*;

    fn read(input: impl AsRef<[u8]>) -> Vec<Result<Record, RecordError>> {
        let fields = Fields::new(&Options::default());
        Delimited::csv(input.as_ref(), fields, Compression::None).collect()
    }

    /// The texts of the records, and errors as `line: message`.
    fn told(input: &str) -> Vec<String> {
        let told = read(input).into_iter().map(|result| match result {
            Ok(record) => record.text,
            Err(error) => format!("{}: {}", error.line.unwrap(), error.error),
        });
        told.collect()
    }

    #[test]
    fn rows() {
        let records = read(
            "ID,Title,date,text\r\n1,\"A, b\",2019-11-18,\"One \"\"two\"\"\r\n\nthree\"\r\n\r\n,,,5\" pipe\n3,x,,\"end\"",
        );
        let records: Vec<Record> = records.into_iter().map(Result::unwrap).collect();
        assert_eq!(records[0].text, "One \"two\"\r\n\nthree");
        assert_eq!(records[0].title.as_deref(), Some("A, b"));
        assert_eq!(records[0].dates, ["2019-11-18"]);
        assert_eq!(
            (records[0].id.as_deref(), records[0].line),
            (Some("1"), Some(2))
        );
        assert_eq!((records[1].id.as_deref(), records[1].line), (None, Some(6)));
        assert_eq!(records[1].text, "5\" pipe");
        assert_eq!(
            (records[2].text.as_str(), records[2].line),
            ("end", Some(7))
        );
    }

    #[test]
    fn delimiters() {
        assert_eq!(told("id;text\n1;a, b\n"), ["a, b"]);
        assert_eq!(told("id\ttext\n1\ta, b\n"), ["a, b"]);
        let fields = Fields::new(&Options::default());
        let mut tsv = Delimited::tsv(
            "id\tbody\n1\ta, \"b\"\n".as_bytes(),
            fields,
            Compression::None,
        );
        assert_eq!(tsv.next().unwrap().unwrap().text, "a, \"b\"");
    }

    #[test]
    fn a_row_with_the_wrong_number_of_cells() {
        let told = told("id,text\n1,a,b\n2\n3,\"c\nd\",e\n4,good\n");
        assert!(
            told[0].starts_with("2: the row has 3 cells where the header has 2"),
            "{told:?}"
        );
        assert!(told[1].starts_with("3: the row has 1 cells"));
        assert!(told[2].starts_with("4: the row has 3 cells"));
        assert_eq!(told[3..], ["good"]);
    }

    #[test]
    fn quotes_that_are_not_closed() {
        let at_the_end = told("id,text\n1,good\n2,\"open\n3,fine\n4,\"a\nb\"\n");
        assert_eq!(at_the_end[0], "good");
        assert!(
            at_the_end[1].starts_with("3: a quoted cell is not closed"),
            "{at_the_end:?}"
        );
        assert_eq!(at_the_end[2..], ["fine", "a\nb"]);
        let last = told("id,text\n1,good\n2,\"open");
        assert!(
            last[1].starts_with("3: a quoted cell is not closed before the end"),
            "{last:?}"
        );
        let amid = told("id,text\n1,\"open\n2,\"fine\"\n3,\"good\nas well\"\n");
        assert!(
            amid[0].starts_with("2: a quoted cell is not closed: a later quote"),
            "{amid:?}"
        );
        assert_eq!(amid[1..], ["fine", "good\nas well"]);
    }

    #[test]
    fn headers() {
        let error = &told("id,colour\n1,a\n2,b\n")[..];
        assert_eq!(error.len(), 1, "{error:?}");
        assert!(
            error[0].starts_with("1: the header row has no column `text`"),
            "{error:?}"
        );
        assert!(error[0].contains("(it has: id, colour)"), "{error:?}");
        assert!(read("").is_empty());
        assert!(read("\n\n").is_empty());
        assert!(read("id,text\n").is_empty());
    }

    #[test]
    fn many_open_quotes_take_linear_time() {
        let start = std::time::Instant::now();
        let mut input = "id,text\n".to_owned();
        for n in 0..20_000 {
            input.push_str(&format!("{n},\"open\n"));
        }
        assert!(read(&input).len() > 10);
        let one = format!("id,text\n1,\"{}", "2,x\n".repeat(40_000));
        assert_eq!(read(&one).len(), 40_000);
        assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    }

    #[test]
    fn a_cell_of_5_mb() {
        let text = "word, \n".repeat(700_000);
        assert_eq!(
            read(format!("text\n\"{text}\"\n"))[0]
                .as_ref()
                .unwrap()
                .text,
            text
        );
    }
}
