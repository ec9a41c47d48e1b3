//! What a datum says of a person.

use std::fmt;

/// The kinds of data that are kept. Their numbers are stored and their names are hashed: neither ever changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The name of a person.
    Name,
    /// The Sheba of a bank account.
    Account,
    /// A national id.
    NationalId,
    /// The code of a marriage record.
    MarriageRecord,
    /// A telephone number.
    Phone,
}

impl Field {
    /// Every field, in the order in which they are stored.
    pub const ALL: [Field; 5] = [Field::Name, Field::Account, Field::NationalId, Field::MarriageRecord, Field::Phone];

    /// The name that stands in commitments (`docs/format/record.md` 4).
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Field::Name => "name",
            Field::Account => "account",
            Field::NationalId => "national-id",
            Field::MarriageRecord => "marriage-record",
            Field::Phone => "phone",
        }
    }

    /// The number that stands in keys of rows.
    pub(super) const fn number(self) -> u8 {
        match self {
            Field::Name => 1,
            Field::Account => 2,
            Field::NationalId => 3,
            Field::MarriageRecord => 4,
            Field::Phone => 5,
        }
    }

    pub(super) fn from_number(number: u8) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.number() == number)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
