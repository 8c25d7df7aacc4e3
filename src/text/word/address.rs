//! Takes: a place within what may be a web or e-mail address.
//! Gives: where the address ends.
//! Must not know: words' keys.

/// Where the address that holds `bytes[at]` ends: before white space, quotes, angle brackets, and the marks that end a sentence.
pub(super) fn end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while end < bytes.len()
        && !(bytes[end] <= b' '
            || bytes[end] >= 0x7F
            || matches!(bytes[end], b'<' | b'>' | b'"' | b'{' | b'}' | b'|' | b'^' | b'`' | b'[' | b']'))
    {
        end += 1;
    }
    while end > at
        && matches!(bytes[end - 1], b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b')' | b'(' | b'*' | b'_')
    {
        end -= 1;
    }
    end
}

/// Where the host behind the `@` of an e-mail address, from `at` on, ends; `None` if none is there.
pub(super) fn host_end(bytes: &[u8], at: usize) -> Option<usize> {
    let len = bytes[at..]
        .iter()
        .position(|&byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')))
        .unwrap_or(bytes.len() - at);
    let host = &bytes[at..at + len];
    let trimmed = host.len() - host.iter().rev().take_while(|byte| matches!(byte, b'.' | b'-')).count();
    host[..trimmed].contains(&b'.').then_some(at + trimmed)
}

/// Whether the period at `at` is followed by a common top-level domain and the name ends there.
pub(super) fn is_domain(bytes: &[u8], at: usize) -> bool {
    let rest = &bytes[at + 1..];
    let len = rest.iter().take(6).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let stands = match rest.get(len) {
        // "bbc.co.uk", "state.gov/reports".
        Some(b'.') => {
            rest.get(len + 1).is_none_or(|&byte| !byte.is_ascii_alphanumeric())
                || matches!(&rest[..len], b"co" | b"com" | b"gov" | b"org" | b"ac")
        }
        Some(b'@' | b'_') => false,
        _ => true,
    };
    stands
        && matches!(
            &rest[..len],
            b"com"
                | b"org"
                | b"net"
                | b"gov"
                | b"edu"
                | b"int"
                | b"info"
                | b"mil"
                | b"io"
                | b"ru"
                | b"uk"
                | b"de"
                | b"eu"
                | b"ua"
                | b"fr"
                | b"cn"
                | b"tv"
                | b"co"
        )
}
