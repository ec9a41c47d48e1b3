//! The replay loop: bytes → decode → check → apply. It stands here once: a server does it at its start, an auditor
//! does it instead of trusting a server, and a query "as of" does it up to some index.
//!
//! Hashing is not done here: whoever has the bytes hashes them, and goes on doing so after a breach.

use crate::record::{self, Decoded, RecordError};
use ledger_core::event::Event;
use ledger_core::past::{Fault, Past};
use ledger_core::state::State;

/// A state that grows with each entry, and the way to earlier entries.
#[derive(Debug)]
pub struct Replay<P> {
    state: State,
    past: P,
}

/// Why an entry did not pass. The state stands before that entry, and the replay must not go on past it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ReplayError {
    /// The bytes are no entry, or not the canonical bytes of one.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The entry breaks a rule, or cannot be judged because an earlier one cannot be read.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The entry says that it stands elsewhere.
    #[error("the entry says that its index is {found}")]
    OtherIndex {
        /// What it says.
        found: u64,
    },
}

impl<P: Past> Replay<P> {
    /// Begins before the first entry of a book.
    pub fn new(past: P) -> Self {
        Self { state: State::default(), past }
    }

    /// Goes on from a state.
    pub const fn from_state(state: State, past: P) -> Self {
        Self { state, past }
    }

    /// Decodes, judges and carries out the entry that stands at `index`.
    ///
    /// # Errors
    /// [`ReplayError`]; the state is then as before.
    pub fn step(&mut self, index: u64, bytes: &[u8]) -> Result<Decoded, ReplayError> {
        let decoded = record::decode(bytes)?;
        // By the rules of a later ruleset this program can find nothing, neither sound nor broken.
        if let Some(ruleset) = newer_ruleset(&decoded) {
            return Err(RecordError::NewerRuleset { ruleset }.into());
        }
        if decoded.entry.index.0 != index {
            return Err(ReplayError::OtherIndex { found: decoded.entry.index.0 });
        }
        ledger_core::check(&self.state, &decoded.entry, &self.past)?;
        ledger_core::apply(&mut self.state, &decoded.entry);
        // Nobody rolls a replay back.
        self.state.settle();
        Ok(decoded)
    }

    /// The state after the entries so far.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Takes the state out.
    pub fn into_state(self) -> State {
        self.state
    }
}

/// The ruleset that the entry is under, or adopts, if this program does not know it.
fn newer_ruleset(decoded: &Decoded) -> Option<u32> {
    let adopted = if let Event::RulesetAdopted(adopted) = &decoded.entry.event { adopted.ruleset } else { 0 };
    let named = decoded.entry.ruleset.max(adopted);
    (named > ledger_core::RULESET).then_some(named)
}
