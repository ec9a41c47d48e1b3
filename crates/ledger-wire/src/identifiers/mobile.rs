//! A mobile telephone number of Iran in its one canonical form, `+989XXXXXXXXX`.

use super::hidden_debug;
use super::invalid::{Fault, IdentifierKind, InvalidIdentifier};
use super::normalise::{digits, normalise};

/// What may stand before the ten digits. As ten must remain, the length of the whole tells which of
/// these was meant, and a number that itself starts with 98 is not cut short.
const PREFIXES: [&str; 5] = ["0098", "+98", "98", "0", ""];

/// A mobile number of Iran.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mobile(String);

hidden_debug!(Mobile);

impl Mobile {
    /// Reads a mobile number with the country code, with a leading zero, or with neither.
    ///
    /// # Errors
    /// What is wrong with it, without the value.
    pub fn parse(text: &str) -> Result<Self, InvalidIdentifier> {
        read(text).map(Self).map_err(|fault| IdentifierKind::Mobile.refuses(fault))
    }

    /// `+98` and ten ASCII digits, the first of them 9.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn read(text: &str) -> Result<String, Fault> {
    let plain = normalise(text)?;
    let national = PREFIXES
        .iter()
        .filter_map(|prefix| plain.strip_prefix(prefix))
        .find(|rest| rest.chars().count() == 10)
        .ok_or(Fault::Prefix)?;
    if digits::<10>(national)?[0] != 9 {
        return Err(Fault::Prefix);
    }
    Ok(format!("+98{national}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_spelling_has_one_canonical_form() {
        let spellings =
            ["09120000000", "00989120000000", "9120000000", "989120000000", "+98 912 000-0000", "۰۹۱۲۰۰۰۰۰۰۰"];
        for text in spellings {
            assert_eq!(Mobile::parse(text).unwrap().as_str(), "+989120000000", "{text}");
        }
        assert_eq!(Mobile::parse("9812345678").unwrap().as_str(), "+989812345678");
    }

    #[test]
    fn what_is_not_a_mobile_number_is_refused() {
        for text in ["0912000000", "99999999999", "02188888888", "+98", "", "+449120000000"] {
            let refusal = Mobile::parse(text).unwrap_err();
            assert_eq!(refusal, IdentifierKind::Mobile.refuses(Fault::Prefix), "{text}");
        }
        let refusal = Mobile::parse("0912000000x").unwrap_err();
        assert_eq!(refusal, IdentifierKind::Mobile.refuses(Fault::NotADigit { index: 9 }));
    }
}
