//! How much names sway the sentiment of neutral sentences: every template with every name.

use anyhow::Context;

use crate::extraction::Sentiment;

/// Templates with `{name}`, and first names with their origin and gender.
#[derive(Clone, Debug, PartialEq)]
pub struct Swaps {
    pub templates: Vec<String>,
    /// `(name, origin, gender)`
    pub names: Vec<(String, String, String)>,
}

/// Reads templates (one a line) and names (`name TAB origin TAB gender`).
///
/// # Errors
/// A template without `{name}` or a name without its columns.
pub fn read(templates: &str, names: &str) -> anyhow::Result<Swaps> {
    let mut out = Swaps {
        templates: Vec::new(),
        names: Vec::new(),
    };
    for (n, line) in templates
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
    {
        anyhow::ensure!(
            line.contains("{name}"),
            "line {}: no {{name}} in the template",
            n + 1
        );
        out.templates.push(line.to_string());
    }
    for (n, line) in names
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
    {
        let mut fields = line.split('\t').map(str::to_string);
        let row = fields.next().zip(fields.next()).zip(fields.next());
        let ((name, origin), gender) =
            row.with_context(|| format!("line {}: name, origin and gender", n + 1))?;
        out.names.push((name, origin, gender));
    }
    Ok(out)
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
    pub mean: f64,
    pub most: f64,
    /// How many are beyond [`FAR`].
    pub far: usize,
    /// The mean shift, with its sign, of each origin and gender.
    pub groups: Vec<(String, f64)>,
}
