//! A list as long as that of the ceremony, with something of everything wrong in it: found in one pass.

use super::{Found, found, line, list, national_id, sheba};
use crate::sheets::{Column, Declared, read_list};
use ledger_core::money::Amount;
use std::collections::BTreeSet;

const COUNT: u32 = 3_459;

/// What is done to a line of this number, and what is to be found there.
type Spoilt = (u32, fn(String, u32) -> String, Option<Column>, &'static str);

const SPOILT: [Spoilt; 40] = {
    use Column::{Amount, Line, Name, NationalId, Office, Programme, Sheba, Unit};
    [
        (1_718, |l, n| l.replace(&national_id(n), "9990001719"), Some(NationalId), "CHECK_DIGIT"),
        (11, |l, n| l.replace(&national_id(n), "999000001"), Some(NationalId), "WRONG_LENGTH"),
        (13, |l, n| l.replace(&national_id(n), "99900x0001"), Some(NationalId), "NOT_A_DIGIT"),
        (14, |l, n| l.replace(&national_id(n), "0000000000"), Some(NationalId), "NEVER_ISSUED"),
        (15, |l, n| l.replace(&national_id(n), "\u{200f}9990000018"), Some(NationalId), "BIDI_CONTROL"),
        (16, |l, n| l.replace(&national_id(n), ""), Some(NationalId), "EMPTY"),
        (
            17,
            |l, n| l.replace(&national_id(n), &national_id(10)).replace("نام 17", "نام 10"),
            Some(NationalId),
            "PERSON_TWICE",
        ),
        (101, |l, n| l.replace(&sheba(n), &sheba(n).replace("IR", "DE")), Some(Sheba), "WRONG_PREFIX"),
        (102, |l, n| l.replace(&sheba(n), &sheba(n)[2..]), Some(Sheba), "WRONG_PREFIX"),
        (103, |l, n| l.replace(&sheba(n), "IR010000000000000000000000"), Some(Sheba), "CHECK_DIGIT"),
        (104, |l, n| l.replace(&sheba(n), &sheba(n)[..25]), Some(Sheba), "WRONG_LENGTH"),
        (105, |l, n| l.replace(&sheba(n), &sheba(n).replace('9', "O")), Some(Sheba), "NOT_A_DIGIT"),
        (106, |l, n| l.replace(&sheba(n), " "), Some(Sheba), "EMPTY"),
        (201, |l, _| l.replace("400000000", ""), Some(Amount), "EMPTY"),
        (202, |l, _| l.replace("400000000", "0"), Some(Amount), "ZERO"),
        (203, |l, _| l.replace("400000000", "-400000000"), Some(Amount), "NEGATIVE"),
        (204, |l, _| l.replace("400000000", "400000000.5"), Some(Amount), "FRACTIONAL_RIAL"),
        (205, |l, _| l.replace("400000000", "4.0E8"), Some(Amount), "NOT_A_NUMBER"),
        (206, |l, _| l.replace("400000000", "\"40,00,000\""), Some(Amount), "GROUPING"),
        (207, |l, _| l.replace("400000000", "9999999999999999999"), Some(Amount), "AMOUNT_TOO_LARGE"),
        (208, |l, _| l.replace(",IRR", ","), Some(Unit), "EMPTY"),
        (209, |l, _| l.replace(",IRR", ",EUR"), Some(Unit), "UNKNOWN_UNIT"),
        (301, |l, n| l.replace(&format!("نام {n}"), ""), Some(Name), "EMPTY"),
        (302, |l, n| l.replace(&format!("نام {n}"), "=A1"), Some(Name), "FORMULA_SIGN"),
        (303, |l, n| l.replace(&format!("نام {n}"), "\u{202b}نام"), Some(Name), "BAD_CHARACTER"),
        (304, |l, n| l.replace(&format!("نام {n}"), &"ن".repeat(65)), Some(Name), "TOO_LONG"),
        (401, |l, _| l.replace("DOWRY", ""), Some(Programme), "EMPTY"),
        (402, |l, _| l.replace("DOWRY", "DOW RY"), Some(Programme), "BAD_CHARACTER"),
        (403, |l, _| l.replace("IR-06", ""), Some(Office), "EMPTY"),
        (404, |l, _| l.replace("IR-06", "خوزستان"), Some(Office), "BAD_CHARACTER"),
        (405, |l, _| l.replace("IR-06", &"x".repeat(65)), Some(Office), "TOO_LONG"),
        (501, |l, n| l.replacen(&n.to_string(), "", 1), Some(Line), "EMPTY"),
        (502, |l, n| l.replacen(&n.to_string(), "first", 1), Some(Line), "NOT_A_LINE_NUMBER"),
        (503, |l, n| l.replacen(&n.to_string(), "3460", 1), Some(Line), "LINE_OUTSIDE"),
        (504, |l, n| l.replacen(&n.to_string(), "0", 1), Some(Line), "LINE_OUTSIDE"),
        (505, |l, n| l.replacen(&n.to_string(), "500", 1), Some(Line), "LINE_TWICE"),
        (601, |l, _| l + ",", None, "CELL_COUNT"),
        (602, |l, _| l.replace("DOWRY", "\"DOWRY"), None, "BAD_QUOTES"),
        (603, |l, _| l + &"x".repeat(4_096), None, "LINE_TOO_LONG"),
        (604, |l, _| l.replace("DOWRY", NOT_UTF8), None, "NOT_UTF8"),
    ]
};

/// What becomes a byte that no UTF-8 has.
const NOT_UTF8: &str = "NOT-UTF-8";

fn spoilt() -> (Vec<u8>, Vec<Found>) {
    let mut lines: Vec<String> = (1..=COUNT).map(line).collect();
    let mut expected = vec![(0, None, "COUNT_DIFFERS")];
    for (number, spoil, column, code) in SPOILT {
        let bad = spoil(line(number), number);
        assert_ne!(bad, line(number), "{number} is spoilt");
        lines[usize::try_from(number - 1).unwrap()] = bad;
        expected.push((u64::from(number) + 1, column, code));
    }
    expected.sort();
    let text = list(&lines).into_bytes();
    let at = text.windows(NOT_UTF8.len()).position(|bytes| bytes == NOT_UTF8.as_bytes()).unwrap();
    (text.iter().enumerate().map(|(place, byte)| if place == at { 0xff } else { *byte }).collect(), expected)
}

#[test]
fn in_3459_lines_all_41_errors_of_every_kind_are_found_in_one_pass() {
    let (bytes, expected) = spoilt();
    let declared = Declared { count: Some(COUNT + 1), total: None };
    let findings = read_list(&bytes, &declared).expect_err("the list is refused");
    assert_eq!(found(&findings), expected);
    assert_eq!(findings.errors().count(), 41);
    let in_1718 = findings.as_slice().iter().find(|finding| finding.file_line == Some(1_719)).unwrap();
    assert_eq!(in_1718.list_line, Some(1_718));
    let words = "line 1719 · number 1718 · national_id: the check digit does not fit; \
                 ten digits, of which the check digit confirms the others";
    assert_eq!(in_1718.to_string(), words);
}

#[test]
fn nothing_personal_stands_in_what_is_said_of_a_list() {
    let (bytes, _) = spoilt();
    let findings = read_list(&bytes, &Declared::default()).expect_err("the list is refused");
    let said = format!("{findings}{findings:?}");
    for (number, _, _, _) in SPOILT {
        for personal in [national_id(number), sheba(number), format!("نام {number}"), "9990001719".to_owned()] {
            assert!(!said.contains(&personal), "{number}");
        }
    }
}

#[test]
fn the_same_list_without_its_errors_is_taken() {
    let lines: Vec<String> = (1..=COUNT).map(line).collect();
    let declared = Declared { count: Some(COUNT), total: Amount::new(u64::from(COUNT) * 400_000_000) };
    let read = read_list(list(&lines).as_bytes(), &declared).expect("nothing is wrong with it");
    assert_eq!(read.warnings.as_slice(), []);
    let numbers: BTreeSet<u32> = read.file.lines.iter().map(|line| line.line).collect();
    assert_eq!(numbers, (1..=COUNT).collect());
}
