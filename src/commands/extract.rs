use std::collections::HashMap;
use std::io::IsTerminal;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{HumanBytes, HumanCount, HumanDuration, ProgressBar, ProgressStyle};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{ModelArgs, pool};
use crate::corpus::{self, Corpus, Position, ReadError};
use crate::document::Document;
use crate::encoder::Settings;
use crate::extraction::Extraction;
use crate::pipeline::Pipeline;
use crate::tables::Writer;

/// Extract entities, relations and sentiment of a corpus to CSV files
///
/// Reads .txt .md .html .htm .jsonl .ndjson .csv .tsv, each also as .gz and .zst. A run that was interrupted goes on where it
/// was when the same command is given again. Exit status: 0 all inputs extracted; 3 finished, but errors.csv has rows; 2 the
/// command line is wrong; 1 the run could not finish.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gleaner extract data/articles --out out
  gleaner extract 'archive/2024-*.jsonl.gz' --out out --text-field body --date-field published
  zcat wire.jsonl.gz | gleaner extract - --out out --excel")]
pub struct Extract {
    /// Files, folders, globs, or - for JSON lines on standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,
    /// The folder to write the CSV files to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Replace what an earlier run wrote to DIR
    #[arg(long)]
    overwrite: bool,
    /// Write for spreadsheets: a byte-order mark, and no cell that would run as a formula
    #[arg(long)]
    excel: bool,
    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,
    /// Word pieces a chunk: more fills batches better, less takes less memory
    #[arg(long, value_name = "N", default_value_t = 32_768, value_parser = clap::value_parser!(u32).range(256..))]
    chunk_tokens: u32,
    #[command(flatten)]
    fields: Fields,
    #[command(flatten)]
    models: ModelArgs,
}

/// Which fields of a JSON or CSV record hold what.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Records")]
struct Fields {
    /// The field of the text [default: text, body or content]
    #[arg(long, value_name = "NAME")]
    text_field: Option<String>,
    /// The field of the id [default: id]
    #[arg(long, value_name = "NAME")]
    id_field: Option<String>,
    /// The field of the date [default: date, published or published_at]
    #[arg(long, value_name = "NAME")]
    date_field: Option<String>,
    /// The field of the title [default: title]
    #[arg(long, value_name = "NAME")]
    title_field: Option<String>,
}

/// Whole documents in input order, and where the input stood after them.
struct Chunk {
    documents: Vec<Document>,
    errors: Vec<ReadError>,
    position: Position,
    bytes: u64,
}

/// What a checkpoint keeps: where the input stood, and the counts for the summary.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Progress {
    position: Position,
    counts: Counts,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Counts {
    documents: u64,
    other_language: u64,
    sentences: u64,
    mentions: u64,
    entities: u64,
    relations: u64,
    errors: u64,
    /// Documents in which a name stands, by type and name.
    names: HashMap<String, u64>,
}

/// The most names that are counted at a time; the rarest are let go beyond it.
const NAMES: usize = 100_000;

impl Counts {
    fn add(&mut self, x: &Extraction) {
        self.documents += 1;
        self.other_language += u64::from(x.passed_over);
        self.sentences += x.sentences.len() as u64;
        self.mentions += x.mentions.len() as u64;
        self.entities += x.entities.len() as u64;
        self.relations += x.relations.len() as u64;
        for e in x.entities.iter().filter(|e| e.entity_type.is_name()) {
            *self
                .names
                .entry(format!("{} ({})", e.name, e.entity_type.as_str()))
                .or_default() += e.mentions.len() as u64;
        }
        if self.names.len() > 2 * NAMES {
            let mut counts: Vec<u64> = self.names.values().copied().collect();
            counts.sort_unstable_by(|a, b| b.cmp(a));
            let least = counts[NAMES];
            self.names.retain(|_, n| *n > least);
        }
    }

    fn most_frequent(&self, n: usize) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> = self.names.iter().map(|(k, v)| (k.as_str(), *v)).collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        all.truncate(n);
        all
    }
}

impl Extract {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let started = Instant::now();
        let settings = self.models.settings()?;
        let options = self.models.options()?;
        let pool = pool(settings.workers)?;
        let pipeline = pool.install(|| Pipeline::load(&options, settings))?;
        let fingerprint = self.fingerprint(&pipeline, settings)?;
        let (mut writer, progress) =
            Writer::open::<Progress>(&self.out, &fingerprint, self.excel, self.overwrite)?;
        let resumed = progress.is_some();
        let mut progress = progress.unwrap_or_default();
        let mut corpus = Corpus::open(
            &self.inputs,
            &corpus::Options {
                text_field: self.fields.text_field.clone(),
                id_field: self.fields.id_field.clone(),
                date_field: self.fields.date_field.clone(),
                title_field: self.fields.title_field.clone(),
                leave_out: Some(self.out.clone()),
            },
        );
        if resumed {
            corpus = corpus.seek(&progress.position)?;
            tracing::info!(
                documents = progress.counts.documents,
                "an interrupted run goes on"
            );
        }
        let show = Show::new(self.quiet, Some(corpus.total_bytes()).filter(|n| *n > 0));
        if resumed && !self.quiet {
            show.line(&format!(
                "going on after {} documents",
                HumanCount(progress.counts.documents)
            ));
        }
        let before = progress.counts.sentences;
        let budget = self.chunk_tokens as usize;
        let passed = std::thread::scope(|scope| -> anyhow::Result<u64> {
            let (send, chunks) = sync_channel::<Chunk>(2);
            let reader = scope.spawn(move || {
                let mut documents = Vec::new();
                let mut errors = Vec::new();
                let mut cost = 0;
                loop {
                    let next = corpus.next();
                    let end = next.is_none();
                    match next {
                        Some(Ok(d)) => {
                            cost += Pipeline::cost(&d);
                            documents.push(d);
                        }
                        Some(Err(e)) => {
                            // An error costs a little too, so that a corpus of nothing else is written as it goes.
                            cost += 16;
                            errors.push(e);
                        }
                        None => {}
                    }
                    if end || cost >= budget {
                        let chunk = Chunk {
                            documents: std::mem::take(&mut documents),
                            errors: std::mem::take(&mut errors),
                            position: corpus.position(),
                            bytes: corpus.bytes_read(),
                        };
                        cost = 0;
                        if send.send(chunk).is_err() || end {
                            return corpus.passed_over();
                        }
                    }
                }
            });
            let done = write_all(
                &chunks,
                &pool,
                &pipeline,
                &mut writer,
                &mut progress,
                &show,
                before,
            );
            drop(chunks);
            let passed = reader
                .join()
                .map_err(|_| anyhow::anyhow!("the reader of the corpus failed"))?;
            done.map(|()| passed)
        })?;
        writer.finish()?;
        show.finish();
        if !self.quiet {
            self.summary(&progress.counts, before, passed, started.elapsed());
        }
        Ok(if progress.counts.errors > 0 {
            ExitCode::from(3)
        } else {
            ExitCode::SUCCESS
        })
    }

    /// What must be the same for an interrupted run to be taken up: everything that decides the bytes.
    fn fingerprint(&self, pipeline: &Pipeline, settings: Settings) -> anyhow::Result<String> {
        let mut hash = Sha256::new();
        hash.update(format!(
            "{} {:?} {} {} {:?} {:?} {} {} {}",
            env!("CARGO_PKG_VERSION"),
            self.inputs,
            self.excel,
            self.chunk_tokens,
            self.fields,
            self.models.min_score,
            self.models.any_language,
            settings.device,
            settings.precision,
        ));
        for model in pipeline.models() {
            hash.update(model.folder.checksum()?);
        }
        Ok(hash.finalize().iter().map(|b| format!("{b:02x}")).collect())
    }

    fn summary(&self, c: &Counts, before: u64, passed: u64, took: Duration) {
        let rate = (c.sentences - before) as f64 / took.as_secs_f64().max(1e-3);
        let mut out = format!(
            "read     {} documents, {} sentences in {} ({:.0} sentences/s)",
            HumanCount(c.documents),
            HumanCount(c.sentences),
            HumanDuration(took),
            rate
        );
        if c.other_language > 0 {
            out += &format!(
                "; {} in other languages were passed over",
                HumanCount(c.other_language)
            );
        }
        if passed > 0 {
            out += &format!(
                "; {} files of other kinds were passed over",
                HumanCount(passed)
            );
        }
        out += &format!(
            "\nwritten  {} entities, {} mentions, {} relations to {}",
            HumanCount(c.entities),
            HumanCount(c.mentions),
            HumanCount(c.relations),
            self.out.display()
        );
        if c.errors > 0 {
            out += &format!(
                "\nfailed   {} inputs: see {}",
                HumanCount(c.errors),
                self.out.join("errors.csv").display()
            );
        }
        let names = c.most_frequent(8);
        if !names.is_empty() {
            let list: Vec<String> = names.iter().map(|(n, k)| format!("{n} {k}")).collect();
            out += &format!("\nmost     {}", list.join(", "));
        }
        eprintln!("{out}");
    }
}

fn write_all(
    chunks: &Receiver<Chunk>,
    pool: &rayon::ThreadPool,
    pipeline: &Pipeline,
    writer: &mut Writer,
    progress: &mut Progress,
    show: &Show,
    before: u64,
) -> anyhow::Result<()> {
    for chunk in chunks {
        let (done, failed) = extract(pool, pipeline, chunk.documents);
        for extraction in &done {
            progress.counts.add(extraction);
            writer.extraction(extraction)?;
        }
        progress.counts.errors += (chunk.errors.len() + failed.len()) as u64;
        for e in &chunk.errors {
            writer.error(&e.source, e.line, &e.error)?;
        }
        for (source, error) in &failed {
            writer.error(source, None, error)?;
        }
        progress.position = chunk.position;
        writer.checkpoint(progress)?;
        show.at(chunk.bytes, &progress.counts, before);
    }
    Ok(())
}

/// A chunk through the pipeline. Where it fails, each document is tried alone, so that one cannot take others with it.
fn extract(
    pool: &rayon::ThreadPool,
    pipeline: &Pipeline,
    documents: Vec<Document>,
) -> (Vec<Extraction>, Vec<(String, String)>) {
    if documents.is_empty() {
        return Default::default();
    }
    let attempt = |documents: Vec<Document>| -> Result<Vec<Extraction>, String> {
        match catch_unwind(AssertUnwindSafe(|| {
            pool.install(|| pipeline.extract(documents))
        })) {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(e)) => Err(format!("{e:#}")),
            Err(_) => Err("extraction failed on this text; please report it".into()),
        }
    };
    let copy = documents.clone();
    match attempt(documents) {
        Ok(done) => (done, Vec::new()),
        Err(_) => {
            let (mut done, mut failed) = (Vec::new(), Vec::new());
            for d in copy {
                let id = d.id.clone();
                let source = d.source.clone();
                match attempt(vec![d]) {
                    Ok(x) => done.extend(x),
                    Err(e) => failed.push((source, format!("{id}: {e}"))),
                }
            }
            (done, failed)
        }
    }
}

/// Progress: a bar on a terminal, else a line a minute.
struct Show {
    bar: Option<ProgressBar>,
    lines: bool,
    started: Instant,
    last: std::cell::Cell<Instant>,
    total: Option<u64>,
}

impl Show {
    fn new(quiet: bool, total: Option<u64>) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let bar = (terminal && !quiet).then(|| {
            let bar = match total {
                Some(n) => ProgressBar::new(n),
                None => ProgressBar::new_spinner(),
            };
            let template = match total {
                Some(_) => "{bar:30} {percent:>3}%  {msg}  {eta} left",
                None => "{spinner} {msg}",
            };
            bar.set_style(
                ProgressStyle::with_template(template)
                    .unwrap_or_else(|_| ProgressStyle::default_bar()),
            );
            bar.enable_steady_tick(Duration::from_millis(500));
            bar
        });
        Show {
            bar,
            lines: !terminal && !quiet,
            started: Instant::now(),
            last: std::cell::Cell::new(Instant::now()),
            total,
        }
    }

    fn line(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.println(text),
            None => eprintln!("{text}"),
        }
    }

    fn at(&self, bytes: u64, counts: &Counts, before: u64) {
        let seconds = self.started.elapsed().as_secs_f64().max(1e-3);
        let rate = (counts.sentences - before) as f64 / seconds;
        let text = format!(
            "{} documents  {rate:.0} sentences/s",
            HumanCount(counts.documents)
        );
        if let Some(bar) = &self.bar {
            bar.set_position(bytes);
            bar.set_message(text);
        } else if self.lines && self.last.get().elapsed() >= Duration::from_secs(60) {
            self.last.set(Instant::now());
            let of = self
                .total
                .map(|t| format!(" of {}", HumanBytes(t)))
                .unwrap_or_default();
            eprintln!("{text}, {}{of}", HumanBytes(bytes));
        }
    }

    fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
