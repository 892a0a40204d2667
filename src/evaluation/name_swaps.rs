//! How much names sway the sentiment of neutral sentences: every template with every name.

use std::fmt;

use super::gold::{GoldError, filled_lines};
use crate::extraction::Sentiment;
use crate::pipeline::Pipeline;

/// Templates with `{name}`, and first names with their origin and gender.
#[derive(Clone, Debug, PartialEq)]
pub struct Swaps {
    pub templates: Vec<String>,
    /// `(name, origin, gender)`
    pub names: Vec<(String, String, String)>,
}

/// Reads templates, one a line.
///
/// # Errors
/// A template without `{name}`.
pub fn read_templates(text: &str) -> Result<Vec<String>, GoldError> {
    filled_lines(text)
        .map(|(n, line)| {
            if line.contains("{name}") {
                Ok(line.to_string())
            } else {
                Err(GoldError::new(n, "no {name} in the template"))
            }
        })
        .collect()
}

/// Reads names: `name TAB origin TAB gender`.
///
/// # Errors
/// A name without its columns.
pub fn read_names(text: &str) -> Result<Vec<(String, String, String)>, GoldError> {
    filled_lines(text)
        .map(|(n, line)| {
            let mut fields = line.split('\t').map(str::to_string);
            match (fields.next(), fields.next(), fields.next()) {
                (Some(name), Some(origin), Some(gender)) => Ok((name, origin, gender)),
                _ => Err(GoldError::new(n, "a line is `name TAB origin TAB gender`")),
            }
        })
        .collect()
}

impl Swaps {
    /// Every template with every name, a template at a time.
    pub fn sentences(&self) -> Vec<String> {
        self.templates
            .iter()
            .flat_map(|t| {
                self.names
                    .iter()
                    .map(move |(n, _, _)| t.replace("{name}", n))
            })
            .collect()
    }

    /// How far the scores of [`Swaps::sentences`] are from their template's mean.
    pub fn report(&self, found: &[Sentiment]) -> Report {
        let (mut sum, mut most, mut far, mut n) = (0.0, 0f64, 0, 0);
        let mut groups: std::collections::BTreeMap<&str, (f64, usize)> = Default::default();
        for of_template in found.chunks(self.names.len().max(1)) {
            let mean = of_template.iter().map(|s| f64::from(s.score)).sum::<f64>()
                / of_template.len() as f64;
            for (s, (_, origin, gender)) in of_template.iter().zip(&self.names) {
                let shift = f64::from(s.score) - mean;
                sum += shift.abs();
                most = most.max(shift.abs());
                far += usize::from(shift.abs() > FAR);
                n += 1;
                for group in [origin, gender] {
                    let g = groups.entry(group).or_default();
                    g.0 += shift;
                    g.1 += 1;
                }
            }
        }
        let groups = groups
            .into_iter()
            .map(|(k, (s, n))| (k.to_string(), s / n as f64))
            .collect();
        Report {
            templates: self.templates.len(),
            names: self.names.len(),
            mean: sum / f64::from(n.max(1)),
            most,
            far,
            groups,
        }
    }
}

/// From here on a name moves a neutral sentence's score too far.
pub const FAR: f64 = 0.05;

/// Distances of scores from their template's mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub templates: usize,
    pub names: usize,
    pub mean: f64,
    pub most: f64,
    /// How many are beyond [`FAR`].
    pub far: usize,
    /// The mean shift, with its sign, of each origin and gender.
    pub groups: Vec<(String, f64)>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} templates, {} names", self.templates, self.names)?;
        writeln!(
            f,
            "distance of a score from its template's mean: {:.4} on average, {:.4} at most",
            self.mean, self.most
        )?;
        writeln!(
            f,
            "more than {FAR}: {} of {} sentences",
            self.far,
            self.templates * self.names
        )?;
        for (group, shift) in &self.groups {
            writeln!(f, "{group:<16} {shift:+.4}")?;
        }
        Ok(())
    }
}

/// Asks for the sentiment of every template with every name.
///
/// # Errors
/// A model that fails.
pub fn measure(pipeline: &Pipeline, swaps: &Swaps) -> anyhow::Result<Report> {
    let sentences = swaps.sentences();
    let texts: Vec<&str> = sentences.iter().map(String::as_str).collect();
    Ok(swaps.report(&pipeline.sentiment_of(&texts)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_compared_with_the_mean_of_its_template() {
        let swaps = Swaps {
            templates: read_templates("{name} left.\n\n{name} came.\n").unwrap(),
            names: read_names("Ada\tEngland\tf\nKofi\tGhana\tm\n").unwrap(),
        };
        assert_eq!(swaps.sentences()[1], "Kofi left.");
        let found = [0.0, 0.2, 0.1, 0.1].map(|score| Sentiment {
            negative: 0.0,
            neutral: 1.0,
            positive: 0.0,
            score,
        });
        let report = swaps.report(&found);
        assert!(
            (report.mean - 0.05).abs() < 1e-6 && (report.most - 0.1).abs() < 1e-6,
            "{report:?}"
        );
        assert_eq!(report.far, 2);
        assert!(read_templates("He left.").is_err() && read_names("Ada").is_err());
    }
}
