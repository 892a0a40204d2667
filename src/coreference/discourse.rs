//! What the document refers to, in text order: names, pronouns and noun phrases, each with its part in the sentence.

use super::lexicon::{self, Gender, Noun, Relation};
use super::names::Clusters;
use super::tokens::Tokens;
use crate::document::EntityType;

/// What a mention does in its sentence, as far as the words around it tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Subject,
    Object,
    Oblique,
    Possessive,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Subject,
    Object,
    Possessive,
    Reflexive,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Person {
    First,
    HeShe(Gender),
    It,
    They,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Pronoun {
    pub token: usize,
    pub person: Person,
    pub case: Case,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determiner {
    /// `the`, `this`, `that`.
    Definite,
    /// `a`, `another`, `one`, or none.
    Indefinite,
    /// `his`, `her`, `my`: the pronoun's token.
    Pronoun(usize),
    /// `James's`: a name mention.
    Name(usize),
}

/// A common-noun phrase about a person, an organisation or a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    pub first: usize,
    pub head: usize,
    pub noun: Noun,
    pub determiner: Determiner,
    /// The name mention that it stands beside: `his wife Kimberly`, `Kimberly, his wife,`.
    pub apposed: Option<usize>,
    /// It says what somebody is (`She is a singer`), so it brings nobody in.
    pub predicate: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Event {
    Name(usize),
    Pronoun(Pronoun),
    Phrase(Phrase),
}

/// All that the document refers to, in text order.
pub(super) fn events(tokens: &Tokens, clusters: &Clusters) -> Vec<Event> {
    let mut events = Vec::new();
    let mut seen_name = None;
    let mut phrase_end = 0;
    for i in 0..tokens.all.len() {
        let token = &tokens.all[i];
        if let Some(name) = token.name {
            if seen_name != Some(name) {
                seen_name = Some(name);
                if let Some(phrase) = possessed(tokens, clusters, name) {
                    events.push(Event::Name(name));
                    events.push(Event::Phrase(phrase));
                    phrase_end = phrase.head + 1;
                } else {
                    events.push(Event::Name(name));
                }
            }
            continue;
        }
        if let Some(pronoun) = pronoun(tokens, i) {
            events.push(Event::Pronoun(pronoun));
        }
        if i >= phrase_end
            && let Some(phrase) = phrase(tokens, clusters, i)
        {
            events.push(Event::Phrase(phrase));
            phrase_end = phrase.head + 1;
        }
    }
    events
}

fn pronoun(tokens: &Tokens, at: usize) -> Option<Pronoun> {
    use Gender::{Female, Male};
    let token = &tokens.all[at];
    if token.text.len() > 10 {
        return None;
    }
    let next = tokens.near(at, 1);
    let (person, case) = match &*token.lower {
        "he" => (Person::HeShe(Male), Case::Subject),
        "him" => (Person::HeShe(Male), Case::Object),
        "his" => (Person::HeShe(Male), Case::Possessive),
        "himself" => (Person::HeShe(Male), Case::Reflexive),
        "she" => (Person::HeShe(Female), Case::Subject),
        "hers" => (Person::HeShe(Female), Case::Possessive),
        "herself" => (Person::HeShe(Female), Case::Reflexive),
        "her" => {
            let object = next.is_none_or(|next| {
                !next.is_word()
                    && next.text != "'"
                    && next.text != "‘"
                    && next.text != "\""
                    && next.text != "“"
                    || lexicon::is_preposition(&next.lower)
                    || lexicon::is_conjunction(&next.lower)
                    || matches!(
                        &*next.lower,
                        "a" | "an" | "the" | "he" | "she" | "it" | "they" | "not" | "his"
                    )
            });
            (
                Person::HeShe(Female),
                if object {
                    Case::Object
                } else {
                    Case::Possessive
                },
            )
        }
        "it" => {
            let verb = tokens.near(at, -1).is_some_and(|before| {
                lexicon::is_preposition(&before.lower)
                    || (lexicon::is_verb(&before.lower)
                        && !crate::quotations::is_reporting_verb(&before.lower))
            });
            (Person::It, if verb { Case::Object } else { Case::Subject })
        }
        "its" => (Person::It, Case::Possessive),
        "itself" => (Person::It, Case::Reflexive),
        "they" => (Person::They, Case::Subject),
        "them" => (Person::They, Case::Object),
        "their" | "theirs" => (Person::They, Case::Possessive),
        "themselves" | "themself" => (Person::They, Case::Reflexive),
        "i" if token.text == "I" => {
            // World War I, a list's number, an initial.
            let numeral = tokens.near(at, -1).is_some_and(|before| {
                before.is_capitalised()
                    && before.quotation == token.quotation
                    && lexicon::noun(&before.lower).is_none()
                    && before.text.len() > 1
                    && !lexicon::is_conjunction(&before.lower)
                    && !lexicon::is_preposition(&before.lower)
                    && !lexicon::is_verb(&before.lower)
                    && !matches!(
                        &*before.lower,
                        "so" | "now"
                            | "then"
                            | "yes"
                            | "no"
                            | "well"
                            | "today"
                            | "here"
                            | "what"
                            | "why"
                            | "how"
                            | "maybe"
                            | "sometimes"
                    )
            }) && next.is_none_or(|next| {
                !lexicon::is_verb(&next.lower) && next.text != "'m" && next.text != "’m"
            });
            if numeral
                || next.is_some_and(|next| next.text == ".")
                    && tokens.near(at, 2).is_some_and(|t| t.is_capitalised())
            {
                return None;
            }
            (Person::First, Case::Subject)
        }
        "me" => (Person::First, Case::Object),
        "my" | "mine" => (Person::First, Case::Possessive),
        "myself" => (Person::First, Case::Reflexive),
        _ => return None,
    };
    // `US` is no pronoun, nor is `IT`; `HE` in a headline is.
    if token.text == "IT" {
        return None;
    }
    // Galois himself, he himself: said with emphasis, no mention of its own.
    if case == Case::Reflexive
        && tokens.near(at, -1).is_some_and(|before| {
            before.name.is_some()
                || matches!(&*before.lower, "he" | "she" | "it" | "they" | "i")
                || lexicon::noun(&before.lower).is_some()
        })
    {
        return None;
    }
    Some(Pronoun {
        token: at,
        person,
        case,
    })
}

/// Ends a noun phrase: what follows is not part of it.
fn ends_phrase(tokens: &Tokens, head: usize) -> bool {
    let Some(next) = tokens.near(head, 1) else {
        return true;
    };
    if !next.is_word() || next.name.is_some() || next.is_capitalised() {
        return next.text != "-";
    }
    // To hold this President accountable: what is called by its office in capitals is all of the phrase.
    if tokens.all[head].is_capitalised() {
        return true;
    }
    let word = &*next.lower;
    lexicon::is_verb(word)
        || lexicon::is_preposition(word)
        || lexicon::is_conjunction(word)
        || word.ends_with("ly")
        || matches!(
            word,
            "also"
                | "not"
                | "never"
                | "now"
                | "then"
                | "has"
                | "he"
                | "she"
                | "they"
                | "it"
                | "we"
                | "i"
                | "you"
                | "the"
                | "a"
                | "an"
                | "this"
                | "his"
                | "her"
                | "their"
                | "its"
                | "whom"
                | "later"
                | "earlier"
                | "here"
                | "there"
                | "again"
                | "today"
                | "yesterday"
                | "tomorrow"
                | "last"
                | "next"
                | "too"
                | "himself"
                | "herself"
                | "itself"
                | "just"
                | "still"
                | "even"
                | "often"
                | "always"
                | "soon"
                | "ago"
                | "who"
                | "whose"
                | "currently"
                | "both"
                | "all"
                | "being"
                | "having"
                | "needs"
                | "wants"
                | "plays"
                | "each"
                | "may"
                | "might"
        )
}

fn is_modifier(tokens: &Tokens, at: usize) -> bool {
    let token = &tokens.all[at];
    if token.name.is_some() {
        return true;
    }
    token.is_word()
        && !lexicon::is_preposition(&token.lower)
        && !lexicon::is_conjunction(&token.lower)
        && (!lexicon::is_verb(&token.lower) || token.lower.ends_with("ed"))
        && !matches!(
            &*token.lower,
            "he" | "she"
                | "they"
                | "it"
                | "we"
                | "i"
                | "you"
                | "the"
                | "a"
                | "an"
                | "his"
                | "her"
                | "their"
                | "its"
                | "my"
                | "our"
                | "your"
                | "him"
                | "them"
                | "who"
                | "not"
                | "this"
                | "that"
        )
}

/// The head of a noun phrase whose modifiers start at `from`.
fn head(tokens: &Tokens, from: usize) -> Option<(usize, Noun)> {
    let mut found = None;
    for at in from..(from + 6).min(tokens.all.len()) {
        if tokens.all[at].sentence != tokens.all[from].sentence || !is_modifier(tokens, at) {
            break;
        }
        if tokens.all[at].name.is_none()
            && let Some(noun) = lexicon::noun(&tokens.all[at].lower)
        {
            found = Some((at, noun));
            if ends_phrase(tokens, at) {
                break;
            }
        }
    }
    found.filter(|&(at, _)| ends_phrase(tokens, at))
}

fn phrase(tokens: &Tokens, clusters: &Clusters, at: usize) -> Option<Phrase> {
    let token = &tokens.all[at];
    if !token.is_word() {
        return None;
    }
    let (determiner, from) = match &*token.lower {
        "the" | "this" | "that" => (Determiner::Definite, at + 1),
        "a" | "an" | "another" | "one" | "some" | "any" | "every" | "each" | "no" | "two"
        | "three" | "four" | "several" | "many" | "other" => (Determiner::Indefinite, at + 1),
        "his" | "her" | "their" | "its" | "my" | "our" | "your" => {
            (Determiner::Pronoun(at), at + 1)
        }
        word => {
            // A bare plural.
            return match lexicon::noun(word) {
                Some(noun @ Noun::Persons) if token.lower == token.text => Some(Phrase {
                    first: at,
                    head: at,
                    noun,
                    determiner: Determiner::Indefinite,
                    apposed: None,
                    predicate: false,
                }),
                _ => None,
            };
        }
    };
    if tokens
        .all
        .get(from)
        .is_none_or(|next| next.sentence != token.sentence)
    {
        return None;
    }
    let (head, noun) = head(tokens, from)?;
    let mut phrase = Phrase {
        first: at,
        head,
        noun,
        determiner,
        apposed: None,
        predicate: false,
    };
    phrase.apposed = apposed(tokens, clusters, &phrase);
    phrase.predicate = tokens.near(at, -1).is_some_and(|before| {
        matches!(
            &*before.lower,
            "is" | "was"
                | "be"
                | "been"
                | "being"
                | "are"
                | "were"
                | "as"
                | "became"
                | "become"
                | "becoming"
                | "'s"
                | "’s"
                | "not"
                | "remains"
                | "'m"
                | "’m"
                | "am"
        )
    });
    Some(phrase)
}

/// `James's wife`, `Sydney's council`: the phrase that a name possesses.
fn possessed(tokens: &Tokens, clusters: &Clusters, name: usize) -> Option<Phrase> {
    let last = clusters.names[name].last;
    let mut at = last + 1;
    let mark = tokens.near(last, 1)?;
    if !mark.is_possessive_mark() {
        return None;
    }
    at += 1;
    if tokens.all.get(at)?.sentence != tokens.all[last].sentence {
        return None;
    }
    let (head, noun) = head(tokens, at)?;
    let mut phrase = Phrase {
        first: clusters.names[name].first,
        head,
        noun,
        determiner: Determiner::Name(name),
        apposed: None,
        predicate: false,
    };
    phrase.apposed = apposed(tokens, clusters, &phrase);
    Some(phrase)
}

/// The name that a phrase stands beside and describes.
fn apposed(tokens: &Tokens, clusters: &Clusters, phrase: &Phrase) -> Option<usize> {
    let fits = |name: usize| {
        let cluster = &clusters.clusters[clusters.of[name]];
        match phrase.noun {
            Noun::Person { gender, .. } | Noun::Relative { gender, .. } => {
                cluster.entity_type == EntityType::Per && cluster.gender.agrees(gender)
            }
            Noun::Organisation => cluster.entity_type == EntityType::Org,
            Noun::Place => cluster.entity_type == EntityType::Loc,
            Noun::Persons => false,
        }
    };
    // his wife Kimberly; his wife, Kimberly,
    if let Some(next) = tokens.near(phrase.head, 1) {
        let (offset, comma) = if next.text == "," {
            (2, true)
        } else {
            (1, false)
        };
        if let Some(token) = tokens.near(phrase.head, offset)
            && let Some(name) = token.name
            && clusters.names[name].first <= phrase.head + offset as usize
            && fits(name)
        {
            let last = clusters.names[name].last;
            let closed = tokens
                .near(last, 1)
                .is_none_or(|after| !after.is_word() || matches!(&*after.lower, "and"));
            // After a comma the name must be closed by one, or the comma only ends a clause.
            if !comma || (closed && !matches!(phrase.determiner, Determiner::Indefinite)) {
                return Some(name);
            }
        }
    }
    // Kimberly, his wife, ... ; Kimberly (his wife)
    let comma = tokens.near(phrase.first, -1)?;
    if comma.text == "," || comma.text == "(" || comma.text == "–" || comma.text == "—" {
        let name = tokens.near(phrase.first, -2)?.name?;
        let after = tokens.near(phrase.head, 1);
        let closed = after.is_none_or(|after| {
            matches!(after.text, "," | "." | ")" | ";" | "–" | "—" | ":")
                || lexicon::is_preposition(&after.lower)
                || matches!(&*after.lower, "who" | "and")
        });
        if closed && fits(name) && !matches!(phrase.determiner, Determiner::Name(_)) {
            return Some(name);
        }
    }
    None
}

/// The part that tokens `first..=last` play.
pub(super) fn role(tokens: &Tokens, first: usize, last: usize) -> Role {
    if tokens.near(last, 1).is_some_and(|next| {
        next.is_possessive_mark() && tokens.all[last].span.end == next.span.start
    }) {
        return Role::Possessive;
    }
    // What does Ms Okoro think?
    if tokens
        .near(first, -1)
        .is_some_and(|before| matches!(&*before.lower, "do" | "does" | "did"))
    {
        return Role::Subject;
    }
    // Before: a preposition right there, or past the words that describe the name.
    let mut oblique = false;
    let mut after_verb = false;
    for back in 1..=4 {
        let Some(token) = tokens.near(first, -back) else {
            break;
        };
        if lexicon::is_preposition(&token.lower) {
            oblique = true;
            break;
        }
        if lexicon::is_verb(&token.lower) {
            after_verb = true;
            break;
        }
        // In 2022 Okoro left.
        if !token.is_word() && token.text != "."
            || lexicon::is_conjunction(&token.lower)
            || lexicon::ends_date(&token.lower)
        {
            break;
        }
    }
    if verb_follows(tokens, last) && !oblique {
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

/// True where a finite verb follows a mention that ends at `last`, past an apposition, a bracket or an adverb.
pub(super) fn verb_follows(tokens: &Tokens, last: usize) -> bool {
    let mut at = last as isize + 1;
    let offset = |at: isize| at - last as isize;
    let token = |at: isize| tokens.near(last, offset(at));
    // Ross Hill from Fishers Victoria is: where somebody is from does not act.
    if token(at).is_some_and(|t| matches!(&*t.lower, "from" | "of" | "with" | "at")) {
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
            Some(t)
                if t.lower.ends_with("ly")
                    || matches!(
                        &*t.lower,
                        "also"
                            | "then"
                            | "later"
                            | "now"
                            | "never"
                            | "not"
                            | "first"
                            | "still"
                            | "soon"
                            | "once"
                            | "who"
                            | "himself"
                            | "herself"
                            | "itself"
                            | "just"
                            | "already"
                            | "often"
                            | "always"
                    ) =>
            {
                at += 1
            }
            _ => break,
        }
    }
    token(at).is_some_and(|t| lexicon::is_verb(&t.lower) && !t.is_possessive_mark())
}

/// Somebody's relative, seen from the relative: the wife's husband.
pub(super) fn inverse(relation: Relation) -> Option<Relation> {
    (relation == Relation::Spouse).then_some(Relation::Spouse)
}
