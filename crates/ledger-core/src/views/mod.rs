//! The views: all that queries need, folded from the entries and from nothing else.
//!
//! They know no rules: an entry is taken as what happened. They may be thrown away at any time and folded again.
//! Every list is in the order of the entries and goes on after a given one, so that a page never shifts.

mod fold;
mod grants;
mod lines;
mod receipts;
mod refusal;
mod register;
mod registrations;
mod scope;
mod standings;
mod statement;
mod step;
mod tally;
mod totals;
mod trace;
mod trial_balance;
mod waiting;

pub use grants::{Grant, Stage};
pub use lines::Allotment;
pub use receipts::Receipt;
pub use refusal::Refusal;
pub use register::{Register, Registered};
pub use registrations::{Beneficiary, Registrations};
pub use scope::Scope;
pub use standings::Standings;
pub use statement::{Object, Row};
pub use step::{Moved, What};
pub use tally::Received;
pub use trace::{Contribution, Part};
pub use trial_balance::TrialRow;
pub use waiting::{Waiting, WaitingRow};

use crate::event::{BookOpened, FundOpened, LineOpened};
use crate::ids::{
    AccountId, AllotmentId, DonorId, FundId, GrantId, Index, KeyHash, LineId, OfficeId, PrincipalId, ReceiptId,
    SeriesId,
};
use crate::partition::Partition;
use crate::place::Place;
use crate::postings::{Debt, Layer, Ledger, LedgerAccount};
use crate::ranges::Range;
use crate::time::Timestamp;

/// Up to which entry the views reflect the book.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Head {
    /// The index of the next entry: how many are reflected.
    pub next: Index,
    /// When the last of them was recorded; `None` before the first.
    pub recorded_at: Option<Timestamp>,
}

/// Everything that can be asked.
#[derive(Debug)]
pub struct Views {
    book: Option<BookOpened>,
    ruleset: u32,
    head: Head,
    registrations: Registrations,
    waiting: waiting::WaitingList,
    funds: Register<FundId, FundOpened>,
    partition: Partition,
    receipts: receipts::Receipts,
    lines: lines::Lines,
    grants: grants::Grants,
    steps: step::Steps,
    lists: statement::Lists,
    tally: tally::Tally,
    trial_balance: trial_balance::TrialBalance,
    refusals: Register<Index, Refusal>,
}

impl Default for Views {
    fn default() -> Self {
        Self {
            book: None,
            ruleset: 0,
            head: Head { next: Index(0), recorded_at: None },
            registrations: Registrations::default(),
            waiting: waiting::WaitingList::default(),
            funds: Register::default(),
            partition: Partition::default(),
            receipts: receipts::Receipts::default(),
            lines: lines::Lines::default(),
            grants: grants::Grants::default(),
            steps: step::Steps::default(),
            lists: statement::Lists::default(),
            tally: tally::Tally::default(),
            trial_balance: trial_balance::TrialBalance::default(),
            refusals: Register::default(),
        }
    }
}

/// The book and its registers.
impl Views {
    /// What the book is; `None` before its first entry.
    #[must_use]
    pub const fn book(&self) -> Option<&BookOpened> {
        self.book.as_ref()
    }

    /// The ruleset in force; 0 before the first entry.
    #[must_use]
    pub const fn ruleset(&self) -> u32 {
        self.ruleset
    }

    /// Up to which entry every answer reflects the book.
    #[must_use]
    pub const fn head(&self) -> Head {
        self.head
    }

    /// Areas, offices, principals, programmes, rules, accounts, donors and beneficiaries.
    #[must_use]
    pub const fn registrations(&self) -> &Registrations {
        &self.registrations
    }

    /// The principal whose API key has this hash, confirmed or not.
    #[must_use]
    pub fn principal_by_key(&self, hash: &KeyHash) -> Option<PrincipalId> {
        self.registrations.principal_by_key(hash)
    }

    /// What waits for a second person, oldest first, after the entry `after`.
    pub fn waiting(&self, after: Option<Index>) -> impl Iterator<Item = &WaitingRow> {
        self.waiting.after(after)
    }

    /// The entry that last changed a registration, beneficiary, allotment, grant or receipt; `None` for what is
    /// none of these.
    #[must_use]
    pub fn last_change(&self, object: Index) -> Option<Index> {
        let grant = || self.grants.at(GrantId(object.0))?.last_change();
        self.waiting.last_change(object).or_else(grant).or_else(|| self.last_change_of_receipt(ReceiptId(object.0)))
    }

    /// The refusals, by entry.
    #[must_use]
    pub const fn refusals(&self) -> &Register<Index, Refusal> {
        &self.refusals
    }
}

/// Money.
impl Views {
    /// The funds.
    #[must_use]
    pub const fn funds(&self) -> &Register<FundId, FundOpened> {
        &self.funds
    }

    /// Where every numbered rial is.
    #[must_use]
    pub const fn partition(&self) -> &Partition {
        &self.partition
    }

    /// A receipt.
    #[must_use]
    pub fn receipt(&self, id: ReceiptId) -> Option<&Receipt> {
        self.receipts.at(id)
    }

    /// The receipts after `after`, oldest first.
    pub fn receipts(&self, after: Option<ReceiptId>) -> impl Iterator<Item = &Receipt> {
        self.receipts.after(after)
    }

    /// How many receipts there are.
    #[must_use]
    pub fn receipt_count(&self) -> usize {
        self.receipts.count()
    }

    /// The receipts that an office recorded, after `after`, oldest first.
    pub fn receipts_of_office(&self, office: OfficeId, after: Option<ReceiptId>) -> impl Iterator<Item = &Receipt> {
        self.receipts.of_office(office, after)
    }

    /// The receipts of a donor, after `after`, oldest first.
    pub fn receipts_of_donor(&self, donor: DonorId, after: Option<ReceiptId>) -> impl Iterator<Item = &Receipt> {
        self.receipts.of_donor(donor, after)
    }

    /// The lines.
    #[must_use]
    pub const fn lines(&self) -> &Register<LineId, LineOpened> {
        &self.lines.lines
    }

    /// The line of an office, a programme and a year.
    #[must_use]
    pub fn line_of(&self, line: &LineOpened) -> Option<LineId> {
        self.lines.find(line)
    }

    /// The lines of an office, oldest first.
    #[must_use]
    pub fn lines_of_office(&self, office: OfficeId) -> &[LineId] {
        self.lines.of_office(office)
    }

    /// The allotments.
    #[must_use]
    pub const fn allotments(&self) -> &Register<AllotmentId, Allotment> {
        &self.lines.allotments
    }

    /// What the entry at `index` moved; `None` if it is a receipt or moved nothing.
    #[must_use]
    pub fn moved(&self, index: Index) -> Option<&Moved> {
        self.steps.at(index)?.moved.as_deref()
    }

    /// A grant.
    #[must_use]
    pub fn grant(&self, id: GrantId) -> Option<&Grant> {
        self.grants.at(id)
    }

    /// The grants after `after`, oldest first.
    pub fn grants(&self, after: Option<GrantId>) -> impl Iterator<Item = (GrantId, &Grant)> {
        self.grants.after(after)
    }

    /// The grants that are at `stage` now, after `after`, oldest first.
    pub fn grants_at(&self, stage: Stage, after: Option<GrantId>) -> impl Iterator<Item = (GrantId, &Grant)> {
        self.grants.at_stage(stage, after)
    }

    /// How many grants there are.
    #[must_use]
    pub fn grant_count(&self) -> usize {
        self.grants.count()
    }

    /// Every account of the double entry that does not stand at nothing, by layer, account and fund.
    pub fn trial_balance(&self) -> impl Iterator<Item = TrialRow> {
        self.trial_balance.rows()
    }

    /// What an account of the double entry stands at, over all funds; debit above zero.
    #[must_use]
    pub fn ledger_balance(&self, layer: Layer, account: LedgerAccount) -> i128 {
        self.trial_balance.balance(layer, account)
    }

    /// The line that holds what is in `place`, or that pays the grant that does.
    fn line_at(&self, place: Place) -> Option<LineId> {
        match place {
            Place::Allotted(line) | Place::Notified(line) => Some(line),
            Place::Encumbered(grant) | Place::InPayment(grant) | Place::Spent(grant) => self.grants.line(grant),
            Place::Free | Place::Voided(_) => None,
        }
    }
}

/// The grant that holds what is in `place`.
const fn grant_at(place: Place) -> Option<GrantId> {
    match place {
        Place::Encumbered(grant) | Place::InPayment(grant) | Place::Spent(grant) => Some(grant),
        Place::Free | Place::Allotted(_) | Place::Notified(_) | Place::Voided(_) => None,
    }
}

impl Ledger for Views {
    fn series(&self, series: SeriesId) -> Option<(FundId, AccountId)> {
        self.partition.series(series).map(|series| (series.fund, series.account))
    }

    fn is_restricted(&self, fund: FundId) -> bool {
        self.funds.at(fund).is_some_and(|fund| fund.restriction.dimensions() > 0)
    }

    fn line_of_grant(&self, grant: GrantId) -> Option<LineId> {
        self.grants.line(grant)
    }

    fn debt(&self, grant: GrantId) -> Debt {
        match self.grants.at(grant).map(|grant| grant.stage) {
            Some(Stage::Verified | Stage::Ordered) => Debt::Payable,
            Some(Stage::Returned) => Debt::Returned,
            Some(
                Stage::Applied
                | Stage::Decided
                | Stage::CreditSecured
                | Stage::Awarded
                | Stage::Paid
                | Stage::Cancelled,
            )
            | None => Debt::None,
        }
    }

    fn encumbered(&self, grant: GrantId) -> Vec<Range> {
        self.partition.held(Place::Encumbered(grant)).collect()
    }
}

#[cfg(test)]
mod tests;
