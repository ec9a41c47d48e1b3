//! The head that an answer reflects; printed with every answer.

use crate::show::Look;
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
        let day = self.recorded_on.as_deref().unwrap_or("no day");
        if look.plain {
            return writeln!(out, "head\t{}\t{}\t{day}", self.size, self.link);
        }
        writeln!(out, "\nat head {}, link {}, {day}", self.size, self.link)
    }
}
