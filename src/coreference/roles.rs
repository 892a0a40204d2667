//! The grammatical role of a mention, as far as the words around it tell.

use super::lexicon;
use crate::language::WordClass;
use crate::text::Page;

/// What a mention does in its sentence, as far as the words around it tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Subject,
    Object,
    Oblique,
    Possessive,
    Other,
}

/// The part that tokens `first..=last` play.
pub(super) fn role(page: &Page, first: usize, last: usize) -> Role {
    if page.near(last, 1).is_some_and(|next| {
        next.is_possessive_mark() && page.tokens[last].span.end == next.span.start
    }) {
        return Role::Possessive;
    }
    // What does Ms Okoro think?
    if page
        .near(first, -1)
        .is_some_and(|before| matches!(&*before.lower, "do" | "does" | "did"))
    {
        return Role::Subject;
    }
    // Before: a preposition right there, or past the words that describe the name.
    let mut oblique = false;
    let mut after_verb = false;
    for back in 1..=4 {
        let Some(token) = page.near(first, -back) else {
            break;
        };
        if token.is(WordClass::Preposition) {
            oblique = true;
            break;
        }
        if token.is_finite_verb() {
            after_verb = true;
            break;
        }
        // In 2022 Okoro left.
        if !token.is_word() && token.text != "."
            || token.is(WordClass::Conjunction)
            || lexicon::ends_date(token)
        {
            break;
        }
    }
    if (verb_follows(page, last) || renames_subject(page, first, last)) && !oblique {
        return Role::Subject;
    }
    if oblique {
        return Role::Oblique;
    }
    if after_verb {
        return Role::Object;
    }
    Role::Other
}

/// Tells whether a name stands in apposition to the subject: `The suspect, Omar Diallo, ran away`.
fn renames_subject(page: &Page, first: usize, last: usize) -> bool {
    let comma = |at: usize, offset: isize| page.near(at, offset).is_some_and(|t| t.text == ",");
    comma(first, -1)
        && comma(last, 1)
        && page
            .near(last, 2)
            .is_some_and(|verb| verb.is_finite_verb() && !verb.is_possessive_mark())
        && page.near(first, -2).is_some_and(|head| {
            head.name.is_none() && (head.noun().is_some() || head.is(WordClass::RoleNoun))
        })
}

/// Tells whether a finite verb follows a mention that ends at `last`, past an apposition, a bracket or an adverb.
pub(super) fn verb_follows(page: &Page, last: usize) -> bool {
    let mut at = last as isize + 1;
    let offset = |at: isize| at - last as isize;
    let token = |at: isize| page.near(last, offset(at));
    // Ross Hill from Fishers Victoria is: where somebody is from does not act.
    if token(at).is_some_and(|t| t.is(WordClass::AffiliationPreposition)) {
        let article = token(at + 1).is_some_and(|t| t.lower == "the");
        let name = at + 1 + isize::from(article);
        let end = (name..name + 12).find(|&i| token(i).is_none_or(|t| t.name.is_none()));
        at = end.filter(|&end| end > name).unwrap_or(at);
    }
    let Some(next) = token(at) else { return false };
    // Kimberly, who ..., says: the clause may be long.
    if next.text == "," && token(at + 1).is_some_and(|t| matches!(&*t.lower, "who" | "whose")) {
        return true;
    }
    if matches!(next.text, "," | "(" | "-" | "–" | "—") {
        let close: &[&str] = match next.text {
            "(" => &[")"],
            "," => &[","],
            _ => &["-", "–", "—"],
        };
        let Some(end) =
            (at + 1..at + 20).find(|&i| token(i).is_some_and(|t| close.contains(&t.text)))
        else {
            return false;
        };
        at = end + 1;
        if token(at).is_some_and(|t| t.text == ",") {
            at += 1;
        }
    }
    for _ in 0..2 {
        match token(at) {
            Some(t) if t.lower.ends_with("ly") || t.is(WordClass::PreverbalWord) => at += 1,
            _ => break,
        }
    }
    token(at).is_some_and(|t| t.is_finite_verb() && !t.is_possessive_mark())
}
