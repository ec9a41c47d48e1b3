//! Looking things up: each question is answered from one state of the vault.

use redb::{Database, ReadableDatabase};

use super::database::Asked;
use super::error::VaultDamage;
use super::opening::{Opening, RequestId, Subject};
use super::rows;
use super::secret::VaultKey;
use super::tables::{open, range};

/// All openings of a request, by item and field.
pub(super) fn of_request(
    database: &Database,
    vault_key: &VaultKey,
    principal: u64,
    request_id: &RequestId,
) -> Asked<Vec<Opening>> {
    let transaction = database.begin_read()?;
    let subjects = transaction.open_table(rows::SUBJECTS)?;
    let openings = transaction.open_table(rows::OPENINGS)?;
    let mut found = Vec::new();
    for row in openings.range::<&[u8; _]>(range(&rows::keys_of_request(principal, request_id)))? {
        let (key, row) = row?;
        found.push(open(&subjects, vault_key, &rows::key_of(key.value())?, row.value())?);
    }
    Ok(found)
}

/// The opening of a commitment; `None` if it is erased or never was.
pub(super) fn by_commitment(
    database: &Database,
    vault_key: &VaultKey,
    commitment: &[u8; 32],
) -> Asked<Option<Opening>> {
    let transaction = database.begin_read()?;
    let Some(bytes) = transaction.open_table(rows::BY_COMMITMENT)?.get(commitment)? else { return Ok(None) };
    let key = rows::key_of(bytes.value())?;
    let Some(row) = transaction.open_table(rows::OPENINGS)?.get(bytes.value())? else {
        return Err(VaultDamage::LookUp { key }.into());
    };
    let opening = open(&transaction.open_table(rows::SUBJECTS)?, vault_key, &key, row.value())?;
    if opening.commitment() == commitment { Ok(Some(opening)) } else { Err(VaultDamage::LookUp { key }.into()) }
}

/// All openings of a subject, by where they came in.
pub(super) fn of_subject(database: &Database, vault_key: &VaultKey, subject: &Subject) -> Asked<Vec<Opening>> {
    let transaction = database.begin_read()?;
    let subjects = transaction.open_table(rows::SUBJECTS)?;
    let openings = transaction.open_table(rows::OPENINGS)?;
    let by_subject = transaction.open_table(rows::BY_SUBJECT)?;
    let mut found = Vec::new();
    for row in by_subject.range::<&[u8; _]>(range(&rows::rows_of_subject(subject)))? {
        let bytes = rows::key_in(row?.0.value());
        let key = rows::key_of(&bytes)?;
        let Some(row) = openings.get(&bytes)? else { return Err(VaultDamage::LookUp { key }.into()) };
        let opening = open(&subjects, vault_key, &key, row.value())?;
        if opening.subject() != subject {
            return Err(VaultDamage::LookUp { key }.into());
        }
        found.push(opening);
    }
    Ok(found)
}
