//! Every fault of the disk, and what the journal does: the rows of docs/testing-faults.md.

use ledger_store::testing::{Fault, PowerCut, SimDisk};
use ledger_store::{
    Append, Block, FileJournal, JournalOptions, NotWritten, OpenError, OutcomeUnknown, ReadError, ReadJournal,
};

use crate::desk::{BOOK, Desk, book, options};

/// Whatever happened before, the book goes on: entries are there, more can be added, and a power cut changes nothing.
fn goes_on(desk: &mut Desk) {
    desk.expect_exactly_what_was_acknowledged();
    desk.append_durably(2);
    desk.close();
    desk.disk.power_cut(PowerCut::LosesAll);
    desk.open().unwrap();
    desk.expect_exactly_what_was_acknowledged();
}

/// Fills the segment until the answered entries have no room in it.
fn fill_segment(desk: &mut Desk) -> Vec<Vec<u8>> {
    while desk.journal().room_bytes() >= 300 {
        desk.append_durably(1);
    }
    let entries = desk.entries(30);
    assert!(Desk::frame_bytes(&entries) > 300);
    entries
}

#[test]
fn a_short_write_is_continued() {
    for keep in [1, 79, 80, 100] {
        let mut desk = Desk::with_blocks(1, 3);
        desk.disk.inject(".seg", Fault::ShortWrite { keep });
        desk.append_durably(2);
        assert_eq!(desk.disk.faults_left(), 0);
        goes_on(&mut desk);
    }
}

#[test]
fn interrupted_calls_are_made_again() {
    let mut desk = Desk::with_blocks(1, 3);
    for fault in [Fault::InterruptedWrite, Fault::InterruptedSync] {
        desk.disk.inject(".seg", fault);
        desk.append_durably(1);
    }
    desk.disk.inject(".seg", Fault::InterruptedRead);
    desk.expect_exactly_what_was_acknowledged();
    assert_eq!(desk.disk.faults_left(), 0);
    goes_on(&mut desk);
}

#[test]
fn a_failed_write_leaves_no_trace_and_the_journal_goes_on() {
    for full in [false, true] {
        for keep in [0, 1, 80, 100, usize::MAX] {
            let mut desk = Desk::with_blocks(1, 3);
            let fault = if full { Fault::FullWrite { keep } } else { Fault::FailedWrite { keep } };
            desk.disk.inject(".seg", fault);
            let entries = desk.entries(2);
            assert!(matches!(desk.append(&entries), Append::NotWritten(NotWritten::WriteFailed(_))));
            // Even if the whole frame had reached memory, a restart must not find it.
            desk.close();
            desk.disk.kill();
            desk.open().unwrap();
            assert_eq!(desk.journal().recovery().cut, None);
            goes_on(&mut desk);
        }
    }
}

#[test]
fn a_failed_write_is_tried_again_without_reopening() {
    let mut desk = Desk::with_blocks(1, 3);
    desk.disk.inject(".seg", Fault::FailedWrite { keep: 200 });
    let entries = desk.entries(5);
    assert!(matches!(desk.append(&entries), Append::NotWritten(_)));
    desk.append_durably(1);
    goes_on(&mut desk);
}

#[test]
fn a_failed_write_that_cannot_be_undone_is_outcome_unknown() {
    for second in [Fault::FailedWrite { keep: 0 }, Fault::FailedSync] {
        let mut desk = Desk::with_blocks(1, 3);
        desk.disk.inject(".seg", Fault::FailedWrite { keep: usize::MAX });
        desk.disk.inject(".seg", second);
        let entries = desk.entries(2);
        assert!(matches!(desk.append(&entries), Append::OutcomeUnknown(OutcomeUnknown::Failed(_))));
        assert!(matches!(desk.append(&entries), Append::OutcomeUnknown(OutcomeUnknown::Poisoned)));
    }
}

#[test]
fn a_failed_sync_is_final_and_reopening_decides() {
    for seed in 0..40 {
        let mut desk = Desk::with_blocks(seed, 4);
        desk.disk.inject(".seg", Fault::FailedSync);
        let entries = desk.entries(40);
        assert!(matches!(desk.append(&entries), Append::OutcomeUnknown(OutcomeUnknown::Failed(_))));
        for _ in 0..3 {
            assert!(matches!(desk.append(&entries), Append::OutcomeUnknown(OutcomeUnknown::Poisoned)));
        }
        assert!(desk.journal().is_poisoned());
        desk.expect_exactly_what_was_acknowledged();
        desk.close();
        // Memory may go on showing what the disk does not have, or forget it.
        if seed % 2 == 0 {
            desk.disk.kill();
        } else {
            desk.disk.evict();
            desk.disk.kill();
        }
        desk.open().unwrap();
        let found = desk.found();
        let (before, more) = found.split_at(desk.acknowledged.len());
        assert!(before == desk.acknowledged && (more.is_empty() || more == entries));
        desk.acknowledged = found;
        goes_on(&mut desk);
    }
}

#[test]
fn a_full_disk_refuses_the_block_and_passes_when_space_returns() {
    let mut desk = Desk::new(1);
    desk.disk.set_room(Some(100));
    let entries = fill_segment(&mut desk);
    for _ in 0..3 {
        let answer = desk.append(&entries);
        let Append::NotWritten(NotWritten::NoRoom { needed_bytes, source }) = answer else { panic!("{answer:?}") };
        assert!(source.is_no_space());
        assert_eq!(needed_bytes, Desk::frame_bytes(&entries) as u64);
        desk.expect_exactly_what_was_acknowledged();
    }
    desk.disk.set_room(None);
    let answer = desk.append(&entries);
    assert!(matches!(answer, Append::Durable { .. }), "without reopening: {answer:?}");
    assert_eq!(desk.segments().len(), 2);
    goes_on(&mut desk);
}

#[test]
fn a_book_on_a_full_disk_can_be_opened() {
    let mut desk = Desk::with_blocks(1, 5);
    desk.disk.set_room(Some(0));
    desk.open().unwrap();
    desk.append_durably(1);
    desk.expect_exactly_what_was_acknowledged();
}

#[test]
fn the_space_of_an_unfinished_segment_goes_back() {
    let mut desk = Desk::new(1);
    desk.disk.set_room(Some(5000));
    let entries = fill_segment(&mut desk);
    assert!(matches!(desk.append(&entries), Append::NotWritten(NotWritten::NoRoom { .. })));
    assert_eq!(desk.disk.bytes(&book().journal().join("spare")), Some(Vec::new()));
}

#[test]
fn a_failed_sync_of_room_ahead_is_tried_again_when_the_room_is_needed() {
    let mut desk = Desk::new(1);
    desk.disk.inject("spare", Fault::FailedSync);
    let entries = fill_segment(&mut desk);
    assert_eq!(desk.disk.faults_left(), 0);
    assert!(matches!(desk.append(&entries), Append::Durable { .. }));
    goes_on(&mut desk);
}

#[test]
fn a_failed_rename_at_a_roll_writes_nothing() {
    let mut desk = Desk::new(1);
    let entries = fill_segment(&mut desk);
    desk.disk.inject(".seg", Fault::FailedRename);
    assert!(matches!(desk.append(&entries), Append::NotWritten(NotWritten::NoRoom { .. })));
    assert!(matches!(desk.append(&entries), Append::Durable { .. }));
    goes_on(&mut desk);
}

#[test]
fn a_failed_sync_at_a_roll_is_final() {
    for (part, fault) in [("head", Fault::FailedSync), ("journal", Fault::FailedDirSync)] {
        let mut desk = Desk::new(1);
        let entries = fill_segment(&mut desk);
        desk.disk.inject(part, fault);
        assert!(matches!(desk.append(&entries), Append::OutcomeUnknown(OutcomeUnknown::Failed(_))));
        assert!(matches!(desk.append(&entries), Append::OutcomeUnknown(OutcomeUnknown::Poisoned)));
        desk.close();
        desk.disk.power_cut(PowerCut::KeepsSome);
        desk.open().unwrap();
        goes_on(&mut desk);
    }
}

#[test]
fn a_durable_block_stays_durable_when_head_cannot_be_told() {
    let mut desk = Desk::with_blocks(1, 3);
    desk.disk.inject("head", Fault::FailedWrite { keep: 10 });
    desk.append_durably(1);
    desk.disk.inject("head", Fault::FailedWrite { keep: 0 });
    let entries = desk.entries(1);
    assert!(matches!(desk.append(&entries), Append::NotWritten(NotWritten::HeadBehind(_))));
    desk.append_durably(1);
    goes_on(&mut desk);
}

#[test]
fn a_head_that_is_behind_after_a_power_cut_loses_nothing() {
    let mut desk = Desk::with_blocks(1, 9);
    desk.close();
    desk.disk.power_cut(PowerCut::LosesAll);
    desk.open().unwrap();
    let recovery = desk.journal().recovery().clone();
    assert_eq!(recovery.acknowledged.size, 0, "head was never synced");
    assert!(recovery.rewritten_bytes > 0);
    goes_on(&mut desk);
}

#[test]
fn a_block_that_only_sat_in_memory_is_made_durable_before_it_is_served() {
    let mut desk = Desk::with_blocks(1, 3);
    desk.disk.end_power_after(1); // the write, not the sync
    let entries = desk.entries(3);
    assert!(matches!(desk.append(&entries), Append::OutcomeUnknown(_)));
    desk.close();
    desk.disk.kill();
    desk.open().unwrap();
    assert_eq!(desk.journal().recovery().rewritten_bytes, Desk::frame_bytes(&entries) as u64);
    desk.acknowledged.extend(entries);
    desk.expect_exactly_what_was_acknowledged();
    desk.close();
    desk.disk.power_cut(PowerCut::LosesAll);
    desk.open().unwrap();
    goes_on(&mut desk);
}

#[test]
fn a_failed_read_is_the_worlds_fault_and_passes() {
    let mut desk = Desk::with_blocks(1, 3);
    desk.disk.inject(".seg", Fault::FailedRead);
    let read = desk.journal().entry(0, &mut Block::new()).map(drop);
    assert!(matches!(read, Err(ReadError::World(_))));
    goes_on(&mut desk);
}

#[test]
fn a_fault_during_recovery_refuses_to_open_and_harms_nothing() {
    let faults = [
        (".seg", Fault::FailedRead),
        (".seg", Fault::FailedWrite { keep: 50 }),
        (".seg", Fault::FailedSync),
        ("journal", Fault::FailedDirSync),
        ("head", Fault::FailedRead),
        ("head", Fault::FailedWrite { keep: 50 }),
        ("head", Fault::FailedSync),
        ("BOOK", Fault::FailedRead),
    ];
    for (part, fault) in faults {
        let mut desk = Desk::with_blocks(2, 6);
        desk.close();
        desk.disk.power_cut(PowerCut::LosesAll);
        desk.disk.inject(part, fault);
        assert!(matches!(desk.open(), Err(OpenError::World(_))), "{part} {fault:?}");
        assert_eq!(desk.disk.faults_left(), 0);
        desk.disk.power_cut(PowerCut::KeepsSome);
        desk.open().unwrap();
        goes_on(&mut desk);
    }
}

#[test]
fn a_creation_that_is_cut_off_at_any_call_can_be_repeated() {
    for calls in 0..200 {
        let disk = SimDisk::new(calls);
        disk.end_power_after(calls);
        let created = FileJournal::create(&disk, &book(), BOOK, &options()).is_ok();
        disk.power_cut(PowerCut::KeepsSome);
        let again = FileJournal::create(&disk, &book(), BOOK, &options());
        let opened = match again {
            Err(OpenError::AlreadyThere { .. }) => FileJournal::open(&disk, &book(), &options()),
            other => other,
        };
        assert_eq!(opened.unwrap().head().size, 0);
        if created {
            return;
        }
    }
    panic!("creation never finished");
}

#[test]
fn a_book_is_not_created_on_a_full_disk_and_then_it_is() {
    let disk = SimDisk::new(1);
    disk.set_room(Some(3000));
    let options = JournalOptions { segment_bytes: 8192, ..options() };
    let refused = FileJournal::create(&disk, &book(), BOOK, &options);
    assert!(matches!(refused, Err(OpenError::World(failed)) if failed.is_no_space()));
    disk.set_room(None);
    assert!(FileJournal::create(&disk, &book(), BOOK, &options).is_ok());
}
