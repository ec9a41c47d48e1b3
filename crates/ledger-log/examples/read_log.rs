//! Verifies a log in a directory, whoever wrote it: every entry, every tile, every proof that lies there.
//!
//! ```text
//! cargo run --example read_log -- <directory> <policy>
//! ```
//!
//! The directory is as `write_log` writes it. Exit status 1 at the first thing that is wrong.
#![expect(clippy::print_stdout, reason = "its one line is its result")]

use ledger_log::checkpoint::Checkpoint;
use ledger_log::note::Note;
use ledger_log::policy::Policy;
use ledger_log::proof_file::ProofFile;
use ledger_log::tile::{TilePath, Tiles, TreeShape};
use ledger_log::tree::{Frontier, Prover, StoredHash, TreeHead};
use ledger_log::witness::{AddCheckpoint, Latest};
use ledger_log::{Hash, leaf};
use std::error::Error;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(directory), Some(policy), None) = (arguments.next(), arguments.next(), arguments.next()) else {
        return Err("usage: read_log <directory> <policy>".into());
    };
    let (directory, policy) = (Path::new(&directory), Policy::parse(&fs::read(policy)?)?);
    let head = trusted(&policy, &fs::read(directory.join("checkpoint"))?)?;
    let (entries, tiles) = verify_tiles(directory, head)?;
    let proofs = verify_proofs(directory, &policy)?;
    let steps = verify_steps(directory, &policy, head)?;
    println!("{entries} entries, {tiles} tiles, {proofs} proof files, {steps} consistency proofs agree");
    Ok(())
}

fn trusted(policy: &Policy, note: &[u8]) -> Result<TreeHead, Box<dyn Error>> {
    Ok(policy.judge(&Note::parse(note)?)?.checkpoint.head())
}

/// Rebuilds the tree from the entries, and compares root and tiles.
fn verify_tiles(directory: &Path, head: TreeHead) -> Result<(u64, u64), Box<dyn Error>> {
    let tiles = Tiles::new(head.size, |path: &TilePath| read_if_there(&directory.join(path.to_string())));
    if Prover::new(head.size, &tiles).head()? != head {
        return Err("the tiles have another root than the checkpoint".into());
    }
    let (mut frontier, mut levels) = (Frontier::new(), vec![Vec::<Hash>::new(); 8]);
    for bundle in TreeShape::of(head.size).entry_bundles() {
        for entry in tiles.entries(&bundle)? {
            frontier.append_storing(&leaf(&entry), |StoredHash { level, hash }| {
                if let Some(level) = levels.get_mut(usize::from(level)) {
                    level.push(hash);
                }
            });
        }
    }
    if frontier.head() != head {
        return Err("the entries have another root than the checkpoint".into());
    }
    let mut count = 0;
    for tile in TreeShape::of(head.size).hash_tiles() {
        let rebuilt = tile.bytes(&|level: u8, index: u64| {
            let hash = levels.get(usize::from(level)).and_then(|hashes| hashes.get(usize::try_from(index).ok()?));
            hash.copied().ok_or(io::Error::from(ErrorKind::NotFound))
        })?;
        let path = TilePath::from(tile);
        if fs::read(directory.join(path.to_string()))? != rebuilt {
            return Err(format!("{path} is not that of the entries").into());
        }
        count += 1;
    }
    Ok((frontier.size(), count))
}

/// Verifies each proof file from itself alone and the policy.
fn verify_proofs(directory: &Path, policy: &Policy) -> Result<u64, Box<dyn Error>> {
    let mut count = 0;
    for path in children(&directory.join("proof"))? {
        let bytes = fs::read(&path)?;
        let file = ProofFile::parse(&bytes)?;
        if file.to_string().into_bytes() != bytes {
            return Err(format!("{} is not written as it was read", path.display()).into());
        }
        file.verify_enclosed(policy)?;
        count += 1;
    }
    Ok(count)
}

/// Plays the witness that saw each older checkpoint and is sent the newest.
fn verify_steps(directory: &Path, policy: &Policy, head: TreeHead) -> Result<u64, Box<dyn Error>> {
    let keys: Vec<_> = policy.logs().iter().map(|log| log.key.clone()).collect();
    let mut count = 0;
    for path in children(&directory.join("old"))? {
        let note = Note::parse(&fs::read(path.join("checkpoint"))?)?;
        let older: Checkpoint = policy.judge(&note)?.checkpoint;
        let log = keys.iter().find(|key| Checkpoint::open(&note, key).is_ok()).ok_or("no log signed")?;
        let request = AddCheckpoint::parse(&fs::read(path.join("add-checkpoint"))?)?;
        let accepted = request.judge(&keys, Some(&Latest::restore(note, log)?))?;
        if accepted.latest().head() != head || older.head().size != request.old_size() {
            return Err(format!("{} leads elsewhere", path.display()).into());
        }
        count += 1;
    }
    Ok(count)
}

fn children(directory: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(directory)?.map(|child| child.map(|child| child.path())).collect()
}

fn read_if_there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(fault),
    }
}
