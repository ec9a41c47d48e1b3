//! Fields that have a form of their own: what they may not say is named, and what they say is said in one way.

use crate::proto::record::v1 as proto;
use crate::proto::record::v1::entry::Event as Stored;
use crate::record::{RecordError, decode, encode_into, event_name};
use crate::testing::samples;
use prost::Message;

/// The sample of an event, as a message that can be made wrong.
fn sample(name: &str) -> proto::Entry {
    let (entry, blind) =
        samples().into_iter().find(|(entry, _)| event_name(&entry.event) == name).expect("a sample of each");
    let mut bytes = Vec::new();
    encode_into(&entry, &blind, &mut bytes);
    proto::Entry::decode(&bytes[..]).expect("its own encoding")
}

/// What is said about the sample, once `spoil` was done to it.
fn said(name: &str, spoil: impl FnOnce(&mut Stored)) -> String {
    let mut message = sample(name);
    spoil(message.event.as_mut().expect("an event"));
    decode(&message.encode_to_vec()).expect_err("spoilt").to_string()
}

macro_rules! said {
    ($name:literal, $event:ident, $spoil:expr) => {
        said($name, |stored| {
            let Stored::$event(event) = stored else { panic!("another event") };
            let spoil: fn(&mut proto::$event) = $spoil;
            spoil(event);
        })
    };
}

#[test]
fn a_band_without_an_end_has_one_spelling() {
    let mut message = sample("approval_policy_set");
    let Some(Stored::ApprovalPolicySet(policy)) = &mut message.event else { panic!("another event") };
    assert_eq!(policy.bands.last().expect("bands").up_to, 0);
    policy.bands.last_mut().expect("bands").up_to = (1 << 63) - 1;
    assert!(matches!(decode(&message.encode_to_vec()), Err(RecordError::NotCanonical { .. })));
}

#[test]
fn a_number_that_is_kept_in_fewer_bits_is_not_cut() {
    let policy = said!("approval_policy_set", ApprovalPolicySet, |event| event.window_days = 65_536 + 90);
    assert_eq!(policy, "approval_policy_set: window_days is out of range");
    let band = said!("approval_policy_set", ApprovalPolicySet, |event| event.bands[0].approvals = 256 + 1);
    assert_eq!(band, "approval_policy_set: bands.approvals is out of range");
}

#[test]
fn what_begins_at_one_is_missing_at_zero() {
    let faults = [
        said!("list_submitted", ListSubmitted, |event| event.declared_count = 0),
        said!("list_approved", ListApproved, |event| event.line_count = 0),
        said!("list_released", ListReleased, |event| event.part = 0),
        said!("results_imported", ResultsImported, |event| event.row_count = 0),
        said!("receipt_reissued", ReceiptReissued, |event| event.copy = 0),
        said!("grant_applied", GrantApplied, |event| event.list = Some(proto::ListPlace { list: 69, line: 0 })),
        said!("kit_designed", KitDesigned, |event| event.bill[1].quantity = 0),
        said!("programme_registered", ProgrammeRegistered, |event| event.classes = vec![13, 0]),
    ];
    let expected = [
        "list_submitted: declared_count is missing",
        "list_approved: line_count is missing",
        "list_released: part is missing",
        "results_imported: row_count is missing",
        "receipt_reissued: copy is missing",
        "grant_applied: list.line is missing",
        "kit_designed: bill.quantity is missing",
        "programme_registered: classes is missing",
    ];
    assert_eq!(faults, expected);
}

#[test]
fn what_has_to_be_there_is_named_when_it_is_not() {
    let faults = [
        said!("campaign_registered", CampaignRegistered, |event| event.purpose = None),
        said!("lot_received", LotReceived, |event| event.evidence = None),
        said!("lot_received", LotReceived, |event| event.basis = 0),
        said!("account_opened", AccountOpened, |event| event.kind = 7),
        said!("payee_proposed", PayeeProposed, |event| event.name_commitment = vec![1; 31]),
        said!("payment_settled", PaymentSettled, |event| event.reported.as_mut().expect("reported").account.clear()),
        said!("earmark_placed", EarmarkPlaced, |event| event.decision = None),
    ];
    let expected = [
        "campaign_registered: purpose is missing",
        "lot_received: evidence is missing",
        "lot_received: basis is missing",
        "account_opened: kind has the number 7, which stands for nothing",
        "payee_proposed: name_commitment has 31 bytes instead of 32",
        "payment_settled: reported.account has 0 bytes instead of 32",
        "earmark_placed: decision is missing",
    ];
    assert_eq!(faults, expected);
}
