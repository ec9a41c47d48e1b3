//! Receipts.

use super::page::Page;
use super::registry::{after, key};
use super::{ReadError, View, money};
use crate::proto::ledger::v1 as proto;
use crate::record::Choice;
use ledger_core::ids::{DonorId, OfficeId, ReceiptId};
use ledger_core::views::{Object, Receipt, Standings};

/// `GetReceipt`.
///
/// # Errors
/// [`ReadError::NotFound`].
pub fn receipt(view: View<'_>, ask: proto::GetReceiptRequest) -> Result<proto::GetReceiptResponse, ReadError> {
    let proto::GetReceiptRequest { receipt } = ask;
    let not_found = ReadError::NotFound { what: "receipt", index: receipt };
    let row = view.views.receipt(ReceiptId(receipt)).ok_or(not_found)?;
    let standings = standings(&view, &row);
    Ok(proto::GetReceiptResponse {
        receipt: Some(message(&view, &row)),
        balance: Some(money::balance(&view, &standings)),
        head: Some(view.head()),
    })
}

fn standings(view: &View<'_>, row: &Receipt) -> Standings {
    view.views.balance(Object::Receipt(row.id)).unwrap_or_default()
}

fn message(view: &View<'_>, row: &Receipt) -> proto::Receipt {
    let amount = ledger_core::money::Amount::new(row.numbers.count()).unwrap_or_default();
    let fulfilled = view.views.fulfilment_of(row.id);
    let series = view.views.partition().series(row.numbers.series());
    proto::Receipt {
        index: row.id.0,
        office: row.office.0,
        receipt_number: row.receipt_number,
        amount: Some(money::money(view, amount)),
        voided: Some(money::money(view, standings(view, row).voided)),
        channel: row.channel.number(),
        donor: row.donor.map_or(0, |donor| donor.0),
        booking_date: Some(money::date(row.booking_date)),
        recorded_at: Some(money::timestamp(row.recorded_at)),
        numbers: Some(money::range(row.numbers)),
        fund: series.map_or(0, |series| series.fund.0),
        account: series.map_or(0, |series| series.account.0),
        campaign: view.views.campaign_of(row.id).map_or(0, |campaign| campaign.0),
        pledge: fulfilled.map_or(0, |part| part.pledge.0),
        fulfilled: fulfilled.map(|part| money::money(view, part.count)),
    }
}

/// `ListReceipts`, all or those of an office or a donor.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn receipts(view: View<'_>, ask: proto::ListReceiptsRequest) -> Result<proto::ListReceiptsResponse, ReadError> {
    let proto::ListReceiptsRequest { page_size, page_token, office, donor } = ask;
    let page = Page::new("ListReceipts", &[office, donor], page_size, &page_token)?;
    let from = after(page.after, ReceiptId);
    let found: Box<dyn Iterator<Item = Receipt>> = match (office, donor) {
        (0, 0) => Box::new(view.views.receipts(from)),
        (office, 0) => Box::new(view.views.receipts_of_office(OfficeId(office), from)),
        (0, donor) => Box::new(view.views.receipts_of_donor(DonorId(donor), from)),
        (office, donor) => Box::new(
            view.views.receipts_of_donor(DonorId(donor), from).filter(move |row| row.office == OfficeId(office)),
        ),
    };
    let (rows, next_page_token) = page.cut(found, |row| key(row.id.0));
    let receipts = rows.into_iter().map(|row| message(&view, &row)).collect();
    Ok(proto::ListReceiptsResponse { receipts, next_page_token, head: Some(view.head()) })
}
