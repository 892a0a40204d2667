//! What the relation head's answers say of each pair of mentions.

use std::collections::BTreeMap;

use super::Sheet;
use super::candidates::{Candidates, Head, mentions_by_sentence};
use super::filters::{self, AGE_INSIDE_PHRASE};
use crate::document::{EntityType, Mention, Rule};
use crate::extraction::{Prediction, RelationKind};

impl Head {
    /// Returns the calibrated probability of each relation that each pair of mentions less what the filters drop.
    /// `answers` are the head's to `candidates`, a pair each.
    pub fn predictions(
        &self,
        sheet: &Sheet,
        candidates: &Candidates,
        answers: &[Option<Vec<f32>>],
    ) -> Vec<Prediction> {
        let mut of_pair: BTreeMap<(usize, usize), &Vec<f32>> = BTreeMap::new();
        for (&pair, answer) in candidates.asked.pairs.iter().zip(answers) {
            if let Some(answer) = answer {
                of_pair.insert(pair, answer);
            }
        }
        let mut out = Vec::new();
        for (&(i, j), answer) in &of_pair {
            let (subject, object) = (candidates.mentions[i], candidates.mentions[j]);
            let (a, b) = (&sheet.mentions[subject], &sheet.mentions[object]);
            for (r, kind) in self.relations.iter().enumerate() {
                let Some(kind) = *kind else { continue };
                if !kind.allows(a.entity_type, b.entity_type) {
                    continue;
                }
                let mut p = answer[r];
                if kind.symmetric() {
                    // Asked both ways; said once, in text order, with the mean.
                    if a.span.start > b.span.start {
                        continue;
                    }
                    if let Some(back) = of_pair.get(&(j, i)) {
                        p = (p + back[r]) / 2.0;
                    }
                }
                let prediction = Prediction {
                    kind,
                    subject,
                    object,
                    score: self.calibrated(p),
                    rule: None,
                };
                out.extend(filters::judge(sheet, prediction));
            }
        }
        out
    }

    /// Returns what needs no model: an age inside the noun phrase of a person is that person's.
    ///
    /// Example: `the 37-year-old singer`.
    pub fn certain(mentions: &[Mention]) -> Vec<Prediction> {
        let mut out = Vec::new();
        for of_sentence in mentions_by_sentence(mentions) {
            for (at, &person) in of_sentence.iter().enumerate() {
                let whole = &mentions[person];
                if whole.entity_type != EntityType::Per {
                    continue;
                }
                // In order of their starts: what a phrase holds comes right behind it, or before it where both start at once.
                let near = at.saturating_sub(2)..(at + 4).min(of_sentence.len());
                for &age in &of_sentence[near] {
                    if mentions[age].entity_type == EntityType::Age
                        && whole.span.contains(mentions[age].span)
                    {
                        out.push(Prediction {
                            kind: RelationKind::Age,
                            subject: person,
                            object: age,
                            score: 1.0,
                            rule: Some(Rule(AGE_INSIDE_PHRASE)),
                        });
                    }
                }
            }
        }
        out
    }

    /// Returns the calibrated probability of the head's own (Platt 1999, fitted on held-out data).
    fn calibrated(&self, p: f32) -> f32 {
        let p = p.clamp(1e-6, 1.0 - 1e-6);
        let logit = (p / (1.0 - p)).ln();
        let [scale, shift] = self.calibration;
        1.0 / (1.0 + (-(scale * logit + shift)).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::mention;
    use super::*;
    use crate::document::Span;

    #[test]
    fn age_inside_a_persons_phrase_is_theirs() {
        let mut phrase = mention(0, 4, EntityType::Per);
        phrase.span = Span::new(0, 22);
        let mentions = [
            phrase,
            mention(0, 4, EntityType::Age),
            mention(0, 30, EntityType::Age),
        ];
        let found = Head::certain(&mentions);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].subject, found[0].object), (0, 1));
        assert_eq!(found[0].score, 1.0);
    }
}
