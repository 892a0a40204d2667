//! `.eml`: one message, its subject the title.

use mail_parser::{Address, MessageParser};

use super::markup;
use super::record::Record;
use crate::document::{About, DateSource};

/// Reads a message.
///
/// # Errors
/// Where it is none, or has no text.
pub(super) fn read(bytes: &[u8]) -> Result<Record, String> {
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or("not an e-mail message that can be read")?;
    if message.headers().is_empty() {
        return Err("not an e-mail message: it has no header".to_owned());
    }
    // The crate makes text of a message that has HTML alone; ours keeps the paragraphs.
    let html =
        message.html_body_count() > 0 && message.text_part(0).is_none_or(|part| !part.is_text());
    let body = if html {
        message.body_html(0)
    } else {
        message.body_text(0)
    };
    let text = body
        .ok_or("no text: the message has no part that is text")?
        .into_owned();
    let text = if html { markup::field(text) } else { text };
    let from = message.from().map(|from| {
        let names = match from {
            Address::List(list) => list.iter().collect::<Vec<_>>(),
            Address::Group(groups) => groups.iter().flat_map(|group| &group.addresses).collect(),
        };
        let names = names
            .into_iter()
            .filter_map(|from| from.name().or(from.address()));
        names.collect::<Vec<_>>().join(", ")
    });
    // The day stands in the header in the writer's own time zone.
    let date = message
        .date()
        .map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    Ok(Record {
        title: message.subject().map(str::to_owned),
        dates: date.into_iter().collect(),
        dated_by: Some(DateSource::Page),
        about: About {
            authors: from.filter(|from| !from.is_empty()),
            ..About::default()
        },
        text: text.replace("\r\n", "\n"),
        ..Record::default()
    })
}
