//! Persian text in one spelling, and the key under which it is found again.
//!
//! Texts mix Arabic and Persian letters, and write one word with a space, a zero-width non-joiner
//! or nothing between its parts. The original is kept as it came; only what is compared is folded.
//!
//! Of Unicode's normal form C this knows the combinations of Arabic letters with madda and hamza.
//! Latin letters with combining marks, and the presentation forms that old documents contain, stay
//! as they are.

use super::hidden_debug;
use super::normalise::{ascii_digit, is_bidi_control};

/// A text folded for searching. Names are personal data, so it does not print itself.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SearchKey(String);

hidden_debug!(SearchKey);

impl SearchKey {
    /// Folds a text: texts that differ only in spelling get the same key.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let unified = unify(text);
        Self(unified.chars().filter(|c| !is_gap(*c)).map(base_letter).collect())
    }

    /// The folded text, without any space.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text with Persian ی and ک, composed letters, ASCII digits and plain spaces, and without
/// marks that only guide the eye: tatweel, vowel signs and direction controls.
#[must_use]
pub fn unify(text: &str) -> String {
    let mut unified = String::with_capacity(text.len());
    for character in text.chars() {
        // Letters become Persian only at the end: before that, ي with a hamza is still ئ.
        if let Some(composed) = unified.chars().next_back().and_then(|l| compose(l, character)) {
            unified.pop();
            unified.push(composed);
        } else if !is_mark(character) && !is_bidi_control(character) {
            unified.push(character);
        }
    }
    unified.chars().map(persian_letter).collect()
}

/// Normal form C for the Arabic letters that carry madda or hamza.
const fn compose(letter: char, mark: char) -> Option<char> {
    match (letter, mark) {
        ('ا', '\u{0653}') => Some('آ'),
        ('ا', '\u{0654}') => Some('أ'),
        ('ا', '\u{0655}') => Some('إ'),
        ('و', '\u{0654}') => Some('ؤ'),
        ('ي', '\u{0654}') => Some('ئ'),
        ('\u{06D5}', '\u{0654}') => Some('ۀ'),
        _ => None,
    }
}

const fn persian_letter(character: char) -> char {
    match character {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        '\u{A0}' | '\u{202F}' => ' ',
        other => ascii_digit(other),
    }
}

/// The letter under which others are searched too; coarser than what may be shown.
const fn base_letter(character: char) -> char {
    match character {
        'ة' | 'ۀ' | '\u{06D5}' => 'ه',
        'أ' | 'إ' | 'ٱ' | 'آ' => 'ا',
        'ؤ' => 'و',
        'ئ' => 'ی',
        other => other,
    }
}

/// Tatweel, vowel signs and the other combining marks of the Arabic script.
const fn is_mark(character: char) -> bool {
    matches!(
        character,
        '\u{0640}'
            | '\u{0610}'..='\u{061A}'
            | '\u{064B}'..='\u{065F}'
            | '\u{0670}'
            | '\u{06D6}'..='\u{06DC}'
            | '\u{06DF}'..='\u{06E4}'
            | '\u{06E7}'
            | '\u{06E8}'
            | '\u{06EA}'..='\u{06ED}'
    )
}

/// What may or may not stand between the parts of one word.
fn is_gap(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_letters_and_digits_become_persian_and_ascii() {
        let unified = [("كمك هاي", "کمک های"), ("علي", "علی"), ("١٢٣۴۵", "12345")];
        for (text, expected) in unified {
            assert_eq!(unify(text), expected);
        }
    }

    #[test]
    fn composed_and_decomposed_letters_are_one_text() {
        let spellings = [
            ("\u{0627}\u{0653}ب", "آب"),
            ("مسو\u{0654}ول", "مسؤول"),
            ("مسي\u{0654}ول", "مسئول"),
            ("\u{0627}\u{0655}", "إ"),
        ];
        for (decomposed, composed) in spellings {
            assert_eq!(unify(decomposed), composed);
        }
    }

    #[test]
    fn gaps_between_the_parts_of_a_word_do_not_matter() {
        let key = SearchKey::of("مردمنهاد");
        for text in ["مردم‌نهاد", "مردم نهاد", "مردم\u{A0}نهاد", "مردم\u{200F}نهاد", "مردمـــنهاد"]
        {
            assert_eq!(SearchKey::of(text).as_str(), key.as_str());
        }
    }

    #[test]
    fn letters_of_one_base_meet_and_others_do_not() {
        let same = [
            ("خانهٔ", "خانۀ"),
            ("خانه", "خانة"),
            ("رأفت", "رافت"),
            ("آیین", "ايين"),
            ("مؤمن", "مومن"),
            ("مسئول", "مسیول"),
            ("مَدَدجو", "مددجو"),
        ];
        for (left, right) in same {
            assert_eq!(SearchKey::of(left).as_str(), SearchKey::of(right).as_str());
        }
        assert!(SearchKey::of("شهر") != SearchKey::of("شهرستان"));
    }

    #[test]
    fn a_key_does_not_print_itself_and_folding_it_again_changes_nothing() {
        let key = SearchKey::of("كمك‌هاي مسئول");
        assert_eq!(format!("{key:?}"), "SearchKey(…)");
        assert_eq!(SearchKey::of(key.as_str()).as_str(), key.as_str());
    }
}
