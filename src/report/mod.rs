//! A page to look at: the tables of a finished run as one self-contained HTML file.
//!
//! The page is made from the tables alone. A list of documents and the most frequent identities stand in it as JSON; the texts
//! stand in blocks of compressed JSON that the page opens when they are asked for, so that it opens fast. All text of articles
//! reaches the page as data: nothing in it is ever read as HTML, and a content security policy allows no script but the page's
//! own and no request at all.

mod data;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use data::{Block, Contents};

const HTML: &str = include_str!("page.html");
const CSS: &str = include_str!("page.css");
const JS: &str = include_str!("page.js");
const UPLOT: &str = include_str!("vendor/uplot-1.6.32.min.js");
const UPLOT_CSS: &str = include_str!("vendor/uplot-1.6.32.min.css");
const CYTOSCAPE: &str = include_str!("vendor/cytoscape-3.35.0.min.js");
/// What Cytoscape would put into the page itself, which the policy forbids.
const GRAPH_CSS: &str = ".__________cytoscape_container { position: relative; }";

/// A page holds at most so many documents; of more, every k-th.
const MOST_DOCUMENTS: usize = 10_000;

/// Writes `FOLDER/report.html` from the tables of a finished output folder, and returns its path.
///
/// # Errors
/// A table that is missing or broken, and a page that cannot be written.
pub(crate) fn write(folder: &Path) -> anyhow::Result<PathBuf> {
    let path = folder.join("report.html");
    // Beside it first, so that a page is whole or not there.
    let partial = folder.join(".report.html.part");
    let file =
        File::create(&partial).with_context(|| format!("cannot write {}", partial.display()))?;
    let mut out = BufWriter::new(file);
    page(folder, &mut out)?;
    out.into_inner()
        .map_err(std::io::IntoInnerError::into_error)
        .and_then(|file| file.sync_all())
        .with_context(|| format!("cannot write {}", partial.display()))?;
    std::fs::rename(&partial, &path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}

fn page(folder: &Path, out: &mut impl Write) -> anyhow::Result<()> {
    let mut contents = Contents::read(folder, MOST_DOCUMENTS)?;
    let css = format!("{UPLOT_CSS}\n{CSS}");
    let mut rest = HTML;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after
            .split_once("}}")
            .context("the page's template has no }}")?;
        out.write_all(before.as_bytes())?;
        match name {
            "policy" => {
                out.write_all(policy(&[UPLOT, CYTOSCAPE, JS], &[&css, GRAPH_CSS]).as_bytes())?
            }
            "css" => out.write_all(css.as_bytes())?,
            "graph_css" => out.write_all(GRAPH_CSS.as_bytes())?,
            "index" => {
                out.write_all(as_element_text(&serde_json::to_string(&contents.index)?).as_bytes())?
            }
            "blocks" => contents.blocks(folder, |block| write_block(out, block))?,
            "uplot" => out.write_all(UPLOT.as_bytes())?,
            "cytoscape" => out.write_all(CYTOSCAPE.as_bytes())?,
            "js" => out.write_all(JS.as_bytes())?,
            other => anyhow::bail!("the page's template asks for {other}"),
        }
        rest = after;
    }
    out.write_all(rest.as_bytes())?;
    Ok(())
}

/// A block as base64 of raw deflate.
fn write_block(out: &mut impl Write, block: &Block) -> anyhow::Result<()> {
    let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    serde_json::to_writer(&mut packed, &block.documents)?;
    let packed = BASE64_STANDARD.encode(packed.finish()?);
    writeln!(
        out,
        "<script type=\"text/plain\" id=\"block-{}\">{packed}</script>",
        block.number
    )?;
    Ok(())
}

/// The policy that allows these scripts and styles, by their hashes, and nothing else.
///
/// Source: Content Security Policy Level 3, hash sources.
fn policy(scripts: &[&str], styles: &[&str]) -> String {
    let hashes = |texts: &[&str]| {
        texts
            .iter()
            .map(|text| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text))))
            .collect::<Vec<_>>()
            .join(" ")
    };
    format!(
        "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'",
        hashes(scripts),
        hashes(styles)
    )
}

/// JSON that cannot end the `script` element that it stands in: `<` is written as an escape.
fn as_element_text(json: &str) -> String {
    json.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_element_that_it_stands_in() {
        let json = serde_json::to_string("</script><script>alert(1)</script><!--").unwrap();
        let text = as_element_text(&json);
        assert!(!text.contains('<'));
        let back: String = serde_json::from_str(&text).unwrap();
        assert_eq!(back, "</script><script>alert(1)</script><!--");
    }

    #[test]
    fn the_scripts_and_styles_hold_no_tag_that_ends_them() {
        for text in [UPLOT, CYTOSCAPE, JS] {
            assert!(!text.contains("</script"));
        }
        for text in [UPLOT_CSS, CSS] {
            assert!(!text.contains("</style"));
        }
    }
}
