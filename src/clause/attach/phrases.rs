//! Noun phrases: which are coordinated, which say the same, and whose argument they are.

use smallvec::smallvec;

use super::{Builder, Clause, REACH};
use crate::clause::chunk::{Chunk, VerbForm};
use crate::clause::tag::Tag;
use crate::clause::{FrameId, Link, NounPhrase, NpId, Phrases};
use crate::grammar::{Class, Grammar};
use crate::text::Case;

impl Builder<'_> {
    pub(super) fn phrase(&mut self, at: usize) -> usize {
        if let Some(next) = self.gapped(at) {
            return next;
        }
        let (members, next) = self.group(at, false);
        let before = self.before(at);
        let boundary = before.is_none_or(|i| {
            matches!(
                self.chunks[i],
                Chunk::Comma | Chunk::Conjunction(_) | Chunk::Break | Chunk::Restart | Chunk::Close
            )
        });
        let fresh = at > 0 && matches!(self.chunks[at - 1], Chunk::Quote);
        // "allegations the army tortured prisoners"
        let told = match (before, self.last.last()) {
            // "a charge Tehran denies" is none.
            (Some(i), Some(&np))
                if i + 1 == at && matches!(self.chunks[i], Chunk::Phrase(_)) && !self.is_contact_relative(at, next) =>
            {
                Some(np).filter(|&np| self.parse.tokens[self.parse.phrases[np].head].info.is(Class::ClauseNoun))
            }
            _ => None,
        };
        let starts_clause = self.finite_ahead(next, boundary || fresh || told.is_some());
        match self.top().frame {
            None => self.subject(&members, before, starts_clause),
            Some(frame) if starts_clause => {
                let direct = !boundary;
                let with_comma = before.is_some_and(|i| {
                    matches!(self.chunks[i], Chunk::Comma) || i > 0 && matches!(self.chunks[i - 1], Chunk::Comma)
                });
                let governor = if direct {
                    Some((frame, Link::Content))
                } else if with_comma {
                    None
                } else {
                    self.content_of(frame)
                };
                let inserted = with_comma || fresh;
                self.stack.push(Clause {
                    subject: members.clone(),
                    governor,
                    noun: told,
                    inserted,
                    ..Clause::default()
                });
            }
            Some(frame) if self.is_contact_relative(at, next) => {
                let governor = Some((frame, Link::Relative));
                let gap = self.last.clone();
                self.stack.push(Clause {
                    subject: members.clone(),
                    governor,
                    gap,
                    relative: true,
                    ..Clause::default()
                });
            }
            Some(frame) => {
                let object = !before.is_some_and(|i| matches!(self.chunks[i], Chunk::Comma | Chunk::Break));
                let adjacent = before.is_some_and(|i| matches!(self.chunks[i], Chunk::Phrase(_)));
                // "the drones Iran sold Sudan": what was sold is known already.
                let given = !self.top().gap.is_empty()
                    && before.is_some_and(|i| matches!(self.chunks[i], Chunk::Verb(_)))
                    && self.parse.frames[frame].objects == self.top().gap;
                let frame = &mut self.parse.frames[frame];
                if given {
                    frame.indirect.clone_from(&members);
                } else if frame.objects.is_empty() && object {
                    frame.objects.clone_from(&members);
                } else if adjacent && frame.indirect.is_empty() && frame.prepositions.is_empty() {
                    frame.indirect = std::mem::replace(&mut frame.objects, members.clone());
                }
            }
        }
        self.chain = members.first().copied();
        self.last = members;
        next
    }

    /// "A backed B and C D": the second clause has the verb of the first.
    fn gapped(&mut self, at: usize) -> Option<usize> {
        let frame = self.top().frame?;
        let model = &self.parse.frames[frame];
        let verb = at > 0 && matches!(&self.chunks[at - 1], Chunk::Verb(group) if group.main == model.verb);
        if !verb || model.passive || model.copula || !model.objects.is_empty() || model.form != VerbForm::Finite {
            return None;
        }
        let (end, items) = self.list_end(at)?;
        let &Chunk::Phrase(last) = self.chunks.get(end)? else { return None };
        let [first, second] = items[..] else { return None };
        let names = [first, second, last].iter().all(|&np| self.anchor_at_head(np) && self.is_name(np));
        let ends = !matches!(
            self.chunks.get(end + 1),
            Some(Chunk::Verb(_) | Chunk::Phrase(_) | Chunk::Adverb(_) | Chunk::Preposition(_))
        );
        if !names || !ends {
            return None;
        }
        let mut twin = model.clone();
        (twin.surface, twin.objects) = (smallvec![second], smallvec![last]);
        self.parse.frames[frame].objects = smallvec![first];
        self.parse.frames.push(twin);
        self.last = smallvec![last];
        self.chain = None;
        Some(end + 1)
    }

    /// "a tanker it had seized in the Gulf": right behind a noun, a subject and a verb that has no object of its own.
    fn is_contact_relative(&self, at: usize, next: usize) -> bool {
        let Chunk::Phrase(np) = self.chunks[at] else { return false };
        let behind = at > 0 && matches!(self.chunks[at - 1], Chunk::Phrase(_));
        let token = &self.parse.tokens[self.parse.phrases[np].head];
        let subject = token.tag == Tag::Name || token.tag == Tag::Pronoun && !self.last.is_empty();
        let verb = match self.chunks.get(next) {
            Some(Chunk::Adverb(_)) => next + 1,
            _ => next,
        };
        let finite = matches!(self.chunks.get(verb), Some(Chunk::Verb(group)) if matches!(group.form, VerbForm::Finite | VerbForm::Ed) && !group.copula);
        // "an alliance he has called a threat": what it is called is no object.
        let names = || matches!(self.chunks.get(verb), Some(Chunk::Verb(group)) if Grammar::get().are(&group.lemmas, Class::NamingVerb));
        behind && subject && finite && (!matches!(self.chunks.get(verb + 1), Some(Chunk::Phrase(_))) || names())
    }

    /// The governor of the clause that `frame` stands in, where that is what somebody says.
    pub(super) fn content_of(&self, frame: FrameId) -> Option<(FrameId, Link)> {
        let governor = self.parse.frames[frame].governor?;
        matches!(governor.1, Link::Content | Link::Adverbial(_)).then_some(governor)
    }

    pub(super) fn subject(&mut self, members: &[NpId], before: Option<usize>, starts_clause: bool) {
        let after_comma = before.is_some_and(|i| matches!(self.chunks[i], Chunk::Comma));
        let after_relative = before.is_some_and(|i| matches!(self.chunks[i], Chunk::Relative(_)));
        let after_phrase = before.is_some_and(|i| matches!(self.chunks[i], Chunk::Phrase(_)));
        let top = self.top();
        if top.relative && after_relative {
            let whole = self.top().whole.filter(|&whole| !self.anchor_at_head(whole));
            let top = self.top_mut();
            top.gap = std::mem::replace(&mut top.subject, members.into());
            // "the relations with Israel, which Bolivia had cut"
            top.gap.extend(whole);
        } else if top.subject.is_empty() {
            self.top_mut().subject = members.into();
        } else if starts_clause && after_comma {
            self.stack.push(Clause { subject: members.into(), inserted: true, ..Clause::default() });
        } else if starts_clause && after_phrase {
            // "the weapons Russia sent"
            let gap = self.last.clone();
            self.stack.push(Clause { subject: members.into(), gap, relative: true, ..Clause::default() });
        } else if !after_comma && !after_phrase {
            self.top_mut().subject = members.into();
        }
    }

    /// Whether a finite verb follows at `next`, prepositional phrases between them aside.
    /// A past form without auxiliary counts only where a clause may start.
    pub(super) fn finite_ahead(&self, next: usize, boundary: bool) -> bool {
        let mut at = next;
        let clausal = self.top().frame.is_none_or(|frame| self.takes_clause(&self.parse.frames[frame].lemmas));
        if !boundary && !clausal {
            return false;
        }
        let mut passed = false;
        for _ in 0..REACH {
            match self.chunks.get(at) {
                Some(Chunk::Adverb(_) | Chunk::Time(_)) => at += 1,
                Some(Chunk::Preposition(_)) => match self.chunks.get(at + 1) {
                    Some(Chunk::Phrase(_)) => {
                        passed = true;
                        at = self.list_end(at + 1).map_or(at + 2, |(end, _)| end);
                    }
                    Some(Chunk::Time(_)) => at += 2,
                    _ => return false,
                },
                Some(Chunk::Open) => {
                    let close = (at..self.chunks.len()).take(REACH).find(|&i| matches!(self.chunks[i], Chunk::Close));
                    let Some(close) = close else { return false };
                    at = close + 1;
                }
                Some(Chunk::Verb(group)) => {
                    // "the release of a citizen held in Yemen" is no clause, "said rebels in Yemen held the city" is.
                    let object = matches!(self.chunks.get(at + 1), Some(Chunk::Phrase(_)));
                    let past = group.form == VerbForm::Ed && !self.by_follows(at) && (boundary || !passed || object);
                    return group.form == VerbForm::Finite || past;
                }
                _ => return false,
            }
        }
        false
    }

    /// Whether a clause around the running one still waits for its verb: "the militia, which holds A and B, attacked C".
    pub(super) fn waits(&self) -> bool {
        self.stack.iter().any(Clause::waits)
    }

    pub(super) fn by_follows(&self, at: usize) -> bool {
        matches!(self.chunks.get(at + 1), Some(Chunk::Preposition(word)) if self.is(*word, "by"))
    }

    /// "South Sudan, not Sudan, joined", "Slovakia, but not Hungary, agreed": who is left out, from the comma at `comma` on.
    fn but_not(&mut self, comma: usize) -> Option<(NpId, usize)> {
        let but = usize::from(matches!(self.chunks.get(comma + 1), Some(Chunk::Conjunction(_))));
        let (Some(Chunk::Comma), Some(Chunk::Adverb(word)), Some(&Chunk::Phrase(other))) =
            (self.chunks.get(comma), self.chunks.get(comma + 1 + but), self.chunks.get(comma + 2 + but))
        else {
            return None;
        };
        if self.parse.tokens[*word].tag != Tag::Negation {
            return None;
        }
        self.parse.phrases[other].negated = true;
        let end = comma + 3 + but;
        Some((other, end + usize::from(matches!(self.chunks.get(end), Some(Chunk::Comma)))))
    }

    /// The phrases from `at` that are coordinated, and the chunk behind them. Links appositions.
    pub(super) fn group(&mut self, at: usize, governed: bool) -> (Phrases, usize) {
        let Chunk::Phrase(first) = self.chunks[at] else { return (Phrases::new(), at + 1) };
        if let Some((end, items)) = self.list_end(at) {
            // "Chad, a neighbour, and Mali", "Chad's leader, Deby, and Mali's"
            let closed = || end >= 3 && matches!(self.chunks[end - 3], Chunk::Comma);
            let titled = || self.parse.phrases[items[0]].possessor.is_some() && !self.is_name(items[0]) && closed();
            // "Chad, the Malian army and Niger" are three.
            let second = items.get(1).copied().filter(|&np| self.is_named(np));
            let listed = !closed() && second.is_some_and(|np| self.is(self.parse.phrases[np].words.start, "the"));
            let apposed = items.len() == 3
                && !listed
                && self.is_apposition(items[0], items[1])
                && (!self.is_name(items[1]) || titled());
            if apposed {
                self.parse.phrases[items[0]].apposition = Some(items[1]);
                let end = self.closed_apposition(items[2], end).unwrap_or(end);
                return (smallvec![items[0], items[2]], end);
            }
            // "attacked ships in the Red Sea, the United States and Britain bombed …", "attacked Y and Z condemned it"
            let inside = at > 0
                && matches!(
                    self.chunks[at - 1],
                    Chunk::Preposition(_) | Chunk::Verb(_) | Chunk::Phrase(_) | Chunk::Adverb(_)
                );
            let vetoed = inside
                && !governed_by_pair(self, at, governed)
                && self.top().frame.is_some()
                && !self.waits()
                && self.finite_ahead(end, true);
            if !vetoed {
                // "neither Chad nor Niger"
                if (at..end).any(|i| matches!(self.chunks[i], Chunk::Conjunction(word) if self.is(word, "nor"))) {
                    for &item in &items {
                        self.parse.phrases[item].negated = true;
                    }
                }
                if let Some(end) = items.last().and_then(|&last| self.closed_apposition(last, end)) {
                    return (items, end);
                }
                if let Some((other, end)) = self.but_not(end) {
                    let mut items = items;
                    items.push(other);
                    return (items, end);
                }
                return (items, end);
            }
            return (smallvec![first], at + 1);
        }
        if let Some((other, end)) = self.but_not(at + 1) {
            return (smallvec![first, other], end);
        }
        // "Nicaragua, long an ally of Cuba, freed"
        if let (Some(Chunk::Comma), Some(Chunk::Adverb(_)), Some(&Chunk::Phrase(second))) =
            (self.chunks.get(at + 1), self.chunks.get(at + 2), self.chunks.get(at + 3))
            && self.parse.tokens[self.parse.phrases[second].words.start].tag == Tag::Determiner
            && self.is_apposition(first, second)
            && !self.finite_ahead(at + 4, true)
        {
            self.parse.phrases[first].apposition = Some(second);
            return self.behind_apposition(at + 4, first, second);
        }
        if let (Some(Chunk::Comma), Some(&Chunk::Phrase(second))) = (self.chunks.get(at + 1), self.chunks.get(at + 2)) {
            let first_place = at == 0 || matches!(self.chunks[at - 1], Chunk::Quote | Chunk::Break | Chunk::Open);
            let headline = first_place
                && matches!(&self.chunks.get(at + 3), Some(Chunk::Verb(group))
                    // "Serbia, Kosovo said, violated …"
                    if !(self.is_speech(&group.lemmas) && matches!(self.chunks.get(at + 4), Some(Chunk::Comma))))
                && self.is_name(first)
                && self.is_named(second)
                && self.parse.phrases[second].possessor.is_none();
            if headline {
                return (smallvec![first, second], at + 3);
            }
            // "…, Ukrainian President Zelenskyy said": a clause of its own, unless a comma closes it; so is "Under the
            // deal, Ankara will train …".
            let leads = at > 0 && matches!(self.chunks[at - 1], Chunk::Preposition(_)) && self.top().subject.is_empty();
            let speaks = (self.top().frame.is_some() || leads) && self.finite_ahead(at + 3, true);
            if !speaks && self.is_apposition(first, second) {
                self.parse.phrases[first].apposition = Some(second);
                return self.behind_apposition(at + 3, first, second);
            }
        }
        (smallvec![first], at + 1)
    }

    /// "(Mali and) Chad's leader, Deby, (met)": links the name between commas at `comma`; gives the chunk behind it.
    pub(super) fn closed_apposition(&mut self, described: NpId, comma: usize) -> Option<usize> {
        let (Some(Chunk::Comma), Some(&Chunk::Phrase(name)), Some(Chunk::Comma)) =
            (self.chunks.get(comma), self.chunks.get(comma + 1), self.chunks.get(comma + 2))
        else {
            return None;
        };
        let phrase = &self.parse.phrases[described];
        let owned = phrase.possessor.is_some()
            || self.parse.tokens[phrase.words.start].tag == Tag::PossessivePronoun
            || self.parse.tokens[phrase.head].info.is(Class::Office);
        let fits = owned && !self.is_name(described) && self.is_name(name) && self.is_apposition(described, name);
        fits.then(|| {
            self.parse.phrases[described].apposition = Some(name);
            comma + 3
        })
    }

    /// Attaches what hangs on the apposed phrase, and passes the comma that closes it.
    pub(super) fn behind_apposition(&mut self, mut at: usize, first: NpId, second: NpId) -> (Phrases, usize) {
        let mut owner = second;
        while let (Some(&Chunk::Preposition(word)), Some(&Chunk::Phrase(_))) =
            (self.chunks.get(at), self.chunks.get(at + 1))
        {
            let (items, end) = match self.list_end(at + 1) {
                Some((end, items)) => (items, end),
                None => match self.chunks[at + 1] {
                    Chunk::Phrase(np) => (smallvec![np], at + 2),
                    _ => break,
                },
            };
            self.parse.phrases[second].complements.push((word, items.clone()));
            if owner != second {
                self.parse.phrases[owner].complements.push((word, items.clone()));
            }
            owner = items[items.len() - 1];
            at = end;
        }
        if matches!(self.chunks.get(at), Some(Chunk::Comma)) {
            at += 1;
        }
        (smallvec![first], at)
    }

    /// `Phrase (, Phrase)* ,? and Phrase` from `at`: the end and the phrases.
    pub(super) fn list_end(&self, at: usize) -> Option<(usize, Phrases)> {
        let Chunk::Phrase(first) = self.chunks[at] else { return None };
        let mut items = smallvec![first];
        let mut next = at + 1;
        while items.len() < REACH {
            let (Some(Chunk::Comma), Some(Chunk::Phrase(np))) = (self.chunks.get(next), self.chunks.get(next + 1))
            else {
                break;
            };
            items.push(*np);
            next += 2;
        }
        let comma = usize::from(matches!(self.chunks.get(next), Some(Chunk::Comma)));
        let Some(Chunk::Conjunction(word)) = self.chunks.get(next + comma) else {
            // "Iran, Qatar, Egypt" without an "and" are a list where all are names.
            let names = items.len() > 2 && items.iter().all(|&np| self.anchor_at_head(np) && self.is_name(np));
            let verb = matches!(self.chunks.get(next), Some(Chunk::Verb(_)));
            return (names && !verb).then_some((next, items));
        };
        if self.is(*word, "but") || self.is(*word, "yet") {
            return None;
        }
        // "both A and B", "A and also B"
        let adverb = usize::from(matches!(self.chunks.get(next + comma + 1), Some(Chunk::Adverb(_))));
        let Some(Chunk::Phrase(last)) = self.chunks.get(next + comma + 1 + adverb) else { return None };
        // ", and B attacked": a clause of its own, unless the list is longer.
        let end = next + comma + 2 + adverb;
        let behind =
            (end..self.chunks.len()).take(3).find(|&i| !matches!(self.chunks[i], Chunk::Adverb(_) | Chunk::Time(_)));
        let verb = behind.is_some_and(|i| matches!(self.chunks[i], Chunk::Verb(_)));
        if comma == 1 && items.len() == 1 && verb && (self.top().frame.is_some() || !self.top().subject.is_empty()) {
            return None;
        }
        items.push(*last);
        Some((end, items))
    }

    pub(super) fn is_name(&self, np: NpId) -> bool {
        let phrase = &self.parse.phrases[np];
        self.parse.tokens[phrase.head].tag == Tag::Name
            || self.parse.tokens[phrase.head].tag == Tag::Noun && self.words[phrase.head].case == Case::Title
    }

    /// Whether it holds an entity at all.
    pub(super) fn is_named(&self, np: NpId) -> bool {
        !self.parse.phrases[np].anchors.is_empty()
    }

    /// Whether `second`, behind a comma, says what `first` is.
    pub(super) fn is_apposition(&self, first: NpId, second: NpId) -> bool {
        let (a, b) = (&self.parse.phrases[first], &self.parse.phrases[second]);
        let common =
            |np: &NounPhrase| self.parse.tokens[np.head].tag == Tag::Noun && self.words[np.head].case == Case::Lower;
        let start = self.parse.tokens[b.words.start].tag;
        if common(b) && !common(a) {
            // A bare plural behind a comma is the next of a list rather than a description: "the IMF, European lenders and".
            let plural = self.parse.entries[b.head].singular != self.words[b.head].key;
            if plural && matches!(start, Tag::Demonym | Tag::Adjective | Tag::Noun) {
                return false;
            }
            return matches!(start, Tag::Determiner | Tag::PossessivePronoun | Tag::Demonym | Tag::Name)
                || b.possessor.is_some()
                || matches!(start, Tag::Noun | Tag::Adjective);
        }
        common(a)
            && self.is_name(second)
            && (a.possessor.is_some()
                || !a.anchors.is_empty()
                || self.parse.tokens[a.words.start].tag == Tag::Determiner)
            && self.anchor_at_head(second)
    }

    pub(super) fn anchor_at_head(&self, np: NpId) -> bool {
        let phrase = &self.parse.phrases[np];
        self.anchors[phrase.anchors.clone()].iter().any(|anchor| anchor.words.contains(&phrase.head))
    }
}

/// "between A and B" always coordinates.
fn governed_by_pair(builder: &Builder<'_>, at: usize, governed: bool) -> bool {
    governed
        || at > 0
            && matches!(builder.chunks[at - 1], Chunk::Preposition(word) if builder.is(word, "between") || builder.is(word, "among"))
}
