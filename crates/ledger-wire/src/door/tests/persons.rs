//! Persons become tokens, in every spelling the same ones.

use super::{couple, problems, read};
use crate::door::Asked;
use crate::proto::ledger::v1 as proto;
use ledger_core::command::Command;
use ledger_core::event::BeneficiaryEnrolled;

fn enrolled(ask: proto::EnrolBeneficiaryRequest) -> (Asked, BeneficiaryEnrolled) {
    let asked = read(ask).expect("well formed");
    let [Command::EnrolBeneficiary(event)] = &asked.request.commands[..] else { panic!("an enrolment") };
    let event = event.clone();
    (asked, event)
}

#[test]
fn a_couple_has_two_persons_and_a_key_for_each_and_for_its_marriage() {
    let (_, event) = enrolled(couple("9990000018", "9990000174", "1405-77/a"));
    assert_eq!(event.persons.len(), 2);
    assert_eq!(event.keys.len(), 3);
    assert!(event.keys.iter().all(|key| key.group.as_str() == "dowry"));
    assert_ne!(event.keys[0].key.0, event.persons[0].0, "benefit keys are apart from person tokens");
}

#[test]
fn every_spelling_of_an_id_is_the_same_request() {
    let (plain, _) = enrolled(couple("9990000018", "9990000174", "140577/A"));
    let (spelled, _) = enrolled(couple("۹۹۹۰۰۰۰۰۱۸", " 999-000017-4 ", "۱۴۰۵ ۷۷/a"));
    assert_eq!(plain, spelled);
    let (other, _) = enrolled(couple("9990000018", "9990043213", "140577/A"));
    assert_ne!(plain.request.fingerprint, other.request.fingerprint);
}

#[test]
fn a_household_does_not_count_anybody_twice() {
    let twice = couple("9990000018", "۹۹۹۰۰۰۰۰۱۸", "1");
    let malformed = read(twice).expect_err("twice");
    assert_eq!(problems(&malformed), [("beneficiary.identities[1]", "is given twice")]);
}

#[test]
fn a_couple_is_two_persons() {
    let mut alone = couple("9990000018", "9990000174", "1");
    alone.beneficiary.as_mut().expect("set").identities.remove(1);
    let malformed = read(alone).expect_err("one person");
    assert_eq!(
        problems(&malformed),
        [("beneficiary.identities", "has not as many national ids as a beneficiary of this kind has persons")]
    );
}

#[test]
fn no_error_repeats_what_names_a_person() {
    let malformed = read(couple("9990000019", "999000017x", "9991112223 \u{202e}")).expect_err("bad ids");
    assert_eq!(
        problems(&malformed),
        [
            ("beneficiary.identities[0].value", "has a wrong check digit"),
            ("beneficiary.identities[1].value", "has no digit at position 9 (from 0)"),
            ("beneficiary.identities[2].value", "contains a text direction control"),
        ]
    );
    let shown = format!("{malformed} {malformed:?} {:?}", couple("9990000018", "9990000174", "9991112223"));
    assert!(!shown.contains("999"), "{shown}");
}
