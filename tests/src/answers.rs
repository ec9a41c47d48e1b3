//! What a call came to, as a client can act on it: by codes and fields, never by text.

use ledger_wire::refusal::Refusal;
use ledger_wire::status::Failure;
use tonic::{Code, Response, Status};

/// The header of an answer that was given before.
pub const REPLAY_HEADER: &str = "x-idempotent-replay";

/// What was answered; the call must succeed.
///
/// # Panics
/// If it did not.
pub fn given<T>(answer: Result<Response<T>, Status>) -> T {
    match answer {
        Ok(response) => response.into_inner(),
        Err(status) => panic!("the call succeeds: {:?}", Failure::from(&status)),
    }
}

/// Whether the answer says that it was given before.
#[must_use]
pub fn is_replay<T>(response: &Response<T>) -> bool {
    response.metadata().get(REPLAY_HEADER).is_some_and(|value| value == "true")
}

/// The failure, with its gRPC code; the call must fail.
///
/// # Panics
/// If it did not.
pub fn failed<T>(answer: Result<Response<T>, Status>) -> (Code, Failure) {
    match answer {
        Ok(_) => panic!("the call fails"),
        Err(status) => (status.code(), Failure::from(&status)),
    }
}

/// The refusal, with its gRPC code; a rule must refuse the call.
///
/// # Panics
/// If none did.
pub fn refused<T>(answer: Result<Response<T>, Status>) -> (Code, Refusal) {
    match failed(answer) {
        (code, Failure::Refused(refusal)) => (code, refusal),
        (code, other) => panic!("a rule refuses: {code:?} {other:?}"),
    }
}

/// The fields that are malformed, in order; the request must be refused for them.
///
/// # Panics
/// If it was not.
pub fn malformed<T>(answer: Result<Response<T>, Status>) -> Vec<String> {
    match failed(answer) {
        (Code::InvalidArgument, Failure::Malformed { problems, count }) => {
            assert_eq!(problems.violations.len(), count, "all of them are listed");
            problems.violations.into_iter().map(|violation| violation.field).collect()
        }
        (code, other) => panic!("the request is malformed: {code:?} {other:?}"),
    }
}
