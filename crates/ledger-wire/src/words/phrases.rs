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
        Language::Persian => format!("تا ثبت {size}، زنجیره {link}، {day}"),
    }
}

/// How many lines a file has, and what they sum to.
#[must_use]
pub fn lines_and_total(count: &str, total: &str, language: Language) -> String {
    match language {
        Language::English => format!("{count} lines, {total}"),
        Language::Persian => format!("{count} سطر، {total}"),
    }
}

/// How many of the payments that a bank speaks of were paid, and how many came back.
#[must_use]
pub fn paid_and_returned(paid: &str, returned: &str, language: Language) -> String {
    match language {
        Language::English => format!("{paid} paid, {returned} returned"),
        Language::Persian => format!("{paid} پرداخت‌شده، {returned} برگشتی"),
    }
}

/// How much was found in a file.
#[must_use]
pub fn errors_and_warnings(errors: &str, warnings: &str, language: Language) -> String {
    match language {
        Language::English => format!("{errors} errors, {warnings} warnings"),
        Language::Persian => format!("{errors} خطا، {warnings} هشدار"),
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
