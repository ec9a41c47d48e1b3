//! What each campaign raised, and which were closed before their last day.

use super::standings::plus;
use crate::event::{ReceiptRecorded, ReceiptReversed};
use crate::ids::{CampaignId, Index, ReceiptId};
use crate::money::Amount;
use std::collections::BTreeMap;

/// What a campaign raised in money.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Raised {
    /// How many receipts answer it.
    pub receipt_count: u64,
    /// What they brought.
    pub recorded: Amount,
    /// What was taken back of them.
    pub reversed: Amount,
}

/// All campaigns that raised something.
#[derive(Debug, Default)]
pub(super) struct Campaigns {
    raised: BTreeMap<CampaignId, Raised>,
    campaign_of: BTreeMap<ReceiptId, CampaignId>,
    closed: BTreeMap<CampaignId, Index>,
}

impl Campaigns {
    pub(super) fn of(&self, campaign: CampaignId) -> Raised {
        self.raised.get(&campaign).copied().unwrap_or_default()
    }

    /// The campaign that a receipt answers.
    pub(super) fn of_receipt(&self, receipt: ReceiptId) -> Option<CampaignId> {
        self.campaign_of.get(&receipt).copied()
    }

    /// The entry that closed a campaign.
    pub(super) fn closed_at(&self, campaign: CampaignId) -> Option<Index> {
        self.closed.get(&campaign).copied()
    }

    pub(super) fn close(&mut self, campaign: CampaignId, at: Index) {
        self.closed.insert(campaign, at);
    }

    pub(super) fn receive(&mut self, index: Index, event: &ReceiptRecorded) {
        let Some(campaign) = event.campaign else { return };
        self.campaign_of.insert(ReceiptId(index.0), campaign);
        let row = self.raised.entry(campaign).or_default();
        row.receipt_count = row.receipt_count.saturating_add(1);
        row.recorded = plus(row.recorded, Amount::new(event.numbers.count()).unwrap_or(Amount::MAX));
    }

    pub(super) fn reverse(&mut self, event: &ReceiptReversed) {
        if let Some(row) = self.campaign_of.get(&event.receipt).and_then(|campaign| self.raised.get_mut(campaign)) {
            row.reversed = plus(row.reversed, event.ranges.amount());
        }
    }
}
