//! The first pass over a sentence: what stands at each token, before dates are resolved.

use super::dates::{DateExpr, Unit};
use super::edtf::{Clock, Point};
use super::tense::Tense;
use super::tokens::{Kind, Tokens};
use super::{Candidate, Evidence, Leads, Reading, explicit_year};
use super::{ages, calendar, dates, durations, measures, money, numbers, relative, tense, times};
use crate::document::{EntityType, Span};
use crate::language::WordClass;

/// A reading over the tokens `first..next` of its sentence.
struct Found {
    first: usize,
    next: usize,
    reading: Reading,
}

impl Found {
    fn value(first: usize, next: usize, entity_type: EntityType, value: String) -> Self {
        Found {
            first,
            next,
            reading: Reading::Value(entity_type, value),
        }
    }
}

/// Reads one sentence.
pub struct Scanner<'a> {
    t: &'a Tokens<'a>,
    /// Where the sentence starts in its text.
    base: usize,
    names: &'a [(Span, EntityType)],
    /// Ages that a person's name leads, by their first token.
    ages: Vec<ages::Age>,
    /// A pound is a weight in this sentence.
    weight: bool,
    /// For each token: it stands in parentheses that open right after a person's name.
    lives: Vec<bool>,
}

impl<'a> Scanner<'a> {
    /// `base` is where the sentence, whose text is `text`, starts in its part.
    pub fn new(
        t: &'a Tokens<'a>,
        base: usize,
        names: &'a [(Span, EntityType)],
        text: &str,
    ) -> Self {
        let mut ages = Vec::new();
        let mut lives = vec![false; t.len()];
        for (span, entity_type) in names {
            if *entity_type != EntityType::Per {
                continue;
            }
            let after = t.at_byte(span.end.saturating_sub(base));
            ages.extend(ages::after_name(t, after, true));
            // `Ana Ruiz (born 1912; ...)`, `Ana "Nita" Ruiz [..] (1912-1954)`
            if let Some(open) = (after..(after + 3).min(t.len())).find(|k| t.is(*k, "(")) {
                lives[open..]
                    .iter_mut()
                    .enumerate()
                    .take(40)
                    .take_while(|(k, _)| !t.is(open + k, ")"))
                    .for_each(|(_, l)| *l = true);
            }
        }
        // Persons that the model missed: `Ana Ruiz, 42, said`
        for i in 0..t.len() {
            let named =
                t.is(i, ",") && i >= 2 && t.is_word(i - 1) && t.is_word(i - 2) && !t.glued(i - 1);
            if !named
                || !t.capitalised(i - 1)
                || !t.capitalised(i - 2)
                || calendar::month(t, i - 1).is_some()
            {
                continue;
            }
            let end = base + t.bytes(i - 1..i).end;
            let name = names.get(names.partition_point(|(span, _)| span.end < end));
            if name.is_none_or(|(span, _)| span.start >= end) {
                ages.extend(ages::after_name(t, i, false));
            }
        }
        // The sort is stable: where both found one, the name's stays.
        ages.sort_by_key(|age| age.first);
        ages.dedup_by_key(|age| age.first);
        let weight =
            (0..t.len()).any(|i| t.has(i, WordClass::WeightCue)) && !text.contains(['£', '$', '€']);
        Scanner {
            t,
            base,
            names,
            ages,
            weight,
            lives,
        }
    }

    /// Adds what the sentence holds, and what it shows about the document's dates.
    pub fn scan(&self, sentence: usize, out: &mut Vec<Candidate>, evidence: &mut Evidence) {
        let t = self.t;
        let mut i = 0;
        let mut age = 0;
        let mut name = 0;
        while i < t.len() {
            while self.ages.get(age).is_some_and(|a| a.first < i) {
                age += 1;
            }
            let found = match self.ages.get(age).filter(|a| a.first == i) {
                Some(a) => vec![Found::value(
                    a.first,
                    a.next,
                    EntityType::Age,
                    a.iso.clone(),
                )],
                None => self.read(i),
            };
            if found.is_empty() {
                i += 1;
                continue;
            }
            for Found {
                first,
                next,
                reading,
            } in found
            {
                for order in (first..next).filter_map(|k| dates::day_first(t, k)) {
                    if order {
                        evidence.day_first += 1
                    } else {
                        evidence.month_first += 1
                    }
                }
                i = i.max(next);
                let bytes = t.bytes(first..next);
                let span = Span::new(self.base + bytes.start, self.base + bytes.end);
                while self
                    .names
                    .get(name)
                    .is_some_and(|(n, _)| n.end <= span.start)
                {
                    name += 1;
                }
                if matches!(reading, Reading::Date(DateExpr::Nothing))
                    || !self.outweighs_names(span, &reading, name)
                {
                    continue;
                }
                let tense = match &reading {
                    Reading::Value(..) | Reading::Date(DateExpr::Known(_)) => Tense::Unknown,
                    // What has been since March began in the past; what is until March ends ahead.
                    _ => match (t.before(first, 1), tense::tense(t, first, next)) {
                        ("since", _) => Tense::Past,
                        ("by" | "until" | "till", Tense::Present | Tense::Unknown) => Tense::Future,
                        (_, tense) => tense,
                    },
                };
                let mut leads = Leads::No;
                if let Reading::Date(expr) = &reading {
                    leads = match expr {
                        DateExpr::Known(Point::Day { .. } | Point::Month { .. }) => Leads::Sentence,
                        _ if t.before_has(first, 1, WordClass::LimitLead) => Leads::No,
                        _ if t.before_has(first, 2, WordClass::StartWord) => Leads::No,
                        _ if t.before(first, 1) == "in" => Leads::Sentence,
                        _ => Leads::Life,
                    };
                    if leads > Leads::No {
                        evidence.years.extend(explicit_year(expr));
                    }
                    evidence.near +=
                        usize::from(matches!(expr, DateExpr::Weekday(..) | DateExpr::Shift(..)));
                }
                out.push(Candidate {
                    sentence,
                    span,
                    reading,
                    tense,
                    leads,
                });
            }
        }
    }

    /// Whether a value may stand although a name is in the way; `from` is the first name that ends after
    /// its start.
    fn outweighs_names(&self, span: Span, reading: &Reading, from: usize) -> bool {
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
                span.len() > name.len()
                    || matches!(reading, Reading::Date(DateExpr::Holiday(_)))
                    || *entity_type != EntityType::Per
            })
    }

    /// The values that start at token `i` (two where a range of amounts does).
    fn read(&self, i: usize) -> Vec<Found> {
        let t = self.t;
        if let Some(found) = self.date_or_time(i) {
            return vec![found];
        }
        if let Some(found) = self.signed_money(i) {
            return found;
        }
        let starts = match t.kind(i) {
            Some(Kind::Digits) => {
                !(t.glued(i) && i > 0 && (t.is_word(i - 1) || self.mid_number(i)))
            }
            Some(Kind::Word) => {
                !(t.glued(i) && i > 0 && (t.dash(i - 1) || t.digits(i - 1).is_some()))
            }
            Some(Kind::Sign) => t.has(i, WordClass::Fraction),
            None => false,
        };
        if !starts {
            return Vec::new();
        }
        // `minus seven degrees`
        if t.is(i, "minus")
            && let Some(number) = numbers::number(t, i + 1)
            && let Some(measure) = measures::after_number(
                t,
                &numbers::Number {
                    value: -number.value,
                    ..number
                },
                false,
            )
        {
            let entity_type = if measure.percent {
                EntityType::Percent
            } else {
                EntityType::Quantity
            };
            return vec![Found::value(i, measure.next, entity_type, measure.value)];
        }
        match numbers::number(t, i) {
            Some(number) => self.numbered(i, &number),
            None => durations::worded(t, i)
                .and_then(|d| self.duration(d, true))
                .into_iter()
                .collect(),
        }
    }

    /// True at the digits after a point, stroke or colon that stands right after other digits.
    fn mid_number(&self, i: usize) -> bool {
        let t = self.t;
        i >= 2
            && t.glued(i - 1)
            && matches!(t.raw(i - 1), "." | "/" | ":" | ",")
            && t.digits(i - 2).is_some()
    }

    fn signed_money(&self, i: usize) -> Option<Vec<Found>> {
        let t = self.t;
        if i > 0 && t.glued(i) && t.is_word(i) && t.is_word(i - 1) {
            return None;
        }
        let money = money::signed(t, i)?;
        let found = |m: &money::Money| Found::value(m.first, m.next, EntityType::Money, m.value());
        Some(match money::range(t, &money) {
            Some((from, to)) => vec![found(&from), found(&to)],
            None => vec![found(&money)],
        })
    }

    /// What a number counts.
    fn numbered(&self, i: usize, number: &numbers::Number) -> Vec<Found> {
        let t = self.t;
        if let Some(found) = self.unit_of(i, number) {
            return vec![found];
        }
        if let Some(age) = ages::led(t, i, number).or_else(|| ages::predicate(t, i, number)) {
            return vec![Found::value(i, age.next, EntityType::Age, age.iso)];
        }
        // `25 and 50 per cent`, `10 to 15 tonnes`, `20-30 km`, `12 and 14-year-olds`: the first shares the
        // unit
        let joins = t.dash(number.next) || t.has(number.next, WordClass::AmountJoin);
        if joins
            && !(t.is(number.next, "and") && dates::date(t, i, false).is_some())
            && let Some(second) = numbers::number(t, number.next + 1)
            && (!t.is(number.next, "and") || second.worded == number.worded)
        {
            let at = number.next + 1;
            if let Some(found) = self.unit_of(at, &second)
                && let Some(value) = self.shared(i, number, at, &second)
            {
                // `20-30 years ago` is no date that one could write down.
                let Reading::Value(entity_type, _) = found.reading else {
                    return vec![Found {
                        first: i,
                        next: found.next,
                        reading: Reading::Date(DateExpr::Nothing),
                    }];
                };
                return vec![Found::value(i, number.next, entity_type, value), found];
            }
        }
        Vec::new()
    }

    /// The value of the first number of a range, with the unit of the second.
    fn shared(
        &self,
        i: usize,
        first: &numbers::Number,
        at: usize,
        second: &numbers::Number,
    ) -> Option<String> {
        let t = self.t;
        let scaled = |scale: bool| -> Option<numbers::Number> {
            // `5 to 7 million tonnes`
            let factor = numbers::scale(t.lower(second.next.checked_sub(1)?))
                .filter(|_| scale && !first.scaled && second.scaled);
            match factor {
                Some(factor) => first.times(factor),
                None => Some(*first),
            }
        };
        if let Some(measure) = measures::after_number(t, second, self.weight) {
            return Some(measure.with(&scaled(true)?));
        }
        if let Some(money) = money::after_number(t, at, second) {
            let unit = money.amount.checked_div(second.value)?;
            let amount = scaled(true)?.value.checked_mul(unit)?;
            return Some(money::Money { amount, ..money }.value());
        }
        let duration = durations::after_number(
            t,
            i,
            &numbers::Number {
                next: second.next,
                ..*first
            },
        )?;
        (duration.parts.len() == 1)
            .then(|| duration.iso())
            .flatten()
    }

    /// Percentage, quantity, money, age, duration or date that a number starts.
    fn unit_of(&self, i: usize, number: &numbers::Number) -> Option<Found> {
        let t = self.t;
        if let Some(duration) = durations::after_number(t, i, number) {
            return self.duration(duration, false);
        }
        if let Some(measure) = measures::after_number(t, number, self.weight) {
            let entity_type = if measure.percent {
                EntityType::Percent
            } else {
                EntityType::Quantity
            };
            return Some(Found::value(i, measure.next, entity_type, measure.value));
        }
        let money = money::after_number(t, i, number)?;
        Some(Found::value(
            i,
            money.next,
            EntityType::Money,
            money.value(),
        ))
    }

    fn duration(&self, duration: durations::Duration, worded: bool) -> Option<Found> {
        let t = self.t;
        let (first, next) = (duration.first, duration.next);
        if let Some(age) = ages::of_duration(t, &duration) {
            return Some(Found::value(first, age.next, EntityType::Age, age.iso));
        }
        if let Some((expr, next)) = relative::shifted(t, &duration) {
            return Some(Found {
                first,
                next,
                reading: Reading::Date(expr),
            });
        }
        if worded && duration.article && !durations::article_is_length(t, first, &duration) {
            return None;
        }
        // `at the age of 30 years`, `aged 12 months`
        if t.before(first, 1) == "aged"
            || (t.before(first, 1) == "of" && t.before(first, 2) == "age")
        {
            return Some(Found::value(first, next, EntityType::Age, duration.iso()?));
        }
        // `one day he left`, `second`: a word that tells no length
        let one_day = t.is(first, "one")
            && t.is_any(next.checked_sub(1)?, &["day"])
            && !t.before_has(first, 1, WordClass::OneDayLead);
        (!one_day)
            .then(|| duration.iso())
            .flatten()
            .map(|iso| Found::value(first, next, EntityType::Duration, iso))
    }

    /// A date, a time, or both beside each other.
    fn date_or_time(&self, i: usize) -> Option<Found> {
        let t = self.t;
        if let Some(time) = times::military(t, i).or_else(|| times::time(t, i)) {
            // `10 a.m. on Monday`, `noon tomorrow`, `3pm, Nov. 5`
            let mut at = time.next;
            if t.is(at, ",") {
                at += 1;
            }
            if t.is(at, "on") {
                at += 1;
            }
            let on = at > time.next;
            let date = dates::date(t, at, false)
                .filter(|d| one_day(&d.expr))
                .filter(|d| {
                    // A weekday after a comma begins something else.
                    !(on && t.is(time.next, ",") && matches!(d.expr, DateExpr::Shift(..)))
                });
            let (next, date) = match date {
                Some(date) => (date.next, Some(date.expr)),
                None => (time.next, None),
            };
            return Some(Found {
                first: i,
                next,
                reading: Reading::Time {
                    clock: time.clock,
                    to: time.to,
                    date,
                },
            });
        }
        let date = dates::date(t, i, self.lives.get(i).copied().unwrap_or(false))?;
        // `Monday at 3 p.m.`, `2019-11-18T15:00`, `November 18, 2019, 15:00`
        if one_day(&date.expr) {
            let iso = t.raw(date.next) == "T" && t.glued(date.next) && t.glued(date.next + 1);
            let at = match t.lower(date.next) {
                "at" | "," | "from" => date.next + 1,
                "t" if iso => date.next + 1,
                _ => date.next,
            };
            let at = if t.is(at, "at") { at + 1 } else { at };
            let read = if iso {
                iso_time(t, at)
            } else {
                times::time(t, at)
            };
            if let Some(time) = read {
                let reading = Reading::Time {
                    clock: time.clock,
                    to: time.to,
                    date: Some(date.expr),
                };
                return Some(Found {
                    first: i,
                    next: time.next,
                    reading,
                });
            }
        }
        Some(Found {
            first: i,
            next: date.next,
            reading: Reading::Date(date.expr),
        })
    }
}

/// `15:00[:00][Z]` after the `T` of an ISO date.
fn iso_time(t: &Tokens, i: usize) -> Option<times::Time> {
    let (hour, minute) = (t.int(i, 2)?, t.int(i + 2, 2)?);
    if !t.is(i + 1, ":") || hour > 23 || minute > 59 {
        return None;
    }
    let mut next = i + 3;
    if t.is(next, ":") && t.glued(next) && t.int(next + 1, 2).is_some() {
        next += 2;
    }
    if t.raw(next) == "Z" && t.glued(next) {
        next += 1;
    }
    Some(times::Time {
        clock: Clock {
            hour: hour as u8,
            minute: minute as u8,
        },
        to: None,
        first: i,
        next,
    })
}

/// True of an expression that means one day.
fn one_day(expr: &DateExpr) -> bool {
    matches!(
        expr,
        DateExpr::Known(Point::Day { .. })
            | DateExpr::Numeric { .. }
            | DateExpr::MonthDay { .. }
            | DateExpr::Weekday(..)
            | DateExpr::Holiday(_)
            | DateExpr::Shift(Unit::Day, _)
            | DateExpr::FromContext(Unit::Day, _)
    )
}
