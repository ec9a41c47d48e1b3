//! The languages that there are words in.

/// A language that people read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Persian.
    Persian,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::Persian];

    /// Its tag (BCP 47): `en`, `fa`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Persian => "fa",
        }
    }

    /// The first language of an `accept-language` header that there are words in; English if there is none.
    ///
    /// Weights are not read: clients state what they prefer first.
    #[must_use]
    pub fn accepted(header: &str) -> Self {
        header.split(',').find_map(Self::of_tag).unwrap_or_default()
    }

    /// Only the language of a tag counts: `fa`, `fa-IR` and `FA;q=0.8` are Persian.
    fn of_tag(tag: &str) -> Option<Self> {
        let language = tag.split([';', '-', '_']).next().unwrap_or_default().trim();
        Self::ALL.into_iter().find(|each| each.tag().eq_ignore_ascii_case(language))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::Language;
    use crate::identifiers::unify;

    /// Whether a text is Persian as we write it: Persian letters and ASCII digits, no mark that turns its direction,
    /// and no Latin word outside of a hole.
    pub(in crate::words) fn is_persian(text: &str) -> bool {
        let mut inside = false;
        let outside: String = text
            .chars()
            .filter(|letter| {
                inside = (inside || *letter == '{') && *letter != '}';
                !inside
            })
            .collect();
        let has_letters = outside.chars().any(|letter| ('\u{0600}'..='\u{06FF}').contains(&letter));
        // Folding takes away a kasra or a tashdid, which may guide the eye; everything else has to be in one spelling.
        let plain: String =
            outside.chars().filter(|letter| !matches!(letter, '\u{0650}' | '\u{0651}' | '\u{0654}')).collect();
        has_letters && !outside.chars().any(|letter| letter.is_ascii_alphabetic()) && unify(&plain) == plain
    }

    #[test]
    fn the_first_language_that_is_known_is_spoken() {
        let persian = ["fa", "fa-IR", "FA", "fa;q=0.9, en;q=0.8", "ku, fa-AF, en", " fa_IR "];
        for header in persian {
            assert_eq!(Language::accepted(header), Language::Persian, "{header}");
        }
        for header in ["", "en", "en-GB, fa", "ku", "*", "farsi", ",,;q=1"] {
            assert_eq!(Language::accepted(header), Language::English, "{header}");
        }
    }
}
