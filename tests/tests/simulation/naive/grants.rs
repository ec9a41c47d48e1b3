//! The path of a grant, step by step.

use super::why::Why;
use super::{Caller, Flaw, Grant, Judged, Naive, Owner, Rial, Said, Stage, What};
use ledger_core::event::{Event, GrantApplied, GrantAwarded, GrantDecided, GrantVerified, GroupKey, LineOpened};
use ledger_core::ids::{GrantId, Index, OfficeId, ProgrammeId, RuleId};
use ledger_core::role::Role;
use ledger_core::text::Code;
use ledger_core::time::{Day, FiscalYear};

impl Naive {
    pub(super) fn apply(&mut self, caller: Caller, ask: GrantApplied) -> Judged {
        let mut why = self.asked_by(caller, Role::CaseOfficer)?;
        self.in_scope(caller, Some(ask.office.0), &mut why);
        self.office_in_force(ask.office.0, &mut why);
        self.programme_in_force(ask.programme.0, &mut why);
        why.unless(!ask.amount.is_zero(), "NOTHING_ASKED");
        let id = ask.beneficiary.0;
        match self.beneficiaries.get(&id) {
            None => why.add("UNKNOWN_BENEFICIARY"),
            Some(row) => {
                why.unless(row.verified, "BENEFICIARY_NOT_VERIFIED");
                self.not_for_oneself(caller, &row.persons, &mut why);
            }
        }
        match self.rule_on(ask.programme.0, Self::day(caller.at)) {
            None => why.add("NO_RULE_IN_FORCE"),
            Some(rule) => {
                why.unless(ask.amount.count() <= self.rules[&rule].cap, "EXCEEDS_CAP");
                self.keys_are_free(id, rule, &mut why);
            }
        }
        why.judged()?;
        let grant = Grant {
            programme: ask.programme.0,
            office: ask.office.0,
            beneficiary: id,
            amount: ask.amount.count(),
            stage: Stage::Applied,
            maker: caller.by,
            checker: None,
            releaser: None,
            last_by: caller.by,
            last: self.next,
            rule: None,
            line: None,
            account: None,
        };
        self.grants.insert(self.next, grant);
        Ok(vec![self.say(caller, What::Plain(Event::GrantApplied(ask)))])
    }

    /// The version that came into force last, of those in force on the day; of two of one day the later.
    fn rule_on(&self, programme: u64, day: Day) -> Option<u64> {
        let of_programme = self.rules.iter().filter(|(_, rule)| rule.programme == programme);
        let in_force = of_programme.filter_map(|(id, rule)| Some((rule.from.filter(|from| *from <= day)?, *id)));
        in_force.max().map(|(_, id)| id)
    }

    fn keys(&self, beneficiary: u64, group: &Code) -> Vec<&GroupKey> {
        let all = self.beneficiaries.get(&beneficiary).map_or(&[][..], |row| &row.keys);
        all.iter().filter(|key| key.group == *group).collect()
    }

    /// No person of the beneficiary has a live award in the group of the rule.
    fn keys_are_free(&self, beneficiary: u64, rule: u64, why: &mut Why) {
        let group = &self.rules[&rule].group;
        let wanted = self.keys(beneficiary, group);
        why.unless(!wanted.is_empty(), "NO_BENEFIT_KEY");
        let live = |grant: &Grant| {
            use Stage::{Awarded, Ordered, Paid, Returned, Verified};
            matches!(grant.stage, Awarded | Verified | Ordered | Paid | Returned)
        };
        let taken = self.grants.values().filter(|grant| live(grant)).any(|grant| {
            let under = &self.rules[&grant.rule.expect("decided before it was awarded")].group;
            self.keys(grant.beneficiary, under).iter().any(|key| wanted.contains(key))
        });
        why.unless(!taken || self.has(Flaw::TwoAwards), "BENEFIT_ALREADY_GRANTED");
    }

    /// What every step asks: the role, a grant that is there and not the caller's own, the office, the stage, and
    /// that nothing changed.
    fn on_path(&self, caller: Caller, role: Role, (id, seen): (u64, u64), from: &[Stage]) -> Result<(Why, Grant), Why> {
        let mut why = self.asked_by(caller, role)?;
        let Some(grant) = self.grants.get(&id) else {
            why.add("UNKNOWN_GRANT");
            return Err(why);
        };
        self.in_scope(caller, Some(grant.office), &mut why);
        why.unless(from.contains(&grant.stage), "STAGE_OUT_OF_ORDER");
        self.unchanged(seen, grant.last, &mut why);
        self.not_for_oneself(caller, &self.beneficiaries[&grant.beneficiary].persons, &mut why);
        Ok((why, grant.clone()))
    }

    fn reach(&mut self, caller: Caller, id: u64, stage: Stage, change: impl FnOnce(&mut Grant)) {
        let last = self.next;
        let grant = self.grants.get_mut(&id).expect("on its path");
        (grant.stage, grant.last, grant.last_by) = (stage, last, caller.by);
        change(grant);
    }

    fn moved(&mut self, caller: Caller, name: &'static str, ids: &[u64], rials: Vec<Rial>) -> Vec<Said> {
        let ids = ids.iter().map(|id| Some(*id)).collect();
        vec![self.say(caller, What::Moved { name, ids, rials })]
    }

    fn held(&self, owner: Owner) -> Vec<Rial> {
        let mut rials = self.in_order(|_, found| found == owner);
        rials.sort_unstable();
        rials
    }

    pub(super) fn decide(&mut self, caller: Caller, id: u64, seen: u64) -> Judged {
        let (mut why, grant) = self.on_path(caller, Role::CaseOfficer, (id, seen), &[Stage::Applied])?;
        let rule = self.rule_on(grant.programme, Self::day(caller.at));
        why.unless(rule.is_some(), "NO_RULE_IN_FORCE");
        why.unless(rule.is_none_or(|rule| grant.amount <= self.rules[&rule].cap), "EXCEEDS_CAP");
        why.judged()?;
        self.reach(caller, id, Stage::Decided, |grant| grant.rule = rule);
        let rule = RuleId(rule.expect("judged"));
        let decided = GrantDecided { grant: GrantId(id), last_change: Index(seen), rule };
        Ok(vec![self.say(caller, What::Plain(Event::GrantDecided(decided)))])
    }

    pub(super) fn secure(&mut self, caller: Caller, id: u64, seen: u64, account: u64) -> Judged {
        let (mut why, grant) = self.on_path(caller, Role::BudgetOfficer, (id, seen), &[Stage::Decided])?;
        self.account_in_force(account, &mut why);
        let line = self.find_line(LineOpened {
            office: OfficeId(grant.office),
            programme: ProgrammeId(grant.programme),
            year: FiscalYear::of(Self::day(caller.at)).expect("a year of our time"),
        });
        why.unless(line.is_some(), "UNKNOWN_LINE");
        let asked = usize::try_from(grant.amount).expect("small");
        let mut rials = self
            .in_order(|series, owner| series.account == account && line.is_some_and(|line| owner == Owner::Line(line)));
        why.unless(asked <= rials.len(), "EXCEEDS_AVAILABLE");
        why.judged()?;
        rials.truncate(asked);
        self.give(&rials, Owner::Encumbered(id));
        let line = line.expect("judged");
        self.reach(caller, id, Stage::Secured, |grant| (grant.line, grant.account) = (Some(line), Some(account)));
        Ok(self.moved(caller, "secured", &[id, seen, line, account], rials))
    }

    pub(super) fn award(&mut self, caller: Caller, id: u64, seen: u64) -> Judged {
        let (mut why, grant) = self.on_path(caller, Role::Approver, (id, seen), &[Stage::Secured])?;
        self.by_another(caller, &[grant.maker, grant.last_by], &mut why);
        if let Some(rule) = grant.rule {
            self.keys_are_free(grant.beneficiary, rule, &mut why);
        }
        why.judged()?;
        self.reach(caller, id, Stage::Awarded, |grant| grant.checker = Some(caller.by));
        let awarded = GrantAwarded { grant: GrantId(id), last_change: Index(seen) };
        Ok(vec![self.say(caller, What::Plain(Event::GrantAwarded(awarded)))])
    }

    pub(super) fn verify(&mut self, caller: Caller, id: u64, seen: u64) -> Judged {
        let (why, _) = self.on_path(caller, Role::CaseOfficer, (id, seen), &[Stage::Awarded])?;
        why.judged()?;
        self.reach(caller, id, Stage::Verified, |_| {});
        let verified = GrantVerified { grant: GrantId(id), last_change: Index(seen), list: None };
        Ok(vec![self.say(caller, What::Plain(Event::GrantVerified(verified)))])
    }

    pub(super) fn order(&mut self, caller: Caller, id: u64, seen: u64) -> Judged {
        let from = [Stage::Verified, Stage::Returned];
        let (mut why, grant) = self.on_path(caller, Role::Releaser, (id, seen), &from)?;
        let others: Vec<u64> = [Some(grant.maker), grant.checker, Some(grant.last_by)].into_iter().flatten().collect();
        self.by_another(caller, &others, &mut why);
        why.judged()?;
        let rials = self.held(Owner::Encumbered(id));
        self.give(&rials, Owner::InPayment(id));
        self.reach(caller, id, Stage::Ordered, |grant| grant.releaser = Some(caller.by));
        Ok(self.moved(caller, "ordered", &[id, seen], rials))
    }

    pub(super) fn bank_paid(&mut self, caller: Caller, id: u64, seen: u64) -> Judged {
        self.bank(caller, (id, seen), "settled", (Stage::Paid, Owner::Spent(id)))
    }

    pub(super) fn bank_returned(&mut self, caller: Caller, id: u64, seen: u64) -> Judged {
        self.bank(caller, (id, seen), "returned", (Stage::Returned, Owner::Encumbered(id)))
    }

    fn bank(
        &mut self,
        caller: Caller,
        (id, seen): (u64, u64),
        name: &'static str,
        (stage, owner): (Stage, Owner),
    ) -> Judged {
        let (mut why, grant) = self.on_path(caller, Role::Treasurer, (id, seen), &[Stage::Ordered])?;
        self.by_another(caller, grant.releaser.as_slice(), &mut why);
        why.judged()?;
        let rials = self.held(Owner::InPayment(id));
        self.give(&rials, owner);
        self.reach(caller, id, stage, |_| {});
        Ok(self.moved(caller, name, &[id, seen], rials))
    }

    pub(super) fn cancel(&mut self, caller: Caller, id: u64, seen: u64) -> Judged {
        use Stage::{Applied, Awarded, Decided, Returned, Secured, Verified};
        let from = [Applied, Decided, Secured, Awarded, Verified, Returned];
        let (mut why, grant) = self.on_path(caller, Role::Approver, (id, seen), &from)?;
        self.by_another(caller, &[grant.maker, grant.last_by], &mut why);
        why.judged()?;
        let rials = self.held(Owner::Encumbered(id));
        let back = grant.line.filter(|_| !self.has(Flaw::BackToTheFund)).map_or(Owner::Fund, Owner::Line);
        self.give(&rials, back);
        self.reach(caller, id, Stage::Cancelled, |_| {});
        Ok(self.moved(caller, "cancelled", &[id, seen], rials))
    }
}
