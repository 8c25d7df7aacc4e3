use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::io;

use crate::graph::{Factuality, Kind, View};

use super::escape::escape;
use super::line::{BACKGROUND, DENIED, lines};

/// A graph or view as a Mermaid flowchart, which Markdown on the web draws by itself.
///
/// Shapes, colours and dashes are those of [`Dot`](super::Dot); what the text denies ends in a cross. Entities without a
/// relation are left out.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// use geopol::{Extractor, KnowledgeGraph, export::Mermaid};
///
/// let mut graph = KnowledgeGraph::new();
/// graph.add("1", &Extractor::bundled().extract("Russia attacked Ukraine."));
/// let chart = Mermaid::new(&graph).to_string();
/// assert!(chart.contains(r#"n0 -->|"attacks"| n1"#));
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Mermaid<'g> {
    view: View<'g>,
}

impl<'g> Mermaid<'g> {
    /// Draws a graph or a view of one.
    pub fn new(view: impl Into<View<'g>>) -> Self {
        Self { view: view.into() }
    }

    /// Writes the chart as it goes, in small pieces: give it a buffered writer.
    ///
    /// # Errors
    ///
    /// Whatever the writer fails with.
    pub fn write(&self, mut out: impl io::Write) -> io::Result<()> {
        write!(out, "{self}")
    }
}

impl fmt::Display for Mermaid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("flowchart LR\n")?;
        let mut numbers = HashMap::new();
        for (number, node) in self.view.clone().connected().entities().enumerate() {
            let (open, close, class) = match node.kind() {
                Kind::Country => ("(", ")", "country"),
                Kind::Person => ("([", "])", "person"),
                Kind::Organization => ("{{", "}}", "organization"),
                Kind::Place => ("[/", "/]", "place"),
            };
            writeln!(f, "  n{number}{open}\"{}\"{close}:::{class}", Text(node.name()))?;
            numbers.insert(node.id(), number);
        }
        let mut drawn = 0;
        // A relation goes out in one piece.
        let mut row = String::new();
        for edge in self.view.relations() {
            let (Some(source), Some(target)) = (numbers.get(edge.source()), numbers.get(edge.target())) else {
                continue;
            };
            if edge.is_background() {
                writeln!(row, "  n{source} -->|\"{}\"| n{target}", Text(edge.label()))?;
                writeln!(row, "  linkStyle {drawn} stroke:{BACKGROUND},stroke-width:1px")?;
                drawn += 1;
            }
            for line in lines(&edge) {
                let arrow = match (line.factuality == Factuality::Asserted, line.negated, edge.is_symmetric()) {
                    (true, true, _) => "--x",
                    (true, false, true) => "---",
                    (true, false, false) => "-->",
                    (false, true, _) => "-.-x",
                    (false, false, true) => "-.-",
                    (false, false, false) => "-.->",
                };
                let denied = if line.negated { "not: " } else { "" };
                write!(row, "  n{source} {arrow}|\"{denied}{}", Text(edge.label()))?;
                if line.factuality != Factuality::Asserted {
                    write!(row, "<br/>({})", line.factuality)?;
                }
                writeln!(row, "\"| n{target}")?;
                let colour = if line.negated { DENIED } else { line.tone.colour() };
                let width = 1 + line.support.sentences.max(1).ilog2().min(6);
                writeln!(row, "  linkStyle {drawn} stroke:{colour},stroke-width:{width}px")?;
                drawn += 1;
            }
            f.write_str(&row)?;
            row.clear();
        }
        f.write_str(CLASSES)
    }
}

const CLASSES: &str = "  \
  classDef country fill:#d7e6f5,stroke:#2b6cb0,color:#000
  classDef person fill:#fdefc9,stroke:#b7791f,color:#000
  classDef organization fill:#e4dcf3,stroke:#6b46c1,color:#000
  classDef place fill:#e3e7ea,stroke:#5f6b76,color:#000
";

/// Text inside quotes, where Mermaid reads Markdown, HTML and its own `#…;` for characters.
struct Text<'a>(&'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            // Mermaid takes no empty string.
            f.write_char(' ')?;
        }
        escape(f, self.0, |c| match c {
            '\n' => Some("<br/>"),
            '!' => Some("#33;"),
            '"' => Some("#34;"),
            '#' => Some("#35;"),
            '$' => Some("#36;"),
            '%' => Some("#37;"),
            '&' => Some("#38;"),
            '*' => Some("#42;"),
            '+' => Some("#43;"),
            ';' => Some("#59;"),
            '<' => Some("#60;"),
            '=' => Some("#61;"),
            '>' => Some("#62;"),
            '?' => Some("#63;"),
            '@' => Some("#64;"),
            '[' => Some("#91;"),
            '\\' => Some("#92;"),
            ']' => Some("#93;"),
            '^' => Some("#94;"),
            '_' => Some("#95;"),
            '`' => Some("#96;"),
            '{' => Some("#123;"),
            '|' => Some("#124;"),
            '}' => Some("#125;"),
            '~' => Some("#126;"),
            c if c.is_control() => Some(" "),
            _ => None,
        })
    }
}
