//! Ages: `37-year-old`, `aged 12`, `James, 42,`, `Olivia, nine, and Tom, 16 months`, `who turns 50`, `She
//! was 90.`

use super::Kind;
use crate::document::EntityType;
use crate::language::WordClass;
use crate::values::durations::{self, Duration};
use crate::values::found::Found;
use crate::values::numbers::{self, Number};
use crate::values::reader::Reader;
use crate::values::tokens::Tokens;
use crate::values::units::TimeUnit;

/// `James, 42,`, `Olivia, nine`, `Tom (42)`: an age right after a person's name.
pub struct AfterName;

impl Kind for AfterName {
    fn name(&self) -> &'static str {
        "age_after_name"
    }

    fn at(&self, reader: &Reader, i: usize) -> Option<Found> {
        let t = &reader.tokens;
        let aged = t.before(i, 1) == "aged";
        let after = i.checked_sub(if aged { 2 } else { 1 })?;
        if reader.person_ends_before(after)
            && let Some(age) = after_name(t, after, true)
        {
            return Some(age.found());
        }
        let missed = t.is(after, ",") && reader.may_end_person(after);
        let age = missed.then(|| after_name(t, after, false))??;
        Some(age.found())
    }
}

/// `37-year-old`, `16 months old`: a length of time with the words that make an age of it.
pub struct OldInUnits;

impl Kind for OldInUnits {
    fn name(&self) -> &'static str {
        "age_in_units"
    }

    fn at(&self, reader: &Reader, i: usize) -> Option<Found> {
        Some(of_duration(&reader.tokens, &reader.duration(i)?)?.found())
    }
}

/// `aged 12`, `at the age of 30`, `turned 50`: an age told by the words before it.
pub struct AfterCue;

impl Kind for AfterCue {
    fn name(&self) -> &'static str {
        "age_after_cue"
    }

    fn at(&self, reader: &Reader, i: usize) -> Option<Found> {
        Some(led(&reader.tokens, i, &reader.number(i)?)?.found())
    }
}

/// `She was 90.`: an age that is said of somebody.
pub struct Predicate;

impl Kind for Predicate {
    fn name(&self) -> &'static str {
        "age_predicate"
    }

    fn at(&self, reader: &Reader, i: usize) -> Option<Found> {
        Some(predicate(&reader.tokens, i, &reader.number(i)?)?.found())
    }
}

/// The highest number of years that is taken for a person's age.
const OLDEST: u32 = 115;

/// An age: ISO 8601, its first token and the token after it.
#[derive(Clone, Debug, PartialEq)]
struct Age {
    iso: String,
    first: usize,
    next: usize,
}

impl Age {
    fn found(self) -> Found {
        Found::value(self.first, self.next, EntityType::Age, self.iso)
    }
}

fn years(number: &Number, first: usize) -> Option<Age> {
    let n = number.whole(OLDEST).filter(|n| *n > 0)?;
    Some(Age {
        iso: format!("P{n}Y"),
        first,
        next: number.next,
    })
}

/// `37-year-old`, `16 months old`, `nine years of age`: the duration with the words that make an age of it.
fn of_duration(t: &Tokens, duration: &Duration) -> Option<Age> {
    let [(_, span)] = duration.parts.as_slice() else {
        return None;
    };
    if !matches!(
        span,
        TimeUnit::Day | TimeUnit::Week | TimeUnit::Month | TimeUnit::Year
    ) {
        return None;
    }
    let at = t.skip_dash(duration.next);
    let next = if t.is_any(at, &["old", "olds"]) {
        at + 1
    } else if t.is(at, "of") && t.is(at + 1, "age") {
        at + 2
    } else {
        return None;
    };
    Some(Age {
        iso: duration.iso()?,
        first: duration.first,
        next,
    })
}

/// Ages told by the words before the number at token `i`.
fn led(t: &Tokens, i: usize, number: &Number) -> Option<Age> {
    let aged = match t.before(i, 1) {
        _ if t.before_has(i, 1, WordClass::AgeCue) => true,
        "of" => t.before(i, 2) == "age" && t.before_has(i, 3, WordClass::AgeOfLead),
        _ if t.before_has(i, 1, WordClass::BirthdayVerb) => true,
        "turn" => t.before_has(i, 2, WordClass::BirthdayAuxiliary),
        // `aged between 12 and 16`, `aged 12 to 16`
        _ if t.before_has(i, 1, WordClass::AgeLimit) => t.before(i, 2) == "aged",
        // `ages 9, 7 and 5`, `aged 12 to 16`
        "and" | "to" | "-" | "–" | "," => {
            let listed =
                |k: usize| t.int(k, 2).is_some() || t.is_any(k, &[",", "and", "to"]) || t.dash(k);
            let lead = (1..=12).find(|back| !i.checked_sub(*back).is_some_and(listed));
            lead.is_some_and(|back| matches!(t.before(i, back), "aged" | "ages"))
        }
        _ => false,
    };
    if !aged || number.scaled {
        return None;
    }
    // `turned 12 acres`, `aged 12 months`
    let turned = t.before(i, 1).starts_with("turn");
    if turned && t.is_word(number.next) && !plain_follower(t, number.next) {
        return None;
    }
    if let Some(duration) = durations::after_number(t, i, number) {
        return Some(Age {
            iso: duration.iso()?,
            first: i,
            next: duration.next,
        });
    }
    let runs_on = t.glued(number.next)
        && (t.is_word(number.next)
            || t.is_any(number.next, &["%", "/", ":"])
            || t.digits(number.next).is_some());
    (!runs_on && !t.is_any(number.next, &["per", "percent"]))
        .then(|| years(number, i))
        .flatten()
}

fn plain_follower(t: &Tokens, i: usize) -> bool {
    t.has(i, WordClass::AfterBirthday)
}

/// `He was 90.`, `she is 42 and`: only where the sentence or its part ends there.
fn predicate(t: &Tokens, i: usize, number: &Number) -> Option<Age> {
    let verb = t.before_has(i, 1, WordClass::AgeCopula);
    let subject = t.before(i, if t.before(i, 1) == "s" { 3 } else { 2 });
    let who = crate::language::is(subject, WordClass::AgeSubject);
    let ends = number.next >= t.len()
        || t.is_any(number.next, &[".", "!", ";", "when", "at"])
            && !(t.glued(number.next + 1) && t.digits(number.next + 1).is_some());
    let n = number.whole(OLDEST)?;
    (verb && who && ends && n >= 3)
        .then(|| years(number, i))
        .flatten()
}

/// The age that follows a person's name at token `i`: `, 42,`, `, nine`, `, 16 months,`, ` (42)`. `after`
/// is the first token after the name.
fn after_name(t: &Tokens, after: usize, sure: bool) -> Option<Age> {
    let paren = t.is(after, "(");
    if !paren && !t.is(after, ",") {
        return None;
    }
    let first = if t.is(after + 1, "aged") {
        after + 2
    } else {
        after + 1
    };
    let number = numbers::number(t, first).filter(|n| !n.scaled)?;
    let ends = |k: usize| {
        if paren {
            return t.is(k, ")");
        }
        // `Smith, 42, said`, `Joshua, seven and ...`; not `Paris, 3.5`, `Smith, 3-0`
        (k >= t.len()
            || (t.is_any(k, &[",", ".", ";", ")", "and", "!", "?"])
                || t.raw(k) == "”"
                || t.is_any(k, &["\"", "'"])))
            && !(t.is_any(k, &[".", ","])
                && t.glued(k)
                && t.glued(k + 1)
                && t.digits(k + 1).is_some())
    };
    if let Some(duration) = durations::after_number(t, first, &number) {
        let small = matches!(
            duration.parts.as_slice(),
            [(
                _,
                TimeUnit::Day | TimeUnit::Week | TimeUnit::Month | TimeUnit::Year
            )]
        );
        return (small && !duration.hyphen && ends(duration.next))
            .then(|| {
                Some(Age {
                    iso: duration.iso()?,
                    first,
                    next: duration.next,
                })
            })
            .flatten();
    }
    if !ends(number.next)
        || (t.is(number.next, "and") && numbers::number(t, number.next + 1).is_some())
    {
        return None;
    }
    let n = number.whole(OLDEST)?;
    let fits = n > 0 && (sure || (n >= 16 && !number.worded && !paren && t.is(number.next, ",")));
    fits.then(|| years(&number, first)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_after_a_name_ends_its_part() {
        let read = |text: &str| after_name(&Tokens::of(text), 0, true).map(|a| a.iso);
        assert_eq!(read(", 42, spoke").as_deref(), Some("P42Y"));
        assert_eq!(read(", nine, and").as_deref(), Some("P9Y"));
        assert_eq!(read(", 16 months, with").as_deref(), Some("P16M"));
        assert_eq!(read(" (42) said").as_deref(), Some("P42Y"));
        for none in [
            ", 42 cows",
            ", 3-0",
            " (1912)",
            ", 3.5",
            ", two and three",
            " 42",
            ", 400,",
        ] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
