//! The vault in use: openings are kept once, found again, and shown to nobody else.

use std::os::unix::fs::PermissionsExt;
use std::sync::atomic::{AtomicBool, Ordering};

use ledger_store::RealStorage;
use ledger_store::vault::{
    Blind, Field, MAX_ITEMS, MAX_OPENINGS_AT_ONCE, MAX_OPENINGS_OF_A_SUBJECT, MAX_VALUE_BYTES, Opening, RequestId,
    Subject, Value, ValueTooLong, Vault, VaultError, VaultKey,
};

use crate::person::{Cabinet, blind, opening, payee, place, request, subject, value, vault_key};

#[test]
fn what_was_kept_is_found_by_its_request_its_commitment_and_its_subject() {
    let (cabinet, vault) = Cabinet::new();
    let (first, second) = (payee(1, 100), payee(2, 101));
    vault.keep(&first).unwrap();
    vault.keep(&second).unwrap();
    drop(vault);
    let vault = cabinet.open();
    assert_eq!(vault.of_request(7, &request(100)).unwrap(), first);
    assert_eq!(vault.of_subject(&subject(2)).unwrap(), second);
    for kept in first.iter().chain(&second) {
        assert_eq!(vault.by_commitment(kept.commitment()).unwrap().as_ref(), Some(kept));
    }
    assert_eq!(vault.by_commitment(&[0; 32]).unwrap(), None);
    assert_eq!(vault.of_request(8, &request(100)).unwrap(), [], "another principal's request");
    assert_eq!(vault.of_subject(&subject(3)).unwrap(), []);
}

#[test]
fn a_retry_finds_the_same_blinds_and_makes_the_same_commitments() {
    let (cabinet, vault) = Cabinet::new();
    let asked = payee(1, 100);
    vault.keep(&asked).unwrap();
    drop(vault);
    let vault = cabinet.open();
    let found = vault.of_request(7, &request(100)).unwrap();
    let again: Vec<Opening> = found
        .iter()
        .zip(&asked)
        .map(|(found, asked)| {
            Opening::new(*asked.subject(), *found.key(), found.blind().clone(), asked.value().clone())
        })
        .collect();
    assert_eq!(again.iter().map(Opening::commitment).collect::<Vec<_>>(), asked.each_ref().map(Opening::commitment));
    vault.keep(&again).unwrap();
    assert_eq!(vault.of_request(7, &request(100)).unwrap(), asked);
}

#[test]
fn another_opening_in_the_same_place_is_refused_with_the_place_and_without_the_datum() {
    let (_cabinet, vault) = Cabinet::new();
    let key = place(100, 3, Field::Name);
    let kept = opening(1, key);
    vault.keep(std::slice::from_ref(&kept)).unwrap();
    let others = [
        Opening::new(subject(1), key, blind(&key), value("another synthetic name")),
        Opening::new(subject(1), key, Blind::from_bytes([1; 32]), kept.value().clone()),
        Opening::new(subject(2), key, blind(&key), kept.value().clone()),
    ];
    for other in others {
        let refused = vault.keep(&[other]).unwrap_err();
        assert!(matches!(&refused, VaultError::OtherContent { key: named } if *named == key), "{refused:?}");
        let text = format!("{refused} {refused:?}");
        assert!(text.contains("name of item 3 of request abababababababab0000000000000064 of principal 7"), "{text}");
        assert!(!text.contains("synthetic"), "{text}");
    }
    assert_eq!(vault.of_request(7, &request(100)).unwrap(), [kept]);
}

#[test]
fn openings_are_kept_all_or_none() {
    let (_cabinet, vault) = Cabinet::new();
    let [name, account] = payee(1, 100);
    vault.keep(std::slice::from_ref(&account)).unwrap();
    let other = Opening::new(subject(1), *account.key(), Blind::from_bytes([1; 32]), value("IR0"));
    assert!(matches!(vault.keep(&[name.clone(), other]), Err(VaultError::OtherContent { .. })));
    assert_eq!(vault.by_commitment(name.commitment()).unwrap(), None);
    vault.keep(&[name.clone(), account.clone()]).unwrap();
    assert_eq!(vault.of_request(7, &request(100)).unwrap(), [name, account]);
}

#[test]
fn a_blind_that_was_used_before_is_refused_where_it_would_make_the_same_commitment() {
    let (_cabinet, vault) = Cabinet::new();
    let first = opening(1, place(100, 0, Field::Name));
    let mut key = *first.key();
    key.principal = 8;
    let second = Opening::new(subject(2), key, first.blind().clone(), first.value().clone());
    vault.keep(std::slice::from_ref(&first)).unwrap();
    let refused = vault.keep(&[second]).unwrap_err();
    assert!(
        matches!(&refused, VaultError::CommitmentTaken { key: asked, taken_by } if *asked == key && taken_by == first.key()),
        "{refused:?}"
    );
}

#[test]
fn everything_is_bounded() {
    let (_cabinet, vault) = Cabinet::new();
    assert_eq!(Value::new(vec![b'x'; MAX_VALUE_BYTES + 1]), Err(ValueTooLong { length_bytes: 4_097 }));
    let longest = Value::new(vec![b'x'; MAX_VALUE_BYTES]).unwrap();
    let key = place(1, MAX_ITEMS - 1, Field::Phone);
    let longest = Opening::new(subject(1), key, blind(&key), longest);
    vault.keep(std::slice::from_ref(&longest)).unwrap();
    assert_eq!(vault.by_commitment(longest.commitment()).unwrap(), Some(longest.clone()));

    let beyond = opening(1, place(1, MAX_ITEMS, Field::Name));
    assert!(matches!(vault.keep(&[beyond]), Err(VaultError::NoSuchItem { .. })));
    let many = vec![longest; MAX_OPENINGS_AT_ONCE + 1];
    assert!(matches!(vault.keep(&many), Err(VaultError::TooManyOpenings { asked: 40_961 })));
    let too_many = vec![subject(1); 1_025];
    assert!(matches!(vault.erase(&too_many), Err(VaultError::TooManySubjects { asked: 1_025 })));
}

#[test]
fn one_subject_has_a_bounded_number_of_openings() {
    let (_cabinet, vault) = Cabinet::new();
    let most = u32::try_from(MAX_OPENINGS_OF_A_SUBJECT).unwrap();
    let all: Vec<Opening> = (0..most).map(|item| opening(1, place(1, item, Field::Name))).collect();
    vault.keep(&all).unwrap();
    let one_more = opening(1, place(1, most, Field::Name));
    let refused = vault.keep(std::slice::from_ref(&one_more)).unwrap_err();
    assert!(matches!(&refused, VaultError::SubjectFull { subject: full } if *full == subject(1)), "{refused:?}");
    assert_eq!(vault.of_request(7, &request(1)).unwrap(), all, "what was kept is there, and no more");
    vault.keep(&all).unwrap();
    vault.keep(&[opening(2, *one_more.key())]).unwrap();
}

#[test]
fn readers_see_each_request_whole_while_others_are_kept() {
    let (_cabinet, vault) = Cabinet::new();
    let done = AtomicBool::new(false);
    std::thread::scope(|threads| {
        for reader in 0..3_u64 {
            let (vault, done) = (&vault, &done);
            threads.spawn(move || {
                let mut seen = 0;
                let mut last = false;
                while !last {
                    last = done.load(Ordering::Acquire); // after it one more round, which sees everything
                    seen = (reader..60)
                        .filter(|number| {
                            let found = vault.of_request(7, &request(*number)).unwrap();
                            assert!(found.is_empty() || found == payee(1, *number), "request {number}");
                            !found.is_empty()
                        })
                        .count();
                }
                assert_eq!(seen as u64, 60 - reader);
            });
        }
        let writers = [0, 1].map(|half| {
            let vault = &vault;
            threads.spawn(move || (half * 30..half * 30 + 30).for_each(|number| vault.keep(&payee(1, number)).unwrap()))
        });
        for writer in writers {
            writer.join().unwrap();
        }
        done.store(true, Ordering::Release);
    });
    assert_eq!(vault.of_subject(&subject(1)).unwrap().len(), 120);
}

/// Two retries at once draw two blinds; one is kept, and the other finds it.
#[test]
fn of_two_that_keep_one_request_at_once_one_is_refused_and_finds_the_other() {
    let (_cabinet, vault) = Cabinet::new();
    let key = place(100, 0, Field::Name);
    let kept: Vec<[u8; 32]> = std::thread::scope(|threads| {
        let both = [1, 2].map(|drawn| {
            let vault = &vault;
            threads.spawn(move || {
                let mine = Opening::new(subject(1), key, Blind::from_bytes([drawn; 32]), value("synthetic"));
                match vault.keep(std::slice::from_ref(&mine)) {
                    Ok(()) => *mine.commitment(),
                    Err(VaultError::OtherContent { .. }) => {
                        let found = vault.of_request(7, &key.request_id).unwrap();
                        *Opening::new(subject(1), key, found[0].blind().clone(), value("synthetic")).commitment()
                    }
                    Err(other) => panic!("{other:?}"),
                }
            })
        });
        both.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(kept[0], kept[1], "both make the same commitment");
}

#[test]
fn nothing_that_is_printed_shows_a_datum_a_blind_or_a_key() {
    let (_cabinet, vault) = Cabinet::new();
    let kept = opening(1, place(100, 0, Field::Name));
    vault.keep(std::slice::from_ref(&kept)).unwrap();
    let printed = format!("{kept:?} {vault:?} {:?} {:?} {:?}", vault_key(), kept.value(), kept.blind());
    let debug_of_bytes = |bytes: &[u8]| format!("{bytes:?}").trim_matches(['[', ']']).to_owned();
    let hidden = [
        "synthetic".to_owned(),
        debug_of_bytes(kept.value().as_bytes()),
        debug_of_bytes(kept.blind().as_bytes()),
        debug_of_bytes(&[0x5e; 32]),
    ];
    for secret in hidden {
        assert!(!printed.contains(&secret), "{printed}");
    }
    assert!(
        printed.contains("Value(…)") && printed.contains("Blind(…)") && printed.contains("VaultKey(…)"),
        "{printed}"
    );
}

#[test]
fn the_file_shows_no_datum_and_is_for_its_owner_alone() {
    let (cabinet, vault) = Cabinet::new();
    let kept = payee(1, 100);
    vault.keep(&kept).unwrap();
    drop(vault);
    let file = std::fs::read(cabinet.path()).unwrap();
    for kept in &kept {
        for secret in [kept.value().as_bytes(), kept.blind().as_bytes()] {
            assert!(!file.windows(secret.len()).any(|part| part == secret), "{:?}", kept.key());
        }
    }
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&cabinet.path()), mode(cabinet.private().root())), (0o600, 0o700));
}

#[test]
fn a_vault_is_made_on_purpose_once_and_has_one_user() {
    let (cabinet, vault) = Cabinet::new();
    let again = Vault::create(&RealStorage, &cabinet.path(), &vault_key());
    assert!(matches!(again, Err(VaultError::AlreadyThere { .. })), "{again:?}");
    let beside = Vault::open(&RealStorage, &cabinet.path(), &vault_key());
    assert!(matches!(beside, Err(VaultError::InUse { .. })), "{beside:?}");
    drop(vault);
    drop(cabinet.open());
    std::fs::remove_file(cabinet.path()).unwrap();
    let lost = Vault::open(&RealStorage, &cabinet.path(), &vault_key());
    assert!(matches!(lost, Err(VaultError::Missing { .. })), "{lost:?}");
    assert!(!cabinet.path().exists(), "a lost vault is not replaced by an empty one");
}

#[test]
fn another_key_is_refused() {
    let (cabinet, vault) = Cabinet::new();
    vault.keep(&payee(1, 100)).unwrap();
    drop(vault);
    let refused = Vault::open(&RealStorage, &cabinet.path(), &VaultKey::from_bytes([0x5f; 32]));
    assert!(matches!(refused, Err(VaultError::WrongKey)), "{refused:?}");
    assert_eq!(cabinet.open().of_request(7, &request(100)).unwrap(), payee(1, 100), "and nothing was harmed");
}

#[test]
fn references_and_request_ids_are_written_in_hexadecimal() {
    let texts = [Subject([0xA7; 16]).to_string(), RequestId([0xA7; 16]).to_string()];
    assert_eq!(texts, ["a7".repeat(16), "a7".repeat(16)]);
}
