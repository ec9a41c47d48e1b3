//! What is asked about receipts.

use crate::door::{Fields, Item};
use crate::proto::ledger::v1::{ExternalPayment, RecordReceipt, Restriction, ReverseReceipt};
use ledger_core::command::{Command, RecordReceipt as Receipt};
use ledger_core::event::{ExternalPayment as Payment, Restriction as Restricted};
use ledger_core::ids::{AccountId, AreaId, DonorId, OfficeId, ProgrammeId, ReceiptId};

impl Item for RecordReceipt {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { office, account, amount, source, restriction, donor, channel, payment, booking_date, value_date } =
            self;
        let office = fields.reference("office", *office, OfficeId);
        let account = fields.reference("account", *account, AccountId);
        let amount = fields.amount("amount", amount.as_ref());
        let source = fields.choice("source", *source);
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
            restriction: restriction.as_ref().map_or(Restricted { programme: None, area: None }, read_restriction),
            donor: (*donor != 0).then_some(DonorId(*donor)),
            channel: channel?,
            payment: payment?,
            booking_date: booking_date?,
            value_date: value_date?,
        }))
    }
}

fn read_restriction(restriction: &Restriction) -> Restricted {
    let Restriction { programme, area } = *restriction;
    Restricted {
        programme: (programme != 0).then_some(ProgrammeId(programme)),
        area: (area != 0).then_some(AreaId(area)),
    }
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
