//! `.pdf` with a text layer.

use super::record::Record;
use crate::caught::caught;

/// Reads the text of all pages.
///
/// # Errors
/// Where the file cannot be read, is locked, or holds only pictures of text.
pub(super) fn read(bytes: &[u8]) -> Result<Record, String> {
    if !bytes.starts_with(b"%PDF-")
        && !bytes
            .iter()
            .take(1024)
            .collect::<Vec<_>>()
            .windows(4)
            .any(|w| w == [&b'%', &b'P', &b'D', &b'F'])
    {
        return Err("not a PDF file".to_owned());
    }
    // The crate panics on some damaged files.
    let text = caught(|| pdf_extract::extract_text_from_mem(bytes))
        .map_err(|_| "a damaged PDF file, or one of a kind that cannot be read".to_owned())?
        .map_err(|error| format!("a PDF file that cannot be read: {error}"))?;
    let text = paragraphs(&text);
    if text.trim().is_empty() {
        return Err(
            "no text: the PDF has no text layer, only pictures of pages; run OCR on it first"
                .to_owned(),
        );
    }
    Ok(Record {
        text,
        ..Record::default()
    })
}

/// Lines without white space at their ends, and never more than one empty line.
fn paragraphs(text: &str) -> String {
    let mut out = String::new();
    let mut empty = 0;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        out.push_str(line);
    }
    out
}
