//! Measuring the program against annotated data.
//!
//! [`gold`] reads each format once; the other modules compare what the program finds with it, a measure each. Every measure
//! has a `measure` that runs the program and gives a report that prints itself.

pub mod conll04;
pub mod copies;
pub mod coreference;
pub mod gap;
pub mod gold;
pub mod identities;
pub mod main_person;
pub mod name_swaps;
pub mod names;
pub mod pages;
pub mod relations;
pub mod sentence_ends;
pub mod sentiment;
pub mod statements;
pub mod targets;
pub mod values;

use std::fmt;

use crate::document::Document;
use crate::extraction::{Extraction, Polarity};
use crate::pipeline::Pipeline;

/// Counts of right, wrong and missed answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub right: usize,
    pub wrong: usize,
    pub missed: usize,
}

impl Counts {
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    pub fn recall(&self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    pub fn f1(&self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }

    pub fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

/// As a row of [`table`], from its second column on.
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:>9.4} {:>9.4} {:>9.4} {:>7}",
            self.precision(),
            self.recall(),
            self.f1(),
            self.right + self.missed
        )
    }
}

/// Prints a heading, a row for each of the counts, and their sum.
fn table<'a>(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    rows: impl Iterator<Item = (&'a str, Counts)>,
) -> fmt::Result {
    writeln!(f, "{title:<22} precision    recall        F1    gold")?;
    let mut all = Counts::default();
    for (name, counts) in rows {
        writeln!(f, "{name:<22} {counts}")?;
        all.add(counts);
    }
    writeln!(f, "{:<22} {all}", "all")
}

/// Documents that are extracted at once.
const CHUNK: usize = 200;

/// Walks documents through the whole program.
fn extract_all(pipeline: &Pipeline, documents: Vec<Document>) -> anyhow::Result<Vec<Extraction>> {
    let mut out = Vec::with_capacity(documents.len());
    let mut rest = documents.into_iter().peekable();
    while rest.peek().is_some() {
        out.extend(pipeline.extract(rest.by_ref().take(CHUNK).collect())?);
    }
    Ok(out)
}

fn ratio(a: usize, b: usize) -> f64 {
    if b == 0 { 0.0 } else { a as f64 / b as f64 }
}

/// A three-class confusion: `[gold][predicted]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confusion(pub [[usize; 3]; 3]);

impl Confusion {
    pub fn of_class(&self, class: usize) -> Counts {
        let right = self.0[class][class];
        Counts {
            right,
            wrong: (0..3).map(|g| self.0[g][class]).sum::<usize>() - right,
            missed: self.0[class].iter().sum::<usize>() - right,
        }
    }

    pub fn macro_f1(&self) -> f64 {
        (0..3).map(|c| self.of_class(c).f1()).sum::<f64>() / 3.0
    }

    pub fn accuracy(&self) -> f64 {
        ratio((0..3).map(|c| self.0[c][c]).sum(), self.total())
    }

    pub fn total(&self) -> usize {
        self.0.iter().flatten().sum()
    }
}

impl fmt::Display for Confusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<22} precision    recall        F1    gold", "class")?;
        for p in Polarity::ALL {
            writeln!(f, "{:<22} {}", p.as_str(), self.of_class(p as usize))?;
        }
        writeln!(f, "macro-F1   {:.4}", self.macro_f1())?;
        writeln!(f, "accuracy   {:.4} of {}", self.accuracy(), self.total())
    }
}

/// Pearson's correlation of two series of one length; 0 where one of them does not vary.
pub fn pearson(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len().min(b.len()) as f64;
    if n == 0.0 {
        return 0.0;
    }
    let (ma, mb) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(b) {
        ab += (x - ma) * (y - mb);
        aa += (x - ma) * (x - ma);
        bb += (y - mb) * (y - mb);
    }
    if aa == 0.0 || bb == 0.0 {
        0.0
    } else {
        ab / (aa * bb).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_as_the_field_defines_them() {
        let c = Counts {
            right: 6,
            wrong: 2,
            missed: 4,
        };
        assert_eq!((c.precision(), c.recall()), (0.75, 0.6));
        assert!((c.f1() - 2.0 / 3.0).abs() < 1e-12);
        assert!((pearson(&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0]) - 1.0).abs() < 1e-12);
        assert!((pearson(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]) + 1.0).abs() < 1e-12);
        let m = Confusion([[2, 0, 0], [0, 1, 1], [0, 0, 0]]);
        assert!((m.accuracy() - 0.75).abs() < 1e-12);
        assert!((m.macro_f1() - (1.0 + 2.0 / 3.0) / 3.0).abs() < 1e-12);
    }
}
