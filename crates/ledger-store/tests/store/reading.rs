//! Reading beside a running writer: up to `head`, without lock, without writing, without disturbing it.

use ledger_store::testing::SimDisk;
use ledger_store::{BookPaths, Damage, DamageClass, LinksFrom, OpenError, ReadJournal, ReadOnlyBook, Scanned, Storage};

use crate::desk::{BOOK, Desk, book};

/// Every frame's (first index, count), and every damage.
pub fn scan(disk: &SimDisk) -> (Vec<(u64, u32)>, Vec<Damage>) {
    let read_only = ReadOnlyBook::open(disk, &book()).unwrap();
    let mut scan = read_only.scan().unwrap();
    let (mut frames, mut damages) = (Vec::new(), Vec::new());
    while let Some(found) = scan.next().unwrap() {
        match found {
            Scanned::Frame(frame) => frames.push((frame.first_index, frame.count)),
            Scanned::Damaged { damage, .. } => damages.push(damage),
        }
    }
    (frames, damages)
}

fn entries(frames: &[(u64, u32)]) -> u64 {
    frames.iter().map(|(_, count)| u64::from(*count)).sum()
}

#[test]
fn an_auditor_reads_up_to_head_while_the_writer_goes_on() {
    let mut desk = Desk::new(1);
    for _ in 0..40 {
        desk.append_durably(2);
        let (frames, damages) = scan(&desk.disk);
        assert_eq!(entries(&frames), desk.acknowledged.len() as u64);
        assert_eq!(damages, []);
        let reader = ReadOnlyBook::open(&desk.disk, &book()).unwrap().reader(LinksFrom::Genesis).unwrap();
        assert_eq!(reader.head(), desk.journal().head());
    }
}

#[test]
fn a_scan_begun_before_an_append_ends_at_its_own_head() {
    let mut desk = Desk::with_blocks(1, 3);
    let read_only = ReadOnlyBook::open(&desk.disk, &book()).unwrap();
    let mut scan = read_only.scan().unwrap();
    let mut seen = 0;
    while let Some(found) = scan.next().unwrap() {
        let Scanned::Frame(frame) = found else { panic!("{found:?}") };
        seen += frame.count;
        desk.append_durably(1);
    }
    assert_eq!(seen, 6);
}

#[test]
fn a_block_in_the_middle_of_being_written_is_not_seen() {
    let desk = Desk::with_blocks(1, 3);
    let segment = desk.segments().remove(0);
    let mut bytes = desk.disk.bytes(&segment).unwrap();
    let tail = bytes.iter().rposition(|byte| *byte != 0).unwrap() + 1;
    bytes[tail..tail + 90].fill(0xFF);
    desk.disk.put(&segment, bytes);
    let (frames, damages) = scan(&desk.disk);
    assert_eq!((entries(&frames), damages), (6, vec![]));
    let reader = ReadOnlyBook::open(&desk.disk, &book()).unwrap().reader(LinksFrom::Head).unwrap();
    assert_eq!(reader.head().size, 6);
}

#[test]
fn reading_takes_no_lock_and_writes_nothing() {
    let desk = Desk::with_blocks(1, 5);
    desk.disk.set_read_only(true);
    let before: Vec<_> = desk.segments().iter().map(|path| desk.disk.bytes(path)).collect();
    assert_eq!(scan(&desk.disk).1, []);
    let after: Vec<_> = desk.segments().iter().map(|path| desk.disk.bytes(path)).collect();
    assert!(before == after);
}

#[test]
fn a_damaged_slot_of_head_is_reported_and_the_other_used() {
    for slot in [0, 1] {
        let desk = Desk::with_blocks(1, 5);
        let mut head = desk.disk.bytes(&book().head()).unwrap();
        head[slot * 4096 + 50] ^= 4;
        desk.disk.put(&book().head(), head);
        let (frames, damages) = scan(&desk.disk);
        assert!(entries(&frames) == 9 || entries(&frames) == 7, "the newer head or the one before");
        assert_eq!(damages.len(), 1);
        assert_eq!(usize::from(u8::try_from(slot).unwrap()), slot);
        assert!(matches!(damages[0].class, DamageClass::HeadSlot { slot: found } if usize::from(found) == slot));
        assert_eq!(damages[0].offset, slot as u64 * 4096);
    }
}

#[test]
fn with_head_lost_everything_is_scanned_and_the_loss_reported() {
    for gone in [false, true] {
        let desk = Desk::with_blocks(1, 5);
        if gone {
            desk.disk.delete(&book().head());
        } else {
            desk.disk.put(&book().head(), vec![7; 8192]);
        }
        let (frames, damages) = scan(&desk.disk);
        assert_eq!(entries(&frames), 9);
        assert_eq!(damages.iter().map(|damage| damage.class).collect::<Vec<_>>(), [DamageClass::HeadLost]);
        let reader = ReadOnlyBook::open(&desk.disk, &book()).unwrap().reader(LinksFrom::Genesis);
        assert!(matches!(reader.map(drop), Err(OpenError::Damaged(_))));
    }
}

#[test]
fn the_place_of_every_entry_is_told_to_the_byte() {
    let desk = Desk::with_blocks(1, 30);
    let read_only = ReadOnlyBook::open(&desk.disk, &book()).unwrap();
    assert_eq!(read_only.book(), BOOK);
    let mut scan = read_only.scan().unwrap();
    while let Some(Scanned::Frame(frame)) = scan.next().unwrap() {
        let segment = desk.disk.bytes(frame.file).unwrap();
        for (index, entry) in frame.entries() {
            let at = usize::try_from(frame.entry_offset(index).unwrap()).unwrap();
            assert_eq!(&segment[at..at + entry.len()], entry);
            assert_eq!(entry, desk.acknowledged[usize::try_from(index).unwrap()]);
        }
        assert_eq!(frame.entry_offset(frame.first_index + u64::from(frame.count)), None);
    }
}

#[test]
fn head_is_read_whole_while_another_thread_writes_it() {
    let dir = tempfile::tempdir().unwrap();
    let paths = BookPaths::new(dir.path().join("book"));
    let options = ledger_store::JournalOptions { segment_bytes: 65_536, ..Default::default() };
    let mut journal = ledger_store::FileJournal::create(&ledger_store::RealStorage, &paths, BOOK, &options).unwrap();
    std::thread::scope(|scope| {
        let writing = scope.spawn(move || {
            let mut block = ledger_store::Block::new();
            for _ in 0..300 {
                ledger_store::testing::fill(&mut block, &journal.head(), &[b"gift"]);
                let answer = ledger_store::Journal::append(&mut journal, &mut block);
                assert!(matches!(answer, ledger_store::Append::Durable { .. }));
            }
        });
        let read_only = ReadOnlyBook::open(&ledger_store::RealStorage, &paths).unwrap();
        let mut last = 0;
        while !writing.is_finished() {
            let size = read_only.head_slots().unwrap().head().unwrap().size;
            assert!(size >= last, "head never goes back");
            last = size;
        }
    });
}

#[test]
fn an_auditor_scans_real_files() {
    let dir = tempfile::tempdir().unwrap();
    let paths = BookPaths::new(dir.path().join("book"));
    let real = ledger_store::RealStorage;
    let options = ledger_store::JournalOptions { segment_bytes: 4096, ..Default::default() };
    let mut journal = ledger_store::FileJournal::create(&real, &paths, BOOK, &options).unwrap();
    let mut block = ledger_store::Block::new();
    for number in 0..60_u8 {
        ledger_store::testing::fill(&mut block, &journal.head(), &[[number + 1; 120]]);
        let answer = ledger_store::Journal::append(&mut journal, &mut block);
        assert!(matches!(answer, ledger_store::Append::Durable { .. }));
    }
    assert!(real.list(&paths.journal()).unwrap().len() > 2);
    let mut scan = ReadOnlyBook::open(&real, &paths).unwrap().scan().unwrap();
    let mut seen = 0;
    while let Some(found) = scan.next().unwrap() {
        assert!(matches!(found, Scanned::Frame(_)), "{found:?}");
        seen += 1;
    }
    assert_eq!(seen, 60);
}
