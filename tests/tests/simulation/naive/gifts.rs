//! Receipts and their reversal, and the order in which rials are taken.

use super::rows::{Receipt, Series};
use super::said::run;
use super::why::Why;
use super::{Caller, Flaw, Fund, Judged, Naive, Owner, Rial, Said, What};
use ledger_core::command::RecordReceipt;
use ledger_core::event::{Channel, DonorKind, Event, FundOpened, SeriesOpened, Source};
use ledger_core::ids::{AccountId, FundId};
use ledger_core::money::Amount;
use ledger_core::role::Role;
use ledger_core::time::FiscalYear;

impl Naive {
    pub(super) fn receive(&mut self, caller: Caller, ask: &RecordReceipt) -> Judged {
        let mut why = self.asked_by(caller, Role::Receiver)?;
        self.in_scope(caller, Some(ask.office.0), &mut why);
        self.office_in_force(ask.office.0, &mut why);
        self.account_in_force(ask.account.0, &mut why);
        self.restriction_in_force(ask, &mut why);
        self.source_fits(ask, &mut why);
        self.payment_is_new(ask, &mut why);
        let today = Self::day(caller.at);
        let booked = ask.booking_date.unwrap_or(today);
        why.unless(booked <= today, "BOOKING_DATE_IMPOSSIBLE");
        let wanted = Fund { restriction: ask.restriction, source: ask.source };
        why.unless(!ask.amount.is_zero(), "NOTHING_ASKED");
        let room = Amount::MAX.count() - self.numbered(wanted, ask.account.0);
        why.unless(ask.amount.count() <= room, "AMOUNT_TOO_LARGE");
        why.judged()?;
        let mut said = Vec::new();
        let series = self.series_for(caller, wanted, ask.account.0, &mut said);
        let year = FiscalYear::of(booked).expect("a year of our time").number();
        said.push(self.write_receipt(caller, ask, series, (booked, year)));
        Ok(said)
    }

    /// What a new fund names has to be there; an old one was looked at when it was new.
    fn restriction_in_force(&self, ask: &RecordReceipt, why: &mut Why) {
        if let Some(programme) = ask.restriction.programme {
            self.programme_in_force(programme.0, why);
        }
        if let Some(area) = ask.restriction.area {
            self.area_in_force(area.0, why);
        }
    }

    fn source_fits(&self, ask: &RecordReceipt, why: &mut Why) {
        let donor = ask.donor.map(|donor| self.donors.get(&donor.0));
        why.unless(donor.is_none_or(|found| found.is_some()), "UNKNOWN_DONOR");
        let of_state = donor.flatten().is_some_and(|donor| donor.kind == DonorKind::StateCredit);
        why.unless(of_state == (ask.source == Source::StateCredit), "SOURCE_MISMATCH");
    }

    fn payment_is_new(&self, ask: &RecordReceipt, why: &mut Why) {
        let outside = matches!(ask.channel, Channel::Portal | Channel::Card | Channel::Transfer);
        why.unless(outside == ask.payment.is_some(), "PAYMENT_MISMATCH");
        let amount = usize::try_from(ask.amount.count()).ok();
        let same = |row: &Receipt| {
            row.payment.is_some()
                && row.payment == ask.payment
                && row.channel == ask.channel
                && Some(row.rials.len()) == amount
        };
        why.unless(self.has(Flaw::PaymentTwice) || !self.receipts.values().any(same), "PAYMENT_ALREADY_RECORDED");
    }

    fn find_series(&self, wanted: Fund, account: u64) -> Option<u64> {
        let fits = |row: &Series| row.account == account && self.funds[&row.fund] == wanted;
        self.series.iter().find(|(_, row)| fits(row)).map(|(id, _)| *id)
    }

    /// How many rials of this kind are numbered.
    pub fn numbered(&self, wanted: Fund, account: u64) -> u64 {
        self.find_series(wanted, account).map_or(0, |id| u64::try_from(self.series[&id].rials.len()).expect("small"))
    }

    fn series_for(&mut self, caller: Caller, wanted: Fund, account: u64, said: &mut Vec<Said>) -> u64 {
        if let Some(id) = self.find_series(wanted, account) {
            return id;
        }
        let known = self.funds.iter().find(|(_, fund)| **fund == wanted).map(|(id, _)| *id);
        let fund = known.unwrap_or(self.next);
        if known.is_none() {
            self.funds.insert(fund, wanted);
            let opened = FundOpened { restriction: wanted.restriction, source: wanted.source, item: None };
            said.push(self.say(caller, What::Plain(Event::FundOpened(opened))));
        }
        let id = self.next;
        self.series.insert(id, Series { fund, account, rials: Vec::new() });
        let opened = SeriesOpened { fund: FundId(fund), account: AccountId(account) };
        said.push(self.say(caller, What::Plain(Event::SeriesOpened(opened))));
        id
    }

    fn write_receipt(
        &mut self,
        caller: Caller,
        ask: &RecordReceipt,
        series: u64,
        (booked, year): (ledger_core::time::Day, u16),
    ) -> Said {
        let row = self.series.get_mut(&series).expect("just found");
        let first = u64::try_from(row.rials.len()).expect("small");
        let rials = run(series, first, ask.amount.count());
        row.rials.extend(rials.iter().map(|_| Owner::Fund));
        let number = 1 + self.numbers_given(ask.office.0, year);
        let receipt = Receipt {
            office: ask.office.0,
            by: caller.by,
            number,
            year,
            rials: rials.clone(),
            channel: ask.channel,
            payment: ask.payment.clone(),
        };
        self.receipts.insert(self.next, receipt);
        let facts = format!("{:?}", (booked, ask.value_date, ask.donor, ask.channel, &ask.payment));
        self.say(caller, What::Received { office: ask.office.0, number, facts, rials })
    }

    fn numbers_given(&self, office: u64, year: u16) -> u64 {
        let own = self.receipts.values().filter(|row| row.office == office && row.year == year);
        let voided = |row: &Receipt| row.rials.iter().all(|rial| matches!(self.owner(*rial), Owner::Voided(_)));
        let given = own.filter(|row| !(self.has(Flaw::NumberAgain) && voided(row)));
        u64::try_from(given.count()).expect("small")
    }

    pub(super) fn reverse(&mut self, caller: Caller, id: u64, amount: Option<u64>) -> Judged {
        let mut why = self.asked_by(caller, Role::Approver)?;
        // What an act itself brought in cannot be named by it.
        let Some(row) = self.receipts.get(&id).filter(|_| id < self.act_from) else {
            why.add("UNKNOWN_RECEIPT");
            return Err(why);
        };
        self.in_scope(caller, Some(row.office), &mut why);
        self.by_another(caller, &[row.by], &mut why);
        let count = |wanted: &dyn Fn(Owner) -> bool| row.rials.iter().filter(|rial| wanted(self.owner(**rial))).count();
        let left = count(&|owner| !matches!(owner, Owner::Voided(_)));
        let asked = amount.map_or(left, |amount| usize::try_from(amount).unwrap_or(usize::MAX));
        why.unless(amount != Some(0), "NOTHING_ASKED");
        why.unless(left > 0 && asked <= left, "EXCEEDS_RECEIPT");
        let free = count(&|owner| owner == Owner::Fund);
        why.unless(asked <= free || self.has(Flaw::ReversesUsed), "RECEIPT_IN_USE");
        why.judged()?;
        let free = row.rials.iter().rev().filter(|rial| self.owner(**rial) == Owner::Fund);
        let mut rials: Vec<Rial> = free.take(asked).copied().collect();
        rials.sort_unstable();
        self.give(&rials, Owner::Voided(id));
        Ok(vec![self.say(caller, What::Moved { name: "reversed", ids: vec![Some(id)], rials })])
    }

    pub fn owner(&self, (series, number): Rial) -> Owner {
        self.series[&series].rials[usize::try_from(number).expect("small")]
    }

    pub(super) fn give(&mut self, rials: &[Rial], owner: Owner) {
        for (series, number) in rials {
            let row = self.series.get_mut(series).expect("a rial that is there");
            row.rials[usize::try_from(*number).expect("small")] = owner;
        }
    }

    /// All rials that are wanted: of the narrowest area first; then those that say more; then of the older fund;
    /// then the lower numbers.
    pub(super) fn in_order(&self, wanted: impl Fn(&Series, Owner) -> bool) -> Vec<Rial> {
        let mut found = Vec::new();
        for (id, series) in &self.series {
            for (number, owner) in (0..).zip(&series.rials) {
                if wanted(series, *owner) {
                    found.push((self.width(series.fund), series.fund, (*id, number)));
                }
            }
        }
        found.sort_unstable();
        found.into_iter().map(|(_, _, rial)| rial).collect()
    }

    fn width(&self, fund: u64) -> (i32, i32) {
        let restriction = self.funds[&fund].restriction;
        let area = restriction.area.map(|area| match self.areas[&area.0].level {
            ledger_core::event::AreaLevel::Neighbourhood => 1,
            ledger_core::event::AreaLevel::County => 2,
            ledger_core::event::AreaLevel::Province => 3,
            ledger_core::event::AreaLevel::Country => 4,
        });
        let open = i32::from(restriction.area.is_none()) + i32::from(restriction.programme.is_none());
        let width = (area.unwrap_or(5), open);
        if self.has(Flaw::WidestFirst) { (-width.0, -width.1) } else { width }
    }

    /// Whether the donors of the fund admit a use by the office for the programme.
    pub(super) fn admits(&self, fund: u64, office: u64, programme: u64) -> bool {
        let restriction = self.funds[&fund].restriction;
        let area = self.offices.get(&office).map(|office| office.area);
        self.has(Flaw::AnyUse)
            || (restriction.programme.is_none_or(|wanted| wanted.0 == programme)
                && restriction.area.is_none_or(|wanted| area.is_some_and(|area| self.contains(wanted.0, area))))
    }
}
