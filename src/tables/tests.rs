use std::collections::BTreeMap;

use super::*;
use crate::document::{Document, Entity, EntityType, Mention, MentionKind, Part, Sentence, Span};
use crate::extraction::{Relation, RelationKind, Sentiment};

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
        }],
        document_sentiment: Some(sentiment(0.5)),
        passed_over: false,
    }
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        out.insert(
            entry.file_name().into_string().unwrap(),
            std::fs::read_to_string(entry.path()).unwrap(),
        );
    }
    out
}

fn write(folder: &Path, excel: bool, extractions: &[Extraction]) {
    let (mut writer, _) = Writer::open::<u32>(folder, "f", excel, false).unwrap();
    for x in extractions {
        writer.extraction(x).unwrap();
    }
    writer.error("b.txt", Some(3), "not JSON").unwrap();
    writer.finish().unwrap();
}

#[test]
fn every_table_says_what_was_found_in_code_points() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), false, &[extraction("a.txt")]);
    let files = files(dir.path());
    assert_eq!(files.len(), 6, "{:?}", files.keys());
    assert_eq!(
        files["documents.csv"],
        "doc_id,source,title,published,language,characters,sentences,mentions,entities,relations,sentiment,sentiment_score\r\n\
         a.txt,a.txt,=SUM(A1),2024-03-01,en,19,2,2,2,1,positive,0.5000\r\n"
    );
    assert_eq!(
        files["sentiment.csv"],
        "doc_id,sentence_id,start,end,text,speaker_id,speaker,sentiment,sentiment_score,negative,neutral,positive\r\n\
         a.txt,0,0,8,=SUM(A1),,,positive,0.0000,0.1000,0.2000,0.7000\r\n\
         a.txt,1,0,19,\"Zoë, 42, said \"\"hi\"\".\",1,Zoë,positive,0.5000,0.1000,0.2000,0.7000\r\n"
    );
    assert_eq!(
        files["entities.csv"],
        "doc_id,entity_id,name,type,mentions,first_start,value,sentiment,sentiment_score\r\n\
         a.txt,1,Zoë,PER,1,0,,positive,0.2500\r\n\
         a.txt,2,42,AGE,1,5,P42Y,,\r\n"
    );
    assert_eq!(
        files["mentions.csv"],
        "doc_id,mention_id,sentence_id,entity_id,start,end,text,type,kind,value,score\r\n\
         a.txt,1,1,1,0,3,Zoë,PER,name,,0.9877\r\n\
         a.txt,2,1,2,5,7,42,AGE,value,P42Y,0.9877\r\n"
    );
    assert_eq!(
        files["relations.csv"],
        "doc_id,sentence_id,relation,subject_id,subject,subject_type,subject_start,subject_end,object_id,object,object_type,\
         object_start,object_end,score,evidence\r\n\
         a.txt,1,age,1,Zoë,PER,0,3,2,P42Y,AGE,5,7,1.0000,\"Zoë, 42, said \"\"hi\"\".\"\r\n"
    );
    assert_eq!(
        files["errors.csv"],
        "source,line,error\r\nb.txt,3,not JSON\r\n"
    );
}

#[test]
fn in_a_spreadsheet_no_text_runs_as_a_formula() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), true, &[extraction("-1.txt")]);
    let files = files(dir.path());
    assert!(files.values().all(|t| t.starts_with('\u{feff}')));
    assert!(files["documents.csv"].contains("\r\n'-1.txt,a.txt,'=SUM(A1),"));
}

#[test]
fn a_run_taken_up_at_any_point_gives_the_same_bytes() {
    let documents: Vec<Extraction> = (0..4).map(|i| extraction(&format!("{i}.txt"))).collect();
    let whole = tempfile::tempdir().unwrap();
    write(whole.path(), false, &documents);
    for stop in 0..4usize {
        let dir = tempfile::tempdir().unwrap();
        {
            let (mut writer, taken_up) =
                Writer::open::<usize>(dir.path(), "f", false, false).unwrap();
            assert_eq!(taken_up, None);
            for (i, x) in documents.iter().enumerate().take(stop) {
                writer.extraction(x).unwrap();
                writer.checkpoint(&(i + 1)).unwrap();
            }
            // What came after the last checkpoint is lost in mid-row.
            writer.extraction(&documents[stop]).unwrap();
        }
        for (name, _) in TABLES {
            let mut file = OpenOptions::new()
                .append(true)
                .open(dir.path().join(name))
                .unwrap();
            file.write_all(b"half a ro").unwrap();
        }
        if stop == 0 {
            assert!(matches!(
                Writer::open::<usize>(dir.path(), "f", false, false),
                Err(Error::NotEmpty(_))
            ));
            continue;
        }
        assert!(matches!(
            Writer::open::<usize>(dir.path(), "another", false, false),
            Err(Error::OtherRun(_))
        ));
        let (mut writer, done) = Writer::open::<usize>(dir.path(), "f", false, false).unwrap();
        let done = done.unwrap();
        assert_eq!(done, stop);
        for x in &documents[done..] {
            writer.extraction(x).unwrap();
        }
        writer.error("b.txt", Some(3), "not JSON").unwrap();
        writer.finish().unwrap();
        assert_eq!(files(dir.path()), files(whole.path()));
    }
}

#[test]
fn a_folder_with_other_files_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("notes.txt"), "mine").unwrap();
    assert!(matches!(
        Writer::open::<u32>(dir.path(), "f", false, false),
        Err(Error::NotEmpty(_))
    ));
    let (writer, _) = Writer::open::<u32>(dir.path(), "f", false, true).unwrap();
    writer.finish().unwrap();
    assert_eq!(
        std::fs::read_to_string(dir.path().join("notes.txt")).unwrap(),
        "mine"
    );
}

#[test]
fn two_runs_do_not_write_to_one_folder() {
    let dir = tempfile::tempdir().unwrap();
    let (_writer, _) = Writer::open::<u32>(dir.path(), "f", false, false).unwrap();
    assert!(matches!(
        Writer::open::<u32>(dir.path(), "f", false, true),
        Err(Error::Busy(_))
    ));
}

#[test]
fn a_torn_checkpoint_or_file_is_an_error_that_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    {
        let (mut writer, _) = Writer::open::<u32>(dir.path(), "f", false, false).unwrap();
        writer.extraction(&extraction("a")).unwrap();
        writer.checkpoint(&1).unwrap();
    }
    let mentions = dir.path().join("mentions.csv");
    let text = std::fs::read(&mentions).unwrap();
    std::fs::write(&mentions, &text[..10]).unwrap();
    let error = Writer::open::<u32>(dir.path(), "f", false, false)
        .err()
        .unwrap();
    assert!(
        error.to_string().contains("mentions.csv") && error.to_string().contains("--overwrite")
    );
    std::fs::write(dir.path().join(CHECKPOINT), "{\"fing").unwrap();
    let error = Writer::open::<u32>(dir.path(), "f", false, false)
        .err()
        .unwrap();
    assert!(error.to_string().contains("--overwrite"), "{error}");
}
