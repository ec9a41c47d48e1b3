//! `entry show`: one entry, with the leaf and the link that bind it.

use super::remote::Remote;
use super::replayed::{Last, replay};
use super::writing::uuid;
use crate::args::Show;
use crate::audit::SCHEMA_VERSION;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::run::Desk;
use crate::show::{local_day, offset_of};
use ledger_core::event::Entry;
use ledger_log::Leaf;
use ledger_wire::record::event_name;
use serde::Serialize;
use std::path::Path;

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
    /// The id of its request, in the first entry of an act.
    request_id: Option<String>,
    /// What the event says.
    fields: Fields,
}

/// An entry with what binds it.
pub(super) struct Bound {
    pub(super) entry: Entry,
    pub(super) leaf: Leaf,
    pub(super) link: String,
    pub(super) size_bytes: usize,
    /// How far the book's time is ahead of UTC.
    pub(super) utc_offset_minutes: i16,
}

/// Answers `entry show`.
pub(crate) fn show(asked: &Show, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let Bound { entry, leaf, link, size_bytes, utc_offset_minutes } = match &asked.source.data {
        Some(data) => from_book(asked, data, desk)?,
        None => Remote::open(&asked.source.server, desk)?.entry(asked.index)?,
    };
    let answer = Answer {
        schema_version: SCHEMA_VERSION,
        index: entry.index.0,
        event: event_name(&entry.event),
        recorded_at: entry.recorded_at.to_string(),
        recorded_on: local_day(entry.recorded_at, utc_offset_minutes),
        principal: entry.principal.0,
        ruleset: entry.ruleset,
        act_entries: entry.head.map(|head| head.entry_count),
        size_bytes,
        leaf: leaf.to_string(),
        link,
        request_id: entry.head.and_then(|head| head.request).map(|(id, _)| uuid(id.0)),
        fields: Fields::of(&entry.event),
    };
    desk.answer(&answer, |look, out| {
        writeln!(out, "entry {}: {}", answer.index, answer.event)?;
        writeln!(out, "recorded {}, on {}", answer.recorded_at, answer.recorded_on)?;
        writeln!(out, "by principal {}, ruleset {}, {} bytes", answer.principal, answer.ruleset, answer.size_bytes)?;
        if let Some(count) = answer.act_entries {
            writeln!(out, "first entry of an act of {count}")?;
        }
        if let Some(request_id) = &answer.request_id {
            writeln!(out, "request id {request_id}")?;
        }
        writeln!(out, "leaf {}\nlink {}\n", answer.leaf, answer.link)?;
        answer.fields.write(look, out)
    })?;
    Ok(Exit::Verified)
}

fn from_book(asked: &Show, data: &Path, desk: &mut Desk<'_>) -> Result<Bound, Failure> {
    if let Some(at) = asked.source.at.filter(|at| *at < asked.index) {
        let message = format!("entry {} is not there yet at entry {at}", asked.index);
        return Err(Failure::new(Exit::Usage, "not_found", message));
    }
    let replayed = replay(data, Some(asked.index), desk)?;
    let utc_offset_minutes = offset_of(&replayed.views);
    let Some(Last { entry, leaf, size_bytes }) = replayed.last else {
        return Err(Failure::tool("the replay gave no entry"));
    };
    Ok(Bound { entry, leaf, link: replayed.used.link, size_bytes, utc_offset_minutes })
}
