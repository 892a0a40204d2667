//! Roles: the phrase by which the text says what a person is or does, `Federal Agriculture Minister`.
//!
//! It stands right before a name, behind it or before it between commas, or behind a form of `be`. Of several the fullest is
//! taken, of equals the first.

use std::ops::Range;

use crate::document::{Document, Entity, EntityType, Mention, MentionKind, Part, Sentence};
use crate::language::WordClass;
use crate::text::{Grain, Page};

/// A role has at most so many tokens.
const LONGEST: usize = 14;

/// Returns the role of each entity, as it stands in the text, without article; `None` for all but persons and where the text
/// says none.
pub fn find(
    document: &Document,
    sentences: &[Sentence],
    mentions: &[Mention],
    entities: &[Entity],
) -> Vec<Option<String>> {
    let names: Vec<Mention> = mentions
        .iter()
        .filter(|m| m.kind == MentionKind::Name)
        .cloned()
        .collect();
    let page = Page::new(document, sentences, Grain::Words).with_names(&names);
    let roles = Roles {
        page: &page,
        names: &names,
    };
    let of_entity = |entity: &Entity| {
        let mut best: Option<Range<usize>> = None;
        for &m in &entity.mentions {
            let mention = &mentions[m];
            if mention.kind != MentionKind::Name {
                continue;
            }
            let part = sentences[mention.sentence].part;
            let name = page.range(part, mention.span);
            for role in roles.of(name) {
                if best
                    .as_ref()
                    .is_none_or(|b| roles.words(b) < roles.words(&role))
                {
                    best = Some(role);
                }
            }
        }
        best.map(|role| roles.text(document, role))
    };
    entities
        .iter()
        .map(|entity| {
            (entity.entity_type == EntityType::Per)
                .then(|| of_entity(entity))
                .flatten()
        })
        .collect()
}

struct Roles<'a> {
    page: &'a Page<'a>,
    names: &'a [Mention],
}

impl Roles<'_> {
    /// Returns the roles that stand beside a name, which is a range of tokens.
    fn of(&self, name: Range<usize>) -> Vec<Range<usize>> {
        if name.is_empty() {
            return Vec::new();
        }
        [
            self.before(name.start),
            self.behind_comma(name.end),
            self.before_comma(&name),
            self.behind_copula(name.end),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The role right before a name: `Federal Agriculture Minister` McGauran, `Acme's chief executive` Hill.
    fn before(&self, start: usize) -> Option<Range<usize>> {
        let first = self.sentence(start)?.start;
        let mut end = start;
        while end > first && self.is(end - 1, WordClass::BareTitle) && !self.is_head(end - 1) {
            end -= 1;
        }
        let head = end.checked_sub(1).filter(|head| *head >= first)?;
        let (head, end) = match self.text_of(head) {
            // Sen. Hill
            "." if head > first && self.is(head - 1, WordClass::RoleAbbreviation) => {
                (head - 1, end)
            }
            _ if self.is_head(head) => (head, end),
            _ => return None,
        };
        let mut from = head;
        while from > first && end - from < LONGEST && self.goes_on(from - 1) {
            from -= 1;
        }
        while from < head && self.may_not_open(from) {
            from += 1;
        }
        Some(from..end)
    }

    /// Tells whether a token before a role's noun is part of the role.
    fn goes_on(&self, i: usize) -> bool {
        let t = &self.page.tokens[i];
        let person = t
            .name
            .is_some_and(|n| self.names[n].entity_type == EntityType::Per);
        if t.is_possessive_mark() {
            return i > 0 && self.page.tokens[i - 1].name.is_some();
        }
        let owner = self
            .page
            .tokens
            .get(i + 1)
            .is_some_and(|next| next.is_possessive_mark());
        t.is_word()
            && (!person || owner)
            && (t.name.is_some()
                || !t.is_any(
                    WordClass::Preposition
                        | WordClass::Conjunction
                        | WordClass::DefiniteDeterminer
                        | WordClass::IndefiniteDeterminer
                        | WordClass::PossessiveDeterminer
                        | WordClass::CueVerb
                        | WordClass::CueAuxiliary
                        | WordClass::TimeWord
                        | WordClass::NominativePronoun,
                ) && !t.is_finite_verb()
                    && !t.lower.ends_with("ly"))
    }

    fn may_not_open(&self, i: usize) -> bool {
        let t = &self.page.tokens[i];
        t.is_possessive_mark() || t.is(WordClass::BeforeRole) || t.is(WordClass::CueAdverb)
    }

    /// The role between commas behind a name: Hill, `chief economist at Deutsche Bank`, said.
    fn behind_comma(&self, end: usize) -> Option<Range<usize>> {
        let range = self.sentence(end)?;
        if self.text_of(end) != "," {
            return None;
        }
        let close = (end + 1..range.end)
            .take(LONGEST)
            .find(|k| self.closes(*k))?;
        self.phrase(end + 1..close)
    }

    /// The role before a name between commas, at the head of a sentence: `The director of the centre`, Ina Kirsch, said.
    fn before_comma(&self, name: &Range<usize>) -> Option<Range<usize>> {
        let range = self.sentence(name.start)?;
        let comma = name.start.checked_sub(1)?;
        let between = self.text_of(comma) == "," && self.text_of(name.end) == ",";
        if !between || comma <= range.start || comma - range.start > LONGEST {
            return None;
        }
        let opens = self.is(range.start, WordClass::BeforeRole) || self.is_head(range.start);
        if !opens || (range.start..comma).any(|k| self.text_of(k) == ",") {
            return None;
        }
        self.phrase(range.start..comma)
    }

    /// The role behind a form of `be`: Hill is `the mayor of Oslo`.
    fn behind_copula(&self, end: usize) -> Option<Range<usize>> {
        let range = self.sentence(end)?;
        if !self.is(end, WordClass::RoleCopula) {
            return None;
        }
        let stop = (end + 1..range.end)
            .take(LONGEST)
            .find(|k| self.closes(*k) || !self.continues_phrase(*k))?;
        self.phrase(end + 1..stop)
    }

    /// Tells whether a token may stand in a phrase behind a form of `be`.
    fn continues_phrase(&self, i: usize) -> bool {
        let t = &self.page.tokens[i];
        t.name.is_some()
            || t.is(WordClass::RoleLink)
            || t.is_possessive_mark()
            || t.is_word()
                && !t.is_any(
                    WordClass::Preposition | WordClass::Conjunction | WordClass::CueAuxiliary,
                )
                && (!t.is_finite_verb() || self.is_head(i))
    }

    /// Tells whether a token ends a phrase between commas.
    fn closes(&self, i: usize) -> bool {
        matches!(
            self.text_of(i),
            "," | ";" | "." | "!" | "?" | ")" | "—" | "–" | ":"
        )
    }

    /// Returns a phrase without its article where it says a role: its noun stands before any preposition, and no verb in it.
    fn phrase(&self, range: Range<usize>) -> Option<Range<usize>> {
        let mut from = range.start;
        while from < range.end && self.may_not_open(from) {
            from += 1;
        }
        let noun = (from..range.end).take_while(|k| {
            let t = &self.page.tokens[*k];
            t.name.is_some()
                || !t.is_any(WordClass::Preposition | WordClass::Conjunction | WordClass::RoleLink)
        });
        let head = noun.filter(|k| self.is_head(*k)).last()?;
        let person = self.page.tokens[from]
            .name
            .is_some_and(|n| self.names[n].entity_type == EntityType::Per);
        let verb = (from..range.end).any(|k| {
            let t = &self.page.tokens[k];
            k != head
                && t.name.is_none()
                && (t.is_finite_verb() || t.is(WordClass::CueAuxiliary))
                && !t.is_possessive_mark()
        });
        // What follows the noun goes on with a preposition, or it is no role but a list.
        let next = self
            .page
            .tokens
            .get(head + 1)
            .filter(|_| head + 1 < range.end);
        let ends =
            next.is_none_or(|t| t.is(WordClass::Preposition) || t.is(WordClass::Conjunction));
        (!person && !verb && ends).then_some(from..range.end)
    }

    /// Tells whether a token is the noun of a role.
    fn is_head(&self, i: usize) -> bool {
        self.page.tokens.get(i).is_some_and(|t| {
            t.is(WordClass::RoleHead)
                && t.name
                    .is_none_or(|n| self.names[n].entity_type != EntityType::Per)
        })
    }

    fn is(&self, i: usize, class: WordClass) -> bool {
        self.page.tokens.get(i).is_some_and(|t| t.is(class))
    }

    fn text_of(&self, i: usize) -> &str {
        self.page.tokens.get(i).map_or("", |t| t.text)
    }

    /// The tokens of the sentence that a token, or the one before it, stands in.
    fn sentence(&self, i: usize) -> Option<Range<usize>> {
        let token = self.page.tokens.get(i)?;
        Some(self.page.sentences[token.sentence].clone())
    }

    fn words(&self, role: &Range<usize>) -> usize {
        role.clone()
            .filter(|k| self.page.tokens[*k].is_word())
            .count()
    }

    fn text(&self, document: &Document, role: Range<usize>) -> String {
        let (first, last) = (
            &self.page.tokens[role.start],
            &self.page.tokens[role.end - 1],
        );
        let part: Part = self.page.parts[first.sentence];
        document.part(part)[first.span.start..last.span.end].to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;

    fn role(text: &str, name: &str) -> Option<String> {
        let document = Document::plain("a", text);
        let sentences = crate::text::split(&document);
        let start = text.find(name).unwrap();
        let span = Span::new(start, start + name.len());
        let mention = Mention {
            sentence: sentences
                .iter()
                .position(|s| s.span.contains(span))
                .unwrap(),
            span,
            entity_type: EntityType::Per,
            kind: MentionKind::Name,
            value: None,
            score: 1.0,
            type_scores: [0.0; 4],
            rule: None,
        };
        let entity = Entity {
            name: name.to_string(),
            entity_type: EntityType::Per,
            mentions: vec![0],
            value: None,
        };
        find(&document, &sentences, &[mention], &[entity]).remove(0)
    }

    #[test]
    fn role_stands_before_a_name_or_beside_it() {
        for (text, expected) in [
            (
                "Federal Forestry Minister Rolf Hjelm left.",
                "Federal Forestry Minister",
            ),
            ("The council's director Rolf Hjelm left.", "director"),
            (
                "Rolf Hjelm, chief economist at Brill Bank, left.",
                "chief economist at Brill Bank",
            ),
            (
                "The mayor of Karlsby, Rolf Hjelm, left.",
                "mayor of Karlsby",
            ),
            (
                "Rolf Hjelm is the president of the growers' union.",
                "president of the growers' union",
            ),
            ("Sen. Rolf Hjelm left.", "Sen."),
        ] {
            assert_eq!(
                role(text, "Rolf Hjelm").as_deref(),
                Some(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn what_stands_beside_a_name_is_not_always_a_role() {
        for text in [
            "Mr Rolf Hjelm left.",
            "Rolf Hjelm, who told the doctor, left.",
            "In Karlsby, Rolf Hjelm, left.",
            "Rolf Hjelm was tired.",
        ] {
            assert_eq!(role(text, "Rolf Hjelm"), None, "{text}");
        }
    }
}
