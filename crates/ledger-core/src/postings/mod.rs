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
//! | pledge | pledges outstanding | promised | promised |
//! | receipt or lot of a pledge, cancellation, write-off | promised | pledges outstanding | promised |
//! | lot | inventory | contributed goods | actual (value), quantity (units) |
//! | handed over | aid expense | inventory | actual (value), quantity (units) |
//! | | released, with restriction | released, without (restricted funds only) | actual |
//!
//! An amended pledge posts the difference, and a reversed receipt opens again what it had fulfilled. What is promised in
//! goods is posted in the layer of quantities, like the goods themselves: units are never added to rials.
//!
//! Every row moves one fund's money within that fund. Money leaves the bank's account at settlement: between
//! order and settlement it is in transit, and a return that comes before settlement never touched the bank.

mod act;
mod balance;
mod parcel;
mod promised;
mod stock;
mod transfer;

pub use balance::{Unbalanced, unbalanced};

use crate::event::Entry;
use crate::ids::{AccountId, FundId, GrantId, LineId, PledgeId, ReceiptId, SeriesId};
use crate::money::Amount;
use crate::ranges::Range;
use act::act;
use parcel::parcels;
use transfer::transfers;

/// The books that an entry writes into; each balances by itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Layer {
    /// What was promised and is not money yet.
    Promised,
    /// What came in, is owed and went out.
    Actual,
    /// What may be spent, by whom.
    Budget,
    /// Hours and the like. No act of this ruleset posts here.
    Memo,
    /// Units of goods. A fund of goods has units of one item, so that each fund is one kind of thing.
    Quantity,
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
    /// What donors have promised and not given.
    PledgesOutstanding,
    /// The other side of it: in credit.
    Promised,
    /// Goods in a store.
    Inventory(AccountId),
    /// What was given in goods.
    ContributedGoods {
        /// Whether the donors said what for.
        restricted: bool,
    },
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
    /// The fund of a pledge, and what is pledged in all.
    fn pledge(&self, pledge: PledgeId) -> Option<(FundId, Amount)>;
    /// What a receipt fulfils of its pledge would be open again, if so much of it were taken back.
    fn reopened(&self, receipt: ReceiptId, taken_back: Amount) -> Option<(FundId, Amount)>;
    /// Whether the fund has units of goods instead of rials.
    fn is_goods(&self, fund: FundId) -> bool;
    /// What units of goods are worth, each by its lot.
    fn stock_value(&self, units: Range) -> Amount;
}

/// The postings of `entry`; `ledger` has to stand where it stood before the entry. None, if the entry moves no
/// value. Numbers of a series that does not exist post nothing: that they do not exist is another check's find.
pub fn postings(entry: &Entry, ledger: &impl Ledger) -> Vec<Posting> {
    let mut postings = Vec::with_capacity(2);
    rials(entry, ledger, &mut postings);
    promised::post(entry, ledger, &mut postings);
    stock::post(entry, ledger, &mut postings);
    postings
}

/// Two legs of the same amount. An amount is at most 2^63 − 1, so it and its negative are numbers of this kind.
fn pair(layer: Layer, fund: FundId, amount: Amount, debit: LedgerAccount, credit: LedgerAccount) -> [Posting; 2] {
    let amount = i64::try_from(amount.count()).unwrap_or(i64::MAX);
    [
        Posting { layer, account: debit, fund, amount },
        Posting { layer, account: credit, fund, amount: amount.saturating_neg() },
    ]
}

/// What an entry does with numbered rials.
fn rials(entry: &Entry, ledger: &impl Ledger, postings: &mut Vec<Posting>) {
    let Some((ranges, act)) = act(&entry.event, ledger) else { return };
    for parcel in parcels(&ranges, ledger) {
        for transfer in transfers(act, parcel) {
            let leg = |account, amount| Posting { layer: transfer.layer, account, fund: parcel.fund, amount };
            postings.push(leg(transfer.debit, parcel.amount));
            // A parcel's amount is above zero, so its negative is a number too.
            postings.push(leg(transfer.credit, parcel.amount.saturating_neg()));
        }
    }
}

#[cfg(test)]
mod tests;
