//! The text that the stages read: without what cuts words in two, and with the lines of a paragraph joined.
//!
//! Soft hyphens, zero-width characters, ligatures and line-end hyphens come with text that was set for print or a screen; a
//! name must be found all the same, and once. Offsets stay those of the text as it was written: [`Original`] keeps it.

use std::collections::HashSet;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::Original;

/// The text to be read, and the one that was written where they differ.
pub fn read(text: String) -> (String, Option<Original>) {
    let joints = joints(&text);
    if text.is_ascii() && joints.is_empty() {
        return (text, None);
    }
    let mut reader = LetterReader {
        out: String::with_capacity(text.len()),
        original: Original::new(&text),
    };
    let mut joints = joints.into_iter().peekable();
    let mut at = 0;
    while at < text.len() {
        if let Some(joint) = joints.next_if(|joint| joint.range.start <= at) {
            reader.replace(joint.range.clone(), joint.read);
            at = joint.range.end;
            continue;
        }
        let end = joints.peek().map_or(text.len(), |joint| joint.range.start);
        at = reader.character(&text, at, end);
    }
    let LetterReader { out, original } = reader;
    if original.is_unchanged() {
        (out, None)
    } else {
        (out, Some(original))
    }
}

struct LetterReader {
    out: String,
    original: Original,
}

impl LetterReader {
    /// Reads `new` for what stands at `written`.
    fn replace(&mut self, written: Range<usize>, new: &str) {
        let start = self.out.len();
        self.out.push_str(new);
        self.original.change(start..self.out.len(), written);
    }

    /// Reads the character at `at`, with the marks that combine with it; gives where the next one begins, at most `end`.
    fn character(&mut self, text: &str, at: usize, end: usize) -> usize {
        let rest = &text[at..end];
        let mut characters = rest.chars();
        let Some(c) = characters.next() else {
            return end;
        };
        let next = at + c.len_utf8();
        if c.is_ascii() && !rest[1..].starts_with(is_beyond_latin) {
            self.out.push(c);
            return next;
        }
        let before = self.out.chars().next_back();
        let after = characters.next();
        if is_invisible(c) || is_joiner(c) && joins_letters(before, after) {
            self.replace(at..next, "");
            return next;
        }
        if matches!(c, '\u{fb00}'..='\u{fb06}') {
            let letters: String = c.nfkc().collect();
            self.replace(at..next, &letters);
            return next;
        }
        if c != ' ' && is_wide_space(c) {
            self.replace(at..next, " ");
            return next;
        }
        if is_emoji(c) {
            let end = at + emoji(rest);
            // It ends a name as a comma does; where nothing stands before it in the sentence, it is passed over.
            let opens = self
                .out
                .trim_end_matches([' ', '\t'])
                .ends_with(['.', '!', '?', '…', '"', '”', '\n', '\r'])
                || self.out.trim().is_empty();
            self.replace(at..end, if opens { "" } else { "," });
            return end;
        }
        let marks: usize = rest[c.len_utf8()..]
            .chars()
            .take_while(|&mark| is_combining_mark(mark))
            .map(char::len_utf8)
            .sum();
        let cluster = &text[at..next + marks];
        let composed: String = cluster.nfc().collect();
        if composed == cluster {
            self.out.push_str(cluster);
        } else {
            self.replace(at..next + marks, &composed);
        }
        next + marks
    }
}

/// The first letters of the blocks in which combining marks stand.
fn is_beyond_latin(c: char) -> bool {
    c >= '\u{300}'
}

/// True where a text shows nothing at all.
pub fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || is_invisible(c) || is_joiner(c))
}

/// Characters that show nothing and say nothing in running text: soft hyphens, zero-width spaces, marks of direction.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{200b}'
            | '\u{2060}'
            | '\u{feff}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{61c}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
    )
}

/// Zero-width joiners and non-joiners, which mean something in emoji and in the scripts of India and Arabia.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

fn joins_letters(before: Option<char>, after: Option<char>) -> bool {
    let latin =
        |c: Option<char>| c.is_none_or(|c| c < '\u{370}' || ('\u{1e00}'..'\u{1f00}').contains(&c));
    latin(before) && latin(after)
}

fn is_wide_space(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// Pictures, flags and their like; not the signs of print (©, ™, arrows).
fn is_emoji(c: char) -> bool {
    matches!(
        c,
        '\u{1f1e6}'..='\u{1f1ff}'
            | '\u{1f300}'..='\u{1f6ff}'
            | '\u{1f7e0}'..='\u{1f7eb}'
            | '\u{1f900}'..='\u{1f9ff}'
            | '\u{1fa70}'..='\u{1faff}'
            | '\u{2600}'..='\u{27bf}'
            | '\u{2b50}'
            | '\u{2b55}'
    )
}

/// The length of a run of emoji, with what joins and colours them.
fn emoji(rest: &str) -> usize {
    rest.chars()
        .take_while(|&c| {
            is_emoji(c)
                || matches!(
                    c,
                    '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{e0020}'..='\u{e007f}'
                )
        })
        .map(char::len_utf8)
        .sum()
}

/// A line end inside a paragraph, and what is read for it.
struct Joint {
    range: Range<usize>,
    read: &'static str,
}

/// One line of a text, without the white space at its ends.
struct Line {
    range: Range<usize>,
    indent: usize,
    /// In characters.
    width: usize,
}

/// No line that is broken by its width is longer, in characters.
const WIDEST: usize = 130;
/// Lines that are broken by their width are at least so wide, in characters.
const NARROWEST: usize = 40;

/// The line ends at which a sentence goes on. It is decided a paragraph at a time: those above the article's body (headline,
/// byline, dateline) are lines of their own whatever the body does.
fn joints(text: &str) -> Vec<Joint> {
    let lines = lines(text);
    if lines.len() < 2 {
        return Vec::new();
    }
    let paragraphs: Vec<&[Line]> = lines
        .split(|line| line.range.is_empty())
        .filter(|paragraph| paragraph.len() > 1)
        .collect();
    let width = paragraphs
        .iter()
        .flat_map(|paragraph| paragraph.iter())
        .map(|line| line.width)
        .max()
        .unwrap_or_default();
    let mut hyphenated = None;
    let wrapped: Vec<bool> = paragraphs
        .iter()
        .map(|paragraph| is_wrapped(text, paragraph, width))
        .collect();
    let some = wrapped.iter().any(|wrapped| *wrapped);
    let mut out = Vec::new();
    for (paragraph, wrapped) in paragraphs.iter().zip(wrapped) {
        for pair in paragraph.windows(2) {
            let [line, next] = pair else { continue };
            let range = line.range.end..next.range.start;
            let (before, after) = (&text[line.range.clone()], &text[next.range.clone()]);
            if let Some(joint) = hyphen(text, before, after, &range, &mut hyphenated) {
                out.push(joint);
                continue;
            }
            if opens_item(after)
                || next.indent > line.indent + 1 && !after.starts_with(char::is_lowercase)
            {
                continue;
            }
            let full = is_full(line, after, width);
            let goes_on = after.starts_with(char::is_lowercase);
            // The last line of a paragraph that no empty line ends is short.
            let joined = wrapped
                && (full || goes_on || !ends_sentence(before) && line.width * 5 > width * 3)
                || !wrapped && some && full && goes_on
                || goes_on && before.ends_with(',');
            if joined {
                out.push(Joint { range, read: " " });
            }
        }
    }
    out
}

/// The lines of a text, empty ones too.
fn lines(text: &str) -> Vec<Line> {
    let is_end = |c: char| {
        matches!(
            c,
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{0b}' | '\u{0c}' | '\u{85}'
        )
    };
    let mut lines = Vec::new();
    let mut start = 0;
    while start <= text.len() {
        let end = text[start..]
            .find(is_end)
            .map_or(text.len(), |at| start + at);
        let line = &text[start..end];
        let inner = line.trim();
        let indent = line.len() - line.trim_start().len();
        let from = if inner.is_empty() {
            start
        } else {
            start + indent
        };
        lines.push(Line {
            range: from..from + inner.len(),
            indent,
            width: indent + inner.chars().count(),
        });
        // A carriage return and its line feed are one line end.
        let ends = &text[end..];
        let length = match ends.strip_prefix("\r\n") {
            Some(_) => 2,
            None => ends.chars().next().map_or(1, char::len_utf8),
        };
        start = end + length;
    }
    lines
}

/// True where the next line's first word would not have had room in this one.
fn is_full(line: &Line, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    (NARROWEST..=WIDEST).contains(&width) && line.width + 1 + word.chars().count() > width
}

/// True where the lines of a paragraph are broken by their width: they go on in lower case, or all but the last are full.
fn is_wrapped(text: &str, paragraph: &[Line], width: usize) -> bool {
    let joints = paragraph.len() - 1;
    let mut low = 0;
    let mut full = 0;
    let mut items = 0;
    for pair in paragraph.windows(2) {
        let next = &text[pair[1].range.clone()];
        low += usize::from(next.starts_with(char::is_lowercase));
        full += usize::from(is_full(&pair[0], next, width));
        items += usize::from(opens_item(next));
    }
    low * 5 > joints || joints >= 2 && (full + items) * 10 >= joints * 9 && full * 2 > joints
}

/// A list item, a heading or a quoted line.
fn opens_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < line.len() && (rest.starts_with(". ") || rest.starts_with(") "));
    numbered
        || ["- ", "* ", "• ", "+ ", "#", "> ", "|"]
            .iter()
            .any(|mark| line.starts_with(mark))
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '\'', '”', '’', ')'])
        .ends_with(['.', '!', '?', '…', ':'])
}

/// A word that is broken at the line's end. Its hyphen goes, unless the text writes the word with one elsewhere, or what
/// follows begins with a capital (`Anglo-` and `American`).
fn hyphen<'a>(
    text: &'a str,
    before: &'a str,
    after: &'a str,
    gap: &Range<usize>,
    hyphenated: &mut Option<HashSet<&'a str>>,
) -> Option<Joint> {
    let mark = before.chars().next_back()?;
    if !matches!(mark, '-' | '\u{2010}' | '\u{ad}') {
        return None;
    }
    let head = &before[..before.len() - mark.len_utf8()];
    let first = after.chars().next()?;
    if !head.ends_with(char::is_alphabetic) || !first.is_alphanumeric() {
        return None;
    }
    let without = || Joint {
        range: gap.start - mark.len_utf8()..gap.end,
        read: "",
    };
    if mark == '\u{ad}' {
        return Some(without());
    }
    let kept = || Joint {
        range: gap.clone(),
        read: "",
    };
    if !first.is_lowercase() {
        return Some(kept());
    }
    let part = |c: char| !c.is_alphabetic() && c != '-';
    let left = head.rsplit(part).next().unwrap_or_default();
    let right = after.split(part).next().unwrap_or_default();
    let words = hyphenated.get_or_insert_with(|| {
        text.split(|c: char| !c.is_alphabetic() && c != '-')
            .filter(|word| word.contains('-') && !word.ends_with('-'))
            .collect()
    });
    let whole = format!("{left}-{right}");
    if left.contains('-') || words.contains(whole.as_str()) {
        Some(kept())
    } else {
        Some(without())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reading(text: &str) -> String {
        read(text.to_owned()).0
    }

    #[test]
    fn what_cuts_a_word_is_not_read() {
        assert_eq!(
            reading("An\u{ad}ge\u{ad}la in Ber\u{200b}lin\u{a0}now"),
            "Angela in Berlin now"
        );
        assert_eq!(
            reading("o\u{fb03}ce of Rene\u{301} Zoe\u{308}"),
            "office of René Zoë"
        );
        assert_eq!(
            reading("🎉 Tom Hale 🇩🇪 élan! 👩‍👩‍👧 Yes"),
            " Tom Hale , élan!  Yes"
        );
        assert_eq!(
            reading("Plain words — “quoted”."),
            "Plain words — “quoted”."
        );
    }

    #[test]
    fn words_broken_at_a_line_end_are_whole() {
        assert_eq!(
            reading("The Bank of Eng-\nland and Andrew Bai-\r\n  ley met."),
            "The Bank of England and Andrew Bailey met."
        );
        assert_eq!(
            reading("A well-known Anglo-\nAmerican was well-\nknown."),
            "A well-known Anglo-American was well-known."
        );
        assert_eq!(reading("It rose -\nor fell"), "It rose - or fell");
    }

    #[test]
    fn lines_are_joined_a_paragraph_at_a_time() {
        let head = "Minister resigns over flood report\nBy Simon Tisley\nLONDON, Jan 11";
        let body = "Environment Minister Fiona Hargreaves resigned yesterday after a report by the\n\
                    Flood Agency found that she had ignored three warnings. Her husband, Neil\n\
                    Hargreaves, is a director of Lowland Water plc.";
        assert_eq!(
            reading(&format!("{head}\n\n{body}")),
            format!("{head}\n\n{}", body.replace('\n', " "))
        );
        for text in [
            "Shares fell.\nBanks rose.\nOil was flat.",
            "Results:\n- Rovers 2, United 1\n- City 0, Town 0",
            "Ann Lee, London\nBo Ray, Leeds\nCy Fox, Perth",
            "One long paragraph in a single line, as most texts have it, which goes on and on beyond any width of a page that was ever set.\nAnother one, of the same kind, that begins with a capital letter and is as long as the one before it was, or nearly so.",
        ] {
            assert_eq!(reading(text), text);
        }
    }

    proptest! {
        #[test]
        fn every_span_that_is_read_stands_in_the_text(text in "[a-zE\u{e9}\u{301}\u{ad}\u{200d}\u{fb01}🎉\u{a0} \n\r.-]{0,80}") {
            let (read, original) = read(text.clone());
            if let Some(original) = original {
                prop_assert_eq!(original.text(), &text);
                let mut last = 0;
                for (at, c) in read.char_indices() {
                    let (start, end) = (original.start(at), original.end(at + c.len_utf8()));
                    prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end));
                    prop_assert!(start <= end || end >= last, "{at}");
                    last = start;
                }
            } else {
                prop_assert_eq!(read, text);
            }
        }
    }
}
