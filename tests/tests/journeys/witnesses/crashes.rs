//! A witness that is killed at any moment never cosigns two histories: whatever it has cosigned, its state knows.

use super::process::Assembly;
use amanat_tests::draw::{Draw, seed};
use ledger_log::checkpoint::Checkpoint;
use ledger_log::cosignature::WitnessKey;
use ledger_log::note::{Note, SignerKey};
use ledger_log::tree::{Frontier, Prover, TreeHead};
use ledger_log::witness::AddCheckpoint;
use ledger_log::{Hash, leaf};
use std::sync::Arc;
use std::time::Duration;

/// Both histories are the same up to here.
const SHARED: u64 = 5;
const LIVES: u64 = 25;

/// A log whose owner keeps two histories.
struct Log {
    key: SignerKey,
    leaves: Vec<Hash>,
}

impl Log {
    fn of(history: u8, size: u64) -> Self {
        let key = SignerKey::from_seed("amanat.example/two-histories".parse().unwrap(), &[5; 32]);
        let entry = |index: u64| if index < SHARED { format!("{index}") } else { format!("{index} of {history}") };
        Self { key, leaves: (0..size).map(|index| leaf(entry(index).as_bytes()).hash()).collect() }
    }

    fn head(&self, size: u64) -> TreeHead {
        let mut frontier = Frontier::new();
        let leaves = self.leaves.iter().take(usize::try_from(size).unwrap());
        leaves.for_each(|hash| frontier.append(&ledger_log::Leaf::from_hash(*hash)));
        frontier.head()
    }

    /// Asks to go from one size to another.
    fn request(&self, from: u64, to: u64) -> AddCheckpoint {
        // Small trees: level 0 is all that is stored.
        let stored = |level: u8, index: u64| -> Result<Hash, String> {
            let hash = self.leaves.get(usize::try_from(index).unwrap()).filter(|_| level == 0);
            hash.copied().ok_or_else(|| "not stored".to_owned())
        };
        let proof = Prover::new(to, &stored).consistency(from).unwrap();
        let checkpoint = Checkpoint::new(self.key.name().clone(), self.head(to)).unwrap();
        AddCheckpoint::new(from, proof, checkpoint.sign(&self.key).unwrap()).unwrap()
    }
}

#[test]
fn a_killed_witness_has_cosigned_one_history() {
    let mut draw = Draw::from_seed(seed("a_killed_witness_has_cosigned_one_history"));
    let folder = tempfile::tempdir().unwrap();
    let assembly = Assembly::init(folder.path());
    let policy = folder.path().join("policy");
    let logs: Vec<Arc<Log>> = (0..2).map(|history| Arc::new(Log::of(history, 200))).collect();
    std::fs::write(&policy, format!("log {}\nquorum none\n", logs[0].key.verifier())).unwrap();
    let witness_key: WitnessKey = assembly.vkey.parse().unwrap();
    let mut cosigned: Vec<(TreeHead, usize)> = Vec::new();
    for life in 0..LIVES {
        let witness = assembly.serve(&policy, "127.0.0.1:0");
        let address = witness.address;
        let asking: Vec<_> = (0..2_usize)
            .map(|history| {
                let (log, key) = (Arc::clone(&logs[history]), witness_key.clone());
                let mut draw = draw.branch();
                std::thread::spawn(move || ask_until_it_is_gone(address, &log, &key, &mut draw, history))
            })
            .collect();
        std::thread::sleep(Duration::from_millis(draw.below(30)));
        drop(witness);
        for asker in asking {
            cosigned.extend(asker.join().unwrap());
        }
        if life == 0 {
            assert!(assembly.state.exists() || cosigned.is_empty());
        }
    }
    assert!(cosigned.len() > 5, "some were cosigned: {}", cosigned.len());
    let beyond: Vec<usize> =
        cosigned.iter().filter(|(head, _)| head.size > SHARED).map(|(_, history)| *history).collect();
    assert!(beyond.windows(2).all(|pair| pair[0] == pair[1]), "two histories were cosigned: {cosigned:?}");
}

/// Goes on from whatever the witness says that it has, with the proof of this history, until nobody answers.
fn ask_until_it_is_gone(
    address: std::net::SocketAddr,
    log: &Log,
    key: &WitnessKey,
    draw: &mut Draw,
    history: usize,
) -> Vec<(TreeHead, usize)> {
    let (mut from, mut cosigned) = (0, Vec::new());
    for _ in 0..500 {
        let to = (from + 1 + draw.below(3)).min(200);
        if from >= to {
            break;
        }
        let request = log.request(from, to);
        let asked = super::process::exchange(address, "POST", "/add-checkpoint", &request.to_string());
        match asked {
            None => break,
            Some((200, line)) => {
                let note: Note = format!("{}{line}", request.checkpoint()).parse().unwrap();
                assert_eq!(note.signatures_by(key).unwrap().len(), 1);
                cosigned.push((log.head(to), history));
                from = to;
            }
            Some((409, size)) => from = size.trim().parse().unwrap(),
            // The other history was cosigned: this one never will be.
            Some((422, _)) => from = 0,
            Some((status, body)) => panic!("{status} {body}"),
        }
    }
    cosigned
}
