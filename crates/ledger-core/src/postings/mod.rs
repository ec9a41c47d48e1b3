//! The postings of an entry: what it means in double entry. Derived, never stored, and never an input to
//! anything but the rules that every entry and every fund balances.
//!
//! | act | debit | credit | layer |
//! | --- | --- | --- | --- |
//! | receipt | bank | contributions, with or without restriction | actual |
//! | reversal | contributions, with or without restriction | bank | actual |
//! | allotment | allotted to the line | unallotted, or notified to the parent line | budget |
//! | notification | notified to the line | allotted to the line | budget |
//! | recall | unallotted, or notified to the parent line | notified to the line | budget |
//! | credit secured | encumbered for the grant | notified to the line | budget |
//! | verified | aid expense | grants payable | actual |
//! | | released, with restriction | released, without (restricted funds only) | actual |
//! | | budget used by the line | encumbered for the grant | budget |
//! | ordered | grants payable, or returned grants payable | payments in transit | actual |
//! | settled | payments in transit | bank | actual |
//! | returned by the bank | payments in transit | returned grants payable | actual |
//! | cancelled before verification | notified to the line | encumbered for the grant | budget |
//! | cancelled after it | grants payable, or returned grants payable | aid expense | actual |
//! | | released, without restriction | released, with (restricted funds only) | actual |
//! | | notified to the line | budget used by the line | budget |
//!
//! Every row moves one fund's money within that fund. Money leaves the bank's account at settlement: between
//! order and settlement it is in transit, and a return that comes before settlement never touched the bank.

mod act;
mod balance;
mod parcel;
mod transfer;

pub use balance::{Unbalanced, unbalanced};

use crate::event::Entry;
use crate::ids::{AccountId, FundId, GrantId, LineId, SeriesId};
use crate::ranges::Range;
use act::act;
use parcel::parcels;
use transfer::transfers;

/// The books that an entry writes into; each balances by itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Layer {
    /// What was promised and is not money yet. No act of this ruleset posts here.
    Promised,
    /// What came in, is owed and went out.
    Actual,
    /// What may be spent, by whom.
    Budget,
    /// Hours and the like. No act of this ruleset posts here.
    Memo,
}

/// An account of the double entry. Assets and expenses stand in debit, the others in credit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum LedgerAccount {
    /// What is in an account of ours.
    Bank(AccountId),
    /// What was given.
    Contributions {
        /// Whether the donors said what for.
        restricted: bool,
    },
    /// What was released from the donors' restriction by a use that they admit: in debit with restriction, in
    /// credit without.
    Released {
        /// Which of the two sides.
        restricted: bool,
    },
    /// Aid given.
    AidExpense,
    /// Owed to beneficiaries.
    GrantsPayable,
    /// Owed still, after the bank sent it back.
    ReturnedGrantsPayable,
    /// Ordered, and neither settled nor returned.
    PaymentsInTransit,
    /// The other side of everything that was allotted from a fund: in credit.
    BudgetUnallotted,
    /// Allotted to a line and not notified.
    LineAllotted(LineId),
    /// Notified to a line: what it may draw on or pass down.
    LineNotified(LineId),
    /// Encumbered for a grant that is not a debt yet.
    Encumbered(GrantId),
    /// What a line's grants have used.
    BudgetUsed(LineId),
}

/// One leg of an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Posting {
    /// In which books.
    pub layer: Layer,
    /// To which account.
    pub account: LedgerAccount,
    /// Of which fund.
    pub fund: FundId,
    /// How much in the unit's smallest part: debit above zero, credit below.
    pub amount: i64,
}

/// Whether, and as what, a grant is owed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Debt {
    /// Not verified, or settled or cancelled: not a debt.
    None,
    /// Verified and not returned by the bank.
    Payable,
    /// Sent back by the bank since it was last ordered.
    Returned,
}

/// What the postings of an entry depend on besides the entry, as it was before the entry.
pub trait Ledger {
    /// The fund and the account of a series.
    fn series(&self, series: SeriesId) -> Option<(FundId, AccountId)>;
    /// Whether the fund's donors said what for.
    fn is_restricted(&self, fund: FundId) -> bool;
    /// The line that a grant's credit was secured in.
    fn line_of_grant(&self, grant: GrantId) -> Option<LineId>;
    /// Whether the grant is a debt.
    fn debt(&self, grant: GrantId) -> Debt;
    /// The numbers encumbered for a grant now.
    fn encumbered(&self, grant: GrantId) -> Vec<Range>;
}

/// The postings of `entry`; `ledger` has to stand where it stood before the entry. None, if the entry moves no
/// value. Numbers of a series that does not exist post nothing: that they do not exist is another check's find.
pub fn postings(entry: &Entry, ledger: &impl Ledger) -> Vec<Posting> {
    let Some((ranges, act)) = act(&entry.event, ledger) else {
        return Vec::new();
    };
    let mut postings = Vec::with_capacity(2);
    for parcel in parcels(&ranges, ledger) {
        for transfer in transfers(act, parcel) {
            let leg = |account, amount| Posting { layer: transfer.layer, account, fund: parcel.fund, amount };
            postings.push(leg(transfer.debit, parcel.amount));
            // A parcel's amount is above zero, so its negative is a number too.
            postings.push(leg(transfer.credit, parcel.amount.saturating_neg()));
        }
    }
    postings
}

#[cfg(test)]
mod tests;
