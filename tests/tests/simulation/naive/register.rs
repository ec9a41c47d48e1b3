//! The register: proposed by one administrator, confirmed by another; donors and beneficiaries beside it.

use super::rows::{Account, Area, Beneficiary, Donor, Office, Principal, Rule};
use super::{Caller, Judged, Naive, What};
use ledger_core::event::{
    AccountOpened, AreaLevel, AreaRegistered, BeneficiaryEnrolled, BeneficiaryVerified, ClockAdvanced, DonorRegistered,
    Event, OfficeKind, OfficeRegistered, PrincipalAdmitted, PrincipalKind, ProgrammeRegistered, ProgrammeRuleSet,
    RegistrationConfirmed,
};
use ledger_core::ids::{BeneficiaryId, Index};
use ledger_core::role::{Role, Roles};

const APPROVING: [Role; 3] = [Role::Administrator, Role::Approver, Role::Releaser];

pub fn principal(admitted: &PrincipalAdmitted) -> Principal {
    let human = match admitted.kind {
        PrincipalKind::Human(token) => Some(token),
        PrincipalKind::System => None,
    };
    let office = admitted.office.map(|office| office.0);
    Principal { human, office, roles: admitted.roles, key: admitted.api_key_hash }
}

/// Administrators and auditors have one role each.
fn may_meet(roles: Roles) -> bool {
    let alone = roles.has(Role::Administrator) || roles.has(Role::Auditor);
    !alone || roles.iter().count() == 1
}

impl Naive {
    pub(super) fn advance_clock(&mut self, caller: Caller, ask: ClockAdvanced) -> Judged {
        let mut why = self.asked_by(caller, Role::Administrator)?;
        why.unless(ask.to >= self.time, "CLOCK_BACKWARDS");
        why.judged()?;
        self.time = ask.to;
        Ok(vec![self.say(caller, What::Plain(Event::ClockAdvanced(ask)))])
    }

    pub(super) fn register_area(&mut self, caller: Caller, ask: &AreaRegistered) -> Judged {
        let mut why = self.asked_by(caller, Role::Administrator)?;
        why.unless(self.areas.values().all(|area| area.code != ask.code), "CODE_TAKEN");
        match ask.parent {
            None if ask.level == AreaLevel::Country => why.unless(self.country().is_none(), "ALREADY_OPEN"),
            None => why.add("WRONG_PARENT"),
            Some(parent) => {
                let above = self.areas.get(&parent.0).map(|area| area.level);
                why.unless(level_above(ask.level).is_some() && level_above(ask.level) == above, "WRONG_PARENT");
                self.area_in_force(parent.0, &mut why);
            }
        }
        why.judged()?;
        let parent = ask.parent.map(|area| area.0);
        self.areas.insert(self.next, Area { code: ask.code.clone(), level: ask.level, parent });
        Ok(self.propose(caller, Event::AreaRegistered(ask.clone())))
    }

    pub(super) fn register_office(&mut self, caller: Caller, ask: &OfficeRegistered) -> Judged {
        let mut why = self.asked_by(caller, Role::Administrator)?;
        why.unless(self.offices.values().all(|office| office.code != ask.code), "CODE_TAKEN");
        self.area_in_force(ask.area.0, &mut why);
        if let Some(parent) = ask.parent {
            self.office_in_force(parent.0, &mut why);
            let above = self.offices.get(&parent.0).is_some_and(|office| self.contains(office.area, ask.area.0));
            why.unless(above, "WRONG_PARENT");
        } else {
            why.unless(self.national().is_none(), "ALREADY_OPEN");
            let serves_all = self.country() == Some(ask.area.0) && ask.kind == OfficeKind::Welfare;
            why.unless(serves_all, "WRONG_PARENT");
        }
        why.judged()?;
        let parent = ask.parent.map(|office| office.0);
        self.offices.insert(self.next, Office { code: ask.code.clone(), parent, area: ask.area.0 });
        Ok(self.propose(caller, Event::OfficeRegistered(ask.clone())))
    }

    pub(super) fn admit(&mut self, caller: Caller, ask: &PrincipalAdmitted) -> Judged {
        let mut why = self.asked_by(caller, Role::Administrator)?;
        let new = principal(ask);
        why.unless(self.principals.values().all(|row| row.key != new.key), "IDENTITY_TAKEN");
        match new.office {
            Some(office) => self.office_in_force(office, &mut why),
            None => why.add("UNKNOWN_OFFICE"),
        }
        why.unless(!new.roles.is_empty(), "ROLE_MISSING");
        let approves = APPROVING.iter().any(|role| new.roles.has(*role));
        why.unless(new.human.is_some() || !approves, "SYSTEM_MAY_NOT_APPROVE");
        why.unless(may_meet(self.with_other_names(&new)), "ROLES_MAY_NOT_MEET");
        why.judged()?;
        self.principals.insert(self.next, new);
        Ok(self.propose(caller, Event::PrincipalAdmitted(ask.clone())))
    }

    fn with_other_names(&self, row: &Principal) -> Roles {
        row.human.map_or(row.roles, |person| self.roles_of(person).union(row.roles))
    }

    pub(super) fn register_programme(&mut self, caller: Caller, ask: &ProgrammeRegistered) -> Judged {
        let mut why = self.asked_by(caller, Role::Administrator)?;
        why.unless(self.programmes.values().all(|code| *code != ask.code), "CODE_TAKEN");
        why.judged()?;
        self.programmes.insert(self.next, ask.code.clone());
        Ok(self.propose(caller, Event::ProgrammeRegistered(ask.clone())))
    }

    pub(super) fn set_rule(&mut self, caller: Caller, ask: &ProgrammeRuleSet) -> Judged {
        let mut why = self.asked_by(caller, Role::Administrator)?;
        self.programme_in_force(ask.programme.0, &mut why);
        why.unless(!ask.cap.is_zero(), "NOTHING_ASKED");
        why.unless(ask.effective_from >= Self::day(caller.at), "STARTS_BEFORE_ITSELF");
        why.judged()?;
        let rule = Rule {
            programme: ask.programme.0,
            cap: ask.cap.count(),
            group: ask.benefit_group.clone(),
            asked_from: ask.effective_from,
            from: None,
        };
        self.rules.insert(self.next, rule);
        Ok(self.propose(caller, Event::ProgrammeRuleSet(ask.clone())))
    }

    pub(super) fn open_account(&mut self, caller: Caller, ask: &AccountOpened) -> Judged {
        let mut why = self.asked_by(caller, Role::Administrator)?;
        why.unless(self.accounts.values().all(|account| account.code != ask.code), "CODE_TAKEN");
        self.office_in_force(ask.office.0, &mut why);
        why.judged()?;
        self.accounts.insert(self.next, Account { code: ask.code.clone() });
        Ok(self.propose(caller, Event::AccountOpened(ask.clone())))
    }

    fn propose(&mut self, caller: Caller, event: Event) -> Vec<super::Said> {
        self.proposed.insert(self.next, caller.by);
        vec![self.say(caller, What::Plain(event))]
    }

    pub(super) fn confirm(&mut self, caller: Caller, ask: RegistrationConfirmed) -> Judged {
        let mut why = self.asked_by(caller, Role::Administrator)?;
        let object = ask.object.0;
        match self.proposed.get(&object) {
            None => why.add(if self.is_registered(object) { "ALREADY_CONFIRMED" } else { "UNKNOWN_REGISTRATION" }),
            Some(maker) => self.by_another(caller, &[*maker], &mut why),
        }
        self.unchanged(ask.last_change.0, object, &mut why);
        if let Some(row) = self.principals.get(&object).filter(|row| row.human.is_some()) {
            self.not_for_oneself(caller, row.human.as_slice(), &mut why);
            why.unless(may_meet(self.with_other_names(row)), "ROLES_MAY_NOT_MEET");
        }
        why.judged()?;
        self.proposed.remove(&object);
        if let Some(rule) = self.rules.get_mut(&object) {
            rule.from = Some(rule.asked_from.max(Self::day(caller.at)));
        }
        Ok(vec![self.say(caller, What::Plain(Event::RegistrationConfirmed(ask)))])
    }

    fn is_registered(&self, object: u64) -> bool {
        self.areas.contains_key(&object)
            || self.offices.contains_key(&object)
            || self.principals.contains_key(&object)
            || self.programmes.contains_key(&object)
            || self.accounts.contains_key(&object)
            || self.rules.contains_key(&object)
    }

    pub(super) fn register_donor(&mut self, caller: Caller, ask: DonorRegistered) -> Judged {
        let mut why = self.asked_by(caller, Role::Receiver)?;
        why.unless(self.donors.values().all(|donor| donor.reference != ask.reference), "CODE_TAKEN");
        why.judged()?;
        self.donors.insert(self.next, Donor { kind: ask.kind, reference: ask.reference });
        Ok(vec![self.say(caller, What::Plain(Event::DonorRegistered(ask)))])
    }

    pub(super) fn enrol(&mut self, caller: Caller, ask: &BeneficiaryEnrolled) -> Judged {
        let mut why = self.asked_by(caller, Role::CaseOfficer)?;
        self.in_scope(caller, Some(ask.office.0), &mut why);
        self.office_in_force(ask.office.0, &mut why);
        why.unless(self.beneficiaries.values().all(|row| row.reference != ask.reference), "CODE_TAKEN");
        why.judged()?;
        let row = Beneficiary {
            office: ask.office.0,
            reference: ask.reference,
            persons: ask.persons.clone(),
            keys: ask.keys.clone(),
            by: caller.by,
            verified: false,
        };
        self.beneficiaries.insert(self.next, row);
        Ok(vec![self.say(caller, What::Plain(Event::BeneficiaryEnrolled(ask.clone())))])
    }

    pub(super) fn verify_beneficiary(&mut self, caller: Caller, id: u64, seen: u64) -> Judged {
        let mut why = self.asked_by(caller, Role::CaseOfficer)?;
        self.by_a_human(caller, &mut why);
        let Some(row) = self.beneficiaries.get(&id) else {
            why.add("UNKNOWN_BENEFICIARY");
            return Err(why);
        };
        self.in_scope(caller, Some(row.office), &mut why);
        why.unless(!row.verified, "ALREADY_CONFIRMED");
        self.unchanged(seen, id, &mut why);
        self.by_another(caller, &[row.by], &mut why);
        self.not_for_oneself(caller, &row.persons, &mut why);
        why.judged()?;
        self.beneficiaries.entry(id).and_modify(|row| row.verified = true);
        let verified = BeneficiaryVerified { beneficiary: BeneficiaryId(id), last_change: Index(seen) };
        Ok(vec![self.say(caller, What::Plain(Event::BeneficiaryVerified(verified)))])
    }
}

const fn level_above(level: AreaLevel) -> Option<AreaLevel> {
    match level {
        AreaLevel::Country => None,
        AreaLevel::Province => Some(AreaLevel::Country),
        AreaLevel::County => Some(AreaLevel::Province),
        AreaLevel::Neighbourhood => Some(AreaLevel::County),
    }
}
