use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::ModelArgs;
use crate::encoder::{Encoder, Folder, Task};

/// List the models in use: task, path, architecture, labels, size, licence, checksum
#[derive(Debug, Args)]
#[command(after_help = "Example:
  gleaner models --ner-model dslim/bert-base-NER
  gleaner models fetch dslim/bert-base-NER")]
pub struct Models {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    models: ModelArgs,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Download a model from the Hugging Face hub once, check it, and say how to use it
    #[command(
        after_help = "The model goes to the Hugging Face cache. HF_HOME, HF_ENDPOINT, HF_TOKEN and HF_HUB_OFFLINE are honoured."
    )]
    Fetch {
        /// Its id on the hub, owner/name
        #[arg(value_name = "HUB_ID")]
        id: String,
    },
}

impl Models {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        if let Some(Action::Fetch { id }) = &self.action {
            return self.fetch(id);
        }
        let options = self.models.options()?;
        let mut out = String::new();
        let shared = Folder::open(&options.model)?;
        let heads = shared
            .config
            .gleaner
            .as_ref()
            .map(|g| g.heads.clone())
            .unwrap_or_default();
        let mut tasks = Vec::new();
        if let (Some(h), None) = (&heads.names, &options.ner_model) {
            tasks.push(("names", names_of(&h.labels)));
        }
        if let (Some(h), None) = (&heads.sentiment, &options.sentiment_model) {
            tasks.push(("sentiment", h.labels.join(" ")));
        }
        if let Some(h) = &heads.target {
            tasks.push(("sentiment towards entities", h.labels.join(" ")));
        }
        if let Some(h) = &heads.relations {
            tasks.push(("relations", h.labels.join(" ")));
        }
        describe(&mut out, &shared, &tasks)?;
        for (name, task) in [
            (&options.ner_model, Task::Names),
            (&options.sentiment_model, Task::Sentiment),
        ] {
            if let Some(name) = name {
                let folder = Folder::open(name)?;
                let labels: Vec<String> = folder.config.id2label.values().cloned().collect();
                let shown = if task == Task::Names {
                    names_of(&labels)
                } else {
                    labels.join(" ")
                };
                describe(&mut out, &folder, &[(task.as_str(), shown)])?;
            }
        }
        super::print(&out)?;
        Ok(ExitCode::SUCCESS)
    }

    fn fetch(&self, id: &str) -> anyhow::Result<ExitCode> {
        let folder = Folder::open(id)?;
        let settings = self.models.settings()?;
        // Which task it is for shows where it loads: its head fits one of them.
        let mut refused = None;
        for (task, option) in [
            (Task::Names, "--ner-model"),
            (Task::Sentiment, "--sentiment-model"),
        ] {
            match Encoder::load(folder.clone(), task, settings) {
                Ok(_) => {
                    let mut out = String::new();
                    let labels: Vec<String> = folder.config.id2label.values().cloned().collect();
                    let shown = if task == Task::Names {
                        names_of(&labels)
                    } else {
                        labels.join(" ")
                    };
                    describe(&mut out, &folder, &[(task.as_str(), shown)])?;
                    print!("{out}");
                    println!("use it with    gleaner extract ARTICLES --out DIR {option} {id}");
                    return Ok(ExitCode::SUCCESS);
                }
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        Err(refused.unwrap_or_else(|| anyhow::anyhow!("{id}: fits no task")))
    }
}

/// The types behind BIO labels, in order.
fn names_of(labels: &[String]) -> String {
    let mut out: Vec<&str> = Vec::new();
    for l in labels {
        let t = l.split_once('-').map_or(l.as_str(), |x| x.1);
        if t != "O" && !out.contains(&t) {
            out.push(t);
        }
    }
    out.join(" ")
}

fn describe(out: &mut String, folder: &Folder, tasks: &[(&str, String)]) -> anyhow::Result<()> {
    use std::fmt::Write;
    writeln!(out, "{}", folder.path.display())?;
    writeln!(out, "  architecture  {}", folder.config.model_type)?;
    writeln!(out, "  size          {:.1} MB", folder.size() as f64 / 1e6)?;
    writeln!(
        out,
        "  licence       {}",
        folder.licence().as_deref().unwrap_or("not said")
    )?;
    writeln!(out, "  checksum      sha256:{}", folder.checksum()?)?;
    for (task, labels) in tasks {
        writeln!(out, "  task          {task}: {labels}")?;
    }
    Ok(())
}
