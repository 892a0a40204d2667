use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};

use super::{ModelArgs, pool};
use crate::coreference::{self, Resolution};
use crate::document::{Document, MentionKind};
use crate::evaluation::{
    Confusion, Counts, documents, names, relations, sentiment, swaps, targets,
};
use crate::extraction::{Extraction, Polarity};
use crate::pipeline::Pipeline;
use crate::values;

/// Measure the program against annotated data
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gleaner evaluate ner conll2003-dev.tsv
  gleaner evaluate sentiment nyt-editorials-train.tsv --held-out
  gleaner evaluate relations knowledgenet-fold3.jsonl")]
pub struct Evaluate {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Names: precision, recall and F1 by type. GOLD: `word TAB BIO-tag`, a blank line between sentences
    #[command(after_help = "Example:\n  gleaner evaluate ner conll2003-dev.tsv")]
    Ner(Gold),
    /// Sentences: accuracy, macro-F1, Pearson's r. GOLD: `id TAB rating TAB sentence`, `category TAB label TAB sentence`, or trees
    #[command(after_help = "Examples:
  gleaner evaluate sentiment nyt-editorials-train.tsv --held-out
  gleaner evaluate sentiment sst-trees-dev.txt")]
    Sentiment {
        #[command(flatten)]
        gold: Gold,
        /// Only the tenth of the documents that the bundled model was not trained on (by the CRC-32 of a document's id)
        #[arg(long)]
        held_out: bool,
    },
    /// Sentiment towards marked targets: accuracy and macro-F1. GOLD: NewsMTSC's JSON lines
    #[command(
        after_help = "Example:\n  gleaner evaluate targeted-sentiment newsmtsc-devtest-mt.jsonl"
    )]
    TargetedSentiment(Gold),
    /// How much first names sway the sentiment of neutral sentences. GOLD: sentences with `{name}`
    #[command(
        after_help = "Example:\n  gleaner evaluate name-swaps data/gold/name-swaps.tsv --names data/gold/names.tsv"
    )]
    NameSwaps {
        #[command(flatten)]
        gold: Gold,
        /// The names: `name TAB origin TAB gender`
        #[arg(long, value_name = "FILE")]
        names: PathBuf,
    },
    /// Relations, by pairs of mentions and by rows. GOLD: KnowledgeNet's JSON lines
    #[command(after_help = "Example:\n  gleaner evaluate relations knowledgenet-fold3.jsonl")]
    Relations(Gold),
    /// Sentence ends: precision, recall and F1 by genre. GOLD: whole documents as JSON lines
    #[command(after_help = "Example:\n  gleaner evaluate sentences gum.jsonl")]
    Sentences(GoldOnly),
    /// Dates: how many are found, and with the right value. GOLD: whole documents as JSON lines
    #[command(after_help = "Example:\n  gleaner evaluate values gum.jsonl")]
    Values(Gold),
    /// Coreference of names and third-person pronouns: B-cubed, MUC, CEAF-e, CoNLL F1. GOLD: whole documents as JSON lines
    #[command(
        after_help = "`flat` is B-cubed without the names that a flat list cannot have: one inside another, as Paris in \
                      University of Paris, and the pair of two.\n\nExample:\n  gleaner evaluate coreference gum.jsonl"
    )]
    Coreference(Gold),
}

#[derive(Debug, Args)]
struct GoldOnly {
    /// The annotated data
    #[arg(value_name = "GOLD")]
    path: PathBuf,
}

#[derive(Debug, Args)]
struct Gold {
    #[command(flatten)]
    gold: GoldOnly,
    #[command(flatten)]
    models: ModelArgs,
}

impl GoldOnly {
    fn read(&self) -> anyhow::Result<String> {
        std::fs::read_to_string(&self.path)
            .with_context(|| format!("{}: cannot be read", self.path.display()))
    }
}

fn in_file<T>(path: &Path, done: anyhow::Result<T>) -> anyhow::Result<T> {
    done.with_context(|| path.display().to_string())
}

impl Evaluate {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let out = match self.task {
            Task::Ner(gold) => gold.with(ner)?,
            Task::Sentiment { gold, held_out } => {
                gold.with(|p, path, text| sentences(p, path, text, held_out))?
            }
            Task::TargetedSentiment(gold) => gold.with(towards)?,
            Task::NameSwaps { gold, names } => {
                let names = GoldOnly { path: names }.read()?;
                gold.with(|p, path, text| name_swaps(p, path, text, &names))?
            }
            Task::Relations(gold) => gold.with(related)?,
            Task::Sentences(gold) => sentence_ends(&gold)?,
            Task::Coreference(gold) => gold.with(entities)?,
            Task::Values(gold) => gold.with(dates)?,
        };
        super::print(&out)?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Gold {
    fn with(
        &self,
        f: impl FnOnce(&Pipeline, &Path, &str) -> anyhow::Result<String> + Send,
    ) -> anyhow::Result<String> {
        let text = self.gold.read()?;
        let settings = self.models.settings()?;
        let options = self.models.options()?;
        pool(settings.workers)?.install(|| {
            let pipeline = Pipeline::load(&options, settings)?;
            f(&pipeline, &self.gold.path, &text)
        })
    }
}

fn line(out: &mut String, name: &str, c: &Counts) -> std::fmt::Result {
    writeln!(
        out,
        "{name:<22} {:>9.4} {:>9.4} {:>9.4} {:>7}",
        c.precision(),
        c.recall(),
        c.f1(),
        c.right + c.missed
    )
}

fn heading(out: &mut String, name: &str) -> std::fmt::Result {
    writeln!(out, "{name:<22} precision    recall        F1    gold")
}

fn ner(pipeline: &Pipeline, path: &Path, text: &str) -> anyhow::Result<String> {
    let gold = in_file(path, names::read(text))?;
    let texts: Vec<&str> = gold.iter().map(|g| g.text.as_str()).collect();
    let found = pipeline.names_of(&texts)?;
    let (types, all) = names::score(&gold, &found);
    let mut out = String::new();
    heading(&mut out, "names")?;
    for (t, c) in types {
        line(&mut out, t.as_str(), &c)?;
    }
    line(&mut out, "all", &all)?;
    Ok(out)
}

fn confusion(out: &mut String, c: &Confusion) -> std::fmt::Result {
    heading(out, "class")?;
    for p in Polarity::ALL {
        line(out, p.as_str(), &c.of_class(p as usize))?;
    }
    writeln!(out, "macro-F1   {:.4}", c.macro_f1())?;
    writeln!(out, "accuracy   {:.4} of {}", c.accuracy(), c.total())
}

fn sentences(
    pipeline: &Pipeline,
    path: &Path,
    text: &str,
    held_out: bool,
) -> anyhow::Result<String> {
    let mut gold = in_file(path, sentiment::read(text))?;
    if held_out {
        gold.retain(|g| sentiment::held_out(&g.group));
    }
    let texts: Vec<&str> = gold.iter().map(|g| g.text.as_str()).collect();
    let found = pipeline.sentiment_of(&texts)?;
    let report = sentiment::score(&gold, &found);
    let mut out = String::new();
    confusion(&mut out, &report.confusion)?;
    if let Some(r) = report.pearson {
        writeln!(out, "Pearson r  {r:.4}")?;
    }
    writeln!(
        out,
        "two-class  {:.4} of the {} that are not neutral",
        report.two_class, report.not_neutral
    )?;
    Ok(out)
}

fn towards(pipeline: &Pipeline, path: &Path, text: &str) -> anyhow::Result<String> {
    let gold = in_file(path, targets::read(text))?;
    let asked: Vec<_> = gold.iter().map(|g| (g.text.as_str(), g.span)).collect();
    let found = pipeline.towards(&asked)?;
    let mut c = Confusion::default();
    for (g, f) in gold.iter().zip(found) {
        c.0[g.polarity as usize][f.polarity() as usize] += 1;
    }
    let mut out = String::new();
    confusion(&mut out, &c)?;
    Ok(out)
}

fn name_swaps(pipeline: &Pipeline, path: &Path, text: &str, names: &str) -> anyhow::Result<String> {
    let swaps = in_file(path, swaps::read(text, names))?;
    let sentences = swaps.sentences();
    let texts: Vec<&str> = sentences.iter().map(String::as_str).collect();
    let report = swaps.report(&pipeline.sentiment_of(&texts)?);
    let mut out = String::new();
    writeln!(
        out,
        "{} templates, {} names",
        swaps.templates.len(),
        swaps.names.len()
    )?;
    writeln!(
        out,
        "distance of a score from its template's mean: {:.4} on average, {:.4} at most",
        report.mean, report.most
    )?;
    writeln!(
        out,
        "more than {}: {} of {} sentences",
        swaps::FAR,
        report.far,
        texts.len()
    )?;
    for (group, shift) in report.groups {
        writeln!(out, "{group:<16} {shift:+.4}")?;
    }
    Ok(out)
}

/// Texts as documents, a chunk at a time through the whole program.
fn extract_all(pipeline: &Pipeline, documents: Vec<Document>) -> anyhow::Result<Vec<Extraction>> {
    let mut out = Vec::with_capacity(documents.len());
    let mut rest = documents.into_iter().peekable();
    while rest.peek().is_some() {
        out.extend(pipeline.extract(rest.by_ref().take(200).collect())?);
    }
    Ok(out)
}

fn sentence_ends(gold: &GoldOnly) -> anyhow::Result<String> {
    let documents = in_file(&gold.path, documents::read(&gold.read()?))?;
    let mut out = String::new();
    heading(&mut out, "sentence ends")?;
    let mut all = Counts::default();
    for (genre, c) in documents::sentence_ends(&documents) {
        line(&mut out, &genre, &c)?;
        all.add(c);
    }
    line(&mut out, "all", &all)?;
    Ok(out)
}

fn dates(pipeline: &Pipeline, path: &Path, text: &str) -> anyhow::Result<String> {
    let gold = in_file(
        path,
        values::evaluate::read(text.lines()).map_err(anyhow::Error::from),
    )?;
    let documents = gold.iter().map(|g| g.document.clone()).collect();
    let mut found = extract_all(pipeline, documents)?.into_iter();
    let report = values::evaluate::evaluate(&gold, |_| match found.next() {
        Some(x) => {
            let names = x
                .mentions
                .into_iter()
                .filter(|m| m.kind == MentionKind::Name)
                .collect();
            (x.sentences, names)
        }
        None => Default::default(),
    });
    Ok(report.to_string())
}

fn entities(pipeline: &Pipeline, path: &Path, _: &str) -> anyhow::Result<String> {
    use coreference::evaluate::{Split, evaluate, read};
    let gold = read(path)?;
    let documents = gold.iter().map(|g| g.document.clone()).collect();
    let found: HashMap<String, Resolution> = extract_all(pipeline, documents)?
        .into_iter()
        .map(|x| {
            let resolution = Resolution {
                mentions: x.mentions,
                entities: x.entities,
                quotations: Vec::new(),
            };
            (x.document.id, resolution)
        })
        .collect();
    let mut out = String::new();
    writeln!(
        out,
        "half  documents  mentions    MUC  B-cubed   flat  CEAF-e  CoNLL  pronouns right"
    )?;
    for (name, half) in [
        ("tune", Some(Split::Tune)),
        ("dev", Some(Split::Dev)),
        ("all", None),
    ] {
        let part = gold.iter().filter(|g| half.is_none_or(|h| g.split == h));
        let s = evaluate(part, |g| found.get(&g.id).cloned().unwrap_or_default());
        writeln!(
            out,
            "{name:<5} {:>9} {:>9.4} {:>6.4} {:>8.4} {:>6.4} {:>7.4} {:>6.4} {:>9.4} of {}",
            s.documents,
            s.mentions.f1(),
            s.muc.f1(),
            s.b_cubed.f1(),
            s.b_cubed_flat.f1(),
            s.ceaf_e.f1(),
            s.conll(),
            s.pronoun_accuracy(),
            s.pronouns.1
        )?;
    }
    Ok(out)
}

fn related(pipeline: &Pipeline, path: &Path, text: &str) -> anyhow::Result<String> {
    let gold = in_file(path, relations::read(text))?;
    let documents = gold
        .iter()
        .map(|p| Document::plain(&p.id, &p.text))
        .collect();
    let found = extract_all(pipeline, documents)?;
    let all: Vec<_> = gold.into_iter().zip(found).collect();
    let mut by_pairs = relations::Table::new();
    let mut by_rows = relations::Table::new();
    let sum = |table: &mut relations::Table, part: relations::Table| {
        for (k, c) in part {
            table.entry(k).or_default().add(c);
        }
    };
    for (passage, extraction) in &all {
        sum(
            &mut by_pairs,
            relations::pairs(passage, extraction, pipeline.min_relation()),
        );
        sum(&mut by_rows, relations::rows(passage, extraction));
    }
    let mut out = String::new();
    for (title, table) in [("pairs of mentions", by_pairs), ("rows", by_rows)] {
        heading(&mut out, title)?;
        for (k, c) in &table {
            line(&mut out, k.as_str(), c)?;
        }
        line(&mut out, "all", &relations::total(&table))?;
        writeln!(out)?;
    }
    writeln!(out, "score      pairs  right")?;
    for (edge, n, share) in relations::calibration(&all) {
        writeln!(out, "{edge:.1}-{:.1} {n:>8} {share:>6.3}", edge + 0.1)?;
    }
    Ok(out)
}
