//! What news archives let their users download: LexisNexis, Nexis Uni, ProQuest and Factiva, several articles in one file.
//!
//! An export is told by its own marks, and only where they stand as the archive writes them: each article has its header, and
//! nothing but the export stands before the first. A text that merely quotes such a mark is left alone.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use scraper::{Html, Selector};

use super::Articles;
use super::date;
use super::record::{Record, RecordError};
use crate::document::{About, DateSource};

/// What stands behind a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Title,
    Authors,
    Publisher,
    Date,
    Section,
    Url,
    Text,
    Skip,
    End,
}

/// The labels of one archive's exports.
struct Labels(Vec<(&'static str, Role)>);

impl Labels {
    fn of(export: &str) -> Labels {
        let rows = include_str!("exports.tsv").lines().filter_map(|row| {
            let mut cells = row.split('\t');
            let (whose, label, role) = (cells.next()?, cells.next()?, cells.next()?);
            let role = match role {
                "title" => Role::Title,
                "authors" => Role::Authors,
                "publisher" => Role::Publisher,
                "date" => Role::Date,
                "section" => Role::Section,
                "url" => Role::Url,
                "text" => Role::Text,
                "skip" => Role::Skip,
                "end" => Role::End,
                _ => return None,
            };
            (whose == export).then_some((label, role))
        });
        let mut labels: Vec<_> = rows.collect();
        // `Publication title` is not `Publication` and more.
        labels.sort_by_key(|(label, _)| std::cmp::Reverse(label.len()));
        Labels(labels)
    }

    /// The label that a line begins with, and what stands behind it. `mark` is what must follow a label.
    fn at<'a>(
        &self,
        line: &'a str,
        mark: impl Fn(&'a str) -> Option<&'a str>,
    ) -> Option<(Role, &'a str)> {
        self.0.iter().find_map(|(label, role)| {
            let rest = line.strip_prefix(label)?;
            Some((*role, mark(rest)?.trim()))
        })
    }
}

/// A label and its colon.
fn colon(rest: &str) -> Option<&str> {
    rest.strip_prefix(':')
}

/// An article as its parts were found.
#[derive(Debug, Default)]
struct Draft {
    cells: BTreeMap<Role, String>,
    text: String,
}

impl Draft {
    fn set(&mut self, role: Role, value: &str) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() {
            self.cells.entry(role).or_insert(value);
        }
    }

    /// More of a value that runs over lines.
    fn extend(&mut self, role: Role, value: &str) {
        let cell = self.cells.entry(role).or_default();
        if !cell.is_empty() {
            cell.push(' ');
        }
        cell.push_str(value.trim());
    }

    fn record(mut self) -> Result<Record, RecordError> {
        let mut take = |role: Role| self.cells.remove(&role).filter(|cell| !cell.is_empty());
        Ok(Record {
            title: take(Role::Title),
            dates: take(Role::Date).into_iter().collect(),
            dated_by: Some(DateSource::Export),
            about: About {
                url: take(Role::Url),
                authors: take(Role::Authors).map(|by| without_by(&by).to_owned()),
                publisher: take(Role::Publisher),
                section: take(Role::Section),
                ..About::default()
            },
            text: trim_lines(&self.text),
            ..Record::default()
        })
    }
}

/// A byline without the word that opens it.
fn without_by(byline: &str) -> &str {
    byline
        .get(..3)
        .filter(|head| head.eq_ignore_ascii_case("by "))
        .map_or(byline, |_| byline[3..].trim())
}

/// Without the empty lines at both ends.
fn trim_lines(text: &str) -> String {
    let text = text.trim_end();
    let start = text
        .char_indices()
        .take_while(|(_, c)| c.is_whitespace())
        .filter(|(_, c)| *c == '\n')
        .last()
        .map_or(0, |(at, _)| at + 1);
    text[start..].to_owned()
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a regex of this file")
}

/// The articles of an export in plain text; `None` where the text is no export.
pub(super) fn text(text: &str) -> Option<Articles> {
    // The marks of all four; hardly any other text has one.
    let marked = [" DOCUMENT", "End of Document", "ProQuest ", "Document "]
        .iter()
        .any(|mark| text.contains(mark));
    if !marked {
        return None;
    }
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{c}'], "\n");
    lexisnexis(&text)
        .or_else(|| nexis_uni(&text))
        .or_else(|| proquest(&text))
        .or_else(|| factiva_fields(&text))
        .or_else(|| factiva_shown(&text))
}

fn articles(kind: &'static str, drafts: Vec<Draft>) -> Articles {
    if drafts.len() == 1 {
        let record = drafts.into_iter().next().map(Draft::record);
        return Articles::single(
            kind,
            record
                .unwrap_or_else(|| Ok(Record::default()))
                .map_err(|error| error.error),
        );
    }
    Articles::several(kind, drafts.into_iter().map(Draft::record).collect())
}

/// True where a stretch holds running text: no article stands before an export's first mark.
fn has_prose(text: &str) -> bool {
    text.split("\n\n")
        .any(|block| block.split_whitespace().count() > 60)
}

fn is_copyright(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("Copyright ") || line.starts_with("(c) ") || line.starts_with('©')
}

/// `1 of 25 DOCUMENTS`, then publication, date, headline, labels, text, labels.
fn lexisnexis(text: &str) -> Option<Articles> {
    static MARK: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?m)^[ \t]*(\d{1,6}) of (\d{1,6}) DOCUMENTS?[ \t]*$"));
    static LABELS: LazyLock<Labels> = LazyLock::new(|| Labels::of("lexisnexis"));
    let marks: Vec<regex::Match> = MARK.find_iter(text).collect();
    let first = marks.first()?;
    if has_prose(&text[..first.start()]) {
        return None;
    }
    let ends = marks[1..]
        .iter()
        .map(regex::Match::start)
        .chain([text.len()]);
    let mut drafts = Vec::new();
    for (mark, end) in marks.iter().zip(ends) {
        let block = &text[mark.end()..end];
        let labels = block
            .lines()
            .filter(|line| LABELS.at(line, colon).is_some())
            .count();
        // A mark that an article quotes has no header behind it.
        if labels < 2 {
            return None;
        }
        drafts.push(lexisnexis_article(block, &LABELS));
    }
    Some(articles("LexisNexis export", drafts))
}

fn lexisnexis_article(block: &str, labels: &Labels) -> Draft {
    #[derive(PartialEq)]
    enum At {
        Head,
        Label(Role),
        Body,
    }
    let mut draft = Draft::default();
    let mut at = At::Head;
    let mut headline: Vec<&str> = Vec::new();
    for line in block.lines() {
        let trimmed = line.trim();
        match labels.at(line, colon) {
            Some((Role::End, _)) if !draft.text.trim().is_empty() => break,
            Some((Role::End, _)) => continue,
            Some((Role::Text, rest)) => {
                at = At::Body;
                draft.text.push_str(rest);
                continue;
            }
            Some((role, rest)) if draft.text.trim().is_empty() => {
                draft.set(role, rest);
                at = At::Label(role);
                continue;
            }
            _ => {}
        }
        match at {
            At::Head if trimmed.is_empty() || is_copyright(trimmed) => {}
            At::Head => {
                let dated = draft.cells.contains_key(&Role::Date);
                let centred = line.len() - line.trim_start().len() >= 8;
                if !dated && date::parse(trimmed).is_some() {
                    draft.set(Role::Date, trimmed);
                } else if !dated {
                    // What stands between is an edition, or the rights that are reserved.
                    draft.set(Role::Publisher, trimmed);
                } else if !centred {
                    headline.push(trimmed);
                }
            }
            At::Label(role) if !trimmed.is_empty() => {
                if role != Role::Skip {
                    draft.extend(role, trimmed);
                }
            }
            // An empty line ends a label; what follows is text unless another comes.
            At::Label(_) => at = At::Body,
            At::Body => {
                if is_copyright(trimmed) && line.starts_with("        ") {
                    break;
                }
                draft.text.push_str(line);
                draft.text.push('\n');
            }
        }
    }
    draft.set(Role::Title, &headline.join(" "));
    draft
}

/// An article ends with `End of Document`; its text stands behind the line `Body`.
fn nexis_uni(text: &str) -> Option<Articles> {
    static LABELS: LazyLock<Labels> = LazyLock::new(|| Labels::of("nexisuni"));
    const END: &str = "End of Document";
    let mut blocks: Vec<Vec<&str>> = vec![Vec::new()];
    let mut ends = 0;
    for line in text.lines().map(str::trim) {
        if line == END {
            ends += 1;
            blocks.push(Vec::new());
        } else if let Some(block) = blocks.last_mut() {
            block.push(line);
        }
    }
    let rest = blocks.pop()?;
    if ends == 0 || has_prose(&rest.join("\n")) {
        return None;
    }
    let drafts: Option<Vec<Draft>> = blocks
        .iter()
        .map(|block| {
            let body = block.iter().position(|line| *line == "Body")?;
            let head = &block[..body];
            let dated = head.iter().position(|line| date::parse(line).is_some())?;
            let labelled = |line: &&&str| LABELS.at(line, colon).is_some();
            if block.iter().filter(labelled).count() == 0 {
                return None;
            }
            let mut draft = Draft::default();
            let mut above = head[..dated].iter().rev().filter(|line| !line.is_empty());
            draft.set(Role::Publisher, above.next().unwrap_or(&""));
            draft.set(Role::Title, above.next().unwrap_or(&""));
            draft.set(Role::Date, head[dated]);
            for line in &head[dated..] {
                if let Some((role, value)) = LABELS.at(line, colon) {
                    draft.set(role, value);
                }
            }
            let ends = |line: &str| {
                LABELS.0.iter().any(|(label, role)| {
                    *role == Role::End && (line == *label || is_label(line, label))
                })
            };
            for line in block[body + 1..].iter().take_while(|line| !ends(line)) {
                draft.text.push_str(line);
                draft.text.push('\n');
            }
            Some(draft)
        })
        .collect();
    Some(articles("Nexis Uni export", drafts?))
}

/// The line is the label, its colon, and one value.
fn is_label(line: &str, label: &str) -> bool {
    line.strip_prefix(label).and_then(colon).is_some()
}

/// Articles between lines of underscores, all parts labelled.
fn proquest(text: &str) -> Option<Articles> {
    static RULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^_{10,}[ \t]*$"));
    static LABELS: LazyLock<Labels> = LazyLock::new(|| Labels::of("proquest"));
    static INFO_DATE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})\D{0,3}$")
    });
    let blocks: Vec<&str> = RULE.split(text).collect();
    if blocks.len() < 2 || has_prose(blocks[0]) {
        return None;
    }
    let is_article = |block: &str| {
        let has = |label: &str| block.lines().any(|line| is_label(line.trim(), label));
        (has("ProQuest document ID") || has("ProQuest Document ID"))
            && [
                "Full text",
                "Full Text",
                "Publication info",
                "Publication title",
                "Abstract",
            ]
            .iter()
            .any(|label| has(label))
    };
    let mut drafts = Vec::new();
    for block in blocks {
        if !is_article(block) {
            // A list of contents, or a footer; a stretch of prose is somebody's text.
            if has_prose(block) {
                return None;
            }
            continue;
        }
        let mut draft = Draft::default();
        let mut open = None;
        let mut abstracted = String::new();
        for line in block.lines() {
            match LABELS.at(line.trim_start(), colon) {
                Some((Role::Text, rest)) => {
                    open = Some((Role::Text, false));
                    draft.text.push_str(rest);
                    draft.text.push('\n');
                }
                Some((role, rest)) => {
                    let is_abstract = is_label(line.trim_start(), "Abstract");
                    open = Some((role, is_abstract));
                    if is_abstract {
                        abstracted.push_str(rest);
                    } else if is_label(line.trim_start(), "Publication info") {
                        if let Some(found) = INFO_DATE.captures(rest) {
                            // `Publication date` counts more, where it comes later.
                            draft.cells.insert(Role::End, found[1].to_owned());
                        }
                        let publisher = rest.split([';', '[']).next().unwrap_or_default();
                        draft.cells.insert(Role::Skip, publisher.trim().to_owned());
                    } else if role != Role::Skip {
                        draft.set(role, rest);
                    }
                }
                None => match open {
                    Some((Role::Text, _)) => {
                        draft.text.push_str(line);
                        draft.text.push('\n');
                    }
                    Some((_, true)) => {
                        abstracted.push('\n');
                        abstracted.push_str(line);
                    }
                    Some((Role::Skip, _)) | Some((_, false)) => {}
                    None if !line.trim().is_empty()
                        && !line.trim_start().starts_with("Document ") =>
                    {
                        draft.extend(Role::Title, line);
                    }
                    None => {}
                },
            }
        }
        if draft.text.trim().is_empty() {
            draft.text = abstracted;
        }
        let (date, publisher) = (
            draft.cells.remove(&Role::End),
            draft.cells.remove(&Role::Skip),
        );
        draft.set(Role::Date, &date.unwrap_or_default());
        draft.set(Role::Publisher, &publisher.unwrap_or_default());
        drafts.push(draft);
    }
    (!drafts.is_empty()).then(|| articles("ProQuest export", drafts))
}

/// `HD`, `PD`, `LP`, `TD` and so on at the heads of lines; `AN` ends an article.
fn factiva_fields(text: &str) -> Option<Articles> {
    static LABELS: LazyLock<Labels> = LazyLock::new(|| Labels::of("factiva"));
    static AN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?m)^[ \t]*AN[ \t]*\n?[ \t]+Document [A-Za-z0-9]{15,40}[ \t]*$")
    });
    let ends: Vec<usize> = AN.find_iter(text).map(|found| found.end()).collect();
    if ends.is_empty() {
        return None;
    }
    let starts = [0].into_iter().chain(ends.iter().copied());
    let mut drafts = Vec::new();
    for (start, end) in starts.zip(ends.iter().copied()) {
        let mut draft = Draft::default();
        let mut open: Option<Role> = None;
        for line in text[start..end].lines() {
            // Two or three letters, then spaces, a tab or the line's end.
            let label = LABELS.at(line.trim_start(), |rest| {
                let wide = rest.is_empty() || rest.starts_with('\t') || rest.starts_with("  ");
                wide.then_some(rest)
            });
            let (role, rest) = match (label, open) {
                (Some((role, rest)), _) => (role, rest),
                (None, Some(role)) => (role, line),
                (None, None) => continue,
            };
            match (role, label.is_some()) {
                (Role::Text, _) => {
                    let rest = rest.trim();
                    // The blank lines behind one field and before the next are one border of paragraphs.
                    if !rest.is_empty() || !draft.text.ends_with("\n\n") {
                        draft.text.push_str(rest);
                        draft.text.push('\n');
                    }
                }
                (Role::Skip | Role::End, _) => {}
                (role, true) => draft.set(role, rest),
                (role, false) if !rest.trim().is_empty() => draft.extend(role, rest),
                _ => {}
            }
            open = Some(role);
        }
        if !draft.cells.contains_key(&Role::Title) || !draft.cells.contains_key(&Role::Date) {
            return None;
        }
        drafts.push(draft);
    }
    Some(articles("Factiva export", drafts))
}

/// The lines that stand above and below `92 words`.
fn factiva_head(lines: &[&str], words: usize, draft: &mut Draft) {
    let mut above: Vec<&str> = lines[..words].to_vec();
    if above.len() > 1
        && let Some(by) = above.pop_if(|line| line.to_lowercase().starts_with("by "))
    {
        draft.set(Role::Authors, by);
    }
    draft.set(Role::Title, above.pop().unwrap_or_default());
    // The name of a section may stand above the headline, and nothing else.
    if let [section] = above[..] {
        draft.set(Role::Section, section);
    }
    let below = &lines[words + 1..];
    if let Some(dated) = below.iter().position(|line| date::parse(line).is_some()) {
        draft.set(Role::Date, below[dated]);
        let clock = |line: &str| line.len() <= 8 && line.contains(':');
        let publisher = below[dated + 1..].iter().find(|line| !clock(line));
        draft.set(Role::Publisher, publisher.unwrap_or(&""));
    }
}

/// `92 words`, alone in its line.
fn is_word_count(line: &str) -> bool {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d[\d,.]{0,8} words$"));
    WORDS.is_match(line.trim())
}

/// An article as Factiva shows it: headline, byline, `92 words`, date, source, rights, text, `Document ABC...`.
fn factiva_shown(text: &str) -> Option<Articles> {
    static END: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?m)^[ \t]*Document [A-Z]{2,8}[A-Za-z0-9]{15,32}[ \t]*$"));
    let mut drafts = Vec::new();
    let mut start = 0;
    for end in END.find_iter(text) {
        let block = &text[start..end.start()];
        start = end.end();
        let lines: Vec<&str> = block.lines().map(str::trim).collect();
        let words = lines.iter().position(|line| is_word_count(line))?;
        let rights = lines[words..].iter().position(|line| is_copyright(line))? + words;
        let head: Vec<&str> = lines[..rights]
            .iter()
            .copied()
            .filter(|line| !line.is_empty())
            .collect();
        let words = head.iter().position(|line| is_word_count(line))?;
        let mut draft = Draft::default();
        factiva_head(&head, words, &mut draft);
        draft.cells.get(&Role::Date)?;
        for line in &lines[rights + 1..] {
            draft.text.push_str(line);
            draft.text.push('\n');
        }
        drafts.push(draft);
    }
    (!drafts.is_empty()).then(|| articles("Factiva export", drafts))
}

/// The articles of a page that Factiva exported; `None` where the page is none of its.
pub(super) fn page(source: &str) -> Option<Articles> {
    static ARTICLE: LazyLock<Selector> =
        LazyLock::new(|| Selector::parse("div.article").expect("a selector"));
    static PARAGRAPH: LazyLock<Selector> =
        LazyLock::new(|| Selector::parse("p.articleParagraph").expect("a selector"));
    static HEADLINE: LazyLock<Selector> = LazyLock::new(|| {
        Selector::parse("#hd, .enHeadline, span[class$=Headline]").expect("a selector")
    });
    static AUTHOR: LazyLock<Selector> =
        LazyLock::new(|| Selector::parse("div.author").expect("a selector"));
    static LINE: LazyLock<Selector> = LazyLock::new(|| Selector::parse("div").expect("a selector"));
    if !source.contains("articleParagraph") {
        return None;
    }
    if super::html::is_too_deep(source) {
        return None;
    }
    let html = Html::parse_document(source);
    let words = |element: scraper::ElementRef| -> String {
        let text: String = element.text().collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut drafts = Vec::new();
    for article in html.select(&ARTICLE) {
        let mut draft = Draft::default();
        if let Some(title) = article.select(&HEADLINE).next() {
            draft.set(Role::Title, &words(title));
        }
        if let Some(author) = article.select(&AUTHOR).next() {
            draft.set(Role::Authors, &words(author));
        }
        let lines: Vec<String> = article.select(&LINE).map(words).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let Some(count) = lines.iter().position(|line| is_word_count(line)) else {
            continue;
        };
        factiva_head(&lines[count..], 0, &mut draft);
        let paragraphs: Vec<String> = article.select(&PARAGRAPH).map(words).collect();
        draft.text = paragraphs.join("\n\n");
        drafts.push(draft);
    }
    (!drafts.is_empty()).then(|| articles("Factiva export", drafts))
}
