//! Goods: the catalogue, the dowry set, what donors promise and bring to the stores of Khuzestan and Kerman.

use super::donors::Donor;
use super::measure::Measure;
use super::places::Places;
use super::wish::{Area, Programme, Wish};

/// Where the dowry sets are put together: Khuzestan.
pub const SETS_IN: &str = "IR-06";
/// Where goods wait for theirs: Kerman.
pub const ALSO_IN: &str = "IR-08";

/// How many of each item come to Kerman.
const UNITS_IN_KERMAN: u64 = 12;
/// How many refrigerators come to Khuzestan's store for Kerman.
const UNITS_FOR_KERMAN: u64 = 5;

/// An item of the catalogue. A dowry set has one of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// A refrigerator.
    Refrigerator,
    /// A stove.
    Stove,
    /// A washing machine.
    WashingMachine,
    /// A carpet.
    Carpet,
    /// Cookware.
    Cookware,
}

impl Item {
    /// All five.
    pub const ALL: [Self; 5] = [Self::Refrigerator, Self::Stove, Self::WashingMachine, Self::Carpet, Self::Cookware];

    /// Its code in the book.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Refrigerator => "refrigerator",
            Self::Stove => "stove",
            Self::WashingMachine => "washing-machine",
            Self::Carpet => "carpet",
            Self::Cookware => "cookware",
        }
    }

    /// Its public name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refrigerator => "یخچال",
            Self::Stove => "اجاق گاز",
            Self::WashingMachine => "ماشین لباسشویی",
            Self::Carpet => "فرش",
            Self::Cookware => "سرویس ظروف",
        }
    }

    /// What one unit is.
    #[must_use]
    pub const fn measure(self) -> &'static str {
        match self {
            Self::Refrigerator | Self::Stove | Self::WashingMachine => "دستگاه",
            Self::Carpet => "تخته",
            Self::Cookware => "دست",
        }
    }

    /// What one unit is worth by the catalogue, in rial.
    #[must_use]
    pub const fn value(self) -> u64 {
        match self {
            Self::Refrigerator => 190_000_000,
            Self::Stove => 60_000_000,
            Self::WashingMachine => 130_000_000,
            Self::Carpet => 80_000_000,
            Self::Cookware => 40_000_000,
        }
    }
}

/// What a dowry set is worth by the catalogue, in rial.
#[must_use]
pub fn set_value() -> u64 {
    Item::ALL.iter().map(|item| item.value()).sum()
}

/// How the value of a lot was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The price on the market.
    Market,
    /// What the donor says.
    Declared,
    /// No value is stated.
    Nil,
}

/// Units that came in together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lot {
    /// What they are.
    pub item: Item,
    /// The province whose store has them, by its place.
    pub store: usize,
    /// How many.
    pub units: u64,
    /// What one is worth, in rial; nothing if no value is stated.
    pub unit_value: u64,
    /// How that was found.
    pub basis: Basis,
    /// What for.
    pub wish: Wish,
    /// Who gave them, if that is known.
    pub donor: Option<Donor>,
    /// The promise that they fulfil, by its place.
    pub promise: Option<usize>,
}

impl Lot {
    /// Whether two appraisers have to confirm its value.
    #[must_use]
    pub const fn is_above_catalogue(&self) -> bool {
        self.unit_value > self.item.value()
    }
}

/// A promise of goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promised {
    /// What is promised.
    pub item: Item,
    /// The province whose assembly took the promise, by its place.
    pub province: usize,
    /// How many units, in two parts of which the second may be none.
    pub units: [u64; 2],
    /// What for.
    pub wish: Wish,
    /// Who promised.
    pub donor: Donor,
}

/// All that there is of goods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goods {
    /// What is promised.
    pub promised: Vec<Promised>,
    /// What comes in, in this order.
    pub lots: Vec<Lot>,
    /// The lot that only Kerman may use, though it lies in Khuzestan's store, by its place.
    pub kermans_lot: usize,
}

impl Goods {
    /// What the units are worth that so many sets take, in rial: of each item those that came first.
    #[must_use]
    pub fn value_of_sets(&self, sets: u64) -> u64 {
        let is_for_sets = |lot: &&Lot| lot.wish.programme == Some(Programme::Dowry);
        let of_item = |item: Item| {
            let lots = self.lots.iter().filter(is_for_sets).filter(move |lot| lot.item == item);
            lots.fold((sets, 0_u64), |(left, value), lot| {
                let taken = lot.units.min(left);
                (left.saturating_sub(taken), value.saturating_add(taken.saturating_mul(lot.unit_value)))
            })
        };
        Item::ALL.into_iter().map(|item| of_item(item).1).sum()
    }
}

/// The goods of a ceremony that hands over so many sets.
#[must_use]
pub fn goods(measure: &Measure, places: &Places) -> Goods {
    let khuzestan = places.province(SETS_IN).unwrap_or(0);
    let kerman = places.province(ALSO_IN).unwrap_or(0);
    let mut goods = Goods { promised: Vec::new(), lots: Vec::new(), kermans_lot: 0 };
    for item in Item::ALL {
        for_sets(&mut goods, item, khuzestan, measure.sets);
        to_kerman(&mut goods, item, kerman);
    }
    goods.kermans_lot = goods.lots.len();
    goods.lots.push(for_kerman(khuzestan, kerman));
    goods
}

/// A company promises all that the sets need and some more, and brings it in two lots. Of cookware it promises more than it
/// brings; the second lot of carpets is worth more than the catalogue says.
fn for_sets(goods: &mut Goods, item: Item, province: usize, sets: u64) {
    let brought = [sets * 5 / 8, sets / 2];
    let [first, second] = brought;
    let owed = if item == Item::Cookware { sets / 4 } else { 0 };
    let wish = Wish::programme_in(Programme::Dowry, Area::Province(province));
    let donor = Donor::Company(10 + goods.promised.len());
    let promise = Some(goods.promised.len());
    goods.promised.push(Promised { item, province, units: [first, second + owed], wish, donor });
    for (place, units) in brought.into_iter().enumerate() {
        let is_dear = place == 1 && item == Item::Carpet;
        let unit_value = if is_dear { item.value() * 3 / 2 } else { item.value() };
        let basis = if is_dear { Basis::Declared } else { Basis::Market };
        goods.lots.push(Lot { item, store: province, units, unit_value, basis, wish, donor: Some(donor), promise });
    }
}

fn to_kerman(goods: &mut Goods, item: Item, province: usize) {
    let wish = Wish { area: Area::Province(province), ..Wish::ANYTHING };
    let donor = Donor::Assembly(3);
    let promise = Some(goods.promised.len());
    goods.promised.push(Promised { item, province, units: [UNITS_IN_KERMAN, 0], wish, donor });
    let (unit_value, basis) = match item {
        Item::Cookware => (0, Basis::Nil),
        Item::Refrigerator | Item::Stove | Item::WashingMachine | Item::Carpet => (item.value(), Basis::Market),
    };
    let units = UNITS_IN_KERMAN;
    goods.lots.push(Lot { item, store: province, units, unit_value, basis, wish, donor: Some(donor), promise });
}

/// Somebody unknown brings refrigerators to Khuzestan's store that are for Kerman.
const fn for_kerman(store: usize, kerman: usize) -> Lot {
    let item = Item::Refrigerator;
    Lot {
        item,
        store,
        units: UNITS_FOR_KERMAN,
        unit_value: item.value(),
        basis: Basis::Declared,
        wish: Wish { area: Area::Province(kerman), ..Wish::ANYTHING },
        donor: None,
        promise: None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Area, Basis, Goods, Item, Places, Programme, goods, set_value};
    use crate::demo::plan::measure::Measure;

    fn full() -> (Places, Goods) {
        let places = Places::read();
        let goods = goods(&Measure::FULL, &places);
        (places, goods)
    }

    #[test]
    fn khuzestan_has_45_of_each_item_for_its_40_sets() {
        let (places, goods) = full();
        let khuzestan = places.province("IR-06").expect("Khuzestan");
        for item in Item::ALL {
            let usable = goods.lots.iter().filter(|lot| lot.item == item && lot.store == khuzestan);
            let usable = usable.filter(|lot| lot.wish.admits(Programme::Dowry, Area::Province(khuzestan)));
            assert_eq!(usable.map(|lot| lot.units).sum::<u64>(), 45);
        }
    }

    #[test]
    fn a_set_is_worth_500_million_rials_which_the_cap_allows() {
        assert_eq!(set_value(), 500_000_000);
        assert!(Some(set_value()) < Programme::Dowry.cap());
    }

    #[test]
    fn forty_sets_are_worth_20_600_000_000_rials_because_15_carpets_are_dear() {
        assert_eq!(full().1.value_of_sets(40), 40 * 500_000_000 + 15 * 40_000_000);
    }

    #[test]
    fn one_lot_in_khuzestans_store_is_for_kerman_only() {
        let (places, goods) = full();
        let [khuzestan, kerman] = ["IR-06", "IR-08"].map(|code| places.province(code).expect("a province"));
        let lot = goods.lots[goods.kermans_lot];
        assert_eq!(lot.store, khuzestan);
        assert!(!lot.wish.admits(Programme::Dowry, Area::Province(khuzestan)));
        assert!(lot.wish.admits(Programme::Dowry, Area::Province(kerman)));
    }

    #[test]
    fn lots_fulfil_their_promises_and_only_cookware_is_still_owed() {
        let (_, goods) = full();
        for (place, promised) in goods.promised.iter().enumerate() {
            let brought: u64 = goods.lots.iter().filter(|lot| lot.promise == Some(place)).map(|lot| lot.units).sum();
            let owed = promised.units.iter().sum::<u64>() - brought;
            let is_owed = promised.item == Item::Cookware && promised.units[1] > 0;
            assert_eq!(owed, if is_owed { 10 } else { 0 });
        }
    }

    #[test]
    fn one_lot_waits_for_appraisers_and_one_has_no_value() {
        let (_, goods) = full();
        assert_eq!(goods.lots.iter().filter(|lot| lot.is_above_catalogue()).count(), 1);
        assert!(goods.lots.iter().all(|lot| (lot.unit_value == 0) == (lot.basis == Basis::Nil)));
        assert_eq!(goods.lots.iter().filter(|lot| lot.basis == Basis::Nil).count(), 1);
    }
}
