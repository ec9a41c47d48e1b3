//! What the server says is what the client reads.

use super::{Failure, Unavailable, heard, spoken};
use crate::door::{Malformed, Violation};
use crate::refusal::Refusal;
use crate::words::Language;
use ledger_core::ids::Index;
use ledger_core::rejection::Rejection;
use std::time::Duration;
use tonic::{Code, Status};
use tonic_types::StatusExt;

fn there_and_back(failure: &Failure) -> Failure {
    Failure::from(&Status::from(failure.clone()))
}

fn refused(rejection: Rejection) -> Failure {
    Failure::Refused(Refusal { item: Some(3), entry: Some(Index(1_234)), ..Refusal::of(&rejection) })
}

fn every_failure() -> Vec<Failure> {
    let mut failures: Vec<Failure> = Rejection::each().into_iter().map(refused).collect();
    failures.extend(Unavailable::ALL.map(Failure::Unavailable));
    failures.push(Failure::Unauthenticated);
    failures.push(Failure::OverLimit { limit: "requests".to_owned(), retry_after: Duration::from_millis(250) });
    failures.push(Failure::Other { code: Code::Internal, message: "a bug of ours".to_owned() });
    let violation = Violation { field: "items[3].amount.unit".to_owned(), description: "is required".to_owned() };
    failures.push(Malformed { violations: vec![violation] }.into());
    failures
}

#[test]
fn every_failure_is_read_as_it_was_said() {
    for failure in every_failure() {
        assert_eq!(there_and_back(&failure), failure);
    }
}

#[test]
fn every_failure_of_ours_has_a_sentence_in_the_language_of_the_caller() {
    for failure in every_failure() {
        let english = Status::from(failure.clone());
        let is_ours = !matches!(failure, Failure::Other { .. });
        assert_eq!(heard(&english).is_some(), is_ours, "{failure}");
        let persian = spoken(english.clone(), Language::Persian);
        assert_eq!(Failure::from(&persian), failure, "the language changes nothing that programs read");
        assert_eq!((persian.code(), persian.message()), (english.code(), english.message()));
        assert_eq!(heard(&persian) != heard(&english), is_ours, "{failure}");
    }
}

#[test]
fn a_refusal_is_said_in_english_unless_the_caller_asks_for_persian() {
    let status = Status::from(refused(Rejection::ExceedsAvailable { available: 5, asked: 7 }));
    let localized = |status: &Status| status.get_details_localized_message().map(|said| (said.locale, said.message));
    let english = ("en".to_owned(), "7 IRR were asked for, and 5 IRR are there.".to_owned());
    assert_eq!(localized(&status), Some(english.clone()));
    assert_eq!(localized(&spoken(status.clone(), Language::English)), Some(english));
    let persian = ("fa".to_owned(), "7 ریال خواسته شده و 5 ریال موجود است.".to_owned());
    assert_eq!(localized(&spoken(status, Language::Persian)), Some(persian));
}

#[test]
fn the_codes_are_those_of_the_table() {
    let code = |rejection| Status::from(refused(rejection)).code();
    assert_eq!(code(Rejection::UnknownGrant { grant: 7 }), Code::NotFound);
    assert_eq!(code(Rejection::SelfApproval { acted_at: 7 }), Code::PermissionDenied);
    assert_eq!(code(Rejection::RoleMissing { role: 4 }), Code::PermissionDenied);
    assert_eq!(code(Rejection::RequestIdReused { first_used: 7 }), Code::AlreadyExists);
    assert_eq!(code(Rejection::ExceedsAvailable { available: 5, asked: 7 }), Code::FailedPrecondition);
}

#[test]
fn a_refusal_carries_its_numbers_and_its_entry() {
    let status = Status::from(refused(Rejection::ExceedsAvailable { available: 5, asked: 7 }));
    assert_eq!(status.message(), "EXCEEDS_AVAILABLE (asked 7, available 5)");
    let info = status.get_details_error_info().expect("always there");
    assert_eq!((info.reason.as_str(), info.domain.as_str()), ("EXCEEDS_AVAILABLE", "amanat"));
    let metadata = |key: &str| info.metadata.get(key).map(String::as_str);
    assert_eq!(metadata("available"), Some("5"));
    assert_eq!(metadata("asked"), Some("7"));
    assert_eq!(metadata("entry"), Some("1234"));
    let failed = status.get_details_precondition_failure().expect("a rule says no");
    assert_eq!(failed.violations[0].subject, "items[3]");
}

#[test]
fn what_fits_not_into_the_trailers_is_counted() {
    let violation = |at| Violation { field: format!("items[{at}].office"), description: "is required".to_owned() };
    let many: Malformed = Malformed { violations: (0..8_192).map(violation).collect() };
    let status = Status::from(Failure::from(many));
    assert!(status.details().len() < 8_192, "{}", status.details().len());
    let Failure::Malformed { problems, count } = Failure::from(&status) else { panic!("malformed") };
    assert_eq!(count, 8_192);
    assert!(problems.violations.len() > 100);
}

#[test]
fn a_status_of_others_is_passed_on() {
    let other = Failure::from(&Status::deadline_exceeded("too slow"));
    assert_eq!(other, Failure::Other { code: Code::DeadlineExceeded, message: "too slow".to_owned() });
}
