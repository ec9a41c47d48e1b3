//! How large the ceremony is: its counts and sums, from which everything else is drawn.

/// How many of something, and what they are together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purse {
    /// How many.
    pub count: u64,
    /// What they are together, in rial.
    pub rials: u64,
}

/// So many grants of one amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tier {
    /// How many.
    pub count: u64,
    /// Each, in rial.
    pub rials: u64,
}

/// The size of a ceremony.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Small gifts by card and portal.
    pub micro: Purse,
    /// How many small gifts are recorded in one request, and in one day.
    pub batch: u64,
    /// Gifts by portal, each with a place and a category.
    pub portal: Purse,
    /// Gifts of companies and benefactor assemblies.
    pub large: Purse,
    /// Of them, in each province of the ceremony, for its dowries.
    pub dowry_gifts: Purse,
    /// Of them, in each province of the ceremony, for its marriages.
    pub marriage_gifts: Purse,
    /// Dowry grants, in the order in which they take turns on the list.
    pub dowries: [Tier; 3],
    /// Marriage grants in each province of the ceremony.
    pub marriages: Tier,
    /// In how many counties of each province of the ceremony grants are of the county's office.
    pub counties: u64,
    /// How many dowries of the list are of each such county.
    pub dowries_in_county: u64,
    /// How many lines the bank sends back. One marriage of them is cancelled, the others are paid again.
    pub sent_back: u64,
    /// How many dowry sets are put together and handed over.
    pub sets: u64,
}

impl Measure {
    /// The ceremony as it was.
    pub const FULL: Self = Self {
        micro: Purse { count: 180_000, rials: 360_000_000_000 },
        batch: 8_192,
        portal: Purse { count: 18_000, rials: 1_640_000_000_000 },
        large: Purse { count: 2_000, rials: 8_000_000_000_000 },
        dowry_gifts: Purse { count: 40, rials: 200_000_000_000 },
        marriage_gifts: Purse { count: 10, rials: 40_000_000_000 },
        dowries: [
            Tier { count: 820, rials: 400_000_000 },
            Tier { count: 820, rials: 600_000_000 },
            Tier { count: 819, rials: 500_000_000 },
        ],
        marriages: Tier { count: 125, rials: 200_000_000 },
        counties: 2,
        dowries_in_county: 10,
        sent_back: 41,
        sets: 40,
    };

    /// A hundredth of it: for a first look, and for tests that play it again and again.
    pub const SMALL: Self = Self {
        micro: Purse { count: 1_800, rials: 3_600_000_000 },
        batch: 100,
        portal: Purse { count: 180, rials: 16_400_000_000 },
        large: Purse { count: 200, rials: 80_000_000_000 },
        dowry_gifts: Purse { count: 4, rials: 4_000_000_000 },
        marriage_gifts: Purse { count: 2, rials: 800_000_000 },
        dowries: [
            Tier { count: 12, rials: 400_000_000 },
            Tier { count: 12, rials: 600_000_000 },
            Tier { count: 11, rials: 500_000_000 },
        ],
        marriages: Tier { count: 2, rials: 200_000_000 },
        counties: 2,
        dowries_in_county: 1,
        sent_back: 6,
        sets: 4,
    };

    /// What all gifts sum to, in rial.
    #[must_use]
    pub const fn gifts_total(&self) -> u64 {
        self.micro.rials.saturating_add(self.portal.rials).saturating_add(self.large.rials)
    }

    /// How many gifts there are.
    #[must_use]
    pub const fn gifts_count(&self) -> u64 {
        self.micro.count.saturating_add(self.portal.count).saturating_add(self.large.count)
    }

    /// On how many days gifts are recorded: one for each batch of small ones.
    #[must_use]
    pub const fn gift_days(&self) -> u64 {
        self.micro.count.div_ceil(self.batch)
    }

    /// How many dowries the list has.
    #[must_use]
    pub fn dowries_count(&self) -> u64 {
        self.dowries.iter().map(|tier| tier.count).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::Measure;

    #[test]
    fn the_gifts_are_ten_trillion_rials() {
        assert_eq!(Measure::FULL.gifts_total(), 10_000_000_000_000);
        assert_eq!(Measure::FULL.gifts_count(), 200_000);
        assert_eq!(Measure::FULL.gift_days(), 22);
    }

    #[test]
    fn the_dowries_are_2459_and_cost_1_229_500_000_000() {
        assert_eq!(Measure::FULL.dowries_count(), 2_459);
        let rials = Measure::FULL.dowries.iter().map(|tier| tier.count * tier.rials);
        assert_eq!(rials.sum::<u64>(), 1_229_500_000_000);
    }
}
