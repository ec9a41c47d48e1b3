//! One request, one answer; one at a time, so that no two of them are decided on the same record.

use super::state::State;
use ledger_log::cosignature::WitnessSigner;
use ledger_log::note::VerifierKey;
use ledger_log::witness::{AddCheckpoint, Refusal};
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

/// A witness at work.
pub(super) struct Witness {
    signer: WitnessSigner,
    logs: Vec<VerifierKey>,
    state: Mutex<State>,
}

/// What is answered.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) media_type: &'static str,
    pub(super) body: String,
    /// What whoever runs the witness should know.
    pub(super) said: Option<String>,
}

impl Answer {
    fn plain(status: u16, body: String) -> Self {
        Self { status, media_type: "text/plain; charset=utf-8", body, said: None }
    }
}

impl Witness {
    pub(super) fn new(signer: WitnessSigner, logs: Vec<VerifierKey>, state: State) -> Self {
        Self { signer, logs, state: Mutex::new(state) }
    }

    /// Answers `add-checkpoint`.
    pub(super) fn add_checkpoint(&self, body: &[u8]) -> Answer {
        let request = match AddCheckpoint::parse(body) {
            Ok(request) => request,
            Err(why) => return Answer::plain(400, format!("{why}\n")),
        };
        let origin = request.claimed_origin().to_owned();
        // After a panic the record in memory may be ahead of the file, and never behind: it is still safe to refuse by.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let accepted = match request.judge(&self.logs, state.latest(&origin)) {
            Ok(accepted) => accepted,
            Err(refusal) => return refused(&state, &origin, &refusal),
        };
        // Nothing is cosigned before this record is durable.
        if let Err(error) = state.keep(&origin, accepted.latest()) {
            let said = Some(format!("the state was not written, nothing is cosigned: {error}"));
            return Answer { said, ..Answer::plain(503, String::new()) };
        }
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        match accepted.cosign(&self.signer, now) {
            Ok(line) => Answer::plain(200, format!("{line}\n")),
            Err(error) => Answer { said: Some(error.to_string()), ..Answer::plain(503, String::new()) },
        }
    }
}

fn refused(state: &State, origin: &str, refusal: &Refusal) -> Answer {
    let media_type = match refusal {
        Refusal::OldSizeNotLatest { .. } => Refusal::SIZE_MEDIA_TYPE,
        Refusal::UnknownOrigin
        | Refusal::NotSigned { .. }
        | Refusal::BadSignature(_)
        | Refusal::Malformed(_)
        | Refusal::EmptyTreeWithRoot { .. }
        | Refusal::OldSizeBeyondNew { .. }
        | Refusal::NotConsistent(_)
        | Refusal::Fork(_) => "text/plain; charset=utf-8",
    };
    Answer { status: refusal.status(), media_type, body: refusal.body(), said: said(state, origin, refusal) }
}

fn said(state: &State, origin: &str, refusal: &Refusal) -> Option<String> {
    match refusal {
        Refusal::Fork(fork) => {
            let size = state.latest(origin).map_or(0, |latest| latest.head().size);
            let kept = match state.keep_fork(origin, size, fork.earlier(), fork.later()) {
                Ok(path) => format!("both notes are kept in {}", path.display()),
                Err(error) => format!("and they could not be kept: {error}"),
            };
            Some(format!("FORK: {origin} signed two trees of {size} entries; {kept}"))
        }
        Refusal::NotConsistent(why) => Some(format!("{origin}: a checkpoint that does not extend the last one: {why}")),
        Refusal::UnknownOrigin
        | Refusal::NotSigned { .. }
        | Refusal::BadSignature(_)
        | Refusal::Malformed(_)
        | Refusal::EmptyTreeWithRoot { .. }
        | Refusal::OldSizeBeyondNew { .. }
        | Refusal::OldSizeNotLatest { .. } => None,
    }
}
