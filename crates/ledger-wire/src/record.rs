//! The stored record: one entry of the book as bytes, and back.
//!
//! The bytes are canonical protobuf, stored and hashed as they are; `docs/format/record.md` is the normative
//! description. Decoding is strict: what [`decode`] accepts, [`encode_into`] writes again byte for byte. This
//! module knows what an entry says and never whether it may say so: that is for the core's `check`.

mod allotments;
mod book;
mod campaigns;
mod choices;
mod decode;
mod encode;
mod error;
mod events;
mod field;
mod goods;
mod grants;
mod lists;
mod payees;
mod pledges;
mod policies;
mod ranges;
mod receipts;
mod refused;
mod registry;
#[cfg(test)]
mod tests;

pub use decode::{Decoded, decode};
pub use encode::{Blind, encode_into};
pub use error::{BadField, FieldFault, RecordError};
pub use events::event_name;

pub(crate) use choices::Choice;

/// The version of the encoding that this module writes and reads.
pub const FORMAT: u32 = 1;

/// The newest ruleset whose events this module knows. What it cannot read in an entry of a newer one is not
/// damage.
pub const NEWEST_RULESET: u32 = ledger_core::RULESET;
