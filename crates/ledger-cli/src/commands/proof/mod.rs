//! `proof`: an entry with what proves that it is in the book, as one file (C2SP tlog-proof) that is verified offline.

mod get;
mod verify;

use crate::args::ProofVerb;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;

/// Answers a verb of proofs.
pub(crate) fn answer(asked: &ProofVerb, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    match asked {
        ProofVerb::Get(asked) => get::get(asked, desk),
        ProofVerb::Verify(asked) => verify::verify(asked, desk),
    }
}
