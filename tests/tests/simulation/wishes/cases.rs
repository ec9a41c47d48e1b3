//! Beneficiaries and grants.

use super::papers::GROUPS;
use super::words::{group_key, rials, token};
use super::{Wish, Wisher};
use crate::simulation::naive::{Grant, Owner, Stage};
use ledger_core::command::{Command, GrantStep};
use ledger_core::event::{BeneficiaryEnrolled, BeneficiaryKind, GrantApplied, Reason, ReturnReason};
use ledger_core::ids::{AccountId, BeneficiaryId, GrantId, Index, OfficeId, ProgrammeId, Reference};
use ledger_core::role::Role;

impl Wisher<'_> {
    /// One or two of few persons, some of whom work here.
    pub(super) fn enrolment(&mut self) -> Wish {
        let office = self.one_of(&self.naive.offices)?;
        let mut persons: Vec<u64> = (0..self.dice.upto(2)).map(|_| 90 + self.dice.below(24)).collect();
        persons.dedup();
        let groups = if self.dice.one_in(8) { &GROUPS[..1] } else { &GROUPS[..] };
        let keys = groups.iter().flat_map(|group| persons.iter().map(|person| group_key(group, *person)));
        let mut reference = [1; 16];
        reference[0] = u8::try_from(self.dice.below(200)).expect("small");
        let ask = BeneficiaryEnrolled {
            kind: if persons.len() == 2 { BeneficiaryKind::Couple } else { BeneficiaryKind::Person },
            office: OfficeId(office),
            reference: Reference(reference),
            class: None,
            keys: keys.collect(),
            persons: persons.iter().map(|person| token(*person)).collect(),
        };
        Some((self.who(Role::CaseOfficer, Some(office)), Command::EnrolBeneficiary(ask)))
    }

    pub(super) fn verification(&mut self) -> Wish {
        let waiting: Vec<u64> =
            self.naive.beneficiaries.iter().filter(|(_, row)| !row.verified).map(|(id, _)| *id).collect();
        let any = if self.dice.one_in(8) { self.one_of(&self.naive.beneficiaries) } else { self.dice.pick(&waiting) };
        let id = any?;
        let office = self.naive.beneficiaries.get(&id).map(|row| row.office);
        let last_change = Index(self.seen(id));
        let principal = self.who(Role::CaseOfficer, office);
        Some((principal, Command::VerifyBeneficiary { beneficiary: BeneficiaryId(id), last_change }))
    }

    pub(super) fn application(&mut self) -> Wish {
        let id = self.one_of(&self.naive.beneficiaries)?;
        let programme = self.one_of(&self.naive.programmes)?;
        let office = self.office_with_money(programme)?;
        let most = if self.dice.one_in(8) { 90 } else { 30 };
        let amount = if self.dice.one_in(30) { 0 } else { self.dice.upto(most) };
        let ask = GrantApplied {
            programme: ProgrammeId(programme),
            office: OfficeId(office),
            beneficiary: BeneficiaryId(id),
            amount: rials(amount),
            payee: None,
            kit: None,
            list: None,
        };
        Some((self.who(Role::CaseOfficer, Some(office)), Command::ApplyForGrant(ask)))
    }

    /// Mostly an office with a line for the programme.
    fn office_with_money(&mut self, programme: u64) -> Option<u64> {
        let lines = self.naive.lines.values().filter(|line| line.programme.0 == programme);
        let offices: Vec<u64> = lines.map(|line| line.office.0).collect();
        if self.dice.one_in(8) { None } else { self.dice.pick(&offices) }.or_else(|| self.one_of(&self.naive.offices))
    }

    pub(super) fn grant_step(&mut self) -> Wish {
        let over = |grant: &Grant| matches!(grant.stage, Stage::Paid | Stage::Cancelled);
        let live: Vec<u64> = self.naive.grants.iter().filter(|(_, row)| !over(row)).map(|(id, _)| *id).collect();
        let any = if self.dice.one_in(12) { self.one_of(&self.naive.grants) } else { self.dice.pick_late(&live) };
        let id = any?;
        let grant = self.naive.grants.get(&id).cloned();
        let stage = grant.as_ref().map_or(Stage::Applied, |grant| grant.stage);
        let step = if self.dice.one_in(12) { self.any_step()? } else { self.next_step(stage, grant.as_ref())? };
        let last = grant.as_ref().map_or(id, |grant| grant.last);
        let last_change = Index(self.seen(last));
        let principal = self.who(role_of(&step), grant.map(|grant| grant.office));
        Some((principal, Command::Grant { grant: GrantId(id), last_change, step }))
    }

    fn next_step(&mut self, stage: Stage, grant: Option<&Grant>) -> Option<GrantStep> {
        if self.dice.one_in(20) {
            return Some(GrantStep::Cancel { reason: Reason::Withdrawn });
        }
        Some(match stage {
            Stage::Applied => GrantStep::Decide,
            Stage::Decided => GrantStep::SecureCredit { account: self.account_with_money(grant)? },
            Stage::Secured => GrantStep::Award,
            Stage::Awarded => GrantStep::Verify,
            Stage::Verified | Stage::Returned => GrantStep::OrderPayment,
            Stage::Ordered if self.dice.one_in(3) => GrantStep::ReturnPayment { reason: ReturnReason::AccountClosed },
            Stage::Ordered | Stage::Paid => GrantStep::SettlePayment,
            Stage::Cancelled => GrantStep::Cancel { reason: Reason::Mistake },
        })
    }

    /// Mostly one that holds something for a line of the grant's office.
    fn account_with_money(&mut self, grant: Option<&Grant>) -> Option<AccountId> {
        let office = grant.map(|grant| grant.office);
        let of_office = |owner: &Owner| match owner {
            Owner::Line(line) => Some(self.naive.lines[line].office.0) == office,
            _ => false,
        };
        let holding = self.naive.series.values().filter(|row| row.rials.iter().any(of_office));
        let accounts: Vec<u64> = holding.map(|row| row.account).collect();
        let any = if self.dice.one_in(12) { None } else { self.dice.pick(&accounts) };
        any.or_else(|| self.one_of(&self.naive.accounts)).map(AccountId)
    }

    fn any_step(&mut self) -> Option<GrantStep> {
        let account = self.account_with_money(None)?;
        self.dice.pick(&[
            GrantStep::Decide,
            GrantStep::SecureCredit { account },
            GrantStep::Award,
            GrantStep::Verify,
            GrantStep::OrderPayment,
            GrantStep::SettlePayment,
            GrantStep::ReturnPayment { reason: ReturnReason::Other },
            GrantStep::Cancel { reason: Reason::Mistake },
        ])
    }
}

const fn role_of(step: &GrantStep) -> Role {
    match step {
        GrantStep::Decide | GrantStep::Verify | GrantStep::ReserveKit { .. } => Role::CaseOfficer,
        GrantStep::SecureCredit { .. } => Role::BudgetOfficer,
        GrantStep::Award | GrantStep::RenewPayee | GrantStep::Cancel { .. } => Role::Approver,
        GrantStep::OrderPayment => Role::Releaser,
        GrantStep::SettlePayment | GrantStep::ReturnPayment { .. } => Role::Treasurer,
    }
}
