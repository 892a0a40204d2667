//! A sentence as the kinds of value read it: its tokens, and what the names and words around tell about them.

use std::cell::RefCell;

use super::dates::{self, FoundDate, calendar};
use super::durations::{self, Duration};
use super::numbers::{self, Number};
use super::tokens::{Kind, Tokens};
use crate::document::{EntityType, Span};
use crate::language::WordClass;

/// What several kinds ask of one token, read once.
#[derive(Default)]
struct Memo {
    number: Option<(usize, Option<Number>)>,
    duration: Option<(usize, Option<Duration>)>,
    date: Option<(usize, Option<FoundDate>)>,
}

/// A sentence with what its kinds ask.
pub struct Reader<'a> {
    pub tokens: Tokens<'a>,
    /// The names of the sentence, in order.
    names: &'a [(Span, EntityType)],
    /// Of each token: a person's name ends right before it.
    person_before: Vec<bool>,
    /// Of each token: it stands in parentheses that open right after a person's name.
    lives: Vec<bool>,
    /// A pound is a weight in this sentence.
    pub weight: bool,
    memo: RefCell<Memo>,
}

impl<'a> Reader<'a> {
    /// Takes the tokens of the sentence whose text is `text`, and its names in order.
    pub fn new(tokens: Tokens<'a>, names: &'a [(Span, EntityType)], text: &str) -> Self {
        let mut person_before = vec![false; tokens.len()];
        let mut lives = vec![false; tokens.len()];
        for (span, entity_type) in names {
            if *entity_type != EntityType::Per {
                continue;
            }
            let after = tokens.at_byte(span.end);
            if let Some(flag) = person_before.get_mut(after) {
                *flag = true;
            }
            // `Ana Ruiz (born 1912; ...)`, `Ana "Nita" Ruiz [..] (1912-1954)`
            if let Some(open) = (after..(after + 3).min(tokens.len())).find(|k| tokens.is(*k, "("))
            {
                lives[open..]
                    .iter_mut()
                    .enumerate()
                    .take(40)
                    .take_while(|(k, _)| !tokens.is(open + k, ")"))
                    .for_each(|(_, l)| *l = true);
            }
        }
        let weight = (0..tokens.len()).any(|i| tokens.has(i, WordClass::WeightCue))
            && !text.contains(['£', '$', '€']);
        Reader {
            tokens,
            names,
            person_before,
            lives,
            weight,
            memo: RefCell::default(),
        }
    }

    /// The same sentence, where the number at token `i` is already read.
    pub fn with_number(&self, i: usize, number: Number) -> Reader<'a> {
        Reader {
            tokens: self.tokens,
            names: self.names,
            person_before: Vec::new(),
            lives: Vec::new(),
            weight: self.weight,
            memo: RefCell::new(Memo {
                number: Some((i, Some(number))),
                ..Memo::default()
            }),
        }
    }

    /// Tells whether a person's name ends right before token `i`.
    pub fn person_ends_before(&self, i: usize) -> bool {
        self.person_before.get(i).copied().unwrap_or(false)
    }

    /// Tells whether token `i` stands in parentheses that open right after a person's name.
    pub fn in_life(&self, i: usize) -> bool {
        self.lives.get(i).copied().unwrap_or(false)
    }

    /// Tells whether two capitalised words before token `i` may be a person whom the names lack. Example: `Ana Ruiz, 42, said`.
    pub fn may_end_person(&self, i: usize) -> bool {
        let t = &self.tokens;
        let named = i >= 2
            && t.is_word(i - 1)
            && t.is_word(i - 2)
            && !t.glued(i - 1)
            && t.capitalised(i - 1)
            && t.capitalised(i - 2)
            && calendar::month(t, i - 1).is_none();
        if !named {
            return false;
        }
        let end = t.span(i - 1..i).end;
        let name = self
            .names
            .get(self.names.partition_point(|(span, _)| span.end < end));
        name.is_none_or(|(span, _)| span.start >= end)
    }

    /// Tells whether a number or a length of time may start at token `i`; it does not inside a word or another number.
    pub fn may_start(&self, i: usize) -> bool {
        let t = &self.tokens;
        match t.kind(i) {
            Some(Kind::Digits) => {
                !(t.glued(i) && i > 0 && (t.is_word(i - 1) || self.mid_number(i)))
            }
            Some(Kind::Word) => {
                !(t.glued(i) && i > 0 && (t.dash(i - 1) || t.digits(i - 1).is_some()))
            }
            Some(Kind::Sign) => t.has(i, WordClass::Fraction),
            None => false,
        }
    }

    /// Tells whether the digits at token `i` stand after a point, stroke or colon that stands right after other digits.
    fn mid_number(&self, i: usize) -> bool {
        let t = &self.tokens;
        i >= 2
            && t.glued(i - 1)
            && matches!(t.raw(i - 1), "." | "/" | ":" | ",")
            && t.digits(i - 2).is_some()
    }

    /// The number that starts at token `i`.
    pub fn number(&self, i: usize) -> Option<Number> {
        if let Some((at, number)) = self.memo.borrow().number
            && at == i
        {
            return number;
        }
        let number = self
            .may_start(i)
            .then(|| numbers::number(&self.tokens, i))
            .flatten();
        self.memo.borrow_mut().number = Some((i, number));
        number
    }

    /// The length of time that starts at token `i`, with a number or in words.
    pub fn duration(&self, i: usize) -> Option<Duration> {
        if let Some((at, duration)) = &self.memo.borrow().duration
            && *at == i
        {
            return duration.clone();
        }
        let t = &self.tokens;
        let duration = match self.number(i) {
            Some(number) => durations::after_number(t, i, &number),
            None => self.may_start(i).then(|| durations::worded(t, i)).flatten(),
        };
        self.memo.borrow_mut().duration = Some((i, duration.clone()));
        duration
    }

    /// The date or range of dates that starts at token `i`.
    pub fn date(&self, i: usize) -> Option<FoundDate> {
        if let Some((at, date)) = &self.memo.borrow().date
            && *at == i
        {
            return date.clone();
        }
        let date = dates::date(&self.tokens, i, self.in_life(i));
        self.memo.borrow_mut().date = Some((i, date.clone()));
        date
    }

    /// Tells whether a value may stand although a name is in the way; `from` is the first name that ends after its start, and
    /// `holiday` says that the value is a holiday's name.
    pub fn outweighs_names(&self, span: Span, holiday: bool, from: usize) -> bool {
        self.names[from.min(self.names.len())..]
            .iter()
            .take_while(|(name, _)| name.start < span.end)
            .all(|(name, entity_type)| {
                if !name.overlaps(span) {
                    return true;
                }
                if !span.contains(*name) {
                    return false;
                }
                // `May 5` holds a name of any type; `May` alone is as good a person.
                span.len() > name.len() || holiday || *entity_type != EntityType::Per
            })
    }

    /// The first name at or after `from` that ends after a byte of the text.
    pub fn name_after(&self, from: usize, byte: usize) -> usize {
        let rest = self.names.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|(n, _)| n.end <= byte).count()
    }
}
