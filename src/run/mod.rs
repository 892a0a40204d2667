//! A run: a corpus goes through the program, a chunk of documents at a time, into a sink.
//!
//! A chunk is a run of whole documents in input order, cut by a budget of word pieces. It is the unit of batching and of
//! recovery: what comes out depends on the chunks alone, and an interrupted run goes on after the last chunk that is on the disk.
//! Documents are read ahead on a thread of their own. Where a chunk fails, each of its documents is tried alone, so that one
//! cannot take others with it; where a chunk killed the process, the next run finds out by which document, and leaves it out.

mod attempt;
pub(crate) mod checkpoint;
mod counts;
mod shard;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, Position, ReadError};
use crate::document::Document;
use crate::extraction::Extraction;
use crate::gleaner::{Error, Gleaner};
use crate::output::Sink;
use crate::pipeline::Pipeline;
use attempt::{Attempt, Trial};
use checkpoint::{Checkpoint, Reached, Settings};
use shard::ShardFile;

pub use counts::Counts;
pub use shard::{Merged, Shard, merge};

/// Word pieces a chunk, unless a run says otherwise.
pub const CHUNK_PIECES: usize = 32_768;

/// An error costs a chunk a little too, so that a corpus of nothing else is written as it goes.
const COST_OF_ERROR: usize = 16;

/// Chunks that are read ahead.
const AHEAD: usize = 2;

/// How often a run that waits for its input looks whether it is to stop.
const PATIENCE: Duration = Duration::from_millis(100);

/// The longest text that is extracted, in bytes: a bound on memory, of which extraction takes some 400 bytes a byte of text.
pub(crate) const LONGEST_TEXT: usize = 2 << 20;

/// A corpus on its way into a sink.
///
/// ```no_run
/// use gleaner::corpus::{Corpus, Options};
/// use gleaner::output::CsvFiles;
/// use gleaner::{Gleaner, Run};
///
/// let gleaner = Gleaner::bundled()?;
/// let corpus = Corpus::open(&["articles".to_owned()], &Options::default());
/// let out = std::path::Path::new("out");
/// let summary = Run::new(&gleaner).into_folder(corpus, out, &mut CsvFiles::new(out))?;
/// println!("{} documents", summary.counts.documents);
/// # Ok::<(), gleaner::Error>(())
/// ```
pub struct Run<'a> {
    gleaner: &'a Gleaner,
    chunk_pieces: usize,
    overwrite: bool,
    settings: Settings,
    shard: Option<Shard>,
    stop: Option<&'a AtomicBool>,
    trial: Option<Trial<'a>>,
    watch: Box<dyn FnMut(&Status) + 'a>,
}

/// How far a run is, after a chunk.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Status<'a> {
    /// What was found so far, by earlier runs that this one goes on with too.
    pub counts: &'a Counts,
    /// What earlier runs found.
    pub before: &'a Counts,
    /// Bytes of the input that were read, as they lie on the disk.
    pub bytes: u64,
    /// Bytes of the whole input; 0 where it cannot be known.
    pub total_bytes: u64,
    /// Whether this is the first word of the run, before any chunk.
    pub begins: bool,
}

/// What a run did.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Summary {
    /// What was found, by earlier runs that this one went on with too.
    pub counts: Counts,
    /// What earlier runs found.
    pub before: Counts,
    /// Files in the folders and globs that are of no kind that is read.
    pub passed_over: u64,
    /// How long it took.
    pub time: Duration,
    /// Whether it was asked to stop before the end of its input.
    pub stopped: bool,
}

/// What a checkpoint keeps of the run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Progress {
    input: Position,
    /// The number of the next chunk, from 0.
    chunk: u64,
    counts: Counts,
}

/// Whole documents in input order, and where the input stood after them.
struct Chunk {
    items: Vec<Result<Document, ReadError>>,
    position: Position,
    bytes: u64,
}

/// Where a run into a folder leaves word of itself.
struct Folder {
    checkpoint: Checkpoint,
    attempt: Attempt,
    shard: Option<ShardFile>,
}

impl<'a> Run<'a> {
    /// A run of the usual chunks.
    pub fn new(gleaner: &'a Gleaner) -> Self {
        Run {
            gleaner,
            chunk_pieces: CHUNK_PIECES,
            overwrite: false,
            settings: Settings::new(),
            shard: None,
            stop: None,
            trial: None,
            watch: Box::new(|_| {}),
        }
    }

    /// Cuts chunks at so many word pieces: more fills batches better, less takes less memory. Other chunks may give scores
    /// that differ in the last digits.
    pub fn chunk_pieces(mut self, pieces: usize) -> Self {
        self.chunk_pieces = pieces.max(1);
        self
    }

    /// Begins anew in a folder where something stands, and replaces what an earlier run wrote there.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// Names something else that decides the bytes of the output, such as an option of the sink: an interrupted run is taken
    /// up only where it has the same value.
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.insert(name.to_string(), value.to_string());
        self
    }

    /// Extracts the chunks of one shard only, for [`merge`] to join with those of the others. Only [`Run::into_folder`] knows
    /// shards.
    pub fn shard(mut self, shard: Shard) -> Self {
        self.shard = Some(shard);
        self
    }

    /// Tries documents alone where an earlier process died in their chunk.
    pub(crate) fn trial(mut self, trial: impl FnMut(&Document) -> Result<(), String> + 'a) -> Self {
        self.trial = Some(Box::new(trial));
        self
    }

    /// Stops after the chunk at hand once this is true.
    pub fn stop_when(mut self, stop: &'a AtomicBool) -> Self {
        self.stop = Some(stop);
        self
    }

    /// Is told how far the run is, once at its begin and after every chunk.
    pub fn on_progress(mut self, watch: impl FnMut(&Status) + 'a) -> Self {
        self.watch = Box::new(watch);
        self
    }

    /// Runs the corpus into a sink, from its first document on.
    ///
    /// # Errors
    /// What the sink says. A document that fails is an error of the sink's, and no error here.
    pub fn into_sink(mut self, corpus: Corpus, sink: &mut dyn Sink) -> Result<Summary, Error> {
        sink.begin()?;
        self.walk(corpus, sink, None, Progress::default())
    }

    /// Runs the corpus into a sink that writes to `folder`, with a checkpoint there after every chunk.
    ///
    /// A new or empty folder is begun. In a folder with an interrupted run of the same corpus, options and models, the run goes
    /// on where that one was. The sink gets [`Sink::begin`] or [`Sink::resume`] accordingly.
    ///
    /// # Errors
    /// [`Error::Output`] where the folder is not free or cannot be written, [`Error::Input`] where the interrupted run's input
    /// is not what it was.
    pub fn into_folder(
        mut self,
        corpus: Corpus,
        folder: &Path,
        sink: &mut dyn Sink,
    ) -> Result<Summary, Error> {
        let settings = self.all_settings(&corpus)?;
        let (checkpoint, reached) =
            Checkpoint::open::<Progress>(folder, settings.clone(), self.overwrite)?;
        let mut shard = self.shard.map(|s| ShardFile::new(folder, s, settings));
        let (corpus, progress) = match reached {
            Some(Reached { output, progress }) => {
                let corpus = corpus.seek(&progress.input)?;
                sink.resume(&output)?;
                if let Some(shard) = &mut shard {
                    shard.resume(&output)?;
                }
                (corpus, progress)
            }
            None => {
                sink.begin()?;
                if let Some(shard) = &mut shard {
                    shard.begin(&sink.commit()?)?;
                }
                checkpoint.sync_folder();
                (corpus, Progress::default())
            }
        };
        let mut folder = Folder {
            attempt: Attempt::open(folder),
            checkpoint,
            shard,
        };
        let summary = self.walk(corpus, sink, Some(&mut folder), progress)?;
        if !summary.stopped {
            if let Some(shard) = folder.shard {
                shard.finish(&summary.counts)?;
            }
            folder.checkpoint.describe(&summary)?;
            folder.checkpoint.remove()?;
        }
        Ok(summary)
    }

    /// Everything that decides the bytes.
    fn all_settings(&self, corpus: &Corpus) -> Result<Settings, Error> {
        let mut all = self.settings.clone();
        all.extend(corpus.settings());
        all.extend(self.gleaner.settings()?);
        all.insert("chunk size".into(), self.chunk_pieces.to_string());
        Ok(all)
    }

    fn walk(
        &mut self,
        corpus: Corpus,
        sink: &mut dyn Sink,
        mut folder: Option<&mut Folder>,
        mut progress: Progress,
    ) -> Result<Summary, Error> {
        let started = Instant::now();
        let before = progress.counts.clone();
        let total_bytes = corpus.total_bytes();
        (self.watch)(&Status {
            counts: &before,
            before: &before,
            bytes: corpus.bytes_read(),
            total_bytes,
            begins: true,
        });
        let (send, chunks) = sync_channel::<Chunk>(AHEAD);
        let budget = self.chunk_pieces;
        let reader = std::thread::spawn(move || read_ahead(corpus, budget, &send));
        let stopped = loop {
            let Some(chunk) = self.next(&chunks) else {
                break self.stops();
            };
            let bytes = chunk.bytes;
            self.take(chunk, sink, folder.as_deref_mut(), &mut progress)?;
            (self.watch)(&Status {
                counts: &progress.counts,
                before: &before,
                bytes,
                total_bytes,
                begins: false,
            });
        };
        let passed_over = if stopped {
            // The reader may wait for an input that never ends: it is left to end with the process.
            0
        } else {
            let passed_over = reader.join().map_err(|_| Error::Reader)?;
            sink.commit()?;
            sink.finish()?;
            passed_over
        };
        Ok(Summary {
            counts: progress.counts,
            before,
            passed_over,
            time: started.elapsed(),
            stopped,
        })
    }

    fn stops(&self) -> bool {
        self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed))
    }

    /// The next chunk; none at the end of the input, and where the run is to stop.
    fn next(&self, chunks: &Receiver<Chunk>) -> Option<Chunk> {
        while !self.stops() {
            match chunks.recv_timeout(PATIENCE) {
                Ok(chunk) => return Some(chunk),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        None
    }

    /// Takes a chunk through the program into the sink, and records it.
    fn take(
        &mut self,
        chunk: Chunk,
        sink: &mut dyn Sink,
        folder: Option<&mut Folder>,
        progress: &mut Progress,
    ) -> Result<(), Error> {
        let number = progress.chunk;
        progress.chunk += 1;
        progress.input = chunk.position;
        if self.shard.is_some_and(|shard| !shard.holds(number)) {
            return Ok(());
        }
        let mut items = chunk.items;
        items.iter_mut().for_each(refuse_long);
        if let Some(folder) = &folder {
            if let Some(trial) = self
                .trial
                .as_mut()
                .filter(|_| folder.attempt.died_in(number))
            {
                items.iter_mut().for_each(|item| try_alone(item, trial));
            }
            // Where it cannot be written, a later commit says so.
            let _ = folder.attempt.begin(number);
        }
        for item in extract(self.gleaner, items) {
            match item {
                Ok(extraction) => {
                    progress.counts.add(&extraction);
                    sink.extraction(&extraction)?;
                }
                Err(error) => {
                    progress.counts.errors += 1;
                    sink.error(&error)?;
                }
            }
        }
        let mut output = sink.commit()?;
        if let Some(folder) = folder {
            if let Some(shard) = &mut folder.shard {
                shard.chunk(number, &mut output)?;
            }
            folder.checkpoint.record(&Reached {
                output,
                progress: &*progress,
            })?;
        }
        Ok(())
    }
}

fn failed(document: &Document, error: String) -> ReadError {
    ReadError {
        id: Some(document.id.clone()),
        source: document.source.clone(),
        line: None,
        error: format!("{}: {error}", document.id),
    }
}

/// Makes an error of a document that would take more memory than a run has.
fn refuse_long(item: &mut Result<Document, ReadError>) {
    if let Ok(document) = item
        && document.text.len() > LONGEST_TEXT
    {
        let error = format!(
            "a text of {:.1} MB; the longest that is extracted is {} MB: split it into documents",
            document.text.len() as f64 / 1e6,
            LONGEST_TEXT / 1_000_000
        );
        *item = Err(failed(document, error));
    }
}

/// Makes an error of a document that does not survive its trial.
fn try_alone(item: &mut Result<Document, ReadError>, trial: &mut Trial) {
    if let Ok(document) = item
        && let Err(error) = trial(document)
    {
        *item = Err(failed(document, error));
    }
}

/// A chunk through the program, in order. Where it fails, each document is tried alone, so that one cannot take others with it.
fn extract(
    gleaner: &Gleaner,
    items: Vec<Result<Document, ReadError>>,
) -> Vec<Result<Extraction, ReadError>> {
    let attempt = |documents: Vec<Document>| -> Result<Vec<Extraction>, String> {
        match catch_unwind(AssertUnwindSafe(|| gleaner.extract(documents))) {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(e)) => Err(e.to_string()),
            Err(_) => Err("extraction failed on this text; please report it".into()),
        }
    };
    let documents: Vec<Document> = items
        .iter()
        .filter_map(|i| i.as_ref().ok())
        .cloned()
        .collect();
    let together = match documents.is_empty() {
        true => Ok(Vec::new()),
        false => attempt(documents),
    };
    let mut together = together.ok().map(Vec::into_iter);
    let one = |item: Result<Document, ReadError>| -> Result<Extraction, ReadError> {
        let document = item?;
        let nothing = || failed(&document, "nothing came out; please report it".to_string());
        match &mut together {
            Some(done) => done.next().ok_or_else(nothing),
            None => match attempt(vec![document.clone()]) {
                Ok(alone) => alone.into_iter().next().ok_or_else(nothing),
                Err(error) => Err(failed(&document, error)),
            },
        }
    };
    items.into_iter().map(one).collect()
}

/// Reads chunks until the input ends or nobody takes them. What comes back is how many files were passed over.
fn read_ahead(mut corpus: Corpus, budget: usize, chunks: &SyncSender<Chunk>) -> u64 {
    let mut items = Vec::new();
    let mut cost = 0;
    loop {
        let next = corpus.next();
        let end = next.is_none();
        if let Some(item) = next {
            cost += item.as_ref().map_or(COST_OF_ERROR, Pipeline::cost);
            items.push(item);
        }
        if end || cost >= budget {
            cost = 0;
            let chunk = Chunk {
                items: std::mem::take(&mut items),
                position: corpus.position(),
                bytes: corpus.bytes_read(),
            };
            if chunks.send(chunk).is_err() || end {
                return corpus.passed_over();
            }
        }
    }
}
