//! What each rule must find and must not: every line of `tests/cases/*.tsv` is a test.
//!
//! A line is `what it shows TAB text TAB expectation`; a file's head says what its expectations mean. A line `#: KEY VALUE`
//! holds for the lines below it: `asks` (what is asked of the text), `match` (`all`: the expectation is everything that is
//! found, in order; `some`: each of it is found; `none`: nothing of it is), `published` (a date, or `-`), `types` (the types of
//! values that are looked at, or `all`). Other lines with `#` are comments.
//!
//! In a text `[PER Anna Hill]` is a name as the model found it, `[LOC:0.2,0,0.8,0 Derby]` one with the scores of the four types;
//! `\n` is a line's end, `\[` a bracket.
//!
//! `cargo test --test cases WORDS` runs the cases whose name holds WORDS.

use std::collections::BTreeSet;
use std::path::Path;

use gleaner::cli::{
    Resolution, find_quotations, find_statements, find_values, resolve, split_sentences,
    value_kinds,
};
use gleaner::{Document, EntityType, Mention, MentionKind, Sentence, Span};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> std::process::ExitCode {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("tests/cases can be read")
        .map(|entry| entry.expect("tests/cases can be read").path())
        .filter(|path| path.extension().is_some_and(|e| e == "tsv"))
        // Rules over names are tried one by one, in src/names/rules.
        .filter(|path| !path.ends_with("names.tsv"))
        .collect();
    files.sort();
    let mut cases = Vec::new();
    let mut tests = Vec::new();
    for path in &files {
        let (of_file, broken) = read(path);
        cases.extend(of_file);
        tests.extend(broken);
    }
    let of_values = cases.clone();
    tests.push(Trial::test("values::every kind has a case", move || {
        Ok(every_kind_has_a_case(&of_values)?)
    }));
    tests.extend(cases.into_iter().map(|case| {
        let name = format!("{}::{}: {}", case.file, case.shows, case.marked);
        Trial::test(name, move || Ok(case.judge()?))
    }));
    libtest_mimic::run(&arguments, tests).exit_code()
}

/// A line of a file.
#[derive(Clone)]
struct Case {
    file: String,
    shows: String,
    setting: Setting,
    /// The text with its marks.
    marked: String,
    expected: String,
}

/// What is asked of a text.
#[derive(Clone, Copy)]
enum Asks {
    /// `text=value` of each value.
    Values,
    /// `mention=entity` of each pronoun and noun phrase that is resolved.
    Meanings,
    /// The name of each entity.
    Entities,
    /// `entity=number` of its mentions.
    Counts,
    /// The speaker of each quotation.
    Speakers,
    /// `content | cue | source | kind` of each statement.
    Statements,
}

/// How an expectation is compared with what is found.
#[derive(Clone, Copy)]
enum Match {
    All,
    Some,
    None,
}

/// What holds for the lines of a file from some line on.
#[derive(Clone)]
struct Setting {
    asks: Option<Asks>,
    matched: Match,
    published: Option<String>,
    /// All where empty.
    types: Vec<EntityType>,
}

impl Setting {
    /// Takes up a line `KEY VALUE`.
    fn set(&mut self, line: &str) -> Result<(), String> {
        let (key, value) = line.split_once(' ').ok_or("a setting is `#: KEY VALUE`")?;
        match (key, value) {
            ("asks", "values") => self.asks = Some(Asks::Values),
            ("asks", "meanings") => self.asks = Some(Asks::Meanings),
            ("asks", "entities") => self.asks = Some(Asks::Entities),
            ("asks", "counts") => self.asks = Some(Asks::Counts),
            ("asks", "speakers") => self.asks = Some(Asks::Speakers),
            ("asks", "statements") => self.asks = Some(Asks::Statements),
            ("match", "all") => self.matched = Match::All,
            ("match", "some") => self.matched = Match::Some,
            ("match", "none") => self.matched = Match::None,
            ("published", "-") => self.published = None,
            ("published", date) => self.published = Some(date.to_string()),
            ("types", "all") => self.types.clear(),
            ("types", names) => {
                self.types = names
                    .split(' ')
                    .map(entity_type)
                    .collect::<Result<_, _>>()?;
            }
            _ => return Err(format!("no setting is `{line}`")),
        }
        Ok(())
    }
}

fn entity_type(name: &str) -> Result<EntityType, String> {
    EntityType::ALL
        .into_iter()
        .find(|t| t.as_str() == name)
        .ok_or_else(|| format!("no type is `{name}`"))
}

/// The cases of a file, and a test that fails for each line that is none.
fn read(path: &Path) -> (Vec<Case>, Vec<Trial>) {
    let file = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let content = std::fs::read_to_string(path).expect("a file of cases can be read");
    let mut setting = Setting {
        asks: None,
        matched: Match::All,
        published: None,
        types: Vec::new(),
    };
    let (mut cases, mut tests) = (Vec::new(), Vec::new());
    for (index, line) in content.lines().enumerate() {
        let mut broken = |why: String| {
            let name = format!("{file}::line {}", index + 1);
            tests.push(Trial::test(name, move || Err(Failed::from(why))));
        };
        if let Some(of) = line.strip_prefix("#: ") {
            if let Err(why) = setting.set(of) {
                broken(why);
            }
        } else if !line.starts_with('#') && !line.is_empty() {
            match line.split('\t').collect::<Vec<_>>()[..] {
                [shows, marked, expected] => cases.push(Case {
                    file: file.clone(),
                    shows: shows.to_string(),
                    setting: setting.clone(),
                    marked: marked.to_string(),
                    expected: expected.to_string(),
                }),
                _ => broken("a case is `what it shows TAB text TAB expectation`".to_string()),
            }
        }
    }
    (cases, tests)
}

impl Case {
    /// Says how what is found differs from what is expected.
    fn judge(&self) -> Result<(), String> {
        let setting = &self.setting;
        let found = find(setting, &self.text()?)?;
        let expected: Vec<&str> = self
            .expected
            .split("; ")
            .filter(|e| !e.is_empty())
            .collect();
        // An expectation without `=` is about the part before it.
        let has = |e: &&str| {
            let part = |f: &str| f.split('=').next() == Some(e);
            found.iter().any(|f| f == e || part(f))
        };
        let holds = match setting.matched {
            Match::All => found == expected,
            Match::Some => expected.iter().all(has),
            Match::None => !expected.iter().any(has),
        };
        if holds {
            return Ok(());
        }
        let what = match setting.matched {
            Match::All => "expected",
            Match::Some => "among it",
            Match::None => "not",
        };
        Err(format!(
            "found    {}\n{what:<8} {}",
            found.join("; "),
            expected.join("; ")
        ))
    }

    fn text(&self) -> Result<Text, String> {
        Text::read(&self.marked, self.setting.published.as_deref())
    }
}

/// Says which kinds of values no case shows.
fn every_kind_has_a_case(cases: &[Case]) -> Result<(), String> {
    let mut missing: BTreeSet<&str> = value_kinds().collect();
    for case in cases
        .iter()
        .filter(|c| matches!(c.setting.asks, Some(Asks::Values)))
    {
        for value in case.text()?.values() {
            missing.remove(value.rule.map_or("", |rule| rule.0));
        }
    }
    if missing.is_empty() {
        Ok(())
    } else {
        let missing: Vec<_> = missing.into_iter().collect();
        Err(format!("no case shows {}", missing.join(", ")))
    }
}

/// A text with its names.
struct Text {
    document: Document,
    sentences: Vec<Sentence>,
    names: Vec<Mention>,
}

impl Text {
    /// Reads the marks of a text.
    fn read(marked: &str, published: Option<&str>) -> Result<Self, String> {
        let mut plain = String::new();
        let mut names = Vec::new();
        let mut rest = marked;
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            match c {
                '\\' => {
                    let escaped = rest.chars().next().ok_or("a text ends with \\")?;
                    plain.push(if escaped == 'n' { '\n' } else { escaped });
                    rest = &rest[escaped.len_utf8()..];
                }
                '[' => {
                    let (inside, after) = rest.split_once(']').ok_or("a name is not closed")?;
                    let (label, name) = inside.split_once(' ').ok_or("a name has no type")?;
                    let start = plain.len();
                    plain.push_str(name);
                    names.push((Span::new(start, plain.len()), label));
                    rest = after;
                }
                c => plain.push(c),
            }
        }
        let mut document = Document::plain("case", &plain);
        document.published = published
            .map(|date| date.parse().map_err(|_| format!("`{date}` is no date")))
            .transpose()?;
        let sentences = split_sentences(&document);
        let names = names
            .into_iter()
            .map(|(span, label)| {
                let (label, scores) = label.split_once(':').unwrap_or((label, "0,0,0,0"));
                let scores: Vec<f32> = scores
                    .split(',')
                    .map(|s| s.parse().map_err(|_| format!("`{s}` is no score")))
                    .collect::<Result<_, _>>()?;
                let sentence = sentences.iter().position(|s| s.span.contains(span));
                Ok(Mention {
                    sentence: sentence.ok_or("a name stands in no sentence")?,
                    span,
                    entity_type: entity_type(label)?,
                    kind: MentionKind::Name,
                    value: None,
                    score: 1.0,
                    type_scores: scores.try_into().map_err(|_| "a name has four scores")?,
                    rule: None,
                })
            })
            .collect::<Result<_, String>>()?;
        Ok(Text {
            document,
            sentences,
            names,
        })
    }

    fn values(&self) -> Vec<Mention> {
        find_values(&self.document, &self.sentences, &self.names, None)
    }

    fn statements(&self) -> Vec<String> {
        let text = &self.document.text;
        let quotations = find_quotations(&self.document, &self.sentences);
        let entity_of: Vec<usize> = (0..self.names.len()).collect();
        let (sentences, names) = (&self.sentences, &self.names);
        find_statements(&self.document, sentences, names, &entity_of, &quotations)
            .iter()
            .map(|s| {
                let source = s.source.map_or("", |source| source.of(text));
                let (said, cue, kind) = (s.text(&self.document), s.cue.of(text), s.kind.as_str());
                format!("{said} | {cue} | {source} | {kind}")
            })
            .collect()
    }

    fn resolve(&self) -> Resolution {
        let quotations = find_quotations(&self.document, &self.sentences);
        resolve(
            &self.document,
            &self.sentences,
            &self.names,
            &[],
            quotations,
        )
    }
}

/// What is found in a case of what is asked, as an expectation is written.
fn find(setting: &Setting, case: &Text) -> Result<Vec<String>, String> {
    let text = &case.document.text;
    let resolution = || case.resolve();
    Ok(
        match setting.asks.ok_or("the file does not say what it asks")? {
            Asks::Values => case
                .values()
                .iter()
                .filter(|m| setting.types.is_empty() || setting.types.contains(&m.entity_type))
                .map(|m| format!("{}={}", m.span.of(text), m.value.as_deref().unwrap_or("")))
                .collect(),
            Asks::Meanings => {
                let resolution = resolution();
                let entity_of = resolution.entity_of();
                let mentions = resolution.mentions.iter().zip(entity_of);
                mentions
                    .filter(|(m, _)| m.kind != MentionKind::Name)
                    .map(|(m, entity)| {
                        format!("{}={}", m.span.of(text), resolution.entities[entity].name)
                    })
                    .collect()
            }
            Asks::Entities => resolution().entities.into_iter().map(|e| e.name).collect(),
            Asks::Counts => resolution()
                .entities
                .iter()
                .map(|e| format!("{}={}", e.name, e.mentions.len()))
                .collect(),
            Asks::Statements => case.statements(),
            Asks::Speakers => {
                let resolution = resolution();
                let name = |entity: usize| resolution.entities[entity].name.clone();
                let quotations = resolution.quotations.iter();
                quotations
                    .map(|q| q.speaker.map_or("-".to_string(), name))
                    .collect()
            }
        },
    )
}
