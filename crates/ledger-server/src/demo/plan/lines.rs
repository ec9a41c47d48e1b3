//! The lines of the one list: dowries and marriages in the eight provinces, each for a person or couple of its own.

use super::measure::Measure;
use super::persons::FIRST_OF_LIST;
use super::places::Places;
use super::wish::{Area, Programme};

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// What it is for.
    pub programme: Programme,
    /// The area of the office that serves the applicant.
    pub office: Area,
    /// The province that the office is in, by its place.
    pub province: usize,
    /// The serial number of the person, or of the couple's first one.
    pub person: u32,
    /// In rial.
    pub rials: u64,
}

/// The lines, province by province, dowries before marriages.
#[must_use]
pub fn lines(measure: &Measure, places: &Places) -> Vec<Line> {
    let mut amounts = amounts(measure).into_iter();
    let mut persons = (FIRST_OF_LIST..).step_by(2);
    let mut lines = Vec::new();
    for (province, quota) in places.ceremony.iter().zip(quotas(measure.dowries_count(), places.ceremony.len())) {
        let dowries = (0_u64..).zip(amounts.by_ref().take(quota)).map(|(number, rials)| {
            let office = office(measure, places, *province, number);
            (Programme::Dowry, office, rials)
        });
        let marriages = (0..measure.marriages.count)
            .map(|_| (Programme::Marriage, Area::Province(*province), measure.marriages.rials));
        for ((programme, office, rials), person) in dowries.chain(marriages).zip(persons.by_ref()) {
            lines.push(Line { programme, office, province: *province, person, rials });
        }
    }
    lines
}

/// The amounts of all dowries: the tiers take turns until each is used up.
fn amounts(measure: &Measure) -> Vec<u64> {
    let mut left = measure.dowries;
    let mut amounts = Vec::new();
    while left.iter().any(|tier| tier.count > 0) {
        for tier in left.iter_mut().filter(|tier| tier.count > 0) {
            tier.count = tier.count.saturating_sub(1);
            amounts.push(tier.rials);
        }
    }
    amounts
}

/// The share of each province: the same, and one more for the first ones until all are given out.
fn quotas(count: u64, provinces: usize) -> Vec<usize> {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let provinces = provinces.max(1);
    let (each, more) = (count / provinces, count % provinces);
    (0..provinces).map(|place| each.saturating_add(usize::from(place < more))).collect()
}

/// The first dowries of a province are of its first counties' offices, the others of its own.
fn office(measure: &Measure, places: &Places, province: usize, number: u64) -> Area {
    let county = number / measure.dowries_in_county.max(1);
    let place = usize::try_from(county).unwrap_or(usize::MAX);
    if county < measure.counties && place < places.counties(province) {
        Area::County(province, place)
    } else {
        Area::Province(province)
    }
}

#[cfg(test)]
mod tests {
    use super::{Area, Line, Measure, Places, Programme, lines};
    use std::collections::{BTreeMap, BTreeSet};

    fn full() -> (Places, Vec<Line>) {
        let places = Places::read();
        let lines = lines(&Measure::FULL, &places);
        (places, lines)
    }

    #[test]
    fn the_list_has_3459_lines_and_1_429_500_000_000_rials() {
        let (_, lines) = full();
        assert_eq!(lines.len(), 3_459);
        assert_eq!(lines.iter().map(|line| line.rials).sum::<u64>(), 1_429_500_000_000);
    }

    #[test]
    fn the_dowries_are_820_of_400_819_of_500_and_820_of_600_million_rials_the_marriages_1000_of_200() {
        let mut counts: BTreeMap<(Programme, u64), u64> = BTreeMap::new();
        for line in full().1 {
            *counts.entry((line.programme, line.rials)).or_default() += 1;
        }
        let expected = [
            ((Programme::Dowry, 400_000_000), 820),
            ((Programme::Dowry, 500_000_000), 819),
            ((Programme::Dowry, 600_000_000), 820),
            ((Programme::Marriage, 200_000_000), 1_000),
        ];
        assert_eq!(counts, BTreeMap::from(expected));
    }

    #[test]
    fn three_provinces_have_308_dowries_and_five_307_and_each_125_marriages() {
        let (places, lines) = full();
        let count = |province: usize, programme: Programme| {
            lines.iter().filter(|line| line.province == province && line.programme == programme).count()
        };
        let dowries: Vec<usize> = places.ceremony.iter().map(|place| count(*place, Programme::Dowry)).collect();
        assert_eq!(dowries, [308, 308, 308, 307, 307, 307, 307, 307]);
        assert!(places.ceremony.iter().all(|place| count(*place, Programme::Marriage) == 125));
    }

    #[test]
    fn each_line_is_for_persons_of_its_own_and_some_are_of_a_countys_office() {
        let (_, lines) = full();
        let persons: BTreeSet<u32> = lines.iter().flat_map(|line| [line.person, line.person + 1]).collect();
        assert_eq!(persons.len(), 2 * 3_459);
        let of_counties = lines.iter().filter(|line| matches!(line.office, Area::County(..))).count();
        // Qom has one county, the others two and more.
        assert_eq!(of_counties, 7 * 2 * 10 + 10);
    }
}
