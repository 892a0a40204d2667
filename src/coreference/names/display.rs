//! The name by which an entity is shown.

use std::collections::HashSet;

use super::super::clusters::{Clusters, Name};
use crate::document::{Document, EntityType, Mention};
use crate::text::Page;

/// The name as a reader would write it: the fullest form, not in capitals only, most often used.
pub(in super::super) fn display<'a>(
    document: &'a Document,
    page: &Page,
    clusters: &Clusters,
    members: &[usize],
    mentions: &[Mention],
) -> String {
    let text = |i: usize| -> &'a str {
        page.parts
            .get(mentions[i].sentence)
            .and_then(|&part| {
                document
                    .part(part)
                    .get(clusters.names[i].core.start..clusters.names[i].core.end)
            })
            .unwrap_or("")
    };
    let members = &members[..members.len().min(1024)];
    // ROTTERDAM is Rotterdam where the text has both; NATO is not shouted.
    let calm: HashSet<String> = members
        .iter()
        .filter(|&&i| !clusters.names[i].shouted)
        .map(|&i| text(i).to_lowercase())
        .collect();
    // COLE is Andrea Cole where the text has ANDREA COLE.
    let part = |name: &Name| {
        members.iter().any(|&i| {
            let other = &clusters.names[i];
            other.shouted && other.words.len() > 1 && other.words.ends_with(&name.words)
        })
    };
    let rank = |i: usize| {
        let name = &clusters.names[i];
        let several = name.words.len() > 1;
        let person = clusters.clusters[clusters.of[i]].entity_type == EntityType::Per;
        let known = || calm.contains(&text(i).to_lowercase()) || person && part(name);
        let shouted = name.shouted && (several || known());
        (
            !name.common,
            !name.handle,
            // A person's full name before a part of it, however it is written.
            person && several,
            !shouted,
            text(i).chars().any(char::is_uppercase),
            name.words.len(),
            text(i).chars().count(),
        )
    };
    // Of equals the first.
    let best = members
        .iter()
        .copied()
        .reduce(|best, i| if rank(i) > rank(best) { i } else { best });
    let name = best.map_or("", text);
    // A name that runs over a line break is one line here.
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
