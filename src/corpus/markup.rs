//! HTML that was left in a field: tags and entities become the text that a browser would show.

use std::sync::LazyLock;

use regex::Regex;

use super::html;

/// How often a text is unpacked that was escaped several times (`AT&amp;amp;T`).
const LAYERS: usize = 3;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a regex of this file")
}

/// A tag of an element that stands in a paragraph of its own.
static BLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)</?(?:p|br|div|h[1-6]|li|ul|ol|dl|dd|dt|blockquote|table|tbody|tr|td|th|section|article|figure|figcaption|hr|pre|main|header|footer|aside|html|body)(?:\s[^<>]*)?/?>",
    )
});

/// A tag of any other element that articles have, a comment, or what a script brought.
static INLINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?is)<(?:script|style)\b.*?</(?:script|style)\s*>|<!--.*?-->|<!\[CDATA\[|\]\]>|</?(?:a|abbr|b|big|cite|code|del|em|font|i|iframe|img|ins|mark|q|s|small|span|strike|strong|sub|sup|time|u|wbr|script|style|svg|video|source|noscript|center|picture|embed|object)(?:\s[^<>]*)?/?>",
    )
});

static ENTITY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"));

/// The text of a field, as it stands where there is no HTML in it.
pub fn field(mut text: String) -> String {
    for _ in 0..LAYERS {
        if !text.contains(['<', '&']) {
            break;
        }
        if text.contains('<') && BLOCK.is_match(&text) {
            text = blocks(text);
        } else if text.contains('<') && INLINE.is_match(&text) {
            text = entities(&INLINE.replace_all(&text, ""));
        } else if ENTITY.is_match(&text) {
            let decoded = entities(&text);
            if decoded == text {
                break;
            }
            text = decoded;
        } else {
            break;
        }
    }
    text
}

/// A title's text: HTML in it is read, and it stands in one line.
pub fn title(text: String) -> String {
    let text = field(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn blocks(text: String) -> String {
    static EMPTY_LINE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\r?\n[ \t]*\r?\n"));
    static LINE_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"\r\n?|\n"));
    static PARAGRAPH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)</?(?:p|div|br)[\s>/]"));
    // Where no paragraph is marked, the line ends are those of the text.
    let text = if PARAGRAPH.is_match(&text) {
        EMPTY_LINE.replace_all(&text, "<br><br>").into_owned()
    } else {
        LINE_END.replace_all(&text, "<br>").into_owned()
    };
    match html::fragment(&text) {
        Some(plain) => plain,
        // Nested too deep for a parser: the tags are taken out as they stand.
        None => {
            let text = BLOCK.replace_all(&text, "\n\n");
            entities(&INLINE.replace_all(&text, ""))
        }
    }
}

/// The text with its entities resolved; what looks like one and is none stays.
pub fn entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    ENTITY
        .replace_all(text, |found: &regex::Captures| {
            let name = &found[1];
            let resolved = match name.strip_prefix('#') {
                Some(number) => character(number).map(String::from),
                None => quick_xml::escape::resolve_html5_entity(name).map(str::to_owned),
            };
            resolved.unwrap_or_else(|| found[0].to_owned())
        })
        .into_owned()
}

/// The character of a numeric reference. Those of 128 to 159 are meant in windows-1252, as browsers read them.
fn character(number: &str) -> Option<char> {
    let number = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => number.parse().ok()?,
    };
    match number {
        128..=159 => {
            let byte = [u8::try_from(number).ok()?];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            text.chars().next()
        }
        0 => None,
        _ => char::from_u32(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_in_a_field_is_read_as_html() {
        for (written, read) in [
            ("Words of 5 < 6 & more.", "Words of 5 < 6 & more."),
            (
                "<p>AT&amp;T chief said: &#8220;We&#8217;re fine.&#8221;</p><p>She left.</p>",
                "AT&T chief said: “We’re fine.”\n\nShe left.",
            ),
            ("Sudb&oslash; &#150; and AT&amp;amp;T", "Sudbø – and AT&T"),
            ("&lt;p&gt;Words.&lt;/p&gt;", "Words."),
            (
                "One <a href='x'>link</a>.\n\nTwo<script>no()</script>.",
                "One link.\n\nTwo.",
            ),
            ("One.<br/><br/>Two.", "One.\n\nTwo."),
            ("<h2>Head</h2>\nOne.\nTwo.", "Head\n\nOne.\nTwo."),
            ("R&D; and &nosuch; stay", "R&D; and &nosuch; stay"),
            ("an <unknown> tag stays", "an <unknown> tag stays"),
        ] {
            assert_eq!(field(written.to_owned()), read, "{written}");
        }
        assert_eq!(
            title("AT&amp;T\n &#8217;s <b>plan</b>".to_owned()),
            "AT&T ’s plan"
        );
    }
}
