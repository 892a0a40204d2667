//! What the object's name says of the relation.

use super::{RelationFilter, Sheet};
use crate::document::{Entity, EntityType, MentionKind, Rule};
use crate::extraction::{Prediction, Relation, RelationKind};
use crate::language::{self, WordClass};
use crate::names::countries;

/// Drops a nationality whose object is a place and no country.
///
/// Example: who is from Eumundi lives there.
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
        object.kind != MentionKind::Name
            || object.entity_type != EntityType::Loc
            || countries::is_country(sheet.document.mention(sheet.sentences, object))
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
