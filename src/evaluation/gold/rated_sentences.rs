//! Rated sentences (`id TAB rating TAB sentence`, ratings -4 to 4), labelled sentences
//! (`category TAB label TAB sentence`) or the trees of the Stanford Sentiment Treebank.

use super::{GoldError, filled_lines};
use crate::extraction::Polarity;
use crate::language::{self, WordClass};

/// A sentence and how people felt it.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldSentence {
    pub text: String,
    /// The document of a rated sentence (its id before the last `_`), or the category of a labelled one.
    pub group: String,
    /// The mean rating, where there is one.
    pub rating: Option<f64>,
    pub polarity: Polarity,
}

/// Positive above it, negative below its opposite.
pub const EDGE: f64 = 0.5;

/// Reads any of the three formats, told by the first line.
///
/// # Errors
/// A line that is in none of them.
pub fn read(text: &str) -> Result<Vec<GoldSentence>, GoldError> {
    filled_lines(text)
        .map(|(n, line)| one(line).map_err(|problem| GoldError::new(n, problem)))
        .collect()
}

fn one(line: &str) -> Result<GoldSentence, String> {
    if line.starts_with('(') {
        return tree(line);
    }
    let mut fields = line.splitn(3, '\t');
    let (Some(id), Some(value), Some(text)) = (fields.next(), fields.next(), fields.next()) else {
        return Err(
            "neither `id TAB rating TAB sentence`, `category TAB label TAB sentence` nor a tree"
                .into(),
        );
    };
    let label = Polarity::ALL.into_iter().find(|p| p.as_str() == value);
    if let Some(polarity) = label {
        return Ok(GoldSentence {
            text: text.to_string(),
            group: id.to_string(),
            rating: None,
            polarity,
        });
    }
    let rating: f64 = value
        .parse()
        .map_err(|_| format!("`{value}` is neither a rating nor a label"))?;
    Ok(GoldSentence {
        text: text.to_string(),
        group: id.rsplit_once('_').map_or(id, |x| x.0).to_string(),
        rating: Some(rating),
        polarity: if rating > EDGE {
            Polarity::Positive
        } else if rating < -EDGE {
            Polarity::Negative
        } else {
            Polarity::Neutral
        },
    })
}

/// The whole sentence of a tree `(3 (2 A) (4 (3 lovely) (2 film)))`, its words put together as text is written.
fn tree(line: &str) -> Result<GoldSentence, String> {
    let label: u32 = line[1..]
        .split_whitespace()
        .next()
        .and_then(|l| l.parse().ok())
        .filter(|l| *l <= 4)
        .ok_or("a tree opens with `(` and a label 0 to 4")?;
    let mut text = String::new();
    for token in line.split(' ') {
        if token.starts_with('(') {
            continue;
        }
        let word = match token.trim_end_matches(')') {
            "-LRB-" => "(",
            "-RRB-" => ")",
            "``" | "''" => "\"",
            w => w,
        };
        let word = word.replace("\\/", "/");
        let joined = language::is(&word, WordClass::TreebankClitic)
            || matches!(&*word, "." | "," | "!" | "?" | ";" | ":" | ")");
        if !text.is_empty() && !joined {
            text.push(' ');
        }
        text.push_str(&word);
    }
    Ok(GoldSentence {
        text,
        group: String::new(),
        rating: None,
        polarity: match label {
            0 | 1 => Polarity::Negative,
            2 => Polarity::Neutral,
            _ => Polarity::Positive,
        },
    })
}

/// True for the tenth of the documents that training leaves out: by the CRC-32 of the document's id.
pub fn held_out(group: &str) -> bool {
    let mut crc = flate2::Crc::new();
    crc.update(group.as_bytes());
    crc.sum().is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_formats_are_told_apart() {
        let gold = read("7_1\t-1.4\tA bad day.\nsport\tpositive\tThey won.\n(4 (2 It) (4 (2 's) (4 (4 great) (2 .))))\n").unwrap();
        assert_eq!(gold[0].polarity, Polarity::Negative);
        assert_eq!(gold[0].group, "7");
        assert_eq!(gold[1].polarity, Polarity::Positive);
        assert_eq!(
            (gold[2].text.as_str(), gold[2].polarity),
            ("It's great.", Polarity::Positive)
        );
        assert_eq!(read("no tabs here").unwrap_err().line, 1);
    }
}
