//! Which documents repeat an earlier one of the run: syndicated copies, with a paragraph cut or a line added.
//!
//! A document is the set of its runs of words (shingles). Documents with many in common are found by MinHash and locality-
//! sensitive hashing (Broder 1997; Indyk and Motwani 1998): of each document eight keys are held, each made of the least
//! hashes under two permutations, and one of all its hashes, which only an equal set has. Documents with equal keys are
//! compared. What is compared, the least 128 hashes of each (a bottom-k sketch), lies in a temporary file, so that a
//! document costs [`BYTES`] bytes of memory.
//!
//! Where many documents have words in common without being copies (a form letter, a weather report), a key tells nothing:
//! it is held for [`MOST_OF_A_KEY`] documents at most, and [`MOST_COMPARED`] documents are compared at most, those with the
//! key of the whole or the most of the others. So the cost of a document does not grow with the run.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// Words of a shingle.
const WORDS: usize = 4;
/// Keys of a document that others with some of its shingles may have too.
const PARTIAL_KEYS: usize = 8;
/// Keys of a document: the partial ones, and that of the whole.
const KEYS: usize = PARTIAL_KEYS + 1;
/// Documents that one key is held for: the first ones that have it.
const MOST_OF_A_KEY: usize = 64;
/// Documents that one is compared with.
const MOST_COMPARED: usize = 8;
/// Permutations whose least hashes make one key.
const ROWS: usize = 2;
/// Hashes of a sketch.
const SKETCH: usize = 128;
/// Keys that are sorted in one run; longer runs are not made, so that making them needs little room beside them.
const LONGEST_RUN: usize = 1 << 20;
/// Of two documents' shingles together, so many at least are in both.
const ALIKE: f64 = 0.55;
/// Of the shorter document's shingles, so many at least are in the longer: a copy with a paragraph cut or added...
const CONTAINED: f64 = 0.9;
/// ... that is still so large a part of it.
const PART: f64 = 0.4;

/// What a document costs in memory: its keys, each with the document's number.
#[cfg(test)]
const BYTES: usize = KEYS * size_of::<(u32, u32)>();

/// The documents so far.
pub struct Duplicates {
    documents: u32,
    /// Sorted runs of keys and the documents that have them.
    runs: Vec<Vec<(u32, u32)>>,
    /// Where sketches and ids lie; `None` once it could not be written, and then no copy is told any more.
    store: Option<Store>,
}

/// The sketches and the ids of the documents, in temporary files.
struct Store {
    sketches: File,
    ids: File,
    ids_end: u64,
}

/// What is kept of one document.
struct Kept {
    /// Of how many shingles `least` is a part.
    shingles: u32,
    /// The least hashes, in order.
    least: Vec<u32>,
}

/// Bytes of a sketch in its file: where the id begins, its length, shingles, hashes.
const RECORD: usize = 8 + 4 + 4 + 4 + 4 * SKETCH;

impl Store {
    fn new() -> io::Result<Store> {
        Ok(Store {
            sketches: tempfile::tempfile()?,
            ids: tempfile::tempfile()?,
            ids_end: 0,
        })
    }

    fn add(&mut self, id: &str, kept: &Kept) -> io::Result<()> {
        let mut record = Vec::with_capacity(RECORD);
        record.extend(self.ids_end.to_le_bytes());
        record.extend(u32::try_from(id.len()).unwrap_or(u32::MAX).to_le_bytes());
        record.extend(kept.shingles.to_le_bytes());
        record.extend((kept.least.len() as u32).to_le_bytes());
        for hash in &kept.least {
            record.extend(hash.to_le_bytes());
        }
        record.resize(RECORD, 0);
        self.sketches.seek(SeekFrom::End(0))?;
        self.sketches.write_all(&record)?;
        self.ids.seek(SeekFrom::End(0))?;
        self.ids.write_all(id.as_bytes())?;
        self.ids_end += id.len() as u64;
        Ok(())
    }

    fn record(&mut self, document: u32) -> io::Result<[u8; RECORD]> {
        let mut record = [0; RECORD];
        self.sketches
            .seek(SeekFrom::Start(u64::from(document) * RECORD as u64))?;
        self.sketches.read_exact(&mut record)?;
        Ok(record)
    }

    fn kept(&mut self, document: u32) -> io::Result<Kept> {
        let record = self.record(document)?;
        let number = |at: usize| {
            u32::from_le_bytes([record[at], record[at + 1], record[at + 2], record[at + 3]])
        };
        let length = (number(16) as usize).min(SKETCH);
        Ok(Kept {
            shingles: number(12),
            least: (0..length).map(|n| number(20 + 4 * n)).collect(),
        })
    }

    fn id(&mut self, document: u32) -> io::Result<String> {
        let record = self.record(document)?;
        let mut start = [0; 8];
        start.copy_from_slice(&record[..8]);
        let mut length = [0; 4];
        length.copy_from_slice(&record[8..12]);
        let mut id = vec![0; u32::from_le_bytes(length) as usize];
        self.ids.seek(SeekFrom::Start(u64::from_le_bytes(start)))?;
        self.ids.read_exact(&mut id)?;
        Ok(String::from_utf8_lossy(&id).into_owned())
    }
}

impl Duplicates {
    pub fn new() -> Duplicates {
        Duplicates {
            documents: 0,
            runs: Vec::new(),
            store: None,
        }
    }

    /// Takes in the next document of the run, and gives the id of the first one that it repeats.
    pub fn add(&mut self, id: &str, text: &str) -> Option<String> {
        if self.documents == 0 {
            self.store = Store::new()
                .inspect_err(
                    |error| tracing::warn!(%error, "copies cannot be told: no temporary file"),
                )
                .ok();
        }
        let hashes = shingles(text);
        let (candidates, held) = self.candidates(keys(&hashes));
        let store = self.store.as_mut()?;
        let kept = Kept {
            shingles: u32::try_from(hashes.len()).unwrap_or(u32::MAX),
            least: least(hashes),
        };
        let mut found = Ok(None);
        for candidate in candidates {
            match store.kept(candidate) {
                Ok(other) if kept.repeats(&other) => {
                    found = store.id(candidate).map(Some);
                    break;
                }
                Ok(_) => {}
                Err(error) => {
                    found = Err(error);
                    break;
                }
            }
        }
        match found.and_then(|found| store.add(id, &kept).map(|()| found)) {
            Ok(found) => {
                self.hold(&held);
                self.documents += 1;
                found
            }
            Err(error) => {
                tracing::warn!(%error, "copies cannot be told any more: the temporary file");
                self.store = None;
                self.runs.clear();
                None
            }
        }
    }

    /// The documents to compare one of these keys with, in order, and those of the keys that are to be held for it.
    fn candidates(&self, keys: [u32; KEYS]) -> (Vec<u32>, Vec<u32>) {
        let mut equal: Vec<u32> = Vec::new();
        let mut held = Vec::with_capacity(KEYS);
        let mut before = 0;
        for key in keys {
            before = equal.len();
            for run in &self.runs {
                let start = run.partition_point(|(other, _)| *other < key);
                let same = run[start..].iter().take_while(|(other, _)| *other == key);
                equal.extend(same.map(|(_, document)| *document));
            }
            if equal.len() - before < MOST_OF_A_KEY {
                held.push(key);
            }
        }
        // The last key is that of the whole.
        let whole: Vec<u32> = equal[before..].to_vec();
        equal.sort_unstable();
        let mut counted: Vec<(usize, u32)> = equal
            .chunk_by(|a, b| a == b)
            .map(|document| (document.len(), document[0]))
            .collect();
        counted
            .sort_by_key(|(keys, document)| (!whole.contains(document), Reverse(*keys), *document));
        counted.truncate(MOST_COMPARED);
        let mut candidates: Vec<u32> = counted.into_iter().map(|(_, document)| document).collect();
        candidates.sort_unstable();
        (candidates, held)
    }

    /// Holds keys of the next document. Runs of like length are merged, so that there are few.
    fn hold(&mut self, keys: &[u32]) {
        let mut run: Vec<(u32, u32)> = keys.iter().map(|key| (*key, self.documents)).collect();
        run.sort_unstable();
        run.dedup();
        while let Some(last) = self.runs.last() {
            if last.len() > run.len() || last.len() + run.len() > LONGEST_RUN {
                break;
            }
            let last = self.runs.pop().unwrap_or_default();
            run = merge(&last, &run);
        }
        self.runs.push(run);
    }
}

fn merge(a: &[(u32, u32)], b: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut merged = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] <= b[j] {
            merged.push(a[i]);
            i += 1;
        } else {
            merged.push(b[j]);
            j += 1;
        }
    }
    merged.extend_from_slice(&a[i..]);
    merged.extend_from_slice(&b[j..]);
    merged
}

/// FNV-1a, and the last steps of MurmurHash3, which spread it over all bits.
fn hash<'a>(parts: impl Iterator<Item = &'a str>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    spread(hash)
}

fn spread(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// The hashes of a text's runs of words, without case and punctuation, each once.
fn shingles(text: &str) -> Vec<u64> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let hashes: HashSet<u64> = if words.len() < WORDS {
        HashSet::from([hash(words.iter().copied())])
    } else {
        words
            .windows(WORDS)
            .map(|run| hash(run.iter().copied()))
            .collect()
    };
    hashes.into_iter().collect()
}

fn keys(hashes: &[u64]) -> [u32; KEYS] {
    let mut keys = [0; KEYS];
    for (number, key) in keys[..PARTIAL_KEYS].iter_mut().enumerate() {
        let mut rows = [u64::MAX; ROWS];
        for (row, least) in rows.iter_mut().enumerate() {
            let seed = spread((number * ROWS + row) as u64 + 1);
            for hash in hashes {
                *least = (*least).min(spread(hash ^ seed));
            }
        }
        let mixed = rows
            .iter()
            .fold(number as u64, |mixed, row| spread(mixed ^ row));
        *key = (mixed >> 32) as u32;
    }
    let whole = hashes
        .iter()
        .fold(0, |sum: u64, hash| sum.wrapping_add(spread(*hash)));
    keys[PARTIAL_KEYS] = (spread(whole) >> 32) as u32;
    keys
}

fn least(hashes: Vec<u64>) -> Vec<u32> {
    let mut least: Vec<u32> = hashes.into_iter().map(|hash| (hash >> 32) as u32).collect();
    least.sort_unstable();
    least.dedup();
    least.truncate(SKETCH);
    least
}

impl Kept {
    /// Whether one of two documents is nearly the other.
    fn repeats(&self, other: &Kept) -> bool {
        // Of the least hashes of both together, those in both tell what share of all is (Broder 1997).
        let (mut i, mut j, mut seen, mut both) = (0, 0, 0usize, 0usize);
        let most = if self.least.len() < SKETCH && other.least.len() < SKETCH {
            usize::MAX
        } else {
            SKETCH
        };
        while seen < most && (i < self.least.len() || j < other.least.len()) {
            let (a, b) = (self.least.get(i), other.least.get(j));
            match (a, b) {
                (Some(a), Some(b)) if a == b => {
                    both += 1;
                    i += 1;
                    j += 1;
                }
                (Some(a), Some(b)) if a < b => i += 1,
                (Some(_), Some(_)) | (None, Some(_)) => j += 1,
                (Some(_), None) => i += 1,
                (None, None) => break,
            }
            seen += 1;
        }
        if seen == 0 {
            return false;
        }
        let alike = both as f64 / seen as f64;
        let (a, b) = (f64::from(self.shingles), f64::from(other.shingles));
        let (shorter, longer) = (a.min(b), a.max(b));
        // |A and B| from the share of the union: J = I / (a + b - I).
        let inside = alike * (a + b) / (1.0 + alike) / shorter;
        alike >= ALIKE || inside >= CONTAINED && shorter >= PART * longer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of invented sentences; of another number it has hardly a run of words in common.
    fn article(number: u64, sentences: u64) -> Vec<String> {
        let word = |n: u64| format!("w{}", spread(n) % 400);
        (0..sentences)
            .map(|sentence| {
                let words: Vec<String> = (0..12)
                    .map(|n| word(number * 1000 + sentence * 20 + n))
                    .collect();
                format!("{}.", words.join(" "))
            })
            .collect()
    }

    #[test]
    fn planted_copies_are_told_and_others_are_not() {
        let mut duplicates = Duplicates::new();
        for number in 0..500 {
            let id = format!("a{number}");
            assert_eq!(duplicates.add(&id, &article(number, 14).join("\n")), None);
        }
        let mut found = 0;
        for number in 0..300 {
            let mut text = article(number, 14);
            match number % 3 {
                0 => drop(text.drain(5..7)),
                1 => text[0] = "Another headline stands here".to_owned(),
                _ => text.push(
                    "Words of another agency, which added a line of its own at the end.".to_owned(),
                ),
            }
            let original = duplicates.add(&format!("b{number}"), &text.join("\n"));
            if let Some(original) = original {
                assert_eq!(original, format!("a{number}"));
                found += 1;
            }
        }
        assert!(found >= 285, "{found} of 300");
    }

    #[test]
    fn a_document_costs_less_than_a_hundred_bytes() {
        const { assert!(BYTES <= 100) };
        let mut duplicates = Duplicates::new();
        for number in 0..2000 {
            duplicates.add("id", &article(number, 3).join("\n"));
        }
        let held: usize = duplicates
            .runs
            .iter()
            .map(|run| run.capacity() * size_of::<(u32, u32)>())
            .sum();
        assert!(held <= 100 * 2000, "{held}");
    }

    #[test]
    fn a_document_costs_the_same_however_many_have_words_in_common_with_it() {
        let mut duplicates = Duplicates::new();
        let opening = article(0, 2).join("\n");
        let form = |number: u64| format!("{opening}\n{}", article(number + 1, 1).join("\n"));
        for number in 0..3000 {
            duplicates.add(&format!("a{number}"), &form(number));
        }
        let text = format!("{opening}\nAnother line.");
        let (candidates, _) = duplicates.candidates(keys(&shingles(&text)));
        assert!(candidates.len() <= MOST_COMPARED);
        // A copy is told all the same.
        assert_eq!(duplicates.add("b", &form(2900)).as_deref(), Some("a2900"));
        let mut most = 0;
        for key in keys(&shingles(&form(7))) {
            let all = duplicates.runs.iter().flatten();
            most = most.max(all.filter(|(other, _)| *other == key).count());
        }
        assert_eq!(most, MOST_OF_A_KEY);
    }

    #[test]
    fn short_texts_are_copies_where_they_are_equal() {
        let mut duplicates = Duplicates::new();
        assert_eq!(duplicates.add("a", "The mayor left."), None);
        assert_eq!(duplicates.add("b", "The mayor won."), None);
        assert_eq!(duplicates.add("c", "The mayor left!").as_deref(), Some("a"));
    }
}
