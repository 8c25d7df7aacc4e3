//! Takes: a place within what may be a web or e-mail address.
//! Gives: where the address ends.
//! Must not know: words' keys.

use once_cell::sync::Lazy;
use regex::bytes::Regex;

/// Where the address that holds `bytes[at]` ends: before white space, quotes, angle brackets, and the marks that end a sentence.
pub(super) fn end(bytes: &[u8], at: usize) -> usize {
    static ADDRESS: Lazy<Option<Regex>> =
        Lazy::new(|| Regex::new(r#"^(?-u)[!-~&&[^<>"{}|^`\[\]]]*[!-~&&[^<>"{}|^`\[\].,;:!?')(*_]]"#).ok());
    at + length(&ADDRESS, &bytes[at..]).unwrap_or(0)
}

/// Where the host behind the `@` of an e-mail address, from `at` on, ends; `None` if none is there.
pub(super) fn host_end(bytes: &[u8], at: usize) -> Option<usize> {
    static HOST: Lazy<Option<Regex>> =
        Lazy::new(|| Regex::new(r"^(?-u)[0-9A-Za-z.-]*\.[0-9A-Za-z.-]*[0-9A-Za-z]").ok());
    length(&HOST, &bytes[at..]).map(|len| at + len)
}

/// How much of the start of `bytes` the expression matches. A bad expression matches nothing; the tests would tell.
fn length(expression: &Option<Regex>, bytes: &[u8]) -> Option<usize> {
    Some(expression.as_ref()?.find(bytes)?.end())
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
