use std::fs;
use std::io::Write;
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::document::Part;

struct Folder(TempDir);

impl Folder {
    fn new(files: &[(&str, &[u8])]) -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        for (name, content) in files {
            let path = folder.0.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_string_lossy().into_owned()
    }

    fn corpus(&self) -> Corpus {
        Corpus::open(&[self.path("")], &Options::default())
    }

    /// Ids of documents; `name[line] error` of errors.
    fn told(&self) -> Vec<String> {
        self.corpus().map(|result| self.tell(result)).collect()
    }

    fn tell(&self, result: Result<Document, ReadError>) -> String {
        match result {
            Ok(document) => document.id,
            Err(ReadError {
                source,
                line,
                error,
                ..
            }) => {
                let name = Path::new(&source)
                    .strip_prefix(self.0.path())
                    .unwrap_or(Path::new(&source));
                format!(
                    "{}{:?} {error}",
                    name.display(),
                    line.map_or(vec![], |line| vec![line])
                )
            }
        }
    }
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

const JSON: &[u8] = b"{\"id\": 1, \"text\": \"One.\"}\n{\"text\": \"Two.\"}\n{\"id\": \"x\", \"text\": \"Three.\"}\n";

#[test]
fn every_format_with_and_without_compression() {
    let page = b"<title>T</title><p>Words of a page.</p>";
    let table = b"id,text\n1,One.\n,Two.\n";
    let tabs = b"id\ttext\n1\tOne.\n";
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, content) in [
        ("a.txt", &b"Words."[..]),
        ("b.md", b"# Words"),
        ("c.html", page),
        ("d.htm", page),
        ("e.jsonl", JSON),
        ("f.ndjson", JSON),
        ("g.csv", table),
        ("h.tsv", tabs),
    ] {
        files.push((name.to_owned(), content.to_vec()));
        files.push((
            format!("{name}.gz"),
            [gz(&content[..3]), gz(&content[3..])].concat(),
        ));
        files.push((format!("{name}.zst"), zst(content)));
    }
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let told = Folder::new(&files).told();
    let mut expected = Vec::new();
    for (name, ids) in [
        ("a.txt", &[""][..]),
        ("b.md", &[""]),
        ("c.html", &[""]),
        ("d.htm", &[""]),
        ("e.jsonl", &["#1", "#2", "#x"]),
        ("f.ndjson", &["#1", "#2", "#x"]),
        ("g.csv", &["#1", "#3"]),
        ("h.tsv", &["#1"]),
    ] {
        for suffix in ["", ".gz", ".zst"] {
            expected.extend(ids.iter().map(|id| format!("{name}{suffix}{id}")));
        }
    }
    assert_eq!(told, expected);
}

#[test]
fn ids_of_one_file_of_records_are_its_own() {
    let folder = Folder::new(&[("a.jsonl", JSON)]);
    assert_eq!(folder.told(), ["1", "a.jsonl#2", "x"]);
    let single = Corpus::open(&[folder.path("a.jsonl")], &Options::default());
    assert_eq!(
        single.map(|result| result.unwrap().id).collect::<Vec<_>>(),
        ["1", "a.jsonl#2", "x"]
    );
    let mixed = Folder::new(&[("n/a.jsonl", JSON), ("b.txt", b"Words.")]);
    assert_eq!(mixed.told(), ["b.txt", "1", "n/a.jsonl#2", "x"]);
}

#[test]
fn documents() {
    let page =
        b"<meta property='og:title' content='T'><meta name=date content=2020-01-02><p>Words.";
    let folder = Folder::new(&[
        ("a.txt", b"\xef\xbb\xbf date 2019-11-19 Words\r\nof it."),
        ("b.txt", b"ROME 1996-12-06\nWords."),
        ("c.html", page),
        ("d.txt", b"date 2019-13-19 Words."),
    ]);
    let mut corpus = folder.corpus();
    let sizes = folder
        .0
        .path()
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().metadata().unwrap().len());
    assert_eq!(corpus.total_bytes(), sizes.sum::<u64>());
    assert_eq!(corpus.bytes_read(), 0);
    let documents: Vec<Document> = corpus.by_ref().map(Result::unwrap).collect();
    assert_eq!(corpus.bytes_read(), corpus.total_bytes());
    let [a, b, c, d] = &documents[..] else {
        panic!("{documents:?}")
    };
    assert_eq!(
        (a.written(Part::Body), a.body_start),
        (" date 2019-11-19 Words\r\nof it.", 17)
    );
    assert_eq!(a.published.unwrap().to_string(), "2019-11-19");
    assert_eq!(
        (a.title.as_deref(), a.language.as_str(), a.source.clone()),
        (None, "en", folder.path("a.txt"))
    );
    assert_eq!(
        (b.body_start, b.published.unwrap().to_string()),
        (0, "1996-12-06".to_owned())
    );
    assert_eq!((c.title.as_deref(), c.text.as_str()), (Some("T"), "Words."));
    assert_eq!(c.published.unwrap().to_string(), "2020-01-02");
    assert_eq!((d.body_start, d.published), (0, None));
}

#[test]
fn every_bad_input_is_one_row() {
    let json = b"{\"id\": 1, \"text\": \"One.\"}\nnot json\n{\"id\": \"1\", \"text\": \"Again.\"}\n[]\n{\"id\": 2}\n\
        {\"id\": 3, \"text\": 5}\n{\"id\": 4, \"text\": \" \"}\n{\"id\": 5, \"text\": \"a\\u0000\"}\n{\"id\": 2, \"text\": \"ok\"}\n";
    let long = gz("{\"text\": \"The same words.\"}\n"
        .repeat(20_000)
        .as_bytes());
    let text = gz(&(0..20_000u32)
        .flat_map(|n| format!("{n} words ").into_bytes())
        .collect::<Vec<_>>());
    let zstd = zst(&(0..20_000u32)
        .flat_map(|n| format!("{n} words ").into_bytes())
        .collect::<Vec<_>>());
    let folder = Folder::new(&[
        ("a_empty.txt", b""),
        ("b_blank.txt", b" \r\n\t"),
        ("c_binary.txt", b"a\0b"),
        (
            "d_undecodable.txt",
            b"Caf\xc3\xa9, Zo\xc3\xab and \xff words",
        ),
        ("e_cut.txt.gz", &text[..text.len() / 2]),
        ("f_cut.txt.zst", &zstd[..zstd.len() / 2]),
        ("g_not.txt.gz", b"plain words that are not gzip"),
        ("h.jsonl", json),
        ("i_empty.jsonl", b""),
        ("j_empty.csv", b"id,text\n"),
        ("k.html", b"<script>only()</script>"),
        ("l_date.txt", b"date 2019-11-19 "),
        ("m_good.txt", b"Words."),
        ("n_empty.txt.gz", b""),
        ("o_empty.csv.zst", b""),
        ("p_cut.jsonl.gz", &long[..long.len() - 10]),
    ]);
    let told = folder.told();
    let expected = [
        "a_empty.txt[] the file is empty",
        "b_blank.txt[] the text is only white space",
        "c_binary.txt[] binary content, not text",
        "d_undecodable.txt[] cannot be decoded",
        "e_cut.txt.gz[] the gzip data ends too early",
        "f_cut.txt.zst[] the zstd data ends too early",
        "g_not.txt.gz[] not valid gzip data",
        "h.jsonl#1",
        "h.jsonl[2] malformed JSON at column",
        "h.jsonl[3] duplicate id `h.jsonl#1`: line 1 has it already",
        "h.jsonl[4] a list where",
        "h.jsonl[5] no text: it has no field",
        "h.jsonl[6] wrong type",
        "h.jsonl[7] the text is only white space",
        "h.jsonl[8] binary content",
        "h.jsonl#2",
        "i_empty.jsonl[] no records",
        "j_empty.csv[] no records",
        "k.html[] no text",
        "l_date.txt[] no text after its date",
        "m_good.txt",
        "n_empty.txt.gz[] the ",
        "o_empty.csv.zst[] ",
    ];
    assert!(told.len() > expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "{told} - {expected}");
    }
    let (cut, read) = told[expected.len()..].split_last().unwrap();
    assert!(
        read.len() > 1000 && read.iter().all(|id| id.starts_with("p_cut.jsonl.gz#")),
        "{}",
        read.len()
    );
    assert!(
        cut.contains(&format!(
            "[{}] the gzip data ends too early",
            read.len() + 1
        )),
        "{cut}"
    );
}

#[test]
fn inputs_that_do_not_exist() {
    let folder = Folder::new(&[("a.txt", b"Words.")]);
    let inputs = [
        folder.path("none"),
        folder.path("a.txt"),
        folder.path("*.pdf"),
    ];
    let told: Vec<String> = Corpus::open(&inputs, &Options::default())
        .map(|result| folder.tell(result))
        .collect();
    assert_eq!(
        told,
        [
            "none[] no such file or folder",
            "a.txt",
            "*.pdf[] no file matches this pattern"
        ]
    );
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[
        ("a.txt", b"Words."),
        ("b/c.txt", b"Words."),
        ("d.txt", b"Words."),
    ]);
    let mode = |name: &str, mode| {
        fs::set_permissions(folder.path(name), fs::Permissions::from_mode(mode)).unwrap()
    };
    mode("a.txt", 0o000);
    mode("b", 0o000);
    // The superuser may read it all the same.
    let may = fs::File::open(folder.path("a.txt")).is_ok();
    let told = folder.told();
    mode("b", 0o755);
    if may {
        assert_eq!(told, ["a.txt", "b/c.txt", "d.txt"]);
    } else {
        assert_eq!(
            told,
            [
                "a.txt[] cannot be read: permission denied",
                "b[] cannot be read: permission denied",
                "d.txt"
            ]
        );
    }
}

#[test]
fn a_record_and_a_file_of_one_id() {
    let json =
        b"{\"id\": \"a.txt\", \"text\": \"One.\"}\n{\"id\": \"z.txt\", \"text\": \"Two.\"}\n";
    let folder = Folder::new(&[
        ("a.txt", b"Words."),
        ("m.jsonl", json),
        ("z.txt", b"Words."),
    ]);
    let told = folder.told();
    assert_eq!(told[0], "a.txt");
    assert!(told[1].starts_with("m.jsonl[1] duplicate id `a.txt`"));
    assert_eq!(told[2], "z.txt");
    assert!(told[3].starts_with("z.txt[] duplicate id `z.txt`"));
    resumes_everywhere(&folder, &told);
}

/// From every position, by way of its JSON, the rest is the same.
fn resumes_everywhere(folder: &Folder, told: &[String]) {
    let mut corpus = folder.corpus();
    for done in 0..=told.len() {
        let saved = serde_json::to_string(&corpus.position()).unwrap();
        let position: Position = serde_json::from_str(&saved).unwrap();
        let resumed = folder.corpus().seek(&position).unwrap();
        assert!(resumed.bytes_read() <= resumed.total_bytes());
        let rest: Vec<String> = resumed.map(|result| folder.tell(result)).collect();
        assert_eq!(rest, told[done..], "after {done}");
        assert_eq!(corpus.next().is_some(), done < told.len());
    }
}

#[test]
fn a_run_goes_on_after_any_document() {
    let twice = b"id,text\n1,a\n2,b\n1,c\n,d\n1,e\n\"3\",\"f\n";
    let folder = Folder::new(&[
        ("a.txt", b"Words."),
        ("b.txt", b""),
        ("c.jsonl", JSON),
        ("d.csv", twice),
        ("d.csv.gz", &gz(twice)),
        ("e.jsonl", b"\n"),
        ("f.txt", b"Words."),
    ]);
    let told = folder.told();
    assert!(
        told.iter()
            .filter(|told| told.contains("duplicate"))
            .count()
            == 4,
        "{told:?}"
    );
    resumes_everywhere(&folder, &told);
}

#[test]
fn a_changed_input_is_not_resumed() {
    let folder = Folder::new(&[("a.txt", b"Words."), ("b.txt", b"Words.")]);
    let mut corpus = folder.corpus();
    corpus.next();
    let position = corpus.position();
    assert!(folder.corpus().seek(&position).is_ok());
    fs::write(folder.path("a.txt"), "Other words.").unwrap();
    assert!(matches!(
        folder.corpus().seek(&position),
        Err(SeekError::Changed)
    ));
    fs::write(folder.path("a.txt"), "Words.").unwrap();
    fs::write(folder.path("aa.txt"), "Words.").unwrap();
    assert!(matches!(
        folder.corpus().seek(&position),
        Err(SeekError::Changed)
    ));
}

#[test]
fn odd_scripts_keep_their_text() {
    let text = "😀👩‍👩‍👧 e\u{301}\u{302} שלום עולם \u{202e}abc\u{202c} مرحبا \u{200d}\u{fe0f}";
    let json = serde_json::json!({ "text": text }).to_string();
    let page = format!("<p>{text}</p>");
    let folder = Folder::new(&[
        ("a.txt", text.as_bytes()),
        ("b.jsonl", json.as_bytes()),
        ("c.html", page.as_bytes()),
    ]);
    let documents: Vec<Document> = folder.corpus().map(Result::unwrap).collect();
    for document in documents {
        assert_eq!(document.written(Part::Body), text, "{}", document.id);
    }
}

#[test]
fn a_corpus_can_go_to_another_thread() {
    fn is_send<T: Send>() {}
    is_send::<Corpus>();
    is_send::<Document>();
}

#[test]
fn many_records_are_read_in_linear_time() {
    let mut file = tempfile::Builder::new()
        .suffix(".jsonl")
        .tempfile()
        .unwrap();
    for n in 0..20_000 {
        writeln!(
            file,
            "{{\"id\": {}, \"text\": \"Some words of number {n}.\"}}",
            n % 19_999
        )
        .unwrap();
    }
    let start = std::time::Instant::now();
    let path = file.path().to_string_lossy().into_owned();
    let results: Vec<_> = Corpus::open(&[path], &Options::default()).collect();
    assert_eq!(results.len(), 20_000);
    assert_eq!(results.iter().filter(|result| result.is_err()).count(), 1);
    // Half a second in an optimised build; a comparison of each with each takes minutes.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn very_many_errors_of_a_file_are_told_in_one() {
    let mut table = "id,text\n1,One.\n".to_owned();
    for n in 0..5000 {
        table += &format!("{n},a,b\n");
    }
    table += "2,Two.\n";
    let folder = Folder::new(&[("a.csv", table.as_bytes()), ("b.txt", b"Three.")]);
    let told: Vec<_> = folder.corpus().collect();
    let ids: Vec<&str> = told.iter().flatten().map(|d| d.id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "b.txt"]);
    let errors: Vec<&ReadError> = told.iter().filter_map(|r| r.as_ref().err()).collect();
    assert_eq!(errors.len(), 1001);
    let last = errors[1000];
    assert!(
        last.error.starts_with("4000 more records of this file"),
        "{last}"
    );
    assert_eq!(last.line, Some(5002));
    // A run goes on from anywhere in it.
    for stop in [1, 500, 1001, 1002, 1003] {
        let mut interrupted = folder.corpus();
        interrupted.by_ref().take(stop).for_each(drop);
        let resumed = folder.corpus().seek(&interrupted.position()).unwrap();
        let rest: Vec<String> = resumed.map(|result| folder.tell(result)).collect();
        assert_eq!(rest.len(), told.len() - stop, "{stop}");
    }
}

/// A Word document of these paragraphs.
fn word_document(paragraphs: &[&str]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::FileOptions::default())
        .unwrap();
    let mut xml = "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>".to_owned();
    for paragraph in paragraphs {
        let text = quick_xml::escape::escape(*paragraph);
        xml += &format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>");
    }
    xml += "</w:body></w:document>";
    zip.write_all(xml.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

/// A web archive of one page, with a request before it.
fn crawl(page: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut record = |kind: &str, mime: &str, body: &[u8]| {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://e.example/2020/03/04/mayor\r\nContent-Type: {mime}\r\n\
             Content-Length: {}\r\n\r\n",
            body.len()
        );
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(body);
        out.extend_from_slice(b"\r\n\r\n");
    };
    record(
        "request",
        "application/http; msgtype=request",
        b"GET / HTTP/1.1\r\n\r\n",
    );
    let mut response =
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
            .to_vec();
    let (one, two) = page.split_at(page.len() / 2);
    for chunk in [one, two].iter().filter(|chunk| !chunk.is_empty()) {
        response.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        response.extend_from_slice(chunk);
        response.extend_from_slice(b"\r\n");
    }
    response.extend_from_slice(b"0\r\n\r\n");
    record("response", "application/http; msgtype=response", &response);
    out
}

/// A PDF of one page with these lines.
fn pdf(lines: &[&str]) -> Vec<u8> {
    let mut shown = "BT /F1 12 Tf 72 720 Td 14 TL ".to_owned();
    for line in lines {
        shown += &format!("({line}) Tj T* ");
    }
    shown += "ET";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{shown}\nendstream", shown.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out += &format!("{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let start = out.len();
    out += "xref\n0 6\n0000000000 65535 f \n";
    for place in places {
        out += &format!("{place:010} 00000 n \n");
    }
    out += &format!("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    out.into_bytes()
}

const LEXISNEXIS: &str = "\n\nDownload Request: Selected Items: 1-2\nTime Of Request: Friday, March 20, 2018  16:51:31\n\n\n\
    \x20                              1 of 2 DOCUMENTS\n\n\n\n                          The Daily Sample (London)\n\n\
    \x20                           March 4, 2020 Wednesday\n                                   Edition 1;\n\n\
    Mayor resigns over\nbridge report\n\nBYLINE: Simon Tisley\n\nSECTION: NEWS; Pg. 6\n\nLENGTH: 92 words\n\n\
    Mayor Anna Field resigned yesterday.\n\nShe will move.\n\nLOAD-DATE: March 4, 2020\n\nLANGUAGE: ENGLISH\n\n\
    \x20                              2 of 2 DOCUMENTS\n\n\n                          The Daily Sample (London)\n\n\
    \x20                           March 5, 2020 Thursday\n\nBank names chief\n\nLENGTH: 40 words\n\nA bank named Helen Frost.\n\n\
    LOAD-DATE: March 5, 2020\n";

#[test]
fn one_file_of_each_kind_goes_through_in_one_run() {
    let page = "<html><head><title>T</title><meta property='article:published_time' content='2020-03-04'></head>\
        <body><article><p>Mayor Anna Field resigned on Tuesday, and said that she would move to Leeds.</p></article></body></html>";
    let rss = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Echo</title><item><title>T</title><author>a@e.example (Ann Lee)</author>\
        <pubDate>Wed, 04 Mar 2020 23:15:00 -0500</pubDate><description>Bo Kim of AT&amp;amp;T scored.</description></item></channel></rss>";
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Echo</title><entry><title>T</title><published>2020-03-04T10:00:00Z</published>\
        <content type=\"html\">&lt;p&gt;Words.&lt;/p&gt;</content></entry></feed>";
    let nitf = "<nitf><head><docdata><date.issue norm=\"20200304T101500Z\"/></docdata><pubdata name=\"Echo\"/></head><body><body.head>\
        <hedline><hl1>T</hl1></hedline><byline>Ann Lee</byline></body.head><body.content><p>One &amp; all.</p><p>Two.</p></body.content></body></nitf>";
    let newsml = "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemMeta><provider literal=\"Echo\"/><versionCreated>2020-03-04T10:00:00Z\
        </versionCreated></itemMeta><contentMeta><headline>T</headline><by>Ann Lee</by></contentMeta><contentSet><inlineXML contenttype=\"application/xhtml+xml\">\
        <html><head><title>x</title></head><body><p>One.</p><p>Two.</p></body></html></inlineXML></contentSet></newsItem>";
    let sgml = "<REUTERS NEWID=\"7\"><DATE> 4-MAR-2020 09:18:21.26</DATE><TEXT><TITLE>T</TITLE><BODY>Words.</BODY></TEXT></REUTERS>";
    let mail = "From: Ann Lee <ann@e.example>\r\nSubject: =?utf-8?q?T=C3=A9?=\r\nDate: Wed, 4 Mar 2020 10:15:00 +0000\r\n\
        Content-Type: text/plain; charset=utf-8\r\n\r\nWords of a mail.\r\n";
    let proquest = "____________________________________________________________\n\nBank names chief\n\nAuthor: Tisley, Simon\n\n\
        Publication info: The Sample Times ; Leeds [Leeds]04 Mar 2020.\n\nFull text: A bank named Helen Frost.\n\nPublication title: The Sample Times\n\n\
        Publication date: Mar 4, 2020\n\nProQuest document ID: 1015595477\n\n____________________________________________________________\n\nWin\n\n\
        Publication info: The Sample Times ; Leeds [Leeds]05 Mar 2020.\n\nFull text: Rovers won.\n\nProQuest document ID: 1015595999\n";
    let factiva = "News\nBank names chief\n\nBy Simon Tisley\n\n92 words\n\n4 March 2020\n\n10:15\n\nThe Daily Sample\n\nSAMPL\n\nEnglish\n\n\
        (c) 2020 Sample Ltd\n\nA bank named Helen Frost.\n\nDocument SAMPL00020200304eg340000a\n";
    let factiva_codes = "HD\tBank names chief\nBY\tSimon Tisley\nWC\t92 words\nPD\t4 March 2020\nSN\tThe Daily Sample\nLA\tEnglish\n\nLP\t\n\
        A bank named Helen Frost.\n\nTD\t\nShe starts in May.\n\nRE\tuk\nAN\tDocument SAMPL00020200304eg340000a\n";
    let factiva_page = "<html><body><div class=\"article enArticle\"><div id=\"hd\"><span class=\"enHeadline\">Bank names chief</span></div>\
        <div class=\"author\">By Simon Tisley</div><div>92 words</div><div>4 March 2020</div><div>The Daily Sample</div><div>English</div>\
        <p class=\"articleParagraph enarticleParagraph\">A bank named Helen Frost.</p><p class=\"articleParagraph enarticleParagraph\">She starts.</p>\
        </div></body></html>";
    let nexis = word_document(&[
        "Bank names chief",
        "The Daily Sample (London)",
        "March 4, 2020 Wednesday",
        "Copyright 2020 Sample Ltd",
        "Section: NEWS; Pg. 6",
        "Length: 92 words",
        "Byline: Simon Tisley",
        "Body",
        "A bank named Helen Frost.",
        "Load-Date: March 4, 2020",
        "End of Document",
        "Rovers win",
        "The Daily Sample (London)",
        "March 5, 2020 Thursday",
        "Length: 10 words",
        "Body",
        "Rovers won.",
        "Classification",
        "Language: ENGLISH",
        "End of Document",
    ]);
    let crawl = crawl(page.as_bytes());
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("a-2020-03-04.txt", b"Words.".to_vec()),
        ("b.html", page.into()),
        ("c.json", br#"{"articles": [{"content": "Words.", "publishedAt": "2020-03-04T10:15:00Z"}]}"#.to_vec()),
        ("d.csv", b"sep=;\nid;publish_date;text\n7;4/3/2020;\"He said \\\"no\\\" to it.\"\n8;31/12/2019;Words.\n".to_vec()),
        ("e-atom.xml", atom.into()),
        ("e-newsml.xml", newsml.into()),
        ("e-nitf.xml", nitf.into()),
        ("e-rss.xml", rss.into()),
        ("f.sgm", sgml.into()),
        ("g.warc", crawl.clone()),
        ("g.warc.gz", gz(&crawl)),
        ("h.docx", word_document(&["Mayor Anna Field resigned.", "Published: 4 March 2020"])),
        ("i-2020-03-04.pdf", pdf(&["Mayor Anna Field resigned", "on Tuesday."])),
        ("j.eml", mail.into()),
        ("k-lexisnexis.txt", LEXISNEXIS.into()),
        ("k-nexis.docx", nexis),
        ("k-proquest.txt", proquest.into()),
        ("l-factiva-codes.txt", factiva_codes.into()),
        ("l-factiva.htm", factiva_page.into()),
        ("l-factiva.txt", factiva.into()),
    ];
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (*name, bytes.as_slice()))
        .collect();
    let folder = Folder::new(&files);
    let told: Vec<String> = folder
        .corpus()
        .map(|result| match result {
            Ok(document) => {
                let about = &document.about;
                let cell = |cell: &Option<String>| cell.clone().unwrap_or_default();
                format!(
                    "{} | {} | {} | {} | {} | {} | {}",
                    document.id,
                    document
                        .published
                        .map_or(String::new(), |date| date.to_string()),
                    cell(&document.title),
                    cell(&about.authors),
                    cell(&about.publisher),
                    cell(&about.section),
                    document.text.replace('\n', "/")
                )
            }
            error => folder.tell(error),
        })
        .collect();
    let article = "Mayor Anna Field resigned on Tuesday, and said that she would move to Leeds.";
    let expected = [
        "a-2020-03-04.txt | 2020-03-04 |  |  |  |  | Words.".to_owned(),
        format!("b.html | 2020-03-04 | T |  |  |  | {article}"),
        "c.json#1 | 2020-03-04 |  |  |  |  | Words.".to_owned(),
        "d.csv#7 | 2020-03-04 |  |  |  |  | He said \"no\" to it.".to_owned(),
        "d.csv#8 | 2019-12-31 |  |  |  |  | Words.".to_owned(),
        "e-atom.xml#1 | 2020-03-04 | T |  | Echo |  | Words.".to_owned(),
        "e-newsml.xml | 2020-03-04 | T | Ann Lee | Echo |  | One.//Two.".to_owned(),
        "e-nitf.xml | 2020-03-04 | T | Ann Lee | Echo |  | One & all.//Two.".to_owned(),
        "e-rss.xml#1 | 2020-03-04 | T | Ann Lee | Echo |  | Bo Kim of AT&T scored.".to_owned(),
        "f.sgm#7 | 2020-03-04 | T |  | Reuters |  | Words.".to_owned(),
        format!("g.warc#1 | 2020-03-04 | T |  |  |  | {article}"),
        format!("g.warc.gz#1 | 2020-03-04 | T |  |  |  | {article}"),
        "h.docx | 2020-03-04 |  |  |  |  | Mayor Anna Field resigned.//Published: 4 March 2020".to_owned(),
        "i-2020-03-04.pdf | 2020-03-04 |  |  |  |  | Mayor Anna Field resigned on Tuesday.".to_owned(),
        "j.eml | 2020-03-04 | Té | Ann Lee |  |  | Words of a mail./".to_owned(),
        "k-lexisnexis.txt#1 | 2020-03-04 | Mayor resigns over bridge report | Simon Tisley | The Daily Sample (London) | NEWS; Pg. 6 | Mayor Anna Field resigned yesterday.//She will move.".to_owned(),
        "k-lexisnexis.txt#2 | 2020-03-05 | Bank names chief |  | The Daily Sample (London) |  | A bank named Helen Frost.".to_owned(),
        "k-nexis.docx#1 | 2020-03-04 | Bank names chief | Simon Tisley | The Daily Sample (London) | NEWS; Pg. 6 | A bank named Helen Frost.".to_owned(),
        "k-nexis.docx#2 | 2020-03-05 | Rovers win |  | The Daily Sample (London) |  | Rovers won.".to_owned(),
        "k-proquest.txt#1 | 2020-03-04 | Bank names chief | Tisley, Simon | The Sample Times |  | A bank named Helen Frost.".to_owned(),
        "k-proquest.txt#2 | 2020-03-05 | Win |  | The Sample Times |  | Rovers won.".to_owned(),
        "l-factiva-codes.txt | 2020-03-04 | Bank names chief | Simon Tisley | The Daily Sample |  | A bank named Helen Frost.//She starts in May.".to_owned(),
        "l-factiva.htm | 2020-03-04 | Bank names chief | Simon Tisley | The Daily Sample |  | A bank named Helen Frost.//She starts.".to_owned(),
        "l-factiva.txt | 2020-03-04 | Bank names chief | Simon Tisley | The Daily Sample | News | A bank named Helen Frost.".to_owned(),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_text_that_quotes_an_archive_is_a_text() {
    let quoted = "The researcher counted pages.\n\n                1 of 2 DOCUMENTS\n\nstood at the head of each of them, and she said that it did not help.";
    let end = "End of Document\n\nis what the export says at its end, and nobody knows why it does; the company did not say.";
    let folder = Folder::new(&[("a.txt", quoted.as_bytes()), ("b.txt", end.as_bytes())]);
    assert_eq!(folder.told(), ["a.txt", "b.txt"]);
}

#[test]
fn a_field_that_no_record_has_is_told_once_and_nothing_is_lost() {
    let folder = Folder::new(&[
        (
            "a.jsonl",
            b"{\"text\": \"One.\", \"publish_date\": \"2020-03-04\"}\n{\"text\": \"Two.\"}\n",
        ),
        ("b.csv", b"id,text\n1,Three.\n"),
    ]);
    let options = Options {
        date_field: Some("publishd_date".to_owned()),
        ..Options::default()
    };
    let corpus = Corpus::open(&[folder.path("")], &options);
    let told: Vec<String> = corpus.map(|result| folder.tell(result)).collect();
    assert_eq!(told[..3], ["a.jsonl#1", "a.jsonl#2", "b.csv#1"]);
    assert!(
        told[3].contains("`publishd_date` (--date-field)")
            && told[3].contains("publish_date, text"),
        "{told:?}"
    );
    assert_eq!(told.len(), 4);
}

#[test]
fn nothing_to_read_is_an_error_that_counts_the_suffixes() {
    let folder = Folder::new(&[("a.xyz", b"x"), ("b.xyz", b"x"), ("c", b"x")]);
    let told = folder.told();
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains("3 files were passed over (1 without a suffix, 2 .xyz)"),
        "{told:?}"
    );
}

#[test]
fn a_limit_ends_the_run_and_dates_are_told_by_the_file() {
    let folder = Folder::new(&[
        (
            "a.csv",
            b"id,date,text\n1,01/05/2017,One.\n2,12/31/2016,Two.\n",
        ),
        ("b.csv", b"id,date,text\n3,01/05/2017,Three.\n"),
    ]);
    let dates = |options: Options| -> Vec<String> {
        Corpus::open(&[folder.path("")], &options)
            .map(|result| {
                let document = result.unwrap();
                format!(
                    "{:?} {}",
                    document.published.map(|date| date.to_string()),
                    document.about.open_date
                )
            })
            .collect()
    };
    let (may, january) = ("Some(\"2017-05-01\") false", "Some(\"2017-01-05\") false");
    assert_eq!(
        dates(Options::default()),
        [january, "Some(\"2016-12-31\") false", "None true"]
    );
    let given = Options {
        date_order: Some(DateOrder::DayFirst),
        limit: Some(1),
        ..Options::default()
    };
    assert_eq!(dates(given), [may]);
}

/// Bytes of every kind: anything at all, and scraps of the formats in any order.
fn content() -> impl Strategy<Value = Vec<u8>> {
    let scraps: Vec<&'static [u8]> = vec![
        b"<p>",
        b"</p>",
        b"<title>",
        b"<script>",
        b"&amp;",
        b"<!--",
        b"<a href=",
        b"{\"text\": \"",
        b"\"}",
        b"{",
        b"\"",
        b"\n",
        b"\r\n",
        b",",
        b"\t",
        b"text,id\n",
        b"words ",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\x1f\x8b\x08\0",
        b"\0",
        b"\xe9",
        "é“漢".as_bytes(),
        b"date 2019-11-19 ",
        b"\\u",
        b"\x1b$B",
        b"<time datetime=2019-01-01>",
        b"<h1>",
        b"<meta charset=utf-16>",
        b"<rss><channel><item>",
        b"<description>",
        b"</item>",
        b"<nitf>",
        b"<![CDATA[",
        b"]]>",
        b"<REUTERS NEWID=\"1\">",
        b"<TEXT><BODY>",
        b"</REUTERS>",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 7\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"Subject: T\r\n\r\n",
        b"%PDF-1.4\n",
        b"[",
        b"]",
        b"NaN",
        b"                   1 of 2 DOCUMENTS\n",
        b"LENGTH: 9 words\n\n",
        b"____________________\n",
        b"ProQuest document ID: 1\n",
        b"Full text: ",
        b"End of Document\n",
        b"Body\n",
        "\u{ad}-\n".as_bytes(),
    ];
    let scraps =
        prop::collection::vec(prop::sample::select(scraps), 0..30).prop_map(|parts| parts.concat());
    prop_oneof![prop::collection::vec(any::<u8>(), 0..300), scraps]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_give_documents_or_errors(bytes in content(), cut in 0usize..400, stop in 0usize..30) {
        let packed = gz(&bytes);
        let cut_off = &packed[..cut.min(packed.len())];
        let word = word_document(&[&String::from_utf8_lossy(&bytes)]);
        let crawl = crawl(&bytes);
        let cut_word = &word[..word.len().saturating_sub(cut)];
        let files: [(&str, &[u8]); 19] = [
            ("a.txt", &bytes), ("b.html", &bytes), ("c.jsonl", &bytes), ("d.csv", &bytes), ("e.tsv", &bytes),
            ("f.txt.gz", &bytes), ("g.txt.zst", &bytes), ("h.jsonl.gz", cut_off), ("i.csv.gz", &packed),
            ("j.json", &bytes), ("k.xml", &bytes), ("l.sgm", &bytes), ("m.warc", &bytes), ("n.docx", &bytes),
            ("o.pdf", &bytes), ("p.eml", &bytes), ("q.docx", &word), ("r.docx", cut_word), ("s.warc", &crawl),
        ];
        let folder = Folder::new(&files);
        let results: Vec<_> = folder.corpus().collect();
        for (name, _) in &files {
            let path = folder.path(name);
            let of_file = results.iter().filter(|result| match result {
                Ok(document) => document.source == path,
                Err(error) => error.source == path,
            });
            prop_assert!(of_file.count() > 0, "{}", name);
        }
        for document in results.iter().flatten() {
            prop_assert!(document.text.is_char_boundary(document.body_start));
            prop_assert!(!document.text[document.body_start..].trim().is_empty());
        }
        let mut ids: Vec<&str> = results.iter().flatten().map(|document| document.id.as_str()).collect();
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        prop_assert_eq!(ids.len(), all);
        let mut interrupted = folder.corpus();
        let done = interrupted.by_ref().take(stop).count();
        let resumed = folder.corpus().seek(&interrupted.position()).unwrap();
        let rest: Vec<String> = resumed.map(|result| folder.tell(result)).collect();
        let expected: Vec<String> = results.into_iter().skip(done).map(|result| folder.tell(result)).collect();
        prop_assert_eq!(rest, expected);
    }
}
