//! Says what is wrong with gazetteers and phrasebook of a folder and what is likely a mistake, and how much is there.
//!
//! `cargo run --example check_data [FOLDER]`; the folder is `gazetteers` where none is given.

// What an example is for.
#![allow(clippy::print_stdout)]

use std::process::ExitCode;

use geopol::{Error, Gazetteer, Kind, Phrasebook, Result};

fn main() -> ExitCode {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "gazetteers".to_owned());
    let mut errors = gazetteer(&folder).unwrap_or_else(|error| vec![error]);
    errors.extend(phrasebook(&folder).err());
    for error in &errors {
        eprintln!("{error}\n");
    }
    match errors.len() {
        0 => ExitCode::SUCCESS,
        count => {
            eprintln!("{count} mistake{}", if count == 1 { "" } else { "s" });
            ExitCode::FAILURE
        }
    }
}

/// Prints how much the gazetteers hold, and gives what is wrong with them.
fn gazetteer(folder: &str) -> Result<Vec<Error>> {
    let builder = Gazetteer::builder().folder(folder)?;
    let errors = builder.check();
    if errors.iter().all(Error::is_doubtful) {
        let gazetteer = builder.build()?;
        for kind in [Kind::Country, Kind::Person, Kind::Organization, Kind::Place] {
            let entities: Vec<_> = gazetteer.entities().filter(|entity| entity.kind() == kind).collect();
            let forms: usize = entities.iter().map(|entity| entity.forms().len()).sum();
            println!("{kind:12} {:6} entities {forms:6} forms", entities.len());
        }
        println!("decoys       {:6}", gazetteer.decoys().len());
    }
    Ok(errors)
}

/// Prints how much the phrasebook holds.
fn phrasebook(folder: &str) -> Result<()> {
    let phrasebook = Phrasebook::from_dir(format!("{folder}/phrases"))?;
    let patterns: usize = phrasebook.relations().map(|relation| relation.patterns().len()).sum();
    println!("relations    {:6} types {patterns:9} patterns", phrasebook.relations().len());
    Ok(())
}
