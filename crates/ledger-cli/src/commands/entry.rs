//! `entry show`: one entry, with the leaf and the link that bind it.

use super::replayed::{Last, replay_to};
use crate::args::Show;
use crate::audit::SCHEMA_VERSION;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use crate::show::local_day;
use ledger_wire::record::event_name;
use serde::Serialize;

#[derive(Serialize)]
struct Answer {
    schema_version: u32,
    index: u64,
    event: &'static str,
    recorded_at: String,
    recorded_on: String,
    principal: u64,
    ruleset: u32,
    /// How many entries its act has, in the first of them.
    act_entries: Option<u32>,
    size_bytes: usize,
    leaf: String,
    link: String,
    /// The event's fields, as this program reads them.
    fields: String,
}

/// Answers `entry show`.
pub(crate) fn show(asked: &Show, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    if let Some(at) = asked.source.at.filter(|at| *at < asked.index) {
        let message = format!("entry {} is not there yet at entry {at}", asked.index);
        return Err(Failure::new(Exit::Usage, "not_found", message));
    }
    let replayed = replay_to(&asked.source, Some(asked.index), desk)?;
    let Some(Last { entry, leaf, size_bytes }) = &replayed.last else {
        return Err(Failure::tool("the replay gave no entry"));
    };
    let answer = Answer {
        schema_version: SCHEMA_VERSION,
        index: entry.index.0,
        event: event_name(&entry.event),
        recorded_at: entry.recorded_at.to_string(),
        recorded_on: local_day(&replayed.views, entry.recorded_at),
        principal: entry.principal.0,
        ruleset: entry.ruleset,
        act_entries: entry.head.map(|head| head.entry_count),
        size_bytes: *size_bytes,
        leaf: leaf.to_string(),
        link: replayed.used.link.clone(),
        fields: format!("{:#?}", entry.event),
    };
    desk.answer(&answer, |_, out| {
        writeln!(out, "entry {}: {}", answer.index, answer.event)?;
        writeln!(out, "recorded {}, on {}", answer.recorded_at, answer.recorded_on)?;
        writeln!(out, "by principal {}, ruleset {}, {} bytes", answer.principal, answer.ruleset, answer.size_bytes)?;
        if let Some(count) = answer.act_entries {
            writeln!(out, "first of an act of {count}")?;
        }
        writeln!(out, "leaf {}\nlink {}\n{}", answer.leaf, answer.link, answer.fields)
    })?;
    Ok(Exit::Verified)
}
