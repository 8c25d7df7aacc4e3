//! Holds the table of which layer may know which.

use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// A layer, the layers or parts of layers that it may know, and the crates. A layer knows only layers above it.
const LAYERS: &[(&str, &[&str], &[&str])] = &[
    ("error", &[], &[]),
    ("aside", &[], &[]),
    ("compiled", &["error", "aside"], &["crc32fast"]),
    ("text", &[], &["once_cell", "regex", "serde", "unicode_normalization"]),
    ("grammar", &["compiled::Filter", "text"], &["once_cell"]),
    (
        "gazetteer",
        &["error", "compiled", "text", "grammar"],
        &["aho_corasick", "jiff", "once_cell", "serde", "smallvec"],
    ),
    ("code", &[], &["once_cell", "serde"]),
    (
        "phrasebook",
        &["error", "compiled", "text", "grammar", "gazetteer::Kind", "code"],
        &["once_cell", "serde", "toml"],
    ),
    ("mention", &["error", "compiled::Filter", "text", "grammar", "gazetteer"], &["once_cell", "smallvec"]),
    ("clause", &["text", "grammar", "mention::AnchorClass"], &["smallvec"]),
    (
        "relation",
        &[
            "text",
            "grammar",
            "gazetteer::Kind",
            "gazetteer::NoDate",
            "gazetteer::PartialDate",
            "code",
            "phrasebook",
            "clause",
        ],
        &["jiff", "once_cell", "serde", "smallvec"],
    ),
    (
        "report",
        &[
            "text::Span",
            "gazetteer::Kind",
            "gazetteer::MentionForm",
            "code",
            "phrasebook::Family",
            "phrasebook::RelationType",
            "relation::Factuality",
            "relation::Period",
        ],
        &["jiff", "serde"],
    ),
    (
        "extractor",
        &["error", "aside", "text", "gazetteer", "phrasebook", "mention", "clause", "relation", "report"],
        &["jiff", "once_cell"],
    ),
    ("graph", &["text::Span", "gazetteer", "code", "report"], &["jiff", "petgraph", "serde"]),
    (
        "export",
        &["text::Span", "gazetteer", "code", "report", "graph"],
        &["csv", "jiff", "oxrdf", "oxttl", "petgraph", "quick_xml", "serde"],
    ),
];

/// The crates of `Cargo.toml`, as the source names them.
fn dependencies() -> Vec<String> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("a manifest");
    let manifest: toml::Table = manifest.parse().expect("a manifest in TOML");
    manifest["dependencies"].as_table().expect("a table").keys().map(|name| name.replace('-', "_")).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All source files of a layer, each with its text without comments.
fn sources(layer: &str) -> Vec<(PathBuf, String)> {
    let mut files = vec![root().join("src").join(format!("{layer}.rs"))];
    let mut folders = vec![root().join("src").join(layer)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    let code = |path: &Path| {
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    };
    files
        .into_iter()
        .map(|path| {
            let code = code(&path);
            (path, code)
        })
        .collect()
}

/// Everything that the code names behind `crate::`, groups opened: `text::{self, Span}` is `text`, `text::Span`.
fn paths(path: &Regex, code: &str) -> Vec<String> {
    let mut out = Vec::new();
    for found in path.captures_iter(code) {
        match (found.get(2), found.get(3)) {
            (Some(group), _) => {
                out.extend(group.as_str().split(',').map(str::trim).filter(|item| !item.is_empty()).map(|item| {
                    match item {
                        "self" => found[1].to_owned(),
                        item => format!("{}::{}", &found[1], item.split("::").next().unwrap_or(item)),
                    }
                }));
            }
            (_, Some(item)) => out.push(format!("{}::{}", &found[1], item.as_str())),
            _ => out.push(found[1].to_owned()),
        }
    }
    out
}

#[test]
fn a_layer_knows_only_what_it_may() {
    let named = Regex::new(r"(?-u:\b)crate::([a-z_]+)(?:::(?:\{([^}]*)\}|([A-Za-z0-9_]+)))?").expect("a pattern");
    let mut wrong = Vec::new();
    for (layer, knows, _) in LAYERS {
        for (file, code) in sources(layer) {
            for path in paths(&named, &code) {
                let other = path.split("::").next().unwrap_or(&path);
                let allowed = other == *layer || knows.iter().any(|known| *known == other || *known == path);
                if !allowed {
                    wrong.push(format!(
                        "{}: `{layer}` must not know `crate::{path}`",
                        file.strip_prefix(root()).unwrap_or(&file).display()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_crate_is_known_only_where_it_may_be() {
    let dependencies = dependencies();
    let used = |name: &str| Regex::new(&format!(r"(?:^|[^A-Za-z0-9_:.])(?:::)?{name}::")).expect("a pattern");
    let patterns: Vec<(&str, Regex)> = dependencies.iter().map(|name| (name.as_str(), used(name))).collect();
    let mut wrong = Vec::new();
    for (layer, _, crates) in LAYERS {
        for (file, code) in sources(layer) {
            for (name, used) in &patterns {
                if used.is_match(&code) && !crates.contains(name) {
                    wrong.push(format!(
                        "{}: `{layer}` must not know the crate `{name}`",
                        file.strip_prefix(root()).unwrap_or(&file).display()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for name in dependencies {
        assert!(
            LAYERS.iter().any(|(.., crates)| crates.contains(&name.as_str())),
            "no layer knows the crate `{name}`: is it needed?"
        );
    }
}

#[test]
fn a_layer_knows_only_layers_above_it() {
    for (at, (layer, knows, _)) in LAYERS.iter().enumerate() {
        for known in *knows {
            let other = known.split("::").next().unwrap_or(known);
            let above = LAYERS[..at].iter().any(|(name, ..)| *name == other);
            assert!(above, "`{layer}` may know `{other}`, which stands below it");
        }
    }
}

#[test]
fn lib_lists_the_layers_in_the_order_of_the_story() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    let module = Regex::new(r"(?m)^(?:pub )?mod ([a-z_]+);").expect("a pattern");
    let listed: Vec<&str> = module.captures_iter(&lib).map(|found| found.get(1).expect("a name").as_str()).collect();
    let layers: Vec<&str> = LAYERS.iter().map(|(layer, ..)| *layer).collect();
    assert_eq!(listed, layers);
    let mut files: Vec<String> = Vec::new();
    for entry in fs::read_dir(root().join("src")).expect("src") {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        if stem != "lib" && !files.contains(&stem) {
            files.push(stem);
        }
    }
    files.sort();
    let mut sorted = layers;
    sorted.sort_unstable();
    assert_eq!(files, sorted, "a file or folder of src/ is no layer");
}

#[test]
fn a_layer_opens_with_what_it_takes_gives_and_must_not_know() {
    for (layer, ..) in LAYERS {
        let text = fs::read_to_string(root().join("src").join(format!("{layer}.rs"))).expect("a layer");
        let opens: Vec<&str> = text.lines().take(3).collect();
        for (line, start) in opens.iter().zip(["//! Takes: ", "//! Gives: ", "//! Must not know: "]) {
            assert!(
                line.starts_with(start) && line.len() > start.len() + 3,
                "src/{layer}.rs: expected `{start}…`, found `{line}`"
            );
        }
    }
}
