//! What is written reads back as it was.

use super::{national_id, sheba};
use crate::identifiers::{NationalId, Sheba};
use crate::sheets::{
    Declared, ListLine, Outcome, PaymentLine, PersonName, ResultLine, read_list, read_results, write_list,
    write_payments, write_results,
};
use ledger_core::event::ReturnReason;
use ledger_core::money::Amount;
use ledger_core::text::{Code, Name};
use proptest::prelude::*;

fn any_code() -> impl Strategy<Value = Code> {
    "[!-~]{1,64}".prop_map(|text| Code::new(&text).unwrap())
}

/// Names with everything in them that a file has to keep apart.
fn any_name() -> impl Strategy<Value = PersonName> {
    "[ا-یa-z'\",;\u{200c}][ا-یa-z0-9۰-۹'\",;.=@ \u{200c}-]{0,30}[ا-یa-z,\";]"
        .prop_filter_map("a name", |text| PersonName::parse(&text).ok())
}

/// Few enough amounts for a list to have a sum that can be counted.
fn any_amount() -> impl Strategy<Value = Amount> {
    (1..1_u64 << 57).prop_map(|rials| Amount::new(rials).unwrap())
}

fn any_sheba() -> impl Strategy<Value = Sheba> {
    (0..100_000_u32).prop_map(|serial| Sheba::parse(&sheba(serial)).unwrap())
}

prop_compose! {
    fn any_lines()(
        persons in proptest::collection::btree_set(1..999_999_u32, 1..40),
        rest in proptest::collection::vec((any_code(), any_code(), any_name(), any_sheba(), any_amount()), 40),
    ) -> Vec<ListLine> {
        (1..).zip(persons.into_iter().zip(rest)).map(|(number, (person, (programme, office, name, sheba, amount)))| ListLine {
            file_line: u64::from(number) + 1,
            line: number,
            programme,
            office,
            national_id: NationalId::parse(&national_id(person)).unwrap(),
            name,
            sheba,
            amount,
        }).collect()
    }
}

fn any_outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        Just(Outcome::Paid),
        Just(Outcome::Returned(ReturnReason::WrongAccount)),
        Just(Outcome::Returned(ReturnReason::AccountClosed)),
        Just(Outcome::Returned(ReturnReason::AccountBlocked)),
        Just(Outcome::Returned(ReturnReason::Other)),
    ]
}

prop_compose! {
    fn any_results()(
        numbers in proptest::collection::btree_set(1..16_384_u32, 1..40),
        rest in proptest::collection::vec((any_sheba(), any_amount(), any_outcome(), any_code()), 40),
    ) -> Vec<ResultLine> {
        (2..).zip(numbers.into_iter().zip(rest)).map(|(file_line, (line, (sheba, amount, outcome, reference)))| ResultLine {
            file_line, line, sheba, amount, outcome, reference,
        }).collect()
    }
}

proptest! {
    #[test]
    fn a_list_that_was_written_reads_back_as_it_was(lines in any_lines()) {
        let read = read_list(&write_list(&lines), &Declared::default()).map_err(|findings| TestCaseError::fail(findings.to_string()))?;
        prop_assert_eq!(&read.file.lines, &lines);
        let names = |lines: &[ListLine]| lines.iter().map(|line| line.name.as_str().to_owned()).collect::<Vec<_>>();
        prop_assert_eq!(names(&read.file.lines), names(&lines));
    }

    #[test]
    fn results_that_were_written_read_back_as_they_were(lines in any_results()) {
        let read = read_results(&write_results(&lines)).map_err(|findings| TestCaseError::fail(findings.to_string()))?;
        prop_assert_eq!(read.file.lines, lines);
    }
}

#[test]
fn payments_are_written_for_a_bank() {
    let line = PaymentLine {
        line: 7,
        sheba: Sheba::parse(&sheba(7)).unwrap(),
        name: PersonName::parse("نام \"هفت\"").unwrap(),
        amount: Amount::new(400_000_000).unwrap(),
        description: Name::new("کمک‌هزینه جهیزیه").unwrap(),
    };
    let expected = format!(
        "\u{feff}line,sheba,name,amount_irr,description\r\n7,\"{}\",\"نام \"\"هفت\"\"\",400000000,\"کمک‌هزینه جهیزیه\"\r\n",
        sheba(7)
    );
    assert_eq!(String::from_utf8(write_payments(&[line])).unwrap(), expected);
}
