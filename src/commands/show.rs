use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anstyle::{AnsiColor, Color, Style};
use anyhow::bail;
use clap::Args;

use super::printable;
use crate::output::read::{Row, Table};

/// Show a document of a finished run at the terminal: its text with the mentions, people, statements and relations
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gleaner show out
  gleaner show out courts/fraud-trial.txt")]
pub struct Show {
    /// The output folder of a finished run
    folder: PathBuf,
    /// The doc_id of the document; without it the documents are listed
    document: Option<String>,
}

/// The widest that a line gets.
const WIDTH: usize = 80;

impl Show {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        super::warn_of_version(&self.folder);
        let text = match &self.document {
            None => list(&self.folder)?,
            Some(id) => Shown::read(&self.folder, id)?.text(),
        };
        print(&text)
    }
}

/// Prints all documents of a folder, one below the other.
///
/// # Errors
/// A table that is missing or broken.
pub(super) fn all(folder: &std::path::Path) -> anyhow::Result<()> {
    let mut documents = Table::open(folder, "documents")?;
    let mut first = true;
    while let Some(row) = documents.next()? {
        let text = Shown::read(folder, row.get("doc_id"))?.text();
        if !std::mem::take(&mut first) {
            print("\n")?;
        }
        print(&text)?;
    }
    Ok(())
}

/// Prints text whose styles are dropped where nobody sees them: in a pipe, and where NO_COLOR says so.
fn print(text: &str) -> anyhow::Result<ExitCode> {
    let mut out = anstream::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever reads has seen enough.
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        done => Ok(done.map(|()| ExitCode::SUCCESS)?),
    }
}

/// The documents of a folder, a line each.
fn list(folder: &std::path::Path) -> anyhow::Result<String> {
    let mut table = Table::open(folder, "documents")?;
    let mut out = String::new();
    while let Some(row) = table.next()? {
        let day = match row.get("published") {
            "" => "no date",
            day => day,
        };
        let line = format!("{day:10}  {}  {}", row.get("doc_id"), row.get("title"));
        out.push_str(&printable(line.trim_end()));
        out.push('\n');
    }
    Ok(out)
}

/// A mention: code points of the text, and its type.
struct Marked {
    start: usize,
    end: usize,
    entity_type: String,
}

/// What the tables hold of one document.
#[derive(Default)]
struct Shown {
    head: Vec<String>,
    /// Sentences: where they start, their text, who speaks, the valence.
    sentences: Vec<(usize, usize, String, String, f32)>,
    mentions: Vec<(usize, Marked)>,
    /// Of each name type its title and lines.
    entities: Vec<(String, String)>,
    statements: Vec<String>,
    relations: Vec<String>,
}

impl Shown {
    /// Reads the rows of a document.
    ///
    /// # Errors
    /// A table that is missing or broken, and a document that the folder does not have.
    pub fn read(folder: &std::path::Path, id: &str) -> anyhow::Result<Self> {
        let mut shown = Shown::default();
        let mut documents = Table::open(folder, "documents")?;
        loop {
            let Some(row) = documents.next()? else {
                bail!(
                    "{}: no document has the id '{id}'; `gleaner show {0}` lists them",
                    folder.display()
                );
            };
            if row.get("doc_id") == id {
                let day = match row.get("published") {
                    "" => "no date",
                    day => day,
                };
                shown.head.push(id.to_string());
                if !row.get("title").is_empty() {
                    shown.head.push(row.get("title").to_string());
                }
                let by = [row.get("publisher"), row.get("authors")];
                let by = by
                    .iter()
                    .filter(|b| !b.is_empty())
                    .map(|b| format!(", {b}"));
                shown.head.push(format!(
                    "{day}{}, {} {}",
                    by.collect::<String>(),
                    row.get("sentiment"),
                    row.get("sentiment_score"),
                ));
                break;
            }
        }
        let number = |row: &Row, column: &str| row.get(column).parse::<usize>().unwrap_or(0);
        each(folder, "sentiment", id, |row| {
            shown.sentences.push((
                number(row, "sentence_id"),
                number(row, "start"),
                row.get("text").to_string(),
                row.get("speaker").to_string(),
                row.get("sentiment_score").parse().unwrap_or(0.0),
            ));
        })?;
        each(folder, "mentions", id, |row| {
            shown.mentions.push((
                number(row, "sentence_id"),
                Marked {
                    start: number(row, "start"),
                    end: number(row, "end"),
                    entity_type: row.get("type").to_string(),
                },
            ));
        })?;
        each(folder, "entities", id, |row| {
            let value = row.get("value");
            let role = row.get("role");
            let mut line = row.get("name").to_string();
            if !role.is_empty() {
                line += &format!(", {role}");
            }
            if value.is_empty() {
                line += &format!(
                    " ({}, {})",
                    times(number(row, "mentions")),
                    row.get("sentiment")
                );
            } else {
                line += &format!(" ({value})");
            }
            shown.entities.push((row.get("type").to_string(), line));
        })?;
        each(folder, "statements", id, |row| {
            let who = [row.get("speaker"), row.get("source"), "somebody"];
            let who = who
                .iter()
                .find(|w| !w.is_empty())
                .copied()
                .unwrap_or_default();
            shown
                .statements
                .push(format!("{who} {}: {}", row.get("cue"), row.get("text")));
        })?;
        each(folder, "relations", id, |row| {
            shown.relations.push(format!(
                "{} - {} -> {} ({})",
                row.get("subject"),
                row.get("relation"),
                row.get("object"),
                row.get("score"),
            ));
        })?;
        Ok(shown)
    }

    /// The document as it is shown, with styles.
    pub fn text(&self) -> String {
        let bold = Style::new().bold();
        let mut out = String::new();
        for (k, line) in self.head.iter().enumerate() {
            let style = if k + 1 < self.head.len() {
                bold
            } else {
                Style::new()
            };
            wrapped(
                &mut out,
                &format!("{style}{}{style:#}", printable(line)),
                "",
                "",
            );
        }
        out.push('\n');
        for (id, start, text, speaker, valence) in &self.sentences {
            let feeling = match valence {
                v if *v >= 0.25 => "+ ",
                v if *v <= -0.25 => "- ",
                _ => "  ",
            };
            let marks: Vec<&Marked> = self
                .mentions
                .iter()
                .filter(|(s, _)| s == id)
                .map(|(_, m)| m)
                .collect();
            let said = match speaker.as_str() {
                "" => String::new(),
                who => format!(" [{}]", printable(who)),
            };
            wrapped(
                &mut out,
                &(styled(text, *start, &marks) + &said),
                feeling,
                "  ",
            );
        }
        for (title, types) in [
            ("People", &["PER"][..]),
            ("Organisations", &["ORG"]),
            ("Places", &["LOC"]),
            ("Other names", &["MISC"]),
            (
                "Values",
                &[
                    "DATE", "TIME", "DURATION", "AGE", "MONEY", "PERCENT", "QUANTITY",
                ],
            ),
        ] {
            let lines = self
                .entities
                .iter()
                .filter(|(t, _)| types.contains(&t.as_str()));
            section(&mut out, title, lines.map(|(_, line)| line.as_str()));
        }
        section(
            &mut out,
            "Statements",
            self.statements.iter().map(String::as_str),
        );
        section(
            &mut out,
            "Relations",
            self.relations.iter().map(String::as_str),
        );
        out
    }
}

fn times(n: usize) -> String {
    if n == 1 {
        "once".into()
    } else {
        format!("{n} times")
    }
}

/// Calls `f` with the rows of one document in a table, if there is such a table.
fn each(
    folder: &std::path::Path,
    name: &str,
    id: &str,
    mut f: impl FnMut(&Row),
) -> anyhow::Result<()> {
    let Some(mut table) = Table::open_if_there(folder, name)? else {
        return Ok(());
    };
    while let Some(row) = table.next()? {
        if row.get("doc_id") == id {
            f(&row);
        }
    }
    Ok(())
}

fn section<'a>(out: &mut String, title: &str, lines: impl Iterator<Item = &'a str>) {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return;
    }
    let bold = Style::new().bold();
    out.push_str(&format!("\n{bold}{title}{bold:#}\n"));
    for line in lines {
        wrapped(out, &printable(line), "  ", "    ");
    }
}

fn wrapped(out: &mut String, text: &str, first: &str, rest: &str) {
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(first)
        .subsequent_indent(rest);
    out.push_str(&textwrap::fill(text, options));
    out.push('\n');
}

/// A sentence with its mentions in colours, the inner ones of those that hold others in theirs. `base` is where it starts.
fn styled(text: &str, base: usize, marks: &[&Marked]) -> String {
    let mut style_of: Vec<Option<Style>> = vec![None; text.chars().count()];
    let mut marks = marks.to_vec();
    marks.sort_by_key(|m| (m.start, std::cmp::Reverse(m.end)));
    for mark in marks {
        let from = mark.start.saturating_sub(base).min(style_of.len());
        let to = mark.end.saturating_sub(base).clamp(from, style_of.len());
        style_of[from..to].fill(Some(style(&mark.entity_type)));
    }
    let mut out = String::new();
    let mut now: Option<Style> = None;
    for (c, style) in text.chars().zip(style_of) {
        if style != now {
            if let Some(old) = now {
                out.push_str(&format!("{old:#}"));
            }
            if let Some(new) = style {
                out.push_str(&format!("{new}"));
            }
            now = style;
        }
        out.push_str(&printable(c.encode_utf8(&mut [0; 4])));
    }
    if let Some(old) = now {
        out.push_str(&format!("{old:#}"));
    }
    out
}

fn style(entity_type: &str) -> Style {
    let colour = match entity_type {
        "PER" => AnsiColor::Yellow,
        "ORG" => AnsiColor::Cyan,
        "LOC" => AnsiColor::Green,
        "MISC" => AnsiColor::Magenta,
        _ => return Style::new().underline(),
    };
    Style::new().bold().fg_color(Some(Color::Ansi(colour)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mention_is_styled_by_code_points() {
        let mark = Marked {
            start: 12,
            end: 15,
            entity_type: "PER".into(),
        };
        let text = styled("é Zoë ran", 10, &[&mark]);
        assert_eq!(anstream::adapter::strip_str(&text).to_string(), "é Zoë ran");
        assert!(text.contains("Zoë\u{1b}"), "{text:?}");
    }
}
