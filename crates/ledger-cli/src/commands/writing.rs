//! An officer's act: its request id, the call, and what is said of it afterwards.

use super::remote::Remote;
use super::view::{Cell, View};
use crate::args::{Act, LastChange};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use ledger_log::Hash;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::words::Text;
use std::future::Future;
use tonic::{Response, Status};

/// An act that is about to be asked for.
pub(super) struct Writing {
    pub(super) remote: Remote,
    pub(super) request_id: String,
    pub(super) dry_run: bool,
}

impl Writing {
    /// Connects, with the request id that was given or a new one.
    pub(super) fn open(act: &Act, desk: &Desk<'_>) -> Result<Self, Failure> {
        let request_id = act.request_id.clone().map_or_else(random_id, Ok)?;
        Ok(Self { remote: Remote::open(&act.server, desk)?, request_id, dry_run: act.dry_run })
    }

    /// What every request begins with: its id, and whether it is a dry run.
    pub(super) fn id(&self) -> (String, bool) {
        (self.request_id.clone(), self.dry_run)
    }

    /// Waits for what becomes of it.
    pub(super) fn wait<T>(&self, call: impl Future<Output = Result<Response<T>, Status>>) -> Result<T, Failure> {
        self.remote.wait(call).map_err(|no| no.of_write(&self.request_id))
    }

    /// The entry that last changed what is acted on: as the officer saw it, or as it is now, which is then shown.
    pub(super) fn last_change(
        &self,
        seen: &LastChange,
        desk: &mut Desk<'_>,
        look_up: impl FnOnce(&Remote) -> Result<u64, Failure>,
    ) -> Result<u64, Failure> {
        if let Some(seen) = seen.last_change {
            return Ok(seen);
        }
        let found = look_up(&self.remote)?;
        writeln!(desk.err, "{} {found}", desk.look.text(Text::LastChange))?;
        Ok(found)
    }

    /// Says what was recorded.
    pub(super) fn report(&self, recorded: Option<api::Recorded>, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
        self.report_with(recorded, Vec::new(), desk)
    }

    /// The same, with more to say.
    pub(super) fn report_with(
        &self,
        recorded: Option<api::Recorded>,
        more: Vec<(Text, Cell)>,
        desk: &mut Desk<'_>,
    ) -> Result<Exit, Failure> {
        let recorded = recorded.unwrap_or_default();
        let mut facts = outcome(!recorded.validated_only);
        facts.push((Text::Index, Cell::Index(recorded.index)));
        facts.push((Text::Name, text(recorded.name)));
        facts.extend(more);
        facts.extend(bound(&recorded.link, recorded.entry_count));
        facts.push((Text::RequestId, Cell::Verbatim(self.request_id.clone())));
        let view = View { facts, ..View::default() };
        desk.answer(&view, |look, out| view.write(look, out))?;
        Ok(Exit::Verified)
    }
}

/// Whether it happened, or would happen.
pub(super) fn outcome(happened: bool) -> Vec<(Text, Cell)> {
    vec![(Text::Recorded, Cell::Whether(happened)), (Text::DryRun, Cell::Whether(!happened))]
}

/// The link after the act, and how many entries it commits to.
pub(super) fn bound(link: &[u8], entry_count: u64) -> [(Text, Cell); 2] {
    let link = <[u8; 32]>::try_from(link).map(|link| Cell::Verbatim(Hash::from_bytes(link).to_string()));
    [(Text::Link, link.unwrap_or(Cell::Nothing)), (Text::EntryCount, Cell::Index(entry_count))]
}

/// A text; nothing if it is empty.
pub(super) fn text(text: String) -> Cell {
    if text.is_empty() { Cell::Nothing } else { Cell::Verbatim(text) }
}

/// A random UUID (version 4).
pub(super) fn random_id() -> Result<String, Failure> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| Failure::tool(format!("no random request id: {error}")))?;
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    Ok(uuid(bytes))
}

/// Sixteen bytes as a UUID is written.
pub(super) fn uuid(bytes: [u8; 16]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
