//! Proof files: an entry, with what proves that it is in the book, for whoever it concerns.

use super::audit::{no_proof, read_block, signed};
use super::ledger::Ledger;
use ledger_core::ids::PrincipalId;
use ledger_core::rejection::Rejection;
use ledger_core::role::Role;
use ledger_log::note::Note;
use ledger_log::proof_file::{Enclosed, ProofFile};
use ledger_log::tree::Prover;
use ledger_store::Block;
use ledger_wire::proto::ledger::v1 as proto;
use ledger_wire::record;
use ledger_wire::refusal::Refusal;
use ledger_wire::status::Failure;
use std::sync::PoisonError;
use tonic::Status;

/// The proof file of an entry that the caller sees whole.
pub(super) fn proof_file(
    ledger: &Ledger,
    caller: PrincipalId,
    ask: proto::GetProofFileRequest,
) -> Result<proto::GetProofFileResponse, Status> {
    let (reads, index) = (ledger.reads(), ask.index);
    let mut block = Block::new();
    read_block(reads, index, &mut block)?;
    let bytes = block.entry(index).ok_or_else(|| Status::not_found(format!("there is no entry {index}")))?;
    concerns(ledger, caller, bytes)?;
    let signed = signed(reads)?.filter(|signed| signed.size > index);
    let signed = signed
        .ok_or_else(|| Status::unavailable(format!("no checkpoint covers entry {index} yet: ask again in a second")))?;
    let hashes = Prover::new(signed.size, reads.tree()).inclusion(index).map_err(no_proof)?;
    let note = Note::parse(signed.note.as_bytes()).map_err(|error| Status::data_loss(error.to_string()))?;
    let proof =
        Enclosed::new(bytes.to_vec(), Vec::new()).map_err(|error| Status::data_loss(error.to_string())).and_then(
            |enclosed| made(ProofFile::new(index, hashes, note).and_then(|it| it.with_extra(enclosed.encode()))),
        )?;
    Ok(proto::GetProofFileResponse { proof_file: proof.to_string() })
}

/// Refuses whoever would be sent only the entry's leaf by the feed.
fn concerns(ledger: &Ledger, caller: PrincipalId, bytes: &[u8]) -> Result<(), Status> {
    let entry = record::decode(bytes).map_err(|error| Status::data_loss(error.to_string()))?.entry;
    let views = ledger.views();
    let published = views.read().unwrap_or_else(PoisonError::into_inner);
    if published.views.sees(caller, published.views.scope_of(&entry)) {
        return Ok(());
    }
    let refusal = Refusal::of(&Rejection::RoleMissing { role: Role::Auditor.number() });
    Err(Failure::from(refusal).into())
}

fn made<E: std::error::Error>(proof: Result<ProofFile, E>) -> Result<ProofFile, Status> {
    proof.map_err(|error| Status::internal(error.to_string()))
}
