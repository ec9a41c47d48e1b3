//! The exit codes: published, tested, and the same for people and scripts.

use serde::{Serialize, Serializer};
use std::process::{ExitCode, Termination};

/// How a command ended. "Cannot verify" is never [`Exit::Verified`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// 0: done; for an audit, verified against an anchor from outside.
    Verified,
    /// 1: the tool itself failed, a panic too.
    ToolFailed,
    /// 2: asked wrongly.
    Usage,
    /// 3: tampering or a broken rule is proven, the journal is shorter than its own head or checkpoint, or a link of
    /// a feed does not fit.
    Proven,
    /// 4: incomplete, unreadable, or newer than this verifier.
    CannotTell,
    /// 5: internally consistent, and nothing from outside says that it was not rewritten as a whole.
    NoAnchor,
    /// 6: two signed heads contradict each other.
    Contradiction,
    /// 7: a rule refused an officer's command.
    Refused,
    /// 130: interrupted.
    Interrupted,
}

impl Exit {
    /// The number that the process ends with.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Verified => 0,
            Self::ToolFailed => 1,
            Self::Usage => 2,
            Self::Proven => 3,
            Self::CannotTell => 4,
            Self::NoAnchor => 5,
            Self::Contradiction => 6,
            Self::Refused => 7,
            Self::Interrupted => 130,
        }
    }

    /// Of two outcomes of one audit the one that matters more: 6 before 3 before 4 before 5 before 0.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        if other.weight() > self.weight() { other } else { self }
    }

    /// What is no outcome of an audit outweighs those that are: no verdict was reached.
    const fn weight(self) -> u8 {
        match self {
            Self::Verified => 0,
            Self::NoAnchor => 1,
            Self::CannotTell => 2,
            Self::Proven => 3,
            Self::Contradiction => 4,
            Self::Refused => 5,
            Self::Usage => 6,
            Self::Interrupted => 7,
            Self::ToolFailed => 8,
        }
    }
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(self.code())
    }
}

impl Serialize for Exit {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_u8(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::Exit;

    #[test]
    fn a_contradiction_outweighs_proof_and_proof_outweighs_doubt() {
        let falling = [Exit::Contradiction, Exit::Proven, Exit::CannotTell, Exit::NoAnchor, Exit::Verified];
        for (place, heavier) in falling.into_iter().enumerate() {
            for lighter in falling.into_iter().skip(place) {
                assert_eq!(heavier.and(lighter), heavier);
                assert_eq!(lighter.and(heavier), heavier);
            }
        }
    }

    #[test]
    fn the_published_codes_are_these() {
        let codes = [
            (Exit::Verified, 0),
            (Exit::ToolFailed, 1),
            (Exit::Usage, 2),
            (Exit::Proven, 3),
            (Exit::CannotTell, 4),
            (Exit::NoAnchor, 5),
            (Exit::Contradiction, 6),
            (Exit::Refused, 7),
            (Exit::Interrupted, 130),
        ];
        for (exit, code) in codes {
            assert_eq!(exit.code(), code);
        }
    }
}
