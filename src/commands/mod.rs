//! One file a subcommand: its arguments, its help, its run.

mod completions;
mod config;
mod evaluate;
mod extract;
mod identify;
mod merge;
mod models;
mod report;
mod show;
mod stop;
mod trial;

pub use extract::into_parquet;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::encoder::{Device, Precision, Settings};
use crate::gleaner::{Builder, Gleaner};
use crate::pipeline::Options;
use crate::values::Country;

/// Turns a folder of news articles into spreadsheets of who is in them, how they are related, and how the text speaks of them.
#[derive(Debug, Parser)]
#[command(
    name = "gleaner",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
#[command(after_help = "Examples:
  gleaner extract data/articles --out out
  gleaner evaluate ner conll2003-dev.tsv
  gleaner models
  gleaner completions bash > gleaner.bash")]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    /// How much to say on standard error: error, warn, info, debug or trace
    #[arg(long, global = true, default_value = "warn", value_name = "LEVEL")]
    log_level: tracing::Level,
}

#[derive(Debug, Subcommand)]
enum Command {
    Extract(Box<extract::Extract>),
    Merge(merge::Merge),
    Report(report::Report),
    Show(show::Show),
    Identify(identify::Identify),
    Evaluate(evaluate::Evaluate),
    Models(models::Models),
    Completions(completions::Completions),
    Man(completions::Man),
    #[command(hide = true)]
    Trial(trial::Trial),
}

/// Which models, and how they run.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Models")]
struct ModelArgs {
    /// The model for all tasks: a folder [default: models/news-en of this program]
    #[arg(long, value_name = "FOLDER")]
    model: Option<String>,
    /// A model of your own for names: a folder as Hugging Face lays it out, or a hub id
    #[arg(long, value_name = "FOLDER|ID")]
    ner_model: Option<String>,
    /// A model of your own for the sentiment of sentences: a folder, or a hub id
    #[arg(long, value_name = "FOLDER|ID")]
    sentiment_model: Option<String>,
    /// Leave out mentions and relations whose score is below this [default: each model's own best]
    #[arg(long, value_name = "0..1", value_parser = probability)]
    min_score: Option<f32>,
    /// Extract documents of other languages than English too
    #[arg(long)]
    any_language: bool,
    /// The country of the articles (AU, CA ...), whose money $, Rs and ¥ are [default: as each article's places tell]
    #[arg(long, value_name = "CC")]
    country: Option<Country>,
    /// Where to run: cpu, cuda, cuda:N or auto
    #[arg(long, default_value = "cpu")]
    device: Device,
    /// Arithmetic of the encoder: auto takes int8 where the processor has instructions for it
    #[arg(long, default_value = "auto", value_name = "auto|f32|bf16|int8")]
    precision: Precision,
    /// Threads to run on [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

fn probability(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(p) if (0.0..=1.0).contains(&p) => Ok(p),
        _ => Err("a score is a number from 0 to 1".into()),
    }
}

impl ModelArgs {
    fn builder(&self) -> Builder {
        let mut builder = Gleaner::builder()
            .any_language(self.any_language)
            .device(self.device)
            .precision(self.precision);
        if let Some(folder) = &self.model {
            builder = builder.model(folder);
        }
        if let Some(model) = &self.ner_model {
            builder = builder.ner_model(model);
        }
        if let Some(model) = &self.sentiment_model {
            builder = builder.sentiment_model(model);
        }
        if let Some(score) = self.min_score {
            builder = builder.min_score(score);
        }
        if let Some(country) = self.country {
            builder = builder.country(country);
        }
        if let Some(threads) = self.threads {
            builder = builder.threads(usize::from(threads));
        }
        builder
    }

    /// The same as arguments of a command line.
    fn arguments(&self) -> Vec<String> {
        let mut all = vec![
            format!("--device={}", self.device),
            format!("--precision={}", self.precision),
        ];
        let options = [
            ("model", &self.model),
            ("ner-model", &self.ner_model),
            ("sentiment-model", &self.sentiment_model),
        ];
        for (name, value) in options {
            all.extend(value.as_ref().map(|value| format!("--{name}={value}")));
        }
        all.extend(self.min_score.map(|score| format!("--min-score={score}")));
        all.extend(self.country.map(|country| format!("--country={country}")));
        all.extend(self.threads.map(|n| format!("--threads={n}")));
        all
    }

    fn options(&self) -> anyhow::Result<Options> {
        Ok(self.builder().parts()?.0)
    }

    fn settings(&self) -> anyhow::Result<Settings> {
        Ok(self.builder().parts()?.1)
    }
}

/// The command line, with what a file adds to it. A wrong one ends the program with its message.
///
/// # Errors
/// A file of options that cannot be used.
fn command_line() -> anyhow::Result<Cli> {
    let arguments = config::complete(Cli::command(), std::env::args_os().collect())?;
    let matches = Cli::command().get_matches_from(arguments);
    Ok(Cli::from_arg_matches(&matches).unwrap_or_else(|e| e.exit()))
}

/// Says so where a folder holds what another version of the program wrote: its columns may be others.
fn warn_of_version(folder: &Path) {
    let text = std::fs::read(folder.join("run.json")).unwrap_or_default();
    let run: serde_json::Value = serde_json::from_slice(&text).unwrap_or_default();
    let this = env!("CARGO_PKG_VERSION");
    if let Some(other) = run["settings"]["version"].as_str()
        && other != this
    {
        tell(&printable(&format!(
            "gleaner: {} holds the outputs of gleaner {other}, and this is gleaner {this}",
            folder.display()
        )));
    }
}

/// Runs what the command line says; errors become one line on standard error and an exit status.
pub fn main() -> ExitCode {
    let cli = match command_line() {
        Ok(cli) => cli,
        Err(error) => {
            tell(&format!("gleaner: {}", printable(&format!("{error:#}"))));
            return ExitCode::from(2);
        }
    };
    tracing_subscriber::fmt()
        .with_max_level(cli.log_level)
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
    let done = match cli.command {
        Command::Extract(c) => c.run(),
        Command::Merge(c) => c.run(),
        Command::Report(c) => c.run(),
        Command::Show(c) => c.run(),
        Command::Identify(c) => c.run(),
        Command::Evaluate(c) => c.run(),
        Command::Models(c) => c.run(),
        Command::Completions(c) => c.run(),
        Command::Man(c) => c.run(),
        Command::Trial(c) => c.run(),
    };
    done.unwrap_or_else(|error| {
        if error.chain().any(is_closed_pipe) {
            // Who reads has had enough, as `head` does.
            return ExitCode::SUCCESS;
        }
        tell(&format!("gleaner: {}", printable(&format!("{error:#}"))));
        ExitCode::FAILURE
    })
}

fn is_closed_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    let io = cause.downcast_ref::<std::io::Error>();
    io.is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}

/// A line on standard error. Where nobody reads it any more, there is nobody to tell that.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Text on standard output.
fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// A text with control characters shown as such: nothing of an input may move the cursor or change the colours of a terminal.
/// Line ends stay.
fn printable(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' => c.to_string(),
        c if c.is_control() || is_format(c) => c.escape_unicode().to_string(),
        c => c.to_string(),
    };
    text.chars().map(shown).collect()
}

/// The marks that turn the direction of writing, which make a line look like another.
fn is_format(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The pool that batches run on: each thread computes alone.
fn pool(workers: usize) -> anyhow::Result<rayon::ThreadPool> {
    Ok(crate::encoder::thread_pool(workers)?)
}
