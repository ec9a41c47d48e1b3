//! What is asked about allotments.

use crate::door::{Fields, Item};
use crate::proto::ledger::v1::{
    Allot, AllotmentItem, FromFund, FromFunds, FromParentLine, NotifyAllotment, allot, allotment_item,
};
use ledger_core::command::{Allot as Allotment, AllotmentOrigin, Command};
use ledger_core::ids::{AllotmentId, FundId, Index, OfficeId, ProgrammeId};

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

impl Item for AllotmentItem {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        use allotment_item::Command as Asked;
        let Self { command } = self;
        match command {
            Some(Asked::Allotment(item)) => item.read(&mut fields.inside("allotment")),
            Some(Asked::Notification(item)) => item.read(&mut fields.inside("notification")),
            None => fields.wrong_itself(&"asks for nothing"),
        }
    }
}
