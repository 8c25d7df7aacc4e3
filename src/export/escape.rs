use std::fmt;

/// Writes a text with some characters replaced; what lies between them goes in one piece.
pub(super) fn escape(
    out: &mut impl fmt::Write,
    text: &str,
    replacement: impl Fn(char) -> Option<&'static str>,
) -> fmt::Result {
    // No format gives letters, digits and blanks a meaning of their own.
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b' ';
    let (mut start, mut at) = (0, 0);
    while let Some(skipped) = text.as_bytes()[at..].iter().position(|byte| !plain(byte)) {
        at += skipped;
        let Some(c) = text[at..].chars().next() else { break };
        if let Some(replacement) = replacement(c) {
            out.write_str(&text[start..at])?;
            out.write_str(replacement)?;
            start = at + c.len_utf8();
        }
        at += c.len_utf8();
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
