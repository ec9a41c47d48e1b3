//! What must neither be printed nor left in memory: values, their blinds, and keys.

use std::fmt;
use zeroize::Zeroizing;

/// The longest value.
pub const MAX_VALUE_BYTES: usize = 4_096;

/// The 32 random bytes that hide one datum in its commitment.
#[derive(Clone, PartialEq, Eq)]
pub struct Blind(Zeroizing<[u8; 32]>);

/// A personal datum: at most 4 KiB.
#[derive(Clone, PartialEq, Eq)]
pub struct Value(Zeroizing<Vec<u8>>);

/// The key that wraps the keys of all subjects; it lies in a file of its own.
#[derive(Clone)]
pub struct VaultKey(Zeroizing<[u8; 32]>);

/// A value has more than [`MAX_VALUE_BYTES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a value of {length_bytes} bytes is longer than {MAX_VALUE_BYTES}")]
pub struct ValueTooLong {
    /// Its length.
    pub length_bytes: usize,
}

impl Blind {
    /// Takes 32 random bytes, drawn for this datum alone.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Blind {
        Blind(Zeroizing::new(bytes))
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Value {
    /// Takes a datum, as the door normalised it.
    ///
    /// # Errors
    /// [`ValueTooLong`].
    pub fn new(bytes: Vec<u8>) -> Result<Value, ValueTooLong> {
        let bytes = Zeroizing::new(bytes); // before the refusal: what is refused is wiped as well
        if bytes.len() > MAX_VALUE_BYTES {
            return Err(ValueTooLong { length_bytes: bytes.len() });
        }
        Ok(Value(bytes))
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl VaultKey {
    /// Takes the 32 bytes of the key's file. The caller wipes its own copy.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> VaultKey {
        VaultKey(Zeroizing::new(bytes))
    }

    pub(super) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Blind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Blind(…)")
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Value(…)")
    }
}

impl fmt::Debug for VaultKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("VaultKey(…)")
    }
}
