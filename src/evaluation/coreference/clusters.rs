//! The measures of the field on clusters of mentions, which are numbers here: those of the key, and those of the response.

use std::collections::HashMap;

/// Numerator and denominator sums of recall and precision.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    pub recalled: f64,
    pub gold: f64,
    pub precise: f64,
    pub predicted: f64,
}

impl Counts {
    pub fn recall(&self) -> f64 {
        share(self.recalled, self.gold)
    }

    pub fn precision(&self) -> f64 {
        share(self.precise, self.predicted)
    }

    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        share(2.0 * p * r, p + r)
    }

    pub(super) fn add(&mut self, other: Counts) {
        self.recalled += other.recalled;
        self.gold += other.gold;
        self.precise += other.precise;
        self.predicted += other.predicted;
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn index_of(clusters: &[Vec<usize>]) -> HashMap<usize, usize> {
    clusters
        .iter()
        .enumerate()
        .flat_map(|(index, cluster)| cluster.iter().map(move |&id| (id, index)))
        .collect()
}

/// The link-based measure of Vilain et al.: how many links of each cluster the other side has.
pub(super) fn muc(key: &[Vec<usize>], response: &[Vec<usize>]) -> Counts {
    let links = |of: &[Vec<usize>], by: &[Vec<usize>]| {
        let index = index_of(by);
        of.iter().fold((0.0, 0.0), |(kept, all), cluster| {
            let mut parts: Vec<usize> = cluster
                .iter()
                .filter_map(|id| index.get(id).copied())
                .collect();
            let missing = cluster.len() - parts.len();
            parts.sort_unstable();
            parts.dedup();
            (
                kept + (cluster.len() - parts.len() - missing) as f64,
                all + (cluster.len() - 1) as f64,
            )
        })
    };
    let (recalled, gold) = links(key, response);
    let (precise, predicted) = links(response, key);
    Counts {
        recalled,
        gold,
        precise,
        predicted,
    }
}

/// The mention-based measure of Bagga and Baldwin.
pub(super) fn b_cubed(key: &[Vec<usize>], response: &[Vec<usize>]) -> Counts {
    let side = |of: &[Vec<usize>], by: &[Vec<usize>]| {
        let index = index_of(by);
        of.iter().fold((0.0, 0.0), |(kept, all), cluster| {
            let mut shared: HashMap<usize, usize> = HashMap::new();
            for id in cluster {
                if let Some(&other) = index.get(id) {
                    *shared.entry(other).or_default() += 1;
                }
            }
            let squares: usize = shared.values().map(|n| n * n).sum();
            (
                kept + squares as f64 / cluster.len() as f64,
                all + cluster.len() as f64,
            )
        })
    };
    let (recalled, gold) = side(key, response);
    let (precise, predicted) = side(response, key);
    Counts {
        recalled,
        gold,
        precise,
        predicted,
    }
}

/// The entity-based measure of Luo, by the best one-to-one alignment of the clusters.
pub(super) fn ceaf_e(key: &[Vec<usize>], response: &[Vec<usize>]) -> Counts {
    let index = index_of(response);
    let mut similarity = vec![vec![0.0; response.len()]; key.len()];
    for (k, cluster) in key.iter().enumerate() {
        for id in cluster {
            if let Some(&r) = index.get(id) {
                similarity[k][r] += 2.0 / (cluster.len() + response[r].len()) as f64;
            }
        }
    }
    let best = best_alignment(&similarity);
    Counts {
        recalled: best,
        gold: key.len() as f64,
        precise: best,
        predicted: response.len() as f64,
    }
}

/// The greatest sum of a one-to-one alignment of rows with columns (Kuhn and Munkres, by potentials).
fn best_alignment(similarity: &[Vec<f64>]) -> f64 {
    let (rows, columns) = (similarity.len(), similarity.first().map_or(0, Vec::len));
    let n = rows.max(columns);
    let cost = |i: usize, j: usize| {
        if i < rows && j < columns {
            -similarity[i][j]
        } else {
            0.0
        }
    };
    let (mut u, mut v) = (vec![0.0; n + 1], vec![0.0; n + 1]);
    let (mut row_of, mut way) = (vec![0; n + 1], vec![0; n + 1]);
    for i in 1..=n {
        row_of[0] = i;
        let mut j0 = 0;
        let mut least = vec![f64::INFINITY; n + 1];
        let mut used = vec![false; n + 1];
        while row_of[j0] != 0 {
            used[j0] = true;
            let (i0, mut delta, mut j1) = (row_of[j0], f64::INFINITY, 0);
            for j in 1..=n {
                if used[j] {
                    continue;
                }
                let current = cost(i0 - 1, j - 1) - u[i0] - v[j];
                if current < least[j] {
                    least[j] = current;
                    way[j] = j0;
                }
                if least[j] < delta {
                    delta = least[j];
                    j1 = j;
                }
            }
            for j in 0..=n {
                if used[j] {
                    u[row_of[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            j0 = j1;
        }
        while j0 != 0 {
            let j1 = way[j0];
            row_of[j0] = row_of[j1];
            j0 = j1;
        }
    }
    (1..=n)
        .filter(|&j| row_of[j] > 0)
        .map(|j| -cost(row_of[j] - 1, j - 1))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    // The example of Bagga and Baldwin (1998): {1..5} {6 7} {8..12}, predicted {1..5} {6..12}.
    #[test]
    fn measures_agree_with_the_published_example() {
        let key = vec![vec![1, 2, 3, 4, 5], vec![6, 7], vec![8, 9, 10, 11, 12]];
        let response = vec![vec![1, 2, 3, 4, 5], vec![6, 7, 8, 9, 10, 11, 12]];
        let b = b_cubed(&key, &response);
        assert!(
            (b.precision() - 0.76).abs() < 0.005 && b.recall() == 1.0,
            "{b:?}"
        );
        let m = muc(&key, &response);
        assert!(
            (m.precision() - 0.9).abs() < 1e-9 && m.recall() == 1.0,
            "{m:?}"
        );
        let c = ceaf_e(&key, &response);
        assert!((c.recalled - (1.0 + 10.0 / 12.0)).abs() < 1e-9, "{c:?}");
    }

    #[test]
    fn spurious_and_missed_mentions_lower_the_scores() {
        let key = vec![vec![0, 1], vec![2]];
        let b = b_cubed(&key, &[vec![0, 1, 9]]);
        assert!((b.recall() - 2.0 / 3.0).abs() < 1e-9);
        assert!((b.precision() - (4.0 / 3.0) / 3.0).abs() < 1e-9);
    }

    #[test]
    fn alignment_is_the_best_not_the_greedy_one() {
        assert!((best_alignment(&[vec![0.9, 0.8], vec![0.8, 0.1]]) - 1.6).abs() < 1e-9);
        assert_eq!(best_alignment(&[]), 0.0);
    }
}
