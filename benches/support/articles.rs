//! Articles made of the phrasebook's own examples, with other countries in them: the same at every run.

use geopol::gazetteer::Entity;
use geopol::phrasebook::RelationType;
use geopol::{Extractor, Kind};

/// The next of a row of numbers that looks like none; the multiplier of Knuth's MMIX.
fn draw(seed: &mut u64, count: usize) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize % count
}

/// So many articles of so many sentences each.
pub(crate) fn articles(count: usize, sentences: usize) -> Vec<String> {
    let extractor = Extractor::bundled();
    let countries: Vec<&str> = extractor
        .gazetteer()
        .entities()
        .filter(|entity| entity.kind() == Kind::Country && entity.id().len() == 3)
        .map(Entity::name)
        .collect();
    let examples: Vec<&str> = extractor
        .phrasebook()
        .relations()
        .flat_map(RelationType::says)
        .map(|says| says.split(" | ").next().unwrap_or(says))
        .collect();
    assert!(countries.len() > 150 && examples.len() > 100, "the bundled data are there");
    let mut seed = 1;
    let mut article = || {
        let mut text = String::new();
        for _ in 0..sentences {
            let mut rest = examples[draw(&mut seed, examples.len())];
            while let Some((before, marked)) = rest.split_once('{') {
                let (mark, behind) = marked.split_once('}').unwrap_or((marked, ""));
                let (id, words) = mark.split_once(':').map_or((mark, None), |(id, words)| (id, Some(words)));
                let country = id.len() == 3 && id.bytes().all(|byte| byte.is_ascii_uppercase());
                let name = extractor.gazetteer().get(id).map_or(id, |entity| entity.name());
                text.push_str(before);
                text.push_str(match words {
                    Some(words) => words,
                    None if country => countries[draw(&mut seed, countries.len())],
                    None => name,
                });
                rest = behind;
            }
            text.push_str(rest);
            text.push(' ');
        }
        text
    };
    (0..count).map(|_| article()).collect()
}
