//! What can be asked about proofs.

use super::{Server, examples};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub(crate) enum ProofVerb {
    /// Get the proof file of an entry: from a book's folder, or from the server
    #[command(before_help = examples::PROOF_GET)]
    Get(GetProof),
    /// Verify a proof file, offline
    #[command(before_help = examples::PROOF_VERIFY, after_help = examples::CODES)]
    Verify(VerifyProof),
}

#[derive(Args, Debug)]
pub(crate) struct GetProof {
    /// The entry: its index
    pub(crate) index: u64,
    /// Where to write the proof; nothing that is there is written over
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// A book's folder: read here; no server and no key needed
    #[arg(long, value_name = "BOOK", conflicts_with_all = ["server", "key_file"])]
    pub(crate) data: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) server: Server,
}

#[derive(Args, Debug)]
pub(crate) struct VerifyProof {
    /// The proof file
    pub(crate) file: PathBuf,
    /// Whose signatures count. It must come from somebody whom you trust, and not from whoever gave you the proof
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
}
