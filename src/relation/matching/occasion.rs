//! "said after talks with Turkey": what the clause's subject took part in, told beside what the subject did.

use crate::clause::{FrameId, NpId, Tag};
use crate::relation::{Cast, Index, Place, Sentence};
use crate::text;

/// How many phrases may stand between an occasion that opens the sentence and the subject.
const REACH: usize = 8;

/// What lies behind "on a visit", "in a meeting", and behind "after talks" with or without an article.
const AT: [u64; 3] = text::keys(["on", "in", "at"]);
const DURING: [u64; 3] = text::keys(["during", "after", "following"]);

/// The clause whose subject takes part in what the phrase names, where the phrase does not say whose occasion it is.
pub(in crate::relation) fn occasion<C: Cast>(sentence: &Sentence<'_, C>, index: &Index, np: NpId) -> Option<FrameId> {
    let phrase = &sentence.parse.phrases[np];
    let at = phrase.words.start.checked_sub(1)?;
    let preposition = sentence.words[at].key;
    let article = ["a", "an"].iter().any(|word| sentence.is(phrase.words.start, word));
    if !(DURING.contains(&preposition) || article && AT.contains(&preposition))
        || sentence.is_given(np)
        || sentence.headed_by(np, &sentence.book.inner().known.occasions).is_none()
    {
        return None;
    }
    let place = |np: NpId| index.phrases[np].place;
    let comma = |word: usize| sentence.parse.tokens.get(word).is_some_and(|token| token.tag == Tag::Comma);
    let frame = match place(np) {
        Some((frame, Place::Behind)) => Some(frame),
        Some(_) => None,
        // "made a statement after talks with B"
        None if let Some(above) = index.phrases[np].above => place(above)
            .filter(|&(_, place)| DURING.contains(&preposition) && place != Place::Surface)
            .map(|(id, _)| id),
        // "After talks with B, A said"
        None if at == 0 => {
            let mut behind = np + 1..sentence.parse.phrases.len().min(np + 1 + REACH);
            behind.find_map(|next| {
                let opens = sentence.parse.phrases[next].words.start.checked_sub(1).is_some_and(comma);
                place(next).filter(|&(_, place)| opens && place == Place::Surface).map(|(id, _)| id)
            })
        }
        // "A, after talks with B, said"
        None => {
            let before = np.checked_sub(1).filter(|&before| sentence.parse.phrases[before].words.end + 1 == at)?;
            place(before).filter(|&(_, place)| comma(at - 1) && place == Place::Surface).map(|(id, _)| id)
        }
    };
    frame.filter(|&frame| !sentence.parse.frames[frame].passive)
}
