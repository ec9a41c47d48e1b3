//! Rules 1 and 2: the postings of every entry sum to nothing in each layer, and in each fund.

use crate::event::Entry;
use crate::ids::{AccountId, FundId, GrantId, LineId, PledgeId, ReceiptId, SeriesId};
use crate::money::Amount;
use crate::place::Place;
use crate::postings::{Debt, Ledger, Unbalanced, postings, unbalanced};
use crate::ranges::Range;
use crate::rejection::Rejection;
use crate::rules::{goods, pledge};
use crate::state::{Stage, State};

pub(crate) fn check(state: &State, entry: &Entry) -> Result<(), Rejection> {
    match unbalanced(&postings(entry, state)) {
        Some(Unbalanced::Layer { .. }) => Err(Rejection::PostingsUnbalanced {}),
        Some(Unbalanced::Fund { fund, .. }) => Err(Rejection::FundsUnbalanced { fund: fund.0 }),
        None => Ok(()),
    }
}

impl Ledger for State {
    fn series(&self, series: SeriesId) -> Option<(FundId, AccountId)> {
        self.partition.series(series).or_else(|| self.stock.series(series)).map(|row| (row.fund, row.account))
    }

    fn is_restricted(&self, fund: FundId) -> bool {
        self.funds.at(&fund).is_some_and(|row| row.restriction.dimensions() > 0)
    }

    fn line_of_grant(&self, grant: GrantId) -> Option<LineId> {
        self.grants.at(&grant).and_then(|row| row.line)
    }

    fn debt(&self, grant: GrantId) -> Debt {
        match self.grants.at(&grant).map(|row| row.stage) {
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
        self.pledges.at(&pledge).map(|row| (row.fund, row.pledged()))
    }

    fn reopened(&self, receipt: ReceiptId, taken_back: Amount) -> Option<(FundId, Amount)> {
        let fulfilment = self.fulfilments.at(&receipt)?;
        let fund = self.pledges.at(&fulfilment.part.pledge)?.fund;
        Some((fund, pledge::reopened(fulfilment, taken_back)))
    }

    fn is_goods(&self, fund: FundId) -> bool {
        self.funds.at(&fund).is_some_and(|row| row.item.is_some())
    }

    fn stock_value(&self, units: Range) -> Amount {
        Amount::new(goods::value_of(self, units)).unwrap_or(Amount::MAX)
    }
}
