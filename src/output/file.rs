//! A file that a run appends to, and whose length a checkpoint keeps.

use std::cell::Cell;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{Error, Position, broken, io_error};

/// A file of an output, which counts what is written to it. It does not buffer.
#[derive(Debug)]
pub struct OutputFile {
    path: PathBuf,
    /// What a position calls it.
    name: String,
    file: File,
    length: u64,
    /// Whether something may stand after `length` that is to be dropped.
    to_cut: Cell<bool>,
}

/// The cause of an [`io::Error`] where another program changed the file.
#[derive(Debug)]
pub struct Changed;

impl std::fmt::Display for Changed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("changed by another program")
    }
}

impl std::error::Error for Changed {}

impl OutputFile {
    /// Creates or empties a file of `folder`.
    pub fn create(folder: &Path, name: &str) -> Result<Self, Error> {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(io_error(parent))?;
        }
        let file = File::create(&path).map_err(io_error(&path))?;
        Ok(OutputFile {
            path,
            name: name.to_string(),
            file,
            length: 0,
            to_cut: Cell::new(false),
        })
    }

    /// Opens a file of an interrupted run that holds what stood before `position`. What comes after it is dropped when the
    /// file is next written to or committed, so that a run that is refused for another file leaves this one as it was.
    pub fn reopen(folder: &Path, name: &str, position: &Position) -> Result<Self, Error> {
        let path = folder.join(name);
        let Some(length) = position.get(name) else {
            return Err(broken(&path, "has no length in checkpoint.json"));
        };
        let file = OpenOptions::new()
            .write(true)
            .open(&path)
            .map_err(|e| match e.kind() {
                io::ErrorKind::NotFound => broken(&path, "is missing"),
                _ => io_error(&path)(e),
            })?;
        if file.metadata().map_err(io_error(&path))?.len() < length {
            return Err(broken(&path, "is shorter than its checkpoint says"));
        }
        Ok(OutputFile {
            path,
            name: name.to_string(),
            file,
            length,
            to_cut: Cell::new(true),
        })
    }

    /// Drops what stands after the position that [`OutputFile::reopen`] took, once.
    fn cut(&self) -> io::Result<()> {
        if self.to_cut.take() {
            self.file.set_len(self.length)?;
            (&self.file).seek(SeekFrom::Start(self.length))?;
        }
        Ok(())
    }

    /// Puts what was written on the disk, and says so in `position`.
    pub fn commit(&self, position: &mut Position) -> Result<(), Error> {
        self.cut().map_err(io_error(&self.path))?;
        let disturbed = |what| Error::Disturbed {
            path: self.path.clone(),
            what,
        };
        self.file.sync_data().map_err(io_error(&self.path))?;
        let open = self.file.metadata().map_err(io_error(&self.path))?;
        match std::fs::metadata(&self.path) {
            Ok(named) if same_file(&open, &named) => {}
            Ok(_) => return Err(disturbed("replaced")),
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(disturbed("removed")),
            Err(e) => return Err(io_error(&self.path)(e)),
        }
        if open.len() != self.length {
            return Err(disturbed("changed"));
        }
        position.set(&self.name, self.length);
        Ok(())
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

#[cfg(unix)]
fn same_file(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
fn same_file(_: &Metadata, _: &Metadata) -> bool {
    true
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.cut()?;
        // A file that another program cut would get zeros in between.
        if self.file.metadata()?.len() != self.length {
            return Err(io::Error::other(Changed));
        }
        let n = self.file.write(bytes)?;
        self.length += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
