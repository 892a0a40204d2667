//! From the command line's inputs to the list of files of the run, in order, each with its document id.
//!
//! The list is made up front (names and sizes alone), so that progress can be told and a run can be resumed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use super::ReadError;
use super::compression::Compression;

/// The suffixes that are read, for messages.
pub const SUFFIXES: &str = ".txt .md .html .htm .jsonl .ndjson .json .csv .tsv .xml .rss .atom .sgm .warc .docx .pdf .eml, each \
     also as .gz or .zst";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Plain,
    Html,
    JsonLines,
    Json,
    Csv,
    Tsv,
    Xml,
    Sgml,
    Warc,
    Docx,
    Pdf,
    Mail,
}

impl Format {
    /// The format and the compression that a file's name tells; `None` where it is not one that is read.
    pub fn of(path: &Path) -> Option<(Format, Compression)> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        let (compression, stem) = match name.rsplit_once('.') {
            Some((stem, "gz")) => (Compression::Gzip, stem),
            Some((stem, "zst")) => (Compression::Zstd, stem),
            _ => (Compression::None, name.as_str()),
        };
        let (_, suffix) = stem.rsplit_once('.')?;
        let format = match suffix {
            "txt" | "md" => Format::Plain,
            "html" | "htm" | "xhtml" => Format::Html,
            "jsonl" | "ndjson" => Format::JsonLines,
            "json" => Format::Json,
            "xml" | "rss" | "atom" | "nitf" => Format::Xml,
            "sgm" | "sgml" => Format::Sgml,
            "warc" => Format::Warc,
            "docx" => Format::Docx,
            "pdf" => Format::Pdf,
            "eml" => Format::Mail,
            "csv" => Format::Csv,
            "tsv" => Format::Tsv,
            _ => return None,
        };
        Some((format, compression))
    }

    /// What a person calls it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Plain => "text",
            Format::Html => "web page",
            Format::JsonLines => "JSON lines",
            Format::Json => "JSON",
            Format::Csv => "comma-separated table",
            Format::Tsv => "tab-separated table",
            Format::Xml => "XML",
            Format::Sgml => "SGML",
            Format::Warc => "web archive",
            Format::Docx => "Word document",
            Format::Pdf => "PDF",
            Format::Mail => "e-mail",
        }
    }

    /// True where one file holds many documents that may have ids of their own.
    pub fn is_records(self) -> bool {
        matches!(
            self,
            Format::JsonLines | Format::Json | Format::Csv | Format::Tsv | Format::Sgml
        )
    }
}

#[derive(Clone, Debug)]
pub struct File {
    pub path: PathBuf,
    /// The path as messages and `source` columns show it.
    pub source: String,
    /// The document's id; for a file of records, what stands before the `#`.
    pub id: String,
    pub format: Format,
    pub compression: Compression,
    /// In bytes, as it lies on the disk; 0 where it cannot be told.
    pub size: u64,
}

/// One step of the run.
#[derive(Clone, Debug)]
pub enum Entry {
    File(File),
    /// JSON lines on standard input.
    Stdin,
    /// What is already known not to be readable.
    Failed(ReadError),
    /// The end of an input: whether its records had the fields that options name is told here.
    End {
        input: String,
    },
}

#[derive(Debug, Default)]
pub struct Plan {
    pub entries: Vec<Entry>,
    /// Files in folders and globs whose suffix is not one that is read.
    pub passed_over: u64,
    /// The same by suffix, of the input that is being listed.
    suffixes: BTreeMap<String, u64>,
    /// A folder that is not read, in full.
    leave_out: Option<PathBuf>,
}

impl Plan {
    pub fn new<I: AsRef<OsStr>>(inputs: &[I], leave_out: Option<&Path>) -> Plan {
        let mut plan = Plan {
            leave_out: leave_out.and_then(real_path),
            ..Plan::default()
        };
        let roots: Vec<Root> = inputs
            .iter()
            .map(|input| Root::of(input.as_ref()))
            .collect();
        let labels = labels(&roots);
        for ((root, label), input) in roots.iter().zip(labels).zip(inputs) {
            plan.suffixes.clear();
            let before = plan.entries.len();
            plan.add(root, label.as_deref());
            if plan.entries.len() == before {
                let error = plan.nothing();
                plan.fail(Path::new(input), error);
            }
            plan.entries.push(Entry::End {
                input: shown(input.as_ref()),
            });
        }
        plan.refuse_duplicates();
        plan
    }

    /// Why an input gave nothing.
    fn nothing(&self) -> String {
        let passed: u64 = self.suffixes.values().sum();
        if passed == 0 {
            return "nothing to read: there is no file in it".to_owned();
        }
        let suffixes: Vec<String> = self
            .suffixes
            .iter()
            .map(|(suffix, files)| match suffix.as_str() {
                "" => format!("{files} without a suffix"),
                _ => format!("{files} {suffix}"),
            })
            .collect();
        format!(
            "nothing to read: {passed} files were passed over ({}); those that are read are {SUFFIXES}",
            suffixes.join(", ")
        )
    }

    /// `label` stands before the path below the root where there are several inputs.
    fn add(&mut self, root: &Root, label: Option<&str>) {
        match root {
            Root::Stdin => self.entries.push(Entry::Stdin),
            Root::Failed(error) => self.entries.push(Entry::Failed(error.clone())),
            Root::File(path) => {
                let id = match (label, path.file_name()) {
                    (Some(label), _) => label.to_owned(),
                    (None, Some(name)) => shown(name),
                    (None, None) => shown(path.as_os_str()),
                };
                if Format::of(path).is_some() {
                    self.add_file(path, id);
                } else {
                    self.fail(
                        path,
                        format!("not a kind of file that is read; those are {SUFFIXES}"),
                    );
                }
            }
            Root::Folder(folder) => self.add_folder(folder, folder, label, None),
            Root::Glob {
                base,
                matches,
                errors,
            } => {
                for error in errors {
                    self.entries.push(Entry::Failed(error.clone()));
                }
                // `a/**` matches a folder and also what is in it: each file is taken once.
                let mut seen = HashSet::new();
                for path in matches {
                    if self.is_left_out(path) {
                        continue;
                    }
                    if path.is_dir() {
                        self.add_folder(path, base, label, Some(&mut seen));
                    } else if seen.insert(path.clone()) {
                        self.add_found(path, base, label);
                    }
                }
            }
        }
    }

    fn add_folder(
        &mut self,
        folder: &Path,
        base: &Path,
        label: Option<&str>,
        mut seen: Option<&mut HashSet<PathBuf>>,
    ) {
        let walk = WalkDir::new(folder)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter();
        let leave_out = self.leave_out.clone();
        let visible = |entry: &walkdir::DirEntry| {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            let left_out = entry.file_type().is_dir()
                && leave_out.is_some()
                && fs::canonicalize(entry.path()).ok() == leave_out;
            entry.depth() == 0 || !(hidden || left_out)
        };
        for entry in walk.filter_entry(visible) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    let path = entry.path();
                    if seen
                        .as_mut()
                        .is_none_or(|seen| seen.insert(path.to_owned()))
                    {
                        self.add_found(path, base, label);
                    }
                }
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_owned();
                    let cause = if error.loop_ancestor().is_some() {
                        "a link to a folder that it lies in".to_owned()
                    } else {
                        let cause = error.io_error().map(io_cause);
                        format!(
                            "cannot be read: {}",
                            cause.unwrap_or_else(|| error.to_string())
                        )
                    };
                    self.fail(&path, cause);
                }
            }
        }
    }

    /// True for what lies in the folder that is not read.
    fn is_left_out(&self, path: &Path) -> bool {
        self.leave_out
            .as_ref()
            .is_some_and(|folder| fs::canonicalize(path).is_ok_and(|path| path.starts_with(folder)))
    }

    /// A file that a folder or a glob led to.
    fn add_found(&mut self, path: &Path, base: &Path, label: Option<&str>) {
        // A pipe or a socket in a folder would block the run; a link to nothing is told when it is opened.
        let special = fs::metadata(path).is_ok_and(|metadata| !metadata.is_file());
        if special || Format::of(path).is_none() {
            self.passed_over += 1;
            let suffix = path.extension().map_or(String::new(), |suffix| {
                format!(".{}", suffix.to_string_lossy().to_lowercase())
            });
            *self.suffixes.entry(suffix).or_default() += 1;
            return;
        }
        let below: Vec<String> = path
            .strip_prefix(base)
            .unwrap_or(path)
            .components()
            .filter_map(|component| match component {
                Component::Normal(name) => Some(shown(name)),
                _ => None,
            })
            .collect();
        let below = below.join("/");
        let id = match label {
            Some(label) if !label.is_empty() => format!("{label}/{below}"),
            _ => below,
        };
        self.add_file(path, id);
    }

    fn add_file(&mut self, path: &Path, id: String) {
        let Some((format, compression)) = Format::of(path) else {
            return;
        };
        let size = fs::metadata(path).map_or(0, |metadata| metadata.len());
        let source = shown(path.as_os_str());
        self.entries.push(Entry::File(File {
            path: path.to_owned(),
            source,
            id,
            format,
            compression,
            size,
        }));
    }

    fn fail(&mut self, path: &Path, error: String) {
        let source = shown(path.as_os_str());
        self.entries.push(Entry::Failed(ReadError {
            id: None,
            source,
            line: None,
            error,
        }));
    }

    /// Of two files with one id (an input given twice) the second is an error.
    fn refuse_duplicates(&mut self) {
        let mut first: HashMap<&str, &str> = HashMap::new();
        let mut refused = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            let (id, source) = match entry {
                Entry::File(file) => (file.id.as_str(), file.source.as_str()),
                Entry::Stdin => ("-", "-"),
                Entry::Failed(_) | Entry::End { .. } => continue,
            };
            if let Some(earlier) = first.get(id) {
                let error = format!(
                    "duplicate id `{id}`: {earlier} has it already; is an input given twice?"
                );
                refused.push((
                    index,
                    ReadError {
                        id: None,
                        source: source.to_owned(),
                        line: None,
                        error,
                    },
                ));
            } else {
                first.insert(id, source);
            }
        }
        for (index, error) in refused {
            self.entries[index] = Entry::Failed(error);
        }
    }

    /// True where the run reads one file of records, whose own ids are then unique enough.
    pub fn one_file_of_records(&self) -> bool {
        let records = self.entries.iter().filter(|entry| match entry {
            Entry::File(file) => file.format.is_records(),
            Entry::Stdin => true,
            Entry::Failed(_) | Entry::End { .. } => false,
        });
        records.count() == 1
    }
}

/// What one input turned out to be.
enum Root {
    Stdin,
    File(PathBuf),
    Folder(PathBuf),
    Glob {
        base: PathBuf,
        matches: BTreeSet<PathBuf>,
        errors: Vec<ReadError>,
    },
    Failed(ReadError),
}

impl Root {
    fn of(input: &OsStr) -> Root {
        if input == "-" {
            return Root::Stdin;
        }
        let failed = |error: String| {
            Root::Failed(ReadError {
                id: None,
                source: shown(input),
                line: None,
                error,
            })
        };
        let path = Path::new(input);
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => Root::Folder(path.to_owned()),
            Ok(_) => Root::File(path.to_owned()),
            // A name that exists is taken as it is, also with brackets in it.
            Err(_) if input.to_string_lossy().contains(['*', '?', '[']) => {
                let base = glob_base(path);
                let (matches, errors) = match glob_matches(path, &base) {
                    Ok(found) => found,
                    Err(error) => return failed(format!("not a valid pattern: {error}")),
                };
                if matches.is_empty() && errors.is_empty() {
                    return failed("no file matches this pattern".to_owned());
                }
                Root::Glob {
                    base,
                    matches,
                    errors,
                }
            }
            Err(error) => failed(match error.kind() {
                std::io::ErrorKind::NotFound => "no such file or folder".to_owned(),
                _ => format!("cannot be read: {}", io_cause(&error)),
            }),
        }
    }

    /// The path whose own name marks this input among several.
    fn place(&self) -> Option<&Path> {
        match self {
            Root::File(path) | Root::Folder(path) => Some(path),
            Root::Glob { base, .. } => Some(base),
            Root::Stdin | Root::Failed(_) => None,
        }
    }
}

/// What a pattern matches, and what could not be looked into. The glob crate's own walk panics where a name is not UTF-8; here
/// such a name is matched as it is shown.
fn glob_matches(
    pattern: &Path,
    base: &Path,
) -> Result<(BTreeSet<PathBuf>, Vec<ReadError>), glob::PatternError> {
    let options = glob::MatchOptions {
        require_literal_separator: true,
        require_literal_leading_dot: true,
        ..Default::default()
    };
    // Without what a path may say twice, as the walk gives it.
    let pattern: PathBuf = pattern.components().collect();
    let compiled = glob::Pattern::new(&pattern.to_string_lossy())?;
    let here = base.as_os_str().is_empty();
    let mut walk = WalkDir::new(if here { Path::new(".") } else { base })
        .follow_links(true)
        .min_depth(1);
    let below = pattern.strip_prefix(base).unwrap_or(&pattern);
    if !below.components().any(|part| part.as_os_str() == "**") {
        walk = walk.max_depth(below.components().count());
    }
    let (mut matches, mut errors) = (BTreeSet::new(), Vec::new());
    for entry in walk {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                let path = if here {
                    path.strip_prefix(".").unwrap_or(path)
                } else {
                    path
                };
                if compiled.matches_with(&path.to_string_lossy(), options) {
                    matches.insert(path.to_owned());
                }
            }
            Err(error) => {
                let path = error.path().unwrap_or(base);
                // A link to nothing, or to a folder above, is no match that could be read.
                if let Some(cause) = error.io_error()
                    && cause.kind() != std::io::ErrorKind::NotFound
                {
                    errors.push(ReadError {
                        id: None,
                        source: shown(path.as_os_str()),
                        line: None,
                        error: format!("cannot be read: {}", io_cause(cause)),
                    });
                }
            }
        }
    }
    Ok((matches, errors))
}

/// A name as a table and a message show it: bytes that are not UTF-8 as `\xE9`, so that two names stay two.
pub fn shown(name: &OsStr) -> String {
    let mut out = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        out += chunk.valid();
        for byte in chunk.invalid() {
            out += &format!("\\x{byte:02X}");
        }
    }
    out
}

/// Inputs as a message shows them.
pub fn shown_all<I: AsRef<OsStr>>(inputs: &[I]) -> String {
    let all: Vec<String> = inputs.iter().map(|input| shown(input.as_ref())).collect();
    all.join(" ")
}

/// The folder of a pattern: all before its first component with a wildcard.
fn glob_base(pattern: &Path) -> PathBuf {
    pattern
        .components()
        .take_while(|component| {
            !component
                .as_os_str()
                .to_string_lossy()
                .contains(['*', '?', '['])
        })
        .collect()
}

/// For several inputs, each one's own name; where two different places have one name, with as many parents before it
/// as tell them apart. Nothing for a single input.
fn labels(roots: &[Root]) -> Vec<Option<String>> {
    if roots.len() < 2 {
        return vec![None; roots.len()];
    }
    let places: Vec<Option<PathBuf>> = roots
        .iter()
        .map(|root| root.place().map(full_path))
        .collect();
    let mut depth: HashMap<&Path, usize> = places
        .iter()
        .flatten()
        .map(|place| (place.as_path(), 1))
        .collect();
    loop {
        let mut named: HashMap<String, Vec<&Path>> = HashMap::new();
        for (place, depth) in &depth {
            named
                .entry(last_components(place, *depth))
                .or_default()
                .push(place);
        }
        let mut settled = true;
        for same in named.into_values().filter(|same| same.len() > 1) {
            for place in same {
                let components = place.components().count();
                if let Some(depth) = depth.get_mut(place).filter(|depth| **depth < components) {
                    *depth += 1;
                    settled = false;
                }
            }
        }
        if settled {
            break;
        }
    }
    places
        .iter()
        .map(|place| {
            place
                .as_deref()
                .map(|place| last_components(place, depth[place]))
        })
        .collect()
}

/// Without links; also for a folder that is still to be made. `None` where its parent does not exist: then it holds
/// nothing either.
fn real_path(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok().or_else(|| {
        let parent = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        let parent = fs::canonicalize(parent.unwrap_or(Path::new("."))).ok()?;
        Some(parent.join(path.file_name()?))
    })
}

/// With all its components, so that `.` has a name and two spellings of one place are one.
fn full_path(path: &Path) -> PathBuf {
    let named = path.file_name().is_some();
    let full = if named {
        std::path::absolute(path)
    } else {
        fs::canonicalize(path)
    };
    full.unwrap_or_else(|_| match std::env::current_dir() {
        Ok(folder) => folder.join(path),
        Err(_) => path.to_owned(),
    })
}

fn last_components(path: &Path, depth: usize) -> String {
    let names: Vec<String> = path
        .components()
        .filter_map(|component| match component {
            Component::Normal(name) => Some(shown(name)),
            _ => None,
        })
        .collect();
    names[names.len().saturating_sub(depth)..].join("/")
}

/// The cause without the operating system's number.
pub fn io_cause(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            match text.find(" (os error") {
                Some(end) => text[..end].to_lowercase(),
                None => text,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, name: &str) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "words").unwrap();
    }

    fn ids(inputs: &[String]) -> Vec<String> {
        let plan = Plan::new(inputs, None);
        let id = |entry: &Entry| match entry {
            Entry::File(file) => file.id.clone(),
            Entry::Stdin => "<stdin>".to_owned(),
            Entry::Failed(error) => format!("! {}", error.error),
            Entry::End { .. } => String::new(),
        };
        plan.entries
            .iter()
            .map(id)
            .filter(|id| !id.is_empty())
            .collect()
    }

    fn input(folder: &Path, below: &str) -> String {
        folder.join(below).to_string_lossy().into_owned()
    }

    #[test]
    fn suffixes() {
        let of = |name: &str| Format::of(Path::new(name));
        assert_eq!(of("a.txt"), Some((Format::Plain, Compression::None)));
        assert_eq!(of("A.HTM.GZ"), Some((Format::Html, Compression::Gzip)));
        assert_eq!(
            of("x/a.b.ndjson.zst"),
            Some((Format::JsonLines, Compression::Zstd))
        );
        assert_eq!(of("a.tsv"), Some((Format::Tsv, Compression::None)));
        assert_eq!(of("a.warc.gz"), Some((Format::Warc, Compression::Gzip)));
        for other in ["a", "txt", "a.png", "a.tar.gz", "a.gz", "a.txt.bz2", ".."] {
            assert_eq!(of(other), None, "{other}");
        }
    }

    #[test]
    fn a_folder_is_walked_in_sorted_order() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "b.txt",
            "a/z.md",
            "a/b/c.html.gz",
            "a.txt",
            ".hidden.txt",
            ".git/a.txt",
            "x.png",
            "c",
        ] {
            write(folder.path(), name);
        }
        let inputs = [input(folder.path(), "")];
        assert_eq!(ids(&inputs), ["a/b/c.html.gz", "a/z.md", "a.txt", "b.txt"]);
        assert_eq!(Plan::new(&inputs, None).passed_over, 2);
    }

    #[test]
    fn several_inputs_bear_their_own_names() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "2019/news/a.txt",
            "2020/news/a.txt",
            "sport/b.txt",
            "one.txt",
        ] {
            write(folder.path(), name);
        }
        let at = |below: &str| input(folder.path(), below);
        assert_eq!(
            ids(&[at("sport"), at("one.txt")]),
            ["sport/b.txt", "one.txt"]
        );
        assert_eq!(
            ids(&[at("sport/"), "-".to_owned()]),
            ["sport/b.txt", "<stdin>"]
        );
        assert_eq!(
            ids(&[at("2019/news"), at("2020/news"), at("sport")]),
            ["2019/news/a.txt", "2020/news/a.txt", "sport/b.txt"]
        );
        assert_eq!(
            ids(&[at("2019/news/a.txt"), at("2020/news/a.txt")]),
            [
                "2019/../news/a.txt".replace("../", ""),
                "2020/news/a.txt".to_owned()
            ]
        );
        assert_eq!(ids(&[at("one.txt")]), ["one.txt"]);
        let twice = ids(&[at("sport"), at("sport")]);
        assert_eq!(twice[0], "sport/b.txt");
        assert!(twice[1].starts_with("! duplicate id"), "{twice:?}");
    }

    #[test]
    fn globs() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "n/1/a.txt",
            "n/2/b.txt",
            "n/2/c.html",
            "n/2/.d.txt",
            "n/x.png",
            "odd[1].txt",
        ] {
            write(folder.path(), name);
        }
        let at = |below: &str| input(folder.path(), below);
        assert_eq!(ids(&[at("n/*/*.txt")]), ["1/a.txt", "2/b.txt"]);
        assert_eq!(ids(&[at("n/*")]), ["1/a.txt", "2/b.txt", "2/c.html"]);
        assert_eq!(ids(&[at("n/**")]), ["1/a.txt", "2/b.txt", "2/c.html"]);
        assert_eq!(
            ids(&[at("n/**/*.txt"), at("n/2/c.html")]),
            ["n/1/a.txt", "n/2/b.txt", "c.html"]
        );
        assert_eq!(ids(&[at("odd[1].txt")]), ["odd[1].txt"]);
        assert_eq!(Plan::new(&[at("n/*")], None).passed_over, 1);
        assert!(ids(&[at("none*.txt")])[0].contains("no file matches"));
        assert!(ids(&[at("a[.txt")])[0].contains("not a valid pattern"));
    }

    #[test]
    fn what_cannot_be_read_is_told_and_the_rest_stays() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.txt", "b.png"] {
            write(folder.path(), name);
        }
        let at = |below: &str| input(folder.path(), below);
        let ids = ids(&[at("missing"), at("b.png"), at("a.txt")]);
        assert!(ids[0].contains("no such file or folder"));
        assert!(ids[1].contains(".ndjson"), "{ids:?}");
        assert_eq!(ids[2], "a.txt");
    }

    #[test]
    fn the_output_is_no_input() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "a.txt",
            "out/documents.csv",
            "out/.state/x.csv",
            "n/out/b.txt",
        ] {
            write(folder.path(), name);
        }
        let count = |input: &str, leave_out: &str| {
            let leave_out = folder.path().join(leave_out);
            Plan::new(
                &[folder.path().join(input).to_string_lossy().into_owned()],
                Some(&leave_out),
            )
            .entries
            .iter()
            .filter(|entry| matches!(entry, Entry::File(_)))
            .count()
        };
        assert_eq!(count("", "out"), 2);
        assert_eq!(count("", "n/../out/"), 2);
        assert_eq!(count("", "to/be/made"), 3);
        assert_eq!(count("**/*.csv", "to_be_made"), 1);
        assert_eq!(count("**/*", "out"), 2);
        assert_eq!(count("out/*.csv", "out"), 0);
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf_8_stay_apart() {
        use std::os::unix::ffi::OsStrExt;

        let folder = tempfile::tempdir().unwrap();
        let names = [&b"caf\xe8.txt"[..], b"caf\xe9.txt"].map(OsStr::from_bytes);
        for name in names {
            fs::write(folder.path().join(name), "words").unwrap();
        }
        let wanted = ["caf\\xE8.txt", "caf\\xE9.txt"];
        assert_eq!(ids(&[input(folder.path(), "")]), wanted);
        assert_eq!(ids(&[input(folder.path(), "*.txt")]), wanted);
        let plan = Plan::new(&names.map(|name| folder.path().join(name)), None);
        let files = plan.entries.iter().filter(|e| matches!(e, Entry::File(_)));
        assert_eq!(files.count(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_loops_told() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "in/a.txt");
        write(folder.path(), "out/b.txt");
        std::os::unix::fs::symlink(folder.path().join("out"), folder.path().join("in/link"))
            .unwrap();
        std::os::unix::fs::symlink(folder.path().join("in"), folder.path().join("in/loop"))
            .unwrap();
        std::os::unix::fs::symlink(folder.path().join("gone"), folder.path().join("in/n.txt"))
            .unwrap();
        let ids = ids(&[input(folder.path(), "in")]);
        assert_eq!(ids[0..2], ["a.txt", "link/b.txt"]);
        assert!(
            ids[2].contains("a link to a folder that it lies in"),
            "{ids:?}"
        );
        assert!(ids[3].contains("cannot be read"), "{ids:?}");
        assert_eq!(ids.len(), 4);
    }
}
