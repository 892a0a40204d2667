//! A corpus in several runs: which chunks are whose, and their outputs joined.
//!
//! Every shard reads the whole corpus, cuts the same chunks and extracts those that are its own, so that batches, ids and errors are
//! those of one run. `shard.jsonl` beside its tables says how far each file got with each chunk; [`merge`] puts the stretches of
//! all shards in the order of the chunks, and so writes the bytes that one run would have written.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Counts;
use super::checkpoint::{CHECKPOINT, Checkpoint, Settings};
use crate::output::{Error, OutputFile, Position, io_error};

/// The name of the file.
const SHARD: &str = "shard.jsonl";

/// Which of a corpus's shards a run extracts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// From 1.
    number: u64,
    of: u64,
}

impl Shard {
    /// Shard `number`, from 1, of so many; `None` where there is no such shard.
    pub fn new(number: u64, of: u64) -> Option<Self> {
        (1..=of).contains(&number).then_some(Shard { number, of })
    }

    /// Whether a chunk, from 0, is this shard's.
    pub(crate) fn holds(self, chunk: u64) -> bool {
        chunk % self.of == self.number - 1
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    /// Reads `I/N`, such as `1/4`.
    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/');
        parts
            .and_then(|(number, of)| Shard::new(number.parse().ok()?, of.parse().ok()?))
            .ok_or_else(|| "a shard is I/N with I from 1 to N, such as 1/4".to_string())
    }
}

/// A line of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    /// The first.
    Begins {
        shard: Shard,
        settings: Settings,
        /// Where the headers end.
        output: Position,
    },
    /// After each chunk.
    Chunk { number: u64, output: Position },
    /// The last.
    Ends { errors: u64 },
}

/// The file of a shard's run.
pub struct ShardFile {
    folder: PathBuf,
    shard: Shard,
    settings: Settings,
    file: Option<OutputFile>,
}

impl ShardFile {
    pub fn new(folder: &Path, shard: Shard, settings: Settings) -> Self {
        ShardFile {
            folder: folder.to_path_buf(),
            shard,
            settings,
            file: None,
        }
    }

    /// Begins the file, where the other files stand at `output`.
    pub fn begin(&mut self, output: &Position) -> Result<(), Error> {
        self.file = Some(OutputFile::create(&self.folder, SHARD)?);
        // Shards of one corpus differ in nothing but their number.
        let mut settings = self.settings.clone();
        settings.remove("shard");
        self.write(&Line::Begins {
            shard: self.shard,
            settings,
            output: output.clone(),
        })
    }

    pub fn resume(&mut self, position: &Position) -> Result<(), Error> {
        self.file = Some(OutputFile::reopen(&self.folder, SHARD, position)?);
        Ok(())
    }

    /// Says where the files stand after a chunk, and adds where this one does.
    pub fn chunk(&mut self, number: u64, output: &mut Position) -> Result<(), Error> {
        self.write(&Line::Chunk {
            number,
            output: output.clone(),
        })?;
        self.commit(output)
    }

    /// Says that the shard is whole.
    pub fn finish(mut self, counts: &Counts) -> Result<(), Error> {
        self.write(&Line::Ends {
            errors: counts.errors,
        })?;
        self.commit(&mut Position::default())
    }

    fn commit(&mut self, output: &mut Position) -> Result<(), Error> {
        match &mut self.file {
            Some(file) => file.commit(output),
            None => Ok(()),
        }
    }

    fn write(&mut self, line: &Line) -> Result<(), Error> {
        let Some(file) = &mut self.file else {
            return Ok(());
        };
        let mut write = || -> io::Result<()> {
            let mut bytes = serde_json::to_vec(line)?;
            bytes.push(b'\n');
            file.write_all(&bytes)
        };
        write().map_err(io_error(&self.folder.join(SHARD)))
    }
}

/// A shard's output, as its file tells.
struct Output {
    folder: PathBuf,
    shard: Shard,
    settings: Settings,
    begins: Position,
    /// The chunks with their ends.
    chunks: BTreeMap<u64, Position>,
    errors: u64,
}

fn unfit(folder: &Path, cause: &str) -> Error {
    Error::Shard {
        folder: folder.to_path_buf(),
        cause: cause.to_string(),
    }
}

impl Output {
    fn open(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(SHARD);
        if folder.join(CHECKPOINT).exists() {
            return Err(unfit(
                folder,
                "is not finished; give that shard's command again first",
            ));
        }
        let file = File::open(&path).map_err(|_| {
            unfit(
                folder,
                "is no output of `gleaner extract --shard`; name the folders of all shards",
            )
        })?;
        let damaged = || {
            unfit(
                folder,
                "has a damaged shard.jsonl; extract that shard again",
            )
        };
        let mut output: Option<Output> = None;
        let mut ended = false;
        for line in BufReader::new(file).lines() {
            let line = line.map_err(|_| damaged())?;
            match (serde_json::from_str(&line), &mut output) {
                (
                    Ok(Line::Begins {
                        shard,
                        settings,
                        output: begins,
                    }),
                    None,
                ) => {
                    output = Some(Output {
                        folder: folder.to_path_buf(),
                        shard,
                        settings,
                        begins,
                        chunks: BTreeMap::new(),
                        errors: 0,
                    });
                }
                (Ok(Line::Chunk { number, output: at }), Some(output)) if !ended => {
                    output.chunks.insert(number, at);
                }
                (Ok(Line::Ends { errors }), Some(output)) if !ended => {
                    output.errors = errors;
                    ended = true;
                }
                _ => return Err(damaged()),
            }
        }
        output.filter(|_| ended).ok_or_else(damaged)
    }
}

/// What was merged.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Merged {
    /// Inputs that failed, in all shards.
    pub errors: u64,
    /// The setting `format` of the shards' runs.
    pub formats: String,
}

/// Joins the outputs of all shards of a corpus into `out`: the bytes that one run would have written.
///
/// # Errors
/// [`Error::Shard`] where a folder is no whole shard, or not of the same corpus, options and models; where `out` cannot be
/// written.
pub fn merge(folders: &[PathBuf], out: &Path, overwrite: bool) -> Result<Merged, Error> {
    let mut shards = folders
        .iter()
        .map(|folder| Output::open(folder))
        .collect::<Result<Vec<_>, _>>()?;
    shards.sort_by_key(|s| s.shard.number);
    let Some(first) = shards.first() else {
        return Err(unfit(out, "gets nothing; name the folders of all shards"));
    };
    let of = first.shard.of;
    for s in &shards {
        if s.settings != first.settings || s.shard.of != of {
            let differs = super::checkpoint::differs(&first.settings, &s.settings);
            let cause = format!(
                "is a shard of another run than {}: {}",
                first.folder.display(),
                differs.unwrap_or_else(|| format!("it is {}", s.shard))
            );
            return Err(unfit(&s.folder, &cause));
        }
    }
    let numbers: Vec<u64> = shards.iter().map(|s| s.shard.number).collect();
    if let Some(missing) = (1..=of).find(|n| !numbers.contains(n)) {
        let cause = format!("lacks shard {missing}/{of}; name the folders of all shards");
        return Err(unfit(out, &cause));
    }
    if let Some(pair) = numbers.windows(2).find(|pair| pair[0] == pair[1]) {
        let cause = format!(
            "would get shard {}/{of} twice; name each folder once",
            pair[0]
        );
        return Err(unfit(out, &cause));
    }
    let settings = Settings::from([("shards".to_string(), format!("{folders:?}"))]);
    let (checkpoint, _) = Checkpoint::open::<()>(out, settings, overwrite)?;
    for name in first.begins.parts() {
        join(&shards, name, out)?;
    }
    checkpoint.sync_folder();
    checkpoint.remove()?;
    Ok(Merged {
        errors: shards.iter().map(|s| s.errors).sum(),
        formats: first.settings.get("format").cloned().unwrap_or_default(),
    })
}

/// Joins the files of one name.
fn join(shards: &[Output], name: &str, out: &Path) -> Result<(), Error> {
    let mut to = OutputFile::create(out, name)?;
    let mut from = Vec::with_capacity(shards.len());
    for (i, shard) in shards.iter().enumerate() {
        let path = shard.folder.join(name);
        let mut file = File::open(&path).map_err(|_| {
            let cause = format!("lacks {name}; extract that shard again");
            unfit(&shard.folder, &cause)
        })?;
        // Each has a header; the first one's is the whole's.
        let at = shard.begins.get(name).filter(|_| i > 0).unwrap_or(0);
        file.seek(SeekFrom::Start(at)).map_err(io_error(&path))?;
        from.push((file, at));
    }
    let mut copy = |shard: usize, end: Option<u64>| -> Result<(), Error> {
        let (file, at) = &mut from[shard];
        let short = || {
            let cause = format!(
                "has a {name} that is not what its shard.jsonl says; extract that shard again"
            );
            unfit(&shards[shard].folder, &cause)
        };
        let length = end.and_then(|end| end.checked_sub(*at)).ok_or_else(short)?;
        let copied =
            io::copy(&mut (&mut *file).take(length), &mut to).map_err(io_error(&out.join(name)))?;
        *at += copied;
        if copied == length {
            Ok(())
        } else {
            Err(short())
        }
    };
    copy(0, shards[0].begins.get(name))?;
    let last = shards.iter().filter_map(|s| s.chunks.keys().last()).max();
    for chunk in 0..last.map_or(0, |n| n + 1) {
        let (i, shard) = shards
            .iter()
            .enumerate()
            .find(|(_, s)| s.shard.holds(chunk))
            .ok_or_else(|| unfit(out, "lacks a shard"))?;
        let Some(end) = shard.chunks.get(&chunk) else {
            let cause = format!("lacks chunk {chunk}; extract that shard again");
            return Err(unfit(&shard.folder, &cause));
        };
        copy(i, end.get(name))?;
    }
    to.commit(&mut Position::default())
}
