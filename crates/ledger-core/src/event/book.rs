//! The book itself: its opening, its rulesets, its clock.

use crate::ids::{BookId, PersonToken, PublicKey};
use crate::text::{Code, Name};
use crate::time::Timestamp;

/// How a book tells the time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clock {
    /// From the machine.
    System,
    /// From its own `ClockAdvanced` entries: demonstrations and tests.
    Scripted,
}

/// Entry 0: what the book is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BookOpened {
    /// The book's random name; also the start of its chain.
    pub book: BookId,
    /// The log's name in checkpoints.
    pub origin: Name,
    /// The key that signs checkpoints.
    pub log_key: PublicKey,
    /// The key, kept offline, that certifies the next log key.
    pub root_key: PublicKey,
    /// The unit of every amount, for example `IRR`.
    pub unit: Code,
    /// Minutes that local time is ahead of UTC.
    pub utc_offset_minutes: i16,
    /// The person tokens of the first two administrators, admitted by entries 1 and 2.
    pub first_administrators: [PersonToken; 2],
    /// How the book tells the time.
    pub clock: Clock,
    /// Whether it is a demonstration.
    pub demo: bool,
}

/// See [`Event::RulesetAdopted`](super::Event::RulesetAdopted).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RulesetAdopted {
    /// The new ruleset; larger than the one before.
    pub ruleset: u32,
}

/// See [`Event::ClockAdvanced`](super::Event::ClockAdvanced).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClockAdvanced {
    /// The time from here on.
    pub to: Timestamp,
}
