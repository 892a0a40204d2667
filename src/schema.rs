//! The relations and the labels of other corpora, as schema.tsv has them.
//!
//! `build.rs` writes a variant of [`RelationKind`] for each relation of the file, so that a new relation is one line of it (and
//! a model that was trained with it).

use crate::document::EntityType;

/// A relation of the file.
struct Row {
    kind: RelationKind,
    name: &'static str,
    subjects: &'static [EntityType],
    objects: &'static [EntityType],
    symmetric: bool,
}

include!(concat!(env!("OUT_DIR"), "/relations.rs"));

const FILE: &str = include_str!("schema.tsv");

impl RelationKind {
    /// All relations, in the order of the file.
    pub const ALL: [RelationKind; ROWS.len()] = {
        let mut all = [ROWS[0].kind; ROWS.len()];
        let mut at = 0;
        while at < ROWS.len() {
            all[at] = ROWS[at].kind;
            at += 1;
        }
        all
    };

    /// As it stands in the `relation` column.
    pub fn as_str(self) -> &'static str {
        ROWS[self as usize].name
    }

    /// The relation of that name.
    pub fn named(name: &str) -> Option<RelationKind> {
        ROWS.iter().find(|row| row.name == name).map(|row| row.kind)
    }

    /// True for a relation without a direction, which is written once, in text order.
    pub fn symmetric(self) -> bool {
        ROWS[self as usize].symmetric
    }

    /// True where the relation may hold between a subject and an object of these types.
    pub fn allows(self, subject: EntityType, object: EntityType) -> bool {
        let row = &ROWS[self as usize];
        row.subjects.contains(&subject) && row.objects.contains(&object)
    }
}

/// The type of a name that another corpus labels so: `politician` is a person. `None` for a label that has no place among the
/// four (`art`, a date).
pub fn name_type(label: &str) -> Option<EntityType> {
    name_types().find_map(|(entity_type, mut labels)| {
        (entity_type.as_str() == label || labels.any(|l| l == label)).then_some(entity_type)
    })
}

/// The relation that another corpus labels so: `Live_In` is a place of residence.
pub fn relation_labelled(label: &str) -> Option<RelationKind> {
    FILE.lines().find_map(|line| {
        let cells: Vec<&str> = line.strip_prefix("relation\t")?.split('\t').collect();
        let labels = cells.get(6)?;
        labels.split(' ').find(|l| *l == label)?;
        RelationKind::named(cells[0])
    })
}

/// The types of names of the file, with their labels elsewhere.
fn name_types() -> impl Iterator<Item = (EntityType, impl Iterator<Item = &'static str>)> {
    FILE.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("type\t")?.split('\t');
        let name = cells.next()?;
        let entity_type = EntityType::NAMES.into_iter().find(|t| t.as_str() == name)?;
        Some((entity_type, cells.nth(1).unwrap_or("").split(' ')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relation_is_found_by_its_name_and_allows_its_types_alone() {
        for kind in RelationKind::ALL {
            assert_eq!(RelationKind::named(kind.as_str()), Some(kind));
        }
        assert_eq!(RelationKind::named("likes"), None);
        let nationality = RelationKind::named("nationality").unwrap();
        assert!(nationality.allows(EntityType::Per, EntityType::Misc));
        assert!(!nationality.allows(EntityType::Org, EntityType::Misc));
        assert!(RelationKind::Sibling.symmetric() && !RelationKind::ChildOf.symmetric());
    }

    #[test]
    fn the_file_has_the_types_of_the_program_in_its_order() {
        let types: Vec<&str> = FILE
            .lines()
            .filter_map(|line| line.strip_prefix("type\t")?.split('\t').next())
            .collect();
        let own: Vec<&str> = EntityType::ALL.iter().map(|t| t.as_str()).collect();
        assert_eq!(types, own);
        assert_eq!(name_types().count(), EntityType::NAMES.len());
    }

    #[test]
    fn labels_of_other_corpora_are_types_of_ours() {
        assert_eq!(name_type("politician"), Some(EntityType::Per));
        assert_eq!(name_type("LOC"), Some(EntityType::Loc));
        assert_eq!(name_type("algorithm"), None);
        assert_eq!(name_type("DATE"), None);
        assert_eq!(name_type(""), None);
        assert_eq!(
            relation_labelled("Work_For"),
            Some(RelationKind::EmployeeOrMemberOf)
        );
        assert_eq!(relation_labelled("Kill"), None);
    }
}
