//! Where a token stands: in its paragraph, its sentence, its name, beside a mark.

use crate::document::{Document, Quotation};
use crate::text::Page;

/// Tells whether a token opens its paragraph, but for a mark.
pub(super) fn opens_paragraph(page: &Page, token: usize) -> bool {
    page.opens_paragraph(page.tokens[token].sentence) && opens_sentence(page, token)
}

/// Tells whether a token opens its sentence, but for a mark.
pub(super) fn opens_sentence(page: &Page, token: usize) -> bool {
    token - page.sentences[page.tokens[token].sentence].start <= 2
}

/// Past the last token of the name that a token is part of.
pub(super) fn end_of_name(page: &Page, token: usize) -> usize {
    let name = page.tokens[token].name;
    (token..page.tokens.len())
        .find(|&i| page.tokens[i].name.is_none() || page.tokens[i].name != name)
        .unwrap_or(page.tokens.len())
}

/// The first token of the name that a token is part of.
pub(super) fn start_of_name(page: &Page, token: usize) -> usize {
    let name = page.tokens[token].name;
    (0..token)
        .rev()
        .take_while(|&i| name.is_some() && page.tokens[i].name == name)
        .last()
        .unwrap_or(token)
}

/// Tells whether a quotation has no closing mark, so that the next paragraph goes on with it.
pub(super) fn open_ended(document: &Document, quotation: &Quotation) -> bool {
    document
        .part(quotation.part)
        .get(quotation.span.end..)
        .is_some_and(|rest| {
            !rest
                .trim_start()
                .starts_with(['"', '\'', '”', '’', '»', '“'])
                || rest.starts_with('\n')
                || rest.starts_with("\r\n")
        })
}

/// Tells whether a token only marks or joins quotations.
pub(super) fn is_mark(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(
            c,
            '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '`' | '„' | ','
        )
    })
}
