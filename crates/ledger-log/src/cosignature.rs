//! Cosignatures (C2SP tlog-cosignature, Ed25519): a witness says that at this time this was the largest
//! tree of the log it had seen, and that it extends all that it saw before.

use crate::checkpoint::Checkpoint;
use crate::note::{KeyId, KeyName, MalformedKey, PublicKey, Seed, SignatureLine, SignatureType, Verifier};
use std::{fmt, str::FromStr};

/// The specification's bound: 2^63 − 1.
const MAX_TIME_SECONDS: u64 = u64::MAX >> 1;

/// The time does not fit the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{time_seconds} s is beyond the time that a cosignature can state")]
pub struct TimeOutOfRange {
    /// Seconds since 1970.
    pub time_seconds: u64,
}

/// The public key of a witness (type 0x04).
///
/// `Display` and `FromStr` are the verifier key text `name+hex(id)+base64(0x04 ‖ key)`.
#[derive(Clone, PartialEq, Eq)]
pub struct WitnessKey(PublicKey);

/// The secret key of a witness (type 0x04).
#[derive(Clone)]
pub struct WitnessSigner(Seed);

/// When a witness says it cosigned, in seconds since 1970.
///
/// `None` if the line is no cosignature at all. It is true only of a line that the witness's key verified.
#[must_use]
pub fn stated_time_seconds(line: &SignatureLine) -> Option<u64> {
    split(line.signature()).map(|(time_seconds, _)| time_seconds)
}

fn split(timestamped: &[u8]) -> Option<(u64, &[u8])> {
    let (time, signature) = timestamped.split_first_chunk()?;
    let time_seconds = u64::from_be_bytes(*time);
    (signature.len() == 64 && time_seconds <= MAX_TIME_SECONDS).then_some((time_seconds, signature))
}

fn message(time_seconds: u64, checkpoint: &str) -> Vec<u8> {
    format!("cosignature/v1\ntime {time_seconds}\n{checkpoint}").into_bytes()
}

impl WitnessKey {
    /// The raw public key.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

impl Verifier for WitnessKey {
    fn name(&self) -> &KeyName {
        self.0.name()
    }

    fn id(&self) -> KeyId {
        self.0.id()
    }

    fn accepts(&self, text: &str, timestamped: &[u8]) -> bool {
        split(timestamped)
            .is_some_and(|(time_seconds, signature)| self.0.accepts(&message(time_seconds, text), signature))
    }
}

impl FromStr for WitnessKey {
    type Err = MalformedKey;

    fn from_str(text: &str) -> Result<WitnessKey, MalformedKey> {
        PublicKey::parse(text, SignatureType::Cosignature).map(WitnessKey)
    }
}

impl fmt::Display for WitnessKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

impl fmt::Debug for WitnessKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

impl WitnessSigner {
    /// Names a seed of 32 random bytes. The seed must serve no other witness: cosignatures do not name one.
    #[must_use]
    pub fn from_seed(name: KeyName, seed: &[u8; 32]) -> WitnessSigner {
        WitnessSigner(Seed::new(name, SignatureType::Cosignature, seed))
    }

    /// Reads `PRIVATE+KEY+name+hex(id)+base64(0x04 ‖ seed)`.
    ///
    /// # Errors
    /// [`MalformedKey`] if the text is anything else.
    pub fn from_secret_text(text: &str) -> Result<WitnessSigner, MalformedKey> {
        Seed::parse(text, SignatureType::Cosignature).map(WitnessSigner)
    }

    /// The text that [`WitnessSigner::from_secret_text`] reads. It is the secret itself.
    #[must_use]
    pub fn secret_text(&self) -> String {
        self.0.secret_text()
    }

    /// The public half.
    #[must_use]
    pub fn verifier(&self) -> WitnessKey {
        WitnessKey(self.0.public().clone())
    }

    /// Cosigns. Whether the checkpoint extends the last one cosigned is for the caller to know.
    ///
    /// # Errors
    /// [`TimeOutOfRange`] from 2^63 seconds on.
    pub fn cosign(&self, checkpoint: &Checkpoint, time_seconds: u64) -> Result<SignatureLine, TimeOutOfRange> {
        if time_seconds > MAX_TIME_SECONDS {
            return Err(TimeOutOfRange { time_seconds });
        }
        let signature = self.0.sign(&message(time_seconds, &checkpoint.to_string()));
        let timestamped = [&time_seconds.to_be_bytes()[..], &signature].concat();
        Ok(self.0.line(timestamped))
    }
}

impl fmt::Debug for WitnessSigner {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "secret key of {}", self.0.public())
    }
}

#[cfg(test)]
mod tests;
