//! Gifts of companies and benefactor assemblies, by transfer: for the dowries and marriages of each province of the
//! ceremony, and for whatever else they like.

use super::{Gift, Way};
use crate::demo::plan::donors::{ASSEMBLIES, COMPANIES, Donor};
use crate::demo::plan::measure::{Measure, Purse};
use crate::demo::plan::places::Places;
use crate::demo::plan::seed::Seed;
use crate::demo::plan::wish::{Area, Programme, Wish};

/// They come in whole hundred thousands of toman.
const STEP: u64 = 1_000_000;
/// How many of a hundred come from an assembly.
const FROM_ASSEMBLIES: u64 = 30;
const FIRST_REFERENCE: u64 = 30_000_000;

/// The large gifts, in no particular order.
pub(super) fn gifts(seed: &mut Seed, measure: &Measure, places: &Places) -> Vec<Gift> {
    let mut drawn = Vec::new();
    for (place, province) in places.ceremony.iter().enumerate() {
        for (programme, purse) in
            [(Programme::Dowry, measure.dowry_gifts), (Programme::Marriage, measure.marriage_gifts)]
        {
            let wish = Wish::programme_in(programme, Area::Province(*province));
            // The assembly of the province stands after the national one.
            draw(seed, &mut drawn, purse, place.saturating_add(1), |_| wish);
        }
    }
    let given = drawn.iter().fold(0_u64, |sum, gift| sum.saturating_add(gift.rials));
    let left = Purse {
        count: measure.large.count.saturating_sub(drawn.len() as u64),
        rials: measure.large.rials.saturating_sub(given),
    };
    draw(seed, &mut drawn, left, 0, |seed| elsewhere(seed, places));
    shuffle(seed, &mut drawn);
    for (gift, reference) in drawn.iter_mut().zip(FIRST_REFERENCE..) {
        gift.reference = reference;
    }
    drawn
}

fn draw(
    seed: &mut Seed,
    drawn: &mut Vec<Gift>,
    purse: Purse,
    assembly: usize,
    mut wish: impl FnMut(&mut Seed) -> Wish,
) {
    for rials in seed.amounts(purse.count, purse.rials, STEP) {
        let wish = wish(seed);
        let from_assembly = seed.below(100) < FROM_ASSEMBLIES;
        let donor = if from_assembly {
            Donor::Assembly(assembly.min(ASSEMBLIES.saturating_sub(1)))
        } else {
            Donor::Company(seed.place(COMPANIES))
        };
        drawn.push(Gift { rials, wish, campaign: None, way: Way::Transfer, donor: Some(donor), reference: 0 });
    }
}

/// What large donors like besides: anything, a programme, a province, or a programme in a province.
fn elsewhere(seed: &mut Seed, places: &Places) -> Wish {
    let province = Area::Province(seed.place(places.provinces.len()));
    let programme = Programme::ALL[seed.place(Programme::ALL.len())];
    match seed.below(4) {
        0 => Wish::ANYTHING,
        1 => Wish::programme_in(programme, Area::Country),
        2 => Wish { area: province, ..Wish::ANYTHING },
        _ => Wish::programme_in(programme, province),
    }
}

fn shuffle(seed: &mut Seed, gifts: &mut [Gift]) {
    for last in (1..gifts.len()).rev() {
        gifts.swap(last, seed.place(last.saturating_add(1)));
    }
}
