//! Named entities: word scores to name mentions.
//!
//! The scores of a sentence's words ([`Emissions`]) and how tags follow each other ([`Chain`]) give the likeliest sequence of
//! BIO tags (Viterbi), and by the forward-backward algorithm the probability of every name in it: that of all sequences in
//! which just this span is a name of this type (Culotta and McCallum 2004).

mod context;
pub(crate) mod countries;

use std::collections::{HashMap, HashSet};

use crate::document::{Document, EntityType, Mention, MentionKind, Part, Sentence, Span};
use crate::encoder::tokens::Word;
use crate::encoder::{Chain, Emissions, Pieces};

/// What a tag says of its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Outside,
    /// Opens a name of the type (an index of [`EntityType::NAMES`]; `None` for a type that is not one of the four).
    Begin(Option<usize>),
    Inside(Option<usize>),
}

/// The type of a label that follows the prefix, in the sets that models are trained on (CoNLL, OntoNotes, WNUT).
fn name_type(label: &str) -> Option<usize> {
    match label.to_uppercase().as_str() {
        "PER" | "PERSON" | "PERS" => Some(0),
        "ORG" | "ORGANIZATION" | "ORGANISATION" | "CORPORATION" | "GROUP" | "COMPANY" => Some(1),
        "LOC" | "LOCATION" | "GPE" | "FAC" | "FACILITY" | "PLACE" => Some(2),
        "MISC" | "NORP" | "EVENT" | "WORK_OF_ART" | "PRODUCT" | "LAW" | "LANGUAGE"
        | "CREATIVE-WORK" => Some(3),
        _ => None,
    }
}

fn tag(label: &str) -> Tag {
    match label.split_once(['-', '_']) {
        Some(("B" | "S" | "U", kind)) => Tag::Begin(name_type(kind)),
        Some(("I" | "E" | "L" | "M", kind)) => Tag::Inside(name_type(kind)),
        _ if label == "O" => Tag::Outside,
        _ => Tag::Inside(name_type(label)),
    }
}

/// Reads names off tag scores.
#[derive(Clone, Debug)]
pub struct Decoder {
    tags: Vec<Tag>,
    /// Log scores, `[from * tags + to]`.
    transitions: Vec<f64>,
    start: Vec<f64>,
    /// Numbers of the tags that open and continue a name of each of the four types.
    begin: [Option<usize>; 4],
    inside: [Option<usize>; 4],
}

/// A name in a sentence: a range of its words.
#[derive(Clone, Debug, PartialEq)]
pub struct NameSpan {
    pub words: std::ops::Range<usize>,
    /// Index of [`EntityType::NAMES`].
    pub name_type: usize,
    pub score: f32,
    pub type_scores: [f32; 4],
}

const FORBIDDEN: f64 = -1e4;

impl Decoder {
    /// A trained chain (`strict`) is held to BIO; tags of a foreign model may also open a name with an inside tag, as the older
    /// IOB scheme has it, but never change type inside one.
    pub fn new(chain: &Chain, strict: bool) -> Self {
        let tags: Vec<Tag> = chain.labels.iter().map(|l| tag(l)).collect();
        let n = tags.len();
        let mut transitions: Vec<f64> = chain.transitions.iter().map(|&x| f64::from(x)).collect();
        let mut start: Vec<f64> = chain.start.iter().map(|&x| f64::from(x)).collect();
        let same = |a: &str, b: &str| {
            a.split_once(['-', '_']).map(|x| x.1) == b.split_once(['-', '_']).map(|x| x.1)
        };
        for to in 0..n {
            if !matches!(tags[to], Tag::Inside(_)) {
                continue;
            }
            if strict {
                start[to] += FORBIDDEN;
            }
            for from in 0..n {
                let breaks = match tags[from] {
                    Tag::Outside => strict,
                    Tag::Begin(_) | Tag::Inside(_) => !same(&chain.labels[from], &chain.labels[to]),
                };
                if breaks {
                    transitions[from * n + to] += FORBIDDEN;
                }
            }
        }
        let of = |want: &dyn Fn(Tag) -> bool| tags.iter().position(|t| want(*t));
        let begin = std::array::from_fn(|k| {
            of(&|t| t == Tag::Begin(Some(k))).or(of(&|t| t == Tag::Inside(Some(k))))
        });
        let inside = std::array::from_fn(|k| of(&|t| t == Tag::Inside(Some(k))));
        Decoder {
            tags,
            transitions,
            start,
            begin,
            inside,
        }
    }

    /// The names of the likeliest tag sequence, in order.
    pub fn names(&self, emissions: &Emissions) -> Vec<NameSpan> {
        let spans = self.spans(&self.viterbi(&emissions.0));
        if spans.is_empty() {
            return Vec::new();
        }
        let lattice = Lattice::new(self, &emissions.0);
        spans
            .into_iter()
            .map(|(words, name_type)| {
                let type_scores = lattice.span(self, words.clone());
                NameSpan {
                    words,
                    name_type,
                    score: type_scores[name_type],
                    type_scores,
                }
            })
            .collect()
    }

    fn viterbi(&self, emissions: &[f32]) -> Vec<usize> {
        let n = self.tags.len();
        let words = emissions.len() / n.max(1);
        if words == 0 {
            return Vec::new();
        }
        let mut score: Vec<f64> = (0..n)
            .map(|t| self.start[t] + f64::from(emissions[t]))
            .collect();
        let mut back = vec![0u16; words * n];
        for w in 1..words {
            let mut next = vec![f64::NEG_INFINITY; n];
            for to in 0..n {
                for (from, before) in score.iter().enumerate() {
                    let s = before + self.transitions[from * n + to];
                    if s > next[to] {
                        next[to] = s;
                        back[w * n + to] = from as u16;
                    }
                }
                next[to] += f64::from(emissions[w * n + to]);
            }
            score = next;
        }
        let mut best = (0..n).fold(0, |b, t| if score[t] > score[b] { t } else { b });
        let mut path = vec![best; words];
        for w in (1..words).rev() {
            best = usize::from(back[w * n + best]);
            path[w - 1] = best;
        }
        path
    }

    fn spans(&self, path: &[usize]) -> Vec<(std::ops::Range<usize>, usize)> {
        let mut out: Vec<(std::ops::Range<usize>, Option<usize>)> = Vec::new();
        let mut open = false;
        for (w, &t) in path.iter().enumerate() {
            match self.tags[t] {
                Tag::Outside => open = false,
                Tag::Inside(kind) if open && out.last().is_some_and(|(_, k)| *k == kind) => {
                    if let Some((words, _)) = out.last_mut() {
                        words.end = w + 1;
                    }
                }
                Tag::Begin(kind) | Tag::Inside(kind) => {
                    out.push((w..w + 1, kind));
                    open = true;
                }
            }
        }
        out.into_iter()
            .filter_map(|(words, kind)| Some((words, kind?)))
            .collect()
    }
}

/// Forward and backward log sums over the tag sequences of a sentence.
struct Lattice {
    tags: usize,
    words: usize,
    emissions: Vec<f64>,
    /// Log sum of all beginnings that end in a tag at a word, its own score included.
    alpha: Vec<f64>,
    /// Log sum of all continuations after a tag at a word.
    beta: Vec<f64>,
    total: f64,
}

fn log_sum(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let top = values.clone().fold(f64::NEG_INFINITY, f64::max);
    if top == f64::NEG_INFINITY {
        return top;
    }
    top + values.map(|v| (v - top).exp()).sum::<f64>().ln()
}

impl Lattice {
    fn new(decoder: &Decoder, emissions: &[f32]) -> Self {
        let n = decoder.tags.len();
        let words = emissions.len() / n;
        let e: Vec<f64> = emissions.iter().map(|&x| f64::from(x)).collect();
        let mut alpha = vec![0.0; words * n];
        let mut beta = vec![0.0; words * n];
        for t in 0..n {
            alpha[t] = decoder.start[t] + e[t];
        }
        for w in 1..words {
            for to in 0..n {
                alpha[w * n + to] = e[w * n + to]
                    + log_sum((0..n).map(|from| {
                        alpha[(w - 1) * n + from] + decoder.transitions[from * n + to]
                    }));
            }
        }
        for w in (0..words.saturating_sub(1)).rev() {
            for from in 0..n {
                beta[w * n + from] = log_sum((0..n).map(|to| {
                    decoder.transitions[from * n + to]
                        + e[(w + 1) * n + to]
                        + beta[(w + 1) * n + to]
                }));
            }
        }
        let total = log_sum(alpha[(words - 1) * n..].iter().copied());
        Lattice {
            tags: n,
            words,
            emissions: e,
            alpha,
            beta,
            total,
        }
    }

    /// The probability that just these words are a name, of each of the four types.
    fn span(&self, decoder: &Decoder, words: std::ops::Range<usize>) -> [f32; 4] {
        let n = self.tags;
        std::array::from_fn(|k| {
            let Some(begin) = decoder.begin[k] else {
                return 0.0;
            };
            let mut score = self.alpha[words.start * n + begin];
            let mut last = begin;
            for w in words.start + 1..words.end {
                let Some(inside) = decoder.inside[k] else {
                    return 0.0;
                };
                score += decoder.transitions[last * n + inside] + self.emissions[w * n + inside];
                last = inside;
            }
            if words.end < self.words {
                let w = words.end;
                score += log_sum((0..n).filter(|t| Some(*t) != decoder.inside[k]).map(|t| {
                    decoder.transitions[last * n + t]
                        + self.emissions[w * n + t]
                        + self.beta[w * n + t]
                }));
            }
            (score - self.total).exp().clamp(0.0, 1.0) as f32
        })
    }
}

/// The name mentions of a document, in order. `pieces` and `emissions` are those of each sentence.
///
/// Beside what each sentence alone gives, if it scores `min_score` or more, a document is held consistent: a name that is
/// sure somewhere in it, or the surname of a person who is, is also taken where the model half saw it.
pub fn find(
    decoder: &Decoder,
    document: &Document,
    sentences: &[Sentence],
    pieces: &[&Pieces],
    emissions: &[&Emissions],
    min_score: f32,
) -> Vec<Mention> {
    let mut found: Vec<Vec<NameSpan>> = emissions.iter().map(|e| decoder.names(e)).collect();
    for names in &mut found {
        names.retain(|name| name.score >= min_score);
    }
    agree(decoder, document, sentences, pieces, emissions, &mut found);
    let mut out: Vec<Mention> = Vec::new();
    // Names that the words around them explain, in lower case.
    let mut known: HashMap<String, EntityType> = HashMap::new();
    for (s, names) in found.into_iter().enumerate() {
        let offset = sentences[s].span.start;
        let text = document.sentence(&sentences[s]);
        // Where nothing has a capital, its lack says nothing.
        let capitals = text.chars().any(char::is_uppercase);
        let places = match sentences[s].part {
            Part::Body if s < DATELINES => context::dateline(text),
            _ => 0,
        };
        let label = context::label(document, sentences, s);
        let all = &pieces[s].words;
        let mut spans: Vec<_> = names.iter().map(|name| name.words.clone()).collect();
        for at in 0..spans.len() {
            let next = spans.get(at + 1).map_or(all.len(), |next| next.start);
            if spans[at].end < next
                && context::names_body(text, &all[spans[at].end])
                && !context::is_party(all[spans[at].start].span.of(text))
            {
                spans[at].end += 1;
            }
        }
        let spans = names.into_iter().zip(spans).flat_map(|(name, span)| {
            let words = &all[span];
            let parts = context::each(text, words, EntityType::NAMES[name.name_type]);
            parts.into_iter().map(move |words| (name.clone(), words))
        });
        for (name, words) in spans {
            let words = trimmed(text, context::unlabelled(words, label));
            let words = context::without_party(text, words);
            let seen = EntityType::NAMES[name.name_type];
            let (mut words, mut entity_type) = context::placed(text, words, seen);
            if entity_type == EntityType::Per {
                words = context::untitled(text, words);
            }
            if entity_type == EntityType::Loc && context::institution(text, words)
                || words.len() > 1 && context::names_body(text, &words[words.len() - 1])
            {
                entity_type = EntityType::Org;
            }
            if entity_type == EntityType::Org && context::law(text, words) {
                entity_type = EntityType::Misc;
            }
            if matches!(entity_type, EntityType::Per | EntityType::Loc) {
                entity_type = context::beside(text, words).unwrap_or(entity_type);
            }
            if let Some(name) = context::storm(text, words) {
                entity_type = EntityType::Misc;
                known.insert(name.to_lowercase(), EntityType::Misc);
            }
            let (Some(first), Some(last)) = (words.first(), words.last()) else {
                continue;
            };
            let before = out.last().filter(|name| name.sentence == s);
            if let Some(who) = before.filter(|name| name.entity_type == EntityType::Per)
                && entity_type == EntityType::Per
                && context::hails_from(text, who.span.end - offset, words)
            {
                entity_type = EntityType::Loc;
            }
            let start = match entity_type {
                EntityType::Misc => article(text, first.span.start),
                _ => first.span.start,
            };
            let surface = &text[start..last.span.end];
            if last.span.end <= places {
                entity_type = EntityType::Loc;
                known.insert(surface.to_lowercase(), EntityType::Loc);
            }
            if capitals
                && name.score < SURE_WITHOUT_CAPITAL
                && !surface.chars().any(|c| c.is_uppercase() || c == '@')
            {
                continue;
            }
            let mut mention = Mention {
                sentence: s,
                span: Span::new(offset + start, offset + last.span.end),
                entity_type: seen,
                kind: MentionKind::Name,
                value: None,
                score: name.score,
                type_scores: name.type_scores,
                rule: None,
            };
            if entity_type != seen {
                retype(&mut mention, entity_type);
            }
            // Australian, Federal Police: a people and a body that the model parted.
            if let Some(people) = out.last_mut()
                && people.sentence == s
                && people.entity_type == EntityType::Misc
                && entity_type == EntityType::Org
                && (words.len() > 1 || context::names_body(text, first))
                && people.span.end + 1 == mention.span.start
                && text[..start].ends_with(' ')
                && context::is_people(&text[people.span.start - offset..start - 1])
            {
                mention.span.start = people.span.start;
                *people = mention;
                continue;
            }
            out.push(mention);
        }
    }
    if !known.is_empty() {
        spread(document, sentences, &known, &mut out);
    }
    leave_words(document, sentences, &mut out);
    out
}

/// Drops what is a name by nothing but the capital at the head of its sentence: `Footrot control review` in a text that
/// goes on to speak of footrot, and never of Footrot inside a sentence.
fn leave_words(document: &Document, sentences: &[Sentence], names: &mut Vec<Mention>) {
    let doubtful = |name: &Mention| {
        let sentence = &sentences[name.sentence];
        let text = document.mention(sentences, name);
        let before = &document.part(sentence.part)[sentence.span.start..name.span.start];
        let mut letters = text.chars();
        name.score < SURE_OF_A_WORD
            && text.len() > 2
            && !before.contains(char::is_alphanumeric)
            && letters.next().is_some_and(char::is_uppercase)
            && letters.all(char::is_lowercase)
            && !context::is_given_name(text)
    };
    let mut told: HashMap<String, bool> = names
        .iter()
        .filter(|name| doubtful(name))
        .map(|name| (document.mention(sentences, name).to_lowercase(), false))
        .collect();
    if told.is_empty() {
        return;
    }
    for sentence in sentences {
        let words = document
            .sentence(sentence)
            .split(|c: char| !c.is_alphabetic());
        for (at, word) in words.filter(|word| !word.is_empty()).enumerate() {
            if word.starts_with(char::is_uppercase) {
                // It has its capital where no sentence begins.
                if at > 0 {
                    told.remove(&word.to_lowercase());
                }
                continue;
            }
            let one = word.strip_suffix('s').unwrap_or(word);
            for form in [word, one, &format!("{word}s")] {
                if let Some(word) = told.get_mut(form) {
                    *word = true;
                }
            }
        }
    }
    names.retain(|name| {
        let word = document.mention(sentences, name).to_lowercase();
        !(doubtful(name) && told.get(&word) == Some(&true))
    });
}

/// What a name is, it is all through the document, `Ofelia` alone the hurricane of before; but a person may have the name too.
fn spread(
    document: &Document,
    sentences: &[Sentence],
    known: &HashMap<String, EntityType>,
    mentions: &mut [Mention],
) {
    let persons: HashSet<String> = mentions
        .iter()
        .filter(|mention| mention.entity_type == EntityType::Per)
        .map(|mention| document.mention(sentences, mention))
        .filter(|text| text.contains(char::is_whitespace))
        .flat_map(|text| text.split_whitespace().map(str::to_lowercase))
        .collect();
    for mention in mentions {
        let text = document.mention(sentences, mention).to_lowercase();
        // Leeds, from where it is told, may have a club of that name in the story.
        let club = |of: EntityType| of == EntityType::Loc && mention.entity_type == EntityType::Org;
        if let Some(&entity_type) = known.get(&text)
            && !persons.contains(&text)
            && !club(entity_type)
        {
            retype(mention, entity_type);
        }
    }
}

/// Gives a name the type that a rule knows, and the scores to tell the rest of its entity.
fn retype(mention: &mut Mention, entity_type: EntityType) {
    mention.entity_type = entity_type;
    mention.type_scores = EntityType::NAMES.map(|t| f32::from(t == entity_type) * mention.score);
}

/// How many sentences may open a text, its headline and byline among them, before the one with the dateline is over.
const DATELINES: usize = 4;

/// What a name needs that may be a word at the head of its sentence.
const SURE_OF_A_WORD: f32 = 0.97;

/// What a name without any capital needs beside words that have some.
const SURE_WITHOUT_CAPITAL: f32 = 0.8;

/// The start of a title from its article on, where that stands right behind the opening quotation mark: `"The Salt Wife"`.
fn article(text: &str, start: usize) -> usize {
    let before = &text[..start];
    ["The ", "A ", "An "]
        .iter()
        .find_map(|article| {
            let rest = before.strip_suffix(article)?;
            rest.ends_with(['"', '\'', '“', '‘', '*', '_'])
                .then_some(rest.len())
        })
        .unwrap_or(start)
}

/// A name without the dashes, commas, quotation marks and Markdown's marks that it opens or ends with.
fn trimmed<'a>(text: &str, mut words: &'a [Word]) -> &'a [Word] {
    let loose = |w: &Word| {
        matches!(
            w.span.of(text),
            "-" | "–"
                | "—"
                | ","
                | ";"
                | ":"
                | "'"
                | "\""
                | "“"
                | "”"
                | "‘"
                | "’"
                | "`"
                | "*"
                | "_"
                | "#"
                | ">"
                | "&"
        )
    };
    while words.len() > 1 && loose(&words[0]) {
        words = &words[1..];
    }
    while words.len() > 1 && words.last().is_some_and(loose) {
        words = &words[..words.len() - 1];
    }
    words
}

/// A name this sure is looked for in the rest of its document ...
const SURE: f32 = 0.8;
/// ... and taken where the model gave it this much.
const HALF_SEEN: f32 = 0.1;

fn agree(
    decoder: &Decoder,
    document: &Document,
    sentences: &[Sentence],
    pieces: &[&Pieces],
    emissions: &[&Emissions],
    found: &mut [Vec<NameSpan>],
) {
    let surface = |s: usize, words: &std::ops::Range<usize>| -> &str {
        let text = document.sentence(&sentences[s]);
        let w = &pieces[s].words[words.clone()];
        match (w.first(), w.last()) {
            (Some(a), Some(b)) => &text[a.span.start..b.span.end],
            _ => "",
        }
    };
    // First word -> the names that open with it and their length in words, longest first.
    let mut known: HashMap<&str, Vec<(&str, usize)>> = HashMap::new();
    for (s, names) in found.iter().enumerate() {
        for name in names.iter().filter(|n| n.score >= SURE) {
            // As it stands; a person's surname stands alone, later.
            let surname = (name.words.len() > 1
                && EntityType::NAMES[name.name_type] == EntityType::Per)
                .then(|| name.words.end - 1..name.words.end)
                .filter(|last| surface(s, last).starts_with(char::is_uppercase));
            for words in std::iter::once(name.words.clone()).chain(surname) {
                let text = surface(s, &words);
                if !text.chars().any(char::is_uppercase) || text.chars().count() < 3 {
                    continue;
                }
                let first = surface(s, &(words.start..words.start + 1));
                let list = known.entry(first).or_default();
                if !list.iter().any(|(t, _)| *t == text) {
                    list.push((text, words.len()));
                }
            }
        }
    }
    for list in known.values_mut() {
        list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        list.truncate(8);
    }
    let mut extra: Vec<(usize, NameSpan)> = Vec::new();
    for s in 0..found.len() {
        let words = pieces[s].words.len();
        let mut taken = vec![false; words];
        for name in &found[s] {
            taken[name.words.clone()].fill(true);
        }
        let mut lattice = None;
        for w in 0..words {
            if taken[w] {
                continue;
            }
            let Some(list) = known.get(surface(s, &(w..w + 1))) else {
                continue;
            };
            for (text, length) in list {
                let range = w..w + length;
                if range.end > words
                    || taken[range.clone()].contains(&true)
                    || surface(s, &range) != *text
                {
                    continue;
                }
                let lattice = lattice.get_or_insert_with(|| Lattice::new(decoder, &emissions[s].0));
                let type_scores = lattice.span(decoder, range.clone());
                let score: f32 = type_scores.iter().sum();
                if score < HALF_SEEN {
                    continue;
                }
                let name_type = (0..4).fold(0, |b, k| {
                    if type_scores[k] > type_scores[b] {
                        k
                    } else {
                        b
                    }
                });
                taken[range.clone()].fill(true);
                extra.push((
                    s,
                    NameSpan {
                        words: range,
                        name_type,
                        score: score.min(1.0),
                        type_scores,
                    },
                ));
                break;
            }
        }
    }
    for (s, name) in extra {
        let at = found[s].partition_point(|n| n.words.start < name.words.start);
        found[s].insert(at, name);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chain() -> Chain {
        let mut labels = vec!["O".to_string()];
        for t in ["PER", "ORG", "LOC", "MISC"] {
            labels.push(format!("B-{t}"));
            labels.push(format!("I-{t}"));
        }
        Chain {
            labels,
            transitions: vec![0.0; 81],
            start: vec![0.0; 9],
        }
    }

    fn emissions(tags: &[usize]) -> Emissions {
        let mut out = vec![0.0; tags.len() * 9];
        for (w, t) in tags.iter().enumerate() {
            out[w * 9 + t] = 8.0;
        }
        Emissions(out)
    }

    #[test]
    fn clear_scores_give_clear_names() {
        let decoder = Decoder::new(&chain(), true);
        let names = decoder.names(&emissions(&[0, 1, 2, 2, 0, 5, 5]));
        let got: Vec<_> = names
            .iter()
            .map(|n| (n.words.clone(), n.name_type))
            .collect();
        assert_eq!(got, [(1..4, 0), (5..6, 2), (6..7, 2)]);
        assert!(names.iter().all(|n| n.score > 0.97), "{names:?}");
    }

    #[test]
    fn an_inside_tag_without_a_beginning_is_not_followed_blindly() {
        let strict = Decoder::new(&chain(), true);
        assert!(
            strict
                .names(&emissions(&[0, 2, 0]))
                .iter()
                .all(|n| n.score < 0.6)
        );
        let iob = Decoder::new(&chain(), false);
        assert_eq!(iob.names(&emissions(&[0, 2, 0])).len(), 1);
    }

    #[test]
    fn labels_of_other_sets_are_read() {
        assert_eq!(tag("B-GPE"), Tag::Begin(Some(2)));
        assert_eq!(tag("I-WORK_OF_ART"), Tag::Inside(Some(3)));
        assert_eq!(tag("B-DATE"), Tag::Begin(None));
        assert_eq!(tag("PER"), Tag::Inside(Some(0)));
        assert_eq!(tag("O"), Tag::Outside);
    }

    /// The words of a text, as runs of letters and digits and single marks.
    pub fn words(text: &str) -> Vec<Word> {
        let mut out: Vec<Word> = Vec::new();
        let mut inside = false;
        for (at, c) in text.char_indices() {
            match out.last_mut() {
                Some(word) if inside && c.is_alphanumeric() => word.span.end = at + c.len_utf8(),
                _ if !c.is_whitespace() => out.push(Word {
                    span: Span::new(at, at + c.len_utf8()),
                    first: 0,
                    end: 1,
                }),
                _ => {}
            }
            inside = c.is_alphanumeric();
        }
        out
    }

    /// What `find` finds in a text whose words have these tags; with a tag of 9, PER is half seen.
    fn found(text: &str, tags: &[&[usize]]) -> Vec<String> {
        let document = Document::plain("test", text);
        let sentences = crate::text::split(&document);
        let pieces: Vec<Pieces> = sentences
            .iter()
            .map(|s| Pieces {
                ids: Vec::new(),
                types: Vec::new(),
                words: words(document.sentence(s)),
            })
            .collect();
        let emissions: Vec<Emissions> = tags
            .iter()
            .map(|tags| {
                let mut out = emissions(&tags.iter().map(|t| t % 9).collect::<Vec<_>>()).0;
                for (w, _) in tags.iter().enumerate().filter(|(_, t)| **t == 9) {
                    out[w * 9 + 1] = 7.0;
                }
                Emissions(out)
            })
            .collect();
        let decoder = Decoder::new(&chain(), true);
        find(
            &decoder,
            &document,
            &sentences,
            &pieces.iter().collect::<Vec<_>>(),
            &emissions.iter().collect::<Vec<_>>(),
            0.5,
        )
        .iter()
        .map(|m| m.span.of(text).to_string())
        .collect()
    }

    #[test]
    fn what_is_sure_in_one_sentence_is_taken_where_another_half_shows_it() {
        let text = "Jenna Marbles sang. They saw Marbles there. They saw Pebbles there.";
        let rest: &[usize] = &[0, 0, 9, 0, 0];
        assert_eq!(
            found(text, &[&[1, 2, 0, 0], rest, rest]),
            ["Jenna Marbles", "Marbles"]
        );
        assert_eq!(found(text, &[&[0; 4], rest, rest]), [""; 0]);
    }

    #[test]
    fn bodies_have_the_whole_of_their_names() {
        let police = "The Australian Federal Police came.";
        assert_eq!(
            found(police, &[&[0, 7, 3, 4, 0, 0]]),
            ["Australian Federal Police"]
        );
        let text = "The Cuban Consulate is shut.";
        assert_eq!(found(text, &[&[0, 7, 0, 0, 0, 0]]), ["Cuban Consulate"]);
        let text = "Cuban Consulate staff left.";
        assert_eq!(found(text, &[&[7, 3, 0, 0, 0]]), ["Cuban Consulate"]);
        let text = "German Acme staff left.";
        assert_eq!(found(text, &[&[7, 3, 0, 0, 0]]), ["German", "Acme"]);
        let text = "A Democratic Senate met.";
        assert_eq!(found(text, &[&[0, 3, 4, 0, 0]]), ["Senate"]);
        let text = "Cruse and Croft wrote it.";
        assert_eq!(found(text, &[&[1, 2, 2, 0, 0, 0]]), ["Cruse", "Croft"]);
    }

    #[test]
    fn a_word_at_the_head_of_a_sentence_is_no_name() {
        let left = |text: &str, word: &str, entity_type, score| {
            let document = Document::plain("test", text);
            let sentences = crate::text::split(&document);
            let start = text.find(word).unwrap();
            let mut names = vec![Mention {
                sentence: 0,
                span: Span::new(start, start + word.len()),
                entity_type,
                kind: MentionKind::Name,
                value: None,
                score,
                type_scores: [0.0; 4],
                rule: None,
            }];
            leave_words(&document, &sentences, &mut names);
            names.is_empty()
        };
        use EntityType::{Org, Per};
        let text = "Footrot is back. Vets fear the footrot.";
        assert!(left(text, "Footrot", Org, 0.8));
        assert!(!left(text, "Footrot", Org, 0.99));
        assert!(left(
            "Ewe prices rose. Few ewes were sold.",
            "Ewe",
            Org,
            0.8
        ));
        assert!(!left(
            "Target sank. They hit the target at Target.",
            "Target",
            Org,
            0.8
        ));
        assert!(!left("Target sank.", "Target", Org, 0.8));
        assert!(!left("Will left. She will stay.", "Will", Per, 0.8));
    }

    #[test]
    fn a_quoted_title_keeps_its_article_and_loses_the_marks() {
        let text = "in ‘The Salt Wife’, which The Guardian saw";
        let of = |name: &str| article(text, text.find(name).unwrap());
        assert_eq!(&text[of("Salt")..], &text[text.find("The Salt").unwrap()..]);
        assert_eq!(of("Guardian"), text.find("Guardian").unwrap());
        let text = "*Marine Letters*";
        let all = words(text);
        let span = |w: &[Word]| &text[w[0].span.start..w[w.len() - 1].span.end];
        assert_eq!(span(trimmed(text, &all)), "Marine Letters");
    }

    proptest! {
        #[test]
        fn names_are_in_order_apart_and_their_scores_are_probabilities(
            scores in prop::collection::vec(-6f32..6.0, 9..270),
        ) {
            let words = scores.len() / 9;
            let decoder = Decoder::new(&chain(), true);
            let names = decoder.names(&Emissions(scores[..words * 9].to_vec()));
            let mut last = 0;
            for n in &names {
                prop_assert!(n.words.start >= last && n.words.end > n.words.start && n.words.end <= words);
                last = n.words.end;
                let sum: f32 = n.type_scores.iter().sum();
                prop_assert!((0.0..=1.0).contains(&n.score) && sum <= 1.001);
            }
        }
    }
}
