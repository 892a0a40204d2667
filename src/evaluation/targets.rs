//! Sentiment towards marked targets.

use super::Confusion;
use super::gold::newsmtsc::GoldTarget;
use crate::pipeline::Pipeline;

/// Asks for the sentiment towards each target, and compares the classes.
///
/// # Errors
/// A model that fails.
pub fn measure(pipeline: &Pipeline, gold: &[GoldTarget]) -> anyhow::Result<Confusion> {
    let asked: Vec<_> = gold.iter().map(|g| (g.text.as_str(), g.span)).collect();
    let mut confusion = Confusion::default();
    for (g, f) in gold.iter().zip(pipeline.towards(&asked)?) {
        confusion.0[g.polarity as usize][f.polarity() as usize] += 1;
    }
    Ok(confusion)
}
