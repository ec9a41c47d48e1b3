//! The head that an answer reflects; printed with every answer.

use crate::show::Look;
use ledger_wire::words::{self, Text};
use serde::Serialize;
use std::io::{self, Write};

/// The head that an answer reflects.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct HeadUsed {
    /// How many entries.
    pub(crate) size: u64,
    /// The link after the last of them.
    pub(crate) link: String,
    /// The day of the last of them, in both calendars.
    pub(crate) recorded_on: Option<String>,
}

impl HeadUsed {
    pub(crate) fn write(&self, look: &Look, out: &mut dyn Write) -> io::Result<()> {
        let day = self.recorded_on.as_deref().unwrap_or(look.text(Text::NoDay));
        let Self { size, link, .. } = self;
        if look.plain {
            return writeln!(out, "head\t{size}\t{link}\t{day}");
        }
        writeln!(out, "\n{}", words::at_head(*size, link, day, look.language()))
    }
}
