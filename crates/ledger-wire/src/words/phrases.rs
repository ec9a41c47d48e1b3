//! Texts with a hole in them, one function each.

use super::Language;
use core::fmt::Display;

/// What a table is about, and the unit of its amounts.
#[must_use]
pub fn in_unit(object: &str, unit: &str, language: Language) -> String {
    match language {
        Language::English => format!("{object} in {unit}"),
        Language::Persian => format!("{object}، به {unit}"),
    }
}

/// The head that an answer reflects.
#[must_use]
pub fn at_head(size: u64, link: &str, day: &str, language: Language) -> String {
    match language {
        Language::English => format!("at head {size}, link {link}, {day}"),
        Language::Persian => format!("پس از {size} ثبت، زنجیره {link}، {day}"),
    }
}

/// The link after an act, and how many entries it commits to.
#[must_use]
pub fn link_after(link: &str, entry_count: impl Display, language: Language) -> String {
    match language {
        Language::English => format!("link {link} after {entry_count} entries"),
        Language::Persian => format!("زنجیره {link} پس از {entry_count} ثبت"),
    }
}
