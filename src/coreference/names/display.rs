//! The name by which an entity is shown.

use std::collections::HashSet;

use super::super::clusters::Clusters;
use crate::document::{Document, Mention};
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
    let rank = |i: usize| {
        let name = &clusters.names[i];
        let several = name.words.len() > 1;
        let shouted = name.shouted && (several || calm.contains(&text(i).to_lowercase()));
        (
            !name.common,
            !name.handle,
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
