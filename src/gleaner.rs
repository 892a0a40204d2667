//! The program as a library: models, ready to read texts.

use std::path::PathBuf;

use rayon::ThreadPool;

use crate::document::Document;
use crate::encoder::{Device, Precision, Settings, thread_pool};
use crate::extraction::Extraction;
use crate::pipeline::{Options, Pipeline};
use crate::values::Country;
use crate::{corpus, output};

/// Why something could not be done. A message says what is wrong and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A model is not there, is damaged or does not fit its task, or the device is not there.
    #[error("{0}")]
    Model(String),
    /// A text could not be extracted.
    #[error("{0}")]
    Extraction(String),
    /// A run cannot go on with its input.
    #[error(transparent)]
    Input(#[from] corpus::SeekError),
    /// A run cannot write its output.
    #[error(transparent)]
    Output(#[from] output::Error),
    /// The thread that reads a corpus ended early.
    #[error("the reader of the corpus failed; please report it")]
    Reader,
}

/// Which models, and how they run.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    model: Option<String>,
    ner_model: Option<String>,
    sentiment_model: Option<String>,
    min_score: Option<f32>,
    any_language: bool,
    country: Option<Country>,
    device: Device,
    precision: Precision,
    threads: Option<usize>,
}

impl Builder {
    /// The model for all tasks: a folder. Without it the bundled one.
    pub fn model(mut self, folder: impl Into<String>) -> Self {
        self.model = Some(folder.into());
        self
    }

    /// A model of your own for names: a folder as Hugging Face lays it out, or a hub id.
    pub fn ner_model(mut self, folder_or_id: impl Into<String>) -> Self {
        self.ner_model = Some(folder_or_id.into());
        self
    }

    /// A model of your own for the sentiment of sentences: a folder, or a hub id.
    pub fn sentiment_model(mut self, folder_or_id: impl Into<String>) -> Self {
        self.sentiment_model = Some(folder_or_id.into());
        self
    }

    /// Leaves out mentions and relations whose score is below this, from 0 to 1. Without it, each model's own best threshold.
    pub fn min_score(mut self, score: f32) -> Self {
        self.min_score = Some(score);
        self
    }

    /// Extracts documents of other languages than English too.
    pub fn any_language(mut self, any: bool) -> Self {
        self.any_language = any;
        self
    }

    /// The country that all articles are of: the one whose money `$`, `Rs` and `¥` are. Without it each article's own places and
    /// address tell.
    pub fn country(mut self, country: Country) -> Self {
        self.country = Some(country);
        self
    }

    /// Where the models run; without it on the processor.
    pub fn device(mut self, device: Device) -> Self {
        self.device = device;
        self
    }

    /// What the encoder computes in.
    pub fn precision(mut self, precision: Precision) -> Self {
        self.precision = precision;
        self
    }

    /// How many threads; without it one a core. It does not change what comes out.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads.max(1));
        self
    }

    /// Loads the models.
    ///
    /// # Errors
    /// [`Error::Model`] where one cannot be used, or the device is not there.
    pub fn build(self) -> Result<Gleaner, Error> {
        let (options, settings) = self.parts()?;
        Gleaner::load(&options, settings)
    }

    /// What a pipeline is made of, and how its models run.
    pub(crate) fn parts(self) -> Result<(Options, Settings), Error> {
        let options = Options {
            model: match self.model {
                Some(folder) => folder,
                None => bundled_model()?,
            },
            ner_model: self.ner_model,
            sentiment_model: self.sentiment_model,
            min_score: self.min_score,
            any_language: self.any_language,
            country: self.country,
        };
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        let settings = Settings {
            device: self.device,
            precision: self.precision,
            workers: self.threads.unwrap_or_else(cores),
        };
        Ok((options, settings.resolve().map_err(model_error)?))
    }
}

/// Models and threads, ready to read texts.
///
/// ```no_run
/// let gleaner = gleaner::Gleaner::bundled()?;
/// let found = gleaner.extract_text("Ada Lovelace lived in London.")?;
/// for entity in &found.entities {
///     println!("{} {}", entity.entity_type.as_str(), entity.name);
/// }
/// # Ok::<(), gleaner::Error>(())
/// ```
pub struct Gleaner {
    pipeline: Pipeline,
    pool: ThreadPool,
    options: Options,
    settings: Settings,
}

impl Gleaner {
    /// The bundled model on this machine's processor.
    ///
    /// # Errors
    /// [`Error::Model`] where it is not found.
    pub fn bundled() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// Other models, another device, another number of threads.
    ///
    /// ```no_run
    /// let gleaner = gleaner::Gleaner::builder().threads(1).min_score(0.9).build()?;
    /// # Ok::<(), gleaner::Error>(())
    /// ```
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn load(options: &Options, settings: Settings) -> Result<Self, Error> {
        let pool = thread_pool(settings.workers).map_err(model_error)?;
        let pipeline = pool
            .install(|| Pipeline::load(options, settings))
            .map_err(model_error)?;
        Ok(Gleaner {
            pipeline,
            pool,
            options: options.clone(),
            settings,
        })
    }

    /// Extracts one English text.
    ///
    /// # Errors
    /// [`Error::Extraction`] where a model fails on it.
    pub fn extract_text(&self, text: &str) -> Result<Extraction, Error> {
        let found = self.extract(vec![Document::plain("text", text)])?;
        let none = || Error::Extraction("nothing came out; please report it".to_string());
        found.into_iter().next().ok_or_else(none)
    }

    /// Extracts documents as one chunk: what is found comes back in their order. All of them are held in memory; a [`crate::Run`]
    /// takes a corpus of any size.
    ///
    /// # Errors
    /// [`Error::Extraction`] where a model fails on one of them.
    pub fn extract(&self, documents: Vec<Document>) -> Result<Vec<Extraction>, Error> {
        self.pool
            .install(|| self.pipeline.extract(documents))
            .map_err(|e| Error::Extraction(format!("{e:#}")))
    }

    /// What of the models and options decides what comes out, by name.
    pub(crate) fn settings(&self) -> Result<Vec<(String, String)>, Error> {
        let mut all = vec![
            ("version".into(), env!("CARGO_PKG_VERSION").to_string()),
            ("device".into(), self.settings.device.to_string()),
            ("precision".into(), self.settings.precision.to_string()),
            (
                "languages".into(),
                match self.options.any_language {
                    true => "any".to_string(),
                    false => "English".to_string(),
                },
            ),
        ];
        if let Some(score) = self.options.min_score {
            all.push(("minimum score".into(), score.to_string()));
        }
        if let Some(country) = self.options.country {
            all.push(("country".into(), country.to_string()));
        }
        let models = [
            ("model", Some(&self.options.model)),
            ("model of names", self.options.ner_model.as_ref()),
            ("model of sentiment", self.options.sentiment_model.as_ref()),
        ];
        let names = models.iter().filter(|(_, of)| of.is_some());
        for ((name, _), model) in names.zip(self.pipeline.models()) {
            let sum = model.folder.checksum().map_err(model_error)?;
            all.push((name.to_string(), format!("sha256:{sum}")));
        }
        Ok(all)
    }
}

fn model_error(error: impl Into<anyhow::Error>) -> Error {
    Error::Model(format!("{:#}", error.into()))
}

/// The folder of the bundled model: below `GLEANER_MODELS`, else in `models/` beside the program or above it, else where it was
/// built, else in the user's data folder.
pub(crate) fn bundled_model() -> Result<String, Error> {
    let mut places = Vec::new();
    if let Some(folder) = std::env::var_os("GLEANER_MODELS") {
        places.push(PathBuf::from(folder));
    }
    if let Ok(program) = std::env::current_exe() {
        let above = program.ancestors().skip(1).take(4);
        places.extend(above.map(|p| p.join("models")));
    }
    places.push(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("models"));
    let data = std::env::var_os("XDG_DATA_HOME").filter(|folder| !folder.is_empty());
    let data = data.map(PathBuf::from).or_else(|| {
        let home = std::env::var_os("HOME")?;
        Some(PathBuf::from(home).join(".local/share"))
    });
    places.extend(data.map(|folder| folder.join("gleaner/models")));
    let folder = places
        .iter()
        .map(|place| place.join("news-en"))
        .find(|folder| folder.join("config.json").is_file());
    match folder {
        Some(folder) => Ok(folder.to_string_lossy().into_owned()),
        None => Err(Error::Model(
            "the bundled model models/news-en was not found; set GLEANER_MODELS to the folder that holds news-en, or name a model's folder"
                .to_string(),
        )),
    }
}
