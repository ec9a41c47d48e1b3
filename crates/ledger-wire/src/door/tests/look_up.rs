//! What is looked up: the right key for its kind, and an identity only as a token.

use super::{door, identity, problems};
use crate::natural_keys::{KeyKind, NaturalKey, natural_keys};
use crate::proto::ledger::v1::look_up_request::Key;
use crate::proto::ledger::v1::{IdentityType, LookUpKind, LookUpRequest};
use ledger_core::command::Command;
use ledger_core::event::{Entry, Event};
use ledger_core::ids::{Index, PrincipalId};
use ledger_core::time::Timestamp;

fn ask(kind: LookUpKind, key: Key) -> LookUpRequest {
    LookUpRequest { kind: kind.into(), key: Some(key), benefit_group: String::new(), after: 0 }
}

fn by_identity(kind: IdentityType, value: &str, group: &str) -> LookUpRequest {
    let key = Key::Identity(identity(kind, value));
    LookUpRequest { benefit_group: group.to_owned(), ..ask(LookUpKind::Beneficiary, key) }
}

fn key_of(ask: &LookUpRequest) -> NaturalKey {
    door().look_up(ask).expect("well formed").key
}

/// Field and description of everything that is wrong.
fn wrong(ask: &LookUpRequest) -> Vec<(String, String)> {
    let malformed = door().look_up(ask).expect_err("malformed");
    problems(&malformed).into_iter().map(|(field, what)| (field.to_owned(), what.to_owned())).collect()
}

fn assert_wrong(ask: &LookUpRequest, expected: &[(&str, &str)]) {
    let found = wrong(ask);
    let found: Vec<(&str, &str)> = found.iter().map(|(field, what)| (field.as_str(), what.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn each_kind_is_found_by_its_own_key() {
    let code = || Key::Code("IR-06".to_owned());
    for (asked, kind) in [
        (LookUpKind::Area, KeyKind::Area),
        (LookUpKind::Office, KeyKind::Office),
        (LookUpKind::Programme, KeyKind::Programme),
        (LookUpKind::Account, KeyKind::Account),
    ] {
        assert_eq!(key_of(&ask(asked, code())), NaturalKey::new(kind, b"IR-06"));
    }
    let reference = || Key::Reference(vec![7; 16]);
    assert_eq!(key_of(&ask(LookUpKind::Donor, reference())), NaturalKey::new(KeyKind::Donor, &[7; 16]));
    assert_eq!(key_of(&ask(LookUpKind::Beneficiary, reference())), NaturalKey::new(KeyKind::Beneficiary, &[7; 16]));
}

#[test]
fn a_look_up_goes_on_after_the_entry_that_is_named() {
    let asked = ask(LookUpKind::Area, Key::Code("IR".to_owned()));
    assert_eq!(door().look_up(&asked).expect("well formed").from, 1);
    assert_eq!(door().look_up(&LookUpRequest { after: 41, ..asked.clone() }).expect("well formed").from, 42);
    assert_eq!(door().look_up(&LookUpRequest { after: u64::MAX, ..asked }).expect("well formed").from, u64::MAX);
}

#[test]
fn an_identity_leads_to_the_keys_that_its_enrolment_left_in_the_book() {
    let asked = door().read(
        PrincipalId(2),
        super::couple("9990000018", "9990000174", "1405-77/a"),
        &mut super::Blinds,
        &super::Book,
    );
    let [Command::EnrolBeneficiary(event)] = &asked.expect("well formed").request.commands[..] else {
        panic!("an enrolment")
    };
    let entry = Entry {
        ruleset: 1,
        index: Index(9),
        recorded_at: Timestamp::from_micros(0),
        principal: PrincipalId(2),
        head: None,
        event: Event::BeneficiaryEnrolled(event.clone()),
    };
    let keys = natural_keys(&entry);
    let spellings = [
        by_identity(IdentityType::NationalId, "۹۹۹۰۰۰۰۰۱۸", ""),
        by_identity(IdentityType::NationalId, " 999-000017-4 ", ""),
        by_identity(IdentityType::MarriageRecord, "1405 77/A", "dowry"),
    ];
    for spelling in &spellings[..2] {
        assert!(keys.contains(&key_of(spelling)));
    }
    let marriage = by_identity(IdentityType::MarriageRecord, "۱۴۰۵-۷۷/a", "dowry");
    assert!(keys.contains(&key_of(&marriage)));
    let elsewhere = by_identity(IdentityType::MarriageRecord, "1405-77/A", "marriage");
    assert!(!keys.contains(&key_of(&elsewhere)), "a marriage has another token in each group");
    assert!(!keys.contains(&key_of(&by_identity(IdentityType::NationalId, "9990043213", ""))));
}

#[test]
fn a_key_that_its_kind_is_not_found_by_is_refused() {
    let reference = Key::Reference(vec![7; 16]);
    assert_wrong(&ask(LookUpKind::Area, reference.clone()), &[("reference", "is not what this kind is found by")]);
    let code = Key::Code("IR".to_owned());
    assert_wrong(&ask(LookUpKind::Donor, code.clone()), &[("code", "is not what this kind is found by")]);
    assert_wrong(&ask(LookUpKind::Beneficiary, code.clone()), &[("code", "is not what this kind is found by")]);
    let person = Key::Identity(identity(IdentityType::NationalId, "9990000018"));
    assert_wrong(&ask(LookUpKind::Donor, person), &[("identity", "is not what this kind is found by")]);
    assert_wrong(&ask(LookUpKind::Unspecified, code.clone()), &[("kind", "is required")]);
    let unknown = LookUpRequest { kind: 99, ..ask(LookUpKind::Area, code) };
    assert_wrong(&unknown, &[("kind", "has a number that stands for nothing")]);
    let nothing = |kind: LookUpKind| LookUpRequest { key: None, ..ask(kind, reference.clone()) };
    assert_wrong(&nothing(LookUpKind::Office), &[("code", "is required")]);
    assert_wrong(&nothing(LookUpKind::Beneficiary), &[("reference", "is required")]);
}

#[test]
fn everything_that_is_wrong_is_said_and_nothing_is_repeated() {
    let short =
        LookUpRequest { benefit_group: "dowry".to_owned(), ..ask(LookUpKind::Donor, Key::Reference(vec![7; 15])) };
    assert_wrong(
        &short,
        &[("benefit_group", "goes with a marriage record only"), ("reference", "has 15 bytes instead of 16")],
    );
    let bad = by_identity(IdentityType::NationalId, "9990000019", "");
    assert_wrong(&bad, &[("identity.value", "has a wrong check digit")]);
    assert_wrong(
        &by_identity(IdentityType::MarriageRecord, "1405-77/A", ""),
        &[("benefit_group", "must not be empty")],
    );
    assert_wrong(
        &by_identity(IdentityType::NationalId, "9990000018", "dowry"),
        &[("benefit_group", "goes with a marriage record only")],
    );
    let shown = format!("{bad:?} {:?}", door().look_up(&by_identity(IdentityType::NationalId, "9990000018", "")));
    assert!(!shown.contains("999"), "{shown}");
}
