//! What can be asked of a witness.

use super::examples;
use clap::{Args, Subcommand};
use ledger_log::note::{KeyName, VerifierKey};
use std::net::SocketAddr;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub(crate) enum WitnessVerb {
    /// Draw a witness's key
    #[command(before_help = examples::WITNESS_INIT)]
    Init(InitWitness),
    /// Cosign checkpoints that extend what was cosigned before, until Ctrl-C
    #[command(before_help = examples::WITNESS_SERVE)]
    Serve(ServeWitness),
}

#[derive(Args, Debug)]
pub(crate) struct InitWitness {
    /// The file that the key goes into; nothing that is there is written over
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,
    /// The witness's name: a URL without scheme
    #[arg(long, value_name = "NAME")]
    pub(crate) name: KeyName,
}

#[derive(Args, Debug)]
pub(crate) struct ServeWitness {
    /// The witness's key, as `witness init` made it
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,
    /// What was cosigned last: one file, made if it is not there, never to be lost or copied back
    #[arg(long, value_name = "FILE")]
    pub(crate) state: PathBuf,
    /// A log to cosign for, by its verifier key; may be given several times
    #[arg(long, value_name = "VKEY")]
    pub(crate) log: Vec<VerifierKey>,
    /// Or a policy: its logs are cosigned for
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// Where to listen: loopback only, until there is TLS
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7380")]
    pub(crate) listen: SocketAddr,
}
