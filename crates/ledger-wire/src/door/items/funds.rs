//! What is asked about allotments and earmarks.

use super::registry::read_decision;
use crate::door::fields::optional;
use crate::door::{Fields, Item};
use crate::proto::ledger::v1::{
    Allot, AllotmentItem, FromFund, FromFunds, FromParentLine, LiftEarmark, NotifyAllotment, PlaceEarmark,
    RecallAllotment, allot, allotment_item,
};
use ledger_core::command::{Allot as Allotment, AllotmentOrigin, Command, Recall};
use ledger_core::event::{EarmarkLifted, EarmarkPlaced};
use ledger_core::ids::{AllotmentId, AreaId, EarmarkId, FundId, Index, OfficeId, ProgrammeId};

impl Item for Allot {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { office, programme, year, amount, origin } = self;
        let office = fields.reference("office", *office, OfficeId);
        let programme = fields.reference("programme", *programme, ProgrammeId);
        let year = fields.fiscal_year("year", *year);
        let amount = fields.amount("amount", amount.as_ref());
        let origin = read_origin(fields, origin.as_ref());
        Some(Command::Allot(Allotment {
            office: office?,
            programme: programme?,
            year: year?,
            amount: amount?,
            origin: origin?,
        }))
    }
}

fn read_origin(fields: &mut Fields<'_>, origin: Option<&allot::Origin>) -> Option<AllotmentOrigin> {
    match origin {
        Some(allot::Origin::Funds(FromFunds {})) => Some(AllotmentOrigin::Funds),
        Some(allot::Origin::Fund(FromFund { fund })) => {
            fields.inside("fund").reference("fund", *fund, FundId).map(AllotmentOrigin::Fund)
        }
        Some(allot::Origin::ParentLine(FromParentLine { office })) => {
            let office = fields.inside("parent_line").reference("office", *office, OfficeId)?;
            Some(AllotmentOrigin::ParentLine { office })
        }
        None => fields.wrong("origin", &"is required: funds, fund or parent_line"),
    }
}

impl Item for NotifyAllotment {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { allotment, last_change } = self;
        let allotment = fields.reference("allotment", *allotment, AllotmentId);
        let last_change = fields.reference("last_change", *last_change, Index);
        Some(Command::NotifyAllotment { allotment: allotment?, last_change: last_change? })
    }
}

impl Item for RecallAllotment {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { office, programme, year, amount, parent } = self;
        let office = fields.reference("office", *office, OfficeId);
        let programme = fields.reference("programme", *programme, ProgrammeId);
        let year = fields.fiscal_year("year", *year);
        let amount = fields.amount("amount", amount.as_ref());
        Some(Command::RecallAllotment(Recall {
            office: office?,
            programme: programme?,
            year: year?,
            amount: amount?,
            parent: optional(*parent, OfficeId),
        }))
    }
}

impl Item for PlaceEarmark {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { fund, programme, area, decision } = self;
        let fund = fields.reference("fund", *fund, FundId);
        let decision = read_decision(fields, "decision", decision.as_ref());
        let (programme, area) = (optional(*programme, ProgrammeId), optional(*area, AreaId));
        Some(Command::PlaceEarmark(EarmarkPlaced { fund: fund?, programme, area, decision: decision? }))
    }
}

impl Item for LiftEarmark {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { earmark, decision } = self;
        let earmark = fields.reference("earmark", *earmark, EarmarkId);
        let decision = read_decision(fields, "decision", decision.as_ref());
        Some(Command::LiftEarmark(EarmarkLifted { earmark: earmark?, decision: decision? }))
    }
}

impl Item for AllotmentItem {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        use allotment_item::Command as Asked;
        let Self { command } = self;
        match command {
            Some(Asked::Allotment(item)) => item.read(&mut fields.inside("allotment")),
            Some(Asked::Notification(item)) => item.read(&mut fields.inside("notification")),
            Some(Asked::Recall(item)) => item.read(&mut fields.inside("recall")),
            Some(Asked::Earmark(item)) => item.read(&mut fields.inside("earmark")),
            Some(Asked::EarmarkLifting(item)) => item.read(&mut fields.inside("earmark_lifting")),
            None => fields.wrong_itself(&"asks for nothing"),
        }
    }
}
