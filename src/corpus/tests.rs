use std::fs;
use std::io::Write;
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;

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
        (a.text.as_str(), a.body_start),
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
        assert_eq!(document.text, text, "{}", document.id);
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
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
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
        let files: [(&str, &[u8]); 9] = [
            ("a.txt", &bytes), ("b.html", &bytes), ("c.jsonl", &bytes), ("d.csv", &bytes), ("e.tsv", &bytes),
            ("f.txt.gz", &bytes), ("g.txt.zst", &bytes), ("h.jsonl.gz", cut_off), ("i.csv.gz", &packed),
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
