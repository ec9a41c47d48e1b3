//! The thirty campaigns: what each asks for, where and when.

use super::places::Places;
use super::wish::{Area, Intent, Programme, Wish};
use crate::demo::timetable::after;
use ledger_core::time::Day;

/// Days that an appeal in an emergency is open.
const EMERGENCY_DAYS: i32 = 60;
/// After how many days the last of them is closed.
const ENDED_AFTER_DAYS: i32 = 40;
/// Days that every other campaign is open.
const USUAL_DAYS: i32 = 345;

/// A campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// Its code in the book.
    pub code: String,
    /// Its public name.
    pub name: String,
    /// Whether it appeals in an emergency.
    pub emergency: bool,
    /// What it hopes to raise, in rial.
    pub target: u64,
    /// The first day on which it takes gifts.
    pub opens: Day,
    /// The last day on which it takes gifts.
    pub closes: Day,
    /// The day on which it is closed before its end, if it is.
    pub ended: Option<Day>,
    /// Its purpose.
    pub purpose: Wish,
}

impl Campaign {
    /// Whether it takes gifts on a day.
    #[must_use]
    pub fn is_open(&self, day: Day) -> bool {
        (self.opens..=self.closes).contains(&day) && self.ended.is_none_or(|ended| day < ended)
    }
}

/// The campaigns: three in each province of the ceremony, four for the whole country, and two in emergencies, of which the
/// last is closed before its end.
#[must_use]
pub fn campaigns(places: &Places, first_day: Day) -> Vec<Campaign> {
    let mut all = Vec::new();
    for programme in [Programme::Dowry, Programme::Marriage, Programme::Livelihood] {
        all.extend(places.ceremony.iter().map(|province| in_province(places, programme, *province, first_day)));
    }
    all.push(in_country("dowry", "جهیزیه", Wish::programme_in(Programme::Dowry, Area::Country), first_day));
    all.push(in_country("housing", "مسکن", Wish::programme_in(Programme::Housing, Area::Country), first_day));
    all.push(in_country("alms", "صدقه", Wish::intent_in(Intent::Alms, Area::Country), first_day));
    all.push(in_country("orphans", "ایتام", Wish::intent_in(Intent::Orphans, Area::Country), first_day));
    let last = places.ceremony.len().saturating_sub(1);
    let opens = after(first_day, 100);
    for (at, ended) in [(0, None), (last, Some(after(opens, ENDED_AFTER_DAYS)))] {
        all.extend(places.ceremony.get(at).map(|place| Campaign { ended, ..emergency(places, *place, opens) }));
    }
    all
}

fn in_province(places: &Places, programme: Programme, province: usize, opens: Day) -> Campaign {
    let name = places.provinces.get(province).map_or("", |row| row.name);
    Campaign {
        code: format!("{}-{}-1403", programme.code(), places.code(province)),
        name: format!("پویش {} {name}", programme.name()),
        emergency: false,
        target: 5_000_000_000,
        opens,
        closes: after(opens, USUAL_DAYS),
        ended: None,
        purpose: Wish::programme_in(programme, Area::Province(province)),
    }
}

fn in_country(code: &str, name: &str, purpose: Wish, opens: Day) -> Campaign {
    Campaign {
        code: format!("{code}-1403"),
        name: format!("پویش سراسری {name}"),
        emergency: false,
        target: 20_000_000_000,
        opens,
        closes: after(opens, USUAL_DAYS),
        ended: None,
        purpose,
    }
}

fn emergency(places: &Places, province: usize, opens: Day) -> Campaign {
    let name = places.provinces.get(province).map_or("", |row| row.name);
    Campaign {
        code: format!("emergency-{}-1403", places.code(province)),
        name: format!("پویش اضطراری {name}"),
        emergency: true,
        target: 10_000_000_000,
        opens,
        closes: after(opens, EMERGENCY_DAYS),
        ended: None,
        purpose: Wish::programme_in(Programme::Livelihood, Area::Province(province)),
    }
}

#[cfg(test)]
mod tests {
    use super::campaigns;
    use crate::demo::plan::places::Places;
    use crate::demo::timetable::Occasion;
    use std::collections::BTreeSet;

    #[test]
    fn there_are_thirty_campaigns_with_codes_of_their_own() {
        let campaigns = campaigns(&Places::read(), Occasion::Campaigns.day().expect("a day"));
        assert_eq!(campaigns.len(), 30);
        assert_eq!(campaigns.iter().map(|campaign| &campaign.code).collect::<BTreeSet<_>>().len(), 30);
        assert_eq!(campaigns.iter().filter(|campaign| campaign.emergency).count(), 2);
    }

    #[test]
    fn the_last_campaign_takes_nothing_from_the_day_on_which_it_is_closed() {
        let campaigns = campaigns(&Places::read(), Occasion::Campaigns.day().expect("a day"));
        let last = campaigns.last().expect("a campaign");
        let ended = last.ended.expect("an early end");
        assert!(ended < last.closes && !last.is_open(ended));
        assert_eq!(campaigns.iter().filter(|campaign| campaign.ended.is_some()).count(), 1);
    }
}
