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

mod agreement;
mod compression;
mod date;
mod delimited;
mod docx;
mod duplicates;
mod encoding;
mod exports;
mod html;
mod json;
mod json_file;
mod jsonl;
mod language;
mod letters;
mod lines;
mod mail;
mod marks;
mod markup;
mod pdf;
mod plan;
mod record;
mod sgml;
mod warc;
mod xml;

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fmt;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::document::{DateSource, Document};
use compression::{Compression, Progress, Stream};
use date::{Orders, Reading};
use plan::{Entry, File, Format, Plan};
use record::{Fields, Record, RecordError, Records, Seen};

pub use date::DateOrder;
pub(crate) use duplicates::Duplicates;
pub use language::detect;
pub use plan::SUFFIXES;

/// Errors of one file that are told each by itself. What a file has more of is told in one, with their number: a quote that is not
/// closed can make an error of each line behind it.
const MOST_ERRORS: u64 = 1000;

/// No file that is read whole is longer: a bound on memory.
const LONGEST_FILE: u64 = 256 * 1024 * 1024;

/// How inputs are read; above all the names of records' fields, where they are not the usual ones.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The field of the text; else the first of the usual ones that a record has (`text`, `body`, `content` ...).
    pub text_field: Option<String>,
    /// The field of the id.
    pub id_field: Option<String>,
    /// The field of the date of publication.
    pub date_field: Option<String>,
    /// The field of the title.
    pub title_field: Option<String>,
    /// Fields of records whose values go along with a document, in this order.
    pub keep: Vec<String>,
    /// Which number of `03/04/2019` is the day; else the other dates of the same file tell it.
    pub date_order: Option<DateOrder>,
    /// When documents were published that do not say it themselves.
    pub date: Option<Date>,
    /// The number of documents after which reading ends.
    pub limit: Option<u64>,
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
    /// Of everything that was handed out.
    read: String,
}

/// Why a run cannot go on where it stopped.
#[derive(Debug, thiserror::Error)]
pub enum SeekError {
    /// A file is new, gone, or of another size.
    #[error(
        "the input files are not those that the interrupted run read: start anew with --overwrite"
    )]
    Changed,
    /// What was read of the files is not there any more.
    #[error(
        "the input files have their names and sizes, but their content changed since the interrupted run read it: start anew with --overwrite"
    )]
    Rewritten,
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
    options: Options,
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
    open: Option<Open>,
    /// What the file that was opened last is: `JSON lines`.
    kind: &'static str,
    duplicates: Duplicates,
    documents: u64,
    /// Of everything that was handed out, one after the other.
    read: [u8; 32],
    /// Bytes of the entries that are done with.
    done_bytes: u64,
    total_bytes: u64,
    progress: Progress,
}

/// What one file holds.
struct Articles {
    kind: &'static str,
    /// The file is one document, and its id the file's.
    single: bool,
    records: Source,
}

/// Articles one after the other as they are read, or all of them.
enum Source {
    Stream(Records),
    List(std::vec::IntoIter<Result<Record, RecordError>>),
}

impl Source {
    fn next(&mut self) -> Option<Result<Record, RecordError>> {
        match self {
            Source::Stream(records) => records.next(),
            Source::List(list) => list.next(),
        }
    }

    fn is_done(&self) -> bool {
        matches!(self, Source::List(list) if list.len() == 0)
    }
}

impl Articles {
    fn single(kind: &'static str, record: Result<Record, String>) -> Articles {
        Articles::list(kind, true, vec![record.map_err(RecordError::new)])
    }

    fn several(kind: &'static str, records: Vec<Result<Record, RecordError>>) -> Articles {
        Articles::list(kind, false, records)
    }

    fn list(
        kind: &'static str,
        single: bool,
        records: Vec<Result<Record, RecordError>>,
    ) -> Articles {
        Articles {
            kind,
            single,
            records: Source::List(records.into_iter()),
        }
    }
}

/// A file that is being read.
struct Open {
    articles: Articles,
    source: String,
    /// The id of a file that is one document; else what stands before `#` in the ids.
    id: String,
    /// Its records may hold HTML, as databases and feeds do.
    markup: bool,
    /// The ids so far, each with its place. Only one file's are needed: those of others begin with other paths.
    seen: HashMap<String, String>,
    /// Which number of its dates is the day; `None` until a date asks for it.
    order: Option<Option<DateOrder>>,
    /// Errors so far.
    errors: u64,
    /// The last of those that are not told by themselves.
    last: Option<ReadError>,
}

impl Open {
    /// Takes an error; gives it back where it is to be told by itself.
    fn told(&mut self, error: ReadError) -> Option<ReadError> {
        self.errors += 1;
        if self.errors <= MOST_ERRORS {
            return Some(error);
        }
        self.last = Some(error);
        None
    }

    /// The errors that are not told by themselves, as one.
    fn rest(self) -> Option<ReadError> {
        let last = self.last?;
        let rest = self.errors - MOST_ERRORS;
        Some(ReadError {
            id: None,
            error: format!(
                "{rest} more records of this file cannot be read; the last: {}",
                last.error
            ),
            ..last
        })
    }
}

/// A record whose id is its own, and its text one.
struct Accepted {
    id: String,
    record: Record,
}

impl Corpus {
    /// Lists the files of `inputs`, each a file, a folder, a glob, or `-` for JSON lines on standard input. Inputs that do
    /// not exist are errors of the stream.
    pub fn open<I: AsRef<OsStr>>(inputs: &[I], options: &Options) -> Corpus {
        let named = |name: &str, value: Option<String>| Some((name.to_owned(), value?));
        let settings = [
            named("inputs", Some(plan::shown_all(inputs))),
            named("text field", options.text_field.clone()),
            named("id field", options.id_field.clone()),
            named("date field", options.date_field.clone()),
            named("title field", options.title_field.clone()),
            named(
                "keep",
                (!options.keep.is_empty()).then(|| options.keep.join(",")),
            ),
            named("date", options.date.map(|date| date.to_string())),
            named(
                "date order",
                options.date_order.map(|order| format!("{order:?}")),
            ),
            named("limit", options.limit.map(|limit| limit.to_string())),
        ];
        let settings = settings.into_iter().flatten().collect();
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
                Entry::End { .. } => continue,
            };
            total_bytes += size;
            hasher.update(format!("{id}\0{source}\0{size}\n"));
            if own_ids && matches!(entry, Entry::File(file) if !file.format.is_records()) {
                file_ids.insert(id.to_owned(), index);
            }
        }
        let fingerprint = hexadecimal(&hasher.finalize());
        Corpus {
            settings,
            fields: Fields::new(options),
            options: options.clone(),
            entries: plan.entries,
            passed_over: plan.passed_over,
            fingerprint,
            own_ids,
            file_ids,
            taken: Vec::new(),
            entry: 0,
            items: 0,
            open: None,
            kind: "",
            duplicates: Duplicates::new(),
            documents: 0,
            read: [0; 32],
            done_bytes: 0,
            total_bytes,
            progress: Progress::default(),
        }
    }

    /// Goes on right after `position`, which a corpus of the same inputs and options gave. What stands before it is read
    /// again, for the ids and the texts that later documents may repeat.
    ///
    /// # Errors
    /// Where the files are not those that were read, or cannot be read twice.
    pub fn seek(mut self, position: &Position) -> Result<Corpus, SeekError> {
        if position.fingerprint != self.fingerprint || position.entry > self.entries.len() {
            return Err(SeekError::Changed);
        }
        let before = |corpus: &Corpus| (corpus.entry, corpus.items);
        while before(&self) < (position.entry, position.items) {
            if matches!(self.entries.get(self.entry), Some(Entry::Stdin)) {
                return Err(SeekError::Stdin);
            }
            if self.next().is_none() && before(&self) != (position.entry, position.items) {
                return Err(SeekError::Changed);
            }
        }
        if before(&self) != (position.entry, position.items) {
            return Err(SeekError::Changed);
        }
        // A file can change and keep its size.
        if hexadecimal(&self.read) != position.read {
            return Err(SeekError::Rewritten);
        }
        Ok(self)
    }

    /// The fields of records whose values go along, in order: [`Options::keep`].
    pub(crate) fn kept_fields(&self) -> &[String] {
        &self.options.keep
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
            read: hexadecimal(&self.read),
        }
    }

    /// Files in the folders and globs that are of no kind that is read.
    pub fn passed_over(&self) -> u64 {
        self.passed_over
    }

    /// What the file of the last result is, for a person: `JSON lines`, `LexisNexis export`.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The names of fields that the records of the last input have, as many as a message can list.
    pub fn field_names(&self) -> Vec<String> {
        self.fields.seen().names().map(str::to_owned).collect()
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

    fn open_file(&mut self, file: &File) -> Result<(), ReadError> {
        self.progress = Progress::default();
        let articles =
            articles(file, &self.fields, &self.progress).map_err(|error| error_of(file, error))?;
        self.kind = articles.kind;
        self.open = Some(Open {
            articles,
            source: file.source.clone(),
            id: file.id.clone(),
            markup: matches!(
                file.format,
                Format::Json | Format::JsonLines | Format::Csv | Format::Tsv
            ),
            seen: HashMap::new(),
            order: self.options.date_order.map(Some),
            errors: 0,
            last: None,
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
        let records = jsonl::JsonLines::new(stream, self.fields.clone(), Compression::None);
        self.kind = Format::JsonLines.name();
        self.open = Some(Open {
            articles: Articles {
                kind: self.kind,
                single: false,
                records: Source::Stream(Box::new(records)),
            },
            source: "-".to_owned(),
            id: "-".to_owned(),
            markup: true,
            seen: HashMap::new(),
            // Its later dates cannot be looked at before the first are needed.
            order: Some(self.options.date_order),
            errors: 0,
            last: None,
        });
        Ok(())
    }

    /// The next result of the open file; `None` at its end.
    fn next_record(&mut self) -> Option<Result<Accepted, ReadError>> {
        let open = self.open.as_mut()?;
        let result = open.articles.records.next()?;
        self.items += 1;
        let number = self.items;
        let accepted = result.and_then(|mut record| {
            let line = record.line;
            record.text = encoding::mend(record.text);
            record.title = record.title.map(encoding::mend);
            if open.markup {
                record.text = markup::field(record.text);
                record.title = record.title.map(markup::title);
            }
            let own = record.id.clone();
            let refused = |error: String| RecordError {
                id: own.clone(),
                line,
                error,
            };
            if let Some(what) = encoding::binary_cause(&record.text) {
                return Err(refused(format!("binary content, not text: {what}")));
            }
            check_text(&record.text).map_err(refused)?;
            let id = match &record.id {
                _ if open.articles.single => open.id.clone(),
                Some(id) if self.own_ids => id.clone(),
                Some(id) => format!("{}#{id}", open.id),
                None => format!("{}#{}", open.id, line.unwrap_or(number)),
            };
            if open.articles.single {
                if self.taken.contains(&id) {
                    return Err(refused(format!(
                        "duplicate id `{id}`: a record has it already"
                    )));
                }
                return Ok(Accepted { id, record });
            }
            if let Some(earlier) = open.seen.get(&id) {
                return Err(refused(format!(
                    "duplicate id `{id}`: {earlier} has it already"
                )));
            }
            match self.file_ids.get(&id) {
                Some(&index) if index < self.entry => {
                    return Err(refused(format!(
                        "duplicate id `{id}`: the file of that name has it already"
                    )));
                }
                Some(_) => self.taken.push(id.clone()),
                None => {}
            }
            let place = match line {
                Some(line) => format!("line {line}"),
                None => format!("article {number}"),
            };
            open.seen.insert(id.clone(), place);
            Ok(Accepted { id, record })
        });
        let single = open.articles.single;
        let own_ids = self.own_ids;
        Some(
            accepted.map_err(|RecordError { id, line, error }| ReadError {
                id: match id {
                    _ if single => Some(open.id.clone()),
                    Some(id) if own_ids => Some(id),
                    Some(id) => Some(format!("{}#{id}", open.id)),
                    None => None,
                },
                source: open.source.clone(),
                line,
                error: match line {
                    None if !single => format!("article {number}: {error}"),
                    _ => error,
                },
            }),
        )
    }

    /// Which number of the open file's dates is the day: what its other dates tell. The file is read a second time for it.
    fn date_order(&mut self) -> Option<DateOrder> {
        if let Some(order) = self.open.as_ref()?.order {
            return order;
        }
        let mut orders = Orders::default();
        if let Some(Entry::File(file)) = self.entries.get(self.entry) {
            let fields = Fields::new(&self.options);
            if let Ok(mut articles) = articles(file, &fields, &Progress::default()) {
                while let Some(record) = articles.records.next() {
                    for date in record.iter().flat_map(|record| &record.dates) {
                        orders.add(date);
                    }
                }
            }
        }
        let order = orders.order();
        if let Some(open) = &mut self.open {
            open.order = Some(order);
        }
        order
    }

    /// Completes what was read with what the text itself says, its date and its language, and with the document that it
    /// repeats.
    fn document(&mut self, Accepted { id, record }: Accepted) -> Document {
        let (source, single) = match &self.open {
            Some(open) => (open.source.clone(), open.articles.single),
            None => (String::new(), false),
        };
        let title = record.title.filter(|title| !title.trim().is_empty());
        let (title, original_title) = match title.map(letters::read) {
            Some((title, original)) => (Some(title), original.map(Box::new)),
            None => (None, None),
        };
        let (text, original) = letters::read(record.text);
        let metadata = date::metadata(&text);
        let body_start = metadata.map_or(0, |(end, _)| end);
        let mut about = record.about;
        let mut published = None;
        let readings: Vec<Reading> = record.dates.iter().map(|text| date::read(text)).collect();
        let mut order = self.options.date_order;
        if order.is_none() && readings.iter().any(|r| matches!(r, Reading::Either { .. })) {
            order = self.date_order();
        }
        if let Some(date) = readings.iter().find_map(|reading| reading.in_order(order)) {
            published = Some((date, record.dated_by.unwrap_or(DateSource::Record)));
        }
        about.open_date =
            published.is_none() && readings.iter().any(|r| matches!(r, Reading::Either { .. }));
        let line = || {
            metadata
                .map(|(_, date)| date)
                .or_else(|| date::labelled_line(&text).in_order(self.options.date_order))
                .or_else(|| date::dateline(&text))
        };
        let name = || {
            let file = single.then(|| date::in_name(&id)).flatten();
            file.or_else(|| date::in_name(address_path(about.url.as_deref()?)))
        };
        let published = published
            .or_else(|| line().map(|date| (date, DateSource::Line)))
            .or_else(|| name().map(|date| (date, DateSource::Name)))
            .or_else(|| self.options.date.map(|date| (date, DateSource::Option)));
        about.dated_by = published.map(|(_, from)| from);
        let language = language::detect(&text[body_start..]);
        about.duplicate_of = self.duplicates.add(&id, &text[body_start..]);
        self.documents += 1;
        Document {
            id,
            source,
            title,
            published: published.map(|(date, _)| date),
            language,
            text,
            body_start,
            about,
            original: original.map(Box::new),
            original_title,
        }
    }

    /// What to say at the end of an input, of options that name fields which no record has.
    fn end_of_input(&mut self, input: &str) -> Option<ReadError> {
        let complaint = self.fields.seen().complaint(&self.fields);
        self.fields.see(Seen::default());
        complaint.map(|error| ReadError {
            id: None,
            source: input.to_owned(),
            line: None,
            error,
        })
    }
}

/// The article's text in the bytes of a page.
///
/// # Errors
/// Why there is none in it.
pub(crate) fn page_text(bytes: Vec<u8>) -> Result<String, String> {
    let page = encoding::decode_html(bytes).map_err(|error| error.to_string())?;
    Ok(html::record(&page)?.text)
}

/// What one file of a corpus holds, for [`survey`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surveyed {
    /// The file's path.
    pub source: String,
    /// What the file is, for a person: `JSON lines`; empty where it cannot be read.
    pub kind: &'static str,
    /// How many documents it holds.
    pub documents: u64,
    /// Of these, those of which it is known when they were published.
    pub dated: u64,
    /// How many errors reading it gives.
    pub errors: u64,
    /// The first of them.
    pub first_error: Option<String>,
}

/// Reads a corpus without doing anything with it, and tells of each file what it holds.
pub fn survey<I: AsRef<OsStr>>(
    inputs: &[I],
    options: &Options,
) -> impl Iterator<Item = Surveyed> + use<I> {
    let mut corpus = Corpus::open(inputs, options);
    let mut open: Option<Surveyed> = None;
    std::iter::from_fn(move || {
        loop {
            let Some(result) = corpus.next() else {
                return open.take();
            };
            let (source, error) = match &result {
                Ok(document) => (document.source.clone(), None),
                Err(error) => (error.source.clone(), Some(error.error.clone())),
            };
            let done = open.take_if(|file| file.source != source);
            let file = open.get_or_insert_with(|| Surveyed {
                source,
                ..Surveyed::default()
            });
            match result {
                Ok(document) => {
                    file.kind = corpus.kind();
                    file.documents += 1;
                    file.dated += u64::from(document.published.is_some());
                }
                Err(_) => {
                    file.errors += 1;
                    file.first_error = file.first_error.take().or(error);
                }
            }
            if done.is_some() {
                return done;
            }
        }
    })
}

/// The path of an address, without what is asked of it.
fn address_path(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or(url)
}

/// Opens a file and finds out what articles it holds.
fn articles(file: &File, fields: &Fields, progress: &Progress) -> Result<Articles, String> {
    let failed = |error: io::Error| compression::cause(&error, file.compression);
    let stream = compression::open(file, progress).map_err(failed)?;
    let name = file.format.name();
    let fields = fields.clone();
    let records: Records = match file.format {
        Format::Csv | Format::Tsv | Format::JsonLines => {
            let stream = encoding::record_stream(stream).map_err(failed)?;
            match file.format {
                Format::Csv => {
                    Box::new(delimited::Delimited::csv(stream, fields, file.compression))
                }
                Format::Tsv => {
                    Box::new(delimited::Delimited::tsv(stream, fields, file.compression))
                }
                _ => Box::new(jsonl::JsonLines::new(stream, fields, file.compression)),
            }
        }
        Format::Warc => warc::open(stream).map_err(failed)?,
        _ => return whole(file, stream, &fields),
    };
    Ok(Articles {
        kind: name,
        single: false,
        records: Source::Stream(records),
    })
}

/// Reads a file that has to be in memory as a whole.
fn whole(file: &File, stream: Stream, fields: &Fields) -> Result<Articles, String> {
    let mut bytes = Vec::new();
    stream
        .take(LONGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| compression::cause(&error, file.compression))?;
    if bytes.is_empty() {
        return Err("the file is empty".to_owned());
    }
    if bytes.len() as u64 > LONGEST_FILE {
        return Err("a file of more than 256 MiB; split it into documents".to_owned());
    }
    let text = |bytes: Vec<u8>| encoding::decode(bytes).map_err(|error| error.to_string());
    let marked = |bytes: Vec<u8>| encoding::decode_html(bytes).map_err(|error| error.to_string());
    let name = file.format.name();
    match file.format {
        Format::Plain => Ok(exports_or_one(
            name,
            Record {
                text: text(bytes)?,
                ..Record::default()
            },
        )),
        Format::Html => {
            let page = marked(bytes)?;
            Ok(match exports::page(&page) {
                Some(export) => export,
                None => Articles::single(name, html::record(&page)),
            })
        }
        Format::Json => Ok(json_file::read(&text(bytes)?, fields)?),
        Format::Xml => xml::read(&marked(bytes)?),
        Format::Sgml => sgml::read(&marked(bytes)?),
        Format::Docx => Ok(exports_or_one(name, docx::read(&bytes)?)),
        Format::Pdf => Ok(exports_or_one(name, pdf::read(&bytes)?)),
        Format::Mail => Ok(Articles::single(name, mail::read(&bytes))),
        Format::Csv | Format::Tsv | Format::JsonLines | Format::Warc => {
            unreachable!("these are streams")
        }
    }
}

/// The articles of an archive's export, where the text is one; else the text as one article.
fn exports_or_one(kind: &'static str, record: Record) -> Articles {
    match exports::text(&record.text) {
        Some(export) => export,
        None => Articles::single(kind, Ok(record)),
    }
}

/// The digest of what was handed out, once `result` was too.
fn digest(before: [u8; 32], result: &Result<Document, ReadError>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(before);
    let mut part = |text: &str| {
        hasher.update((text.len() as u64).to_le_bytes());
        hasher.update(text);
    };
    match result {
        Ok(document) => {
            part(&document.id);
            part(document.title.as_deref().unwrap_or_default());
            part(
                &document
                    .published
                    .map_or_else(String::new, |date| date.to_string()),
            );
            part(&document.text);
            part(&format!("{:?}", document.about));
        }
        Err(error) => {
            part(&error.source);
            part(&error.error);
        }
    }
    hasher.finalize().into()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Iterator for Corpus {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let result = self.read_next()?;
        self.read = digest(self.read, &result);
        Some(result)
    }
}

impl Corpus {
    fn read_next(&mut self) -> Option<Result<Document, ReadError>> {
        loop {
            let full = self
                .options
                .limit
                .is_some_and(|limit| self.documents >= limit);
            if full && self.entry < self.entries.len() {
                // What options say is looked at also where not all is read.
                let input = self.entries[self.entry..]
                    .iter()
                    .find_map(|entry| match entry {
                        Entry::End { input } => Some(input.clone()),
                        _ => None,
                    });
                self.open = None;
                self.entry = self.entries.len();
                self.items = 0;
                self.done_bytes = self.total_bytes;
                let complaint = input.and_then(|input| self.end_of_input(&input));
                if let Some(error) = complaint {
                    return Some(Err(error));
                }
            }
            if self.open.is_some() {
                let record = self.next_record();
                let result = match record {
                    Some(Ok(accepted)) => Ok(self.document(accepted)),
                    Some(Err(error)) => match self.open.as_mut().map(|open| open.told(error)) {
                        Some(Some(error)) => Err(error),
                        _ => continue,
                    },
                    None => {
                        let (none, open) = (self.items == 0, self.open.take());
                        self.advance();
                        if let Some(open) = open {
                            if !none {
                                match open.rest() {
                                    Some(error) => return Some(Err(error)),
                                    None => continue,
                                }
                            }
                            let error = "no records: there is no article in it".to_owned();
                            return Some(Err(ReadError {
                                id: None,
                                source: open.source,
                                line: None,
                                error,
                            }));
                        }
                        continue;
                    }
                };
                if self
                    .open
                    .as_ref()
                    .is_some_and(|open| open.articles.records.is_done() && open.last.is_none())
                {
                    self.advance();
                }
                return Some(result);
            }
            let opened = match self.entries.get(self.entry)? {
                Entry::Failed(error) => Err(error.clone()),
                Entry::Stdin => self.open_stdin(),
                Entry::File(file) => {
                    let file = file.clone();
                    self.open_file(&file)
                }
                Entry::End { input } => {
                    let input = input.clone();
                    let complaint = self.end_of_input(&input);
                    self.advance();
                    match complaint {
                        Some(error) => return Some(Err(error)),
                        None => continue,
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
    if !letters::is_blank(&text[body..]) {
        Ok(())
    } else if body > 0 {
        Err("no text after its date".to_owned())
    } else if text.is_empty() {
        Err("the text is empty".to_owned())
    } else {
        Err("the text is only white space".to_owned())
    }
}

#[cfg(test)]
mod tests;
