//! Throughput of the whole walk over a corpus, side by side in one run: each precision, on one worker and on all.
//!
//!     cargo bench --bench throughput -- FOLDER      (without one: the sample articles, twenty times over)
//!
//! Prints word pieces and sentences a second, the peak memory of the process, and each stage's share of the time. The machine decides the figures; the ratios
//! between the lines are what carries over.

use std::time::Instant;

use gleaner::cli::{Folder, Options, Pipeline, Settings, Tokens, thread_pool};
use gleaner::corpus::{Corpus, Options as CorpusOptions};
use gleaner::{Device, Document, Precision};

const CHUNK: usize = 32_768;

fn main() -> anyhow::Result<()> {
    let root = env!("CARGO_MANIFEST_DIR");
    let named = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let folder = named.clone().unwrap_or(format!("{root}/data/articles"));
    let read: Vec<Document> = Corpus::open(&[folder], &CorpusOptions::default())
        .filter_map(Result::ok)
        .collect();
    let times = if named.is_some() { 1 } else { 20 };
    let documents: Vec<Document> = (0..times).flat_map(|_| read.iter().cloned()).collect();
    let model = format!("{root}/models/news-en");
    let tokens = Tokens::load(&Folder::open(&model)?.path, true)?;
    let mut pieces = 0;
    for d in &documents {
        pieces += tokens.encode(&d.text)?.ids.len();
    }
    println!("{} documents, {pieces} word pieces", documents.len());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut precisions = vec![Precision::F32];
    if Precision::Auto.resolve(Device::Cpu) == Precision::Int8 {
        precisions.push(Precision::Int8);
    }
    let mut base = None;
    for precision in precisions {
        for workers in std::collections::BTreeSet::from([1, cores]) {
            let (seconds, sentences) = run(&model, precision, workers, &documents)?;
            let base = *base.get_or_insert(seconds);
            println!(
                "{precision:>4}, {workers} workers: {:>7.0} pieces/s  {:>6.0} sentences/s  {:>5.2} times the first  peak {:.0} MB",
                pieces as f64 / seconds,
                sentences as f64 / seconds,
                base / seconds,
                peak_memory()
            );
        }
    }
    Ok(())
}

fn run(
    model: &str,
    precision: Precision,
    workers: usize,
    documents: &[Document],
) -> anyhow::Result<(f64, usize)> {
    thread_pool(workers)?.install(|| {
        let settings = Settings {
            device: Device::Cpu,
            precision,
            workers,
        };
        let pipeline = Pipeline::load(&Options::of_model(model), settings)?;
        let start = Instant::now();
        let mut sentences = 0;
        let mut chunk = Vec::new();
        let mut cost = 0;
        for (i, d) in documents.iter().enumerate() {
            cost += Pipeline::cost(d);
            chunk.push(d.clone());
            if cost >= CHUNK || i + 1 == documents.len() {
                let found = pipeline.extract(std::mem::take(&mut chunk))?;
                sentences += found.iter().map(|x| x.sentences.len()).sum::<usize>();
                cost = 0;
            }
        }
        let seconds = start.elapsed().as_secs_f64();
        for (stage, share) in pipeline.watch().shares() {
            println!("    {:<32} {:>5.1} %", stage.as_str(), 100.0 * share);
        }
        Ok((seconds, sentences))
    })
}

/// In megabytes, as the system counts it; 0 where it does not say.
fn peak_memory() -> f64 {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|s| {
            let line = s.lines().find(|l| l.starts_with("VmHWM:"))?;
            line.split_whitespace().nth(1)?.parse::<f64>().ok()
        })
        .map_or(0.0, |kb| kb / 1024.0)
}
