//! A run: a corpus goes through the program, a chunk of documents at a time, into a sink.
//!
//! A chunk is a run of whole documents in input order, cut by a budget of word pieces. It is the unit of batching and of
//! recovery: what comes out depends on the chunks alone, and an interrupted run goes on after the last chunk that is on the disk.
//! Documents are read ahead on a thread of their own. Where a chunk fails, each of its documents is tried alone, so that one
//! cannot take others with it.

pub(crate) mod checkpoint;
mod counts;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, Position, ReadError};
use crate::document::Document;
use crate::extraction::Extraction;
use crate::gleaner::{Error, Gleaner};
use crate::output::Sink;
use crate::pipeline::Pipeline;
use checkpoint::{Checkpoint, Reached, Settings};

pub use counts::Counts;

/// Word pieces a chunk, unless a run says otherwise.
pub const CHUNK_PIECES: usize = 32_768;

/// An error costs a chunk a little too, so that a corpus of nothing else is written as it goes.
const COST_OF_ERROR: usize = 16;

/// Chunks that are read ahead.
const AHEAD: usize = 2;

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
    stop: Option<&'a AtomicBool>,
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
    counts: Counts,
}

/// Whole documents in input order, and where the input stood after them.
struct Chunk {
    documents: Vec<Document>,
    errors: Vec<ReadError>,
    position: Position,
    bytes: u64,
}

impl<'a> Run<'a> {
    /// A run of the usual chunks.
    pub fn new(gleaner: &'a Gleaner) -> Self {
        Run {
            gleaner,
            chunk_pieces: CHUNK_PIECES,
            overwrite: false,
            settings: Settings::new(),
            stop: None,
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
        let (checkpoint, reached) = Checkpoint::open::<Progress>(folder, settings, self.overwrite)?;
        let (corpus, progress) = match reached {
            Some(Reached { output, progress }) => {
                let corpus = corpus.seek(&progress.input)?;
                sink.resume(&output)?;
                (corpus, progress)
            }
            None => {
                sink.begin()?;
                checkpoint.sync_folder();
                (corpus, Progress::default())
            }
        };
        let summary = self.walk(corpus, sink, Some(&checkpoint), progress)?;
        if !summary.stopped {
            checkpoint.remove()?;
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
        checkpoint: Option<&Checkpoint>,
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
        let budget = self.chunk_pieces;
        let (passed_over, stopped) = std::thread::scope(|scope| -> Result<(u64, bool), Error> {
            let (send, chunks) = sync_channel::<Chunk>(AHEAD);
            let reader = scope.spawn(move || read_ahead(corpus, budget, &send));
            let mut take = || -> Result<bool, Error> {
                for chunk in &chunks {
                    let bytes = chunk.bytes;
                    self.write(chunk, sink, checkpoint, &mut progress)?;
                    (self.watch)(&Status {
                        counts: &progress.counts,
                        before: &before,
                        bytes,
                        total_bytes,
                        begins: false,
                    });
                    if self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
                        return Ok(true);
                    }
                }
                Ok(false)
            };
            let done = take();
            // The reader would wait for room in it.
            drop(chunks);
            let passed_over = reader.join().map_err(|_| Error::Reader)?;
            Ok((passed_over, done?))
        })?;
        if !stopped {
            sink.finish()?;
        }
        Ok(Summary {
            counts: progress.counts,
            before,
            passed_over,
            time: started.elapsed(),
            stopped,
        })
    }

    /// Takes a chunk through the program into the sink, and records it.
    fn write(
        &self,
        chunk: Chunk,
        sink: &mut dyn Sink,
        checkpoint: Option<&Checkpoint>,
        progress: &mut Progress,
    ) -> Result<(), Error> {
        let (done, failed) = extract(self.gleaner, chunk.documents);
        for extraction in &done {
            progress.counts.add(extraction);
            sink.extraction(extraction)?;
        }
        for error in chunk.errors.iter().chain(&failed) {
            progress.counts.errors += 1;
            sink.error(error)?;
        }
        progress.input = chunk.position;
        let output = sink.commit()?;
        if let Some(checkpoint) = checkpoint {
            checkpoint.record(&Reached {
                output,
                progress: &*progress,
            })?;
        }
        Ok(())
    }
}

/// A chunk through the program. Where it fails, each document is tried alone, so that one cannot take others with it.
fn extract(gleaner: &Gleaner, documents: Vec<Document>) -> (Vec<Extraction>, Vec<ReadError>) {
    if documents.is_empty() {
        return Default::default();
    }
    let attempt = |documents: Vec<Document>| -> Result<Vec<Extraction>, String> {
        match catch_unwind(AssertUnwindSafe(|| gleaner.extract(documents))) {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(e)) => Err(e.to_string()),
            Err(_) => Err("extraction failed on this text; please report it".into()),
        }
    };
    if let Ok(done) = attempt(documents.clone()) {
        return (done, Vec::new());
    }
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    for document in documents {
        let (source, id) = (document.source.clone(), document.id.clone());
        match attempt(vec![document]) {
            Ok(alone) => done.extend(alone),
            Err(error) => failed.push(ReadError {
                source,
                line: None,
                error: format!("{id}: {error}"),
            }),
        }
    }
    (done, failed)
}

/// Reads chunks until the input ends or nobody takes them. What comes back is how many files were passed over.
fn read_ahead(mut corpus: Corpus, budget: usize, chunks: &SyncSender<Chunk>) -> u64 {
    let mut documents = Vec::new();
    let mut errors = Vec::new();
    let mut cost = 0;
    loop {
        let next = corpus.next();
        let end = next.is_none();
        match next {
            Some(Ok(document)) => {
                cost += Pipeline::cost(&document);
                documents.push(document);
            }
            Some(Err(error)) => {
                cost += COST_OF_ERROR;
                errors.push(error);
            }
            None => {}
        }
        if end || cost >= budget {
            cost = 0;
            let chunk = Chunk {
                documents: std::mem::take(&mut documents),
                errors: std::mem::take(&mut errors),
                position: corpus.position(),
                bytes: corpus.bytes_read(),
            };
            if chunks.send(chunk).is_err() || end {
                return corpus.passed_over();
            }
        }
    }
}
