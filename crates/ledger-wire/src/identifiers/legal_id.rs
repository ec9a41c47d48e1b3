//! The national id of a legal entity: eleven digits, the last of which checks the others.

use super::hidden_debug;
use super::invalid::{Fault, IdentifierKind, InvalidIdentifier};
use super::normalise::{digits, normalise};

/// Prime weights of the ten digits before the check digit.
const WEIGHTS: [u32; 10] = [29, 27, 23, 19, 17, 29, 27, 23, 19, 17];

/// A well-formed legal entity id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LegalId(String);

hidden_debug!(LegalId);

impl LegalId {
    /// Reads a legal id in any usual spelling.
    ///
    /// # Errors
    /// What is wrong with it, without the value.
    pub fn parse(text: &str) -> Result<Self, InvalidIdentifier> {
        read(text).map(Self).map_err(|fault| IdentifierKind::LegalId.refuses(fault))
    }

    /// The eleven ASCII digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn read(text: &str) -> Result<String, Fault> {
    let plain = normalise(text)?;
    let number = digits::<11>(&plain)?;
    if number[3..=8].iter().all(|digit| *digit == 0) {
        return Err(Fault::NeverIssued);
    }
    if number[10] != check_digit(&number) {
        return Err(Fault::CheckDigit);
    }
    Ok(plain)
}

fn check_digit(number: &[u32; 11]) -> u32 {
    let shift = number[9] + 2;
    let weighted = number.iter().zip(WEIGHTS).map(|(digit, weight)| (digit + shift) * weight);
    // A remainder of 10 has no digit and is written 0.
    weighted.sum::<u32>() % 11 % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_formed_legal_ids_are_read() {
        for text in ["14003217003", "10101234565"] {
            assert_eq!(LegalId::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn a_wrong_legal_id_says_what_is_wrong() {
        let invalid = [
            ("14003217004", Fault::CheckDigit),
            ("10101234566", Fault::CheckDigit),
            ("11111111111", Fault::CheckDigit),
            ("123000000", Fault::Length { expected: 11, found: 9 }),
            ("14000000018", Fault::NeverIssued),
        ];
        for (text, fault) in invalid {
            let refusal = LegalId::parse(text).unwrap_err();
            assert_eq!(refusal, IdentifierKind::LegalId.refuses(fault), "{text}");
        }
    }
}
