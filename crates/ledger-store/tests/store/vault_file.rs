//! The vault's file when somebody changed it: refused, or harmless, and never believed.

use std::path::Path;

use ledger_store::RealStorage;
use ledger_store::testing::SimDisk;
use ledger_store::vault::{Field, Opening, OpeningKey, Subject, Vault, VaultDamage, VaultError};
use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};

use crate::person::{Cabinet, opening, payee, place, sim_path, subject, vault_key};

/// The byte of the file that says which of two states is the newer one; its lowest bit does.
const WHICH_IS_NEWER: usize = 9;
/// Both commit slots of the database end here.
const HEADER_BYTES: usize = 320;

/// A closed file, and everything that was kept in it.
struct Kept {
    bytes: Vec<u8>,
    openings: Vec<Opening>,
}

impl Kept {
    /// As a server leaves it that ends by itself, or one that is killed.
    fn new(killed: bool) -> Kept {
        let disk = SimDisk::new(1);
        let vault = Vault::create(&disk, &sim_path(), &vault_key()).unwrap();
        let mut openings = Vec::new();
        for number in 0..12 {
            openings.extend(payee(u8::try_from(number % 5).unwrap(), number));
            vault.keep(&openings[openings.len() - 2..]).unwrap();
        }
        if killed {
            disk.kill();
        }
        drop(vault);
        Kept { bytes: disk.bytes(&sim_path()).unwrap(), openings }
    }

    /// Opens a file with these bytes and asks for everything.
    fn ask(&self, bytes: Vec<u8>) -> Result<(), VaultError> {
        let disk = SimDisk::new(1);
        disk.put(&sim_path(), bytes);
        let vault = Vault::open(&disk, &sim_path(), &vault_key())?;
        for kept in &self.openings {
            assert_eq!(vault.by_commitment(kept.commitment())?.as_ref(), Some(kept));
        }
        let all = (0..5).map(|whose| Ok(vault.of_subject(&subject(whose))?.len()));
        assert_eq!(all.sum::<Result<usize, VaultError>>()?, self.openings.len());
        Ok(())
    }
}

/// Bits of the header, all of its first bytes, and bits of every page.
fn bits(bytes: &[u8]) -> impl Iterator<Item = (usize, u32)> {
    let header = (0..HEADER_BYTES).map(|at| (at, u32::try_from(at % 8).unwrap()));
    let first = (0..=WHICH_IS_NEWER).flat_map(|at| (0..8).map(move |bit| (at, bit)));
    let pages = (HEADER_BYTES..bytes.len()).step_by(401).map(|at| (at, u32::try_from(at % 8).unwrap()));
    header.chain(first).chain(pages)
}

#[test]
fn a_flipped_bit_anywhere_is_refused_or_harmless() {
    for killed in [false, true] {
        let kept = Kept::new(killed);
        kept.ask(kept.bytes.clone()).unwrap();
        let (mut refused, mut harmless) = (0, 0);
        for (at, bit) in bits(&kept.bytes) {
            if killed && (at, bit) == (WHICH_IS_NEWER, 0) {
                continue; // the one bit that nothing guards: docs/decisions/0012-the-vault.md says so
            }
            let mut bytes = kept.bytes.clone();
            bytes[at] ^= 1 << bit;
            match kept.ask(bytes) {
                Err(VaultError::Damaged(_)) => refused += 1,
                Ok(()) => harmless += 1, // in a page that is free, or after the last row of one
                Err(other) => panic!("bit {bit} of byte {at}: {other:?}"),
            }
        }
        assert!(refused > 150 && harmless > 0, "{refused} refused, {harmless} harmless");
    }
}

#[test]
fn a_file_that_was_cut_or_is_none_of_ours_is_refused_and_left_as_it_is() {
    let kept = Kept::new(false);
    let cut = (0..kept.bytes.len()).step_by(4_096).map(|end| kept.bytes[..end].to_vec());
    let others = [b"x".to_vec(), vec![0; 8_192], b"synthetic ".repeat(1_000)];
    for bytes in cut.chain(others) {
        let disk = SimDisk::new(1);
        disk.put(&sim_path(), bytes.clone());
        let refused = Vault::open(&disk, &sim_path(), &vault_key());
        assert!(
            matches!(refused, Err(VaultError::Damaged(VaultDamage::File { .. }))),
            "{} bytes: {refused:?}",
            bytes.len()
        );
        assert!(disk.bytes(&sim_path()).unwrap() == bytes, "{} bytes", bytes.len());
    }
}

const OPENINGS: TableDefinition<&[u8; 29], &[u8]> = TableDefinition::new("openings");
const SUBJECTS: TableDefinition<&[u8; 16], &[u8; 72]> = TableDefinition::new("subjects");
const BY_COMMITMENT: TableDefinition<&[u8; 32], &[u8; 29]> = TableDefinition::new("by-commitment");
const BY_SUBJECT: TableDefinition<&[u8; 45], ()> = TableDefinition::new("by-subject");
const VAULT: TableDefinition<&str, &[u8]> = TableDefinition::new("vault");

/// The rows of a vault, changed by somebody who knows the database and mends its checksums.
fn meddle(path: &Path, change: impl FnOnce(&redb::WriteTransaction)) {
    let database = Database::open(path).unwrap();
    let transaction = database.begin_write().unwrap();
    change(&transaction);
    transaction.commit().unwrap();
}

/// Swaps the rows of two keys.
fn swap<const N: usize, V: redb::Value + 'static>(
    transaction: &redb::WriteTransaction,
    table: TableDefinition<'static, &'static [u8; N], V>,
    [one, other]: [&[u8; N]; 2],
) where
    for<'v> V::SelfType<'v>: ToOwned,
{
    let mut table = transaction.open_table(table).unwrap();
    let bytes = |row: redb::AccessGuard<'_, V>| V::as_bytes(&row.value()).as_ref().to_vec();
    let (first, second) = (bytes(table.get(one).unwrap().unwrap()), bytes(table.get(other).unwrap().unwrap()));
    table.insert(one, V::from_bytes(&second)).unwrap();
    table.insert(other, V::from_bytes(&first)).unwrap();
}

fn row_key(key: &OpeningKey) -> [u8; 29] {
    let number = 1 + Field::ALL.iter().position(|field| *field == key.field).unwrap();
    let number = [u8::try_from(number).unwrap()];
    let parts = [&key.principal.to_be_bytes()[..], &key.request_id.0, &key.item.to_be_bytes(), &number];
    parts.concat().try_into().unwrap()
}

/// A vault with two names of one subject and one of another, changed, and opened again.
fn meddled(change: impl FnOnce(&redb::WriteTransaction, [&Opening; 3])) -> (Cabinet, Vault, [Opening; 3]) {
    let (cabinet, vault) = Cabinet::new();
    let kept = [(1, 0), (1, 1), (2, 2)].map(|(whose, item)| opening(whose, place(1, item, Field::Name)));
    vault.keep(&kept).unwrap();
    drop(vault);
    meddle(&cabinet.path(), |transaction| change(transaction, kept.each_ref()));
    let vault = cabinet.open();
    (cabinet, vault, kept)
}

fn damage<T: std::fmt::Debug>(answer: Result<T, VaultError>) -> VaultDamage {
    match answer {
        Err(VaultError::Damaged(damage)) => damage,
        other => panic!("damage is expected: {other:?}"),
    }
}

#[test]
fn rows_that_were_swapped_do_not_open() {
    for (one, other) in [(0, 1), (0, 2)] {
        let (_cabinet, vault, kept) = meddled(|transaction, kept| {
            swap(transaction, OPENINGS, [&row_key(kept[one].key()), &row_key(kept[other].key())]);
        });
        for swapped in [&kept[one], &kept[other]] {
            let expected = VaultDamage::Opening { key: *swapped.key() };
            assert_eq!(damage(vault.by_commitment(swapped.commitment())), expected);
        }
        let bystander = &kept[3 - one - other];
        assert_eq!(vault.by_commitment(bystander.commitment()).unwrap().as_ref(), Some(bystander));
        assert!(matches!(damage(vault.of_request(7, &kept[0].key().request_id)), VaultDamage::Opening { .. }));
        assert!(matches!(damage(vault.keep(&kept)), VaultDamage::Opening { .. }), "nor are they taken for kept");
    }
}

#[test]
fn the_keys_of_two_subjects_cannot_be_swapped_nor_one_be_lost() {
    let (_cabinet, vault, _) = meddled(|transaction, _| {
        swap(transaction, SUBJECTS, [&subject(1).0, &subject(2).0]);
    });
    for whose in [subject(1), subject(2)] {
        assert_eq!(damage(vault.of_subject(&whose)), VaultDamage::SubjectKey { subject: whose });
    }
    let (_cabinet, vault, kept) = meddled(|transaction, _| {
        transaction.open_table(SUBJECTS).unwrap().remove(&subject(1).0).unwrap();
    });
    assert_eq!(damage(vault.by_commitment(kept[0].commitment())), VaultDamage::SubjectKey { subject: subject(1) });
    assert_eq!(vault.by_commitment(kept[2].commitment()).unwrap().as_ref(), Some(&kept[2]));
}

#[test]
fn a_look_up_that_names_another_opening_is_noticed() {
    let (_cabinet, vault, kept) = meddled(|transaction, kept| {
        swap(transaction, BY_COMMITMENT, [kept[0].commitment(), kept[1].commitment()]);
    });
    assert_eq!(damage(vault.by_commitment(kept[0].commitment())), VaultDamage::LookUp { key: *kept[1].key() });

    let (_cabinet, vault, kept) = meddled(|transaction, kept| {
        let row: [u8; 45] = [&subject(1).0[..], &row_key(kept[2].key())].concat().try_into().unwrap();
        transaction.open_table(BY_SUBJECT).unwrap().insert(&row, ()).unwrap();
    });
    assert_eq!(damage(vault.of_subject(&subject(1))), VaultDamage::LookUp { key: *kept[2].key() });

    let (_cabinet, vault, kept) = meddled(|transaction, kept| {
        transaction.open_table(OPENINGS).unwrap().remove(&row_key(kept[0].key())).unwrap();
    });
    let lost = VaultDamage::LookUp { key: *kept[0].key() };
    assert_eq!(damage(vault.by_commitment(kept[0].commitment())), lost);
    assert_eq!(damage(vault.of_subject(&subject(1))), lost);
    assert_eq!(vault.erase(&[subject(1)]).unwrap(), 1, "what is damaged can still be erased");
    assert_eq!(vault.of_subject(&subject(1)).unwrap(), []);
}

#[test]
fn a_newer_format_is_refused_and_so_is_a_vault_that_does_not_say_what_it_is() {
    let refused = |change: fn(&mut redb::Table<'_, &'static str, &'static [u8]>)| {
        let (cabinet, vault) = Cabinet::new();
        drop(vault);
        meddle(&cabinet.path(), |transaction| change(&mut transaction.open_table(VAULT).unwrap()));
        Vault::open(&RealStorage, &cabinet.path(), &vault_key()).unwrap_err()
    };
    let newer = refused(|vault| drop(vault.insert("format", [0, 0, 0, 2].as_slice()).unwrap()));
    assert!(matches!(newer, VaultError::NewerFormat { format: 2 }), "{newer:?}");
    for row in ["format", "check"] {
        let without = match row {
            "format" => refused(|vault| drop(vault.remove("format").unwrap())),
            _ => refused(|vault| drop(vault.remove("check").unwrap())),
        };
        assert!(matches!(without, VaultError::Damaged(VaultDamage::File { .. })), "{row}: {without:?}");
    }
}

#[test]
fn the_rows_are_those_that_are_documented() {
    let (cabinet, vault) = Cabinet::new();
    let kept = opening(1, place(258, 3, Field::Phone));
    vault.keep(std::slice::from_ref(&kept)).unwrap();
    drop(vault);
    let database = Database::open(cabinet.path()).unwrap();
    let transaction = database.begin_read().unwrap();
    let key = row_key(kept.key());
    assert_eq!(key[..10], [0, 0, 0, 0, 0, 0, 0, 7, 0xab, 0xab]);
    assert_eq!(key[22..], [1, 2, 0, 0, 0, 3, 5]);
    let openings = transaction.open_table(OPENINGS).unwrap();
    let row = openings.get(&key).unwrap().unwrap().value().to_vec();
    assert_eq!(&row[..16], &subject(1).0);
    assert_eq!(&row[16..48], kept.commitment());
    // Nonce, blind, length, the value filled up to 32 bytes, tag.
    assert_eq!(row.len(), 48 + 24 + 32 + 4 + 32 + 16);
    let found = transaction.open_table(BY_COMMITMENT).unwrap().get(kept.commitment()).unwrap().map(|row| *row.value());
    assert_eq!(found, Some(key));
    let subjects: Vec<Subject> =
        transaction.open_table(SUBJECTS).unwrap().iter().unwrap().map(|row| Subject(*row.unwrap().0.value())).collect();
    assert_eq!(subjects, [subject(1)]);
}
