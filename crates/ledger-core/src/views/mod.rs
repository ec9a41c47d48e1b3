//! The views: all that queries need, folded from the entries and from nothing else.
//!
//! They know no rules: an entry is taken as what happened. They may be thrown away at any time and folded again.
//! Every list is in the order of the entries and goes on after a given one, so that a page never shifts.

mod campaigns;
mod chunked;
mod fold;
mod goods;
mod grants;
mod lines;
mod lists;
mod payees;
mod pledges;
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

pub use campaigns::Raised;
pub use goods::{Held, Kit, KitStanding, Lot, Stock};
pub use grants::{Grant, Stage};
pub use lines::Allotment;
pub use lists::{List, ListRelease, ListResults, ListStage};
pub use payees::Payee;
pub use pledges::{Pledge, PledgeStanding};
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

use crate::event::{BookOpened, FundOpened, LineOpened, PledgePart};
use crate::ids::{
    AccountId, AllotmentId, BeneficiaryId, CampaignId, DonorId, FundId, GrantId, Index, ItemId, KeyHash, KitId, LineId,
    ListId, LotId, OfficeId, PayeeId, PledgeId, PrincipalId, ReceiptId, SeriesId,
};
use crate::money::Amount;
use crate::partition::Partition;
use crate::place::{Place, StockPlace};
use crate::postings::{Debt, Layer, Ledger, LedgerAccount};
use crate::ranges::Range;
use crate::time::Timestamp;
use std::collections::BTreeMap;

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
    pledges: pledges::Pledges,
    payees: payees::Payees,
    grant_lists: lists::Lists,
    goods: goods::Goods,
    raised: campaigns::Campaigns,
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
            pledges: pledges::Pledges::default(),
            payees: payees::Payees::default(),
            grant_lists: lists::Lists::default(),
            goods: goods::Goods::default(),
            raised: campaigns::Campaigns::default(),
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

    /// The entry that last changed a registration, beneficiary, payee, allotment, grant, receipt, pledge, list, lot or
    /// kit; `None` for what is none of these.
    #[must_use]
    pub fn last_change(&self, object: Index) -> Option<Index> {
        let grant = || self.grants.at(GrantId(object.0))?.last_change();
        let pledge = || self.pledges.rows.at(PledgeId(object.0)).map(|row| row.last_change);
        let list = || self.grant_lists.rows.at(ListId(object.0)).map(|row| row.last_change);
        let lot = || self.goods.lots.at(LotId(object.0)).map(|row| row.last_change);
        let kit = || self.goods.kits.at(KitId(object.0)).map(|row| row.last_change);
        let receipt = || self.last_change_of_receipt(ReceiptId(object.0));
        let waiting = self.waiting.last_change(object);
        waiting.or_else(grant).or_else(receipt).or_else(pledge).or_else(list).or_else(lot).or_else(kit)
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
    pub fn receipt(&self, id: ReceiptId) -> Option<Receipt> {
        self.receipts.at(id)
    }

    /// The receipts after `after`, oldest first.
    pub fn receipts(&self, after: Option<ReceiptId>) -> impl Iterator<Item = Receipt> {
        self.receipts.after(after)
    }

    /// How many receipts there are.
    #[must_use]
    pub fn receipt_count(&self) -> usize {
        self.receipts.count()
    }

    /// The receipts that an office recorded, after `after`, oldest first.
    pub fn receipts_of_office(&self, office: OfficeId, after: Option<ReceiptId>) -> impl Iterator<Item = Receipt> {
        self.receipts.of_office(office, after)
    }

    /// The receipts of a donor, after `after`, oldest first.
    pub fn receipts_of_donor(&self, donor: DonorId, after: Option<ReceiptId>) -> impl Iterator<Item = Receipt> {
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
        let row = self.partition.series(series).or_else(|| self.goods.stock.series(series));
        row.map(|series| (series.fund, series.account))
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
                | Stage::HandedOver
                | Stage::Cancelled,
            )
            | None => Debt::None,
        }
    }

    fn encumbered(&self, grant: GrantId) -> Vec<Range> {
        self.partition.held(Place::Encumbered(grant)).collect()
    }

    fn pledge(&self, pledge: PledgeId) -> Option<(FundId, Amount)> {
        self.pledges.rows.at(pledge).map(|row| (row.fund, row.pledged()))
    }

    fn reopened(&self, receipt: ReceiptId, taken_back: Amount) -> Option<(FundId, Amount)> {
        self.pledges.reopened(receipt, taken_back)
    }

    fn is_goods(&self, fund: FundId) -> bool {
        self.goods.has(fund)
    }

    fn stock_value(&self, units: Range) -> Amount {
        Amount::new(self.goods.value(units)).unwrap_or(Amount::MAX)
    }
}

/// Promises, goods, lists and payees.
impl Views {
    /// The pledges.
    #[must_use]
    pub const fn pledges(&self) -> &Register<PledgeId, Pledge> {
        &self.pledges.rows
    }

    /// What each campaign raised in money: the receipts that answer it, without what was taken back.
    #[must_use]
    pub fn raised(&self, campaign: CampaignId) -> Raised {
        self.raised.of(campaign)
    }

    /// The entry that closed a campaign before its last day.
    #[must_use]
    pub fn closed_at(&self, campaign: CampaignId) -> Option<Index> {
        self.raised.closed_at(campaign)
    }

    /// The campaign that a receipt of money answers.
    #[must_use]
    pub fn campaign_of(&self, receipt: ReceiptId) -> Option<CampaignId> {
        self.raised.of_receipt(receipt)
    }

    /// What a receipt, or a lot, fulfils of its pledge now.
    #[must_use]
    pub fn fulfilment_of(&self, receipt: ReceiptId) -> Option<PledgePart> {
        self.pledges.part_of(receipt)
    }

    /// The lists.
    #[must_use]
    pub const fn lists(&self) -> &Register<ListId, List> {
        &self.grant_lists.rows
    }

    /// The payees.
    #[must_use]
    pub const fn payees(&self) -> &Register<PayeeId, Payee> {
        &self.payees.rows
    }

    /// The payee that a beneficiary has now.
    #[must_use]
    pub fn payee_of(&self, beneficiary: BeneficiaryId) -> Option<PayeeId> {
        self.payees.now.get(&beneficiary).copied()
    }

    /// The lots.
    #[must_use]
    pub const fn lots(&self) -> &Register<LotId, Lot> {
        &self.goods.lots
    }

    /// The kits.
    #[must_use]
    pub const fn kits(&self) -> &Register<KitId, Kit> {
        &self.goods.kits
    }

    /// Where every numbered unit of goods is.
    #[must_use]
    pub const fn stock(&self) -> &Partition<StockPlace> {
        &self.goods.stock
    }

    /// What is where, by store and item.
    #[must_use]
    pub fn stock_by_store(&self) -> BTreeMap<(AccountId, ItemId), Stock> {
        self.goods.by_store()
    }

    /// The lots that units came with, each with its part of them, in the order of the numbers.
    pub fn lots_over(&self, units: Range) -> impl Iterator<Item = (LotId, Range)> + '_ {
        self.goods.lots_over(units)
    }
}

#[cfg(test)]
mod tests;
