//! Look-ups by natural key, written short.

use crate::caller::Caller;
use crate::words::{national_id, person};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::LookUpKind;
use ledger_wire::proto::ledger::v1::look_up_request::Key;
use ledger_wire::status::{Failure, Unavailable};

/// How often a look-up is sent that finds the index being built.
const MOST_ASKS: usize = 60;

fn ask(kind: LookUpKind, key: Key) -> api::LookUpRequest {
    api::LookUpRequest { kind: kind.into(), key: Some(key), benefit_group: String::new(), after: 0 }
}

/// What has this code?
#[must_use]
pub fn by_code(kind: LookUpKind, code: &str) -> api::LookUpRequest {
    ask(kind, Key::Code(code.to_owned()))
}

/// What has this reference?
#[must_use]
pub fn by_reference(kind: LookUpKind, reference: &[u8]) -> api::LookUpRequest {
    ask(kind, Key::Reference(reference.to_vec()))
}

/// Which beneficiaries have this synthetic person?
#[must_use]
pub fn by_person(serial: u32) -> api::LookUpRequest {
    ask(LookUpKind::Beneficiary, Key::Identity(person(serial)))
}

/// Which beneficiaries have this marriage record, in this benefit group?
#[must_use]
pub fn by_marriage(record: &str, group: &str) -> api::LookUpRequest {
    let key = Key::Identity(marriage(record));
    api::LookUpRequest { benefit_group: group.to_owned(), ..ask(LookUpKind::Beneficiary, key) }
}

/// A marriage record, to the register.
#[must_use]
pub fn marriage(record: &str) -> api::Identity {
    api::Identity { r#type: api::IdentityType::MarriageRecord.into(), value: record.to_owned() }
}

/// The same person as another clerk writes it: Persian digits, grouped.
#[must_use]
pub fn by_person_spelled_otherwise(serial: u32) -> api::LookUpRequest {
    let persian = |digit: char| char::from_u32(u32::from(digit) - u32::from('0') + 0x06f0).unwrap_or(digit);
    let digits: String = national_id(serial).chars().map(persian).collect();
    let (area, rest) = digits.split_at(3 * '۹'.len_utf8());
    let identity = api::Identity { value: format!(" {area}-{rest}"), ..person(serial) };
    ask(LookUpKind::Beneficiary, Key::Identity(identity))
}

/// Looks up, and asks again while the index is being built, a bounded number of times.
///
/// # Panics
/// If that does not come to an answer.
pub async fn look_up(caller: &Caller, ask: &api::LookUpRequest) -> api::LookUpResponse {
    let mut registry = caller.registry();
    for _ in 0..MOST_ASKS {
        match registry.look_up(ask.clone()).await {
            Ok(answer) => return answer.into_inner(),
            Err(status) => {
                let why = Unavailable::IndexBehind;
                assert_eq!(Failure::from(&status), Failure::Unavailable(why));
                // As the answer asks its client to.
                tokio::time::sleep(why.retry_after()).await;
            }
        }
    }
    panic!("the index is built in time");
}

/// The entries that are found, all of them.
///
/// # Panics
/// If the answers do not come to an end.
pub async fn find(caller: &Caller, ask: &api::LookUpRequest) -> Vec<u64> {
    let mut found: Vec<u64> = Vec::new();
    loop {
        let ask = api::LookUpRequest { after: found.last().copied().unwrap_or(0), ..ask.clone() };
        let answer = look_up(caller, &ask).await;
        assert!(!(answer.more && answer.indices.is_empty()), "there is more, and it is not given");
        found.extend(answer.indices);
        if !answer.more {
            return found;
        }
    }
}
