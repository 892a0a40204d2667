//! What the words around a name say about its type, where the model need not guess.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Document, EntityType, Sentence};
use crate::encoder::tokens::Word;
use crate::text;

/// The place in `Osaka-based` and `Leeds-born`, which the CoNLL convention calls MISC as a whole.
pub fn placed<'a>(
    text: &str,
    words: &'a [Word],
    entity_type: EntityType,
) -> (&'a [Word], EntityType) {
    match words {
        [place @ .., dash, last]
            if !place.is_empty()
                && dash.span.of(text) == "-"
                && matches!(
                    last.span.of(text),
                    "based" | "born" | "headquartered" | "raised"
                ) =>
        {
            let entity_type = match entity_type {
                EntityType::Misc => EntityType::Loc,
                other => other,
            };
            (place, entity_type)
        }
        _ => (words, entity_type),
    }
}

/// The name of a storm, which is nobody's: `Larry` in `cyclone Larry`, `Ofelia` in `Hurricane Ofelia`.
pub fn storm<'a>(text: &'a str, words: &[Word]) -> Option<&'a str> {
    let (noun, name) = match words {
        [name] => {
            let before = text[..name.span.start].strip_suffix(' ')?;
            (&before[before.rfind(' ').map_or(0, |at| at + 1)..], name)
        }
        [noun, name] => (noun.span.of(text), name),
        _ => return None,
    };
    // Storm Thorgerson was a person.
    let sure = ["cyclone", "hurricane", "typhoon"]
        .iter()
        .any(|storm| noun.eq_ignore_ascii_case(storm));
    (sure || noun == "storm").then(|| name.span.of(text))
}

/// What the noun beside one word says that it is: an organisation behind a bare `exporter`, a place before a `grazier`, of whom
/// there are many. `the company Smith had left` tells nothing.
pub fn beside(text: &str, words: &[Word]) -> Option<EntityType> {
    const COMPANIES: [&str; 16] = [
        "airline",
        "automaker",
        "brewer",
        "broadcaster",
        "carmaker",
        "company",
        "exporter",
        "firm",
        "insurer",
        "lender",
        "manufacturer",
        "miner",
        "processor",
        "publisher",
        "retailer",
        "supermarket",
    ];
    const RESIDENTS: [&str; 10] = [
        "breeder",
        "butcher",
        "farmer",
        "grazier",
        "grower",
        "pensioner",
        "publican",
        "resident",
        "shearer",
        "shopkeeper",
    ];
    let [name] = words else { return None };
    let mut before = text[..name.span.start].trim_end_matches(' ').rsplit(' ');
    let company = before.next().is_some_and(|noun| COMPANIES.contains(&noun));
    let bare = before.next().is_some_and(|word| {
        matches!(
            word,
            "from" | "by" | "at" | "of" | "with" | "to" | "for" | "and"
        )
    });
    if company && bare {
        return Some(EntityType::Org);
    }
    let behind = text[name.span.end..].strip_prefix(' ')?;
    let noun = behind.split(|c: char| !c.is_alphabetic()).next()?;
    RESIDENTS.contains(&noun).then_some(EntityType::Loc)
}

/// A person's name without the honorific before it, which the CoNLL convention leaves outside.
pub fn untitled<'a>(text: &str, words: &'a [Word]) -> &'a [Word] {
    const HONORIFICS: [&str; 8] = ["Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Sir", "Dame"];
    let Some((honorific, name)) = words.split_first() else {
        return words;
    };
    let name = match name {
        [dot, name @ ..] if dot.span.of(text) == "." => name,
        _ => name,
    };
    if !name.is_empty() && HONORIFICS.contains(&honorific.span.of(text)) {
        name
    } else {
        words
    }
}

/// The names in what the model took for one: `Cruse and Croft` are two persons, `Tempe & Mesa` two places. `Bosnia and
/// Herzegovina` and firms stay as they are.
pub fn each<'a>(text: &str, words: &'a [Word], entity_type: EntityType) -> Vec<&'a [Word]> {
    let joins = |word: &Word| match word.span.of(text) {
        "&" => matches!(entity_type, EntityType::Per | EntityType::Loc),
        "and" => entity_type == EntityType::Per,
        _ => false,
    };
    let parts: Vec<&[Word]> = words.split(joins).collect();
    let named = |part: &&[Word]| {
        part.first()
            .is_some_and(|word| word.span.of(text).starts_with(char::is_uppercase))
    };
    // Marks and Spencer (M&S) are a firm, whatever the model says.
    let behind = words.last().map_or("", |last| &text[last.span.end..]);
    let firm = behind.strip_prefix(" (").is_some_and(|rest| {
        rest.chars()
            .take_while(|c| c.is_uppercase() || *c == '&')
            .count()
            > 1
    });
    if parts.iter().all(named) && !firm {
        parts
    } else {
        vec![words]
    }
}

/// Bytes of the label that a sentence has in a list, whose next or last item has the next or the last letter: `B. Maya`.
pub fn label(document: &Document, sentences: &[Sentence], at: usize) -> usize {
    let letter = |at: Option<usize>| {
        let text = document.sentence(sentences.get(at?)?);
        match text.as_bytes() {
            [letter @ b'A'..=b'Z', b'.' | b')', b' ', ..] => Some(*letter),
            _ => None,
        }
    };
    let Some(own) = letter(Some(at)) else {
        return 0;
    };
    let listed =
        letter(at.checked_sub(1)) == Some(own - 1) || letter(Some(at + 1)) == Some(own + 1);
    if listed { 3 } else { 0 }
}

/// Words without those of a list's label, which ends at byte `label`.
pub fn unlabelled(words: &[Word], label: usize) -> &[Word] {
    let own = words.partition_point(|word| word.span.start < label);
    if own < words.len() {
        &words[own..]
    } else {
        words
    }
}

/// True for one word that somebody is from: Keith in `Tony Hedges, from Keith, says`, where the person's name ends at byte
/// `who`. Nobody is from a person.
pub fn hails_from(text: &str, who: usize, words: &[Word]) -> bool {
    let [place] = words else { return false };
    matches!(
        text.get(who..place.span.start),
        Some(", from " | " from " | " (from ")
    ) && text[place.span.end..].starts_with([',', ')', ' '])
}

/// True for the name of a body that its words say is one, wherever it stands: `St Olave's Hospital`, `Royal Academy of Dramatic Art`.
pub fn institution(text: &str, words: &[Word]) -> bool {
    const NOUNS: [&str; 8] = [
        "Academy",
        "College",
        "Hospital",
        "Infirmary",
        "Institute",
        "School",
        "Seminary",
        "University",
    ];
    words.iter().enumerate().skip(1).any(|(at, word)| {
        NOUNS.contains(&word.span.of(text))
            && words
                .get(at + 1)
                .is_none_or(|next| matches!(next.span.of(text), "of" | "for"))
    })
}

/// True for the word that makes a body's name of a country's or its people's: `Cuban Consulate`, `Queensland Government`.
pub fn names_body(text: &str, word: &Word) -> bool {
    matches!(
        word.span.of(text),
        "Cabinet"
            | "Congress"
            | "Consulate"
            | "Embassy"
            | "Government"
            | "Ministry"
            | "Parliament"
            | "Senate"
    )
}

/// True for a party's adjective, which names no body of its own: a Democratic Senate is the Senate.
pub fn is_party(word: &str) -> bool {
    matches!(
        word,
        "Communist"
            | "Conservative"
            | "Democrat"
            | "Democratic"
            | "Green"
            | "Labor"
            | "Labour"
            | "Liberal"
            | "Republican"
    )
}

/// The words of a body's name without the party that holds it: the Senate of `Democratic Senate`.
pub fn without_party<'a>(text: &str, words: &'a [Word]) -> &'a [Word] {
    match words {
        [party, body] if is_party(party.span.of(text)) && names_body(text, body) => &words[1..],
        _ => words,
    }
}

/// True for one word that may be a people's, and so open the name of a body: `Australian`.
pub fn is_people(name: &str) -> bool {
    !name.contains(' ') && !is_party(name)
}

/// True for a given name that is a word as well: `Will`, `Rose`.
pub fn is_given_name(word: &str) -> bool {
    const NAMES: [&str; 62] = [
        "April", "Art", "Autumn", "Basil", "Bill", "Bob", "Carol", "Chase", "Chuck", "Clay",
        "Cliff", "Daisy", "Dale", "Dawn", "Dean", "Drew", "Earl", "Eve", "Faith", "Frank", "Gene",
        "Glen", "Grace", "Grant", "Guy", "Hazel", "Heather", "Holly", "Hope", "Iris", "Ivy",
        "Jack", "Jasmine", "Joy", "June", "Lance", "Lily", "Mark", "Mason", "Max", "Miles",
        "Myrtle", "Nick", "Norm", "Olive", "Pat", "Pearl", "Penny", "Peter", "Ray", "Rich", "Rob",
        "Robin", "Rose", "Ruby", "Rusty", "Skip", "Sue", "Summer", "Victor", "Violet", "Will",
    ];
    NAMES.contains(&word)
}

/// True for the name of a law, which is no organisation.
pub fn law(text: &str, words: &[Word]) -> bool {
    words
        .last()
        .is_some_and(|word| matches!(word.span.of(text), "Act" | "Constitution" | "Treaty"))
}

/// The end of the places that a dateline opens with, in bytes of the sentence; 0 where there is none: `KARLSBY, Vestmark` in
/// `KARLSBY, Vestmark, June 11 (Tiderace News) - Sigrid Holm ...`. The first is in capitals, and a day or an
/// agency follows; a month that follows at once may count as one, but is no name.
pub fn dateline(text: &str) -> usize {
    /// As far as a dateline goes, in bytes.
    const WIDTH: usize = 120;
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        let place = r"\p{Lu}[\p{Lu}.'’-]+(?:[ /]\p{Lu}[\p{Lu}.'’-]+){0,3}(?:,\s*\p{Lu}[\p{L}.]*(?: \p{Lu}[\p{L}.]*)?)?";
        let day = r"(?:,?\s+[\p{L}\d.,-][\p{L}\d., -]{0,24}\d)";
        let agency = r"(?:\s*\(\p{Lu}[\p{L}\d .&/-]{0,30}\))";
        Regex::new(&format!(
            r"^(?P<place>{place})(?:{day}{agency}?|{agency})\s*[-–—]{{1,2}}\s"
        ))
        .expect("a pattern of our own")
    });
    let found = FORM.captures(text::head(text, WIDTH));
    found
        .and_then(|found| found.name("place"))
        .map_or(0, |place| place.end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::tests::words;

    #[test]
    fn a_place_that_something_is_based_in_is_the_place() {
        let text = "New York-based";
        let all = words(text);
        let (place, entity_type) = placed(text, &all, EntityType::Misc);
        assert_eq!((place.len(), entity_type), (2, EntityType::Loc));
        let text = "Rolls-Royce";
        let all = words(text);
        assert_eq!(placed(text, &all, EntityType::Org).0.len(), 3);
    }

    #[test]
    fn a_storm_is_no_person() {
        let of = |text: &'static str, count: usize| {
            let all = words(text);
            storm(text, &all[all.len() - count..])
        };
        assert_eq!(of("after cyclone Larry", 1), Some("Larry"));
        assert_eq!(of("Hurricane Ofelia", 1), Some("Ofelia"));
        assert_eq!(of("Hurricane Ofelia", 2), Some("Ofelia"));
        assert_eq!(of("the presenter Larry", 1), None);
        assert_eq!(of("Storm Thorgerson", 2), None);
    }

    #[test]
    fn a_noun_beside_a_name_says_what_it_is() {
        let of = |text: &'static str, name: &str| {
            let all = words(text);
            let at = all.iter().position(|word| word.span.of(text) == name);
            let at = at.expect("a word of the text");
            beside(text, &all[at..=at])
        };
        use EntityType::{Loc, Org};
        assert_eq!(
            of("Peter Walker, from exporter Riversun, left", "Riversun"),
            Some(Org)
        );
        assert_eq!(of("He told the company Smith had left", "Smith"), None);
        assert_eq!(of("A Dubbo grazier won.", "Dubbo"), Some(Loc));
        assert_eq!(of("Dubbo won.", "Dubbo"), None);
    }

    #[test]
    fn an_honorific_is_no_part_of_a_name() {
        let of = |text: &'static str| {
            let all = words(text);
            let name = untitled(text, &all);
            &text[name[0].span.start..name[name.len() - 1].span.end]
        };
        assert_eq!(of("Mr Bremner"), "Bremner");
        assert_eq!(of("Dr. Anna Hill"), "Anna Hill");
        assert_eq!(of("Mr"), "Mr");
        assert_eq!(of("Lord Byron"), "Lord Byron");
    }

    #[test]
    fn two_persons_are_two_names() {
        let of = |text: &'static str, entity_type| {
            let all = words(text);
            each(text, &all, entity_type)
                .iter()
                .map(|part| &text[part[0].span.start..part[part.len() - 1].span.end])
                .collect::<Vec<_>>()
        };
        use EntityType::{Loc, Org, Per};
        assert_eq!(of("Cruse and Croft", Per), ["Cruse", "Croft"]);
        assert_eq!(of("Tempe & Mesa", Loc), ["Tempe", "Mesa"]);
        assert_eq!(of("Bosnia and Herzegovina", Loc).len(), 1);
        assert_eq!(of("Johnson & Johnson", Org).len(), 1);
        assert_eq!(of("Okoro and", Per).len(), 1);
        let text = "Marks and Spencer (M&S)";
        assert_eq!(each(text, &words(text)[..3], Per).len(), 1);
    }

    #[test]
    fn bodies_and_laws_say_what_they_are() {
        let last = |text: &'static str| {
            let all = words(text);
            names_body(text, &all[all.len() - 1])
        };
        assert!(last("Cuban Consulate"));
        assert!(!last("Cuban government"));
        let of = |text: &'static str| law(text, &words(text));
        assert!(of("Constitution"));
        assert!(of("Factory Act"));
        assert!(!of("Acting Company"));
    }

    #[test]
    fn a_label_in_a_list_is_no_initial() {
        let of = |text: &str| {
            let document = Document::plain("list", text);
            let sentences = text::split(&document);
            (0..sentences.len())
                .map(|at| label(&document, &sentences, at))
                .collect::<Vec<_>>()
        };
        assert_eq!(of("A. Inca\n\nB. Maya\n\nC. Olmec"), [3, 3, 3]);
        assert_eq!(of("J. Okoro left.\n\nA. Hill came."), [0, 0]);
    }

    #[test]
    fn nobody_is_from_a_person() {
        let of = |text: &'static str, who: &str, place: &str| {
            let all = words(text);
            let at = all.iter().position(|word| word.span.of(text) == place);
            let at = at.expect("a word of the text");
            hails_from(text, text.find(who).unwrap() + who.len(), &all[at..=at])
        };
        assert!(of("Tony Hedges, from Keith, says so.", "Hedges", "Keith"));
        assert!(of("Tony Hedges from Keith says so.", "Hedges", "Keith"));
        assert!(!of("Tony Hedges got it from Keith.", "Hedges", "Keith"));
        assert!(!of("Tony Hedges, from Keith's farm.", "Hedges", "Keith"));
    }

    #[test]
    fn an_institution_says_so() {
        let of = |text: &'static str| institution(text, &words(text));
        assert!(of("St Olave's Hospital"));
        assert!(of("Royal Academy of Dramatic Art"));
        assert!(!of("University Avenue"));
        assert!(!of("Hospital"));
    }

    #[test]
    fn a_dateline_opens_with_places() {
        let of = |text: &'static str| &text[..dateline(text)];
        assert_eq!(
            of("KARLSBY, Vestmark, June 11 (Tiderace News) - Sigrid Holm left."),
            "KARLSBY, Vestmark"
        );
        assert_eq!(
            of("ACCRA 2024-06-12 (Tiderace News) - An experiment"),
            "ACCRA"
        );
        assert_eq!(of("LONDON (AP) — Shares fell."), "LONDON");
        assert_eq!(of("ST. LOUIS (AP) – Shares fell."), "ST. LOUIS");
        assert_eq!(of("NATO - the alliance - met."), "");
        assert_eq!(of("London (AP) said so."), "");
    }
}
