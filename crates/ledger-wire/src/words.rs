//! What people read, in English and in Persian: the two stand side by side, so that neither can be forgotten.
//!
//! Programs read codes, numbers and field names, which are the same in every language. Persian is written in logical
//! order, with ASCII digits and without direction marks: a terminal, a log and a browser each turn it their own way.

mod findings;
mod language;
mod named;
mod offices;
mod phrases;
mod refusal;
mod rejections;
mod rules;
mod text;

pub use findings::{Said, finding, problem};
pub use language::Language;
pub use named::{object, place, role, source, stage, standing, statement_event};
pub use offices::{
    basis, campaign_kind, channel, kit_standing, list_stage, pledge_standing, receipt_source, return_reason,
    stock_standing,
};
pub use phrases::{at_head, in_unit, link_after};
pub use refusal::refusal;
pub use rules::rule;
pub use text::Text;

use crate::amount::{grouped, toman};

/// An amount with its unit, `40,000,000 IRR` or `40,000,000 ریال`.
#[must_use]
pub fn money(rials: i64, language: Language) -> String {
    format!("{} {}", grouped(rials), Text::Rial.written(language))
}

/// The same with toman beside it, `40,000,000 IRR (4,000,000 toman)`.
#[must_use]
pub fn money_with_toman(rials: i64, language: Language) -> String {
    format!("{} ({} {})", money(rials, language), toman(rials), Text::Toman.written(language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_names_its_unit_in_both_languages() {
        let spring = 1_429_500_000_000;
        assert_eq!(money_with_toman(spring, Language::English), "1,429,500,000,000 IRR (142,950,000,000 toman)");
        assert_eq!(money_with_toman(spring, Language::Persian), "1,429,500,000,000 ریال (142,950,000,000 تومان)");
        assert_eq!(money(-5, Language::English), "-5 IRR");
    }
}
