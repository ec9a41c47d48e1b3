//! A name and an account become commitments and a token; the data are handed out once, to be kept.

use super::{REQUEST_ID, command, problems, read, refused};
use crate::door::{ACCOUNT, NAME, Opened, parse_request_id};
use crate::proto::ledger::v1 as proto;
use ledger_core::command::Command;
use ledger_core::event::PayeeProposed;
use ledger_core::ids::{BeneficiaryId, Commitment};

const SHEBA: &str = "IR880100000000000000000001";

pub(super) fn proposal(name: &str, sheba: &str) -> proto::ProposePayeeRequest {
    proto::ProposePayeeRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        payee: Some(proto::ProposePayee { beneficiary: 30, name: name.to_owned(), sheba: sheba.to_owned() }),
    }
}

fn proposed(ask: proto::ProposePayeeRequest) -> PayeeProposed {
    let Command::ProposePayee(proposed) = command(ask) else { panic!("a payee") };
    proposed
}

#[test]
fn what_is_handed_out_opens_the_commitments_of_the_command() {
    let asked = read(proposal("آزمایش نمونه", SHEBA)).expect("well formed");
    let [Command::ProposePayee(event)] = &asked.request.commands[..] else { panic!("a payee") };
    let [name, account] = &asked.openings[..] else { panic!("a name and an account") };
    assert_eq!((name.field, name.item, name.subject), (NAME, 0, BeneficiaryId(30)));
    assert_eq!((account.field, account.value.as_slice()), (ACCOUNT, SHEBA.as_bytes()));
    assert_eq!((name.commitment, account.commitment), (event.name_commitment, event.account_commitment));

    let request = parse_request_id(REQUEST_ID).expect("an id");
    let kept = Opened { request, item: 0, blind: name.blind, value: name.value.clone() };
    assert!(kept.opens(NAME, &event.name_commitment));
    assert!(!kept.opens(ACCOUNT, &event.name_commitment), "of another field");
    assert!(!Opened { item: 1, ..kept.clone() }.opens(NAME, &event.name_commitment), "of another item");
    assert!(!Opened { value: b"x".to_vec(), ..kept }.opens(NAME, &event.name_commitment), "another name");
}

/// The vector stands in `docs/format/record.md` with the other commitments.
#[test]
fn a_commitment_has_the_bytes_of_the_format() {
    let mut blind = [0; 32];
    blind.iter_mut().zip(0_u8..).for_each(|(byte, number)| *byte = number);
    let mut request = [0; 16];
    request.iter_mut().zip(16_u8..).for_each(|(byte, number)| *byte = number);
    let opened = Opened { request: ledger_core::ids::RequestId(request), item: 1, blind, value: SHEBA.into() };
    let expected = "2f62d7771b19eb8f9ddc10cecf6da23734e2ef1614903d4f6b74cb4bda365bdb";
    let byte = |place: usize| u8::from_str_radix(&expected[place * 2..place * 2 + 2], 16).expect("hexadecimal");
    assert!(opened.opens(ACCOUNT, &Commitment(std::array::from_fn(byte))));
}

#[test]
fn a_retry_is_the_same_request_in_every_spelling_of_the_account() {
    let first = read(proposal("آزمایش نمونه", SHEBA)).expect("well formed");
    let again = read(proposal("  آزمایش نمونه ", "ir88 ۰۱۰۰ 0000 0000 0000 0000 01")).expect("well formed");
    assert_eq!(first, again);
    let other = read(proposal("آزمایش دیگر", SHEBA)).expect("well formed");
    assert_ne!(first.request.fingerprint, other.request.fingerprint);
}

#[test]
fn items_of_a_batch_commit_each_in_its_own_place() {
    let command = |name| {
        let proto::ProposePayeeRequest { payee, .. } = proposal(name, SHEBA);
        proto::RegistryItem { command: payee.map(proto::registry_item::Command::Payee) }
    };
    let batch = proto::BatchRegisterRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        mode: proto::BatchMode::Atomic.into(),
        items: vec![command("آزمایش نمونه"), command("آزمایش نمونه")],
    };
    let asked = read(batch).expect("well formed");
    let places: Vec<_> = asked.openings.iter().map(|opening| (opening.item, opening.field)).collect();
    assert_eq!(places, [(0, NAME), (0, ACCOUNT), (1, NAME), (1, ACCOUNT)]);
    assert_ne!(asked.openings[0].commitment, asked.openings[2].commitment, "each has a blind of its own");
}

#[test]
fn one_account_is_one_token_and_another_is_another() {
    let first = proposed(proposal("آزمایش نمونه", SHEBA));
    assert_eq!(first.account, proposed(proposal("آزمایش دیگر", SHEBA)).account);
    assert_ne!(first.account, proposed(proposal("آزمایش نمونه", "IR610100000000000000000002")).account);
}

#[test]
fn all_that_is_wrong_is_said_without_a_word_of_it() {
    let malformed = refused(proposal("آزمایش\u{202e}", "IR880100000000000000000002"));
    assert_eq!(
        problems(&malformed),
        [("payee.name", "has a character that is not allowed at byte 12"), ("payee.sheba", "has a wrong check digit"),]
    );
    let without_an_id =
        proto::ProposePayeeRequest { request_id: String::new(), ..proposal("آزمایش نمونه", SHEBA) };
    assert_eq!(problems(&refused(without_an_id)), [("request_id", "is required")]);
    let empty = refused(proposal("  ", ""));
    assert_eq!(problems(&empty), [("payee.name", "must not be empty"), ("payee.sheba", "does not begin as it must")]);
}

#[test]
fn nothing_shows_a_name_or_an_account() {
    let ask = proposal("آزمایش نمونه", SHEBA);
    let asked = read(ask.clone()).expect("well formed");
    let row =
        proto::PaymentRow { line: 7, name: "آزمایش".to_owned(), sheba: SHEBA.to_owned(), ..Default::default() };
    let opened = Opened { request: asked.request.id, item: 0, blind: [7; 32], value: SHEBA.into() };
    let shown = format!("{ask:?} {asked:?} {row:?} {opened:?} {:?}", refused(proposal("آزمایش", "IR99")));
    for personal in ["آزمایش", "نمونه", "0100000", "[7, 7"] {
        assert!(!shown.contains(personal), "{shown}");
    }
}
