//! Removing from the vault: what was never decided is swept, and who is erased is gone from the file.

use std::collections::BTreeSet;
use std::sync::Mutex;

use ledger_store::testing::{PowerCut, SimDisk};
use ledger_store::vault::{Field, Opening, RequestId, Subject, Vault, VaultError};
use redb::backends::InMemoryBackend;
use redb::{Database, ReadableDatabase, StorageBackend, TableDefinition};

use crate::person::{Cabinet, opening, payee, place, request, sim_path, subject, vault_key};

const SUBJECTS: TableDefinition<&[u8; 16], &[u8; 72]> = TableDefinition::new("subjects");

/// The sealed key of a subject, as somebody reads it who has a copy of the file.
fn sealed_key(file: &[u8], whose: &Subject) -> Option<[u8; 72]> {
    let copy = InMemoryBackend::new();
    copy.set_len(file.len() as u64).unwrap();
    copy.write(0, file).unwrap();
    let database = Database::builder().create_with_backend(copy).unwrap();
    let subjects = database.begin_read().unwrap().open_table(SUBJECTS).unwrap();
    subjects.get(&whose.0).unwrap().map(|row| *row.value())
}

/// How often these bytes stand in the file.
fn copies(file: &[u8], of: &[u8]) -> usize {
    file.windows(of.len()).filter(|part| *part == of).count()
}

/// Keeps payees of three subjects, one call each, so that pages are copied and freed again and again.
fn fill(vault: &Vault<impl ledger_store::Storage>) {
    (0..18).for_each(|number| vault.keep(&payee(1 + u8::try_from(number % 3).unwrap(), number)).unwrap());
}

#[test]
fn who_is_erased_is_gone_and_nobody_else() {
    let (cabinet, vault) = Cabinet::new();
    fill(&vault);
    assert_eq!(vault.erase(&[subject(2)]).unwrap(), 12);
    expect_only_others(&vault);
    assert_eq!(vault.erase(&[subject(2), subject(9)]).unwrap(), 0, "to erase once more is fine");
    drop(vault);
    expect_only_others(&cabinet.open());
}

fn expect_only_others(vault: &Vault) {
    for number in 0..18 {
        let kept = payee(1 + u8::try_from(number % 3).unwrap(), number);
        let gone = *kept[0].subject() == subject(2);
        for opening in &kept {
            let expected = (!gone).then_some(opening);
            assert_eq!(vault.by_commitment(opening.commitment()).unwrap().as_ref(), expected);
        }
        let expected = if gone { 0 } else { 2 };
        assert_eq!(vault.of_request(7, &request(number)).unwrap().len(), expected, "request {number}");
    }
    assert_eq!([1, 2, 3].map(|whose| vault.of_subject(&subject(whose)).unwrap().len()), [12, 0, 12]);
}

/// What the database leaves behind by itself is the reason for all this: were it otherwise, it could go.
#[test]
fn a_removed_row_lingers_in_the_file_until_zeros_are_written_over_it() {
    let (cabinet, vault) = Cabinet::new();
    fill(&vault);
    drop(vault);
    let file = std::fs::read(cabinet.path()).unwrap();
    let keys = [1, 2, 3].map(|whose| sealed_key(&file, &subject(whose)).unwrap());
    {
        let database = Database::open(cabinet.path()).unwrap();
        let transaction = database.begin_write().unwrap();
        transaction.open_table(SUBJECTS).unwrap().remove(&subject(1).0).unwrap();
        transaction.commit().unwrap();
    }
    let file = std::fs::read(cabinet.path()).unwrap();
    assert_eq!(sealed_key(&file, &subject(1)), None);
    assert!(copies(&file, &keys[0]) > 0, "the database has let go of the row, and its bytes are still there");

    cabinet.open().erase(&[subject(2)]).unwrap();
    let file = std::fs::read(cabinet.path()).unwrap();
    let sealed = |key: &[u8; 72]| copies(&file, &key[24..]);
    assert_eq!(sealed(&keys[1]), 0, "an erased key stands nowhere");
    assert_eq!(copies(&file, &keys[1][..24]), 0, "nor does its nonce");
    assert!(sealed(&keys[2]) > 0, "another's key does");
    assert_eq!(sealed_key(&file, &subject(3)), Some(keys[2]));
}

#[test]
fn many_are_erased_in_one_pass() {
    let (_cabinet, vault) = Cabinet::new();
    let all: Vec<Opening> = (0..200).map(|whose| opening(whose, place(1, u32::from(whose), Field::Name))).collect();
    vault.keep(&all).unwrap();
    let erased: Vec<Subject> = (0..150).map(subject).collect();
    assert_eq!(vault.erase(&erased).unwrap(), 150);
    assert_eq!(vault.of_request(7, &request(1)).unwrap(), &all[150..]);
}

#[test]
fn who_was_erased_may_come_again_under_another_key() {
    let (cabinet, vault) = Cabinet::new();
    fill(&vault);
    let first = sealed_key(&std::fs::read(cabinet.path()).unwrap(), &subject(1)).unwrap();
    vault.erase(&[subject(1)]).unwrap();
    vault.keep(&payee(1, 50)).unwrap();
    drop(vault);
    assert_ne!(sealed_key(&std::fs::read(cabinet.path()).unwrap(), &subject(1)).unwrap(), first);
    assert_eq!(cabinet.open().of_subject(&subject(1)).unwrap(), payee(1, 50));
}

#[test]
fn requests_that_never_became_entries_are_swept_and_no_others() {
    let (cabinet, vault) = Cabinet::new();
    fill(&vault);
    let mut stranger = *payee(4, 3)[0].key();
    stranger.principal = 8; // the same request id, of somebody else
    vault.keep(&[opening(4, stranger)]).unwrap();
    let file = std::fs::read(cabinet.path()).unwrap();
    let key = sealed_key(&file, &subject(4)).unwrap();
    let asked = Mutex::new(Vec::new());
    let known = |principal: u64, id: &RequestId| {
        asked.lock().unwrap().push((principal, *id));
        principal == 7 && (0..18).step_by(2).any(|number| *id == request(number))
    };
    assert_eq!(vault.sweep(known).unwrap(), 9 * 2 + 1);
    let asked = asked.into_inner().unwrap();
    assert_eq!(asked.iter().collect::<BTreeSet<_>>().len(), asked.len(), "each request is asked for once");
    assert_eq!(asked.len(), 19);
    for number in 0..18 {
        let expected = if number % 2 == 0 { 2 } else { 0 };
        assert_eq!(vault.of_request(7, &request(number)).unwrap().len(), expected, "request {number}");
    }
    assert_eq!(vault.of_request(8, &request(3)).unwrap(), []);
    assert_eq!([1, 2, 3, 4].map(|whose| vault.of_subject(&subject(whose)).unwrap().len()), [6, 6, 6, 0]);
    assert_eq!(vault.sweep(|_, _| true).unwrap(), 0);
    drop(vault);
    let file = std::fs::read(cabinet.path()).unwrap();
    assert_eq!(copies(&file, &key[24..]), 0, "the key of a subject of whom nothing is left is destroyed");
}

#[test]
fn a_sweep_of_many_requests_goes_on_to_the_end() {
    let (_cabinet, vault) = Cabinet::new();
    let all: Vec<Opening> = (0..2_500).map(|number| opening(1, place(number, 0, Field::Name))).collect();
    vault.keep(&all).unwrap();
    assert_eq!(vault.sweep(|_, id| *id == request(2_499)).unwrap(), 2_499);
    assert_eq!(vault.of_subject(&subject(1)).unwrap(), &all[2_499..]);
}

/// Cut off at any call, in any way: afterwards the subject is there whole, or gone with its key.
#[test]
fn an_erasure_that_is_cut_off_anywhere_is_ended_by_the_next_opening() {
    let (disk, path) = (SimDisk::new(1), sim_path());
    let vault = Vault::create(&disk, &path, &vault_key()).unwrap();
    fill(&vault);
    drop(vault);
    let key = sealed_key(&disk.bytes(&path).unwrap(), &subject(2)).unwrap();
    let (mut calls, mut whole, mut gone) = (0, 0, 0);
    loop {
        let mut done = false;
        for cut in [None, Some(PowerCut::LosesAll), Some(PowerCut::KeepsSome), Some(PowerCut::Tears { keep: 700 })] {
            let disk = disk.fork();
            let vault = Vault::open(&disk, &path, &vault_key()).unwrap();
            disk.end_power_after(calls);
            let erased = vault.erase(&[subject(2)]);
            done = erased.is_ok();
            drop(vault);
            cut.map_or_else(|| disk.kill(), |cut| disk.power_cut(cut));
            let vault = Vault::open(&disk, &path, &vault_key()).unwrap();
            let left = vault.of_subject(&subject(2)).unwrap().len();
            assert_eq!([1, 3].map(|whose| vault.of_subject(&subject(whose)).unwrap().len()), [12, 12]);
            drop(vault);
            let lingering = copies(&disk.bytes(&path).unwrap(), &key[24..]);
            match left {
                0 => assert_eq!(lingering, 0, "after {calls} calls and {cut:?}"),
                12 => assert!(erased.is_err(), "an erasure that was acknowledged is done"),
                part => panic!("{part} openings are left after {calls} calls"),
            }
            if left == 0 { gone += 1 } else { whole += 1 }
        }
        if done {
            break;
        }
        calls += 3;
    }
    assert!(whole > 10 && gone > 10, "{whole} whole, {gone} gone, {calls} calls");
}

#[test]
fn an_erasure_whose_zeros_cannot_be_written_says_so_and_is_ended_later() {
    let (disk, path) = (SimDisk::new(1), sim_path());
    let vault = Vault::create(&disk, &path, &vault_key()).unwrap();
    fill(&vault);
    let key = sealed_key(&disk.bytes(&path).unwrap(), &subject(2)).unwrap();
    disk.set_read_only(true); // the database keeps its handle; the file cannot be opened for the zeros
    assert!(matches!(vault.erase(&[subject(2)]), Err(VaultError::World(_))));
    assert_eq!(vault.of_subject(&subject(2)).unwrap(), [], "gone for whoever asks");
    assert!(copies(&disk.bytes(&path).unwrap(), &key[24..]) > 0);
    disk.set_read_only(false);
    assert_eq!(vault.erase(&[]).unwrap(), 0);
    assert_eq!(copies(&disk.bytes(&path).unwrap(), &key[24..]), 0);
}
