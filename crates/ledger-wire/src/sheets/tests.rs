//! Lists and result files, good and bad. Every person in them is synthetic: national ids begin with 999, which is
//! never issued, and the bank code 999 of the Shebas is nobody's.

mod bad_lists;
mod bad_results;
mod ceremony;
mod fuzz;
mod good_lists;
mod round_trips;
mod worth_a_look;

use super::{Column, Findings};

/// The header that we write.
const HEAD: &str = "line,programme,office,national_id,name,sheba,amount,unit";

/// A national id with the right check digit.
fn national_id(serial: u32) -> String {
    let nine = format!("999{serial:06}");
    let weighted = nine.bytes().zip((2..=10_u32).rev()).map(|(digit, weight)| u32::from(digit - b'0') * weight);
    let rest = weighted.sum::<u32>() % 11;
    format!("{nine}{}", if rest < 2 { rest } else { 11 - rest })
}

/// A Sheba with the right check digits, of a bank that is none.
fn sheba(serial: u32) -> String {
    let account = format!("999{serial:019}");
    let remainder = account.bytes().chain(*b"182700").fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
    format!("IR{:02}{account}", 98 - remainder)
}

/// A line of a list as it should be.
fn line(number: u32) -> String {
    let (id, sheba) = (national_id(number), sheba(number));
    format!("{number},DOWRY,IR-06,{id},نام {number},{sheba},400000000,IRR")
}

/// A list with these lines below the usual header.
fn list(lines: &[String]) -> String {
    std::iter::once(HEAD.to_owned()).chain(lines.iter().cloned()).collect::<Vec<_>>().join("\n")
}

/// Where and what, without the facts: line of the file (0 for the file as a whole), column, code.
type Found = (u64, Option<Column>, &'static str);

fn found(findings: &Findings) -> Vec<Found> {
    let found = |finding: &super::Finding| (finding.file_line.unwrap_or(0), finding.column, finding.problem.code());
    findings.as_slice().iter().map(found).collect()
}
