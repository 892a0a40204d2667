//! Asking the hidden states of a reading: sentiment towards spans, relations of pairs.
//!
//! Every question goes the same way: gathered by the batch in which its sentence stands, run by the head a batch at a time,
//! and scattered back into the order of asking.

use std::ops::Range;

use rayon::prelude::*;

use super::Encoder;
use super::heads::{Argument, Heads, Pair};
use super::network::Network;
use super::reading::{Reading, States};

/// A span to ask about: a sentence of the reading, and pieces of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub sentence: usize,
    pub pieces: Range<usize>,
}

/// A span that may stand in a relation: numbers of its type and kind among the head's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedSpan {
    pub pieces: Range<usize>,
    pub span_type: usize,
    pub kind: usize,
}

/// The pairs of one sentence: `pairs` are numbers of `spans`, subject first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedPairs {
    pub sentence: usize,
    pub spans: Vec<AskedSpan>,
    pub pairs: Vec<(usize, usize)>,
}

impl Encoder {
    /// The sentiment towards each span: probabilities of negative, neutral, positive; `None` where the model has no such
    /// head or the span does not fit one window.
    ///
    /// # Errors
    /// What libtorch says.
    pub fn towards(
        &self,
        reading: &Reading,
        asked: &[Asked],
    ) -> anyhow::Result<Vec<Option<[f32; 3]>>> {
        let open = self.tokens.open.len();
        let places = asked
            .iter()
            .map(|a| reading.place(a.sentence, &a.pieces, open))
            .collect();
        self.ask(reading, places, |heads, states, places| {
            let head = heads.target.as_ref()?;
            Some(head.forward(&states.hidden, &states.mask, places))
        })
    }

    /// The probability of every relation of the model's relation head for each pair; `None` where the pair does not stand in
    /// one window or the model has no such head.
    ///
    /// # Errors
    /// What libtorch says.
    pub fn relate(
        &self,
        reading: &Reading,
        asked: &[AskedPairs],
    ) -> anyhow::Result<Vec<Vec<Option<Vec<f32>>>>> {
        let open = self.tokens.open.len();
        let mut pairs = Vec::new();
        for a in asked {
            let arguments: Vec<Option<(usize, Argument)>> = a
                .spans
                .iter()
                .map(|s| {
                    let (batch, place) = reading.place(a.sentence, &s.pieces, open)?;
                    let argument = Argument {
                        place,
                        span_type: s.span_type as i64,
                        kind: s.kind as i64,
                    };
                    Some((batch, argument))
                })
                .collect();
            pairs.extend(a.pairs.iter().map(|&(subject, object)| {
                let (batch, subject) = arguments[subject]?;
                let (other, object) = arguments[object]?;
                (batch == other && subject.place.row == object.place.row)
                    .then_some((batch, Pair { subject, object }))
            }));
        }
        let mut answers = self
            .ask(reading, pairs, |heads, states, pairs| {
                let head = heads.relations.as_ref()?;
                Some(head.forward(&states.hidden, &states.mask, pairs))
            })?
            .into_iter();
        Ok(asked
            .iter()
            .map(|a| answers.by_ref().take(a.pairs.len()).collect())
            .collect())
    }

    /// Gathers `questions` by batch, runs each batch's through `head`, and gives the answers in the order of the questions;
    /// `None` where there was no question or `head` answers none.
    fn ask<Q: Copy + Send + Sync, A: Send>(
        &self,
        reading: &Reading,
        questions: Vec<Option<(usize, Q)>>,
        head: impl Fn(&Heads, &States, &[Q]) -> Option<Vec<A>> + Sync,
    ) -> anyhow::Result<Vec<Option<A>>> {
        let mut of_batch: Vec<(Vec<usize>, Vec<Q>)> =
            vec![Default::default(); reading.states.len()];
        for (i, question) in questions.iter().enumerate() {
            if let Some((batch, question)) = question
                && let Some((numbers, gathered)) = of_batch.get_mut(*batch)
            {
                numbers.push(i);
                gathered.push(*question);
            }
        }
        let answers: Vec<Vec<A>> = of_batch
            .par_iter()
            .zip(&reading.states)
            .map(|((_, gathered), states)| {
                if gathered.is_empty() {
                    return Ok(Vec::new());
                }
                self.with_worker(|network| {
                    let Network::Shared { heads, .. } = network else {
                        return Ok(Vec::new());
                    };
                    // A lock is poisoned where libtorch panicked; the states are only read, so they are whole.
                    let states = states.lock().unwrap_or_else(|e| e.into_inner());
                    Ok(head(heads, &states, gathered).unwrap_or_default())
                })
            })
            .collect::<anyhow::Result<_>>()?;
        let mut out: Vec<Option<A>> = questions.iter().map(|_| None).collect();
        for ((numbers, _), answers) in of_batch.iter().zip(answers) {
            for (&i, answer) in numbers.iter().zip(answers) {
                out[i] = Some(answer);
            }
        }
        Ok(out)
    }
}
