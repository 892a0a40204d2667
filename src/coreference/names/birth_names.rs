//! The name under which the person that a text is about was born.

use super::builder::Builder;
use super::{Input, NameSieve};
use crate::document::{EntityType, Rule};

/// Joins a full name of which the text says `was born`, and which it has nowhere before, to the person whom the text names
/// first, where the two have a given name and no surname in common.
///
/// Example: `Ana Ruiz, who drew maps, died on Monday. ... Ana Lind was born in 1933.` Not: where the text says of `Ana Ruiz` too
/// that she was born.
pub(super) struct BirthNames;

impl NameSieve for BirthNames {
    fn run(&self, input: &Input, builder: &mut Builder) {
        let names = &input.names;
        let is_person = |i: usize| {
            input.mentions[i].entity_type == EntityType::Per && names[i].words.len() >= 2
        };
        let born = |i: usize| {
            let word = |offset| input.page.near(names[i].last, offset);
            word(1).is_some_and(|token| token.reads("was"))
                && word(2).is_some_and(|token| token.reads("born"))
        };
        let Some(first) = (0..names.len()).find(|&i| is_person(i)) else {
            return;
        };
        let Some(leading) = builder.of[first].map(|entity| builder.root(entity)) else {
            return;
        };
        let told = builder.clusters[leading].names.iter().any(|&i| born(i));
        let births: Vec<usize> = (first + 1..names.len())
            .filter(|&i| is_person(i) && born(i))
            .collect();
        let [birth] = births[..] else { return };
        let Some(other) = builder.of[birth].map(|entity| builder.root(entity)) else {
            return;
        };
        let (a, b) = (&names[first].words, &names[birth].words);
        let own = builder.clusters[other].names.iter().min() == Some(&birth);
        if told
            || other == leading
            || !own
            || a.first() != b.first()
            || a.last() == b.last()
            || !builder.clusters[leading]
                .gender
                .agrees(builder.clusters[other].gender)
        {
            return;
        }
        builder.merge(leading, other);
        builder.rules[birth] = Some(Rule("birth_name"));
    }
}
