//! The columns, and the names by which their heads are known.

use crate::amount::AmountUnit;
use crate::identifiers::SearchKey;
use crate::words::Language;

/// A column of a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Column {
    /// The number of the line in its list, from 1.
    Line,
    /// The code of the programme.
    Programme,
    /// The code of the office.
    Office,
    /// The national id of the person.
    NationalId,
    /// The name of the person.
    Name,
    /// The Sheba of the account that is paid.
    Sheba,
    /// How much.
    Amount,
    /// The unit of the amount: rial or toman.
    Unit,
    /// What the bank did: paid or returned.
    Status,
    /// Why the bank sent it back.
    Reason,
    /// The bank's reference.
    Reference,
    /// What the payee reads.
    Description,
}

/// What a head names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Named {
    pub(super) column: Column,
    /// The unit that the head of an amount states.
    pub(super) unit: Option<AmountUnit>,
}

/// The names of each column. The first in English is what we write; the first in Persian is what we say.
const NAMES: [(Column, &[&str], &[&str]); 12] = [
    (Column::Line, &["line"], &["ردیف"]),
    (Column::Programme, &["programme", "programme_code"], &["برنامه", "کد برنامه", "طرح", "کد طرح"]),
    (Column::Office, &["office", "office_code"], &["اداره", "کد اداره"]),
    (Column::NationalId, &["national_id"], &["کد ملی", "شماره ملی"]),
    (Column::Name, &["name"], &["نام", "نام و نام خانوادگی"]),
    (Column::Sheba, &["sheba", "iban"], &["شبا", "شماره شبا"]),
    (Column::Amount, &["amount"], &["مبلغ"]),
    (Column::Unit, &["unit"], &["واحد", "واحد پول"]),
    (Column::Status, &["status"], &["وضعیت"]),
    (Column::Reason, &["reason"], &["علت", "علت برگشت"]),
    (Column::Reference, &["reference"], &["کد رهگیری", "شماره پیگیری"]),
    (Column::Description, &["description"], &["شرح"]),
];

/// The names of an amount that state its unit.
const AMOUNTS: [(AmountUnit, &[&str]); 2] = [
    (AmountUnit::Rial, &["amount_irr", "amount_rial", "amount_rials", "مبلغ ریال", "مبلغ به ریال"]),
    (AmountUnit::Toman, &["amount_toman", "مبلغ تومان", "مبلغ به تومان"]),
];

impl Column {
    /// Its name: `national_id`, `کد ملی`.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        let names = NAMES.iter().find(|(column, _, _)| *column == self);
        let names = names.map(|(_, english, persian)| match language {
            Language::English => *english,
            Language::Persian => *persian,
        });
        names.and_then(<[&str]>::first).copied().unwrap_or_default()
    }
}

impl Named {
    /// What this head names, in any usual spelling.
    pub(super) fn of(head: &str) -> Option<Self> {
        let asked = folded(head);
        let is = |names: &[&str]| names.iter().any(|name| folded(name) == asked);
        let plain = NAMES.iter().find(|(_, english, persian)| is(english) || is(persian));
        let amount = || AMOUNTS.iter().find(|(_, names)| is(names));
        plain
            .map(|(column, _, _)| Self { column: *column, unit: None })
            .or_else(|| amount().map(|(unit, _)| Self { column: Column::Amount, unit: Some(*unit) }))
    }
}

/// Spaces, underscores, dashes and brackets do not matter, nor do capitals or Arabic letters.
fn folded(head: &str) -> String {
    let key = SearchKey::of(head);
    key.as_str().chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn column(head: &str) -> Option<Column> {
        Named::of(head).map(|named| named.column)
    }

    #[test]
    fn a_head_is_known_in_english_and_persian_however_it_is_spelt() {
        for head in ["national_id", "National ID", "NATIONAL-ID", "nationalid", "کد ملی", "كد ملي", "کدملی", "کد‌ملی"]
        {
            assert_eq!(column(head), Some(Column::NationalId), "{head}");
        }
        assert_eq!(column("ردیف"), Some(Column::Line));
        assert_eq!(column(" شماره شبا "), Some(Column::Sheba));
        for head in ["", "id", "nation", "sum", "؟"] {
            assert_eq!(column(head), None, "{head}");
        }
    }

    #[test]
    fn the_head_of_an_amount_may_state_the_unit() {
        let unit = |head: &str| Named::of(head).and_then(|named| named.unit);
        for head in ["amount_irr", "Amount (IRR)", "مبلغ (ریال)", "مبلغ (ريال)", "مبلغ به ریال"]
        {
            assert_eq!((column(head), unit(head)), (Some(Column::Amount), Some(AmountUnit::Rial)), "{head}");
        }
        for head in ["amount_toman", "Amount (toman)", "مبلغ (تومان)", "مبلغ به تومان"] {
            assert_eq!((column(head), unit(head)), (Some(Column::Amount), Some(AmountUnit::Toman)), "{head}");
        }
        assert_eq!((column("مبلغ"), unit("مبلغ")), (Some(Column::Amount), None));
    }

    #[test]
    fn no_name_stands_for_two_columns() {
        let mut seen = BTreeSet::new();
        let plain = NAMES.iter().flat_map(|(_, english, persian)| english.iter().chain(*persian));
        for name in plain.chain(AMOUNTS.iter().flat_map(|(_, names)| *names)) {
            assert!(seen.insert(folded(name)), "{name}");
        }
        for (column, english, persian) in NAMES {
            assert_eq!(column.name(Language::English), english[0]);
            assert_eq!(column.name(Language::Persian), persian[0]);
        }
    }
}
