//! Who says what the sentence says, where the verb of speech stands behind or inside of it.

use smallvec::smallvec;

use super::{Builder, REACH};
use crate::clause::chunk::Chunk;
use crate::clause::tag::Tag;
use crate::clause::{FrameId, Link};

impl Builder<'_> {
    pub(super) fn finish(&mut self) {
        for (first, second) in std::mem::take(&mut self.shared).into_iter().rev() {
            if !self.parse.frames[first].objects.is_empty() || self.parse.frames[first].passive {
                continue;
            }
            let model = &self.parse.frames[second];
            let (objects, indirect, prepositions) =
                (model.objects.clone(), model.indirect.clone(), model.prepositions.clone());
            let frame = &mut self.parse.frames[first];
            (frame.objects, frame.indirect, frame.prepositions) = (objects, indirect, prepositions);
        }
        self.invert();
        self.attribute();
        self.cite();
        self.extents();
    }

    /// "Strike kills 46: Taliban": in a headline, whoever stands behind the colon says so.
    fn cite(&mut self) {
        let [_, .., Chunk::Break, Chunk::Phrase(np)] = self.chunks else { return };
        let words = &self.parse.phrases[*np].words;
        if self.parse.tokens[words.start - 1].tag == Tag::Colon && words.len() <= 4 && self.is_named(*np) {
            self.parse.sources.push(smallvec![*np]);
        }
    }

    /// `", said Zelenskyy`: a verb of speech without a subject takes the phrase behind it.
    pub(super) fn invert(&mut self) {
        for &(id, inserted) in &self.speech {
            let frame = &mut self.parse.frames[id];
            if inserted && frame.surface.is_empty() && !frame.objects.is_empty() {
                frame.surface = std::mem::take(&mut frame.objects);
            }
        }
    }

    /// What stands before "…, Minsk said" or behind "Minsk said:" is what Minsk says.
    pub(super) fn attribute(&mut self) {
        for &(id, inserted) in &self.speech {
            let has_content = self.parse.frames.iter().skip(id + 1).take(REACH).any(|frame| {
                matches!(frame.governor, Some((above, Link::Content | Link::Infinitive | Link::Gerund(_))) if above == id)
            });
            if has_content
                || !inserted && self.parse.frames[id].governor.is_some()
                || self.parse.frames[id].surface.is_empty()
            {
                continue;
            }
            // "…, he told reporters"
            let told = inserted && self.parse.frames[id].lemmas.contains(&const { crate::text::key("tell") });
            let quoted = self.parse.frames[id].objects.is_empty() || told;
            for other in 0..self.parse.frames.len() {
                let covered = if inserted { other != id && quoted } else { other > id && quoted };
                let frame = &self.parse.frames[other];
                let root = frame.governor.is_none() || matches!(frame.governor, Some((FrameId::MAX, _)));
                if covered
                    && root
                    && !self.speech.iter().any(|&(speech, _)| speech == other && speech > id)
                    && frame.governor.is_none()
                {
                    self.parse.frames[other].governor = Some((id, Link::Content));
                }
            }
            if inserted {
                self.parse.frames[id].governor = None;
            }
            break;
        }
    }

    pub(super) fn extents(&mut self) {
        let starts: Vec<usize> = self.parse.frames.iter().map(|frame| frame.words.start).collect();
        let end = self.words.len();
        for (index, frame) in self.parse.frames.iter_mut().enumerate() {
            let next = starts.get(index + 1).copied().unwrap_or(end);
            frame.extent.end = next.max(frame.extent.end);
        }
    }
}
