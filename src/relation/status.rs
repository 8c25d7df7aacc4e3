//! Whether the text claims a relation as a fact, and who says so.

use super::{Cast, Factuality, Index, Operations, Place, Sentence, Status};
use crate::clause::{Frame, FrameId, Link, NpId, Tag, VerbForm};
use crate::grammar::{Class, Grammar};
use crate::phrasebook::{Effect, Operation};
use crate::text;

/// What is called off does not happen, even where it was known to be planned.
const CANCELING: [u64; 8] = text::keys(["cancel", "postpone", "scrap", "shelve", "abandon", "forgo", "thwart", "foil"]);

/// How many verbs above one are asked.
const CLIMB: usize = 12;

impl Status {
    const PLAIN: Self = Self {
        negated: false,
        refused: false,
        factuality: Factuality::Asserted,
        by: None,
        operations: Operations([None; 3]),
    };

    /// What an operator outside does to what is inside. `own` tells that the speaker speaks of an act of their own.
    fn under(&mut self, effect: Effect, speaker: Option<usize>, own: bool) {
        self.under_word(effect, None, speaker, own);
    }

    /// The same where the operator's word may say which operation it is.
    fn under_word(&mut self, effect: Effect, word: Option<Operation>, speaker: Option<usize>, own: bool) {
        self.operations.push(match (effect, word) {
            (Effect::Planned, _) => Some(Operation::Intend),
            (Effect::Requested, Some(Operation::Demand)) => word,
            (Effect::Requested, _) => Some(Operation::Appeal),
            (Effect::Negated, Some(Operation::Refuse | Operation::Halt)) => word,
            (Effect::Possible, Some(Operation::Threaten)) => word,
            _ => None,
        });
        match effect {
            Effect::Actual => {}
            Effect::Negated => {
                self.negated = true;
                self.refused = true;
            }
            Effect::Planned => self.lower(Factuality::Planned),
            Effect::Possible if self.factuality == Factuality::Planned => self.factuality = Factuality::Possible,
            Effect::Possible => self.lower(Factuality::Possible),
            Effect::Requested => {
                self.factuality = Factuality::Requested;
                self.by = self.by.or(speaker);
            }
            Effect::Reported => {
                if !own {
                    self.lower(Factuality::Reported);
                }
                self.by = self.by.or(speaker);
            }
            Effect::Denied => {
                self.negated = !self.negated;
                self.lower(Factuality::Reported);
                self.by = self.by.or(speaker);
            }
        }
    }

    fn lower(&mut self, to: Factuality) {
        if self.factuality == Factuality::Asserted
            || self.factuality == Factuality::Reported && to != Factuality::Reported
        {
            self.factuality = to;
        }
    }
}

impl Operations {
    fn push(&mut self, operation: Option<Operation>) {
        if let Some(free) = self.0.iter_mut().find(|slot| slot.is_none()) {
            *free = operation;
        }
    }

    /// From the innermost outwards.
    pub(crate) fn iter(self) -> impl Iterator<Item = Operation> {
        self.0.into_iter().flatten()
    }
}

impl<C: Cast> Sentence<'_, C> {
    /// The status of what the frame says.
    pub(super) fn status_of(&self, id: FrameId, source: usize) -> Status {
        let mut status = Status::PLAIN;
        self.own(&self.parse.frames[id], &mut status);
        self.climb(id, source, &mut status, true);
        status
    }

    /// The status of what the frame says, whatever stands around it.
    pub(super) fn own_status(&self, id: FrameId) -> Status {
        let mut status = Status::PLAIN;
        self.own(&self.parse.frames[id], &mut status);
        status
    }

    /// The status of a role: that of its copula, or a plain one.
    pub(super) fn status_of_role(&self, frame: Option<FrameId>, source: usize) -> Status {
        frame.map_or(Status::PLAIN, |id| self.status_of(id, source))
    }

    /// The status of an event that a noun names: that of its verb where the noun is only announced by it.
    pub(super) fn status_of_noun(&self, index: &Index, np: NpId, source: usize) -> Status {
        let phrase = &self.parse.phrases[np];
        let operators = &self.book.inner().operators;
        let mut status = Status::PLAIN;
        for word in phrase.words.clone() {
            if let Some(&effect) = operators.adjectives.get(&self.words[word].key)
                && word != phrase.head
                && self.parse.tokens[word].tag != Tag::Number
            {
                status.under_word(effect, self.operation_at(word), None, false);
            }
        }
        status.negated |= phrase.negated;
        if let Some(above) = index.phrases[np].above
            && let Some(effect) = self.noun_effect(above)
        {
            let owner = self.parse.phrases[above].possessor.and_then(|owner| self.refers(owner).first().copied());
            status.under_word(effect, self.operation_at(self.parse.phrases[above].head), owner, false);
        }
        let Some((id, place)) = index.phrases[np].place else {
            self.said(&mut status);
            return status;
        };
        let frame = &self.parse.frames[id];
        let given = self.is_given(np);
        if given {
            // "speculated about Russia's invasion": the invasion is a fact, unless it is what is denied.
            if self.operator(frame) == Some(Effect::Denied) {
                let speaker = self.speaker(frame);
                status.under(Effect::Denied, speaker, false);
            }
            // "canceled his trip"
            if place == Place::Object && frame.lemmas.iter().any(|lemma| CANCELING.contains(lemma)) {
                status.under(Effect::Negated, None, false);
            }
            return status;
        }
        if place == Place::Surface && !frame.passive {
            self.climb(id, source, &mut status, false);
            return status;
        }
        if let Some(effect) = self.operator(frame) {
            let speaker = self.speaker(frame);
            status.under_word(effect, self.operation_of(frame), speaker, self.own_act(speaker, source));
        }
        self.own(frame, &mut status);
        self.climb(id, source, &mut status, true);
        status
    }

    /// Of what the clause's subject did beside: "did not answer after talks with" says that there were talks.
    pub(super) fn status_beside(&self, frame: FrameId, source: usize) -> Status {
        let mut status = Status::PLAIN;
        self.own(&self.parse.frames[frame], &mut status);
        status.negated = false;
        self.climb(frame, source, &mut status, true);
        status
    }

    /// "the", "its", "Russia's": the noun speaks of what is known.
    pub(super) fn is_given(&self, np: NpId) -> bool {
        let phrase = &self.parse.phrases[np];
        phrase.possessor.is_some()
            || self.is(phrase.words.start, "the")
            || self.parse.tokens[phrase.words.start].tag == Tag::PossessivePronoun
    }

    /// What the frame's verb does to a noun or clause under it.
    pub(super) fn operator(&self, frame: &Frame) -> Option<Effect> {
        let operators = &self.book.inner().operators;
        let particle = frame.particle.map(|word| self.words[word].key);
        frame.lemmas.iter().find_map(|&lemma| operators.verb(lemma, particle))
    }

    /// Which operation the frame's verb means.
    pub(super) fn operation_of(&self, frame: &Frame) -> Option<Operation> {
        let acts = &self.book.inner().acts;
        frame.lemmas.iter().find_map(|lemma| acts.operation(*lemma))
    }

    /// Which operation a noun or adjective means.
    pub(super) fn operation_at(&self, word: usize) -> Option<Operation> {
        let acts = &self.book.inner().acts;
        self.noun_keys(word).into_iter().find_map(|key| acts.operation(key))
    }

    fn noun_effect(&self, np: NpId) -> Option<Effect> {
        let head = self.parse.phrases[np].head;
        self.book.inner().operators.nouns.get(&self.parse.entries[head].singular).copied()
    }

    /// Negation, modals and adverbs of the frame itself.
    fn own(&self, frame: &Frame, status: &mut Status) {
        let operators = &self.book.inner().operators;
        status.negated |= frame.negated;
        if let Some(&effect) = frame.modal.and_then(|word| operators.modals.get(&self.words[word].key)) {
            // "said it would": the future as seen from the past.
            let intent = matches!(frame.governor, Some((_, Link::Content)))
                && frame.modal.is_some_and(|word| self.is(word, "would"));
            let effect = if intent { Effect::Planned } else { effect };
            // "will not attack" says that there is no attack.
            let effect = if effect == Effect::Planned && frame.negated { Effect::Actual } else { effect };
            // An appeal of the text itself is nobody's request.
            if effect == Effect::Requested {
                status.factuality = Factuality::Possible;
            } else {
                status.under(effect, None, false);
            }
        }
        // "EU to sanction Belarus", in a headline.
        let announced = frame.form == VerbForm::Infinitive && frame.governor.is_none() && !frame.surface.is_empty();
        if frame.scheduled || announced {
            // "A's refusal to recognize B"
            let noun = frame.governing_noun.filter(|_| announced).and_then(|np| self.noun_effect(np));
            status.under(noun.unwrap_or(Effect::Planned), None, false);
        }
        for word in frame.adverbs.iter().copied().chain(frame.words.clone()) {
            if let Some(&effect) = operators.adverbs.get(&self.words[word].key) {
                status.under(effect, None, false);
            }
        }
        status.negated |= frame.surface.iter().any(|&np| self.parse.phrases[np].negated && frame.surface.len() == 1);
        status.negated |= frame.adverbs.iter().any(|&word| self.parse.tokens[word].tag == Tag::Negation);
    }

    /// Asks every verb above. Where `whole` is false only who says it matters.
    fn climb(&self, id: FrameId, source: usize, status: &mut Status, mut whole: bool) {
        let mut at = id;
        for _ in 0..CLIMB {
            let frame = &self.parse.frames[at];
            let Some((above, link)) = frame.governor else { break };
            if above >= self.parse.frames.len() {
                self.hang(link, status);
                break;
            }
            let governor = &self.parse.frames[above];
            let speaker = self.speaker(governor);
            let own = self.own_act(speaker, source);
            let effect = self.effect(governor, frame, link);
            let says = matches!(effect, Effect::Reported | Effect::Denied);
            if whole || says {
                let noun = frame.governing_noun.map(|np| self.parse.phrases[np].head);
                let word = noun.and_then(|head| self.operation_at(head)).or_else(|| self.operation_of(governor));
                status.under_word(effect, word, speaker, own);
            }
            // A clause that hangs on loosely shares who says it, not whether it is so.
            let loose = matches!(link, Link::Relative | Link::Adverbial(_) | Link::Participle)
                || matches!(link, Link::Gerund(_)) && effect == Effect::Actual;
            whole &= !loose;
            if whole && !says {
                let mut outer = Status::PLAIN;
                self.own(governor, &mut outer);
                if outer.negated && effect == Effect::Negated {
                    // "did not refuse to"
                    status.negated = false;
                    status.refused = false;
                } else {
                    status.negated |= outer.negated && effect != Effect::Requested;
                }
                if outer.factuality == Factuality::Possible && status.factuality == Factuality::Planned {
                    // "could agree to send"
                    status.factuality = Factuality::Possible;
                } else if outer.factuality != Factuality::Asserted && effect != Effect::Requested {
                    status.lower(outer.factuality);
                    outer.operations.iter().for_each(|operation| status.operations.push(Some(operation)));
                }
            }
            at = above;
        }
        self.said(status);
    }

    /// "according to X" covers the sentence.
    fn said(&self, status: &mut Status) {
        for phrases in &self.parse.sources {
            let speaker = phrases.iter().find_map(|&np| self.refers(np).first().copied());
            status.under(Effect::Reported, speaker, false);
        }
    }

    /// A clause before the one that it hangs on: "If A attacks B, …".
    fn hang(&self, link: Link, status: &mut Status) {
        let operators = &self.book.inner().operators;
        let effect = match link {
            Link::Adverbial(word) => operators.subordinators.get(&self.words[word].key),
            Link::Gerund(word) => operators.prepositions.get(&self.words[word].key),
            _ => None,
        };
        if let Some(&effect) = effect {
            status.under(effect, None, false);
        }
    }

    /// What `governor` does to `frame`, which hangs on it by `link`.
    fn effect(&self, governor: &Frame, frame: &Frame, link: Link) -> Effect {
        let operators = &self.book.inner().operators;
        let noun = frame.governing_noun.and_then(|np| self.noun_effect(np));
        match link {
            Link::Content => match noun.or_else(|| self.operator(governor)) {
                Some(Effect::Reported) if self.is_wished(frame) => Effect::Requested,
                // "told reporters that …" reports, "demanded that …" asks.
                Some(Effect::Requested) if self.speaks(governor) => Effect::Reported,
                effect => effect.unwrap_or(Effect::Actual),
            },
            Link::Infinitive => {
                // "has yet to recognize"
                if frame.words.start > 0 && self.is(frame.words.start - 1, "yet") {
                    return Effect::Negated;
                }
                if let Some(effect) = noun {
                    // "has no plans to attack" says that there is no attack.
                    let none = frame.governing_noun.is_some_and(|np| self.parse.phrases[np].negated);
                    return if none && effect == Effect::Planned { Effect::Negated } else { effect };
                }
                if governor.copula && self.is_ranked(governor, frame) {
                    return Effect::Actual;
                }
                if governor.copula {
                    let said = governor.objects.iter().find_map(|&np| {
                        let head = self.parse.phrases[np].head;
                        operators.adjectives.get(&self.words[head].key).copied()
                    });
                    return said.unwrap_or(Effect::Planned);
                }
                // "put pressure on B to withdraw"
                let asked = governor.objects.last().and_then(|&np| self.noun_effect(np));
                match self.operator(governor).or(asked.filter(|&effect| effect == Effect::Requested)) {
                    // "asked to join": what one wants to do oneself is no request to another.
                    Some(Effect::Requested) if frame.surface == governor.surface && !governor.passive => {
                        Effect::Possible
                    }
                    // "kept sending"
                    None if frame.form == VerbForm::Ing => Effect::Actual,
                    effect => effect.unwrap_or(Effect::Planned),
                }
            }
            // "withdrew from talks about forming an alliance"
            Link::Gerund(_) if frame.governing_noun.is_some() => noun.unwrap_or(Effect::Possible),
            Link::Gerund(word) => match operators.prepositions.get(&self.words[word].key) {
                Some(Effect::Actual) | None => match self.operator(governor) {
                    Some(effect)
                        if ["of", "for", "from", "on", "about", "over", "to", "against"]
                            .iter()
                            .any(|prep| self.is(word, prep)) =>
                    {
                        effect
                    }
                    _ => Effect::Actual,
                },
                // "decided against", "prevented from"
                Some(&effect) => self
                    .operator(governor)
                    .filter(|&own| self.is(word, "from") || self.is(word, "against") && own != Effect::Planned)
                    .unwrap_or(effect),
            },
            // "relations soured when A accused B": it did.
            Link::Adverbial(word) if self.is(word, "when") && self.is_past(frame) => Effect::Actual,
            Link::Adverbial(word) => {
                operators.subordinators.get(&self.words[word].key).copied().unwrap_or(Effect::Actual)
            }
            // "called for a resolution condemning B", "does not rule out B attacking"
            Link::Relative if frame.form == VerbForm::Ing && self.is_open(governor, frame) => {
                let effect = self.operator(governor).unwrap_or(Effect::Actual);
                if effect == Effect::Negated && governor.negated { Effect::Possible } else { effect }
            }
            Link::Participle | Link::Relative => Effect::Actual,
        }
    }

    fn is_past(&self, frame: &Frame) -> bool {
        frame.modal.is_none() && self.parse.tokens[frame.words.start].tag.is_past()
    }

    /// Whether the noun before the participle is only asked for, planned or ruled out by the verb above.
    fn is_open(&self, governor: &Frame, frame: &Frame) -> bool {
        let [np] = frame.surface[..] else { return false };
        let behind = governor.prepositions.last().filter(|(word, _)| self.is(*word, "for"));
        let hangs = governor.objects.contains(&np) || behind.is_some_and(|(_, phrases)| phrases.contains(&np));
        let first = self.parse.phrases[np].words.start;
        let named = self.parse.tokens[self.parse.phrases[np].head].tag == Tag::Name;
        let effect = self.operator(governor);
        let fits = match effect {
            Some(Effect::Requested | Effect::Planned | Effect::Possible) => self.is(first, "a") || self.is(first, "an"),
            Some(Effect::Negated) => named || self.is(first, "a") || self.is(first, "an"),
            _ => false,
        };
        hangs && fits
    }

    /// "was the fourth leader to visit", "were among the first to condemn": it happened, and to others too.
    fn is_ranked(&self, governor: &Frame, frame: &Frame) -> bool {
        const RANKS: [u64; 12] = text::keys([
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "last",
            "latest",
        ]);
        // "the first step to end the war" is none yet.
        const DEEDS: [u64; 8] =
            text::keys(["step", "time", "chance", "way", "move", "thing", "opportunity", "priority"]);
        let start = frame.words.start.saturating_sub(8).max(governor.words.end);
        let mut before = start..frame.words.start;
        before.clone().any(|word| RANKS.contains(&self.words[word].key))
            && !before.any(|word| DEEDS.contains(&self.parse.entries[word].singular))
    }

    pub(super) fn speaks(&self, frame: &Frame) -> bool {
        Grammar::get().are(&frame.lemmas, Class::SpeechVerb)
    }

    /// "insisted that A lift the ban": what is demanded stands in the base form.
    pub(super) fn is_wished(&self, frame: &Frame) -> bool {
        let Some((above, Link::Content)) = frame.governor else { return false };
        let of = |class: Class| {
            let verb = self.parse.frames.get(above).map(|above| above.verb);
            verb.is_some_and(|word| self.parse.tokens[word].info.is_form_of(class))
        };
        frame.words.len() == 1
            && frame.modal.is_none()
            && frame.lemmas.contains(&self.words[frame.verb].key)
            && frame.surface.iter().any(|&np| self.parse.tokens[self.parse.phrases[np].head].tag == Tag::Name)
            && of(Class::DemandVerb)
    }

    fn speaker(&self, frame: &Frame) -> Option<usize> {
        frame.agents(self.words).iter().find_map(|&np| self.refers(np).first().copied())
    }

    fn own_act(&self, speaker: Option<usize>, source: usize) -> bool {
        let Some(speaker) = speaker else { return false };
        let (speaker, source) = (self.cast.entity(speaker), self.cast.entity(source));
        speaker == source || self.cast.speaks_for(speaker, source)
    }
}
