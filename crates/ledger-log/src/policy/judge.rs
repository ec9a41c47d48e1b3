//! Whether a signed checkpoint is to be believed under a policy.

use super::{Log, Policy, Witness};
use crate::checkpoint::{Checkpoint, NotOpened};
use crate::cosignature::stated_time_seconds;
use crate::note::{BadSignature, Note};
use std::collections::BTreeSet;

/// A checkpoint that satisfied the policy, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trusted<'p> {
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// The log that signed it.
    pub log: &'p Log,
    /// The known witnesses that cosigned it, in the policy's order; more than the quorum needs, perhaps.
    pub cosigned: Vec<Cosigned<'p>>,
}

/// One witness's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cosigned<'p> {
    /// Who.
    pub witness: &'p Witness,
    /// When, in seconds since 1970; the latest if it cosigned more than once.
    pub time_seconds: u64,
}

/// Why a signed checkpoint is not to be believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Untrusted {
    /// The policy names no log.
    #[error("the policy names no log")]
    NoLogs,
    /// No log of the policy signed it as its own checkpoint. The reason is that of a log that signed
    /// something else, if there is one.
    #[error("no log of the policy signed this checkpoint")]
    NotOpened(#[source] NotOpened),
    /// A known witness's cosignature is wrong.
    #[error(transparent)]
    BadCosignature(BadSignature),
    /// Too few witnesses cosigned it.
    #[error("the quorum is not met: {} known witnesses cosigned", cosigned.len())]
    QuorumNotMet {
        /// The witnesses that did, by their names in the policy.
        cosigned: Vec<String>,
    },
}

impl Policy {
    /// Judges a note: signed by a log of the policy, and cosigned by a quorum.
    ///
    /// # Errors
    /// [`Untrusted`] if it is not, or if any known key's signature on it is wrong.
    pub fn judge(&self, note: &Note) -> Result<Trusted<'_>, Untrusted> {
        let (checkpoint, log) = self.open(note)?;
        let cosigned = self.cosigned(note)?;
        let names: BTreeSet<&str> = cosigned.iter().map(|one| one.witness.name.as_str()).collect();
        if !self.quorum_met(&names) {
            let cosigned = names.into_iter().map(str::to_owned).collect();
            return Err(Untrusted::QuorumNotMet { cosigned });
        }
        Ok(Trusted { checkpoint, log, cosigned })
    }

    /// Asks every log, even after one opened it: a wrong signature of another would reject the note.
    fn open(&self, note: &Note) -> Result<(Checkpoint, &Log), Untrusted> {
        let mut opened = None;
        let mut refused = Untrusted::NoLogs;
        for log in &self.logs {
            match Checkpoint::open(note, &log.key) {
                Ok(checkpoint) => opened = opened.or(Some((checkpoint, log))),
                Err(NotOpened::BadSignature(bad)) => {
                    return Err(Untrusted::NotOpened(NotOpened::BadSignature(bad)));
                }
                // A log that did not sign says less than one that signed something else.
                Err(why @ NotOpened::NotSignedBy { .. }) => {
                    if refused == Untrusted::NoLogs {
                        refused = Untrusted::NotOpened(why);
                    }
                }
                Err(why @ (NotOpened::Malformed(_) | NotOpened::OriginMismatch { .. })) => {
                    refused = Untrusted::NotOpened(why);
                }
            }
        }
        opened.ok_or(refused)
    }

    fn cosigned(&self, note: &Note) -> Result<Vec<Cosigned<'_>>, Untrusted> {
        let mut cosigned = Vec::new();
        for witness in &self.witnesses {
            let lines = note.signatures_by(&witness.key).map_err(Untrusted::BadCosignature)?;
            let latest = lines.into_iter().filter_map(stated_time_seconds).max();
            cosigned.extend(latest.map(|time_seconds| Cosigned { witness, time_seconds }));
        }
        Ok(cosigned)
    }
}
