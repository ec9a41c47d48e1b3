//! What is allotted before the list: from the funds to lines of the country, of provinces and of counties, and down from
//! line to line, so that every line holds what its own grants need.

use super::gifts::{Gift, GiftDay};
use super::lines::Line;
use super::places::Places;
use super::wish::{Area, Programme};
use std::collections::BTreeMap;

/// What the national dowry line keeps for the rest of the year, in rial.
pub const RESERVE: u64 = 5_000_000_000;

/// What is to be allotted to a line: of an area's office, for a programme, in the year of the ceremony.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allotment {
    /// The area whose office has the line.
    pub to: Area,
    /// The line's programme.
    pub programme: Programme,
    /// In rial.
    pub rials: u64,
}

/// All allotments, in the order in which they are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allotments {
    /// From whichever funds admit them.
    pub from_funds: Vec<Allotment>,
    /// From the national lines to those of provinces.
    pub to_provinces: Vec<Allotment>,
    /// From the lines of provinces to those of their counties.
    pub to_counties: Vec<Allotment>,
}

impl Allotments {
    /// How many they are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.from_funds.len() + self.to_provinces.len() + self.to_counties.len()
    }
}

/// By line, in rial.
type Sums = BTreeMap<(Area, Programme), u64>;

/// The allotments that the lines of the list need.
#[must_use]
pub fn allotments(lines: &[Line], gifts: &[GiftDay]) -> Allotments {
    let needs = needs(lines);
    let of_counties: Sums =
        needs.iter().filter_map(|(line, need)| Some((*line, from_countys_funds(*line, *need, gifts)?))).collect();
    let mut to_counties = Vec::new();
    let mut of_provinces = Sums::new();
    for ((area, programme), need) in &needs {
        let direct = of_counties.get(&(*area, *programme)).copied().unwrap_or(0);
        let passed = need.saturating_sub(direct);
        if matches!(area, Area::County(..)) && passed > 0 {
            to_counties.push(Allotment { to: *area, programme: *programme, rials: passed });
        }
        let Some(province) = area.province() else { continue };
        *of_provinces.entry((Area::Province(province), *programme)).or_default() += passed;
    }
    let to_provinces = of_provinces.iter().map(|(line, need)| allotment(*line, from_above(line.1, *need))).collect();
    Allotments { from_funds: from_funds(&of_counties, &of_provinces), to_provinces, to_counties }
}

/// What the grants of each line need.
fn needs(lines: &[Line]) -> Sums {
    let mut needs = Sums::new();
    for line in lines {
        *needs.entry((line.office, line.programme)).or_default() += line.rials;
    }
    needs
}

/// What donors gave for the very county goes straight to its line.
fn from_countys_funds((area, programme): (Area, Programme), need: u64, gifts: &[GiftDay]) -> Option<u64> {
    let is_for_it = |gift: &&Gift| gift.wish.area == area && gift.wish.admits(programme, area);
    let given: u64 = gifts.iter().flat_map(GiftDay::all).filter(is_for_it).map(|gift| gift.rials).sum();
    matches!(area, Area::County(..)).then_some(given.min(need)).filter(|rials| *rials > 0)
}

/// The part of a province's need that comes down from the national line: a fifth for dowries, half for marriages. What
/// donors gave for the province goes straight to its own line.
const fn from_above(programme: Programme, need: u64) -> u64 {
    match programme {
        Programme::Dowry | Programme::Livelihood | Programme::Housing => need / 5,
        Programme::Marriage => need / 2,
    }
}

/// The narrowest lines first: what a wider one takes is then no longer there for them.
fn from_funds(of_counties: &Sums, of_provinces: &Sums) -> Vec<Allotment> {
    let mut items: Vec<Allotment> = of_counties.iter().map(|(line, rials)| allotment(*line, *rials)).collect();
    let mut national = Sums::from([((Area::Country, Programme::Dowry), RESERVE)]);
    for (line, need) in of_provinces {
        let above = from_above(line.1, *need);
        items.push(allotment(*line, need.saturating_sub(above)));
        *national.entry((Area::Country, line.1)).or_default() += above;
    }
    items.extend(national.iter().map(|(line, rials)| allotment(*line, *rials)));
    items
}

const fn allotment((to, programme): (Area, Programme), rials: u64) -> Allotment {
    Allotment { to, programme, rials }
}

/// Money that is missing for a province's grants of a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} in province {province}: donors gave {given} rials that admit it, and the list needs {needed}", programme.code())]
pub struct Short {
    /// The programme.
    pub programme: Programme,
    /// The province, by its place.
    pub province: usize,
    /// What donors gave for just this, in rial.
    pub given: u64,
    /// What the list needs, in rial.
    pub needed: u64,
}

/// Asserts that donors gave enough for each programme in each province of the ceremony. Counted is only what is for this
/// programme in this province, so that no rial is counted twice.
///
/// # Errors
/// [`Short`] names the first that lacks money.
pub fn enough(lines: &[Line], gifts: &[GiftDay], places: &Places) -> Result<(), Short> {
    for province in places.ceremony.iter().copied() {
        for programme in Programme::GRANTED {
            let office = Area::Province(province);
            let counts = |gift: &&Gift| gift.wish.area == office && gift.wish.programme == Some(programme);
            let given = gifts.iter().flat_map(GiftDay::all).filter(counts).map(|gift| gift.rials).sum();
            let of_line = |line: &&Line| line.province == province && line.programme == programme;
            let needed = lines.iter().filter(of_line).map(|line| line.rials).sum();
            if given < needed {
                return Err(Short { programme, province, given, needed });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Allotment, Area, Programme, RESERVE, Short, Sums, enough, needs};
    use crate::demo::plan::{Measure, Plan};

    fn sums(allotments: &[Allotment]) -> Sums {
        let mut sums = Sums::new();
        for allotment in allotments {
            *sums.entry((allotment.to, allotment.programme)).or_default() += allotment.rials;
        }
        sums
    }

    #[test]
    fn every_line_gets_what_it_passes_down_and_what_its_grants_need() {
        for measure in [Measure::FULL, Measure::SMALL] {
            let plan = Plan::new(1404, measure).expect("a plan");
            let mut held = sums(&plan.allotments.from_funds);
            for (allotments, above) in [
                (&plan.allotments.to_provinces, (|_| Area::Country) as fn(Area) -> Area),
                (&plan.allotments.to_counties, |area| Area::Province(area.province().expect("a province"))),
            ] {
                for allotment in allotments {
                    *held.entry((above(allotment.to), allotment.programme)).or_default() -= allotment.rials;
                    *held.entry((allotment.to, allotment.programme)).or_default() += allotment.rials;
                }
            }
            held.retain(|_, rials| *rials > 0);
            let mut expected = needs(&plan.lines);
            expected.insert((Area::Country, Programme::Dowry), RESERVE);
            assert_eq!(held, expected);
        }
    }

    #[test]
    fn a_province_without_gifts_for_its_dowries_is_short_of_money() {
        let mut plan = Plan::new(1404, Measure::SMALL).expect("a plan");
        let kerman = plan.places.province("IR-08").expect("Kerman");
        for day in &mut plan.gifts {
            day.large.retain(|gift| gift.wish.area != Area::Province(kerman));
        }
        let short = enough(&plan.lines, &plan.gifts, &plan.places).expect_err("no money");
        assert!(matches!(short, Short { programme: Programme::Dowry, province, .. } if province == kerman));
    }
}
