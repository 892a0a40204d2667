//! How often each rule of coreference was right.
//!
//! A rule is right where the mention that it resolved means what most names of its entity mean. A mention whose entity has no
//! annotated name, a noun phrase that is not annotated and a name that stands alone are not judged; a pronoun that is not
//! annotated is wrong, for what it means has no name (`it rains`). Of GAP a pronoun is right where its entity has the name that
//! it means, and wrong where it has the other one or none of the two although one is meant.

use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Write as _};

use super::{Annotated, Found, overlap, words};
use crate::document::{Document, Mention, MentionKind, Rule, Span};
use crate::evaluation::gold::gap::{self, Passage};
use crate::evaluation::gold::gum::{self, GumDocument};
use crate::evaluation::gold::litbank::{self, LitbankDocument};
use crate::evaluation::gold::{GoldError, GoldKind, GoldMention};
use crate::evaluation::{extract_all, ratio};
use crate::extraction::Extraction;
use crate::pipeline::Pipeline;

/// Annotated texts of one of the formats that tell who is meant.
pub enum Corpus {
    Litbank(Vec<LitbankDocument>),
    Gap(Vec<Passage>),
    Gum(Vec<GumDocument>),
}

/// Reads a file of any of the formats, told by its first line.
///
/// # Errors
/// A line that is not of the format.
pub fn read(text: &str) -> Result<Corpus, GoldError> {
    let first = text.lines().next().unwrap_or("");
    if first.starts_with("ID\t") {
        Ok(Corpus::Gap(gap::read(text)?))
    } else if first.contains("\"sentences\"") {
        Ok(Corpus::Gum(gum::read(text)?))
    } else {
        Ok(Corpus::Litbank(litbank::read(text)?))
    }
}

impl Corpus {
    fn name(&self) -> &'static str {
        match self {
            Corpus::Litbank(_) => "LitBank",
            Corpus::Gap(_) => "GAP",
            Corpus::Gum(_) => GUM,
        }
    }

    fn documents(&self) -> Vec<Document> {
        match self {
            Corpus::Litbank(all) => all.iter().map(|d| d.document.clone()).collect(),
            Corpus::Gap(all) => all.iter().map(|p| p.document.clone()).collect(),
            Corpus::Gum(all) => all.iter().map(|d| d.document.clone()).collect(),
        }
    }

    /// The verdicts on what was found in document `n`.
    fn judge(&self, n: usize, found: &Extraction) -> Vec<Verdict> {
        let annotated = |text, mentions| {
            let found = Found {
                mentions: &found.mentions,
                entity_of: &found.entity_of,
            };
            judge(Annotated { text, mentions }, found)
        };
        match self {
            Corpus::Litbank(all) => annotated(&all[n].document.text, &all[n].mentions),
            Corpus::Gum(all) => annotated(&all[n].document.text, &all[n].mentions),
            Corpus::Gap(all) => judge_passage(&all[n], found).into_iter().collect(),
        }
    }
}

/// The corpus that the rules were written with.
const GUM: &str = "GUM";

/// What a rule resolved, and whether that was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Verdict {
    kind: MentionKind,
    rule: Rule,
    right: bool,
}

/// How many mentions of a rule were right, of how many that were judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    right: usize,
    judged: usize,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.right += other.right;
        self.judged += other.judged;
    }
}

/// The tallies of each kind of mention and rule, by corpus.
#[derive(Clone, Debug, Default)]
pub struct Report {
    corpora: Vec<&'static str>,
    rules: BTreeMap<(MentionKind, Rule), Vec<Tally>>,
}

/// From so many mentions on a rule is judged by the corpora that it was not written with.
const ENOUGH: usize = 20;

impl Report {
    fn add(&mut self, corpus: usize, verdict: Verdict) {
        let tallies = self.rules.entry((verdict.kind, verdict.rule)).or_default();
        tallies.resize(self.corpora.len(), Tally::default());
        tallies[corpus].add(Tally {
            right: usize::from(verdict.right),
            judged: 1,
        });
    }

    /// The tally that a rule's score is made of, and the names of its corpora: those that the rules were not written with, with
    /// GUM where these have too few of its mentions.
    fn basis(&self, tallies: &[Tally]) -> (Tally, Vec<&'static str>) {
        let over = |with_gum: bool| {
            let mut sum = Tally::default();
            let mut names = Vec::new();
            for (name, tally) in self.corpora.iter().zip(tallies) {
                if (with_gum || *name != GUM) && tally.judged > 0 {
                    sum.add(*tally);
                    names.push(*name);
                }
            }
            (sum, names)
        };
        let unseen = over(false);
        if unseen.0.judged >= ENOUGH {
            unseen
        } else {
            over(true)
        }
    }

    /// The rules of pronouns and noun phrases as the shelf has them: `rule TAB confidence=share TAB note`. The share is the
    /// expectation of its probability after the mentions seen, every share being as likely before (Laplace's rule of
    /// succession), so that a rule with few mentions is not certain.
    pub fn shelf(&self) -> String {
        let mut rules: BTreeMap<Rule, Vec<Tally>> = BTreeMap::new();
        for ((kind, rule), tallies) in &self.rules {
            if *kind == MentionKind::Name {
                continue;
            }
            let sum = rules.entry(*rule).or_default();
            sum.resize(self.corpora.len(), Tally::default());
            for (sum, tally) in sum.iter_mut().zip(tallies) {
                sum.add(*tally);
            }
        }
        let mut out = String::from(
            "# How often the rules of coreference are right: a rule and its share of right mentions, which is the score of a mention that\n\
             # the rule resolved. Made by `gleaner evaluate coreference --by-rule --write FILE`, not by hand: (right + 1) / (judged + 2) on\n\
             # texts that the rules were not written with; with GUM besides, which they were, where these have fewer than 20 mentions of\n\
             # the rule. The note names the texts and how many mentions were judged.\n",
        );
        for (rule, tallies) in &rules {
            let (sum, names) = self.basis(tallies);
            let share = (sum.right + 1) as f64 / (sum.judged + 2) as f64;
            let _ = writeln!(
                out,
                "{}\tconfidence={share:.4}\t{}, {}",
                rule.0,
                names.join(" and "),
                sum.judged
            );
        }
        out
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<8} {:<26}", "kind", "rule")?;
        for corpus in &self.corpora {
            write!(f, " {corpus:>15}")?;
        }
        writeln!(f, "  right")?;
        for ((kind, rule), tallies) in &self.rules {
            write!(f, "{:<8} {:<26}", kind.as_str(), rule.0)?;
            for tally in tallies {
                let cell = match tally.judged {
                    0 => "-".to_string(),
                    judged => format!("{} of {judged}", tally.right),
                };
                write!(f, " {cell:>15}")?;
            }
            let (sum, _) = self.basis(tallies);
            writeln!(f, "  {:.3}", ratio(sum.right, sum.judged))?;
        }
        Ok(())
    }
}

/// Walks all documents through the whole program, and judges what its rules resolved.
///
/// # Errors
/// A model that fails.
pub fn measure(pipeline: &Pipeline, corpora: &[Corpus]) -> anyhow::Result<Report> {
    let mut report = Report {
        corpora: corpora.iter().map(Corpus::name).collect(),
        ..Report::default()
    };
    for (number, corpus) in corpora.iter().enumerate() {
        let found = extract_all(pipeline, corpus.documents())?;
        for (n, found) in found.iter().enumerate() {
            for verdict in corpus.judge(n, found) {
                report.add(number, verdict);
            }
        }
    }
    for tallies in report.rules.values_mut() {
        tallies.resize(corpora.len(), Tally::default());
    }
    Ok(report)
}

fn judge(gold: Annotated, found: Found) -> Vec<Verdict> {
    let cluster_of: Vec<Option<usize>> = found
        .mentions
        .iter()
        .map(|m| annotated(gold, m).map(|g| g.cluster))
        .collect();
    // Of each entity, how many of its names mean what.
    let mut votes: HashMap<usize, BTreeMap<usize, usize>> = HashMap::new();
    for (index, mention) in found.mentions.iter().enumerate() {
        if let (MentionKind::Name, Some(cluster)) = (mention.kind, cluster_of[index]) {
            let entity = found.entity_of[index];
            *votes.entry(entity).or_default().entry(cluster).or_default() += 1;
        }
    }
    let mut out = Vec::new();
    for (index, mention) in found.mentions.iter().enumerate() {
        let (Some(rule), false) = (mention.rule, mention.kind == MentionKind::Value) else {
            continue;
        };
        let cluster = cluster_of[index];
        let mut votes = votes
            .get(&found.entity_of[index])
            .cloned()
            .unwrap_or_default();
        // A name does not vouch for itself.
        if let (MentionKind::Name, Some(own)) = (mention.kind, cluster) {
            votes.entry(own).and_modify(|count| *count -= 1);
        }
        votes.retain(|_, count| *count > 0);
        let most = votes
            .iter()
            .max_by_key(|&(cluster, count)| (count, std::cmp::Reverse(cluster)));
        let Some((meant, _)) = most else { continue };
        if cluster.is_none() && mention.kind != MentionKind::Pronoun {
            continue;
        }
        out.push(Verdict {
            kind: mention.kind,
            rule,
            right: cluster == Some(*meant),
        });
    }
    out
}

/// The annotated mention that was found: of those of its kind whose head it overlaps the one that it shares most with. A noun
/// phrase may be annotated as a name (`the Secretary`).
fn annotated<'a>(gold: Annotated<'a>, mention: &Mention) -> Option<&'a GoldMention> {
    let last = || words(gold.text, mention.span).last().copied();
    let (kinds, head): (&[GoldKind], Span) = match mention.kind {
        MentionKind::Name => (&[GoldKind::Name], mention.span),
        MentionKind::Pronoun => (&[GoldKind::Pronoun], mention.span),
        MentionKind::Nominal => (
            &[GoldKind::Nominal, GoldKind::Name],
            last().unwrap_or(mention.span),
        ),
        MentionKind::Value => return None,
    };
    gold.mentions
        .iter()
        .filter(|m| kinds.contains(&m.kind) && m.head.overlaps(head))
        .max_by(|a, b| overlap(mention.span, a.span).total_cmp(&overlap(mention.span, b.span)))
}

/// The verdict on the passage's pronoun, where it was resolved and the passage tells whom it means.
fn judge_passage(passage: &Passage, found: &Extraction) -> Option<Verdict> {
    use crate::evaluation::gap::{holds, pronoun_entity};
    let (index, entity) = pronoun_entity(passage, found)?;
    let mention = &found.mentions[index];
    let [(a, a_meant), (b, b_meant)] = passage.names;
    let (in_a, in_b) = (holds(found, entity, a), holds(found, entity, b));
    let right = match (a_meant, b_meant) {
        (true, _) => in_a,
        (_, true) => in_b,
        // Neither is meant: a third may be right, one of the two is not.
        _ if in_a || in_b => false,
        _ => return None,
    };
    Some(Verdict {
        kind: mention.kind,
        rule: mention.rule?,
        right,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::EntityType;

    fn at(text: &str, part: &str) -> Span {
        let start = text.find(part).unwrap();
        Span::new(start, start + part.len())
    }

    #[test]
    fn a_rule_is_right_where_its_mention_means_what_its_entity_does() {
        let text = "Ana Ruiz met Bea Holt. She spoke, and it rained. The singer left. Ruiz won.";
        let gold = |part, kind, cluster| GoldMention {
            span: at(text, part),
            head: at(text, part),
            entity_type: Some(EntityType::Per),
            kind,
            cluster,
        };
        let gold = [
            gold("Ana Ruiz", GoldKind::Name, 1),
            gold("Bea Holt", GoldKind::Name, 2),
            gold("She", GoldKind::Pronoun, 2),
            gold("The singer", GoldKind::Nominal, 1),
            gold("Ruiz won", GoldKind::Name, 1),
        ];
        let found = |part, kind, rule| Mention {
            sentence: 0,
            span: at(text, part),
            entity_type: EntityType::Per,
            kind,
            value: None,
            score: 1.0,
            type_scores: [0.0; 4],
            rule,
        };
        let (near, it, noun, surname) = (Rule("near"), Rule("it"), Rule("noun"), Rule("surname"));
        let mentions = [
            found("Ana Ruiz", MentionKind::Name, None),
            found("Bea Holt", MentionKind::Name, None),
            found("She", MentionKind::Pronoun, Some(near)),
            found("it", MentionKind::Pronoun, Some(it)),
            found("The singer", MentionKind::Nominal, Some(noun)),
            found("Ruiz won", MentionKind::Name, Some(surname)),
        ];
        let verdicts = judge(
            Annotated {
                text,
                mentions: &gold,
            },
            Found {
                mentions: &mentions,
                entity_of: &[0, 1, 0, 1, 0, 0],
            },
        );
        let said: Vec<_> = verdicts.iter().map(|v| (v.rule, v.right)).collect();
        assert_eq!(
            said,
            [(near, false), (it, false), (noun, true), (surname, true)]
        );
    }

    #[test]
    fn the_shelf_has_unseen_texts_where_there_are_enough() {
        let mut report = Report {
            corpora: vec!["LitBank", GUM],
            ..Report::default()
        };
        let verdict = |rule, right| Verdict {
            kind: MentionKind::Pronoun,
            rule,
            right,
        };
        for n in 0..28 {
            report.add(0, verdict(Rule("often"), n < 20));
            report.add(1, verdict(Rule("often"), true));
        }
        for _ in 0..3 {
            report.add(1, verdict(Rule("seldom"), true));
        }
        let shelf = report.shelf();
        let rows: Vec<&str> = shelf.lines().filter(|l| !l.starts_with('#')).collect();
        assert_eq!(
            rows,
            [
                "often\tconfidence=0.7000\tLitBank, 28",
                "seldom\tconfidence=0.8000\tGUM, 3"
            ]
        );
    }
}
