//! The rows of the vault's tables, byte for byte.
//!
//! | table | key | row |
//! | --- | --- | --- |
//! | `vault` | `format`, `check` | the format as `u32_be`; 32 zeros, sealed with the vault key |
//! | `subjects` | subject | the subject's key, sealed with the vault key |
//! | `openings` | principal `u64_be` ‖ request id ‖ item `u32_be` ‖ field | subject ‖ commitment ‖ sealed with the subject's key: blind ‖ length `u32_be` ‖ value ‖ zeros |
//! | `by-commitment` | commitment | key of the opening |
//! | `by-subject` | subject ‖ key of the opening | nothing |
//! | `to-overwrite` | nonce of a destroyed key, inverted | nothing |
//!
//! What is sealed is bound to the table, the key and the open part of its row, so that no row can stand for another.
//! No personal datum stands in a key, and the zeros hide the length of a value as they do in its commitment.

use std::ops::RangeInclusive;

use redb::TableDefinition;
use zeroize::Zeroizing;

use super::error::{VaultDamage, VaultError};
use super::field::Field;
use super::opening::{Opening, OpeningKey, RequestId, Subject};
use super::seal::{NONCE_BYTES, SEAL_BYTES, seal, unseal};
use super::secret::{Blind, Value};
use crate::frame::part;

/// A row's key of an opening.
pub(super) const KEY_BYTES: usize = 29;
const REQUEST_BYTES: usize = 24;
const BY_SUBJECT_BYTES: usize = 16 + KEY_BYTES;
/// A sealed key of a subject.
pub(super) const SEALED_KEY_BYTES: usize = 32 + SEAL_BYTES;
/// Blind and length.
const BEFORE_VALUE_BYTES: usize = 36;

pub(super) const VAULT: TableDefinition<&str, &[u8]> = TableDefinition::new("vault");
pub(super) const SUBJECTS: TableDefinition<&[u8; 16], &[u8; SEALED_KEY_BYTES]> = TableDefinition::new("subjects");
pub(super) const OPENINGS: TableDefinition<&[u8; KEY_BYTES], &[u8]> = TableDefinition::new("openings");
pub(super) const BY_COMMITMENT: TableDefinition<&[u8; 32], &[u8; KEY_BYTES]> = TableDefinition::new("by-commitment");
pub(super) const BY_SUBJECT: TableDefinition<&[u8; BY_SUBJECT_BYTES], ()> = TableDefinition::new("by-subject");
pub(super) const TO_OVERWRITE: TableDefinition<&[u8; NONCE_BYTES], ()> = TableDefinition::new("to-overwrite");

/// The key of an opening, as bytes that sort by principal, request, item and field.
pub(super) fn key_bytes(key: &OpeningKey) -> [u8; KEY_BYTES] {
    let OpeningKey { principal, request_id, item, field } = key;
    let mut bytes = [0; KEY_BYTES];
    bytes[..8].copy_from_slice(&principal.to_be_bytes());
    bytes[8..24].copy_from_slice(&request_id.0);
    bytes[24..28].copy_from_slice(&item.to_be_bytes());
    bytes[28] = field.number();
    bytes
}

/// And back.
pub(super) fn key_of(bytes: &[u8; KEY_BYTES]) -> Result<OpeningKey, VaultDamage> {
    let field = Field::from_number(bytes[28]).ok_or(VaultDamage::RowKey)?;
    let principal = u64::from_be_bytes(part(bytes, 0));
    let item = u32::from_be_bytes(part(bytes, 24));
    Ok(OpeningKey { principal, request_id: RequestId(part(bytes, 8)), item, field })
}

/// All keys of one request.
pub(super) fn keys_of_request(principal: u64, request_id: &RequestId) -> RangeInclusive<[u8; KEY_BYTES]> {
    let (mut first, mut last) = ([0; KEY_BYTES], [0xff; KEY_BYTES]);
    for bound in [&mut first, &mut last] {
        bound[..8].copy_from_slice(&principal.to_be_bytes());
        bound[8..REQUEST_BYTES].copy_from_slice(&request_id.0);
    }
    first..=last
}

/// A row of `by-subject`.
pub(super) fn by_subject(subject: &Subject, key: &[u8; KEY_BYTES]) -> [u8; BY_SUBJECT_BYTES] {
    let mut bytes = [0; BY_SUBJECT_BYTES];
    bytes[..16].copy_from_slice(&subject.0);
    bytes[16..].copy_from_slice(key);
    bytes
}

/// All rows of one subject.
pub(super) fn rows_of_subject(subject: &Subject) -> RangeInclusive<[u8; BY_SUBJECT_BYTES]> {
    by_subject(subject, &[0; KEY_BYTES])..=by_subject(subject, &[0xff; KEY_BYTES])
}

/// The key of the opening that a row of `by-subject` names.
pub(super) fn key_in(row: &[u8; BY_SUBJECT_BYTES]) -> [u8; KEY_BYTES] {
    part(row, 16)
}

/// Where the key of a subject is sealed for.
pub(super) fn place_of_key(subject: &Subject) -> Vec<u8> {
    [b"amanat/vault/v1/subject\0".as_slice(), &subject.0].concat()
}

/// The open part of the row of an opening, and the sealed one.
pub(super) struct Row<'r> {
    pub(super) subject: Subject,
    pub(super) commitment: [u8; 32],
    sealed: &'r [u8],
}

impl Row<'_> {
    pub(super) fn read<'r>(key: &OpeningKey, bytes: &'r [u8]) -> Result<Row<'r>, VaultDamage> {
        let row = bytes.split_first_chunk::<16>().and_then(|(subject, rest)| {
            let (commitment, sealed) = rest.split_first_chunk::<32>()?;
            Some(Row { subject: Subject(*subject), commitment: *commitment, sealed })
        });
        row.ok_or(VaultDamage::Opening { key: *key })
    }

    /// The opening in it: proven by its seal and by its commitment.
    pub(super) fn open(&self, key: &OpeningKey, subject_key: &[u8; 32]) -> Result<Opening, VaultDamage> {
        let damaged = VaultDamage::Opening { key: *key };
        let place = place_of_opening(key, &self.subject, &self.commitment);
        let Some(plain) = unseal(subject_key, &place, self.sealed) else { return Err(damaged) };
        let Some((blind, value)) = blind_and_value(&plain) else { return Err(damaged) };
        let opening = Opening::new(self.subject, *key, blind, value);
        if *opening.commitment() == self.commitment { Ok(opening) } else { Err(damaged) }
    }
}

/// The row of an opening.
pub(super) fn row(opening: &Opening, subject_key: &[u8; 32]) -> Result<Vec<u8>, VaultError> {
    let value = opening.value().as_bytes();
    let Ok(length) = u32::try_from(value.len()) else { panic!("a value is bounded") };
    let mut plain = Zeroizing::new(Vec::with_capacity(BEFORE_VALUE_BYTES + ledger_log::padded_length(value.len())));
    plain.extend_from_slice(opening.blind().as_bytes());
    plain.extend_from_slice(&length.to_be_bytes());
    plain.extend_from_slice(value);
    plain.resize(BEFORE_VALUE_BYTES + ledger_log::padded_length(value.len()), 0);
    let place = place_of_opening(opening.key(), opening.subject(), opening.commitment());
    let sealed = seal(subject_key, &place, &plain)?;
    Ok([&opening.subject().0[..], opening.commitment(), &sealed].concat())
}

fn place_of_opening(key: &OpeningKey, subject: &Subject, commitment: &[u8; 32]) -> Vec<u8> {
    [b"amanat/vault/v1/opening\0".as_slice(), &key_bytes(key), &subject.0, commitment].concat()
}

fn blind_and_value(plain: &[u8]) -> Option<(Blind, Value)> {
    let (blind, rest) = plain.split_first_chunk::<32>()?;
    let (length, padded) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let value = padded.get(..length).filter(|_| padded.len() == ledger_log::padded_length(length))?;
    Some((Blind::from_bytes(*blind), Value::new(value.to_vec()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: OpeningKey = OpeningKey { principal: 7, request_id: RequestId([1; 16]), item: 3, field: Field::Phone };

    fn sealed() -> (Opening, Vec<u8>) {
        let value = Value::new(b"synthetic".to_vec()).unwrap();
        let opening = Opening::new(Subject([2; 16]), KEY, Blind::from_bytes([3; 32]), value);
        let row = row(&opening, &[4; 32]).unwrap();
        (opening, row)
    }

    #[test]
    fn a_row_opens_in_its_own_place_and_in_no_other() {
        let (opening, row) = sealed();
        let opens = |key: &OpeningKey, row: &[u8]| Row::read(key, row).and_then(|row| row.open(key, &[4; 32]));
        assert_eq!(opens(&KEY, &row), Ok(opening));
        let others = [
            OpeningKey { principal: 8, ..KEY },
            OpeningKey { request_id: RequestId([9; 16]), ..KEY },
            OpeningKey { item: 4, ..KEY },
            OpeningKey { field: Field::Name, ..KEY },
        ];
        for other in others {
            assert_eq!(opens(&other, &row), Err(VaultDamage::Opening { key: other }));
        }
        for at in 0..row.len() {
            let mut flipped = row.clone();
            flipped[at] ^= 1; // subject, commitment, or what is sealed
            assert_eq!(opens(&KEY, &flipped), Err(VaultDamage::Opening { key: KEY }), "byte {at}");
            assert_eq!(opens(&KEY, &row[..at]), Err(VaultDamage::Opening { key: KEY }), "{at} bytes");
        }
    }

    #[test]
    fn keys_come_back_and_sort_by_principal_request_item_and_field() {
        let mut keys = Vec::new();
        for principal in [0, 255, 256, u64::MAX] {
            for request in [0, 255] {
                for item in [0, 255, 256, 8_191] {
                    keys.extend(Field::ALL.map(|field| OpeningKey {
                        principal,
                        request_id: RequestId([request; 16]),
                        item,
                        field,
                    }));
                }
            }
        }
        assert!(keys.iter().all(|key| key_of(&key_bytes(key)) == Ok(*key)));
        assert!(keys.iter().map(key_bytes).is_sorted_by(|before, after| before < after));
        let one = keys.iter().map(key_bytes).filter(|key| keys_of_request(256, &RequestId([0; 16])).contains(key));
        assert_eq!(one.count(), 20);
        let mut bytes = key_bytes(&KEY);
        bytes[28] = 6;
        assert_eq!(key_of(&bytes), Err(VaultDamage::RowKey));
    }

    #[test]
    fn the_length_of_a_row_tells_no_more_than_its_commitment() {
        let length = |value: &[u8]| {
            let value = Value::new(value.to_vec()).unwrap();
            row(&Opening::new(Subject([2; 16]), KEY, Blind::from_bytes([3; 32]), value), &[4; 32]).unwrap().len()
        };
        assert_eq!(length(b""), length(&[7; 32]));
        assert_eq!(length(&[7; 33]), length(&[7; 64]));
        assert_eq!(length(&[7; 33]), length(b"") + 32);
    }
}
