//! Sealing: XChaCha20-Poly1305 under a random nonce, bound to where the sealed bytes lie.

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, Tag, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::error::VaultError;

/// What stands before the sealed bytes.
pub(super) const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;
/// What sealing adds to the length.
pub(super) const SEAL_BYTES: usize = NONCE_BYTES + TAG_BYTES;

/// `nonce ‖ sealed ‖ tag`. The caller wipes the plain bytes.
pub(super) fn seal(key: &[u8; 32], place: &[u8], plain: &[u8]) -> Result<Vec<u8>, VaultError> {
    let nonce: [u8; NONCE_BYTES] = *random()?;
    let mut sealed = Vec::with_capacity(plain.len() + SEAL_BYTES); // never moved while the text in it is plain
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(plain);
    let text = (&mut sealed[NONCE_BYTES..]).into();
    let Ok(tag) = cipher(key).encrypt_inout_detached(&XNonce::from(nonce), place, text) else {
        panic!("a few KiB can be sealed");
    };
    sealed.extend_from_slice(&tag);
    Ok(sealed)
}

/// What was sealed with this key for this place; `None` for anything else.
pub(super) fn unseal(key: &[u8; 32], place: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, rest) = sealed.split_first_chunk::<NONCE_BYTES>()?;
    let (text, tag) = rest.split_last_chunk::<TAG_BYTES>()?;
    let mut plain = Zeroizing::new(text.to_vec());
    let buffer = plain.as_mut_slice().into();
    cipher(key).decrypt_inout_detached(&XNonce::from(*nonce), place, buffer, &Tag::from(*tag)).ok()?;
    Some(plain)
}

/// Random bytes of the operating system.
pub(super) fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, VaultError> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(&mut *bytes).map_err(|_| VaultError::NoRandomness)?;
    Ok(bytes)
}

/// Wipes its copy of the key when it is dropped.
fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [7; 32];

    #[test]
    fn what_is_sealed_opens_with_its_key_in_its_place_and_not_otherwise() {
        let sealed = seal(&KEY, b"here", b"a datum").unwrap();
        assert_eq!(sealed.len(), b"a datum".len() + SEAL_BYTES);
        assert!(!sealed.windows(7).any(|part| part == b"a datum"));
        assert_eq!(unseal(&KEY, b"here", &sealed).unwrap().as_slice(), b"a datum");
        assert!(unseal(&[8; 32], b"here", &sealed).is_none(), "another key");
        assert!(unseal(&KEY, b"there", &sealed).is_none(), "another place");
        for bit in 0..sealed.len() * 8 {
            let mut flipped = sealed.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(unseal(&KEY, b"here", &flipped).is_none(), "bit {bit}");
        }
        for length in 0..sealed.len() {
            assert!(unseal(&KEY, b"here", &sealed[..length]).is_none(), "{length} bytes");
        }
    }

    #[test]
    fn sealing_the_same_twice_gives_other_bytes() {
        let sealed = || seal(&KEY, b"", b"a datum").unwrap();
        assert_ne!(sealed(), sealed());
    }
}
