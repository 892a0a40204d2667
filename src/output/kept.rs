//! The fields of records that a user wants kept, as columns of the table of documents.

use super::table::{Cell, Table};
use crate::extraction::Extraction;

/// What a column is called that would else have the name of another.
const PREFIX: &str = "record_";

/// The columns of the fields that `--keep` names, in its order, behind those of [`Table::Documents`].
///
/// A column has its field's name; where a document has a column or a list of that name already, `record_` stands before it
/// (`record_source`).
///
/// ```
/// use gleaner::output::KeptFields;
///
/// let kept = KeptFields::new(&["desk".to_owned(), "Source".to_owned()]);
/// assert_eq!(kept.names(), ["desk", "record_Source"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptFields {
    names: Vec<String>,
}

impl KeptFields {
    /// Makes the columns of [`crate::corpus::Options::keep`].
    pub fn new(fields: &[String]) -> Self {
        let mut names: Vec<String> = Vec::new();
        for field in fields {
            let mut name = field.clone();
            // Databases do not tell capitals from small letters.
            while is_taken(&name) || names.iter().any(|other| same(other, &name)) {
                name.insert_str(0, PREFIX);
            }
            names.push(name);
        }
        KeptFields { names }
    }

    /// The names of the columns, in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// A document's cells, one a column; those of a field that its record does not have are missing.
    pub(crate) fn cells<'a>(&self, extraction: &'a Extraction) -> Vec<Cell<'a>> {
        let kept = &extraction.document.about.kept;
        let cell = |at| kept.get(at).filter(|text: &&String| !text.is_empty());
        (0..self.names.len())
            .map(|at| cell(at).map(String::as_str).into())
            .collect()
    }
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

fn is_taken(name: &str) -> bool {
    let columns = Table::Documents.columns().iter().map(|c| c.name);
    let lists = super::jsonl::OWN_FIELDS.iter().copied();
    columns.chain(lists).any(|taken| same(taken, name))
}
