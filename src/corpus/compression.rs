//! Files as streams of decompressed bytes, with a count of the bytes taken from the disk.

use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::plan::{File, io_cause};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    None,
    Gzip,
    Zstd,
}

/// A stream that can be handed to another thread.
pub type Stream = Box<dyn BufRead + Send>;

/// Bytes taken from the current file so far, as they lie on the disk.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<AtomicU64>);

impl Progress {
    pub fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

struct Counted<R> {
    inner: R,
    progress: Progress,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.progress.0.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

const BUFFER: usize = 64 * 1024;

/// Opens `file`; bytes are decompressed as they are asked for.
pub fn open(file: &File, progress: &Progress) -> io::Result<Stream> {
    let inner = fs::File::open(&file.path)?;
    let raw = BufReader::with_capacity(
        BUFFER,
        Counted {
            inner,
            progress: progress.clone(),
        },
    );
    Ok(match file.compression {
        Compression::None => Box::new(raw),
        Compression::Gzip => Box::new(BufReader::with_capacity(
            BUFFER,
            flate2::bufread::MultiGzDecoder::new(raw),
        )),
        Compression::Zstd => Box::new(BufReader::with_capacity(
            BUFFER,
            zstd::Decoder::with_buffer(raw)?,
        )),
    })
}

/// What went wrong while a file of this compression was read, and what to do.
pub fn cause(error: &io::Error, compression: Compression) -> String {
    let kind = match compression {
        Compression::None => return format!("cannot be read: {}", io_cause(error)),
        Compression::Gzip => "gzip",
        Compression::Zstd => "zstd",
    };
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => {
            format!("cannot be read: {}", io_cause(error))
        }
        io::ErrorKind::UnexpectedEof => {
            format!(
                "the {kind} data ends too early: the file is cut off, fetch or compress it again"
            )
        }
        _ => format!("not valid {kind} data: {}", io_cause(error)),
    }
}
