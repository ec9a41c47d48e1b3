//! One witness, one checkpoint: asked once, and once more if it began somewhere else.

use super::post::{Address, post};
use ledger_log::checkpoint::Checkpoint;
use ledger_log::note::{Note, SignatureLine};
use ledger_log::policy::Witness;
use ledger_log::tree::Prover;
use ledger_log::witness::{AddCheckpoint, Answer};
use ledger_store::TreeReader;
use std::fs::File;

/// What a witness said.
pub(super) enum Asked {
    /// Its cosignature, verified.
    Cosigned(SignatureLine),
    /// Nothing that decides anything: it may be asked again.
    Silent(String),
    /// It has cosigned a larger tree.
    Ahead {
        latest_size: u64,
        /// Question and answer.
        said: String,
    },
    /// It does not accept that the checkpoint extends what it cosigned: question and answer.
    Disputed(String),
}

/// Asks for a cosignature, from the size that it is thought to have cosigned last.
pub(super) async fn ask(
    witness: &Witness,
    address: &Address,
    from: u64,
    note: &Note,
    checkpoint: &Checkpoint,
    tree: &TreeReader<File>,
) -> Asked {
    let size = checkpoint.head().size;
    let mut from = from.min(size);
    for _ in 0..2 {
        let request = match Prover::new(size, tree).consistency(from) {
            Ok(proof) => AddCheckpoint::new(from, proof, note.clone()).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        let request = match request {
            Ok(request) => request,
            Err(why) => return Asked::Silent(why),
        };
        let (status, body) = match post(address, request.to_string()).await {
            Ok(answer) => answer,
            Err(why) => return Asked::Silent(why),
        };
        let said = || format!("{request}\n--- {status}\n{}", String::from_utf8_lossy(&body));
        match Answer::read(status, &body, &request, std::slice::from_ref(&witness.key)) {
            Ok(Answer::Cosigned(lines)) => match lines.into_iter().next() {
                Some(line) => return Asked::Cosigned(line),
                None => return Asked::Silent("it answered 200 without its cosignature".to_owned()),
            },
            Ok(Answer::StartFrom { latest_size }) => from = latest_size,
            Ok(Answer::SeenLarger { latest_size }) => return Asked::Ahead { latest_size, said: said() },
            Ok(Answer::Disputed { .. }) => return Asked::Disputed(said()),
            Ok(Answer::Refused { status } | Answer::Unavailable { status }) => {
                return Asked::Silent(format!("it answered {status}"));
            }
            Err(why) => return Asked::Silent(why.to_string()),
        }
    }
    Asked::Silent("it named another size twice: somebody else asks it at the same time".to_owned())
}
