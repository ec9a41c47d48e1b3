//! Goods: the catalogue, lots with numbered units, kits. Quantities and values of goods never enter a sum of cash.

use super::receipts::PledgePart;
use crate::ids::{CampaignId, ContentHash, DonorId, Index, ItemId, KitDesignId, KitId, LotId, OfficeId, ProgrammeId};
use crate::money::Amount;
use crate::ranges::{Range, Ranges};
use crate::text::{Code, Name};
use crate::time::Day;

/// The most items of one kit design.
pub const MOST_BILL_ROWS: usize = 64;

/// See [`Event::ItemRegistered`](super::Event::ItemRegistered).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ItemRegistered {
    /// Its code, unique in the book.
    pub code: Code,
    /// Its public name.
    pub name: Name,
    /// What one unit of it is: a piece, a sack of ten kilograms.
    pub measure: Name,
    /// What one unit is worth by the catalogue.
    pub catalogue_value: Amount,
}

/// A row of the bill of a kit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BillRow {
    /// The item.
    pub item: ItemId,
    /// How many units of it: 1 at least.
    pub quantity: u32,
}

/// See [`Event::KitDesigned`](super::Event::KitDesigned).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KitDesigned {
    /// Its code, unique in the book.
    pub code: Code,
    /// Its public name.
    pub name: Name,
    /// The programme whose grants it is for.
    pub programme: ProgrammeId,
    /// Its items, each once, in the order of their ids.
    pub bill: Vec<BillRow>,
}

/// A document that is kept elsewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Evidence {
    /// SHA-256 of a salt and the document.
    pub hash: ContentHash,
    /// Who keeps it: an office or archive, by code.
    pub custodian: Code,
    /// The last day on which it is kept.
    pub keep_until: Day,
}

/// How a value was found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ValuationBasis {
    /// The price on the market.
    Market,
    /// An expert's appraisal.
    Appraised,
    /// What the donor says.
    DonorDeclared,
    /// No value is stated.
    Nil,
}

/// See [`Event::LotReceived`](super::Event::LotReceived). The lot's id is this entry's index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LotReceived {
    /// The office that received.
    pub office: OfficeId,
    /// Gapless per office and fiscal year, from 1, in one sequence with receipts of money.
    pub receipt_number: u64,
    /// The day it is booked on; it picks the fiscal year.
    pub booking_date: Day,
    /// The next numbers of its series, one a unit. The series' fund says which item, its account which store.
    pub numbers: Range,
    /// What one unit is worth; zero only on the basis nil.
    pub unit_value: Amount,
    /// How that was found.
    pub basis: ValuationBasis,
    /// The document behind it.
    pub evidence: Evidence,
    /// The donor; none for an anonymous gift.
    pub donor: Option<DonorId>,
    /// The campaign that it answers.
    pub campaign: Option<CampaignId>,
    /// The pledge that it fulfils, and how many units of it.
    pub pledge: Option<PledgePart>,
}

/// See [`Event::LotAppraised`](super::Event::LotAppraised).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LotAppraised {
    /// The lot.
    pub lot: LotId,
    /// The entry that last changed it, as the appraiser saw it.
    pub last_change: Index,
}

/// See [`Event::KitAssembled`](super::Event::KitAssembled). The kit's id is this entry's index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KitAssembled {
    /// What it was put together to.
    pub design: KitDesignId,
    /// The office that will hand it over.
    pub office: OfficeId,
    /// Its units, all in one store.
    pub units: Ranges,
}

/// See [`Event::KitDissolved`](super::Event::KitDissolved).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KitDissolved {
    /// The kit.
    pub kit: KitId,
    /// The entry that last changed it, as the caller saw it.
    pub last_change: Index,
    /// Its units, back in the store.
    pub units: Ranges,
}
