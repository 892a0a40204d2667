//! How much each earlier mention comes to mind where a pronoun stands: the weights of the three models, side by side.
//!
//! An antecedent's salience is a sum of whole numbers (the scale has no unit; only differences count). What the models share is
//! [`Weights`]: how near the antecedent is, what role it plays, and whether a pronoun has taken it up. What only one of them
//! asks stands below in that model's own table. All numbers were tuned by hand on the tuning half of GUM.

use super::roles::Role;

/// The weights that all three models have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weights {
    /// Of an antecedent right before the pronoun.
    base: i32,
    /// For each sentence between, of which at most `sentences` count.
    sentence: i32,
    sentences: usize,
    /// For each reference between, of which at most `ranks` count.
    rank: i32,
    ranks: usize,
    /// For every two tokens between, of which at most `tokens` count.
    two_tokens: i32,
    tokens: usize,
    subject: i32,
    object: i32,
    possessive: i32,
    other: i32,
    oblique: i32,
    /// The antecedent is a pronoun itself.
    pronoun: i32,
}

/// Where an antecedent stands, seen from the pronoun.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Distance {
    pub sentences: usize,
    pub references: usize,
    pub tokens: usize,
}

/// `he` and `she`.
pub(super) const HE_OR_SHE: Weights = Weights {
    base: 100,
    sentence: -12,
    sentences: 8,
    rank: -2,
    ranks: 12,
    two_tokens: 0,
    tokens: 0,
    subject: 18,
    object: 4,
    possessive: 2,
    other: 6,
    oblique: -4,
    pronoun: 16,
};

/// `it`.
pub(super) const IT: Weights = Weights {
    base: 40,
    sentence: -20,
    sentences: 1,
    rank: -2,
    ranks: 12,
    two_tokens: 0,
    tokens: 0,
    subject: 24,
    object: 2,
    possessive: 4,
    other: 0,
    oblique: -16,
    pronoun: 22,
};

/// `they`.
pub(super) const THEY: Weights = Weights {
    base: 60,
    sentence: -16,
    sentences: usize::MAX,
    rank: 0,
    ranks: 0,
    two_tokens: -1,
    tokens: 80,
    subject: 24,
    object: 2,
    possessive: 0,
    other: 0,
    oblique: -12,
    pronoun: 22,
};

impl Weights {
    /// Returns the salience of an antecedent by its distance and role.
    pub fn salience(&self, distance: Distance, role: Role, pronoun: bool) -> i32 {
        let count = |n: usize, most: usize| n.min(most) as i32;
        let role = match role {
            Role::Subject => self.subject,
            Role::Object => self.object,
            Role::Possessive => self.possessive,
            Role::Other => self.other,
            Role::Oblique => self.oblique,
        };
        self.base
            + self.sentence * count(distance.sentences, self.sentences)
            + self.rank * count(distance.references, self.ranks)
            + self.two_tokens * (count(distance.tokens, self.tokens) / 2)
            + role
            + if pronoun { self.pronoun } else { 0 }
    }
}

/// What only `he` and `she` ask.
pub(super) mod he_or_she {
    /// The antecedent plays the pronoun's role, or owns as a subject.
    pub const PARALLEL_ROLE: i32 = 6;
    /// The subject of the sentence before, of a pronoun that leads its sentence.
    pub const CONTINUED_SUBJECT: i32 = 8;
    /// `Allton said he had seen it.`
    pub const REPORTED: i32 = 20;
    /// `Anna Okoro, she said so.` At the start of the sentence, and elsewhere.
    pub const LEFT_DISLOCATED: i32 = 30;
    pub const DISLOCATED: i32 = 14;
    /// A possessive or reflexive whose antecedent stands in its sentence.
    pub const OWN_SENTENCE: i32 = 8;
    /// `Okoro, who left his ship`.
    pub const RELATIVE_CLAUSE: i32 = 14;
    /// The antecedent's gender is known.
    pub const KNOWN_GENDER: i32 = 14;
    /// The antecedent is inside a quotation and the pronoun outside, or the reverse in a later sentence.
    pub const FROM_QUOTATION: i32 = -30;
    pub const INTO_QUOTATION: i32 = -4;
    /// The person that the document names most; where a paragraph takes the story up again.
    pub const TOPIC: i32 = 10;
    pub const TOPIC_OPENING: i32 = 20;
    /// For each doubling of how often the document names the antecedent, up to 32 times.
    pub const NAMED_TWICE_AS_OFTEN: i32 = 4;
    pub const NAMED_AT_MOST: usize = 32;
    /// Somebody without a name.
    pub const NAMELESS: i32 = -6;
    /// Within this margin of the best the second is about as good.
    pub const UNCLEAR: i32 = 12;
}

/// What only `it` asks.
pub(super) mod it {
    /// An antecedent in the sentence before, of a pronoun that does not open its sentence.
    pub const LATE: i32 = -14;
    pub const POSSESSIVE: i32 = 6;
    pub const ORGANISATION: i32 = 4;
    /// `Qantas said it would.`
    pub const REPORTED: i32 = 10;
    /// For each time that the document names the antecedent.
    pub const NAMED: i32 = 3;
    pub const NAMED_AT_MOST: usize = 8;
    /// An antecedent is chosen from this salience on, and where it is this much above the second.
    pub const THRESHOLD: i32 = 46;
    pub const MARGIN: i32 = 4;
}

/// What only `they` asks.
pub(super) mod they {
    /// A name of several people; an organisation; a place that acts.
    pub const GROUP: i32 = 26;
    pub const ORGANISATION: i32 = 4;
    pub const PLACE: i32 = -6;
    /// People without a name.
    pub const NAMELESS: i32 = 20;
    pub const THRESHOLD: i32 = 56;
    pub const MARGIN: i32 = 8;
}
