//! What the object's name says of the relation.

use super::{RelationFilter, Sheet};
use crate::document::{Entity, EntityType, MentionKind, Rule};
use crate::extraction::{Prediction, Relation, RelationKind};
use crate::language::{self, WordClass};
use crate::names::countries;

/// Drops a nationality whose object is a place and no country, or the people of a part of a country.
///
/// Example: who is from Eumundi lives there; a Tasmanian senator's nation is not told. Not: `a Scottish poet`.
pub struct NationalityOfCountry;

impl RelationFilter for NationalityOfCountry {
    fn name(&self) -> &'static str {
        "nationality_of_country"
    }

    fn keeps(&self, sheet: &Sheet, prediction: &Prediction) -> bool {
        if prediction.kind != RelationKind::Nationality {
            return true;
        }
        let object = &sheet.mentions[prediction.object];
        if object.kind != MentionKind::Name {
            return true;
        }
        let name = sheet.document.mention(sheet.sentences, object);
        match object.entity_type {
            EntityType::Loc => countries::is_country(name),
            _ => !language::is(&name.to_lowercase(), WordClass::RegionPeople),
        }
    }
}

/// Drops a residence at what only owns a body of the sentence.
///
/// Example: `Hume, from Victoria's Department of Primary Industries`. Not: `Hume lives in Victoria's west`.
pub struct OwnerOfBody;

impl RelationFilter for OwnerOfBody {
    fn name(&self) -> &'static str {
        "owner_of_body"
    }

    fn keeps(&self, sheet: &Sheet, prediction: &Prediction) -> bool {
        if prediction.kind != RelationKind::PlaceOfResidence {
            return true;
        }
        let object = &sheet.mentions[prediction.object];
        let behind = sheet.behind(object);
        let owned = behind.strip_prefix("'s ").or(behind.strip_prefix("’s "));
        // The name of the body begins right there.
        let start = object.span.end + behind.len() - owned.map_or(0, str::len);
        owned.is_none()
            || !sheet.mentions.iter().any(|m| {
                m.sentence == object.sentence
                    && m.entity_type == EntityType::Org
                    && m.span.start == start
            })
    }
}

/// Makes a post of a political affiliation to a body whose name says that it is no party.
///
/// Example: whoever speaks for the Victorian Farmers Federation has a post there. Not: a party of type MISC.
pub struct BodyIsNoParty;

impl RelationFilter for BodyIsNoParty {
    fn name(&self) -> &'static str {
        "body_is_no_party"
    }

    fn change(&self, entities: &[Entity], row: &mut Relation) {
        if row.kind == RelationKind::PoliticalAffiliation
            && entities.get(row.object).is_some_and(is_nonparty_body)
        {
            row.kind = RelationKind::EmployeeOrMemberOf;
            row.rule = Some(Rule(self.name()));
        }
    }
}

/// Tells whether an organisation's name says that it is no party: `University of Leeds`.
fn is_nonparty_body(entity: &Entity) -> bool {
    entity.entity_type == EntityType::Org
        && entity
            .name
            .split(' ')
            .any(|word| language::is(&word.to_lowercase(), WordClass::NonpartyBodyNoun))
}

#[cfg(test)]
mod tests {
    use super::super::tests::keeps;
    use super::*;
    use crate::document::EntityType::{Loc, Misc, Org, Per};
    use crate::document::{Document, Span};
    use crate::relations::tests::{mention, prediction};

    #[test]
    fn a_nationality_is_of_a_country_or_its_people() {
        let of = |text: &str, name: &str, entity_type| {
            let kind = RelationKind::Nationality;
            keeps(
                &NationalityOfCountry,
                text,
                kind,
                ("Ann Lee", Per),
                (name, entity_type),
            )
        };
        assert!(of("Danish senator Ann Lee left.", "Danish", Misc));
        assert!(of("Scottish senator Ann Lee left.", "Scottish", Misc));
        assert!(!of("Tasmanian senator Ann Lee left.", "Tasmanian", Misc));
        assert!(!of("Leeds senator Ann Lee left.", "Leeds", Loc));
    }

    #[test]
    fn whoever_is_from_a_body_of_a_place_does_not_live_there() {
        let keeps_with = |text: &str, body: &str| {
            let document = Document::plain("a", text);
            let sentences = crate::text::split(&document);
            let found = [("Ann Lee", Per), ("Victoria", Loc), (body, Org)];
            let mentions = found.map(|(name, entity_type)| {
                let start = text.find(name).unwrap();
                let mut mention = mention(0, start, entity_type);
                mention.span = Span::new(start, start + name.len());
                mention
            });
            let sheet = Sheet {
                document: &document,
                sentences: &sentences,
                mentions: &mentions,
                quoted: &[false; 3],
            };
            let lives = prediction(RelationKind::PlaceOfResidence, 0, 1, 0.9);
            OwnerOfBody.keeps(&sheet, &lives)
        };
        assert!(!keeps_with(
            "Ann Lee, from Victoria's Farm Board, left.",
            "Farm Board"
        ));
        assert!(keeps_with(
            "Ann Lee from Victoria's west left the Farm Board.",
            "Farm Board"
        ));
    }
}
