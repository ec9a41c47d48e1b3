//! Receipts that are there: shown, printed once more, taken back.

use crate::args::{ReissueReceipt, ReverseReceipt, ShowReceipt};
use crate::commands::asked;
use crate::commands::remote::Remote;
use crate::commands::view::{Cell, Rows, View};
use crate::commands::writing::Writing;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use crate::typed;
use ledger_core::place::Standing;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::receipt_service_client::ReceiptServiceClient;
use ledger_wire::words::{self, Text};

const STANDINGS: &[Text] = &[Text::Standing, Text::Amount];

/// Answers `receipt show`.
pub(super) fn show(asked: &ShowReceipt, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let remote = Remote::open(&asked.server, desk)?;
    let mut client = ReceiptServiceClient::new(remote.channel());
    let ask = api::GetReceiptRequest { receipt: asked.receipt };
    let answer = remote.read(client.get_receipt(remote.request(ask)))?;
    let receipt = remote.found(answer.receipt, "receipt")?;
    let balance = remote.found(answer.balance, "balance")?;
    let recorded_on = match &receipt.recorded_at {
        Some(at) => Cell::Verbatim(remote.day_of(at.seconds)?),
        None => Cell::Nothing,
    };
    let facts = vec![
        (Text::Index, Cell::Index(receipt.index)),
        (Text::ReceiptNumber, Cell::Index(receipt.receipt_number)),
        (Text::Office, Cell::Index(receipt.office)),
        (Text::Account, Cell::Index(receipt.account)),
        (Text::Fund, Cell::Index(receipt.fund)),
        (Text::Donor, Cell::Index(receipt.donor)),
        (Text::Campaign, Cell::Index(receipt.campaign)),
        (Text::Pledge, Cell::Index(receipt.pledge)),
        (Text::Channel, Cell::word(|language| words::channel(receipt.channel(), language))),
        (Text::Amount, Cell::money(receipt.amount.as_ref())),
        (Text::Fulfilled, Cell::money(receipt.fulfilled.as_ref())),
        (Text::Reversed, Cell::money(receipt.voided.as_ref())),
        (Text::BookedOn, Cell::date(receipt.booking_date.as_ref())),
        (Text::RecordedOn, recorded_on),
    ];
    let rows = standings(&balance);
    let tables = vec![Rows { name: "standings", columns: STANDINGS, rows }];
    let view = View { facts, tables, head: Some(remote.head(answer.head)?) };
    desk.answer(&view, |look, out| view.write(look, out))?;
    Ok(Exit::Verified)
}

fn standings(balance: &api::Balance) -> Vec<Vec<Cell>> {
    let rials = |standing| match standing {
        Standing::Free => balance.free,
        Standing::Allotted => balance.allotted,
        Standing::Notified => balance.notified,
        Standing::Encumbered => balance.encumbered,
        Standing::InPayment => balance.in_payment,
        Standing::Spent => balance.spent,
        Standing::Voided => balance.voided,
    };
    let row = |standing| vec![Cell::word(|language| words::standing(standing, language)), Cell::Rials(rials(standing))];
    Standing::ALL.into_iter().map(row).collect()
}

/// Answers `receipt reissue`.
pub(super) fn reissue(asked: &ReissueReceipt, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let writing = Writing::open(&asked.act, desk)?;
    let (request_id, validate_only) = writing.id();
    let copy = Some(api::ReissueReceipt { receipt: asked.receipt });
    let ask = api::ReissueReceiptRequest { request_id, validate_only, copy };
    let mut client = ReceiptServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.reissue_receipt(writing.remote.request(ask)))?;
    writing.report(answered.recorded, desk)
}

/// Answers `receipt reverse`.
pub(super) fn reverse(asked: &ReverseReceipt, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let amount = asked.amount.as_deref().map(|text| typed::amount("amount", text)).transpose()?;
    let amount = amount.map(typed::money).transpose()?;
    let writing = Writing::open(&asked.act, desk)?;
    let (request_id, validate_only) = writing.id();
    let reason = asked::reason(asked.reason).into();
    let reversal = Some(api::ReverseReceipt { receipt: asked.receipt, amount, reason });
    let ask = api::ReverseReceiptRequest { request_id, validate_only, reversal };
    let mut client = ReceiptServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.reverse_receipt(writing.remote.request(ask)))?;
    writing.report(answered.recorded, desk)
}
