//! Taking in one entry.

use super::refusal::Refusal;
use super::standings::amount_of;
use super::step::Moved;
use super::tally::End;
use super::{Head, Views};
use crate::event::{Entry, Event, ReceiptRecorded, ReceiptReversed};
use crate::ids::{FundId, LineId, SeriesId};
use crate::movement::movement;
use crate::place::Place;
use crate::postings::postings;

impl Views {
    /// Takes in the next entry of the book. Total on entries that were checked; the order of the entries is the
    /// caller's promise.
    pub fn fold(&mut self, entry: &Entry) {
        // Before anything else: what an entry posts depends on what stood before it.
        let postings = postings(entry, self);
        self.trial_balance.post(&postings);
        self.registrations.fold(entry);
        self.waiting.fold(entry);
        self.grants.fold(entry);
        self.pledges.fold(entry);
        self.payees.fold(entry);
        self.grant_lists.fold(entry);
        self.goods.fold(entry);
        self.note(entry);
        // After the grant is noted: where encumbered money belongs to is known by the grant's line.
        self.take_step(entry);
        self.head = Head { next: entry.index.next(), recorded_at: Some(entry.recorded_at) };
    }

    /// What concerns neither one register nor one grant alone.
    fn note(&mut self, entry: &Entry) {
        let id = entry.index.0;
        match &entry.event {
            Event::BookOpened(e) => (self.book, self.ruleset) = (Some(e.clone()), entry.ruleset),
            Event::RulesetAdopted(e) => self.ruleset = e.ruleset,
            Event::RegistrationConfirmed(e) => {
                if let Some(what) = self.waiting.done(e.object, entry) {
                    self.registrations.confirm(what, entry.index);
                }
            }
            Event::BeneficiaryVerified(e) => {
                self.waiting.done(crate::ids::Index(e.beneficiary.0), entry);
            }
            Event::FundOpened(e) => self.funds.add(FundId(id), *e),
            // Units of goods have a partition of their own.
            Event::SeriesOpened(e) if self.goods.has(e.fund) => {}
            Event::SeriesOpened(e) => self.partition.open(SeriesId(id), e.fund, e.account),
            Event::ReceiptRecorded(e) => self.receive(entry, e),
            Event::ReceiptReversed(e) => self.reverse(e),
            Event::LineOpened(e) => self.lines.open(LineId(id), *e),
            Event::Allotted(e) => self.lines.allot(entry, e),
            Event::AllotmentNotified(e) => {
                self.waiting.done(crate::ids::Index(e.allotment.0), entry);
                self.lines.notify(e.allotment, entry.index);
            }
            Event::PayeeConfirmed(e) => {
                self.waiting.done(crate::ids::Index(e.payee.0), entry);
            }
            Event::CampaignClosed(e) => self.raised.close(e.campaign, entry.index),
            Event::Refused(e) => self.refusals.add(entry.index, Refusal::new(entry, e)),
            Event::ClockAdvanced(_)
            | Event::AreaRegistered(_)
            | Event::OfficeRegistered(_)
            | Event::PrincipalAdmitted(_)
            | Event::ProgrammeRegistered(_)
            | Event::ProgrammeRuleSet(_)
            | Event::AccountOpened(_)
            | Event::DonorRegistered(_)
            | Event::BeneficiaryEnrolled(_)
            | Event::GrantApplied(_)
            | Event::GrantDecided(_)
            | Event::CreditSecured(_)
            | Event::GrantAwarded(_)
            | Event::GrantVerified(_)
            | Event::PaymentOrdered(_)
            | Event::PaymentSettled(_)
            | Event::PaymentReturned(_)
            | Event::GrantCancelled(_)
            | Event::CampaignRegistered(_)
            | Event::ClassRegistered(_)
            | Event::ApprovalPolicySet(_)
            | Event::ApprovalGiven(_)
            | Event::PledgeRecorded(_)
            | Event::PledgeAmended(_)
            | Event::PledgeCancelled(_)
            | Event::PledgeWrittenOff(_)
            | Event::ReceiptReissued(_)
            | Event::AllotmentRecalled(_)
            | Event::EarmarkPlaced(_)
            | Event::EarmarkLifted(_)
            | Event::PayeeProposed(_)
            | Event::PayeeRenewed(_)
            | Event::ListSubmitted(_)
            | Event::ListApproved(_)
            | Event::ListReleased(_)
            | Event::ResultsImported(_)
            | Event::ItemRegistered(_)
            | Event::KitDesigned(_)
            | Event::LotReceived(_)
            | Event::LotAppraised(_)
            | Event::KitAssembled(_)
            | Event::KitDissolved(_)
            | Event::KitReserved(_)
            | Event::GoodsHandedOver(_) => {}
        }
    }

    fn receive(&mut self, entry: &Entry, event: &ReceiptRecorded) {
        let Some(series) = self.partition.series(event.numbers.series()).copied() else {
            return;
        };
        self.partition.extend(event.numbers);
        self.receipts.add(entry, event, series);
        self.raised.receive(entry.index, event);
        self.tally.receive(series, event.office, amount_of(event.numbers));
    }

    fn reverse(&mut self, event: &ReceiptReversed) {
        if let Some(office) = self.receipts.at(event.receipt).map(|receipt| receipt.office) {
            self.tally.reverse(office, event.ranges.amount());
        }
        self.raised.reverse(event);
    }

    /// Moves the numbers that the entry moves, and keeps the step for statements.
    fn take_step(&mut self, entry: &Entry) {
        let moved = movement(&entry.event, |grant| self.grants.line(grant)).map(|movement| Moved {
            ranges: movement.ranges.clone(),
            from: movement.from,
            to: movement.to,
        });
        if let Some(moved) = &moved {
            self.list(entry.index, moved);
            self.count(moved);
            self.partition.shift(&moved.ranges, moved.to);
        }
        // Nothing is ever taken back here, so what could be undone is only in the way.
        self.partition.settle();
        self.steps.add(entry, moved);
    }

    fn count(&mut self, moved: &Moved) {
        let (from, to) = (self.end(moved.from), self.end(moved.to));
        for range in moved.ranges.as_slice() {
            if let Some(series) = self.partition.series(range.series()) {
                self.tally.shift(*series, from, to, amount_of(*range));
            }
        }
    }

    fn end(&self, place: Place) -> End {
        End { standing: place.standing(), line: self.line_at(place) }
    }
}
