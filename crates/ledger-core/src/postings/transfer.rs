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
pub(super) fn transfers(act: Act, parcel: Parcel) -> impl Iterator<Item = Transfer> {
    let bank = To::Bank(parcel.account);
    let contributions = To::Contributions { restricted: parcel.restricted };
    let one = |row| [Some(row), None, None];
    let rows = match act {
        Act::Receipt => one(actual(bank, contributions)),
        Act::Reversal => one(actual(contributions, bank)),
        Act::Allotment { line, parent } => {
            one(budget(To::LineAllotted(line), parent.map_or(To::BudgetUnallotted, To::LineNotified)))
        }
        Act::Notification { line } => one(budget(To::LineNotified(line), To::LineAllotted(line))),
        Act::Recall { line, parent } => {
            one(budget(parent.map_or(To::BudgetUnallotted, To::LineNotified), To::LineNotified(line)))
        }
        Act::Encumbrance { line, grant } => one(budget(To::Encumbered(grant), To::LineNotified(line))),
        Act::Verification { line, grant } => [
            Some(actual(To::AidExpense, To::GrantsPayable)),
            parcel.restricted.then_some(actual(released(true), released(false))),
            Some(budget(To::BudgetUsed(line), To::Encumbered(grant))),
        ],
        Act::Order { debt } => one(actual(payable(debt).unwrap_or(To::GrantsPayable), To::PaymentsInTransit)),
        Act::Settlement => one(actual(To::PaymentsInTransit, bank)),
        Act::BankReturn => one(actual(To::PaymentsInTransit, To::ReturnedGrantsPayable)),
        Act::Cancellation { line, grant, debt } => match payable(debt) {
            None => one(budget(To::LineNotified(line), To::Encumbered(grant))),
            Some(owed) => [
                Some(actual(owed, To::AidExpense)),
                parcel.restricted.then_some(actual(released(false), released(true))),
                Some(budget(To::LineNotified(line), To::BudgetUsed(line))),
            ],
        },
    };
    rows.into_iter().flatten()
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
