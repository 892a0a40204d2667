//! A name mention taken apart: title, core, words, and the gender that stands beside it.

use std::ops::Range;

use super::super::clusters::Name;
use super::super::lexicon::name_words;
use crate::document::{EntityType, Mention, Span};
use crate::language::nouns::{Gender, Noun};
use crate::language::{self, WordClass};
use crate::text::Page;

/// Takes the names of a document apart.
pub(super) fn prepare(page: &Page, mentions: &[Mention]) -> Vec<Name> {
    mentions
        .iter()
        .map(|mention| prepare_one(page, mention))
        .collect()
}

/// What a title tells of the name behind it.
#[derive(Default)]
struct Titled {
    /// `Mr`, `Dr` and the like: what follows is a surname.
    titled: bool,
    gender: Gender,
}

fn prepare_one(page: &Page, mention: &Mention) -> Name {
    let part = page.parts.get(mention.sentence).copied();
    let range = part.map_or(0..0, |part| page.range(part, mention.span));
    let mut title = Titled::default();
    let person = mention.entity_type == EntityType::Per;
    let (first, last) = core_tokens(page, &range, person, &mut title);
    let core = match (page.tokens.get(first), page.tokens.get(last)) {
        (Some(a), Some(b)) if !range.is_empty() => {
            let end = b.span.end.min(mention.span.end);
            let start = a.span.start.max(mention.span.start);
            // The full stop of `Inc.` stays outside the name; `U.S.` is one token.
            if end < start {
                mention.span
            } else {
                Span::new(start, end)
            }
        }
        _ => mention.span,
    };
    let text = part
        .and_then(|part| page.document.part(part).get(core.start..core.end))
        .unwrap_or("");
    if person && !range.is_empty() {
        before_name(page, range.start, &mut title);
    }
    // Madam Speaker.
    let opener = text.split_once(' ').map_or("", |(opener, _)| opener);
    if opener.eq_ignore_ascii_case("madam") {
        title.gender = title.gender.or(Gender::Female);
    }
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let shouted = capitals >= 2 && !text.chars().any(char::is_lowercase);
    Name {
        core,
        words: spelt_words(text, mention.entity_type, shouted),
        first,
        last,
        gender: title.gender,
        pronoun_gender: pronoun_gender(page, last),
        titled: title.titled,
        shouted,
        capitals,
        handle: text.starts_with('@'),
        common: false,
        rule: None,
    }
}

/// Returns the first and last token of a name without article, title, quotation marks and possessive.
fn core_tokens(
    page: &Page,
    range: &Range<usize>,
    person: bool,
    title: &mut Titled,
) -> (usize, usize) {
    let mut first = range.start;
    let mut last = range.end.max(range.start + 1) - 1;
    let token = |i: usize| page.tokens.get(i);
    while first < last {
        let Some(opener) = token(first) else { break };
        if opener.is(WordClass::Article) || matches!(opener.text, "." | "'" | "\"" | "“" | "‘")
        {
            first += 1;
        } else if person && opener.is(WordClass::BareTitle) {
            title.titled = true;
            let gender = Gender::of_title(&opener.lower).unwrap_or_default();
            title.gender = title.gender.or(gender);
            first += 1;
        } else {
            break;
        }
    }
    while last > first
        && token(last)
            .is_some_and(|t| t.is_possessive_mark() || matches!(t.text, "\"" | "”" | "," | "’"))
    {
        last -= 1;
    }
    (first, last)
}

/// Returns the gender of the pronoun that a verb of saying right behind a name brings in.
///
/// Example: `Sands said he would`, `Sands, 76, told reporters that he would`. Not: `Sands left. He`.
fn pronoun_gender(page: &Page, last: usize) -> Gender {
    let text = |offset: isize| page.near(last, offset).map_or("", |token| token.text);
    let age = text(1) == "," && text(3) == "," && text(2).bytes().all(|b| b.is_ascii_digit());
    let verb = if age { 4 } else { 1 };
    let says = page
        .near(last, verb)
        .is_some_and(|token| token.is(WordClass::ReportingVerb));
    if !says {
        return Gender::Unknown;
    }
    (verb + 1..=verb + 3)
        .map_while(|offset| page.near(last, offset))
        .take_while(|token| token.is_word() && token.name.is_none())
        .find_map(|token| language::value(&token.lower, WordClass::Pronoun))
        .map_or(Gender::Unknown, |pronoun| match pronoun {
            "male_subject" => Gender::Male,
            "female_subject" => Gender::Female,
            _ => Gender::Unknown,
        })
}

/// Learns from the title or noun right before a name, past full stops: `Mr. Okoro`, `the actress Anna Okoro`.
fn before_name(page: &Page, start: usize, title: &mut Titled) {
    let word = (1..=3)
        .map_while(|back| page.near(start, -back))
        .find(|before| before.text != ".");
    let Some(before) = word else { return };
    if let Some(known) = Gender::of_title(&before.lower) {
        title.titled |= before.is(WordClass::BareTitle);
        title.gender = title.gender.or(known);
    } else if let Some(Noun::Relative { gender, .. } | Noun::Person { gender, .. }) = before.noun()
    {
        title.gender = title.gender.or(gender);
    }
}

/// The words of a name, folded: a person's without what stands behind the name (`DBE`, `of Norrby`), and initials as one
/// (`U. S.`).
fn spelt_words(text: &str, entity_type: EntityType, shouted: bool) -> Vec<String> {
    let mut words = name_words(text.trim_start_matches('@'));
    if entity_type == EntityType::Per {
        let mut written = text
            .split(' ')
            .map(|word| word.trim_end_matches([',', '.']));
        let mut honours = 0;
        while !shouted
            && honours + 2 < words.len()
            && written
                .next_back()
                .is_some_and(|word| language::is(word, WordClass::PostNominal))
        {
            honours += 1;
        }
        words.truncate(words.len() - honours);
        // Patrick Gordon of Auchleuchries.
        if let Some(of) = words.iter().position(|word| word == "of")
            && of >= 2
        {
            words.truncate(of);
        }
    } else if words.len() > 1 && words.iter().all(|word| word.chars().count() == 1) {
        words = vec![words.concat()];
    }
    words
}
