use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::io;
use std::sync::Arc;

use crate::graph::{Factuality, Kind, KnowledgeGraph, Node, View, ViewEdge};

use super::escape::{escape, markup, unprintable};
use super::line::{BACKGROUND, DENIED, Line, lines};

/// A graph or view in the DOT language, for Graphviz.
///
/// Entities are coloured and shaped by kind, relations labelled and coloured by whether they bring their ends together or
/// not, dashed when nobody asserts them, the thicker the more sentences state them; the tooltip of a line is a sentence
/// that states it.
/// A relation that some evidence affirms and other evidence denies is drawn as two lines. What the background alone knows
/// is drawn lighter. Entities without a relation are left out unless asked for.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// use geopol::export::{Dot, Negated};
/// use geopol::{Extractor, KnowledgeGraph};
///
/// let mut graph = KnowledgeGraph::new();
/// graph.add("1", &Extractor::bundled().extract("Poland did not attack Russia."));
/// let dot = Dot::new(&graph).negated(Negated::Omit).isolated(true).to_string();
/// assert!(dot.contains(r#""RUS" [label="Russia""#) && !dot.contains("->"));
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Dot<'g> {
    view: View<'g>,
    negated: Negated,
    direction: Direction,
    isolated: bool,
    tooltips: bool,
    legend: bool,
}

/// What becomes of relations that the text denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Negated {
    /// Drawn grey, the label struck through.
    #[default]
    Struck,
    /// Left out.
    Omit,
}

/// Which way the drawing runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Direction {
    /// Sources left, targets right.
    #[default]
    LeftToRight,
    /// Sources on top, targets below.
    TopToBottom,
}

impl<'g> Dot<'g> {
    /// Draws a graph or a view of one.
    pub fn new(view: impl Into<View<'g>>) -> Self {
        Self {
            view: view.into(),
            negated: Negated::default(),
            direction: Direction::default(),
            isolated: false,
            tooltips: true,
            legend: false,
        }
    }

    /// What becomes of relations that the text denies; struck through unless told otherwise.
    pub fn negated(mut self, negated: Negated) -> Self {
        self.negated = negated;
        self
    }

    /// Which way the drawing runs; left to right unless told otherwise.
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// Whether entities without a drawn relation are drawn; not unless told otherwise.
    pub fn isolated(mut self, isolated: bool) -> Self {
        self.isolated = isolated;
        self
    }

    /// Whether lines carry a sentence as their tooltip; they do unless told otherwise.
    pub fn tooltips(mut self, tooltips: bool) -> Self {
        self.tooltips = tooltips;
        self
    }

    /// Whether a legend explains shapes, colours and dashes; not unless told otherwise.
    pub fn legend(mut self, legend: bool) -> Self {
        self.legend = legend;
        self
    }

    /// Writes the drawing as it goes, in small pieces: give it a buffered writer.
    ///
    /// # Errors
    ///
    /// Whatever the writer fails with.
    pub fn write(&self, mut out: impl io::Write) -> io::Result<()> {
        write!(out, "{self}")
    }

    /// Whether the entity is at an end of what is drawn.
    fn is_connected(&self, node: &Node) -> bool {
        self.view.has_relation(node.id(), |edge| self.negated == Negated::Struck || !edge.is_negated())
    }

    fn node(&self, f: &mut fmt::Formatter<'_>, node: &Node) -> fmt::Result {
        let id = Id(node.id());
        writeln!(f, "  {id} [label=\"{}\", {}];", Label(&wrap(node.name())), Style::of(node.kind()))
    }

    /// What the background alone knows: lighter, and with its dates.
    fn fact(&self, f: &mut fmt::Formatter<'_>, edge: &ViewEdge<'_>) -> fmt::Result {
        write!(f, "  {} -> {} [label=\"{}", Id(edge.source()), Id(edge.target()), Label(edge.label()))?;
        for fact in edge.facts().map(ToString::to_string).filter(|fact| !fact.is_empty()) {
            write!(f, "\\n{}", Label(&fact))?;
        }
        write!(f, "\", color=\"{BACKGROUND}\", fontcolor=\"{BACKGROUND}\", penwidth=0.8")?;
        if self.tooltips {
            f.write_str(", tooltip=\"background\", labeltooltip=\"background\"")?;
        }
        f.write_str("];\n")
    }

    fn line(&self, f: &mut fmt::Formatter<'_>, edge: &ViewEdge<'_>, line: &Line<'_>) -> fmt::Result {
        let status = self.status(line);
        write!(f, "  {} -> {} [label=", Id(edge.source()), Id(edge.target()))?;
        if line.negated {
            // Graphviz takes no element without content.
            let label = if edge.label().is_empty() { " " } else { edge.label() };
            write!(f, "<<s>{}</s>", Html(label))?;
            if !status.is_empty() {
                write!(f, "<br/>{}", Html(&status))?;
            }
            f.write_char('>')?;
        } else {
            write!(f, "\"{}", Label(edge.label()))?;
            if !status.is_empty() {
                write!(f, "\\n{}", Label(&status))?;
            }
            f.write_char('"')?;
        }
        let colour = if line.negated { DENIED } else { line.tone.colour() };
        write!(f, ", color=\"{colour}\", fontcolor=\"{colour}\", penwidth={}", Width(line.support.sentences))?;
        if line.factuality != Factuality::Asserted {
            f.write_str(", style=dashed")?;
        }
        match (edge.is_symmetric(), line.negated) {
            (true, _) => f.write_str(", dir=none")?,
            (false, true) => f.write_str(", arrowhead=empty")?,
            (false, false) => {}
        }
        if let Some(shown) = line.shown().filter(|_| self.tooltips) {
            let place = [shown.document().id(), ": ", shown.sentence()].concat();
            let tip = Label(&shorten(&place)).to_string();
            for piece in [", tooltip=\"", &tip, "\", labeltooltip=\"", &tip, "\""] {
                f.write_str(piece)?;
            }
        }
        f.write_str("];\n")
    }

    /// What makes a line less than a fact: "(reported by Volodymyr Zelenskyy)".
    fn status(&self, line: &Line<'_>) -> String {
        if line.factuality == Factuality::Asserted {
            return String::new();
        }
        let name = |id: &Arc<str>| self.view.graph().entity(id).map_or(&**id, Node::name).to_owned();
        let names: Vec<String> = line.speakers.iter().take(2).map(name).collect();
        let more = if line.speakers.len() > 2 { " and others" } else { "" };
        match names.is_empty() {
            true => format!("({})", line.factuality),
            false => format!("({} by {}{more})", line.factuality, names.join(", ")),
        }
    }
}

impl fmt::Display for Dot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let direction = match self.direction {
            Direction::LeftToRight => "LR",
            Direction::TopToBottom => "TB",
        };
        f.write_str("digraph geopol {\n")?;
        writeln!(
            f,
            "  graph [charset=\"UTF-8\", rankdir={direction}, nodesep=0.3, ranksep=0.8, fontname=\"Helvetica\"];"
        )?;
        f.write_str("  node [fontname=\"Helvetica\", fontsize=12, margin=\"0.12,0.06\", style=filled];\n")?;
        f.write_str("  edge [fontname=\"Helvetica\", fontsize=10, arrowsize=0.8];\n")?;
        for node in self.view.entities().filter(|node| self.isolated || self.is_connected(node)) {
            self.node(f, node)?;
        }
        for edge in self.view.relations() {
            if edge.is_background() {
                self.fact(f, &edge)?;
            }
            for line in lines(&edge) {
                if !line.negated || self.negated == Negated::Struck {
                    self.line(f, &edge, &line)?;
                }
            }
        }
        if self.legend {
            f.write_str(LEGEND)?;
        }
        f.write_str("}\n")
    }
}

impl KnowledgeGraph {
    /// The graph in the DOT language, for Graphviz: print it, write it, or set its options first.
    pub fn to_dot(&self) -> Dot<'_> {
        Dot::new(self)
    }
}

/// The look of an entity.
struct Style {
    shape: &'static str,
    style: &'static str,
    fill: &'static str,
    border: &'static str,
}

impl Style {
    fn of(kind: Kind) -> Self {
        let (shape, style, fill, border) = match kind {
            Kind::Country => ("box", "filled,rounded", "#d7e6f5", "#2b6cb0"),
            Kind::Person => ("ellipse", "filled", "#fdefc9", "#b7791f"),
            Kind::Organization => ("octagon", "filled", "#e4dcf3", "#6b46c1"),
            Kind::Place => ("house", "filled", "#e3e7ea", "#5f6b76"),
        };
        Self { shape, style, fill, border }
    }
}

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { shape, style, fill, border } = self;
        write!(f, "shape={shape}, style=\"{style}\", fillcolor=\"{fill}\", color=\"{border}\"")
    }
}

const LEGEND: &str = r##"  labelloc=b; fontsize=11;
  label=<<table border="0" cellborder="0" cellspacing="4" cellpadding="3"><tr>
    <td bgcolor="#d7e6f5">country</td><td bgcolor="#fdefc9">person</td>
    <td bgcolor="#e4dcf3">organization</td><td bgcolor="#e3e7ea">place</td>
    <td><font color="#2f7d4f">cooperation</font></td><td><font color="#b3261e">conflict</font></td>
    <td><font color="#3c4858">neither</font></td><td><font color="#80868b"><s>denied</s></font></td>
    <td>dashed: not asserted</td><td>thick: often stated</td>
    <td><font color="#b9c2cc">background</font></td>
  </tr></table>>;
"##;

/// The pen's width for so many sentences; whole numbers inside, so that every machine writes the same.
struct Width(usize);

impl fmt::Display for Width {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = 12 + 8 * self.0.max(1).ilog2().min(6);
        write!(f, "{}.{}", tenths / 10, tenths % 10)
    }
}

/// A quoted node name. Doubling the backslash keeps the end of the string its end.
struct Id<'a>(&'a str);

impl fmt::Display for Id<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        escape(f, self.0, |c| match c {
            '"' => Some("\\\""),
            '\\' => Some("\\\\"),
            '\n' => Some("\\n"),
            c => unprintable(c),
        })?;
        f.write_char('"')
    }
}

/// Text inside a quoted label or tooltip, where Graphviz reads backslash escapes and HTML entities.
struct Label<'a>(&'a str);

impl fmt::Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        escape(f, self.0, |c| match c {
            '"' => Some("\\\""),
            '\\' => Some("\\\\"),
            '\n' => Some("\\n"),
            '&' => Some("&amp;"),
            c => unprintable(c),
        })
    }
}

/// Text inside an HTML-like label, where Graphviz reads backslash escapes too.
struct Html<'a>(&'a str);

impl fmt::Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        escape(f, self.0, |c| match c {
            '\\' => Some("\\\\"),
            '\n' => Some("<br/>"),
            c => markup(c),
        })
    }
}

/// Breaks a long name into lines of about 20 letters.
fn wrap(name: &str) -> String {
    const WIDTH: usize = 20;
    let mut lines = String::with_capacity(name.len());
    let mut width = 0;
    for word in name.split(' ') {
        let letters = word.chars().count();
        if width > 0 {
            let fits = width + 1 + letters <= WIDTH;
            lines.push(if fits { ' ' } else { '\n' });
            width = if fits { width + 1 } else { 0 };
        }
        lines.push_str(word);
        width += letters;
    }
    lines
}

/// Cuts a text that is too long for a tooltip.
fn shorten(text: &str) -> Cow<'_, str> {
    const LENGTH: usize = 400;
    // No text has more letters than bytes.
    let cut = if text.len() > LENGTH { text.char_indices().nth(LENGTH) } else { None };
    match cut {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", text[..end].trim_end())),
    }
}
