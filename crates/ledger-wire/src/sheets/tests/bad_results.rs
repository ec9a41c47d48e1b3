//! Result files of a bank, good and bad.

use super::{Found, found, sheba};
use crate::sheets::{Column, Outcome, ResultFile, read_results};
use ledger_core::event::ReturnReason;
use sha2::{Digest, Sha256};

const HEAD: &str = "line,sheba,amount,status,reason,reference";

fn paid(number: u32) -> String {
    format!("{number},{},400000000,paid,,R-{number}", sheba(number))
}

fn returned(number: u32, reason: &str) -> String {
    format!("{number},{},400000000,returned,{reason},R-{number}", sheba(number))
}

fn file(lines: &[String]) -> String {
    std::iter::once(HEAD.to_owned()).chain(lines.iter().cloned()).collect::<Vec<_>>().join("\n")
}

fn read(text: &str) -> ResultFile {
    let read = read_results(text.as_bytes()).unwrap_or_else(|findings| panic!("{findings}\n{text}"));
    assert_eq!(read.warnings.as_slice(), []);
    read.file
}

fn errors(text: &str) -> Vec<Found> {
    found(&read_results(text.as_bytes()).expect_err("the file is refused"))
}

#[test]
fn a_bank_may_answer_for_some_lines_and_in_any_order() {
    let text = file(&[returned(1_718, "AC01"), paid(2)]);
    let read = read(&text);
    assert_eq!(read.content, <[u8; 32]>::from(Sha256::digest(&text)), "the bytes as they came");
    let lines: Vec<_> = read.lines.iter().map(|line| (line.line, line.file_line, line.outcome)).collect();
    assert_eq!(lines, [(2, 3, Outcome::Paid), (1_718, 2, Outcome::Returned(ReturnReason::WrongAccount))]);
    assert_eq!((read.lines[0].amount.count(), read.lines[0].reference.as_str()), (400_000_000, "R-2"));
}

#[test]
fn status_and_reason_are_known_in_both_languages() {
    let reasons = [
        ("AC01", ReturnReason::WrongAccount),
        ("ac04", ReturnReason::AccountClosed),
        ("AC06", ReturnReason::AccountBlocked),
        ("Other", ReturnReason::Other),
        ("حساب نادرست", ReturnReason::WrongAccount),
        ("حساب بسته", ReturnReason::AccountClosed),
        ("حساب مسدود", ReturnReason::AccountBlocked),
        ("ساير", ReturnReason::Other),
    ];
    for (word, reason) in reasons {
        for status in ["returned", "برگشتی", "برگشتي", "برگشت‌خورده"] {
            let text = file(&[returned(1, word).replace("returned", status)]);
            assert_eq!(read(&text).lines[0].outcome, Outcome::Returned(reason), "{status} {word}");
        }
    }
    for status in ["PAID", "پرداخت شد", "پرداخت‌شده", "واريز شد"] {
        assert_eq!(read(&file(&[paid(1).replace("paid", status)])).lines[0].outcome, Outcome::Paid, "{status}");
    }
}

#[test]
fn amounts_of_a_bank_are_rials_unless_the_file_says_otherwise() {
    let rials = read(&file(&[paid(1)])).lines;
    for (head, amount) in [("amount_toman", "40000000"), ("amount", "40000000 toman"), ("مبلغ (ریال)", "400,000,000")]
    {
        let text = file(&[paid(1).replace("400000000", &format!("\"{amount}\""))]);
        assert_eq!(read(&text.replacen("amount", head, 1)).lines, rials, "{head}");
    }
}

#[test]
fn each_bad_cell_of_a_result_is_found() {
    use Column::{Amount, Line, Reason, Reference, Sheba, Status};
    let cases = [
        (paid(2).replace("paid", "perhaps"), vec![(3, Some(Status), "UNKNOWN_STATUS")]),
        (paid(2).replace("paid", ""), vec![(3, Some(Status), "EMPTY")]),
        (returned(2, ""), vec![(3, Some(Reason), "REASON_MISSING")]),
        (returned(2, "AC99"), vec![(3, Some(Reason), "UNKNOWN_REASON")]),
        (paid(2).replace("paid,", "paid,AC01"), vec![(3, Some(Reason), "REASON_UNEXPECTED")]),
        (paid(2).replace("R-2", ""), vec![(3, Some(Reference), "EMPTY")]),
        (paid(2).replace("R-2", "R 2"), vec![(3, Some(Reference), "BAD_CHARACTER")]),
        (paid(2).replace(&sheba(2), "IR"), vec![(3, Some(Sheba), "WRONG_LENGTH")]),
        (paid(2).replace("400000000", "1.5"), vec![(3, Some(Amount), "FRACTIONAL_RIAL")]),
        (paid(2).replacen('2', "1", 1), vec![(3, Some(Line), "LINE_TWICE")]),
        (paid(2).replacen('2', "16385", 1), vec![(3, Some(Line), "LINE_OUTSIDE")]),
        (paid(2) + ",", vec![(3, None, "CELL_COUNT")]),
        (
            "x,IR,0,perhaps,AC99,".to_owned(),
            vec![
                (3, Some(Line), "NOT_A_LINE_NUMBER"),
                (3, Some(Sheba), "WRONG_LENGTH"),
                (3, Some(Amount), "ZERO"),
                (3, Some(Status), "UNKNOWN_STATUS"),
                (3, Some(Reason), "UNKNOWN_REASON"),
                (3, Some(Reference), "EMPTY"),
            ],
        ),
    ];
    for (bad, expected) in cases {
        assert_eq!(errors(&file(&[paid(1), bad.clone()])), expected, "{bad}");
    }
}

#[test]
fn a_list_is_no_result_file() {
    let expected = [
        (1, None, "UNKNOWN_COLUMN"),
        (1, None, "UNKNOWN_COLUMN"),
        (1, None, "UNKNOWN_COLUMN"),
        (1, None, "UNKNOWN_COLUMN"),
        (1, Some(Column::Status), "MISSING_COLUMN"),
        (1, Some(Column::Reason), "MISSING_COLUMN"),
        (1, Some(Column::Reference), "MISSING_COLUMN"),
    ];
    assert_eq!(errors(&super::list(&[super::line(1)])), expected);
}
