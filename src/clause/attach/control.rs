//! Infinitives: whose act "to leave" is, and what it hangs on.

use smallvec::smallvec;

use super::{Builder, Clause};
use crate::clause::chunk::{Chunk, VerbForm, VerbGroup};
use crate::clause::tag::Tag;
use crate::clause::{FrameId, Link, NpId, Phrases};
use crate::grammar::Class;
use crate::text;

impl Builder<'_> {
    pub(super) fn infinitive(&mut self, before: Option<usize>, group: &VerbGroup) {
        let mut noun = before.and_then(|i| match self.chunks[i] {
            Chunk::Phrase(_) => self.last.last().copied(),
            _ => None,
        });
        let mut governor = self.stack.iter().rev().find_map(|clause| clause.frame);
        if let Some((above, whom)) = governor.and_then(|frame| self.asked_around(frame)) {
            (governor, noun) = (Some(above), Some(whom));
        }
        let surface = match governor {
            Some(frame) => self.controller(frame, noun),
            // "Egypt, Qatar to mediate"
            None if noun.is_some_and(|np| self.top().subject.contains(&np)) => self.top().subject.clone(),
            None => noun.map(|np| self.owner_of(np)).unwrap_or_default(),
        };
        let link = governor.map(|frame| (frame, Link::Infinitive));
        let id = self.push_frame(group, VerbForm::Infinitive, surface, link);
        self.parse.frames[id].governing_noun = noun;
        // "the union, which Georgia hopes to join": the object is that of the infinitive.
        if let Some(above) = governor
            && !self.top().gap.is_empty()
            && self.top().frame == Some(above)
            && self.parse.frames[above].objects == self.top().gap
            && (self.is_of(above, Class::WillingVerb) || self.parse.frames[above].passive)
        {
            self.parse.frames[id].objects = std::mem::take(&mut self.parse.frames[above].objects);
        }
        if governor.is_none() && noun.is_none() {
            self.dangling.push(id);
        }
        self.stack.push(Clause { frame: Some(id), ..Clause::default() });
    }

    /// "urged the militia backed by Iran to disarm": whoever asks around the participle, and who is asked.
    fn asked_around(&self, participle: FrameId) -> Option<(FrameId, NpId)> {
        let frame = &self.parse.frames[participle];
        let (above, Link::Relative) = frame.governor? else { return None };
        let &whom = frame.surface.last()?;
        let asking = self.parse.frames.get(above)?;
        let asks = self.is_of(above, Class::AskingVerb) && asking.objects.last() == Some(&whom)
            || asking.lemmas.contains(&const { text::key("call") })
                && asking.prepositions.last().is_some_and(|(_, phrases)| phrases.last() == Some(&whom));
        (frame.form == VerbForm::Participle && frame.passive && asks).then_some((above, whom))
    }

    /// Who "Sweden's bid" belongs to.
    pub(super) fn owner_of(&self, np: NpId) -> Phrases {
        let phrase = &self.parse.phrases[np];
        if let Some(owner) = phrase.possessor {
            return smallvec![owner];
        }
        let by = phrase.complements.iter().find(|(word, _)| self.is(*word, "by") || self.is(*word, "of"));
        match by {
            Some((_, phrases)) => phrases.clone(),
            None if phrase.anchors.is_empty() => Phrases::new(),
            None => smallvec![np],
        }
    }

    /// Whose act an infinitive under `frame` is.
    pub(super) fn controller(&self, frame: FrameId, noun: Option<NpId>) -> Phrases {
        let above = &self.parse.frames[frame];
        if above.passive {
            return above.surface.clone();
        }
        if let Some(noun) = noun {
            let phrase = &self.parse.phrases[noun];
            // "discussed the campaign to liberate": whose it is, is not said.
            let known = self.is(phrase.words.start, "the") && phrase.possessor.is_none() && phrase.anchors.is_empty();
            if known && above.objects.contains(&noun) && self.is_of(frame, Class::TalkingVerb) {
                return Phrases::new();
            }
            if above.objects.last() == Some(&noun) && !above.copula {
                // "urged firms to leave": the firms leave; but "ordered troops to attack".
                let own = ["order", "instruct"].iter().any(|verb| above.lemmas.contains(&text::key(verb)));
                if self.is_of(frame, Class::AskingVerb) && !own {
                    return above.objects.clone();
                }
                let actor = !phrase.anchors.is_empty() && phrase.possessor.is_none()
                    || self.parse.tokens[phrase.head].tag == Tag::Pronoun;
                if actor {
                    return above.objects.clone();
                }
                if phrase.possessor.is_some() {
                    return self.owner_of(noun);
                }
            }
            let behind = above.prepositions.last().filter(|(_, phrases)| phrases.last() == Some(&noun));
            if let Some((word, phrases)) = behind {
                let appeal = self.is(*word, "to")
                    && above.objects.is_empty()
                    && ["appeal", "plead"].iter().any(|verb| above.lemmas.contains(&text::key(verb)));
                let pressed = self.is(*word, "to")
                    && above.objects.last().is_some_and(|&np| self.is(self.parse.phrases[np].head, "pressure"));
                if appeal || pressed || self.is(*word, "on") || self.is(*word, "upon") || self.is(*word, "for") {
                    return phrases.clone();
                }
            }
        }
        above.surface.clone()
    }
}
