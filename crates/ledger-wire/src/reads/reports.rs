//! Totals, the trial balance, and the book itself.

use super::page::Page;
use super::{ReadError, View, money};
use crate::proto::ledger::v1 as proto;
use crate::record::Choice;
use ledger_core::ids::AreaId;
use ledger_core::postings::{Layer, LedgerAccount};
use ledger_core::views::{Standings, TrialRow};

/// `GetTotals`.
///
/// # Errors
/// None.
pub fn totals(view: View<'_>, ask: proto::GetTotalsRequest) -> Result<proto::GetTotalsResponse, ReadError> {
    let proto::GetTotalsRequest {} = ask;
    let fund = |(fund, standings): (ledger_core::ids::FundId, Standings)| proto::FundTotal {
        fund: fund.0,
        balance: Some(money::balance(&view, &standings)),
    };
    let province = |(area, standings): (Option<AreaId>, Standings)| proto::ProvinceTotal {
        area: area.map_or(0, |area| area.0),
        balance: Some(money::balance(&view, &standings)),
    };
    Ok(proto::GetTotalsResponse {
        overall: Some(money::balance(&view, &view.views.totals())),
        funds: view.views.totals_by_fund().map(fund).collect(),
        given_for: view.views.totals_by_given_province().into_iter().map(province).collect(),
        held_in: view.views.totals_by_office_province().into_iter().map(province).collect(),
        programmes: view
            .views
            .totals_by_programme()
            .into_iter()
            .map(|(programme, standings)| proto::ProgrammeTotal {
                programme: programme.0,
                balance: Some(money::balance(&view, &standings)),
            })
            .collect(),
        head: Some(view.head()),
    })
}

/// `GetTrialBalance`.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn trial_balance(
    view: View<'_>,
    ask: proto::GetTrialBalanceRequest,
) -> Result<proto::GetTrialBalanceResponse, ReadError> {
    let proto::GetTrialBalanceRequest { page_size, page_token } = ask;
    let page = Page::new("GetTrialBalance", &[], page_size, &page_token)?;
    let skip = page.after.map_or(0, |[position, _, _]| usize::try_from(position).unwrap_or(usize::MAX));
    let found = (1_u64..).zip(view.views.trial_balance()).skip(skip);
    let (rows, next_page_token) = page.cut(found, |(position, _)| [*position, 0, 0]);
    let rows = rows.into_iter().map(|(_, row)| trial_row(&row)).collect();
    Ok(proto::GetTrialBalanceResponse { rows, next_page_token, head: Some(view.head()) })
}

fn trial_row(row: &TrialRow) -> proto::TrialBalanceRow {
    let layer = match row.layer {
        Layer::Promised => proto::Layer::Promised,
        Layer::Actual => proto::Layer::Actual,
        Layer::Budget => proto::Layer::Budget,
        Layer::Memo => proto::Layer::Memo,
        Layer::Quantity => proto::Layer::Quantity,
    };
    let (account, object) = account(row.account);
    proto::TrialBalanceRow {
        layer: i32::from(layer),
        account: i32::from(account),
        object,
        fund: row.fund.0,
        // A balance is at most what was numbered, which an i64 holds.
        balance: i64::try_from(row.balance).unwrap_or(if row.balance < 0 { i64::MIN } else { i64::MAX }),
    }
}

const fn account(account: LedgerAccount) -> (proto::LedgerAccount, u64) {
    match account {
        LedgerAccount::Bank(account) => (proto::LedgerAccount::Bank, account.0),
        LedgerAccount::Contributions { restricted: true } => (proto::LedgerAccount::ContributionsRestricted, 0),
        LedgerAccount::Contributions { restricted: false } => (proto::LedgerAccount::ContributionsUnrestricted, 0),
        LedgerAccount::Released { restricted: true } => (proto::LedgerAccount::ReleasedRestricted, 0),
        LedgerAccount::Released { restricted: false } => (proto::LedgerAccount::ReleasedUnrestricted, 0),
        LedgerAccount::AidExpense => (proto::LedgerAccount::AidExpense, 0),
        LedgerAccount::GrantsPayable => (proto::LedgerAccount::GrantsPayable, 0),
        LedgerAccount::ReturnedGrantsPayable => (proto::LedgerAccount::ReturnedGrantsPayable, 0),
        LedgerAccount::PaymentsInTransit => (proto::LedgerAccount::PaymentsInTransit, 0),
        LedgerAccount::BudgetUnallotted => (proto::LedgerAccount::BudgetUnallotted, 0),
        LedgerAccount::LineAllotted(line) => (proto::LedgerAccount::LineAllotted, line.0),
        LedgerAccount::LineNotified(line) => (proto::LedgerAccount::LineNotified, line.0),
        LedgerAccount::Encumbered(grant) => (proto::LedgerAccount::Encumbered, grant.0),
        LedgerAccount::BudgetUsed(line) => (proto::LedgerAccount::BudgetUsed, line.0),
        LedgerAccount::PledgesOutstanding => (proto::LedgerAccount::PledgesOutstanding, 0),
        LedgerAccount::Promised => (proto::LedgerAccount::Promised, 0),
        LedgerAccount::Inventory(store) => (proto::LedgerAccount::Inventory, store.0),
        LedgerAccount::ContributedGoods { restricted: true } => (proto::LedgerAccount::ContributedGoodsRestricted, 0),
        LedgerAccount::ContributedGoods { restricted: false } => {
            (proto::LedgerAccount::ContributedGoodsUnrestricted, 0)
        }
    }
}

/// `GetBook`.
///
/// # Errors
/// [`ReadError::NotFound`] before the book's opening.
pub fn book(view: View<'_>, ask: proto::GetBookRequest) -> Result<proto::GetBookResponse, ReadError> {
    let proto::GetBookRequest {} = ask;
    let book = view.views.book().ok_or(ReadError::NotFound { what: "book", index: 0 })?;
    let id: String = book.book.0.iter().map(|byte| format!("{byte:02x}")).collect();
    let message = proto::Book {
        name: format!("books/{id}"),
        origin: book.origin.to_string(),
        unit: book.unit.to_string(),
        utc_offset_minutes: i32::from(book.utc_offset_minutes),
        clock: book.clock.number(),
        demo: book.demo,
        ruleset: view.views.ruleset(),
        log_key: book.log_key.0.to_vec(),
        root_key: book.root_key.0.to_vec(),
    };
    Ok(proto::GetBookResponse { book: Some(message), head: Some(view.head()) })
}
