//! Lists that are refused: each with all that is wrong with it and nothing else, by line, column and code.

use super::{Found, HEAD, found, line, list, national_id, sheba};
use crate::sheets::{Column, Declared, MOST_BYTES, MOST_LINE_BYTES, MOST_LINES, read_list};
use ledger_core::money::Amount;

fn errors(bytes: &[u8]) -> Vec<Found> {
    let findings = read_list(bytes, &Declared::default()).expect_err("the list is refused");
    assert!(findings.has_errors());
    found(&findings)
}

/// The second line of three, with something replaced.
fn second(replace: &str, by: &str) -> String {
    let bad = line(2).replacen(replace, by, 1);
    assert_ne!(bad, line(2), "{replace} is there");
    list(&[line(1), bad, line(3)])
}

#[test]
fn each_bad_cell_is_found_with_its_line_its_column_and_its_code() {
    use Column::{Amount, Line, Name, NationalId, Office, Programme, Sheba, Unit};
    let (id, sheba) = (&*national_id(2), &*sheba(2));
    let ids = [
        ("9990000019", "CHECK_DIGIT"),
        ("999000001", "WRONG_LENGTH"),
        ("99900000x8", "NOT_A_DIGIT"),
        ("9990000000", "NEVER_ISSUED"),
        ("\u{200e}9990000026", "BIDI_CONTROL"),
        (" ", "EMPTY"),
    ];
    let shebas = [
        ("IR000000000000000000000000", "CHECK_DIGIT"),
        ("IR01", "WRONG_LENGTH"),
        ("999000000000000000000000", "WRONG_PREFIX"),
        ("IR0199900000000000000000x2", "NOT_A_DIGIT"),
        ("", "EMPTY"),
    ];
    let names = [
        ("", "EMPTY"),
        ("=HYPERLINK", "FORMULA_SIGN"),
        ("ن\u{202e}ام", "BAD_CHARACTER"),
        ("ن\u{7}ام", "BAD_CHARACTER"),
    ];
    let amounts = [
        ("", "EMPTY"),
        ("0", "ZERO"),
        ("-5", "NEGATIVE"),
        ("1.5", "FRACTIONAL_RIAL"),
        ("40 000", "NOT_A_NUMBER"),
        ("400000000 IRR", "NOT_A_NUMBER"),
        ("4e8", "NOT_A_NUMBER"),
        ("99999999999999999999", "AMOUNT_TOO_LARGE"),
    ];
    let units = [("", "EMPTY"), ("USD", "UNKNOWN_UNIT"), ("IRT", "UNKNOWN_UNIT")];
    let codes = [("", "EMPTY"), ("D WRY", "BAD_CHARACTER"), ("جهیزیه", "BAD_CHARACTER")];
    let numbers = [
        ("", "EMPTY"),
        ("b", "NOT_A_LINE_NUMBER"),
        ("-2", "NOT_A_LINE_NUMBER"),
        ("99999999999", "NOT_A_LINE_NUMBER"),
        ("4", "LINE_OUTSIDE"),
        ("0", "LINE_OUTSIDE"),
    ];
    let cases = [
        (NationalId, id, &ids[..]),
        (Sheba, sheba, &shebas),
        (Name, "نام 2", &names),
        (Amount, "400000000", &amounts),
        (Unit, "IRR", &units),
        (Programme, "DOWRY", &codes),
        (Office, "IR-06", &codes),
    ];
    for (column, good, bad) in cases {
        for (cell, code) in bad {
            assert_eq!(errors(second(good, cell).as_bytes()), [(3, Some(column), *code)], "{column:?}: {cell}");
        }
    }
    for (cell, code) in numbers {
        let text = list(&[line(1), line(2).replacen('2', cell, 1), line(3)]);
        assert_eq!(errors(text.as_bytes()), [(3, Some(Line), code)], "{cell}");
    }
    assert_eq!(errors(second("400000000", "\"4,00\"").as_bytes()), [(3, Some(Amount), "GROUPING")]);
    assert_eq!(errors(second("DOWRY", &"x".repeat(65)).as_bytes()), [(3, Some(Programme), "TOO_LONG")]);
    assert_eq!(errors(second("نام 2", &"x".repeat(129)).as_bytes()), [(3, Some(Name), "TOO_LONG")]);
}

#[test]
fn everything_that_is_wrong_with_one_line_is_found_together() {
    use Column::{Amount, Line, Name, NationalId, Office, Programme, Sheba, Unit};
    let text = list(&[line(1), "x,a b,,123,,IR1,-1,GBP".to_owned(), line(3)]);
    let expected = [
        (3, Some(Line), "NOT_A_LINE_NUMBER"),
        (3, Some(Programme), "BAD_CHARACTER"),
        (3, Some(Office), "EMPTY"),
        (3, Some(NationalId), "WRONG_LENGTH"),
        (3, Some(Name), "EMPTY"),
        (3, Some(Sheba), "WRONG_LENGTH"),
        (3, Some(Amount), "NEGATIVE"),
        (3, Some(Unit), "UNKNOWN_UNIT"),
    ];
    assert_eq!(errors(text.as_bytes()), expected);
}

#[test]
fn a_line_that_cannot_be_split_costs_itself_and_nothing_else() {
    let broken = [
        (line(2) + ",more", "CELL_COUNT"),
        ("2,DOWRY".to_owned(), "CELL_COUNT"),
        (line(2).replace("نام", "\"نام"), "BAD_QUOTES"),
        (line(2).replace("نام", "نا\"م"), "BAD_QUOTES"),
        (line(2) + &" ".repeat(MOST_LINE_BYTES), "LINE_TOO_LONG"),
    ];
    for (bad, code) in broken {
        let text = list(&[line(1), bad, line(3).replace("400000000", "0")]);
        assert_eq!(errors(text.as_bytes()), [(3, None, code), (4, Some(Column::Amount), "ZERO")]);
    }
    let mut latin = list(&[line(1)]).into_bytes();
    latin.extend(b"\n2,DOWRY,IR-06,\xe9,n,s,1,IRR");
    assert_eq!(errors(&latin), [(3, None, "NOT_UTF8")]);
}

#[test]
fn what_stands_twice_is_found_where_it_stands_again() {
    use Column::{Line, NationalId};
    let same_number = list(&[line(1), line(2).replacen('2', "1", 1)]);
    assert_eq!(errors(same_number.as_bytes()), [(3, Some(Line), "LINE_TWICE")]);
    let same_person = list(&[line(1), line(2).replace(&national_id(2), &national_id(1)).replace("نام 2", "نام 1")]);
    let expected = [(3, Some(NationalId), "PERSON_TWICE"), (3, Some(Column::Sheba), "SHEBA_SHARED")];
    assert_eq!(errors(same_person.as_bytes()), expected[..1]);
    let same_account = same_person.replace(&sheba(2), &sheba(1));
    assert_eq!(errors(same_account.as_bytes()), expected[..1], "one person may well have one account");
}

#[test]
fn a_header_that_is_not_that_of_a_list_says_every_column() {
    use Column::{Amount, Name, Sheba, Unit};
    let with_head = |head: &str| format!("{head}\n{}", line(1));
    let cases: [(&str, &[Found]); 6] = [
        (
            "line,programme,office,national_id,name,sheba,amount,colour",
            &[(1, None, "UNKNOWN_COLUMN"), (1, Some(Unit), "MISSING_COLUMN")],
        ),
        (
            "line,programme,office,national_id,name,name,amount,unit",
            &[(1, Some(Name), "COLUMN_TWICE"), (1, Some(Sheba), "MISSING_COLUMN")],
        ),
        ("line,programme,office,national_id,name,sheba,amount_irr,unit", &[(1, Some(Unit), "UNIT_TWICE")]),
        (
            "line,programme,office,national_id,name,sheba,amount,status",
            &[(1, None, "UNKNOWN_COLUMN"), (1, Some(Unit), "MISSING_COLUMN")],
        ),
        (
            "line,programme,office,national_id,name,sheba,,unit",
            &[(1, None, "UNKNOWN_COLUMN"), (1, Some(Amount), "MISSING_COLUMN")],
        ),
        ("\"line,programme", &[(1, None, "BAD_QUOTES")]),
    ];
    for (head, expected) in cases {
        let found = errors(with_head(head).as_bytes());
        let in_header: Vec<Found> = found.into_iter().filter(|(file_line, _, _)| *file_line == 1).collect();
        assert_eq!(in_header, expected, "{head}");
    }
}

#[test]
fn a_list_without_a_header_names_no_cell_of_its_first_line() {
    let findings = read_list(line(1).as_bytes(), &Declared::default()).expect_err("no header");
    let codes: Vec<_> = found(&findings).into_iter().map(|(_, _, code)| code).collect();
    assert_eq!(codes.iter().filter(|code| **code == "UNKNOWN_COLUMN").count(), 8);
    assert_eq!(codes.iter().filter(|code| **code == "MISSING_COLUMN").count(), 7);
    let said = format!("{findings}{findings:?}");
    for personal in [national_id(1), sheba(1), "نام".to_owned()] {
        assert!(!said.contains(&personal), "{said}");
    }
}

#[test]
fn amounts_without_a_unit_are_still_looked_at() {
    let head = HEAD.trim_end_matches(",unit");
    let without_unit = |number: u32| line(number).trim_end_matches(",IRR").to_owned();
    let text = [head.to_owned(), without_unit(1), without_unit(2).replace("400000000", "-1")].join("\n");
    let expected = [(1, Some(Column::Unit), "MISSING_COLUMN"), (3, Some(Column::Amount), "NEGATIVE")];
    assert_eq!(errors(text.as_bytes()), expected);
    let one_of_two = text.replacen("400000000", "400000000 IRR", 1).replace("-1", "1");
    assert_eq!(errors(one_of_two.as_bytes()), [(3, Some(Column::Amount), "MISSING_UNIT")]);
}

#[test]
fn a_file_as_a_whole_may_be_none() {
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(HEAD.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let whole: [(Vec<u8>, &[Found]); 6] = [
        (Vec::new(), &[(0, None, "NO_HEADER")]),
        (b"\r\n \n".to_vec(), &[(0, None, "NO_HEADER")]),
        (HEAD.as_bytes().to_vec(), &[(0, None, "NO_LINES")]),
        (utf16, &[(0, None, "NOT_UTF8")]),
        (vec![b','; MOST_BYTES + 1], &[(0, None, "FILE_TOO_LARGE")]),
        (vec![b','; MOST_LINE_BYTES + 1], &[(1, None, "LINE_TOO_LONG")]),
    ];
    for (bytes, expected) in whole {
        assert_eq!(errors(&bytes), expected);
    }
}

#[test]
fn lines_beyond_the_last_that_is_read_are_not_passed_over_in_silence() {
    let lines: Vec<String> = (1..=MOST_LINES + 1).map(line).collect();
    assert_eq!(errors(list(&lines).as_bytes()), [(u64::from(MOST_LINES) + 2, None, "TOO_MANY_LINES")]);
    let most = usize::try_from(MOST_LINES).unwrap();
    assert!(read_list(list(&lines[..most]).as_bytes(), &Declared::default()).is_ok());
}

#[test]
fn a_list_that_is_not_what_was_declared_is_refused() {
    let text = list(&[line(1), line(2)]);
    let declared = Declared { count: Some(3), total: Amount::new(800_000_010) };
    let findings = read_list(text.as_bytes(), &declared).expect_err("neither agrees");
    assert_eq!(found(&findings), [(0, None, "COUNT_DIFFERS"), (0, None, "TOTAL_DIFFERS")]);
    assert!(findings.to_string().contains("the amounts sum to 800,000,000 IRR; 800,000,010 IRR, as was declared"));

    let huge = text.replace("400000000", &i64::MAX.to_string());
    assert_eq!(errors(huge.as_bytes()), [(0, None, "TOTAL_TOO_LARGE")]);
}
