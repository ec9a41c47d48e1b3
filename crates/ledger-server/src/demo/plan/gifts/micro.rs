//! Small gifts, by card and portal, from nobody known: most without a wish, some for a campaign.

use super::{Gift, Way};
use crate::demo::plan::campaigns::Campaign;
use crate::demo::plan::measure::Measure;
use crate::demo::plan::seed::Seed;
use crate::demo::plan::wish::Wish;
use ledger_core::time::Day;

/// Small gifts come in whole thousands of toman.
const STEP: u64 = 10_000;
/// How many of a hundred answer a campaign.
const FOR_CAMPAIGNS: u64 = 30;
/// How many of a hundred come by card.
const BY_CARD: u64 = 60;
const FIRST_REFERENCE: u64 = 10_000_000;

/// The small gifts, a batch for each day.
pub(super) fn gifts(seed: &mut Seed, measure: &Measure, campaigns: &[Campaign], days: &[Day]) -> Vec<Vec<Gift>> {
    let mut amounts = seed.amounts(measure.micro.count, measure.micro.rials, STEP).into_iter();
    let batch = usize::try_from(measure.batch).unwrap_or(usize::MAX);
    let mut references = FIRST_REFERENCE..;
    let mut drawn: Vec<Vec<Gift>> = days
        .iter()
        .map(|day| {
            let open: Vec<usize> = (0..campaigns.len()).filter(|place| campaigns[*place].is_open(*day)).collect();
            let of_day = amounts.by_ref().take(batch).zip(references.by_ref());
            of_day.map(|(rials, reference)| gift(seed, rials, reference, campaigns, &open)).collect()
        })
        .collect();
    if let Some(last) = drawn.last_mut().and_then(|day: &mut Vec<Gift>| day.last_mut()) {
        last.way = Way::Card;
    }
    drawn
}

fn gift(seed: &mut Seed, rials: u64, reference: u64, campaigns: &[Campaign], open: &[usize]) -> Gift {
    let answers = seed.below(100) < FOR_CAMPAIGNS;
    let campaign = open.get(seed.place(open.len())).copied().filter(|_| answers);
    let wish = campaign.and_then(|place| campaigns.get(place)).map_or(Wish::ANYTHING, |campaign| campaign.purpose);
    let way = if seed.below(100) < BY_CARD { Way::Card } else { Way::Portal };
    Gift { rials, wish, campaign, way, donor: None, reference }
}
