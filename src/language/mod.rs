//! The shelf: what English words are. Every list of words that a rule asks for stands in `en/*.tsv`, none in code.
//!
//! A file is a head of `#` lines (what it holds, its source, its licence) and rows `word TAB classes TAB note`:
//!
//! ```text
//! january	month=1
//! city	place_noun organisation_tail	Manchester City
//! ```
//!
//! A word may stand in several rows and files; it has the classes of all. A class may carry a value (`month=1`). A word is
//! looked up exactly as it is given, so a caller that wants any case gives lower case. A phrase of several words is a row too,
//! its words parted by single spaces.
//!
//! To add a word, add a row. To add a class, add a line to `word_classes!` below. To add a file, add its name to `FILES`.

use std::collections::HashMap;
use std::ops::{BitOr, BitOrAssign};
use std::sync::LazyLock;

/// Declares the classes: the variant, its name in the files, and what it means.
macro_rules! word_classes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// What a word is, so far as some rule asks for it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum WordClass {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl WordClass {
            const ALL: &'static [(WordClass, &'static str)] = &[$((WordClass::$variant, $name),)+];
        }
    };
}

word_classes! {
    /// A month by its full name or abbreviation; the value is its number, 1 to 12.
    Month = "month",
    /// A month's abbreviation.
    MonthAbbreviation = "month_abbreviation",
}

/// The files of the shelf.
const FILES: &[(&str, &str)] = &[("months", include_str!("en/months.tsv"))];

/// How many words of 64 bits hold a set of classes.
const WORDS: usize = 4;
const _: () = assert!(WordClass::ALL.len() <= 64 * WORDS);

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes([u64; WORDS]);

impl Classes {
    /// Tells whether the class is in the set.
    pub fn has(self, class: WordClass) -> bool {
        let bit = class as usize;
        self.0[bit / 64] & (1 << (bit % 64)) != 0
    }

    #[allow(dead_code)]
    /// Tells whether any class of `other` is in the set.
    pub fn has_any(self, other: Classes) -> bool {
        self.0.iter().zip(other.0).any(|(a, b)| a & b != 0)
    }
}

impl From<WordClass> for Classes {
    fn from(class: WordClass) -> Self {
        let mut set = Classes::default();
        set.0[class as usize / 64] = 1 << (class as usize % 64);
        set
    }
}

impl BitOrAssign for Classes {
    fn bitor_assign(&mut self, other: Classes) {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            *a |= b;
        }
    }
}

impl BitOr for Classes {
    type Output = Classes;

    fn bitor(mut self, other: Classes) -> Classes {
        self |= other;
        self
    }
}

impl BitOr for WordClass {
    type Output = Classes;

    fn bitor(self, other: WordClass) -> Classes {
        Classes::from(self) | Classes::from(other)
    }
}

impl BitOr<WordClass> for Classes {
    type Output = Classes;

    fn bitor(self, other: WordClass) -> Classes {
        self | Classes::from(other)
    }
}

/// What the shelf says of one word.
#[derive(Default)]
struct Entry {
    classes: Classes,
    values: Vec<(WordClass, &'static str)>,
}

/// The words of a language.
struct Lexicon {
    entries: HashMap<&'static str, Entry>,
    /// Of each class its words, in the order of the files.
    words: Vec<Vec<&'static str>>,
}

/// A mistake in a file of the shelf: which file and line, and what is wrong.
#[derive(Debug, PartialEq)]
struct Fault(String);

impl Lexicon {
    /// Reads files, each a name and its text.
    fn read(files: &[(&str, &'static str)]) -> Result<Self, Fault> {
        let by_name: HashMap<&str, WordClass> = WordClass::ALL
            .iter()
            .map(|(class, name)| (*name, *class))
            .collect();
        let mut lexicon = Lexicon {
            entries: HashMap::new(),
            words: vec![Vec::new(); WordClass::ALL.len()],
        };
        for (file, text) in files {
            for (number, line) in text.lines().enumerate() {
                if line.is_empty() || line.starts_with('#') {
                    continue;
                }
                let fault = |what: &str| Fault(format!("{file}.tsv, line {}: {what}", number + 1));
                let mut cells = line.split('\t');
                let word = cells
                    .next()
                    .filter(|w| !w.is_empty())
                    .ok_or_else(|| fault("no word"))?;
                let classes = cells.next().ok_or_else(|| fault("no classes"))?;
                let entry = lexicon.entries.entry(word).or_default();
                for class in classes.split(' ').filter(|c| !c.is_empty()) {
                    let (name, value) = match class.split_once('=') {
                        Some((name, value)) => (name, Some(value)),
                        None => (class, None),
                    };
                    let class = *by_name
                        .get(name)
                        .ok_or_else(|| fault(&format!("no class is named {name}")))?;
                    if let Some(value) = value {
                        entry.values.push((class, value));
                    }
                    if !entry.classes.has(class) {
                        entry.classes |= class.into();
                        lexicon.words[class as usize].push(word);
                    }
                }
            }
        }
        Ok(lexicon)
    }
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| match Lexicon::read(FILES) {
    Ok(lexicon) => lexicon,
    // The files are part of the program, and a test reads them.
    Err(Fault(what)) => panic!("src/language/en: {what}"),
});

/// Returns the classes of a word; none of a word that is not on the shelf.
pub(crate) fn classes(word: &str) -> Classes {
    ENGLISH
        .entries
        .get(word)
        .map_or(Classes::default(), |e| e.classes)
}

/// Tells whether a word is of a class.
pub(crate) fn is(word: &str, class: WordClass) -> bool {
    classes(word).has(class)
}

/// Returns the value that a class carries for a word: of `month` for `may` it is `5`.
pub(crate) fn value(word: &str, class: WordClass) -> Option<&'static str> {
    let entry = ENGLISH.entries.get(word)?;
    entry
        .values
        .iter()
        .find(|(c, _)| *c == class)
        .map(|(_, value)| *value)
}

#[allow(dead_code)]
/// Returns the words of a class, in the order of the files.
pub(crate) fn words(class: WordClass) -> &'static [&'static str] {
    &ENGLISH.words[class as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read_and_every_class_has_a_word() {
        let lexicon = Lexicon::read(FILES).unwrap();
        for (class, name) in WordClass::ALL {
            assert!(
                !lexicon.words[*class as usize].is_empty(),
                "{name} has no word"
            );
        }
    }

    #[test]
    fn every_file_says_what_it_holds() {
        for (file, text) in FILES {
            assert!(text.starts_with("# "), "{file}.tsv has no head");
        }
    }

    #[test]
    fn a_word_has_the_classes_and_values_of_all_its_rows() {
        assert!(is("may", WordClass::Month));
        assert_eq!(value("may", WordClass::Month), Some("5"));
        assert!(!is("mayhem", WordClass::Month));
        assert!(words(WordClass::Month).contains(&"december"));
    }

    #[test]
    fn an_unknown_class_is_a_fault_that_names_file_and_line() {
        let fault = Lexicon::read(&[("x", "# head\nword\tnonsense")]).err();
        assert_eq!(
            fault,
            Some(Fault("x.tsv, line 2: no class is named nonsense".into()))
        );
    }
}
