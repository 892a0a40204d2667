//! What common nouns, titles and first names say of whom they name.

use super::{WordClass, classes, is, value, words};

/// The grammatical gender by which a text speaks of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Gender {
    #[default]
    Unknown,
    Male,
    Female,
}

impl Gender {
    /// Tells whether two mentions of these genders may be of one person.
    pub fn agrees(self, other: Gender) -> bool {
        self == Gender::Unknown || other == Gender::Unknown || self == other
    }

    /// Returns this gender, or `other` where it is unknown.
    pub fn or(self, other: Gender) -> Gender {
        if self == Gender::Unknown { other } else { self }
    }

    /// Reads the value of a class: `m`, `f`.
    fn named(value: Option<&str>) -> Self {
        match value {
            Some("m") => Gender::Male,
            Some("f") => Gender::Female,
            _ => Gender::Unknown,
        }
    }

    /// Returns the usual gender of a first name, which is without accents and in lower case.
    pub fn of_first_name(name: &str) -> Self {
        Self::named(value(name, WordClass::FirstName))
    }

    /// Returns the gender that a title before a name tells; `None` for a word that is no title.
    pub fn of_title(word: &str) -> Option<Self> {
        is(word, WordClass::Title).then(|| Self::named(value(word, WordClass::Title)))
    }
}

/// What kind of thing a common noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noun {
    /// A person; `generic` nouns tell nothing that a reader would have to know about them (`the man`, `the star`).
    Person {
        gender: Gender,
        generic: bool,
    },
    /// Another person, seen from somebody.
    Relative {
        gender: Gender,
        relation: Relation,
    },
    Persons,
    Organisation,
    Place,
}

/// What a relative is to the person whose relative they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Relation {
    Spouse,
    Mother,
    Father,
    Son,
    Daughter,
    Brother,
    Sister,
    Other,
}

impl Noun {
    /// Returns what a word, in lower case, names.
    pub fn of(word: &str) -> Option<Noun> {
        let classes = classes(word);
        let gender = || Gender::named(value(word, WordClass::NounGender));
        if classes.has(WordClass::RelativeNoun) {
            let relation = match value(word, WordClass::RelativeNoun) {
                Some("spouse") => Relation::Spouse,
                Some("mother") => Relation::Mother,
                Some("father") => Relation::Father,
                Some("son") => Relation::Son,
                Some("daughter") => Relation::Daughter,
                Some("brother") => Relation::Brother,
                Some("sister") => Relation::Sister,
                _ => Relation::Other,
            };
            return Some(Noun::Relative {
                gender: gender(),
                relation,
            });
        }
        for (class, generic) in [
            (WordClass::GenericPersonNoun, true),
            (WordClass::PersonNoun, false),
        ] {
            if classes.has(class) {
                return Some(Noun::Person {
                    gender: gender(),
                    generic,
                });
            }
        }
        [
            (WordClass::PeopleNoun, Noun::Persons),
            (WordClass::OrganisationNoun, Noun::Organisation),
            (WordClass::PlaceNoun, Noun::Place),
        ]
        .into_iter()
        .find_map(|(class, noun)| classes.has(class).then_some(noun))
    }
}

/// Tells whether a word ends in one of the endings of a class.
pub(crate) fn ends_in(word: &str, endings: WordClass) -> bool {
    words(endings).iter().any(|ending| word.ends_with(ending))
}
