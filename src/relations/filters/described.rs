//! Whose description it is: what is said of the son of somebody is not said of that somebody.

use super::{LEAST, RelationFilter, Sheet, words};
use crate::document::{EntityType, Mention};
use crate::extraction::{Prediction, RelationKind};
use crate::language::nouns::Noun;
use crate::language::{self, WordClass};
use crate::text;

/// Drops what is said of a person who is described by somebody else, where it is said of that somebody.
///
/// Example: `the son of Hale married Field` says nothing of Hale, `Roth's lawyer, Ann Lee, works for Marsh` nothing of Roth.
/// `his Liberal colleagues` nothing of him.
/// Not: `Ann Lee, the daughter of Hale`; `Roth's wife, Eva Lind`, who are each other's; `an aide to Dunn, the head of Corvo`.
pub struct OwnerOfDescription;

impl RelationFilter for OwnerOfDescription {
    fn name(&self) -> &'static str {
        "owner_of_description"
    }

    fn keeps(&self, sheet: &Sheet, prediction: &Prediction) -> bool {
        if prediction.score < LEAST {
            return true;
        }
        let (a, b) = (
            &sheet.mentions[prediction.subject],
            &sheet.mentions[prediction.object],
        );
        !(of_another(sheet, prediction.kind, a, b) || of_another(sheet, prediction.kind, b, a))
    }
}

/// Tells whether `owner` only describes the person of whom something is said that `other` is part of.
fn of_another(sheet: &Sheet, kind: RelationKind, owner: &Mention, other: &Mention) -> bool {
    if owner.entity_type != EntityType::Per || owner.span.overlaps(other.span) {
        return false;
    }
    let kin = matches!(
        kind,
        RelationKind::Spouse | RelationKind::ChildOf | RelationKind::Sibling
    );
    if owner.span.start < other.span.start && possesses_person(sheet, owner, other) {
        // His wife, Eva Lind: she is his.
        return !(kin && other.entity_type == EntityType::Per);
    }
    if owner.span.start < other.span.start && !kin && owns_who_is_described(sheet, owner, other) {
        return true;
    }
    described_by(sheet, owner, other, kin)
}

/// As far as the words of a description stand from its owner, in bytes.
const NEAR: usize = 120;

/// Tells whether a mention owns a person who stands between it and another: `Roth's lawyer`, `her deputy`.
fn possesses_person(sheet: &Sheet, owner: &Mention, other: &Mention) -> bool {
    /// A description has at most so many words before its noun.
    const WORDS: usize = 5;
    let behind = sheet.behind(owner);
    let Some(between) = behind.get(..other.span.start - owner.span.end) else {
        return false;
    };
    let own = sheet.document.mention(sheet.sentences, owner);
    let possessive = language::is(&own.to_lowercase(), WordClass::PossessiveDeterminer);
    let between = text::head(between, NEAR);
    let description = match between.strip_prefix("'s ").or(between.strip_prefix("’s ")) {
        Some(rest) => rest,
        None if possessive => between,
        None => return false,
    };
    // The noun stands before the first comma, verb or preposition.
    let clause = description.split([',', '(', ';']).next().unwrap_or("");
    words(clause)
        .take(WORDS)
        .take_while(|(_, word)| !language::is(&word.to_lowercase(), WordClass::Preposition))
        .any(|(_, word)| is_person(&word.to_lowercase()))
}

/// Tells whether a mention owns persons whom another describes: `his Liberal colleagues`, `Roth's Leeds lawyer`.
fn owns_who_is_described(sheet: &Sheet, owner: &Mention, other: &Mention) -> bool {
    /// So many words may stand before the other mention, and behind it up to the noun.
    const WORDS: usize = 2;
    let behind = sheet.behind(owner);
    let Some(between) = behind.get(..other.span.start - owner.span.end) else {
        return false;
    };
    let own = sheet.document.mention(sheet.sentences, owner);
    let possessive = language::is(&own.to_lowercase(), WordClass::PossessiveDeterminer);
    let adjectives = match between.strip_prefix("'s ").or(between.strip_prefix("’s ")) {
        Some(rest) => rest,
        None if possessive => between,
        None => return false,
    };
    let plain = |text: &str| !text.contains([',', ';', '(', ':']);
    let rest = sheet.behind(other);
    let noun = words(rest)
        .take(WORDS)
        .find(|(_, word)| is_person(&word.to_lowercase()));
    plain(adjectives)
        && words(adjectives).count() <= WORDS
        && noun.is_some_and(|(at, _)| rest.starts_with(' ') && plain(&rest[..at]))
}

/// Tells whether a mention ends the description of a person: `the son of Hale`, `a former aide to Dunn`.
fn described_by(sheet: &Sheet, owner: &Mention, other: &Mention, kin: bool) -> bool {
    let before = text::tail(sheet.before(owner), NEAR);
    let mut back: Vec<(usize, &str)> = words(before).collect();
    if !before.ends_with(' ') {
        return false;
    }
    let link = back.pop().map(|(_, word)| word.to_lowercase());
    if !link.is_some_and(|word| language::is(&word, WordClass::DescriptionLink)) {
        return false;
    }
    let Some((at, noun)) = back.pop() else {
        return false;
    };
    if !is_person(&noun.to_lowercase()) {
        return false;
    }
    if other.span.start > owner.span.end {
        // A comma or a preposition goes on with the owner's own description.
        let behind = sheet.behind(owner);
        if names_the_described(sheet, owner) || is_behind_relative_clause(behind, owner, other) {
            return true;
        }
        let first = behind.trim_start().chars().next();
        let next = words(behind).next().map_or("", |(_, word)| word);
        let own = first.is_some_and(|c| matches!(c, ',' | '(' | '\'' | '’' | '-' | '–' | '—'))
            || language::is(&next.to_lowercase(), WordClass::Preposition);
        return !own;
    }
    // Lee, the daughter of Hale; Lee is the daughter of Hale: they are each other's.
    let gap = &before[..at];
    let near = other.span.end + NEAR > owner.span.start;
    let description = words(gap).next_back().map_or("", |(_, word)| word);
    let opens = language::is(&description.to_lowercase(), WordClass::Preposition);
    near && !kin && opens
}

/// Tells whether a comma and the name of the described person stand behind the owner: `the lawyer of Roth, Ann Lee, was born`.
fn names_the_described(sheet: &Sheet, owner: &Mention) -> bool {
    let start = owner.span.end + ", ".len();
    let named = |m: &&Mention| {
        m.sentence == owner.sentence && m.entity_type == EntityType::Per && m.span.start == start
    };
    sheet.behind(owner).starts_with(", ")
        && sheet
            .mentions
            .iter()
            .find(named)
            .is_some_and(|m| sheet.behind(m).starts_with(','))
}

/// Tells whether a clause about the owner is closed before the other mention: `the widow of Hess, who founded Brill, lives in Bonn`.
fn is_behind_relative_clause(behind: &str, owner: &Mention, other: &Mention) -> bool {
    let Some(between) = behind.get(..other.span.start - owner.span.end) else {
        return false;
    };
    let Some(clause) = between.strip_prefix(", ") else {
        return false;
    };
    let opener = words(clause).next();
    opener.is_some_and(|(_, word)| language::is(&word.to_lowercase(), WordClass::PersonRelative))
        && clause.contains(',')
}

/// Tells whether a word is a noun for a person, in the singular or the plural.
fn is_person(word: &str) -> bool {
    let singular = word
        .strip_suffix("ies")
        .map(|stem| format!("{stem}y"))
        .or_else(|| word.strip_suffix('s').map(str::to_string));
    let of = |word: &str| {
        language::is(word, WordClass::RelatedPersonNoun)
            || language::is(word, WordClass::RoleHead)
            || matches!(
                Noun::of(word),
                Some(Noun::Relative { .. } | Noun::Person { generic: false, .. })
            )
    };
    of(word) || singular.is_some_and(|singular| of(&singular))
}

#[cfg(test)]
mod tests {
    use super::super::tests::keeps;
    use super::*;
    use EntityType::{Loc, Misc, Org, Per};
    use RelationKind::{
        Ceo, ChildOf, EmployeeOrMemberOf, PlaceOfBirth, PoliticalAffiliation, Spouse,
    };

    #[test]
    fn what_is_said_of_the_described_is_not_said_of_the_owner() {
        let drops = |text: &str, kind, a: (&str, EntityType), b: (&str, EntityType)| {
            assert!(!keeps(&OwnerOfDescription, text, kind, a, b), "{text}");
        };
        let hale = ("Rolf Hale", Per);
        drops(
            "The son of Rolf Hale married Ida Field.",
            Spouse,
            hale,
            ("Ida Field", Per),
        );
        drops(
            "A former aide to Rolf Hale works for Brill.",
            EmployeeOrMemberOf,
            hale,
            ("Brill", Org),
        );
        drops(
            "Rolf Hale's lawyer, Ida Lee, works for Brill.",
            EmployeeOrMemberOf,
            hale,
            ("Brill", Org),
        );
        drops(
            "Her deputy, Rolf Hale, was born in Oslo.",
            PlaceOfBirth,
            ("Her", Per),
            ("Oslo", Loc),
        );
        drops(
            "They do better than his Liberal colleagues.",
            PoliticalAffiliation,
            ("his", Per),
            ("Liberal", Misc),
        );
        drops(
            "The widow of Rolf Hale, who ran a shop, works for Brill.",
            EmployeeOrMemberOf,
            hale,
            ("Brill", Org),
        );
        drops(
            "Friends of Rolf Hale joined Brill.",
            EmployeeOrMemberOf,
            hale,
            ("Brill", Org),
        );
    }

    #[test]
    fn what_is_said_of_the_owner_stays() {
        let stays = |text: &str, kind, a: (&str, EntityType), b: (&str, EntityType)| {
            assert!(keeps(&OwnerOfDescription, text, kind, a, b), "{text}");
        };
        let hale = ("Rolf Hale", Per);
        stays(
            "Ida Hale, the daughter of Rolf Hale, left.",
            ChildOf,
            ("Ida Hale", Per),
            hale,
        );
        stays(
            "Rolf Hale's wife, Ida Lind, left.",
            Spouse,
            hale,
            ("Ida Lind", Per),
        );
        stays(
            "An aide to Rolf Hale, head of Brill, left.",
            Ceo,
            ("Brill", Org),
            hale,
        );
        stays(
            "The widow of Rolf Hale, who ran Brill, left.",
            EmployeeOrMemberOf,
            hale,
            ("Brill", Org),
        );
        stays(
            "Rolf Hale works for Brill.",
            EmployeeOrMemberOf,
            hale,
            ("Brill", Org),
        );
        stays(
            "Her job at Brill ended.",
            EmployeeOrMemberOf,
            ("Her", Per),
            ("Brill", Org),
        );
    }
}
