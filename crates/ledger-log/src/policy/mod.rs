//! The policy (C2SP tlog-policy): which logs a verifier accepts, which witnesses it knows, and how many of
//! them must have cosigned. It comes from outside of what is verified, or it means nothing.

mod judge;
mod parse;
mod rule;

pub use judge::{Cosigned, Trusted, Untrusted};
pub use parse::{LineFault, MalformedPolicy};
pub use parse::{MAX_GROUPS, MAX_LOGS, MAX_POLICY_BYTES, MAX_WITNESSES};
use rule::{Group, Member};

use crate::cosignature::WitnessKey;
use crate::note::VerifierKey;
use std::collections::BTreeSet;

/// Logs, witnesses and the quorum of witnesses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    /// `None`: no cosignature is asked for.
    quorum: Option<Member>,
}

/// A log whose checkpoints are accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Its key, whose name is its origin.
    pub key: VerifierKey,
    /// Where it may be reached, if the policy says so.
    pub url: Option<String>,
}

/// A witness that may count towards the quorum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Its name in this policy, which need not be its key's name.
    pub name: String,
    /// Its key.
    pub key: WitnessKey,
    /// Where it may be reached, if the policy says so.
    pub url: Option<String>,
}

impl Policy {
    /// The accepted logs, in the policy's order.
    #[must_use]
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// The known witnesses, in the policy's order.
    #[must_use]
    pub fn witnesses(&self) -> &[Witness] {
        &self.witnesses
    }

    /// Whether these witnesses, by their names in the policy, are enough. Unknown names count for nothing.
    #[must_use]
    pub fn quorum_met(&self, verified: &BTreeSet<&str>) -> bool {
        self.quorum.is_none_or(|quorum| self.met(quorum, verified))
    }

    /// A group names only what stands before it, so this ends.
    fn met(&self, member: Member, verified: &BTreeSet<&str>) -> bool {
        match member {
            Member::Witness(at) => {
                self.witnesses.get(at).is_some_and(|witness| verified.contains(witness.name.as_str()))
            }
            Member::Group(at) => self.groups.get(at).is_some_and(|group| {
                let met = group.members.iter().filter(|member| self.met(**member, verified));
                met.count() >= group.threshold
            }),
        }
    }
}

#[cfg(test)]
mod tests;
