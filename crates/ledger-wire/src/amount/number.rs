//! From a number as written to the plain decimal text that is read exactly: ASCII digits and at
//! most one point. No sign, no exponent, no guess at what a separator means.

use super::AmountError;
use crate::identifiers::ascii_digit;

/// The plain spelling of a decimal number that may be grouped into thousands.
pub(super) fn plain(number: &str) -> Result<String, AmountError> {
    let spelt: String = number.trim().chars().map(one_spelling).collect();
    if spelt.starts_with('-') {
        return Err(AmountError::Negative);
    }
    if let Some(index) = spelt.chars().position(|c| !matches!(c, '0'..='9' | '.' | ',')) {
        return Err(AmountError::NotANumber { index });
    }
    let (whole, places) = match spelt.split_once('.') {
        Some((whole, places)) => (whole, Some(places)),
        None => (spelt.as_str(), None),
    };
    let whole = without_groups(whole)?;
    let Some(places) = places else {
        return Ok(whole);
    };
    check_places(&spelt, places)?;
    Ok(format!("{whole}.{places}"))
}

/// Persian and Arabic digits, separators and minus signs in their ASCII form.
const fn one_spelling(character: char) -> char {
    match character {
        '٬' | '،' => ',',
        '٫' => '.',
        '\u{2212}' => '-',
        other => ascii_digit(other),
    }
}

/// One to three digits and then threes, or no separator at all.
fn without_groups(whole: &str) -> Result<String, AmountError> {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    if first.is_empty() {
        return Err(AmountError::NotANumber { index: 0 });
    }
    let is_grouped = first.len() < whole.len();
    if is_grouped && (first.len() > 3 || groups.any(|group| group.len() != 3)) {
        return Err(AmountError::Grouping);
    }
    Ok(whole.replace(',', ""))
}

/// Decimal places are digits and nothing else, and there is at least one.
fn check_places(spelt: &str, places: &str) -> Result<(), AmountError> {
    let start = spelt.len() - places.len();
    match places.find(|c: char| !c.is_ascii_digit()) {
        Some(offset) => Err(AmountError::NotANumber { index: start + offset }),
        None if places.is_empty() => Err(AmountError::NotANumber { index: start }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_spelling_has_one_plain_form() {
        let spellings = ["1234567.5", "1,234,567.5", "۱٬۲۳۴٬۵۶۷٫۵", "١،٢٣٤،٥٦٧.٥", " 1234567.5 "];
        for text in spellings {
            assert_eq!(plain(text).as_deref(), Ok("1234567.5"), "{text}");
        }
        assert_eq!(plain("007").as_deref(), Ok("007"));
    }

    #[test]
    fn groups_that_are_not_thousands_are_refused() {
        for text in ["1,00", "1234,567", "1,2345", "1,234,", "1,,234", "12,34,567"] {
            assert_eq!(plain(text), Err(AmountError::Grouping), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_plain_number_is_refused_by_position() {
        let refused = [
            ("", 0),
            (".5", 0),
            (",500", 0),
            ("5.", 2),
            ("1.2.3", 3),
            ("1.234,5", 5),
            ("1 000", 1),
            ("1e6", 1),
            ("1_000", 1),
            ("0x10", 1),
            ("1/5", 1),
            ("۱\u{200E}۲", 1),
        ];
        for (text, index) in refused {
            assert_eq!(plain(text), Err(AmountError::NotANumber { index }), "{text}");
        }
    }
}
