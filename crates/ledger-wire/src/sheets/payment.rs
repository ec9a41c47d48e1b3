//! Payments to carry to a bank that takes a plain file. Banks that take ISO 20022 get another file than this.

use super::name::PersonName;
use super::write::{Cell, Written};
use crate::identifiers::Sheba;
use ledger_core::money::Amount;
use ledger_core::text::Name;

/// One payment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaymentLine {
    /// Its number in the list, from 1, by which the bank answers.
    pub line: u32,
    /// The account that is paid.
    pub sheba: Sheba,
    /// Whose account it is.
    pub name: PersonName,
    /// How much, in rials.
    pub amount: Amount,
    /// What the payee reads.
    pub description: Name,
}

/// Writes payments.
#[must_use]
pub fn write_payments(lines: &[PaymentLine]) -> Vec<u8> {
    let mut written = Written::with_head(&["line", "sheba", "name", "amount_irr", "description"]);
    for line in lines {
        written.row(&[
            Cell::Number(u64::from(line.line)),
            Cell::Text(line.sheba.as_str()),
            Cell::Text(line.name.as_str()),
            Cell::Number(line.amount.count()),
            Cell::Text(line.description.as_str()),
        ]);
    }
    written.into_bytes()
}
