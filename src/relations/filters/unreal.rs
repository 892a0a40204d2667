//! What the text does not say to be so: conditions, possibilities, rumours, denials, fiction.

use super::{LEAST, RelationFilter, Sheet, words};
use crate::extraction::Prediction;
use crate::language::{self, WordClass};
use crate::text;

/// As far as such words stand from a pair of mentions, in bytes.
const NEAR: usize = 240;

/// A pair of mentions with the words around it in their sentence.
struct Pair<'a> {
    /// Before both, from the start of the sentence.
    before: &'a str,
    /// Between the two.
    between: &'a str,
    /// Behind both, to the end of the sentence.
    behind: &'a str,
    /// True where `before` starts with its sentence.
    from_start: bool,
}

impl<'a> Pair<'a> {
    fn new(sheet: &Sheet<'a>, prediction: &Prediction) -> Option<Self> {
        let (a, b) = (
            &sheet.mentions[prediction.subject],
            &sheet.mentions[prediction.object],
        );
        let (first, last) = if a.span.start <= b.span.start {
            (a, b)
        } else {
            (b, a)
        };
        let between = sheet
            .behind(first)
            .get(..last.span.start.checked_sub(first.span.end)?)?;
        let all = sheet.before(first);
        let before = text::tail(all, NEAR);
        Some(Pair {
            before,
            between: text::tail(between, NEAR),
            behind: text::head(sheet.behind(last), NEAR),
            from_start: before.len() == all.len(),
        })
    }

    /// Tells whether a word of a class stands before the second mention, in its clause: with no comma or semicolon behind it.
    fn has_before(&self, class: WordClass) -> bool {
        let clause = |text: &'a str| text.rsplit([',', ';', ':']).next().unwrap_or("");
        let is =
            |text: &str| words(text).any(|(_, word)| language::is(&word.to_lowercase(), class));
        let between = clause(self.between);
        is(between) || between.len() == self.between.len() && is(clause(self.before))
    }
}

impl Pair<'_> {
    /// Tells whether the first mention stands in a condition that opens the sentence with an auxiliary.
    ///
    /// Example: `Had Vane studied at Oxford, he would ...`. Not: `Had Vane studied at Oxford?`.
    fn is_in_inverted_clause(&self) -> bool {
        let first = words(self.before).next();
        self.from_start
            && self.before.starts_with(char::is_uppercase)
            && !self.before.contains(',')
            && first.is_some_and(|(_, word)| {
                language::is(&word.to_lowercase(), WordClass::InvertedAuxiliary)
            })
            && (self.between.contains(',') || self.behind.contains(','))
    }

    /// Tells whether a condition stands before the first mention.
    fn has_condition_before(&self) -> bool {
        let first = words(self.before).next();
        let inverted = first.is_some_and(|(_, word)| {
            language::is(&word.to_lowercase(), WordClass::InvertedAuxiliary)
        });
        inverted || is_in(self.before, WordClass::ConditionWord)
    }

    /// Tells whether the sentence opens with a work of fiction that it is told in: `In the novel, ...`.
    fn is_told_in_fiction(&self) -> bool {
        /// An opening has at most so many words.
        const WORDS: usize = 6;
        let Some((opening, _)) = self.before.split_once(',') else {
            return false;
        };
        let all: Vec<&str> = words(opening).map(|(_, word)| word).collect();
        let is = |word: &str, class| language::is(&word.to_lowercase(), class);
        self.from_start
            && all.len() <= WORDS
            && all
                .first()
                .is_some_and(|word| is(word, WordClass::Preposition))
            && all.iter().any(|word| is(word, WordClass::FictionNoun))
    }

    /// Tells whether the first mention stands in a clause that a word of a class opens, and the second in another.
    ///
    /// Example: `If Vane studied at Oxford, he ...`. Not: `If Vane, the head of Brill, leaves`.
    fn opens_in(&self, class: WordClass) -> bool {
        let apposition = self.between.trim_start().starts_with(',');
        let clause = self.before.rsplit([',', ';', ':']).next().unwrap_or("");
        let opener = words(clause).next();
        !apposition && opener.is_some_and(|(_, word)| language::is(&word.to_lowercase(), class))
    }
}

fn is_in(text: &str, class: WordClass) -> bool {
    words(text).any(|(_, word)| language::is(&word.to_lowercase(), class))
}

/// Drops what stands in a condition.
///
/// Example: `If Roth had married Lind, ...`, `Had Vane studied at Oxford, he would ...`.
pub struct Condition;

impl RelationFilter for Condition {
    fn name(&self) -> &'static str {
        "condition"
    }

    fn keeps(&self, sheet: &Sheet, prediction: &Prediction) -> bool {
        if prediction.score < LEAST {
            return true;
        }
        let Some(pair) = Pair::new(sheet, prediction) else {
            return true;
        };
        !pair.is_in_inverted_clause()
            && !pair.opens_in(WordClass::ConditionWord)
            && !pair.has_before(WordClass::ConditionWord)
    }
}

/// Drops what may, could or would be, what is wanted or tried, and what is denied to be.
///
/// Example: `Field could become chief executive of Corvo`, `Roth has never worked for Brill`, `Lee dreams of studying at Yale`.
/// Not: `Hill would later marry`.
pub struct Possibility;

impl RelationFilter for Possibility {
    fn name(&self) -> &'static str {
        "possibility"
    }

    fn keeps(&self, sheet: &Sheet, prediction: &Prediction) -> bool {
        if prediction.score < LEAST {
            return true;
        }
        let Some(pair) = Pair::new(sheet, prediction) else {
            return true;
        };
        let clause = pair.between.rsplit([',', ';', '(']).next().unwrap_or("");
        let all: Vec<String> = words(clause).map(|(_, word)| word.to_lowercase()).collect();
        !all.iter().enumerate().any(|(i, word)| {
            let next = all.get(i + 1).map_or("", String::as_str);
            // `would later marry` is told of the past, where nothing is a condition of it.
            let later = word == "would"
                && language::is(next, WordClass::AfterFactualWould)
                && !pair.has_condition_before();
            language::is(word, WordClass::PossibilityModal) && !later
                || language::is(word, WordClass::IntentionVerb)
                || language::is(word, WordClass::NegationWord) && next != "only"
        })
    }
}

/// Drops what is rumoured, denied, offered or refused.
///
/// Example: `Rumours that Ortiz had married Diallo`, `Dunn turned down an offer to run Northline`.
pub struct Rumour;

impl RelationFilter for Rumour {
    fn name(&self) -> &'static str {
        "rumour"
    }

    fn keeps(&self, sheet: &Sheet, prediction: &Prediction) -> bool {
        if prediction.score < LEAST {
            return true;
        }
        Pair::new(sheet, prediction).is_none_or(|pair| !pair.has_before(WordClass::UnrealWord))
    }
}

/// Drops what is so in a work of fiction: what stands behind the verb of a role in it, or in a sentence that opens with one.
///
/// Example: `In the film Field plays Maria Lopez, the wife of Hale`; `In the novel, Lopez is the daughter of Hale`.
/// Not: `Field plays for Brill`.
pub struct Fiction;

impl RelationFilter for Fiction {
    fn name(&self) -> &'static str {
        "fiction"
    }

    fn keeps(&self, sheet: &Sheet, prediction: &Prediction) -> bool {
        if prediction.score < LEAST {
            return true;
        }
        let Some(pair) = Pair::new(sheet, prediction) else {
            return true;
        };
        let plays = is_in(pair.between, WordClass::FictionVerb)
            || is_in(pair.before, WordClass::FictionVerb);
        let work = || {
            [pair.before, pair.between, pair.behind]
                .into_iter()
                .any(|text| is_in(text, WordClass::FictionNoun))
        };
        !(plays && work() || pair.is_told_in_fiction())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::keeps;
    use super::*;
    use crate::document::EntityType::{Org, Per};
    use crate::extraction::RelationKind::{Ceo, EmployeeOrMemberOf, Spouse};

    fn all_keep(text: &str, kind: crate::extraction::RelationKind) -> bool {
        let filters: [&dyn RelationFilter; 4] = [&Condition, &Possibility, &Rumour, &Fiction];
        let object = if kind == Spouse {
            ("Ida Lind", Per)
        } else {
            ("Brill", Org)
        };
        filters
            .iter()
            .all(|f| keeps(*f, text, kind, ("Rolf Hale", Per), object))
    }

    #[test]
    fn unreal_relations_are_dropped() {
        for text in [
            "If Rolf Hale had married Ida Lind, he would be rich.",
            "Had Rolf Hale married Ida Lind, he would be rich.",
            "Had Ida Lind stayed, Rolf Hale would have met her.",
            "Should Ida Lind come to Oslo with her dog, Rolf Hale will marry her.",
            "If Ida Lind says yes, Rolf Hale is a married man.",
            "Rolf Hale may marry Ida Lind.",
            "Rolf Hale never married Ida Lind.",
            "Rumours that Rolf Hale had married Ida Lind were false.",
            "Rolf Hale denied having married Ida Lind.",
            "In the film Rolf Hale plays a man who marries Ida Lind.",
            "In the new novel, Rolf Hale marries Ida Lind.",
            "Rolf Hale dreams of marrying Ida Lind.",
            "If he were asked, Rolf Hale would become the husband of Ida Lind.",
        ] {
            assert!(!all_keep(text, Spouse), "{text}");
        }
        for text in [
            "Rolf Hale could become chief executive of Brill.",
            "Rolf Hale turned down an offer to run Brill.",
        ] {
            assert!(!all_keep(text, Ceo), "{text}");
        }
    }

    #[test]
    fn real_relations_stay() {
        for text in [
            "Rolf Hale would later marry Ida Lind.",
            "Rolf Hale would become the husband of Ida Lind.",
            "In the newspaper, Rolf Hale is called the husband of Ida Lind.",
            "Rolf Hale, who denied it, married Ida Lind.",
            "If it rains, Rolf Hale and his wife, Ida Lind, stay in.",
            "If Rolf Hale, the husband of Ida Lind, stays, we go.",
            "Rolf Hale married not only Ida Lind.",
        ] {
            assert!(all_keep(text, Spouse), "{text}");
        }
        let text = "Rolf Hale plays for Brill.";
        assert!(all_keep(text, EmployeeOrMemberOf), "{text}");
    }
}
