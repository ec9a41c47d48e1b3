//! Every kind of entry has the keys that are promised, and only those.

use super::{KeyKind, NaturalKey, natural_keys};
use crate::testing::{any_entry, samples};
use ledger_core::event::{Entry, Event};
use ledger_core::ids::Reference;
use proptest::prelude::*;

fn of_samples(wanted: impl Fn(&Event) -> bool) -> Vec<NaturalKey> {
    samples()
        .into_iter()
        .filter(|(entry, _)| wanted(&entry.event))
        .flat_map(|(entry, _)| natural_keys(&entry))
        .collect()
}

#[test]
fn what_has_a_code_is_found_by_it() {
    let kinds: Vec<KeyKind> = of_samples(|event| {
        matches!(
            event,
            Event::AreaRegistered(_)
                | Event::OfficeRegistered(_)
                | Event::ProgrammeRegistered(_)
                | Event::AccountOpened(_)
        )
    })
    .into_iter()
    .map(|key| key.kind)
    .collect();
    assert_eq!(kinds, [KeyKind::Area, KeyKind::Office, KeyKind::Programme, KeyKind::Account]);
    for (entry, _) in samples() {
        if let Event::AreaRegistered(it) = &entry.event {
            assert_eq!(natural_keys(&entry), [NaturalKey::new(KeyKind::Area, it.code.as_str().as_bytes())]);
        }
    }
}

#[test]
fn a_beneficiary_is_found_by_its_reference_each_person_and_each_benefit_key() {
    let Some(Event::BeneficiaryEnrolled(it)) = samples()
        .into_iter()
        .map(|(entry, _)| entry.event)
        .find(|event| matches!(event, Event::BeneficiaryEnrolled(_)))
    else {
        panic!("a sample")
    };
    let found = of_samples(|event| matches!(event, Event::BeneficiaryEnrolled(_)));
    assert_eq!(found.len(), 1 + it.persons.len() + it.keys.len());
    assert!(found.contains(&NaturalKey::new(KeyKind::Beneficiary, &it.reference.0)));
    for person in &it.persons {
        assert!(found.contains(&NaturalKey::new(KeyKind::Person, &person.0)));
    }
    for key in &it.keys {
        let bytes = [key.group.as_str().as_bytes(), b"\0", &key.key.0].concat();
        assert!(found.contains(&NaturalKey::new(KeyKind::Benefit, &bytes)));
    }
}

#[test]
fn nothing_that_comes_by_the_million_is_on_the_list() {
    let many = |event: &Event| {
        matches!(
            event,
            Event::ReceiptRecorded(_) | Event::ReceiptReversed(_) | Event::PaymentSettled(_) | Event::Refused(_)
        )
    };
    assert!(samples().iter().filter(|(entry, _)| many(&entry.event)).count() >= 4);
    assert_eq!(of_samples(many), []);
}

#[test]
fn a_number_stands_for_one_kind_for_ever() {
    let numbers = [
        (KeyKind::Area, 1),
        (KeyKind::Office, 2),
        (KeyKind::Programme, 3),
        (KeyKind::Account, 4),
        (KeyKind::Donor, 5),
        (KeyKind::Beneficiary, 6),
        (KeyKind::Person, 7),
        (KeyKind::Benefit, 8),
    ];
    for (kind, number) in numbers {
        assert_eq!(kind.number(), number);
    }
}

#[test]
fn a_key_does_not_show_itself() {
    let key = NaturalKey::new(KeyKind::Person, &[0xab; 32]);
    assert_eq!(format!("{key:?}"), "NaturalKey(Person, 32 bytes)");
}

proptest! {
    #[test]
    fn keys_follow_from_the_event_alone_and_fit_into_the_index(entry in any_entry(), other in any_entry()) {
        let keys = natural_keys(&entry);
        let moved = Entry { event: entry.event.clone(), ..other };
        prop_assert_eq!(&natural_keys(&moved), &keys);
        prop_assert!(keys.iter().all(|key| key.bytes.len() <= 255 && key.kind.number() > 0));
    }

    #[test]
    fn two_references_are_two_keys(one in any::<[u8; 16]>(), other in any::<[u8; 16]>()) {
        let key = |bytes: [u8; 16]| NaturalKey::new(KeyKind::Donor, &Reference(bytes).0);
        prop_assert_eq!(key(one) == key(other), one == other);
    }
}
