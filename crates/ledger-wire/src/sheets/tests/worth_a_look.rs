//! Lists that are taken with a warning.

use super::{Found, found, line, list, national_id, sheba};
use crate::sheets::{Column, Declared, Problem, read_list};
use ledger_core::money::Amount;

fn warnings(lines: &[String]) -> Vec<Found> {
    let read = read_list(list(lines).as_bytes(), &Declared::default()).expect("the list is taken");
    assert!(!read.warnings.has_errors());
    found(&read.warnings)
}

fn with_amount(number: u32, rials: u64) -> String {
    line(number).replace("400000000", &rials.to_string())
}

#[test]
fn an_account_of_two_persons_is_worth_a_look() {
    let shared = line(2).replace(&sheba(2), &sheba(1));
    assert_eq!(warnings(&[line(1), shared, line(3)]), [(3, Some(Column::Sheba), "SHEBA_SHARED")]);
    let of_one_person = line(2)
        .replace("DOWRY", "MARRIAGE")
        .replace(&national_id(2), &national_id(1))
        .replace(&sheba(2), &sheba(1))
        .replace("نام 2", "نام 1");
    assert_eq!(warnings(&[line(1), of_one_person]), []);
}

#[test]
fn a_person_with_two_names_is_worth_a_look_and_two_spellings_are_one_name() {
    let again = line(2).replace("DOWRY", "MARRIAGE").replace(&national_id(2), &national_id(1));
    let other = again.replace("نام 2", "نشان 1");
    assert_eq!(warnings(&[line(1), other]), [(3, Some(Column::Name), "NAME_DIFFERS")]);
    let arabic = again.replace("نام 2", "علي\u{200c}کاظمي");
    let persian = line(1).replace("نام 1", "علی کاظمی");
    assert_eq!(warnings(&[persian, arabic]), []);
}

#[test]
fn an_amount_that_looks_like_a_mistaken_unit_is_worth_a_look() {
    let usual = 400_000_000;
    let cases = [
        (usual * 10 - 1, None),
        (usual * 10, Some("FAR_ABOVE")),
        (usual * 10_000, Some("FAR_ABOVE")),
        (usual / 10, Some("FAR_BELOW")),
        (usual / 10 + 1, None),
        (usual / 10_000, Some("FAR_BELOW")),
    ];
    for (rials, code) in cases {
        let expected: Vec<Found> = code.map(|code| (4, Some(Column::Amount), code)).into_iter().collect();
        assert_eq!(warnings(&[line(1), line(2), with_amount(3, rials), line(4)]), expected, "{rials}");
    }
}

#[test]
fn each_programme_has_an_amount_of_its_own_that_is_usual() {
    let marriages = [4, 5, 6].map(|number| with_amount(number, 20_000_000).replace("DOWRY", "MARRIAGE"));
    let mut lines = vec![line(1), line(2), line(3)];
    lines.extend(marriages);
    assert_eq!(warnings(&lines), []);
    lines.push(with_amount(7, 200_000_000).replace("DOWRY", "MARRIAGE"));
    let read = read_list(list(&lines).as_bytes(), &Declared::default()).expect("the list is taken");
    let [finding] = read.warnings.as_slice() else { panic!("one warning") };
    assert_eq!(finding.problem, Problem::FarAbove { times: 10, usual: Amount::new(20_000_000).unwrap() });
    let words = "line 8 · number 7 · amount: at least 10 times what is usual in this programme; about 20,000,000 IRR";
    assert!(finding.to_string().starts_with(words), "{finding}");
}

#[test]
fn warnings_stand_beside_the_errors_of_a_refused_list() {
    let shared = line(2).replace(&sheba(2), &sheba(1));
    let findings = read_list(list(&[line(1), shared, line(3) + ","]).as_bytes(), &Declared::default());
    let findings = findings.expect_err("the last line has a cell too many");
    assert_eq!((findings.errors().count(), findings.warnings().count()), (1, 1));
}
