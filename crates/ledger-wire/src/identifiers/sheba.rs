//! The Sheba of a bank account: the Iranian IBAN, `IR`, two check digits and 22 digits.

use super::hidden_debug;
use super::invalid::{Fault, IdentifierKind, InvalidIdentifier};
use super::normalise::{digits, normalise};

/// `IR` as the IBAN rule counts letters: A is 10, so I is 18 and R is 27.
const COUNTRY: [u32; 4] = [1, 8, 2, 7];

/// A well-formed Sheba. Whether the bank is known is another question: see [`Sheba::bank_code`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sheba(String);

hidden_debug!(Sheba);

impl Sheba {
    /// Reads a Sheba in any usual spelling; it must begin with `IR`.
    ///
    /// # Errors
    /// What is wrong with it, without the value.
    pub fn parse(text: &str) -> Result<Self, InvalidIdentifier> {
        read(text).map(Self).map_err(|fault| IdentifierKind::Sheba.refuses(fault))
    }

    /// `IR` and 24 ASCII digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The three digits of the bank. The list of banks is dated data; an unknown code is a warning.
    #[must_use]
    pub fn bank_code(&self) -> &str {
        &self.0[4..7]
    }
}

fn read(text: &str) -> Result<String, Fault> {
    let plain = normalise(text)?.to_ascii_uppercase();
    let number = digits::<24>(plain.strip_prefix("IR").ok_or(Fault::Prefix)?)?;
    let (check, account) = number.split_at(2);
    let remainder = account.iter().chain(&COUNTRY).chain(check).fold(0, |r, d| (r * 10 + d) % 97);
    // 00, 01 and 99 leave the same remainder as 97, 98 and 02, which are the issued spellings.
    if remainder != 1 || matches!(check, [0, 0 | 1] | [9, 9]) {
        return Err(Fault::CheckDigit);
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BANKS: &str = include_str!("../../../../data/banks.csv");

    fn is_listed(code: &str) -> bool {
        BANKS.lines().any(|line| line.split(',').next() == Some(code))
    }

    #[test]
    fn well_formed_shebas_are_read_and_name_their_bank() {
        let valid = [
            ("IR880100000000000000000001", "010"),
            ("IR050170000000123456789012", "017"),
            ("IR790120000000000098765432", "012"),
            ("IR870600000000000000000042", "060"),
        ];
        for (text, bank) in valid {
            let sheba = Sheba::parse(text).unwrap();
            assert_eq!((sheba.as_str(), sheba.bank_code()), (text, bank));
            assert!(is_listed(bank));
        }
    }

    #[test]
    fn spelling_does_not_matter_and_an_unlisted_bank_is_still_a_sheba() {
        let spaced = Sheba::parse("ir۸۸ 0100 0000-0000 0000 0000 01").unwrap();
        assert_eq!(spaced.as_str(), "IR880100000000000000000001");
        let unlisted = Sheba::parse("IR062960000000100324200001").unwrap();
        assert!(!is_listed(unlisted.bank_code()));
    }

    #[test]
    fn a_wrong_sheba_says_what_is_wrong() {
        let invalid = [
            ("IR012345678901234567890123", Fault::CheckDigit),
            ("IR000000000000000000000000", Fault::CheckDigit),
            ("IR01234567890123456789", Fault::Length { expected: 24, found: 20 }),
            ("IR012345678A01234567890123", Fault::NotADigit { index: 9 }),
            ("IR880100000000000000000002", Fault::CheckDigit),
            ("880100000000000000000001", Fault::Prefix),
            ("DE880100000000000000000001", Fault::Prefix),
            ("", Fault::Prefix),
        ];
        for (text, fault) in invalid {
            let refusal = Sheba::parse(text).unwrap_err();
            assert_eq!(refusal, IdentifierKind::Sheba.refuses(fault), "{text}");
        }
    }

    #[test]
    fn one_account_has_one_sheba() {
        for serial in 0..2_000 {
            let account = format!("010{serial:019}");
            let spellings = (0..100).map(|check| format!("IR{check:02}{account}"));
            assert_eq!(spellings.filter(|text| Sheba::parse(text).is_ok()).count(), 1);
        }
    }
}
