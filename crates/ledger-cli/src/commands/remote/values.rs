//! What a server sends, as the words of the core: nothing is taken that the core could not say.

use crate::commands::head::HeadUsed;
use crate::failure::Failure;
use crate::show::local_day;
use ledger_core::ids::{GrantId, Index, LineId, ReceiptId, SeriesId};
use ledger_core::money::Amount;
use ledger_core::place::{Place, Standing};
use ledger_core::ranges::Range;
use ledger_core::time::Timestamp;
use ledger_core::views::{Row, Standings, What};
use ledger_log::Hash;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::record::v1 as record;

/// The server sent what no server of this version sends.
pub(super) fn nonsense(what: &str) -> Failure {
    Failure::tool(format!("the server's answer has no sound {what}"))
}

/// A head, its day so many minutes ahead of UTC.
pub(super) fn head(head: Option<api::Head>, utc_offset_minutes: i16) -> Result<HeadUsed, Failure> {
    let head = head.ok_or_else(|| nonsense("head"))?;
    let recorded_on = match head.recorded_at {
        Some(at) => Some(local_day(Timestamp::from_micros(micros(at.seconds, at.nanos)?), utc_offset_minutes)),
        None => None,
    };
    let link = if head.link.is_empty() { "not stated".to_owned() } else { hash(&head.link, "link")?.to_string() };
    Ok(HeadUsed { size: head.entry_count, link, recorded_on })
}

pub(super) fn hash(bytes: &[u8], what: &str) -> Result<Hash, Failure> {
    <[u8; 32]>::try_from(bytes).map(Hash::from_bytes).map_err(|_| nonsense(what))
}

pub(super) fn amount(count: i64) -> Result<Amount, Failure> {
    u64::try_from(count).ok().and_then(Amount::new).ok_or_else(|| nonsense("amount"))
}

pub(super) fn standings(balance: &api::Balance) -> Result<Standings, Failure> {
    let sums = Standings {
        free: amount(balance.free)?,
        allotted: amount(balance.allotted)?,
        notified: amount(balance.notified)?,
        encumbered: amount(balance.encumbered)?,
        in_payment: amount(balance.in_payment)?,
        spent: amount(balance.spent)?,
        voided: amount(balance.voided)?,
    };
    // The server states the sum; a sum that is none is not passed on.
    if sums.numbered() == amount(balance.numbered)? { Ok(sums) } else { Err(nonsense("sum")) }
}

pub(super) fn range(range: Option<api::NumberedRange>) -> Result<Range, Failure> {
    let sound = range.and_then(|range| Range::new(SeriesId(range.series), range.start, range.count));
    sound.ok_or_else(|| nonsense("range"))
}

pub(super) fn place(place: &api::Place) -> Result<Place, Failure> {
    let standing = record::Standing::try_from(place.standing).ok().and_then(standing);
    Ok(match standing.ok_or_else(|| nonsense("place"))? {
        Standing::Free => Place::Free,
        Standing::Allotted => Place::Allotted(LineId(place.line)),
        Standing::Notified => Place::Notified(LineId(place.line)),
        Standing::Encumbered => Place::Encumbered(GrantId(place.grant)),
        Standing::InPayment => Place::InPayment(GrantId(place.grant)),
        Standing::Spent => Place::Spent(GrantId(place.grant)),
        Standing::Voided => Place::Voided(ReceiptId(place.receipt)),
    })
}

const fn standing(standing: record::Standing) -> Option<Standing> {
    match standing {
        record::Standing::Free => Some(Standing::Free),
        record::Standing::Allotted => Some(Standing::Allotted),
        record::Standing::Notified => Some(Standing::Notified),
        record::Standing::Encumbered => Some(Standing::Encumbered),
        record::Standing::InPayment => Some(Standing::InPayment),
        record::Standing::Spent => Some(Standing::Spent),
        record::Standing::Voided => Some(Standing::Voided),
        record::Standing::Unspecified => None,
    }
}

pub(super) fn row(row: &api::StatementRow) -> Result<Row, Failure> {
    let at = row.recorded_at.ok_or_else(|| nonsense("time"))?;
    let event = api::StatementEvent::try_from(row.event).ok().and_then(what);
    Ok(Row {
        index: Index(row.index),
        recorded_at: Timestamp::from_micros(micros(at.seconds, at.nanos)?),
        what: event.ok_or_else(|| nonsense("event"))?,
        amount: amount(row.amount)?,
        amount_in: amount(row.amount_in)?,
        amount_out: amount(row.amount_out)?,
        from: row.origin.as_ref().map(place).transpose()?,
        to: row.destination.as_ref().map(place).transpose()?,
    })
}

pub(super) const fn what(event: api::StatementEvent) -> Option<What> {
    match event {
        api::StatementEvent::Unspecified => None,
        api::StatementEvent::Received => Some(What::Received),
        api::StatementEvent::Reversed => Some(What::Reversed),
        api::StatementEvent::Allotted => Some(What::Allotted),
        api::StatementEvent::Notified => Some(What::Notified),
        api::StatementEvent::GrantApplied => Some(What::GrantApplied),
        api::StatementEvent::GrantDecided => Some(What::GrantDecided),
        api::StatementEvent::CreditSecured => Some(What::CreditSecured),
        api::StatementEvent::GrantAwarded => Some(What::GrantAwarded),
        api::StatementEvent::GrantVerified => Some(What::GrantVerified),
        api::StatementEvent::PaymentOrdered => Some(What::PaymentOrdered),
        api::StatementEvent::PaymentSettled => Some(What::PaymentSettled),
        api::StatementEvent::PaymentReturned => Some(What::PaymentReturned),
        api::StatementEvent::GrantCancelled => Some(What::GrantCancelled),
        api::StatementEvent::Recalled => Some(What::Recalled),
        api::StatementEvent::ApprovalGiven => Some(What::ApprovalGiven),
        api::StatementEvent::PayeeRenewed => Some(What::PayeeRenewed),
        api::StatementEvent::KitReserved => Some(What::KitReserved),
        api::StatementEvent::HandedOver => Some(What::HandedOver),
    }
}

fn micros(seconds: i64, nanos: i32) -> Result<i64, Failure> {
    let whole = seconds.checked_mul(1_000_000).and_then(|micros| micros.checked_add(i64::from(nanos / 1_000)));
    whole.ok_or_else(|| nonsense("time"))
}
