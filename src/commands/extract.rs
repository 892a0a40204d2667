use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use clap::{Args, CommandFactory};
use indicatif::{HumanBytes, HumanCount, HumanDuration, ProgressBar, ProgressState, ProgressStyle};

use super::identify::IdentityArgs;
use super::stop::Stop;
use super::trial::Tester;
use super::{Cli, ModelArgs, printable, tell, warn_of_version};
use crate::corpus::{self, Corpus};
use crate::identities;
use crate::output::exports::{Exports, Wanted};
use crate::output::{CsvFiles, JsonLines, JsonStream, KeptFields, Sink, Table, read};
use crate::run::{CHUNK_PIECES, Counts, Run, Shard, Status, Summary};

/// Extract entities, relations and sentiment of a corpus to tables
///
/// One file without --out is shown at the terminal, as `gleaner show` does. The options of a batch job can stand in a file,
/// gleaner.toml (see --config).
///
/// Reads .txt .md .html .jsonl .json .csv .tsv .xml (RSS, Atom, NITF, NewsML-G2) .sgm .warc .docx .pdf .eml and the exports of
/// LexisNexis, Nexis Uni, ProQuest and Factiva, each also as .gz and .zst. A run that was interrupted goes on where it was when
/// the same command is given again. Exit status: 0 all inputs extracted; 3 finished, but errors.csv has rows; 2 the
/// command line is wrong; 130 and 143 ended by Ctrl-C and SIGTERM; 1 the run could not finish.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gleaner extract data/articles --out out
  gleaner extract article.html
  gleaner extract 'archive/2024-*.jsonl.gz' --out out --text-field body --date-field published
  gleaner extract data/articles --out out --format xlsx,parquet,jsonl
  zcat wire.jsonl.gz | gleaner extract - --format jsonl --out - | jq .entities")]
pub struct Extract {
    /// Files, folders, globs, or - for JSON lines on standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<OsString>,
    /// The folder to write to, or - for JSON lines on standard output; without it one file is shown
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// A file with options, a TOML key for each (text-field = "body") and inputs = [...]; what the command line says wins
    /// [default: gleaner.toml in the current folder, where there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// List what would be read and how (kind, documents, dates found) on standard output, and extract nothing
    #[arg(long)]
    dry_run: bool,
    /// Replace what an earlier run wrote to DIR
    #[arg(long)]
    overwrite: bool,
    /// What to write, one or several; errors.csv is always written
    #[arg(
        long,
        value_name = "FORMAT",
        value_delimiter = ',',
        default_value = "csv"
    )]
    format: Vec<Format>,
    /// Write CSV for spreadsheets: a byte-order mark, and no cell that would run as a formula
    #[arg(long)]
    excel: bool,
    /// Also write each document's title and text, which the offsets slice
    #[arg(long)]
    texts: bool,
    /// Also write which rule made or changed a finding
    #[arg(long)]
    explain: bool,
    /// Extract the I-th of N parts of the corpus; `gleaner merge` joins them
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// Also write a page to look at, DIR/report.html
    #[arg(long)]
    report: bool,
    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,
    /// Word pieces a chunk: more fills batches better, less takes less memory
    #[arg(long, value_name = "N", default_value_t = CHUNK_PIECES as u32, value_parser = clap::value_parser!(u32).range(256..))]
    chunk_tokens: u32,
    #[command(flatten)]
    fields: Fields,
    #[command(flatten)]
    identities: IdentityArgs,
    #[command(flatten)]
    models: ModelArgs,
}

/// Which fields of a JSON or CSV record hold what.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Records")]
struct Fields {
    /// The field of the text [default: text, body, content or another of the usual names]
    #[arg(long, value_name = "NAME")]
    text_field: Option<String>,
    /// The field of the id [default: id]
    #[arg(long, value_name = "NAME")]
    id_field: Option<String>,
    /// The field of the date [default: date, published, publish_date or another of the usual names]
    #[arg(long, value_name = "NAME")]
    date_field: Option<String>,
    /// The field of the title [default: title, headline or another of the usual names]
    #[arg(long, value_name = "NAME")]
    title_field: Option<String>,
    /// Fields whose values go along as columns of documents, behind all others
    #[arg(long, value_name = "FIELD", value_delimiter = ',', value_parser = clap::builder::NonEmptyStringValueParser::new())]
    keep: Vec<String>,
    /// When articles were published that do not say it themselves
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<jiff::civil::Date>,
    /// Which comes first in 03/04/2020, day-first or month-first [default: what the file's other dates tell]
    #[arg(long, value_name = "ORDER", value_parser = date_order)]
    date_order: Option<corpus::DateOrder>,
    /// Read no more than the first N documents
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    limit: Option<u64>,
}

impl Fields {
    /// How the corpus is read, without what lies in `out`.
    fn options(&self, out: Option<PathBuf>) -> corpus::Options {
        corpus::Options {
            text_field: self.text_field.clone(),
            id_field: self.id_field.clone(),
            date_field: self.date_field.clone(),
            title_field: self.title_field.clone(),
            keep: self.keep(),
            date: self.date,
            date_order: self.date_order,
            limit: self.limit,
            leave_out: out,
        }
    }
}

impl Fields {
    /// The fields that are kept, each once.
    fn keep(&self) -> Vec<String> {
        let mut keep: Vec<String> = Vec::new();
        for field in self.keep.iter().map(|field| field.trim()) {
            if !field.is_empty() && !keep.iter().any(|other| other == field) {
                keep.push(field.to_owned());
            }
        }
        keep
    }
}

fn date_order(text: &str) -> Result<corpus::DateOrder, String> {
    match text {
        "day-first" => Ok(corpus::DateOrder::DayFirst),
        "month-first" => Ok(corpus::DateOrder::MonthFirst),
        _ => Err("it is day-first or month-first".to_owned()),
    }
}

/// A format that a run writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A file a table
    Csv,
    /// A workbook, gleaner.xlsx: a sheet a table
    Xlsx,
    /// A file a table
    Parquet,
    /// One document a line, everything found in it nested
    Jsonl,
}

impl Extract {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        if self.dry_run {
            return self.list();
        }
        let Some(out) = self.out.clone() else {
            return self.show();
        };
        self.check();
        let to_stream = self.to_stream();
        if !to_stream {
            warn_of_version(&out);
        }
        // Before anything else, so that a Ctrl-C while models load ends as one later does.
        let stop = Stop::listen(self.how_to_go_on())?;
        let gleaner = self.models.builder().build()?;
        let corpus = Corpus::open(
            &self.inputs,
            &self.fields.options((!to_stream).then(|| out.clone())),
        );
        let mut sinks = self.sinks(&out)?;
        let show = Show::new(self.quiet, Some(corpus.total_bytes()).filter(|n| *n > 0));
        let mut tester = Tester::new(self.models.arguments());
        let mut run = Run::new(&gleaner)
            .chunk_pieces(self.chunk_tokens as usize)
            .overwrite(self.overwrite)
            .setting("format", &self.formats())
            .stop_when(stop.asked())
            .trial(|document| tester.survives(document))
            .on_progress(|status| show.at(status));
        if let Some(shard) = self.shard {
            run = run.setting("shard", &shard.to_string()).shard(shard);
        }
        let done = if to_stream {
            let mut sink = JsonStream::new(std::io::stdout())
                .tables(self.tables())
                .kept(self.kept());
            run.into_sink(corpus, &mut sink)
        } else {
            run.into_folder(corpus, &out, &mut sinks)
        };
        show.finish();
        let summary = done?;
        if !to_stream && !summary.stopped && self.shard.is_none() {
            Exports::new(&out, Wanted::of(&self.formats())).clean_up();
        }
        if self.report && !summary.stopped {
            crate::report::write(&out)?;
        }
        if !self.quiet {
            self.summary(&summary, &out);
        }
        Ok(if summary.stopped {
            let documents = HumanCount(summary.counts.documents);
            let how = self.how_to_go_on();
            tell(&format!(
                "gleaner: stopped after {documents} documents; {how}"
            ));
            stop.status()
        } else if summary.counts.errors > 0 {
            ExitCode::from(3)
        } else {
            ExitCode::SUCCESS
        })
    }

    /// Shows one file on standard output, each of its documents as `gleaner show` does, and leaves nothing behind.
    fn show(&self) -> anyhow::Result<ExitCode> {
        self.check_shown();
        let stop = Stop::listen("nothing was written".to_string())?;
        let gleaner = self.models.builder().build()?;
        let corpus = Corpus::open(&self.inputs, &self.fields.options(None));
        let folder = tempfile::tempdir()?;
        let mut sink = CsvFiles::new(folder.path());
        let bar = Show::new(self.quiet, Some(corpus.total_bytes()));
        let mut tester = Tester::new(self.models.arguments());
        let done = Run::new(&gleaner)
            .chunk_pieces(self.chunk_tokens as usize)
            .stop_when(stop.asked())
            .trial(|document| tester.survives(document))
            .on_progress(|status| bar.at(status))
            .into_folder(corpus, folder.path(), &mut sink);
        bar.finish();
        let summary = done?;
        super::show::all(folder.path())?;
        let mut errors = read::Table::open(folder.path(), "errors")?;
        while let Some(row) = errors.next()? {
            let place = match row.get("line") {
                "" => row.get("source").to_string(),
                line => format!("{}, line {line}", row.get("source")),
            };
            tell(&printable(&format!(
                "gleaner: {place}: {}",
                row.get("error")
            )));
        }
        Ok(match (summary.stopped, summary.counts.errors) {
            (true, _) => stop.status(),
            (_, 0) => ExitCode::SUCCESS,
            _ => ExitCode::from(3),
        })
    }

    /// Ends the program where there is no folder to write to, and more than one file to show.
    fn check_shown(&self) {
        let files = match &self.inputs[..] {
            [input] => Path::new(input).is_file(),
            _ => false,
        };
        let options = [
            ("--overwrite", self.overwrite),
            ("--format", self.format != [Format::Csv]),
            ("--excel", self.excel),
            ("--texts", self.texts),
            ("--explain", self.explain),
            ("--shard", self.shard.is_some()),
            ("--report", self.report),
        ];
        let option = options.iter().find(|(_, given)| *given);
        let message = match (files, option) {
            (false, _) => {
                "--out DIR says where the tables go; without it one file is shown, and this is not one"
                    .to_string()
            }
            (_, Some((name, _))) => {
                format!("{name} is about the tables that are written: --out DIR says where")
            }
            (true, None) => return,
        };
        Cli::command()
            .error(clap::error::ErrorKind::MissingRequiredArgument, message)
            .exit()
    }

    /// Lists what would be read, as a table on standard output.
    fn list(&self) -> anyhow::Result<ExitCode> {
        let out = self.out.clone();
        let mut errors = 0;
        let mut table = csv::Writer::from_writer(std::io::stdout().lock());
        table.write_record([
            "source",
            "kind",
            "documents",
            "dated",
            "errors",
            "first_error",
        ])?;
        for file in corpus::survey(&self.inputs, &self.fields.options(out)) {
            errors += file.errors;
            table.write_record([
                file.source.as_str(),
                file.kind,
                &file.documents.to_string(),
                &file.dated.to_string(),
                &file.errors.to_string(),
                file.first_error.as_deref().unwrap_or_default(),
            ])?;
        }
        table.flush()?;
        Ok(match errors {
            0 => ExitCode::SUCCESS,
            _ => ExitCode::from(3),
        })
    }

    fn to_stream(&self) -> bool {
        self.out.as_ref().is_some_and(|out| out.as_os_str() == "-")
    }

    /// Ends the program where options do not go together.
    fn check(&self) {
        let formats = Wanted::of(&self.formats());
        let wrong = if (formats.xlsx || formats.parquet) && !cfg!(feature = "formats") {
            Some(
                "this gleaner was built without xlsx and parquet: run scripts/gleaner, or build with --features formats",
            )
        } else if !self.to_stream() {
            None
        } else if self.format != [Format::Jsonl] {
            Some("--out - writes JSON lines to standard output: say --format jsonl")
        } else if self.shard.is_some() {
            Some("a shard is written to a folder: name one with --out")
        } else if self.overwrite {
            Some("there is nothing that --overwrite could replace on standard output")
        } else {
            None
        };
        if let Some(message) = wrong {
            Cli::command()
                .error(clap::error::ErrorKind::ArgumentConflict, message)
                .exit()
        }
    }

    fn how_to_go_on(&self) -> String {
        if self.to_stream() {
            "what was written is whole lines; begin again with the documents after them".to_string()
        } else if self.inputs.iter().any(|input| input == "-") {
            "standard input cannot be read again: begin anew with --overwrite".to_string()
        } else {
            "give the same command again to go on from there".to_string()
        }
    }

    /// The tables that are written.
    fn tables(&self) -> Vec<Table> {
        let wanted = |table: &Table| match table {
            Table::Texts => self.texts,
            Table::Explain => self.explain,
            _ => true,
        };
        Table::ALL.into_iter().filter(wanted).collect()
    }

    fn kept(&self) -> KeptFields {
        KeptFields::new(&self.fields.keep())
    }

    /// What is written, in a fixed order, for a message and a checkpoint.
    fn formats(&self) -> String {
        let all = [
            (Format::Csv, "csv"),
            (Format::Xlsx, "xlsx"),
            (Format::Parquet, "parquet"),
            (Format::Jsonl, "jsonl"),
        ];
        let formats = all
            .iter()
            .filter(|(format, _)| self.format.contains(format))
            .map(|(_, name)| *name);
        let options = [
            (self.excel, "excel"),
            (self.texts, "texts"),
            (self.explain, "explain"),
        ];
        let options = options
            .into_iter()
            .filter_map(|(on, name)| on.then_some(name));
        formats.chain(options).collect::<Vec<_>>().join(" ")
    }

    /// errors.csv stands beside every format.
    fn sinks(&self, out: &Path) -> anyhow::Result<Vec<Box<dyn Sink>>> {
        let csv = CsvFiles::new(out).excel(self.excel).kept(self.kept());
        let csv = match self.format.contains(&Format::Csv) {
            true => csv.tables(self.tables()),
            false => csv.tables([Table::Errors]),
        };
        let mut sinks: Vec<Box<dyn Sink>> = vec![Box::new(csv)];
        let wanted = Wanted::of(&self.formats());
        // The identities of a part are none; `merge` makes those of the whole.
        let identities = match self.shard {
            None => Some(self.identities.options()?),
            Some(_) => None,
        };
        sinks.extend(made_at_end(
            out,
            wanted,
            self.tables(),
            self.kept(),
            identities,
        ));
        if self.format.contains(&Format::Jsonl) {
            let lines = JsonLines::new(out).tables(self.tables());
            sinks.push(Box::new(lines.kept(self.kept())));
        }
        Ok(sinks)
    }

    fn summary(&self, summary: &Summary, out_folder: &Path) {
        let (c, passed, took) = (&summary.counts, summary.passed_over, summary.time);
        let rate = rate(c, &summary.before, took);
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
        let undated = c.documents - c.dated.min(c.documents);
        if undated > 0 {
            out += &format!(
                "\ndated    {} of {} documents; the others' date was looked for in their record, page or export, in a line of the \
                 text, in the file's name and address: --date-field names a field, --date gives one to all",
                HumanCount(c.dated),
                HumanCount(c.documents)
            );
        }
        if c.open_dates > 0 {
            out += &format!(
                "; of {} nothing tells whether the day or the month comes first: --date-order says it",
                HumanCount(c.open_dates)
            );
        }
        if c.copies > 0 {
            out += &format!(
                "\ncopies   {} documents repeat an earlier one: see duplicate_of in documents.csv",
                HumanCount(c.copies)
            );
        }
        out += &format!(
            "\nwritten  {} entities, {} mentions, {} relations to {}",
            HumanCount(c.entities),
            HumanCount(c.mentions),
            HumanCount(c.relations),
            if self.to_stream() {
                "standard output".to_string()
            } else {
                out_folder.display().to_string()
            }
        );
        if c.errors > 0 {
            let see = match self.to_stream() {
                true => "the lines that have an error".to_string(),
                false => out_folder.join("errors.csv").display().to_string(),
            };
            out += &format!("\nfailed   {} inputs: see {see}", HumanCount(c.errors));
        }
        let names = c.most_frequent(8);
        if !names.is_empty() {
            let name = |name: &str| name.replace('\n', " ");
            let list: Vec<String> = names
                .iter()
                .map(|(n, k)| format!("{} {k}", name(n)))
                .collect();
            out += &format!("\nmost     {}", list.join(", "));
        }
        tell(&printable(&out));
    }
}

/// What is made when the tables are whole, and the tables that it is made of.
fn made_at_end(
    out: &Path,
    wanted: Wanted,
    tables: Vec<Table>,
    kept: KeptFields,
    identities: Option<identities::Options>,
) -> Vec<Box<dyn Sink>> {
    let mut sinks: Vec<Box<dyn Sink>> = Vec::new();
    if wanted.spool() {
        let spool = CsvFiles::new(out).tables(tables).kept(kept);
        sinks.push(Box::new(spool.spooled()));
    }
    if let Some(options) = identities {
        for (folder, excel) in wanted.folders(out) {
            sinks.push(Box::new(identities::AtEnd {
                folder,
                options: options.clone(),
                excel,
            }));
        }
        sinks.push(Box::new(Exports::new(out, wanted)));
    }
    sinks
}

/// Runs a corpus into Parquet files in an empty folder, as `--format parquet` does, for programs that read them at once.
/// `texts` and `explain` are the options of these names.
///
/// # Errors
/// What [`Run::into_folder`] says.
pub fn into_parquet(
    run: Run,
    corpus: Corpus,
    out: &Path,
    texts: bool,
    explain: bool,
) -> Result<Summary, crate::Error> {
    let wanted = |table: &Table| match table {
        Table::Texts => texts,
        Table::Explain => explain,
        _ => true,
    };
    let tables = Table::ALL.into_iter().filter(wanted).collect();
    let identities = identities::Options {
        network_min: 1,
        ..identities::Options::default()
    };
    let kept = KeptFields::new(corpus.kept_fields());
    let mut sinks = made_at_end(out, Wanted::of("parquet"), tables, kept, Some(identities));
    run.into_folder(corpus, out, &mut sinks)
}

/// Sentences a second of this run alone.
fn rate(counts: &Counts, before: &Counts, took: Duration) -> f64 {
    (counts.sentences - before.sentences) as f64 / took.as_secs_f64().max(1e-3)
}

/// How far a run is, for its time left: what it read by itself, since it began.
#[derive(Clone, Copy, Debug)]
struct Pace {
    begun: Instant,
    /// Bytes that were read before: an earlier run's share.
    from: u64,
    /// Bytes at the last chunk, and when that was.
    at: u64,
    when: Instant,
    total: u64,
}

impl Pace {
    fn new(from: u64, total: u64) -> Self {
        let now = Instant::now();
        Pace {
            begun: now,
            from,
            at: from,
            when: now,
            total,
        }
    }

    /// The time left at the pace so far, less what went by since the last chunk; `None` before the first one.
    fn left(&self, now: Instant) -> Option<Duration> {
        let read = self.at.checked_sub(self.from).filter(|read| *read > 0)?;
        let open = self.total.saturating_sub(self.at) as f64 / read as f64;
        let at_last = (self.when - self.begun).mul_f64(open);
        Some(at_last.saturating_sub(now - self.when))
    }

    /// As it is shown: whole seconds, minutes, hours.
    fn shown(&self, now: Instant) -> String {
        match self.left(now) {
            None => "measuring the time left".to_string(),
            Some(left) if left.is_zero() => "about done".to_string(),
            Some(left) => format!("{} left", HumanDuration(left)),
        }
    }
}

/// Progress: a bar on a terminal, else a line a minute.
struct Show {
    quiet: bool,
    bar: Option<ProgressBar>,
    lines: bool,
    started: Instant,
    last: std::cell::Cell<Instant>,
    total: Option<u64>,
    pace: Arc<Mutex<Pace>>,
}

impl Show {
    fn new(quiet: bool, total: Option<u64>) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let pace = Arc::new(Mutex::new(Pace::new(0, total.unwrap_or(0))));
        let bar = (terminal && !quiet).then(|| {
            let bar = match total {
                Some(n) => ProgressBar::new(n),
                None => ProgressBar::new_spinner(),
            };
            let template = match total {
                Some(_) => "{bar:30} {percent:>3}%  {msg}  {left}",
                None => "{spinner} {msg}",
            };
            let pace = Arc::clone(&pace);
            let left = move |_: &ProgressState, to: &mut dyn std::fmt::Write| {
                let pace = *pace.lock().unwrap_or_else(PoisonError::into_inner);
                // Nothing can be told where it cannot be written.
                let _ = to.write_str(&pace.shown(Instant::now()));
            };
            let style = ProgressStyle::with_template(template)
                .unwrap_or_else(|_| ProgressStyle::default_bar());
            bar.set_style(style.with_key("left", left));
            bar.enable_steady_tick(Duration::from_millis(500));
            bar
        });
        Show {
            quiet,
            bar,
            lines: !terminal && !quiet,
            started: Instant::now(),
            last: std::cell::Cell::new(Instant::now()),
            total,
            pace,
        }
    }

    fn line(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.println(text),
            None => tell(text),
        }
    }

    fn at(&self, status: &Status) {
        let (bytes, counts) = (status.bytes, status.counts);
        let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        if status.begins {
            *pace = Pace::new(bytes, pace.total);
            drop(pace);
            if let Some(bar) = &self.bar {
                bar.set_position(bytes);
            }
            if counts.documents > 0 && !self.quiet {
                self.line(&format!(
                    "going on after {} documents",
                    HumanCount(counts.documents)
                ));
            }
            return;
        }
        (pace.at, pace.when) = (bytes, Instant::now());
        let left = pace.shown(pace.when);
        drop(pace);
        let rate = rate(counts, status.before, self.started.elapsed());
        let text = format!(
            "{} documents  {rate:.0} sentences/s",
            HumanCount(counts.documents)
        );
        if let Some(bar) = &self.bar {
            bar.set_message(text);
            bar.set_position(bytes);
        } else if self.lines && self.last.get().elapsed() >= Duration::from_secs(60) {
            self.last.set(Instant::now());
            let of = self
                .total
                .map(|t| format!(" of {}, {left}", HumanBytes(t)))
                .unwrap_or_default();
            tell(&format!("{text}, {}{of}", HumanBytes(bytes)));
        }
    }

    fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_that_of_the_pace_of_this_run_alone() {
        let begun = Instant::now();
        let seconds = Duration::from_secs;
        let pace = |from, at, after| Pace {
            begun,
            from,
            at,
            when: begun + seconds(after),
            total: 1_000,
        };
        assert_eq!(pace(0, 0, 0).left(begun + seconds(5)), None);
        // A tenth in ten seconds: ninety are left, and eighty ten seconds later.
        assert_eq!(
            pace(0, 100, 10).left(begun + seconds(10)),
            Some(seconds(90))
        );
        assert_eq!(
            pace(0, 100, 10).left(begun + seconds(20)),
            Some(seconds(80))
        );
        // What an earlier run read tells nothing of the pace.
        assert_eq!(
            pace(800, 900, 10).left(begun + seconds(10)),
            Some(seconds(10))
        );
        assert_eq!(pace(0, 1_000, 10).shown(begun + seconds(10)), "about done");
    }
}
