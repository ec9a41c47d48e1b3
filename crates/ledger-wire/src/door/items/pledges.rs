//! What is asked about pledges. A count without what it is a count of is never read: a pledge is of money or of units,
//! and every part of it says which.

use super::receipts::read_restriction;
use crate::door::fields::optional;
use crate::door::{Fields, Item};
use crate::proto::ledger::v1::{
    AmendPledge, CancelPledge, Instalment, PledgeItem, RecordPledge, WriteOffPledge, instalment, pledge_item,
    write_off_pledge,
};
use ledger_core::command::{Command, Pledged, RecordPledge as Pledge};
use ledger_core::event::{Instalment as Part, MOST_INSTALMENTS};
use ledger_core::ids::{CampaignId, DonorId, Index, ItemId, OfficeId, PledgeId};
use ledger_core::money::Amount;

impl Item for RecordPledge {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { office, donor, source, restriction, item, instalments, campaign, booking_date } = self;
        let office = fields.reference("office", *office, OfficeId);
        let source = fields.choice("source", *source);
        let restriction = read_restriction(fields, "restriction", restriction.as_ref());
        let pledged = optional(*item, ItemId).map_or(Pledged::Money, Pledged::Goods);
        let instalments = read_instalments(fields, instalments, Some(matches!(pledged, Pledged::Goods(_))));
        let booking_date = fields.optional_day("booking_date", booking_date.as_ref());
        Some(Command::RecordPledge(Pledge {
            office: office?,
            donor: optional(*donor, DonorId),
            source: source?,
            restriction: restriction?,
            pledged,
            instalments: instalments?,
            campaign: optional(*campaign, CampaignId),
            booking_date: booking_date?,
        }))
    }
}

/// `of_goods` says what the pledge is of; of one that is not there, nobody knows, and the rules will say so.
fn read_instalments(fields: &mut Fields<'_>, parts: &[Instalment], of_goods: Option<bool>) -> Option<Vec<Part>> {
    fields.counted("instalments", parts.len(), MOST_INSTALMENTS)?;
    let mut read = Vec::with_capacity(parts.len());
    for (position, part) in parts.iter().enumerate() {
        read.extend(read_instalment(&mut fields.element("instalments", position), part, of_goods));
    }
    (read.len() == parts.len()).then_some(read)
}

fn read_instalment(fields: &mut Fields<'_>, part: &Instalment, of_goods: Option<bool>) -> Option<Part> {
    use instalment::Promised;
    let Instalment { due, promised } = part;
    let due = fields.day("due", due.as_ref());
    let count = match promised {
        Some(Promised::Amount(_)) if of_goods == Some(true) => {
            fields.wrong("amount", &"is money, and goods are pledged")
        }
        Some(Promised::Units(_)) if of_goods == Some(false) => {
            fields.wrong("units", &"are goods, and money is pledged")
        }
        Some(Promised::Amount(money)) => fields.amount("amount", Some(money)),
        Some(Promised::Units(units)) => fields.units("units", *units),
        None => fields.wrong("promised", &"is required: amount or units"),
    };
    Some(Part { due: due?, count: count? })
}

/// A pledge that is changed, and what the caller saw of it.
fn seen(fields: &mut Fields<'_>, pledge: u64, last_change: u64) -> Option<(PledgeId, Index)> {
    let pledge = fields.reference("pledge", pledge, PledgeId);
    let last_change = fields.reference("last_change", last_change, Index);
    pledge.zip(last_change)
}

impl Item for AmendPledge {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { pledge, last_change, instalments } = self;
        let seen = seen(fields, *pledge, *last_change);
        let of_goods = fields.facts().is_of_goods(PledgeId(*pledge));
        let instalments = read_instalments(fields, instalments, of_goods);
        let (pledge, last_change) = seen?;
        Some(Command::AmendPledge { pledge, last_change, instalments: instalments? })
    }
}

impl Item for CancelPledge {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { pledge, last_change, reason } = self;
        let seen = seen(fields, *pledge, *last_change);
        let reason = fields.choice("reason", *reason);
        let (pledge, last_change) = seen?;
        Some(Command::CancelPledge { pledge, last_change, reason: reason? })
    }
}

impl Item for WriteOffPledge {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { pledge, last_change, given_up, reason } = self;
        let seen = seen(fields, *pledge, *last_change);
        let of_goods = fields.facts().is_of_goods(PledgeId(*pledge));
        let count = read_given_up(fields, given_up.as_ref(), of_goods);
        let reason = fields.choice("reason", *reason);
        let (pledge, last_change) = seen?;
        Some(Command::WriteOffPledge { pledge, last_change, count: count?, reason: reason? })
    }
}

/// How much is given up; unset is all that is open.
fn read_given_up(
    fields: &mut Fields<'_>,
    given_up: Option<&write_off_pledge::GivenUp>,
    of_goods: Option<bool>,
) -> Option<Option<Amount>> {
    use write_off_pledge::GivenUp;
    match given_up {
        None => Some(None),
        Some(GivenUp::Amount(_)) if of_goods == Some(true) => {
            fields.wrong("amount", &"is money, and goods are pledged")
        }
        Some(GivenUp::Units(_)) if of_goods == Some(false) => fields.wrong("units", &"are goods, and money is pledged"),
        Some(GivenUp::Amount(money)) => fields.amount("amount", Some(money)).map(Some),
        Some(GivenUp::Units(units)) => fields.units("units", *units).map(Some),
    }
}

impl Item for PledgeItem {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        use pledge_item::Command as Asked;
        let Self { command } = self;
        match command {
            Some(Asked::Pledge(item)) => item.read(&mut fields.inside("pledge")),
            Some(Asked::Amendment(item)) => item.read(&mut fields.inside("amendment")),
            Some(Asked::Cancellation(item)) => item.read(&mut fields.inside("cancellation")),
            Some(Asked::WriteOff(item)) => item.read(&mut fields.inside("write_off")),
            None => fields.wrong_itself(&"asks for nothing"),
        }
    }
}
