//! One spelling for what people and spreadsheets write in several.

use super::invalid::Fault;

/// The ASCII form of a Persian or Arabic-Indic digit; any other character unchanged.
#[must_use]
pub const fn ascii_digit(character: char) -> char {
    match character {
        '۰' | '٠' => '0',
        '۱' | '١' => '1',
        '۲' | '٢' => '2',
        '۳' | '٣' => '3',
        '۴' | '٤' => '4',
        '۵' | '٥' => '5',
        '۶' | '٦' => '6',
        '۷' | '٧' => '7',
        '۸' | '٨' => '8',
        '۹' | '٩' => '9',
        other => other,
    }
}

/// The text of an identifier in its plain spelling: digits in ASCII, ends trimmed, and spaces,
/// no-break spaces, zero-width non-joiners and dashes left out.
///
/// # Errors
/// `Fault::BidiControl`, because such a character can make two different texts look alike.
pub fn normalise(text: &str) -> Result<String, Fault> {
    if text.chars().any(is_bidi_control) {
        return Err(Fault::BidiControl);
    }
    Ok(text.trim().chars().filter(|c| !is_separator(*c)).map(ascii_digit).collect())
}

/// Characters that turn the writing direction and show nothing themselves.
pub(super) const fn is_bidi_control(character: char) -> bool {
    matches!(
        character,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    )
}

/// Space, no-break spaces, zero-width non-joiner, hyphens, dashes and the minus sign.
const fn is_separator(character: char) -> bool {
    matches!(character, ' ' | '\u{A0}' | '\u{202F}' | '\u{200C}' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The values of exactly `N` digits.
pub(super) fn digits<const N: usize>(text: &str) -> Result<[u32; N], Fault> {
    let found = text.chars().count();
    if found != N {
        return Err(Fault::Length { expected: N, found });
    }
    let mut values = [0; N];
    for (index, (value, character)) in values.iter_mut().zip(text.chars()).enumerate() {
        *value = character.to_digit(10).ok_or(Fault::NotADigit { index })?;
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_and_persian_or_arabic_digits_do_not_matter() {
        let spellings = ["9990000018", "۹۹۹۰۰۰۰۰۱۸", "٩٩٩٠٠٠٠٠١٨", " 999-000001-8\n", "999\u{A0}000\u{200C}001–8"];
        for text in spellings {
            assert_eq!(normalise(text).as_deref(), Ok("9990000018"), "{text}");
        }
        assert_eq!(normalise("٩٩٩٠٠٠٠١٧٤").as_deref(), Ok("9990000174"));
    }

    #[test]
    fn a_direction_control_is_refused_wherever_it_stands() {
        for control in ['\u{061C}', '\u{200E}', '\u{200F}', '\u{202E}', '\u{2066}', '\u{2069}'] {
            assert_eq!(normalise(&format!("{control}999")), Err(Fault::BidiControl));
            assert_eq!(normalise(&format!("9{control}99")), Err(Fault::BidiControl));
        }
    }

    #[test]
    fn a_missing_digit_is_named_by_position_only() {
        assert_eq!(digits::<3>("1x3"), Err(Fault::NotADigit { index: 1 }));
        assert_eq!(digits::<3>("12"), Err(Fault::Length { expected: 3, found: 2 }));
        assert_eq!(digits::<3>("۱2۳"), Err(Fault::NotADigit { index: 0 }));
    }
}
