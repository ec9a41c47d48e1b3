//! A second reckoning, from the postings alone: what the accounts say has to agree with where the numbers are.

use ledger_core::event::{Entry, Event};
use ledger_core::ids::{AccountId, FundId, LineId, SeriesId};
use ledger_core::partition::Partition;
use ledger_core::place::Place;
use ledger_core::postings::{Layer, LedgerAccount, Posting, postings};
use ledger_core::state::State;
use std::collections::BTreeMap;

#[derive(Clone, Default)]
pub struct Trial {
    received: BTreeMap<SeriesId, u64>,
    balances: BTreeMap<LedgerAccount, i128>,
    lines: Vec<LineId>,
    accounts: Vec<AccountId>,
}

impl Trial {
    /// Adds the postings of an entry, which balance per layer and per fund (rules 1 and 2).
    pub fn post(&mut self, entry: &Entry, before: &State) {
        if let Event::ReceiptRecorded(e) = &entry.event {
            *self.received.entry(e.numbers.series()).or_default() += e.numbers.count();
        } else if let Event::LineOpened(_) = entry.event {
            self.lines.push(LineId(entry.index.0));
        } else if let Event::AccountOpened(_) = entry.event {
            self.accounts.push(AccountId(entry.index.0));
        }
        let postings = postings(entry, before);
        balances(&postings);
        for posting in &postings {
            *self.balances.entry(posting.account).or_default() += i128::from(posting.amount);
        }
    }

    pub fn received(&self, series: SeriesId) -> u64 {
        self.received.get(&series).copied().unwrap_or(0)
    }

    pub fn agrees_with(&self, partition: &Partition) {
        for line in &self.lines {
            assert_eq!(self.at(LedgerAccount::LineAllotted(*line)), held(partition, Place::Allotted(*line)));
            assert_eq!(self.at(LedgerAccount::LineNotified(*line)), held(partition, Place::Notified(*line)));
        }
        let mut in_payment = 0;
        let mut in_account: BTreeMap<AccountId, i128> = BTreeMap::new();
        for (id, series) in partition.all_series() {
            for (range, place) in partition.segments_of(id) {
                let gone = matches!(place, Place::Spent(_) | Place::Voided(_));
                *in_account.entry(series.account).or_default() += if gone { 0 } else { i128::from(range.count()) };
                in_payment += if matches!(place, Place::InPayment(_)) { i128::from(range.count()) } else { 0 };
            }
        }
        assert_eq!(self.at(LedgerAccount::PaymentsInTransit), -in_payment, "what is in transit is in payment");
        for account in &self.accounts {
            let numbers = in_account.get(account).copied().unwrap_or(0);
            assert_eq!(self.at(LedgerAccount::Bank(*account)), numbers, "an account holds its numbers");
        }
    }

    fn at(&self, account: LedgerAccount) -> i128 {
        self.balances.get(&account).copied().unwrap_or(0)
    }
}

fn held(partition: &Partition, place: Place) -> i128 {
    i128::from(partition.amount(place).count())
}

fn balances(postings: &[Posting]) {
    let mut by_fund: BTreeMap<(Layer, FundId), i128> = BTreeMap::new();
    for posting in postings {
        *by_fund.entry((posting.layer, posting.fund)).or_default() += i128::from(posting.amount);
    }
    assert!(by_fund.values().all(|sum| *sum == 0), "each fund balances by itself in each layer: {postings:?}");
}
