//! Removing: what was never decided, and what has to be forgotten.

use std::collections::BTreeSet;
use std::ops::Bound;

use redb::{Database, ReadableDatabase, ReadableTable};

use super::database::{Asked, begin_write};
use super::opening::{OpeningKey, RequestId, Subject};
use super::overwrite::Nonces;
use super::rows::{self, KEY_BYTES};
use super::secret::VaultKey;
use super::tables::Tables;

/// Requests that are swept in one transaction, and keys that are looked for in one pass over the file.
const AT_ONCE: usize = 1_024;

/// A part of a sweep.
pub(super) struct Orphans {
    /// One key of each request that never became an entry.
    pub(super) requests: Vec<OpeningKey>,
    /// Where to go on; `None` at the end.
    pub(super) after: Option<[u8; KEY_BYTES]>,
}

/// Finds requests that never became an entry, from one key on.
pub(super) fn orphans(
    database: &Database,
    after: Option<[u8; KEY_BYTES]>,
    known: &impl Fn(u64, &RequestId) -> bool,
) -> Asked<Orphans> {
    let openings = database.begin_read()?.open_table(rows::OPENINGS)?;
    let (mut requests, mut after) = (Vec::new(), after);
    loop {
        let from = after.as_ref().map_or(Bound::Unbounded, Bound::Excluded);
        let Some(row) = openings.range::<&[u8; KEY_BYTES]>((from, Bound::Unbounded))?.next() else {
            return Ok(Orphans { requests, after: None });
        };
        let key = rows::key_of(row?.0.value())?;
        after = Some(*rows::keys_of_request(key.principal, &key.request_id).end());
        if !known(key.principal, &key.request_id) {
            requests.push(key);
        }
        if requests.len() == AT_ONCE {
            return Ok(Orphans { requests, after });
        }
    }
}

/// Removes all openings of these requests, and the keys of subjects of whom nothing is left.
pub(super) fn remove_requests(database: &Database, vault_key: &VaultKey, requests: &[OpeningKey]) -> Asked<u64> {
    let transaction = begin_write(database)?;
    let mut removed = 0;
    {
        let mut tables = Tables::open(&transaction, vault_key)?;
        let mut subjects = BTreeSet::new();
        for request in requests {
            for key in tables.of_request(request)? {
                removed += 1;
                subjects.extend(tables.remove(&key)?);
            }
        }
        for subject in &subjects {
            tables.destroy_key_if_unused(subject)?;
        }
    }
    transaction.commit()?;
    Ok(removed)
}

/// Removes all openings of these subjects, and their keys.
pub(super) fn remove_subjects(database: &Database, vault_key: &VaultKey, subjects: &[Subject]) -> Asked<u64> {
    let transaction = begin_write(database)?;
    let mut removed = 0;
    {
        let mut tables = Tables::open(&transaction, vault_key)?;
        for subject in subjects {
            removed += tables.remove_subject(subject)?;
        }
    }
    transaction.commit()?;
    Ok(removed)
}

/// The nonces of keys that were destroyed and may still lie in free pages.
pub(super) fn to_overwrite(database: &Database) -> Asked<Nonces> {
    let noted = database.begin_read()?.open_table(rows::TO_OVERWRITE)?;
    let nonces = noted.iter()?.take(AT_ONCE).map(|row| {
        let inverted = *row?.0.value();
        Ok(inverted.map(|byte| !byte))
    });
    Ok(Nonces::new(nonces.collect::<Asked<_>>()?))
}

/// Strikes these nonces off the list.
pub(super) fn overwritten(database: &Database, nonces: &Nonces) -> Asked<()> {
    let transaction = begin_write(database)?;
    {
        let mut noted = transaction.open_table(rows::TO_OVERWRITE)?;
        for nonce in nonces.iter() {
            noted.remove(&nonce.map(|byte| !byte))?;
        }
    }
    Ok(transaction.commit()?)
}
