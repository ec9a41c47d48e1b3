//! Rules 1 and 2: the postings of every entry sum to nothing in each layer, and in each fund.

use crate::event::Entry;
use crate::ids::{AccountId, FundId, GrantId, LineId, SeriesId};
use crate::place::Place;
use crate::postings::{Debt, Ledger, Unbalanced, postings, unbalanced};
use crate::ranges::Range;
use crate::rejection::Rejection;
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
        self.partition.series(series).map(|row| (row.fund, row.account))
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
}
