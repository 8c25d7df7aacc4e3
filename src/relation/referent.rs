//! Whom a noun phrase means: "the Russian army" is Russia, "Russia's allies" are not.

use smallvec::smallvec;

use super::{Cast, Mentions, Sentence};
use crate::clause::{Anchor, AnchorClass, Frame, Link, NounPhrase, NpId, Tag, VerbForm};
use crate::gazetteer::Kind;
use crate::phrasebook::{Phrase, PhraseSet, Rule};
use crate::text::{self, Case};

/// How deep owners and complements are followed.
const DEPTH: usize = 4;

impl<C: Cast> Sentence<'_, C> {
    pub(super) fn is(&self, word: usize, expected: &str) -> bool {
        self.words[word].span.slice(self.text).eq_ignore_ascii_case(expected)
    }

    /// The mentions that the phrase refers to, the surest first.
    pub(super) fn refers(&self, np: NpId) -> &[usize] {
        self.referents[np].get_or_init(|| self.refers_within(np, DEPTH))
    }

    fn refers_within(&self, np: NpId, depth: usize) -> Mentions {
        let phrase = &self.parse.phrases[np];
        if let Some(mention) = self.head_mention(phrase) {
            return self.beside(phrase, mention);
        }
        if depth == 0 {
            return Mentions::new();
        }
        if self.parse.tokens[phrase.head].tag == Tag::Pronoun {
            return self.self_named(np, depth);
        }
        if let Some(other) = phrase.apposition {
            let found = self.refers_within(other, depth - 1);
            if !found.is_empty() && self.head_mention(&self.parse.phrases[other]).is_some() {
                return found;
            }
        }
        if self.names_another(phrase) || self.is_homeland(phrase) {
            return Mentions::new();
        }
        // "its border with Pakistan", "waters off Iran": whoever is on the other side.
        if self.word_in(phrase.head, &self.book.inner().known.edges).is_some() {
            let found = self.behind(phrase, &["with", "off", "between", "near"], depth);
            if !found.is_empty() {
                return found;
            }
        }
        let modifiers = self.modifiers(phrase);
        if !modifiers.is_empty() {
            let other = self.is_faction(phrase, &modifiers) || self.is_within(phrase, &modifiers);
            return if other { Mentions::new() } else { modifiers };
        }
        if let Some(owner) = phrase.possessor {
            let found = self.refers_within(owner, depth - 1);
            if !found.is_empty() {
                return found;
            }
        }
        if let Some(own) = self.possessive_pronoun(phrase) {
            return self.beside(phrase, own);
        }
        if self.is(phrase.words.start, "our") {
            return self.own_side(phrase, depth);
        }
        // "government troops in Mali" are Mali's; "a report on Mali" is not.
        let local = self.word_in(phrase.head, &self.book.inner().known.local).is_some();
        // "forces loyal to Haftar", "militias allied with Iran"
        let side = phrase.words.end - 1;
        if side > phrase.head && ["loyal", "allied", "linked", "close"].iter().any(|word| self.is(side, word)) {
            let found = self.behind(phrase, &["to", "with"], depth);
            if !found.is_empty() {
                return found;
            }
        }
        // "warships from Russia", "diplomats from Belarus"
        let sent = self.word_in(phrase.head, &self.book.inner().known.origins).is_some();
        let wanted: &[&str] = if local {
            &["of", "by", "from", "including", "in", "at"]
        } else if sent {
            &["of", "by", "from", "including"]
        } else {
            &["of", "by", "including"]
        };
        // "a statement critical of China"
        if side > phrase.head && self.parse.tokens[side].tag == Tag::Adjective {
            return self.doers(np, depth);
        }
        // "the killing of soldiers by Hamas" is Hamas's.
        let own = phrase.complements.iter().any(|&(word, _)| self.is(word, "by"));
        let first = own.then_some("by");
        for wanted in first.iter().chain(wanted) {
            let found = self.behind(phrase, &[wanted], depth);
            if !found.is_empty() {
                return found;
            }
        }
        // "special forces under Col. Goita": not "troops under attack".
        if local {
            let mut found = self.behind(phrase, &["under"], depth);
            found.retain(|mention| self.cast.kind(self.cast.entity(*mention)) == Kind::Person);
            if !found.is_empty() {
                return found;
            }
        }
        self.doers(np, depth)
    }

    /// Whom the phrases behind these prepositions mean.
    fn behind(&self, phrase: &NounPhrase, prepositions: &[&str], depth: usize) -> Mentions {
        let wanted = |word: usize| prepositions.iter().any(|preposition| self.is(word, preposition));
        let mut found = Mentions::new();
        for (word, inner) in &phrase.complements {
            if wanted(*word) {
                found.extend(inner.iter().flat_map(|&np| self.refers_within(np, depth - 1)));
            }
        }
        found
    }

    /// "the rebels said they would", "“We will not negotiate,” Hamas said": who speaks of themselves.
    fn self_named(&self, np: NpId, depth: usize) -> Mentions {
        const SPEAKERS: [&str; 3] = ["they", "we", "i"];
        let phrase = &self.parse.phrases[np];
        if self.is(phrase.head, "us") {
            return self.own_side(phrase, depth);
        }
        if !SPEAKERS.iter().any(|word| self.is(phrase.head, word)) {
            return Mentions::new();
        }
        let frame = self.parse.frames.iter().take(64).find(|frame| frame.surface.contains(&np));
        let Some((above, Link::Content)) = frame.and_then(|frame| frame.governor) else { return Mentions::new() };
        let speaker = self.parse.frames.get(above).map_or(&[][..], |frame| frame.agents(self.words));
        speaker.iter().flat_map(|&np| self.refers_within(np, depth - 1)).collect()
    }

    /// "“Iran has attacked our ships,” Kuwait's minister said": the country or body of whoever speaks.
    fn own_side(&self, phrase: &NounPhrase, depth: usize) -> Mentions {
        let at = phrase.words.start;
        let mut frame = self.parse.frames.iter().take(64).rev().find(|frame| frame.extent.contains(&at));
        for _ in 0..DEPTH {
            let Some((above, link)) = frame.and_then(|frame| frame.governor) else { return Mentions::new() };
            frame = self.parse.frames.get(above);
            if link == Link::Content {
                break;
            }
        }
        let agents = frame.map_or(&[][..], |frame| frame.agents(self.words));
        let Some(speaker) = agents.iter().find_map(|&np| self.refers_within(np, depth - 1).first().copied()) else {
            return Mentions::new();
        };
        let entity = self.cast.entity(speaker);
        if self.cast.kind(entity) != Kind::Person {
            return smallvec![speaker];
        }
        let country = self.anchors.iter().find(|anchor| {
            let other = self.cast.entity(anchor.mention);
            self.cast.kind(other) == Kind::Country && self.cast.speaks_for(entity, other)
        });
        country.map(|anchor| anchor.mention).into_iter().collect()
    }

    /// "soldiers led by Gen. Tchiani", "an appeal lodged by Hamas": whoever did it is meant by what was done.
    fn doers(&self, np: NpId, depth: usize) -> Mentions {
        // "soldiers led by Gen. Tchiani", but nobody by name: "Despite being captured by rebels, Smith …"
        let head = self.parse.phrases[np].head;
        let plural = self.parse.entries[head].singular != self.words[head].key;
        if self.words[head].case != Case::Lower && !plural {
            return Mentions::new();
        }
        let done = |frame: &&Frame| {
            frame.passive
                && !matches!(frame.form, VerbForm::Finite | VerbForm::Infinitive)
                && frame.surface.contains(&np)
        };
        // "homes belonging to Palestinians"
        let belongs = |frame: &&Frame| {
            frame.form == VerbForm::Ing
                && frame.lemmas.contains(&const { text::key("belong") })
                && frame.surface.contains(&np)
        };
        if let Some(frame) = self.parse.frames.iter().take(64).find(belongs) {
            let to = frame.prepositions.iter().filter(|(word, _)| self.is(*word, "to"));
            return to.flat_map(|(_, inner)| inner).flat_map(|&np| self.refers_within(np, depth - 1)).collect();
        }
        let frame = self.parse.frames.iter().take(64).find(done);
        frame
            .into_iter()
            .flat_map(|frame| frame.agents(self.words))
            .flat_map(|&np| self.refers_within(np, depth - 1))
            .collect()
    }

    /// All that the words of the mention mean: "both countries" are two.
    fn beside(&self, phrase: &NounPhrase, mention: usize) -> Mentions {
        let anchors = &self.anchors[phrase.anchors.clone()];
        let words = anchors.iter().find(|anchor| anchor.mention == mention).map(|anchor| &anchor.words);
        let same = anchors.iter().filter(|anchor| Some(&anchor.words) == words);
        same.map(|anchor| anchor.mention).collect()
    }

    /// "his country", "whose kingdom": not the person.
    fn is_homeland(&self, phrase: &NounPhrase) -> bool {
        let land = ["country", "nation", "homeland", "kingdom"].iter().any(|word| self.is(phrase.head, word));
        let owner = || {
            let owner = phrase.possessor.and_then(|np| self.head_mention(&self.parse.phrases[np]));
            owner.or_else(|| self.possessive_pronoun(phrase))
        };
        land && owner().is_some_and(|owner| self.cast.kind(self.cast.entity(owner)) == Kind::Person)
    }

    /// The mention that is the phrase's head.
    pub(super) fn head_mention(&self, phrase: &NounPhrase) -> Option<usize> {
        self.anchors[phrase.anchors.clone()]
            .iter()
            .rev()
            .find(|anchor| {
                anchor.words.contains(&phrase.head)
                    && !self.owns(anchor)
                    && !self.in_compound(anchor.words.start, anchor.words.end)
            })
            .map(|anchor| anchor.mention)
    }

    /// "US-led", "pro-Iranian": the name is only part of an adjective.
    fn in_compound(&self, start: usize, end: usize) -> bool {
        let hyphen = |at: usize| {
            self.parse.tokens.get(at).is_some_and(|token| token.tag == Tag::Hyphen) && self.words[at].joined
        };
        let pair = |at: usize| self.anchors.iter().any(|other| other.words.contains(&at));
        hyphen(end) && !pair(end + 1) || start > 0 && hyphen(start - 1) && !(start > 1 && pair(start - 2))
    }

    /// Mentions that stand before the head: "Israeli warplanes", "the Russia-Ukraine war".
    pub(super) fn modifiers(&self, phrase: &NounPhrase) -> Mentions {
        let plain: Vec<_> = self.anchors[phrase.anchors.clone()]
            .iter()
            .filter(|anchor| {
                !self.owns(anchor)
                    && anchor.words.end <= phrase.head
                    && !self.in_compound(anchor.words.start, anchor.words.end)
            })
            .collect();
        match plain[..] {
            [] => Mentions::new(),
            [one] => smallvec![one.mention],
            [.., before, last] => {
                let between = before.words.end..last.words.start;
                let joined = between.clone().all(|at| {
                    matches!(self.parse.tokens[at].tag, Tag::Hyphen | Tag::Dash | Tag::Conjunction | Tag::Other)
                });
                if joined && !between.is_empty() {
                    smallvec![before.mention, last.mention]
                } else {
                    smallvec![last.mention]
                }
            }
        }
    }

    /// Whether the phrase says whose it is: "Finnish troops", "Finland's troops", but not "(gave) Finland troops".
    pub(super) fn is_owned(&self, np: NpId) -> bool {
        let phrase = &self.parse.phrases[np];
        let before = |anchor: &Anchor| anchor.words.end <= phrase.head;
        let names = |anchor: &Anchor| before(anchor) && anchor.class == AnchorClass::Name;
        let anchors = &self.anchors[phrase.anchors.clone()];
        phrase.possessor.is_some() || !anchors.iter().any(names) && anchors.iter().any(before)
    }

    pub(super) fn possessive_pronoun(&self, phrase: &NounPhrase) -> Option<usize> {
        self.anchors[phrase.anchors.clone()].iter().find(|anchor| self.owns(anchor)).map(|anchor| anchor.mention)
    }

    /// "her visit", not "thanked her".
    fn owns(&self, anchor: &Anchor) -> bool {
        anchor.class == AnchorClass::PossessivePronoun && self.parse.tokens[anchor.words.start].tag != Tag::Pronoun
    }

    /// "Ukraine's allies", "critics of Erdogan": somebody else than the one named.
    fn names_another(&self, phrase: &NounPhrase) -> bool {
        let known = &self.book.inner().known;
        if self.word_in(phrase.head, &known.others).is_none() {
            return false;
        }
        // "Taliban insurgents" are the Taliban.
        let own = self.word_in(phrase.head, &known.factions).is_some() && phrase.possessor.is_none();
        let group = |&mention: &usize| self.cast.kind(self.cast.entity(mention)) == Kind::Organization;
        !(own && self.modifiers(phrase).first().is_some_and(group))
    }

    /// "other African countries" are not Africa.
    fn is_within(&self, phrase: &NounPhrase, of: &[usize]) -> bool {
        let place = |&mention: &usize| self.cast.kind(self.cast.entity(mention)) == Kind::Place;
        ["country", "countries", "nation", "nations", "states"].iter().any(|word| self.is(phrase.head, word))
            && of.iter().all(place)
    }

    /// "Syrian rebel forces" are not Syria.
    fn is_faction(&self, phrase: &NounPhrase, of: &[usize]) -> bool {
        let land = |&mention: &usize| matches!(self.cast.kind(self.cast.entity(mention)), Kind::Country | Kind::Place);
        if !of.iter().any(land) {
            return false;
        }
        let before = phrase.head.checked_sub(1).filter(|at| phrase.words.contains(at));
        before.is_some_and(|at| self.word_in(at, &self.book.inner().known.factions).is_some())
    }

    /// Whether it is about protests, where anybody acts: "Iranian students rallied against the US".
    pub(super) fn is_protest(&self, rule: &Rule) -> bool {
        self.book.inner().relations[rule.relation].plover.as_deref() == Some("PROTEST")
    }

    /// "US tourists", "the German firm Nordex": they act for themselves and not for their country.
    pub(super) fn is_private(&self, np: NpId) -> bool {
        let np = self.shared_head(np).unwrap_or(np);
        let phrase = &self.parse.phrases[np];
        if self.head_mention(phrase).is_some() {
            return self.is_counted(phrase);
        }
        // Behind what somebody is stands the name: "the British director Loach".
        let named = |at: &usize| self.words[*at].case == Case::Lower && self.parse.tokens[*at].tag == Tag::Noun;
        let noun = (phrase.words.start..=phrase.head).rev().find(named);
        noun.is_some_and(|at| self.word_in(at, &self.book.inner().known.private).is_some())
    }

    /// "1.3 million Germans", "a dozen Australians": so many people, and not their country.
    fn is_counted(&self, phrase: &NounPhrase) -> bool {
        let tag = |at: usize| self.parse.tokens[at].tag;
        let plural = || self.parse.entries[phrase.head].singular != self.words[phrase.head].key;
        tag(phrase.head) == Tag::Demonym
            && (phrase.words.start..phrase.head).any(|at| tag(at) == Tag::Number)
            && plural()
    }

    /// "French and Chinese bases": the phrase that ends in the noun of both.
    fn shared_head(&self, np: NpId) -> Option<NpId> {
        let lone = |np: NpId| {
            let words = &self.parse.phrases[np].words;
            words.len() == 1 && self.parse.tokens[words.start].tag == Tag::Demonym
        };
        if !lone(np) {
            return None;
        }
        let joins = |at: usize| matches!(self.parse.tokens[at].tag, Tag::Conjunction | Tag::Comma);
        for next in np + 1..(np + DEPTH).min(self.parse.phrases.len()) {
            let gap = self.parse.phrases[next - 1].words.end..self.parse.phrases[next].words.start;
            if gap.is_empty() || gap.len() > 2 || !gap.into_iter().all(joins) {
                return None;
            }
            if !lone(next) {
                let phrase = &self.parse.phrases[next];
                let tag = |at: usize| self.parse.tokens[at].tag;
                return (tag(phrase.words.start) == Tag::Demonym && tag(phrase.head) == Tag::Noun).then_some(next);
            }
        }
        None
    }

    /// The last word of the phrase's match in `set`, where a word of the set heads the phrase.
    pub(super) fn headed_by(&self, np: NpId, set: &PhraseSet) -> Option<usize> {
        let mut phrase = &self.parse.phrases[self.shared_head(np).unwrap_or(np)];
        // "his counterpart, Wang Yi" is Wang Yi.
        let named = |phrase: &NounPhrase| self.head_mention(phrase).is_some();
        let apposed = || phrase.apposition.is_some_and(|np| named(&self.parse.phrases[np]));
        if set.any || set.name && (named(phrase) || apposed()) {
            return Some(phrase.head);
        }
        let mut beside = None;
        for _ in 0..DEPTH {
            if let Some(word) = self.word_in(phrase.head, set) {
                return Some(word);
            }
            // "a package of weapons", "a weapons package", "hundreds of thousands of troops"
            let container = self.parse.tokens[phrase.head].tag == Tag::Number
                || self.word_in(phrase.head, &self.book.inner().known.containers).is_some();
            if !container {
                break;
            }
            beside = beside
                .or_else(|| (phrase.head > phrase.words.start).then(|| self.word_in(phrase.head - 1, set)).flatten());
            let mut of = phrase.complements.iter().filter(|(word, _)| self.is(*word, "of"));
            match of.next().and_then(|(_, inner)| inner.first()) {
                Some(&inner) => phrase = &self.parse.phrases[inner],
                None => break,
            }
        }
        beside
    }

    /// Whether the word, with its neighbours where the set asks for them, is in the set.
    pub(super) fn word_in(&self, word: usize, set: &PhraseSet) -> Option<usize> {
        let [exact, one] = self.noun_keys(word);
        let known = set.has_word(exact) || one != exact && set.has_word(one);
        let found = known || self.phrase_at(word, set).is_some();
        found.then_some(word)
    }

    /// How many words more than one of the phrase's head are in the set: "air strike" says more than "strike".
    pub(super) fn exactness(&self, np: NpId, set: &PhraseSet) -> usize {
        self.exactness_at(self.parse.phrases[np].head, set)
    }

    /// The same for any word.
    pub(super) fn exactness_at(&self, word: usize, set: &PhraseSet) -> usize {
        self.phrase_at(word, set).unwrap_or(0)
    }

    /// The longest phrase of the set around the word, in words beside it.
    fn phrase_at(&self, word: usize, set: &PhraseSet) -> Option<usize> {
        let [exact, one] = self.noun_keys(word);
        let other = (one != exact).then(|| set.phrases(one)).into_iter().flatten();
        let both = set.phrases(exact).chain(other);
        both.filter(|phrase| self.keys_before(word, &phrase.before) && self.keys_after(word, &phrase.after))
            .map(Phrase::beside)
            .max()
    }

    /// The word's key and that of its singular.
    pub(super) fn noun_keys(&self, word: usize) -> [u64; 2] {
        [self.words[word].key, self.parse.entries[word].singular]
    }

    fn keys_before(&self, word: usize, keys: &[u64]) -> bool {
        let mut at = word;
        keys.iter().rev().all(|&key| {
            at = at.wrapping_sub(1);
            if self.parse.tokens.get(at).is_some_and(|token| token.tag == Tag::Hyphen) {
                at = at.wrapping_sub(1);
            }
            self.words.get(at).is_some_and(|word| word.key == key)
        })
    }

    fn keys_after(&self, word: usize, keys: &[u64]) -> bool {
        let mut at = word;
        keys.iter().all(|&key| {
            at += 1;
            if self.parse.tokens.get(at).is_some_and(|token| token.tag == Tag::Hyphen) {
                at += 1;
            }
            self.words.get(at).is_some_and(|word| word.key == key)
        })
    }
}
