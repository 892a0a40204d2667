//! The walk of an article: sentences, one pass of the encoder, names and sentiment, values, quotations, coreference,
//! sentiment towards entities, relations.
//!
//! The unit is a chunk of whole documents: all its sentences are batched together, so what stands in a batch depends on the
//! input alone and a run gives the same bytes at any number of threads.

use rayon::prelude::*;

use crate::coreference;
use crate::document::{Document, EntityType, Mention, Sentence, Span};
use crate::encoder::{Asked, Encoder, Folder, Pieces, Reading, Settings, Task};
use crate::extraction::{Extraction, Prediction, Relation, Sentiment};
use crate::stopwatch::{Stage, Stopwatch};
use crate::values::Country;
use crate::{names, quotations, relations, roles, sentiment, statements, text, values};

/// What a pipeline is made of.
#[derive(Clone, Debug)]
pub struct Options {
    /// The bundled model, or another that is trained for all tasks: a folder or a hub id.
    pub model: String,
    /// Models of the user's own in place of the bundled one's names and sentiment.
    pub ner_model: Option<String>,
    /// The same for the sentiment of sentences.
    pub sentiment_model: Option<String>,
    /// Leaves out mentions and relations below this; without it each model's own best.
    pub min_score: Option<f32>,
    /// Looks into documents of other languages too.
    pub any_language: bool,
    /// The country that all articles are of, by which `$`, `Rs` and `¥` are told.
    pub country: Option<Country>,
}

impl Options {
    /// One model for everything, and its own thresholds.
    pub fn of_model(model: &str) -> Self {
        Options {
            model: model.to_string(),
            ner_model: None,
            sentiment_model: None,
            min_score: None,
            any_language: false,
            country: None,
        }
    }
}

/// Models and stages, ready to walk documents through.
pub struct Pipeline {
    shared: Encoder,
    ner: Option<Encoder>,
    sentiment: Option<Encoder>,
    names: names::Decoder,
    relations: Option<relations::Head>,
    /// What a name needs by its sentence alone, and what any mention of a name needs.
    min_name: f32,
    /// What the tables show.
    min_score: f32,
    min_relation: f32,
    any_language: bool,
    country: Option<Country>,
    watch: Stopwatch,
}

impl Pipeline {
    /// Loads the models.
    ///
    /// # Errors
    /// A model that is not there or does not fit its task.
    pub fn load(options: &Options, settings: Settings) -> anyhow::Result<Self> {
        let open = |name: &Option<String>, task| -> anyhow::Result<Option<Encoder>> {
            name.as_ref()
                .map(|n| Encoder::load(Folder::open(n)?, task, settings))
                .transpose()
        };
        let shared = Encoder::load(Folder::open(&options.model)?, Task::Names, settings)?;
        let ner = open(&options.ner_model, Task::Names)?;
        let sentiment = open(&options.sentiment_model, Task::Sentiment)?;
        let teller = ner.as_ref().unwrap_or(&shared);
        let chain = teller.names().ok_or_else(|| {
            anyhow::anyhow!(
                "{}: this model tells no names",
                teller.folder.path.display()
            )
        })?;
        let own = shared
            .folder
            .config
            .gleaner
            .as_ref()
            .map(|g| g.heads.clone())
            .unwrap_or_default();
        let min_name = match (&ner, &own.names) {
            (None, Some(head)) => head.min_score,
            _ => 0.0,
        };
        let min_relation = own.relations.as_ref().map_or(0.5, |h| h.min_score);
        Ok(Pipeline {
            names: names::Decoder::new(chain, teller.shared),
            // A higher least score leaves out rows at the end, so that it changes nothing else; a lower one looks for more.
            min_name: options.min_score.unwrap_or(min_name).min(min_name),
            min_relation: options.min_score.unwrap_or(min_relation).min(min_relation),
            min_score: options.min_score.unwrap_or(0.0),
            relations: own.relations.as_ref().map(relations::Head::new),
            any_language: options.any_language,
            country: options.country,
            watch: Stopwatch::default(),
            shared,
            ner,
            sentiment,
        })
    }

    /// The models in use, with their tasks.
    pub fn models(&self) -> impl Iterator<Item = &Encoder> {
        std::iter::once(&self.shared)
            .chain(&self.ner)
            .chain(&self.sentiment)
    }

    /// Word pieces that a document will cost, roughly: a chunk is cut by it.
    pub fn cost(document: &Document) -> usize {
        (document.text.len() + document.title.as_ref().map_or(0, String::len)) / 4 + 1
    }

    /// Walks a chunk of documents. What comes out depends on the documents and their order alone.
    ///
    /// # Errors
    /// What the models say; a chunk fails as a whole.
    pub fn extract(&self, documents: Vec<Document>) -> anyhow::Result<Vec<Extraction>> {
        let threads = rayon::current_num_threads();
        let articles: Vec<Article> = documents
            .into_par_iter()
            .map(|d| self.watch.time(Stage::Text, 1, || self.cut(d)))
            .collect::<anyhow::Result<_>>()?;
        let readings = self
            .watch
            .time(Stage::Encoder, threads, || self.read(&articles))?;
        let mut found: Vec<Found> = articles
            .par_iter()
            .zip(&readings.first)
            .map(|(article, first)| self.resolve(article, *first, &readings))
            .collect();
        self.watch.time(Stage::Towards, threads, || {
            self.feel(&articles, &readings, &mut found)
        })?;
        self.watch.time(Stage::Relations, threads, || {
            self.relate(&articles, &readings, &mut found)
        })?;
        Ok(articles
            .into_iter()
            .zip(found)
            .map(|(a, f)| f.finish(a, self.min_score))
            .collect())
    }

    /// Where the time went so far.
    pub fn watch(&self) -> &Stopwatch {
        &self.watch
    }

    /// The score that a relation's row needs.
    pub fn min_relation(&self) -> f32 {
        self.min_relation
    }

    /// The names of texts that are each one sentence: byte spans and types.
    ///
    /// # Errors
    /// What the model says.
    pub fn names_of(&self, texts: &[&str]) -> anyhow::Result<Vec<Vec<(Span, EntityType)>>> {
        let encoder = self.ner.as_ref().unwrap_or(&self.shared);
        let pieces = pieces(encoder, texts)?;
        let reading = encoder.read(&pieces.iter().collect::<Vec<_>>())?;
        Ok(pieces
            .iter()
            .zip(reading.names.iter().flatten())
            .map(|(p, e)| {
                let names = self
                    .names
                    .names(e)
                    .into_iter()
                    .filter(|n| n.score >= self.min_name);
                names
                    .map(|n| {
                        let span = Span::new(
                            p.words[n.words.start].span.start,
                            p.words[n.words.end - 1].span.end,
                        );
                        (span, EntityType::NAMES[n.name_type])
                    })
                    .collect()
            })
            .collect())
    }

    /// The sentiment of texts that are each one sentence.
    ///
    /// # Errors
    /// What the model says.
    pub fn sentiment_of(&self, texts: &[&str]) -> anyhow::Result<Vec<Sentiment>> {
        let encoder = self.sentiment.as_ref().unwrap_or(&self.shared);
        let pieces = pieces(encoder, texts)?;
        let reading = encoder.read(&pieces.iter().collect::<Vec<_>>())?;
        Ok(reading
            .sentiment
            .iter()
            .flatten()
            .zip(texts)
            .map(|(f, text)| sentiment::of_sentence(text, *f))
            .collect())
    }

    /// The sentiment towards a target (bytes) in each text; neutral where the target is no word of it.
    ///
    /// # Errors
    /// What the model says.
    pub fn towards(&self, targets: &[(&str, Span)]) -> anyhow::Result<Vec<Sentiment>> {
        let texts: Vec<&str> = targets.iter().map(|t| t.0).collect();
        let pieces = pieces(&self.shared, &texts)?;
        let reading = self.shared.read(&pieces.iter().collect::<Vec<_>>())?;
        let asked: Vec<Asked> = pieces
            .iter()
            .zip(targets)
            .enumerate()
            .map(|(sentence, (p, (_, span)))| Asked {
                sentence,
                pieces: p.pieces_of(*span).unwrap_or(0..0),
            })
            .collect();
        let answers = self.shared.towards(&reading, &asked)?;
        Ok(answers.into_iter().map(sentiment::of_target).collect())
    }

    /// Sentences, and their word pieces for every model.
    fn cut(&self, document: Document) -> anyhow::Result<Article> {
        let english = document.language == "en";
        if !english && !self.any_language {
            return Ok(Article::unread(document));
        }
        let sentences = text::split(&document);
        let pieces = |encoder: &Encoder| -> anyhow::Result<Vec<Pieces>> {
            sentences
                .iter()
                .map(|s| encoder.pieces(document.sentence(s)))
                .collect()
        };
        Ok(Article {
            shared: pieces(&self.shared)?,
            ner: self.ner.as_ref().map(pieces).transpose()?,
            sentiment: self.sentiment.as_ref().map(pieces).transpose()?,
            sentences,
            document,
            read: true,
        })
    }

    /// One pass of every encoder over all sentences of the chunk, side by side.
    fn read(&self, articles: &[Article]) -> anyhow::Result<Readings> {
        let mut first = Vec::with_capacity(articles.len());
        let mut n = 0;
        for a in articles {
            first.push(n);
            n += a.sentences.len();
        }
        let all = |of: fn(&Article) -> &[Pieces]| articles.iter().flat_map(of).collect::<Vec<_>>();
        let shared = || self.shared.read(&all(|a| &a.shared));
        let ner = || {
            self.ner
                .as_ref()
                .map(|e| e.read(&all(|a| a.ner.as_deref().unwrap_or_default())))
                .transpose()
        };
        let sentiment = || {
            self.sentiment
                .as_ref()
                .map(|e| e.read(&all(|a| a.sentiment.as_deref().unwrap_or_default())))
                .transpose()
        };
        let (shared, (ner, sentiment)) = rayon::join(shared, || rayon::join(ner, sentiment));
        Ok(Readings {
            first,
            shared: shared?,
            ner: ner?,
            sentiment: sentiment?,
        })
    }

    /// Names, sentiment, values, quotations and entities of one document.
    fn resolve(&self, article: &Article, first: usize, readings: &Readings) -> Found {
        if !article.read {
            return Found::default();
        }
        let (document, sentences) = (&article.document, &article.sentences[..]);
        let (reading, pieces) = match (&readings.ner, &article.ner) {
            (Some(reading), Some(pieces)) => (reading, pieces),
            _ => (&readings.shared, &article.shared),
        };
        let emissions: Vec<_> = reading
            .names
            .iter()
            .flatten()
            .skip(first)
            .take(sentences.len())
            .collect();
        let pieces: Vec<_> = pieces.iter().collect();
        let mut found_names = self.watch.time(Stage::Names, 1, || {
            let min = self.min_name;
            names::find(&self.names, document, sentences, &pieces, &emissions, min)
        });
        let resolution = self.watch.time(Stage::Entities, 1, || {
            let found_values = values::find(document, sentences, &found_names, self.country);
            // Where a value is the better reading (`May 5`), the name is not one.
            found_names.retain(|n| {
                !found_values
                    .iter()
                    .any(|v| v.sentence == n.sentence && v.span.overlaps(n.span))
            });
            let quotations = quotations::find(document, sentences);
            coreference::resolve(document, sentences, &found_names, &found_values, quotations)
        });
        let feelings = readings
            .sentiment
            .as_ref()
            .unwrap_or(&readings.shared)
            .sentiment
            .iter()
            .flatten();
        let sentence_sentiment: Vec<Sentiment> = feelings
            .skip(first)
            .zip(sentences)
            .map(|(f, sentence)| sentiment::of_sentence(document.sentence(sentence), *f))
            .collect();
        let entity_of = resolution.entity_of();
        let statements = statements::find(
            document,
            sentences,
            &resolution.mentions,
            &entity_of,
            &resolution.quotations,
        );
        let mut speakers = quotations::sentence_speakers(sentences, &resolution.quotations);
        statements::sentence_speakers(sentences, &statements, &mut speakers);
        Found {
            roles: roles::find(
                document,
                sentences,
                &resolution.mentions,
                &resolution.entities,
            ),
            statements,
            unresolved: relations::unresolved_pronouns(document, sentences, &resolution.mentions),
            speakers,
            quoted: quotations::quoted(sentences, &resolution.quotations, &resolution.mentions),
            document_sentiment: sentiment::of_document(document, sentences, &sentence_sentiment),
            sentence_sentiment,
            resolution,
            ..Found::default()
        }
    }

    /// Asks the hidden states for the sentiment towards each mention of the entities that are now known.
    fn feel(
        &self,
        articles: &[Article],
        readings: &Readings,
        found: &mut [Found],
    ) -> anyhow::Result<()> {
        let mut asked = Vec::new();
        let mut of_mention = Vec::new();
        for (d, (article, f)) in articles.iter().zip(found.iter()).enumerate() {
            for (m, mention) in f.resolution.mentions.iter().enumerate() {
                let part = article.sentences[mention.sentence].part;
                let felt = mention.entity_type.is_name()
                    && !coreference::is_attributive(article.document.part(part), mention);
                if let Some(pieces) = article.pieces_of(mention).filter(|_| felt) {
                    of_mention.push((d, m));
                    asked.push(Asked {
                        sentence: readings.first[d] + mention.sentence,
                        pieces,
                    });
                }
            }
        }
        let answers = self.shared.towards(&readings.shared, &asked)?;
        let mut of_document: Vec<Vec<Option<[f32; 3]>>> = found
            .iter()
            .map(|f| vec![None; f.resolution.mentions.len()])
            .collect();
        for ((d, m), answer) in of_mention.into_iter().zip(answers) {
            of_document[d][m] = answer;
        }
        for ((f, towards), article) in found.iter_mut().zip(of_document).zip(articles) {
            f.entity_sentiment = sentiment::towards_entities(
                &f.resolution.entities,
                &f.resolution.mentions,
                &towards,
                &f.quoted,
            );
            statements::towards(
                &mut f.statements,
                &article.sentences,
                &f.sentence_sentiment,
                &f.resolution.mentions,
                &f.resolution.entity_of(),
                &towards,
            );
        }
        Ok(())
    }

    /// Asks the hidden states for the relations of the mention pairs of each sentence.
    fn relate(
        &self,
        articles: &[Article],
        readings: &Readings,
        found: &mut [Found],
    ) -> anyhow::Result<()> {
        let Some(head) = &self.relations else {
            return Ok(());
        };
        let mentions: Vec<Vec<Mention>> = found.iter().map(Found::candidates).collect();
        let quoted: Vec<Vec<bool>> = articles
            .iter()
            .zip(found.iter())
            .zip(&mentions)
            .map(|((a, f), m)| quotations::quoted(&a.sentences, &f.resolution.quotations, m))
            .collect();
        let sheet = |d: usize| relations::Sheet {
            document: &articles[d].document,
            sentences: &articles[d].sentences,
            mentions: &mentions[d],
            quoted: &quoted[d],
        };
        let mut pairs = Vec::new();
        let mut candidates = Vec::new();
        for (d, article) in articles.iter().enumerate() {
            let first = readings.first[d];
            let pieces: Vec<&Pieces> = article.shared.iter().collect();
            let reading_of: Vec<usize> = (first..first + article.sentences.len()).collect();
            for c in head.candidates(&sheet(d), &pieces, &reading_of) {
                pairs.push(c.asked.clone());
                candidates.push((d, c));
            }
        }
        let answers = self.shared.relate(&readings.shared, &pairs)?;
        for ((d, c), answers) in candidates.iter().zip(answers) {
            let predictions = head.predictions(&sheet(*d), c, &answers);
            found[*d].predictions.extend(predictions);
        }
        found.par_iter_mut().for_each(|f| {
            f.predictions
                .extend(relations::Head::certain(&f.resolution.mentions));
            f.relations = relations::rows(
                &f.resolution.entities,
                &f.resolution.mentions,
                &f.resolution.entity_of(),
                &f.predictions,
                self.min_relation,
            );
        });
        Ok(())
    }
}

fn pieces(encoder: &Encoder, texts: &[&str]) -> anyhow::Result<Vec<Pieces>> {
    texts.par_iter().map(|t| encoder.pieces(t)).collect()
}

/// A document cut into sentences and word pieces.
struct Article {
    document: Document,
    sentences: Vec<Sentence>,
    shared: Vec<Pieces>,
    ner: Option<Vec<Pieces>>,
    sentiment: Option<Vec<Pieces>>,
    /// False where the document is of another language.
    read: bool,
}

impl Article {
    fn unread(document: Document) -> Self {
        Article {
            document,
            sentences: Vec::new(),
            shared: Vec::new(),
            ner: None,
            sentiment: None,
            read: false,
        }
    }

    /// The shared encoder's pieces of a mention.
    fn pieces_of(&self, mention: &Mention) -> Option<std::ops::Range<usize>> {
        let offset = self.sentences[mention.sentence].span.start;
        let local = Span::new(mention.span.start - offset, mention.span.end - offset);
        self.shared[mention.sentence].pieces_of(local)
    }
}

/// What the encoders gave for the sentences of a chunk.
struct Readings {
    /// The number of each article's first sentence.
    first: Vec<usize>,
    shared: Reading,
    ner: Option<Reading>,
    sentiment: Option<Reading>,
}

/// What the stages find in one document.
#[derive(Default)]
struct Found {
    resolution: coreference::Resolution,
    unresolved: Vec<Mention>,
    sentence_sentiment: Vec<Sentiment>,
    document_sentiment: Option<Sentiment>,
    speakers: Vec<Option<usize>>,
    /// Of each mention, whether somebody says it.
    quoted: Vec<bool>,
    entity_sentiment: Vec<Option<Sentiment>>,
    roles: Vec<Option<String>>,
    statements: Vec<statements::Statement>,
    /// What the relation head gives every pair of mentions, before it becomes rows.
    predictions: Vec<Prediction>,
    relations: Vec<Relation>,
}

impl Found {
    /// The mentions that may stand in a relation: all that have an entity, then the pronouns that have none.
    fn candidates(&self) -> Vec<Mention> {
        self.resolution
            .mentions
            .iter()
            .chain(&self.unresolved)
            .cloned()
            .collect()
    }

    fn finish(self, article: Article, min_score: f32) -> Extraction {
        if !article.read {
            return Extraction::passed_over(article.document);
        }
        Extraction {
            document: article.document,
            sentences: article.sentences,
            sentence_sentiment: self.sentence_sentiment,
            speakers: self.speakers,
            entity_of: self.resolution.entity_of(),
            mentions: self.resolution.mentions,
            entities: self.resolution.entities,
            entity_sentiment: self.entity_sentiment,
            roles: self.roles,
            statements: self.statements,
            unresolved: self.unresolved,
            predictions: self.predictions,
            relations: self.relations,
            document_sentiment: self.document_sentiment,
            passed_over: false,
            min_score,
        }
    }
}
