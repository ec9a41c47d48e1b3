//! How much is in each standing. Together the standings are everything that was ever numbered.

use crate::money::Amount;
use crate::place::Standing;

/// An amount for each standing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Standings {
    /// Received and given to nobody yet.
    pub free: Amount,
    /// Allotted and not notified.
    pub allotted: Amount,
    /// Notified to a line, to be drawn or passed down.
    pub notified: Amount,
    /// Encumbered for grants.
    pub encumbered: Amount,
    /// On its way through the bank.
    pub in_payment: Amount,
    /// Paid.
    pub spent: Amount,
    /// Taken back with its receipts.
    pub voided: Amount,
}

impl Standings {
    /// What is in one standing.
    #[must_use]
    pub const fn amount(&self, standing: Standing) -> Amount {
        match standing {
            Standing::Free => self.free,
            Standing::Allotted => self.allotted,
            Standing::Notified => self.notified,
            Standing::Encumbered => self.encumbered,
            Standing::InPayment => self.in_payment,
            Standing::Spent => self.spent,
            Standing::Voided => self.voided,
        }
    }

    /// Everything that was numbered: the sum of all standings. It never falls.
    #[must_use]
    pub fn numbered(&self) -> Amount {
        self.sum(|_| true)
    }

    /// What is there: numbered, and neither spent nor voided.
    #[must_use]
    pub fn in_hand(&self) -> Amount {
        self.sum(is_in_hand)
    }

    fn sum(&self, counts: impl Fn(Standing) -> bool) -> Amount {
        Standing::ALL
            .into_iter()
            .filter(|standing| counts(*standing))
            .fold(Amount::ZERO, |total, standing| plus(total, self.amount(standing)))
    }

    /// Adds what another has.
    pub(super) fn add_all(&mut self, other: &Self) {
        for standing in Standing::ALL {
            self.add(standing, other.amount(standing));
        }
    }

    pub(super) fn add(&mut self, standing: Standing, amount: Amount) {
        let place = self.place(standing);
        *place = plus(*place, amount);
    }

    /// Takes `amount` out of a standing. A checked entry never takes more than is there.
    pub(super) fn take(&mut self, standing: Standing, amount: Amount) {
        let place = self.place(standing);
        *place = place.checked_sub(amount).unwrap_or(Amount::ZERO);
    }

    const fn place(&mut self, standing: Standing) -> &mut Amount {
        match standing {
            Standing::Free => &mut self.free,
            Standing::Allotted => &mut self.allotted,
            Standing::Notified => &mut self.notified,
            Standing::Encumbered => &mut self.encumbered,
            Standing::InPayment => &mut self.in_payment,
            Standing::Spent => &mut self.spent,
            Standing::Voided => &mut self.voided,
        }
    }
}

/// Whether money in this standing is still there.
pub(super) const fn is_in_hand(standing: Standing) -> bool {
    match standing {
        Standing::Free | Standing::Allotted | Standing::Notified | Standing::Encumbered | Standing::InPayment => true,
        Standing::Spent | Standing::Voided => false,
    }
}

/// The sum, held at the largest amount, as the partition holds its own.
pub(super) fn plus(left: Amount, right: Amount) -> Amount {
    left.checked_add(right).unwrap_or(Amount::MAX)
}

/// The count of a range as an amount: a range never passes the largest one.
pub(super) fn amount_of(range: crate::ranges::Range) -> Amount {
    Amount::new(range.count()).unwrap_or(Amount::MAX)
}
