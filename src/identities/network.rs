//! Identities as a network: nodes, edges, and both as GEXF.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use anyhow::Context;
use jiff::civil::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::corpus::{Corpus, Names};
use super::tables::{Identity, date};
use crate::output::Score;
use crate::output::read::Table;

/// The kind of an edge between two identities that one sentence names.
const TOGETHER: &str = "together";
/// The kind of an edge from who says something to whom it is about.
const SPEAKS_OF: &str = "speaks_of";
/// A sentence that names more identities than this is a list, and puts nobody together.
const MOST_TOGETHER: usize = 20;
/// The edges of so many identities are sorted at a time.
const BUCKETS: usize = 64;

/// One fact that an edge is made of.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Fact {
    source: u32,
    target: u32,
    kind: u32,
    document: u32,
    score: f32,
}

impl Fact {
    const BYTES: usize = 20;

    fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let cells = [
            self.source,
            self.target,
            self.kind,
            self.document,
            self.score.to_bits(),
        ];
        for (k, cell) in cells.into_iter().enumerate() {
            bytes[4 * k..4 * k + 4].copy_from_slice(&cell.to_le_bytes());
        }
        bytes
    }

    fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        let cell = |k: usize| {
            u32::from_le_bytes([
                bytes[4 * k],
                bytes[4 * k + 1],
                bytes[4 * k + 2],
                bytes[4 * k + 3],
            ])
        };
        Fact {
            source: cell(0),
            target: cell(1),
            kind: cell(2),
            document: cell(3),
            score: f32::from_bits(cell(4)),
        }
    }
}

/// An edge: all facts of one kind from one identity to another.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    /// Numbers of identities.
    pub source: u32,
    pub target: u32,
    pub kind: String,
    /// How many sentences or statements say so.
    pub weight: u64,
    pub documents: u64,
    pub first: Option<Date>,
    pub last: Option<Date>,
    /// That of the best example.
    pub score: Score,
    /// The document of the best example.
    pub evidence: u32,
}

/// Facts on disk, parted by source so that each part is sorted in memory.
pub(crate) struct Facts {
    buckets: Vec<BufWriter<File>>,
    identities: usize,
    kinds: Names,
}

impl Facts {
    /// Reads the facts from the tables of a finished output folder.
    ///
    /// # Errors
    /// A table that cannot be read, and no space for what is sorted on disk.
    pub fn read(folder: &Path, corpus: &Corpus, identities: &[Identity]) -> anyhow::Result<Self> {
        let buckets = (0..BUCKETS)
            .map(|_| Ok(BufWriter::new(tempfile::tempfile_in(folder)?)))
            .collect::<std::io::Result<Vec<_>>>()
            .with_context(|| format!("cannot sort in {}", folder.display()))?;
        let mut facts = Facts {
            buckets,
            identities: identities.len(),
            kinds: Names::default(),
        };
        // One identity an entity; 0 where it has none.
        let mut identity_of = vec![0_u32; corpus.entities.len()];
        for identity in identities {
            for &entity in &identity.entities {
                identity_of[entity as usize] = identity.id as u32;
            }
        }
        let (together, speaks_of) = (
            facts.kinds.intern(TOGETHER).0,
            facts.kinds.intern(SPEAKS_OF).0,
        );
        let mut relations = Table::open(folder, "relations")?;
        let mut mentions = Table::open(folder, "mentions")?;
        let mut statements = Table::open_if_there(folder, "statements")?;
        let mut about = Table::open_if_there(folder, "about")?;
        for document in 0..corpus.documents.len() as u32 {
            let doc_id = corpus.document_id(document);
            let identity: HashMap<u32, u32> = corpus
                .entities_of(document)
                .map(|e| (corpus.entities[e].id, identity_of[e]))
                .filter(|&(_, identity)| identity > 0)
                .collect();
            let mut found: Vec<Fact> = Vec::new();
            let mut add = |source: u32, target: u32, kind: u32, score: f32| {
                if let (Some(&source), Some(&target)) =
                    (identity.get(&source), identity.get(&target))
                    && source != target
                {
                    found.push(Fact {
                        source,
                        target,
                        kind,
                        document,
                        score,
                    });
                }
            };
            relations.each_of(doc_id, |row| {
                let kind = facts.kinds.intern(row.get("relation")).0;
                let score = row.get("score").parse().unwrap_or(0.0);
                add(
                    row.number("subject_id")?,
                    row.number("object_id")?,
                    kind,
                    score,
                );
                Ok(())
            })?;
            let mut speaker: HashMap<u32, u32> = HashMap::new();
            if let Some(statements) = &mut statements {
                statements.each_of(doc_id, |row| {
                    if let Ok(id) = row.get("speaker_id").parse() {
                        speaker.insert(row.number("statement_id")?, id);
                    }
                    Ok(())
                })?;
            }
            if let Some(about) = &mut about {
                about.each_of(doc_id, |row| {
                    if let Some(&source) = speaker.get(&row.number("statement_id")?) {
                        add(source, row.number("entity_id")?, speaks_of, 1.0);
                    }
                    Ok(())
                })?;
            }
            let mut named: Vec<(u32, u32)> = Vec::new();
            mentions.each_of(doc_id, |row| {
                named.push((row.number("sentence_id")?, row.number("entity_id")?));
                Ok(())
            })?;
            named.sort_unstable();
            named.dedup();
            for sentence in named.chunk_by(|a, b| a.0 == b.0) {
                let known = || {
                    sentence
                        .iter()
                        .map(|n| n.1)
                        .filter(|e| identity.contains_key(e))
                };
                if known().count() > MOST_TOGETHER {
                    continue;
                }
                for (k, a) in known().enumerate() {
                    for b in known().skip(k + 1) {
                        // Together has no direction: from the identity that appeared first.
                        let (a, b) = if identity[&a] < identity[&b] {
                            (a, b)
                        } else {
                            (b, a)
                        };
                        add(a, b, together, 1.0);
                    }
                }
            }
            facts.write(&found)?;
        }
        Ok(facts)
    }

    fn write(&mut self, found: &[Fact]) -> anyhow::Result<()> {
        for fact in found {
            let bucket = fact.source as usize * BUCKETS / (self.identities + 1);
            self.buckets[bucket].write_all(&fact.to_bytes()).context(
                "no space to sort the edges of the network; free some where the output folder is",
            )?;
        }
        Ok(())
    }

    /// Calls `put` with every edge that at least `least` documents show, by source, target and kind.
    ///
    /// # Errors
    /// What the disk and `put` say.
    pub fn edges(
        self,
        corpus: &Corpus,
        least: u64,
        mut put: impl FnMut(Edge) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        for bucket in self.buckets {
            let mut file = bucket
                .into_inner()
                .map_err(std::io::IntoInnerError::into_error)?;
            file.seek(SeekFrom::Start(0))?;
            let mut reader = BufReader::new(file);
            let mut facts = Vec::new();
            let mut bytes = [0; Fact::BYTES];
            while reader.read(&mut bytes[..1])? == 1 {
                reader.read_exact(&mut bytes[1..])?;
                facts.push(Fact::from_bytes(bytes));
            }
            let key = |f: &Fact| (f.source, f.target, self.kinds.text_of(f.kind), f.document);
            facts.sort_by(|a, b| key(a).cmp(&key(b)).then(b.score.total_cmp(&a.score)));
            let same =
                |a: &Fact, b: &Fact| (a.source, a.target, a.kind) == (b.source, b.target, b.kind);
            for of_edge in facts.chunk_by(same) {
                let documents = of_edge.chunk_by(|a, b| a.document == b.document).count() as u64;
                if documents < least {
                    continue;
                }
                // The best example; of equals the first in the corpus.
                let best =
                    of_edge.iter().fold(
                        of_edge[0],
                        |best, f| {
                            if f.score > best.score { *f } else { best }
                        },
                    );
                let days = || {
                    of_edge
                        .iter()
                        .filter_map(|f| corpus.documents[f.document as usize].published)
                };
                put(Edge {
                    source: best.source,
                    target: best.target,
                    kind: self.kinds.text_of(best.kind).to_string(),
                    weight: of_edge.len() as u64,
                    documents,
                    first: days().min().and_then(date),
                    last: days().max().and_then(date),
                    score: Score(best.score),
                    evidence: best.document,
                })?;
            }
        }
        Ok(())
    }
}

/// Writes a network as GEXF 1.2, which Gephi and networkx read.
pub(crate) struct Gexf<W: Write> {
    xml: Writer<W>,
    edges: u64,
}

impl<W: Write> Gexf<W> {
    /// Writes the nodes.
    ///
    /// # Errors
    /// What the writer says.
    pub fn begin(out: W, corpus: &Corpus, identities: &[Identity]) -> anyhow::Result<Self> {
        let mut xml = Writer::new_with_indent(out, b' ', 1);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let open = |tag: &str| quick_xml::events::BytesStart::new(tag.to_string());
        let mut gexf = open("gexf");
        gexf.push_attribute(("xmlns", "http://www.gexf.net/1.2draft"));
        gexf.push_attribute(("version", "1.2"));
        xml.write_event(Event::Start(gexf))?;
        let mut graph = open("graph");
        graph.push_attribute(("defaultedgetype", "directed"));
        xml.write_event(Event::Start(graph))?;
        for (class, columns) in [
            (
                "node",
                &[
                    ("type", "string"),
                    ("documents", "integer"),
                    ("mentions", "integer"),
                    ("sentiment", "double"),
                ][..],
            ),
            (
                "edge",
                &[
                    ("kind", "string"),
                    ("documents", "integer"),
                    ("evidence", "string"),
                ][..],
            ),
        ] {
            let mut attributes = open("attributes");
            attributes.push_attribute(("class", class));
            xml.write_event(Event::Start(attributes))?;
            for (id, kind) in columns {
                xml.create_element("attribute")
                    .with_attributes([("id", *id), ("title", *id), ("type", *kind)])
                    .write_empty()?;
            }
            xml.write_event(Event::End(open("attributes").to_end()))?;
        }
        xml.write_event(Event::Start(open("nodes")))?;
        for identity in identities {
            let label = printable(corpus.names.text(identity.name));
            let mut cells = vec![
                ("type", identity.entity_type.as_str().to_string()),
                ("documents", identity.documents.to_string()),
                ("mentions", identity.mentions.to_string()),
            ];
            cells.extend(
                identity
                    .valence
                    .map(|v| ("sentiment", Score(v).to_string())),
            );
            let id = identity.id.to_string();
            let node = xml
                .create_element("node")
                .with_attributes([("id", id.as_str()), ("label", label.as_str())]);
            node.write_inner_content(|xml| values(xml, &cells))?;
        }
        xml.write_event(Event::End(open("nodes").to_end()))?;
        xml.write_event(Event::Start(open("edges")))?;
        Ok(Gexf { xml, edges: 0 })
    }

    /// Writes an edge.
    ///
    /// # Errors
    /// What the writer says.
    pub fn edge(&mut self, corpus: &Corpus, edge: &Edge) -> anyhow::Result<()> {
        let id = self.edges.to_string();
        self.edges += 1;
        let (source, target) = (edge.source.to_string(), edge.target.to_string());
        let weight = edge.weight.to_string();
        let cells = [
            ("kind", edge.kind.clone()),
            ("documents", edge.documents.to_string()),
            ("evidence", printable(corpus.document_id(edge.evidence))),
        ];
        let element = self.xml.create_element("edge").with_attributes([
            ("id", id.as_str()),
            ("source", &source),
            ("target", &target),
            ("weight", &weight),
        ]);
        element.write_inner_content(|xml| values(xml, &cells))?;
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(mut self) -> anyhow::Result<()> {
        for tag in ["edges", "graph", "gexf"] {
            self.xml
                .write_event(Event::End(quick_xml::events::BytesEnd::new(tag)))?;
        }
        self.xml.write_event(Event::Text(BytesText::new("\n")))?;
        self.xml.into_inner().flush()?;
        Ok(())
    }
}

fn values<W: Write>(xml: &mut Writer<W>, cells: &[(&str, String)]) -> std::io::Result<()> {
    xml.create_element("attvalues").write_inner_content(|xml| {
        for (name, value) in cells {
            xml.create_element("attvalue")
                .with_attributes([("for", *name), ("value", value.as_str())])
                .write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Leaves out the control characters that XML cannot hold.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
