//! Identities through their door: the tables of a folder in, rows out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::*;
use crate::output::Cell;

/// A document: its id, its day, and its entities, each a type and its name forms, the fullest first.
type Doc<'a> = (&'a str, &'a str, &'a [(&'a str, &'a [&'a str])]);

fn folder(documents: &[Doc]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut tables = BTreeMap::from([
        ("documents", "doc_id,published\n".to_string()),
        (
            "entities",
            "doc_id,entity_id,name,type,mentions,sentiment_score\n".to_string(),
        ),
        (
            "mentions",
            "doc_id,sentence_id,entity_id,text,kind\n".to_string(),
        ),
        (
            "relations",
            "doc_id,relation,subject_id,object_id,object,score\n".to_string(),
        ),
    ]);
    let mut put = |table: &'static str, line: String| {
        writeln!(tables.get_mut(table).unwrap(), "{line}").unwrap();
    };
    for (id, day, entities) in documents {
        put("documents", format!("{id},{day}"));
        for (k, (kind, forms)) in entities.iter().enumerate() {
            // An age is written as a name form that begins with `P`: `P34Y`.
            let names: Vec<&&str> = forms.iter().filter(|f| !f.ends_with('Y')).collect();
            put(
                "entities",
                format!("{id},{},{},{kind},{},0.5", k + 1, names[0], names.len()),
            );
            for name in names {
                put("mentions", format!("{id},1,{},{name},name", k + 1));
            }
            for age in forms.iter().filter(|f| f.ends_with('Y')) {
                put("relations", format!("{id},age,{},99,{age},0.98", k + 1));
            }
        }
    }
    for (name, text) in tables {
        std::fs::write(folder.path().join(name).with_extension("csv"), text).unwrap();
    }
    folder
}

/// The identities of a folder, each the `document#entity` of its entities.
fn identities(documents: &[Doc], options: &Options) -> Vec<String> {
    let folder = folder(documents);
    let mut rows: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    identify(
        folder.path(),
        options,
        std::io::sink(),
        &mut |table, row| {
            if table == Table::IdentityEntities
                && let [
                    Cell::Integer(identity),
                    Cell::Text(document),
                    Cell::Integer(entity),
                    _,
                ] = &row[..]
            {
                rows.entry(*identity)
                    .or_default()
                    .push(format!("{document}#{entity}"));
            }
            Ok(())
        },
    )
    .unwrap();
    rows.into_values()
        .map(|entities| entities.join(" "))
        .collect()
}

fn found(documents: &[Doc]) -> Vec<String> {
    identities(documents, &Options::default())
}

#[test]
fn a_full_name_is_one_person_in_all_documents() {
    let documents: [Doc; 2] = [
        ("a", "2020-01-01", &[("PER", &["Anna Field", "Field"])]),
        ("b", "2020-02-01", &[("PER", &["Dr Anna Field"])]),
    ];
    assert_eq!(found(&documents), ["a#1 b#1"]);
}

#[test]
fn two_ages_of_one_name_are_two_people() {
    let documents: [Doc; 3] = [
        (
            "a",
            "2020-01-01",
            &[("PER", &["James Ward", "P34Y"]), ("LOC", &["Leeds"])],
        ),
        (
            "b",
            "2020-02-01",
            &[("PER", &["James Ward", "P71Y"]), ("LOC", &["Oslo"])],
        ),
        (
            "c",
            "2020-03-01",
            &[("PER", &["James Ward"]), ("LOC", &["Oslo"])],
        ),
    ];
    assert_eq!(found(&documents), ["a#1", "a#2", "b#1 c#1", "b#2 c#2"]);
}

#[test]
fn a_surname_is_the_one_bearer_on_its_beat() {
    let documents: [Doc; 3] = [
        (
            "a",
            "",
            &[
                ("PER", &["Peter Novak", "Novak"]),
                ("ORG", &["Wheat Board"]),
            ],
        ),
        ("b", "", &[("PER", &["Novak"]), ("ORG", &["Wheat Board"])]),
        ("c", "", &[("PER", &["Novak"]), ("ORG", &["Vale Opera"])]),
    ];
    assert_eq!(found(&documents), ["a#1 b#1", "a#2 b#2", "c#1", "c#2"]);
}

#[test]
fn a_surname_of_two_bearers_joins_neither() {
    let documents: [Doc; 3] = [
        (
            "a",
            "",
            &[("PER", &["Peter Novak"]), ("ORG", &["Wheat Board"])],
        ),
        (
            "b",
            "",
            &[("PER", &["Julia Novak"]), ("ORG", &["Wheat Board"])],
        ),
        ("c", "", &[("PER", &["Novak"]), ("ORG", &["Wheat Board"])]),
    ];
    assert_eq!(found(&documents), ["a#1", "a#2 b#2 c#2", "b#1", "c#1"]);
}

#[test]
fn an_acronym_joins_the_only_name_with_its_initials() {
    let documents: [Doc; 3] = [
        ("a", "", &[("ORG", &["Northern Grain Pool"])]),
        ("b", "", &[("ORG", &["NGP"])]),
        ("c", "", &[("ORG", &["Grain Pool"])]),
    ];
    assert_eq!(found(&documents), ["a#1 b#1", "c#1"]);
}

#[test]
fn a_short_name_that_one_text_explains_joins_it_in_others() {
    let documents: [Doc; 2] = [
        ("a", "", &[("ORG", &["Corvo Marine Systems", "Corvo"])]),
        ("b", "", &[("ORG", &["Corvo"])]),
    ];
    assert_eq!(found(&documents), ["a#1 b#1"]);
}

#[test]
fn given_names_that_agree_join_where_no_other_bearer_is_between() {
    let two: [Doc; 2] = [
        ("a", "", &[("PER", &["John P. Hale"])]),
        ("b", "", &[("PER", &["J. Hale"])]),
    ];
    assert_eq!(found(&two), ["a#1 b#1"]);
    let three: [Doc; 3] = [two[0], two[1], ("c", "", &[("PER", &["Jane Hale"])])];
    assert_eq!(found(&three), ["a#1", "b#1", "c#1"]);
}

#[test]
fn a_decision_wins_over_the_rules() {
    let documents: [Doc; 2] = [
        ("a", "", &[("ORG", &["Northern Grain Pool"])]),
        ("b", "", &[("ORG", &["NGP"])]),
    ];
    let decided = |a: &str, b: &str, same| Options {
        decisions: vec![Decision {
            a: a.into(),
            b: b.into(),
            same,
        }],
        ..Options::default()
    };
    assert_eq!(
        identities(&documents, &decided("NGP", "Northern Grain Pool", false)),
        ["a#1", "b#1"]
    );
    let documents: [Doc; 2] = [
        ("a", "", &[("PER", &["Mia Lund"])]),
        ("b", "", &[("PER", &["Mia Berg"])]),
    ];
    assert_eq!(
        identities(&documents, &decided("Mia Lund", "Mia Berg", true)),
        ["a#1 b#1"]
    );
}

#[test]
fn watched_names_are_one_identity_with_the_id_of_the_list() {
    let documents: [Doc; 2] = [
        ("a", "", &[("PER", &["Mia Lund"]), ("LOC", &["Leeds"])]),
        ("b", "", &[("PER", &["Mia Berg"])]),
    ];
    let folder = folder(&documents);
    let list = folder.path().join("watch.csv");
    std::fs::write(&list, "id,name,aliases,type\nw7,Mia Lund,Mia Berg,PER\n").unwrap();
    let options = Options {
        watched: read_watched(&list).unwrap(),
        ..Options::default()
    };
    let mut ids = Vec::new();
    identify(
        folder.path(),
        &options,
        std::io::sink(),
        &mut |table, row| {
            if let (Table::Identities, [_, Cell::Text(name), .., Cell::Text(watch)]) =
                (table, &row[..])
            {
                ids.push((name.to_string(), watch.to_string()));
            }
            Ok(())
        },
    )
    .unwrap();
    assert_eq!(
        ids,
        [
            ("Mia Lund".into(), "w7".into()),
            ("Leeds".to_string(), String::new())
        ]
    );
}
