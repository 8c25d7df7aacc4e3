//! Whether words are written as a name is.

use crate::text::{self, Case, Word, WordKind};

/// How words fit a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// Written just so, up to diacritics, periods, quotes and hyphens.
    Exact,
    /// Written with other capitals, in a way that still means the name.
    Loose,
    /// So few letters in capitals that they mean the name only among capitals.
    Shouted,
    /// Not the name.
    No,
}

/// How the words fit a name whose words are `cased`, with a blank between them. Hyphens among the words do not count.
#[inline]
pub(super) fn fit(text: &str, words: &[Word], cased: &str) -> Fit {
    let mut forms = cased.split(' ');
    let (mut fit, mut count, mut letters, mut loud) = (Fit::Exact, 0, 0, 0);
    let mut hyphen = false;
    for word in words {
        if word.kind == WordKind::Punct('-') {
            hyphen = true;
            continue;
        }
        let Some(form) = forms.next() else { return Fit::No };
        let slice = word.span.slice(text);
        count += 1;
        letters += slice.len();
        if slice != form {
            let found = text::cased_fold(slice);
            if found != form {
                if !same_letters(&found, form) {
                    return Fit::No;
                }
                let loose = word.kind == WordKind::Clitic
                    // "Kim Jong-un", "Kim Jong-Un"
                    || hyphen && word.case != Case::Mixed
                    // "Kim Jong Un" for "Kim Jong-un", "Al-Shabab" for "al-Shabab"
                    || word.case == Case::Title && form.starts_with(char::is_lowercase) && !form.contains(char::is_uppercase);
                // "KIM Jong Un", "NORTH KOREA", but not "I" for "i".
                if !loose && (word.case != Case::Upper || found.len() < 2) {
                    return Fit::No;
                }
                loud += usize::from(!loose);
                fit = Fit::Loose;
            }
        }
        hyphen = false;
    }
    if forms.next().is_some() {
        Fit::No
    } else if loud > 0 && count == 1 && letters < SHORTEST_LOUD {
        Fit::Shouted
    } else {
        fit
    }
}

/// A single word in capitals is a name that is not written in capitals ("IRAN") if it has so many bytes; a shorter one
/// ("XI", "MAY") only among capitals.
const SHORTEST_LOUD: usize = 4;

fn same_letters(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || !(one.is_ascii() && other.is_ascii()) && text::fold(one) == text::fold(other)
}
