use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::io;

use crate::graph::{Factuality, Node, View, ViewEdge};
use crate::report::Report;
use crate::text::Span;

use super::escape::{escape, markup};
use super::line::{Tone, lines};

/// A graph or view as one HTML page that needs nothing else: the articles with their entities marked, the graph beside them,
/// and the words behind each relation where the pointer rests. Script and style stand in the page; nothing is loaded.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// use geopol::{Extractor, KnowledgeGraph, export::Page};
///
/// let report = Extractor::bundled().extract("Russia attacked Ukraine.");
/// let mut graph = KnowledgeGraph::new();
/// graph.add("1", &report);
/// let page = Page::new(&graph).title("An attack").article("1", &report).to_string();
/// assert!(page.contains(r#"<mark class="country" data-e="0">Russia</mark>"#));
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Page<'g> {
    view: View<'g>,
    title: String,
    articles: Vec<(String, &'g Report<'g>)>,
}

impl<'g> Page<'g> {
    /// Shows a graph or a view of one.
    pub fn new(view: impl Into<View<'g>>) -> Self {
        Self { view: view.into(), title: "Who did what to whom".to_owned(), articles: Vec::new() }
    }

    /// The title on top of the page.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Shows the text of a document too, by the id that it has in the graph.
    pub fn article(mut self, document: impl Into<String>, report: &'g Report<'g>) -> Self {
        self.articles.push((document.into(), report));
        self
    }

    /// Writes the page as it goes, in small pieces: give it a buffered writer.
    ///
    /// # Errors
    ///
    /// Whatever the writer fails with.
    pub fn write(&self, mut out: impl io::Write) -> io::Result<()> {
        write!(out, "{self}")
    }
}

const STYLE: &str = include_str!("page/page.css");
const SCRIPT: &str = include_str!("page/page.js");

impl fmt::Display for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = Text(&self.title);
        write!(
            f,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<header><h1>{title}</h1>{LEGEND}</header>\n<main>\n"
        )?;
        let view = self.view.clone().connected();
        let numbers: BTreeMap<&str, usize> = view.entities().map(Node::id).zip(0..).collect();
        if !self.articles.is_empty() {
            f.write_str("<section class=\"articles\">\n")?;
            for (document, report) in &self.articles {
                self.text(f, document, report, &numbers)?;
            }
            f.write_str("</section>\n")?;
        }
        f.write_str(
            "<section class=\"graph\"><svg id=\"graph\" role=\"group\" aria-label=\"The graph\"></svg></section>\n",
        )?;
        f.write_str("<section class=\"list\">\n<ul id=\"entities\" hidden>\n")?;
        for node in view.entities() {
            let (number, kind) = (numbers[node.id()], node.kind());
            writeln!(f, "<li data-e=\"{number}\" class=\"{kind}\">{}</li>", Text(node.name()))?;
        }
        f.write_str("</ul>\n<ol id=\"relations\">\n")?;
        for (number, edge) in view.relations().enumerate() {
            self.relation(f, number, &edge, &numbers)?;
        }
        write!(
            f,
            "</ol>\n</section>\n</main>\n<aside id=\"tip\" role=\"status\" hidden></aside>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
        )
    }
}

const LEGEND: &str = "<p class=\"legend\"><mark class=\"country\">country</mark> <mark class=\"person\">person</mark> \
    <mark class=\"organization\">organization</mark> <mark class=\"place\">place</mark> <span class=\"tone cooperation\">cooperation</span> \
    <span class=\"tone conflict\">conflict</span> <span class=\"tone neutral\">neither</span> \
    <span class=\"tone open\">not asserted</span> <span class=\"tone denied\">denied</span> <span class=\"tone background\">background</span></p>";

impl Page<'_> {
    fn relation<'v>(
        &'v self,
        f: &mut fmt::Formatter<'_>,
        number: usize,
        edge: &ViewEdge<'v>,
        numbers: &BTreeMap<&str, usize>,
    ) -> fmt::Result {
        let graph = self.view.graph();
        let name = |id: &'v str| graph.entity(id).map_or(id, Node::name);
        let line = lines(edge).next();
        let tone = match &line {
            None => "background",
            Some(line) if line.negated => "denied",
            Some(line) => match line.tone {
                Tone::Cooperation => "cooperation",
                Tone::Conflict => "conflict",
                Tone::Neutral => "neutral",
            },
        };
        let open = line.as_ref().is_some_and(|line| line.factuality != Factuality::Asserted);
        write!(
            f,
            "<li data-r=\"{number}\" data-s=\"{}\" data-t=\"{}\" data-n=\"{}\" class=\"{tone}{}{}\"><p><b>{}</b> <i>{}</i> <b>{}</b>",
            numbers.get(edge.source()).copied().unwrap_or_default(),
            numbers.get(edge.target()).copied().unwrap_or_default(),
            line.as_ref().map_or(0, |line| line.support.sentences),
            if open { " open" } else { "" },
            if edge.is_symmetric() { " mutual" } else { "" },
            Text(name(edge.source())),
            Text(edge.label()),
            Text(name(edge.target())),
        )?;
        for fact in edge.facts().map(ToString::to_string).filter(|fact| !fact.is_empty()) {
            write!(f, " <small>{}</small>", Text(&fact))?;
        }
        f.write_str("</p>")?;
        for evidence in edge.evidence() {
            f.write_str("<blockquote>")?;
            fmt::Display::fmt(&Text(evidence.sentence()), f)?;
            f.write_str("<footer>")?;
            if evidence.is_negated() {
                f.write_str("denied · ")?;
            }
            match (evidence.factuality(), evidence.attributed_to()) {
                (Factuality::Asserted, None) => {}
                (Factuality::Asserted, Some(who)) => write!(f, "said by {} · ", Text(name(who)))?,
                (status, None) => write!(f, "{status} · ")?,
                (status, Some(who)) => write!(f, "{status} by {} · ", Text(name(who)))?,
            }
            if let Some(when) = evidence.when() {
                write!(f, "{when} · ")?;
            }
            fmt::Display::fmt(&Text(evidence.document().id()), f)?;
            f.write_str("</footer></blockquote>")?;
        }
        f.write_str("</li>\n")
    }

    /// A text with sentences, triggers and entities marked.
    fn text(
        &self,
        f: &mut fmt::Formatter<'_>,
        document: &str,
        report: &Report<'_>,
        numbers: &BTreeMap<&str, usize>,
    ) -> fmt::Result {
        let mut sentences: BTreeMap<Span, BTreeSet<usize>> = BTreeMap::new();
        let mut triggers: BTreeMap<Span, BTreeSet<usize>> = BTreeMap::new();
        let view = self.view.clone().connected();
        for (number, edge) in view.relations().enumerate() {
            for evidence in edge.evidence().filter(|evidence| evidence.document().id() == document) {
                sentences.entry(evidence.sentence_span()).or_default().insert(number);
                triggers.entry(evidence.trigger()).or_default().insert(number);
            }
        }
        // Pieces inside sentences: what is marked as an entity, and triggers that none of these covers.
        let mut pieces: BTreeMap<usize, (Span, String)> = BTreeMap::new();
        for mention in report.mentions() {
            let entity = &report.entities()[mention.entity()];
            let number = numbers.get(entity.id()).map(|number| format!(" data-e=\"{number}\"")).unwrap_or_default();
            pieces
                .insert(mention.span().start, (mention.span(), format!("<mark class=\"{}\"{number}>", entity.kind())));
        }
        for (span, relations) in &triggers {
            let before = pieces.range(..span.end).next_back();
            if before.is_none_or(|(_, (other, _))| other.end <= span.start) {
                pieces.insert(span.start, (*span, format!("<u data-r=\"{}\">", Numbers(relations))));
            }
        }
        write!(f, "<article>\n<h2>{}</h2>\n<p>", Text(document))?;
        let mut at = 0;
        for sentence in report.sentences() {
            if sentence.start < at {
                continue;
            }
            prose(f, slice(report, at, sentence.start))?;
            let stated = sentences.get(sentence);
            if let Some(relations) = stated {
                write!(f, "<span class=\"s\" data-r=\"{}\">", Numbers(relations))?;
            }
            at = sentence.start;
            for (span, tag) in pieces.range(sentence.start..sentence.end).map(|(_, piece)| piece) {
                let close = if tag.starts_with("<mark") { "</mark>" } else { "</u>" };
                write!(
                    f,
                    "{}{tag}{}{close}",
                    Text(slice(report, at, span.start)),
                    Text(slice(report, span.start, span.end))
                )?;
                at = span.end;
            }
            write!(f, "{}", Text(slice(report, at, sentence.end)))?;
            at = sentence.end;
            if stated.is_some() {
                f.write_str("</span>")?;
            }
        }
        prose(f, slice(report, at, report.text().len()))?;
        f.write_str("</p>\n</article>\n")
    }
}

fn slice<'t>(report: &Report<'t>, start: usize, end: usize) -> &'t str {
    report.text().get(start..end).unwrap_or_default()
}

/// What stands between sentences; an empty line parts paragraphs.
fn prose(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let breaks = text.matches('\n').count() > 1 && text.trim().is_empty();
    if breaks { f.write_str("</p>\n<p>") } else { write!(f, "{}", Text(text)) }
}

struct Numbers<'a>(&'a BTreeSet<usize>);

impl fmt::Display for Numbers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, number) in self.0.iter().enumerate() {
            if nth > 0 {
                f.write_char(' ')?;
            }
            write!(f, "{number}")?;
        }
        Ok(())
    }
}

/// Text between tags or in attributes.
struct Text<'a>(&'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        escape(f, self.0, |c| match c {
            '\n' => Some(" "),
            c => markup(c),
        })
    }
}
