//! Writes a log of numbered entries into a directory, as an export or a static server would have it:
//! tiles, bundles and checkpoint, and beside them what it takes to verify them.
//!
//! ```text
//! cargo run --example write_log -- <directory> <size>
//! checkpoint  tile/…  policy  log.vkey  witness.vkey
//! proof/<index>.tlog-proof        some entries, enclosed
//! old/<size>/checkpoint           the log when it was smaller
//! old/<size>/add-checkpoint       what a witness that saw that is sent now
//! ```
//!
//! Keys, times and entries are fixed: the same size gives the same bytes. The keys are no secrets.

use ledger_log::checkpoint::Checkpoint;
use ledger_log::cosignature::WitnessSigner;
use ledger_log::note::{Note, SignerKey};
use ledger_log::proof_file::{Enclosed, ProofFile};
use ledger_log::tile::{EntryBundle, TilePath, TreeShape};
use ledger_log::tree::{Frontier, Prover, TreeHead};
use ledger_log::witness::AddCheckpoint;
use ledger_log::{Hash, leaf};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fs, io};

const TIME_SECONDS: u64 = 1_800_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(directory), Some(size), None) = (arguments.next(), arguments.next(), arguments.next()) else {
        return Err("usage: write_log <directory> <size>".into());
    };
    Log::of(size.parse()?)?.write(Path::new(&directory))
}

/// Entries of different lengths, the empty one among them. `interop/go` makes the same.
fn entry(index: u64) -> Vec<u8> {
    match index % 16 {
        15 => Vec::new(),
        repeats => format!("entry {index}\n").into_bytes().repeat(usize::try_from(repeats).unwrap_or(0) + 1),
    }
}

struct Log {
    size: u64,
    levels: Vec<Vec<Hash>>,
    key: SignerKey,
    witness: WitnessSigner,
}

impl Log {
    fn of(size: u64) -> Result<Log, Box<dyn Error>> {
        let (mut frontier, mut levels) = (Frontier::new(), vec![Vec::new(); 8]);
        for index in 0..size {
            frontier.append_storing(&leaf(&entry(index)), |stored| {
                if let Some(level) = levels.get_mut(usize::from(stored.level)) {
                    level.push(stored.hash);
                }
            });
        }
        let key = SignerKey::from_seed("amanat.example/interop".parse()?, &[1; 32]);
        let witness = WitnessSigner::from_seed("witness.example/interop".parse()?, &[2; 32]);
        Ok(Log { size, levels, key, witness })
    }

    fn stored(&self) -> impl Fn(u8, u64) -> io::Result<Hash> {
        |level, index| {
            let hashes = self.levels.get(usize::from(level));
            let hash = usize::try_from(index).ok().and_then(|index| hashes?.get(index).copied());
            hash.ok_or(io::Error::from(io::ErrorKind::NotFound))
        }
    }

    fn head(&self, size: u64) -> Result<TreeHead, Box<dyn Error>> {
        Ok(Prover::new(size, &self.stored()).head()?)
    }

    fn write(&self, directory: &Path) -> Result<(), Box<dyn Error>> {
        let into = |path: &str| -> PathBuf { directory.join(path) };
        self.write_tiles(directory)?;
        let cosigned = self.cosigned(self.size)?;
        write(&into("checkpoint"), cosigned.to_string())?;
        let (log, witness) = (self.key.verifier(), self.witness.verifier());
        write(&into("log.vkey"), log.to_string())?;
        write(&into("witness.vkey"), witness.to_string())?;
        write(&into("policy"), format!("log {log}\nwitness w {witness}\nquorum w\n"))?;
        for index in marks(self.size) {
            let file = self.proof(index, cosigned.clone())?;
            write(&into(&format!("proof/{index}.tlog-proof")), file.to_string())?;
        }
        for old_size in marks(self.size + 1).into_iter().filter(|size| *size > 0) {
            write(&into(&format!("old/{old_size}/checkpoint")), self.cosigned(old_size)?.to_string())?;
            let proof = Prover::new(self.size, &self.stored()).consistency(old_size)?;
            let request = AddCheckpoint::new(old_size, proof, self.signed(self.size)?.1)?;
            write(&into(&format!("old/{old_size}/add-checkpoint")), request.to_string())?;
        }
        Ok(())
    }

    fn write_tiles(&self, directory: &Path) -> Result<(), Box<dyn Error>> {
        let shape = TreeShape::of(self.size);
        for tile in shape.hash_tiles() {
            write(&directory.join(TilePath::from(tile).to_string()), tile.bytes(&self.stored())?)?;
        }
        for bundle in shape.entry_bundles() {
            write(&directory.join(TilePath::from(bundle).to_string()), encoded(&bundle)?)?;
        }
        Ok(())
    }

    fn signed(&self, size: u64) -> Result<(Checkpoint, Note), Box<dyn Error>> {
        let checkpoint = Checkpoint::new(self.key.name().clone(), self.head(size)?)?;
        let note = checkpoint.sign(&self.key)?;
        Ok((checkpoint, note))
    }

    fn cosigned(&self, size: u64) -> Result<Note, Box<dyn Error>> {
        let (checkpoint, note) = self.signed(size)?;
        Ok(note.with_signature(self.witness.cosign(&checkpoint, TIME_SECONDS)?)?)
    }

    fn proof(&self, index: u64, checkpoint: Note) -> Result<ProofFile, Box<dyn Error>> {
        let hashes = Prover::new(self.size, &self.stored()).inclusion(index)?;
        let enclosed = Enclosed::new(entry(index), Vec::new())?;
        Ok(ProofFile::new(index, hashes, checkpoint)?.with_extra(enclosed.encode())?)
    }
}

fn encoded(bundle: &EntryBundle) -> Result<Vec<u8>, Box<dyn Error>> {
    let entries: Vec<_> = (bundle.span().first()..bundle.span().end()).map(entry).collect();
    Ok(bundle.encode(&entries)?)
}

/// Indices and sizes where a tile begins or ends, and some between.
fn marks(size: u64) -> Vec<u64> {
    let near = [0, 1, 2, 15, 255, 256, 257, 511, 65_535, 65_536, 65_537, size / 3, size / 2, size.saturating_sub(1)];
    let mut marks: Vec<u64> = near.into_iter().filter(|mark| *mark < size).collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<(), Box<dyn Error>> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    Ok(fs::write(path, bytes)?)
}
