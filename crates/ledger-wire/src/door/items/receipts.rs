//! What is asked about receipts.

use crate::door::fields::optional;
use crate::door::{Fields, Item};
use crate::proto::ledger::v1::{ExternalPayment, RecordReceipt, ReissueReceipt, Restriction, ReverseReceipt};
use ledger_core::command::{Command, RecordReceipt as Receipt};
use ledger_core::event::{ExternalPayment as Payment, Restriction as Restricted};
use ledger_core::ids::{AccountId, AreaId, CampaignId, ClassId, DonorId, OfficeId, PledgeId, ProgrammeId, ReceiptId};

impl Item for RecordReceipt {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self {
            office,
            account,
            amount,
            source,
            restriction,
            donor,
            channel,
            payment,
            booking_date,
            value_date,
            campaign,
            pledge,
        } = self;
        let office = fields.reference("office", *office, OfficeId);
        let account = fields.reference("account", *account, AccountId);
        let amount = fields.amount("amount", amount.as_ref());
        let source = fields.choice("source", *source);
        let restriction = read_restriction(fields, "restriction", restriction.as_ref());
        let channel = fields.choice("channel", *channel);
        let payment = match payment {
            Some(payment) => read_payment(&mut fields.inside("payment"), payment).map(Some),
            None => Some(None),
        };
        let booking_date = fields.optional_day("booking_date", booking_date.as_ref());
        let value_date = fields.optional_day("value_date", value_date.as_ref());
        Some(Command::RecordReceipt(Receipt {
            office: office?,
            account: account?,
            amount: amount?,
            source: source?,
            restriction: restriction?,
            donor: optional(*donor, DonorId),
            channel: channel?,
            payment: payment?,
            booking_date: booking_date?,
            value_date: value_date?,
            campaign: optional(*campaign, CampaignId),
            pledge: optional(*pledge, PledgeId),
        }))
    }
}

/// What a donor wants, or a campaign is for; unset is nothing in particular.
pub(super) fn read_restriction(
    fields: &mut Fields<'_>,
    field: &'static str,
    restriction: Option<&Restriction>,
) -> Option<Restricted> {
    let Some(Restriction { programme, area, class, intent, spend_by }) = restriction else {
        return Some(Restricted::default());
    };
    let spend_by = fields.inside(field).optional_day("spend_by", spend_by.as_ref());
    Some(Restricted {
        programme: optional(*programme, ProgrammeId),
        area: optional(*area, AreaId),
        class: optional(*class, ClassId),
        intent: optional(*intent, ClassId),
        spend_by: spend_by?,
    })
}

fn read_payment(fields: &mut Fields<'_>, payment: &ExternalPayment) -> Option<Payment> {
    let ExternalPayment { terminal, settlement_date, reference } = payment;
    let terminal = fields.code("terminal", terminal);
    let settlement_date = fields.day("settlement_date", settlement_date.as_ref());
    let reference = fields.code("reference", reference);
    Some(Payment { terminal: terminal?, settlement_date: settlement_date?, reference: reference? })
}

impl Item for ReverseReceipt {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { receipt, amount, reason } = self;
        let receipt = fields.reference("receipt", *receipt, ReceiptId);
        let amount = fields.optional_amount("amount", amount.as_ref());
        let reason = fields.choice("reason", *reason);
        Some(Command::ReverseReceipt { receipt: receipt?, amount: amount?, reason: reason? })
    }
}

impl Item for ReissueReceipt {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { receipt } = self;
        let receipt = fields.reference("receipt", *receipt, ReceiptId)?;
        Some(Command::ReissueReceipt { receipt })
    }
}
