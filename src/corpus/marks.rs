//! What marks the parts of pages, feeds and records: the names in `marks.tsv`, by kind.

use std::sync::LazyLock;

/// A kind of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// An HTML element that has no end tag, or needs none.
    NoEndTag,
    /// An HTML element whose content is never the text of an article.
    NoText,
    /// An HTML element that stands in a paragraph of its own.
    Block,
    /// A word in the class or id of an element around an article.
    Around,
    /// The same, where it counts for containers only: paragraphs of an article bear such names too.
    AroundContainer,
    /// A role of an element around an article.
    AroundRole,
    /// A word in the class or id of notices and comments, which are never the article however long they are.
    NeverArticle,
    /// A meta tag that says when an article was published.
    MetaPublished,
    /// One that says it too, where neither the former nor the linked data do.
    MetaDated,
    /// A meta tag with the name of an author.
    MetaAuthor,
    /// An element of NITF and XHTML that stands in a paragraph of its own.
    XmlBlock,
    /// An element of them whose text is not that of the article.
    XmlNoText,
    /// How programs write that there is no value.
    Missing,
    /// What programs write into JSON in place of null.
    JsonNull,
}

impl Mark {
    const ALL: [(Mark, &'static str); 14] = [
        (Mark::NoEndTag, "no_end_tag"),
        (Mark::NoText, "no_text"),
        (Mark::Block, "block"),
        (Mark::Around, "around"),
        (Mark::AroundContainer, "around_container"),
        (Mark::AroundRole, "around_role"),
        (Mark::NeverArticle, "never_article"),
        (Mark::MetaPublished, "meta_published"),
        (Mark::MetaDated, "meta_dated"),
        (Mark::MetaAuthor, "meta_author"),
        (Mark::XmlBlock, "xml_block"),
        (Mark::XmlNoText, "xml_no_text"),
        (Mark::Missing, "missing"),
        (Mark::JsonNull, "json_null"),
    ];

    /// The names of a kind, in the order of the file.
    pub fn names(self) -> &'static [&'static str] {
        static NAMES: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
            let mut names = vec![Vec::new(); Mark::ALL.len()];
            for row in include_str!("marks.tsv").lines() {
                let Some((kind, name)) = row.split_once('\t') else {
                    continue;
                };
                if let Some((mark, _)) = Mark::ALL.iter().find(|(_, known)| *known == kind) {
                    names[*mark as usize].push(name);
                }
            }
            names
        });
        &NAMES[self as usize]
    }

    /// True where this name is one of the kind.
    pub fn is(self, name: &str) -> bool {
        self.names().contains(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_names_and_every_row_a_kind() {
        for (place, (mark, kind)) in Mark::ALL.into_iter().enumerate() {
            assert_eq!(mark as usize, place);
            assert!(!mark.names().is_empty(), "{kind}");
        }
        let rows = include_str!("marks.tsv").lines();
        let rows = rows.filter(|row| !row.starts_with('#')).count();
        let known: usize = Mark::ALL.iter().map(|(mark, _)| mark.names().len()).sum();
        assert_eq!(rows, known);
    }
}
