//! What a proof file proves, under a policy that the verifier brought.

use super::{Enclosed, MalformedExtra, ProofFile};
use crate::Leaf;
use crate::policy::{Policy, Trusted, Untrusted};
use crate::tree::ProofError;

/// What was proved: this leaf stands at this index in a tree that the policy trusts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proved<'p> {
    /// The entry's index in the log.
    pub index: u64,
    /// The entry's leaf.
    pub leaf: Leaf,
    /// The checkpoint with size and root, the log that signed it, and who cosigned it and when.
    pub trusted: Trusted<'p>,
}

/// Why a proof file proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotProved {
    /// The policy does not trust the checkpoint.
    #[error("the checkpoint is not to be believed")]
    Untrusted(#[from] Untrusted),
    /// The hashes do not lead from the leaf to the checkpoint's root.
    #[error("the entry is not proved to be in the log")]
    Inclusion(#[from] ProofError),
    /// The file has no extra data, so the entry must be brought: [`ProofFile::verify`].
    #[error("the proof file does not enclose the entry")]
    NothingEnclosed,
    /// The extra data are not an entry with openings.
    #[error("the proof file does not enclose the entry")]
    MalformedExtra(#[from] MalformedExtra),
}

impl ProofFile {
    /// Verifies that the entry with this leaf is in the log. The extra data are not looked at.
    ///
    /// # Errors
    /// [`NotProved`] if the file does not show it under this policy.
    pub fn verify<'p>(&self, policy: &'p Policy, leaf: &Leaf) -> Result<Proved<'p>, NotProved> {
        let trusted = policy.judge(self.checkpoint())?;
        trusted.checkpoint.head().verify_inclusion(self.index(), leaf, self.hashes())?;
        Ok(Proved { index: self.index(), leaf: *leaf, trusted })
    }

    /// Verifies that the entry which the file itself encloses is in the log, and gives it.
    ///
    /// The openings that come with it are still unproved.
    ///
    /// # Errors
    /// [`NotProved`] if the file encloses none, or does not show it under this policy.
    pub fn verify_enclosed<'p>(&self, policy: &'p Policy) -> Result<(Proved<'p>, Enclosed), NotProved> {
        let enclosed = Enclosed::decode(self.extra().ok_or(NotProved::NothingEnclosed)?)?;
        let proved = self.verify(policy, &enclosed.leaf())?;
        Ok((proved, enclosed))
    }
}
