//! The plan of the ceremony: all that it will ask for, drawn from a seed, with sums that are exact by construction. It
//! knows no server, no index and no rule.

pub mod allotments;
pub mod bank;
pub mod campaigns;
pub mod donors;
pub mod gifts;
pub mod goods;
pub mod lines;
pub mod measure;
pub mod persons;
pub mod places;
pub mod promises;
pub mod seed;
pub mod shebas;
pub mod wish;

pub use measure::Measure;

use super::timetable::{Occasion, gift_days};
use allotments::{Allotments, Short};
use bank::SentBack;
use campaigns::Campaign;
use gifts::{Gift, GiftDay};
use goods::Goods;
use ledger_core::time::NoSuchDate;
use lines::Line;
use places::Places;
use promises::Promise;
use seed::Seed;

/// All that the ceremony will ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// How large it is.
    pub measure: Measure,
    /// Where it is.
    pub places: Places,
    /// The campaigns.
    pub campaigns: Vec<Campaign>,
    /// The gifts, day by day.
    pub gifts: Vec<GiftDay>,
    /// Promises of money.
    pub promises: Vec<Promise>,
    /// Goods, promised and brought.
    pub goods: Goods,
    /// The lines of the list.
    pub lines: Vec<Line>,
    /// What is allotted for them.
    pub allotments: Allotments,
    /// Which payments come back.
    pub sent_back: Vec<SentBack>,
    /// The line whose payee changes between approval and release, by its place.
    pub changed_payee: usize,
}

/// Why there is no plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// A day that does not exist.
    #[error("the timetable is broken: {0}")]
    Day(#[from] NoSuchDate),
    /// Gifts that do not suffice.
    #[error(transparent)]
    Short(#[from] Short),
}

impl Plan {
    /// The plan of this size, drawn from a seed.
    ///
    /// # Errors
    /// [`PlanError`].
    pub fn new(seed: u64, measure: Measure) -> Result<Self, PlanError> {
        let mut seed = Seed::new(seed);
        let places = Places::read();
        let campaigns = campaigns::campaigns(&places, Occasion::Campaigns.day()?);
        let days = gift_days(measure.gift_days())?;
        let gifts = gifts::gifts(&mut seed, &measure, &places, &campaigns, &days);
        let lines = lines::lines(&measure, &places);
        allotments::enough(&lines, &gifts, &places)?;
        let sent_back = bank::sent_back(&lines, measure.sent_back);
        Ok(Self {
            allotments: allotments::allotments(&lines, &gifts),
            promises: promises::promises(&places)?,
            goods: goods::goods(&measure, &places),
            changed_payee: changed_payee(&places, &lines, &sent_back),
            measure,
            places,
            campaigns,
            gifts,
            lines,
            sent_back,
        })
    }

    /// All gifts.
    pub fn all_gifts(&self) -> impl Iterator<Item = &Gift> {
        self.gifts.iter().flat_map(GiftDay::all)
    }

    /// About how many things the ceremony will ask for.
    #[must_use]
    pub fn about_to_ask(&self) -> u64 {
        const REGISTER: u64 = 2_700;
        const EACH_LINE: u64 = 8;
        const EACH_SET: u64 = 10;
        let lines = EACH_LINE.saturating_mul(self.lines.len() as u64);
        let sets = EACH_SET.saturating_mul(self.measure.sets);
        self.measure.gifts_count().saturating_add(lines).saturating_add(sets).saturating_add(REGISTER)
    }

    /// What the list declares, in rial.
    #[must_use]
    pub fn list_total(&self) -> u64 {
        self.lines.iter().map(|line| line.rials).sum()
    }

    /// The line that is cancelled after the bank sent it back.
    #[must_use]
    pub fn cancelled(&self) -> Option<&Line> {
        let back = self.sent_back.iter().find(|back| back.then == bank::Then::Cancelled)?;
        self.lines.get(back.line)
    }

    /// What is paid in the end, in rial.
    #[must_use]
    pub fn paid_total(&self) -> u64 {
        self.list_total().saturating_sub(self.cancelled().map_or(0, |line| line.rials))
    }
}

/// The first line of Kerman that the bank will pay.
fn changed_payee(places: &Places, lines: &[Line], sent_back: &[SentBack]) -> usize {
    let kerman = places.province("IR-08");
    let is_paid = |at: usize| sent_back.iter().all(|back| back.line != at);
    let found = lines.iter().enumerate().position(|(at, line)| Some(line.province) == kerman && is_paid(at));
    found.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Measure, Plan};

    #[test]
    fn the_ceremony_is_what_the_sources_say() {
        let plan = Plan::new(1404, Measure::FULL).expect("a plan");
        assert_eq!(plan.all_gifts().count(), 200_000);
        assert_eq!(plan.all_gifts().map(|gift| gift.rials).sum::<u64>(), 10_000_000_000_000);
        assert_eq!((plan.lines.len(), plan.list_total()), (3_459, 1_429_500_000_000));
        assert_eq!(plan.paid_total(), 1_429_300_000_000);
        assert_eq!(plan.sent_back.len(), 41);
        assert_eq!(plan.campaigns.len(), 30);
    }

    #[test]
    fn the_same_seed_gives_the_same_plan_and_another_one_other_gifts() {
        let plan = |seed| Plan::new(seed, Measure::SMALL).expect("a plan");
        assert_eq!(plan(1404), plan(1404));
        assert_ne!(plan(1404).gifts, plan(1405).gifts);
    }
}
