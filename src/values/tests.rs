//! What a document's values come out as, from text to `value`.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::amount::amount;
use super::find;
use crate::document::{Document, EntityType, Mention, MentionKind, Part, Sentence, Span};

fn document(text: &str, published: Option<&str>) -> Document {
    Document {
        id: "d".into(),
        source: "d.txt".into(),
        title: None,
        published: published.map(|date| date.parse().unwrap()),
        language: "en".into(),
        text: text.into(),
        body_start: 0,
        ..Document::plain("", "")
    }
}

/// One sentence a line, one paragraph an empty line.
fn lines(text: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let (mut at, mut paragraph) = (0, 0);
    for line in text.split('\n') {
        let start = at + line.len() - line.trim_start().len();
        let end = start + line.trim().len();
        if start < end {
            sentences.push(Sentence {
                part: Part::Body,
                span: Span::new(start, end),
                paragraph,
            });
        } else {
            paragraph += 1;
        }
        at += line.len() + 1;
    }
    sentences
}

/// Tells whether a text is a date, an interval or a time as EDTF writes them, as far as the `value` column uses it.
fn is_edtf(text: &str) -> bool {
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    let open = |part: &str, n: usize| {
        part.len() == n && part.bytes().all(|b| b.is_ascii_digit() || b == b'X')
    };
    let clock = |time: &str| {
        time.split_once(':')
            .is_some_and(|(hour, minute)| digits(hour, 2) && digits(minute, 2))
    };
    let day = |date: &str| {
        let date = date.strip_prefix('-').unwrap_or(date);
        if let Some(long) = date.strip_prefix('Y') {
            let long = long.strip_prefix('-').unwrap_or(long);
            return long.len() > 4 && long.bytes().all(|b| b.is_ascii_digit());
        }
        let mut parts = date.split('-');
        parts.next().is_some_and(|year| open(year, 4))
            && parts.clone().count() <= 2
            && parts.all(|part| open(part, 2))
    };
    let point = |point: &str| match point.split_once('T') {
        Some((date, time)) => (date.is_empty() || day(date)) && clock(time),
        None => day(point),
    };
    let mut ends = text.split('/');
    ends.clone().count() <= 2 && ends.all(point)
}

const PUBLISHED: Option<&str> = Some("2019-11-19"); // a Tuesday

#[test]
fn the_title_is_read_too() {
    let document = Document {
        title: Some("Fire on Monday".into()),
        ..document("It burnt.", PUBLISHED)
    };
    let sentences = [
        Sentence {
            part: Part::Title,
            span: Span::new(0, 14),
            paragraph: 0,
        },
        Sentence {
            part: Part::Body,
            span: Span::new(0, 9),
            paragraph: 1,
        },
    ];
    let found = find(&document, &sentences, &[], None);
    assert_eq!(found.len(), 1);
    assert_eq!(document.mention(&sentences, &found[0]), "Monday");
    assert_eq!(found[0].value.as_deref(), Some("2019-11-18"));
}

/// Pieces that values are made of, in any order.
fn pieces() -> impl Strategy<Value = String> {
    const PIECES: [&str; 64] = [
        "May",
        "5",
        "2019",
        ",",
        "-",
        "–",
        "to",
        "and",
        "Monday",
        "last",
        "the",
        "of",
        "19th",
        "century",
        "$",
        "million",
        "A$",
        "20",
        ".",
        "/",
        "18",
        "1990",
        "s",
        "'",
        "’",
        "half",
        "a",
        "an",
        "hour",
        "ago",
        "year",
        "-old",
        "aged",
        "(",
        ")",
        "per cent",
        "%",
        "km",
        "pm",
        ":",
        "30",
        "summer",
        "Q3",
        "BC",
        "twenty",
        "hundred",
        "point",
        "minus",
        "£",
        "99999999999999999999",
        "Easter Monday",
        "é",
        "日",
        "billion years",
        "later",
        "from now",
        "\u{a0}",
        "fiscal",
        "quarter",
        "T",
        "½",
        "feet",
        "in",
        "9999-99-99",
    ];
    let piece = (0..PIECES.len(), prop::bool::ANY);
    prop::collection::vec(piece, 0..40).prop_map(|parts| {
        parts
            .into_iter()
            .map(|(k, space)| format!("{}{}", PIECES[k], if space { " " } else { "" }))
            .collect()
    })
}

fn holds(text: &str, published: Option<&str>) {
    let document = document(text, published);
    let sentences = lines(text);
    let found = find(&document, &sentences, &[], None);
    let mut end = 0;
    for mention in &found {
        assert!(
            mention.span.start >= end && !mention.span.is_empty(),
            "in order: {mention:?}"
        );
        end = mention.span.end;
        assert!(
            sentences[mention.sentence].span.contains(mention.span),
            "in its sentence: {mention:?}"
        );
        assert!(text.is_char_boundary(mention.span.start) && text.is_char_boundary(end));
        let value = mention.value.as_deref().unwrap_or_default();
        assert!(!value.is_empty() && !mention.entity_type.is_name() && mention.rule.is_some());
        match mention.entity_type {
            EntityType::Date | EntityType::Time => assert!(is_edtf(value), "{mention:?}"),
            // A length of time that mixes months with days has no common unit.
            EntityType::Duration | EntityType::Age => assert!(value.starts_with('P')),
            kind => assert!(amount(kind, value).is_some(), "{mention:?}"),
        }
    }
}

proptest! {
    #[test]
    fn any_text_gives_ordered_values_on_boundaries(text in "\\PC*") {
        holds(&text, PUBLISHED);
    }

    #[test]
    fn any_pieces_of_values_do(text in pieces(), year in -9999..=9999i16) {
        holds(&text, PUBLISHED);
        let published = jiff::civil::date(year, 12, 31);
        let mut document = document(&text, None);
        document.published = Some(published);
        find(&document, &lines(&text), &[], None);
    }
}

/// Eight times the text takes about eight times as long: each shape is one that a careless scanner reads over
/// and over.
#[test]
fn time_is_linear() {
    const SHAPES: [&str; 15] = [
        "one hundred ",
        "5-",
        "1,000",
        "May ",
        "(",
        "$",
        "5 to ",
        "1.",
        "Ana Ruiz, ",
        "Ana Ruiz, 42, ",
        "and ",
        "the the ",
        "-",
        "9",
        "x",
    ];
    for shape in SHAPES {
        let run = |times: usize| {
            let text = shape.repeat(times);
            let document = document(&text, PUBLISHED);
            let sentences = lines(&text);
            let names: Vec<Mention> = (text
                .match_indices("Ruiz")
                .map(|(at, _)| Span::new(at, at + 4)))
            .map(|span| Mention {
                sentence: 0,
                span,
                entity_type: EntityType::Per,
                kind: MentionKind::Name,
                value: None,
                score: 0.9,
                type_scores: [0.25; 4],
                rule: None,
            })
            .collect();
            let best = (0..4).map(|_| {
                let start = Instant::now();
                find(&document, &sentences, &names, None);
                start.elapsed()
            });
            best.min().unwrap()
        };
        let (short, long) = (run(2_500), run(20_000));
        // Quadratic time would take 64 times as long; the constant forgives a busy machine.
        assert!(
            long < short * 24 + Duration::from_millis(60),
            "{shape:?}: {short:?}, then {long:?}"
        );
    }
}
