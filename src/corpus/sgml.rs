//! `.sgm`: Reuters' news wire as Reuters-21578 has it, many articles in a file.

use std::sync::LazyLock;

use regex::Regex;

use super::Articles;
use super::markup;
use super::record::{Record, RecordError};
use crate::document::{About, DateSource};

/// Reads a whole file.
///
/// # Errors
/// Where there is no article of Reuters' in it.
pub(super) fn read(source: &str) -> Result<Articles, String> {
    const START: &str = "<REUTERS";
    const END: &str = "</REUTERS>";
    let mut records = Vec::new();
    let mut rest = source;
    while let Some(start) = rest.find(START) {
        let article = &rest[start..];
        let end = article.find(END).unwrap_or(article.len());
        records.push(record(&article[..end]));
        rest = &article[end.min(article.len())..];
        rest = rest.strip_prefix(END).unwrap_or("");
    }
    if records.is_empty() {
        return Err("not a kind of SGML that is read: there is no <REUTERS> in it".to_owned());
    }
    Ok(Articles::several("Reuters SGML", records))
}

fn record(article: &str) -> Result<Record, RecordError> {
    static ID: LazyLock<Regex> = LazyLock::new(|| pattern(r#"^<REUTERS[^>]*\bNEWID="([^"]+)""#));
    // The wire's own mark of an end.
    static SIGN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\s*\bREUTERS?\W*$"));
    let head = article.find("<TEXT").map_or(article, |at| &article[..at]);
    let text = article.find("<TEXT").map_or("", |at| &article[at..]);
    let text = &text[text.find('>').map_or(0, |at| at + 1)..];
    let title = element(text, "TITLE").map(|title| markup::title(plain(title)));
    let body = element(text, "BODY").map(plain);
    let dateline = element(text, "DATELINE").map(|line| plain(line).trim().to_owned());
    let (title, text) = match (title, body) {
        (title, Some(body)) => {
            let body = SIGN
                .replace(body.trim_end_matches(['\u{3}', '\n', ' ']), "")
                .into_owned();
            let text = match dateline {
                Some(dateline) => format!("{dateline} {}", body.trim_start()),
                None => body,
            };
            (title, text)
        }
        // A brief is a headline alone.
        (Some(title), None) => (None, title),
        (None, None) => {
            let text = text.split("</TEXT>").next().unwrap_or_default();
            (None, plain(text))
        }
    };
    Ok(Record {
        id: ID.captures(article).map(|found| found[1].to_owned()),
        title,
        dates: element(head, "DATE")
            .map(|date| date.trim().to_owned())
            .into_iter()
            .collect(),
        dated_by: Some(DateSource::Export),
        about: About {
            authors: element(text_of(article), "AUTHOR").map(|author| markup::title(plain(author))),
            publisher: Some("Reuters".to_owned()),
            ..About::default()
        },
        text,
        ..Record::default()
    })
}

fn text_of(article: &str) -> &str {
    article.find("<TEXT").map_or("", |at| &article[at..])
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a regex of this file")
}

/// What stands between the tags of the first element of this name.
fn element<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let start = text.find(&format!("<{name}>"))? + name.len() + 2;
    let end = text[start..].find(&format!("</{name}>"))?;
    Some(&text[start..start + end])
}

/// Character references resolved; control characters are the wire's, not the text's.
fn plain(text: &str) -> String {
    let text = markup::entities(text);
    text.chars()
        .filter(|c| !c.is_control() || c.is_whitespace())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::*;

    #[test]
    fn articles_of_the_wire() {
        let source = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS TOPICS=\"NO\" OLDID=\"5544\" NEWID=\"7\">\n<DATE> 3-MAR-1987 09:18:21.26</DATE>\n\
            <TEXT>&#2;\n<TITLE>HALE &lt;HAL> BUYS MILL</TITLE>\n<DATELINE>    LEEDS, March 3 - </DATELINE><BODY>Hale Ltd bought a mill\n\
            in Leeds.\n    It paid 5 mln stg.\n REUTER\n&#3;</BODY></TEXT>\n</REUTERS>\n<REUTERS NEWID=\"8\"><DATE>3-MAR-1987</DATE>\
            <TEXT TYPE=\"BRIEF\"><TITLE>HALE SAYS NO</TITLE></TEXT></REUTERS>";
        let mut articles = read(source).unwrap();
        let mut next = || Source::next(&mut articles.records).map(Result::unwrap);
        let first = next().unwrap();
        assert_eq!(first.id.as_deref(), Some("7"));
        assert_eq!(first.title.as_deref(), Some("HALE <HAL> BUYS MILL"));
        assert_eq!(
            first.text,
            "LEEDS, March 3 - Hale Ltd bought a mill\nin Leeds.\n    It paid 5 mln stg."
        );
        assert_eq!(
            super::super::date::parse(&first.dates[0])
                .unwrap()
                .to_string(),
            "1987-03-03"
        );
        assert_eq!(next().unwrap().text, "HALE SAYS NO");
        assert!(next().is_none());
        assert!(read("<DOC>words</DOC>").is_err());
    }
}
