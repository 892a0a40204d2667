//! Bytes to text: byte-order marks, UTF-8, UTF-16, a page's own charset, and the legacy encodings of news archives,
//! which are told by their letters.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader};
use std::sync::LazyLock;

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, ISO_2022_JP, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use regex::bytes::Regex;

use super::compression::Stream;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncodingError {
    #[error("binary content, not text: {0}")]
    Binary(&'static str),
    #[error(
        "cannot be decoded as {encoding}, which its byte-order mark says it is; save it as UTF-8"
    )]
    NotAsMarked { encoding: &'static str },
    #[error(
        "cannot be decoded: UTF-8 with damaged bytes, the first at byte {position}; save it as UTF-8"
    )]
    Damaged { position: usize },
    #[error("cannot be decoded: neither UTF-8 nor {guess}, which is the nearest; save it as UTF-8")]
    Unknown { guess: &'static str },
}

/// The text of a whole file, without its byte-order mark, line endings as they are.
pub fn decode(bytes: Vec<u8>) -> Result<String, EncodingError> {
    decode_as(bytes, None)
}

/// The same for a page, which may name its charset in a `<meta>`. A byte-order mark counts more, and so do bytes that
/// are UTF-8 by their form: hardly any other text is, and many pages name a charset that is not theirs.
pub fn decode_html(bytes: Vec<u8>) -> Result<String, EncodingError> {
    static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i-u)<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,80}?encoding)\s*=\s*["']?\s*([\w.:-]+)"#).expect("a regex")
    });
    let head = &bytes[..bytes.len().min(8192)];
    let named = CHARSET
        .captures(head)
        .and_then(|found| Encoding::for_label(&found[1]));
    decode_as(bytes, named)
}

fn decode_as(bytes: Vec<u8>, named: Option<&'static Encoding>) -> Result<String, EncodingError> {
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[length..]);
        let text = text.ok_or(EncodingError::NotAsMarked {
            encoding: encoding.name(),
        })?;
        return check(text.into_owned());
    }
    if let Some(encoding) = unmarked_utf_16(&bytes)
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(&bytes)
    {
        return check(text.into_owned());
    }
    if let Some(what) = known_binary(&bytes) {
        return Err(EncodingError::Binary(what));
    }
    // ISO-2022-JP is ASCII in its form, with escapes.
    if bytes.is_ascii()
        && bytes.windows(2).any(|pair| pair == b"\x1b$")
        && let Some(text) = ISO_2022_JP.decode_without_bom_handling_and_without_replacement(&bytes)
    {
        return check(text.into_owned());
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return check(text),
        Err(error) => error.into_bytes(),
    };
    if bytes.contains(&0) {
        return Err(EncodingError::Binary("it has NUL bytes"));
    }
    if let Some(encoding) = named.filter(|encoding| *encoding != UTF_8)
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(&bytes)
    {
        return check(text.into_owned());
    }
    let mut detector = EncodingDetector::new();
    detector.feed(&bytes, true);
    check(legacy(&bytes, &detector)?.into_owned())
}

/// Text that is not UTF-8, in the encoding that the detector tells.
fn legacy<'a>(bytes: &'a [u8], detector: &EncodingDetector) -> Result<Cow<'a, str>, EncodingError> {
    if let Some(position) = damaged_utf_8(bytes) {
        return match mixed(bytes) {
            Some(text) => Ok(Cow::Owned(text)),
            None => Err(EncodingError::Damaged { position }),
        };
    }
    // A pound sign or a curly quote alone has no letters around it that would tell one Latin encoding from another.
    let western = WINDOWS_1252.decode_without_bom_handling(bytes).0;
    if western
        .chars()
        .all(|c| c.is_ascii() || c >= '\u{a0}' && !c.is_alphabetic())
    {
        return Ok(western);
    }
    // The detector does not know old Macs, whose letters are signs and capitals in Windows' encoding.
    let mac = MACINTOSH.decode_without_bom_handling(bytes).0;
    let odd = oddness(&western);
    if odd > 1 && oddness(&mac) * 2 < odd && letters_stand_in_words(&mac) {
        return Ok(mac);
    }
    let encoding = detector.guess(None, false);
    let unknown = EncodingError::Unknown {
        guess: encoding.name(),
    };
    let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) else {
        return Err(unknown);
    };
    // The holes of the one-byte encodings are decoded to C1 controls, which no text has.
    if text
        .chars()
        .any(|c| ('\u{80}'..'\u{a0}').contains(&c) && c != '\u{85}')
    {
        return Err(unknown);
    }
    Ok(text)
}

/// Tells whether most letters beyond ASCII stand beside an ASCII letter, as accented ones do in a text and not in noise.
fn letters_stand_in_words(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let is_plain = |at: Option<usize>| {
        at.and_then(|k| letters.get(k))
            .is_some_and(char::is_ascii_alphabetic)
    };
    let beyond =
        (0..letters.len()).filter(|&k| !letters[k].is_ascii() && letters[k].is_alphabetic());
    let beside = beyond
        .clone()
        .filter(|&k| is_plain(k.checked_sub(1)) || is_plain(Some(k + 1)));
    beside.count() * 2 > beyond.count()
}

/// UTF-8 into which pieces of Windows' encoding were pasted; `None` where a byte makes no sense in that either.
fn mixed(bytes: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(bytes.len());
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        text.push_str(chunk.valid());
        let [byte] = chunk.invalid() else {
            match chunk.invalid() {
                [] => continue,
                _ => return None,
            }
        };
        let one = [*byte];
        let decoded = WINDOWS_1252.decode_without_bom_handling(&one).0;
        let c = decoded.chars().next()?;
        let before = text.chars().next_back();
        let after = chunks.peek().and_then(|next| next.valid().chars().next());
        let beside = [before, after]
            .into_iter()
            .flatten()
            .any(|c| c.is_ascii_alphabetic());
        let mark = matches!(
            c,
            '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '€' | '£' | '°' | '•' | '\u{a0}'
        );
        if !(mark || c.is_alphabetic() && beside) {
            return None;
        }
        text.push(c);
    }
    Some(text)
}

/// How much in a text is not as anybody writes: signs and capitals inside words, quotation marks on the wrong side.
fn oddness(text: &str) -> usize {
    let mut odd = 0;
    let mut before: Option<char> = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let after = characters.peek().copied();
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let lower = |c: Option<char>| c.is_some_and(char::is_lowercase);
        if !c.is_ascii() {
            odd += match c {
                '’' | '–' | '—' | '…' | '\u{a0}' => 0,
                '“' | '‘' => usize::from(letter(before)),
                '”' => usize::from(letter(after)),
                c if c.is_lowercase() => usize::from(!letter(before) && !letter(after)),
                c if c.is_alphabetic() => {
                    2 * usize::from(lower(before))
                        + usize::from(
                            after.is_some_and(|c| c.is_ascii_uppercase()) && !letter(before),
                        )
                }
                _ => 1 + usize::from(letter(before) && letter(after)),
            };
        }
        before = Some(c);
    }
    odd
}

/// Mends a text that was decoded wrongly before it came here: UTF-8 read as windows-1252 (`MÃ¼nchen`). Only where all of its
/// letters beyond ASCII say so.
pub fn mend(text: String) -> String {
    let mut text = text;
    // Some texts went through it twice.
    for _ in 0..2 {
        match mended(&text) {
            Some(mended) => text = mended,
            None => break,
        }
    }
    text
}

fn mended(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| !c.is_ascii()) {
        out.push_str(&rest[..start]);
        let run = &rest[start..];
        let end = run.find(|c: char| c.is_ascii()).unwrap_or(run.len());
        let (bytes, _, unmappable) = WINDOWS_1252.encode(&run[..end]);
        if unmappable {
            return None;
        }
        out.push_str(std::str::from_utf8(&bytes).ok()?);
        rest = &run[end..];
    }
    out.push_str(rest);
    Some(out)
}

/// Where the first damage is, in bytes that are UTF-8 but for a few places. Text in another encoding has hardly any
/// sequence of several bytes that is UTF-8.
fn damaged_utf_8(bytes: &[u8]) -> Option<usize> {
    let (mut good, mut bad, mut first, mut at) = (0, 0, None, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            bad += 1;
            first = first.or(Some(at));
            at += chunk.invalid().len();
        }
    }
    first.filter(|_| good > bad)
}

/// Latin text in UTF-16 has a NUL in nearly every second place and hardly any in the others.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 4 {
        return None;
    }
    let pairs = head.len() / 2;
    let zeros = |at: usize| {
        head.iter()
            .skip(at)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (first, second) = (zeros(0), zeros(1));
    if second * 2 > pairs && first * 10 <= pairs {
        Some(UTF_16LE)
    } else if first * 2 > pairs && second * 10 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 6] = [
        (b"%PDF-", "it is a PDF file"),
        (b"PK\x03\x04", "it is a zip file (.docx and .epub are such)"),
        (b"\x1f\x8b", "it is gzip data; name it .gz"),
        (b"\x28\xb5\x2f\xfd", "it is zstd data; name it .zst"),
        (b"\x89PNG", "it is an image"),
        (b"\xff\xd8\xff", "it is an image"),
    ];
    KNOWN
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, what)| *what)
}

/// Refuses text that no text file holds.
fn check(text: String) -> Result<String, EncodingError> {
    match binary_cause(&text) {
        Some(what) => Err(EncodingError::Binary(what)),
        None => Ok(text),
    }
}

/// Why this is no text, if it is none.
pub fn binary_cause(text: &str) -> Option<&'static str> {
    let (mut controls, mut characters) = (0usize, 0usize);
    for c in text.chars() {
        characters += 1;
        match c {
            '\0' => return Some("it has NUL characters"),
            '\t' | '\n' | '\r' | '\x0b' | '\x0c' | '\x1a' | '\x1b' => {}
            c if c < ' ' => controls += 1,
            _ => {}
        }
    }
    (controls * 20 > characters).then_some("it is full of control characters")
}

/// Records as a stream of UTF-8 or of a legacy encoding that keeps ASCII: UTF-16 is transcoded, a byte-order mark is
/// taken off.
pub fn record_stream(mut stream: Stream) -> io::Result<Stream> {
    let unmarked = unmarked_utf_16(stream.fill_buf()?);
    let mut builder = encoding_rs_io::DecodeReaderBytesBuilder::new();
    builder
        .encoding(unmarked)
        .bom_override(true)
        .strip_bom(true)
        .utf8_passthru(true);
    Ok(Box::new(BufReader::with_capacity(
        64 * 1024,
        builder.build(stream),
    )))
}

/// Decodes the records of one file one after the other. What a record shows of a legacy encoding helps with the next.
pub struct RecordDecoder {
    detector: EncodingDetector,
}

impl RecordDecoder {
    pub fn new() -> Self {
        RecordDecoder {
            detector: EncodingDetector::new(),
        }
    }

    pub fn decode<'a>(&mut self, bytes: &'a [u8]) -> Result<Cow<'a, str>, EncodingError> {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Ok(Cow::Borrowed(text));
        }
        if bytes.contains(&0) {
            return Err(EncodingError::Binary("it has NUL bytes"));
        }
        self.detector.feed(bytes, false);
        legacy(bytes, &self.detector)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn unicode_with_and_without_mark() {
        let text = "The café’s owner, Zoë 😀, said:\r\n“no”.";
        assert_eq!(decode(text.into()).unwrap(), text);
        assert_eq!(decode(format!("\u{feff}{text}").into()).unwrap(), text);
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(decode(utf_16(text, unit)).unwrap(), text);
            assert_eq!(
                decode(utf_16(&format!("\u{feff}{text}"), unit)).unwrap(),
                text
            );
        }
        assert_eq!(decode(Vec::new()).unwrap(), "");
    }

    #[test]
    fn text_that_was_decoded_wrongly_is_mended_where_all_of_it_says_so() {
        let mend = |text: &str| mend(text.to_owned());
        assert_eq!(
            mend("JÃ¼rgen GroÃŸ in MÃ¼nchen. â€œIt is sad,â€\u{9d} he said."),
            "Jürgen Groß in München. “It is sad,” he said."
        );
        assert_eq!(mend("ZoÃƒÂ«"), "Zoë");
        for text in ["Zoë in MÃ¼nchen", "São Paulo’s café", "Ã", "漢字"] {
            assert_eq!(mend(text), text);
        }
    }

    #[test]
    fn macs_and_mixtures() {
        let text = "“It’s a café,” said Zoë Müller – then she left for Århus and Málaga.";
        let mac = b"\xd2It\xd5s a caf\x8e,\xd3 said Zo\x91 M\x9fller \xd0 then she left for \x81rhus and M\x87laga.";
        assert_eq!(decode(mac.to_vec()).unwrap(), text);
        let mixed = [text.as_bytes(), b" Caf\xe9 \x93no\x94"].concat();
        assert_eq!(decode(mixed).unwrap(), format!("{text} Café “no”"));
    }

    #[test]
    fn legacy_encodings() {
        let cases = [
            (
                WINDOWS_1252,
                "Beyoncé sang in São Paulo and in Malmö; the naïve façade cost €5bn, or £4bn.",
            ),
            (
                WINDOWS_1252,
                "The prime minister, Lars Løkke Rasmussen, met her in Zürich.",
            ),
            (
                WINDOWS_1252,
                "Its résumé says: ‘no comment’ … the mayor’s office said at 30°C.",
            ),
            (WINDOWS_1252, "Señor Núñez and Peña Nieto left."),
            (
                WINDOWS_1252,
                "“It’s a café,” said Zoë Müller – then left for Århus.",
            ),
            (
                WINDOWS_1252,
                "The company paid £5m for the site, the mayor said.",
            ),
            (
                encoding_rs::WINDOWS_1251,
                "Президент России прибыл в Москву после визита в Минск.",
            ),
            (
                encoding_rs::WINDOWS_1250,
                "Premiér přijel do Brna, řekl že škoda je větší než loňská.",
            ),
            (
                encoding_rs::SHIFT_JIS,
                "東京で首相は記者会見を開き、新しい政策について説明した。",
            ),
            (
                encoding_rs::GBK,
                "总理星期一在北京会见了外国客人，并发表了重要讲话。",
            ),
        ];
        for (encoding, text) in cases {
            let bytes = encoding.encode(text).0.into_owned();
            assert_ne!(bytes, text.as_bytes());
            assert_eq!(decode(bytes).unwrap(), text, "{}", encoding.name());
        }
        let japanese = "首相は記者会見を開いた。";
        assert_eq!(
            decode(ISO_2022_JP.encode(japanese).0.into_owned()).unwrap(),
            japanese
        );
    }

    #[test]
    fn a_page_names_its_charset() {
        let page = |charset: &str, text: &str| format!("<html><head>{charset}</head><body>{text}");
        let greek = page(
            r#"<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-7">"#,
            "Αθήνα",
        );
        let bytes = encoding_rs::ISO_8859_7.encode(&greek).0.into_owned();
        assert_eq!(decode_html(bytes).unwrap(), greek);
        let mac = page("<meta charset='macintosh'>", "café");
        assert_eq!(
            decode_html(encoding_rs::MACINTOSH.encode(&mac).0.into_owned()).unwrap(),
            mac
        );
        let xml = "<?xml version='1.0' encoding='iso-8859-7'?><html><body>Αθήνα".to_owned();
        assert_eq!(
            decode_html(encoding_rs::ISO_8859_7.encode(&xml).0.into_owned()).unwrap(),
            xml
        );
        // A page that names another charset than the one that it is plainly in.
        let wrong = page("<meta charset=iso-8859-1>", "Zoë’s café");
        assert_eq!(decode_html(wrong.clone().into_bytes()).unwrap(), wrong);
        let unknown = page("<meta charset=klingon>", "Zoë’s café");
        assert_eq!(
            decode_html(WINDOWS_1252.encode(&unknown).0.into_owned()).unwrap(),
            unknown
        );
    }

    #[test]
    fn what_is_no_text() {
        let binary = |bytes: &[u8]| matches!(decode(bytes.to_vec()), Err(EncodingError::Binary(_)));
        assert!(binary(b"words\0words"));
        assert!(binary(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
        assert!(binary(b"%PDF-1.4 words"));
        assert!(binary(b"\x1f\x8b\x08words"));
        assert!(binary(b"\x01\x02\x03\x04words"));
        assert!(matches!(
            decode(b"\xef\xbb\xbfab\xff".to_vec()),
            Err(EncodingError::NotAsMarked { .. })
        ));
        assert!(matches!(
            decode(b"\xff\xfea\0b".to_vec()),
            Err(EncodingError::NotAsMarked { .. })
        ));
        let damaged = [b"Caf\xc3\xa9 and Zo\xc3\xab and \xff end".as_slice()].concat();
        assert_eq!(
            decode(damaged),
            Err(EncodingError::Damaged { position: 19 })
        );
        assert!(matches!(
            decode(b"some \xff\x80\xff words \x81".to_vec()),
            Err(EncodingError::Unknown { .. })
        ));
    }

    #[test]
    fn records_in_utf_16_and_with_a_mark() {
        let read = |bytes: Vec<u8>| {
            let mut text = String::new();
            let stream: Stream = Box::new(BufReader::new(std::io::Cursor::new(bytes)));
            record_stream(stream)
                .unwrap()
                .read_to_string(&mut text)
                .unwrap();
            text
        };
        let text = "id\ttext\r\n1\tZoë\r\n";
        assert_eq!(read(text.into()), text);
        assert_eq!(read(format!("\u{feff}{text}").into()), text);
        assert_eq!(read(utf_16(text, u16::to_le_bytes)), text);
        assert_eq!(
            read(utf_16(&format!("\u{feff}{text}"), u16::to_be_bytes)),
            text
        );
        assert_eq!(read(Vec::new()), "");
    }

    #[test]
    fn records_in_a_legacy_encoding() {
        let mut decoder = RecordDecoder::new();
        assert_eq!(decoder.decode(b"plain").unwrap(), "plain");
        assert_eq!(decoder.decode("Zoë".as_bytes()).unwrap(), "Zoë");
        assert_eq!(
            decoder.decode(b"Zo\xeb\x92s caf\xe9").unwrap(),
            "Zoë’s café"
        );
        assert!(decoder.decode(b"a\0\xff").is_err());
    }
}
