//! What the program found in one document.

pub use crate::document::Rule;
use crate::document::{Document, Entity, Mention, Sentence};
use crate::statements::Statement;

pub(crate) use crate::schema::RelationKind;

/// The three classes of feeling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// Bad.
    Negative,
    /// Neither, or both alike.
    Neutral,
    /// Good.
    Positive,
}

impl Polarity {
    /// All, in the order of the model's classes.
    pub const ALL: [Polarity; 3] = [Polarity::Negative, Polarity::Neutral, Polarity::Positive];

    /// As it stands in the `sentiment` columns.
    pub fn as_str(self) -> &'static str {
        match self {
            Polarity::Negative => "negative",
            Polarity::Neutral => "neutral",
            Polarity::Positive => "positive",
        }
    }
}

/// The scores from which the sum of what a text says of somebody is negative, and positive. News words its blame: a person of
/// whom little but mild ill is told is not spoken of ill, while mild praise is praise. Of the pairs on a grid of 0.05 this one has
/// the highest sum of macro-F1 on PerSenT's dev part (0.527; 0.433 by the likeliest class) and on NewsMTSC's devtest-mt (0.772;
/// 0.788).
pub(crate) const NEGATIVE_TOWARDS: f32 = -0.45;
pub(crate) const POSITIVE_TOWARDS: f32 = 0.15;

impl Polarity {
    /// The one rule from an entity's score to its label: negative up to -0.45, positive from 0.15, neutral between. The score is
    /// taken as tables write it, with four decimals, so that no two rows contradict each other.
    ///
    /// ```
    /// use gleaner::Polarity;
    /// assert_eq!(Polarity::of_entity(-0.3), Polarity::Neutral);
    /// assert_eq!(Polarity::of_entity(0.3), Polarity::Positive);
    /// ```
    pub fn of_entity(score: f32) -> Self {
        let written = (score * 1e4).round() / 1e4;
        if written <= NEGATIVE_TOWARDS {
            Polarity::Negative
        } else if written >= POSITIVE_TOWARDS {
            Polarity::Positive
        } else {
            Polarity::Neutral
        }
    }
}

/// How something is felt: the probabilities of the three classes (they sum to 1), and a valence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sentiment {
    /// Probability, 0 to 1.
    pub negative: f32,
    /// Probability, 0 to 1.
    pub neutral: f32,
    /// Probability, 0 to 1.
    pub positive: f32,
    /// -1 (negative) to 1 (positive).
    pub score: f32,
}

/// Below this a score says that good and bad cancel out.
const EVEN: f32 = 0.1;

impl Sentiment {
    /// Of a sum of several: where its score is about zero, good and bad cancel out, and what they have in common is neutral.
    pub fn mixed(self) -> Self {
        if self.score.abs() >= EVEN {
            return self;
        }
        let common = self.negative.min(self.positive);
        Sentiment {
            negative: self.negative - common,
            neutral: self.neutral + 2.0 * common,
            positive: self.positive - common,
            ..self
        }
    }

    /// The likeliest class; of equals the more neutral.
    pub fn polarity(&self) -> Polarity {
        if self.neutral >= self.negative && self.neutral >= self.positive {
            Polarity::Neutral
        } else if self.positive > self.negative {
            Polarity::Positive
        } else {
            Polarity::Negative
        }
    }
}

/// What the relation model gives one pair of mentions of a sentence: indices into a document's mentions, then its unresolved
/// pronouns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// Which relation.
    pub kind: RelationKind,
    /// The mention of the subject.
    pub subject: usize,
    /// The mention of the object.
    pub object: usize,
    /// Probability, 0 to 1.
    pub score: f32,
    /// The rule that made the prediction or changed its score; `None` where it is the model's alone.
    pub rule: Option<Rule>,
}

/// A relation that a sentence states.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Which relation.
    pub kind: RelationKind,
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of the subject's entity.
    pub subject: usize,
    /// Index of the object's entity.
    pub object: usize,
    /// Index of the subject's mention in the likeliest pair of mentions of the two in that sentence.
    pub subject_mention: usize,
    /// Index of the object's mention in that pair.
    pub object_mention: usize,
    /// Probability, 0 to 1.
    pub score: f32,
    /// The rule that made the relation or changed its score; `None` where it is the model's alone.
    pub rule: Option<Rule>,
}

/// Everything that was found in one document, ready to be written.
#[derive(Clone, Debug)]
pub struct Extraction {
    /// The document itself.
    pub document: Document,
    /// In text order; a title that stands apart is the first.
    pub sentences: Vec<Sentence>,
    /// One a sentence.
    pub sentence_sentiment: Vec<Sentiment>,
    /// One a sentence: the entity who says the direct speech that it is or holds.
    pub speakers: Vec<Option<usize>>,
    /// In text order.
    pub mentions: Vec<Mention>,
    /// In order of first mention.
    pub entities: Vec<Entity>,
    /// One a mention: its entity.
    pub entity_of: Vec<usize>,
    /// One an entity: how the text speaks of it; none of values.
    pub entity_sentiment: Vec<Option<Sentiment>>,
    /// One an entity: the fullest phrase by which the text says what a person is or does.
    pub roles: Vec<Option<String>>,
    /// What somebody is said to have said, written or thought, in text order.
    pub statements: Vec<Statement>,
    /// Pronouns without an antecedent. They have no row anywhere, but relations are asked of them too, for evaluation.
    pub unresolved: Vec<Mention>,
    /// Every candidate pair's predictions, before they become relations.
    pub predictions: Vec<Prediction>,
    /// In text order.
    pub relations: Vec<Relation>,
    /// How the document as a whole is felt.
    pub document_sentiment: Option<Sentiment>,
    /// Of another language than the models': a row in documents.csv and none elsewhere.
    pub passed_over: bool,
    /// The least score of the mentions and relations that the tables show.
    pub min_score: f32,
}

impl Extraction {
    /// The mention behind a number of a [`Prediction`].
    pub fn candidate(&self, number: usize) -> &Mention {
        match number.checked_sub(self.mentions.len()) {
            None => &self.mentions[number],
            Some(k) => &self.unresolved[k],
        }
    }

    /// A document of another language: read, and not looked into.
    pub fn passed_over(document: Document) -> Self {
        Extraction {
            document,
            sentences: Vec::new(),
            sentence_sentiment: Vec::new(),
            speakers: Vec::new(),
            mentions: Vec::new(),
            entities: Vec::new(),
            entity_of: Vec::new(),
            entity_sentiment: Vec::new(),
            roles: Vec::new(),
            statements: Vec::new(),
            unresolved: Vec::new(),
            predictions: Vec::new(),
            relations: Vec::new(),
            document_sentiment: None,
            passed_over: true,
            min_score: 0.0,
        }
    }

    /// Tells whether the tables show a mention: its score is the least or more.
    pub fn shows_mention(&self, mention: usize) -> bool {
        self.mentions[mention].score >= self.min_score
    }

    /// Tells whether the tables show an entity: they show one of its mentions.
    pub fn shows_entity(&self, entity: usize) -> bool {
        self.shown_mentions_of(entity).next().is_some()
    }

    /// Returns the mentions of an entity that the tables show, in text order.
    pub(crate) fn shown_mentions_of(&self, entity: usize) -> impl Iterator<Item = usize> {
        let all = self.entities[entity].mentions.iter().copied();
        all.filter(|mention| self.shows_mention(*mention))
    }

    /// Returns the relations that the tables show, in text order: those of the least score or more, of entities that are shown.
    pub fn shown_relations(&self) -> impl Iterator<Item = &Relation> {
        self.relations.iter().filter(|r| {
            r.score >= self.min_score && self.shows_entity(r.subject) && self.shows_entity(r.object)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn of_two_entities_the_one_with_the_higher_written_score_is_called_no_worse(
            a in -1f32..=1.0,
            b in -1f32..=1.0,
        ) {
            let written = |score: f32| format!("{score:.4}").parse::<f32>().unwrap();
            prop_assume!(written(a) <= written(b));
            prop_assert!(Polarity::of_entity(a) <= Polarity::of_entity(b));
        }
    }

    #[test]
    fn an_entity_is_called_what_its_written_score_says() {
        for (score, label) in [
            (-0.45, Polarity::Negative),
            (-0.449_96, Polarity::Negative),
            (-0.4499, Polarity::Neutral),
            (0.1499, Polarity::Neutral),
            (0.149_96, Polarity::Positive),
            (0.15, Polarity::Positive),
        ] {
            assert_eq!(Polarity::of_entity(score), label, "{score}");
        }
    }
}
