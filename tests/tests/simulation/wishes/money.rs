//! Gifts, reversals, allotments.

use super::words::{code, rials};
use super::{Wish, Wisher};
use crate::simulation::naive::{Fund, Stage};
use ledger_core::command::{Allot, AllotmentOrigin, Command, RecordReceipt};
use ledger_core::event::{Channel, DonorKind, ExternalPayment, Reason, Restriction, Source};
use ledger_core::ids::{AccountId, AllotmentId, AreaId, DonorId, FundId, Index, OfficeId, ProgrammeId, ReceiptId};
use ledger_core::money::Amount;
use ledger_core::role::Role;
use ledger_core::time::Day;

impl Wisher<'_> {
    pub(super) fn gift(&mut self) -> Wish {
        let office = self.one_of(&self.naive.offices)?;
        let account = self.one_of(&self.naive.accounts)?;
        let donor = if self.dice.one_in(3) { self.one_of(&self.naive.donors) } else { None };
        let of_state =
            donor.and_then(|id| self.naive.donors.get(&id)).is_some_and(|d| d.kind == DonorKind::StateCredit);
        let fits = if of_state { Source::StateCredit } else { Source::PublicDonation };
        let source = if self.dice.one_in(30) { Source::StateCredit } else { fits };
        let restriction = self.restriction();
        let channel = self.dice.pick(&[Channel::CashDesk, Channel::Box, Channel::Portal, Channel::Card])?;
        let outside = matches!(channel, Channel::Portal | Channel::Card) != self.dice.one_in(40);
        let ask = RecordReceipt {
            office: OfficeId(office),
            account: AccountId(account),
            amount: self.gift_amount(Fund { restriction, source }, account),
            source,
            restriction,
            donor: donor.map(DonorId),
            channel,
            payment: if outside { self.payment() } else { None },
            booking_date: self.booking_date(),
            value_date: None,
            campaign: None,
            pledge: None,
        };
        Some((self.who(Role::Receiver, Some(office)), Command::RecordReceipt(self.perhaps_again(ask))))
    }

    fn restriction(&mut self) -> Restriction {
        let programme = if self.dice.one_in(3) { self.one_of(&self.naive.programmes) } else { None };
        let area = if self.dice.one_in(3) { self.one_of(&self.naive.areas) } else { None };
        Restriction { programme: programme.map(ProgrammeId), area: area.map(AreaId), ..Restriction::default() }
    }

    /// Few rials, now and then none, or so many that no series could number them.
    fn gift_amount(&mut self, fund: Fund, account: u64) -> Amount {
        let there = self.naive.numbered(fund, account) > 0;
        // Durably there: a request that comes again after a crash must find it.
        let long_there = self.naive.series.iter().any(|(id, row)| {
            *id < self.durable && row.account == account && self.naive.funds[&row.fund] == fund && !row.rials.is_empty()
        });
        match self.dice.below(40) {
            0 => Amount::ZERO,
            1 if there && long_there => Amount::MAX,
            _ => rials(self.dice.upto(60)),
        }
    }

    fn payment(&mut self) -> Option<ExternalPayment> {
        let reference = code(&format!("ref-{}", self.dice.below(400)));
        Some(ExternalPayment { terminal: code("T-1"), settlement_date: self.naive.today(), reference })
    }

    /// Now and then the payment of an earlier receipt, with its amount or another.
    fn perhaps_again(&mut self, ask: RecordReceipt) -> RecordReceipt {
        if ask.payment.is_none() || !self.dice.one_in(5) || ask.amount == Amount::MAX {
            return ask;
        }
        let ids: Vec<u64> = self.naive.receipts.keys().copied().collect();
        let Some(row) = self.dice.pick(&ids).map(|id| self.naive.receipts[&id].clone()) else { return ask };
        if row.payment.is_none() {
            return ask;
        }
        let amount = if self.dice.one_in(3) { ask.amount } else { rials(row.rials.len() as u64) };
        RecordReceipt { channel: row.channel, payment: row.payment, amount, ..ask }
    }

    fn booking_date(&mut self) -> Option<Day> {
        let days = match self.dice.below(12) {
            0 => 1,
            1 => -1,
            2 => -i32::try_from(self.dice.below(400)).expect("small"),
            _ => return None,
        };
        self.naive.today().checked_add_days(days)
    }

    pub(super) fn reversal(&mut self) -> Wish {
        let receipt = self.one_of(&self.naive.receipts)?;
        let row = self.naive.receipts.get(&receipt);
        let amount = match self.dice.below(12) {
            0 => Some(Amount::ZERO),
            1..5 => None,
            _ => Some(rials(self.dice.upto(40))),
        };
        let principal = self.who(Role::Approver, row.map(|row| row.office));
        Some((principal, Command::ReverseReceipt { receipt: ReceiptId(receipt), amount, reason: Reason::Mistake }))
    }

    pub(super) fn allotment(&mut self) -> Wish {
        let waits = if self.dice.one_in(2) { self.grant_without_money() } else { None };
        let (office, programme) = match waits {
            Some(line) => line,
            None => (self.one_of(&self.naive.offices)?, self.one_of(&self.naive.programmes)?),
        };
        let amount = match self.dice.below(30) {
            0 => Amount::ZERO,
            1 => Amount::MAX,
            _ => rials(self.dice.upto(90)),
        };
        let (origin, giver) = match self.dice.below(10) {
            0 | 1 => (AllotmentOrigin::Fund(FundId(self.one_of(&self.naive.funds)?)), self.naive.national()),
            2..5 => {
                let above = self.naive.offices.get(&office).and_then(|row| row.parent);
                let parent = if self.dice.one_in(12) { self.one_of(&self.naive.offices)? } else { above? };
                (AllotmentOrigin::ParentLine { office: OfficeId(parent) }, Some(parent))
            }
            _ => (AllotmentOrigin::Funds, self.naive.national()),
        };
        let this = self.naive.year();
        let year = if self.dice.one_in(20) { this.successor().unwrap_or(this) } else { this };
        let ask = Allot { office: OfficeId(office), programme: ProgrammeId(programme), year, amount, origin };
        Some((self.who(Role::BudgetOfficer, giver), Command::Allot(ask)))
    }

    /// The office and programme of a grant that was decided and has no money yet.
    fn grant_without_money(&mut self) -> Option<(u64, u64)> {
        let decided = self.naive.grants.values().filter(|grant| grant.stage == Stage::Decided);
        let lines: Vec<(u64, u64)> = decided.map(|grant| (grant.office, grant.programme)).collect();
        self.dice.pick(&lines)
    }

    pub(super) fn notification(&mut self) -> Wish {
        let waiting: Vec<u64> =
            self.naive.allotments.iter().filter(|(_, row)| !row.notified).map(|(id, _)| *id).collect();
        let any = if self.dice.one_in(8) { self.one_of(&self.naive.allotments) } else { self.dice.pick(&waiting) };
        let allotment = any?;
        let giver = self.naive.allotments.get(&allotment).and_then(|row| row.giver);
        let last_change = Index(self.seen(allotment));
        let principal = self.who(Role::Approver, giver);
        Some((principal, Command::NotifyAllotment { allotment: AllotmentId(allotment), last_change }))
    }
}
