//! The table of the postings: what each act debits and credits.

use super::act::Act;
use super::parcel::Parcel;
use super::{Debt, Layer, LedgerAccount};
use LedgerAccount as To;

/// One row: the same amount to the debit of one account and the credit of another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Transfer {
    pub(super) layer: Layer,
    pub(super) debit: LedgerAccount,
    pub(super) credit: LedgerAccount,
}

/// The rows of an act, for one parcel of the money that it moves.
pub(super) fn transfers(act: Act, parcel: Parcel) -> Vec<Transfer> {
    let bank = To::Bank(parcel.account);
    let contributions = To::Contributions { restricted: parcel.restricted };
    match act {
        Act::Receipt => vec![actual(bank, contributions)],
        Act::Reversal => vec![actual(contributions, bank)],
        Act::Allotment { line, parent } => {
            vec![budget(To::LineAllotted(line), parent.map_or(To::BudgetUnallotted, To::LineNotified))]
        }
        Act::Notification { line } => vec![budget(To::LineNotified(line), To::LineAllotted(line))],
        Act::Recall { line, parent } => {
            vec![budget(parent.map_or(To::BudgetUnallotted, To::LineNotified), To::LineNotified(line))]
        }
        Act::Encumbrance { line, grant } => vec![budget(To::Encumbered(grant), To::LineNotified(line))],
        Act::Verification { line, grant } => {
            let mut rows = vec![actual(To::AidExpense, To::GrantsPayable)];
            rows.extend(parcel.restricted.then_some(actual(released(true), released(false))));
            rows.push(budget(To::BudgetUsed(line), To::Encumbered(grant)));
            rows
        }
        Act::Order { debt } => vec![actual(payable(debt).unwrap_or(To::GrantsPayable), To::PaymentsInTransit)],
        Act::Settlement => vec![actual(To::PaymentsInTransit, bank)],
        Act::BankReturn => vec![actual(To::PaymentsInTransit, To::ReturnedGrantsPayable)],
        Act::Cancellation { line, grant, debt } => match payable(debt) {
            None => vec![budget(To::LineNotified(line), To::Encumbered(grant))],
            Some(owed) => {
                let mut rows = vec![actual(owed, To::AidExpense)];
                rows.extend(parcel.restricted.then_some(actual(released(false), released(true))));
                rows.push(budget(To::LineNotified(line), To::BudgetUsed(line)));
                rows
            }
        },
    }
}

/// Where a debt stands; `None` if there is none.
fn payable(debt: Debt) -> Option<LedgerAccount> {
    match debt {
        Debt::None => None,
        Debt::Payable => Some(To::GrantsPayable),
        Debt::Returned => Some(To::ReturnedGrantsPayable),
    }
}

fn released(restricted: bool) -> LedgerAccount {
    To::Released { restricted }
}

fn actual(debit: LedgerAccount, credit: LedgerAccount) -> Transfer {
    Transfer { layer: Layer::Actual, debit, credit }
}

fn budget(debit: LedgerAccount, credit: LedgerAccount) -> Transfer {
    Transfer { layer: Layer::Budget, debit, credit }
}
