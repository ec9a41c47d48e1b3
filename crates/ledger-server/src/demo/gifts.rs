//! The gifts of the ceremony, drawn from a seed so that every sum is exact.

use super::places::Province;
use super::plan::Programme;
use super::seed::Seed;

/// What all gifts sum to, in rial.
pub const GIFTS_TOTAL: u64 = 40_000_000_000;
/// How many gifts there are.
pub const GIFTS_COUNT: u64 = 2_000;
/// What each province can use for its grants, at least, in rial.
pub const USABLE_IN_PROVINCE: u64 = 2_600_000_000;
/// Gifts come in whole thousands of toman.
const STEP: u64 = 10_000;

/// Persons who are known as donors.
pub const PERSONS: usize = 24;
/// Companies that give.
pub const COMPANIES: usize = 10;
/// Benefactor assemblies that give.
pub const ASSEMBLIES: usize = 6;

/// What a donor wants; provinces and counties by their place in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wish {
    /// For this programme only.
    pub programme: Option<Programme>,
    /// For this area only.
    pub area: Option<Area>,
}

/// An area of the ceremony.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// A province.
    Province(usize),
    /// A county of a province.
    County(usize, usize),
}

/// How a gift came, and who gave it: a place in the list of that kind of donor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By the portal, from a person; mostly nobody knows from whom.
    Portal(Option<usize>),
    /// By a card terminal, from nobody known.
    Card,
    /// By transfer from a company.
    Company(usize),
    /// By transfer from a benefactor assembly.
    Assembly(usize),
}

impl Way {
    /// Whether the gateway's system records it; otherwise a person does.
    #[must_use]
    pub const fn is_through_gateway(self) -> bool {
        matches!(self, Self::Portal(_) | Self::Card)
    }
}

/// A gift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gift {
    /// In rial.
    pub amount: u64,
    /// What for.
    pub wish: Wish,
    /// How it came.
    pub way: Way,
    /// Its reference at the gateway or the bank.
    pub reference: u64,
}

/// The gifts: for each province what its grants may use, the rest wherever donors like. The last one came by card.
#[must_use]
pub fn gifts(seed: &mut Seed, provinces: &[Province]) -> Vec<Gift> {
    let mut gifts = Vec::new();
    for province in 0..provinces.len() {
        let here = Some(Area::Province(province));
        draw(seed, &mut gifts, 100, 2_000_000_000, |_| Wish { programme: Some(Programme::Dowry), area: here });
        draw(seed, &mut gifts, 30, 400_000_000, |_| Wish { programme: Some(Programme::Marriage), area: here });
        draw(seed, &mut gifts, 20, 200_000_000, |_| Wish { programme: None, area: here });
    }
    let dowry_anywhere = Wish { programme: Some(Programme::Dowry), area: None };
    draw(seed, &mut gifts, 100, 2_000_000_000, |_| dowry_anywhere);
    draw(seed, &mut gifts, 200, 1_200_000_000, |seed| Wish { programme: None, area: Some(county(seed, provinces)) });
    let left_count = GIFTS_COUNT.saturating_sub(gifts.len() as u64);
    let left = gifts.iter().fold(GIFTS_TOTAL, |left, gift| left.saturating_sub(gift.amount));
    draw(seed, &mut gifts, left_count, left, |_| Wish { programme: None, area: None });
    shuffle(seed, &mut gifts);
    choose_ways(seed, &mut gifts);
    gifts
}

fn draw(seed: &mut Seed, gifts: &mut Vec<Gift>, count: u64, total: u64, mut wish: impl FnMut(&mut Seed) -> Wish) {
    for amount in seed.amounts(count, total, STEP) {
        let wish = wish(seed);
        let reference = 1_000_000_u64.saturating_add(gifts.len() as u64);
        gifts.push(Gift { amount, wish, way: Way::Card, reference });
    }
}

fn county(seed: &mut Seed, provinces: &[Province]) -> Area {
    let province = seed.place(provinces.len());
    Area::County(province, seed.place(provinces.get(province).map_or(0, |p| p.counties.len())))
}

fn shuffle(seed: &mut Seed, gifts: &mut [Gift]) {
    for last in (1..gifts.len()).rev() {
        gifts.swap(last, seed.place(last.saturating_add(1)));
    }
}

fn choose_ways(seed: &mut Seed, gifts: &mut [Gift]) {
    for gift in gifts.iter_mut() {
        gift.way = match seed.below(100) {
            0..8 => Way::Portal(Some(seed.place(PERSONS))),
            8..70 => Way::Portal(None),
            70..94 => Way::Card,
            94..98 => Way::Company(seed.place(COMPANIES)),
            _ => Way::Assembly(seed.place(ASSEMBLIES)),
        };
    }
    if let Some(last) = gifts.last_mut() {
        last.way = Way::Card;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::places::provinces;

    #[test]
    fn the_gifts_are_what_the_ceremony_says_from_every_seed() {
        let provinces = provinces();
        for seed in [0, 1, 1404, u64::MAX] {
            let gifts = gifts(&mut Seed::new(seed), &provinces);
            assert_eq!(gifts.len() as u64, GIFTS_COUNT);
            assert_eq!(gifts.iter().map(|gift| gift.amount).sum::<u64>(), GIFTS_TOTAL);
            for province in 0..provinces.len() {
                let here = gifts.iter().filter(|gift| gift.wish.area == Some(Area::Province(province)));
                let usable: u64 = here.map(|gift| gift.amount).sum();
                assert!(usable >= USABLE_IN_PROVINCE, "province {province} can use {usable}");
            }
        }
    }

    #[test]
    fn some_gifts_come_by_every_way() {
        let gifts = gifts(&mut Seed::new(1404), &provinces());
        let count = |is: fn(&Way) -> bool| gifts.iter().filter(|gift| is(&gift.way)).count();
        assert!(count(|way| matches!(way, Way::Portal(Some(_)))) > 0);
        assert!(count(|way| matches!(way, Way::Company(_))) > 0);
        assert!(count(|way| matches!(way, Way::Assembly(_))) > 0);
        assert!(count(|way| way.is_through_gateway()) > 1_500);
    }
}
