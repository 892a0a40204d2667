//! Options of `gleaner extract` from a file, for batch jobs.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::parser::ValueSource;
use clap::{ArgMatches, Command};
use toml::Value;

/// The file that is read where it stands in the current folder.
const FILE: &str = "gleaner.toml";

/// The key of the inputs, which have no name on the command line.
const INPUTS: &str = "inputs";

/// Options that a file cannot give.
const NOT_IN_A_FILE: [&str; 3] = ["config", "help", "version"];

/// Adds to a command line what a file says and the command line does not, where the command is `extract`.
///
/// The file is the one that `--config` names, else `gleaner.toml` in the current folder, where there is one. Its keys are the
/// names of the options, and `inputs`. A flag that the file switches on stays on.
///
/// # Errors
/// A file that cannot be read, is no TOML, or has a key or a value that is no option's.
pub fn complete(program: Command, arguments: Vec<OsString>) -> anyhow::Result<Vec<OsString>> {
    // Wrong arguments are told later, when all are there.
    let mut program = program.ignore_errors(true);
    // So that the subcommand has the options that all share.
    program.build();
    let Ok(matches) = program.clone().try_get_matches_from(&arguments) else {
        return Ok(arguments);
    };
    let Some(("extract", given)) = matches.subcommand() else {
        return Ok(arguments);
    };
    let (Some(place), Some(extract)) = (
        arguments.iter().position(|word| word == "extract"),
        program.find_subcommand("extract"),
    ) else {
        return Ok(arguments);
    };
    let named = given.try_get_one::<PathBuf>("config").ok().flatten();
    let path = match named {
        Some(path) => path.clone(),
        None if Path::new(FILE).is_file() => PathBuf::from(FILE),
        None => return Ok(arguments),
    };
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("{}: cannot be read", path.display()))?;
    let table: toml::Table = toml::from_str(&text)
        .map_err(|e| anyhow::anyhow!("{}: is no TOML: {}", path.display(), e.to_string().trim()))?;
    let mut all = arguments;
    let mut inputs = Vec::new();
    let mut options = Vec::new();
    for (key, value) in &table {
        let into = match key.as_str() {
            INPUTS => &mut inputs,
            _ => &mut options,
        };
        one(extract, given, key, value, into).with_context(|| path.display().to_string())?;
    }
    // Behind the subcommand's name, so that nothing comes between an option of the user's and its value.
    all.splice(place + 1..place + 1, options);
    if !inputs.is_empty() {
        all.push("--".into());
        all.extend(inputs);
    }
    Ok(all)
}

/// Adds the arguments that a key stands for; none where the command line has them.
fn one(
    extract: &Command,
    given: &ArgMatches,
    key: &str,
    value: &Value,
    into: &mut Vec<OsString>,
) -> anyhow::Result<()> {
    let is_given = |id: &str| given.value_source(id) == Some(ValueSource::CommandLine);
    if key == INPUTS {
        if !is_given("inputs") {
            into.extend(texts(key, value)?.into_iter().map(OsString::from));
        }
        return Ok(());
    }
    let argument = extract
        .get_arguments()
        .filter(|a| {
            !a.get_long()
                .is_some_and(|name| NOT_IN_A_FILE.contains(&name))
        })
        .find(|a| a.get_long() == Some(key));
    let Some(argument) = argument else {
        let known = extract.get_arguments().filter_map(|a| a.get_long());
        let mut known: Vec<&str> = known.filter(|name| !NOT_IN_A_FILE.contains(name)).collect();
        known.push(INPUTS);
        known.sort_unstable();
        bail!("there is no key `{key}`; the keys are {}", known.join(", "));
    };
    if is_given(argument.get_id().as_str()) {
        return Ok(());
    }
    let option = |value: &str| -> OsString {
        let mut option = OsString::from(format!("--{key}="));
        option.push(OsStr::new(value));
        option
    };
    match (argument.get_action().takes_values(), value) {
        (false, Value::Boolean(true)) => into.push(format!("--{key}").into()),
        (false, Value::Boolean(false)) => {}
        (false, _) => bail!("`{key}` is true or false"),
        (true, Value::Boolean(_)) => bail!("`{key}` has a value, not true or false"),
        (true, Value::Array(_)) if argument.get_value_delimiter().is_none() => {
            bail!("`{key}` has one value, not a list")
        }
        (true, value) => into.extend(texts(key, value)?.iter().map(|text| option(text))),
    }
    Ok(())
}

/// A value, or the values of a list, as a command line has them.
fn texts(key: &str, value: &Value) -> anyhow::Result<Vec<String>> {
    let text = |value: &Value| match value {
        Value::String(text) => Ok(text.clone()),
        Value::Integer(_) | Value::Float(_) | Value::Datetime(_) => Ok(value.to_string()),
        _ => bail!("`{key}` is a text, a number, a day, or a list of texts"),
    };
    match value {
        Value::Array(values) => values.iter().map(text).collect(),
        one => Ok(vec![text(one)?]),
    }
}
