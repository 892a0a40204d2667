//! `.warc`: the pages of a crawl, one document each. Every other record is passed over without being held.
//!
//! The format is ISO 28500: a version line, header lines, an empty line, then `Content-Length` bytes and two line ends.

use std::io::{self, BufRead, Read};

use super::compression::Stream;
use super::record::{Record, RecordError, Records};
use super::{encoding, html};

/// No page is longer: a bound on memory.
const LONGEST_PAGE: u64 = 64 * 1024 * 1024;
/// No header of a record is.
const LONGEST_HEADER: u64 = 1024 * 1024;

struct Warc {
    stream: Stream,
    ended: bool,
}

/// Reads the records one after the other.
///
/// # Errors
/// Where the file does not begin as a web archive does.
pub(super) fn open(mut stream: Stream) -> io::Result<Records> {
    let head = stream.fill_buf()?;
    if !head.is_empty() && !head.trim_ascii_start().starts_with(b"WARC/") {
        return Err(io::Error::other(
            "not a web archive: it does not begin with WARC/",
        ));
    }
    Ok(Box::new(Warc {
        stream,
        ended: false,
    }))
}

/// What the header of one record says.
#[derive(Default)]
struct Header {
    length: u64,
    kind: String,
    url: Option<String>,
    content_type: String,
}

impl Iterator for Warc {
    type Item = Result<Record, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.record() {
                Ok(Some(Some(record))) => return Some(record),
                Ok(Some(None)) => {}
                Ok(None) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    let error = match error.kind() {
                        io::ErrorKind::UnexpectedEof => "the web archive ends too early".to_owned(),
                        _ => format!("the web archive cannot be read on: {error}"),
                    };
                    return Some(Err(RecordError::new(error)));
                }
            }
        }
        None
    }
}

impl Warc {
    /// The next record: `None` at the end, `Some(None)` where it is no page.
    fn record(&mut self) -> io::Result<Option<Option<Result<Record, RecordError>>>> {
        let Some(header) = self.header()? else {
            return Ok(None);
        };
        let is_page = header.kind == "response" && header.content_type.contains("application/http")
            || header.kind == "resource" && header.content_type.contains("html");
        let mut left = header.length;
        let mut rest = (&mut self.stream).take(header.length);
        let mut page = None;
        if is_page && header.length > LONGEST_PAGE {
            let error = "a page of more than 64 MiB".to_owned();
            page = Some(Err(RecordError::new(told(&header, &error))));
        } else if is_page {
            let mut body = Vec::new();
            rest.read_to_end(&mut body)?;
            if (body.len() as u64) < header.length {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            left = 0;
            page = match header.kind.as_str() {
                "response" => response(&body),
                _ => Some(read(body)),
            }
            .map(|page| finish(page, &header));
        }
        if io::copy(&mut rest, &mut io::sink())? < left {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(Some(page))
    }

    /// Reads up to the empty line that ends a header; `None` at the end of the file.
    fn header(&mut self) -> io::Result<Option<Header>> {
        let mut header = Header::default();
        let mut started = false;
        let mut length = None;
        let mut left = LONGEST_HEADER;
        loop {
            let mut line = Vec::new();
            let read = (&mut self.stream).take(left).read_until(b'\n', &mut line)?;
            left = left.saturating_sub(read as u64);
            if read == 0 {
                return match started || left == 0 {
                    true => Err(io::ErrorKind::UnexpectedEof.into()),
                    false => Ok(None),
                };
            }
            let line = String::from_utf8_lossy(line.trim_ascii()).into_owned();
            if !started {
                match line.as_str() {
                    "" => continue,
                    line if line.starts_with("WARC/") => started = true,
                    _ => return Err(io::Error::other("a record does not begin with WARC/")),
                }
                continue;
            }
            if line.is_empty() {
                break;
            }
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().ok(),
                "warc-type" => header.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => {
                    header.url = Some(value.trim_matches(['<', '>']).to_owned());
                }
                "content-type" => header.content_type = value.to_ascii_lowercase(),
                _ => {}
            }
        }
        header.length = length.ok_or_else(|| io::Error::other("a record has no Content-Length"))?;
        Ok(Some(header))
    }
}

fn told(header: &Header, error: &str) -> String {
    match &header.url {
        Some(url) => format!("{url}: {error}"),
        None => error.to_owned(),
    }
}

fn finish(page: Result<Record, String>, header: &Header) -> Result<Record, RecordError> {
    let mut record = page.map_err(|error| RecordError::new(told(header, &error)))?;
    record.about.url = header.url.clone().or(record.about.url);
    Ok(record)
}

fn read(bytes: Vec<u8>) -> Result<Record, String> {
    let page = encoding::decode_html(bytes).map_err(|error| error.to_string())?;
    html::record(&page)
}

/// The page in an HTTP response; `None` where it is an error, a redirection, or no HTML.
fn response(body: &[u8]) -> Option<Result<Record, String>> {
    let mut headers = [httparse::EMPTY_HEADER; 256];
    let mut head = httparse::Response::new(&mut headers);
    let Ok(httparse::Status::Complete(length)) = head.parse(body) else {
        return Some(Err("its HTTP header cannot be read".to_owned()));
    };
    if head.code != Some(200) {
        return None;
    }
    let field = |name: &str| {
        let found = head
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case(name));
        found.map(|header| String::from_utf8_lossy(header.value).to_ascii_lowercase())
    };
    let kind = field("content-type").unwrap_or_default();
    if !kind.contains("html") {
        return None;
    }
    let mut content = body[length..].to_vec();
    // Some crawlers keep the header and undo what it says.
    if field("transfer-encoding").is_some_and(|coding| coding.contains("chunked"))
        && let Some(whole) = unchunked(&content)
    {
        content = whole;
    }
    let coding = field("content-encoding").unwrap_or_default();
    if content.starts_with(b"\x1f\x8b") {
        let mut plain = Vec::new();
        let decoder = flate2::bufread::MultiGzDecoder::new(&content[..]);
        if decoder.take(LONGEST_PAGE).read_to_end(&mut plain).is_err() {
            return Some(Err("its gzip data are damaged".to_owned()));
        }
        content = plain;
    } else if matches!(coding.trim(), "br" | "zstd" | "deflate") {
        if coding.trim() == "zstd" && content.starts_with(b"\x28\xb5\x2f\xfd") {
            let mut plain = Vec::new();
            let decoder = zstd::Decoder::with_buffer(&content[..]);
            let read =
                decoder.and_then(|decoder| decoder.take(LONGEST_PAGE).read_to_end(&mut plain));
            if read.is_err() {
                return Some(Err("its zstd data are damaged".to_owned()));
            }
            content = plain;
        } else if coding.trim() == "deflate" {
            let mut plain = Vec::new();
            let decoder = flate2::bufread::ZlibDecoder::new(&content[..]);
            if decoder.take(LONGEST_PAGE).read_to_end(&mut plain).is_ok() {
                content = plain;
            }
        } else if !content.trim_ascii_start().starts_with(b"<") {
            return Some(Err(
                "it is compressed with Brotli, which is not read".to_owned()
            ));
        }
    }
    if content.trim_ascii().is_empty() {
        return None;
    }
    Some(read(content))
}

/// The body of chunked transfer coding (RFC 9112, 7.1); `None` where it is not chunked in truth.
fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let (size_length, size) = match httparse::parse_chunk_size(rest).ok()? {
            httparse::Status::Complete(found) => found,
            httparse::Status::Partial => return None,
        };
        rest = rest.get(size_length..)?;
        if size == 0 {
            return Some(out);
        }
        let size = usize::try_from(size).ok()?;
        match rest.get(..size) {
            Some(chunk) => out.extend_from_slice(chunk),
            None => {
                // The crawl broke off; what came is kept.
                out.extend_from_slice(rest);
                return Some(out);
            }
        }
        rest = rest.get(size..)?.strip_prefix(b"\r\n")?;
    }
}
