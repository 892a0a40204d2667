//! `.xml`: RSS and Atom feeds, NITF and NewsML-G2.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Articles;
use super::marks::Mark;
use super::markup;
use super::record::{Record, RecordError};
use crate::document::{About, DateSource};

/// Elements deeper than this are not looked into: a bound on memory and on the stack.
const DEEPEST: usize = 200;

/// An element with what is in it; names are without their prefixes.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    fn new(start: &BytesStart) -> Element {
        let mut attributes = start.attributes();
        let attributes = attributes.with_checks(false).flatten().map(|attribute| {
            let name = attribute.key.local_name();
            (
                name.as_ref().to_ascii_lowercase(),
                markup::entities(&attribute.value),
            )
        });
        Element {
            name: start.local_name().as_ref().to_ascii_lowercase(),
            attributes: attributes.collect(),
            children: Vec::new(),
        }
    }

    /// Reads the elements of a document; the root holds its root element.
    ///
    /// # Errors
    /// Where the XML breaks off.
    pub fn read(source: &str) -> Result<Element, String> {
        let mut reader = Reader::from_str(source);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        let mut open: Vec<Element> = vec![Element::default()];
        // Elements that are open beyond the deepest.
        let mut beyond = 0usize;
        loop {
            let event = reader.read_event().map_err(|error| {
                format!("malformed XML at byte {}: {error}", reader.error_position())
            })?;
            match event {
                Event::Eof => break,
                Event::Start(_) if open.len() > DEEPEST => beyond += 1,
                Event::End(_) if beyond > 0 => beyond -= 1,
                Event::Start(start) => open.push(Element::new(&start)),
                Event::Empty(start) => add(&mut open, Node::Element(Element::new(&start))),
                Event::End(end) => {
                    let name = end.local_name().as_ref().to_ascii_lowercase();
                    // An end without its start is no end.
                    if open.iter().skip(1).any(|element| element.name == name) {
                        while let Some(element) = close(&mut open) {
                            let found = element.name == name;
                            add(&mut open, Node::Element(element));
                            if found {
                                break;
                            }
                        }
                    }
                }
                Event::Text(text) => add(&mut open, Node::Text(text.to_string())),
                Event::CData(text) => add(&mut open, Node::Text(text.to_string())),
                Event::GeneralRef(reference) => {
                    let name: &str = &reference;
                    add(
                        &mut open,
                        Node::Text(markup::entities(&format!("&{name};"))),
                    );
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
        while let Some(element) = close(&mut open) {
            add(&mut open, Node::Element(element));
        }
        Ok(open.pop().unwrap_or_default())
    }

    fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// All elements below this one that have the name, outer ones first; none inside another of that name.
    pub fn all<'a>(&'a self, name: &str, found: &mut Vec<&'a Element>) {
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            } else {
                element.all(name, found);
            }
        }
    }

    /// The first element below this one by a path of names, each anywhere below the one before.
    pub fn find(&self, path: &[&str]) -> Option<&Element> {
        let (name, rest) = path.split_first()?;
        let mut found = Vec::new();
        self.all(name, &mut found);
        if rest.is_empty() {
            return found.first().copied();
        }
        found.into_iter().find_map(|element| element.find(rest))
    }

    pub fn attribute(&self, name: &str) -> Option<String> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
            .filter(|value| !value.trim().is_empty())
    }

    /// The text in one line; `None` where there is none.
    pub fn line(&self) -> Option<String> {
        let mut text = String::new();
        self.collect(&mut text);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }

    fn collect(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(part) => text.push_str(part),
                Node::Element(element) => element.collect(text),
            }
        }
    }

    /// The text in paragraphs, with an empty line between them.
    pub fn paragraphs(&self) -> String {
        let mut done = Vec::new();
        let mut open = String::new();
        self.blocks(&mut done, &mut open);
        end_block(&mut done, &mut open);
        done.join("\n\n")
    }

    fn blocks(&self, done: &mut Vec<String>, open: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(part) => open.push_str(part),
                Node::Element(element) if is_no_text(&element.name) => {}
                Node::Element(element) => {
                    let block = is_block(&element.name);
                    if block {
                        end_block(done, open);
                    }
                    element.blocks(done, open);
                    if block {
                        end_block(done, open);
                    }
                }
            }
        }
    }
}

fn close(open: &mut Vec<Element>) -> Option<Element> {
    if open.len() > 1 { open.pop() } else { None }
}

fn add(open: &mut [Element], node: Node) {
    if let Some(element) = open.last_mut() {
        element.children.push(node);
    }
}

fn end_block(done: &mut Vec<String>, open: &mut String) {
    let text = open.split_whitespace().collect::<Vec<_>>().join(" ");
    open.clear();
    if !text.is_empty() {
        done.push(text);
    }
}

/// Elements of NITF and XHTML that stand in a paragraph of their own.
fn is_block(name: &str) -> bool {
    Mark::XmlBlock.is(name)
}

/// Elements whose text is not the article's.
fn is_no_text(name: &str) -> bool {
    Mark::XmlNoText.is(name)
}

/// Reads a feed, or the articles of an agency.
///
/// # Errors
/// What is wrong with the XML, or that it is of no kind that is read.
pub(super) fn read(source: &str) -> Result<Articles, String> {
    let root = root_name(source);
    match root.as_deref() {
        Some("rss" | "feed" | "rdf") => feed(source),
        Some("nitf") => {
            let tree = Element::read(source)?;
            Ok(Articles::single("NITF", nitf(&tree)))
        }
        Some("newsmessage" | "newsitem" | "packageitem" | "newsml") => {
            let tree = Element::read(source)?;
            let mut items = Vec::new();
            tree.all("newsitem", &mut items);
            let mut records: Vec<Result<Record, String>> = items.into_iter().map(newsml).collect();
            // NITF as NewsML 1 wraps it.
            if let (true, Some(article)) =
                (records.iter().all(Result::is_err), tree.find(&["nitf"]))
            {
                records = vec![nitf(article)];
            }
            Ok(match records.len() {
                1 => Articles::single(
                    "NewsML-G2",
                    records
                        .pop()
                        .unwrap_or_else(|| Err("no article".to_owned())),
                ),
                _ => Articles::several(
                    "NewsML-G2",
                    records
                        .into_iter()
                        .map(|record| record.map_err(RecordError::new))
                        .collect(),
                ),
            })
        }
        Some("html") => Ok(Articles::single("web page", super::html::record(source))),
        Some(root) => Err(format!(
            "not a kind of XML that is read: its root element is `{root}`; those are RSS, Atom, NITF and NewsML-G2"
        )),
        None => Err("not XML: there is no element in it".to_owned()),
    }
}

fn root_name(source: &str) -> Option<String> {
    let mut reader = Reader::from_str(source);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) => {
                return Some(start.local_name().as_ref().to_ascii_lowercase());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn feed(source: &str) -> Result<Articles, String> {
    // The day is that of the writer's own time zone, so the crate does not turn it into another's.
    let day = |text: &str| {
        let date = super::date::parse(text)?;
        format!("{date}T00:00:00Z").parse().ok()
    };
    let parser = feed_rs::parser::Builder::new()
        .timestamp_parser(day)
        .sanitize_content(false)
        .build();
    let feed = parser
        .parse(source.as_bytes())
        .map_err(|error| format!("not a feed that can be read: {error}"))?;
    let text =
        |text: feed_rs::model::Text| Some(markup::title(text.content)).filter(|t| !t.is_empty());
    let publisher = feed.title.and_then(text);
    let records = feed.entries.into_iter().map(|entry| {
        let body = entry.content.and_then(|content| content.body);
        let summary = entry.summary.map(|summary| summary.content);
        let written = body.filter(|body| !body.trim().is_empty()).or(summary);
        let written = written
            .ok_or_else(|| RecordError::new("no text: it has no content and no description"))?;
        let authors: Vec<String> = entry
            .authors
            .into_iter()
            .filter_map(|person| person.name.or(person.email))
            // RSS has the name in brackets behind the address.
            .map(|name| name.trim_matches(['(', ')', ' ']).to_owned())
            .filter(|name| !name.trim().is_empty())
            .collect();
        let section = entry
            .categories
            .into_iter()
            .next()
            .map(|c| c.label.unwrap_or(c.term));
        Ok(Record {
            title: entry.title.and_then(text),
            dates: entry
                .published
                .or(entry.updated)
                .map(|date| date.to_string())
                .into_iter()
                .collect(),
            dated_by: Some(DateSource::Record),
            about: About {
                url: entry.links.into_iter().next().map(|link| link.href),
                authors: (!authors.is_empty()).then(|| authors.join(", ")),
                publisher: publisher.clone(),
                section: section.filter(|section| !section.trim().is_empty()),
                ..About::default()
            },
            text: markup::field(written),
            ..Record::default()
        })
    });
    Ok(Articles::several("feed", records.collect()))
}

/// An article in the News Industry Text Format.
fn nitf(tree: &Element) -> Result<Record, String> {
    let line = |path: &[&str]| tree.find(path).and_then(Element::line);
    let norm = |path: &[&str]| {
        tree.find(path)
            .and_then(|element| element.attribute("norm"))
    };
    let pubdata = tree.find(&["pubdata"]);
    let of_pubdata = |name: &str| pubdata.and_then(|element| element.attribute(name));
    let text = tree
        .find(&["body.content"])
        .or_else(|| tree.find(&["body"]))
        .map(Element::paragraphs)
        .unwrap_or_default();
    Ok(Record {
        title: line(&["hedline", "hl1"]).or_else(|| line(&["head", "title"])),
        dates: [
            of_pubdata("date.publication"),
            norm(&["date.issue"]),
            norm(&["date.release"]),
            norm(&["dateline", "story.date"]),
        ]
        .into_iter()
        .flatten()
        .collect(),
        dated_by: Some(DateSource::Page),
        about: About {
            url: of_pubdata("ex-ref"),
            authors: line(&["byline", "person"]).or_else(|| line(&["byline"])),
            publisher: of_pubdata("name").or_else(|| line(&["distributor"])),
            section: of_pubdata("position.section"),
            ..About::default()
        },
        text,
        ..Record::default()
    })
}

/// One item of NewsML-G2.
fn newsml(item: &Element) -> Result<Record, String> {
    let line = |path: &[&str]| item.find(path).and_then(Element::line);
    let content = item
        .find(&["contentset", "inlinexml"])
        .or_else(|| item.find(&["contentset", "inlinedata"]));
    let content = content.ok_or("no text: the item has no inline content")?;
    let inner = content.find(&["nitf"]).map(nitf).transpose()?;
    let text = match &inner {
        Some(article) => article.text.clone(),
        None => content.find(&["body"]).unwrap_or(content).paragraphs(),
    };
    let inner = inner.unwrap_or_default();
    let dates = [
        line(&["contentmeta", "contentcreated"]),
        line(&["itemmeta", "firstcreated"]),
        line(&["itemmeta", "versioncreated"]),
    ];
    Ok(Record {
        title: line(&["contentmeta", "headline"])
            .or(inner.title)
            .or_else(|| line(&["itemmeta", "title"])),
        dates: dates.into_iter().flatten().chain(inner.dates).collect(),
        dated_by: Some(DateSource::Page),
        about: About {
            authors: line(&["contentmeta", "by"])
                .or_else(|| line(&["contentmeta", "creator", "name"]))
                .or(inner.about.authors),
            publisher: line(&["contentmeta", "infosource", "name"])
                .or_else(|| line(&["itemmeta", "provider", "name"]))
                .or_else(|| {
                    let provider = item.find(&["itemmeta", "provider"])?;
                    provider.attribute("literal")
                }),
            section: line(&["contentmeta", "subject", "name"]),
            ..About::default()
        },
        text,
        ..Record::default()
    })
}
