//! `.docx`: the paragraphs of a Word document.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::markup;
use super::record::Record;
use super::xml::Element;
use crate::document::About;

/// No part of a document is longer when it is unpacked: a bound on memory.
const LONGEST_PART: u64 = 256 * 1024 * 1024;

/// Reads a document.
///
/// # Errors
/// Where the file is none, or damaged.
pub(super) fn read(bytes: &[u8]) -> Result<Record, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| format!("not a .docx file that can be read: {error}"))?;
    let mut part = |name: &str| -> Result<String, String> {
        let file = archive
            .by_name(name)
            .map_err(|error| format!("not a .docx file that can be read: {name}: {error}"))?;
        let mut bytes = Vec::new();
        file.take(LONGEST_PART)
            .read_to_end(&mut bytes)
            .map_err(|error| format!("a damaged .docx file: {error}"))?;
        super::encoding::decode_html(bytes).map_err(|error| error.to_string())
    };
    let body = part("word/document.xml")?;
    let properties = part("docProps/core.xml")
        .ok()
        .and_then(|xml| Element::read(&xml).ok());
    let property = |name: &str| properties.as_ref()?.find(&[name])?.line();
    let (title, text) = paragraphs(&body)?;
    Ok(Record {
        title: title.or_else(|| property("title")),
        about: About {
            authors: property("creator"),
            ..About::default()
        },
        text,
        ..Record::default()
    })
}

/// The title, where a paragraph of that style opens the document, and the text.
fn paragraphs(xml: &str) -> Result<(Option<String>, String), String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().allow_dangling_amp = true;
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut lines: Vec<String> = Vec::new();
    let mut title = None;
    let (mut line, mut style) = (String::new(), String::new());
    let mut in_text = false;
    // Inside an element that shows something a second time.
    let mut fallback = 0usize;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| format!("a damaged .docx file: {error}"))?;
        match event {
            Event::Eof => break,
            Event::Start(start) if start.local_name().as_ref() == "Fallback" => fallback += 1,
            Event::End(end) if end.local_name().as_ref() == "Fallback" => {
                fallback = fallback.saturating_sub(1);
            }
            _ if fallback > 0 => {}
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() != "t" => {
                match start.local_name().as_ref() {
                    "tab" => line.push('\t'),
                    "br" | "cr" => line.push('\n'),
                    "noBreakHyphen" => line.push('-'),
                    "pStyle" => style = value(&start),
                    _ => {}
                }
            }
            Event::Start(_) => in_text = true,
            Event::End(end) => match end.local_name().as_ref() {
                "t" => in_text = false,
                "p" => {
                    let text = std::mem::take(&mut line);
                    let opens = lines.is_empty() && title.is_none() && !text.trim().is_empty();
                    if opens && std::mem::take(&mut style) == "Title" {
                        title = Some(markup::title(text));
                    } else if !text.trim().is_empty() {
                        lines.push(text.trim_end().to_owned());
                    }
                    style.clear();
                }
                _ => {}
            },
            Event::Text(text) if in_text => line.push_str(&text),
            Event::CData(text) if in_text => line.push_str(&text),
            Event::GeneralRef(reference) if in_text => {
                let name: &str = &reference;
                line.push_str(&markup::entities(&format!("&{name};")));
            }
            _ => {}
        }
    }
    Ok((title, lines.join("\n\n")))
}

/// The attribute `w:val`.
fn value(start: &BytesStart) -> String {
    let mut attributes = start.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let value = attributes.find(|attribute| attribute.key.local_name().as_ref() == "val");
    value.map_or(String::new(), |attribute| attribute.value.into_owned())
}
