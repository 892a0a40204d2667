//! How an article speaks of its main person (PerSenT).

use super::Confusion;
use super::extract_all;
use super::gold::persent::GoldArticle;
use crate::document::EntityType;
use crate::extraction::{Extraction, Polarity};
use crate::pipeline::Pipeline;

/// Walks the articles through the whole program, and compares the sentiment of the main person's entity; an article where that
/// is not found counts as neutral.
///
/// # Errors
/// A model that fails.
pub fn measure(pipeline: &Pipeline, gold: &[GoldArticle]) -> anyhow::Result<Confusion> {
    let documents = gold.iter().map(|g| g.document.clone()).collect();
    let mut confusion = Confusion::default();
    for (article, found) in gold.iter().zip(extract_all(pipeline, documents)?) {
        let polarity = main_person(&article.target, &found)
            .and_then(|entity| found.entity_sentiment[entity])
            .map_or(Polarity::Neutral, |s| Polarity::of_entity(s.score));
        confusion.0[article.polarity as usize][polarity as usize] += 1;
    }
    Ok(confusion)
}

/// The person that a name means: of those that share most words with it, the one that is mentioned most often.
fn main_person(name: &str, found: &Extraction) -> Option<usize> {
    let words = |name: &str| -> Vec<String> {
        let words = name.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let wanted = words(name);
    let shared = |name: &str| words(name).iter().filter(|w| wanted.contains(w)).count();
    let people = found.entities.iter().enumerate();
    people
        .filter(|(_, e)| e.entity_type == EntityType::Per)
        .map(|(index, e)| (shared(&e.name), e.mentions.len(), std::cmp::Reverse(index)))
        .filter(|(shared, ..)| *shared > 0)
        .max()
        .map(|(.., std::cmp::Reverse(index))| index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Entity};

    #[test]
    fn the_main_person_is_the_one_whose_name_shares_most_words() {
        let mut found = Extraction::passed_over(Document::plain("a", "-"));
        let entity = |name: &str, entity_type, mentions: usize| Entity {
            name: name.to_string(),
            entity_type,
            mentions: vec![0; mentions],
            value: None,
        };
        found.entities = vec![
            entity("Field", EntityType::Org, 9),
            entity("Mark Field", EntityType::Per, 7),
            entity("Anna Field", EntityType::Per, 2),
            entity("Anna", EntityType::Per, 3),
        ];
        assert_eq!(main_person("Anna J. Field", &found), Some(2));
        assert_eq!(main_person("Ms. Field", &found), Some(1));
        assert_eq!(main_person("Zoe Reed", &found), None);
    }
}
