//! Verb groups: which clause they are the verb of, whose act they name, and what they hang on.

use super::{Builder, Clause, REACH};
use crate::clause::chunk::{Chunk, VerbForm, VerbGroup};
use crate::clause::tag::Tag;
use crate::clause::{Attached, Frame, FrameId, Link, Phrases};
use crate::grammar::{Class, Grammar, form};
use crate::text;

/// What may come of them stands behind "about".
const TALKS: [u64; 6] = text::keys(["talks", "negotiations", "discussions", "debate", "speculation", "thoughts"]);

impl Builder<'_> {
    pub(super) fn verb(&mut self, at: usize, group: &VerbGroup) {
        let before = self.before(at);
        let form = match group.form {
            VerbForm::Ed if self.is_participle(at, before) => VerbForm::Participle,
            VerbForm::Ed => VerbForm::Finite,
            form => form,
        };
        match form {
            VerbForm::Infinitive => self.infinitive(before, group),
            VerbForm::Ing | VerbForm::Participle | VerbForm::Ed => self.participle(before, group, form),
            VerbForm::Finite => self.finite(at, before, group),
        }
    }

    pub(super) fn is_participle(&self, at: usize, before: Option<usize>) -> bool {
        let Some(before) = before else { return true };
        // "which Poland sanctioned"
        if self.top().relative && !self.top().gap.is_empty() && self.top().frame.is_none() {
            return false;
        }
        // A participle takes no object: "condemned Israel" is a clause.
        let object = matches!(self.chunks.get(at + 1), Some(Chunk::Phrase(_)));
        let subject = matches!(self.chunks[before], Chunk::Phrase(_)) && self.top().frame.is_none();
        let speech =
            matches!(&self.chunks[at], Chunk::Verb(group) if self.is_speech(&group.lemmas)) && !self.by_follows(at);
        if (object || speech || self.is_listed(at)) && subject {
            return false;
        }
        match self.chunks[before] {
            Chunk::Phrase(_) => match self.top().frame {
                None => self.by_follows(at) || self.later_finite(at),
                // "wheat donated by Chad arrived": the clause around the participle still waits for its verb.
                Some(frame) if self.parse.frames[frame].form == VerbForm::Participle && self.waits() => {
                    self.by_follows(at) || self.later_finite(at)
                }
                Some(_) => true,
            },
            // "Iran, which arms Hezbollah, praised …": the main clause still waits for its verb.
            Chunk::Comma if self.waits() => self.by_follows(at) || self.later_finite(at),
            // `", said Zelenskyy`
            Chunk::Comma if object && speech => false,
            // "imposed sanctions, banned vodka": an object, and no agent behind it.
            Chunk::Comma if (object || self.is_listed(at)) && self.continues(at) => false,
            Chunk::Comma => self.top().frame.is_some() || self.later_finite(at),
            Chunk::Close => self.top().frame.is_some() || self.by_follows(at),
            Chunk::Conjunction(_) => {
                let last = self.stack.iter().rev().find_map(|clause| clause.frame);
                last.is_none_or(|frame| {
                    let mut frame = &self.parse.frames[frame];
                    // "was accused of arming rebels but dismissed the charge"
                    while object
                        && frame.form == VerbForm::Ing
                        && let Some(above) = frame.governor.and_then(|(above, _)| self.parse.frames.get(above))
                    {
                        frame = above;
                    }
                    let acts = object && matches!(&self.chunks[at], Chunk::Verb(group) if !self.gives(&group.lemmas));
                    frame.form != VerbForm::Finite || frame.passive && !acts
                })
            }
            Chunk::Relative(_) => false,
            Chunk::Subordinator(_) => self.top().subject.is_empty(),
            _ => self.top().subject.is_empty(),
        }
    }

    /// "trained, armed and paid the soldiers": the first of several verbs with one object.
    fn is_listed(&self, at: usize) -> bool {
        let past = |i: usize| matches!(&self.chunks.get(i), Some(Chunk::Verb(group)) if group.form == VerbForm::Ed);
        let mut next = at;
        while matches!(self.chunks.get(next + 1), Some(Chunk::Comma)) && past(next + 2) && next < at + REACH {
            next += 2;
        }
        matches!(self.chunks.get(next + 1), Some(Chunk::Conjunction(_)))
            && past(next + 2)
            && matches!(self.chunks.get(next + 3), Some(Chunk::Phrase(_)))
    }

    /// Whether the past form at `at`, behind a comma and before its object, is one more verb of the running clause.
    fn continues(&self, at: usize) -> bool {
        let Chunk::Verb(group) = &self.chunks[at] else { return false };
        let twin = self.top().frame.map(|frame| &self.parse.frames[frame]);
        let names = Grammar::get().are(&group.lemmas, Class::NamingVerb);
        twin.is_some_and(|twin| {
            twin.form == VerbForm::Finite && !twin.passive && self.parse.tokens[twin.verb].tag.is_past()
        }) && !self.top().inserted
            && !names
            && !self.by_follows(at + 1)
    }

    /// Whether the verb of the same clause still comes: a finite verb without a subject of its own.
    pub(super) fn later_finite(&self, at: usize) -> bool {
        let mut governed = true;
        let mut object = false;
        for next in at + 1..(at + 1 + REACH).min(self.chunks.len()) {
            match &self.chunks[next] {
                // "talks mediated by A"
                Chunk::Verb(group) if group.form == VerbForm::Ed && self.by_follows(next) => {}
                Chunk::Verb(group) if matches!(group.form, VerbForm::Finite | VerbForm::Ed) => {
                    let joined = self.before(next).is_some_and(|i| matches!(self.chunks[i], Chunk::Conjunction(_)));
                    // "to establish a force comprised of …" ends in a participle itself.
                    return governed && !joined && !(object && group.form == VerbForm::Ed);
                }
                Chunk::Phrase(_) => {
                    let before = &self.chunks[next - 1];
                    object = matches!(before, Chunk::Verb(_));
                    governed = match before {
                        Chunk::Preposition(_) | Chunk::Verb(_) => true,
                        Chunk::Conjunction(_) => governed,
                        _ => false,
                    };
                }
                Chunk::Preposition(word) if self.parse.tokens[*word].info.is(Class::Subordinator) => return false,
                Chunk::Comma => governed = true,
                Chunk::Subordinator(_) | Chunk::Relative(_) | Chunk::Break => return false,
                _ => {}
            }
        }
        false
    }

    /// Whether the verb takes a clause without "that".
    pub(super) fn takes_clause(&self, lemmas: &[u64; 2]) -> bool {
        self.is_speech(lemmas) || Grammar::get().are(lemmas, Class::ClauseVerb)
    }

    pub(super) fn is_speech(&self, lemmas: &[u64; 2]) -> bool {
        Grammar::get().are(lemmas, Class::SpeechVerb)
    }

    /// Whether a passive of the verb may have an object: "was offered asylum", "was named minister".
    fn gives(&self, lemmas: &[u64; 2]) -> bool {
        let grammar = Grammar::get();
        [Class::GivingVerb, Class::PassiveObject, Class::NamingVerb].iter().any(|&class| grammar.are(lemmas, class))
    }

    /// Whether the frame's verb is of this class.
    pub(super) fn is_of(&self, frame: FrameId, class: Class) -> bool {
        Grammar::get().are(&self.parse.frames[frame].lemmas, class)
    }

    pub(super) fn push_frame(
        &mut self,
        group: &VerbGroup,
        form: VerbForm,
        surface: Phrases,
        governor: Option<(FrameId, Link)>,
    ) -> FrameId {
        let passive = group.passive || form == VerbForm::Participle && group.form != VerbForm::Ing;
        let start =
            surface.first().map_or(group.words.start, |&np| self.parse.phrases[np].words.start.min(group.words.start));
        self.parse.frames.push(Frame {
            verb: group.main,
            lemmas: group.lemmas,
            particle: group.particle,
            words: group.words.clone(),
            form,
            passive,
            copula: group.copula,
            negated: group.negated,
            modal: group.modal,
            scheduled: group.scheduled,
            surface,
            objects: Phrases::new(),
            indirect: Phrases::new(),
            prepositions: Attached::new(),
            governor: governor
                .filter(|&(frame, link)| frame != FrameId::MAX || matches!(link, Link::Adverbial(_) | Link::Gerund(_))),
            governing_noun: None,
            adverbs: std::mem::take(&mut self.adverbs),
            extent: start..group.words.end,
        });
        self.parse.frames.len() - 1
    }

    pub(super) fn finite(&mut self, at: usize, before: Option<usize>, group: &VerbGroup) {
        let conjoined = before.is_some_and(|i| matches!(self.chunks[i], Chunk::Conjunction(_)) || self.resumes(i));
        if conjoined && self.top().frame.is_none() && self.stack.len() > 1 && self.top().subject.is_empty() {
            self.stack.pop();
        }
        if conjoined && let Some(twin) = self.stack.iter().rev().find_map(|clause| clause.frame) {
            return self.coordinate(group, twin);
        }
        let bare = before.is_some_and(|i| matches!(self.chunks[i], Chunk::Phrase(_)));
        // "can test weapons, provoke B, or attack C"
        let listed = before.is_some_and(|i| matches!(self.chunks[i], Chunk::Comma))
            && group.words.len() == 1
            && !self.top().inserted
            && !self.is_speech(&group.lemmas)
            // "Salman, whose kingdom bombed Yemen, hosted Trump"
            && !self.waits();
        if listed
            && let Some(twin) = self.top().frame
            && self.is_parallel(self.parse.frames[twin].verb, group.main)
            && (matches!(self.chunks.get(at + 1), Some(Chunk::Phrase(_) | Chunk::Preposition(_))) || self.is_listed(at))
        {
            return self.coordinate(group, twin);
        }
        if self.top().frame.is_some() {
            // "helped Israel shoot down the missiles", "helped rebuild Ukraine"
            let help = |group: &VerbGroup| group.lemmas.contains(&const { text::key("help") });
            let helping = at > 0 && matches!(&self.chunks[at - 1], Chunk::Verb(group) if help(group));
            if (bare || helping)
                && group.modal.is_none()
                && self.is_base(group)
                && let Some(frame) = self.top().frame
                && self.takes_bare_infinitive(frame)
            {
                let helper = &self.parse.frames[frame];
                let surface = if bare { helper.objects.clone() } else { helper.surface.clone() };
                let id = self.push_frame(group, VerbForm::Infinitive, surface, Some((frame, Link::Infinitive)));
                self.stack.push(Clause { frame: Some(id), ..Clause::default() });
                return;
            }
            let open = self.stack.iter().rposition(Clause::waits);
            match open {
                Some(open) => self.stack.truncate(open + 1),
                None => {
                    // `", said Zelenskyy`: the subject stands behind.
                    let subject = if bare { self.last.clone() } else { Phrases::new() };
                    let inserted = before.is_none_or(|i| matches!(self.chunks[i], Chunk::Comma))
                        || at > 0 && matches!(self.chunks[at - 1], Chunk::Quote);
                    self.stack.push(Clause { subject, inserted, ..Clause::default() });
                }
            }
        }
        let clause = self.top().clone();
        let id = self.push_frame(group, VerbForm::Finite, clause.subject.clone(), clause.governor);
        let frame = &mut self.parse.frames[id];
        frame.governing_noun = clause.noun;
        frame.objects = clause.gap;
        frame.prepositions.extend(clause.behind);
        if self.is_speech(&group.lemmas) && !group.passive {
            self.speech.push((id, clause.inserted));
        }
        self.raise(id);
        for waiting in std::mem::take(&mut self.dangling) {
            let surface = self.parse.frames[id].surface.clone();
            let waiting = &mut self.parse.frames[waiting];
            if waiting.surface.is_empty() {
                waiting.surface = surface;
            }
        }
        self.top_mut().frame = Some(id);
    }

    /// "A sanctioned and B condemned C": the first verb has the object of the second.
    fn raise(&mut self, id: FrameId) {
        let Some(before) = id.checked_sub(1) else { return };
        let (twin, frame) = (&self.parse.frames[before], &self.parse.frames[id]);
        let Some(&subject) = frame.surface.first() else { return };
        let end = twin.words.end;
        let bare = twin.form == VerbForm::Finite
            && !twin.passive
            && !twin.copula
            && twin.objects.is_empty()
            && twin.prepositions.is_empty();
        if bare
            && self.parse.tokens[end].tag == Tag::Conjunction
            && self.parse.phrases[subject].words.start == end + 1
            && self.is_parallel(twin.verb, frame.verb)
        {
            self.shared.push((before, id));
        }
    }

    /// "and, for years, trained": the comma at `comma` closes what stands between the conjunction and its verb.
    fn resumes(&self, comma: usize) -> bool {
        if !matches!(self.chunks[comma], Chunk::Comma) {
            return false;
        }
        let inner = |i: &usize| {
            !matches!(self.chunks[*i], Chunk::Preposition(_) | Chunk::Phrase(_) | Chunk::Adverb(_) | Chunk::Time(_))
        };
        let open = (0..comma).rev().take(REACH / 3).find(inner);
        open.is_some_and(|i| {
            i + 1 < comma
                && matches!(self.chunks[i], Chunk::Comma)
                && matches!(self.chunks[i + 1], Chunk::Preposition(_) | Chunk::Adverb(_) | Chunk::Time(_))
                && i > 0
                && matches!(self.chunks[i - 1], Chunk::Conjunction(_))
        })
    }

    /// Whether two verbs without auxiliaries can stand in one list.
    fn is_parallel(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.parse.tokens[one].tag, self.parse.tokens[other].tag);
        one == other || one.is_past() && other.is_past()
    }

    pub(super) fn is_base(&self, group: &VerbGroup) -> bool {
        self.parse.tokens[group.main].info.forms() & form::BASE != 0
    }

    pub(super) fn takes_bare_infinitive(&self, frame: FrameId) -> bool {
        self.is_of(frame, Class::HelpingVerb)
    }

    /// "condemned Israel and recalled its ambassador": the verb shares what its twin has.
    pub(super) fn coordinate(&mut self, group: &VerbGroup, twin: FrameId) {
        let mut twin = twin;
        let base = group.modal.is_none()
            && group.words.len() == 1
            && self.parse.tokens[group.main].tag == Tag::VerbPresent
            && self.is_base(group);
        let parallel = |frame: &Frame| match frame.form {
            VerbForm::Finite => true,
            VerbForm::Infinitive => base,
            _ => false,
        };
        while !parallel(&self.parse.frames[twin]) {
            match self.parse.frames[twin].governor {
                Some((above, _)) if above < self.parse.frames.len() => twin = above,
                _ => break,
            }
        }
        let model = self.parse.frames[twin].clone();
        let form = if base && model.form == VerbForm::Infinitive { VerbForm::Infinitive } else { VerbForm::Finite };
        let id = self.push_frame(group, form, model.surface.clone(), model.governor);
        let nor = group.words.start.checked_sub(1).is_some_and(|word| self.is(word, "nor"));
        let frame = &mut self.parse.frames[id];
        frame.negated |= nor;
        frame.governing_noun = model.governing_noun;
        if base || model.form == VerbForm::Infinitive {
            frame.modal = frame.modal.or(model.modal);
            frame.negated |= model.negated && model.modal.is_some();
            frame.scheduled |= model.scheduled;
        }
        // The passive goes on: "was arrested and charged".
        if model.passive && group.words.len() == 1 && matches!(self.parse.tokens[group.main].tag, Tag::VerbParticiple) {
            frame.passive = true;
        }
        // "will train and equip the navy": what stands behind the second is the object of both.
        let frame = &self.parse.frames[twin];
        if frame.objects.is_empty() && frame.prepositions.is_empty() && frame.words.end + 1 == group.words.start {
            self.shared.push((twin, id));
        }
        let open = self.stack.iter().rposition(|clause| clause.frame.is_some()).unwrap_or(0);
        self.stack.truncate(open + 1);
        self.top_mut().frame = Some(id);
        if self.is_speech(&group.lemmas) && !group.passive {
            self.speech.push((id, false));
        }
    }

    /// The word that counts of "instead of", "far from".
    fn turned(&self, preposition: usize) -> usize {
        let before = preposition.checked_sub(1);
        let turns = |&at: &usize| ["instead", "far", "short"].iter().any(|word| self.is(at, word));
        before.filter(turns).unwrap_or(preposition)
    }

    pub(super) fn participle(&mut self, before: Option<usize>, group: &VerbGroup, form: VerbForm) {
        let governor = self.stack.iter().rev().find_map(|clause| clause.frame);
        let chunk = before.map(|i| &self.chunks[i]);
        let above = governor.map(|frame| &self.parse.frames[frame]);
        let (surface, link) = match (chunk, above) {
            (Some(Chunk::Preposition(word)), Some(above)) => {
                let word = &self.turned(*word);
                let objective = ["of", "for", "from", "into", "over"].iter().any(|prep| self.is(*word, prep));
                let object = objective && !above.passive && !above.objects.is_empty() && !above.copula;
                let mut surface = if object { above.objects.clone() } else { above.surface.clone() };
                // "joined Britain in condemning": so does Britain.
                if self.is(*word, "in") && above.lemmas.contains(&const { text::key("join") }) && !above.passive {
                    surface.extend(above.objects.iter().copied());
                }
                (surface, Link::Gerund(*word))
            }
            // "attacked the base using drones": it is the attacker who uses them.
            (Some(Chunk::Phrase(_)), Some(above))
                if form == VerbForm::Ing
                    && group.lemmas.contains(&const { text::key("use") })
                    && above.form == VerbForm::Finite =>
            {
                (above.surface.clone(), Link::Participle)
            }
            (Some(Chunk::Phrase(_)), _) => (self.last.clone(), Link::Relative),
            (Some(Chunk::Verb(_)), Some(above)) => (above.surface.clone(), Link::Infinitive),
            (Some(Chunk::Conjunction(_)), Some(above)) if above.form != VerbForm::Finite => {
                (above.surface.clone(), above.governor.map_or(Link::Participle, |(_, link)| link))
            }
            (Some(Chunk::Conjunction(_)), Some(above)) => (above.surface.clone(), Link::Participle),
            (_, Some(_)) if self.top().frame.is_none() && !self.top().subject.is_empty() => {
                (self.top().subject.clone(), Link::Participle)
            }
            (_, Some(above)) => {
                // ", killing …" belongs to the main verb of the clause.
                let mut frame = above;
                while frame.form != VerbForm::Finite
                    && let Some((up, _)) = frame.governor
                    && up < self.parse.frames.len()
                {
                    frame = &self.parse.frames[up];
                }
                (frame.surface.clone(), Link::Participle)
            }
            (Some(Chunk::Comma), None) => (self.top().subject.clone(), Link::Participle),
            (Some(Chunk::Preposition(word)), None) => (Phrases::new(), Link::Gerund(self.turned(*word))),
            (Some(Chunk::Subordinator(word)), None) => (Phrases::new(), Link::Adverbial(*word)),
            (_, None) => (Phrases::new(), Link::Participle),
        };
        // "talks about forming an alliance": the gerund is what is talked of.
        let topic = match (link, self.last.last()) {
            (Link::Gerund(word), Some(&np)) if form == VerbForm::Ing => {
                let about = ["about", "on", "over"].iter().any(|prep| self.is(word, prep));
                let behind = self.parse.phrases[np].words.end == word;
                let talks = TALKS.contains(&self.words[self.parse.phrases[np].head].key);
                (about && behind && talks).then_some(np)
            }
            _ => None,
        };
        let twin = matches!(chunk, Some(Chunk::Conjunction(_)));
        let governor = match governor {
            Some(frame) if twin && self.parse.frames[frame].form != VerbForm::Finite => {
                self.parse.frames[frame].governor
            }
            Some(frame) => Some((frame, link)),
            None => matches!(link, Link::Gerund(_) | Link::Adverbial(_)).then_some((FrameId::MAX, link)),
        };
        // "the rebels, whom Rwanda is accused of arming": the object is that of the gerund.
        let mut given = Phrases::new();
        if let (Some(above), Some((_, Link::Gerund(_)))) = (self.top().frame, governor)
            && form == VerbForm::Ing
            && !self.top().gap.is_empty()
            && self.parse.frames[above].passive
            && self.parse.frames[above].objects == self.top().gap
        {
            given = std::mem::take(&mut self.parse.frames[above].objects);
        }
        let waits = surface.is_empty();
        let passive_twin = twin && self.top().frame.is_some_and(|frame| self.parse.frames[frame].passive);
        let id = self.push_frame(group, form, surface, governor);
        self.parse.frames[id].passive |= passive_twin && form == VerbForm::Participle;
        self.parse.frames[id].objects = given;
        self.parse.frames[id].governing_noun = topic;
        if waits {
            self.dangling.push(id);
        }
        self.stack.push(Clause { frame: Some(id), ..Clause::default() });
    }
}
