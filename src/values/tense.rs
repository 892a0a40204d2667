//! The tense around a date, which tells whether `on Monday` or `in April` was or will be.

use super::tokens::Tokens;
use crate::language::{self, WordClass};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    Past,
    Present,
    Future,
    /// No verb near by tells.
    Unknown,
}

/// How many tokens on either side are read.
const WINDOW: usize = 25;

/// The tense of the verb nearest to the tokens `first..end`; what lies beyond a comma or a quotation mark
/// is farther away.
pub fn tense(t: &Tokens, first: usize, end: usize) -> Tense {
    let mut best = (usize::MAX, Tense::Unknown);
    let mut far = 0;
    for i in (first.saturating_sub(WINDOW)..first).rev() {
        far += step(t, i);
        if let Some(cue) = cue(t, i)
            && far < best.0
        {
            best = (far, cue);
        }
    }
    // A verb after the date tells less than one before it: `On Monday, ...` is why it tells at all.
    far = 2;
    for i in end..(end + WINDOW).min(t.len()) {
        far += step(t, i);
        if far >= best.0 {
            break;
        }
        if let Some(cue) = cue(t, i) {
            best = (far, cue);
        }
    }
    best.1
}

/// How many tokens before `until` are searched for the verb that it goes with.
const REACH: usize = 12;

/// Tells whether what ends at the date at token `first` was put off until then, or has begun and not ended. Example: `the match
/// has been postponed until Saturday`; not: `he stayed until Saturday`.
pub fn is_open(t: &Tokens, first: usize) -> bool {
    for i in (first.saturating_sub(REACH)..first).rev() {
        if matches!(t.raw(i), "." | ";" | "\"" | "“" | "”") {
            return false;
        }
        if t.has(i, WordClass::DeferringVerb) {
            return true;
        }
        if matches!(t.lower(i), "has" | "have") && !t.is(i + 1, "to") {
            return true;
        }
    }
    false
}

fn step(t: &Tokens, i: usize) -> usize {
    match t.raw(i) {
        "," | "(" | ")" | "-" | "–" | "—" => 3,
        ";" | ":" | "\"" | "“" | "”" | "." | "..." | "…" => 5,
        _ if t.has(i, WordClass::ClauseOpener) => 2,
        _ => 1,
    }
}

fn cue(t: &Tokens, i: usize) -> Option<Tense> {
    let word = t.lower(i);
    match word {
        _ if t.has(i, WordClass::FutureCue) => {
            // `the will of`, `was due`, `had planned`
            let was = t.has_before(i, 2, WordClass::PastBefore);
            let noun = word == "will" && t.has_before(i, 1, WordClass::BeforeNounWill);
            return (!noun).then_some(if was { Tense::Past } else { Tense::Future });
        }
        // `Trading resumes Monday`: what is fixed is told in the present.
        _ if t.has(i, WordClass::ScheduledVerb)
            && !(1..=6).any(|k| t.before_has(i, k, WordClass::HabitAdverb)) =>
        {
            return Some(Tense::Future);
        }
        "going" if t.is(i + 1, "to") => return Some(Tense::Future),
        "won" if t.apostrophe(i + 1) && t.is(i + 2, "t") => return Some(Tense::Future),
        "set" if t.is_any(i + 1, &["to", "for"]) && !t.has_before(i, 2, WordClass::PastBefore) => {
            return Some(Tense::Future);
        }
        "to" if (t.before(i, 1) == "is" || t.before(i, 1) == "are") => return Some(Tense::Future),
        "to" if t.is(i + 1, "be") && !t.has_before(i, 2, WordClass::PastBefore) => {
            return Some(Tense::Future);
        }
        _ if t.has(i, WordClass::PastAuxiliary) => {
            return Some(Tense::Past);
        }
        "has" | "have"
            if (1..=2).any(|k| past_form(t.lower(i + k)) || t.lower(i + k).ends_with("en")) =>
        {
            return Some(Tense::Past);
        }
        _ if t.has(i, WordClass::PresentCue) => {
            return Some(Tense::Present);
        }
        _ => (),
    }
    if !past_form(word) {
        return None;
    }
    // `will be held`, `is based`, `to be opened`: the auxiliary tells.
    for back in 1..=3 {
        if t.before_has(i, back, WordClass::FutureAuxiliary) {
            return Some(Tense::Future);
        }
        if t.before_has(i, back, WordClass::UntensedLead) {
            return None;
        }
        if t.before_has(i, back, WordClass::PastLead) {
            return Some(Tense::Past);
        }
    }
    // A participle before its noun (`the proposed`) says nothing.
    (!t.has_before(i, 1, WordClass::ParticipleLead)).then_some(Tense::Past)
}

/// Tells whether a word in lower case is a past tense or a past participle.
pub fn past_form(word: &str) -> bool {
    if word.len() > 3 && word.ends_with("ed") {
        return !language::is(word, WordClass::NotPast);
    }
    language::is(word, WordClass::IrregularPast)
}

impl Tokens<'_> {
    /// Tells whether one of the `back` tokens before `i` is of a class.
    fn has_before(&self, i: usize, back: usize, class: WordClass) -> bool {
        (1..=back).any(|k| self.before_has(i, k, class))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_verb_tells() {
        for (text, expected) in [
            ("He arrived on @ from Rome", Tense::Past),
            ("The court will rule on @ , he said", Tense::Future),
            ("She said on @ that they will go", Tense::Past),
            ("It will be held on @", Tense::Future),
            ("On @ , the band played", Tense::Past),
            (
                "The soul we thought we were going to welcome into our family in @... has left us",
                Tense::Future,
            ),
            ("We are going to meet in @", Tense::Future),
            ("The season is best in @", Tense::Present),
            ("Weather for @", Tense::Unknown),
            ("They won't come until @", Tense::Future),
            ("They won in @", Tense::Past),
            ("Prices have fallen in @", Tense::Past),
        ] {
            let t = Tokens::of(text);
            let at = (0..t.len()).find(|i| t.is(*i, "@")).unwrap();
            assert_eq!(tense(&t, at, at + 1), expected, "{text}");
        }
    }
}
