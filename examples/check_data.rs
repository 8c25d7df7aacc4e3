//! Loads gazetteers and phrasebook from a folder and says what is wrong, or how much is there.
//!
//! `cargo run --example check_data [FOLDER]`; the folder is `gazetteers` where none is given.

// What an example is for.
#![allow(clippy::print_stdout)]

use std::process::ExitCode;

use geopol::{Gazetteer, Kind, Phrasebook};

fn main() -> ExitCode {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "gazetteers".to_owned());
    let gazetteer = Gazetteer::from_dir(&folder);
    let phrasebook = Phrasebook::from_dir(format!("{folder}/phrases"));
    let mut failed = false;
    match &gazetteer {
        Err(error) => {
            eprintln!("{error}");
            failed = true;
        }
        Ok(gazetteer) => {
            for kind in [Kind::Country, Kind::Person, Kind::Organization, Kind::Place] {
                let entities: Vec<_> = gazetteer.entities().iter().filter(|entity| entity.kind() == kind).collect();
                let forms: usize = entities.iter().map(|entity| entity.forms().len()).sum();
                println!("{kind:12} {:6} entities {forms:6} forms", entities.len());
            }
            println!("decoys       {:6}", gazetteer.decoys().len());
        }
    }
    match &phrasebook {
        Err(error) => {
            eprintln!("{error}");
            failed = true;
        }
        Ok(phrasebook) => {
            let patterns: usize = phrasebook.relations().map(|relation| relation.patterns().len()).sum();
            println!("relations    {:6} types {patterns:9} patterns", phrasebook.relations().len());
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
