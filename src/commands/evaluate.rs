use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};

use super::{ModelArgs, pool};
use crate::document::EntityType;
use crate::evaluation::gold::{
    GoldError, conll04 as conll04_file, gap as gap_file, gum, knowledgenet, meantime, newsmtsc,
    persent, polnear, rated_sentences, read_dated, token_file,
};
use crate::evaluation::{
    conll04, copies, coreference, gap, identities, main_person, name_swaps, names, pages,
    relations, sentence_ends, sentiment, statements, targets, values,
};
use crate::pipeline::Pipeline;

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
    #[command(after_help = "Examples:
  gleaner evaluate ner conll2003-dev.tsv
  gleaner evaluate ner worldwide-train.tsv --types PER,ORG,LOC")]
    Ner {
        #[command(flatten)]
        gold: Gold,
        /// Measure these types alone, where the data has no others [default: PER,ORG,LOC,MISC]
        #[arg(long, value_name = "TYPES", value_delimiter = ',', value_parser = name_type)]
        types: Vec<EntityType>,
    },
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
    /// Articles in web pages: precision, recall and F1 of runs of four words. GOLD: a folder of pages and ground-truth.json
    #[command(after_help = "Example:\n  gleaner evaluate pages pages")]
    Pages(GoldOnly),
    /// Copies: altered ones are planted in a corpus. GOLD: the files or the folder of the corpus
    #[command(after_help = "Example:\n  gleaner evaluate copies articles")]
    Copies(GoldOnly),
    /// Identities over documents: B-cubed of the names of those in several documents, and how often each rule was right. GOLD:
    /// documents with names and identities as JSON lines
    #[command(after_help = "Example:\n  gleaner evaluate identities meantime-airbus-apple.jsonl")]
    Identities(Gold),
    /// Sentence ends: precision, recall and F1 by genre. GOLD: whole documents as JSON lines
    #[command(after_help = "Example:\n  gleaner evaluate sentences gum.jsonl")]
    Sentences(GoldOnly),
    /// Dates: how many are found, and with the right value. GOLD: whole documents as JSON lines, GUM's or TimeBank's
    #[command(after_help = "Example:\n  gleaner evaluate values gum.jsonl")]
    Values {
        #[command(flatten)]
        gold: Gold,
        /// Print the dates that are not right instead: document, text, gold value, value found
        #[arg(long)]
        misses: bool,
    },
    /// Coreference of names and third-person pronouns: B-cubed, MUC, CEAF-e, CoNLL F1. GOLD: whole documents as JSON lines
    #[command(
        after_help = "`flat` is B-cubed without the names that a flat list cannot have: one inside another, as Paris in \
                      University of Paris, and the pair of two.\n\nExamples:\n  gleaner evaluate coreference gum.jsonl\n  \
                      gleaner evaluate coreference --by-rule litbank.jsonl gap-validation.tsv gum.jsonl"
    )]
    Coreference {
        /// The annotated data; with --by-rule several files, each whole documents (GUM), LitBank's JSON lines or GAP's table
        #[arg(value_name = "GOLD", required = true)]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        models: ModelArgs,
        /// Print how often each rule was right
        #[arg(long)]
        by_rule: bool,
        /// Write the rules' shares to FILE, as src/language/en/rule_confidence.tsv has them
        #[arg(long, value_name = "FILE", requires = "by_rule")]
        write: Option<PathBuf>,
    },
    /// Statements: who is said to have said what. GOLD: articles with all their attributions as JSON lines (PolNeAR)
    #[command(after_help = "Example:\n  gleaner evaluate statements polnear-dev.jsonl")]
    Statements(Gold),
    /// Pronouns between two names: F1, by gender. GOLD: GAP's table
    #[command(after_help = "Example:\n  gleaner evaluate gap gap-validation.tsv")]
    Gap(Gold),
    /// Relations of newswire: lives in, works for, based in. GOLD: CoNLL04's JSON lines
    #[command(after_help = "Example:\n  gleaner evaluate conll04 conll04-dev.jsonl")]
    Conll04(Gold),
    /// Sentiment towards an article's main person: accuracy and macro-F1. GOLD: PerSenT's JSON lines
    #[command(after_help = "Example:\n  gleaner evaluate persent persent-dev.jsonl")]
    Persent(Gold),
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
    /// Reads the file as the format that `read` knows.
    fn read<T>(&self, read: impl FnOnce(&str) -> Result<T, GoldError>) -> anyhow::Result<T> {
        let path = self.path.display();
        let text = std::fs::read_to_string(&self.path)
            .with_context(|| format!("{path}: cannot be read"))?;
        read(&text).with_context(|| path.to_string())
    }
}

impl Gold {
    fn read<T>(&self, read: impl FnOnce(&str) -> Result<T, GoldError>) -> anyhow::Result<T> {
        self.gold.read(read)
    }

    /// Loads the models, and gives what `measure` reports of them.
    fn measure<R: ToString>(
        &self,
        measure: impl FnOnce(&Pipeline) -> anyhow::Result<R> + Send,
    ) -> anyhow::Result<String> {
        let settings = self.models.settings()?;
        let options = self.models.options()?;
        pool(settings.workers)?.install(|| {
            let pipeline = Pipeline::load(&options, settings)?;
            Ok(measure(&pipeline)?.to_string())
        })
    }
}

impl Evaluate {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        super::print(&self.task.report()?)?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Task {
    fn report(self) -> anyhow::Result<String> {
        match self {
            Task::Ner { gold, types } => {
                let sentences = gold.read(token_file::read)?;
                gold.measure(|p| {
                    let mut report = names::measure(p, &sentences)?;
                    report.keep(&types);
                    Ok(report)
                })
            }
            Task::Sentiment { gold, held_out } => {
                let mut sentences = gold.read(rated_sentences::read)?;
                sentences.retain(|s| !held_out || rated_sentences::held_out(&s.group));
                gold.measure(|p| sentiment::measure(p, &sentences))
            }
            Task::TargetedSentiment(gold) => {
                let asked = gold.read(newsmtsc::read)?;
                gold.measure(|p| targets::measure(p, &asked))
            }
            Task::NameSwaps { gold, names } => {
                let swaps = name_swaps::Swaps {
                    templates: gold.read(name_swaps::read_templates)?,
                    names: GoldOnly { path: names }.read(name_swaps::read_names)?,
                };
                gold.measure(|p| name_swaps::measure(p, &swaps))
            }
            Task::Relations(gold) => {
                let passages = gold.read(knowledgenet::read)?;
                gold.measure(|p| relations::measure(p, passages))
            }
            Task::Copies(gold) => {
                let inputs = [gold.path.to_string_lossy().into_owned()];
                Ok(copies::measure(&inputs).to_string())
            }
            Task::Identities(gold) => {
                let documents = gold.read(meantime::read)?;
                gold.measure(|p| identities::measure(p, &documents))
            }
            Task::Pages(gold) => Ok(pages::measure(&gold.path)?.to_string()),
            Task::Sentences(gold) => Ok(sentence_ends::measure(&gold.read(gum::read)?).to_string()),
            Task::Values { gold, misses } => {
                let documents = gold.read(read_dated)?;
                gold.measure(|p| {
                    let report = values::measure(p, &documents)?;
                    Ok(if misses {
                        report.misses()
                    } else {
                        report.to_string()
                    })
                })
            }
            Task::Statements(gold) => {
                let articles = gold.read(polnear::read)?;
                gold.measure(|p| statements::measure(p, &articles))
            }
            Task::Coreference {
                paths,
                models,
                by_rule,
                write,
            } => who_is_who(paths, models, by_rule, write.as_deref()),
            Task::Gap(gold) => {
                let passages = gold.read(gap_file::read)?;
                gold.measure(|p| gap::measure(p, &passages))
            }
            Task::Conll04(gold) => {
                let sentences = gold.read(conll04_file::read)?;
                gold.measure(|p| conll04::measure(p, &sentences))
            }
            Task::Persent(gold) => {
                let articles = gold.read(persent::read)?;
                gold.measure(|p| main_person::measure(p, &articles))
            }
        }
    }
}

/// A type of names by its name in the tables.
fn name_type(name: &str) -> Result<EntityType, String> {
    EntityType::NAMES
        .into_iter()
        .find(|t| t.as_str() == name)
        .ok_or_else(|| "a type is PER, ORG, LOC or MISC".to_string())
}

/// Coreference as a whole, or by rule.
fn who_is_who(
    paths: Vec<PathBuf>,
    models: ModelArgs,
    by_rule: bool,
    write: Option<&Path>,
) -> anyhow::Result<String> {
    let mut golds: Vec<Gold> = paths
        .into_iter()
        .map(|path| Gold {
            gold: GoldOnly { path },
            models: models.clone(),
        })
        .collect();
    if by_rule {
        let corpora = golds
            .iter()
            .map(|gold| gold.read(coreference::by_rule::read))
            .collect::<anyhow::Result<Vec<_>>>()?;
        return golds[0].measure(|p| {
            let report = coreference::by_rule::measure(p, &corpora)?;
            if let Some(path) = write {
                std::fs::write(path, report.shelf())
                    .with_context(|| format!("{}: cannot be written", path.display()))?;
            }
            Ok(report)
        });
    }
    anyhow::ensure!(
        golds.len() == 1,
        "one file at a time is measured; with --by-rule several are"
    );
    let gold = golds.remove(0);
    let documents = gold.read(gum::read)?;
    gold.measure(|p| coreference::measure(p, &documents))
}
