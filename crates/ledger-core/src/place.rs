//! Where a numbered rial is: its state and its holder in one word, so that no impossible pair can be written.

use crate::ids::{GrantId, KitId, LineId, LotId, ReceiptId};
use crate::partition::Holding;
use core::fmt;

/// The state of a range, without its holder. The numbers stand in the format; those missing (1 unsettled,
/// 7 advanced, 8 converted, 10 refunded, 11 surrendered, 12 lapsed, 14 moved, 15 uncovered, 16 covered) are
/// reserved for acts that this ruleset has not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Standing {
    /// Received and settled, given to nobody yet.
    Free = 2,
    /// Allotted to a line that has not been notified.
    Allotted = 3,
    /// Notified: its line may draw on it or pass it down.
    Notified = 4,
    /// Encumbered for a grant.
    Encumbered = 5,
    /// On its way through the bank.
    InPayment = 6,
    /// Paid.
    Spent = 9,
    /// Taken back with its receipt.
    Voided = 13,
}

impl Standing {
    /// All states in the order of their numbers: together they hold every number of every series.
    pub const ALL: [Self; 7] =
        [Self::Free, Self::Allotted, Self::Notified, Self::Encumbered, Self::InPayment, Self::Spent, Self::Voided];

    /// The word for it, as reports print it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Allotted => "allotted",
            Self::Notified => "notified",
            Self::Encumbered => "encumbered",
            Self::InPayment => "in payment",
            Self::Spent => "spent",
            Self::Voided => "voided",
        }
    }
}

/// The state of a range and who holds it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Place {
    /// In its fund.
    Free,
    /// Allotted to this line.
    Allotted(LineId),
    /// Notified to this line.
    Notified(LineId),
    /// Encumbered for this grant.
    Encumbered(GrantId),
    /// In payment for this grant.
    InPayment(GrantId),
    /// Spent on this grant.
    Spent(GrantId),
    /// Voided with this receipt.
    Voided(ReceiptId),
}

impl Place {
    /// The state, without the holder.
    #[must_use]
    pub const fn standing(self) -> Standing {
        match self {
            Self::Free => Standing::Free,
            Self::Allotted(_) => Standing::Allotted,
            Self::Notified(_) => Standing::Notified,
            Self::Encumbered(_) => Standing::Encumbered,
            Self::InPayment(_) => Standing::InPayment,
            Self::Spent(_) => Standing::Spent,
            Self::Voided(_) => Standing::Voided,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = self.standing().word();
        match self {
            Self::Free => f.write_str(word),
            Self::Allotted(line) | Self::Notified(line) => write!(f, "{word} to line {line}"),
            Self::Encumbered(grant) | Self::InPayment(grant) | Self::Spent(grant) => {
                write!(f, "{word} for grant {grant}")
            }
            Self::Voided(receipt) => write!(f, "{word} with receipt {receipt}"),
        }
    }
}

impl Holding for Place {
    const FREE: Self = Self::Free;
}

/// Where a numbered unit of goods is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum StockPlace {
    /// In its store, to be taken.
    Free,
    /// In its store, until two appraisers have confirmed the value of its lot.
    Unappraised(LotId),
    /// In this kit.
    InKit(KitId),
    /// Handed over for this grant.
    HandedOver(GrantId),
}

impl StockPlace {
    /// The word for it, as reports print it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Free => "in stock",
            Self::Unappraised(_) => "to be appraised",
            Self::InKit(_) => "in a kit",
            Self::HandedOver(_) => "handed over",
        }
    }

    /// Whether the unit is still there.
    #[must_use]
    pub const fn is_in_hand(self) -> bool {
        !matches!(self, Self::HandedOver(_))
    }
}

impl Holding for StockPlace {
    const FREE: Self = Self::Free;
}

impl fmt::Display for StockPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Free => f.write_str(self.word()),
            Self::Unappraised(lot) => write!(f, "{} with lot {lot}", self.word()),
            Self::InKit(kit) => write!(f, "in kit {kit}"),
            Self::HandedOver(grant) => write!(f, "{} for grant {grant}", self.word()),
        }
    }
}
