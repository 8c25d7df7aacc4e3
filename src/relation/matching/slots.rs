//! What stands in the places that a pattern has.

use super::{Binding, MEMBERS};
use crate::clause::{Frame, FrameId, Link, NpId, Tag};
use crate::phrasebook::{Effect, Slot, VerbShape};
use crate::relation::{Cast, Index, Mentions, Sentence};

/// "declared B a terrorist group": what the first object is called stands behind it.
pub(super) fn is_called<C: Cast>(
    sentence: &Sentence<'_, C>,
    slot: &Slot,
    objects: &[NpId],
    receivers: &[NpId],
    binding: &mut Binding,
) -> bool {
    let (Some(argument), Some(_), false) = (slot.argument, &slot.heads, receivers.is_empty()) else { return false };
    let label = Slot { argument: None, heads: slot.heads.clone() };
    let whom = Slot { argument: Some(argument), heads: None };
    slot_fits(sentence, &label, objects, binding) && slot_fits(sentence, &whom, receivers, binding)
}

/// "demanded that B withdraw": who is to act is who is asked.
pub(super) fn asked<C: Cast>(
    sentence: &Sentence<'_, C>,
    index: &Index,
    id: FrameId,
    slot: &Slot,
    binding: &mut Binding,
) -> bool {
    let speaks = sentence.speaks(&sentence.parse.frames[id]);
    let asks = sentence.operator(&sentence.parse.frames[id]) == Some(Effect::Requested);
    asks && slot.argument.is_some()
        && slot.heads.is_none()
        && index.below[id].iter().any(|&below| {
            let frame = &sentence.parse.frames[below];
            matches!(frame.governor, Some((_, Link::Content)))
                && !frame.passive
                // "warned that Russia could attack" speaks of Russia, not to it.
                && !speaks
                && slot_fits(sentence, slot, &frame.surface, binding)
        })
}

/// How many clauses are looked at for one that tells more of a noun.
const FRAMES: usize = 32;

/// "is on a tour of B": what hangs on the phrase of another preposition that the pattern asks for.
pub(super) fn hangs<C: Cast>(
    sentence: &Sentence<'_, C>,
    frame: &Frame,
    verb: &VerbShape,
    (keys, slot): (&[u64], &Slot),
    binding: &mut Binding,
) -> bool {
    let bare = verb.prepositions.iter().filter(|(_, other)| other.argument.is_none());
    bare.flat_map(|(wanted, other)| {
        let own = frame.prepositions.iter().filter(|(word, _)| wanted.contains(&sentence.words[*word].key));
        own.flat_map(|(_, phrases)| phrases)
            .filter(|&&np| other.heads.as_ref().is_some_and(|set| sentence.headed_by(np, set).is_some()))
    })
    // "responsibility for a blast that killed five in B"
    .flat_map(|&np| {
        let told = sentence.parse.frames.iter().take(FRAMES);
        let told = told.filter(move |frame| {
            matches!(frame.governor, Some((_, Link::Relative))) && !frame.passive && frame.surface.contains(&np)
        });
        sentence.parse.phrases[np].complements.iter().chain(told.flat_map(|frame| &frame.prepositions))
    })
    .any(|(word, phrases)| keys.contains(&sentence.words[*word].key) && slot_fits(sentence, slot, phrases, binding))
}

/// What stands behind prepositions in the clause, with `inner` what hangs on its object included.
pub(super) fn prepositions_of<'s, C: Cast>(
    sentence: &'s Sentence<'_, C>,
    frame: &'s Frame,
    inner: bool,
) -> impl Iterator<Item = (usize, &'s [NpId])> {
    let own = frame.prepositions.iter();
    let inner = frame.objects.iter().filter(move |_| inner).flat_map(|&np| &sentence.parse.phrases[np].complements);
    // "near the border with B": of the border alone.
    let edge = |word: usize| {
        sentence.is(word, "with")
            && word > 0
            && sentence.word_in(word - 1, &sentence.book.inner().known.edges).is_some()
            && !frame.objects.iter().any(|&np| sentence.parse.phrases[np].words.contains(&(word - 1)))
    };
    // "guarded by warships from B": of whoever does it, except for where and when.
    let whose = |word: usize| {
        frame.passive
            && sentence.is(word, "from")
            && frame.agents(sentence.words).iter().any(|&np| {
                let phrase = &sentence.parse.phrases[np];
                phrase.words.end == word && phrase.complements.iter().any(|&(other, _)| other == word)
            })
    };
    // "a statement critical of B": of the adjective.
    let said = |word: usize| {
        let at = word.wrapping_sub(1);
        frame.objects.iter().any(|&np| {
            let phrase = &sentence.parse.phrases[np];
            phrase.words.end == word && at > phrase.head && sentence.parse.tokens[at].tag == Tag::Adjective
        })
    };
    own.chain(inner)
        .filter(move |(word, _)| !edge(*word) && !whose(*word) && !said(*word))
        .map(|(word, phrases)| (*word, phrases.as_slice()))
}

/// Binds the slot's argument to what the phrases refer to, where their head is one that it asks for.
pub(super) fn slot_fits<C: Cast>(
    sentence: &Sentence<'_, C>,
    slot: &Slot,
    phrases: &[NpId],
    binding: &mut Binding,
) -> bool {
    let mut fitting = phrases
        .iter()
        .copied()
        .filter(|&np| slot.heads.as_ref().is_none_or(|set| sentence.headed_by(np, set).is_some()))
        .take(64)
        .peekable();
    if fitting.peek().is_none() {
        return false;
    }
    if let Some(set) = &slot.heads {
        binding.exactness += phrases.iter().take(MEMBERS).map(|&np| sentence.exactness(np, set)).max().unwrap_or(0);
    }
    match slot.argument {
        None => {
            binding.negated |= fitting.any(|np| sentence.parse.phrases[np].negated);
            true
        }
        Some(argument) => {
            let mut mentions = Mentions::new();
            for np in fitting {
                mentions.extend_from_slice(sentence.refers(np));
                binding.negated |= sentence.parse.phrases[np].negated;
            }
            let some = !mentions.is_empty();
            if some {
                binding.set(argument, mentions);
            }
            some
        }
    }
}
