//! What donors want done with their gifts: the programmes, the intents, the areas.

use ledger_core::time::Day;

/// What aid is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Programme {
    /// Dowry grants, in cash and as sets of goods.
    Dowry,
    /// Marriage grants.
    Marriage,
    /// Livelihood.
    Livelihood,
    /// Housing.
    Housing,
}

impl Programme {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Dowry, Self::Marriage, Self::Livelihood, Self::Housing];

    /// Those that the ceremony's grants are of.
    pub const GRANTED: [Self; 2] = [Self::Dowry, Self::Marriage];

    /// Its code in the book; also its benefit group.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dowry => "dowry",
            Self::Marriage => "marriage",
            Self::Livelihood => "livelihood",
            Self::Housing => "housing",
        }
    }

    /// Its public name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dowry => "جهیزیه",
            Self::Marriage => "هدیه ازدواج",
            Self::Livelihood => "معیشت",
            Self::Housing => "مسکن",
        }
    }

    /// The intents of gifts that it fulfils.
    #[must_use]
    pub const fn intents(self) -> &'static [Intent] {
        match self {
            Self::Livelihood => &Intent::ALL,
            Self::Dowry | Self::Marriage | Self::Housing => &[],
        }
    }

    /// The cap of its rule in the year of the ceremony, in rial; none where there is no rule yet.
    #[must_use]
    pub const fn cap(self) -> Option<u64> {
        match self {
            Self::Dowry => Some(600_000_000),
            Self::Marriage => Some(200_000_000),
            Self::Livelihood | Self::Housing => None,
        }
    }
}

/// With what intent a gift is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Intent {
    /// Alms (صدقه).
    Alms,
    /// For orphans.
    Orphans,
}

impl Intent {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Alms, Self::Orphans];

    /// Its code in the book.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Alms => "alms",
            Self::Orphans => "orphans",
        }
    }

    /// Its public name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Alms => "صدقه",
            Self::Orphans => "ایتام",
        }
    }
}

/// An area, and the welfare office that serves it; provinces and counties by their place in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// The whole country.
    Country,
    /// A province.
    Province(usize),
    /// A county of a province.
    County(usize, usize),
}

impl Area {
    /// Whether `other` lies in this area.
    #[must_use]
    pub const fn holds(self, other: Self) -> bool {
        match (self, other) {
            (Self::Country, _) => true,
            (Self::Province(own), Self::Province(province) | Self::County(province, _)) => own == province,
            (Self::County(own, which), Self::County(province, county)) => own == province && which == county,
            (Self::Province(_) | Self::County(..), Self::Country) | (Self::County(..), Self::Province(_)) => false,
        }
    }

    /// The province that it is or lies in.
    #[must_use]
    pub const fn province(self) -> Option<usize> {
        match self {
            Self::Country => None,
            Self::Province(province) | Self::County(province, _) => Some(province),
        }
    }
}

/// What a donor wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wish {
    /// For this programme only.
    pub programme: Option<Programme>,
    /// Given with this intent.
    pub intent: Option<Intent>,
    /// For this area only.
    pub area: Area,
    /// To be spent on this day at the latest.
    pub spend_by: Option<Day>,
}

impl Wish {
    /// Nothing in particular.
    pub const ANYTHING: Self = Self { programme: None, intent: None, area: Area::Country, spend_by: None };

    /// For a programme in an area.
    #[must_use]
    pub const fn programme_in(programme: Programme, area: Area) -> Self {
        Self { programme: Some(programme), area, ..Self::ANYTHING }
    }

    /// Given with an intent, for an area.
    #[must_use]
    pub const fn intent_in(intent: Intent, area: Area) -> Self {
        Self { intent: Some(intent), area, ..Self::ANYTHING }
    }

    /// Whether the office of an area may use it for a programme, whatever the day is.
    #[must_use]
    pub fn admits(&self, programme: Programme, office: Area) -> bool {
        let programme_fits = self.programme.is_none_or(|wanted| wanted == programme);
        let intent_fits = self.intent.is_none_or(|wanted| programme.intents().contains(&wanted));
        programme_fits && intent_fits && self.area.holds(office)
    }
}

/// A category of the donation portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// Livelihood.
    Livelihood,
    /// Housing.
    Housing,
    /// Dowry.
    Dowry,
    /// Alms.
    Alms,
    /// Orphans.
    Orphans,
}

impl Category {
    /// All five.
    pub const ALL: [Self; 5] = [Self::Livelihood, Self::Housing, Self::Dowry, Self::Alms, Self::Orphans];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Livelihood => "livelihood",
            Self::Housing => "housing",
            Self::Dowry => "dowry",
            Self::Alms => "alms",
            Self::Orphans => "orphans",
        }
    }

    /// What a donor wants who picks it for an area: a programme, or an intent that programmes fulfil.
    #[must_use]
    pub const fn wish(self, area: Area) -> Wish {
        match self {
            Self::Livelihood => Wish::programme_in(Programme::Livelihood, area),
            Self::Housing => Wish::programme_in(Programme::Housing, area),
            Self::Dowry => Wish::programme_in(Programme::Dowry, area),
            Self::Alms => Wish::intent_in(Intent::Alms, area),
            Self::Orphans => Wish::intent_in(Intent::Orphans, area),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Area, Category, Programme, Wish};

    #[test]
    fn a_gift_for_a_county_is_of_no_use_to_its_province() {
        let wish = Wish::programme_in(Programme::Dowry, Area::County(3, 1));
        assert!(wish.admits(Programme::Dowry, Area::County(3, 1)));
        assert!(!wish.admits(Programme::Dowry, Area::Province(3)));
        assert!(!wish.admits(Programme::Marriage, Area::County(3, 1)));
    }

    #[test]
    fn alms_go_to_livelihood_and_nowhere_else() {
        let wish = Category::Alms.wish(Area::Province(3));
        let uses = Programme::ALL.map(|programme| wish.admits(programme, Area::County(3, 0)));
        assert_eq!(uses, [false, false, true, false]);
    }
}
