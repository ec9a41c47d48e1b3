//! What `follow` prints: a line for each entry, and at last where to go on from.

use super::kept::{Kept, Taken};
use crate::audit::SCHEMA_VERSION;
use crate::failure::Failure;
use crate::show::Look;
use ledger_wire::record::event_name;
use serde::Serialize;
use std::io::{self, Write};

/// What stands for the event of an entry that came as a leaf.
const WITHHELD: &str = "withheld";

/// One entry.
#[derive(Serialize)]
pub(super) struct Line {
    schema_version: u32,
    index: u64,
    /// `None` if it is withheld.
    event: Option<&'static str>,
    leaf: String,
    link: String,
}

impl Line {
    pub(super) fn new(taken: Taken) -> Self {
        let Taken { index, entry, leaf, link } = taken;
        Self {
            schema_version: SCHEMA_VERSION,
            index: index.0,
            event: entry.map(|entry| event_name(&entry.event)),
            leaf: leaf.to_string(),
            link: link.to_string(),
        }
    }

    pub(super) fn write(&self, look: &Look, out: &mut dyn Write) -> io::Result<()> {
        let event = self.event.unwrap_or(WITHHELD);
        if look.plain {
            writeln!(out, "{}\t{event}\t{}", self.index, self.link)
        } else {
            writeln!(out, "{} {event}", self.index)
        }
    }
}

/// How it ended.
#[derive(Serialize)]
pub(super) struct Summary {
    schema_version: u32,
    /// How many entries came, and how many of them as leaves.
    entries: u64,
    withheld: u64,
    /// What to go on from; `None` if nothing came yet.
    last_index: Option<u64>,
    link: Option<String>,
    /// Why it ended, if it was not asked to.
    pub(super) error: Option<Failure>,
}

impl Summary {
    pub(super) fn of(kept: Option<&Kept>, error: Option<Failure>) -> Self {
        let last = kept.and_then(Kept::after);
        Self {
            schema_version: SCHEMA_VERSION,
            entries: kept.map_or(0, Kept::taken),
            withheld: kept.map_or(0, Kept::withheld),
            last_index: last.map(|(index, _)| index),
            link: last.map(|(_, link)| link.to_string()),
            error,
        }
    }

    pub(super) fn write(&self, look: &Look, out: &mut dyn Write) -> io::Result<()> {
        // Where nothing came, the caller knows where to go on from.
        let (Some(index), Some(link), 1..) = (self.last_index, &self.link, self.entries) else { return Ok(()) };
        if look.plain {
            return writeln!(out, "last\t{index}\t{link}");
        }
        writeln!(out, "{} entries whose links fit, {} of them withheld", self.entries, self.withheld)?;
        writeln!(out, "go on with --after {index} --link {link}")
    }
}
