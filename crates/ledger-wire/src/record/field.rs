//! Reading single fields of a stored entry, each with the name that it is reported under.

use super::choices::Choice;
use super::error::{BadField, FieldFault};
use ledger_core::ids::Index;
use ledger_core::money::Amount;
use ledger_core::text::{Code, Name};
use ledger_core::time::Day;

/// A reference or a count that must be there.
pub(super) fn required<T: Default + PartialEq>(field: &'static str, number: T) -> Result<T, BadField> {
    if number == T::default() { Err(BadField::new(field, FieldFault::Missing)) } else { Ok(number) }
}

/// A number that is kept in fewer bits than protobuf has for it.
pub(super) fn small<T: TryFrom<u32>>(field: &'static str, number: u32) -> Result<T, BadField> {
    T::try_from(number).map_err(|_| BadField::new(field, FieldFault::OutOfRange))
}

/// A reference that may be there.
pub(super) fn optional<T>(index: u64, id: impl FnOnce(u64) -> T) -> Option<T> {
    (index != 0).then(|| id(index))
}

/// How an optional reference is stored. Entry 0 is the book itself, so nothing else can have the index 0.
pub(super) fn stored(reference: Option<u64>) -> u64 {
    assert!(reference != Some(0), "a reference to entry 0 cannot be told from none");
    reference.unwrap_or(0)
}

pub(super) fn fixed<const N: usize>(field: &'static str, bytes: &[u8]) -> Result<[u8; N], BadField> {
    let size = FieldFault::Size { expected: N, found: bytes.len() };
    <[u8; N]>::try_from(bytes).map_err(|_| BadField::new(field, size))
}

pub(super) fn code(field: &'static str, text: &str) -> Result<Code, BadField> {
    Code::new(text).map_err(|fault| BadField::new(field, FieldFault::Text(fault)))
}

pub(super) fn name(field: &'static str, text: &str) -> Result<Name, BadField> {
    Name::new(text).map_err(|fault| BadField::new(field, FieldFault::Text(fault)))
}

pub(super) fn amount(field: &'static str, count: u64) -> Result<Amount, BadField> {
    Amount::new(count).ok_or(BadField::new(field, FieldFault::OutOfRange))
}

pub(super) const fn day(epoch_days: i32) -> Day {
    Day::from_epoch_days(epoch_days)
}

pub(super) fn choice<T: Choice>(field: &'static str, number: i32) -> Result<T, BadField> {
    match T::of(number) {
        Some(choice) => Ok(choice),
        None if number == 0 => Err(BadField::new(field, FieldFault::Missing)),
        None => Err(BadField::new(field, FieldFault::UnknownNumber { number: i64::from(number) })),
    }
}

/// The index of the entry that last changed an object, as whoever acts on it saw it.
pub(super) fn seen(last_change: u64) -> Result<Index, BadField> {
    required("last_change", last_change).map(Index)
}

/// A message that must be there.
pub(super) fn message<M, T>(field: &'static str, message: Option<M>) -> Result<T, BadField>
where
    T: TryFrom<M, Error = BadField>,
{
    message.ok_or(BadField::new(field, FieldFault::Missing)).and_then(T::try_from)
}
