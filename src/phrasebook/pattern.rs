//! The pattern language: from `A send|deploy [troops] to B` to what a clause must hold.
//!
//! The reference is the table in `gazetteers/README.md`.

use std::sync::Arc;

use super::lists::{self, Lists};
use super::shape::{Argument, Behind, Next, Other, PART, PhraseSet, Shape, Slot, Subject, VerbShape};
use crate::grammar::{Class, Grammar, form};
use crate::text;

/// The list that stands for the names themselves.
const NAME: &str = "name";

/// The list that stands for whatever there is.
const ANY: &str = "any";

/// The most words that a pattern may have: verbs lie one in another, as deep as it is long.
const LONGEST: usize = 32;

/// Why a pattern can't be read, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) offset: usize,
    pub(crate) len: usize,
    pub(crate) message: String,
    /// Whether it names a list that is not there.
    pub(crate) unknown: bool,
}

#[derive(Debug, Clone)]
enum Part<'p> {
    Slot(Argument),
    Owner(Argument),
    Compound(Argument, &'p str),
    /// `~B`, `^B`, `&B`, `@B`: one who stands in no place of the clause.
    Unplaced(Argument, Other),
    Words(Vec<&'p str>),
}

#[derive(Debug, Clone)]
struct Piece<'p> {
    offset: usize,
    text: &'p str,
    part: Part<'p>,
}

/// Reads a pattern.
pub(super) fn parse(pattern: &str, lists: &Lists<'_>) -> Result<(Shape, usize), Mistake> {
    let pieces = pieces(pattern);
    if let Some(piece) = pieces.get(LONGEST) {
        return Err(Reader::mistake(piece, format!("expected at most {LONGEST} words, found more")));
    }
    let reader = Reader { pattern, lists };
    reader.check_arguments(&pieces)?;
    let shape = reader.shape(&pieces)?;
    // Who acts tells more than what is acted upon: "warplanes struck".
    let headed = match &shape {
        Shape::Verb { subject: Subject::One(slot), .. } => slot.heads.is_some(),
        Shape::Verb { subject: Subject::Both(heads), .. } => heads.is_some(),
        _ => false,
    };
    let unsaid = matches!(&shape, Shape::Verb { other: Other::Elsewhere, .. });
    // A word that may be any says less than one of a list, and more than none.
    let open = pieces.iter().filter(|piece| piece.text == "[any]").count();
    let parts = pieces.len() + usize::from(headed);
    // Whoever else is named weighs less than who stands in any place; least of all where the act is one verb further.
    let further = matches!(&shape, Shape::Verb { verb, .. } if verb.next.is_some());
    let weight = if unsaid && further {
        0
    } else if unsaid {
        PART
    } else {
        parts * PART - open
    };
    Ok((shape, weight))
}

fn pieces(pattern: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    for text in pattern.split_whitespace() {
        let offset = text.as_ptr() as usize - pattern.as_ptr() as usize;
        let part = match text {
            "A" => Part::Slot(Argument::A),
            "B" => Part::Slot(Argument::B),
            "A's" => Part::Owner(Argument::A),
            "B's" => Part::Owner(Argument::B),
            "~A" => Part::Unplaced(Argument::A, Other::Elsewhere),
            "~B" => Part::Unplaced(Argument::B, Other::Elsewhere),
            "^A" => Part::Unplaced(Argument::A, Other::Asker),
            "^B" => Part::Unplaced(Argument::B, Other::Asker),
            "&A" => Part::Unplaced(Argument::A, Other::Doer),
            "&B" => Part::Unplaced(Argument::B, Other::Doer),
            "@A" => Part::Unplaced(Argument::A, Other::Home),
            "@B" => Part::Unplaced(Argument::B, Other::Home),
            _ if text.starts_with("A-") => Part::Compound(Argument::A, &text[2..]),
            _ if text.starts_with("B-") => Part::Compound(Argument::B, &text[2..]),
            _ => Part::Words(text.split('|').collect()),
        };
        out.push(Piece { offset, text, part });
    }
    out
}

struct Reader<'r> {
    pattern: &'r str,
    lists: &'r Lists<'r>,
}

impl<'r> Reader<'r> {
    fn mistake(piece: &Piece<'_>, message: impl Into<String>) -> Mistake {
        Mistake { offset: piece.offset, len: piece.text.len(), message: message.into(), unknown: false }
    }

    fn unplaced(piece: &Piece<'_>) -> Mistake {
        let sign = &piece.text[..1];
        let place = |one, other| format!("`{sign}{one}` only at the end of `{other} VERB …`");
        Self::mistake(piece, format!("expected {}, and {}", place('B', 'A'), place('A', 'B')))
    }

    fn at_end(&self, message: impl Into<String>) -> Mistake {
        Mistake { offset: self.pattern.len(), len: 1, message: message.into(), unknown: false }
    }

    fn check_arguments(&self, pieces: &[Piece<'_>]) -> Result<(), Mistake> {
        for argument in [Argument::A, Argument::B] {
            let mut found = pieces.iter().filter(|piece| match piece.part {
                Part::Slot(a) | Part::Owner(a) | Part::Compound(a, _) | Part::Unplaced(a, _) => a == argument,
                Part::Words(_) => false,
            });
            if found.next().is_none() {
                return Err(self.at_end(format!("expected one {argument:?}, found none")));
            }
            if let Some(second) = found.next() {
                return Err(Self::mistake(second, format!("expected one {argument:?}, found another")));
            }
        }
        Ok(())
    }

    fn shape(&self, pieces: &[Piece<'r>]) -> Result<Shape, Mistake> {
        if let [Piece { part: Part::Compound(first, words), .. }, Piece { part: Part::Slot(_), .. }] = pieces {
            return Ok(Shape::Compound { first: *first, words: words.split('|').map(text::key).collect() });
        }
        match &pieces[0].part {
            Part::Owner(Argument::B) if matches!(pieces.get(1), Some(Piece { part: Part::Slot(_), .. })) => {
                let titles = pieces.get(3).filter(|titles| pieces[2].text == "as" && is_list(titles));
                let (Some(titles), None) = (titles, pieces.get(4)) else {
                    return Err(self.at_end("expected `B's A as [titles]`"));
                };
                Ok(Shape::Known { titles: self.set(titles)? })
            }
            Part::Owner(agent) => {
                let nouns = self.set(pieces.get(1).ok_or_else(|| self.at_end("expected a noun"))?)?;
                let (prepositions, next) = self.prepositions(&pieces[2..])?;
                Ok(Shape::Event { nouns, agent: Some(*agent), prepositions, next })
            }
            Part::Words(_) => self.noun_shape(pieces),
            Part::Slot(first) => self.slot_shape(*first, pieces),
            Part::Compound(..) => Err(Self::mistake(&pieces[0], "expected `A-word B` and nothing else")),
            Part::Unplaced(..) => Err(Self::unplaced(&pieces[0])),
        }
    }

    fn noun_shape(&self, pieces: &[Piece<'r>]) -> Result<Shape, Mistake> {
        let nouns = self.set(&pieces[0])?;
        let words = |index: usize| match pieces.get(index).map(|piece| &piece.part) {
            Some(Part::Words(words)) => words.clone(),
            _ => Vec::new(),
        };
        let pair = matches!(words(1)[..], ["between"] | ["among"] | ["between", "among"]) && words(3) == ["and"];
        if pair && pieces.len() == 5 {
            return Ok(Shape::Between { nouns });
        }
        let (prepositions, next) = self.prepositions(&pieces[1..])?;
        Ok(Shape::Event { nouns, agent: None, prepositions, next })
    }

    fn slot_shape(&self, first: Argument, pieces: &[Piece<'r>]) -> Result<Shape, Mistake> {
        let word = |index: usize| match pieces.get(index).map(|piece| &piece.part) {
            Some(Part::Words(words)) => words.as_slice(),
            _ => &[],
        };
        if word(1) == ["is"] {
            let nouns = self.set(pieces.get(2).ok_or_else(|| self.at_end("expected a noun behind `is`"))?)?;
            let (Some(preposition), Some(Piece { part: Part::Slot(_), .. }), None) =
                (pieces.get(3), pieces.get(4), pieces.get(5))
            else {
                return Err(self.at_end("expected `A is noun of B`"));
            };
            return Ok(Shape::Role { nouns, prepositions: self.preposition(preposition)? });
        }
        if word(1) == ["and"] {
            let Some(Piece { part: Part::Slot(_), .. }) = pieces.get(2) else {
                return Err(self.at_end("expected `A and B`"));
            };
            let mut rest = pieces.get(3..).unwrap_or_default();
            let mut heads = None;
            if let [list, verb, ..] = rest
                && is_list(list)
                && self.is_verb(verb)
            {
                heads = Some(self.set(list)?);
                rest = &rest[1..];
            }
            return Ok(Shape::Verb {
                subject: Subject::Both(heads),
                verb: Box::new(self.verb(rest)?),
                other: Other::Placed,
            });
        }
        let (mut rest, other) = match &pieces[1..] {
            [rest @ .., Piece { part: Part::Unplaced(_, other), .. }] => (rest, *other),
            rest => (rest, Other::Placed),
        };
        let mut slot = Slot { argument: Some(first), heads: None };
        // `A [troops] enter B`: a list between subject and verb heads the subject.
        if rest.len() > 1 && is_list(&rest[0]) && matches!(&rest[1].part, Part::Words(_)) && self.is_verb(&rest[1]) {
            slot.heads = Some(self.set(&rest[0])?);
            rest = &rest[1..];
        }
        Ok(Shape::Verb { subject: Subject::One(slot), verb: Box::new(self.verb(rest)?), other })
    }

    /// The verb and all behind it.
    fn verb(&self, pieces: &[Piece<'r>]) -> Result<VerbShape, Mistake> {
        let Some(first) = pieces.first() else {
            return Err(self.at_end("expected a verb"));
        };
        let mut shape = VerbShape::default();
        let mut rest = &pieces[1..];
        if first.text == "be" {
            let Some(said) = rest.first() else {
                return Err(self.at_end("expected something behind `be`"));
            };
            if !self.is_preposition(said) && !matches!(said.part, Part::Slot(_)) {
                rest = &rest[1..];
                let lemmas = self.participles(said);
                shape.passive = !lemmas.is_empty();
                shape.predicate = Some(self.set(said)?);
                shape.lemmas = lemmas;
                shape.lemmas.push(const { text::key("be") });
            } else {
                shape.lemmas = vec![const { text::key("be") }];
            }
        } else {
            shape.lemmas = self.lemmas(first)?;
        }
        if let Some(particle) = rest.first().filter(|piece| self.is_particle(piece)) {
            shape.particles = self.preposition(particle)?;
            rest = &rest[1..];
        }
        while let Some(piece) = rest.first() {
            // "out of B", "in to B": the second word is the preposition.
            if piece.text == "that" {
                let (slot, used) = self.slot(
                    rest.get(1..)
                        .filter(|rest| !rest.is_empty())
                        .ok_or_else(|| self.at_end("expected A or B behind `that`"))?,
                )?;
                let Some(modal) = rest.get(1 + used) else {
                    return Err(self.at_end("expected a modal behind `that B`"));
                };
                let said = &rest[1 + used..];
                // `that B must`, or `that B violate [agreement]`.
                shape.next = Some(if said.len() == 1 && !is_list(modal) {
                    Next::Content(slot, self.preposition(modal)?, None)
                } else {
                    Next::Content(slot, Vec::new(), Some(Box::new(self.verb(said)?)))
                });
                return Ok(shape);
            }
            if self.is_preposition(piece) && rest.get(1).is_some_and(|next| self.is_preposition(next)) {
                rest = &rest[1..];
                continue;
            }
            if self.is_preposition(piece) {
                let Some(object) = rest.get(1) else {
                    return Err(self.at_end(format!("expected something behind `{}`", piece.text)));
                };
                if piece.text == "to" && self.is_infinitive(object, rest.get(2)) {
                    shape.next = Some(Next::Infinitive(Box::new(self.verb(&rest[1..])?)));
                    return Ok(shape);
                }
                if self.is_gerund(object) {
                    let inner = self.verb(&rest[1..])?;
                    shape.next = Some(Next::Gerund(self.preposition(piece)?, Box::new(inner)));
                    return Ok(shape);
                }
                let (slot, used) = self.slot(&rest[1..])?;
                shape.prepositions.push((self.preposition(piece)?, slot));
                rest = &rest[1 + used..];
            } else {
                // `shoot dead B`: what is said of the object stands before it.
                if shape.complement.is_none()
                    && matches!(piece.part, Part::Slot(_))
                    && shape.object.as_ref().is_some_and(|slot| slot.argument.is_none())
                {
                    shape.complement = shape.object.take().and_then(|slot| slot.heads);
                }
                if shape.complement.is_some() && shape.object.is_some()
                    || shape.object.is_some() && !matches!(piece.part, Part::Words(_))
                {
                    return Err(Self::mistake(piece, "expected a preposition, found another object"));
                }
                if shape.object.is_some() {
                    shape.complement = Some(self.set(piece)?);
                    rest = &rest[1..];
                    continue;
                }
                let (slot, used) = self.slot(rest)?;
                shape.object = Some(slot);
                rest = &rest[used..];
            }
        }
        Ok(shape)
    }

    /// `B`, `[list]`, `B [list]`.
    fn slot(&self, pieces: &[Piece<'r>]) -> Result<(Slot, usize), Mistake> {
        match &pieces[0].part {
            Part::Slot(argument) => {
                let heads = match pieces.get(1) {
                    Some(piece) if is_list(piece) => Some(self.set(piece)?),
                    _ => None,
                };
                let used = 1 + usize::from(heads.is_some());
                Ok((Slot { argument: Some(*argument), heads }, used))
            }
            Part::Words(_) => Ok((Slot { argument: None, heads: Some(self.set(&pieces[0])?) }, 1)),
            Part::Unplaced(..) => Err(Self::unplaced(&pieces[0])),
            _ => Err(Self::mistake(&pieces[0], "expected A, B, a noun or a list")),
        }
    }

    /// What hangs on an event's noun: phrases behind prepositions, then perhaps an infinitive.
    fn prepositions(&self, mut pieces: &[Piece<'r>]) -> Result<(Vec<Behind>, Option<Box<VerbShape>>), Mistake> {
        let mut out = Vec::new();
        while let Some(piece) = pieces.first() {
            if self.is_preposition(piece) && pieces.get(1).is_some_and(|next| self.is_preposition(next)) {
                pieces = &pieces[1..];
                continue;
            }
            if !self.is_preposition(piece) {
                return Err(Self::mistake(piece, "expected a preposition"));
            }
            if pieces.len() == 1 {
                return Err(self.at_end(format!("expected something behind `{}`", piece.text)));
            }
            if piece.text == "to" && self.is_infinitive(&pieces[1], pieces.get(2)) {
                return Ok((out, Some(Box::new(self.verb(&pieces[1..])?))));
            }
            let (slot, used) = self.slot(&pieces[1..])?;
            out.push((self.preposition(piece)?, slot));
            pieces = &pieces[1 + used..];
        }
        Ok((out, None))
    }

    fn preposition(&self, piece: &Piece<'_>) -> Result<Vec<u64>, Mistake> {
        match &piece.part {
            Part::Words(words) => Ok(words.iter().map(|word| text::key(word)).collect()),
            _ => Err(Self::mistake(piece, "expected a preposition")),
        }
    }

    /// All words that the piece stands for, lists opened.
    fn words(&self, piece: &Piece<'r>) -> Result<Vec<&'r str>, Mistake> {
        let Part::Words(alternatives) = &piece.part else {
            return Err(Self::mistake(piece, format!("expected a word, found `{}`", piece.text)));
        };
        let mut out = Vec::with_capacity(alternatives.len());
        for &alternative in alternatives {
            match alternative.strip_prefix('[') {
                Some(name) => {
                    let name = name.strip_suffix(']').ok_or_else(|| Self::mistake(piece, "expected `]`"))?;
                    if name == NAME || name == ANY {
                        continue;
                    }
                    let Some(members) = self.lists.words(name) else {
                        let offset = piece.offset + piece.text.find(alternative).unwrap_or(0);
                        let message = format!("unknown word list `{name}`");
                        return Err(Mistake { offset, len: alternative.len(), message, unknown: true });
                    };
                    out.extend(members);
                }
                None if alternative.is_empty()
                    || !alternative.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '\'') =>
                {
                    return Err(Self::mistake(piece, "expected words with `|` between them, or a `[list]`"));
                }
                None => out.push(alternative),
            }
        }
        Ok(out)
    }

    fn set(&self, piece: &Piece<'r>) -> Result<Arc<PhraseSet>, Mistake> {
        // A list of the files is one set, however many patterns ask for it.
        if let Part::Words(words) = &piece.part
            && let [one] = words[..]
            && let Some(list) = lists::named(one).and_then(|name| self.lists.set(name))
        {
            return Ok(Arc::clone(list));
        }
        let mut set = PhraseSet::of(self.words(piece)?);
        (set.name, set.any) = (piece.text == "[name]", piece.text == "[any]");
        Ok(Arc::new(set))
    }

    fn lemmas(&self, piece: &Piece<'r>) -> Result<Vec<u64>, Mistake> {
        if !matches!(piece.part, Part::Words(_)) {
            return Err(Self::mistake(piece, format!("expected a verb, found `{}`", piece.text)));
        }
        let mut out = Vec::new();
        for word in self.words(piece)? {
            let folded = text::fold(word);
            let info = Grammar::get().info(text::key(&folded));
            let base = info.verbs.iter().find(|verb| verb.forms & form::BASE != 0);
            let ing = info.verbs.iter().find(|verb| verb.forms & form::ING != 0);
            match (base.or(ing), folded.as_ref()) {
                (_, "be" | "have" | "do") => out.push(text::key(&folded)),
                (Some(verb), _) => out.push(verb.lemma),
                (None, _) => {
                    let message = format!("expected a verb of gazetteers/grammar/verbs.tsv, found `{word}`");
                    let within = piece.text.split('|').position(|part| part == word);
                    let before =
                        within.map_or(0, |nth| piece.text.split('|').take(nth).map(|part| part.len() + 1).sum());
                    let len = if within.is_some() { word.len() } else { piece.text.len() };
                    return Err(Mistake { offset: piece.offset + before, len, message, unknown: true });
                }
            }
        }
        Ok(out)
    }

    fn participles(&self, piece: &Piece<'r>) -> Vec<u64> {
        let words = self.words(piece).unwrap_or_default();
        words
            .iter()
            .flat_map(|word| Grammar::get().info(text::key(&text::fold(word))).verbs)
            .filter(|verb| verb.forms & form::PARTICIPLE != 0)
            .map(|verb| verb.lemma)
            .collect()
    }

    fn all_words(&self, piece: &Piece<'_>, fits: impl Fn(u64) -> bool) -> bool {
        match &piece.part {
            Part::Words(words) => !words.is_empty() && words.iter().all(|word| fits(text::key(word))),
            _ => false,
        }
    }

    fn is_preposition(&self, piece: &Piece<'_>) -> bool {
        self.all_words(piece, |key| {
            let info = Grammar::get().info(key);
            info.is(Class::Preposition) || info.is(Class::Particle)
        })
    }

    fn is_particle(&self, piece: &Piece<'_>) -> bool {
        self.all_words(piece, |key| Grammar::get().info(key).is(Class::Particle))
    }

    fn is_verb(&self, piece: &Piece<'r>) -> bool {
        self.words(piece).is_ok_and(|words| {
            let base = |word: &&str| {
                matches!(*word, "be" | "have" | "do")
                    || Grammar::get().info(text::key(&text::fold(word))).forms() & form::BASE != 0
            };
            !words.is_empty() && words.iter().all(base)
        })
    }

    fn is_infinitive(&self, piece: &Piece<'r>, behind: Option<&Piece<'_>>) -> bool {
        self.is_verb(piece) && (behind.is_some() || !is_list(piece)) || is_verb_list(piece)
    }

    fn is_gerund(&self, piece: &Piece<'_>) -> bool {
        self.all_words(piece, |key| {
            let info = Grammar::get().info(key);
            info.forms() & form::ING != 0
        })
    }
}

/// `to [help-verbs]`: a list whose name says what it holds.
fn is_verb_list(piece: &Piece<'_>) -> bool {
    matches!(&piece.part, Part::Words(words) if words.iter().all(|word| word.ends_with("-verbs]")))
}

fn is_list(piece: &Piece<'_>) -> bool {
    matches!(&piece.part, Part::Words(words) if words.iter().all(|word| word.starts_with('[')))
}
