use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::rows::Rows;
use super::*;
use crate::document::{Document, Entity, EntityType, Mention, MentionKind, Part, Sentence, Span};
use crate::extraction::{Relation, RelationKind, Sentiment};
use crate::run::checkpoint::{CHECKPOINT, Checkpoint, NEW_CHECKPOINT, Reached, Settings};

fn sentiment(score: f32) -> Sentiment {
    Sentiment {
        negative: 0.1,
        neutral: 0.2,
        positive: 0.7,
        score,
    }
}

/// «Zoë, 42, said "hi".» with an age and a relation, an id that is a formula, and a title.
fn extraction(id: &str) -> Extraction {
    let text = "Zoë, 42, said \"hi\".";
    let mention = |start, end, entity_type, kind, value: Option<&str>| Mention {
        sentence: 1,
        span: Span::new(start, end),
        entity_type,
        kind,
        value: value.map(str::to_string),
        score: 0.98766,
        type_scores: [0.0; 4],
        rule: None,
    };
    Extraction {
        document: Document {
            id: id.into(),
            source: "a.txt".into(),
            title: Some("=SUM(A1)".into()),
            published: Some(jiff::civil::date(2024, 3, 1)),
            language: "en".into(),
            text: text.into(),
            body_start: 0,
            ..Document::plain("", "")
        },
        sentences: vec![
            Sentence {
                part: Part::Title,
                span: Span::new(0, 8),
                paragraph: 0,
            },
            Sentence {
                part: Part::Body,
                span: Span::new(0, text.len()),
                paragraph: 1,
            },
        ],
        sentence_sentiment: vec![sentiment(-0.00001), sentiment(0.5)],
        speakers: vec![None, Some(0)],
        mentions: vec![
            mention(0, 4, EntityType::Per, MentionKind::Name, None),
            mention(6, 8, EntityType::Age, MentionKind::Value, Some("P42Y")),
        ],
        entities: vec![
            Entity {
                name: "Zoë".into(),
                entity_type: EntityType::Per,
                mentions: vec![0],
                value: None,
            },
            Entity {
                name: "42".into(),
                entity_type: EntityType::Age,
                mentions: vec![1],
                value: Some("P42Y".into()),
            },
        ],
        entity_of: vec![0, 1],
        entity_sentiment: vec![Some(sentiment(0.25)), None],
        roles: vec![None, None],
        statements: vec![],
        unresolved: vec![],
        predictions: vec![],
        relations: vec![Relation {
            kind: RelationKind::Age,
            sentence: 1,
            subject: 0,
            object: 1,
            subject_mention: 0,
            object_mention: 1,
            score: 1.0,
            rule: None,
        }],
        document_sentiment: Some(sentiment(0.5)),
        passed_over: false,
        min_score: 0.0,
    }
}

/// A document of one sentence, which is one mention, with relations to itself: every text cell holds `text`.
fn everywhere(text: &str) -> Extraction {
    let mut x = extraction(text);
    let span = Span::new(0, text.len());
    x.document.source = text.into();
    x.document.title = Some(text.into());
    x.document.text = text.into();
    for s in &mut x.sentences {
        s.span = span;
    }
    for m in &mut x.mentions {
        m.span = span;
        m.value = Some(text.into());
    }
    for e in &mut x.entities {
        e.name = text.into();
        e.value = Some(text.into());
    }
    x.sentence_sentiment = vec![sentiment(-0.5), sentiment(-0.25)];
    x.speakers = vec![Some(0), Some(1)];
    x
}

type Files = BTreeMap<String, Vec<u8>>;

fn files(folder: &Path) -> Files {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn put(folder: &Path, files: &Files) {
    for (name, bytes) in files {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}

fn text(files: &Files, name: &str) -> String {
    String::from_utf8(files[name].clone()).unwrap()
}

/// The rows of a table, read back by column name.
fn read(files: &Files, name: &str) -> Vec<BTreeMap<String, String>> {
    let bytes = files[name]
        .strip_prefix("\u{feff}".as_bytes())
        .unwrap_or(&files[name]);
    ::csv::Reader::from_reader(bytes)
        .deserialize()
        .map(|row| row.unwrap())
        .collect()
}

/// A folder of CSV and JSON lines with a checkpoint, as a run writes it.
struct Writer {
    checkpoint: Checkpoint,
    sinks: Vec<Box<dyn Sink>>,
}

impl Writer {
    fn open(
        folder: &Path,
        inputs: &str,
        excel: bool,
        overwrite: bool,
    ) -> Result<(Writer, Option<usize>), Error> {
        let settings = Settings::from([("inputs".to_string(), inputs.to_string())]);
        let (checkpoint, reached) = Checkpoint::open::<usize>(folder, settings, overwrite)?;
        let mut sinks: Vec<Box<dyn Sink>> = vec![
            Box::new(CsvFiles::new(folder).excel(excel)),
            Box::new(JsonLines::new(folder)),
        ];
        match &reached {
            Some(reached) => sinks.resume(&reached.output)?,
            None => sinks.begin()?,
        }
        let progress = reached.map(|r| r.progress);
        Ok((Writer { checkpoint, sinks }, progress))
    }

    fn extraction(&mut self, extraction: &Extraction) -> Result<(), Error> {
        self.sinks.extraction(extraction)
    }

    fn error(&mut self, source: &str, line: Option<u64>, error: &str) -> Result<(), Error> {
        self.sinks.error(&ReadError {
            id: None,
            source: source.to_string(),
            line,
            error: error.to_string(),
        })
    }

    fn checkpoint(&mut self, progress: &usize) -> Result<(), Error> {
        let output = self.sinks.commit()?;
        self.checkpoint.record(&Reached {
            output,
            progress: *progress,
        })
    }

    fn finish(mut self) -> Result<(), Error> {
        self.sinks.commit()?;
        self.sinks.finish()?;
        self.checkpoint.remove()
    }
}

/// The files of a run.
static FILES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let always = Table::ALL.into_iter().filter(|table| table.always());
    let csv = always.map(CsvFiles::file_name);
    csv.chain(["documents.jsonl".to_string()]).collect()
});

fn open(folder: &Path, inputs: &str) -> Result<(Writer, Option<usize>), Error> {
    Writer::open(folder, inputs, false, false)
}

fn refusal(folder: &Path, fingerprint: &str) -> Error {
    match open(folder, fingerprint) {
        Ok(_) => panic!("the folder was opened"),
        Err(e) => e,
    }
}

fn write(folder: &Path, excel: bool, extractions: &[Extraction]) {
    let (mut writer, _) = Writer::open(folder, "f", excel, false).unwrap();
    for x in extractions {
        writer.extraction(x).unwrap();
    }
    writer.error("b.txt", Some(3), "not JSON").unwrap();
    writer.finish().unwrap();
}

#[test]
fn every_column_has_a_description_and_a_name_of_its_own() {
    for table in Table::ALL {
        let names: std::collections::BTreeSet<_> = table.columns().iter().map(|c| c.name).collect();
        assert_eq!(names.len(), table.columns().len());
        assert!(table.columns().iter().all(|c| !c.description.is_empty()));
    }
}

#[test]
fn every_cell_is_of_the_kind_of_its_column() {
    let x = extraction("a");
    let rows = Rows::new(&x);
    let error = ReadError {
        id: None,
        source: "a".into(),
        line: Some(1),
        error: "no".into(),
    };
    for table in Table::ALL {
        let mut all = rows.of(table);
        if table == Table::Errors {
            all.push(rows::error(&error));
        }
        for row in all {
            assert_eq!(row.len(), table.columns().len());
            for (cell, column) in row.iter().zip(table.columns()) {
                assert!(cell.fits(column.kind), "{}: {cell:?}", column.name);
            }
        }
    }
}

/// What a rule made or changed has a row that joins to its table; what the model alone says has none.
#[test]
fn a_finding_of_a_rule_is_explained() {
    let mut x = extraction("a");
    x.mentions[1].rule = Some(crate::document::Rule("bare_age"));
    x.relations[0].rule = Some(crate::document::Rule("age_in_apposition"));
    let dir = tempfile::tempdir().unwrap();
    let mut sinks: Vec<Box<dyn Sink>> = vec![
        Box::new(CsvFiles::new(dir.path()).tables([Table::Explain])),
        Box::new(JsonLines::new(dir.path()).tables(Table::ALL)),
    ];
    sinks.begin().unwrap();
    sinks.extraction(&x).unwrap();
    sinks.commit().unwrap();
    let files = files(dir.path());
    assert_eq!(
        text(&files, "explain.csv"),
        "doc_id,table,row,rule\r\na,mentions,2,bare_age\r\na,relations,1,age_in_apposition\r\n"
    );
    let object: serde_json::Value = serde_json::from_str(&text(&files, "documents.jsonl")).unwrap();
    assert_eq!(object["explain"][0]["rule"], "bare_age");
    assert_eq!(object["text"], x.document.text);
}

#[test]
fn a_document_is_one_json_object_with_everything_found_in_it() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), false, &[extraction("a"), extraction("b")]);
    let text = text(&files(dir.path()), "documents.jsonl");
    let objects: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(objects.len(), 2);
    let a = &objects[0];
    assert_eq!(a["doc_id"], "a");
    assert_eq!(a["published"], "2024-03-01");
    assert_eq!(a["sentiment_score"], 0.5);
    assert_eq!(a["sentences"][1]["speaker"], "Zoë");
    assert!(a["sentences"][0]["speaker_id"].is_null());
    assert_eq!(a["entities"][0]["type"], "PER");
    assert_eq!(a["mentions"][1]["value"], "P42Y");
    assert_eq!(a["mentions"][1]["score"], 0.9877);
    assert_eq!(a["relations"][0]["relation"], "age");
    assert!(a["relations"][0].get("doc_id").is_none());
    assert!(text.starts_with("{\"doc_id\":\"a\",\"source\":\"a.txt\",\"title\":"));
}

#[test]
fn every_table_says_what_was_found_in_code_points() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), false, &[extraction("a.txt")]);
    let files = files(dir.path());
    assert_eq!(files.len(), 9, "{:?}", files.keys());
    assert_eq!(
        text(&files, "documents.csv"),
        "doc_id,source,title,published,language,characters,sentences,mentions,entities,relations,sentiment,sentiment_score,\
         url,authors,publisher,section,duplicate_of\r\n\
         a.txt,a.txt,=SUM(A1),2024-03-01,en,19,2,2,2,1,positive,0.5000,,,,,\r\n"
    );
    assert_eq!(
        text(&files, "sentiment.csv"),
        "doc_id,sentence_id,start,end,text,speaker_id,speaker,sentiment,sentiment_score,negative,neutral,positive\r\n\
         a.txt,0,0,8,=SUM(A1),,,positive,0.0000,0.1000,0.2000,0.7000\r\n\
         a.txt,1,0,19,\"Zoë, 42, said \"\"hi\"\".\",1,Zoë,positive,0.5000,0.1000,0.2000,0.7000\r\n"
    );
    assert_eq!(
        text(&files, "entities.csv"),
        "doc_id,entity_id,name,type,mentions,first_start,value,sentiment,sentiment_score,amount,unit,role\r\n\
         a.txt,1,Zoë,PER,1,0,,positive,0.2500,,,\r\n\
         a.txt,2,42,AGE,1,5,P42Y,,,42,year,\r\n"
    );
    assert_eq!(
        text(&files, "mentions.csv"),
        "doc_id,mention_id,sentence_id,entity_id,start,end,text,type,kind,value,score\r\n\
         a.txt,1,1,1,0,3,Zoë,PER,name,,0.9877\r\n\
         a.txt,2,1,2,5,7,42,AGE,value,P42Y,0.9877\r\n"
    );
    assert_eq!(
        text(&files, "relations.csv"),
        "doc_id,sentence_id,relation,subject_id,subject,subject_type,subject_start,subject_end,object_id,object,object_type,\
         object_start,object_end,score,evidence,published\r\n\
         a.txt,1,age,1,Zoë,PER,0,3,2,P42Y,AGE,5,7,1.0000,\"Zoë, 42, said \"\"hi\"\".\",2024-03-01\r\n"
    );
    assert_eq!(
        text(&files, "errors.csv"),
        "source,line,error\r\nb.txt,3,not JSON\r\n"
    );
}

#[test]
fn a_run_without_documents_writes_the_headers() {
    let dir = tempfile::tempdir().unwrap();
    open(dir.path(), "f").unwrap().0.finish().unwrap();
    let files = files(dir.path());
    assert_eq!(files.len(), 9);
    for table in Table::ALL.into_iter().filter(|t| t.always()) {
        let names: Vec<&str> = table.columns().iter().map(|c| c.name).collect();
        let header = format!("{}\r\n", names.join(","));
        assert_eq!(text(&files, &CsvFiles::file_name(table)), header);
    }
}

#[test]
fn a_document_of_another_language_has_one_row_and_no_sentiment() {
    let dir = tempfile::tempdir().unwrap();
    let document = extraction("de.txt").document;
    write(dir.path(), false, &[Extraction::passed_over(document)]);
    let files = files(dir.path());
    assert!(
        text(&files, "documents.csv")
            .ends_with("\r\nde.txt,a.txt,=SUM(A1),2024-03-01,en,19,0,0,0,0,,,,,,,\r\n")
    );
    for table in &Table::ALL[1..5] {
        assert_eq!(read(&files, &CsvFiles::file_name(*table)), []);
    }
}

#[test]
fn without_a_title_sentences_count_from_1() {
    let mut x = extraction("a");
    x.document.title = None;
    x.sentences.remove(0);
    x.sentence_sentiment.remove(0);
    x.speakers.remove(0);
    x.mentions.iter_mut().for_each(|m| m.sentence = 0);
    x.relations[0].sentence = 0;
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), false, &[x]);
    for table in ["sentiment.csv", "mentions.csv", "relations.csv"] {
        for row in read(&files(dir.path()), table) {
            assert_eq!(row["sentence_id"], "1");
        }
    }
}

const TEXT_COLUMNS: [(&str, &[&str]); 6] = [
    ("documents.csv", &["doc_id", "source", "title"]),
    ("sentiment.csv", &["doc_id", "text", "speaker"]),
    ("entities.csv", &["doc_id", "name", "value"]),
    ("mentions.csv", &["doc_id", "text", "value"]),
    (
        "relations.csv",
        &["doc_id", "subject", "object", "evidence"],
    ),
    ("errors.csv", &["source", "error"]),
];

fn write_everywhere(folder: &Path, excel: bool, text: &str) -> Files {
    let (mut writer, _) = Writer::open(folder, "f", excel, true).unwrap();
    writer.extraction(&everywhere(text)).unwrap();
    writer.error(text, None, text).unwrap();
    writer.finish().unwrap();
    files(folder)
}

#[test]
fn in_a_spreadsheet_no_text_runs_as_a_formula_and_numbers_stay_numbers() {
    let dir = tempfile::tempdir().unwrap();
    for text in [
        "=1+1", "+1", "-1", "@home", "\tx", "\rx", "a=1", "'x", " =1", "", "ünï",
    ] {
        let files = write_everywhere(dir.path(), true, text);
        let guarded = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let shown = if guarded {
            format!("'{text}")
        } else {
            text.to_string()
        };
        for (table, columns) in TEXT_COLUMNS {
            assert!(files[table].starts_with("\u{feff}".as_bytes()));
            for row in read(&files, table) {
                for column in columns {
                    assert_eq!(row[*column], shown, "{table} {column}");
                }
            }
        }
        assert_eq!(
            read(&files, "sentiment.csv")[0]["sentiment_score"],
            "-0.5000"
        );
    }
}

#[test]
fn a_cell_with_a_line_break_or_quotes_is_quoted_as_rfc_4180_says() {
    let dir = tempfile::tempdir().unwrap();
    let files = write_everywhere(dir.path(), false, "a \"b\",\r\nc\nd");
    let errors = text(&files, "errors.csv");
    assert_eq!(
        errors,
        "source,line,error\r\n\"a \"\"b\"\",\r\nc\nd\",,\"a \"\"b\"\",\r\nc\nd\"\r\n"
    );
}

#[test]
fn a_score_is_never_minus_zero() {
    let text = |s: f32| Score(s).to_string();
    assert_eq!(text(-0.00004), "0.0000");
    assert_eq!(text(-0.0), "0.0000");
    assert_eq!(text(-0.00006), "-0.0001");
    assert_eq!(text(1.0), "1.0000");
}

proptest! {
    // Each case writes to the disk.
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_text_is_read_back_as_it_was(text in "(?s).{0,12}", breaks in "[\r\n\",' =\u{feff}]{0,4}") {
        let text = text + &breaks;
        let dir = tempfile::tempdir().unwrap();
        let files = write_everywhere(dir.path(), false, &text);
        for (table, columns) in TEXT_COLUMNS {
            for row in read(&files, table) {
                for column in columns {
                    prop_assert_eq!(&row[*column], &text);
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn three_shares_sum_to_one_as_they_are_written(a in 0.0f32..1.0, b in 0.0f32..1.0, c in 1e-6f32..1.0) {
        let sum = a + b + c;
        let exact = [a / sum, b / sum, c / sum];
        let units = Score::shares(exact).map(|s| (s.0 * 1e4).round() as i64);
        prop_assert_eq!(units.iter().sum::<i64>(), 10_000);
        for (i, j) in [(0, 1), (0, 2), (1, 2), (1, 0), (2, 0), (2, 1)] {
            prop_assert!((units[i] as f32 / 1e4 - exact[i]).abs() < 1.01e-4);
            prop_assert!(exact[i] < exact[j] || units[i] >= units[j]);
        }
    }
}

static RUN: LazyLock<(Vec<Extraction>, Vec<Files>, Files)> = LazyLock::new(run);

/// A run of four chunks, as it stands after each checkpoint (the first: before any), and at its end.
fn run() -> (Vec<Extraction>, Vec<Files>, Files) {
    let documents: Vec<Extraction> = (0..4).map(|i| extraction(&format!("{i}.txt"))).collect();
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, taken_up) = open(dir.path(), "f").unwrap();
    assert_eq!(taken_up, None);
    let mut states = vec![files(dir.path())];
    for (i, x) in documents.iter().enumerate() {
        writer.extraction(x).unwrap();
        writer.error(&x.document.id, Some(1), "=broken").unwrap();
        writer.checkpoint(&(i + 1)).unwrap();
        states.push(files(dir.path()));
    }
    writer.finish().unwrap();
    (documents, states, files(dir.path()))
}

/// Takes the run in `folder` up and writes the rest. It ends without a word to the disk, for the tests' sake.
fn go_on(folder: &Path, documents: &[Extraction]) -> (Option<usize>, Files) {
    let (mut writer, done) = open(folder, "f").unwrap();
    for x in &documents[done.unwrap_or(0)..] {
        writer.extraction(x).unwrap();
        writer.error(&x.document.id, Some(1), "=broken").unwrap();
    }
    drop(writer);
    let mut files = files(folder);
    files.remove(CHECKPOINT);
    files.remove(NEW_CHECKPOINT);
    (done, files)
}

/// What a crash may leave: the checkpoint after chunk `chunk`, and of what each table got after it any first bytes.
fn crashed(states: &[Files], whole: &Files, chunk: usize, kept: impl Fn(usize) -> usize) -> Files {
    let mut left = states[chunk].clone();
    for (k, name) in FILES.iter().enumerate() {
        let least = states[chunk][name].len();
        let most = whole[name].len();
        // Before the first checkpoint not even the header need be there.
        let least = if chunk == 0 { 0 } else { least };
        left.insert(
            name.clone(),
            whole[name][..most.min(least + kept(k))].to_vec(),
        );
    }
    left
}

#[test]
fn a_run_stopped_at_any_byte_is_taken_up_and_gives_the_same_bytes() {
    let (documents, states, whole) = &*RUN;
    let longest = whole.values().map(Vec::len).max().unwrap();
    // A run without progress is begun on the disk each time, which is slow.
    for (chunk, step) in [(0, 17), (2, 1)] {
        for bytes in (0..=longest).step_by(step) {
            let dir = tempfile::tempdir().unwrap();
            put(dir.path(), &crashed(states, whole, chunk, |_| bytes));
            let (done, files) = go_on(dir.path(), documents);
            assert_eq!(done, Some(chunk).filter(|c| *c > 0));
            assert!(files == *whole, "chunk {chunk}, {bytes} bytes more");
        }
    }
}

proptest! {
    #[test]
    fn each_table_may_have_got_elsewhere(
        chunk in 1usize..5,
        kept in proptest::array::uniform9(0usize..500),
        torn in 0usize..400,
    ) {
        let (documents, states, whole) = &*RUN;
        let dir = tempfile::tempdir().unwrap();
        let mut left = crashed(states, whole, chunk, |k| kept[k]);
        if let Some(next) = states.get(chunk + 1) {
            let next = &next[CHECKPOINT];
            left.insert(NEW_CHECKPOINT.into(), next[..torn.min(next.len())].to_vec());
        }
        put(dir.path(), &left);
        let (done, files) = go_on(dir.path(), documents);
        prop_assert_eq!(done, Some(chunk));
        prop_assert!(files == *whole);
    }
}

#[test]
fn a_run_taken_up_twice_ends_like_one_that_was_not_stopped() {
    let (documents, states, whole) = &*RUN;
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), &crashed(states, whole, 1, |k| 10 * k));
    let (mut writer, done) = open(dir.path(), "f").unwrap();
    assert_eq!(done, Some(1));
    writer.extraction(&documents[1]).unwrap();
    writer.error("1.txt", Some(1), "=broken").unwrap();
    writer.checkpoint(&2usize).unwrap();
    writer.extraction(&documents[2]).unwrap();
    drop(writer);
    let (mut writer, done) = open(dir.path(), "f").unwrap();
    assert_eq!(done, Some(2));
    for x in &documents[2..] {
        writer.extraction(x).unwrap();
        writer.error(&x.document.id, Some(1), "=broken").unwrap();
    }
    writer.finish().unwrap();
    assert!(files(dir.path()) == *whole);
}

#[test]
fn a_run_stopped_before_its_first_checkpoint_is_begun_again() {
    let (documents, states, whole) = &*RUN;
    for torn in [None, Some(0), Some(7)] {
        let dir = tempfile::tempdir().unwrap();
        if let Some(torn) = torn {
            let text = &states[0][CHECKPOINT][..torn];
            std::fs::write(dir.path().join(NEW_CHECKPOINT), text).unwrap();
        }
        let (done, files) = go_on(dir.path(), documents);
        assert_eq!(done, None);
        assert!(files == *whole);
    }
}

#[test]
fn an_interrupted_run_is_taken_up_by_no_other() {
    let (_, states, _) = &*RUN;
    for chunk in [0, 1] {
        let dir = tempfile::tempdir().unwrap();
        put(dir.path(), &states[chunk]);
        let error = refusal(dir.path(), "another");
        assert!(matches!(error, Error::OtherRun { .. }));
        let message = error.to_string();
        assert!(
            message.contains("other inputs (f, now another)"),
            "{message}"
        );
        assert!(message.contains("--overwrite"));
        assert!(files(dir.path()) == states[chunk]);
    }
}

#[test]
fn a_finished_run_is_kept_unless_overwritten() {
    let (_, _, whole) = &*RUN;
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), whole);
    std::fs::write(dir.path().join("notes.txt"), "mine").unwrap();
    let before = files(dir.path());
    assert!(matches!(refusal(dir.path(), "f"), Error::NotEmpty(_)));
    assert!(files(dir.path()) == before);

    let (mut writer, taken_up) = Writer::open(dir.path(), "g", false, true).unwrap();
    assert_eq!(taken_up, None);
    writer.extraction(&extraction("new")).unwrap();
    drop(writer);
    // Stopped there, it is this new run that is taken up.
    let (mut writer, taken_up) = open(dir.path(), "g").unwrap();
    assert_eq!(taken_up, None);
    writer.extraction(&extraction("new")).unwrap();
    writer.finish().unwrap();
    let after = files(dir.path());
    assert_eq!(text(&after, "notes.txt"), "mine");
    assert_eq!(after.len(), 10);
    assert_eq!(read(&after, "documents.csv").len(), 1);
    assert_eq!(read(&after, "documents.csv")[0]["doc_id"], "new");
}

#[test]
fn a_folder_with_other_files_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("notes.txt"), "mine").unwrap();
    assert!(matches!(refusal(dir.path(), "f"), Error::NotEmpty(_)));
    assert_eq!(files(dir.path()).len(), 1);
    let error = refusal(&dir.path().join("notes.txt"), "f");
    assert!(matches!(error, Error::NotAFolder(_)), "{error}");
}

#[test]
fn two_runs_do_not_write_to_one_folder() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, _) = open(dir.path(), "f").unwrap();
    writer.extraction(&extraction("a")).unwrap();
    for overwrite in [false, true] {
        let second = Writer::open(dir.path(), "f", false, overwrite);
        assert!(matches!(second, Err(Error::Busy(_))));
    }
    writer.checkpoint(&1usize).unwrap();
    assert_eq!(read(&files(dir.path()), "documents.csv").len(), 1);
    drop(writer);
    assert_eq!(open(dir.path(), "f").unwrap().1, Some(1));
}

#[test]
fn a_file_that_another_program_changes_stops_the_run_at_the_next_checkpoint() {
    let cut = |path: &Path| std::fs::write(path, "cut").unwrap();
    let remove = |path: &Path| std::fs::remove_file(path).unwrap();
    let replace = |path: &Path| {
        std::fs::remove_file(path).unwrap();
        std::fs::write(path, "mine").unwrap();
    };
    type Way<'a> = (&'a dyn Fn(&Path), &'static str);
    let ways: [Way; 3] = [
        (&cut, "changed"),
        (&remove, "removed"),
        (&replace, "replaced"),
    ];
    for name in FILES.iter() {
        for (way, what) in ways {
            let dir = tempfile::tempdir().unwrap();
            let (mut writer, _) = open(dir.path(), "f").unwrap();
            writer.extraction(&extraction("a")).unwrap();
            writer.checkpoint(&1).unwrap();
            way(&dir.path().join(name));
            writer.extraction(&extraction("b")).unwrap();
            let message = writer.checkpoint(&2).unwrap_err().to_string();
            assert!(
                message.contains(name) && message.contains(what),
                "{message}"
            );
        }
    }
}

#[test]
fn what_cannot_be_taken_up_says_so_and_stays_as_it_is() {
    let (_, states, _) = &*RUN;
    let state = &states[2];
    let mut damaged: Vec<(&str, Option<Vec<u8>>)> = Vec::new();
    for name in FILES.iter() {
        damaged.push((name, Some(state[name][..state[name].len() - 1].to_vec())));
        damaged.push((name, None));
    }
    for cut in [0, 1, state[CHECKPOINT].len() - 1] {
        damaged.push((CHECKPOINT, Some(state[CHECKPOINT][..cut].to_vec())));
    }
    let other =
        br#"{"settings":{"inputs":"f"},"reached":{"output":{"documents.csv":3},"progress":1}}"#;
    damaged.push((CHECKPOINT, Some(other.to_vec())));
    damaged.push((CHECKPOINT, Some(b"{\"epoch\": 3}".to_vec())));
    for (name, bytes) in damaged {
        let dir = tempfile::tempdir().unwrap();
        let mut left = state.clone();
        match bytes {
            Some(bytes) => left.insert(name.into(), bytes),
            None => left.remove(name),
        };
        // Rows after the checkpoint must not be lost to a run that is refused.
        if name != "mentions.csv" {
            let mentions = left.get_mut("mentions.csv").unwrap();
            mentions.extend(b"0.txt,9");
        }
        put(dir.path(), &left);
        let error = refusal(dir.path(), "f");
        assert!(matches!(error, Error::Broken { .. }), "{name}: {error}");
        let message = error.to_string();
        assert!(message.contains(name) && message.contains("--overwrite"));
        assert!(files(dir.path()) == left, "{name}");
        let (_, taken_up) = Writer::open(dir.path(), "f", false, true).unwrap();
        assert_eq!(taken_up, None);
    }
}

/// What a table looks like to pandas and DuckDB, which guess line ends, quotes and types on their own.
#[test]
#[ignore = "needs tools"]
fn pandas_and_duckdb_read_what_was_written() {
    const SCRIPT: &str = r#"
import pathlib, sys, duckdb, pandas
for folder in map(pathlib.Path, sys.argv[1:]):
    path = folder / "sentiment.csv"
    expected = [(folder / "expected").read_bytes().decode()] * 200
    frame = pandas.read_csv(path, keep_default_na=False)
    assert list(frame["text"]) == expected, (expected[0], frame["text"].iloc[0])
    assert frame["positive"].dtype == "float64" and frame["start"].dtype == "int64", frame.dtypes
    for options in ("", ", parallel = false"):
        rows = duckdb.sql(f"select text, positive, start from read_csv('{path}'{options})").fetchall()
        assert [r[0] for r in rows] == expected, (expected[0], rows[0])
        assert all(isinstance(r[1], float) and isinstance(r[2], int) for r in rows), rows[0]
"#;
    let python = std::env::var_os("GLEANER_TOOLS_PYTHON").expect("scripts/test --tools sets it");
    let texts = [
        "plain",
        "one, \"two\"",
        "a\nb",
        "a\r\nb",
        "=1+1",
        "a\n\n\"b\",\r\n",
        "ünï 'x'",
    ];
    let dir = tempfile::tempdir().unwrap();
    let mut folders = Vec::new();
    for (i, text) in texts.iter().enumerate() {
        for excel in [false, true] {
            let folder = dir.path().join(format!("{i}-{excel}"));
            let (mut writer, _) = Writer::open(&folder, "f", excel, false).unwrap();
            for _ in 0..100 {
                writer.extraction(&everywhere(text)).unwrap();
            }
            writer.finish().unwrap();
            let guard = if excel && text.starts_with('=') {
                "'"
            } else {
                ""
            };
            std::fs::write(folder.join("expected"), format!("{guard}{text}")).unwrap();
            folders.push(folder);
        }
    }
    let output = std::process::Command::new(&python)
        .args(["-c", SCRIPT])
        .args(&folders)
        .output()
        .unwrap();
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{message}");
}
