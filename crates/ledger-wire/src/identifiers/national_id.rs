//! The national id of a person: ten digits, the last of which checks the others.

use super::hidden_debug;
use super::invalid::{Fault, IdentifierKind, InvalidIdentifier};
use super::normalise::{digits, normalise};

/// A well-formed national id. Not proof that it was issued, or to whom.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NationalId(String);

hidden_debug!(NationalId);

impl NationalId {
    /// Reads a national id in any usual spelling.
    ///
    /// # Errors
    /// What is wrong with it, without the value.
    pub fn parse(text: &str) -> Result<Self, InvalidIdentifier> {
        read(text).map(Self).map_err(|fault| IdentifierKind::NationalId.refuses(fault))
    }

    /// The ten ASCII digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn read(text: &str) -> Result<String, Fault> {
    let plain = normalise(text)?;
    let number = digits::<10>(&plain)?;
    let all_equal = number.iter().all(|digit| *digit == number[0]);
    // Digits 3 to 8 are the serial number; the first three are the place, the last is the check.
    if all_equal || number[3..=8].iter().all(|digit| *digit == 0) {
        return Err(Fault::NeverIssued);
    }
    if number[9] != check_digit(&number) {
        return Err(Fault::CheckDigit);
    }
    Ok(plain)
}

fn check_digit(number: &[u32; 10]) -> u32 {
    let weighted = number.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight);
    let remainder = weighted.sum::<u32>() % 11;
    if remainder < 2 { remainder } else { 11 - remainder }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_formed_national_ids_are_read() {
        let valid = ["9990000018", "9990000174", "9990043213", "9991002006", "9995555557", "9999876544"];
        for text in valid {
            assert_eq!(NationalId::parse(text).unwrap().as_str(), text);
        }
        assert_eq!(NationalId::parse("۹۹۹۰۰۰۰۰۱۸").unwrap().as_str(), "9990000018");
    }

    #[test]
    fn a_wrong_national_id_says_what_is_wrong() {
        let invalid = [
            ("9990000019", Fault::CheckDigit),
            ("1234567890", Fault::CheckDigit),
            ("0000000000", Fault::NeverIssued),
            ("9999999999", Fault::NeverIssued),
            ("0010000000", Fault::NeverIssued),
            ("12345678901", Fault::Length { expected: 10, found: 11 }),
            ("", Fault::Length { expected: 10, found: 0 }),
            ("999000001x", Fault::NotADigit { index: 9 }),
            ("\u{200E}9990000018", Fault::BidiControl),
        ];
        for (text, fault) in invalid {
            let refusal = NationalId::parse(text).unwrap_err();
            assert_eq!(refusal, IdentifierKind::NationalId.refuses(fault), "{text}");
        }
    }

    #[test]
    fn neither_debug_nor_an_error_shows_the_value() {
        let id = NationalId::parse("9990000018").unwrap();
        assert_eq!(format!("{id:?}"), "NationalId(…)");
        let refusal = NationalId::parse("9990000019").unwrap_err();
        assert_eq!(refusal.to_string(), "the national id has a wrong check digit");
        assert!(!format!("{refusal:?}").contains("999"));
    }
}
