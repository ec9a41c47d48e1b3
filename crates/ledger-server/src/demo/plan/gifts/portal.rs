//! Gifts by portal: the donor picks a province or county and one of the five categories.

use super::{Gift, Way};
use crate::demo::plan::donors::{Donor, PERSONS};
use crate::demo::plan::measure::Purse;
use crate::demo::plan::places::Places;
use crate::demo::plan::seed::Seed;
use crate::demo::plan::wish::{Area, Category};

/// They come in whole thousands of toman.
const STEP: u64 = 10_000;
/// How many of a hundred are for the provinces of the ceremony; the others are for any province.
const FOR_CEREMONY: u64 = 50;
/// How many of a hundred are for a whole province; the others are for a county of it.
const FOR_PROVINCE: u64 = 50;
/// How many of a hundred say who gives.
const KNOWN: u64 = 10;
const FIRST_REFERENCE: u64 = 20_000_000;

/// The gifts by portal.
pub(super) fn gifts(seed: &mut Seed, purse: Purse, places: &Places) -> Vec<Gift> {
    let amounts = seed.amounts(purse.count, purse.rials, STEP);
    amounts.into_iter().zip(FIRST_REFERENCE..).map(|(rials, reference)| gift(seed, rials, reference, places)).collect()
}

fn gift(seed: &mut Seed, rials: u64, reference: u64, places: &Places) -> Gift {
    let area = area(seed, places);
    let category = Category::ALL[seed.place(Category::ALL.len())];
    let donor = (seed.below(100) < KNOWN).then(|| Donor::Person(seed.place(PERSONS)));
    Gift { rials, wish: category.wish(area), campaign: None, way: Way::Portal, donor, reference }
}

fn area(seed: &mut Seed, places: &Places) -> Area {
    let province = if seed.below(100) < FOR_CEREMONY {
        places.ceremony.get(seed.place(places.ceremony.len())).copied().unwrap_or(0)
    } else {
        seed.place(places.provinces.len())
    };
    if seed.below(100) < FOR_PROVINCE {
        Area::Province(province)
    } else {
        Area::County(province, seed.place(places.counties(province)))
    }
}
