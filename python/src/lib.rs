//! The extension module under the Python package: models that stay loaded, and runs of a corpus into Parquet files, which the
//! package reads into tables.

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use gleaner::corpus::{Corpus, DateOrder, Options};
use gleaner::{Gleaner, Run, Status};
use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

create_exception!(
    gleaner,
    Error,
    PyException,
    "Why gleaner could not do something; the message says what to do."
);

fn failed(error: gleaner::Error) -> PyErr {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(inner) = cause {
        text += &format!(": {inner}");
        cause = inner.source();
    }
    Error::new_err(text)
}

/// Reads an option from its text, where it is given.
fn read<T: std::str::FromStr>(name: &str, text: Option<String>) -> PyResult<Option<T>>
where
    T::Err: std::fmt::Display,
{
    text.map(|text| text.parse())
        .transpose()
        .map_err(|e: T::Err| PyValueError::new_err(format!("{name}: {e}")))
}

/// An option of a dictionary; None is as if it was not there.
fn option<'py, T>(options: &Bound<'py, PyDict>, name: &str) -> PyResult<Option<T>>
where
    T: for<'a> FromPyObject<'a, 'py, Error = PyErr>,
{
    match options.get_item(name)? {
        Some(value) if !value.is_none() => value.extract().map(Some),
        _ => Ok(None),
    }
}

/// The models, loaded.
#[pyclass(name = "Models", module = "gleaner._gleaner", frozen)]
struct Models {
    gleaner: Gleaner,
}

#[pymethods]
impl Models {
    /// Loads the models. The options are those of `gleaner extract` with an underscore for each hyphen.
    #[new]
    fn new(py: Python<'_>, options: &Bound<'_, PyDict>) -> PyResult<Self> {
        let mut builder = Gleaner::builder()
            .any_language(option::<bool>(options, "any_language")?.unwrap_or(false));
        if let Some(folder) = option::<String>(options, "model")? {
            builder = builder.model(folder);
        }
        if let Some(model) = option::<String>(options, "ner_model")? {
            builder = builder.ner_model(model);
        }
        if let Some(model) = option::<String>(options, "sentiment_model")? {
            builder = builder.sentiment_model(model);
        }
        if let Some(score) = option::<f32>(options, "min_score")? {
            if !(0.0..=1.0).contains(&score) {
                return Err(PyValueError::new_err(
                    "min_score: it is a number from 0 to 1",
                ));
            }
            builder = builder.min_score(score);
        }
        if let Some(country) = read("country", option(options, "country")?)? {
            builder = builder.country(country);
        }
        if let Some(device) = read("device", option(options, "device")?)? {
            builder = builder.device(device);
        }
        if let Some(precision) = read("precision", option(options, "precision")?)? {
            builder = builder.precision(precision);
        }
        if let Some(threads) = option::<usize>(options, "threads")? {
            builder = builder.threads(threads);
        }
        let gleaner = py.detach(|| builder.build()).map_err(failed)?;
        Ok(Models { gleaner })
    }

    /// Runs files, folders and globs into Parquet files in an empty folder, without the interpreter's lock. `watch` is called
    /// at the begin and after each chunk with the documents that are done, and the share of the input, 0 to 1.
    fn run(
        &self,
        py: Python<'_>,
        inputs: Vec<String>,
        folder: PathBuf,
        options: &Bound<'_, PyDict>,
        watch: Option<Py<PyAny>>,
    ) -> PyResult<()> {
        let date_order = match option::<String>(options, "date_order")?.as_deref() {
            None => None,
            Some("day-first") => Some(DateOrder::DayFirst),
            Some("month-first") => Some(DateOrder::MonthFirst),
            Some(other) => {
                let message = format!("date_order: it is day-first or month-first, not {other}");
                return Err(PyValueError::new_err(message));
            }
        };
        let fields = Options {
            text_field: option(options, "text_field")?,
            id_field: option(options, "id_field")?,
            date_field: option(options, "date_field")?,
            title_field: option(options, "title_field")?,
            date: read("date", option(options, "date")?)?,
            date_order,
            limit: option(options, "limit")?,
            ..Options::default()
        };
        let texts = option(options, "with_texts")?.unwrap_or(false);
        let explain = option(options, "explain")?.unwrap_or(false);
        let stop = AtomicBool::new(false);
        let interrupted = Mutex::new(None);
        let look = |status: &Status| {
            let share = match status.total_bytes {
                0 => 0.0,
                total => status.bytes as f64 / total as f64,
            };
            let done = status.counts.documents + status.counts.errors;
            let told = Python::attach(|py| {
                // So that Ctrl-C is heard.
                py.check_signals()?;
                match &watch {
                    Some(watch) => watch.call1(py, (done, share)).map(drop),
                    None => Ok(()),
                }
            });
            if let Err(error) = told {
                stop.store(true, Ordering::Relaxed);
                if let Ok(mut kept) = interrupted.lock() {
                    *kept = Some(error);
                }
            }
        };
        let done = py.detach(|| {
            let corpus = Corpus::open(&inputs, &fields);
            let run = Run::new(&self.gleaner).stop_when(&stop).on_progress(look);
            gleaner::cli::into_parquet(run, corpus, &folder, texts, explain)
        });
        if let Some(error) = interrupted.into_inner().ok().flatten() {
            return Err(error);
        }
        done.map(drop).map_err(failed)
    }
}

#[pymodule]
fn _gleaner(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("Error", module.py().get_type::<Error>())?;
    module.add_class::<Models>()
}
