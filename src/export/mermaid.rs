use std::collections::HashMap;
use std::fmt;
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
        // Relations come by their sources.
        let mut last = None;
        for edge in self.view.relations() {
            let source = last.filter(|(id, _)| *id == edge.source()).map(|(_, source)| source);
            let (Some(source), Some(&target)) =
                (source.or_else(|| numbers.get(edge.source()).copied()), numbers.get(edge.target()))
            else {
                continue;
            };
            last = Some((edge.source(), source));
            let ends = Ends { source, target, label: edge.label() };
            if edge.is_background() {
                ends.write(&mut row, "-->", "", None)?;
                style(&mut row, drawn, BACKGROUND, 1);
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
                let open = (line.factuality != Factuality::Asserted).then_some(line.factuality);
                ends.write(&mut row, arrow, denied, open)?;
                let colour = if line.negated { DENIED } else { line.tone.colour() };
                style(&mut row, drawn, colour, 1 + line.support.sentences.max(1).ilog2().min(6) as usize);
                drawn += 1;
            }
            f.write_str(&row)?;
            row.clear();
        }
        f.write_str(CLASSES)
    }
}

/// Between whom an arrow runs, and what stands on it.
struct Ends<'v> {
    source: usize,
    target: usize,
    label: &'v str,
}

impl Ends<'_> {
    fn write(&self, row: &mut String, arrow: &str, before: &str, open: Option<Factuality>) -> fmt::Result {
        row.push_str("  n");
        decimal(row, self.source);
        for piece in [" ", arrow, "|\"", before] {
            row.push_str(piece);
        }
        Text(self.label).write(row)?;
        if let Some(factuality) = open {
            for piece in ["<br/>(", factuality.as_str(), ")"] {
                row.push_str(piece);
            }
        }
        row.push_str("\"| n");
        decimal(row, self.target);
        row.push('\n');
        Ok(())
    }
}

/// How an arrow is drawn, by its number.
fn style(row: &mut String, number: usize, colour: &str, width: usize) {
    row.push_str("  linkStyle ");
    decimal(row, number);
    for piece in [" stroke:", colour, ",stroke-width:"] {
        row.push_str(piece);
    }
    decimal(row, width);
    row.push_str("px\n");
}

/// Writes a number, digit by digit: the general way takes longer than all else in a line.
fn decimal(out: &mut String, number: usize) {
    let mut power = 1;
    while number / power >= 10 {
        power *= 10;
    }
    while power > 0 {
        // A digit is below ten.
        out.push(char::from(b'0' + (number / power % 10) as u8));
        power /= 10;
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
        self.write(f)
    }
}

impl Text<'_> {
    fn write(&self, f: &mut impl fmt::Write) -> fmt::Result {
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
