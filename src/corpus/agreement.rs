//! The second opinion on what of a page is its article: paragraphs that rs-trafilatura does not find either are left out.
//!
//! Our own reading ([`super::html`]) misses hardly anything, but keeps what stands in the article's midst; the crate reads by other
//! marks and errs elsewhere. What both find is the article more surely than what either does.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rs_trafilatura::page_type::PageType;

/// Letters that are compared together.
const RUN: usize = 16;
/// Letters of the shortest paragraph that is certainly prose.
const PROSE: usize = 50;
/// Bytes of the longest page that the crate is given: a bound on its time.
const LONGEST_PAGE: usize = 2 * 1024 * 1024;
/// Of the elements of a page that the crate is given, the deepest: its time grows with the square of it.
const DEEPEST: usize = 400;

/// Returns the paragraphs of `text` that the crate finds in the page too. All of them, where the page is too large or too deep
/// for it, or it finds hardly anything of them.
/// A paragraph that is the `headline` stays.
pub fn agreed(text: String, headline: Option<&str>, page: &str, depth: usize) -> String {
    if page.len() > LONGEST_PAGE || depth > DEEPEST {
        return text;
    }
    match crate_text(page) {
        Some(found) => common(text, &found, headline),
        None => text,
    }
}

/// What the crate finds; `None` where it fails.
fn crate_text(page: &str) -> Option<String> {
    let options = rs_trafilatura::Options {
        page_type: Some(PageType::Article),
        // It cuts a longer text at a byte, whatever stands there.
        max_extracted_len: usize::MAX,
        ..rs_trafilatura::Options::default()
    };
    // A page of the web may be anything; nothing of the crate outlives the call.
    let found = catch_unwind(AssertUnwindSafe(|| {
        rs_trafilatura::extract_with_options(page, &options)
    }));
    found.ok()?.ok().map(|found| found.content_text)
}

/// The paragraphs of `text` of which at least half of the runs of letters stand in `found`, the headline, and prose between two
/// that stay: what an article says in its midst is part of it.
fn common(text: String, found: &str, headline: Option<&str>) -> String {
    let found = Letters::of(found);
    let runs: HashSet<&str> = found.runs().collect();
    let paragraphs: Vec<(&str, Letters)> = text
        .split("\n\n")
        .map(|paragraph| (paragraph, Letters::of(paragraph)))
        .collect();
    let is_found = |(paragraph, letters): &(&str, Letters)| {
        let (mut all, mut both) = (0usize, 0usize);
        for run in letters.runs() {
            all += 1;
            both += usize::from(runs.contains(run));
        }
        let short = all == 0 && !letters.text.is_empty() && found.text.contains(&letters.text);
        short || all > 0 && both * 2 >= all || Some(*paragraph) == headline
    };
    let stays: Vec<bool> = paragraphs.iter().map(is_found).collect();
    let is_between = |at: usize| {
        let (paragraph, letters) = &paragraphs[at];
        at > 0
            && stays[at - 1]
            && stays.get(at + 1) == Some(&true)
            && letters.starts.len() > PROSE
            && paragraph.ends_with(['.', '!', '?', '…', '"', '”', '»'])
    };
    let kept: Vec<&str> = (0..paragraphs.len())
        .filter(|&at| stays[at] || is_between(at))
        .map(|at| paragraphs[at].0)
        .collect();
    let kept = kept.join("\n\n");
    // Else the crate has taken something else for the article.
    if kept.len() * 5 < text.len() {
        text
    } else {
        kept
    }
}

/// The letters and digits of a text: spaces differ where elements stand inside words.
struct Letters {
    text: String,
    /// Where each begins, and where the text ends.
    starts: Vec<usize>,
}

impl Letters {
    fn of(text: &str) -> Letters {
        let text: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        Letters {
            starts: starts.collect(),
            text,
        }
    }

    fn runs(&self) -> impl Iterator<Item = &str> {
        self.starts
            .windows(RUN + 1)
            .map(|run| &self.text[run[0]..run[RUN]])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_both_find_is_kept() {
        let text = "The mill closed on Monday, its owner said.\n\nFive tips for a better garden this spring\n\nNobody was hurt.";
        let found = "The mill closed on Monday, its owner\nsaid. Nobody was hurt.";
        assert_eq!(
            common(text.to_owned(), found, None),
            "The mill closed on Monday, its owner said.\n\nNobody was hurt."
        );
        assert_eq!(common(text.to_owned(), "Subscribe now", None), text);
    }

    #[test]
    fn prose_in_the_midst_of_the_article_and_its_headline_stay() {
        let prose = "The council said that it knew nothing of it before the letter came.";
        let text =
            format!("Wind and water\n\nThe mill closed on Monday.\n\n{prose}\n\nNobody was hurt.");
        let found = "The mill clo sed on Monday. Nobody was hurt.";
        assert_eq!(common(text.clone(), found, Some("Wind and water")), text);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_page_gives_some_of_the_paragraphs(page in "(<(p|div|article|table|tr|td|h1|li|ul|a href=x|script|!--|b class=comment)>|</(p|div|article|table)>|[a-z]{1,9} |&amp;|é|漢){0,80}") {
            let text = "some words of it\n\nand others\n\nthe last".to_owned();
            let agreed = agreed(text.clone(), None, &page, 1);
            prop_assert!(agreed.split("\n\n").all(|paragraph| text.contains(paragraph)));
        }
    }
}
