//! `proof get`: from the server, or from a book's folder. Whatever it comes from, a proof that proves nothing is not
//! written.

use crate::args::GetProof;
use crate::audit::{SCHEMA_VERSION, hint};
use crate::commands::remote::Remote;
use crate::exit::Exit;
use crate::export::{entries, published};
use crate::failure::Failure;
use crate::run::Desk;
use ledger_log::checkpoint::Checkpoint;
use ledger_log::note::Note;
use ledger_log::proof_file::{Enclosed, ProofFile};
use ledger_log::tree::Prover;
use ledger_store::{BookPaths, ReadOnlyBook, RealStorage, TreeReader};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::audit_service_client::AuditServiceClient;
use serde::Serialize;
use std::fs::File;
use std::io::Write;
use std::path::Path;

#[derive(Serialize)]
struct Written {
    schema_version: u32,
    index: u64,
    out: String,
    origin: String,
    /// How many entries the checkpoint in it covers.
    size: u64,
}

pub(super) fn get(asked: &GetProof, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let proof = match &asked.data {
        Some(data) => from_book(data, asked.index, desk)?,
        None => from_server(asked, desk)?,
    };
    let checkpoint = proves(&proof, asked.index)?;
    write_new(&asked.out, proof.to_string().as_bytes())?;
    let written = Written {
        schema_version: SCHEMA_VERSION,
        index: asked.index,
        out: asked.out.display().to_string(),
        origin: checkpoint.origin().to_string(),
        size: checkpoint.head().size,
    };
    desk.answer(&written, |look, out| {
        let size = look.count(written.size);
        writeln!(out, "proof of entry {} in {}, at {size} entries: {}", written.index, written.origin, written.out)
    })?;
    Ok(Exit::Verified)
}

fn from_server(asked: &GetProof, desk: &Desk<'_>) -> Result<ProofFile, Failure> {
    let remote = Remote::open(&asked.server, desk)?;
    let mut client = AuditServiceClient::new(remote.channel());
    let ask = api::GetProofFileRequest { index: asked.index };
    let answer = remote.read(client.get_proof_file(remote.request(ask)))?;
    ProofFile::parse(answer.proof_file.as_bytes())
        .map_err(|error| Failure::tool(format!("the server answered what is no proof: {error}")))
}

fn from_book(data: &Path, index: u64, desk: &mut Desk<'_>) -> Result<ProofFile, Failure> {
    let paths = BookPaths::new(data.to_owned());
    let book = ReadOnlyBook::open(&RealStorage, &paths)
        .map_err(|error| Failure::usage(format!("{}: {error}{}", data.display(), hint(data))))?;
    let signed = published(&paths.checkpoint())?;
    let size = signed.checkpoint.head().size;
    if index >= size {
        let why = format!("the book's checkpoint covers {size} entries, and not entry {index}");
        return Err(Failure::new(Exit::Usage, "not_found", why));
    }
    let mut found = Vec::new();
    entries(&book, index.saturating_add(1), &mut desk.progress(), |at, bytes| {
        if at == index {
            found = bytes.to_vec();
        }
        Ok(())
    })?;
    let unreadable = |error: &dyn std::error::Error| Failure::new(Exit::CannotTell, "unreadable", error.to_string());
    let tree = TreeReader::open(&RealStorage, &paths).map_err(|error| unreadable(&error))?;
    let hashes = Prover::new(size, &tree).inclusion(index).map_err(|error| unreadable(&error))?;
    let note = Note::parse(&signed.bytes).map_err(|error| unreadable(&error))?;
    let enclosed = Enclosed::new(found, Vec::new()).map_err(|error| Failure::tool(error.to_string()))?;
    let proof = ProofFile::new(index, hashes, note).and_then(|proof| proof.with_extra(enclosed.encode()));
    proof.map_err(|error| Failure::tool(error.to_string()))
}

/// The checkpoint that the proof leads to. Who signed it is for a policy to say.
fn proves(proof: &ProofFile, index: u64) -> Result<Checkpoint, Failure> {
    let nothing = |why: String| Failure::new(Exit::Proven, "not_proved", format!("entry {index} is not proved: {why}"));
    let checkpoint: Checkpoint = proof
        .checkpoint()
        .text()
        .parse()
        .map_err(|error: ledger_log::checkpoint::MalformedCheckpoint| nothing(error.to_string()))?;
    let enclosed = Enclosed::decode(proof.extra().unwrap_or_default()).map_err(|error| nothing(error.to_string()))?;
    let shown = checkpoint.head().verify_inclusion(index, &enclosed.leaf(), proof.hashes());
    match shown {
        Ok(()) if proof.index() == index => Ok(checkpoint),
        Ok(()) => Err(nothing(format!("it is about entry {}", proof.index()))),
        Err(error) => Err(nothing(error.to_string())),
    }
}

fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let written = File::create_new(path).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(|error| Failure::usage(format!("--out {}: {error}", path.display())))
}
