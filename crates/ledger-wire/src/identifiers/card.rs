//! A bank card: checked in full, kept in part.

use super::hidden_debug;
use super::invalid::{Fault, IdentifierKind, InvalidIdentifier};
use super::normalise::{digits, normalise};

/// The first six and the last four digits of a card whose sixteen digits agreed with their check.
/// The six between are never kept.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MaskedCard {
    first_six: String,
    last_four: String,
}

hidden_debug!(MaskedCard);

impl MaskedCard {
    /// Reads a full card number in any usual spelling and keeps its two ends.
    ///
    /// # Errors
    /// What is wrong with it, without the value.
    pub fn parse(text: &str) -> Result<Self, InvalidIdentifier> {
        read(text).map_err(|fault| IdentifierKind::Card.refuses(fault))
    }

    /// The digits that name the issuer.
    #[must_use]
    pub fn first_six(&self) -> &str {
        &self.first_six
    }

    /// The last four digits.
    #[must_use]
    pub fn last_four(&self) -> &str {
        &self.last_four
    }
}

fn read(text: &str) -> Result<MaskedCard, Fault> {
    let plain = normalise(text)?;
    let number = digits::<16>(&plain)?;
    if number.iter().all(|digit| *digit == 0) {
        return Err(Fault::NeverIssued);
    }
    if !luhn_agrees(&number) {
        return Err(Fault::CheckDigit);
    }
    Ok(MaskedCard { first_six: plain[..6].to_owned(), last_four: plain[12..].to_owned() })
}

/// Every other digit is doubled, from the first; a double above 9 counts as the sum of its digits.
fn luhn_agrees(number: &[u32; 16]) -> bool {
    let counted = number.chunks(2).map(|pair| doubled(pair[0]) + pair[1]);
    counted.sum::<u32>().is_multiple_of(10)
}

const fn doubled(digit: u32) -> u32 {
    if digit < 5 { digit * 2 } else { digit * 2 - 9 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_ends_of_a_card_are_kept() {
        let card = MaskedCard::parse("6037-9900 0000 0006").unwrap();
        assert_eq!((card.first_six(), card.last_four()), ("603799", "0006"));
        assert_eq!(format!("{card:?}"), "MaskedCard(…)");
    }

    #[test]
    fn a_card_of_another_country_is_a_card() {
        assert_eq!(MaskedCard::parse("5555555555554444").unwrap().first_six(), "555555");
    }

    #[test]
    fn a_wrong_card_says_what_is_wrong() {
        let invalid = [
            ("6037990000000007", Fault::CheckDigit),
            ("603799000000000", Fault::Length { expected: 16, found: 15 }),
            ("0000000000000000", Fault::NeverIssued),
        ];
        for (text, fault) in invalid {
            let refusal = MaskedCard::parse(text).unwrap_err();
            assert_eq!(refusal, IdentifierKind::Card.refuses(fault), "{text}");
        }
    }
}
