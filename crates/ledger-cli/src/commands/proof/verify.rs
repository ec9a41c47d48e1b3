//! `proof verify`: needs the file and a policy, and nothing else: no book, no server, no network.

use crate::args::VerifyProof;
use crate::audit::{Anchor, SCHEMA_VERSION, policy_outside};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::run::Desk;
use crate::show::{Look, local_day};
use ledger_core::event::Entry;
use ledger_log::checkpoint::Checkpoint;
use ledger_log::policy::{Policy, Untrusted};
use ledger_log::proof_file::{Enclosed, MAX_PROOF_FILE_BYTES, MalformedProofFile, NotProved, ProofFile};
use ledger_wire::record::{self, event_name};
use serde::Serialize;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// Books are opened with Tehran's time; entry 0, which says so, is not enclosed.
const TEHRAN_MINUTES: i16 = 210;

/// What a proof never says.
const NOT_CHECKED: [&str; 3] = [
    "the rules: whether the entry was allowed is shown by an audit of the whole book",
    "what became of it since: a reversal is another entry",
    "facts: the log proves that nothing was changed, not that what was entered is true",
];

#[derive(Serialize)]
struct Report {
    schema_version: u32,
    file: String,
    index: u64,
    /// The entry, as far as it can be believed: only with exit code 0 or 5.
    entry: Option<Said>,
    checkpoint: Option<Signed>,
    not_checked: Vec<&'static str>,
    verdict: Verdict,
}

#[derive(Serialize)]
struct Said {
    event: &'static str,
    recorded_at: String,
    recorded_on: String,
    principal: u64,
    leaf: String,
    fields: Fields,
}

#[derive(Serialize)]
struct Signed {
    origin: String,
    size: u64,
    root: String,
}

#[derive(Serialize)]
struct Verdict {
    exit: Exit,
    line: String,
    anchor: Option<Anchor>,
}

pub(super) fn verify(asked: &VerifyProof, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let policy = asked.policy.as_deref().map(|path| policy_outside(path, &asked.file)).transpose()?;
    let report = judge(&asked.file, read(&asked.file)?.as_slice(), policy.as_ref());
    desk.answer(&report, |look, out| report.write(look, out))?;
    Ok(report.verdict.exit)
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let most = (MAX_PROOF_FILE_BYTES as u64).saturating_add(1);
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    read.map_err(|error| Failure::usage(format!("{}: {error}", path.display())))?;
    Ok(bytes)
}

fn judge(file: &Path, bytes: &[u8], policy: Option<&Policy>) -> Report {
    let mut report = Report {
        schema_version: SCHEMA_VERSION,
        file: file.display().to_string(),
        index: 0,
        entry: None,
        checkpoint: None,
        not_checked: NOT_CHECKED.to_vec(),
        verdict: Verdict { exit: Exit::ToolFailed, line: String::new(), anchor: None },
    };
    report.verdict = match ProofFile::parse(bytes) {
        Ok(proof) => report.weigh(&proof, policy),
        Err(why) => Verdict::without_anchor(Exit::CannotTell, &format!("CANNOT TELL: {}", malformed(&why))),
    };
    report
}

fn malformed(why: &MalformedProofFile) -> String {
    match std::error::Error::source(why) {
        Some(source) => format!("{why}: {source}"),
        None => why.to_string(),
    }
}

impl Report {
    fn weigh(&mut self, proof: &ProofFile, policy: Option<&Policy>) -> Verdict {
        self.index = proof.index();
        let proven = |why: &str| Verdict::without_anchor(Exit::Proven, &format!("NOT PROVED: {why}"));
        let Ok(checkpoint) = proof.checkpoint().text().parse::<Checkpoint>() else {
            return proven("what is signed is no checkpoint");
        };
        let head = checkpoint.head();
        let (origin, size, root) = (checkpoint.origin().to_string(), head.size, head.root.to_string());
        self.checkpoint = Some(Signed { origin, size, root });
        let Some(Ok(enclosed)) = proof.extra().map(Enclosed::decode) else {
            return Verdict::without_anchor(Exit::CannotTell, "CANNOT TELL: the file does not enclose the entry");
        };
        if let Err(why) = head.verify_inclusion(proof.index(), &enclosed.leaf(), proof.hashes()) {
            return proven(&format!("the hashes do not lead from the entry to the checkpoint: {why}"));
        }
        let entry = match record::decode(enclosed.entry()) {
            Ok(decoded) => decoded.entry,
            Err(why) if why.is_newer() => {
                return Verdict::without_anchor(Exit::CannotTell, &format!("CANNOT TELL: the entry {why}"));
            }
            Err(why) => return proven(&format!("what is in the log there is no entry: it {why}")),
        };
        if entry.index.0 != proof.index() {
            return proven(&format!("the entry says that it is entry {}", entry.index));
        }
        let verdict = anchored(proof, policy, &entry);
        if matches!(verdict.exit, Exit::Verified | Exit::NoAnchor) {
            self.entry = Some(Said::of(&entry, &enclosed));
        }
        verdict
    }

    fn write(&self, look: &Look, out: &mut dyn Write) -> io::Result<()> {
        if let Some(said) = &self.entry {
            writeln!(out, "entry {}: {}", self.index, said.event)?;
            writeln!(out, "recorded {}, on {}", said.recorded_at, said.recorded_on)?;
            writeln!(out, "by principal {}\nleaf {}\n", said.principal, said.leaf)?;
            said.fields.write(look, out)?;
            writeln!(out)?;
        }
        if let Some(signed) = &self.checkpoint {
            let size = look.count(signed.size);
            writeln!(out, "checkpoint of {} at {size} entries, root {}\n", signed.origin, signed.root)?;
        }
        writeln!(out, "Not checked")?;
        for what in &self.not_checked {
            writeln!(out, "  {what}")?;
        }
        writeln!(out, "\n{}", self.verdict.line)
    }
}

/// What stands behind a proof whose hashes lead to its checkpoint.
fn anchored(proof: &ProofFile, policy: Option<&Policy>, entry: &Entry) -> Verdict {
    let Some(policy) = policy else {
        let why = "no policy was given (--policy), so nobody says whose checkpoint this is";
        return Verdict::without_anchor(Exit::NoAnchor, &format!("INTERNALLY CONSISTENT ONLY: {why}"));
    };
    match proof.verify_enclosed(policy) {
        Ok((proved, _)) => {
            let witnesses = proved.trusted.cosigned.iter().map(|one| one.witness.name.clone()).collect();
            let anchor = Anchor { log: proved.trusted.log.key.to_string(), witnesses };
            let line = format!(
                "VERIFIED: entry {} is in the log of {} entries; anchor: {}{}",
                entry.index,
                proved.trusted.checkpoint.head().size,
                anchor.words(),
                anchor.limit()
            );
            Verdict { exit: Exit::Verified, line, anchor: Some(anchor) }
        }
        Err(NotProved::Untrusted(why @ Untrusted::QuorumNotMet { .. })) => {
            Verdict::without_anchor(Exit::NoAnchor, &format!("INTERNALLY CONSISTENT ONLY: {why}"))
        }
        Err(why) => {
            let behind = std::error::Error::source(&why).map_or_else(String::new, |source| format!(": {source}"));
            Verdict::without_anchor(Exit::Proven, &format!("NOT PROVED: {why}{behind}"))
        }
    }
}

impl Said {
    fn of(entry: &Entry, enclosed: &Enclosed) -> Self {
        Self {
            event: event_name(&entry.event),
            recorded_at: entry.recorded_at.to_string(),
            recorded_on: local_day(entry.recorded_at, TEHRAN_MINUTES),
            principal: entry.principal.0,
            leaf: enclosed.leaf().to_string(),
            fields: Fields::of(&entry.event),
        }
    }
}

impl Verdict {
    fn without_anchor(exit: Exit, line: &str) -> Self {
        Self { exit, line: format!("{line}; anchor: none"), anchor: None }
    }
}
