//! The lines of a page as the rules of statements ask them, without a parser: what stands in quotation marks, a verb with its
//! auxiliaries, the noun phrase before or behind a token.

use std::ops::Range;

use crate::language::WordClass;
use crate::text::{Page, Token};

/// How a verb is used in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// With a subject of its own: `said`, `has said`, `is saying`.
    Finite,
    /// `..., saying`.
    Participle,
    /// `to say`.
    Infinitive,
    /// `was told`.
    Passive,
}

/// A verb with its auxiliaries and adverbs.
#[derive(Clone, Debug)]
pub struct VerbGroup {
    /// The tokens from the first auxiliary or adverb to the verb.
    pub tokens: Range<usize>,
    pub voice: Voice,
}

/// How many tokens an apposition between a subject and its verb has at most.
const APPOSITION: usize = 24;

/// A noun phrase has at most so many tokens.
const PHRASE: usize = 40;
/// A subject is looked for so many tokens before a participle.
const SUBJECT: usize = 100;

/// A page with its quotation marks.
pub struct Lines<'a> {
    pub page: &'a Page<'a>,
    /// Of each token whether it stands between quotation marks.
    quoted: Vec<bool>,
    /// Of each token whether it is a quotation mark.
    marks: Vec<bool>,
}

impl<'a> Lines<'a> {
    /// Marks what stands in quotation marks. A quotation ends with its paragraph.
    pub fn new(page: &'a Page<'a>) -> Self {
        let tokens = &page.tokens;
        let mut quoted = vec![false; tokens.len()];
        let mut marks = vec![false; tokens.len()];
        // Two single marks that touch are a double one.
        let doubled = |at: usize| {
            at > 0
                && at < tokens.len()
                && matches!(tokens[at].text, "'" | "’" | "‘" | "`")
                && tokens[at - 1].text == tokens[at].text
                && tokens[at - 1].span.end == tokens[at].span.start
        };
        let mut open = false;
        for s in 0..page.sentences.len() {
            if page.opens_paragraph(s) {
                open = false;
            }
            for i in page.sentences[s].clone() {
                match tokens[i].text {
                    "“" | "«" | "„" => (open, marks[i]) = (true, true),
                    "”" | "»" => (open, marks[i]) = (false, true),
                    "\"" => (open, marks[i]) = (!open, true),
                    _ if doubled(i) => (open, marks[i]) = (!open, true),
                    _ if doubled(i + 1) => marks[i] = true,
                    _ => quoted[i] = open,
                }
            }
        }
        Lines {
            page,
            quoted,
            marks,
        }
    }

    /// Returns how many tokens the page has.
    pub fn len(&self) -> usize {
        self.page.tokens.len()
    }

    /// Returns a token, which must be there.
    pub fn token(&self, i: usize) -> &Token<'a> {
        &self.page.tokens[i]
    }

    /// Returns a token's word in lower case; empty past the end.
    pub fn lower(&self, i: usize) -> &str {
        self.page.tokens.get(i).map_or("", |t| &t.lower)
    }

    /// Tells whether a token is there and of a class.
    pub fn is(&self, i: usize, class: WordClass) -> bool {
        self.page.tokens.get(i).is_some_and(|t| t.is(class))
    }

    /// Returns the tokens of a token's sentence.
    pub fn sentence(&self, i: usize) -> Range<usize> {
        self.page.sentences[self.page.tokens[i].sentence].clone()
    }

    /// Tells whether a token is there and stands in the paragraph of another.
    pub fn in_paragraph_of(&self, i: usize, other: usize) -> bool {
        let paragraph = |i: usize| {
            let sentence = self.page.tokens.get(i)?.sentence;
            Some(self.page.paragraphs[sentence])
        };
        paragraph(i).is_some() && paragraph(i) == paragraph(other)
    }

    /// Tells whether a token is there and stands between quotation marks.
    pub fn is_quoted(&self, i: usize) -> bool {
        self.quoted.get(i) == Some(&true)
    }

    /// Tells whether a token is there and a quotation mark.
    pub fn is_mark(&self, i: usize) -> bool {
        self.marks.get(i) == Some(&true)
    }

    /// Tells whether a token is a quotation mark that opens a quotation.
    pub fn opens(&self, i: usize) -> bool {
        self.is_mark(i) && (self.is_quoted(i + 1) || self.is_mark(i + 1) && self.is_quoted(i + 2))
    }

    /// Tells whether a token ends a sentence or a clause. The stop of an abbreviation does not.
    pub fn is_stop(&self, i: usize) -> bool {
        match self.page.tokens.get(i).map(|t| t.text) {
            Some(".") => {
                let behind = i + 1..self.sentence(i).end;
                self.is_mark(i + 1) || i > 0 && self.is_mark(i - 1) || { behind }
                    .all(|k| self.is_mark(k) || self.token(k).text == ")")
            }
            Some(";" | "?" | "!") => true,
            _ => false,
        }
    }

    /// Tells whether a token opens a noun phrase.
    pub fn is_determiner(&self, i: usize) -> bool {
        self.page.tokens.get(i).is_some_and(|t| {
            t.is_any(
                WordClass::DefiniteDeterminer
                    | WordClass::IndefiniteDeterminer
                    | WordClass::PossessiveDeterminer,
            )
        })
    }

    /// Tells whether a token is a pronoun or another word that is a noun phrase by itself.
    pub fn is_subject_word(&self, i: usize) -> bool {
        self.is(i, WordClass::NominativePronoun) || self.is(i, WordClass::SubjectWord)
    }

    /// Tells whether a token is an adverb that may stand between a subject and its verb.
    pub fn is_adverb(&self, i: usize) -> bool {
        self.page.tokens.get(i).is_some_and(|t| {
            t.is(WordClass::CueAdverb)
                || t.lower.len() > 4 && t.lower.ends_with("ly") && !t.is_capitalised()
        })
    }

    /// Returns the group of the verb at a token; `None` where the word is no verb there.
    ///
    /// Example: `has repeatedly said`. Not: the noun in `the Rachel Maddow Show`, `a report`.
    pub fn verb_group(&self, i: usize) -> Option<VerbGroup> {
        let first = self.sentence(i).start;
        // A capital inside a sentence makes a name of it.
        if i > first && self.token(i).is_capitalised() {
            return None;
        }
        let mut start = i;
        let mut auxiliary = None;
        let mut j = i;
        while j > first {
            if self.is(j - 1, WordClass::CueAuxiliary) {
                start = j - 1;
                auxiliary.get_or_insert(j - 1);
            } else if !self.is_adverb(j - 1) {
                break;
            }
            j -= 1;
        }
        if auxiliary.is_none() {
            start = j;
        }
        let before = start.checked_sub(1).filter(|b| *b >= first);
        let be = auxiliary.is_some_and(|a| self.is(a, WordClass::BeForm));
        let lower = self.lower(i);
        let regular = lower.ends_with("ed");
        let voice = if lower.ends_with("ing") {
            if be { Voice::Finite } else { Voice::Participle }
        } else if be && (regular || self.is(i, WordClass::CueParticiple)) {
            Voice::Passive
        } else if let Some(to) = before.filter(|b| self.lower(*b) == "to") {
            return Some(VerbGroup {
                tokens: to..i + 1,
                voice: Voice::Infinitive,
            });
        } else if auxiliary.is_some() {
            if be {
                return None;
            }
            Voice::Finite
        } else {
            // The form of the present may be a noun: the words before it tell.
            let before = before?;
            let past = regular || self.is(i, WordClass::CuePast);
            if !past && !self.may_end_subject(before, lower.ends_with('s')) {
                return None;
            }
            Voice::Finite
        };
        Some(VerbGroup {
            tokens: start..i + 1,
            voice,
        })
    }

    /// Tells whether the subject of a verb in the present, in the third person singular or not, may end with a token.
    fn may_end_subject(&self, b: usize, singular: bool) -> bool {
        let t = self.token(b);
        if self.is_subject_word(b) {
            return true;
        }
        if self.is_mark(b) {
            return false;
        }
        if !t.is_word() {
            return matches!(t.text, "," | ")" | "—" | "–");
        }
        if t.is(WordClass::CuePast) || t.is(WordClass::CueVerb) {
            return false;
        }
        if t.is(WordClass::Conjunction) {
            // `and says`, behind a verb of the same subject
            return t.is(WordClass::Coordinator);
        }
        let bars = t.is_any(WordClass::Preposition | WordClass::ClauseWord)
            || self.is_determiner(b)
            || t.is_possessive_mark();
        if bars {
            return false;
        }
        let plural = t.lower.ends_with('s') && !t.lower.ends_with("ss");
        t.is_capitalised() || plural != singular
    }

    /// Returns the noun phrase that ends with a token, in its sentence.
    pub fn phrase_before(&self, end: usize) -> Option<Range<usize>> {
        let first = self
            .sentence(end)
            .start
            .max((end + 1).saturating_sub(PHRASE));
        if self.is_subject_word(end) {
            return Some(end..end + 1);
        }
        if !self.token(end).is_word() && self.token(end).text != ")" || self.is_mark(end) {
            return None;
        }
        let mut start = end;
        let mut j = end;
        loop {
            let goes_on = j < end && self.is_one_name(j, j + 1);
            if !goes_on && !self.may_be_inside_phrase(j) {
                break;
            }
            start = j;
            if j == first {
                break;
            }
            // A determiner opens the phrase, unless a preposition or a possessive leads on to it.
            let leads =
                self.is(j - 1, WordClass::PhraseLink) || self.token(j - 1).is_possessive_mark();
            if self.is_determiner(j) && !leads {
                break;
            }
            j -= 1;
        }
        // No preposition, conjunction, adverb or time at its head.
        while start < end {
            let t = self.token(start);
            let link = t.is(WordClass::PhraseLink);
            if link || t.is(WordClass::Preposition) && !t.is_capitalised() {
                let name =
                    (start + 2..=end).find(|k| self.token(*k).is_capitalised() && *k > first + 1);
                start = name.unwrap_or(start + 1);
            } else if t.is(WordClass::Preposition)
                || t.is(WordClass::Conjunction)
                || t.is(WordClass::TimeWord)
                || self.is_adverb(start)
            {
                start += 1;
            } else {
                break;
            }
        }
        // A person or a report from somewhere: the phrase before the preposition is its head.
        if start >= first + 2
            && self.is(start - 1, WordClass::SourceLink)
            && self.may_be_inside_phrase(start - 2)
            && self.token(start - 2).is_word()
            && !self.is(start - 2, WordClass::TimeWord)
            && let Some(head) = self.phrase_before(start - 2)
        {
            start = head.start;
        }
        Some(start..end + 1)
    }

    /// Tells whether two tokens are of one name.
    fn is_one_name(&self, a: usize, b: usize) -> bool {
        self.token(a).name.is_some() && self.token(a).name == self.token(b).name
    }

    fn may_be_inside_phrase(&self, i: usize) -> bool {
        let t = self.token(i);
        if self.is_mark(i) || t.is(WordClass::CueAuxiliary) && !t.is_possessive_mark() {
            return false;
        }
        if t.is_possessive_mark() || t.is(WordClass::PhraseLink) {
            return true;
        }
        if !t.is_word() {
            return t
                .text
                .starts_with(['(', ')', '$', '%', '#', '@', '&', '.', '\'', '’']);
        }
        !t.is_any(
            WordClass::Conjunction
                | WordClass::ClauseWord
                | WordClass::BeForm
                | WordClass::CuePast
                | WordClass::Preposition,
        )
    }

    /// Returns the subject of a verb group that starts at a token: the noun phrase before it, with an apposition between commas
    /// or brackets. `None` where a conjunction stands there: the subject is that of the verb before.
    pub fn subject(&self, start: usize) -> Option<Range<usize>> {
        let first = self.sentence(start).start;
        let mut end = start.checked_sub(1).filter(|e| *e >= first)?;
        while end > first && self.is_adverb(end) {
            end -= 1;
        }
        let opening = match self.token(end).text {
            ")" => "(",
            mark @ ("," | "—" | "–") => mark,
            _ if self.is(end, WordClass::Coordinator) => return None,
            _ => return self.phrase_before(end),
        };
        let from = (first..end)
            .rev()
            .take(APPOSITION)
            .find(|k| self.token(*k).text == opening)?;
        let head = from.checked_sub(1).filter(|head| *head >= first)?;
        if from + 1 == end || self.is_mark(head) || self.token(head).text == "," {
            return None;
        }
        Some(self.phrase_before(head)?.start..end)
    }

    /// Returns the subject of the first finite verb of the sentence before a token.
    pub fn main_subject(&self, at: usize) -> Option<Range<usize>> {
        let first = self.sentence(at).start.max(at.saturating_sub(SUBJECT));
        let verb = (first + 1..at).find(|i| {
            let t = self.token(*i);
            (t.is(WordClass::CueAuxiliary) || t.is(WordClass::CuePast) || t.is_finite_verb())
                && !self.is(*i - 1, WordClass::Preposition)
        })?;
        self.subject(verb)
    }

    /// Returns the noun phrase that starts with a token.
    pub fn phrase_after(&self, start: usize) -> Option<Range<usize>> {
        let token = self.page.tokens.get(start)?;
        let end = self.page.sentences[token.sentence].end.min(start + PHRASE);
        if self.is_subject_word(start) {
            return Some(start..start + 1);
        }
        let stops = |j: &usize| {
            let t = self.token(*j);
            self.is_mark(*j)
                || self.is_stop(*j)
                || matches!(t.text, ":" | "," | "—" | "–" | "(")
                || t.is_any(
                    WordClass::ClauseWord
                        | WordClass::TimeWord
                        | WordClass::BeForm
                        | WordClass::CueAuxiliary
                        | WordClass::AddresseeWord
                        | WordClass::SourceEnd,
                ) && !t.is_possessive_mark()
                || t.is(WordClass::Conjunction) && &*t.lower != "and"
                || t.is(WordClass::Preposition) && !t.is(WordClass::PhraseLink)
        };
        let stop = (start..end).find(stops).unwrap_or(end);
        (stop > start).then_some(start..stop)
    }

    /// Tells whether a noun phrase may begin with a token.
    pub fn may_open_phrase(&self, i: usize) -> bool {
        let Some(t) = self.page.tokens.get(i) else {
            return false;
        };
        if self.is_mark(i) {
            return self.opens(i);
        }
        (t.is_word() || t.text.starts_with(['$', '@', '#']))
            && !t.is_any(
                WordClass::Preposition
                    | WordClass::PhraseLink
                    | WordClass::ClauseWord
                    | WordClass::BeForm
                    | WordClass::CueAuxiliary
                    | WordClass::TimeWord,
            )
            && (!t.is(WordClass::Conjunction) || &*t.lower == "that")
    }

    /// Tells whether a clause, with a finite verb, stands in a range of tokens.
    pub fn has_clause(&self, range: Range<usize>) -> bool {
        /// A subject has fewer tokens.
        const NEAR: usize = 40;
        let first = range.start;
        range
            .take(NEAR)
            .take_while(|j| self.token(*j).text != ";")
            .any(|j| {
                let t = self.token(j);
                t.is_finite_verb()
                    || t.is_any(WordClass::CueAuxiliary | WordClass::BeForm | WordClass::CuePast)
                    || j > first && t.is(WordClass::CueVerb) && !t.lower.ends_with("ing")
                    || j > first && self.is(j - 1, WordClass::NominativePronoun) && t.is_word()
            })
    }
}
