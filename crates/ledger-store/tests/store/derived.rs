//! What is folded and what is signed: tree files and the two places of a checkpoint.

use ledger_log::tree::{Frontier, Prover};
use ledger_log::{Leaf, leaf};
use ledger_store::testing::{Fault, PowerCut, SimDisk};
use ledger_store::{
    CheckpointError, CheckpointPlaces, DamageClass, DataPaths, RealStorage, RecordedCheckpoint, TreeError, TreeFiles,
    TreeReader,
};

use crate::desk::{book, paths};

fn leaves(count: u32) -> Vec<Leaf> {
    (0..count).map(|number| leaf(&number.to_be_bytes())).collect()
}

fn append(files: &mut TreeFiles<ledger_store::testing::SimFile>, frontier: &mut Frontier, leaves: &[Leaf]) {
    for leaf in leaves {
        frontier.append_storing(leaf, |stored| files.append(stored));
    }
    files.flush().unwrap();
}

#[test]
fn proofs_come_from_the_stored_hashes() {
    let disk = SimDisk::new(1);
    let mut files = TreeFiles::open(&disk, &book(), 0).unwrap();
    let (mut frontier, leaves) = (Frontier::new(), leaves(1000));
    append(&mut files, &mut frontier, &leaves);
    assert_eq!(files.size(), 1000);
    for reader in [files.reader(), TreeReader::open(&disk, &book()).unwrap()] {
        assert_eq!([0, 1, 2, 9].map(|level| reader.count(level).unwrap()), [1000, 3, 0, 0]);
        let proof = Prover::new(1000, &reader).inclusion(777).unwrap();
        frontier.head().verify_inclusion(777, &leaves[777], &proof).unwrap();
        let absent = Prover::new(2000, &reader).head();
        assert!(matches!(absent, Err(TreeError::Absent { .. })));
    }
}

#[test]
fn the_tree_is_cut_to_what_is_trusted_and_built_again() {
    let disk = SimDisk::new(1);
    let mut files = TreeFiles::open(&disk, &book(), 0).unwrap();
    let (mut frontier, leaves) = (Frontier::new(), leaves(1500));
    append(&mut files, &mut frontier, &leaves[..1000]);
    files.sync().unwrap(); // a checkpoint of 1,000 is recorded here
    append(&mut files, &mut frontier, &leaves[1000..]);
    disk.power_cut(PowerCut::KeepsSome);
    let mut files = TreeFiles::open(&disk, &book(), 1000).unwrap();
    assert_eq!(files.size(), 1000);
    let mut restored = Frontier::restore(1000, &files.reader()).unwrap();
    append(&mut files, &mut restored, &leaves[1000..]);
    assert_eq!(restored.head(), frontier.head());
    assert_eq!(Prover::new(1500, &files.reader()).head().unwrap(), frontier.head());
}

#[test]
fn a_tree_that_lost_a_level_is_built_again_from_where_all_levels_are_there() {
    let disk = SimDisk::new(1);
    let mut files = TreeFiles::open(&disk, &book(), 0).unwrap();
    append(&mut files, &mut Frontier::new(), &leaves(1000));
    files.sync().unwrap();
    disk.put(&book().tree().join("1"), disk.bytes(&book().tree().join("1")).unwrap()[..40].to_vec());
    let files = TreeFiles::open(&disk, &book(), 1000).unwrap();
    assert_eq!(files.size(), 511, "one hash of level 1 is whole");
}

#[test]
fn a_full_disk_leaves_the_hashes_pending() {
    let disk = SimDisk::new(1);
    let mut files = TreeFiles::open(&disk, &book(), 0).unwrap();
    let (mut frontier, leaves) = (Frontier::new(), leaves(300));
    disk.set_room(Some(100));
    for leaf in &leaves {
        frontier.append_storing(leaf, |stored| files.append(stored));
    }
    assert!(files.flush().unwrap_err().is_no_space());
    disk.set_room(None);
    files.flush().unwrap();
    assert_eq!(Prover::new(300, &files.reader()).head().unwrap(), frontier.head());
}

#[test]
fn a_checkpoint_only_moves_forward_and_is_recorded_before_it_is_published() {
    let disk = SimDisk::new(1);
    let mut places = CheckpointPlaces::open(&disk, &paths()).unwrap();
    assert_eq!((places.last(), places.last_size()), (None, 0));
    assert!(matches!(places.publish(5, b"five"), Err(CheckpointError::NotRecorded { asked: 5 })));
    places.record(5, b"five").unwrap();
    places.publish(5, b"five, signed").unwrap();
    assert_eq!(disk.bytes(&book().checkpoint()).unwrap(), b"five, signed");
    let backwards = places.record(4, b"four");
    assert!(matches!(backwards, Err(CheckpointError::Backwards { recorded: 5, asked: 4 })));
    assert!(matches!(places.publish(4, b"four"), Err(CheckpointError::Backwards { .. })));
    places.record(5, b"five again").unwrap();
    disk.power_cut(PowerCut::LosesAll);
    let places = CheckpointPlaces::open(&disk, &paths()).unwrap();
    assert_eq!(places.last(), Some(&RecordedCheckpoint { size: 5, bytes: b"five again".to_vec() }));
}

#[test]
fn a_checkpoint_is_old_or_new_wherever_the_power_ends() {
    for calls in 0..6 {
        for cut in [PowerCut::LosesAll, PowerCut::KeepsSome, PowerCut::Tears { keep: 3 }] {
            let disk = SimDisk::new(calls);
            let mut places = CheckpointPlaces::open(&disk, &paths()).unwrap();
            places.record(5, b"five").unwrap();
            disk.end_power_after(calls);
            let recorded = places.record(9, b"nine").is_ok();
            disk.power_cut(cut);
            let size = CheckpointPlaces::open(&disk, &paths()).unwrap().last_size();
            assert!(size == 9 || (size == 5 && !recorded), "{size} after {calls} calls");
        }
    }
}

#[test]
fn a_checkpoint_that_could_not_be_made_durable_is_not_recorded() {
    for (part, fault) in [
        ("checkpoint", Fault::FailedWrite { keep: 3 }),
        ("checkpoint", Fault::FailedSync),
        ("checkpoint", Fault::FailedRename),
        ("private", Fault::FailedDirSync),
    ] {
        let disk = SimDisk::new(1);
        let mut places = CheckpointPlaces::open(&disk, &paths()).unwrap();
        disk.inject(part, fault);
        assert!(matches!(places.record(9, b"nine"), Err(CheckpointError::World(_))));
        assert!(matches!(places.publish(9, b"nine"), Err(CheckpointError::NotRecorded { .. })));
    }
}

#[test]
fn any_flipped_bit_in_the_record_is_refused() {
    let disk = SimDisk::new(1);
    CheckpointPlaces::open(&disk, &paths()).unwrap().record(5, b"five").unwrap();
    let path = paths().private.checkpoint();
    let sound = disk.bytes(&path).unwrap();
    for bit in 0..sound.len() * 8 {
        let mut bytes = sound.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        disk.put(&path, bytes);
        match CheckpointPlaces::open(&disk, &paths()) {
            Err(CheckpointError::Damaged(damage)) => assert_eq!(damage.class, DamageClass::CheckpointRecord),
            other => panic!("bit {bit}: {other:?}"),
        }
    }
    disk.put(&path, Vec::new());
    assert!(matches!(CheckpointPlaces::open(&disk, &paths()), Err(CheckpointError::Damaged(_))));
}

#[test]
fn private_files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let paths = DataPaths::new(dir.path());
    let mut places = CheckpointPlaces::open(&RealStorage, &paths).unwrap();
    places.record(1, b"one").unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(paths.private.root()), 0o700);
    assert_eq!(mode(&paths.private.checkpoint()), 0o600);
}
