//! Witnesses: each new checkpoint is taken to those that a policy names, and published again with what they say.
//!
//! Beside the sequencer, never in its way: a witness that is slow or gone delays no commit and no signature, and what it did
//! not cosign is published all the same, as the log's word alone. A witness that disputes a checkpoint, or has seen a larger
//! tree of this log than we have, is asked nothing more: its answer is kept, and somebody has to look.

mod ask;
mod evidence;
mod post;

use crate::sequencer::Handle;
use crate::service::Reads;
use ask::{Asked, ask};
use ledger_log::checkpoint::Checkpoint;
use ledger_log::note::{Note, SignatureLine};
use ledger_log::policy::{Policy, Witness};
use ledger_store::TreeReader;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::watch;

/// How often it is looked whether there is a new checkpoint.
const EVERY: Duration = Duration::from_millis(500);
/// How long a witness that did not answer is left alone, at first and at most.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const MOST_PAUSE: Duration = Duration::from_secs(60);

/// Why the witnesses cannot be asked, or say that this book must not be served.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// The policy cannot be read.
    #[error("the witnesses in {}: {why}", path.display())]
    Policy {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A witness has cosigned more of this log than there is here.
    #[error(
        "the witness {witness} has cosigned {latest_size} entries of this log and here are {size}: this is an old copy of the book, \
         and serving it would make a second history"
    )]
    Ahead {
        /// The witness, by its name in the policy.
        witness: String,
        /// How many entries it has cosigned.
        latest_size: u64,
        /// How many are here.
        size: u64,
    },
    /// A witness has cosigned another tree.
    #[error(
        "the witness {witness} disputes the checkpoint of {size} entries: it has cosigned another history of this log"
    )]
    Disputed {
        /// The witness, by its name in the policy.
        witness: String,
        /// The size of the checkpoint.
        size: u64,
    },
}

/// The witnesses of a policy, and the tree that proofs for them come from.
pub(crate) struct Witnesses {
    known: Vec<Known>,
    tree: TreeReader<File>,
    checkpoint: PathBuf,
    evidence: PathBuf,
}

/// A witness, and how it stands with it.
struct Known {
    witness: Witness,
    address: post::Address,
    standing: Standing,
}

enum Standing {
    /// What it cosigned last, as far as we know; 0 at first.
    At { size: u64 },
    /// It did not answer, so often in a row; not before this moment again.
    Silent { size: u64, pause: Duration, until: tokio::time::Instant },
    /// It contradicts us: never again.
    Disputes,
}

/// What is published with a checkpoint.
pub struct Cosigned {
    /// The size of the checkpoint.
    pub size: u64,
    /// The cosignatures, verified.
    pub lines: Vec<SignatureLine>,
}

impl Witnesses {
    /// Reads the policy. Witnesses without an address are not asked.
    pub(crate) fn read(policy: &Path, private: &Path, reads: &Reads) -> Result<Self, WitnessError> {
        let wrong = |why: String| WitnessError::Policy { path: policy.to_owned(), why };
        let bytes = std::fs::read(policy).map_err(|error| wrong(error.to_string()))?;
        let parsed = Policy::parse(&bytes).map_err(|error| wrong(error.to_string()))?;
        let mut known = Vec::new();
        for witness in parsed.witnesses() {
            let Some(url) = &witness.url else { continue };
            let address = url.parse().map_err(|why| wrong(format!("{url}: {why}")))?;
            known.push(Known { witness: witness.clone(), address, standing: Standing::At { size: 0 } });
        }
        if known.is_empty() {
            return Err(wrong("it names no witness with an address".to_owned()));
        }
        let checkpoint = reads.checkpoint_path().to_owned();
        Ok(Self { known, tree: reads.tree().clone(), checkpoint, evidence: private.join("witness-evidence") })
    }

    /// Before anything is served: what was published last must be what the witnesses know. One that does not answer says
    /// nothing either way.
    ///
    /// # Errors
    /// [`WitnessError::Ahead`], [`WitnessError::Disputed`]: this book must not be served.
    pub(crate) async fn guard(&mut self) -> Result<(), WitnessError> {
        let Some((note, checkpoint)) = self.published() else { return Ok(()) };
        let size = checkpoint.head().size;
        for known in &mut self.known {
            let name = || known.witness.name.clone();
            match ask(&known.witness, &known.address, size, &note, &checkpoint, &self.tree).await {
                Asked::Cosigned(_) => known.standing = Standing::At { size },
                Asked::Silent(why) => tracing::warn!(witness = %name(), %why, "a witness did not answer at the start"),
                Asked::Ahead { latest_size, said } => {
                    evidence::keep(&self.evidence, &known.witness.name, size, &said);
                    return Err(WitnessError::Ahead { witness: name(), latest_size, size });
                }
                Asked::Disputed(said) => {
                    evidence::keep(&self.evidence, &known.witness.name, size, &said);
                    return Err(WitnessError::Disputed { witness: name(), size });
                }
            }
        }
        Ok(())
    }

    /// Takes each new checkpoint to the witnesses, until it is asked to stop.
    pub(crate) async fn run(mut self, sequencer: Handle, mut stopping: watch::Receiver<bool>) {
        let mut every = tokio::time::interval(EVERY);
        every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut lines: BTreeMap<String, SignatureLine> = BTreeMap::new();
        let mut of_size = 0;
        loop {
            tokio::select! {
                _ = stopping.changed() => return,
                _ = every.tick() => {}
            }
            let Some((note, checkpoint)) = self.published() else { continue };
            let size = checkpoint.head().size;
            if size != of_size {
                (of_size, lines) = (size, BTreeMap::new());
            }
            let before = lines.len();
            for known in &mut self.known {
                let name = known.witness.name.clone();
                if !lines.contains_key(&name)
                    && let Some(line) = known.step(size, &note, &checkpoint, &self.tree, &self.evidence).await
                {
                    lines.insert(name, line);
                }
            }
            if lines.len() > before {
                let cosigned = Cosigned { size, lines: lines.values().cloned().collect() };
                if sequencer.publish_cosigned(cosigned).await.is_err() {
                    return;
                }
            }
        }
    }

    /// The published checkpoint as the log signed it.
    fn published(&self) -> Option<(Note, Checkpoint)> {
        let bytes = std::fs::read(&self.checkpoint).ok()?;
        let note = Note::parse(&bytes).ok()?;
        let checkpoint = note.text().parse().ok()?;
        Some((note, checkpoint))
    }
}

impl Known {
    /// Asks for a cosignature, if it is time; gives it.
    async fn step(
        &mut self,
        size: u64,
        note: &Note,
        checkpoint: &Checkpoint,
        tree: &TreeReader<File>,
        evidence: &Path,
    ) -> Option<SignatureLine> {
        let (from, pause) = match self.standing {
            Standing::At { size } => (size, FIRST_PAUSE),
            Standing::Silent { size, pause, until } if until <= tokio::time::Instant::now() => (size, pause),
            Standing::Silent { .. } | Standing::Disputes => return None,
        };
        let name = &self.witness.name;
        match ask(&self.witness, &self.address, from, note, checkpoint, tree).await {
            Asked::Cosigned(line) => {
                self.standing = Standing::At { size };
                return Some(line);
            }
            Asked::Silent(why) => {
                tracing::warn!(witness = %name, %why, "a witness did not cosign; it is asked again later");
                let until = tokio::time::Instant::now() + pause;
                self.standing = Standing::Silent { size: from, pause: (pause * 2).min(MOST_PAUSE), until };
            }
            Asked::Ahead { latest_size, said } => {
                tracing::error!(witness = %name, latest_size, size, "a witness has seen more of this log than there is here");
                evidence::keep(evidence, name, size, &said);
                self.standing = Standing::Disputes;
            }
            Asked::Disputed(said) => {
                tracing::error!(witness = %name, size, "a witness disputes this log's checkpoint");
                evidence::keep(evidence, name, size, &said);
                self.standing = Standing::Disputes;
            }
        }
        None
    }
}
