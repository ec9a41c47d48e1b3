//! Totals by standing: in all, and along each of the ways in which money can be looked at.

use super::Views;
use super::standings::{Standings, amount_of};
use super::statement::Object;
use super::tally::Received;
use crate::ids::{AreaId, FundId, GrantId, OfficeId, ProgrammeId, ReceiptId};
use crate::place::Place;
use std::collections::BTreeMap;

impl Views {
    /// Everything.
    #[must_use]
    pub const fn totals(&self) -> Standings {
        self.tally.all
    }

    /// What an object has, by standing; `None` if there is no such object.
    ///
    /// - A fund: all its numbers. An account: all numbers ever received there; what it holds is what is in hand.
    /// - A line: what it holds, what the grants hold that it pays, and what they spent; not what it passed down.
    /// - A grant: what it holds and what was spent on it. Cancelled, it has nothing.
    /// - An office: the sum of its own lines, not of the offices below it.
    /// - A receipt: where its numbers are now.
    #[must_use]
    pub fn balance(&self, of: Object) -> Option<Standings> {
        match of {
            Object::Fund(id) => self.funds.at(id).map(|_| at(&self.tally.funds, &id)),
            Object::Account(id) => self.registrations.accounts.at(id).map(|_| at(&self.tally.accounts, &id)),
            Object::Line(id) => self.lines.lines.at(id).map(|_| at(&self.tally.lines, &id)),
            Object::Grant(id) => self.grants.at(id).map(|_| self.of_grant(id)),
            Object::Office(id) => self.registrations.offices.at(id).map(|_| self.of_office(id)),
            Object::Receipt(id) => self.of_receipt(id),
        }
    }

    /// Each fund with all its numbers, in the order of the funds.
    pub fn totals_by_fund(&self) -> impl Iterator<Item = (FundId, Standings)> {
        self.funds.after(None).map(|(fund, _)| (fund, at(&self.tally.funds, &fund)))
    }

    /// By the province that the donors gave for: all numbers of the funds whose restriction names an area in it.
    /// Under `None`: funds restricted to no area, or to the whole country. The sum over all keys is everything.
    #[must_use]
    pub fn totals_by_given_province(&self) -> BTreeMap<Option<AreaId>, Standings> {
        summed(self.funds.after(None).map(|(id, fund)| {
            let province = fund.restriction.area.and_then(|area| self.registrations.province(area));
            (province, at(&self.tally.funds, &id))
        }))
    }

    /// By the province of the office that holds the money in its lines and their grants, or that spent it. Under
    /// `None`: the lines of the national office. Money that is free or voided is in no line and not counted here.
    #[must_use]
    pub fn totals_by_office_province(&self) -> BTreeMap<Option<AreaId>, Standings> {
        summed(
            self.lines
                .lines
                .after(None)
                .map(|(id, line)| (self.registrations.province_of_office(line.office), at(&self.tally.lines, &id))),
        )
    }

    /// By the programme of the line that holds the money, or whose grants hold or spent it. Money that is free or
    /// voided is in no line and not counted here, even if its donors named a programme.
    #[must_use]
    pub fn totals_by_programme(&self) -> BTreeMap<ProgrammeId, Standings> {
        summed(self.lines.lines.after(None).map(|(id, line)| (line.programme, at(&self.tally.lines, &id))))
    }

    /// What an office received, and what was taken back of it.
    #[must_use]
    pub fn received(&self, office: OfficeId) -> Received {
        self.tally.offices.get(&office).copied().unwrap_or_default()
    }

    fn of_grant(&self, id: GrantId) -> Standings {
        let mut sum = Standings::default();
        for place in [Place::Encumbered(id), Place::InPayment(id), Place::Spent(id)] {
            sum.add(place.standing(), self.partition.amount(place));
        }
        sum
    }

    fn of_office(&self, id: OfficeId) -> Standings {
        let mut sum = Standings::default();
        for line in self.lines.of_office(id) {
            sum.add_all(&at(&self.tally.lines, line));
        }
        sum
    }

    fn of_receipt(&self, id: ReceiptId) -> Option<Standings> {
        let mut sum = Standings::default();
        for (range, place) in self.partition.segments_over(self.receipts.at(id)?.numbers) {
            sum.add(place.standing(), amount_of(range));
        }
        Some(sum)
    }
}

/// Opened and nothing came yet: nothing.
fn at<K: Ord>(totals: &BTreeMap<K, Standings>, key: &K) -> Standings {
    totals.get(key).copied().unwrap_or_default()
}

fn summed<K: Ord>(parts: impl Iterator<Item = (K, Standings)>) -> BTreeMap<K, Standings> {
    let mut sums: BTreeMap<K, Standings> = BTreeMap::new();
    for (key, part) in parts {
        sums.entry(key).or_default().add_all(&part);
    }
    sums
}
