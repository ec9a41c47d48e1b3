//! What the process of the vault's crash tests does, so that the tests know what to expect.
//!
//! It carries out acts, one after the other, and says so on standard output when one is acknowledged. Everything about
//! an act follows from its number.

use ledger_store::RealStorage;
use ledger_store::vault::{Blind, Field, Opening, OpeningKey, RequestId, Subject, Value, Vault, VaultError, VaultKey};
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Payees of one subject that follow each other.
const OF_ONE: u64 = 4;
/// After so many payees one subject is erased.
const UNTIL_ERASED: u64 = 15;

/// What is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    /// The payee of this request is kept.
    Keep(u64),
    /// A subject is erased.
    Erase(Subject),
}

/// The act with this number: payees one after the other, and after each fifteenth a subject of a while ago is erased.
#[must_use]
pub fn act(number: u64) -> Act {
    let (round, within) = (number / (UNTIL_ERASED + 1), number % (UNTIL_ERASED + 1));
    if within == UNTIL_ERASED { Act::Erase(erased_in(round)) } else { Act::Keep(round * UNTIL_ERASED + within) }
}

/// Whether a payee is there after the first `count` acts.
#[must_use]
pub fn is_kept(number: u64, count: u64) -> bool {
    let kept_by = number + number / UNTIL_ERASED;
    let round = (number / OF_ONE * OF_ONE).div_ceil(UNTIL_ERASED);
    let erased = erased_in(round) == whose(number) && round * (UNTIL_ERASED + 1) + UNTIL_ERASED < count;
    kept_by < count && !erased
}

fn erased_in(round: u64) -> Subject {
    whose(round * UNTIL_ERASED)
}

/// Name and Sheba of a payee.
#[must_use]
pub fn payee(number: u64) -> [Opening; 2] {
    [Field::Name, Field::Account].map(|field| {
        let key = OpeningKey { principal: 7, request_id: request(number), item: 0, field };
        let blind = ledger_log::commitment(&[1; 32], field.name(), &key.request_id.0, 0, b"blind");
        let value = Value::new(format!("synthetic {field} {number}").into_bytes()).expect("it is short");
        Opening::new(whose(number), key, Blind::from_bytes(blind), value)
    })
}

/// The request of a payee.
#[must_use]
pub fn request(number: u64) -> RequestId {
    let mut id = [0xab; 16];
    id[8..].copy_from_slice(&number.to_be_bytes());
    RequestId(id)
}

fn whose(number: u64) -> Subject {
    let mut subject = [0xcd; 16];
    subject[8..].copy_from_slice(&(number / OF_ONE).to_be_bytes());
    Subject(subject)
}

/// Opens the vault, or makes it.
///
/// # Errors
/// [`VaultError`].
pub fn open(path: &Path) -> Result<Vault, VaultError> {
    let key = VaultKey::from_bytes([0x5e; 32]);
    match Vault::open(&RealStorage, path, &key) {
        Err(VaultError::Missing { .. }) => Vault::create(&RealStorage, path, &key),
        other => other,
    }
}

/// Does what is asked.
///
/// # Errors
/// [`VaultError`].
pub fn perform(vault: &Vault, act: Act) -> Result<(), VaultError> {
    match act {
        Act::Keep(number) => vault.keep(&payee(number)),
        Act::Erase(subject) => vault.erase(&[subject]).map(drop),
    }
}

/// The process: its arguments are the vault's place and the number of the first act. It ends when an act fails.
///
/// # Panics
/// If the arguments are others.
pub fn run(mut arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let path = arguments.next().expect("the vault's place");
    let first = arguments.next().expect("the first act").to_str().and_then(|text| text.parse().ok());
    let vault = open(Path::new(&path)).expect("a vault that opens");
    let mut out = std::io::stdout();
    for number in first.expect("a number").. {
        if perform(&vault, act(number)).is_err() || writeln!(out, "{number}").and_then(|()| out.flush()).is_err() {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
