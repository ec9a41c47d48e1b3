//! Amounts, days, places, ranges, balances, restrictions and documents, as messages.

use super::View;
use crate::proto::ledger::v1 as proto;
use crate::record::Choice;
use ledger_core::event::{Evidence, Restriction};
use ledger_core::ids::GrantId;
use ledger_core::money::Amount;
use ledger_core::place::Place;
use ledger_core::ranges::Range;
use ledger_core::time::{Day, Timestamp};
use ledger_core::views::Standings;

/// An amount as the API counts it: never above `i64::MAX`, which is the largest amount.
pub(super) fn count(amount: Amount) -> i64 {
    i64::try_from(amount.count()).unwrap_or(i64::MAX)
}

pub(super) fn money(view: &View<'_>, amount: Amount) -> proto::Money {
    proto::Money { amount: count(amount), unit: view.unit() }
}

pub(super) fn timestamp(at: Timestamp) -> prost_types::Timestamp {
    let seconds = at.micros().div_euclid(1_000_000);
    let nanos = i32::try_from(at.micros().rem_euclid(1_000_000)).unwrap_or(0).saturating_mul(1_000);
    prost_types::Timestamp { seconds, nanos }
}

pub(super) fn date(day: Day) -> proto::Date {
    let (year, month, day) = day.to_ymd();
    proto::Date { year, month: i32::from(month), day: i32::from(day) }
}

pub(super) const fn range(range: Range) -> proto::NumberedRange {
    proto::NumberedRange { series: range.series().0, start: range.start(), count: range.count() }
}

pub(super) fn restriction(restriction: &Restriction) -> proto::Restriction {
    let Restriction { programme, area, class, intent, spend_by } = restriction;
    proto::Restriction {
        programme: programme.map_or(0, |programme| programme.0),
        area: area.map_or(0, |area| area.0),
        class: class.map_or(0, |class| class.0),
        intent: intent.map_or(0, |intent| intent.0),
        spend_by: spend_by.map(date),
    }
}

pub(super) fn evidence(evidence: &Evidence) -> proto::Evidence {
    let Evidence { hash, custodian, keep_until } = evidence;
    proto::Evidence { sha256: hash.0.to_vec(), custodian: custodian.to_string(), keep_until: Some(date(*keep_until)) }
}

pub(super) fn balance(view: &View<'_>, standings: &Standings) -> proto::Balance {
    proto::Balance {
        free: count(standings.free),
        allotted: count(standings.allotted),
        notified: count(standings.notified),
        encumbered: count(standings.encumbered),
        in_payment: count(standings.in_payment),
        spent: count(standings.spent),
        voided: count(standings.voided),
        numbered: count(standings.numbered()),
        unit: view.unit(),
    }
}

/// A place; what a grant holds or spent came through the line that pays it.
pub(super) fn place(view: &View<'_>, place: Place) -> proto::Place {
    let line_of = |grant: GrantId| view.views.grant(grant).and_then(|row| row.line).map_or(0, |line| line.0);
    let (line, grant, receipt) = match place {
        Place::Free => (0, 0, 0),
        Place::Allotted(line) | Place::Notified(line) => (line.0, 0, 0),
        Place::Encumbered(grant) | Place::InPayment(grant) | Place::Spent(grant) => (line_of(grant), grant.0, 0),
        Place::Voided(receipt) => (0, 0, receipt.0),
    };
    proto::Place { standing: place.standing().number(), line, grant, receipt }
}
