//! A news page to the article's text, its title and its date.
//!
//! Scripts, navigation, forms, captions, notices and the like are left out; the article is looked for where pages say it
//! is (`itemprop=articleBody`, `<article>`, `<main>`), and taken from there if most of the page's paragraphs are in it.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use jiff::civil::Date;
use scraper::node::Element;
use scraper::{Html, Node, Selector};
use serde_json::Value;

use super::date;
use super::marks::Mark;
use super::record::Record;
use super::{agreement, json, markup};
use crate::document::{About, DateSource};
use crate::language::{self, WordClass};

/// Headlines, dates and bodies of one page that are looked at: a bound on time.
const MOST_LOOKED_AT: usize = 200;

/// What a page gives.
#[derive(Debug, Default)]
pub struct Page {
    pub title: Option<String>,
    pub published: Option<Date>,
    pub about: About,
    /// Paragraphs, with an empty line between them; white space inside is single spaces, a `<br>` is a line end.
    pub text: String,
}

/// Reads a decoded page as the readers of other formats do.
///
/// # Errors
/// Why there is no article in it.
pub fn record(source: &str) -> Result<Record, String> {
    let page = parse(source).map_err(|error| error.to_string())?;
    Ok(Record {
        title: page.title,
        dates: page
            .published
            .map(|date| date.to_string())
            .into_iter()
            .collect(),
        dated_by: Some(DateSource::Page),
        about: page.about,
        text: page.text,
        ..Record::default()
    })
}

/// The text of a piece of HTML, nothing left out but what is never shown; `None` where it is nested too deep.
pub fn fragment(source: &str) -> Option<String> {
    if is_too_deep(source) {
        return None;
    }
    let html = Html::parse_fragment(source);
    let sizes = Sizes::default();
    Some(plain(blocks(&[html.tree.root()], &sizes, true)))
}

/// True where the elements of a page are nested deeper, or a tag has more attributes, than a parser can take in good time.
pub fn is_too_deep(source: &str) -> bool {
    depth(source) > DEEPEST || has_endless_tag(source)
}

/// True where a tag has more attributes than a page's ever has: the parser compares each with each.
fn has_endless_tag(source: &str) -> bool {
    /// Of one tag.
    const MOST: usize = 5000;
    let bytes = source.as_bytes();
    let mut at = 0;
    while let Some(found) = source[at..].find('<') {
        at += found + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (mut attributes, mut before) = (0, b' ');
        let mut value = None;
        while let Some(&byte) = bytes.get(at) {
            match value {
                Some(quote) if byte == quote => (value, before) = (None, b' '),
                Some(_) => {}
                None if byte == b'>' => break,
                None if before == b'=' && matches!(byte, b'"' | b'\'') => value = Some(byte),
                None => {
                    let space = byte.is_ascii_whitespace() || byte == b'/';
                    let after = before.is_ascii_whitespace() || before == b'/';
                    attributes += usize::from(!space && after);
                    // White space may stand behind the sign.
                    if !(space && before == b'=') {
                        before = byte;
                    }
                }
            }
            if attributes > MOST {
                return true;
            }
            at += 1;
        }
        while !source.is_char_boundary(at) {
            at += 1;
        }
    }
    false
}

/// Blocks one after the other, with an empty line between them.
fn plain(blocks: Vec<Block>) -> String {
    let texts: Vec<String> = blocks.into_iter().map(|block| block.text).collect();
    texts.join("\n\n")
}

/// Why a page gives no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    #[error("no text: the page has no article in it")]
    NoText,
    #[error("no text: the page only asks for JavaScript, which brings its article")]
    OnlyScript,
    #[error(
        "the page's elements are nested more than {DEEPEST} deep, or a tag has thousands of attributes; is it an article?"
    )]
    TooDeep,
}

/// Browsers stop at 512; the parser takes time with every level that is open.
const DEEPEST: usize = 5000;

/// Reads a decoded page.
pub fn parse(source: &str) -> Result<Page, PageError> {
    if is_too_deep(source) {
        return Err(PageError::TooDeep);
    }
    let html = Html::parse_document(source);
    let meta = Metadata::of(&html);
    let sizes = Sizes::of(&html);
    let roots = sizes.roots(&html);
    let headline = headline(&roots, &html, &sizes);
    let title = title(&meta, headline.as_deref());
    let published = meta
        .published()
        .or_else(|| time_element(&roots, &html))
        .or_else(|| dated_element(&html));
    let mut text = article_text(&roots, &sizes, title.as_deref());
    if text.is_empty() {
        // A page of boilerplate alone: its text is better than none.
        text = article_text(&[html.tree.root()], &Sizes::default(), title.as_deref());
    }
    // Pages that scripts fill in may still have the whole article in their metadata.
    let linked = meta
        .linked("articleBody")
        .filter(|body| body.len() > 2 * text.len());
    text = match linked {
        Some(body) => body.trim().to_owned(),
        None => agreement::agreed(text, headline.as_deref(), source, depth(source)),
    };
    if text.is_empty() {
        return Err(PageError::NoText);
    }
    if asks_for_script(&text) {
        return Err(PageError::OnlyScript);
    }
    Ok(Page {
        title,
        published,
        about: meta.about(&html),
        text,
    })
}

/// True where all that a page shows is that its reader has to turn scripts on.
fn asks_for_script(text: &str) -> bool {
    /// An article is longer, in bytes.
    const NOTICE: usize = 400;
    let lower = text.to_lowercase();
    text.len() < NOTICE
        && language::words(WordClass::ScriptNotice)
            .iter()
            .any(|notice| lower.contains(notice))
}

/// How deep elements are nested at most, by their tags alone.
fn depth(source: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0usize);
    for (at, _) in source.match_indices('<') {
        let tag = &source.as_bytes()[at + 1..];
        let nests = |tag: &[u8]| {
            let length = tag
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric())
                .count();
            let name = &tag[..length];
            name.first().is_some_and(u8::is_ascii_alphabetic)
                && !std::str::from_utf8(name)
                    .is_ok_and(|name| Mark::NoEndTag.is(&name.to_ascii_lowercase()))
        };
        match tag.first() {
            Some(b'/') => depth = depth.saturating_sub(usize::from(nests(&tag[1..]))),
            Some(_) => depth += usize::from(nests(tag)),
            None => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Elements whose content is never the article's text.
fn is_no_text(name: &str) -> bool {
    Mark::NoText.is(name)
}

fn is_block(name: &str) -> bool {
    Mark::Block.is(name)
}

/// Elements that look like something around the article, by their name, role or class.
fn looks_like_boilerplate(element: &Element, in_article: bool) -> bool {
    match element.name() {
        "html" | "body" | "main" | "article" => return false,
        "aside" | "footer" | "form" | "address" => return true,
        "header" if !in_article => return true,
        _ => {}
    }
    let attribute = |name: &str| element.attr(name).unwrap_or_default();
    if element.attr("hidden").is_some() || attribute("aria-hidden").eq_ignore_ascii_case("true") {
        return true;
    }
    if Mark::AroundRole.is(attribute("role")) {
        return true;
    }
    let style = attribute("style");
    if style.contains("display:none") || style.contains("display: none") {
        return true;
    }
    if attribute("rel") == "author" && element.name() != "a" || attribute("itemprop") == "author" {
        return true;
    }
    let container = is_block(element.name()) && !matches!(element.name(), "p" | "blockquote");
    [attribute("class"), attribute("id")]
        .into_iter()
        .flat_map(class_words)
        .any(|word| Mark::Around.is(&word) || container && Mark::AroundContainer.is(&word))
}

/// Notices of consent and readers' comments, by their class or id: never the article, however long they are.
fn is_surely_around(element: &Element) -> bool {
    let container = is_block(element.name())
        && !matches!(
            element.name(),
            "p" | "blockquote" | "body" | "html" | "main" | "article"
        );
    let attribute = |name: &str| element.attr(name).unwrap_or_default();
    container
        && [attribute("class"), attribute("id")]
            .into_iter()
            .flat_map(class_words)
            .any(|word| Mark::NeverArticle.is(&word))
}

/// The words of class names: `article__ShareBar-top` is article, share, bar, top.
fn class_words(names: &str) -> impl Iterator<Item = String> + '_ {
    let parts = names
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty());
    parts.flat_map(|part| {
        let mut words = vec![part.to_lowercase()];
        let mut word = String::new();
        let mut lower = false;
        for c in part.chars() {
            if lower && c.is_uppercase() {
                words.push(std::mem::take(&mut word));
            }
            lower = c.is_lowercase();
            word.extend(c.to_lowercase());
        }
        words.push(word);
        words
    })
}

/// Letters of text below an element.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    all: usize,
    /// Of these, in paragraphs of prose.
    paragraphs: usize,
}

/// How much text stands where, and which elements are left out.
#[derive(Default)]
struct Sizes {
    size: HashMap<NodeId, Size>,
    /// Elements that are left out: their sizes are not counted above them.
    boilerplate: HashSet<NodeId>,
}

impl Sizes {
    /// Letters of the shortest paragraph that is certainly no label or line of a footer.
    const PROSE: usize = 50;
    /// Letters of the shortest article that a page is taken to have beside what is around it.
    const SHORTEST: usize = 100;

    fn of(html: &Html) -> Sizes {
        let mut sizes = Sizes::default();
        // First with what only looks like boilerplate: nothing that holds much of the page's text is that.
        let whole = sizes.measure(html).all;
        let mut within = 0usize;
        let mut boilerplate = HashSet::new();
        for edge in html.tree.root().traverse() {
            let (Edge::Open(node) | Edge::Close(node)) = edge;
            let Some(element) = node.value().as_element() else {
                continue;
            };
            let article = matches!(element.name(), "article" | "main")
                || element.attr("itemprop") == Some("articleBody")
                || element.attr("role") == Some("main");
            match edge {
                Edge::Open(_) => {
                    let size = sizes.size.get(&node.id()).copied().unwrap_or_default();
                    let small = size.all * 5 < whole * 2;
                    // A long notice or many comments may outweigh a short article.
                    let around = is_surely_around(element) && whole - size.all >= Self::SHORTEST;
                    if around || small && looks_like_boilerplate(element, within > 0) {
                        boilerplate.insert(node.id());
                    }
                    within += usize::from(article);
                }
                Edge::Close(_) => within -= usize::from(article),
            }
        }
        sizes.boilerplate = boilerplate;
        sizes.size.clear();
        sizes.measure(html);
        sizes
    }

    fn is_left_out(&self, node: NodeRef<Node>) -> bool {
        let no_text = node
            .value()
            .as_element()
            .is_some_and(|element| is_no_text(element.name()));
        no_text || self.boilerplate.contains(&node.id())
    }

    /// Fills in the sizes and gives that of the page.
    fn measure(&mut self, html: &Html) -> Size {
        let mut open: Vec<Size> = vec![Size::default()];
        let mut left_out: Option<NodeId> = None;
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(node) if left_out.is_none() => match node.value() {
                    Node::Element(_) if self.is_left_out(node) => left_out = Some(node.id()),
                    Node::Element(_) => open.push(Size::default()),
                    Node::Text(text) => {
                        if let Some(size) = open.last_mut() {
                            size.all += text.chars().filter(|c| c.is_alphanumeric()).count();
                        }
                    }
                    _ => {}
                },
                Edge::Close(node) if left_out.is_none() => {
                    let Some(element) = node.value().as_element() else {
                        continue;
                    };
                    let mut size = open.pop().unwrap_or_default();
                    if matches!(element.name(), "p" | "blockquote") && size.all >= Self::PROSE {
                        size.paragraphs = size.all;
                    }
                    if let Some(above) = open.last_mut() {
                        above.all += size.all;
                        above.paragraphs += size.paragraphs;
                    }
                    self.size.insert(node.id(), size);
                }
                Edge::Close(node) if left_out == Some(node.id()) => left_out = None,
                _ => {}
            }
        }
        open.first().copied().unwrap_or_default()
    }

    /// The elements that hold the article.
    fn roots<'a>(&self, html: &'a Html) -> Vec<NodeRef<'a, Node>> {
        static BODY: LazyLock<Selector> =
            LazyLock::new(|| selector(r#"[itemprop~="articleBody"]"#));
        static ARTICLE: LazyLock<Selector> = LazyLock::new(|| selector("article"));
        static MAIN: LazyLock<Selector> = LazyLock::new(|| selector("main, [role=main]"));
        let page = html.tree.root();
        let whole = html.root_element().id();
        let whole = self.size.get(&whole).copied().unwrap_or_default();
        let by_paragraphs = whole.paragraphs * 2 >= whole.all;
        let weight = |size: &Size| {
            if by_paragraphs {
                size.paragraphs
            } else {
                size.all
            }
        };
        let of = |node: NodeId| self.size.get(&node).map_or(0, weight);
        let total = weight(&whole);
        if total == 0 {
            return vec![page];
        }
        // A body may be cut in several by advertisements.
        let bodies: Vec<NodeRef<Node>> = outermost(
            html.select(&BODY)
                .map(|element| *element)
                .take(MOST_LOOKED_AT),
        );
        if bodies.iter().map(|body| of(body.id())).sum::<usize>() * 2 >= total {
            return bodies;
        }
        for kind in [&ARTICLE, &MAIN] {
            let largest = html.select(kind).max_by_key(|element| of(element.id()));
            if let Some(element) = largest.filter(|element| of(element.id()) * 2 >= total) {
                return vec![*element];
            }
        }
        // Else the innermost element that still has all the paragraphs, or nearly all the text where there are none.
        let mut root: NodeRef<Node> = *html.root_element();
        let enough = |size: usize| {
            if by_paragraphs {
                size == total
            } else {
                size * 20 >= total * 19
            }
        };
        while let Some(inner) = root.children().find(|child| {
            let block = child.value().as_element().is_some_and(|element| {
                is_block(element.name()) && !matches!(element.name(), "p" | "blockquote")
            });
            block && enough(of(child.id()))
        }) {
            root = inner;
        }
        vec![root]
    }
}

/// Those of `nodes`, which are in document order, that lie in no other of them.
fn outermost<'a>(nodes: impl Iterator<Item = NodeRef<'a, Node>>) -> Vec<NodeRef<'a, Node>> {
    let mut chosen: Vec<NodeRef<Node>> = Vec::new();
    for node in nodes {
        // In document order a node inside another comes right after it, before the next one outside.
        let inside = chosen
            .last()
            .is_some_and(|last| node.ancestors().any(|above| above.id() == last.id()));
        if !inside {
            chosen.push(node);
        }
    }
    chosen
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("a selector of this file")
}

/// A run of text between block boundaries.
#[derive(Default)]
struct Block {
    text: String,
    letters: usize,
    linked: usize,
    /// Links with words in it.
    links: usize,
    headline: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
}

/// Collects blocks; white space is collapsed as a browser does.
#[derive(Default)]
struct Blocks {
    done: Vec<Block>,
    open: Block,
    gap: Gap,
    links: usize,
    /// No letter of the link that is open has come yet.
    new_link: bool,
    preformatted: usize,
    headline: usize,
}

impl Blocks {
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                // A soft hyphen or a zero-width space stands inside words.
                '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
                '\n' if self.preformatted > 0 => self.gap = self.gap.max(Gap::Line),
                c if c.is_whitespace() => self.gap = self.gap.max(Gap::Space),
                c => {
                    if !self.open.text.is_empty() {
                        match self.gap {
                            Gap::None => {}
                            Gap::Space => self.open.text.push(' '),
                            Gap::Line => self.open.text.push('\n'),
                        }
                    }
                    self.gap = Gap::None;
                    self.open.text.push(c);
                    if c.is_alphanumeric() {
                        self.open.letters += 1;
                        if self.links > 0 {
                            self.open.linked += 1;
                            self.open.links += usize::from(std::mem::take(&mut self.new_link));
                        }
                    }
                    self.open.headline |= self.headline > 0;
                }
            }
        }
    }

    fn line_end(&mut self) {
        if self.gap == Gap::Line {
            self.end_block()
        } else {
            self.gap = Gap::Line
        }
    }

    fn end_block(&mut self) {
        if !self.open.text.is_empty() {
            self.done.push(std::mem::take(&mut self.open));
        }
        self.gap = Gap::None;
    }
}

fn article_text(roots: &[NodeRef<Node>], sizes: &Sizes, title: Option<&str>) -> String {
    keep(blocks(roots, sizes, false), title)
}

/// The blocks below `roots`, without what `sizes` leaves out; with `whole` also times and captions.
fn blocks(roots: &[NodeRef<Node>], sizes: &Sizes, whole: bool) -> Vec<Block> {
    let mut blocks = Blocks::default();
    for root in roots {
        blocks.end_block();
        let mut left_out: Option<NodeId> = None;
        let mut paragraphs = 0usize;
        for edge in root.traverse() {
            match edge {
                Edge::Open(node) if left_out.is_none() => match node.value() {
                    Node::Text(text) => blocks.text(text),
                    Node::Element(element) => {
                        let name = element.name();
                        // The time of publication, where it is no word of a paragraph.
                        let time = name == "time" && paragraphs == 0 && !whole;
                        if time || sizes.is_left_out(node) {
                            left_out = Some(node.id());
                            if is_block(name) || is_no_text(name) {
                                blocks.end_block();
                            }
                            continue;
                        }
                        if is_block(name) {
                            blocks.end_block();
                        }
                        match name {
                            "br" => blocks.line_end(),
                            "a" if element.attr("href").is_some() => {
                                blocks.links += 1;
                                blocks.new_link = true;
                            }
                            "pre" => blocks.preformatted += 1,
                            "h1" => blocks.headline += 1,
                            "p" | "li" | "blockquote" => paragraphs += 1,
                            _ => {}
                        }
                    }
                    _ => {}
                },
                Edge::Close(node) if left_out.is_none() => {
                    let Some(element) = node.value().as_element() else {
                        continue;
                    };
                    let name = element.name();
                    if is_block(name) {
                        blocks.end_block();
                    }
                    match name {
                        "a" if element.attr("href").is_some() => blocks.links -= 1,
                        "pre" => blocks.preformatted -= 1,
                        "h1" => blocks.headline -= 1,
                        "p" | "li" | "blockquote" => paragraphs -= 1,
                        _ => {}
                    }
                }
                Edge::Close(node) if left_out == Some(node.id()) => left_out = None,
                _ => {}
            }
        }
    }
    blocks.end_block();
    blocks.done
}

/// Joins the blocks that are the article's: not its title, not lists of links, not the phrases of a site's furniture.
fn keep(blocks: Vec<Block>, title: Option<&str>) -> String {
    /// So many short blocks one after the other that are only links are a menu; so are so many links in one block.
    const MENU: usize = 3;
    let is_link = |block: &Block| {
        block.letters < 100 && block.linked * 10 >= block.letters * 9 && block.linked > 0
    };
    // Where there is nothing but links, they are what the page says.
    let only_links = blocks.iter().all(is_link);
    let mut out = String::new();
    let mut at = 0;
    while at < blocks.len() {
        let links = blocks[at..]
            .iter()
            .take_while(|block| is_link(block))
            .count();
        if !only_links && (links >= MENU || links > 0 && blocks[at].links >= MENU) {
            at += links;
            continue;
        }
        let block = &blocks[at];
        at += 1;
        let furniture = block.letters < 120
            && is_furniture(&block.text)
            && (block.linked > 0 || !block.text.contains(':'));
        let is_title =
            block.headline && title.is_some_and(|title| same_headline(&block.text, title));
        let ornament =
            block.letters == 0 && block.text.chars().all(|c| " |•·*-–—_/<>«»".contains(c));
        if !furniture && !is_title && !ornament {
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(&block.text);
        }
    }
    out
}

/// True for a line that sites put into every article (`Advertisement`, `Read more: ...`).
fn is_furniture(line: &str) -> bool {
    let line = line.to_lowercase();
    let line = line.trim_end_matches([':', '.', '…', ' ']);
    language::words(WordClass::PageLine).contains(&line)
        || language::words(WordClass::PageLineOpening)
            .iter()
            .any(|opening| {
                line.strip_prefix(opening)
                    .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            })
}

/// The page's `<h1>`: the one in the article, else the page's only one.
fn headline(roots: &[NodeRef<Node>], html: &Html, sizes: &Sizes) -> Option<String> {
    static H1: LazyLock<Selector> = LazyLock::new(|| selector("h1"));
    let text = |element: scraper::ElementRef| {
        let mut blocks = Blocks::default();
        element.text().for_each(|text| blocks.text(text));
        Some(clean(&blocks.open.text)).filter(|text| !text.is_empty())
    };
    let all: Vec<_> = html.select(&H1).take(MOST_LOOKED_AT).collect();
    let whole_page = roots.iter().any(|root| root.parent().is_none());
    let inside = all.iter().find(|h1| {
        let left_out =
            sizes.is_left_out(***h1) || h1.ancestors().any(|above| sizes.is_left_out(above));
        !whole_page
            && !left_out
            && h1
                .ancestors()
                .any(|above| roots.iter().any(|root| root.id() == above.id()))
    });
    match (inside, all.as_slice()) {
        (Some(h1), _) => text(*h1),
        (None, [only]) => text(*only),
        _ => None,
    }
}

/// White space as single spaces.
fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same words, but for case and punctuation; one may have a site's name after it.
fn same_headline(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() <= b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    !short.is_empty() && long.starts_with(short) && long.len() - short.len() <= 4
}

fn title(meta: &Metadata, headline: Option<&str>) -> Option<String> {
    let shared = meta
        .content(&["og:title", "twitter:title"])
        .or_else(|| meta.linked("headline"));
    match (shared, headline) {
        // The visible headline has no site's name after it.
        (Some(shared), Some(headline)) if same_headline(&shared, headline) => {
            Some(headline.to_owned())
        }
        (Some(shared), _) => Some(meta.without_site(&shared)),
        (None, Some(headline)) => Some(headline.to_owned()),
        (None, None) => meta.title.as_deref().map(|title| meta.without_site(title)),
    }
    .filter(|title| !title.is_empty())
}

/// What the page's head says.
struct Metadata {
    title: Option<String>,
    /// Names and properties in lower case, in page order.
    meta: Vec<(String, String)>,
    linked: Vec<serde_json::Map<String, Value>>,
}

impl Metadata {
    fn of(html: &Html) -> Metadata {
        static TITLE: LazyLock<Selector> = LazyLock::new(|| selector("head > title"));
        static META: LazyLock<Selector> = LazyLock::new(|| selector("meta[content]"));
        static LINKED: LazyLock<Selector> =
            LazyLock::new(|| selector(r#"script[type^="application/ld+json"]"#));
        let title = html
            .select(&TITLE)
            .next()
            .map(|title| clean(&title.text().collect::<String>()));
        let mut meta = Vec::new();
        for element in html.select(&META) {
            let content = clean(element.attr("content").unwrap_or_default());
            for key in ["property", "name", "itemprop"] {
                if let Some(name) = element.attr(key).filter(|_| !content.is_empty()) {
                    meta.push((name.trim().to_lowercase(), content.clone()));
                }
            }
        }
        let mut linked = Vec::new();
        for script in html.select(&LINKED) {
            let text: String = script.text().collect();
            if let Some(value) = linked_data(&text) {
                articles(value, &mut linked);
            }
        }
        Metadata {
            title: title.filter(|title| !title.is_empty()),
            meta,
            linked,
        }
    }

    /// The address, the byline, the newspaper and its section, as the page's head says them.
    fn about(&self, html: &Html) -> About {
        static CANONICAL: LazyLock<Selector> =
            LazyLock::new(|| selector("link[rel=canonical][href]"));
        static BYLINE: LazyLock<Selector> = LazyLock::new(|| {
            selector("[itemprop=author], [rel=author], .byline, .author-name, .article-author")
        });
        let canonical = html
            .select(&CANONICAL)
            .next()
            .and_then(|link| link.attr("href"))
            .map(str::to_owned);
        // Some put the author's page where the name belongs.
        let name = |text: String| Some(text).filter(|text| !text.contains("://"));
        let byline = || {
            let shown = html.select(&BYLINE).take(MOST_LOOKED_AT);
            shown
                .map(|element| clean(&element.text().collect::<Vec<_>>().join(" ")))
                .find(|text| !text.is_empty() && text.len() < 200)
        };
        About {
            url: canonical
                .or_else(|| self.content(&["og:url", "twitter:url"]))
                .or_else(|| self.linked("url"))
                .filter(|url| !url.trim().is_empty()),
            authors: self
                .linked_names("author")
                .or_else(|| self.content(Mark::MetaAuthor.names()).and_then(name))
                .or_else(byline),
            publisher: self
                .content(&["og:site_name", "dc.publisher", "application-name"])
                .or_else(|| self.linked_names("publisher")),
            section: self
                .content(&["article:section", "parsely-section", "section"])
                .or_else(|| self.linked_names("articleSection")),
            ..About::default()
        }
    }

    /// The name or names that the article's linked data have under a key.
    fn linked_names(&self, key: &str) -> Option<String> {
        fn names(value: &Value, found: &mut Vec<String>) {
            match value {
                Value::String(name) => found.push(clean(&markup::entities(name))),
                Value::Array(values) => values.iter().for_each(|value| names(value, found)),
                Value::Object(object) => {
                    if let Some(name) = object.get("name") {
                        names(name, found);
                    }
                }
                _ => {}
            }
        }
        self.linked.iter().find_map(|article| {
            let mut found = Vec::new();
            names(article.get(key)?, &mut found);
            found.retain(|name| !name.is_empty() && !name.contains("://"));
            found.dedup();
            (!found.is_empty()).then(|| found.join(", "))
        })
    }

    /// The content of the first of `names` that is there.
    fn content(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let found = self.meta.iter().find(|(key, _)| key == name);
            found.map(|(_, content)| content.clone())
        })
    }

    /// A text of the article in the page's linked data.
    fn linked(&self, key: &str) -> Option<String> {
        self.linked.iter().find_map(|article| {
            let text = article.get(key)?.as_str()?;
            // Some put entities into it that JSON does not have.
            Some(markup::entities(text)).filter(|text| !text.trim().is_empty())
        })
    }

    fn published(&self) -> Option<Date> {
        let meta = |names: &[&str]| {
            names.iter().find_map(|name| {
                let mut named = self.meta.iter().filter(|(key, _)| key == name);
                named.find_map(|(_, content)| date::parse(content))
            })
        };
        let linked = || {
            let keys = ["datePublished", "dateCreated"];
            keys.iter()
                .find_map(|key| self.linked(key).and_then(|text| date::parse(&text)))
        };
        meta(Mark::MetaPublished.names())
            .or_else(linked)
            .or_else(|| meta(Mark::MetaDated.names()))
    }

    /// `Headline | The Daily Example` without the site's name, where the page says that it is that, or a bar does.
    fn without_site(&self, title: &str) -> String {
        let title = clean(title);
        let site = self
            .content(&["og:site_name", "application-name"])
            .unwrap_or_default();
        for separator in [" | ", " - ", " – ", " — ", " :: ", " • "] {
            let Some((head, tail)) = title.rsplit_once(separator) else {
                continue;
            };
            let named = !site.is_empty() && same_headline(tail, &site);
            if !head.trim().is_empty() && (named || separator == " | ") {
                return head.trim().to_owned();
            }
        }
        title
    }
}

/// Reads a script of linked data: in a CDATA section or a comment, with a stray comma or a line end in a string.
fn linked_data(text: &str) -> Option<Value> {
    let mut text = text.trim();
    for (open, close) in [
        ("//<![CDATA[", "//]]>"),
        ("<![CDATA[", "]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
        ("<!--", "-->"),
    ] {
        text = text.strip_prefix(open).unwrap_or(text);
        text = text.strip_suffix(close).unwrap_or(text).trim();
    }
    let text = text.trim_end_matches(';');
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&json::repair(text)))
        .ok()
}

/// The articles among linked data; what is no article (a site, a crumb trail) has other dates.
fn articles(value: Value, found: &mut Vec<serde_json::Map<String, Value>>) {
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| articles(value, found)),
        Value::Object(mut object) => {
            let is_article = |kind: &Value| {
                kind.as_str().is_some_and(|kind| {
                    kind.ends_with("Article")
                        || kind.ends_with("BlogPosting")
                        || matches!(kind, "Report" | "ReportageNewsArticle")
                })
            };
            let article = match object.get("@type") {
                Some(Value::Array(kinds)) => kinds.iter().any(is_article),
                Some(kind) => is_article(kind),
                None => false,
            };
            for inner in ["@graph", "mainEntity"] {
                if let Some(inner) = object.remove(inner) {
                    articles(inner, found);
                }
            }
            if article {
                found.push(object);
            }
        }
        _ => {}
    }
}

/// The date of an element that says by its class that it shows one, and shows nothing else.
fn dated_element(html: &Html) -> Option<Date> {
    static DATED: LazyLock<Selector> = LazyLock::new(|| {
        selector(
            "[itemprop=datePublished], [class*=publish], [class*=pubdate], [class*=post-date], [class*=article-date], \
             [class*=entry-date], [class*=byline-date], [class*=timestamp], [class=date], [class*=dateline]",
        )
    });
    html.select(&DATED)
        .take(MOST_LOOKED_AT)
        .find_map(|element| {
            let text = clean(&element.text().collect::<Vec<_>>().join(" "));
            (text.len() < 60).then(|| date::parse(&text)).flatten()
        })
}

/// The date of a `<time>`: one that says it is the publication's, else the first in the article or before it.
fn time_element(roots: &[NodeRef<Node>], html: &Html) -> Option<Date> {
    static MARKED: LazyLock<Selector> =
        LazyLock::new(|| selector(r#"[itemprop~="datePublished"], time[pubdate], abbr.published"#));
    static TIME: LazyLock<Selector> = LazyLock::new(|| selector("time[datetime]"));
    let date = |element: scraper::ElementRef| {
        let attributes = ["datetime", "content", "title"];
        let written = attributes
            .iter()
            .find_map(|name| element.attr(name).and_then(date::parse));
        written.or_else(|| date::parse(&clean(&element.text().collect::<String>())))
    };
    if let Some(found) = html.select(&MARKED).find_map(date) {
        return Some(found);
    }
    let in_article = |element: &scraper::ElementRef| {
        element.ancestors().any(|above| {
            above
                .value()
                .as_element()
                .is_some_and(|element| matches!(element.name(), "article" | "main"))
                || roots.iter().any(|root| root.id() == above.id())
        })
    };
    // A date in running text is what the article tells of.
    let in_paragraph = |element: &scraper::ElementRef| {
        let text_of = |node: NodeRef<Node>| -> usize {
            let text = node
                .descendants()
                .filter_map(|node| node.value().as_text().map(|text| text.trim().len()));
            text.sum()
        };
        let paragraph = element
            .ancestors()
            .find(|above| above.value().as_element().is_some_and(|e| e.name() == "p"));
        paragraph.is_some_and(|paragraph| text_of(paragraph) > 4 * text_of(**element) + 40)
    };
    html.select(&TIME)
        .take(MOST_LOOKED_AT)
        .filter(|time| in_article(time) && !in_paragraph(time))
        .find_map(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(source: &str) -> Page {
        super::parse(source).unwrap()
    }

    const PAGE: &str = r##"<!DOCTYPE html><html><head>
      <title>Bridge &amp; road reopen after flood | The Daily Example</title>
      <meta property="og:title" content="Bridge &amp; road reopen after flood - The Daily Example">
      <meta property="article:published_time" content="2023-05-04T22:10:00+02:00">
      <style>p { color: red }</style><script>var text = "<p>no</p>";</script></head>
      <body class="has-sidebar">
      <header><a href="/">The Daily Example</a></header>
      <nav><ul><li><a href="/n">News</a></li><li><a href="/s">Sport</a></li></ul></nav>
      <div id="cookie-banner"><p>We use cookies to make this site better.</p></div>
      <main><article>
        <header><h1>Bridge &amp; road reopen after flood</h1>
          <p class="byline">By Ann Example</p><time datetime="2023-05-05">5 May 2023</time></header>
        <div class="share-bar"><a href="#">Share</a></div>
        <p>The <b>bri</b>dge over the river&nbsp;Exe re&shy;opened on Thursday,
           <a href="/mayor">Mayor Jo&euml;lle Doe</a> said.</p>
        <p>Line one<br>Line two &ldquo;quoted&rdquo;</p>
        <figure><img src="a.jpg"><figcaption>The bridge. Photo: Agency</figcaption></figure>
        <h2>What comes next</h2>
        <ul><li>Repairs to the wall</li><li>A review of the <em>budget</em></li></ul>
        <p>Advertisement</p>
        <aside><p>Most read: ten things about rivers</p></aside>
        <blockquote>“We are glad.”</blockquote>
        <p><a href="/x">Read more: The flood of 1998</a></p>
        <form><label>Mail</label><input><p>Sign up here</p></form>
      </article></main>
      <footer><p>© The Daily Example</p></footer></body></html>"##;

    #[test]
    fn a_page() {
        let page = parse(PAGE);
        assert_eq!(
            page.title.as_deref(),
            Some("Bridge & road reopen after flood")
        );
        assert_eq!(page.published.unwrap().to_string(), "2023-05-04");
        let expected = [
            "The bridge over the river Exe reopened on Thursday, Mayor Joëlle Doe said.",
            "Line one\nLine two “quoted”",
            "What comes next",
            "Repairs to the wall",
            "A review of the budget",
            "“We are glad.”",
        ];
        assert_eq!(page.text, expected.join("\n\n"));
    }

    #[test]
    fn a_page_without_marks() {
        let page = parse(
            "<html><head><title>Fire at mill</title></head><body>\
             <div class=top><a href=/>Home</a> <a href=/w>World</a> <a href=/m>More</a></div>\
             <table><tr><td><ul><li><a href=1>One</a><li><a href=2>Two</a><li><a href=3>Three</a></ul></td>\
             <td><h1>Fire at mill</h1><p>A fire broke out at the old mill on Monday.<p>No one was hurt.\
             <p>The cause is not known.</td></tr></table>",
        );
        assert_eq!(page.title.as_deref(), Some("Fire at mill"));
        let expected = "A fire broke out at the old mill on Monday.\n\nNo one was hurt.\n\nThe cause is not known.";
        assert_eq!(page.text, expected);
        assert_eq!(page.published, None);
    }

    #[test]
    fn text_in_divs_with_breaks() {
        let page =
            parse("<div>First part.<br><br>Second part,<br>same part.</div><div>Third</div>");
        assert_eq!(
            page.text,
            "First part.\n\nSecond part,\nsame part.\n\nThird"
        );
        assert_eq!(parse("plain words").text, "plain words");
        assert_eq!(parse("<pre>a  b\nc</pre>").text, "a b\nc");
        assert_eq!(super::parse("").unwrap_err(), PageError::NoText);
        assert_eq!(
            super::parse("<nav>a</nav><script>b</script>").unwrap_err(),
            PageError::NoText
        );
        assert_eq!(parse("<a name=top>Old <a name=x>page").text, "Old page");
    }

    #[test]
    fn a_body_in_parts_and_a_page_of_many_articles() {
        let body = |n: usize| {
            format!("<div itemprop=articleBody><p>Part {n} of the story has a few words.</p></div>")
        };
        let page = parse(&format!(
            "<article><p>Standfirst</p>{}<div class=ad><p>Buy</p></div>{}</article>",
            body(1),
            body(2)
        ));
        assert_eq!(
            page.text,
            "Part 1 of the story has a few words.\n\nPart 2 of the story has a few words."
        );
        let teaser =
            |n: usize| format!("<article><p>Story number {n} of this page is short.</p></article>");
        let list = parse(&format!(
            "<main>{}{}{}</main>",
            teaser(1),
            teaser(2),
            teaser(3)
        ));
        assert_eq!(list.text.matches("Story number").count(), 3);
    }

    #[test]
    fn a_form_around_the_page_is_no_form_in_it() {
        let page = parse(
            "<body><form id=aspnet><div class='comment main'><p>The whole story is in here.</p></div></form>",
        );
        assert_eq!(page.text, "The whole story is in here.");
    }

    #[test]
    fn titles() {
        let title = |page: &str| parse(&format!("{page}<p>words")).title;
        assert_eq!(
            title("<title>Sun - and rain</title>").as_deref(),
            Some("Sun - and rain")
        );
        assert_eq!(
            title("<title>Sun and rain | Paper</title>").as_deref(),
            Some("Sun and rain")
        );
        let site = "<meta property=og:site_name content='The Paper'><title>Sun and rain - The Paper</title>";
        assert_eq!(title(site).as_deref(), Some("Sun and rain"));
        assert_eq!(
            title("<h1>Rain</h1><p>It rained.</p>").as_deref(),
            Some("Rain")
        );
        assert_eq!(parse("<h1>Rain</h1><p>It rained.</p>").text, "It rained.");
        let linked = r#"<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "datePublished": "1999-01-01"},
            {"@type": ["NewsArticle"], "headline": "Rain &amp; sun", "datePublished": "2020-02-03"}]}</script><p>It rained."#;
        let page = parse(linked);
        assert_eq!(page.title.as_deref(), Some("Rain & sun"));
        assert_eq!(page.published.unwrap().to_string(), "2020-02-03");
        // A headline that is not the title is not lost.
        let other = parse(
            "<meta property=og:title content='Storm hits'><h1>Wind and water</h1><p>It rained.</p>",
        );
        assert_eq!(
            (other.title.as_deref(), other.text.as_str()),
            (Some("Storm hits"), "Wind and water\n\nIt rained.")
        );
        assert_eq!(title("<p>It rained."), None);
    }

    #[test]
    fn dates() {
        let date = |page: &str| {
            parse(page)
                .published
                .map(|date| date.to_string())
                .unwrap_or_default()
        };
        assert_eq!(
            date("<meta name=date content='18 Nov 2019'><p>a"),
            "2019-11-18"
        );
        assert_eq!(
            date("<meta itemprop=datePublished content=2019-11-18><p>a"),
            "2019-11-18"
        );
        assert_eq!(
            date("<article><time datetime='2019-11-18T10:00'>x</time><p>a</article>"),
            "2019-11-18"
        );
        assert_eq!(
            date("<span itemprop=datePublished>18 November 2019</span><p>a"),
            "2019-11-18"
        );
        let told = "<article><p>The treaty was signed on <time datetime=1919-06-28>28 June 1919</time> by all of the many \
                    parties to it, and came into force in the year after.</p></article>";
        assert_eq!(date(told), "");
        assert_eq!(date("<meta name=date content='03/04/2019'><p>a"), "");
    }

    #[test]
    fn the_article_may_be_in_the_metadata_alone() {
        let page = parse(
            r#"<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"It rained.\n\nIt stopped."}</script>
            <div id=app>Loading</div>"#,
        );
        assert_eq!(page.text, "It rained.\n\nIt stopped.");
    }

    #[test]
    fn paragraphs_of_odd_classes_are_kept_and_bylines_are_not() {
        let page = parse(
            "<div class=story><p class='author byline'>By Ann Example</p><p class=paywall>The first of the paragraphs \
             tells what has happened in the town.</p><p>* * *</p><p class='paywall related'>The second of the paragraphs \
             tells who has said what about it.</p><p class=paywall>And the third of them ends the story.</p><div class='related-links'><p>Another story altogether is here.</p></div>\
             <div aria-hidden=true>x</div></div>",
        );
        let expected = "The first of the paragraphs tells what has happened in the town.\n\n\
                        The second of the paragraphs tells who has said what about it.\n\nAnd the third of them ends the story.";
        assert_eq!(page.text, expected);
    }

    #[test]
    fn a_notice_or_comments_longer_than_the_article_are_not_it() {
        let article = "<article><h1>Mayor resigns</h1><p>Mayor Anna Field resigned on Tuesday after a long row over the budget of the town, \
            and said that she would move to Leeds with her family.</p><p>The council will meet in April to choose who follows her.</p></article>";
        let notice = "<p>We and our partners store information on your device, to measure audiences and to show you offers.</p>".repeat(9);
        for around in [
            format!("<div id=\"cookies\">{notice}</div>{article}"),
            format!(
                "{article}<section class=\"disqus-thread\"><h2>Comments</h2>{notice}</section>"
            ),
        ] {
            let page = parse(&format!("<html><body>{around}</body></html>"));
            assert!(
                page.text.starts_with("Mayor Anna Field") && !page.text.contains("partners"),
                "{}",
                page.text
            );
        }
        assert_eq!(
            super::parse("<body><p>Please enable JavaScript to view this page.</p></body>")
                .unwrap_err(),
            PageError::OnlyScript
        );
    }

    #[test]
    fn slightly_broken_linked_data_is_read() {
        for data in [
            r#"<script type="application/ld+json"><![CDATA[{"@type":"NewsArticle","datePublished":"2020-03-04T10:15:00Z"}]]></script>"#,
            r#"<script type="application/ld+json; charset=utf-8">{"@type":"NewsArticle","datePublished":"2020-03-04T10:15:00Z",}</script>"#,
            "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Two\nlines\",\"datePublished\":\"2020-03-04\"}</script>",
        ] {
            let page = parse(&format!(
                "<html><head>{data}</head><body><p>Words of an article.</p></body></html>"
            ));
            assert_eq!(
                page.published.map(|date| date.to_string()).as_deref(),
                Some("2020-03-04"),
                "{data}"
            );
        }
    }

    #[test]
    fn class_names() {
        let words: Vec<String> = class_words("article__ShareBar-top x").collect();
        assert!(
            ["article", "share", "bar", "top", "x"]
                .iter()
                .all(|word| words.iter().any(|w| w == word)),
            "{words:?}"
        );
    }

    #[test]
    fn a_tag_of_very_many_attributes_is_refused_and_a_long_value_is_not() {
        let attributes: String = (0..80_000).map(|n| format!(" a{n}=\"x\"")).collect();
        let page = format!("<p>Words of an article.</p><div{attributes}>more</div>");
        assert_eq!(super::parse(&page).unwrap_err(), PageError::TooDeep);
        let value = "{one: 'two'} > ".repeat(20_000);
        let page = format!("<div data-state=\"{value}\"><p>Words of an article.</p></div>");
        assert_eq!(parse(&page).text, "Words of an article.");
    }

    #[test]
    fn deep_nesting_ends() {
        let start = std::time::Instant::now();
        let many = |tag: &str| format!("{}words", tag.repeat(20_000));
        for tag in ["<div>", "<div><p>", "<ul><li>", "<span>", "</p><DIV></p>"] {
            assert_eq!(
                super::parse(&many(tag)).unwrap_err(),
                PageError::TooDeep,
                "{tag}"
            );
        }
        for tag in ["<p>words", "<br>", "<div></div>", "< "] {
            assert!(parse(&many(tag)).text.ends_with("words"), "{tag}");
        }
        assert_eq!(
            parse(&format!("{}words", "<div>".repeat(4_900))).text,
            "words"
        );
        assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    }
}
