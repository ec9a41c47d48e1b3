//! The gifts of the year before the ceremony, drawn from a seed so that every sum is exact.

mod large;
mod micro;
mod portal;

use super::campaigns::Campaign;
use super::donors::Donor;
use super::measure::Measure;
use super::places::Places;
use super::seed::Seed;
use super::wish::Wish;
use ledger_core::time::Day;

/// How a gift came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// By a card terminal.
    Card,
    /// By the donation portal.
    Portal,
    /// By transfer.
    Transfer,
}

/// A gift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gift {
    /// In rial.
    pub rials: u64,
    /// What for; the purpose of its campaign, if it answers one.
    pub wish: Wish,
    /// The campaign that it answers, by its place.
    pub campaign: Option<usize>,
    /// How it came.
    pub way: Way,
    /// Who gave it, if that is known.
    pub donor: Option<Donor>,
    /// Its reference at the gateway or the bank.
    pub reference: u64,
}

/// The gifts that are recorded on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GiftDay {
    /// The day.
    pub day: Day,
    /// Small ones: at most a batch.
    pub micro: Vec<Gift>,
    /// Those with a place and a category.
    pub portal: Vec<Gift>,
    /// Those of companies and assemblies.
    pub large: Vec<Gift>,
}

impl GiftDay {
    /// All of the day.
    pub fn all(&self) -> impl Iterator<Item = &Gift> {
        self.micro.iter().chain(&self.portal).chain(&self.large)
    }
}

/// All gifts, day by day. The last small one came by card.
#[must_use]
pub fn gifts(
    seed: &mut Seed,
    measure: &Measure,
    places: &Places,
    campaigns: &[Campaign],
    days: &[Day],
) -> Vec<GiftDay> {
    let mut micro = micro::gifts(seed, measure, campaigns, days).into_iter();
    let mut portal = spread(portal::gifts(seed, measure.portal, places), days.len()).into_iter();
    let mut large = spread(large::gifts(seed, measure, places), days.len()).into_iter();
    days.iter()
        .map(|day| GiftDay {
            day: *day,
            micro: micro.next().unwrap_or_default(),
            portal: portal.next().unwrap_or_default(),
            large: large.next().unwrap_or_default(),
        })
        .collect()
}

/// A list in `parts` parts of the same length, but for the last ones, which may be shorter.
fn spread(gifts: Vec<Gift>, parts: usize) -> Vec<Vec<Gift>> {
    let share = gifts.len().div_ceil(parts.max(1));
    let mut gifts = gifts.into_iter();
    (0..parts).map(|_| gifts.by_ref().take(share).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::{GiftDay, Measure, Seed, Way, gifts};
    use crate::demo::plan::campaigns::campaigns;
    use crate::demo::plan::measure::Purse;
    use crate::demo::plan::places::Places;
    use crate::demo::plan::wish::{Area, Programme, Wish};
    use crate::demo::timetable::{Occasion, gift_days};
    use std::collections::BTreeSet;

    fn drawn(seed: u64, measure: &Measure) -> Vec<GiftDay> {
        let places = Places::read();
        let campaigns = campaigns(&places, Occasion::Campaigns.day().expect("a day"));
        let days = gift_days(measure.gift_days()).expect("days");
        gifts(&mut Seed::new(seed), measure, &places, &campaigns, &days)
    }

    fn purse<'g>(gifts: impl Iterator<Item = &'g super::Gift>) -> Purse {
        gifts.fold(Purse { count: 0, rials: 0 }, |sum, gift| Purse {
            count: sum.count + 1,
            rials: sum.rials + gift.rials,
        })
    }

    #[test]
    fn every_kind_of_gift_sums_up_to_the_rial_from_every_seed() {
        for (seed, measure) in [(1404, Measure::FULL), (0, Measure::SMALL), (u64::MAX, Measure::SMALL)] {
            let days = drawn(seed, &measure);
            assert_eq!(purse(days.iter().flat_map(|day| &day.micro)), measure.micro);
            assert_eq!(purse(days.iter().flat_map(|day| &day.portal)), measure.portal);
            assert_eq!(purse(days.iter().flat_map(|day| &day.large)), measure.large);
            assert_eq!(purse(days.iter().flat_map(GiftDay::all)).rials, measure.gifts_total());
        }
    }

    #[test]
    fn each_province_of_the_ceremony_gets_what_large_donors_gave_for_its_dowries_and_marriages() {
        let places = Places::read();
        let days = drawn(1404, &Measure::FULL);
        for province in &places.ceremony {
            let given = |programme: Programme| {
                let wish = Wish::programme_in(programme, Area::Province(*province));
                purse(days.iter().flat_map(|day| &day.large).filter(move |gift| gift.wish == wish)).rials
            };
            assert!(given(Programme::Dowry) >= 200_000_000_000);
            assert!(given(Programme::Marriage) >= 40_000_000_000);
        }
    }

    #[test]
    fn gifts_answer_campaigns_that_are_open_and_every_campaign_raises_something() {
        let campaigns = campaigns(&Places::read(), Occasion::Campaigns.day().expect("a day"));
        let mut answered = BTreeSet::new();
        for day in drawn(1404, &Measure::FULL) {
            for gift in day.all() {
                let Some(campaign) = gift.campaign else { continue };
                assert!(campaigns[campaign].is_open(day.day));
                assert_eq!(campaigns[campaign].purpose, gift.wish);
                answered.insert(campaign);
            }
        }
        assert_eq!(answered.len(), 30);
    }

    #[test]
    fn no_two_gifts_have_the_same_reference_and_the_last_small_one_came_by_card() {
        let days = drawn(1404, &Measure::FULL);
        let references: BTreeSet<u64> = days.iter().flat_map(GiftDay::all).map(|gift| gift.reference).collect();
        assert_eq!(references.len(), 200_000);
        let last = days.last().and_then(|day| day.micro.last()).expect("a last gift");
        assert_eq!(last.way, Way::Card);
    }
}
