//! Where the time of a run goes, by stage.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// The stages that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Sentences and word pieces.
    Text,
    /// The encoder's pass, with the names' and the sentences' heads.
    Encoder,
    /// Word scores to names.
    Names,
    /// Values, quotations, coreference.
    Entities,
    /// Sentiment towards entities.
    Towards,
    Relations,
}

impl Stage {
    pub const ALL: [Stage; 6] = [
        Stage::Text,
        Stage::Encoder,
        Stage::Names,
        Stage::Entities,
        Stage::Towards,
        Stage::Relations,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Text => "text",
            Stage::Encoder => "encoder",
            Stage::Names => "names",
            Stage::Entities => "values, quotations, coreference",
            Stage::Towards => "sentiment towards entities",
            Stage::Relations => "relations",
        }
    }
}

/// Thread time by stage, in nanoseconds, summed over the threads.
#[derive(Debug, Default)]
pub struct Stopwatch([AtomicU64; 6]);

impl Stopwatch {
    /// Runs `work` on `threads` threads that it keeps busy, and counts its time for all of them.
    pub fn time<T>(&self, stage: Stage, threads: usize, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = work();
        let spent = start.elapsed().as_nanos() as u64 * threads as u64;
        self.0[stage as usize].fetch_add(spent, Ordering::Relaxed);
        done
    }

    /// Each stage's share of the whole, from 0 to 1.
    pub fn shares(&self) -> [(Stage, f64); 6] {
        let spent = Stage::ALL.map(|s| self.0[s as usize].load(Ordering::Relaxed) as f64);
        let total = spent.iter().sum::<f64>().max(1.0);
        Stage::ALL.map(|s| (s, spent[s as usize] / total))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_the_whole() {
        let watch = Stopwatch::default();
        let pause = || std::thread::sleep(std::time::Duration::from_millis(2));
        watch.time(Stage::Text, 1, pause);
        watch.time(Stage::Relations, 3, pause);
        let shares = watch.shares();
        assert!((shares.iter().map(|s| s.1).sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(shares[Stage::Relations as usize].1 > shares[Stage::Text as usize].1);
        assert_eq!(shares[Stage::Encoder as usize].1, 0.0);
    }
}
