//! What the vault's tests share: synthetic persons, and a private folder of their own.

use std::path::PathBuf;

use ledger_store::vault::{Blind, Field, Opening, OpeningKey, RequestId, Subject, Value, Vault, VaultKey};
use ledger_store::{PrivatePaths, RealStorage};
use tempfile::TempDir;

pub fn vault_key() -> VaultKey {
    VaultKey::from_bytes([0x5e; 32])
}

pub fn subject(number: u8) -> Subject {
    Subject([number; 16])
}

pub fn request(number: u64) -> RequestId {
    let mut id = [0xab; 16];
    id[8..].copy_from_slice(&number.to_be_bytes());
    RequestId(id)
}

pub fn place(number: u64, item: u32, field: Field) -> OpeningKey {
    OpeningKey { principal: 7, request_id: request(number), item, field }
}

pub fn value(text: &str) -> Value {
    Value::new(text.as_bytes().to_vec()).unwrap()
}

/// A blind that no other place has.
pub fn blind(key: &OpeningKey) -> Blind {
    Blind::from_bytes(ledger_log::commitment(&[9; 32], key.field.name(), &key.request_id.0, key.item, b"blind"))
}

/// An opening that follows from whose it is and where it came in.
pub fn opening(whose: u8, key: OpeningKey) -> Opening {
    let text = format!("synthetic {} of person {whose}", key.field);
    Opening::new(subject(whose), key, blind(&key), value(&text))
}

/// Name and Sheba of one payee, as a request proposes them.
pub fn payee(whose: u8, number: u64) -> [Opening; 2] {
    [Field::Name, Field::Account].map(|field| opening(whose, place(number, 0, field)))
}

/// A private folder on a real disk.
pub struct Cabinet {
    dir: TempDir,
}

impl Cabinet {
    /// A folder with a new vault in it.
    pub fn new() -> (Cabinet, Vault) {
        let cabinet = Cabinet { dir: tempfile::tempdir().unwrap() };
        let vault = Vault::create(&RealStorage, &cabinet.path(), &vault_key()).unwrap();
        (cabinet, vault)
    }

    pub fn private(&self) -> PrivatePaths {
        PrivatePaths::new(self.dir.path().join("private"))
    }

    pub fn path(&self) -> PathBuf {
        self.private().vault()
    }

    pub fn open(&self) -> Vault {
        Vault::open(&RealStorage, &self.path(), &vault_key()).unwrap()
    }
}

/// The vault's place on a simulated disk.
pub fn sim_path() -> PathBuf {
    PrivatePaths::new(PathBuf::from("/data/private")).vault()
}
