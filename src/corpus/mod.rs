//! Documents in: files, folders, globs and standard input become one stream of [`Document`]s in input order.
//!
//! Nothing is held but the list of files and the ids of the file of records that is being read, so a corpus may be of
//! any size. What cannot be read is a [`ReadError`] in the stream, and reading goes on after it.
//!
//! ```no_run
//! use gleaner::corpus::{Corpus, Options};
//!
//! let mut corpus = Corpus::open(&["articles".to_owned()], &Options::default());
//! while let Some(result) = corpus.next() {
//!     match result {
//!         Ok(document) => println!("{}: {} bytes", document.id, document.text.len()),
//!         Err(error) => eprintln!("{error}"),
//!     }
//!     let _checkpoint = corpus.position();
//! }
//! ```

mod compression;
mod date;
mod delimited;
mod encoding;
mod html;
mod jsonl;
mod language;
mod lines;
mod plan;
mod record;

use std::collections::HashMap;
use std::fmt;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::document::Document;
use compression::{Compression, Progress};
use plan::{Entry, File, Format, Plan};
use record::{Fields, Record, RecordError, Records};

pub use language::detect;
pub use plan::SUFFIXES;

/// No single text file or page is longer: a bound on memory.
const LONGEST_FILE: u64 = 256 * 1024 * 1024;

/// How inputs are read; above all the names of records' fields, where they are not the usual ones.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Else `text`, `body` or `content`.
    pub text_field: Option<String>,
    /// Else `id`.
    pub id_field: Option<String>,
    /// Else `date`, `published` or `published_at`.
    pub date_field: Option<String>,
    /// Else `title` or `headline`.
    pub title_field: Option<String>,
    /// A folder that is not read, also where it lies in an input: the run's output.
    pub leave_out: Option<PathBuf>,
}

/// One input that could not be read: a row of errors.csv.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadError {
    /// The id of the document that it would have been, where it is known.
    #[serde(default)]
    pub id: Option<String>,
    /// The file's path, or the input as it was given.
    pub source: String,
    /// From 1, in the decompressed file; for records.
    pub line: Option<u64>,
    /// What is wrong, and where it is useful, what to do.
    pub error: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}: {}", self.source, self.error),
            None => write!(f, "{}: {}", self.source, self.error),
        }
    }
}

impl std::error::Error for ReadError {}

/// Where a corpus stands between two documents: what was handed out before it, errors included, is done with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Index of the file among those of the run.
    entry: usize,
    /// Results of that file that are done with.
    items: u64,
    /// Ids of files still to come that a record took before them; nearly always empty.
    taken: Vec<String>,
    /// Of the list of files: names and sizes.
    fingerprint: String,
}

/// Why a run cannot go on where it stopped.
#[derive(Debug, thiserror::Error)]
pub enum SeekError {
    /// A file is not what it was.
    #[error(
        "the input files are not those that the interrupted run read: start anew with --overwrite"
    )]
    Changed,
    /// The interrupted run read standard input.
    #[error(
        "standard input cannot be read again: start anew with --overwrite, or put it in a file"
    )]
    Stdin,
}

/// The documents of a run, one after the other.
pub struct Corpus {
    /// What was asked for, by name.
    settings: Vec<(String, String)>,
    fields: Fields,
    entries: Vec<Entry>,
    passed_over: u64,
    fingerprint: String,
    /// The run reads one file of records: their own ids are the documents'.
    own_ids: bool,
    /// In that case, the other files' ids, with their places in `entries`.
    file_ids: HashMap<String, usize>,
    taken: Vec<String>,
    entry: usize,
    items: u64,
    open: Option<OpenRecords>,
    /// Bytes of the entries that are done with.
    done_bytes: u64,
    total_bytes: u64,
    progress: Progress,
}

/// A file of records that is being read.
struct OpenRecords {
    records: Records,
    source: String,
    /// What stands before `#` in the ids.
    id: String,
    /// The ids so far, each with its line. Only one file's are needed: those of others begin with other paths.
    seen: HashMap<String, u64>,
}

/// A record whose id is its own, and its text one.
struct Accepted {
    id: String,
    record: Record,
}

impl Corpus {
    /// Lists the files of `inputs`, each a file, a folder, a glob, or `-` for JSON lines on standard input. Inputs that do
    /// not exist are errors of the stream.
    pub fn open(inputs: &[String], options: &Options) -> Corpus {
        let fields = [
            ("text field", &options.text_field),
            ("id field", &options.id_field),
            ("date field", &options.date_field),
            ("title field", &options.title_field),
        ];
        let named = fields
            .into_iter()
            .filter_map(|(name, field)| Some((name, field.clone()?)));
        let settings = std::iter::once(("inputs", inputs.join(" ")))
            .chain(named)
            .map(|(name, value)| (name.to_string(), value))
            .collect();
        let plan = Plan::new(inputs, options.leave_out.as_deref());
        let own_ids = plan.one_file_of_records();
        let mut file_ids = HashMap::new();
        let mut total_bytes = 0;
        let mut hasher = Sha256::new();
        for (index, entry) in plan.entries.iter().enumerate() {
            let (id, source, size) = match entry {
                Entry::File(file) => (file.id.as_str(), file.source.as_str(), file.size),
                Entry::Stdin => ("-", "-", 0),
                Entry::Failed(error) => ("", error.source.as_str(), 0),
            };
            total_bytes += size;
            hasher.update(format!("{id}\0{source}\0{size}\n"));
            if own_ids && matches!(entry, Entry::File(file) if !file.format.is_records()) {
                file_ids.insert(id.to_owned(), index);
            }
        }
        let fingerprint = hasher
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Corpus {
            settings,
            fields: Fields::new(options),
            entries: plan.entries,
            passed_over: plan.passed_over,
            fingerprint,
            own_ids,
            file_ids,
            taken: Vec::new(),
            entry: 0,
            items: 0,
            open: None,
            done_bytes: 0,
            total_bytes,
            progress: Progress::default(),
        }
    }

    /// Goes on right after `position`, which a corpus of the same inputs and options gave. The records before it in its
    /// file are read again, for their ids.
    pub fn seek(mut self, position: &Position) -> Result<Corpus, SeekError> {
        if position.fingerprint != self.fingerprint || position.entry > self.entries.len() {
            return Err(SeekError::Changed);
        }
        while self.entry < position.entry {
            self.advance();
        }
        if position.items > 0 {
            match self.entries.get(self.entry) {
                Some(Entry::File(file)) if file.format.is_records() => {
                    let file = file.clone();
                    self.open_records(&file).map_err(|_| SeekError::Changed)?;
                }
                Some(Entry::Stdin) => return Err(SeekError::Stdin),
                _ => return Err(SeekError::Changed),
            }
            for _ in 0..position.items {
                self.next_record().ok_or(SeekError::Changed)?.ok();
            }
        }
        self.taken = position.taken.clone();
        Ok(self)
    }

    /// The inputs and the options that were named: where they are the same, so is the stream, unless files changed.
    pub(crate) fn settings(&self) -> Vec<(String, String)> {
        self.settings.clone()
    }

    /// Where the stream stands: after the result that was handed out last.
    pub fn position(&self) -> Position {
        Position {
            entry: self.entry,
            items: self.items,
            taken: self.taken.clone(),
            fingerprint: self.fingerprint.clone(),
        }
    }

    /// Files in the folders and globs that are of no kind that is read.
    pub fn passed_over(&self) -> u64 {
        self.passed_over
    }

    /// The size of all files as they lie on the disk; standard input counts nothing.
    pub fn total_bytes(&self) -> u64 {
        self.total_bytes
    }

    /// How much of [`Corpus::total_bytes`] was read.
    pub fn bytes_read(&self) -> u64 {
        let size = match self.entries.get(self.entry) {
            Some(Entry::File(file)) => file.size,
            _ => 0,
        };
        self.done_bytes + self.progress.bytes().min(size)
    }

    /// Done with the current entry.
    fn advance(&mut self) {
        if let Some(Entry::File(file)) = self.entries.get(self.entry) {
            self.done_bytes += file.size;
        }
        self.entry += 1;
        self.items = 0;
        self.open = None;
        self.progress = Progress::default();
    }

    fn open_records(&mut self, file: &File) -> Result<(), ReadError> {
        let failed =
            |error: io::Error| error_of(file, compression::cause(&error, file.compression));
        let stream = compression::open(file, &self.progress).map_err(failed)?;
        let stream = encoding::record_stream(stream).map_err(failed)?;
        let fields = self.fields.clone();
        let records: Records = match file.format {
            Format::Csv => Box::new(delimited::Delimited::csv(stream, fields, file.compression)),
            Format::Tsv => Box::new(delimited::Delimited::tsv(stream, fields, file.compression)),
            _ => Box::new(jsonl::JsonLines::new(stream, fields, file.compression)),
        };
        let (source, id) = (file.source.clone(), file.id.clone());
        self.open = Some(OpenRecords {
            records,
            source,
            id,
            seen: HashMap::new(),
        });
        Ok(())
    }

    fn open_stdin(&mut self) -> Result<(), ReadError> {
        let stream = Box::new(BufReader::with_capacity(64 * 1024, io::stdin()));
        let stream = encoding::record_stream(stream).map_err(|error| ReadError {
            id: None,
            source: "-".to_owned(),
            line: None,
            error: compression::cause(&error, Compression::None),
        })?;
        let records = Box::new(jsonl::JsonLines::new(
            stream,
            self.fields.clone(),
            Compression::None,
        ));
        let (source, id) = ("-".to_owned(), "-".to_owned());
        self.open = Some(OpenRecords {
            records,
            source,
            id,
            seen: HashMap::new(),
        });
        Ok(())
    }

    /// The next result of the open file; `None` at its end.
    fn next_record(&mut self) -> Option<Result<Accepted, ReadError>> {
        let open = self.open.as_mut()?;
        let result = open.records.next()?;
        self.items += 1;
        let accepted = result.and_then(|record| {
            let line = record.line;
            let failed = |error: String| RecordError::at(line, error).of(record.id.as_deref());
            if let Some(what) = encoding::binary_cause(&record.text) {
                return Err(failed(format!("binary content, not text: {what}")));
            }
            check_text(&record.text).map_err(failed)?;
            let id = match &record.id {
                Some(id) if self.own_ids => id.clone(),
                Some(id) => format!("{}#{id}", open.id),
                None => format!("{}#{line}", open.id),
            };
            if let Some(earlier) = open.seen.get(&id) {
                return Err(failed(format!(
                    "duplicate id `{id}`: line {earlier} has it already"
                )));
            }
            match self.file_ids.get(&id) {
                Some(&index) if index < self.entry => {
                    let error =
                        format!("duplicate id `{id}`: the file of that name has it already");
                    return Err(failed(error));
                }
                Some(_) => self.taken.push(id.clone()),
                None => {}
            }
            open.seen.insert(id.clone(), line);
            Ok(Accepted { id, record })
        });
        let own_ids = self.own_ids;
        Some(
            accepted.map_err(|RecordError { id, line, error }| ReadError {
                id: id.map(|id| match own_ids {
                    true => id,
                    false => format!("{}#{id}", open.id),
                }),
                source: open.source.clone(),
                line,
                error,
            }),
        )
    }

    fn read_file(&self, file: &File) -> Result<Document, ReadError> {
        if self.taken.contains(&file.id) {
            return Err(error_of(
                file,
                format!("duplicate id `{}`: a record has it already", file.id),
            ));
        }
        let failed =
            |error: io::Error| error_of(file, compression::cause(&error, file.compression));
        let mut bytes = Vec::new();
        let stream = compression::open(file, &self.progress).map_err(failed)?;
        stream
            .take(LONGEST_FILE + 1)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        if bytes.is_empty() {
            return Err(error_of(file, "the file is empty".to_owned()));
        }
        if bytes.len() as u64 > LONGEST_FILE {
            return Err(error_of(
                file,
                "one text of more than 256 MiB; split it into documents".to_owned(),
            ));
        }
        let page = if file.format == Format::Html {
            let source =
                encoding::decode_html(bytes).map_err(|error| error_of(file, error.to_string()))?;
            html::parse(&source).map_err(|error| error_of(file, error.to_string()))?
        } else {
            let text =
                encoding::decode(bytes).map_err(|error| error_of(file, error.to_string()))?;
            html::Page {
                title: None,
                published: None,
                text,
            }
        };
        check_text(&page.text).map_err(|error| error_of(file, error))?;
        Ok(document(
            file.id.clone(),
            file.source.clone(),
            page.title,
            page.published,
            page.text,
        ))
    }
}

impl Iterator for Corpus {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.open.is_some() {
                match self.next_record() {
                    Some(Ok(Accepted { id, record })) => {
                        let source = self
                            .open
                            .as_ref()
                            .map_or_else(String::new, |open| open.source.clone());
                        return Some(Ok(document(
                            id,
                            source,
                            record.title,
                            record.published,
                            record.text,
                        )));
                    }
                    Some(Err(error)) => return Some(Err(error)),
                    None => {
                        let (none, open) = (self.items == 0, self.open.take());
                        self.advance();
                        if let Some(open) = open.filter(|_| none) {
                            let error = "no records: the file is empty".to_owned();
                            return Some(Err(ReadError {
                                id: None,
                                source: open.source,
                                line: None,
                                error,
                            }));
                        }
                        continue;
                    }
                }
            }
            let opened = match self.entries.get(self.entry)? {
                Entry::Failed(error) => Err(error.clone()),
                Entry::Stdin => self.open_stdin(),
                Entry::File(file) => {
                    let file = file.clone();
                    if file.format.is_records() {
                        self.open_records(&file)
                    } else {
                        let result = self.read_file(&file);
                        self.advance();
                        return Some(result);
                    }
                }
            };
            if let Err(error) = opened {
                self.advance();
                return Some(Err(error));
            }
        }
    }
}

fn error_of(file: &File, error: String) -> ReadError {
    ReadError {
        id: None,
        source: file.source.clone(),
        line: None,
        error,
    }
}

/// Refuses a text in which there is nothing to read.
fn check_text(text: &str) -> Result<(), String> {
    let body = date::metadata(text).map_or(0, |(end, _)| end);
    if !text[body..].trim().is_empty() {
        Ok(())
    } else if body > 0 {
        Err("no text after its date".to_owned())
    } else if text.is_empty() {
        Err("the text is empty".to_owned())
    } else {
        Err("the text is only white space".to_owned())
    }
}

/// Completes what was read with what the text itself says: its date and its language.
fn document(
    id: String,
    source: String,
    title: Option<String>,
    published: Option<jiff::civil::Date>,
    text: String,
) -> Document {
    let metadata = date::metadata(&text);
    let body_start = metadata.map_or(0, |(end, _)| end);
    let published = published
        .or(metadata.map(|(_, date)| date))
        .or_else(|| date::dateline(&text));
    let language = language::detect(&text[body_start..]);
    Document {
        id,
        source,
        title,
        published,
        language,
        text,
        body_start,
    }
}

#[cfg(test)]
mod tests;
