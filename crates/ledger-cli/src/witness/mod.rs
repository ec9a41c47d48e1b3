//! `witness`: a small witness (C2SP tlog-witness v1.0.0) that a benefactor assembly runs. It cosigns a checkpoint only if it
//! extends the last one that it cosigned, and has written that down before it answers; so whoever trusts it was shown the
//! one history that it saw.
//!
//! It needs its key, one file of state, and the keys of the logs that it watches over. It reads no entry and asks nobody.

mod answer;
mod serve;
mod state;

use crate::args::{InitWitness, ServeWitness, WitnessVerb};
use crate::audit::SCHEMA_VERSION;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use ledger_log::cosignature::WitnessSigner;
use ledger_log::note::{Verifier, VerifierKey};
use ledger_log::policy::Policy;
use serde::Serialize;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// A key is one line.
const MOST_KEY_BYTES: u64 = 4_096;

#[derive(Serialize)]
struct Made {
    schema_version: u32,
    key_file: String,
    /// What goes into policies.
    vkey: String,
}

/// Answers a verb of witnesses.
pub(crate) fn answer(asked: &WitnessVerb, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    match asked {
        WitnessVerb::Init(asked) => init(asked, desk),
        WitnessVerb::Serve(asked) => serve(asked, desk),
    }
}

/// A new key, for whoever runs the witness alone to read.
fn init(asked: &InitWitness, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| Failure::tool(format!("no randomness: {error}")))?;
    let signer = WitnessSigner::from_seed(asked.name.clone(), &seed);
    let mut options = OpenOptions::new();
    let file = options.write(true).create_new(true).mode(0o600).open(&asked.key);
    let written = file.and_then(|mut file| writeln!(file, "{}", signer.secret_text()).and_then(|()| file.sync_all()));
    written.map_err(|error| Failure::usage(format!("--key {}: {error}", asked.key.display())))?;
    let vkey = signer.verifier().to_string();
    let made = Made { schema_version: SCHEMA_VERSION, key_file: asked.key.display().to_string(), vkey };
    desk.answer(&made, |_, out| {
        writeln!(out, "key       {}: keep it, show it to nobody", made.key_file)?;
        writeln!(out, "policies  witness <name> {} [http://…]", made.vkey)
    })?;
    Ok(Exit::Verified)
}

fn serve(asked: &ServeWitness, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    if !asked.listen.ip().is_loopback() {
        let why = "is not loopback; without TLS a witness listens on loopback only, behind a proxy";
        return Err(Failure::usage(format!("--listen {} {why}", asked.listen)));
    }
    let logs = logs(asked)?;
    let signer = signer(&asked.key)?;
    let state = state::State::open(&asked.state, &logs)?;
    let known: Vec<String> = logs.iter().map(|log| log.name().to_string()).collect();
    let witness = answer::Witness::new(signer, logs, state);
    serve::run(witness, asked.listen, desk, &known)
}

/// The keys of the logs that are cosigned for.
fn logs(asked: &ServeWitness) -> Result<Vec<VerifierKey>, Failure> {
    let mut logs: Vec<VerifierKey> = asked.log.clone();
    if let Some(path) = &asked.policy {
        let wrong = |why: String| Failure::usage(format!("--policy {}: {why}", path.display()));
        let bytes = fs::read(path).map_err(|error| wrong(error.to_string()))?;
        let policy = Policy::parse(&bytes).map_err(|error| wrong(error.to_string()))?;
        logs.extend(policy.logs().iter().map(|log| log.key.clone()));
    }
    if logs.is_empty() { Err(Failure::usage("name a log: --log <vkey>, or --policy <file>")) } else { Ok(logs) }
}

fn signer(path: &Path) -> Result<WitnessSigner, Failure> {
    let wrong = |why: String| Failure::usage(format!("--key {}: {why}", path.display()));
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(MOST_KEY_BYTES).read_to_string(&mut text));
    read.map_err(|error| wrong(error.to_string()))?;
    WitnessSigner::from_secret_text(text.trim_end()).map_err(|error| wrong(error.to_string()))
}
