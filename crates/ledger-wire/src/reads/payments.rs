//! The payments of a list, opened for the file to the bank. Each name and account is compared with the commitments that
//! the approval binds before it leaves; what does not agree is no payment.

use super::lists::{found, lines};
use super::{ReadError, View, money};
use crate::door::{ACCOUNT, NAME, Opened, TokenKeys};
use crate::identifiers::Sheba;
use crate::proto::ledger::v1 as proto;
use ledger_core::ids::{Commitment, OfficeId, PayeeId, PrincipalId};
use ledger_core::money::Amount;
use ledger_core::rejection::Rejection;
use ledger_core::views::{Payee, Stage};

/// `GetPaymentFile`, for a caller whose office covers the list's. `open` asks the vault what opens a commitment: `None`
/// if it has nothing for it.
///
/// # Errors
/// [`ReadError`]; `PAYEE_CHANGED` if the vault has nothing, or something else, for a payment that is on its way.
pub fn payment_file(
    view: View<'_>,
    caller: PrincipalId,
    ask: proto::GetPaymentFileRequest,
    tokens: &TokenKeys,
    mut open: impl FnMut(&Commitment) -> Result<Option<Opened>, ReadError>,
) -> Result<proto::GetPaymentFileResponse, ReadError> {
    let proto::GetPaymentFileRequest { list } = ask;
    let list = found(&view, list)?;
    if !covers(&view, caller, list.office) {
        return Err(ReadError::Refused(Rejection::OutOfScope { office: list.office.0 }));
    }
    let mut rows = Vec::new();
    let mut total = Amount::ZERO;
    for (line, id, grant) in lines(&view, list).filter(|(_, _, grant)| grant.stage == Stage::Ordered) {
        let (name, sheba) = opened(&view, grant.payee, tokens, &mut open)?;
        total = total.checked_add(grant.amount).unwrap_or(Amount::MAX);
        rows.push(proto::PaymentRow {
            line,
            grant: id.0,
            name,
            sheba,
            amount: Some(money::money(&view, grant.amount)),
        });
    }
    Ok(proto::GetPaymentFileResponse {
        rows,
        total: Some(money::money(&view, total)),
        part: u32::try_from(list.releases.len()).unwrap_or(u32::MAX),
        account: list.account.map_or(0, |account| account.0),
        head: Some(view.head()),
    })
}

/// Whether the caller's office is the one asked about, or one above it.
fn covers(view: &View<'_>, caller: PrincipalId, office: OfficeId) -> bool {
    let registrations = view.views.registrations();
    let own = registrations.principals.at(caller).and_then(|row| row.fact.office);
    let parent = |id: &OfficeId| registrations.offices.at(*id)?.fact.parent;
    core::iter::successors(Some(office), parent).any(|above| Some(above) == own)
}

/// The name and the account of a payee, as they were approved.
fn opened(
    view: &View<'_>,
    payee: Option<PayeeId>,
    tokens: &TokenKeys,
    open: &mut impl FnMut(&Commitment) -> Result<Option<Opened>, ReadError>,
) -> Result<(String, String), ReadError> {
    let id = payee.unwrap_or(PayeeId(0));
    let changed = ReadError::Refused(Rejection::PayeeChanged { payee: id.0, now: 0 });
    let row = view.views.payees().at(id).ok_or(changed)?;
    let name = text(open(&row.name_commitment)?, NAME, &row.name_commitment).ok_or(changed)?;
    let sheba = text(open(&row.account_commitment)?, ACCOUNT, &row.account_commitment).ok_or(changed)?;
    if is_of(row, &sheba, tokens) { Ok((name, sheba)) } else { Err(changed) }
}

/// The text of a datum that opens its commitment.
fn text(opened: Option<Opened>, field: &str, commitment: &Commitment) -> Option<String> {
    let opened = opened.filter(|opened| opened.opens(field, commitment))?;
    String::from_utf8(opened.value).ok()
}

fn is_of(row: &Payee, sheba: &str, tokens: &TokenKeys) -> bool {
    Sheba::parse(sheba).is_ok_and(|sheba| tokens.account(&sheba) == row.account)
}

#[cfg(test)]
mod tests;
