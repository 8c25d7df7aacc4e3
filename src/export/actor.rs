use jiff::civil::Date;

use crate::gazetteer::{Entity, Gazetteer, Kind, PartialDate, Role};

/// The actor code of CAMEO for an entity: a country's three letters, then three for what it is within the country, such as
/// `RUSMIL`; without a country three for what it is among nations, such as `IGO`. A person's offices are those of the day,
/// or the last known if there is no day.
pub(super) fn code(gazetteer: &Gazetteer, id: &str, day: Option<Date>) -> Option<String> {
    let entity = gazetteer.get(id)?;
    let own = gazetteer.countries_of(id).find_map(country);
    match entity.kind() {
        Kind::Country => country(entity).map(str::to_owned),
        Kind::Organization => match own {
            Some(country) => Some(country.to_owned() + domestic(entity.class())),
            None => Some(international(entity.class())?.to_owned()),
        },
        Kind::Person => {
            // The French president is a prince of Andorra too: the own country's offices come first.
            let held = || entity.roles().rev().filter(|role| holds(*role, day));
            let at_home = held().find(|role| own == Some(gazetteer.body_of(*role).id()));
            let role = at_home.or_else(|| held().next());
            let role = role.map(|role| (gazetteer.body_of(role), sector(role.office())));
            match role {
                Some((body, sector)) if body.kind() == Kind::Country => Some(country(body)?.to_owned() + sector),
                Some((body, _)) => code(gazetteer, body.id(), day).or_else(|| own.map(str::to_owned)),
                None if entity.roles().len() == 0 => own.map(str::to_owned),
                // Who held an office once is of the elite.
                None => Some(own?.to_owned() + "ELI"),
            }
        }
        _ => own.map(str::to_owned),
    }
}

/// A country of ISO 3166-1 has three capitals for its id.
fn country(entity: Entity<'_>) -> Option<&str> {
    let id = entity.id();
    (entity.kind() == Kind::Country && is_country(id)).then_some(id)
}

/// Whether an id is a country's code.
pub(super) fn is_country(id: &str) -> bool {
    id.len() == 3 && id.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn holds(role: Role<'_>, day: Option<Date>) -> bool {
    let known = |date: PartialDate| (date.year(), date.month(), date.day());
    match day {
        None => role.until().is_none() && role.since().is_some(),
        Some(day) => {
            let day = (day.year(), Some(day.month()), Some(day.day()));
            // An unknown month or day comes before every known one.
            role.since().is_some_and(|since| known(since) <= day)
                && role.until().is_none_or(|until| day <= known(until))
        }
    }
}

fn sector(office: &str) -> &'static str {
    let says = |words: &[&str]| words.iter().any(|word| office.contains(word));
    if says(&["opposition"]) {
        "OPP"
    } else if says(&[
        "commander",
        "chief of general staff",
        "chief of staff",
        "forces chief",
        "army chief",
        "general staff",
    ]) {
        "MIL"
    } else if says(&["justice minister", "justice secretary", "minister of justice"]) {
        "GOV"
    } else if says(&["judge", "justice", "prosecutor"]) {
        "JUD"
    } else if says(&["senator", "speaker", "member of parliament", "representative", "lawmaker"])
        && !says(&["high representative"])
    {
        "LEG"
    } else {
        "GOV"
    }
}

fn domestic(class: Option<&str>) -> &'static str {
    match class {
        Some("agency" | "ministry") => "GOV",
        Some("military") => "MIL",
        Some("armed-group") => "REB",
        Some("court") => "JUD",
        Some("legislature") => "LEG",
        Some("party") => "PTY",
        Some("media") => "MED",
        Some("company" | "bank") => "BUS",
        Some("ngo") => "NGO",
        Some("police") => "COP",
        Some("religious") => "REL",
        Some("university") => "EDU",
        Some("union") => "LAB",
        _ => "",
    }
}

fn international(class: Option<&str>) -> Option<&'static str> {
    match class? {
        "intergovernmental" | "alliance" | "court" | "agency" | "bank" => Some("IGO"),
        "military" | "armed-group" => Some("IMG"),
        "company" => Some("MNC"),
        "ngo" => Some("NGO"),
        "media" => Some("MED"),
        "religious" => Some("REL"),
        _ => None,
    }
}
