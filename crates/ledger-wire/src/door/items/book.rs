//! What is asked about the book itself.

use crate::door::{Fields, Item};
use crate::proto::ledger::v1::AdvanceClock;
use ledger_core::command::Command;
use ledger_core::event::ClockAdvanced;

impl Item for AdvanceClock {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { to } = self;
        let to = fields.instant("to", *to)?;
        Some(Command::AdvanceClock(ClockAdvanced { to }))
    }
}
