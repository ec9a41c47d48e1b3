//! What the state keeps of goods.

use super::Act;
use crate::event::BillRow;
use crate::ids::{GrantId, Index, KitDesignId, OfficeId, ProgrammeId};
use crate::money::Amount;
use crate::ranges::Range;

/// A design of a kit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KitDesign {
    /// The programme whose grants it is for.
    pub programme: ProgrammeId,
    /// Its items.
    pub bill: Vec<BillRow>,
    /// What the catalogue said that it is worth when it was designed.
    pub catalogue_value: Amount,
}

/// A lot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lot {
    /// Its numbers.
    pub numbers: Range,
    /// What one unit is worth.
    pub unit_value: Amount,
    /// Who recorded it.
    pub recorded: Act,
    /// The first appraiser.
    pub appraised: Option<Act>,
    /// Whether it may be used: its value is the catalogue's at the most, or two appraisers confirmed it.
    pub usable: bool,
}

/// What became of a kit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum KitStanding {
    /// Put together, for whoever asks.
    Ready,
    /// Reserved for this grant.
    Reserved(GrantId),
    /// Handed over for this grant.
    HandedOver(GrantId),
    /// Taken apart.
    Dissolved,
}

/// A kit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kit {
    /// What it was put together to.
    pub design: KitDesignId,
    /// The office that hands it over.
    pub office: OfficeId,
    /// What became of it.
    pub standing: KitStanding,
    /// Who put it together.
    pub assembled: Act,
    /// The entry that last changed it: a reservation does, and the end of one.
    pub last_change: Index,
}
