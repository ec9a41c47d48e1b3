//! Amounts as people write them, read exactly or refused, and written back for reading.
//!
//! Inside there is only an integer count of the unit's smallest part. The classic error is a factor
//! of ten between rial and toman, so a number without its unit is never an amount, and nothing is
//! ever rounded.

mod format;
mod number;

use std::fmt;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::identifiers::unify;

pub use format::{grouped, toman};

/// The units in which an amount may be stated at the edge. Both count current rials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountUnit {
    /// The current rial, `IRR`; it has no smaller part.
    Rial,
    /// Ten rials, as people speak; it has no code of its own and is never stored.
    Toman,
}

/// Why a text is not an amount. Facts only; the text is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// There is a number but no unit.
    MissingUnit,
    /// The unit is neither rial nor toman.
    UnknownUnit,
    /// There is no plain decimal number: a character at this place (from 0) does not belong.
    NotANumber {
        /// Characters before the one that does not belong.
        index: usize,
    },
    /// Separators that do not part the number into thousands; what they mean would be a guess.
    Grouping,
    /// The amount is zero.
    Zero,
    /// The amount is below zero.
    Negative,
    /// The unit has fewer decimal places than were written.
    FractionalRial {
        /// Decimal places that the unit has: 0 for rial, 1 for toman.
        allowed_places: usize,
        /// Decimal places written.
        found_places: usize,
    },
    /// The amount is beyond what the ledger counts.
    TooLarge {
        /// The largest amount, in rials.
        limit_rials: i64,
    },
}

/// The rials of an amount with its unit, `40,000,000 IRR` or `۴٬۰۰۰٬۰۰۰ تومان`.
///
/// # Errors
/// Why it is not an amount above zero in whole rials.
pub fn parse_amount(text: &str) -> Result<i64, AmountError> {
    let text = text.trim();
    let number = text.trim_end_matches(char::is_alphabetic);
    // Both parts come from one text, so the second begins where the first ends.
    let unit = AmountUnit::parse(&text[number.len()..])?;
    parse_count(number, unit)
}

/// The rials of a number whose unit stands beside it, as in two fields of one message.
///
/// # Errors
/// Why it is not an amount above zero in whole rials.
pub fn parse_count(number: &str, unit: AmountUnit) -> Result<i64, AmountError> {
    let plain = number::plain(number)?;
    unit.check_places(&plain)?;
    let too_large = AmountError::TooLarge { limit_rials: i64::MAX };
    // The shape is checked, so all that can fail from here on is the size.
    let count = Decimal::from_str_exact(&plain).map_err(|_| too_large)?;
    let rials = count.checked_mul(unit.rials()).ok_or(too_large)?;
    match rials.to_i64() {
        Some(0) => Err(AmountError::Zero),
        Some(whole) if Decimal::from(whole) == rials => Ok(whole),
        Some(_) | None => Err(too_large),
    }
}

impl AmountUnit {
    /// The unit of this name: `IRR`, `rial`, `ریال`; `toman`, `تومان`.
    ///
    /// # Errors
    /// `MissingUnit` if the name is empty, `UnknownUnit` if it is another.
    pub fn parse(name: &str) -> Result<Self, AmountError> {
        match unify(name.trim()).to_ascii_lowercase().as_str() {
            "" => Err(AmountError::MissingUnit),
            "irr" | "rial" | "ریال" => Ok(Self::Rial),
            "toman" | "تومان" => Ok(Self::Toman),
            _ => Err(AmountError::UnknownUnit),
        }
    }

    const fn rials(self) -> Decimal {
        match self {
            Self::Rial => Decimal::ONE,
            Self::Toman => Decimal::TEN,
        }
    }

    const fn decimal_places(self) -> usize {
        match self {
            Self::Rial => 0,
            Self::Toman => 1,
        }
    }

    /// Places are counted as written: `1.000` rial may well mean a thousand, and is refused.
    fn check_places(self, plain: &str) -> Result<(), AmountError> {
        let allowed_places = self.decimal_places();
        let found_places = plain.split_once('.').map_or(0, |(_, places)| places.len());
        if found_places > allowed_places {
            return Err(AmountError::FractionalRial { allowed_places, found_places });
        }
        Ok(())
    }
}

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingUnit => f.write_str("the amount has no unit: write IRR or toman"),
            Self::UnknownUnit => f.write_str("the unit is not known: write IRR or toman"),
            Self::NotANumber { index } => {
                write!(f, "the amount is not a plain number at position {index} (from 0)")
            }
            Self::Grouping => f.write_str("the separators do not part the amount into thousands"),
            Self::Zero => f.write_str("the amount is zero"),
            Self::Negative => f.write_str("the amount is below zero"),
            Self::FractionalRial { allowed_places, found_places } => {
                write!(f, "the amount has {found_places} decimal places where its unit has {allowed_places}")
            }
            Self::TooLarge { limit_rials } => write!(f, "the amount is above {limit_rials} rials"),
        }
    }
}

impl std::error::Error for AmountError {}

#[cfg(test)]
mod tests {
    use super::*;

    const TOO_LARGE: AmountError = AmountError::TooLarge { limit_rials: i64::MAX };

    const fn places(allowed_places: usize, found_places: usize) -> AmountError {
        AmountError::FractionalRial { allowed_places, found_places }
    }

    #[test]
    fn an_amount_with_its_unit_is_read_in_rials() {
        let amounts = [
            ("40,000,000 IRR", 40_000_000),
            ("40000000IRR", 40_000_000),
            ("۴۰٬۰۰۰٬۰۰۰ ريال", 40_000_000),
            ("۴۰٬۰۰۰٬۰۰۰ ریال", 40_000_000),
            (" ۴٬۰۰۰٬۰۰۰\u{A0}تومان ", 40_000_000),
            ("٤٠٠٠ rial", 4_000),
            ("1 toman", 10),
            ("0.1 toman", 1),
            ("12.5 toman", 125),
            ("۱۲٫۵ Toman", 125),
            ("1,234.0 toman", 12_340),
            ("5,000,000,000,000 toman", 50_000_000_000_000),
            ("9,223,372,036,854,775,807 irr", i64::MAX),
            ("922337203685477580.7 toman", i64::MAX),
        ];
        for (text, rials) in amounts {
            assert_eq!(parse_amount(text), Ok(rials), "{text}");
        }
    }

    #[test]
    fn what_is_not_an_exact_amount_is_refused_and_says_why() {
        let refused = [
            ("0 IRR", AmountError::Zero),
            ("0.0 toman", AmountError::Zero),
            ("-5 IRR", AmountError::Negative),
            ("−5 IRR", AmountError::Negative),
            ("1.5 IRR", places(0, 1)),
            ("1.000 IRR", places(0, 3)),
            ("1.25 toman", places(1, 2)),
            ("9,223,372,036,854,775,808 IRR", TOO_LARGE),
            ("922337203685477580.8 toman", TOO_LARGE),
            ("99999999999999999999999999999999999999 IRR", TOO_LARGE),
            ("40,000,000", AmountError::MissingUnit),
            ("", AmountError::MissingUnit),
            ("40 USD", AmountError::UnknownUnit),
            ("40 هزار تومان", AmountError::NotANumber { index: 2 }),
            ("IRR", AmountError::NotANumber { index: 0 }),
            ("4e6", AmountError::MissingUnit),
            ("4e6 IRR", AmountError::NotANumber { index: 1 }),
            ("+5 IRR", AmountError::NotANumber { index: 0 }),
            ("IRR 5", AmountError::MissingUnit),
        ];
        for (text, reason) in refused {
            assert_eq!(parse_amount(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn the_unit_may_stand_in_a_field_of_its_own() {
        assert_eq!(parse_count("4,000,000", AmountUnit::Toman), Ok(40_000_000));
        assert_eq!(AmountUnit::parse("IRR"), Ok(AmountUnit::Rial));
        assert_eq!(AmountUnit::parse(" "), Err(AmountError::MissingUnit));
        assert_eq!(AmountUnit::parse("IRT"), Err(AmountError::UnknownUnit));
    }
}
