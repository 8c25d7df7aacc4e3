//! The PLOVER type of a relation, with what its status makes of it.

use super::{Factuality, Status};
use crate::phrasebook::RelationType;

/// The PLOVER type. What is planned or threatened falls under another type than the act itself (PLOVER manual 2.0,
/// "Auxiliary modes": a future SUPPORT is an AGREE, a hypothetical ASSAULT is a THREATEN).
pub(crate) fn plover(relation: &RelationType, status: &Status) -> Option<&'static str> {
    const TYPES: [&str; 16] = [
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    ];
    let base = relation.plover.as_deref().and_then(|plover| TYPES.into_iter().find(|name| *name == plover))?;
    let cooperative = matches!(base, "AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" | "COOPERATE" | "AID" | "RETREAT");
    if status.negated && cooperative {
        return Some("REJECT");
    }
    Some(match (status.factuality, base) {
        (Factuality::Requested, _) => "REQUEST",
        // An intent to yield is CAMEO 035, which the CAMEO-PLOVER table makes an AGREE.
        (Factuality::Planned, "CONSULT" | "SUPPORT" | "COOPERATE" | "AID" | "RETREAT" | "CONCEDE") => "AGREE",
        (Factuality::Planned, "ASSAULT" | "COERCE" | "SANCTION") => "THREATEN",
        _ => base,
    })
}
