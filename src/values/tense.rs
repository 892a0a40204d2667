//! The tense around a date, which tells whether `on Monday` or `in April` was or will be.

use super::tokens::Tokens;

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

fn step(t: &Tokens, i: usize) -> usize {
    match t.raw(i) {
        "," | "(" | ")" | "-" | "–" | "—" => 3,
        ";" | ":" | "\"" | "“" | "”" | "." | "..." | "…" => 5,
        _ if t.is_any(
            i,
            &[
                "which", "who", "that", "when", "after", "before", "because", "while",
            ],
        ) =>
        {
            2
        }
        _ => 1,
    }
}

fn cue(t: &Tokens, i: usize) -> Option<Tense> {
    let word = t.lower(i);
    match word {
        "will" | "ll" | "shall" | "gonna" | "upcoming" | "scheduled" | "slated" | "due"
        | "plans" | "plan" | "planning" | "hopes" | "hoping" | "aims" | "intends" | "expected"
        | "expects" => {
            // `the will of`, `was due`, `had planned`
            let was = t.is_any_before(i, 2, &["was", "were", "had"]);
            let noun = word == "will"
                && t.is_any_before(i, 1, &["the", "a", "his", "her", "good", "free"]);
            return (!noun).then_some(if was { Tense::Past } else { Tense::Future });
        }
        // `Trading resumes Monday`: what is fixed is told in the present.
        "begins" | "starts" | "resumes" | "opens" | "closes" | "runs" | "airs" | "premieres"
        | "arrives" | "returns" | "expires" | "ends"
            if !(1..=6).any(|k| {
                matches!(
                    t.before(i, k),
                    "usually"
                        | "often"
                        | "always"
                        | "every"
                        | "each"
                        | "normally"
                        | "generally"
                        | "typically"
                )
            }) =>
        {
            return Some(Tense::Future);
        }
        "going" if t.is(i + 1, "to") => return Some(Tense::Future),
        "won" if t.apostrophe(i + 1) && t.is(i + 2, "t") => return Some(Tense::Future),
        "set"
            if t.is_any(i + 1, &["to", "for"])
                && t.is_any_before(i, 1, &["is", "are", "s", "re"]) =>
        {
            return Some(Tense::Future);
        }
        "to" if t.is_any_before(i, 1, &["is", "are"]) => return Some(Tense::Future),
        "to" if t.is(i + 1, "be") && !t.is_any_before(i, 2, &["was", "were", "had"]) => {
            return Some(Tense::Future);
        }
        "was" | "were" | "had" | "did" | "wasn" | "weren" | "hadn" | "didn" | "been" => {
            return Some(Tense::Past);
        }
        "has" | "have"
            if (1..=2).any(|k| past_form(t.lower(i + k)) || t.lower(i + k).ends_with("en")) =>
        {
            return Some(Tense::Past);
        }
        "is" | "are" | "am" | "does" | "do" | "can" | "usually" | "often" | "always" | "every"
        | "each" => {
            return Some(Tense::Present);
        }
        _ => (),
    }
    if !past_form(word) {
        return None;
    }
    // `will be held`, `is based`, `to be opened`: the auxiliary tells.
    for back in 1..=3 {
        match t.before(i, back) {
            "will" | "shall" | "ll" => return Some(Tense::Future),
            "be" | "is" | "are" | "to" => return None,
            "has" | "have" | "had" | "was" | "were" | "been" => return Some(Tense::Past),
            _ => (),
        }
    }
    // A participle before its noun (`the proposed`) says nothing.
    (!t.is_any_before(i, 1, &["the", "a", "an", "its", "their", "his", "her"]))
        .then_some(Tense::Past)
}

/// Whether a word in lower case is a past tense or past participle.
pub fn past_form(word: &str) -> bool {
    if word.len() > 3 && word.ends_with("ed") {
        return !matches!(
            word,
            "need"
                | "hundred"
                | "seed"
                | "feed"
                | "indeed"
                | "speed"
                | "breed"
                | "weed"
                | "exceed"
                | "proceed"
                | "greed"
                | "united"
                | "limited"
                | "sacred"
                | "kindred"
                | "shed"
                | "sled"
                | "succeed"
        );
    }
    matches!(
        word,
        "said"
            | "told"
            | "went"
            | "came"
            | "took"
            | "made"
            | "began"
            | "became"
            | "held"
            | "won"
            | "lost"
            | "left"
            | "got"
            | "gave"
            | "found"
            | "met"
            | "saw"
            | "ran"
            | "fell"
            | "rose"
            | "sold"
            | "bought"
            | "brought"
            | "sent"
            | "kept"
            | "led"
            | "wrote"
            | "spoke"
            | "broke"
            | "shot"
            | "struck"
            | "stood"
            | "knew"
            | "felt"
            | "grew"
            | "drew"
            | "threw"
            | "flew"
            | "built"
            | "caught"
            | "taught"
            | "thought"
            | "fought"
            | "sought"
            | "paid"
            | "laid"
            | "heard"
            | "hung"
            | "hid"
            | "bit"
            | "beat"
            | "chose"
            | "froze"
            | "drove"
            | "rode"
            | "sat"
            | "slept"
            | "spent"
            | "swore"
            | "wore"
            | "tore"
            | "bore"
            | "woke"
            | "sank"
            | "sang"
            | "swam"
            | "dealt"
            | "meant"
            | "shook"
            | "quit"
            | "heralded"
            | "underwent"
            | "overcame"
            | "withdrew"
            | "rang"
            | "forgot"
            | "ate"
            | "lay"
            | "stole"
    )
}

impl Tokens<'_> {
    fn is_any_before(&self, i: usize, back: usize, any: &[&str]) -> bool {
        (1..=back).any(|k| i.checked_sub(k).is_some_and(|j| self.is_any(j, any)))
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
            let t = Tokens::new(text);
            let at = (0..t.len()).find(|i| t.is(*i, "@")).unwrap();
            assert_eq!(tense(&t, at, at + 1), expected, "{text}");
        }
    }
}
