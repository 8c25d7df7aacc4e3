use std::fmt;

/// Writes a text with some characters replaced; what lies between them goes in one piece.
pub(super) fn escape(
    out: &mut impl fmt::Write,
    text: &str,
    replacement: impl Fn(char) -> Option<&'static str>,
) -> fmt::Result {
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if let Some(replacement) = replacement(c) {
            out.write_str(&text[start..at])?;
            out.write_str(replacement)?;
            start = at + c.len_utf8();
        }
    }
    out.write_str(&text[start..])
}

/// What stands for a character that has no place in a picture, nor in XML: controls and what is no character at all.
pub(super) fn unprintable(c: char) -> Option<&'static str> {
    match c {
        '\t' | '\r' => Some(" "),
        c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => Some("\u{fffd}"),
        _ => None,
    }
}

/// What stands for a character between the tags of HTML or in an attribute.
pub(super) fn markup(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        c => unprintable(c),
    }
}
