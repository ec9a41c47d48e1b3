//! Keeping and removing rows inside of one transaction.

use redb::{ReadableTable, Table, WriteTransaction};
use zeroize::Zeroizing;

use super::MAX_OPENINGS_OF_A_SUBJECT;
use super::database::Asked;
use super::error::{VaultDamage, VaultError};
use super::opening::{Opening, OpeningKey, Subject};
use super::rows::{self, KEY_BYTES, Row, SEALED_KEY_BYTES};
use super::seal::{NONCE_BYTES, random, seal, unseal};
use super::secret::VaultKey;

/// The tables of a transaction that writes.
pub(super) struct Tables<'t> {
    key: &'t VaultKey,
    subjects: Table<'t, &'static [u8; 16], &'static [u8; SEALED_KEY_BYTES]>,
    openings: Table<'t, &'static [u8; KEY_BYTES], &'static [u8]>,
    by_commitment: Table<'t, &'static [u8; 32], &'static [u8; KEY_BYTES]>,
    by_subject: Table<'t, &'static [u8; 16 + KEY_BYTES], ()>,
    to_overwrite: Table<'t, &'static [u8; NONCE_BYTES], ()>,
}

impl<'t> Tables<'t> {
    pub(super) fn open(transaction: &'t WriteTransaction, key: &'t VaultKey) -> Asked<Tables<'t>> {
        Ok(Tables {
            key,
            subjects: transaction.open_table(rows::SUBJECTS)?,
            openings: transaction.open_table(rows::OPENINGS)?,
            by_commitment: transaction.open_table(rows::BY_COMMITMENT)?,
            by_subject: transaction.open_table(rows::BY_SUBJECT)?,
            to_overwrite: transaction.open_table(rows::TO_OVERWRITE)?,
        })
    }

    /// Keeps an opening, if its place is free; says whether it was.
    pub(super) fn put(&mut self, opening: &Opening) -> Asked<bool> {
        let (key, bytes) = (opening.key(), rows::key_bytes(opening.key()));
        if let Some(found) = self.find(key, &bytes)? {
            return if found == *opening { Ok(false) } else { Err(VaultError::OtherContent { key: *key }.into()) };
        }
        if let Some(taken) = self.by_commitment.get(opening.commitment())? {
            let taken_by = rows::key_of(taken.value())?;
            return Err(VaultError::CommitmentTaken { key: *key, taken_by }.into());
        }
        let subject_key = self.key_for(opening.subject())?;
        self.openings.insert(&bytes, rows::row(opening, &subject_key)?.as_slice())?;
        self.by_commitment.insert(opening.commitment(), &bytes)?;
        self.by_subject.insert(&rows::by_subject(opening.subject(), &bytes), ())?;
        Ok(true)
    }

    /// Refuses what would be too much of one subject.
    pub(super) fn bound(&self, subject: &Subject) -> Asked<()> {
        let kept = self.by_subject.range::<&[u8; _]>(range(&rows::rows_of_subject(subject)))?;
        if kept.take(MAX_OPENINGS_OF_A_SUBJECT + 1).count() > MAX_OPENINGS_OF_A_SUBJECT {
            return Err(VaultError::SubjectFull { subject: *subject }.into());
        }
        Ok(())
    }

    /// Removes the opening in this place from all tables; gives its subject.
    pub(super) fn remove(&mut self, bytes: &[u8; KEY_BYTES]) -> Asked<Option<Subject>> {
        let Some(removed) = self.openings.remove(bytes)? else { return Ok(None) };
        let Row { subject, commitment, .. } = Row::read(&rows::key_of(bytes)?, removed.value())?;
        drop(removed);
        self.by_commitment.remove(&commitment)?;
        self.by_subject.remove(&rows::by_subject(&subject, bytes))?;
        Ok(Some(subject))
    }

    /// Removes all of a subject, and its key; gives how many openings there were.
    pub(super) fn remove_subject(&mut self, subject: &Subject) -> Asked<u64> {
        let mut removed = 0;
        while let Some(bytes) = self.first_of(subject)? {
            // The look-up's own row goes even if the opening is not there any more: nothing of a subject stays.
            self.by_subject.remove(&rows::by_subject(subject, &bytes))?;
            removed += u64::from(self.remove(&bytes)?.is_some());
        }
        self.destroy_key(subject)?;
        Ok(removed)
    }

    /// The keys of the openings of one request, in order.
    pub(super) fn of_request(&self, key: &OpeningKey) -> Asked<Vec<[u8; KEY_BYTES]>> {
        let all = self.openings.range::<&[u8; _]>(range(&rows::keys_of_request(key.principal, &key.request_id)))?;
        all.map(|row| Ok(*row?.0.value())).collect()
    }

    /// Destroys the key of a subject of whom nothing is left.
    pub(super) fn destroy_key_if_unused(&mut self, subject: &Subject) -> Asked<()> {
        match self.first_of(subject)? {
            Some(_) => Ok(()),
            None => self.destroy_key(subject),
        }
    }

    fn destroy_key(&mut self, subject: &Subject) -> Asked<()> {
        let Some(sealed) = self.subjects.remove(&subject.0)?.map(|row| *row.value()) else { return Ok(()) };
        // Inverted, so that whoever looks for the nonce in the file does not find this note of it.
        let nonce: [u8; NONCE_BYTES] = std::array::from_fn(|at| !sealed[at]);
        self.to_overwrite.insert(&nonce, ())?;
        Ok(())
    }

    fn first_of(&self, subject: &Subject) -> Asked<Option<[u8; KEY_BYTES]>> {
        let first = self.by_subject.range::<&[u8; _]>(range(&rows::rows_of_subject(subject)))?.next().transpose()?;
        Ok(first.map(|(row, _)| rows::key_in(row.value())))
    }

    fn find(&self, key: &OpeningKey, bytes: &[u8; KEY_BYTES]) -> Asked<Option<Opening>> {
        let Some(row) = self.openings.get(bytes)? else { return Ok(None) };
        open(&self.subjects, self.key, key, row.value()).map(Some)
    }

    /// The subject's key; drawn, if this is its first datum.
    fn key_for(&mut self, subject: &Subject) -> Asked<Zeroizing<[u8; 32]>> {
        if let Some(found) = self.subjects.get(&subject.0)? {
            return unseal_key(self.key, subject, found.value());
        }
        let drawn = random::<32>()?;
        let sealed = seal(self.key.as_bytes(), &rows::place_of_key(subject), drawn.as_slice())?;
        let Ok(sealed) = <[u8; SEALED_KEY_BYTES]>::try_from(sealed) else { panic!("a key has 32 bytes") };
        self.subjects.insert(&subject.0, &sealed)?;
        Ok(drawn)
    }
}

/// The opening in a row, with the key of its subject.
pub(super) fn open(
    subjects: &impl ReadableTable<&'static [u8; 16], &'static [u8; SEALED_KEY_BYTES]>,
    vault_key: &VaultKey,
    key: &OpeningKey,
    row: &[u8],
) -> Asked<Opening> {
    let row = Row::read(key, row)?;
    let Some(sealed) = subjects.get(&row.subject.0)? else {
        return Err(VaultDamage::SubjectKey { subject: row.subject }.into());
    };
    let subject_key = unseal_key(vault_key, &row.subject, sealed.value())?;
    Ok(row.open(key, &subject_key)?)
}

fn unseal_key(vault_key: &VaultKey, subject: &Subject, sealed: &[u8]) -> Asked<Zeroizing<[u8; 32]>> {
    let plain = unseal(vault_key.as_bytes(), &rows::place_of_key(subject), sealed);
    let key = plain.and_then(|plain| plain.as_slice().try_into().ok().map(Zeroizing::new));
    key.ok_or_else(|| VaultDamage::SubjectKey { subject: *subject }.into())
}

/// A range of keys as the tables want it.
pub(super) fn range<const N: usize>(keys: &std::ops::RangeInclusive<[u8; N]>) -> std::ops::RangeInclusive<&[u8; N]> {
    keys.start()..=keys.end()
}
