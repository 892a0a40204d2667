//! GAP: passages with a pronoun and two names, and which of them it means, as a table with a head line; offsets in code points.

use super::{GoldError, filled_lines, span};
use crate::document::{Document, Span};
use crate::text::CodePoints;

/// A passage.
#[derive(Clone, Debug)]
pub struct Passage {
    pub document: Document,
    pub pronoun: Span,
    /// The two names, each with whether the pronoun means it.
    pub names: [(Span, bool); 2],
}

/// Reads the file.
///
/// # Errors
/// A line without its columns, an offset outside the text or one where the text is another.
pub fn read(text: &str) -> Result<Vec<Passage>, GoldError> {
    let mut lines = filled_lines(text);
    match lines.next() {
        Some((_, head)) if head.starts_with("ID\tText\tPronoun\t") => {}
        _ => {
            return Err(GoldError::new(
                0,
                "the first line must be GAP's head: ID, Text, Pronoun ...",
            ));
        }
    }
    lines
        .map(|(n, line)| passage(line).map_err(|problem| GoldError::new(n, problem)))
        .collect()
}

fn passage(line: &str) -> Result<Passage, String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [id, text, pronoun, at, a, a_at, a_is, b, b_at, b_is, ..] = cells[..] else {
        return Err("a passage has ten columns and an address".to_string());
    };
    let points = CodePoints::new(text);
    let place = |word: &str, at: &str| {
        let start: usize = at.parse().map_err(|_| format!("`{at}` is no offset"))?;
        let found = span(&points, (start, start + word.chars().count()))?;
        if found.of(text) == word {
            Ok(found)
        } else {
            Err(format!("at {at} stands `{}`, not `{word}`", found.of(text)))
        }
    };
    let yes = |cell: &str| match cell {
        "TRUE" => Ok(true),
        "FALSE" => Ok(false),
        _ => Err(format!("`{cell}` is neither TRUE nor FALSE")),
    };
    Ok(Passage {
        pronoun: place(pronoun, at)?,
        names: [(place(a, a_at)?, yes(a_is)?), (place(b, b_at)?, yes(b_is)?)],
        document: Document::plain(id, text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n";

    #[test]
    fn a_passage_has_its_pronoun_and_names() {
        let line = "a-1\tZoë met Ann. She left.\tShe\t13\tZoë\t0\tTRUE\tAnn\t8\tFALSE\thttp://example.org\n";
        let gold = &read(&format!("{HEAD}{line}")).unwrap()[0];
        assert_eq!(gold.pronoun.of(&gold.document.text), "She");
        assert_eq!(gold.names[1].0.of(&gold.document.text), "Ann");
        assert_eq!(gold.names.map(|n| n.1), [true, false]);
    }

    #[test]
    fn an_offset_of_another_text_is_an_error_that_names_its_line() {
        let line = "a-1\tZoë met Ann. She left.\tShe\t12\tZoë\t0\tTRUE\tAnn\t8\tFALSE\thttp://example.org\n";
        let error = read(&format!("{HEAD}{line}")).unwrap_err();
        assert_eq!(error.line, 2);
        assert!(read(line).is_err());
    }
}
