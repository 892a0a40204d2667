//! Who says what: the speaker of each quotation.

use std::collections::HashMap;

use super::resolver::Resolver;
use super::tokens::Tokens;
use crate::document::{Document, EntityType, Quotation};
use crate::quotations::is_reporting_verb;

/// How far from a quotation its attribution may stand, in tokens.
const REACH: usize = 28;

/// What the words beside a quotation say about its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attribution {
    /// Nothing.
    Absent,
    /// Somebody who is no entity speaks: `a witness said`.
    Unnamed,
    Speaker(usize),
}

impl Attribution {
    fn speaker(self) -> Option<usize> {
        match self {
            Attribution::Speaker(entity) => Some(entity),
            _ => None,
        }
    }
}

/// The speaker (an entity of the resolver) of each quotation.
pub(super) fn attribute(
    document: &Document,
    tokens: &Tokens,
    resolver: &Resolver,
    quotations: &[Quotation],
) -> Vec<Option<usize>> {
    let ranges: Vec<_> = quotations
        .iter()
        .map(|quotation| tokens.range(quotation.part, quotation.span))
        .collect();
    let mut found: Vec<Attribution> = quotations
        .iter()
        .zip(&ranges)
        .map(|(_, range)| {
            if range.is_empty() {
                return Attribution::Absent;
            }
            let before = before(tokens, resolver, range.start);
            let after = after(tokens, resolver, range.end);
            match (before, after) {
                (Attribution::Absent, after) => after,
                (before, Attribution::Absent) => before,
                // "..., she said. He answered: ..." : the colon or comma binds the words before to what follows.
                (before, after) => {
                    if introduces(tokens, range.start) {
                        before
                    } else {
                        after
                    }
                }
            }
        })
        .collect();
    let paragraph = |i: usize| {
        ranges[i]
            .clone()
            .next()
            .map(|token| tokens.paragraphs[tokens.all[token].sentence])
    };
    let opens_paragraph = |i: usize| {
        ranges[i].clone().next().is_some_and(|token| {
            let sentence = tokens.all[token].sentence;
            (sentence == 0 || tokens.paragraphs[sentence - 1] != tokens.paragraphs[sentence])
                && token - tokens.sentences[sentence].start <= 2
        })
    };
    // Within a paragraph one person speaks, if no other is named: what follows first, then what precedes.
    for i in 1..found.len() {
        if found[i] == Attribution::Absent
            && paragraph(i).is_some()
            && paragraph(i) == paragraph(i - 1)
        {
            found[i] = found[i - 1];
        }
    }
    for i in (1..found.len()).rev() {
        if found[i - 1] == Attribution::Absent
            && paragraph(i).is_some()
            && paragraph(i) == paragraph(i - 1)
        {
            found[i - 1] = found[i];
        }
    }
    let mut last_in: HashMap<usize, Attribution> = HashMap::new();
    for i in 0..found.len() {
        let Some(here) = paragraph(i) else { continue };
        if found[i] == Attribution::Absent {
            let same = i > 0 && paragraph(i - 1) == Some(here);
            let continued =
                i > 0 && open_ended(document, &quotations[i - 1]) && paragraph(i - 1) != Some(here);
            let above = here
                .checked_sub(1)
                .and_then(|above| last_in.get(&above))
                .copied();
            found[i] = if same || continued {
                found[i - 1]
            } else if let Some(above) = above.filter(|_| opens_paragraph(i)) {
                let dialogue =
                    i >= 2 && opens_paragraph(i - 1) && !open_ended(document, &quotations[i - 1]);
                match found.get(i.wrapping_sub(2)).filter(|_| dialogue).copied() {
                    // Two who take turns.
                    Some(Attribution::Speaker(other))
                        if above != Attribution::Speaker(other)
                            && paragraph(i - 2) == here.checked_sub(2) =>
                    {
                        Attribution::Speaker(other)
                    }
                    _ => above,
                }
            } else {
                narrated(tokens, resolver, ranges[i].start)
            };
        }
        last_in.insert(here, found[i]);
    }
    found.into_iter().map(Attribution::speaker).collect()
}

/// True where a quotation has no closing mark, so that the next paragraph goes on with it.
fn open_ended(document: &Document, quotation: &Quotation) -> bool {
    document
        .part(quotation.part)
        .get(quotation.span.end..)
        .is_some_and(|rest| {
            !rest
                .trim_start()
                .starts_with(['"', '\'', '”', '’', '»', '“'])
                || rest.starts_with('\n')
                || rest.starts_with("\r\n")
        })
}

/// True for a token that only marks or joins quotations.
fn is_mark(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(
            c,
            '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '`' | '„' | ','
        )
    })
}

/// True where a colon, or a comma, stands before the quotation that starts at `start`.
fn introduces(tokens: &Tokens, start: usize) -> bool {
    (1..=3)
        .filter_map(|back| start.checked_sub(back))
        .map(|at| tokens.all[at].text)
        .find(|text| !matches!(*text, "\"" | "'" | "“" | "‘" | "«" | "`" | "''"))
        .is_some_and(|text| text == ":" || text == ",")
}

/// The words before a quotation: `She said:`, `Mr Okoro, the mayor, told reporters that`.
fn before(tokens: &Tokens, resolver: &Resolver, start: usize) -> Attribution {
    let mut at = start;
    while at > 0 && is_mark(tokens.all[at - 1].text) && tokens.all[at - 1].text != "," {
        at -= 1;
    }
    if at == 0 {
        return Attribution::Absent;
    }
    let sentence = tokens.all[at - 1].sentence;
    let colon = tokens.all[at - 1].text == ":";
    if tokens.all[start].sentence != sentence && !colon {
        return Attribution::Absent;
    }
    let first = tokens.sentences[sentence]
        .start
        .max(at.saturating_sub(REACH));
    let mut low = at;
    while low > first && tokens.all[low - 1].quotation.is_none() {
        low -= 1;
    }
    // Only the last clause that a colon or full stop leaves.
    let clause = low..at - usize::from(colon || tokens.all[at - 1].text == ",");
    if clause.is_empty() {
        return Attribution::Absent;
    }
    let verb = clause
        .clone()
        .rev()
        .find(|&i| is_reporting_verb(&tokens.all[i].lower) && tokens.all[i].name.is_none());
    match verb {
        Some(verb) => subject(tokens, resolver, clause, verb),
        None if colon => {
            // Mr Okoro: "..."
            let last = clause.end - 1;
            match resolver.entity_at(last) {
                Some(entity) => Attribution::Speaker(entity),
                None => clause
                    .rev()
                    .find(|&i| resolver.is_subject(i) && resolver.entity_at(i).is_some())
                    .and_then(|i| resolver.entity_at(i))
                    .map_or(Attribution::Absent, Attribution::Speaker),
            }
        }
        None => Attribution::Absent,
    }
}

/// The words after a quotation: `, she said.`, `said Mr Okoro, the mayor`.
fn after(tokens: &Tokens, resolver: &Resolver, end: usize) -> Attribution {
    let mut at = end;
    while at < tokens.all.len()
        && (is_mark(tokens.all[at].text) || matches!(tokens.all[at].text, "-" | "–" | "—"))
    {
        at += 1;
    }
    let Some(token) = tokens.all.get(at) else {
        return Attribution::Absent;
    };
    // Only the same paragraph.
    if tokens.paragraphs[token.sentence] != tokens.paragraphs[tokens.all[end - 1].sentence]
        || tokens.parts[token.sentence] != tokens.parts[tokens.all[end - 1].sentence]
    {
        return Attribution::Absent;
    }
    // A full stop before the closing mark and a capital after it: a new sentence, which need not be about the speech.
    let closed = tokens.all[end - 1].text == "." && tokens.all[at - 1].text != ",";
    let sentence = token.sentence;
    let limit = tokens.sentences[sentence].end.min(at + REACH / 2);
    let mut high = at;
    while high < limit
        && tokens.all[high].quotation.is_none()
        && !matches!(tokens.all[high].text, "." | ";" | ":" | "!" | "?")
    {
        high += 1;
    }
    let clause = at..high;
    let Some(verb) = clause
        .clone()
        .find(|&i| is_reporting_verb(&tokens.all[i].lower) && tokens.all[i].name.is_none())
    else {
        if token.is("according") {
            return clause
                .clone()
                .find_map(|i| resolver.entity_at(i))
                .map_or(Attribution::Unnamed, Attribution::Speaker);
        }
        return Attribution::Absent;
    };
    if closed && token.is_capitalised() && tokens.all.get(high).is_some_and(|stop| stop.text == ":")
    {
        // It brings in the next quotation.
        return Attribution::Absent;
    }
    if closed && verb - at > 6 {
        return Attribution::Absent;
    }
    subject(tokens, resolver, clause, verb)
}

/// The one who does the saying in a clause with a reporting verb.
fn subject(
    tokens: &Tokens,
    resolver: &Resolver,
    clause: std::ops::Range<usize>,
    verb: usize,
) -> Attribution {
    // ... X said
    let mut fallback = None;
    let mut first_person = false;
    for i in (clause.start..verb).rev() {
        let token = &tokens.all[i];
        if matches!(&*token.lower, "i" | "we" | "you") && token.name.is_none() {
            first_person = true;
            break;
        }
        if matches!(token.text, "." | ";" | "!" | "?") {
            break;
        }
        if let Some(entity) = resolver.entity_at(i) {
            let person = resolver.entity_type(entity) == EntityType::Per;
            if resolver.is_subject(i) {
                return Attribution::Speaker(entity);
            }
            let possessive = tokens
                .near(i, 1)
                .is_some_and(|next| next.is_possessive_mark())
                || matches!(
                    &*token.lower,
                    "his" | "her" | "its" | "their" | "him" | "them"
                );
            let preceded = tokens
                .near(i, -1)
                .is_some_and(|before| super::lexicon::is_preposition(&before.lower));
            if person && !possessive && !preceded {
                fallback = fallback.or(Some(entity));
            }
        } else if matches!(&*token.lower, "he" | "she" | "they" | "it") {
            return Attribution::Unnamed;
        }
    }
    if let Some(entity) = fallback {
        return Attribution::Speaker(entity);
    }
    if first_person {
        return Attribution::Unnamed;
    }
    // said X
    let inverted = verb == clause.start || (clause.start..verb).all(|i| !tokens.all[i].is_word());
    if inverted {
        for i in (verb + 1)..clause.end.min(verb + 12) {
            let token = &tokens.all[i];
            if matches!(&*token.lower, "to" | "that" | "in" | "on" | "of" | "at")
                || token.text == ","
            {
                if matches!(&*token.lower, "of" | "in" | "at") || token.text == "," {
                    continue;
                }
                break;
            }
            if let Some(entity) = resolver.entity_at(i) {
                if tokens
                    .near(i, 1)
                    .is_some_and(|next| next.is_possessive_mark())
                    || token.is("his")
                    || token.is("her")
                {
                    continue;
                }
                if resolver.entity_type(entity) == EntityType::Per {
                    return Attribution::Speaker(entity);
                }
                fallback = fallback.or(Some(entity));
            }
        }
        // An organisation only where it is what follows the verb: said BP.
        let direct = tokens.near(verb, 1).is_some_and(|next| next.name.is_some())
            || (tokens.near(verb, 1).is_some_and(|next| next.is("the"))
                && tokens.near(verb, 2).is_some_and(|next| next.name.is_some()));
        return fallback
            .filter(|_| direct)
            .map_or(Attribution::Unnamed, Attribution::Speaker);
    }
    // The last resort: an organisation or a place that acts.
    (clause.start..verb)
        .rev()
        .find(|&i| {
            resolver.entity_at(i).is_some()
                && tokens
                    .near(i, 1)
                    .is_some_and(|next| is_reporting_verb(&next.lower))
        })
        .and_then(|i| resolver.entity_at(i))
        .map_or(Attribution::Unnamed, Attribution::Speaker)
}

/// The person that the narration right before a quotation is about.
fn narrated(tokens: &Tokens, resolver: &Resolver, start: usize) -> Attribution {
    let sentence = tokens.all[start].sentence;
    let mut fallback = None;
    for i in (start.saturating_sub(2 * REACH)..start).rev() {
        let token = &tokens.all[i];
        if sentence - token.sentence > 2 || token.quotation.is_some() {
            break;
        }
        if let Some(entity) = resolver.entity_at(i)
            && resolver.entity_type(entity) == EntityType::Per
        {
            if resolver.is_subject(i) {
                return Attribution::Speaker(entity);
            }
            fallback = fallback.or(Some(entity));
        }
    }
    fallback.map_or(Attribution::Absent, Attribution::Speaker)
}
