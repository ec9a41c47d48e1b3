//! Allotments to lines, and their notification.

use super::rows::{Allotment, Line};
use super::why::Why;
use super::{Caller, Flaw, Judged, Naive, Owner, Rial, Said, What};
use ledger_core::command::{Allot, AllotmentOrigin};
use ledger_core::event::{Event, LineOpened};
use ledger_core::role::Role;

impl Naive {
    pub(super) fn allot(&mut self, caller: Caller, ask: &Allot) -> Judged {
        let mut why = self.asked_by(caller, Role::BudgetOfficer)?;
        let wanted = LineOpened { office: ask.office, programme: ask.programme, year: ask.year };
        let known = self.find_line(wanted);
        if known.is_none() {
            self.office_in_force(ask.office.0, &mut why);
            self.programme_in_force(ask.programme.0, &mut why);
        }
        why.unless(!ask.amount.is_zero(), "NOTHING_ASKED");
        let (giver, parent, mut rials) = self.offered(ask, &mut why);
        self.in_scope(caller, giver, &mut why);
        let asked = usize::try_from(ask.amount.count()).unwrap_or(usize::MAX);
        why.unless(asked <= rials.len(), "EXCEEDS_AVAILABLE");
        why.judged()?;
        rials.truncate(asked);
        let mut said = Vec::new();
        let line = known.unwrap_or_else(|| self.open_line(caller, wanted, &mut said));
        self.give(&rials, Owner::Allotted(line));
        let row = Allotment { line, parent, giver, by: caller.by, rials: rials.clone(), notified: false };
        self.allotments.insert(self.next, row);
        said.push(self.say(caller, What::Moved { name: "allotted", ids: vec![Some(line), parent], rials }));
        Ok(said)
    }

    /// Who gives, from which line, and which rials there are to give.
    fn offered(&self, ask: &Allot, why: &mut Why) -> (Option<u64>, Option<u64>, Vec<Rial>) {
        let admits = |fund: u64| self.admits(fund, ask.office.0, ask.programme.0);
        match ask.origin {
            AllotmentOrigin::Funds => {
                let rials = self.in_order(|series, owner| owner == Owner::Fund && admits(series.fund));
                (self.national(), None, rials)
            }
            AllotmentOrigin::Fund(fund) => {
                let known = self.funds.contains_key(&fund.0);
                why.unless(known, "UNKNOWN_FUND");
                why.unless(!known || admits(fund.0), "RESTRICTION_FORBIDS");
                let mut rials = self.in_order(|series, owner| owner == Owner::Fund && series.fund == fund.0);
                if self.has(Flaw::ByAccount) {
                    rials.sort_by_key(|(series, _)| self.series[series].account);
                }
                (self.national(), None, rials)
            }
            AllotmentOrigin::ParentLine { office } => {
                let parent = self.find_line(LineOpened { office, programme: ask.programme, year: ask.year });
                why.unless(parent.is_some(), "UNKNOWN_LINE");
                let below = office != ask.office && self.is_above(office.0, ask.office.0);
                why.unless(below, "WRONG_PARENT");
                let rials = self.in_order(|_, owner| parent.is_some_and(|line| owner == Owner::Line(line)));
                (Some(office.0), parent, rials)
            }
        }
    }

    pub(super) fn find_line(&self, wanted: Line) -> Option<u64> {
        self.lines.iter().find(|(_, line)| **line == wanted).map(|(id, _)| *id)
    }

    fn open_line(&mut self, caller: Caller, wanted: Line, said: &mut Vec<Said>) -> u64 {
        let id = self.next;
        self.lines.insert(id, wanted);
        said.push(self.say(caller, What::Plain(Event::LineOpened(wanted))));
        id
    }

    pub(super) fn notify(&mut self, caller: Caller, id: u64, seen: u64) -> Judged {
        let mut why = self.asked_by(caller, Role::Approver)?;
        let Some(row) = self.allotments.get(&id).filter(|_| id < self.act_from).cloned() else {
            why.add("UNKNOWN_ALLOTMENT");
            return Err(why);
        };
        self.in_scope(caller, row.giver, &mut why);
        why.unless(!row.notified, "ALREADY_CONFIRMED");
        self.unchanged(seen, id, &mut why);
        self.by_another(caller, &[row.by], &mut why);
        why.judged()?;
        self.give(&row.rials, Owner::Line(row.line));
        self.allotments.entry(id).and_modify(|row| row.notified = true);
        let ids = vec![Some(id), Some(seen), Some(row.line)];
        Ok(vec![self.say(caller, What::Moved { name: "notified", ids, rials: row.rials })])
    }
}
