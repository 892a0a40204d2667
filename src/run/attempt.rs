//! What a run was doing when its process died.
//!
//! Before a chunk goes through the program its number is written to `attempt.json`. A run that goes on at the very chunk that
//! stands there knows that its process died in it: by a kill from outside, or because a document took more memory than there is.
//! Which of the two it was, is found out by trying each document of that chunk alone, in a process of its own.

use std::io;
use std::path::{Path, PathBuf};

use crate::document::Document;

/// The name of the file.
pub const ATTEMPT: &str = "attempt.json";

/// Extracts a document where it can do no harm. The error says how it failed.
pub type Trial<'a> = Box<dyn FnMut(&Document) -> Result<(), String> + 'a>;

/// The file that names the chunk at hand.
#[derive(Debug)]
pub struct Attempt {
    path: PathBuf,
    /// The chunk in which an earlier process died.
    died_in: Option<u64>,
}

impl Attempt {
    /// Reads what an earlier run left in the folder.
    pub fn open(folder: &Path) -> Self {
        let path = folder.join(ATTEMPT);
        let died_in = std::fs::read_to_string(&path)
            .ok()
            .and_then(|text| text.trim().parse().ok());
        Attempt { path, died_in }
    }

    /// Whether an earlier process died in this chunk.
    pub fn died_in(&self, chunk: u64) -> bool {
        self.died_in == Some(chunk)
    }

    /// Says that a chunk is being tried. It need not outlive a power failure, so nothing waits for the disk.
    pub fn begin(&self, chunk: u64) -> io::Result<()> {
        std::fs::write(&self.path, chunk.to_string())
    }
}
