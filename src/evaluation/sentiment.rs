//! The sentiment of sentences, against ratings and labels.

use std::fmt;

use super::gold::rated_sentences::GoldSentence;
use super::{Confusion, pearson, ratio};
use crate::extraction::{Polarity, Sentiment};
use crate::pipeline::Pipeline;

/// The figures of a set of sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub confusion: Confusion,
    /// Of the valence with the raters' mean, where there are ratings.
    pub pearson: Option<f64>,
    /// On the sentences that are not neutral, by the sign of the valence.
    pub two_class: f64,
    pub not_neutral: usize,
}

pub fn score(gold: &[GoldSentence], found: &[Sentiment]) -> Report {
    let mut confusion = Confusion::default();
    let (mut ratings, mut valences) = (Vec::new(), Vec::new());
    let (mut right, mut all) = (0, 0);
    for (g, f) in gold.iter().zip(found) {
        confusion.0[g.polarity as usize][f.polarity() as usize] += 1;
        if let Some(r) = g.rating {
            ratings.push(r);
            valences.push(f64::from(f.score));
        }
        if g.polarity != Polarity::Neutral {
            all += 1;
            right += usize::from((f.score > 0.0) == (g.polarity == Polarity::Positive));
        }
    }
    Report {
        confusion,
        pearson: (!ratings.is_empty()).then(|| pearson(&ratings, &valences)),
        two_class: ratio(right, all),
        not_neutral: all,
    }
}

/// Asks for the sentiment of each sentence, and compares.
///
/// # Errors
/// A model that fails.
pub fn measure(pipeline: &Pipeline, gold: &[GoldSentence]) -> anyhow::Result<Report> {
    let texts: Vec<&str> = gold.iter().map(|g| g.text.as_str()).collect();
    Ok(score(gold, &pipeline.sentiment_of(&texts)?))
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.confusion)?;
        if let Some(r) = self.pearson {
            writeln!(f, "Pearson r  {r:.4}")?;
        }
        writeln!(
            f,
            "two-class  {:.4} of the {} that are not neutral",
            self.two_class, self.not_neutral
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::gold::rated_sentences;

    #[test]
    fn ratings_are_compared_by_class_by_sign_and_by_order() {
        let gold =
            rated_sentences::read("7_1\t-1.4\tA bad day.\n7_2\t0.2\tA day.\n7_3\t2\tA good day.\n")
                .unwrap();
        let sentiment = |negative, neutral, positive, score| Sentiment {
            negative,
            neutral,
            positive,
            score,
        };
        let found = [
            sentiment(0.1, 0.8, 0.1, -0.2),
            sentiment(0.1, 0.8, 0.1, 0.0),
            sentiment(0.0, 0.1, 0.9, 0.6),
        ];
        let report = score(&gold, &found);
        assert_eq!(report.confusion.0, [[0, 1, 0], [0, 1, 0], [0, 0, 1]]);
        assert_eq!((report.two_class, report.not_neutral), (1.0, 2));
        assert!(report.pearson.unwrap() > 0.9);
    }
}
