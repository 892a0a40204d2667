//! That every stage beside the models takes time in proportion to the text, however strange it is: one line of up to 5 MB.
//!
//!     cargo bench --bench linear
//!
//! Prints milliseconds at a quarter, a half and the whole, and how many times the half the whole takes: about 2 is linear,
//! about 4 would be quadratic.

use std::time::Instant;

use gleaner::cli::{find_quotations, find_values, resolve, split_sentences};
use gleaner::{Document, EntityType, Mention, MentionKind, Span};

const WHOLE: usize = 5_000_000;

fn main() {
    let texts: [(&str, &str); 9] = [
        (
            "prose",
            "She said: ''Thank you, James,'' on Monday (18.11.19), and paid $5 million. ",
        ),
        (
            "no sentence end",
            "Kimberly and James and the 37-year-old singer and ",
        ),
        ("quotation marks", "'' \" ' “ "),
        ("open quotations", "“he said: "),
        ("digits", "1234567890"),
        ("numbers", "1 2/3 4.5 6-7 1999 "),
        ("full stops", ". . . "),
        ("letters", "a"),
        ("combining marks", "e\u{301}\u{302} "),
    ];
    println!(
        "{:<16} {:>10} {:>10} {:>10}   whole/half",
        "ms", "1.25 MB", "2.5 MB", "5 MB"
    );
    for (name, unit) in texts {
        let spent = [WHOLE / 4, WHOLE / 2, WHOLE].map(|bytes| {
            let document = Document::plain(name, &unit.repeat(bytes / unit.len()));
            let start = Instant::now();
            walk(&document);
            start.elapsed().as_secs_f64() * 1000.0
        });
        let [a, b, c] = spent;
        println!("{name:<16} {a:>10.0} {b:>10.0} {c:>10.0}   {:.2}", c / b);
    }
}

/// All stages beside the models; every capitalised word is a person.
fn walk(document: &Document) {
    let sentences = split_sentences(document);
    let mut names = Vec::new();
    for (sentence, s) in sentences.iter().enumerate() {
        let text = document.sentence(s);
        let base = text.as_ptr() as usize;
        for word in text
            .split(' ')
            .filter(|w| w.starts_with(char::is_uppercase))
        {
            let start = s.span.start + word.as_ptr() as usize - base;
            let end = start + word.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
            names.push(Mention {
                sentence,
                span: Span::new(start, end),
                entity_type: EntityType::Per,
                kind: MentionKind::Name,
                value: None,
                score: 1.0,
                type_scores: [1.0, 0.0, 0.0, 0.0],
                rule: None,
            });
        }
    }
    let found = find_values(document, &sentences, &names, None);
    let quotations = find_quotations(document, &sentences);
    std::hint::black_box(resolve(document, &sentences, &names, &found, quotations));
}
